//! The annotation set: all records of one annotator on one pair, changed by transactions alone.

use std::collections::HashMap;
use std::ops::Range;

use super::attribution::Attribution;
use super::edit::{Edit, EditError, Transaction};
use super::id::Id;
use super::index::PositionIndex;
use super::record::{Decision, DocumentInfo, Entity, Link, Mention, Record, RecordKind};
use super::records::{Press, Records};
use super::rules::{next, no_circles, refers_well, whole};
use crate::text::DocId;

/// All annotations of one annotator on one pair of documents.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// The set's name, `sheberghan-2021`.
    pub name: String,
    /// The name of the schema it was made with.
    pub schema: String,
    /// The annotator's short name.
    pub annotator: String,
    records: Records,
    places: PositionIndex,
    /// For each record, those that refer to it.
    referrers: HashMap<Id, Referrers>,
    counts: [usize; 7],
}

/// The ids of those who refer to a record: mostly one, which takes no memory of its own.
#[derive(Debug, Clone)]
enum Referrers {
    One([Id; 1]),
    Several(Box<Several>),
}

/// In a box, so that one referrer takes half the memory.
#[derive(Debug, Clone)]
struct Several(Vec<Id>);

impl Referrers {
    fn ids(&self) -> &[Id] {
        match self {
            Referrers::One(id) => id,
            Referrers::Several(several) => &several.0,
        }
    }

    /// Adds `id`. All references of one record enter together, so that one already there stands last.
    fn add(&mut self, id: Id) {
        match self {
            Referrers::One([first]) if *first == id => {}
            Referrers::One([first]) => *self = Referrers::Several(Box::new(Several(vec![*first, id]))),
            Referrers::Several(several) if several.0.last() == Some(&id) => {}
            Referrers::Several(several) => several.0.push(id),
        }
    }

    /// Takes `id` out, and returns whether none is left.
    fn remove(&mut self, id: Id) -> bool {
        match self {
            Referrers::One([only]) => *only == id,
            Referrers::Several(several) => {
                several.0.retain(|&other| other != id);
                several.0.is_empty()
            }
        }
    }
}

impl Set {
    /// Returns an empty set.
    #[must_use]
    pub fn new(name: &str, schema: &str, annotator: &str) -> Self {
        Set { name: name.to_owned(), schema: schema.to_owned(), annotator: annotator.to_owned(), ..Set::default() }
    }

    /// Makes room for about `count` records.
    pub(super) fn make_room(&mut self, count: usize) {
        self.records.reserve(count);
    }

