//! The history: every change of the set's life, to look at and to return to.
//!
//! Looking puts the set of the editor, and only that, into an earlier state: nothing is journaled, every change is
//! refused, and whatever ends it puts the set back. Returning is a change like any other, which undo takes back.

mod rows;
mod when;
mod words;

use super::Editor;
use super::input::{Effect, Request};
use super::list::List;
use super::panel::{Kind, Overlay, Panel};
use super::tagging::place_of;
use crate::annotation::revision::way;
use crate::annotation::{Id, OperationKind, Transaction};
use crate::text::Span;

impl Editor {
    /// Returns the number of the change after which the set is seen: an earlier one while looking, otherwise the last.
    pub(super) fn revision(&self) -> u64 {
        self.looking.unwrap_or(self.history.last())
    }

    /// Opens the list of all changes, the newest first; those of earlier sessions come to its end when they are read.
    pub(super) fn open_history(&mut self) {
        if self.zone.is_none() {
            self.effects.push(Effect::Ask(Request::Zone));
        }
        if !self.past_read {
            self.ask_past();
        }
        let newest = self.history.last();
        let mut panel = Panel::new(Kind::History { newest }, "History", String::new(), Vec::new());
        panel.list = List::of(self.history_len(newest));
        panel.list.choose(usize::try_from(newest - self.revision().min(newest)).unwrap_or(usize::MAX));
        self.overlay = Some(Overlay::Panel(Box::new(panel)));
    }

