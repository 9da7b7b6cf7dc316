//! Others: noticing that another program has changed the set's file, and what it has made of it.

use std::io;
use std::sync::Arc;

use super::{Agreed, Ground, WriteError, Writer};
use crate::annotation::merge::{Choice, Counts, Theirs, difference, merge};
use crate::annotation::{Edit, Id, Operation, Set};
use crate::format::native;
use crate::store::disk::Stamp;
use crate::store::error::{FileError, Named, if_there};
use crate::store::stable::read_stable;
use crate::store::texts::both;
use crate::text::sha256;

/// What has come up about the set's file and another program.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The file is not as this program left it.
    Apart(Theirs),
    /// It is again.
    Settled,
}

/// The set's file as another program has left it.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) stamp: Option<Stamp>,
    /// The SHA-256 of its content; `None` where there is no file or it cannot be read.
    pub(super) hash: Option<String>,
    pub(super) theirs: Theirs,
    /// The number of the last operation when it was compared.
    seq: u64,
}

impl Writer {
    /// Looks whether another program has changed the set's file, and takes note of it.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn look(&mut self) -> Result<(), WriteError> {
        self.look_outside()?;
        let last = self.last_seq();
        if self.foreign.as_ref().is_some_and(|foreign| foreign.seq != last && foreign.hash.is_some()) {
            // More was done here since it was compared.
            let (path, limit) = (self.place.set(), native::MAX_SET_BYTES as u64);
            let found = read_stable(&*self.disk, path, limit)?;
            let hash = found.as_ref().map(|(bytes, _)| sha256(bytes));
            let theirs = found.map(|(bytes, _)| self.assess(&bytes).0);
            if let (Some(foreign), Some(theirs)) =
                (self.foreign.as_mut().filter(|foreign| foreign.hash == hash), theirs)
            {
                (foreign.theirs, foreign.seq) = (theirs.clone(), last);
                self.news = Some(News::Apart(theirs));
            }
        }
        if self.foreign.is_some() && self.agreed.is_none() {
            self.failure = Some(self.foreign_error().reason());
        }
        Ok(())
    }

    /// Returns what has come up since the last call.
    pub fn take_news(&mut self) -> Option<News> {
        self.news.take()
    }

    /// Takes the file of this stamp and hash for the state after `operation`, with which another program's doing between two
    /// sessions entered the history, or after the last operation if nothing but the form changed. It is written
    /// with the first change of this session.
    pub fn adopt(&mut self, stamp: Stamp, hash: String, operation: Option<Arc<Operation>>) {
        let theirs = Theirs::Set { theirs: Counts::default(), mine: Counts::default(), conflicts: Vec::new() };
        let seq = operation.as_ref().map_or(self.last_seq(), |operation| operation.seq);
        let edits = operation.as_ref().map_or_else(Vec::new, |operation| operation.transaction.edits.clone());
        self.foreign = Some(Foreign { stamp: Some(stamp), hash: Some(hash.clone()), theirs, seq });
        self.agreed = Some(Agreed { choice: Choice::Theirs, hash: Some(hash), seq, edits, asked: None });
        self.deferred = operation;
    }

    /// Finds out whether another program has changed the set's file. What it holds counts, not when it was touched.
    pub(super) fn look_outside(&mut self) -> Result<(), WriteError> {
        let Ground::File(base) = &mut self.ground else { return Ok(()) };
        let path = self.place.set();
        let now = if_there(self.disk.stamp(path)).named("look at", path)?;
        if now == self.foreign.as_ref().map_or(base.stamp, |foreign| foreign.stamp) {
            return Ok(());
        }
        match read_stable(&*self.disk, path, native::MAX_SET_BYTES as u64) {
            Ok(Some((bytes, stamp))) if bytes == base.text.as_bytes() => {
                base.stamp = Some(stamp);
                self.agreed = None;
                if self.foreign.take().is_some() {
                    self.failure = None;
                    self.news = Some(News::Settled);
                    self.told.push(format!("{} is again as this program left it", self.place.name()));
                }
            }
            Ok(Some((bytes, stamp))) => self.found(stamp, &bytes),
            Ok(None) => self.is_apart(None, None, Theirs::Gone),
            Err(error) if is_final(&error) => {
                let reason = format!("it cannot be read: {}", error.reason());
                self.is_apart(now, None, Theirs::Unusable { reason, replaceable: false });
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Takes note that the set's file holds `bytes`, which this program has not written.
    fn found(&mut self, stamp: Stamp, bytes: &[u8]) {
        let hash = Some(sha256(bytes));
        match &mut self.foreign {
            // It was only touched.
            Some(foreign) if foreign.hash == hash => foreign.stamp = Some(stamp),
            _ => {
                let (theirs, is_alike) = self.assess(bytes);
                self.is_apart(Some(stamp), hash.clone(), theirs);
                if is_alike {
                    // There is nothing to choose.
                    let (seq, edits) = (self.last_seq(), Vec::new());
                    self.agreed = Some(Agreed { choice: Choice::Theirs, hash, seq, edits, asked: None });
                    self.news = None;
                }
            }
        }
    }

    fn is_apart(&mut self, stamp: Option<Stamp>, hash: Option<String>, theirs: Theirs) {
        self.agreed = None;
        self.news = Some(News::Apart(theirs.clone()));
        self.foreign = Some(Foreign { stamp, hash, theirs, seq: self.last_seq() });
    }

    /// Says what the content of the set's file is to this set, and whether it holds just what was done here.
    fn assess(&self, bytes: &[u8]) -> (Theirs, bool) {
        let compared = self.three(bytes).and_then(|[base, mine, theirs]| {
            let merged = merge(&base, &mine, &theirs).map_err(|error| error.to_string())?;
            let is_alike = difference(&mine, &theirs).is_empty();
            let edit = |id: &Id| Edit { id: *id, before: mine.get(*id).cloned(), after: theirs.get(*id).cloned() };
            let conflicts = merged.conflicts.iter().map(edit).collect();
            let [theirs, mine] = [&theirs, &mine].map(|side| Counts::of(&difference(&base, side)));
            Ok((Theirs::Set { theirs, mine, conflicts }, is_alike))
        });
        compared.unwrap_or_else(|reason| (Theirs::Unusable { reason, replaceable: true }, false))
    }

    /// Returns the set as it was at last in common, as it is here, and as `bytes` hold it.
    pub(super) fn three(&self, bytes: &[u8]) -> Result<[Set; 3], String> {
        let Ground::File(base) = &self.ground else { return Err("there is no set yet".to_owned()) };
        let theirs = self.readable(&base.text, bytes)?;
        let base = native::read(&base.text, both(&self.base)).map_err(|error| error.to_string())?;
        let mut mine = base.clone();
        for operation in self.all() {
            if !operation.transaction.swaps().is_empty() {
                return Err("the set was carried to another text here since".to_owned());
            }
            mine.apply(&operation.transaction).map_err(|error| error.to_string())?;
        }
        Ok([base, mine, theirs])
    }

    /// Returns the set that `bytes` hold, if it is the one that `base` holds in another state.
    fn readable(&self, base: &str, bytes: &[u8]) -> Result<Set, String> {
        let text =
            std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8 at byte {}", error.valid_up_to()))?;
        let theirs = native::head(text).map_err(|error| error.to_string())?;
        let mine = native::head(base).map_err(|error| error.to_string())?;
        let names = [
            ("set", &theirs.set, &mine.set),
            ("schema", &theirs.schema, &mine.schema),
            ("annotator", &theirs.annotator, &mine.annotator),
        ];
        if let Some((field, theirs, mine)) = names.into_iter().find(|(_, theirs, mine)| theirs != mine) {
            return Err(format!("it says {field} `{theirs}`, and this one {field} `{mine}`"));
        }
        for info in &mine.documents {
            let there = theirs.documents.iter().find(|there| there.doc == info.doc);
            if there.map(|there| &there.sha256) != Some(&info.sha256) {
                return Err(format!("it was made on another text than {}", info.file));
            }
        }
        native::read(text, both(&self.base)).map_err(|error| error.to_string())
    }

    /// Returns every operation after the base, safe or not.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Operation>> {
        self.since.iter().chain(&self.deferred).chain(&self.waiting)
    }

    /// Returns the number of the last operation, safe or not.
    pub(super) fn last_seq(&self) -> u64 {
        let base = match &self.ground {
            Ground::File(base) => base.seq,
            Ground::New(_, seq) => *seq,
        };
        self.all().last().map_or(base, |operation| operation.seq)
    }
}

/// Whether a file cannot be read for what it is, unlike on a disk that fails for now.
fn is_final(error: &FileError) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.source.kind(), Kind::FileTooLarge | Kind::IsADirectory | Kind::PermissionDenied)
}
