//! History: the operations of a set in order, and what undo and redo do next.
//!
//! Undo and redo are operations themselves, with their edits written out: the journal can be replayed by
//! applying them in turn, and what can be undone is found by reading kinds alone.

use std::sync::Arc;

use super::edit::{Swap, Transaction};
use super::provenance::Timestamp;
use crate::text::DocId;

/// What an operation is to the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// Something new.
    Do,
    /// Takes back operation number `of`.
    Undo {
        /// The number of the operation taken back.
        of: u64,
    },
    /// Does operation number `of` again.
    Redo {
        /// The number of the operation done again.
        of: u64,
    },
}

/// One operation on a set: a transaction with its number, time and author.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Its number, counted from 1 over the life of the set.
    pub seq: u64,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What it is to the ones before it.
    pub kind: OperationKind,
    /// The edits it made, for an undo already turned round.
    pub transaction: Transaction,
}

impl Operation {
    /// Returns what it did, in a few words: `tag “Dostum” Person`, `undo 42: tag “Dostum” Person`.
    #[must_use]
    pub fn words(&self) -> String {
        let summary = &self.transaction.summary;
        match self.kind {
            OperationKind::Do if summary.is_empty() => "a change without a name".to_owned(),
            OperationKind::Do => summary.clone(),
            OperationKind::Undo { of } => format!("undo {of}: {summary}"),
            OperationKind::Redo { of } => format!("redo {of}: {summary}"),
        }
    }
}

/// The operations known, and what can be undone and redone. An operation is held once, whoever else has it.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// Oldest first, without a gap.
    operations: Vec<Arc<Operation>>,
    /// The numbers of those that stand, newest last.
    done: Vec<u64>,
    /// The numbers of those that a redo would do again, the next one last.
    undone: Vec<u64>,
    last: u64,
    /// The exchanges of texts among the operations, each with the number of its operation.
    swaps: Vec<(u64, Swap)>,
}

impl History {
    /// Returns an empty history after which operation `last + 1` comes.
    #[must_use]
    pub fn starting_after(last: u64) -> Self {
        History { last, ..History::default() }
    }

    /// Returns the number of the newest operation, 0 if there was none.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Returns the number of the operation after which the operations known begin: 0 if all are known.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.operations.first().map_or(self.last, |first| first.seq.saturating_sub(1))
    }

    /// Returns operation number `seq`, if it is known.
    #[must_use]
    pub fn get(&self, seq: u64) -> Option<&Arc<Operation>> {
        let at = self.operations.binary_search_by_key(&seq, |operation| operation.seq).ok()?;
        self.operations.get(at)
    }

    /// Returns the operations after number `from` up to number `to`, oldest first.
    #[must_use]
    pub fn between(&self, from: u64, to: u64) -> &[Arc<Operation>] {
        let at = |seq| self.operations.partition_point(|operation| operation.seq <= seq);
        self.operations.get(at(from)..at(to)).unwrap_or(&[])
    }

    /// Returns the SHA-256 of the text that `doc` had after operation `seq`, `None` if no operation known exchanged it.
    #[must_use]
    pub fn text_after(&self, seq: u64, doc: DocId) -> Option<&str> {
        let mut own = self.swaps.iter().filter(|(_, swap)| swap.doc == doc);
        let before = own.clone().rev().find(|(at, _)| *at <= seq);
        before.map(|(_, swap)| swap.after.as_str()).or_else(|| own.next().map(|(_, swap)| swap.before.as_str()))
    }

    /// Returns whether operation number `seq` was taken back and not done again.
    #[must_use]
    pub fn is_undone(&self, seq: u64) -> bool {
        self.get(seq).is_some_and(|operation| operation.kind == OperationKind::Do)
            && self.done.binary_search(&seq).is_err()
    }

    /// Enters `operation`, which has been applied.
    pub fn record(&mut self, operation: Arc<Operation>) {
        self.last = self.last.max(operation.seq);
        match operation.kind {
            OperationKind::Do => {
                self.done.push(operation.seq);
                self.undone.clear();
            }
            OperationKind::Undo { of } => pass(of, &mut self.done, &mut self.undone),
            OperationKind::Redo { of } => pass(of, &mut self.undone, &mut self.done),
        }
        self.swaps.extend(operation.transaction.swaps().into_iter().map(|swap| (operation.seq, swap)));
        self.operations.push(operation);
    }

    /// Puts the operations of earlier sessions, oldest first, before what this session did.
    pub fn prepend(&mut self, earlier: Vec<Operation>) {
        let mut whole = History::default();
        for operation in earlier.into_iter().map(Arc::new).chain(std::mem::take(&mut self.operations)) {
            whole.record(operation);
        }
        whole.last = whole.last.max(self.last);
        *self = whole;
    }

    /// Returns the number and the transaction of what an undo would take back.
    #[must_use]
    pub fn to_undo(&self) -> Option<(u64, &Transaction)> {
        self.done.last().and_then(|&seq| Some((seq, &self.get(seq)?.transaction)))
    }

    /// Returns the number and the transaction of what a redo would do again.
    #[must_use]
    pub fn to_redo(&self) -> Option<(u64, &Transaction)> {
        self.undone.last().and_then(|&seq| Some((seq, &self.get(seq)?.transaction)))
    }

    /// Returns how many operations an undo could take back, one after the other.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.done.len()
    }
}

