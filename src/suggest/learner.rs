//! The learner: weights of features, moved by what a person accepts, added to what the rules say.
//!
//! A perceptron for ranking (Collins 2002): where something else stood above what was accepted, the features of the accepted
//! one gain and those of the other lose. The rules stay the prior; with nothing learned they rank alone. The same acceptances
//! in the same order make the same weights.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::rank::Alternative;

/// How far one acceptance moves a weight. Rules differ by one to three: so a habit shows after a few reports, and one odd
/// acceptance does not.
const STEP: f32 = 0.1;

/// Something must stand above all else by so much, or it is learned from all the same.
const MARGIN: f32 = 1.0;

/// Of what is ranked, so many of the best by the rules are looked at.
const LOOKED_AT: usize = 40;

/// A feature: what stands for something that is or is not so.
pub type Feature = u64;

/// A weight is a whole number of so many parts of one: what was added can be taken away again without a rest, and comes out
/// alike on every machine.
const PARTS: f32 = 65_536.0;

/// Weights by feature. A feature is a hash already.
type Weights = HashMap<Feature, i32, BuildHasherDefault<AsIs>>;

/// The hash that a feature is.
#[derive(Debug, Clone, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, feature: u64) {
        self.0 = feature;
    }
}

/// What was learned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learner {
    weights: Weights,
    /// By how much each lesson moved which weights, by its number.
    lessons: HashMap<u64, Vec<(Feature, i32)>>,
    /// The lesson that is being learned.
    open: u64,
    /// How many lessons there were that can no longer be forgotten.
    sealed: usize,
    /// How often something was learned or forgotten.
    version: u64,
}

impl Learner {
    /// Returns how many decisions it has learned from.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lessons.len() + self.sealed
    }

    /// Returns whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how often something was learned or forgotten: what was worked out with another number is out of date.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Returns what was learned of something with these features.
    #[must_use]
    pub fn score(&self, features: &[Feature]) -> f32 {
        if self.weights.is_empty() {
            return 0.0;
        }
        in_ones(features.iter().map(|feature| i64::from(self.parts(*feature))).sum())
    }

    /// Returns the weight of `feature`.
    #[must_use]
    pub(super) fn weight(&self, feature: Feature) -> f32 {
        in_ones(i64::from(self.parts(feature)))
    }

    fn parts(&self, feature: Feature) -> i32 {
        self.weights.get(&feature).copied().unwrap_or(0)
    }

    /// Begins to learn from the decision `number`; all that follows belongs to it. What was learned from it before is
    /// forgotten.
    pub(super) fn begin(&mut self, number: u64) {
        self.forget(number);
        self.open = number;
        self.version += 1;
    }

    /// Moves the weights toward `good` and away from `bad`, `by` times the usual step. What both have does not move.
    pub(super) fn lean(&mut self, good: &[Feature], bad: &[Feature], by: f32) {
        let parts = in_parts(STEP * by);
        if parts == 0 {
            return;
        }
        let lesson = self.lessons.entry(self.open).or_default();
        for (these, those, by) in [(good, bad, parts), (bad, good, -parts)] {
            for feature in these.iter().filter(|feature| !those.contains(feature)) {
                add(&mut self.weights, *feature, by);
                lesson.push((*feature, by));
            }
        }
    }

    /// Forgets what was learned from the decision `number`.
    pub fn forget(&mut self, number: u64) {
        let Some(lesson) = self.lessons.remove(&number) else { return };
        self.version += 1;
        for (feature, by) in lesson {
            add(&mut self.weights, feature, -by);
        }
    }

    /// Returns whether something was learned from the decision `number`.
    #[must_use]
    pub fn knows(&self, number: u64) -> bool {
        self.lessons.contains_key(&number)
    }

    /// Makes all that was learned so far last: the numbers of other decisions may be the same from now on.
    pub fn seal(&mut self) {
        self.sealed += self.lessons.len();
        self.lessons = HashMap::new();
    }

    /// Moves the chance of something with these `features`, which was `chance` (0 to 1), toward what it turned out to be: a
    /// step of logistic regression.
    pub(super) fn correct(&mut self, features: &[Feature], chance: f32, is_so: bool) {
        let target = if is_so { 1.0 } else { 0.0 };
        self.lean(features, &[], target - chance);
    }

    /// Adds to the score of each of `candidates` what was learned of it; `features` says what it has.
    pub(super) fn weigh<T>(&self, candidates: &mut Vec<Alternative<T>>, features: impl Fn(&T) -> Vec<Feature>) {
        if self.weights.is_empty() {
            return;
        }
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        candidates.truncate(LOOKED_AT);
        for candidate in candidates {
            candidate.score += self.score(&features(&candidate.value));
        }
    }

    /// Learns that `accepted` was taken where `ranked` was offered, the best first.
    pub(super) fn learn<T: PartialEq>(
        &mut self,
        ranked: &[Alternative<T>],
        accepted: &T,
        features: impl Fn(&T) -> Vec<Feature>,
    ) {
        // What is not among what could be offered teaches nothing of how to rank it.
        let Some(score) = ranked.iter().find(|one| one.value == *accepted).map(|one| one.score) else { return };
        let good = features(accepted);
        let rivals = ranked.iter().filter(|one| one.value != *accepted && one.score + MARGIN > score);
        if let Some(rival) = rivals.max_by(|one, other| one.score.total_cmp(&other.score)) {
            self.lean(&good, &features(&rival.value), 1.0);
        }
    }
}

