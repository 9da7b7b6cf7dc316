//! Weak cues: words that may say something, at which Tab does not stop: marked at their first letter, and gone to by keys of
//! their own.

use std::ops::Range;

use super::{FAR, What};
use crate::editor::Editor;
use crate::suggest::ground::number;
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

    /// Returns the weak cues that begin within `bytes` of `doc` and are not decided.
    pub(in crate::editor) fn weak_cues(&self, doc: DocId, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let document = self.document(doc);
        if document.is_empty() || bytes.is_empty() || !self.stepping.choice.cues() {
            return Vec::new();
        }
        let known = self.known(doc, bytes);
        let mut weak = Vec::new();
        for at in number(document.sentence_at(bytes.start).start)..=number(bytes.end - 1) {
            let stops = self.stops(doc, at);
            let is_stop =
                |cue: &Range<usize>| stops.stops.iter().any(|stop| stop.what == What::Cue && stop.bytes == *cue);
            let cues = stops.stretch.cues.iter().map(|cue| &cue.bytes).filter(|cue| bytes.contains(&cue.start));
            weak.extend(cues.filter(|cue| !known.is_cue(cue) && !is_stop(cue)).cloned());
        }
        weak
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
