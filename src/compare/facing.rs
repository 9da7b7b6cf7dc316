//! Facing: which sentences of the other report belong to one of this one, and what differs between them, looked up by
//! number.

use std::ops::Range;
use std::sync::Arc;

use super::comparison::{Comparison, TooLarge};
use super::differences::Change;
use super::row::Class;
use super::sentences::Tie;
use crate::text::{DocId, Document};

/// From this score on what differs is flagged between sentences that are told in other words, too: “400 people” and “650 people”
/// spent the same night.
const AKIN: f32 = 0.6;

/// What was found of a pair of sentences, kept small: a long report has thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How much they have in common.
    pub class: Class,
    /// A bit for each of [`Change::FLAGGED`].
    flags: u8,
    /// The first bytes, left and right, of what is worth a flag; of the sentence where it is only in the other one.
    at: [u32; 2],
}

impl Found {
    /// Looks what differs between the two sentences of `tie`.
    #[must_use]
    pub fn of(comparison: &Comparison, tie: Tie) -> Self {
        let pair = comparison.pair(tie);
        let bit = |change: &Change| Change::FLAGGED.iter().position(|flagged| flagged == change);
        // Two sentences that share but some words differ in everything; a flag there would say nothing.
        let flags = match pair.class {
            Class::Related if tie.score < AKIN => 0,
            _ => pair.flags.iter().filter_map(bit).fold(0, |flags, bit| flags | 1 << bit),
        };
        let flagged = pair.stretches.iter().find(|stretch| stretch.changes.iter().any(|change| change.is_flagged()));
        let at = [(0, tie.a), (1, tie.b)].map(|(side, at): (usize, usize)| {
            let Some(sentence) = comparison.sentences.of[side].get(at) else { return 0 };
            let word = flagged.and_then(|stretch| sentence.words.get(stretch.words[side].clone())?.first());
            u32::try_from(word.map_or(sentence.bytes.start, |word| word.bytes().start)).unwrap_or(u32::MAX)
        });
        Found { class: pair.class, flags, at }
    }

    /// Returns the first byte in `doc` of what is worth a flag; of the sentence where it is only in the other one.
    #[must_use]
    pub fn place(self, doc: DocId) -> usize {
        self.at[doc.index()] as usize
    }

    /// Returns what differs that is worth a flag, in the order of [`Change::FLAGGED`].
    pub fn flags(self) -> impl Iterator<Item = Change> {
        Change::FLAGGED.into_iter().enumerate().filter(move |(bit, _)| self.flags & (1 << bit) != 0).map(|(_, one)| one)
    }

    /// Returns whether anything differs that is worth a flag.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        self.flags != 0
    }
}

/// A comparison with its pairs by the number of either sentence.
#[derive(Debug, Clone)]
pub struct Facing {
    /// The comparison.
    pub comparison: Arc<Comparison>,
    /// The places of the ties in the order of the right report.
    by_right: Vec<u32>,
    /// The places of the passages in the order of the right report.
    passages_by_right: Vec<u32>,
    /// What was found of each tie, in the order of the left report.
    found: Vec<Found>,
    /// The sentences of each report that differ from one that they belong to, in order.
    differing: [Vec<u32>; 2],
}

impl Facing {
    /// Compares two texts and looks through what belongs together.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where [`Comparison::of`] refuses them.
    pub fn between(texts: &[Arc<Document>; 2]) -> Result<Self, TooLarge> {
        Ok(Facing::of(Arc::new(Comparison::of(texts)?)))
    }

    /// Looks through the ties of `comparison`.
    #[must_use]
    pub fn of(comparison: Arc<Comparison>) -> Self {
        let ties = &comparison.ties;
        let mut by_right: Vec<u32> = (0..u32::try_from(ties.len()).unwrap_or(u32::MAX)).collect();
        by_right.sort_by_key(|at| ties.get(*at as usize).map(|tie| (tie.b, tie.a)));
        let found: Vec<Found> = ties.iter().map(|tie| Found::of(&comparison, *tie)).collect();
        let differing = [0, 1].map(|side: usize| {
            let end = |tie: &Tie| if side == 0 { tie.a } else { tie.b };
            let differ = ties.iter().zip(&found).filter(|(_, found)| found.class != Class::Same);
            let mut ends: Vec<u32> = differ.filter_map(|(tie, _)| u32::try_from(end(tie)).ok()).collect();
            ends.sort_unstable();
            ends.dedup();
            ends.shrink_to_fit();
            ends
        });
        let passages = &comparison.passages;
        let mut passages_by_right: Vec<u32> = (0..u32::try_from(passages.len()).unwrap_or(u32::MAX)).collect();
        passages_by_right.sort_by_key(|at| passages.get(*at as usize).map(|passage| passage.bytes[1].start));
        Facing { comparison, by_right, passages_by_right, found, differing }
    }

