//! Building a set out of records that come in any order, as a file holds them.
//!
//! The records obey the same rules as under [`Set::apply`]; what they refer to is looked up once all are there.

use super::edit::EditError;
use super::record::Record;
use super::rules::{Cycles, refers_well, whole};
use super::set::Set;

/// A set in the making.
#[derive(Debug)]
#[must_use = "`finish` checks the references and gives the set"]
pub struct SetBuilder(Set);

impl SetBuilder {
    /// Begins an empty set.
    pub fn new(name: &str, schema: &str, annotator: &str) -> Self {
        SetBuilder(Set::new(name, schema, annotator))
    }

    /// Makes room for about `records` records, so that a large set is not moved again and again while it grows.
    pub fn make_room(&mut self, records: usize) {
        self.0.make_room(records);
    }

    /// Enters `record` and returns whether it is new; one that is already there, equal in everything, counts once.
    ///
    /// # Errors
    ///
    /// [`EditError::Stale`] when another record has its id, [`EditError::Incomplete`] when it is not whole.
    pub fn enter(&mut self, record: Record) -> Result<bool, EditError> {
        let id = record.id();
        match self.0.get(id) {
            Some(there) if *there == record => return Ok(false),
            Some(_) => return Err(EditError::Stale { id }),
            None => whole(&record)?,
        }
        self.0.swap(id, Some(record));
        Ok(true)
    }

    /// Returns the set.
    ///
    /// # Errors
    ///
    /// [`EditError::Dangling`] when a record refers to one that never came, [`EditError::Incomplete`] when it takes one
    /// for another kind or lies within itself; of several, the one with the lowest id.
    pub fn finish(self) -> Result<Set, EditError> {
        let mut cycles = Cycles::default();
        let get = |id| self.0.get(id);
        let mut check = |record| refers_well(get, record).and_then(|()| cycles.none_from(get, record));
        let bad = self.0.records().filter_map(|record| Some((record.id(), check(record).err()?)));
        match bad.min_by_key(|(id, _)| *id) {
            Some((_, error)) => Err(error),
            None => Ok(self.0),
        }
    }
}
