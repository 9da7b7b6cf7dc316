//! Differences inside a pair of sentences: which words changed, and what that changes.

use std::collections::HashSet;
use std::ops::Range;

use super::common::common;
use super::word::{Sense, Word};

/// What a difference changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Words that hold others together.
    Function,
    /// Other words.
    Other,
    /// A number.
    Number,
    /// Where.
    Place,
    /// When.
    Time,
    /// Whether.
    Negation,
    /// Who says it.
    Attribution,
}

impl Change {
    /// The changes that are worth a flag.
    pub const FLAGGED: [Change; 5] =
        [Change::Number, Change::Place, Change::Time, Change::Negation, Change::Attribution];

    /// Returns its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Change::Function => "function",
            Change::Other => "other",
            Change::Number => "number",
            Change::Place => "place",
            Change::Time => "time",
            Change::Negation => "negation",
            Change::Attribution => "attribution",
        }
    }

    /// Returns whether it is worth a flag.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        Change::FLAGGED.contains(&self)
    }
}

/// A stretch of two sentences, the same in both or not. One side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The numbers of its words, left and right; marks that differ alone are in no stretch that differs.
    pub words: [Range<usize>; 2],
    /// What differs; empty where nothing does.
    pub changes: Vec<Change>,
    /// Whether the words are the same.
    pub same: bool,
}

/// Returns the stretches of two sentences in order. Marks and typesetting make no difference.
#[must_use]
pub fn stretches(left: &[Word], right: &[Word]) -> Vec<Stretch> {
    let places = |words: &[Word]| -> Vec<usize> {
        (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| word.sense != Sense::Mark)).collect()
    };
    let (a, b) = (places(left), places(right));
    let spelled = |words: &[Word], places: &[usize]| -> Vec<u32> {
        places.iter().filter_map(|at| words.get(*at)).map(|word| word.plain).collect()
    };
    let pairs = common(&spelled(left, &a), &spelled(right, &b));
    let mut found = Vec::new();
    let (mut from_a, mut from_b) = (0, 0);
    let ends = std::iter::once((a.len(), b.len()));
    for (at_a, at_b) in pairs.into_iter().chain(ends) {
        if from_a < at_a || from_b < at_b {
            let words = [bounds(&a, from_a..at_a), bounds(&b, from_b..at_b)];
            let changes = changes([left, right], [&a[from_a..at_a], &b[from_b..at_b]]);
            found.push(Stretch { words, changes, same: false });
        }
        if at_a < a.len() && at_b < b.len() {
            let (one, other) = (a[at_a], b[at_b]);
            match found.last_mut().filter(|last: &&mut Stretch| last.same) {
                Some(last) => last.words = [last.words[0].start..one + 1, last.words[1].start..other + 1],
                None => {
                    found.push(Stretch { words: [one..one + 1, other..other + 1], changes: Vec::new(), same: true });
                }
            }
        }
        (from_a, from_b) = (at_a + 1, at_b + 1);
    }
    found
}

/// Returns what is worth a flag in the differences of two sentences, each once, in order.
#[must_use]
pub fn flags(stretches: &[Stretch]) -> Vec<Change> {
    let mut flags: Vec<Change> =
        stretches.iter().flat_map(|one| &one.changes).copied().filter(|change| change.is_flagged()).collect();
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// Returns the numbers of words that `range` of `places` spans; empty at its place where the range is.
fn bounds(places: &[usize], range: Range<usize>) -> Range<usize> {
    match (places.get(range.start), range.end.checked_sub(1).and_then(|last| places.get(last))) {
        (Some(first), Some(last)) if range.start < range.end => *first..last + 1,
        (Some(next), _) => *next..*next,
        (None, _) => {
            let end = places.last().map_or(0, |last| last + 1);
            end..end
        }
    }
}

/// Returns what it changes that `places` stand on each side.
fn changes(words: [&[Word]; 2], places: [&[usize]; 2]) -> Vec<Change> {
    let mut changes = Vec::new();
    let stems: [HashSet<u32>; 2] = [0, 1]
        .map(|side: usize| places[side].iter().filter_map(|at| words[side].get(*at)).map(|word| word.stem).collect());
    for side in 0..2 {
        for &at in places[side] {
            let Some(word) = words[side].get(at) else { continue };
            // What stands on the other side too has only moved.
            if !stems[1 - side].contains(&word.stem) {
                changes.push(change(words[side], at, word));
            }
        }
        changes.sort_unstable();
        changes.dedup();
    }
    if changes.len() > 1 {
        changes.retain(|change| *change != Change::Function);
    }
    changes
}

fn change(words: &[Word], at: usize, word: &Word) -> Change {
    match word.sense {
        Sense::Function | Sense::Mark => Change::Function,
        Sense::Number => Change::Number,
        Sense::Time => Change::Time,
        Sense::Negation => Change::Negation,
        Sense::Saying => Change::Attribution,
        Sense::Name => {
            let before = words.get(..at).unwrap_or_default().iter().rev().find(|before| before.sense != Sense::Name);
            if before.is_some_and(|before| before.locates) { Change::Place } else { Change::Other }
        }
        Sense::Other => Change::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::Numbers;
    use super::*;

    fn check(left: &str, right: &str, expected: &[(&str, &str)], flagged: &[Change]) {
        let mut numbers = Numbers::default();
        let both = [left, right].map(|text| numbers.words(text, 0));
        let found = stretches(&both[0], &both[1]);
        let text = |side: usize, range: &Range<usize>| {
            let spelled = |word: &Word| [left, right][side].get(word.bytes()).expect("a word is text").to_lowercase();
            both[side][range.clone()].iter().map(spelled).collect::<Vec<_>>().join(" ")
        };
        let differ: Vec<(String, String)> =
            found.iter().filter(|one| !one.same).map(|one| (text(0, &one.words[0]), text(1, &one.words[1]))).collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect();
        assert_eq!(differ, expected);
        assert_eq!(flags(&found), flagged);
    }

    #[test]
    fn what_changed_is_told_by_kind() {
        check(
            "At least 400 people spent the night.",
            "At least 650 people spent the night.",
            &[("400", "650")],
            &[Change::Number],
        );
        check("The dam in Orlec holds.", "The dam in Melvice holds.", &[("orlec", "melvice")], &[Change::Place]);
        check("It fell on Sunday.", "It fell on Monday.", &[("sunday", "monday")], &[Change::Time]);
        check("The dam holds.", "The dam never holds.", &[("", "never")], &[Change::Negation]);
        check("It holds.", "It holds, officials said.", &[("", "officials said")], &[Change::Attribution]);
    }

    #[test]
    fn one_word_changed_in_a_sentence_of_thousands_is_one_difference() {
        let words = |changed: &str| -> String {
            let word = |at: usize| if at == 4321 { changed.to_owned() } else { format!("the word{at}") };
            (0..9000).map(word).collect::<Vec<_>>().join(" ")
        };
        check(&words("400"), &words("650"), &[("400", "650")], &[Change::Number]);
    }

    #[test]
    fn typesetting_is_no_difference() {
        check("It came “in the dark” – she said…", "it came \"in the dark\" - she said", &[], &[]);
        check("", "", &[], &[]);
    }
}
