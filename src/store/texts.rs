//! The texts that a set was made on, by their fingerprints, and the walk through operations that exchange them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::place::Place;
use crate::annotation::{Operation, Swap};
use crate::format::ReadError;
use crate::format::native::{OperationLine, Sides};
use crate::text::{DocId, Document, MAX_ARTICLE_BYTES, decode};

/// The texts of both documents at one point in the life of a set, left first.
pub type Pair = [Arc<Document>; 2];

/// Why a text cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// There is no copy of it.
    #[error("the text it was made on is not there: {}", .0.display())]
    Missing(PathBuf),
    /// The copy is another text.
    #[error("{} is not the text that its name says", .0.display())]
    Other(PathBuf),
    /// The disk did not give it.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Why an operation cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Its line cannot be read, or does not fit the texts.
    #[error(transparent)]
    Line(#[from] ReadError),
    /// A text that it lies in cannot be had.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// The texts of a set that were needed so far, and where the copies of all of them lie. Clones share what they have read.
#[derive(Debug, Clone)]
pub struct Texts {
    places: Vec<Place>,
    known: Arc<Mutex<Vec<Arc<Document>>>>,
}

impl Texts {
    /// Returns the texts whose copies lie beside the sets at `places`; those in `known` need not be read again.
    #[must_use]
    pub fn new(places: Vec<Place>, known: &[Arc<Document>]) -> Self {
        Texts { places, known: Arc::new(Mutex::new(known.to_vec())) }
    }

    /// Takes in a text, which need not lie in any file.
    pub fn add(&self, document: &Arc<Document>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.iter().any(|other| Arc::ptr_eq(other, document)) {
            known.push(Arc::clone(document));
        }
    }

    /// Returns the text of `doc` with the SHA-256 `hash`.
    ///
    /// # Errors
    ///
    /// When there is no copy of it, or that cannot be read or is another text.
    pub fn get(&self, disk: &dyn Disk, doc: DocId, hash: &str) -> Result<Arc<Document>, TextError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(document) = known.into_iter().find(|document| document.id() == doc && document.hash() == hash) {
            return Ok(document);
        }
        let mut failure = None;
        for place in &self.places {
            let path = place.copy(hash);
            let Some(bytes) = if_there(disk.read(&path, MAX_ARTICLE_BYTES)).named("read", &path)? else {
                failure.get_or_insert(TextError::Missing(path));
                continue;
            };
            let document = decode(doc, bytes).ok().map(|decoded| Arc::new(decoded.document));
            match document.filter(|document| document.hash() == hash) {
                Some(document) => {
                    self.add(&document);
                    return Ok(document);
                }
                None => failure = Some(TextError::Other(path)),
            }
        }
        Err(failure.unwrap_or_else(|| TextError::Missing(PathBuf::from(hash))))
    }

    /// Returns `pair` after `swaps`.
    ///
    /// # Errors
    ///
    /// When a text cannot be had.
    pub fn after(&self, disk: &dyn Disk, pair: &Pair, swaps: &[Swap]) -> Result<Pair, TextError> {
        let mut pair = pair.clone();
        for Swap { doc, after, .. } in swaps {
            pair[doc.index()] = self.get(disk, *doc, after)?;
        }
        Ok(pair)
    }

    /// Returns `pair` before `swaps`.
    ///
    /// # Errors
    ///
    /// When a text cannot be had.
    pub fn before(&self, disk: &dyn Disk, pair: &Pair, swaps: &[Swap]) -> Result<Pair, TextError> {
        let mut pair = pair.clone();
        for Swap { doc, before, .. } in swaps {
            pair[doc.index()] = self.get(disk, *doc, before)?;
        }
        Ok(pair)
    }
}

/// A point between two operations of a set, with the texts that are current there.
pub struct Walk<'w> {
    disk: &'w dyn Disk,
    texts: &'w Texts,
    now: Pair,
}

impl<'w> Walk<'w> {
    /// Returns the walk that begins where the texts are `now`.
    #[must_use]
    pub fn new(disk: &'w dyn Disk, texts: &'w Texts, now: Pair) -> Self {
        Walk { disk, texts, now }
    }

    /// Returns the texts where the walk is.
    #[must_use]
    pub fn now(&self) -> &Pair {
        &self.now
    }

    /// Goes back to where the texts were `pair`.
    pub fn set(&mut self, pair: Pair) {
        self.now = pair;
    }

    /// Reads the operation that comes next and goes past it. After an error the walk is where it was.
    ///
    /// # Errors
    ///
    /// When the line is no operation that fits the texts, or a text cannot be had.
    pub fn forward(&mut self, line: &str) -> Result<Operation, WalkError> {
        let line = OperationLine::read(line)?;
        let swaps = line.swaps();
        let before = self.texts.before(self.disk, &self.now, &swaps)?;
        let after = self.texts.after(self.disk, &self.now, &swaps)?;
        let operation = line.over(sides(&before, &after))?;
        self.now = after;
        Ok(operation)
    }

    /// Reads the operation that came last and goes back before it. After an error the walk is where it was.
    ///
    /// # Errors
    ///
    /// As for [`Walk::forward`].
    pub fn back(&mut self, line: &str) -> Result<Operation, WalkError> {
        let line = OperationLine::read(line)?;
        let swaps = line.swaps();
        let before = self.texts.before(self.disk, &self.now, &swaps)?;
        let after = self.texts.after(self.disk, &self.now, &swaps)?;
        let operation = line.over(sides(&before, &after))?;
        self.now = before;
        Ok(operation)
    }
}

/// Returns both texts of `pair`.
#[must_use]
pub fn both(pair: &Pair) -> [&Document; 2] {
    [&pair[0], &pair[1]]
}

/// Returns the sides of an operation between `before` and `after`.
#[must_use]
pub fn sides<'d>(before: &'d Pair, after: &'d Pair) -> Sides<'d> {
    Sides { before: both(before), after: both(after) }
}

#[cfg(test)]
mod tests;