/// Moves number `of` from one list to the end of the other.
fn pass(of: u64, from: &mut Vec<u64>, to: &mut Vec<u64>) {
    if let Some(at) = from.iter().rposition(|seq| *seq == of) {
        from.remove(at);
        to.push(of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{DocumentInfo, Edit, Id, Record};

    fn operation(seq: u64, kind: OperationKind) -> Arc<Operation> {
        let transaction = Transaction { summary: format!("number {seq}"), edits: Vec::new() };
        Arc::new(Operation { seq, at: Timestamp(0), by: "mk".to_owned(), kind, transaction })
    }

    #[test]
    fn undo_and_redo_move_one_operation_and_a_new_one_drops_the_redo() {
        let mut history = History::default();
        history.record(operation(1, OperationKind::Do));
        history.record(operation(2, OperationKind::Do));
        history.record(operation(3, OperationKind::Undo { of: 2 }));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(1));
        assert_eq!(history.to_redo().map(|(seq, _)| seq), Some(2));
        history.record(operation(4, OperationKind::Redo { of: 2 }));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(2));
        history.record(operation(5, OperationKind::Undo { of: 2 }));
        history.record(operation(6, OperationKind::Do));
        assert!(history.to_redo().is_none());
        assert_eq!((history.last(), history.depth()), (6, 2));
    }

    #[test]
    fn earlier_sessions_come_before_this_one() {
        let mut history = History::starting_after(2);
        history.record(operation(3, OperationKind::Do));
        assert_eq!((history.start(), history.get(2)), (2, None));
        history.prepend(vec![
            Arc::unwrap_or_clone(operation(1, OperationKind::Do)),
            Arc::unwrap_or_clone(operation(2, OperationKind::Do)),
        ]);
        assert_eq!((history.start(), history.last(), history.depth()), (0, 3, 3));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(3));
        assert_eq!(history.between(1, 3).iter().map(|operation| operation.seq).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn what_an_earlier_session_left_undone_is_known_and_can_be_done_again() {
        let mut history = History::starting_after(3);
        let undo = operation(3, OperationKind::Undo { of: 2 });
        let earlier = [operation(1, OperationKind::Do), operation(2, OperationKind::Do), undo];
        history.prepend(earlier.map(Arc::unwrap_or_clone).into());
        assert_eq!([1, 2, 3, 4].map(|seq| history.is_undone(seq)), [false, true, false, false]);
        assert_eq!(history.to_redo().map(|(seq, _)| seq), Some(2));
        history.record(operation(4, OperationKind::Redo { of: 2 }));
        assert!(!history.is_undone(2));
    }

    #[test]
    fn the_text_of_each_point_is_known_by_what_exchanged_it() {
        let mut history = History::starting_after(1);
        let exchange = |seq, before: &str, after: &str| {
            let none = String::new;
            let record = |hash: &str| {
                Some(Record::Document(DocumentInfo {
                    doc: DocId::B,
                    file: none(),
                    title: none(),
                    outlet: none(),
                    date: none(),
                    language: none(),
                    source: none(),
                    encoding: none(),
                    characters: 0,
                    sha256: hash.to_owned(),
                }))
            };
            let edit = Edit { id: Id::B, before: record(before), after: record(after) };
            let transaction = Transaction::of("rebase", edit);
            Arc::new(Operation { transaction, ..Arc::unwrap_or_clone(operation(seq, OperationKind::Do)) })
        };
        history.record(operation(2, OperationKind::Do));
        assert_eq!(history.text_after(2, DocId::B), None);
        history.record(exchange(3, "one", "two"));
        history.record(operation(4, OperationKind::Do));
        history.record(exchange(5, "two", "three"));
        let texts = [1, 2, 3, 4, 5, 9].map(|seq| history.text_after(seq, DocId::B));
        assert_eq!(texts, ["one", "one", "two", "two", "three", "three"].map(Some));
        assert_eq!(history.text_after(3, DocId::A), None);
    }
}
