//! The words of one chunk: UAX 29 word bounds, joined and parted again by the rules of the news.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// What a piece between two word bounds is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It holds a letter or a digit.
    Word,
    /// A grapheme drawn as a picture.
    Emoji,
    /// Anything else.
    Mark,
}

/// Returns the words of `chunk`, a text without blanks, in order; `borders` are those of its graphemes.
pub(super) fn split(chunk: &str, borders: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    if let Some(word) = plain(chunk) {
        return if word.is_empty() { Vec::new() } else { std::iter::once(word).collect() };
    }
    let mut words: Vec<Range<usize>> = Vec::new();
    // The sign of currency that was the last piece, if it belongs to no word yet.
    let mut sign = None;
    for (piece, kind) in pieces(chunk, borders) {
        let before = sign.take();
        match kind {
            Kind::Emoji => words.push(piece),
            Kind::Mark => {
                let word = words.last_mut().filter(|word| word.end == piece.start);
                let length = word.as_ref().map_or(0, |word| closing(text(chunk, word), text(chunk, &piece)));
                match word.filter(|_| length > 0) {
                    Some(word) => word.end += length,
                    None => sign = is_currency_alone(text(chunk, &piece)).then_some(piece.start),
                }
            }
            Kind::Word => match (words.last().and_then(|word| joined(chunk, word, &piece)), words.last_mut()) {
                (Some(Join::Whole), Some(word)) => word.end = piece.end,
                (Some(Join::Possessive), Some(word)) => {
                    let start = word.end;
                    words.push(start..piece.end);
                }
                _ => {
                    let number = text(chunk, &piece).starts_with(char::is_numeric);
                    words.push(before.filter(|_| number).unwrap_or(piece.start)..piece.end);
                }
            },
        }
    }
    words.into_iter().flat_map(|word| without_possessive(chunk, word)).collect()
}

/// Returns the text of `range`, which lies on the borders of pieces.
fn text<'chunk>(chunk: &'chunk str, range: &Range<usize>) -> &'chunk str {
    chunk.get(range.clone()).unwrap_or_default()
}

/// Returns the one word of a chunk of ASCII letters and digits with marks around it, which most chunks are, or
/// an empty range if it has none; `None` for all other chunks.
fn plain(chunk: &str) -> Option<Range<usize>> {
    let bytes = chunk.as_bytes();
    let letter = u8::is_ascii_alphanumeric;
    if !chunk.is_ascii() || bytes.iter().any(|byte| matches!(byte, b'$' | b'%' | b'_')) {
        return None;
    }
    let Some(start) = bytes.iter().position(letter) else { return Some(0..0) };
    let end = bytes.iter().rposition(letter)? + 1;
    bytes.get(start..end)?.iter().all(letter).then_some(start..end)
}

/// Returns the pieces of `chunk` between word bounds that are borders between graphemes too.
fn pieces(chunk: &str, borders: impl Iterator<Item = usize>) -> Vec<(Range<usize>, Kind)> {
    let mut pieces = Vec::new();
    let (mut start, mut last) = (0, 0);
    let mut borders = borders.peekable();
    for (at, piece) in chunk.split_word_bound_indices() {
        let end = at + piece.len();
        while let Some(border) = borders.next_if(|&border| border <= end) {
            last = border;
        }
        if last == end {
            part(chunk, start..end, &mut pieces);
            start = end;
        }
    }
    // The last grapheme may take in the blank after the chunk.
    if start < last {
        part(chunk, start..last, &mut pieces);
    }
    pieces
}

/// Adds `piece` to `pieces`, parted at a colon between letters and at a point that lacks its blank.
fn part(chunk: &str, piece: Range<usize>, pieces: &mut Vec<(Range<usize>, Kind)>) {
    let whole = text(chunk, &piece);
    let mut start = 0;
    for (at, mark) in whole.char_indices().filter(|(_, mark)| matches!(mark, '.' | ':' | '．' | '：')) {
        let (before, after) = (whole.get(start..at).unwrap_or_default(), whole.get(at + mark.len_utf8()..));
        let after = after.unwrap_or_default();
        let letters = before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
        if letters && (matches!(mark, ':' | '：') || is_end_without_blank(before, after)) {
            let (from, to) = (piece.start + start, piece.start + at);
            pieces.push((from..to, kind(before)));
            pieces.push((to..to + mark.len_utf8(), Kind::Mark));
            start = at + mark.len_utf8();
        }
    }
    pieces.push((piece.start + start..piece.end, kind(whole.get(start..).unwrap_or_default())));
}

