//! The order in which records are written: by document, first offset and id; the rest by id.

use crate::annotation::{Id, Record, RecordKind, Set};
use crate::text::Span;

/// Where a record stands in a file: records with a place by document, first byte and id, after them the rest.
type Key = (usize, usize, Id);

/// Returns the records of `kind` in the order in which files hold them, whatever the order they were made in.
#[must_use]
pub fn ordered(set: &Set, kind: RecordKind) -> Vec<&Record> {
    let mut keyed: Vec<(Key, &Record)> =
        set.records().filter(|record| record.kind() == kind).map(|record| (key(record), record)).collect();
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, record)| record).collect()
}

fn key(record: &Record) -> Key {
    let last = usize::MAX;
    let id = record.id();
    match record {
        Record::Attribution(attribution) => {
            let start = attribution.spans().map(Span::start).min();
            (attribution.doc.index(), start.unwrap_or(last), id)
        }
        // A link may lie in both documents, so that it has no first place.
        Record::Link(_) => (last, last, id),
        _ => match record.spans().first() {
            Some(span) => (span.doc().index(), span.start(), id),
            None => (last, last, id),
        },
    }
}
