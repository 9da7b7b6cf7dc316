//! Passages: stretches of words that stand in both reports, wherever they stand (greedy string tiling, Wise 1993).
//!
//! The longest run of equal words is taken first, and no word twice. Runs that follow each other in both reports with a
//! small gap are one passage: a word was changed there. What is shorter than six words is no passage.

mod tiling;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;

use self::tiling::{Row, Taken};
use super::sentences::Sentences;
use super::word::Sense;

/// A run of equal words has at least so many.
const RUN: usize = 4;

/// Or so many, if this many of them say something.
const SHORT_RUN: (usize, usize) = (3, 2);

/// Runs with at most so many words between them are one passage.
const GAP: usize = 8;

/// A passage has at least so many words that stand in both.
pub const LEAST: usize = 6;

/// Beginnings of runs are looked at in so many places, the first ones; in fewer, where the report is long.
const COMMON: usize = 64;

/// In so many at least.
const LEAST_COMMON: usize = 4;

/// All words of a report together are looked at in about so many places.
const MOST: usize = 8_000_000;

/// A stretch of one report that stands in the other too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes, left and right.
    pub bytes: [Range<usize>; 2],
    /// How many words stand in both.
    pub words: usize,
}

/// A run of equal words: where it begins in both, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    at: [usize; 2],
    length: usize,
}

/// Returns the passages that two reports share, in the order of the left one.
#[must_use]
pub fn passages(sentences: &Sentences) -> Vec<Passage> {
    let rows = [0, 1].map(|side: usize| Row::of(sentences.of[side].iter().flat_map(|sentence| &sentence.words)));
    let (runs, taken) = tile(&rows);
    let mut passages: Vec<(Range<usize>, Range<usize>, usize)> = Vec::new();
    for run in runs {
        let [a, b] = run.at;
        // The runs come in the order of the left report and share no word: only the one before can be near.
        let near = passages.last_mut().filter(|(left, right, _)| {
            let near = left.end <= a && a - left.end <= GAP && right.end <= b && b - right.end <= GAP;
            near && taken[0].is_free(left.end..a) && taken[1].is_free(right.end..b)
        });
        match near {
            Some((left, right, count)) => {
                left.end = a + run.length;
                right.end = b + run.length;
                *count += run.length;
            }
            None => passages.push((a..a + run.length, b..b + run.length, run.length)),
        }
    }
    passages.retain(|(_, _, count)| *count >= LEAST);
    passages
        .into_iter()
        .map(|(left, right, words)| Passage { bytes: [rows[0].bytes(&left), rows[1].bytes(&right)], words })
        .collect()
}

/// Returns the share of the words of each report that stand in `passages` and in the other report, 0 to 1.
#[must_use]
pub fn shares(sentences: &Sentences, passages: &[Passage]) -> [f64; 2] {
    let shared = passages.iter().map(|passage| passage.words).sum::<usize>();
    let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    [0, 1].map(|side: usize| {
        let words = sentences.of[side].iter().flat_map(|sentence| &sentence.words);
        let all = words.filter(|word| word.sense != Sense::Mark).count();
        if all == 0 { 0.0 } else { count(shared) / count(all) }
    })
}

