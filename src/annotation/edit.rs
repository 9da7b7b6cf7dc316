//! Edits: what a change found and what it leaves. A transaction is applied whole or refused with a reason.

use super::id::Id;
use super::record::Record;
use crate::text::DocId;

/// One record before and after a change; `None` where it is not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The record's id.
    pub id: Id,
    /// The record as it was, `None` if it is new.
    pub before: Option<Record>,
    /// The record as it becomes, `None` if it goes.
    pub after: Option<Record>,
}

impl Edit {
    /// Returns the edit that adds `record`.
    #[must_use]
    pub fn add(record: Record) -> Self {
        Edit { id: record.id(), before: None, after: Some(record) }
    }

    /// Returns the edit that removes `record`.
    #[must_use]
    pub fn remove(record: Record) -> Self {
        Edit { id: record.id(), before: Some(record), after: None }
    }

    /// Returns the edit that puts `after` in the place of `before`; both must have one id.
    #[must_use]
    pub fn replace(before: Record, after: Record) -> Self {
        debug_assert_eq!(before.id(), after.id());
        Edit { id: before.id(), before: Some(before), after: Some(after) }
    }

    /// Returns the edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Edit { id: self.id, before: self.after.clone(), after: self.before.clone() }
    }
}

/// Edits that belong together, with the words that name them in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// What was done, in a few words: `tag “Dostum” person`.
    pub summary: String,
    /// The edits, applied in this order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// Returns the transaction of one edit.
    #[must_use]
    pub fn of(summary: impl Into<String>, edit: Edit) -> Self {
        Transaction { summary: summary.into(), edits: vec![edit] }
    }

    /// Returns the transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Transaction { summary: self.summary.clone(), edits: self.edits.iter().rev().map(Edit::inverse).collect() }
    }

    /// Returns the transaction that does this and then `next`, under the name of `next`; what both change is changed once.
    #[must_use]
    pub fn then(mut self, next: Transaction) -> Self {
        for edit in next.edits {
            match self.edits.iter_mut().find(|known| known.id == edit.id) {
                Some(known) => known.after = edit.after,
                None => self.edits.push(edit),
            }
        }
        self.edits.retain(|edit| edit.before != edit.after);
        Transaction { summary: next.summary, edits: self.edits }
    }

    /// Returns the documents whose text it exchanges: spans in its `before` lie in the old one, spans in its `after` in the
    /// new one.
    #[must_use]
    pub fn swaps(&self) -> Vec<Swap> {
        Swap::all(self.edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
            (Some(Record::Document(before)), Some(Record::Document(after))) => {
                Some((before.doc, before.sha256.as_str(), after.sha256.as_str()))
            }
            _ => None,
        }))
    }
}

/// What a transaction makes of the text of a document: it stood on one text, and stands on another one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The document.
    pub doc: DocId,
    /// The SHA-256 of the text before.
    pub before: String,
    /// The SHA-256 of the text after.
    pub after: String,
}

impl Swap {
    /// Returns the swaps that documents with these fingerprints before and after come to; one that is empty or stays the
    /// same is none.
    #[must_use]
    pub fn all<'e>(edits: impl IntoIterator<Item = (DocId, &'e str, &'e str)>) -> Vec<Swap> {
        let mut swaps: Vec<Swap> = Vec::new();
        for (doc, before, after) in edits {
            match swaps.iter_mut().find(|swap| swap.doc == doc) {
                Some(swap) => after.clone_into(&mut swap.after),
                None => swaps.push(Swap { doc, before: before.to_owned(), after: after.to_owned() }),
            }
        }
        swaps.retain(|swap| !swap.before.is_empty() && !swap.after.is_empty() && swap.before != swap.after);
        swaps
    }
}

/// Why a transaction was refused; the set is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The record is not what the edit says it was.
    #[error("record {id} has changed since this was prepared")]
    Stale {
        /// The record.
        id: Id,
    },
    /// The edit's id and that of its record differ.
    #[error("an edit of record {id} holds a record of another id")]
    WrongId {
        /// The id of the edit.
        id: Id,
    },
    /// Others refer to a record that would go.
    #[error("record {id} cannot go: {by} refers to it")]
    Referred {
        /// The record that would go.
        id: Id,
        /// One that refers to it.
        by: Id,
    },
    /// A record refers to one that is not there.
    #[error("record {by} refers to {id}, which is not in the set")]
    Dangling {
        /// The record that is missing.
        id: Id,
        /// The one that refers to it.
        by: Id,
    },
    /// An attribution without any part, a link of fewer than two members and the like.
    #[error("record {id} is not whole: {reason}")]
    Incomplete {
        /// The record.
        id: Id,
        /// What it lacks.
        reason: &'static str,
    },
}
