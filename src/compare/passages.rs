//! Passages: stretches of words that stand in both reports, wherever they stand (greedy string tiling, Wise 1993).
//!
//! The longest run of equal words is taken first, and no word twice. Runs that follow each other in both reports with a
//! small gap are one passage: a word was changed there. What is shorter than six words is no passage.

use std::collections::HashMap;
use std::ops::Range;

use super::sentences::Sentences;
use super::word::{Sense, Word};

/// A run of equal words has at least so many.
const RUN: usize = 4;

/// Or so many, if this many of them say something.
const SHORT_RUN: (usize, usize) = (3, 2);

/// Runs with at most so many words between them are one passage.
const GAP: usize = 8;

/// A passage has at least so many words that stand in both.
pub const LEAST: usize = 6;

/// Beginnings of runs that stand in more places than this are passed over.
const COMMON: usize = 64;

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
    let words: [Vec<&Word>; 2] = [0, 1].map(|side: usize| {
        let all = sentences.of[side].iter().flat_map(|sentence| &sentence.words);
        all.filter(|word| word.sense != Sense::Mark).collect()
    });
    let (runs, taken) = tile(&words);
    let free = |side: usize, gap: Range<usize>| taken[side].get(gap).is_none_or(|gap| !gap.contains(&true));
    let mut passages: Vec<(Range<usize>, Range<usize>, usize)> = Vec::new();
    for run in runs {
        let [a, b] = run.at;
        let near = passages.iter_mut().rev().find(|(left, right, _)| {
            let near = left.end <= a && a - left.end <= GAP && right.end <= b && b - right.end <= GAP;
            near && free(0, left.end..a) && free(1, right.end..b)
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
    let bytes =
        |side: usize, range: &Range<usize>| words[side][range.start].bytes.start..words[side][range.end - 1].bytes.end;
    passages
        .into_iter()
        .map(|(left, right, words)| Passage { bytes: [bytes(0, &left), bytes(1, &right)], words })
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
fn tile(words: &[Vec<&Word>; 2]) -> (Vec<Run>, [Vec<bool>; 2]) {
    let mut candidates = runs(words);
    // The longest first; of equals the one that keeps the order of both.
    candidates.sort_by_key(|run| (std::cmp::Reverse(run.length), run.at[0].abs_diff(run.at[1]), run.at));
    let mut taken = [vec![false; words[0].len()], vec![false; words[1].len()]];
    let mut tiles = Vec::new();
    let mut waiting = std::collections::BinaryHeap::new();
    for run in candidates {
        waiting.push((run.length, std::cmp::Reverse((run.at[0].abs_diff(run.at[1]), run.at))));
    }
    while let Some((length, std::cmp::Reverse((_, at)))) = waiting.pop() {
        // What a longer run has taken is cut off; what is left waits for its turn.
        let free = |place: usize| !taken[0][at[0] + place] && !taken[1][at[1] + place];
        let start = (0..length).find(|place| free(*place)).unwrap_or(length);
        let end = (start..length).find(|place| !free(*place)).unwrap_or(length);
        let run = Run { at: [at[0] + start, at[1] + start], length: end - start };
        if run.length < length {
            for (from, to) in [(start, end), (end, length)] {
                let part = Run { at: [at[0] + from, at[1] + from], length: to - from };
                if part.length < length && counts(words, part) {
                    waiting.push((part.length, std::cmp::Reverse((part.at[0].abs_diff(part.at[1]), part.at))));
                }
            }
            continue;
        }
        for place in 0..length {
            taken[0][at[0] + place] = true;
            taken[1][at[1] + place] = true;
        }
        tiles.push(run);
    }
    tiles.sort_by_key(|run| run.at);
    (tiles, taken)
}

/// Returns whether a run is long enough to mean something.
fn counts(words: &[Vec<&Word>; 2], run: Run) -> bool {
    let content = || words[0].iter().skip(run.at[0]).take(run.length).filter(|word| word.is_content()).count();
    run.length >= RUN && content() > 0 || run.length >= SHORT_RUN.0 && content() >= SHORT_RUN.1
}

/// Returns the runs of equal words that cannot be longer.
fn runs(words: &[Vec<&Word>; 2]) -> Vec<Run> {
    let [left, right] = words;
    let mut starts: HashMap<[&str; SHORT_RUN.0], Vec<usize>> = HashMap::new();
    for (at, three) in right.windows(SHORT_RUN.0).enumerate() {
        starts.entry([&three[0].plain, &three[1].plain, &three[2].plain]).or_default().push(at);
    }
    let mut found = Vec::new();
    for (a, three) in left.windows(SHORT_RUN.0).enumerate() {
        let Some(places) = starts.get(&[three[0].plain.as_str(), &three[1].plain, &three[2].plain]) else { continue };
        for &b in places.iter().take(COMMON) {
            if a > 0 && b > 0 && left[a - 1].plain == right[b - 1].plain {
                continue;
            }
            let length = left[a..].iter().zip(&right[b..]).take_while(|(one, other)| one.plain == other.plain).count();
            let run = Run { at: [a, b], length };
            if counts(words, run) {
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
