//! What is done to an entity in their list: confirmed, merged, split, dissolved, each as one transaction.

use super::Editor;
use crate::annotation::entities::{Joined, changed, confirm, merge, named, split};
use crate::annotation::names::{folded_name, one_line};
use crate::annotation::{Entity, Id, OperationKind, Set, Transaction, Who, counted};
use crate::editor::removal::removal;

impl Editor {
    /// Returns the transaction that makes an entity of `row` if it is none yet, and the entity's id.
    fn stored(&mut self, row: &Joined) -> (Option<Transaction>, Id) {
        if let Some(entity) = row.entity {
            return (None, entity);
        }
        let id = self.new_id();
        (Some(confirm(&self.set, row, id, &self.provenance())), id)
    }

    /// Does what `last` makes of the set that `steps` lead to, all as one transaction under the name of the last one;
    /// `false` if it comes to nothing or is refused.
    pub(in crate::editor) fn commit_after(
        &mut self,
        steps: impl IntoIterator<Item = Transaction>,
        last: impl FnOnce(&Set) -> Option<Transaction>,
    ) -> bool {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing was changed"));
            return false;
        }
        let mut whole = Transaction { summary: String::new(), edits: Vec::new() };
        let mut done: Vec<Transaction> = Vec::new();
        for step in steps {
            if self.set.apply(&step).is_err() {
                break;
            }
            done.push(step.clone());
            whole = whole.then(step);
        }
        let last = last(&self.set);
        for step in done.iter().rev() {
            self.set.apply(&step.inverse()).expect("it was applied, and nothing has been since");
        }
        let Some(last) = last else { return false };
        let whole = whole.then(last);
        !whole.edits.is_empty() && self.commit(OperationKind::Do, whole)
    }

    /// Takes by a person's word what the chosen row joins, and goes on to the next one to confirm.
    pub(super) fn confirm_entity(&mut self) {
        let Some(row) = self.chosen_row() else { return };
        if !row.is_open() {
            if let Some(at) = self.next_to_confirm(None) {
                return self.choose_at(at);
            }
            let open = self.entities.as_ref().map_or(0, |entities| entities.open);
            let others = if open == 0 { "all others" } else { "all others that are shown" };
            return self.tell(&format!("“{}” is confirmed, and so are {others}", row.name));
        }
        let id = self.new_id();
        let transaction = confirm(&self.set, &row, id, &self.provenance());
        if !self.commit(OperationKind::Do, transaction) {
            return;
        }
        // The next one is looked for in the order that the person sees, before the rows are sorted anew.
        let next = self.next_to_confirm(None).and_then(|at| self.who_at(at));
        self.choose_who(&next.unwrap_or(Who::Entity(row.entity.unwrap_or(id))));
        let open = self.entities.as_ref().map_or(0, |entities| entities.open);
        let rest = if open == 0 { "none is left to confirm".to_owned() } else { format!("{open} to confirm") };
        self.tell(&format!("“{}” is one entity with {}; {rest}", row.name, mentions(row.counts)));
    }

    /// Returns the next row shown after the chosen one that a person has still to confirm, round to the first; `but` not
    /// this one.
    fn next_to_confirm(&self, but: Option<&Who>) -> Option<usize> {
        let entities = self.entities.as_ref()?;
        let is_open = |row: &Joined| row.is_open() && but != Some(&row.who());
        entities.list.round().find(|at| entities.rows.get(*at).is_some_and(is_open))
    }

    fn who_at(&self, at: usize) -> Option<Who> {
        Some(self.entities.as_ref()?.rows.get(at)?.who())
    }

    fn choose_at(&mut self, at: usize) {
        if let Some(entities) = &mut self.entities {
            entities.list.choose(at);
        }
    }

    /// Lets all that is said of `gone` be said of `kept`.
    pub(in crate::editor) fn merge_rows(&mut self, gone: &Joined, kept: &Joined) {
        let (first, from) = self.stored(gone);
        let (second, into) = self.stored(kept);
        let by = self.provenance();
        if self.commit_after(first.into_iter().chain(second), |set| merge(set, into, from, &by)) {
            // Whoever goes through what is to be confirmed goes on.
            let next = self.next_to_confirm(Some(&kept.who())).filter(|_| gone.is_open());
            let next = next.and_then(|at| self.who_at(at));
            self.choose_who(&next.unwrap_or(Who::Entity(into)));
            self.tell(&format!("“{}” is “{}” now", gone.name, kept.name));
        }
    }

    /// Makes an entity of its own of the mentions of `row` that have just the words `name`.
    pub(in crate::editor) fn split_name(&mut self, row: &Joined, name: &str) {
        let words = |id: &Id| {
            self.set.mention(*id).is_some_and(|one| self.document(one.span.doc()).covered_span(&one.span) == name)
        };
        let out: Vec<Id> = row.mentions().filter(words).collect();
        let id = self.new_id();
        let by = self.provenance();
        let name = one_line(name);
        let entity = named(id, &row.label, &name, &by);
        // What the entity keeps of this name would draw the mentions back. It is called by what is most written of it then.
        let folded = folded_name(&name);
        let others = row.names.iter().map(|seen| one_line(&seen.name));
        let called = others.into_iter().find(|other| folded_name(other) != folded);
        let mut now = row.name.clone();
        let kept = row.entity.and_then(|kept| {
            changed(&self.set, kept, "", &by, |after| {
                after.aliases.retain(|alias| folded_name(alias) != folded);
                if let Some(called) = called.filter(|_| folded_name(&after.name) == folded) {
                    after.aliases.retain(|alias| folded_name(alias) != folded_name(&called));
                    after.name = called;
                }
                now.clone_from(&after.name);
            })
        });
        if self.commit_after(kept, |set| Some(split(set, &out, entity, &by))) {
            self.choose_who(&Who::Entity(id));
            let mentions = counted(out.len(), "mention");
            let rest = if now == row.name { String::new() } else { format!("; the other is “{now}” now") };
            self.tell(&format!("“{name}” is on its own with {mentions}{rest}"));
        }
    }

    /// Takes an entity out of the set; its mentions are joined by their names alone again.
    pub(super) fn dissolve_entity(&mut self) {
        let Some(row) = self.chosen_row() else { return };
        let Some(id) = row.entity else {
            return self.tell(&format!("“{}” is joined by name only: there is nothing to dissolve", row.name));
        };
        let words = format!("“{}”", row.name);
        let removal = match removal(&self.set, id, format!("dissolve {words}")) {
            Ok(removal) => removal,
            Err(by) => return self.tell_needed(&words, by),
        };
        let hanging = removal.words();
        if self.commit(OperationKind::Do, removal.transaction) {
            self.renew_entities();
            self.tell(&format!("{words} is no entity any more{hanging}   u undo"));
        }
    }

    /// Changes the entity of `row`, which becomes one if it is none yet; `false` if nothing changes, then nothing is
    /// confirmed by it either, or if it is refused.
    pub(in crate::editor) fn change_entity(
        &mut self,
        row: &Joined,
        summary: &str,
        change: impl FnOnce(&mut Entity),
    ) -> bool {
        let (first, id) = self.stored(row);
        let by = self.provenance();
        let done = self.commit_after(first, |set| changed(set, id, summary, &by, change));
        if done {
            self.choose_who(&Who::Entity(id));
        }
        done
    }
}

/// Returns the words for so many mentions in the left and the right article.
pub(in crate::editor) fn mentions([a, b]: [usize; 2]) -> String {
    format!("{} (A {a}, B {b})", counted(a + b, "mention"))
}
