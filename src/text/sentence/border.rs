//! Where a sentence ends: a point or another end mark, looked at with a few words to each side.
//!
//! The rules are those of UAX 29 where it has one, and those of news writing where it cuts too much: titles,
//! initials, abbreviations, hours, numbers and lists.

use crate::text::character;
use crate::text::lexicon::{Kind, is_function_word, is_of_kind};
use crate::text::word::is_dotted;

/// So many bytes to each side of an end mark decide.
pub(super) const NEAR: usize = 96;

/// Which marks end a sentence, and under which conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// A point, which may also belong to an abbreviation.
    Point,
    /// A question or exclamation mark that is followed by a blank.
    Mark,
    /// A mark of a script that writes no blank after it.
    Full,
}

fn end_of(character: char) -> Option<End> {
    match character {
        '.' | '…' | '‥' => Some(End::Point),
        '!' | '?' | '‼' | '⁇'..='⁉' | '‽' => Some(End::Mark),
        '。' | '｡' | '．' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' | '፨' | '။' | '៕' | '᠃' | '᠉'
        | '᙮' => Some(End::Full),
        _ => None,
    }
}

/// Returns how many bytes at the start of `text` close what was opened, as after an end mark.
fn closing(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let closes = matches!(
        first,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '］' | '】' | '〉' | '》' | '｣'
    );
    // The opening mark of one language closes in another; before a word it opens.
    let opens_word = |rest: Option<&str>| rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if closes || (first == '“' && !opens_word(text.get(first.len_utf8()..))) {
        return Some(first.len_utf8());
    }
    // French sets a blank before its mark.
    let blank = matches!(first, ' ' | '\u{A0}' | '\u{202F}').then_some(first.len_utf8())?;
    let mark = text.get(blank..)?.chars().next().filter(|mark| matches!(mark, '»' | '›'))?;
    let end = blank + mark.len_utf8();
    (!opens_word(text.get(end..))).then_some(end)
}

fn opens(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '（'
            | '【'
            | '¿'
            | '¡'
            | '*'
            | '_'
    )
}

/// Returns whether a sentence goes on at `character`, its first after an end mark.
fn goes_on(character: char) -> bool {
    matches!(character, ',' | ';' | ':' | '-' | '–' | '—' | '/' | '、' | '，' | '；' | '：' | '،' | '؛')
}

/// Returns the first byte in `from..to` at which an end mark begins.
pub(super) fn end_mark(text: &str, from: usize, to: usize) -> Option<usize> {
    let part = text.get(from..to)?;
    part.find(|character| end_of(character).is_some()).map(|at| from + at)
}

/// An end mark with its company: more end marks, and what closes after them.
struct Ending {
    /// The first byte of the end marks.
    start: usize,
    /// The byte after all of it.
    end: usize,
    kind: End,
    /// Whether there are several points.
    ellipsis: bool,
    /// Whether something closes after the last end mark.
    closed: bool,
}

/// Returns the ending around the end mark at `at`.
fn ending(text: &str, at: usize) -> Option<Ending> {
    let before = text.get(character::ceiling(text, at.saturating_sub(NEAR))..at)?;
    let start = at - (before.len() - before.trim_end_matches(|character| end_of(character).is_some()).len());
    let limit = character::floor(text, at + NEAR);
    let (mut end, mut kind, mut closed) = (at, End::Point, false);
    loop {
        let rest = text.get(end..limit)?;
        let Some(character) = rest.chars().next() else { break };
        if let Some(found) = end_of(character) {
            (kind, closed) = (found, false);
            end += character.len_utf8();
        } else if let Some(length) = note(rest) {
            end += length;
        } else if let Some(length) = closing(rest) {
            closed = true;
            end += length;
        } else {
            break;
        }
    }
    let marks = text.get(start..end)?;
    let ellipsis = marks.starts_with('…') || marks.starts_with('‥') || marks.starts_with("..");
    Some(Ending { start, end, kind, ellipsis, closed })
}

