//! Where records lie: which of them touch a stretch of a document, asked at every drawing.

use std::collections::HashMap;
use std::ops::Range;

use super::id::Id;
use crate::text::{DocId, Span};

/// How many bytes of text one bucket covers, as a power of two: 2 KiB, about a screen of text.
const BUCKET_BITS: usize = 11;

/// The records of a set by the bucket of text that they touch.
///
/// A question costs the buckets it spans and the records in them, never the set. A long span stands in each
/// of its buckets.
#[derive(Debug, Clone, Default)]
pub struct PositionIndex {
    buckets: HashMap<(DocId, usize), Vec<Id>>,
}

impl PositionIndex {
    /// Enters record `id`, which covers `span`; the spans of one record enter one after the other.
    pub fn insert(&mut self, id: Id, span: &Span) {
        for bucket in buckets_of(span) {
            let ids = self.buckets.entry((span.doc(), bucket)).or_default();
            // So that a record that is already in the bucket stands last, and entering costs the same in a full one.
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }

    /// Takes record `id`, which covered `span`, out again.
    pub fn remove(&mut self, id: Id, span: &Span) {
        for bucket in buckets_of(span) {
            if let Some(ids) = self.buckets.get_mut(&(span.doc(), bucket)) {
                ids.retain(|&other| other != id);
                if ids.is_empty() {
                    self.buckets.remove(&(span.doc(), bucket));
                }
            }
        }
    }

    /// Returns the ids of records that may touch `bytes` of `doc`, each once, in no order; the caller looks closer.
    #[must_use]
    pub fn near(&self, doc: DocId, bytes: &Range<usize>) -> Vec<Id> {
        let last = bytes.end.max(bytes.start + 1) - 1;
        let mut ids: Vec<Id> = (bytes.start >> BUCKET_BITS..=last >> BUCKET_BITS)
            .filter_map(|bucket| self.buckets.get(&(doc, bucket)))
            .flatten()
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Returns the bytes of the bucket that `byte` lies in.
    #[must_use]
    pub fn stretch_of(byte: usize) -> Range<usize> {
        let bucket = byte >> BUCKET_BITS;
        bucket << BUCKET_BITS..(bucket + 1) << BUCKET_BITS
    }

    /// Returns the first bucket after that of `byte` (before it, if `back`) in which a record stands, as the range of bytes it
    /// covers. `length` is the length of the document in bytes.
    #[must_use]
    pub fn next_stretch(&self, doc: DocId, byte: usize, back: bool, length: usize) -> Option<Range<usize>> {
        let here = byte >> BUCKET_BITS;
        let holds = |bucket: &usize| self.buckets.contains_key(&(doc, *bucket));
        let found = if back { (0..here).rev().find(holds) } else { (here + 1..=length >> BUCKET_BITS).find(holds) }?;
        Some(found << BUCKET_BITS..(found + 1) << BUCKET_BITS)
    }
}

fn buckets_of(span: &Span) -> impl Iterator<Item = usize> + '_ {
    span.fragments().iter().flat_map(|fragment| fragment.start() >> BUCKET_BITS..=(fragment.end() - 1) >> BUCKET_BITS)
}
