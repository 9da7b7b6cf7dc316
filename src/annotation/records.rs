//! The records of a set by their ids: packed as a file brought them, each unpacked when somebody first looks at it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::id::Id;
use super::packed;
use super::record::{Record, RecordKind};
use crate::text::pack::Packer;

/// Packed records share pages of this many bytes.
const PAGE: usize = 64 << 10;

/// A record that takes more bytes than this is not packed: its texts are most of it.
const LARGE: usize = 256 << 10;

/// Records by id.
#[derive(Debug, Clone)]
pub(super) struct Records {
    slots: Vec<Slot>,
    /// For each id its place in `slots`.
    places: HashMap<Id, u32>,
    pages: Vec<Vec<u8>>,
}

/// A record: packed, or to be looked at, or both.
#[derive(Debug, Clone)]
struct Slot {
    /// The page on which it stands packed and its first byte there; `None` stands for a record that was never packed.
    packed: Option<Place>,
    live: OnceLock<Box<Record>>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    page: std::num::NonZero<u32>,
    byte: u32,
}

/// Packs records one after the other into the same memory.
#[derive(Debug)]
pub(super) struct Press(Packer);

impl Default for Press {
    fn default() -> Self {
        Press(Packer::new(LARGE))
    }
}

const ROOM: &str = "four thousand million records do not fit into memory";

impl Default for Records {
    fn default() -> Self {
        // Page 0 is never used, so that a place on none takes no memory.
        Records { slots: Vec::new(), places: HashMap::new(), pages: vec![Vec::new()] }
    }
}

impl Records {
    /// Makes room for about `count` records more.
    pub fn reserve(&mut self, count: usize) {
        self.slots.reserve(count);
        self.places.reserve(count);
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Returns the record with `id`, which stays unpacked from now on.
    pub fn get(&self, id: Id) -> Option<&Record> {
        self.slot(id).map(|slot| self.look(slot))
    }

    /// Returns the kind of the record with `id`.
    pub fn kind(&self, id: Id) -> Option<RecordKind> {
        self.slot(id).map(|slot| self.head(slot).0)
    }

    /// Gives `ask` the record with `id` without keeping it unpacked, and returns the answer.
    pub fn with<T>(&self, id: Id, ask: impl FnOnce(&Record) -> T) -> Option<T> {
        self.slot(id).map(|slot| self.glance(slot, ask))
    }

    /// Returns all records, in no order. Each stays unpacked from now on.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.slots.iter().map(|slot| self.look(slot))
    }

    /// Returns the records of `kind`, in no order. Each stays unpacked from now on.
    pub fn of(&self, kind: RecordKind) -> impl Iterator<Item = &Record> {
        self.slots.iter().filter(move |slot| self.head(slot).0 == kind).map(|slot| self.look(slot))
    }

    /// Shows all records to `see`, in no order, and keeps none of them unpacked.
    pub fn visit(&self, mut see: impl FnMut(&Record)) {
        for slot in &self.slots {
            self.glance(slot, &mut see);
        }
    }

    /// Enters `record`; none with its id may be there.
    pub fn insert(&mut self, record: Record) {
        let id = record.id();
        self.enter(id, Slot { packed: None, live: Box::new(record).into() });
    }

    /// Enters `record` packed; none with its id may be there.
    pub fn insert_packed(&mut self, record: Record, press: &mut Press) {
        press.0.clear();
        packed::pack(&record, &mut press.0);
        match press.0.packed() {
            Some(bytes) => {
                let packed = Some(self.write(bytes));
                self.enter(record.id(), Slot { packed, live: OnceLock::new() });
            }
            None => self.insert(record),
        }
    }

    /// Takes the record with `id` out.
    pub fn remove(&mut self, id: Id) -> Option<Record> {
        let at = self.places.remove(&id)?;
        let slot = self.slots.swap_remove(at as usize);
        if let Some(moved) = self.slots.get(at as usize) {
            let (_, id) = self.head(moved);
            self.places.insert(id, at);
        }
        let Slot { packed, live } = slot;
        match live.into_inner() {
            Some(record) => Some(*record),
            None => packed.map(|place| packed::unpack(self.bytes(place))),
        }
    }