/// Returns the length of the number of a note at the start of `text`: `[3]`.
fn note(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && inside.as_bytes().get(digits) == Some(&b']')).then_some(digits + 2)
}

/// Returns the end of the company of the end mark at `at`, and whether a sentence ends there.
///
/// `text` is a paragraph, or more to both sides.
pub(super) fn judge(text: &str, at: usize) -> (usize, bool) {
    let Some(ending) = ending(text, at) else { return (at + 1, false) };
    let after = text.get(ending.end..character::floor(text, ending.end + NEAR)).unwrap_or_default();
    let rest = after.trim_start();
    let gap = rest.len() < after.len();
    let Some(first) = rest.chars().next() else {
        // Nothing but blanks for long: what follows is another sentence.
        return (ending.end, true);
    };
    let next = rest.trim_start_matches(opens);
    let ends = !goes_on(first)
        && match ending.kind {
            End::Full => gap || !(next.starts_with('と') || next.starts_with("って")),
            End::Mark => ends_at_mark(text, &ending, gap, next),
            End::Point => ends_at_point(text, &ending, gap, next),
        };
    (ending.end, ends)
}

/// Returns whether a sentence ends at a question or exclamation mark before `next`.
fn ends_at_mark(text: &str, ending: &Ending, gap: bool, next: &str) -> bool {
    if gap {
        // “Why?” she asked.
        return !(ending.closed && next.starts_with(char::is_lowercase));
    }
    let before = word_before(text, ending.start);
    next.starts_with(char::is_uppercase) && before.ends_with(char::is_lowercase)
}

/// Returns whether a sentence ends at a point before `next`.
fn ends_at_point(text: &str, ending: &Ending, gap: bool, next: &str) -> bool {
    let Some(first) = next.chars().next() else { return gap };
    if !gap {
        let written_together = ending.closed || last_three_are_small(text, ending.start);
        return written_together && !ending.ellipsis && first.is_uppercase();
    }
    if first.is_lowercase() {
        return false;
    }
    if ending.ellipsis || ending.closed {
        return true;
    }
    let before = word_before(text, ending.start);
    let word = next.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    if first.is_numeric() {
        return !is_of_kind(before, Kind::Number) && !is_list_number(text, before, ending.start);
    }
    if is_of_kind(before, Kind::Title) || is_list_number(text, before, ending.start) {
        return false;
    }
    if is_of_kind(before, Kind::Hour) {
        let zone = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        return !zone && !is_of_kind(word, Kind::Date);
    }
    let initial = before.chars().all(char::is_uppercase) && before.chars().nth(1).is_none() && !before.is_empty();
    if initial || is_dotted(before) || is_of_kind(before, Kind::Open) {
        return is_function_word(word);
    }
    true
}

/// Returns the word that ends at `end`, with the points and hyphens inside it.
fn word_before(text: &str, end: usize) -> &str {
    let near = text.get(character::ceiling(text, end.saturating_sub(NEAR))..end).unwrap_or_default();
    let inside = |character: char| character.is_alphanumeric() || matches!(character, '.' | '\'' | '’');
    near.get(near.trim_end_matches(inside).len()..).unwrap_or_default()
}

/// Returns whether the word that ends at `end` ends in three small letters, as few abbreviations do.
fn last_three_are_small(text: &str, end: usize) -> bool {
    word_before(text, end).chars().rev().take(3).filter(|character| character.is_lowercase()).count() == 3
}

/// Returns whether `word`, which ends at `end`, is the number of an item: `2. The second`, at the start of a line.
fn is_list_number(text: &str, word: &str, end: usize) -> bool {
    let digits = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let before = text.get(..end - word.len()).unwrap_or_default();
    digits
        && before
            .chars()
            .rev()
            .find(|character| !matches!(character, ' ' | '\t'))
            .is_none_or(|at| at == '\n' || at == '\r')
}
