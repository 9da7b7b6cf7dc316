//! Words as two reports are compared by: without case, accents and the commonest endings, each with what it says.
//!
//! Words and stems are numbers, the same for both reports: a word takes as many bytes as a short one does in the text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::token::{Token, folded, tokens};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    /// The number of the word in small letters without accents, quotes and dashes in their plain form.
    pub plain: u32,
    /// The number of the same without its ending.
    pub stem: u32,
    /// What it says.
    pub sense: Sense,
    /// Whether a name after it is a place: *in*, *near*.
    pub locates: bool,
}

impl Word {
    /// Returns its bytes.
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns whether it is a word that says something, and not one that holds others together.
    #[must_use]
    pub fn is_content(&self) -> bool {
        !matches!(self.sense, Sense::Function | Sense::Mark)
    }
}

/// Prepositions after which a name is a place.
const WHERE: [&str; 12] =
    ["in", "at", "near", "from", "to", "into", "around", "outside", "inside", "across", "towards", "toward"];

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

/// The words of two reports that have been met, each with its number.
#[derive(Debug, Default)]
pub struct Numbers<'t> {
    /// What is known of a word as it is spelled.
    spelled: HashMap<&'t str, Known>,
    plain: HashMap<Box<str>, u32>,
    stems: HashMap<Box<str>, u32>,
}

/// What is known of a word as it is spelled.
#[derive(Debug, Clone, Copy)]
struct Known {
    plain: u32,
    stem: u32,
    /// What it says inside a sentence.
    sense: Sense,
    locates: bool,
    /// Whether what comes after it begins a sentence of its own.
    opens: bool,
}

impl<'t> Numbers<'t> {
    /// Returns how many stems there are: their numbers are below it.
    #[must_use]
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// Returns the words and marks of the sentence `text`, whose first byte is number `offset` of its document.
    #[must_use]
    pub fn words(&mut self, text: &'t str, offset: usize) -> Vec<Word> {
        let mut opens = true;
        let word = |token: Token| {
            let known = self.known(text.get(token.bytes()).unwrap_or_default());
            // Where a sentence begins, a capital says nothing.
            let sense = if opens && known.sense == Sense::Name { Sense::Other } else { known.sense };
            opens = known.opens;
            // Articles are refused above 64 MiB, so that 32 bits hold every position.
            let at = |byte: usize| u32::try_from(offset + byte).unwrap_or(u32::MAX);
            let (start, end) = (at(token.start()), at(token.end()));
            Word { start, end, plain: known.plain, stem: known.stem, sense, locates: known.locates }
        };
        let mut words: Vec<Word> = tokens(text).into_iter().map(word).collect();
        words.shrink_to_fit();
        words
    }

    fn known(&mut self, spelled: &'t str) -> Known {
        if let Some(known) = self.spelled.get(spelled) {
            return *known;
        }
        let letters = folded(spelled).filter(|character| !is_accent(*character)).collect::<String>();
        let plain = letters.to_lowercase();
        let sense = sense(spelled, &plain);
        let stem = if matches!(sense, Sense::Mark | Sense::Number) { &plain } else { stem(&plain) };
        let known = Known {
            stem: number(&mut self.stems, stem),
            sense,
            locates: WHERE.contains(&plain.as_str()),
            opens: matches!(plain.as_str(), "\"" | ":"),
            plain: number(&mut self.plain, &plain),
        };
        self.spelled.insert(spelled, known);
        known
    }
}

/// Returns the number of `word` in `numbers`, the next one where it is new.
fn number(numbers: &mut HashMap<Box<str>, u32>, word: &str) -> u32 {
    if let Some(number) = numbers.get(word) {
        return *number;
    }
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(word.into(), next);
    next
}

fn is_accent(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

/// Returns what a word says that stands inside a sentence.
fn sense(spelled: &str, plain: &str) -> Sense {
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
    } else if spelled.starts_with(char::is_uppercase) {
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
