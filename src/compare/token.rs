//! Tokens: a text cut into words and marks that stay the same when only its typesetting changes.
//!
//! Blanks are left out. A word is a run of letters and digits; what is written without blanks between words is cut
//! into characters. Letters with accents count by their canonical decomposition, quotes and dashes by their plain form.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word goes no further than this many characters.
const LONGEST: usize = 128;

/// A word or a mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// The same for tokens that differ in typesetting alone, and rarely for others.
    pub hash: u32,
    start: u32,
    end: u32,
}

impl Token {
    /// Returns the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the byte after the last one.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the bytes that it covers.
    pub fn bytes(self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// Returns the tokens of `text` in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_blank(first) { first.len_utf8() } else { length(rest, first) };
        let (token, after) = rest.split_at(length);
        if !is_blank(first) {
            // Articles are refused above 64 MiB, so that 32 bits hold every position.
            let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
            let start = text.len() - rest.len();
            tokens.push(Token { hash: hash(token), start: at(start), end: at(start + length) });
        }
        rest = after;
    }
    tokens
}

/// Returns the characters by which `text` is compared: two texts are the same but for typesetting if these are.
pub(super) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    let dots = match text {
        "..." => Some("…"),
        "--" | "---" => Some("-"),
        _ => None,
    };
    dots.unwrap_or(text).nfd().filter(|&character| !is_blank(character)).map(plain)
}

/// Returns how many bytes the token takes with which `text` begins; `first` is its first character.
fn length(text: &str, first: char) -> usize {
    if let Some(mark) = ["...", "---", "--"].into_iter().find(|mark| text.starts_with(mark)) {
        return mark.len();
    }
    let is_word = is_in_word(first);
    let more = |&(place, character): &(usize, char)| {
        let goes_on = is_word && (is_in_word(character) || character == '\u{AD}');
        place < LONGEST && (goes_on || is_combining_mark(character))
    };
    let rest = text.chars().skip(1).enumerate().take_while(more);
    first.len_utf8() + rest.map(|(_, character)| character.len_utf8()).sum::<usize>()
}

/// Returns whether words are parted by `character`, or it is not seen at all.
fn is_blank(character: char) -> bool {
    let unseen = matches!(character, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}');
    unseen || character.is_whitespace() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether words of several such characters are parted by blanks.
fn is_in_word(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    let joiner = matches!(character, '\u{200C}' | '\u{200D}');
    (character.is_alphanumeric() || joiner) && !is_written_without_blanks(character)
}

/// Returns whether `character` is of a script that does not part words: Thai and its neighbours, kana, ideographs.
fn is_written_without_blanks(character: char) -> bool {
    matches!(
        character,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Returns the plain form of a quote or a dash, any other character as it is.
fn plain(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '\u{B4}' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

/// FNV-1a over the folded characters.
fn hash(token: &str) -> u32 {
    let step = |hash: u64, character: char| (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01B3);
    let start = 0xCBF2_9CE4_8422_2325;
    let hash = if token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        token.chars().fold(start, step)
    } else {
        folded(token).fold(start, step)
    };
    // The upper half has seen more of the characters than the lower one.
    u32::try_from((hash ^ (hash >> 29)) >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| text.get(token.bytes()).expect("a token is text")).collect()
    }

    fn hashes(text: &str) -> Vec<u32> {
        tokens(text).into_iter().map(|token| token.hash).collect()
    }

    #[test]
    fn words_and_marks_are_tokens_and_blanks_are_none() {
        assert_eq!(cut("Dostum’s  men,\r\n“so”…"), ["Dostum", "’", "s", "men", ",", "“", "so", "”", "…"]);
        assert_eq!(cut("喀布尔 กา"), ["喀", "布", "尔", "ก", "า"]);
        assert_eq!(cut(" \u{feff}\n"), Vec::<&str>::new());
        assert_eq!(cut("e\u{301}lite 👍🏽"), ["e\u{301}lite", "👍", "🏽"]);
        assert_eq!(tokens(&"x".repeat(1000)).len(), 8);
    }

    #[test]
    fn what_typesetting_changes_is_the_same_token() {
        for (left, right) in [
            ("“it’s” — so…", "\"it's\" - so..."),
            ("Şıbırğan cafe\u{301}", "S\u{327}ıbırg\u{306}an café"),
            ("co\u{ad}operate --", "cooperate –"),
            ("a\r\nb", "a b"),
            ("서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"),
        ] {
            assert_eq!(hashes(left), hashes(right), "{left} and {right}");
        }
        assert_ne!(hashes("may be"), hashes("maybe"));
        assert_ne!(hashes("ı"), hashes("i"));
    }
}
