//! The journal: every operation since the last snapshot of a set, one a line, safe before it is called saved.
//!
//! The first line names the set and the state of its file that the operations build on; a line `snapshot SHA-256` is
//! written before a snapshot takes the place of that file, so that whichever of the two a crash leaves is known.
//! Files are never written over: a new journal takes the old one's place by one renaming, after the operations of
//! the old one have gone to the history.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::disk::{Disk, OpenFile, Stamp};
use super::error::{FileError, Named, if_there};
use super::line::{self, Line, Lines};

/// The version of journals that this program writes and reads.
pub const VERSION: u32 = 1;

/// The first line of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The version of the journal.
    pub journal: u32,
    /// The set's name.
    pub set: String,
    /// The annotator whose set it is.
    pub annotator: String,
    /// The SHA-256 of the set's file that the operations build on.
    pub base: String,
    /// How many bytes of the history were safe when the journal began.
    pub history: u64,
}

/// What a line of a journal holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body<'t> {
    /// An operation, in RON.
    Operation(&'t str),
    /// A snapshot with this SHA-256 holds everything up to here.
    Snapshot(&'t str),
}

/// Returns what a line after the first holds.
#[must_use]
pub fn body<'t>(line: &Line<'t>) -> Body<'t> {
    match line.body.strip_prefix("snapshot ") {
        Some(hash) => Body::Snapshot(hash),
        None => Body::Operation(line.body),
    }
}

/// Why a file is not a journal that this program can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// There is no whole first line.
    #[error("the journal has no first line")]
    Missing,
    /// The first line is not that of a journal.
    #[error("the first line of the journal cannot be read: {0}")]
    Unreadable(String),
    /// A later version of the program wrote it.
    #[error("the journal has version {0}, and this program reads {VERSION}")]
    Newer(u32),
}

impl Header {
    /// Returns the header that the first of `lines` holds, and the number of the last operation before the journal.
    ///
    /// # Errors
    ///
    /// When there is none or this program does not know its version.
    pub fn read(lines: &Lines<'_>) -> Result<(Header, u64), HeaderError> {
        /// The version alone, whatever else a later one may hold.
        #[derive(Deserialize)]
        struct Version {
            journal: u32,
        }
        let first = lines.lines.first().ok_or(HeaderError::Missing)?;
        let unreadable = |error: ron::error::SpannedError| HeaderError::Unreadable(error.code.to_string());
        let Version { journal } = ron::from_str(first.body).map_err(unreadable)?;
        if journal != VERSION {
            return Err(HeaderError::Newer(journal));
        }
        Ok((ron::from_str(first.body).map_err(unreadable)?, first.seq))
    }

    /// Returns the first line of a journal that begins after operation `seq`.
    #[must_use]
    pub fn line(&self, seq: u64) -> Vec<u8> {
        let body = ron::to_string(self).unwrap_or_default();
        let mut bytes = Vec::new();
        line::write(&mut bytes, seq, false, &body);
        bytes
    }
}

/// The place after which the operations of a journal build on the file with the SHA-256 `hash`: an index into
/// `lines`, whose first is the header. `None` when the journal knows no such file.
#[must_use]
pub fn known(lines: &[Line<'_>], header: &Header, hash: &str) -> Option<usize> {
    let marker = lines.iter().skip(1).rposition(|line| body(line) == Body::Snapshot(hash));
    marker.map(|at| at + 1).or((header.base == hash).then_some(0))
}

/// Returns the lines of operations among `lines` after the one at `from`, with their text.
pub fn operations<'l, 't>(lines: &'l [Line<'t>], from: usize) -> impl Iterator<Item = (&'l Line<'t>, &'t str)> {
    lines.iter().skip(from + 1).filter_map(|line| match body(line) {
        Body::Operation(text) => Some((line, text)),
        Body::Snapshot(_) => None,
    })
}

/// A journal that is being written.
pub struct Journal {
    path: PathBuf,
    file: Option<Box<dyn OpenFile>>,
    /// The file as it was when it was last open, so that another one of its name is told from it.
    known: Option<Stamp>,
    /// How many bytes are safe.
    safe: u64,
}

/// Why an append failed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The file is not the one written so far: another program has changed or removed it.
    #[error("the journal was changed by another program")]
    Lost,
    /// The disk did not do it.
    #[error(transparent)]
    File(#[from] FileError),
}

impl Journal {
    /// Returns the journal at `path`, whose first `safe` bytes are whole lines that are safe; it is cut there at the first
    /// append.
    #[must_use]
    pub fn resume(path: PathBuf, safe: u64) -> Self {
        Journal { path, file: None, known: None, safe }
    }

    /// Appends `bytes`, whole lines, and returns once they are safe.
    ///
    /// # Errors
    ///
    /// When the file is not the one written so far, or the disk fails. The open file is then not trusted again: the
    /// next append opens it anew and cuts it to what is safe.
    pub fn append(&mut self, disk: &dyn Disk, bytes: &[u8]) -> Result<(), AppendError> {
        let mut file = match self.file.take() {
            Some(file) if self.is_named(disk)? => file,
            Some(_) => return Err(AppendError::Lost),
            None => self.open(disk)?,
        };
        file.write_all(bytes).named("write", &self.path)?;
        file.sync().named("save", &self.path)?;
        self.safe += bytes.len() as u64;
        self.file = Some(file);
        Ok(())
    }

    /// Returns whether the name still stands for the open file, and nobody else has written to it.
    fn is_named(&self, disk: &dyn Disk) -> Result<bool, FileError> {
        let named = if_there(disk.stamp(&self.path)).named("look at", &self.path)?;
        Ok(named.is_some_and(|named| self.is_known(&named) && named.size == self.safe))
    }

    fn is_known(&self, stamp: &Stamp) -> bool {
        self.known.is_none_or(|known| known.same_file(stamp))
    }

    fn open(&mut self, disk: &dyn Disk) -> Result<Box<dyn OpenFile>, AppendError> {
        let file = if_there(disk.append(&self.path)).named("open", &self.path)?;
        let Some(mut file) = file else { return Err(AppendError::Lost) };
        let stamp = file.stamp().named("look at", &self.path)?;
        if stamp.size < self.safe || !self.is_known(&stamp) {
            return Err(AppendError::Lost);
        }
        if stamp.size > self.safe {
            file.cut(self.safe).named("cut", &self.path)?;
        }
        self.known = Some(stamp);
        Ok(file)
    }
}
