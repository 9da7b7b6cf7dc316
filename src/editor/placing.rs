//! Choosing a place by hand: the new text is in front as it would be, and the selection becomes the place of a tag.
//!
//! Nothing is changed meanwhile: what is shown is the set as it would be, and it is put back before anything else is done.

use std::sync::Arc;

use super::Editor;
use super::command::{Command, Group};
use super::pane::Pane;
use super::panel::Overlay;
use super::reviewing::{Placing, Reviewing};
use crate::compare::Choice;

impl Editor {
    /// Returns whether a place is being chosen by hand.
    pub(super) fn is_placing(&self) -> bool {
        self.rebase.as_ref().is_some_and(|reviewing| reviewing.placing.is_some())
    }

    /// Shows the new text, so that the place of the chosen tag can be selected.
    pub(super) fn place_by_hand(&mut self) {
        let Some(Reviewing { rebase, chosen, .. }) = &self.rebase else { return };
        let chosen = *chosen;
        if rebase.part(chosen).is_none() {
            return self.tell(self.no_part());
        }
        let (doc, new) = (rebase.doc(), Arc::clone(rebase.new_text()));
        let likely = rebase.place(chosen).or_else(|| rebase.candidates(chosen).first().map(|found| found.span.clone()));
        let from = rebase.part(chosen).map_or(0, |part| part.span.start());
        let preview = rebase.transaction();
        if self.set.apply(&preview).is_err() {
            return self.warn("the set has changed meanwhile: Space r begins anew");
        }
        let old = std::mem::replace(&mut self.documents[doc.index()], Arc::clone(&new));
        let pane = std::mem::replace(self.pane_mut(doc), Pane::new(&new));
        let placing = Placing {
            preview,
            document: old,
            pane,
            focus: std::mem::replace(&mut self.focus, doc),
            search: self.search.take(),
            places: std::mem::take(&mut self.places),
        };
        if let Some(reviewing) = &mut self.rebase {
            reviewing.placing = Some(placing);
        }
        self.overlay = None;
        self.forget_selection();
        self.links.forget();
        self.fit();
        // With nothing to go by, the same distance from the start is as good as any.
        let near = likely.map(|span| span.start()..span.end());
        let from = new.char_floor(from.min(new.len()));
        let near = near.or_else(|| new.word_at(from)).or_else(|| new.previous_word(from));
        if let Some(near) = near.or_else(|| new.next_word(0)) {
            self.show_place(doc, near);
        }
        self.tell("select the place in the new text: Enter takes it, Esc goes back");
    }

    fn forget_selection(&mut self) {
        self.extending = None;
        self.widened.clear();
        self.hand = None;
    }

    /// Takes `command` if it ends the choice of a place, or has nothing to do in it; `false` for all that moves and selects.
    pub(super) fn placing_takes(&mut self, command: Command) -> bool {
        match command {
            Command::LabelAsBefore => self.take_place(),
            Command::Cancel if self.extending.is_none() && self.search.is_none() && self.overlay.is_none() => {
                self.stop_placing();
            }
            Command::Rebase
            | Command::Parked
            | Command::SaveCopy
            | Command::History
            | Command::ChangeBefore
            | Command::ChangeAfter => {
                self.tell("a place is being chosen: Enter takes the selection, Esc goes back");
            }
            _ => {
                let group = command.entry().map_or(Group::Label, |entry| entry.group);
                if !matches!(group, Group::Label | Group::Mend) {
                    return false;
                }
                self.tell("a place is being chosen: Enter takes the selection, Esc goes back");
            }
        }
        true
    }

    fn take_place(&mut self) {
        let doc = self.rebase.as_ref().map(|reviewing| reviewing.rebase.doc());
        if doc != Some(self.focus) {
            return self.tell("the place lies in the other article: w goes there");
        }
        let Ok(span) = self.document(self.focus).span(self.selection()) else {
            return self.tell("nothing is selected");
        };
        self.stop_placing();
        if let Some(reviewing) = &mut self.rebase {
            reviewing.rebase.choose(reviewing.chosen, &Choice::ByHand(span));
        }
        self.review_command(Command::ReviewNextOpen);
    }

    /// Puts back what stood behind, and shows the review again.
    pub(super) fn stop_placing(&mut self) {
        let Some(placing) = self.rebase.as_mut().and_then(|reviewing| reviewing.placing.take()) else { return };
        let Placing { preview, document, pane, focus, search, places } = placing;
        self.set.apply(&preview.inverse()).expect("it was applied, and nothing has been since");
        let doc = pane.doc;
        self.documents[doc.index()] = document;
        *self.pane_mut(doc) = pane;
        (self.focus, self.search, self.places) = (focus, search, places);
        self.forget_selection();
        self.links.forget();
        self.overlay = Some(Overlay::Review);
        self.fit();
    }
}
