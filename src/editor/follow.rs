//! Following: the other pane keeps what faces the sentence under the selection at the same height.
//!
//! It moves with a key or the mouse, never by a report, and only where the sentence or the view in front has changed. Where
//! nothing faces the sentence it stays still.

use std::ops::Range;

use super::counterpart::Faces;
use super::links::Compared;
use super::pane::View;
use super::{Editor, Scrolling};
use crate::text::DocId;

/// How the other pane goes along.
#[derive(Debug, Clone, Default)]
pub(super) struct Follow {
    /// What faces the sentence under the selection.
    pub faces: Faces,
    /// Whether what the comparison has found is left out of the margins.
    pub marks_hidden: bool,
    /// What was in front when that was looked at last.
    seen: Option<Seen>,
    /// The sentence for which the other pane was moved last, and the byte that it was moved to.
    moved: Option<(DocId, usize, usize)>,
}

impl Follow {
    /// Forgets what lies in texts that are shown no more.
    pub fn forget(&mut self) {
        *self = Follow { marks_hidden: self.marks_hidden, ..Follow::default() };
    }
}

/// The place in front.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    doc: DocId,
    sentence: usize,
    faces: Faces,
    view: View,
    size: (u16, u16),
}

impl Editor {
    /// Looks what faces the sentence under the selection and brings it beside it, where the panes follow.
    pub(super) fn follow_sentence(&mut self) {
        let sentence = self.compared_sentence();
        self.follow.faces = sentence.map_or(Faces::Unknown, |at| self.faces(self.focus, at));
        let Some(sentence) = sentence else {
            if self.pending.is_empty() {
                self.compare_unasked();
            }
            return;
        };
        if self.scrolling != Scrolling::Follow || self.overlay.is_some() {
            return;
        }
        let pane = self.pane(self.focus);
        let (doc, view, size) = (self.focus, pane.view(), (pane.layout.width(), pane.rows));
        let seen = Seen { doc, sentence, faces: self.follow.faces.clone(), view, size };
        if self.follow.seen.as_ref() == Some(&seen) {
            return;
        }
        let is_new = self.follow.seen.as_ref().is_none_or(|before| (before.doc, before.sentence) != (doc, sentence));
        self.follow.seen = Some(seen);
        let Faces::Passage(bytes) = self.follow.faces.clone() else { return };
        if is_new && self.is_out_of_order(sentence, bytes.start) && self.is_in_sight(doc.other(), &bytes) {
            return;
        }
        self.bring_beside(sentence, &bytes);
    }

    /// Returns whether going on to `sentence` would let the other pane go the other way. Where it is in sight there, it need
    /// not: two reports that tell in another order would make it jump to and fro.
    fn is_out_of_order(&self, sentence: usize, to: usize) -> bool {
        let before = self.follow.moved.filter(|(doc, ..)| *doc == self.focus);
        before.is_some_and(|(_, last, last_to)| (last < sentence) != (last_to < to) && last != sentence)
    }

    fn is_in_sight(&self, doc: DocId, bytes: &Range<usize>) -> bool {
        let (document, pane) = (self.document(doc), self.pane(doc));
        let last = document.char_floor(bytes.end.saturating_sub(1));
        pane.row_of(document, bytes.start).is_some() && pane.row_of(document, last).is_some()
    }

    /// Brings `bytes` of the other article to the height of `sentence`.
    fn bring_beside(&mut self, sentence: usize, bytes: &Range<usize>) {
        let (doc, other) = (self.focus, self.focus.other());
        let Some(start) = self.compared_bytes(doc, sentence).map(|bytes| bytes.start) else { return };
        let (document, pane) = (self.document(doc), self.pane(doc));
        // Beside a sentence that begins above what is seen, the other one is seen from its beginning.
        let row = match pane.row_of(document, start) {
            Some(row) => row,
            None if pane.row_of(document, self.origin().start).is_some() => 0,
            None => return,
        };
        let is_strip = self.grid().is_some_and(|grid| !grid.two);
        let row = if is_strip { 0 } else { row };
        let documents = self.documents.clone();
        self.pane_mut(other).bring_to_row(&documents[other.index()], bytes.start, row);
        self.follow.moved = Some((doc, sentence, bytes.start));
    }

    /// Lets the other pane follow from now on.
    pub(super) fn begin_following(&mut self) {
        self.scrolling = Scrolling::Follow;
        self.follow.seen = None;
        match self.compared() {
            Compared::Ready(_) => self.tell("the other article follows the sentence; zo frees it"),
            waits => self.tell_compared(&waits, "then the other one follows"),
        }
    }

    /// Shows in the margins what the comparison has found, or no longer.
    pub(super) fn toggle_found_marks(&mut self) {
        self.follow.marks_hidden = !self.follow.marks_hidden;
        if self.follow.marks_hidden {
            return self.tell("the margins show only what people have tied; zc shows what was found too");
        }
        match self.compared() {
            Compared::Ready(_) => self.tell("the margins show what the comparison has found"),
            waits => self.tell_compared(&waits, "then the margins show what was found"),
        }
    }

    /// Brings what faces the sentence under the selection beside it, once, however the panes scroll.
    pub(super) fn align(&mut self) {
        match self.compared() {
            Compared::Ready(_) => {}
            waits => return self.tell_compared(&waits, "za again in a moment"),
        }
        let Some(sentence) = self.compared_sentence() else { return self.tell("there is no sentence here") };
        match self.faces(self.focus, sentence) {
            Faces::Passage(bytes) => self.bring_beside(sentence, &bytes),
            _ => self.tell(&format!("no counterpart found in {}", self.focus.other().letter())),
        }
    }
}