/// Returns the runs that cover the two rows of words, no word twice, in the order of the left row; and which words they
/// take.
fn tile(rows: &[Row<'_>; 2]) -> (Vec<Run>, [Taken; 2]) {
    // The longest first; of equals the one that keeps the order of both.
    let rank = |run: Run| (run.length, Reverse((run.at[0].abs_diff(run.at[1]), run.at)));
    let mut waiting: BinaryHeap<_> = runs(rows).into_iter().map(rank).collect();
    let mut taken = [Taken::default(), Taken::default()];
    let mut tiles = Vec::new();
    while let Some((length, Reverse((_, at)))) = waiting.pop() {
        // What a longer run has taken is cut off; what is left waits for its turn.
        let (start, end) = free(&taken, at, length);
        if end - start < length {
            for (from, to) in [(start, end), (end, length)] {
                let part = Run { at: [at[0] + from, at[1] + from], length: to - from };
                if part.length < length && counts(&rows[0], part) {
                    waiting.push(rank(part));
                }
            }
            continue;
        }
        for side in [0, 1] {
            taken[side].take(at[side]..at[side] + length);
        }
        tiles.push(Run { at, length });
    }
    tiles.sort_by_key(|run| run.at);
    (tiles, taken)
}

/// Returns the first part of a run of `length` words from `at` of which no word is taken on either side.
fn free(taken: &[Taken; 2], at: [usize; 2], length: usize) -> (usize, usize) {
    let mut start = 0;
    loop {
        let [left, right] = [0, 1].map(|side: usize| taken[side].next_free(at[side] + start) - at[side]);
        let next = left.max(right);
        if next == start || next >= length {
            start = next.min(length);
            break;
        }
        start = next;
    }
    let [left, right] = [0, 1].map(|side: usize| taken[side].next_taken(at[side] + start).map(|next| next - at[side]));
    (start, left.unwrap_or(length).min(right.unwrap_or(length)).min(length))
}

/// Returns whether a run is long enough to mean something.
fn counts(left: &Row<'_>, run: Run) -> bool {
    let content = left.content(run.at[0]..run.at[0] + run.length);
    run.length >= RUN && content > 0 || run.length >= SHORT_RUN.0 && content >= SHORT_RUN.1
}

/// Returns the runs of equal words that cannot be longer.
fn runs(rows: &[Row<'_>; 2]) -> Vec<Run> {
    let [left, right] = rows;
    let common = COMMON.min(MOST / right.words.len().max(1)).max(LEAST_COMMON);
    let mut starts: HashMap<&[u32], Vec<u32>> = HashMap::new();
    for (at, three) in right.plain.windows(SHORT_RUN.0).enumerate() {
        let places = starts.entry(three).or_default();
        if places.len() < common {
            places.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    let mut found = Vec::new();
    for (a, three) in left.plain.windows(SHORT_RUN.0).enumerate() {
        for &b in starts.get(three).into_iter().flatten() {
            let b = b as usize;
            if a > 0 && b > 0 && left.plain[a - 1] == right.plain[b - 1] {
                continue;
            }
            let run = Run { at: [a, b], length: left.agrees(a, right, b) };
            if counts(left, run) {
                found.push(run);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DocId, Document};
    use proptest::prelude::*;

    fn found(left: &str, right: &str) -> Vec<(String, String, usize)> {
        let documents = [Document::new(DocId::A, left.to_owned()), Document::new(DocId::B, right.to_owned())];
        let found = passages(&Sentences::of([&documents[0], &documents[1]]));
        let text = |side: usize, passage: &Passage| documents[side].slice(passage.bytes[side].clone()).to_owned();
        found.iter().map(|passage| (text(0, passage), text(1, passage), passage.words)).collect()
    }

    #[test]
    fn what_stands_in_both_is_a_passage_wherever_it_stands() {
        let copied = "an empty bus stood in water up to its windows";
        let left = format!("It rained. Pictures showed {copied}.");
        let right = format!("{copied} on Monday. Nobody was hurt in the valley.");
        assert_eq!(found(&left, &right), [(copied.to_owned(), copied.to_owned(), 10)]);
        assert_eq!(found("It rained for nine days.", "The mayor slept."), []);
    }

    #[test]
    fn a_changed_word_does_not_part_a_passage_and_typesetting_is_nothing() {
        let left = "The “lower town” of Melvice was emptied on Sunday after a gate stuck.";
        let right = "the \"lower town\" of Carrow was emptied on Sunday after a gate stuck";
        let found = found(left, right);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].2, 12);
    }

    #[test]
    fn five_words_are_no_passage() {
        assert_eq!(found("Three people were badly hurt.", "Again three people were badly hurt."), []);
    }

    proptest! {
        #[test]
        fn no_word_is_taken_twice(left in "([abc] ){0,40}", right in "([abc] ){0,40}") {
            let documents = [Document::new(DocId::A, left), Document::new(DocId::B, right)];
            let sentences = Sentences::of([&documents[0], &documents[1]]);
            for side in 0..2 {
                let mut bytes: Vec<_> = passages(&sentences).into_iter().map(|passage| passage.bytes[side].clone()).collect();
                bytes.sort_by_key(|bytes| bytes.start);
                prop_assert!(bytes.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
