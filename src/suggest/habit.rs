//! Habits: what decisions about names teach, and what follows from it: how likely a name is tagged, with what ends and label.
//!
//! Until something was learned the rules stand alone. A name is offered no more where it was learned to be so unlikely that
//! passing over it costs more keys than entering the few that are tagged after all.

use std::ops::Range;

use super::cue::Cue;
use super::learner::{Feature, Learner, feature};
use super::name::{Ends, Name, Rule, Sort, traits_of_string};
use super::rank::Alternative;
use crate::text::Document;

/// A name is dropped below this chance: one passed over costs one key, one entered by hand four more than one offered.
pub const DROPPED: f32 = 0.1;

/// What the ends that the rules found are worth, against others.
const BY_RULE: f32 = 1.0;

/// What the label that the rules propose is worth, against others.
const LABEL_BY_RULE: f32 = 1.5;

/// So many of the first traits of a name say something of its label.
const OF_LABEL: usize = 6;

/// The labels that there are, and which of them the rules propose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    all: Vec<String>,
    of_sorts: [Option<usize>; 5],
}

impl Labels {
    /// Returns the labels `all`; `of` says which of them, counted from 0, names of a sort have.
    #[must_use]
    pub fn new(all: Vec<String>, of: impl Fn(Sort) -> Option<usize>) -> Self {
        Labels { all, of_sorts: Sort::ALL.map(of) }
    }

    /// Returns the label of names of `sort`.
    #[must_use]
    pub fn of(&self, sort: Option<Sort>) -> Option<&str> {
        let at = self.of_sorts.get(sort? as usize).copied().flatten()?;
        self.all.get(at).map(String::as_str)
    }
}

impl Rule {
    /// Returns the logarithm of the odds that a name it finds is one, as measured on news of several kinds.
    #[must_use]
    pub fn odds(self) -> f32 {
        match self {
            Rule::Dateline => 1.5,
            Rule::Capital | Rule::Start | Rule::Official | Rule::Date => 1.0,
            Rule::Title | Rule::Heading => 0.7,
            Rule::Demonym => 0.5,
            Rule::Body | Rule::Hyphen => 0.0,
        }
    }
}

impl Learner {
    /// Returns how likely `name` is to be tagged, 0 to 1.
    #[must_use]
    pub fn chance_of_name(&self, name: &Name) -> f32 {
        1.0 / (1.0 + libm::expf(-name.rule.odds() - self.score(&name.traits)))
    }

    /// Returns what the learner looks at in `name`, in words, each with its weight; none where that was not asked for.
    #[must_use]
    pub fn reasons_of_name(&self, name: &Name) -> Vec<(String, f32)> {
        name.words.iter().cloned().zip(name.traits.iter().map(|of| self.weight(*of))).collect()
    }

    /// Returns what the learner looks at in `cue`, as [`Learner::reasons_of_name`] does.
    #[must_use]
    pub fn reasons_of_cue(&self, cue: &Cue) -> Vec<(String, f32)> {
        cue.words.iter().cloned().zip(cue.features.iter().map(|of| self.weight(*of))).collect()
    }

    /// Returns whether `name` is not worth being offered.
    #[must_use]
    pub fn drops(&self, name: &Name) -> bool {
        !self.is_empty() && self.chance_of_name(name) < DROPPED
    }

    /// Returns the bytes that `name`, which lies in `document`, is most likely tagged with.
    #[must_use]
    pub fn ends_of(&self, document: &Document, name: &Name) -> Range<usize> {
        if self.is_empty() {
            return name.bytes.clone();
        }
        let best = self.ranked_ends(document, name).into_iter().next();
        best.map_or_else(|| name.bytes.clone(), |best| best.value)
    }

    /// Returns the label among `labels` that `name` is most likely given. None where nothing speaks for one.
    #[must_use]
    pub fn label_of<'label>(&self, name: &Name, labels: &'label Labels) -> Option<&'label str> {
        if self.is_empty() {
            return labels.of(name.sort);
        }
        let ranked = self.ranked_labels(name, labels);
        ranked.into_iter().next().filter(|best| best.score > 0.0).map(|best| best.value)
    }

    /// Learns that `name`, which lies in `document`, was tagged at `bytes` with the label `label` of `labels`.
    pub(super) fn teach_name(
        &mut self,
        document: &Document,
        name: &Name,
        bytes: &Range<usize>,
        label: &str,
        labels: &Labels,
    ) {
        let chance = self.chance_of_name(name);
        self.correct(&name.traits, chance, true);
        let ranked = self.ranked_ends(document, name);
        self.learn(&ranked, bytes, |bytes| of_ends(document, name, bytes));
        let ranked = self.ranked_labels(name, labels);
        self.learn(&ranked, &label, |label| with_label(name, label));
    }

    /// Learns that `name` was looked at and is nothing.
    pub(super) fn teach_no_name(&mut self, name: &Name) {
        let chance = self.chance_of_name(name);
        self.correct(&name.traits, chance, false);
    }

    /// Learns that `text` is nothing wherever it stands.
    pub(super) fn teach_no_string(&mut self, text: &str) {
        let traits = traits_of_string(text);
        self.correct(&traits, 1.0, false);
    }

    /// Returns the ends that `name` may have, the best first.
    fn ranked_ends(&self, document: &Document, name: &Name) -> Vec<Alternative<Range<usize>>> {
        let score = |bytes: &Range<usize>| self.score(&of_ends(document, name, bytes));
        let mut found = vec![Alternative { value: name.bytes.clone(), score: BY_RULE + score(&name.bytes) }];
        found.extend(name.ends.iter().map(|(_, bytes)| Alternative { value: bytes.clone(), score: score(bytes) }));
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found
    }

    fn ranked_labels<'label>(&self, name: &Name, labels: &'label Labels) -> Vec<Alternative<&'label str>> {
        let by_rule = labels.of(name.sort);
        let scored = labels.all.iter().map(String::as_str).map(|label| {
            let prior = if by_rule == Some(label) { LABEL_BY_RULE } else { 0.0 };
            Alternative { value: label, score: prior + self.score(&with_label(name, label)) }
        });
        let mut found: Vec<Alternative<&str>> = scored.collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found
    }
}

/// Returns the features of `bytes` as the ends of `name`.
fn of_ends(document: &Document, name: &Name, bytes: &Range<usize>) -> Vec<Feature> {
    let ends = name.ends.iter().find(|(_, other)| other == bytes).map_or(Ends::Own, |(ends, _)| *ends);
    let (word, rule) = (ends.word(), name.rule.word());
    let sort = name.sort.map_or("?", Sort::word);
    let mut found =
        vec![feature("ends", &[word]), feature("ends", &[word, "rule", rule]), feature("ends", &[word, "sort", sort])];
    // The words that come in or stay out.
    for (one, other) in [(bytes.start, name.bytes.start), (name.bytes.end, bytes.end)] {
        let between = one.min(other)..one.max(other);
        if !between.is_empty() {
            found.push(feature("ends", &[word, "words", document.slice(between).trim().to_lowercase().as_str()]));
        }
    }
    found
}

/// Returns what the traits of `name` are together with `label`.
fn with_label(name: &Name, label: &str) -> Vec<Feature> {
    let label = feature("label", &[label]);
    name.traits.iter().take(OF_LABEL).map(|of| (of ^ label).wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect()
}
