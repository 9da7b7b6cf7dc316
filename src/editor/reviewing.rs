//! A rebase that is being decided, as the editor holds it: the rows of the review, and what stands behind a place being chosen.

use std::sync::Arc;

use super::motion::Places;
use super::pane::Pane;
use super::search::Search;
use crate::annotation::Transaction;
use crate::compare::Rebase;
use crate::text::{DocId, Document};

/// What is known of the text that an article has on the disk.
#[derive(Debug, Clone)]
pub(super) enum OnDisk {
    /// It was this text when it was read last.
    Text(Arc<Document>),
    /// It was a text with this SHA-256.
    Hash(String),
}

/// A rebase that a person is deciding.
#[derive(Debug, Clone)]
pub(super) struct Reviewing {
    /// What is decided so far.
    pub rebase: Rebase,
    /// The number of the last operation on the set that it was made for.
    pub based_on: u64,
    /// The row that keys act on.
    pub chosen: usize,
    /// Whether it stands behind a panel and comes back when that is closed.
    pub behind: bool,
    /// The place that is being chosen by hand.
    pub placing: Option<Placing>,
}

/// What stands behind the new text while a place is chosen in it.
#[derive(Debug, Clone)]
pub(super) struct Placing {
    /// What was applied to the set, to be taken back.
    pub preview: Transaction,
    pub document: Arc<Document>,
    pub pane: Pane,
    pub focus: DocId,
    pub search: Option<Search>,
    pub places: Places,
}