/// Returns whether a point between the two, without a blank, ends a sentence: `city.The`.
fn is_end_without_blank(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    last.by_ref().take(3).filter(|character| character.is_lowercase()).count() == 3
        && after.starts_with(char::is_uppercase)
}

fn kind(piece: &str) -> Kind {
    if piece.contains(char::is_alphanumeric) {
        Kind::Word
    } else if is_emoji(piece) {
        Kind::Emoji
    } else {
        Kind::Mark
    }
}

/// Returns whether `piece`, without letter or digit, is drawn as a picture.
fn is_emoji(piece: &str) -> bool {
    let Some(first) = piece.chars().next().filter(|first| !first.is_ascii()) else { return false };
    if piece.width() != 2 {
        return false;
    }
    // A joiner joins two pictures, and nothing else: so the rules of graphemes know what a picture is.
    let joiner = format!("{first}\u{200D}\u{1F600}");
    let at = joiner.len() - '\u{1F600}'.len_utf8();
    let pictographic = GraphemeCursor::new(at, joiner.len(), true).is_boundary(&joiner, 0) == Ok(false);
    (pictographic && !matches!(first, '\u{3000}'..='\u{303F}')) || matches!(first, '\u{1F1E6}'..='\u{1F1FF}')
}

/// How a piece belongs to the word before it.
enum Join {
    /// Both are one word.
    Whole,
    /// It is an `s` whose apostrophe was cut off: both are a word of their own.
    Possessive,
}

/// Returns how `piece` is joined to `word`, the last one before it.
fn joined(chunk: &str, word: &Range<usize>, piece: &Range<usize>) -> Option<Join> {
    let between = chunk.get(word.end..piece.start)?;
    let (before, after) = (text(chunk, word), text(chunk, piece));
    let last = before.chars().next_back()?;
    let first = after.chars().next()?;
    match between {
        "-" | "\u{2010}" | "\u{2011}" => is_in_word(last) && is_in_word(first),
        "&" => last.is_uppercase() && first.is_uppercase(),
        ":" => is_clock(before, after),
        "'" | "’" if matches!(after, "s" | "S") => return Some(Join::Possessive),
        _ => false,
    }
    .then_some(Join::Whole)
}

/// Returns whether a hyphen beside `character` may join: not after a point, not between pictures.
fn is_in_word(character: char) -> bool {
    character.is_alphanumeric() || !(character.is_ascii_punctuation() || character > '\u{2000}')
}

/// Returns whether `before:after` is a time of day.
fn is_clock(before: &str, after: &str) -> bool {
    let digits =
        |text: &str, least: usize| (least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let hours = before.rsplit(':').next().unwrap_or_default();
    digits(hours, 1) && digits(after, 2)
}

/// Returns how many bytes of `mark`, which follows `word`, belong to it: the last point of a dotted
/// abbreviation, a sign of per cent or of currency after a number.
fn closing(word: &str, mark: &str) -> usize {
    let Some(first) = mark.chars().next() else { return 0 };
    let number = word.ends_with(char::is_numeric);
    let belongs = match first {
        '.' => is_dotted(word),
        '%' | '‰' | '٪' => number,
        _ => number && is_currency(first),
    };
    if belongs { mark.len() } else { 0 }
}

/// Returns whether `piece` is one sign of currency.
fn is_currency_alone(piece: &str) -> bool {
    let mut signs = piece.chars();
    signs.next().is_some_and(is_currency) && signs.next().is_none()
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '¢'..='¥' | '֏' | '؋' | '৳' | '฿' | '៛' | '₠'..='⃏' | '﷼' | '＄' | '￠' | '￡' | '￥' | '￦')
}

/// Returns whether `word` is a dotted abbreviation but for its last point: single letters with points between.
pub(in crate::text) fn is_dotted(word: &str) -> bool {
    let single = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && !letters.any(char::is_alphanumeric)
    };
    word.contains('.') && word.split('.').all(single)
}

/// Returns `word` in two if it ends in a possessive, else as it is.
fn without_possessive(chunk: &str, word: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let ending = ["’s", "'s", "’S", "'S", "＇s"].into_iter().find(|ending| text(chunk, &word).ends_with(ending));
    let at = ending.map_or(word.start, |ending| word.end - ending.len());
    let first = (at > word.start).then_some(word.start..at);
    first.into_iter().chain(std::iter::once(at..word.end))
}
