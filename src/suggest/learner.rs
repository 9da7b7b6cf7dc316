//! The learner: weights of features, moved by what a person accepts, added to what the rules say.
//!
//! A perceptron for ranking (Collins 2002): where something else stood above what was accepted, the features of the accepted
//! one gain and those of the other lose. The rules stay the prior; with nothing learned they rank alone. The same acceptances
//! in the same order make the same weights.

use std::collections::HashMap;

use super::rank::Alternative;

/// How far one acceptance moves a weight. Rules differ by one to three: so a habit shows after a few reports, and one odd
/// acceptance does not.
const STEP: f32 = 0.1;

/// Something must stand above all else by so much, or it is learned from all the same.
const MARGIN: f32 = 1.0;

/// By how many steps a chance that was wholly wrong is corrected.
const CHANCE: f32 = 4.0;

/// Of what is ranked, so many of the best by the rules are looked at.
const LOOKED_AT: usize = 40;

/// A feature: what stands for something that is or is not so.
pub type Feature = u64;

/// What was learned.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    weights: HashMap<Feature, f32>,
    /// By how much each acceptance moved which weights, the last one last.
    steps: Vec<Vec<(Feature, f32)>>,
}

impl Learner {
    /// Returns how many acceptances it has learned from.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Returns whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Returns what was learned of something with these features.
    #[must_use]
    pub fn score(&self, features: &[Feature]) -> f32 {
        if self.weights.is_empty() {
            return 0.0;
        }
        features.iter().filter_map(|feature| self.weights.get(feature)).sum()
    }

    /// Begins to learn from one acceptance; all that follows belongs to it.
    pub(super) fn begin(&mut self) {
        self.steps.push(Vec::new());
    }

    /// Moves the weights toward `good` and away from `bad`, `by` times the usual step. What both have does not move.
    pub(super) fn lean(&mut self, good: &[Feature], bad: &[Feature], by: f32) {
        let Some(step) = self.steps.last_mut() else { return };
        let only = |these: &[Feature], those: &[Feature]| -> Vec<Feature> {
            these.iter().filter(|feature| !those.contains(feature)).copied().collect()
        };
        let moves = only(good, bad).into_iter().map(|feature| (feature, STEP * by));
        let moves: Vec<(Feature, f32)> =
            moves.chain(only(bad, good).into_iter().map(|feature| (feature, -STEP * by))).collect();
        for (feature, by) in moves {
            *self.weights.entry(feature).or_default() += by;
            step.push((feature, by));
        }
    }

    /// Forgets the last acceptance.
    pub fn forget_last(&mut self) {
        for (feature, by) in self.steps.pop().into_iter().flatten() {
            if let Some(weight) = self.weights.get_mut(&feature) {
                *weight -= by;
            }
        }
    }

    /// Moves the chance of something with these `features`, which was `chance` (0 to 1), toward what it turned out to be: a
    /// step of logistic regression.
    pub(super) fn correct(&mut self, features: &[Feature], chance: f32, is_so: bool) {
        let target = if is_so { 1.0 } else { 0.0 };
        self.lean(features, &[], CHANCE * (target - chance));
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
