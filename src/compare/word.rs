//! Words as two reports are compared by: without case, accents and the commonest endings, each with what it says.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::token::{folded, tokens};
use crate::text::table;

/// What a word may say that makes a difference when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Nothing by itself: *the*, *of*.
    Function,
    /// A figure or a number in words.
    Number,
    /// A day, a month, a time of day.
    Time,
    /// *not*, *never*
    Negation,
    /// By whom something is said: *said*, *according*.
    Saying,
    /// A name, as its capital says.
    Name,
    /// Anything else.
    Other,
    /// A mark, not a word.
    Mark,
}

/// A word or a mark of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// The word in small letters without accents, quotes and dashes in their plain form.
    pub plain: String,
    /// The same without its ending.
    pub stem: String,
    /// What it says.
    pub sense: Sense,
}

impl Word {
    /// Returns whether it is a word that says something, and not one that holds others together.
    #[must_use]
    pub fn is_content(&self) -> bool {
        !matches!(self.sense, Sense::Function | Sense::Mark)
    }
}

static FUNCTION: LazyLock<HashSet<&str>> = LazyLock::new(|| section("function"));
static NUMBER: LazyLock<HashSet<&str>> = LazyLock::new(|| section("number"));
static TIME: LazyLock<HashSet<&str>> = LazyLock::new(|| section("time"));
static NEGATION: LazyLock<HashSet<&str>> = LazyLock::new(|| section("negation"));
static SAYING: LazyLock<HashSet<&str>> = LazyLock::new(|| section("saying"));

/// Returns the words under one heading of the table.
fn section(name: &str) -> HashSet<&'static str> {
    let words = table::words(include_str!("../../assets/compare/words.txt"));
    words.filter(|(heading, _)| *heading == name).map(|(_, word)| word).collect()
}

/// Returns the words and marks of `text`, whose first byte is number `offset` of its document. `begins` says at which
/// bytes a sentence begins, where a capital says nothing.
#[must_use]
pub fn words(text: &str, offset: usize, begins: impl Fn(usize) -> bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for token in tokens(text) {
        let bytes = token.bytes();
        let spelled = text.get(bytes.clone()).unwrap_or_default();
        let plain: String =
            folded(spelled).filter(|character| !is_accent(*character)).collect::<String>().to_lowercase();
        let bytes = bytes.start + offset..bytes.end + offset;
        let first =
            begins(bytes.start) || words.last().is_none_or(|before| matches!(before.plain.as_str(), "\"" | ":"));
        let sense = sense(spelled, &plain, first);
        let stem = if matches!(sense, Sense::Mark | Sense::Number) { plain.clone() } else { stem(&plain).to_owned() };
        words.push(Word { bytes, plain, stem, sense });
    }
    words
}

fn is_accent(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn sense(spelled: &str, plain: &str, first: bool) -> Sense {
    if !spelled.chars().any(char::is_alphanumeric) {
        return Sense::Mark;
    }
    if NEGATION.contains(plain) {
        Sense::Negation
    } else if TIME.contains(plain) {
        Sense::Time
    } else if spelled.chars().any(char::is_numeric) || NUMBER.contains(plain) {
        Sense::Number
    } else if FUNCTION.contains(plain) {
        Sense::Function
    } else if SAYING.contains(plain) {
        Sense::Saying
    } else if spelled.starts_with(char::is_uppercase) && !first {
        Sense::Name
    } else {
        Sense::Other
    }
}

/// Returns `word` without the commonest English endings, or without the Arabic *and* and *the* before it; short words and
/// other scripts stay as they are.
fn stem(word: &str) -> &str {
    if word.starts_with(is_arabic) {
        return bare_arabic(word);
    }
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    for (ending, least) in
        [("ings", 4), ("ing", 4), ("edly", 4), ("ies", 3), ("ied", 3), ("ed", 3), ("es", 4), ("ly", 4), ("s", 3)]
    {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= least) {
            if ending == "s" && (stem.ends_with('s') || stem.ends_with('u') || stem.ends_with('i')) {
                continue;
            }
            return undoubled(stem.strip_suffix('e').unwrap_or(stem));
        }
    }
    undoubled(word.strip_suffix(['e', 'y']).unwrap_or(word))
}

fn is_arabic(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{64A}')
}

/// Returns `word` without what Arabic writes together with the word after it, as long as three letters are left.
fn bare_arabic(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().nth(2).is_some();
    let word = word.strip_prefix('و').filter(long).unwrap_or(word);
    ["ال", "لل", "بال"].into_iter().find_map(|before| word.strip_prefix(before).filter(long)).unwrap_or(word)
}

/// Returns `stem` without the second of two equal last letters: *stopped*, *stop*.
fn undoubled(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    match bytes {
        [.., one, other] if one == other && !matches!(one, b's' | b'l') => stem.get(..stem.len() - 1).unwrap_or(stem),
        _ => stem,
    }
}
