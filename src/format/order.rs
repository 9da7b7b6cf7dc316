//! The order in which records are written: by document, first offset and id; the rest by id.

use crate::annotation::{
    Attribution, Code, Decision, DocumentInfo, Entity, Id, Link, Mention, Record, RecordKind, Set,
};
use crate::text::Span;

/// Where a record stands in a file: records with a place by document, first byte and id, after them the rest.
pub(super) type Key = (usize, usize, Id);

/// Returns the records of `kind` in the order in which files hold them, whatever the order they were made in.
#[must_use]
pub fn ordered(set: &Set, kind: RecordKind) -> Vec<&Record> {
    let mut keyed: Vec<(Key, &Record)> =
        set.records().filter(|record| record.kind() == kind).map(|record| (key(record), record)).collect();
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, record)| record).collect()
}

/// One kind of record, so that all of a kind can be asked for by its type.
pub(super) trait OfKind: Sized {
    /// Which kind it is.
    const KIND: RecordKind;
    /// Returns `record` as what it is, `None` if it is of another kind.
    fn of(record: &Record) -> Option<&Self>;
}

macro_rules! of_kind {
    ($($type:ident in $kind:ident),*) => {
        $(impl OfKind for $type {
            const KIND: RecordKind = RecordKind::$kind;
            fn of(record: &Record) -> Option<&Self> {
                if let Record::$kind(found) = record { Some(found) } else { None }
            }
        })*
    };
}

of_kind!(
    DocumentInfo in Document, Entity in Entity, Mention in Mention, Attribution in Attribution, Link in Link,
    Decision in Decision, Code in Code
);

/// Returns all records of one kind in the order in which files hold them.
pub(super) fn all<T: OfKind>(set: &Set) -> Vec<&T> {
    ordered(set, T::KIND).into_iter().filter_map(T::of).collect()
}

/// Returns where `record` stands among those of its kind.
pub(super) fn key(record: &Record) -> Key {
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
