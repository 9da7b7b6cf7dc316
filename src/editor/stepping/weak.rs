//! Weak cues: words that may say something, the weak ones too, gone to without an offer.

use std::ops::Range;

use super::FAR;
use super::ground::number;
use crate::editor::Editor;
use crate::text::DocId;

impl Editor {
    /// Selects the next word that may be a cue, however weakly, and is not decided (the one before, if `back`).
    pub(super) fn step_weak(&mut self, back: bool) {
        match self.next_weak(self.focus, self.selection().start, back) {
            Some(cue) => {
                self.mark_place();
                self.show_place(self.focus, cue);
            }
            None => self.tell("no word near may be a cue: a makes one of any word"),
        }
    }

    fn next_weak(&self, doc: DocId, from: usize, back: bool) -> Option<Range<usize>> {
        let document = self.document(doc);
        if document.is_empty() {
            return None;
        }
        let (first, last) = (number(document.sentence_at(from).start), number(document.len()));
        for step in 0..FAR {
            let at = if back { first.checked_sub(step)? } else { Some(first + step).filter(|at| *at <= last)? };
            let stretch = &self.stops(doc, at).stretch;
            let (start, end) =
                (stretch.sentences.first().map(|one| one.start), stretch.sentences.last().map(|one| one.end));
            let (Some(start), Some(end)) = (start, end) else { continue };
            let known = self.known(doc, &(start..end));
            let beyond = |cue: &Range<usize>| if back { cue.start < from } else { cue.start > from };
            let mut open = stretch.cues.iter().map(|cue| &cue.bytes).filter(|cue| beyond(cue) && !known.is_cue(cue));
            if let Some(cue) = if back { open.next_back() } else { open.next() } {
                return Some(cue.clone());
            }
        }
        None
    }
}
