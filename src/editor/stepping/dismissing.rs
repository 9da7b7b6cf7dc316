//! Dismissing: this place, or this string in both articles, is not to be tagged; remembered in the set.

use super::Stop;
use crate::annotation::{Decision, DecisionOn, Edit, OperationKind, Record, Transaction};
use crate::editor::Editor;
use crate::text::Span;

impl Editor {
    /// Remembers that the place of `stop` is not to be tagged, and steps on if a step led there.
    pub(in crate::editor) fn dismiss(&mut self, stop: &Stop) {
        let Ok(span) = self.document(stop.doc).span(stop.bytes.clone()) else { return };
        let words = self.quoted(&span);
        if self.dismissed(DecisionOn::NotHere(span), format!("not here: {words}")) {
            self.tell(&format!("{words} is nothing here   u undo"));
            self.decided(None);
        }
    }

    /// Remembers that the selected string is not to be tagged anywhere in the pair.
    pub(in crate::editor) fn refuse_string(&mut self) {
        let Some(string) = self.selected_text().map(str::to_owned) else { return };
        if self.exact_mention().is_some() {
            self.tell("this is a tag: x removes it, X is for words that are to have none");
            return;
        }
        let words = self.document(self.focus).span(self.selection()).map(|span| self.quoted(&span)).unwrap_or_default();
        if self.strings.is_refused(&string) {
            self.tell(&format!("{words} is nothing already"));
            self.decided_before(None);
            return;
        }
        if self.dismissed(DecisionOn::NotThis(string), format!("not this: {words}")) {
            self.tell(&format!("{words} is nothing in both articles   u undo"));
            self.decided(None);
        }
    }

    /// Returns the edit by which the place `span` is not to be tagged; none where it has several pieces.
    pub(in crate::editor) fn dismissal(&mut self, span: Span) -> Option<Edit> {
        if span.fragments().len() > 1 {
            return None;
        }
        let on = DecisionOn::NotHere(span);
        let decision = Decision { id: self.new_id(), on, label: None, provenance: self.provenance() };
        Some(Edit::add(Record::Decision(decision)))
    }

    fn dismissed(&mut self, on: DecisionOn, summary: String) -> bool {
        let decision = Decision { id: self.new_id(), on, label: None, provenance: self.provenance() };
        self.commit(OperationKind::Do, Transaction::of(summary, Edit::add(Record::Decision(decision))))
    }

    /// Returns the edits that take back that `span` was dismissed.
    pub(in crate::editor) fn taken_back(&self, span: &Span) -> Vec<Edit> {
        let here = self.set.touching(span.doc(), &(span.start()..span.end())).into_iter();
        here.filter(
            |record| matches!(record, Record::Decision(Decision { on: DecisionOn::NotHere(of), .. }) if of == span),
        )
        .map(|record| Edit::remove(record.clone()))
        .collect()
    }
}