    /// Lets the list of changes in front grow by those of earlier sessions, which have just been read.
    pub(super) fn grow_history(&mut self) {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return };
        let Kind::History { newest } = panel.kind else { return };
        let count = self.history_len(newest);
        let words = (!panel.filter.text().is_empty()).then(|| self.history_words(newest));
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        panel.list.grow(count);
        if let Some(words) = words {
            panel.list.give_words(words);
            panel.list.filter_again();
        }
    }

    /// Asks for the operations of earlier sessions, once.
    pub(super) fn ask_past(&mut self) {
        if !std::mem::replace(&mut self.past_asked, true) {
            self.effects.push(Effect::Ask(Request::Past));
        }
    }

    /// Returns the number of the change in the chosen row of the list in front, if that is the history.
    fn chosen_change(&self) -> Option<u64> {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return None };
        let Kind::History { newest } = panel.kind else { return None };
        panel.list.chosen().map(|row| newest.saturating_sub(row as u64))
    }

    /// Shows the set as it was after the chosen change.
    pub(super) fn look_at_chosen(&mut self) {
        let Some(seq) = self.chosen_change() else {
            self.tell("this key works in the history: Space h");
            return;
        };
        if self.look(seq) {
            self.overlay = None;
            self.say_looking();
            self.go_to_change(seq);
        }
    }

    /// Goes to the place in the text that the chosen change was at.
    pub(super) fn go_to_chosen(&mut self) {
        let Some(seq) = self.chosen_change() else {
            self.tell("this key works in the history: Space h");
            return;
        };
        if self.place_of_change(seq).is_none() {
            self.tell("this change has no place in the texts that are shown");
            return;
        }
        self.overlay = None;
        self.go_to_change(seq);
    }

    /// Returns to the state after the chosen change.
    pub(super) fn return_to_chosen(&mut self) {
        if let Some(seq) = self.chosen_change() {
            self.overlay = None;
            self.return_to(seq);
        }
    }

    /// Returns to the state that is looked at.
    pub(super) fn return_here(&mut self) {
        match self.looking {
            Some(seq) => self.return_to(seq),
            None => self.tell("this is now: Space h lists what was, [h looks one change back"),
        }
    }

    /// Looks at the state one change before the one that is seen, or one after it.
    pub(super) fn step_history(&mut self, back: bool) {
        let seq = self.revision();
        if back && seq == self.history.start() {
            if self.past_read {
                self.tell(if seq == 0 { "this is before the first change" } else { "the history begins here" });
            } else {
                self.ask_past();
                self.tell("the changes of earlier sessions are being read: the same key again goes there");
            }
            return;
        }
        if !back && self.looking.is_none() {
            self.tell("this is now: there is no later change");
            return;
        }
        if self.look(if back { seq - 1 } else { seq + 1 }) {
            self.say_looking();
            self.go_to_change(if back { seq } else { seq + 1 });
        }
    }

    /// Comes back to the set as it is now.
    pub(super) fn stop_looking(&mut self) {
        if self.looking.is_some() && self.look(self.history.last()) {
            self.say_looking();
        }
    }

    /// Puts the set that is seen into the state after change `seq`; `false`, with the reason told, if that cannot be.
    fn look(&mut self, seq: u64) -> bool {
        let edits = match way(&self.history, &self.set, self.revision(), seq) {
            Ok(edits) => edits,
            Err(reason) => {
                self.warn(&format!("{reason}: change {seq} cannot be shown"));
                return false;
            }
        };
        let transaction = Transaction { summary: String::new(), edits };
        if let Err(reason) = self.put(&transaction) {
            self.warn(&format!("{reason}: change {seq} cannot be shown"));
            return false;
        }
        self.looking = (seq != self.history.last()).then_some(seq);
        let set = &self.set;
        self.hand = self.hand.filter(|id| set.get(*id).is_some());
        self.last_tag = self.last_tag.filter(|id| set.get(*id).is_some());
        true
    }

    fn say_looking(&mut self) {
        let Some(seq) = self.looking else {
            self.tell("this is now again");
            return;
        };
        let when = self.history.get(seq).map(|operation| format!(" of {}", self.moment(operation.at)));
        self.tell(&format!("as it was after change {seq}{}; Esc comes back", when.unwrap_or_default()));
    }

    /// Makes the set what it was after change `seq`, by one change that undo takes back.
    fn return_to(&mut self, seq: u64) {
        if let Some(reason) = self.held_reason() {
            self.warn(&format!("{reason}: nothing was changed"));
            return;
        }
        if self.looking.is_some() && !self.look(self.history.last()) {
            return;
        }
        let edits = match way(&self.history, &self.set, self.history.last(), seq) {
            Ok(edits) => edits,
            Err(reason) => {
                self.warn(&format!("{reason}: nothing was changed"));
                return;
            }
        };
        let count = edits.len();
        if count == 0 {
            self.tell(&format!("the set is as it was after change {seq} already"));
            return;
        }
        let transaction = Transaction { summary: format!("return to {seq}"), edits };
        if self.commit(OperationKind::Do, transaction) {
            let records = if count == 1 { "record" } else { "records" };
            self.tell(&format!("returned to change {seq}: {count} {records} changed; u takes it back"));
            let set = &self.set;
            self.hand = self.hand.filter(|id| set.get(*id).is_some());
            self.last_tag = self.last_tag.filter(|id| set.get(*id).is_some());
        }
    }

    /// Returns where change `seq` was, if that is a place in the texts that are shown.
    fn place_of_change(&self, seq: u64) -> Option<(Id, Span)> {
        let (id, span) = place_of(&self.history.get(seq)?.transaction)?;
        let shown = self.document(span.doc());
        // What a change took away lies in the text before it.
        let texts = [seq, seq.saturating_sub(1)].map(|seq| self.text_after(seq, span.doc()));
        let is_shown = texts.iter().all(|text| text.is_some_and(|text| std::ptr::eq(text, shown)));
        (is_shown && shown.span(span.start()..span.end()).is_ok()).then_some((id, span))
    }

    fn go_to_change(&mut self, seq: u64) {
        let Some((id, span)) = self.place_of_change(seq) else { return };
        self.mark_place();
        self.take_in_hand(id, &span);
        if self.set.get(id).is_none() {
            self.hand = None;
            self.last_tag = None;
        }
    }
}
