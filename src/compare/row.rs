//! Rows of a comparison: the sentences of both reports in one order, those that belong together side by side.

use std::ops::Range;

use super::comparison::Comparison;
use super::differences::{Change, Stretch, flags, stretches};
use super::sentences::Tie;
use super::word::Sense;

/// From this share of words in common on, a pair that is not the same is near.
const NEAR: f64 = 0.5;

/// How much two sentences have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Some words.
    Related,
    /// Most words.
    Near,
    /// All words, in the same order; marks and typesetting aside.
    Same,
}

impl Class {
    /// Returns its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Class::Same => "same",
            Class::Near => "near",
            Class::Related => "related",
        }
    }
}

/// Two sentences that belong together, with what differs between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Which sentences, and how near they are.
    pub tie: Tie,
    /// What they have in common, by class.
    pub class: Class,
    /// What differs that is worth a flag.
    pub flags: Vec<Change>,
    /// Their stretches, the same and not.
    pub stretches: Vec<Stretch>,
}

/// One row: a sentence of each report, or of one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The numbers of the sentences, left and right. Where one belongs to several, it stands in the first of their rows.
    pub sentences: [Option<usize>; 2],
    /// The pair that they make.
    pub pair: Option<Pair>,
}

impl Comparison {
    /// Returns the pair that `tie` is.
    #[must_use]
    pub fn pair(&self, tie: Tie) -> Pair {
        let [left, right] = [&self.sentences.of[0][tie.a], &self.sentences.of[1][tie.b]];
        let stretches = stretches(&left.words, &right.words);
        let count = |words: &[super::word::Word]| words.iter().filter(|word| word.sense != Sense::Mark).count();
        let shared = stretches
            .iter()
            .filter(|stretch| stretch.same)
            .map(|stretch| count(left.words.get(stretch.words[0].clone()).unwrap_or_default()));
        let (shared, longest) = (shared.sum::<usize>(), count(&left.words).max(count(&right.words)));
        let class = if stretches.iter().all(|stretch| stretch.same) {
            Class::Same
        } else if ratio(shared, longest) >= NEAR {
            Class::Near
        } else {
            Class::Related
        };
        Pair { tie, class, flags: flags(&stretches), stretches }
    }

    /// Returns all sentences in rows: in the order of the left report, those of the right one that found no counterpart
    /// after the sentence that stands before them there.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut shown = [0, 1].map(|side: usize| vec![false; self.sentences.of[side].len()]);
        for a in 0..self.sentences.of[0].len() {
            let from = self.ties.partition_point(|tie| tie.a < a);
            let of_a: Vec<Tie> =
                self.ties.get(from..).unwrap_or_default().iter().take_while(|tie| tie.a == a).copied().collect();
            if of_a.is_empty() {
                rows.push(Row { sentences: [Some(a), None], pair: None });
            }
            for tie in of_a {
                let mut first = |side: usize, at: usize| (!std::mem::replace(&mut shown[side][at], true)).then_some(at);
                let sentences = [first(0, tie.a), first(1, tie.b)];
                rows.push(Row { sentences, pair: Some(self.pair(tie)) });
            }
        }
        let rights = rows.iter().map(|row| row.pair.as_ref().map(|pair| pair.tie.b));
        let after = left_over(rights, &shown[1]);
        let alone = |b: &usize| Row { sentences: [None, Some(*b)], pair: None };
        let mut all: Vec<Row> = after[0].iter().map(alone).collect();
        for (row, after) in rows.into_iter().zip(&after[1..]) {
            all.push(row);
            all.extend(after.iter().map(alone));
        }
        all
    }

    /// Returns the words of one side of `pair` in stretches of bytes that cover the sentence, each with whether it differs.
    #[must_use]
    pub fn marked(&self, pair: &Pair, side: usize) -> Vec<(Range<usize>, bool)> {
        let at = if side == 0 { pair.tie.a } else { pair.tie.b };
        let sentence = &self.sentences.of[side][at];
        let mut found: Vec<(Range<usize>, bool)> = Vec::new();
        let mut from = sentence.bytes.start;
        for stretch in pair.stretches.iter().filter(|stretch| !stretch.same && !stretch.words[side].is_empty()) {
            let words = sentence.words.get(stretch.words[side].clone()).unwrap_or_default();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            if from < first.bytes().start {
                found.push((from..first.bytes().start, false));
            }
            found.push((first.bytes().start.max(from)..last.bytes().end, true));
            from = last.bytes().end;
        }
        if from < sentence.bytes.end {
            found.push((from..sentence.bytes.end, false));
        }
        found
    }
}

