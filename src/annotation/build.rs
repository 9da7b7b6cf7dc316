//! Building a set out of records that come in any order, as a file holds them.
//!
//! The records obey the same rules as under [`Set::apply`]; what they refer to is looked up once all are there.

use super::edit::EditError;
use super::id::Id;
use super::record::Record;
use super::records::Press;
use super::rules::{next, no_circles, refers_well, whole};
use super::set::Set;

/// A set in the making.
#[derive(Debug)]
#[must_use = "`finish` checks the references and gives the set"]
pub struct SetBuilder {
    set: Set,
    press: Press,
    /// The records that refer to what had not come yet, or to another kind than they say.
    open: Vec<Id>,
    /// The attributions that lie within others or go on with them.
    chained: Vec<Id>,
}

impl SetBuilder {
    /// Begins an empty set.
    pub fn new(name: &str, schema: &str, annotator: &str) -> Self {
        let set = Set::new(name, schema, annotator);
        SetBuilder { set, press: Press::default(), open: Vec::new(), chained: Vec::new() }
    }

    /// Makes room for about `records` records, so that a large set is not moved again and again while it grows.
    pub fn make_room(&mut self, records: usize) {
        self.set.make_room(records);
    }

    /// Enters `record` and returns whether it is new; one that is already there, equal in everything, counts once.
    ///
    /// # Errors
    ///
    /// [`EditError::Stale`] when another record has its id, [`EditError::Incomplete`] when it is not whole.
    pub fn enter(&mut self, record: Record) -> Result<bool, EditError> {
        let id = record.id();
        match self.set.with(id, |there| *there == record) {
            Some(true) => return Ok(false),
            Some(false) => return Err(EditError::Stale { id }),
            None => whole(&record)?,
        }
        if refers_well(|id| self.set.kind(id), &record).is_err() {
            self.open.push(id);
        }
        if next(&record) != [None, None] {
            self.chained.push(id);
        }
        self.set.put_packed(record, &mut self.press);
        Ok(true)
    }

    /// Returns the set.
    ///
    /// # Errors
    ///
    /// [`EditError::Dangling`] when a record refers to one that never came, [`EditError::Incomplete`] when it takes one
    /// for another kind or lies within itself; of several, the one with the lowest id.
    pub fn finish(self) -> Result<Set, EditError> {
        let SetBuilder { set, mut open, chained, .. } = self;
        open.sort_unstable();
        let loose = |id: Id| set.with(id, |record| refers_well(|id| set.kind(id), record).err())?;
        let loose = open.iter().find_map(|id| Some((*id, loose(*id)?)));
        drop(open);
        let circular = match no_circles(|id| set.next(id), chained) {
            Err(error @ EditError::Incomplete { id, .. }) => Some((id, error)),
            Err(_) | Ok(()) => None,
        };
        match loose.into_iter().chain(circular).min_by_key(|(id, _)| *id) {
            Some((_, error)) => Err(error),
            None => Ok(set),
        }
    }
}
