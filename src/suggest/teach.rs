//! Teaching: what an attribution that a person has accepted, or a cue that was none, tells the learner.

use std::ops::Range;

use super::feature::{of_content, of_cue, of_extent, of_source};
use super::learner::Learner;
use super::passage::Passage;
use super::{content, cue, source};
use crate::text::Document;

/// An attribution as a person has accepted it, in bytes of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The cue.
    pub cue: Range<usize>,
    /// Who says it, if somebody is named in one piece.
    pub source: Option<Range<usize>>,
    /// What is said, piece by piece.
    pub content: Vec<Range<usize>>,
}

impl Learner {
    /// Learns from `accepted`, which lies in `document`.
    pub fn teach_in(&mut self, document: &Document, accepted: &Accepted) {
        self.teach(&Passage::around(document, accepted.cue.start), accepted);
    }

    /// Learns from `accepted`, which lies in `passage`. Parts outside it teach nothing.
    pub fn teach(&mut self, passage: &Passage, accepted: &Accepted) {
        let tokens = passage.covered(&accepted.cue);
        if tokens.is_empty() {
            return;
        }
        self.begin();
        if let Some(at) = tokens.clone().rev().find(|at| passage.token(*at).is_some_and(|token| token.cue.is_some())) {
            let ranked = cue::extents(passage, at, Some(self));
            self.learn(&ranked, &tokens, |extent| of_extent(passage, extent));
            self.correct_cue(passage, at, true);
        }
        let within = |bytes: &Range<usize>| {
            let covered = passage.covered(bytes);
            (!covered.is_empty() && passage.bytes(&covered) == *bytes).then_some(covered)
        };
        let source = accepted.source.as_ref().and_then(within);
        // A source that is no whole words here is not the same as none.
        if source.is_some() == accepted.source.is_some() {
            let found = source.clone();
            let ranked = source::ranked(passage, &tokens, Some(self));
            self.learn(&ranked, &found, |source| of_source(passage, &tokens, source.as_ref()));
        }
        let pieces: Option<Vec<Range<usize>>> = accepted.content.iter().map(within).collect();
        if let Some(pieces) = pieces {
            let (ranked, _) = content::ranked(passage, &tokens, source.as_ref(), Some(self));
            self.learn(&ranked, &pieces, |content| of_content(passage, &tokens, source.as_ref(), content));
        }
    }
}

impl Learner {
    /// Learns that the cue at the bytes `cue` of `passage` was looked at and is none.
    pub fn teach_no_cue(&mut self, passage: &Passage, cue: &Range<usize>) {
        let tokens = passage.covered(cue);
        let known = tokens.clone().rev().find(|at| passage.token(*at).is_some_and(|token| token.cue.is_some()));
        let Some(at) = known.or(tokens.last()) else { return };
        self.begin();
        self.correct_cue(passage, at, false);
    }

    fn correct_cue(&mut self, passage: &Passage, at: usize, is_so: bool) {
        let features = of_cue(passage, at);
        let chance = self.chance_of(cue::probability(passage, at), &features);
        self.correct(&features, chance, is_so);
    }
}