    /// Returns the record with `id`.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Record> {
        self.records.get(id)
    }

    /// Returns the mention with `id`.
    #[must_use]
    pub fn mention(&self, id: Id) -> Option<&Mention> {
        match self.get(id) {
            Some(Record::Mention(mention)) => Some(mention),
            _ => None,
        }
    }

    /// Returns what the set knows of document `doc`.
    #[must_use]
    pub fn document(&self, doc: DocId) -> Option<&DocumentInfo> {
        match self.get(doc.into()) {
            Some(Record::Document(document)) => Some(document),
            _ => None,
        }
    }

    /// Returns the kind of the record with `id`.
    #[must_use]
    pub fn kind(&self, id: Id) -> Option<RecordKind> {
        self.records.kind(id)
    }

    /// Returns how many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Returns whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns all records, in no order. What was looked at stays in memory in full; [`Set::visit`] goes through a large
    /// set without that.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }

    /// Shows every record to `see`, in no order.
    pub fn visit(&self, see: impl FnMut(&Record)) {
        self.records.visit(see);
    }

    /// Gives `ask` the record with `id`, if it is there, and returns the answer.
    pub(super) fn with<T>(&self, id: Id, ask: impl FnOnce(&Record) -> T) -> Option<T> {
        self.records.with(id, ask)
    }

    /// Returns all mentions, in no order.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.records.of(RecordKind::Mention).filter_map(|record| match record {
            Record::Mention(mention) => Some(mention),
            _ => None,
        })
    }

    /// Returns all entities, in no order.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.records.of(RecordKind::Entity).filter_map(|record| match record {
            Record::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    /// Returns all decisions, in no order.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.records.of(RecordKind::Decision).filter_map(|record| match record {
            Record::Decision(decision) => Some(decision),
            _ => None,
        })
    }

    /// Returns all attributions, in no order.
    pub fn attributions(&self) -> impl Iterator<Item = &Attribution> {
        self.records.of(RecordKind::Attribution).filter_map(|record| match record {
            Record::Attribution(attribution) => Some(attribution),
            _ => None,
        })
    }

    /// Returns all links, in no order.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.records.of(RecordKind::Link).filter_map(|record| match record {
            Record::Link(link) => Some(link),
            _ => None,
        })
    }

    /// Returns how many records of `kind` there are.
    #[must_use]
    pub fn count(&self, kind: RecordKind) -> usize {
        self.counts[kind as usize]
    }

    /// Returns the records with a fragment that shares a byte with `bytes` of `doc`, ordered by their first byte, the
    /// longer before the shorter, then by id. The work is proportional to what lies near `bytes`.
    #[must_use]
    pub fn touching(&self, doc: DocId, bytes: &Range<usize>) -> Vec<&Record> {
        let mut found: Vec<(usize, std::cmp::Reverse<usize>, Id, &Record)> = Vec::new();
        for id in self.places.near(doc, bytes) {
            let Some(record) = self.records.get(id) else { continue };
            let spans = record.spans();
            let here = spans.iter().filter(|span| span.doc() == doc);
            if !here.clone().any(|span| span.touches(bytes)) {
                continue;
            }
            let start = here.clone().map(|span| span.start()).min().unwrap_or(0);
            let end = here.map(|span| span.end()).max().unwrap_or(0);
            found.push((start, std::cmp::Reverse(end), id, record));
        }
        found.sort_unstable_by_key(|(start, end, id, _)| (*start, *end, *id));
        found.into_iter().map(|(.., record)| record).collect()
    }

    /// Returns the attributions that the record with `id` leads to, as [`next`] does.
    pub(super) fn next(&self, id: Id) -> [Option<Id>; 2] {
        self.with(id, next).unwrap_or_default()
    }

    /// Returns the nearest stretch of text after `byte` of `doc` (before it, if `back`) near which records stand, in
    /// bytes, past the stretch that `byte` itself lies in. `length` is the length of the document in bytes.
    #[must_use]
    pub fn next_stretch(&self, doc: DocId, byte: usize, back: bool, length: usize) -> Option<Range<usize>> {
        self.places.next_stretch(doc, byte, back, length)
    }

    /// Returns the stretch of text, in bytes, that [`Set::next_stretch`] takes `byte` to lie in.
    #[must_use]
    pub fn stretch_of(byte: usize) -> Range<usize> {
        PositionIndex::stretch_of(byte)
    }

    /// Returns the ids of the records that refer to `id`.
    #[must_use]
    pub fn referrers(&self, id: Id) -> &[Id] {
        self.referrers.get(&id).map_or(&[], Referrers::ids)
    }

    /// Applies every edit of `transaction` or none.
    ///
    /// # Errors
    ///
    /// [`EditError::Stale`] when a `before` differs from the set; others when the records would not fit together.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<(), EditError> {
        for (at, edit) in transaction.edits.iter().enumerate() {
            if let Err(error) = self.apply_one(edit) {
                self.take_back(&transaction.edits[..at]);
                return Err(error);
            }
        }
        if let Err(error) = self.fits_together(&transaction.edits) {
            self.take_back(&transaction.edits);
            return Err(error);
        }
        Ok(())
    }

    fn apply_one(&mut self, edit: &Edit) -> Result<(), EditError> {
        let same_id = |record: &Option<Record>| record.as_ref().is_none_or(|record| record.id() == edit.id);
        if !same_id(&edit.before) || !same_id(&edit.after) {
            return Err(EditError::WrongId { id: edit.id });
        }
        if self.records.get(edit.id) != edit.before.as_ref() {
            return Err(EditError::Stale { id: edit.id });
        }
        if let Some(after) = &edit.after {
            whole(after)?;
            if edit.before.as_ref().is_some_and(|before| before.kind() != after.kind()) {
                return Err(EditError::Incomplete { id: edit.id, reason: "a record keeps its kind" });
            }
        }
        self.swap(edit.id, edit.after.clone());
        Ok(())
    }

    /// Turns back `edits`, which have all been applied.
    fn take_back(&mut self, edits: &[Edit]) {
        for edit in edits.iter().rev() {
            self.swap(edit.id, edit.before.clone());
        }
    }

    /// Puts `record` in the place of whatever has `id`, and keeps the indexes true.
    fn swap(&mut self, id: Id, record: Option<Record>) {
        if let Some(old) = self.records.remove(id) {
            self.counts[old.kind() as usize] -= 1;
            for span in old.spans() {
                self.places.remove(id, span);
            }
            for referred in old.references() {
                if self.referrers.get_mut(&referred).is_some_and(|ids| ids.remove(id)) {
                    self.referrers.remove(&referred);
                }
            }
        }
        if let Some(new) = record {
            self.enter(&new);
            self.records.insert(new);
        }
    }

    /// Puts `record`, whose id nothing has, among the others as its file brought it.
    pub(super) fn put_packed(&mut self, record: Record, press: &mut Press) {
        self.enter(&record);
        self.records.insert_packed(record, press);
    }

    /// Enters `record` into the indexes.
    fn enter(&mut self, record: &Record) {
        let id = record.id();
        self.counts[record.kind() as usize] += 1;
        for span in record.spans() {
            self.places.insert(id, span);
        }
        for referred in record.references() {
            self.referrers.entry(referred).and_modify(|ids| ids.add(id)).or_insert(Referrers::One([id]));
        }
    }

    /// Checks that nothing refers to what has gone, and that all that came refers to what is there.
    fn fits_together(&self, edits: &[Edit]) -> Result<(), EditError> {
        let mut chained = Vec::new();
        for edit in edits {
            let referrers = self.referrers(edit.id);
            let Some(record) = self.records.get(edit.id) else {
                match referrers.first() {
                    Some(&by) => return Err(EditError::Referred { id: edit.id, by }),
                    None => continue,
                }
            };
            refers_well(|id| self.kind(id), record)?;
            if next(record) != [None, None] {
                chained.push(edit.id);
            }
            // Whoever refers to a record that is new came with it, and may take it for another kind.
            if edit.before.is_none() {
                for by in referrers.iter().filter_map(|by| self.records.get(*by)) {
                    refers_well(|id| self.kind(id), by)?;
                }
            }
        }
        // What was there before had no circle in it, so that each has one of those that came.
        no_circles(|id| self.next(id), chained)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{IdSource, Provenance};
    use crate::text::Document;
    use proptest::prelude::*;

    fn document() -> Document {
        Document::new(DocId::A, "aides said Dostum had left Sheberghan ".repeat(200))
    }

    fn mention(ids: &mut IdSource, document: &Document, bytes: Range<usize>) -> Mention {
        let span = document.span(bytes).expect("inside the text");
        Mention::new(ids.next(|_| false), span, "person", Provenance::default())
    }

    fn entity(ids: &mut IdSource) -> Entity {
        Entity {
            id: ids.next(|_| false),
            label: "person".to_owned(),
            name: "Dostum".to_owned(),
            aliases: Vec::new(),
            outside_ids: Vec::new(),
            location: None,
            attributes: std::collections::BTreeMap::default(),
            note: String::new(),
            provenance: Provenance::default(),
        }
    }

    #[test]
    fn a_stale_edit_changes_nothing() {
        let (document, mut ids, mut set) = (document(), IdSource::new(1), Set::new("s", "news", "mk"));
        let first = mention(&mut ids, &document, 11..17);
        let second = mention(&mut ids, &document, 27..37);
        let edits = vec![Edit::add(Record::Mention(first)), Edit::remove(Record::Mention(second.clone()))];
        let refused = set.apply(&Transaction { summary: String::new(), edits });
        assert_eq!(refused, Err(EditError::Stale { id: second.id }));
        assert_eq!(set.count(RecordKind::Mention), 0);
        assert!(set.touching(DocId::A, &(0..40)).is_empty());
    }

    #[test]
    fn what_is_referred_to_cannot_go_alone() {
        let (document, mut ids, mut set) = (document(), IdSource::new(2), Set::new("s", "news", "mk"));
        let entity = entity(&mut ids);
        let mut named = mention(&mut ids, &document, 11..17);
        named.entity = Some(entity.id);
        let dangling = set.apply(&Transaction::of("", Edit::add(Record::Mention(named.clone()))));
        assert_eq!(dangling, Err(EditError::Dangling { id: entity.id, by: named.id }));
        let edits = vec![Edit::add(Record::Mention(named.clone())), Edit::add(Record::Entity(entity.clone()))];
        let both = Transaction { summary: String::new(), edits };
        set.apply(&both).expect("each is there for the other");
        let refused = set.apply(&Transaction::of("", Edit::remove(Record::Entity(entity.clone()))));
        assert_eq!(refused, Err(EditError::Referred { id: entity.id, by: named.id }));
        set.apply(&both.inverse()).expect("both go together");
        assert_eq!(set.records().count(), 0);
    }

    #[test]
    fn touching_puts_the_outer_before_the_inner() {
        let (document, mut ids, mut set) = (document(), IdSource::new(3), Set::new("s", "news", "mk"));
        let inner = mention(&mut ids, &document, 11..17);
        let outer = mention(&mut ids, &document, 11..37);
        for mention in [&inner, &outer] {
            set.apply(&Transaction::of("", Edit::add(Record::Mention(mention.clone())))).expect("free");
        }
        let order: Vec<Id> = set.touching(DocId::A, &(12..13)).iter().map(|record| record.id()).collect();
        assert_eq!(order, [outer.id, inner.id]);
        assert!(set.touching(DocId::A, &(37..38)).is_empty());
        assert!(set.touching(DocId::B, &(12..13)).is_empty());
    }

    proptest! {
        /// Whatever is applied and taken back leaves the set as it was, its indexes included.
        #[test]
        fn every_transaction_has_an_inverse(places in prop::collection::vec((0usize..7000, 1usize..3000), 1..40)) {
            let (document, mut ids, mut set) = (document(), IdSource::new(4), Set::new("s", "news", "mk"));
            let mut done: Vec<Transaction> = Vec::new();
            let mut kept: Vec<Record> = Vec::new();
            for (start, length) in places {
                let end = (start + length).min(document.len());
                let transaction = if length % 3 == 0 && !kept.is_empty() {
                    Transaction::of("remove", Edit::remove(kept.swap_remove(start % kept.len())))
                } else {
                    let record = Record::Mention(mention(&mut ids, &document, start..end));
                    kept.push(record.clone());
                    Transaction::of("tag", Edit::add(record))
                };
                set.apply(&transaction).expect("prepared for this state");
                done.push(transaction);
                prop_assert_eq!(set.touching(DocId::A, &(0..document.len())).len(), kept.len());
            }
            for transaction in done.iter().rev() {
                set.apply(&transaction.inverse()).expect("the inverse fits");
            }
            prop_assert_eq!(set.records().count(), 0);
            prop_assert!(set.touching(DocId::A, &(0..document.len())).is_empty());
        }
    }
}
