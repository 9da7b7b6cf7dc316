//! Sentences of two reports that say the same: the cosine of their weighted words, in whatever order they stand.
//!
//! Words are weighted by how rare they are in the two reports together (term frequency times inverse document
//! frequency, Salton and Buckley 1988). A pair is kept where each is the other's best, then once more among those left;
//! then a sentence that stayed alone may join one that is taken, where the two together are nearer to it than the first
//! alone.

use std::collections::HashMap;
use std::ops::Range;

use super::nearest::{Weighed, cosine, near};
use super::word::{Numbers, Sense, Word};
use crate::text::Document;

/// Pairs below this are not said to belong together.
pub const THRESHOLD: f32 = 0.22;

/// A sentence with its words.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its words and marks.
    pub words: Vec<Word>,
    /// Its weighted stems, by number, in order.
    weights: Vec<(u32, f32)>,
}

impl Sentence {
    fn weighed(&self) -> Weighed<'_> {
        let words = self.words.iter().filter(|word| word.is_content());
        let step =
            |hash: u64, word: &Word| (hash ^ u64::from(word.plain)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        Weighed { weights: &self.weights, words: words.fold(0xCBF2_9CE4_8422_2325, step) }
    }
}

/// Two sentences that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// The number of the left one.
    pub a: usize,
    /// The number of the right one.
    pub b: usize,
    /// The cosine of their words, 0 to 1.
    pub score: f32,
}

/// The sentences of both reports, and how near each is to those of the other.
#[derive(Debug, Clone)]
pub struct Sentences {
    /// The sentences, left and right.
    pub of: [Vec<Sentence>; 2],
    /// For each left sentence the right ones that share words with it, nearest first, and the other way round.
    near: [Vec<Vec<(usize, f32)>>; 2],
    /// How much each stem says, by number.
    rarity: Vec<f32>,
}

/// The weighted stems of some words of a report, to length 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights(Vec<(u32, f32)>);

impl Weights {
    /// Returns how near these words are to `other`: the cosine, 0 to 1.
    #[must_use]
    pub fn cosine(&self, other: &Weights) -> f32 {
        cosine(&self.0, &other.0)
    }
}

/// A number says so much of what another word as rare says: reports on one thing differ in numbers first.
const FIGURE: f32 = 0.7;

impl Sentences {
    /// Compares the sentences of two documents.
    #[must_use]
    pub fn of(documents: [&Document; 2]) -> Self {
        let mut numbers = Numbers::default();
        let mut of = documents.map(|document| sentences(document, &mut numbers));
        let rarity = weigh(&mut of, numbers.stems());
        drop(numbers);
        let weighed = of.each_ref().map(|side| side.iter().map(Sentence::weighed).collect());
        let near = near(&weighed, rarity.len());
        drop(weighed);
        Sentences { of, near, rarity }
    }

    /// Returns the number of the sentence of report `side` that holds `byte`, or else the first one after it.
    #[must_use]
    pub fn at(&self, side: usize, byte: usize) -> Option<usize> {
        let sentences = self.of.get(side)?;
        let at = sentences.partition_point(|sentence| sentence.bytes.end <= byte);
        (at < sentences.len()).then_some(at)
    }

    /// Returns the weighted stems of the words of report `side` that lie in `pieces`; none where no word there says
    /// anything.
    #[must_use]
    pub fn weights(&self, side: usize, pieces: &[Range<usize>]) -> Weights {
        let mut stems: Vec<u32> = Vec::new();
        for piece in pieces {
            let first = self.at(side, piece.start).unwrap_or(usize::MAX);
            let touched = self.of.get(side).and_then(|all| all.get(first..)).unwrap_or_default();
            for sentence in touched.iter().take_while(|sentence| sentence.bytes.start < piece.end) {
                let inside = |word: &&Word| piece.start <= word.bytes().start && word.bytes().end <= piece.end;
                let words = sentence.words.iter().filter(|word| word.is_content()).filter(inside);
                stems.extend(words.map(|word| word.stem));
            }
        }
        let mut counted = counted(stems);
        to_length_one(&mut counted, &self.rarity);
        Weights(counted)
    }