    fn enter(&mut self, id: Id, slot: Slot) {
        let at = u32::try_from(self.slots.len()).expect(ROOM);
        self.slots.push(slot);
        let before = self.places.insert(id, at);
        debug_assert!(before.is_none(), "an id stands for one record");
    }

    /// Writes `bytes` on the last page, or on a new one where they do not fit.
    fn write(&mut self, bytes: &[u8]) -> Place {
        let fits = |page: &Vec<u8>| page.capacity() - page.len() >= bytes.len();
        if self.pages.len() == 1 || !self.pages.last().is_some_and(fits) {
            self.pages.push(Vec::with_capacity(PAGE.max(bytes.len())));
        }
        let number = self.pages.len() - 1;
        let page = &mut self.pages[number];
        let byte = u32::try_from(page.len()).expect("a page is short");
        page.extend_from_slice(bytes);
        let page = u32::try_from(number).ok().and_then(std::num::NonZero::new).expect(ROOM);
        Place { page, byte }
    }

    fn slot(&self, id: Id) -> Option<&Slot> {
        self.places.get(&id).and_then(|at| self.slots.get(*at as usize))
    }

    fn bytes(&self, place: Place) -> &[u8] {
        let page = &self.pages[place.page.get() as usize];
        page.get(place.byte as usize..).expect("a place lies on its page")
    }

    fn packed<'a>(&'a self, slot: &'a Slot) -> &'a [u8] {
        self.bytes(slot.packed.expect("a record that was never packed is there to look at"))
    }

    fn look<'a>(&'a self, slot: &'a Slot) -> &'a Record {
        slot.live.get_or_init(|| Box::new(packed::unpack(self.packed(slot))))
    }

    fn glance<T>(&self, slot: &Slot, ask: impl FnOnce(&Record) -> T) -> T {
        match slot.live.get() {
            Some(record) => ask(record),
            None => ask(&packed::unpack(self.packed(slot))),
        }
    }

    fn head(&self, slot: &Slot) -> (RecordKind, Id) {
        match slot.live.get() {
            Some(record) => (record.kind(), record.id()),
            None => packed::head(self.packed(slot)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Code, IdSource, Provenance};
    use std::collections::BTreeMap;

    fn code(id: Id, value: &str) -> Record {
        let value = value.to_owned();
        let (variable, note) = ("genre".to_owned(), String::new());
        Record::Code(Code { id, doc: None, variable, value, note, provenance: Provenance::default() })
    }

    #[test]
    fn packed_or_not_a_record_is_the_same() {
        let (mut records, mut press, mut ids) = (Records::default(), Press::default(), IdSource::new(1));
        let mut expected: BTreeMap<Id, Record> = BTreeMap::new();
        for at in 0..3000 {
            let record = code(ids.next(|_| false), &"ş".repeat(if at == 7 { LARGE } else { at % 50 }));
            expected.insert(record.id(), record.clone());
            if at % 3 == 0 {
                records.insert(record);
            } else {
                records.insert_packed(record, &mut press);
            }
            if at % 5 == 4 {
                let (id, record) = expected.pop_first().expect("there are some");
                assert_eq!(records.remove(id), Some(record));
                assert_eq!((records.get(id), records.kind(id)), (None, None));
            }
        }
        assert_eq!(records.len(), expected.len());
        let mut seen = BTreeMap::new();
        records.visit(|record| {
            seen.insert(record.id(), record.clone());
        });
        assert_eq!(seen, expected);
        assert!(expected.iter().all(|(id, record)| records.get(*id) == Some(record)));
        assert_eq!(records.of(RecordKind::Code).count(), expected.len());
        assert_eq!(records.of(RecordKind::Link).count(), 0);
    }
}