/// Returns where the right sentences that are not `shown` stand, given the right sentence of each row: at place 0 those before
/// the first row, then those after each, every one after the sentence that stands before it.
#[must_use]
pub fn left_over(rights: impl ExactSizeIterator<Item = Option<usize>>, shown: &[bool]) -> Vec<Vec<usize>> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); rights.len() + 1];
    let mut row_of: Vec<Option<usize>> = vec![None; shown.len()];
    for (at, right) in rights.enumerate() {
        if let Some(first) = right.and_then(|b| row_of.get_mut(b)) {
            first.get_or_insert(at + 1);
        }
    }
    let mut place = 0;
    for (b, shown) in shown.iter().enumerate() {
        place = row_of[b].unwrap_or(place);
        if !shown {
            after[place].push(b);
        }
    }
    after
}

fn ratio(part: usize, whole: usize) -> f64 {
    let small = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { small(part) / small(whole) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::{DocId, Document};

    const LEFT: &str = "The dam at Orlec holds. Three people were hurt in Melvice. Schools stay closed.";
    const RIGHT: &str =
        "Nobody slept. The schools stay closed until Friday. A gate stuck. In Melvice four people were hurt.";

    fn comparison(left: &str, right: &str) -> Comparison {
        let texts = [(DocId::A, left), (DocId::B, right)];
        Comparison::of(&texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())))).expect("small")
    }

    #[test]
    fn every_sentence_stands_in_one_row_and_pairs_stand_together() {
        let rows = comparison(LEFT, RIGHT).rows();
        let places: Vec<[Option<usize>; 2]> = rows.iter().map(|row| row.sentences).collect();
        assert_eq!(places, [[None, Some(0)], [Some(0), None], [Some(1), Some(3)], [Some(2), Some(1)], [None, Some(2)]]);
    }

    #[test]
    fn a_sentence_that_belongs_to_two_stands_in_the_first_row() {
        let left = "Governor Vaskel flew over the valley. He asked the army for twenty boats. It rained.";
        let right = "Governor Vaskel flew over the valley and asked the army for twenty boats. Nobody slept.";
        let rows = comparison(left, right).rows();
        let places: Vec<[Option<usize>; 2]> = rows.iter().map(|row| row.sentences).collect();
        assert_eq!(places, [[Some(0), Some(0)], [None, Some(1)], [Some(1), None], [Some(2), None]]);
        assert!(rows[2].pair.is_some() && rows[3].pair.is_none());
    }

    #[test]
    fn pairs_have_a_class_flags_and_marked_words() {
        let found =
            comparison("The dam holds. It fell on Sunday in Orlec.", "The dam holds! It fell on Monday in Orlec.");
        let pairs: Vec<Pair> = found.rows().into_iter().filter_map(|row| row.pair).collect();
        assert_eq!(pairs.iter().map(|pair| pair.class).collect::<Vec<_>>(), [Class::Same, Class::Near]);
        assert_eq!(pairs[1].flags, [Change::Time]);
        let text = found.text(DocId::B);
        let marked: Vec<(&str, bool)> =
            found.marked(&pairs[1], 1).into_iter().map(|(bytes, differs)| (text.slice(bytes), differs)).collect();
        assert_eq!(marked, [("It fell on ", false), ("Monday", true), (" in Orlec.", false)]);
    }

    #[test]
    fn empty_reports_have_no_rows() {
        assert_eq!(comparison("", "").rows(), []);
        assert_eq!(comparison("", "Nobody slept.").rows().len(), 1);
    }
}
