//! What was never offered: sentences without any likely place in which nothing was decided either.

use std::ops::Range;

use super::FAR;
use crate::editor::Editor;
use crate::editor::settings::Panes;
use crate::suggest::ground::number;
use crate::text::DocId;

impl Editor {
    /// Goes to the next sentence in which nothing was offered or decided (the one before, if `back`).
    pub(super) fn step_unseen(&mut self, back: bool) {
        let at = self.selection().start;
        let other = Some(self.focus.other()).filter(|_| self.settings.panes != Panes::One);
        let found = self.next_unseen(self.focus, Some(at), back);
        let found = found.or_else(|| self.next_unseen(other?, None, back));
        match found {
            Some((doc, range)) => {
                self.mark_place();
                self.show_place(doc, range);
                self.tell("nothing was offered or decided in this sentence");
            }
            None => self.tell("something was offered or decided in every sentence near"),
        }
    }

    fn next_unseen(&self, doc: DocId, from: Option<usize>, back: bool) -> Option<(DocId, Range<usize>)> {
        let document = self.document(doc);
        if document.is_empty() {
            return None;
        }
        let here = from.map(|from| document.sentence_at(from));
        let edge = if back { document.len() } else { 0 };
        let first = number(here.as_ref().map_or(edge, |sentence| sentence.start));
        let last = number(document.len());
        let beyond = |sentence: &Range<usize>| {
            here.as_ref()
                .is_none_or(|here| if back { sentence.start < here.start } else { sentence.start > here.start })
        };
        for step in 0..FAR {
            let at = if back { first.checked_sub(step)? } else { Some(first + step).filter(|at| *at <= last)? };
            let stops = self.stops(doc, at);
            let mut unseen = stops.stretch.sentences.iter().filter(|sentence| {
                let words = document.next_word(sentence.start).is_some_and(|word| word.end <= sentence.end);
                let offered = stops.stops.iter().any(|stop| sentence.contains(&stop.bytes.start));
                beyond(sentence) && words && !offered && self.set.touching(doc, sentence).is_empty()
            });
            if let Some(sentence) = if back { unseen.next_back() } else { unseen.next() } {
                return Some((doc, sentence.clone()));
            }
        }
        None
    }
}
