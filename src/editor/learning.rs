//! Learning while tagging: what a person accepts moves the guesses that follow.
//!
//! What was accepted in earlier sessions is learned once, by the worker, when it is first asked for; each acceptance after
//! that is learned at once, and undo forgets it.

use std::ops::Range;
use std::sync::Arc;

use super::Editor;
use super::input::{Effect, Request};
use crate::annotation::{Attribution, Edit, Id, Record};
use crate::suggest::{Accepted, Learner, Passage};
use crate::text::{DocId, Fragment};

/// What was learned, and how far.
#[derive(Debug, Clone, Default)]
pub(super) struct Learning {
    /// What was learned; shared with copies of the editor until one of them learns more.
    pub learner: Arc<Learner>,
    /// Which attribution each of its steps since the past was learned comes from; none for what was no cue.
    taught: Vec<Option<Id>>,
    past: Past,
}

/// How far what the set held before is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Past {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// The worker is at it.
    Asked,
    /// It is part of what was learned.
    Learned,
}

impl Editor {
    /// Returns what to rank guesses by; none if learning is switched off.
    pub(super) fn learner(&self) -> Option<&Learner> {
        self.settings.learn.then_some(&self.learning.learner)
    }

    /// Returns what was learned so far, also where it is not used.
    #[must_use]
    pub fn learned_so_far(&self) -> &Learner {
        &self.learning.learner
    }

    /// Asks the worker to learn from the attributions that the set holds, once.
    pub(super) fn learn_past(&mut self) {
        if !self.settings.learn || self.learning.past != Past::Unasked {
            return;
        }
        let mut accepted = Vec::new();
        self.set.visit(|record| {
            if let Record::Attribution(one) = record {
                accepted.extend(accepted_of(one).map(|found| (one.provenance.on, one.id, one.doc, found)));
            }
        });
        accepted.sort_by_key(|(on, id, ..)| (*on, *id));
        let accepted: Vec<(DocId, Accepted)> = accepted.into_iter().map(|(.., doc, found)| (doc, found)).collect();
        self.learning = Learning { past: Past::Asked, ..Learning::default() };
        if accepted.is_empty() {
            self.learning.past = Past::Learned;
        } else {
            let documents = self.documents.clone();
            self.effects.push(Effect::Ask(Request::Learn { documents, accepted }));
        }
    }

    /// Takes what the worker has learned of the past; what was accepted meanwhile is learned on top.
    pub(super) fn learned(&mut self, learner: Learner) {
        if self.learning.past != Past::Asked {
            return;
        }
        let meanwhile = std::mem::take(&mut self.learning.taught);
        self.learning = Learning { learner: Arc::new(learner), taught: Vec::new(), past: Past::Learned };
        for id in meanwhile.into_iter().flatten() {
            if let Some(Record::Attribution(one)) = self.set.get(id).cloned() {
                self.teach(&one);
            }
        }
    }

    /// Learns from `one`, which was just accepted.
    pub(super) fn teach(&mut self, one: &Attribution) {
        let Some(accepted) = accepted_of(one).filter(|_| self.settings.learn) else { return };
        if self.learning.taught.last() == Some(&Some(one.id)) {
            self.forget_last();
        }
        let document = Arc::clone(&self.documents[one.doc.index()]);
        Arc::make_mut(&mut self.learning.learner).teach_in(&document, &accepted);
        self.learning.taught.push(Some(one.id));
    }

    /// Learns that the words at `cue` of `doc` were looked at and say nothing.
    pub(super) fn teach_no_cue(&mut self, doc: DocId, cue: Option<Range<usize>>) {
        if let Some(cue) = cue.filter(|_| self.settings.learn) {
            let document = Arc::clone(&self.documents[doc.index()]);
            let before = self.learning.learner.len();
            Arc::make_mut(&mut self.learning.learner).teach_no_cue(&Passage::around(&document, cue.start), &cue);
            if self.learning.learner.len() > before {
                self.learning.taught.push(None);
            }
        }
    }

    fn forget_last(&mut self) {
        self.learning.taught.pop();
        Arc::make_mut(&mut self.learning.learner).forget_last();
    }

    /// Follows `edits`, which an undo or a redo has just made: what they take away is forgotten.
    pub(super) fn unteach(&mut self, edits: &[Edit]) {
        let is_attribution = |record: &Option<Record>| matches!(record, Some(Record::Attribution(_)));
        let touched = |edit: &&Edit| is_attribution(&edit.before) || is_attribution(&edit.after);
        for edit in edits.iter().filter(touched) {
            if self.learning.taught.last() == Some(&Some(edit.id)) {
                self.forget_last();
            } else if self.learning.taught.contains(&Some(edit.id)) {
                // Something further back: what the set holds now is learned anew when it is needed.
                self.learning = Learning::default();
                return;
            }
        }
    }
}

/// Returns what `one` teaches, if it has a cue.
fn accepted_of(one: &Attribution) -> Option<Accepted> {
    let cue = one.cues.first()?;
    let bytes = |span: &crate::text::Span| span.start()..span.end();
    Some(Accepted {
        cue: bytes(cue),
        source: one.sources.first().and_then(|party| party.span.as_ref()).map(bytes),
        content: one.contents.iter().flat_map(|content| content.pieces().map(Fragment::bytes)).collect(),
    })
}
