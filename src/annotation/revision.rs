//! Revisions: the states that a set had after each of its operations, and the way from one to another.
//!
//! A revision goes by the number of the operation that made it; 0 is the set before the first one. The way is put
//! together record by record: whatever was done to a record in between, it is one edit.

use std::collections::BTreeMap;

use super::edit::Edit;
use super::history::History;
use super::id::Id;
use super::record::Record;
use super::set::Set;

/// Why there is no way from one revision to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoWay {
    /// The operations in between are not all known.
    #[error("the history begins after change {start}")]
    Unknown {
        /// The number of the operation after which it begins.
        start: u64,
    },
    /// A record is not as an operation left it.
    #[error("another program has changed what change {seq} left")]
    Broken {
        /// The number of that operation.
        seq: u64,
    },
}

/// Returns the edits that take `set` from revision `from`, which it is, to revision `to`, ordered by id. What other
/// programs did to records that no operation in between touched stays.
///
/// The work is proportional to the operations in between.
///
/// # Errors
///
/// When the way leads past what `history` knows, or the set was changed on it by something that is in no history.
pub fn way(history: &History, set: &Set, from: u64, to: u64) -> Result<Vec<Edit>, NoWay> {
    let (start, last) = (history.start(), history.last());
    if from.min(to) < start || from.max(to) > last {
        return Err(NoWay::Unknown { start });
    }
    let mut becomes: BTreeMap<Id, Option<&Record>> = BTreeMap::new();
    let mut step = |seq: u64, id: Id, found: Option<&Record>, left| {
        let now = becomes.entry(id).or_insert_with(|| set.get(id));
        if *now != found {
            return Err(NoWay::Broken { seq });
        }
        *now = left;
        Ok(())
    };
    for operation in history.between(to, from).iter().rev() {
        for edit in operation.transaction.edits.iter().rev() {
            step(operation.seq, edit.id, edit.after.as_ref(), edit.before.as_ref())?;
        }
    }
    for operation in history.between(from, to) {
        for edit in &operation.transaction.edits {
            step(operation.seq, edit.id, edit.before.as_ref(), edit.after.as_ref())?;
        }
    }
    let edit = |(id, after): (Id, Option<&Record>)| {
        let before = set.get(id);
        (before != after).then(|| Edit { id, before: before.cloned(), after: after.cloned() })
    };
    Ok(becomes.into_iter().filter_map(edit).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Entity, IdSource, Mention, Operation, OperationKind, Provenance, Timestamp, Transaction};
    use crate::text::{DocId, Document};

    /// A set with its history, and what it was after each operation.
    struct Life {
        document: Document,
        ids: IdSource,
        set: Set,
        history: History,
        states: Vec<Vec<Record>>,
    }

    impl Life {
        fn new() -> Self {
            let document = Document::new(DocId::A, "aides said Dostum had left Sheberghan ".repeat(9));
            let set = Set::new("s", "news", "mk");
            Life { document, ids: IdSource::new(1), set, history: History::default(), states: vec![Vec::new()] }
        }

        fn commit(&mut self, kind: OperationKind, transaction: Transaction) {
            self.set.apply(&transaction).expect("made for this state");
            let seq = self.history.last() + 1;
            let operation = Operation { seq, at: Timestamp(0), by: "mk".to_owned(), kind, transaction };
            self.history.record(Arc::new(operation));
            self.states.push(records(&self.set));
        }

        fn mention(&mut self, at: usize) -> Mention {
            let span = self.document.span(at * 3..at * 3 + 5).expect("inside the text");
            Mention::new(self.ids.next(|_| false), span, "person", Provenance::default())
        }

        /// Does something that `act` and `place` choose.
        fn step(&mut self, act: u8, place: usize) {
            let mut mentions: Vec<Mention> = self.set.mentions().cloned().collect();
            mentions.sort_by_key(|mention| mention.id);
            let one = mentions.get(place % mentions.len().max(1)).cloned();
            match (act, one) {
                (0 | 1, _) => {
                    let mention = Record::Mention(self.mention(place));
                    self.commit(OperationKind::Do, Transaction::of("tag", Edit::add(mention)));
                }
                (2, Some(before)) => {
                    let mut after = before.clone();
                    after.note.push('ş');
                    let edit = Edit::replace(Record::Mention(before), Record::Mention(after));
                    self.commit(OperationKind::Do, Transaction::of("note", edit));
                }
                (3, Some(before)) => {
                    let edit = Edit::remove(Record::Mention(before));
                    self.commit(OperationKind::Do, Transaction::of("remove", edit));
                }
                (4, Some(before)) => {
                    // A record and one that refers to it come together, and must go together.
                    let entity = entity(self.ids.next(|_| false));
                    let mut after = before.clone();
                    after.entity = Some(entity.id);
                    let naming = Edit::replace(Record::Mention(before), Record::Mention(after));
                    let edits = vec![naming, Edit::add(Record::Entity(entity))];
                    self.commit(OperationKind::Do, Transaction { summary: "name".to_owned(), edits });
                }
                (5, _) => {
                    let undo = self.history.to_undo().map(|(of, done)| (of, done.inverse()));
                    if let Some((of, undo)) = undo {
                        self.commit(OperationKind::Undo { of }, undo);
                    }
                }
                (6, _) => {
                    let redo = self.history.to_redo().map(|(of, undone)| (of, undone.clone()));
                    if let Some((of, redo)) = redo {
                        self.commit(OperationKind::Redo { of }, redo);
                    }
                }
                (7, _) => self.go_back(place as u64 % (self.history.last() + 1)),
                _ => {}
            }
        }

        fn go_back(&mut self, to: u64) {
            let edits = way(&self.history, &self.set, self.history.last(), to).expect("all is known");
            self.commit(OperationKind::Do, Transaction { summary: format!("return to {to}"), edits });
        }
    }

    fn entity(id: Id) -> Entity {
        Entity {
            id,
            label: "person".to_owned(),
            name: "Dostum".to_owned(),
            aliases: Vec::new(),
            outside_ids: Vec::new(),
            location: None,
            attributes: BTreeMap::new(),
            note: String::new(),
            provenance: Provenance::default(),
        }
    }

    fn records(set: &Set) -> Vec<Record> {
        let mut records: Vec<Record> = set.records().cloned().collect();
        records.sort_by_key(Record::id);
        records
    }

    proptest! {
        /// Every revision can be reached from every other, and a return is one operation that undo takes back.
        #[test]
        fn every_revision_leads_to_every_other(
            steps in prop::collection::vec((0..8u8, 0..60usize), 1..40),
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let mut life = Life::new();
            for (act, place) in steps {
                life.step(act, place);
            }
            let (from, to) = (from.index(life.states.len()), to.index(life.states.len()));
            let now = records(&life.set);
            life.go_back(from as u64);
            prop_assert_eq!(&records(&life.set), &life.states[from]);
            let there = way(&life.history, &life.set, from as u64, to as u64).expect("all is known");
            let edited: Vec<Id> = there.iter().map(|edit| edit.id).collect();
            prop_assert!(edited.is_sorted_by(|one, next| one < next), "a record is one edit: {:?}", edited);
            let mut other = life.set.clone();
            other.apply(&Transaction { summary: String::new(), edits: there }).expect("fits");
            prop_assert_eq!(&records(&other), &life.states[to]);
            life.step(5, 0);
            prop_assert_eq!(&records(&life.set), &now);
            life.step(6, 0);
            prop_assert_eq!(&records(&life.set), &life.states[from]);
            // A replay of the operations gives the same.
            let mut again = Set::new("s", "news", "mk");
            for operation in life.history.between(0, life.history.last()) {
                again.apply(&operation.transaction).expect("the operations follow one another");
            }
            prop_assert_eq!(records(&again), records(&life.set));
        }
    }

    #[test]
    fn a_record_changed_five_times_is_one_edit_and_one_that_came_and_went_is_none() {
        let mut life = Life::new();
        for act in [0, 2, 2, 2, 2, 2] {
            life.step(act, 0);
        }
        let edits = way(&life.history, &life.set, 6, 1).expect("all is known");
        let note = |record: &Option<Record>| match record {
            Some(Record::Mention(mention)) => Some(mention.note.clone()),
            _ => None,
        };
        let notes: Vec<_> = edits.iter().map(|edit| (note(&edit.before), note(&edit.after))).collect();
        assert_eq!(notes, [(Some("şşşşş".to_owned()), Some(String::new()))]);
        life.step(3, 0);
        assert_eq!(way(&life.history, &life.set, 7, 0), Ok(Vec::new()));
        assert_eq!(way(&life.history, &life.set, 7, 7), Ok(Vec::new()));
    }

    #[test]
    fn what_another_program_did_in_between_is_no_way() {
        let mut life = Life::new();
        for act in [0, 2, 0] {
            life.step(act, 0);
        }
        let mut mention = life.set.mentions().find(|mention| !mention.note.is_empty()).expect("one").clone();
        let before = Record::Mention(mention.clone());
        mention.note = "theirs".to_owned();
        let theirs = Transaction::of("", Edit::replace(before, Record::Mention(mention)));
        life.set.apply(&theirs).expect("fits");
        assert_eq!(way(&life.history, &life.set, 3, 0), Err(NoWay::Broken { seq: 2 }));
        assert_eq!(way(&life.history, &life.set, 3, 2).map(|edits| edits.len()), Ok(1));
        assert_eq!(way(&life.history, &life.set, 3, 4), Err(NoWay::Unknown { start: 0 }));
        let later = History::starting_after(3);
        assert_eq!(way(&later, &life.set, 3, 2), Err(NoWay::Unknown { start: 3 }));
    }
}