    /// Returns the sentences of the other report that are nearest to number `at` of report `side` (0 or 1), best first.
    #[must_use]
    pub fn nearest(&self, side: usize, at: usize) -> &[(usize, f32)] {
        self.near.get(side).and_then(|side| side.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Returns the pairs that belong together at `threshold`, in the order of the left report.
    #[must_use]
    pub fn ties(&self, threshold: f32) -> Vec<Tie> {
        let mut taken = Taken([vec![None; self.of[0].len()], vec![None; self.of[1].len()]]);
        let mut ties = self.best(&mut taken, threshold);
        ties.extend(self.best(&mut taken, threshold.max(SECOND)));
        for side in [0, 1] {
            let alone = (0..self.of[side].len()).filter(|at| taken.0[side][*at].is_none());
            ties.extend(alone.filter_map(|at| self.joining(side, at, &taken, threshold)));
        }
        ties.sort_by_key(|tie| (tie.a, tie.b));
        ties
    }

    /// Returns the pairs, each the other's best, among the sentences that are not `taken`, and takes them. Asked again, it
    /// finds the second of two sentences that stand alike in both reports, and one whose best is nearer to another.
    fn best(&self, taken: &mut Taken, threshold: f32) -> Vec<Tie> {
        let nearest = |side: usize, at: usize| {
            let other = &taken.0[1 - side];
            self.nearest(side, at).iter().find(|(near, _)| other[*near].is_none()).copied()
        };
        let pair = |a: usize| {
            let (b, score) = nearest(0, a)?;
            let back = nearest(1, b)?.0;
            (score >= threshold && back == a).then_some(Tie { a, b, score })
        };
        let alone = (0..self.of[0].len()).filter(|a| taken.0[0][*a].is_none());
        let found: Vec<Tie> = alone.filter_map(pair).collect();
        for tie in &found {
            taken.0[0][tie.a] = Some((tie.b, tie.score));
            taken.0[1][tie.b] = Some((tie.a, tie.score));
        }
        found
    }

    /// Returns the pair by which sentence `at` of report `side`, which stayed alone, joins one that is `taken`.
    fn joining(&self, side: usize, at: usize, taken: &Taken, threshold: f32) -> Option<Tie> {
        let &(other, score) = self.nearest(side, at).first()?;
        let (partner, before) = taken.0[1 - side][other]?;
        let joins = partner.abs_diff(at) <= REACH && self.together(side, [partner, at], other) > before;
        let (a, b) = if side == 0 { (at, other) } else { (other, at) };
        (score >= threshold + JOINING && joins).then_some(Tie { a, b, score })
    }

    /// Returns how near two sentences of one report together are to one of the other.
    fn together(&self, side: usize, pair: [usize; 2], other: usize) -> f32 {
        let mut sum: HashMap<u32, f32> = HashMap::new();
        for at in pair {
            for (stem, weight) in &self.of[side][at].weights {
                *sum.entry(*stem).or_default() += weight;
            }
        }
        let norm = sum.values().map(|weight| weight * weight).sum::<f32>().sqrt();
        let dot: f32 =
            self.of[1 - side][other].weights.iter().map(|(stem, weight)| weight * sum.get(stem).unwrap_or(&0.0)).sum();
        if norm > 0.0 { dot / norm } else { 0.0 }
    }
}

/// For each sentence of both reports the one that it is tied to, and how near that is.
struct Taken([Vec<Option<(usize, f32)>>; 2]);

/// A pair of which one is nearer to a sentence that is tied must be so near itself.
const SECOND: f32 = 0.4;

/// A sentence that joins must be nearer by so much than one that stands alone.
const JOINING: f32 = 0.03;

/// A sentence joins another one that stands at most so many sentences from it.
const REACH: usize = 3;

fn sentences<'t>(document: &'t Document, numbers: &mut Numbers<'t>) -> Vec<Sentence> {
    let of = |bytes: Range<usize>| {
        let words = numbers.words(document.slice(bytes.clone()), bytes.start);
        Sentence { bytes, words, weights: Vec::new() }
    };
    document.sentences().map(of).collect()
}

/// Weighs the stems of all sentences, each sentence to length 1; returns how much each of the `count` stems says.
fn weigh(of: &mut [Vec<Sentence>; 2], count: usize) -> Vec<f32> {
    let mut found = vec![0usize; count];
    let mut figures = vec![false; count];
    for sentence in of.iter_mut().flatten() {
        let words = sentence.words.iter().filter(|word| word.is_content());
        sentence.weights = counted(words.clone().map(|word| word.stem).collect());
        for (stem, _) in &sentence.weights {
            found[*stem as usize] += 1;
        }
        for word in words.filter(|word| word.sense == Sense::Number) {
            figures[word.stem as usize] = true;
        }
    }
    let all = of.iter().map(Vec::len).sum::<usize>();
    let rarity = |(count, figure): (&usize, &bool)| {
        let rarity = libm::logf(1.0 + float(all.max(1)) / float((*count).max(1)));
        if *figure { rarity * FIGURE } else { rarity }
    };
    let rarity: Vec<f32> = found.iter().zip(&figures).map(rarity).collect();
    for sentence in of.iter_mut().flatten() {
        to_length_one(&mut sentence.weights, &rarity);
    }
    rarity
}

/// Returns each of `stems` once, in order, with how often it is there.
fn counted(mut stems: Vec<u32>) -> Vec<(u32, f32)> {
    stems.sort_unstable();
    let mut counted: Vec<(u32, f32)> = Vec::new();
    for stem in stems {
        match counted.last_mut().filter(|(last, _)| *last == stem) {
            Some((_, count)) => *count += 1.0,
            None => counted.push((stem, 1.0)),
        }
    }
    counted.shrink_to_fit();
    counted
}

/// Makes weights of counts: the more often and the rarer, the heavier, all together of length 1.
fn to_length_one(counted: &mut [(u32, f32)], rarity: &[f32]) {
    for (stem, weight) in counted.iter_mut() {
        *weight = (1.0 + libm::logf(*weight)) * rarity.get(*stem as usize).copied().unwrap_or(0.0);
    }
    let norm = counted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in counted {
        *weight /= norm.max(f32::MIN_POSITIVE);
    }
}

fn float(count: usize) -> f32 {
    let (high, low) = (count >> 16, count & 0xFFFF);
    let part = |part: usize| f32::from(u16::try_from(part).unwrap_or(u16::MAX));
    part(high) * 65536.0 + part(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DocId;

    fn ties(left: &str, right: &str) -> Vec<(usize, usize)> {
        let documents = [Document::new(DocId::A, left.to_owned()), Document::new(DocId::B, right.to_owned())];
        Sentences::of([&documents[0], &documents[1]]).ties(THRESHOLD).iter().map(|tie| (tie.a, tie.b)).collect()
    }

    #[test]
    fn sentences_are_tied_whatever_their_order() {
        let left = "The dam at Orlec holds. Three people were hurt in Melvice. Schools stay closed.";
        let right = "The schools stay closed until Friday. A gate stuck. In Melvice three people were hurt.";
        assert_eq!(ties(left, right), [(1, 2), (2, 0)]);
    }

    #[test]
    fn two_sentences_may_stand_against_one() {
        let left = "Governor Vaskel flew over the valley. He asked the army for twenty boats. It rained.";
        let right = "Governor Vaskel flew over the valley and asked the army for twenty boats. Nobody slept.";
        assert_eq!(ties(left, right), [(0, 0), (1, 0)]);
    }

    #[test]
    fn sentences_that_stand_twice_in_both_are_tied_twice() {
        let left = "The sirens were heard. The dam at Orlec holds. The sirens were heard.";
        let right = "The sirens were heard. The sirens were heard. Nobody slept.";
        assert_eq!(ties(left, right), [(0, 0), (2, 1)]);
    }

    #[test]
    fn texts_without_a_word_in_common_or_any_word_have_no_ties() {
        assert_eq!(ties("The dam holds.", "Nobody slept in Carrow."), []);
        assert_eq!(ties("", "Nobody slept."), []);
        assert_eq!(ties("… — …", "—"), []);
    }

    #[test]
    fn any_words_of_a_report_are_near_to_those_that_say_the_same() {
        let left = "The mayor said the dam at Orlec holds. Three were hurt.";
        let right = "Nobody slept. The dam at Orlec holds, officials said.";
        let documents = [Document::new(DocId::A, left.to_owned()), Document::new(DocId::B, right.to_owned())];
        let sentences = Sentences::of([&documents[0], &documents[1]]);
        let of = |side: usize, words: &str| {
            let start = documents[side].text().find(words).expect("the words are there");
            sentences.weights(side, std::slice::from_ref(&(start..start + words.len())))
        };
        let claim = of(0, "the dam at Orlec holds");
        assert!((claim.cosine(&of(1, "The dam at Orlec holds")) - 1.0).abs() < 0.001);
        assert!(claim.cosine(&of(1, "Nobody slept")).abs() < 0.001);
        assert_eq!(sentences.weights(0, &[]), Weights::default());
        assert_eq!((sentences.at(0, 50), sentences.at(0, 5000), sentences.at(1, 0)), (Some(1), None, Some(0)));
    }

    #[test]
    fn scripts_without_blanks_and_without_capitals_are_compared_too() {
        assert_eq!(
            ties("洪水星期日到達了下城。學校關閉。", "學校今日關閉。洪水星期日到達下城的街道。"),
            [(0, 1), (1, 0)]
        );
        assert_eq!(
            ties("قال رئيس البلدية إن السد صامد. أغلقت المدارس.", "المدارس أغلقت اليوم. السد صامد."),
            [(0, 1), (1, 0)]
        );
    }
}