    /// Returns the places in the comparison's `ties` of the pairs that sentence number `at` of `doc` belongs to.
    pub fn ties_of(&self, doc: DocId, at: usize) -> impl Iterator<Item = usize> + '_ {
        let key = move |tie: &Tie| if doc == DocId::A { tie.a } else { tie.b };
        let ties = &self.comparison.ties;
        let of = move |place: usize| ties.get(place).map(key);
        // The left report's order is that of the ties themselves.
        let place = move |rank: usize| match doc {
            DocId::A => (rank < ties.len()).then_some(rank),
            DocId::B => self.by_right.get(rank).map(|place| *place as usize),
        };
        let (mut low, mut high) = (0, ties.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if place(middle).and_then(of) < Some(at) { low = middle + 1 } else { high = middle }
        }
        (low..).map_while(place).take_while(move |place| of(*place) == Some(at))
    }

    /// Returns the place in `ties` of the nearest pair that sentence number `at` of `doc` belongs to.
    #[must_use]
    pub fn best_tie(&self, doc: DocId, at: usize) -> Option<usize> {
        let score = |place: &usize| self.comparison.ties.get(*place).map_or(0.0, |tie| tie.score);
        self.ties_of(doc, at).max_by(|one, other| score(one).total_cmp(&score(other)).then(other.cmp(one)))
    }

    /// Returns the stretches of `doc` that touch `bytes` and stand in both reports, in order.
    pub fn passages_in(&self, doc: DocId, bytes: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
        let (passages, side) = (&self.comparison.passages, doc.index());
        let at = |rank: usize| match doc {
            DocId::A => passages.get(rank),
            DocId::B => self.passages_by_right.get(rank).and_then(|place| passages.get(*place as usize)),
        };
        let of = |rank: usize| at(rank).map(|passage| passage.bytes[side].clone());
        let (mut low, mut high) = (0, passages.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if of(middle).is_some_and(|range| range.end <= bytes.start) { low = middle + 1 } else { high = middle }
        }
        let found: Vec<Range<usize>> = (low..).map_while(of).take_while(|range| range.start < bytes.end).collect();
        found.into_iter()
    }

    /// Returns the next sentence of `doc` after number `at`, or the last one before it, whose words differ from those of one
    /// that it was found to belong to.
    #[must_use]
    pub fn next_differing(&self, doc: DocId, at: usize, back: bool) -> Option<usize> {
        let all = &self.differing[doc.index()];
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let found = if back {
            all.partition_point(|one| *one < at).checked_sub(1)
        } else {
            Some(all.partition_point(|one| *one <= at))
        };
        all.get(found?).map(|at| *at as usize)
    }

    /// Returns what was found of the pair at `place` in `ties`.
    #[must_use]
    pub fn found(&self, place: usize) -> Option<Found> {
        self.found.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    fn facing(left: &str, right: &str) -> Facing {
        let texts = [(DocId::A, left), (DocId::B, right)];
        Facing::between(&texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())))).expect("small")
    }

    #[test]
    fn what_is_told_again_in_other_words_is_flagged() {
        let sample = [include_str!("../../assets/sample/courier.txt"), include_str!("../../assets/sample/herald.txt")];
        let found = facing(sample[0], sample[1]);
        let people = sample[0].find("400 people").expect("in the sample");
        let at = found.comparison.sentences.at(0, people).expect("a sentence");
        let pair = found.best_tie(DocId::A, at).and_then(|place| found.found(place)).expect("a pair");
        assert!(pair.class == Class::Related && pair.flags().any(|flag| flag == Change::Number));
    }

    #[test]
    fn both_ends_lead_to_the_pair_and_its_flags() {
        let right = "Nobody on Sunday knew whether the old Orlec dam would ever hold again.";
        let related = facing("Officials said the dam at Orlec holds.", right);
        assert_eq!(related.found(0).map(|one| (one.class, one.is_flagged())), Some((Class::Related, false)));
        let found = facing(
            "Nobody slept. The dam in Orlec holds. Three people were hurt there.",
            "Four people were hurt there. It rained. The dam in Orlec holds.",
        );
        let pairs: Vec<(usize, usize)> = found.comparison.ties.iter().map(|tie| (tie.a, tie.b)).collect();
        assert_eq!(pairs, [(1, 2), (2, 0)]);
        assert_eq!([0, 1, 2].map(|at| found.best_tie(DocId::A, at)), [None, Some(0), Some(1)]);
        assert_eq!([0, 1, 2].map(|at| found.best_tie(DocId::B, at)), [Some(1), None, Some(0)]);
        assert_eq!(found.found(0).map(|one| (one.class, one.is_flagged())), Some((Class::Same, false)));
        let flags: Vec<Change> = found.found(1).expect("a pair").flags().collect();
        assert_eq!(flags, [Change::Number]);
        assert_eq!(found.best_tie(DocId::B, 99), None);
    }

    proptest! {
        #[test]
        fn what_is_looked_up_is_what_a_search_finds(words in proptest::collection::vec("[a-f]{1,2} [a-f]{1,2} [gh]", 0..12), split in 0usize..12) {
            let split = split.min(words.len());
            let text = |words: &[String]| words.iter().flat_map(|one| [one.as_str(), ". "]).collect::<String>();
            let found = facing(&text(&words[..split]), &text(&words[split..]));
            for (doc, side) in [(DocId::A, 0), (DocId::B, 1)] {
                for at in 0..=found.comparison.sentences.of[side].len() {
                    let is = |tie: &Tie| if side == 0 { tie.a == at } else { tie.b == at };
                    let mut searched: Vec<usize> = (0..found.comparison.ties.len()).filter(|place| is(&found.comparison.ties[*place])).collect();
                    let mut looked_up: Vec<usize> = found.ties_of(doc, at).collect();
                    searched.sort_unstable();
                    looked_up.sort_unstable();
                    prop_assert_eq!(looked_up, searched);
                    let differs = |at: &usize| {
                        found.ties_of(doc, *at).filter_map(|place| found.found(place)).any(|one| one.class != Class::Same)
                    };
                    let count = found.comparison.sentences.of[side].len();
                    prop_assert_eq!(found.next_differing(doc, at, false), (at + 1..count).find(differs));
                    prop_assert_eq!(found.next_differing(doc, at, true), (0..at).rev().find(differs));
                }
            }
        }
    }
}