/// Adds `by` to the weight of `feature`; one that comes to nothing takes no memory.
fn add(weights: &mut Weights, feature: Feature, by: i32) {
    let weight = weights.entry(feature).or_default();
    *weight = weight.saturating_add(by);
    if *weight == 0 {
        weights.remove(&feature);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a step is a few ones at most")]
fn in_parts(ones: f32) -> i32 {
    libm::roundf(ones * PARTS) as i32
}

#[expect(clippy::cast_precision_loss, reason = "sums of weights are small numbers")]
fn in_ones(parts: i64) -> f32 {
    parts as f32 / PARTS
}

/// Returns the feature that `name` and the words in `values` are (FNV-1a, 64 bit).
pub(super) fn feature(name: &str, values: &[&str]) -> Feature {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0xFF]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    take(name.as_bytes());
    for value in values {
        take(value.as_bytes());
    }
    hash
}

/// Returns the feature that `name` and `values` are in words.
pub(super) fn in_words(name: &str, values: &[&str]) -> String {
    format!("{name}: {}", values.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::{Accepted, Passage, cues, guess_with};
    use super::*;
    use crate::text::{DocId, Document};

    /// A text whose first words an annotator always leaves out of the source.
    const TEXT: &str = "Governor Vaskel said the dam holds. Governor Brenn said the gate stuck. \
                        Governor Aldeş said the water falls.";

    fn at(text: &str, words: &str) -> std::ops::Range<usize> {
        let start = text.find(words).expect("it is in the text");
        start..start + words.len()
    }

    fn first_source(document: &Document, learner: &Learner, cue: std::ops::Range<usize>) -> String {
        let found =
            guess_with(&Passage::around(document, cue.start), cue, None, Some(learner)).expect("there is a word");
        let source = found.sources.first().and_then(|one| one.value.clone());
        source.map(|bytes| document.slice(bytes).to_owned()).unwrap_or_default()
    }

    /// Teaches that the names alone are the sources, `times` times over.
    fn taught(document: &Document, times: u64) -> Learner {
        let mut learner = Learner::default();
        let text = document.text();
        let said = at(text, "said");
        for number in 0..times {
            let content = vec![at(text, "the dam holds")];
            let accepted = Accepted { cue: said.clone(), source: Some(at(text, "Vaskel")), content };
            learner.teach_in(number, document, &accepted);
        }
        learner
    }

    #[test]
    fn a_habit_shows_in_guesses_that_were_not_taught() {
        let document = Document::new(DocId::A, TEXT.to_owned());
        let third = at(TEXT, "Aldeş said");
        let cue = third.end - 4..third.end;
        assert_eq!(first_source(&document, &Learner::default(), cue.clone()), "Governor Aldeş");
        assert_eq!(first_source(&document, &taught(&document, 12), cue), "Aldeş");
    }

    #[test]
    fn the_same_acceptances_make_the_same_weights_and_forgetting_takes_one_back() {
        let document = Document::new(DocId::A, TEXT.to_owned());
        let (mut one, other) = (taught(&document, 5), taught(&document, 5));
        assert_eq!(one, other);
        assert_eq!((one.len(), one.is_empty()), (5, false));
        for number in [2, 0, 4, 1, 3] {
            one.forget(number);
        }
        assert!(one.is_empty() && one.weights.is_empty(), "{:?}", one.weights);
    }

    #[test]
    fn what_was_no_cue_becomes_less_likely_and_what_was_one_more() {
        let document = Document::new(DocId::A, TEXT.to_owned());
        let passage = Passage::around(&document, 0);
        let chance = |learner: &Learner| learner.chance(&cues(&passage)[0]);
        let mut learner = Learner::default();
        let before = chance(&learner);
        learner.teach_no_cue(7, &passage, &at(TEXT, "said"));
        assert!(chance(&learner) < before);
        learner.forget(7);
        assert!((chance(&learner) - before).abs() < f32::EPSILON);
        assert!(chance(&taught(&document, 3)) > before);
    }

    #[test]
    fn what_lies_elsewhere_or_cuts_a_word_teaches_nothing_and_harms_nothing() {
        for text in ["", "洪水已經退去，市長說。", "a", "👩‍👩‍👧 says e\u{301}"] {
            let document = Document::new(DocId::A, text.to_owned());
            let mut learner = Learner::default();
            for cue in [0..0, 0..1, 3..400] {
                let source = Some(1..2);
                let (accepted, bytes) = (Accepted { cue: cue.clone(), source, content: vec![2..3, 900..901] }, cue);
                learner.teach_in(1, &document, &accepted);
                learner.teach_no_cue(2, &Passage::around(&document, 0), &bytes);
            }
        }
    }
}
