//! Replay: what a journal adds to the file of its set, and whether it belongs to that file at all.

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::journal::{self, Header};
use super::line::{self, Tail};
use super::place::Place;
use super::texts::Walk;
use crate::annotation::{Operation, Set};
use crate::format::native;
use crate::text::sha256;

/// How a journal and the file of its set stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// There is no journal.
    None,
    /// The journal goes on from this file.
    Known,
    /// The file is not the one that the journal goes on from, but the journal holds no operation: the file was changed
    /// by another program between two sessions.
    Changed,
    /// The file is not the one that the journal goes on from, and operations of this number wait in the journal: both
    /// must be kept.
    Foreign {
        /// How many operations wait.
        waiting: usize,
    },
}

/// Why the operations of a journal cannot all be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the journal is damaged: {reason}")]
pub struct Damage {
    /// The number of the line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// What a journal adds to a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    /// How the journal and the file stand to each other.
    pub fit: Fit,
    /// The number of the last operation that the file holds.
    pub base: u64,
    /// The operations after that one, all applied.
    pub operations: Vec<Operation>,
    /// The number of the last operation that the journal knows of.
    pub last: u64,
    /// How the journal ends.
    pub tail: Tail,
    /// Why later operations could not be had.
    pub damage: Option<Damage>,
}

impl Replay {
    /// Returns the replay of no journal on a set whose last operation was number `base`.
    #[must_use]
    pub fn none(base: u64) -> Self {
        Replay { fit: Fit::None, base, operations: Vec::new(), last: base, tail: Tail::Whole, damage: None }
    }

    /// Corrects what was said of `journal` where the set's file is unknown to it, but the copy of the file as this program left
    /// it holds every operation, as after a crash between a snapshot and its own journal: then none waits.
    ///
    /// # Errors
    ///
    /// When the copy is there and cannot be read.
    pub fn weigh_copy(&mut self, disk: &dyn Disk, place: &Place, journal: &[u8]) -> Result<(), FileError> {
        if !matches!(self.fit, Fit::Foreign { .. }) {
            return Ok(());
        }
        let path = place.base();
        let copy = if_there(disk.read(&path, native::MAX_SET_BYTES as u64)).named("read", &path)?;
        let read = line::read(journal);
        let known = copy.zip(Header::read(&read).ok());
        let from = known.and_then(|(copy, (header, _))| journal::known(&read.lines, &header, &sha256(&copy)));
        if from.is_some_and(|from| journal::operations(&read.lines, from).next().is_none()) {
            self.fit = Fit::Changed;
        }
        Ok(())
    }
}

/// Applies to `set`, which its file with the SHA-256 `hash` holds, what the bytes of `journal` add to it. Up to the first
/// damage everything is applied; nothing of a journal that builds on another file is. `walk` begins with the texts of the
/// file and ends with those of the set as it is then.
#[must_use]
pub fn replay(set: &mut Set, hash: &str, journal: &[u8], walk: &mut Walk<'_>) -> Replay {
    let read = line::read(journal);
    let mut replay = Replay { fit: Fit::Known, tail: read.tail, ..Replay::none(0) };
    let (header, first) = match Header::read(&read) {
        Ok(found) => found,
        Err(error) => {
            replay.damage = Some(Damage { line: 1, reason: error.to_string() });
            return replay;
        }
    };
    replay.last = read.lines.last().map_or(first, |line| line.seq);
    replay.base = first;
    let Some(from) = journal::known(&read.lines, &header, hash) else {
        let waiting = journal::operations(&read.lines, 0).count();
        replay.fit = if waiting == 0 { Fit::Changed } else { Fit::Foreign { waiting } };
        replay.base = replay.last;
        return replay;
    };
    replay.base = read.lines[from].seq;
    replay.last = replay.base;
    for (line, text) in journal::operations(&read.lines, from) {
        let here = walk.now().clone();
        match next(set, line.seq, replay.last + 1, text, walk) {
            Ok(operation) => replay.operations.push(operation),
            Err(reason) => {
                walk.set(here);
                replay.damage = Some(Damage { line: line.number, reason });
                return replay;
            }
        }
        replay.last = line.seq;
    }
    if let Tail::Damaged { line } = read.tail {
        replay.damage = Some(Damage { line, reason: "its checksum is wrong, and later lines are whole".to_owned() });
    }
    replay
}

/// Reads the operation that must have the number `expected`, and applies it.
fn next(set: &mut Set, seq: u64, expected: u64, text: &str, walk: &mut Walk<'_>) -> Result<Operation, String> {
    let operation = walk.forward(text).map_err(|error| error.to_string())?;
    if seq != expected || operation.seq != expected {
        return Err(format!("it holds operation {seq} where {expected} should come"));
    }
    set.apply(&operation.transaction).map_err(|error| error.to_string())?;
    Ok(operation)
}
