//! History: the operations of a set in order, and what undo and redo do next.
//!
//! Undo and redo are operations themselves, with their edits written out: the journal can be replayed by
//! applying them in turn, and what can be undone is found by reading kinds alone.

use super::edit::Transaction;
use super::provenance::Timestamp;

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

/// What can be undone and redone, newest last.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<(u64, Transaction)>,
    undone: Vec<(u64, Transaction)>,
    last: u64,
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

    /// Enters `operation`, which has been applied.
    pub fn record(&mut self, operation: &Operation) {
        self.last = self.last.max(operation.seq);
        match operation.kind {
            OperationKind::Do => {
                self.done.push((operation.seq, operation.transaction.clone()));
                self.undone.clear();
            }
            OperationKind::Undo { of } => {
                if let Some(at) = self.done.iter().rposition(|(seq, _)| *seq == of) {
                    let entry = self.done.remove(at);
                    self.undone.push(entry);
                }
            }
            OperationKind::Redo { of } => {
                if let Some(at) = self.undone.iter().rposition(|(seq, _)| *seq == of) {
                    let entry = self.undone.remove(at);
                    self.done.push(entry);
                }
            }
        }
    }

    /// Puts the operations of earlier sessions, oldest first, before what this session did.
    pub fn prepend(&mut self, earlier: &[Operation]) {
        let mut past = History::default();
        for operation in earlier {
            past.record(operation);
        }
        past.done.append(&mut self.done);
        self.done = past.done;
        // A new operation of this session has dropped what an earlier one left to redo.
        if self.undone.is_empty() && self.last <= past.last {
            self.undone = past.undone;
        }
        self.last = self.last.max(past.last);
    }

    /// Returns the number and the transaction of what an undo would take back.
    #[must_use]
    pub fn to_undo(&self) -> Option<(u64, &Transaction)> {
        self.done.last().map(|(seq, transaction)| (*seq, transaction))
    }

    /// Returns the number and the transaction of what a redo would do again.
    #[must_use]
    pub fn to_redo(&self) -> Option<(u64, &Transaction)> {
        self.undone.last().map(|(seq, transaction)| (*seq, transaction))
    }

    /// Returns how many operations an undo could take back, one after the other.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.done.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(seq: u64, kind: OperationKind) -> Operation {
        let transaction = Transaction { summary: format!("number {seq}"), edits: Vec::new() };
        Operation { seq, at: Timestamp(0), by: "mk".to_owned(), kind, transaction }
    }

    #[test]
    fn undo_and_redo_move_one_operation_and_a_new_one_drops_the_redo() {
        let mut history = History::default();
        history.record(&operation(1, OperationKind::Do));
        history.record(&operation(2, OperationKind::Do));
        history.record(&operation(3, OperationKind::Undo { of: 2 }));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(1));
        assert_eq!(history.to_redo().map(|(seq, _)| seq), Some(2));
        history.record(&operation(4, OperationKind::Redo { of: 2 }));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(2));
        history.record(&operation(5, OperationKind::Undo { of: 2 }));
        history.record(&operation(6, OperationKind::Do));
        assert!(history.to_redo().is_none());
        assert_eq!((history.last(), history.depth()), (6, 2));
    }

    #[test]
    fn earlier_sessions_come_before_this_one() {
        let mut history = History::starting_after(2);
        history.record(&operation(3, OperationKind::Do));
        history.prepend(&[operation(1, OperationKind::Do), operation(2, OperationKind::Do)]);
        assert_eq!((history.last(), history.depth()), (3, 3));
        assert_eq!(history.to_undo().map(|(seq, _)| seq), Some(3));
    }
}
