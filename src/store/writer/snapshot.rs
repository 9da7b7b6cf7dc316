//! Snapshots: the set's file written whole from its last content and the operations since, and a new journal after it.

use super::{Base, Ground, News, WriteError, Writer};
use crate::annotation::Timestamp;
use crate::format::native;
use crate::store::backup::{self, Reason};
use crate::store::error::{FileError, Named, if_there};
use crate::store::journal;
use crate::store::line;
use crate::store::replace::{replace, temporary, write_new};
use crate::store::texts::both;

/// What came of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Snapshot {
    /// The file holds everything now.
    Written,
    /// It did so before.
    Nothing,
}

impl Writer {
    /// Writes a snapshot if anything was done since the last one; what waits is written first.
    ///
    /// # Errors
    ///
    /// When the disk fails, or the set's file belongs to another program now. Nothing that was safe is less so.
    pub fn snapshot(&mut self) -> Result<Snapshot, WriteError> {
        let result = self.try_snapshot();
        if result.is_err() {
            self.due = self.since.len() + super::DUE_OPERATIONS;
        }
        result
    }

    fn try_snapshot(&mut self) -> Result<Snapshot, WriteError> {
        if !self.waiting.is_empty()
            && let Err(error) = self.try_flush()
        {
            self.fail(&error);
            if self.foreign.is_none() {
                return Err(error);
            }
        }
        let Ground::File(base) = &self.ground else { return Ok(Snapshot::Nothing) };
        let Some(last) = self.since.iter().chain(&self.waiting).last().map(|operation| operation.seq) else {
            return Ok(Snapshot::Nothing);
        };
        let (text, is_own_form) = self.put_together(base)?;
        self.prepare()?;
        self.look_outside()?;
        if self.is_agreed() && self.waiting.is_empty() {
            return self.carry_out().map(|()| Snapshot::Written);
        }
        if self.foreign.is_some() {
            self.keep_aside(&text, last)?;
            return Err(self.foreign_error());
        }
        if !is_own_form {
            self.back_up()?;
        }
        self.write_set(text, last)?;
        self.settle()?;
        self.begin_anew();
        Ok(Snapshot::Written)
    }

    /// Begins a new journal on the set's file as it is now.
    pub(super) fn begin_anew(&mut self) {
        self.due = super::DUE_OPERATIONS;
        // The copy comes first: at any time the journal knows it.
        let begun = self.keep_base().map_err(WriteError::from).and_then(|()| self.turn_over());
        if let Err(error) = begun {
            // The set is written; the old journal serves on.
            self.told.push(error.to_string());
        }
    }

    /// Returns the set's file after everything that was done, waiting operations included, and whether this program would
    /// have written the file as it was found: not so in an older format, and where somebody has put comments into it or
    /// set it out otherwise.
    pub(super) fn put_together(&self, base: &Base) -> Result<(String, bool), WriteError> {
        let broken = |error: &dyn std::fmt::Display| WriteError::Broken(error.to_string());
        let mut set = native::read(&base.text, both(&self.base)).map_err(|error| broken(&error))?;
        let is_own_form = !self.is_as_found || native::write(&set, both(&self.base)) == base.text;
        let mut at = self.base.clone();
        for operation in self.all() {
            set.apply(&operation.transaction).map_err(|error| broken(&error))?;
            at = self.texts.after(&*self.disk, &at, &operation.transaction.swaps())?;
        }
        Ok((native::write(&set, both(&at)), is_own_form))
    }

    /// Makes a backup of the set's file as this session found it, dated with the change that rewrites it.
    fn back_up(&mut self) -> Result<(), WriteError> {
        let Ground::File(base) = &self.ground else { return Ok(()) };
        let now = self.since.iter().chain(&self.waiting).last().map_or(Timestamp::default(), |operation| operation.at);
        let backup = backup::keep(&*self.disk, &self.place, base.text.as_bytes(), Reason::Migration, now)?;
        let (name, path) = (self.place.name(), backup.path.display());
        self.told.push(format!(
            "{name} was of an older format or edited by hand; it is written anew, and as it was it is kept in {path}"
        ));
        self.told.extend(backup.told);
        self.is_as_found = false;
        Ok(())
    }

    /// Writes what would be the set's file beside that of the other program.
    fn keep_aside(&mut self, text: &str, last: u64) -> Result<(), WriteError> {
        if self.kept != last {
            replace(&*self.disk, &self.place.kept(), text.as_bytes())?;
            self.kept = last;
        }
        Ok(())
    }

    /// Puts `text`, the state after operation `last`, in the place of the set's file, unless it is there already.
    pub(super) fn write_set(&mut self, text: String, last: u64) -> Result<(), WriteError> {
        let path = self.place.set().to_owned();
        let Ground::File(base) = &self.ground else { return Err(WriteError::Lost) };
        if base.text == text && self.foreign.is_none() {
            let next = Base::new(text, base.stamp, last);
            self.mark(&next)?;
            self.build_on(next);
            return Ok(());
        }
        let new = temporary(&path);
        let next = Base::new(text, None, last);
        if let Err(error) = self.write_and_mark(&new, &next) {
            // The disk has failed already, which is what is told.
            let _ = self.disk.remove(&new);
            return Err(error);
        }
        let renamed = self.disk.rename(&new, &path).named("replace", &path);
        self.owed.insert(self.place.folder().to_owned());
        if renamed.is_err()
            && self.disk.read(&path, next.text.len() as u64).ok().as_deref() != Some(next.text.as_bytes())
        {
            let _ = self.disk.remove(&new);
            return Ok(renamed?);
        }
        // A renaming that is reported as failed may have been done; then the file is the new one, and this is told.
        let stamp = self.disk.stamp(&path).named("look at", &path);
        let told = stamp.as_ref().err().map(ToString::to_string);
        self.build_on(Base { stamp: stamp.ok(), ..next });
        self.told.extend(told);
        Ok(renamed?)
    }

    /// Writes the content of `next` beside the set, and into the journal that it is to come.
    fn write_and_mark(&mut self, new: &std::path::Path, next: &Base) -> Result<(), WriteError> {
        write_new(&*self.disk, new, Some(self.place.set()), next.text.as_bytes())?;
        self.mark(next)?;
        let agreed = self.foreign.as_ref().map(|foreign| foreign.stamp);
        self.look_outside()?;
        let now = self.foreign.as_ref().map(|foreign| foreign.stamp);
        if now == agreed { Ok(()) } else { Err(self.foreign_error()) }
    }

    /// Writes into the journal that everything up to here is in the content of `next`.
    pub(super) fn mark(&mut self, next: &Base) -> Result<(), WriteError> {
        let mut mark = Vec::new();
        line::write(&mut mark, next.seq, false, &format!("snapshot {}", next.hash()));
        self.append(&mark)
    }

    /// Lets all later operations build on `base`, which holds all earlier ones.
    pub(super) fn build_on(&mut self, base: Base) {
        self.is_as_found = false;
        self.based = false;
        self.ground = Ground::File(base);
        self.base = self.at.clone();
        self.since.clear();
        self.since_bytes = 0;
        self.agreed = None;
        if self.foreign.take().is_some() {
            self.news = Some(News::Settled);
        }
    }

    /// Adds the operations of the journal to the history, and begins a new journal.
    fn turn_over(&mut self) -> Result<(), WriteError> {
        let path = self.place.journal();
        let bytes = self.disk.read(&path, u64::MAX).named("read", &path)?;
        let read = line::read(&bytes);
        let mut moved = Vec::new();
        for (line, _) in journal::operations(&read.lines, 0) {
            moved.extend_from_slice(bytes.get(line.place.clone()).unwrap_or(&[]));
        }
        let history = self.extend_history(&moved)?;
        // Whether the new journal has taken the place of the old one is found out at the next append.
        self.journal = None;
        self.journal = Some(self.build_journal(history)?);
        Ok(())
    }

    /// Appends `bytes` to what was safe of the history, and returns its length.
    fn extend_history(&mut self, bytes: &[u8]) -> Result<u64, FileError> {
        let path = self.place.history();
        let disk = &*self.disk;
        let mut file = match if_there(disk.append(&path)).named("open", &path)? {
            Some(file) => file,
            None => disk.create(&path, None).named("create", &path)?,
        };
        let size = file.stamp().named("look at", &path)?.size;
        let safe = self.history.min(size);
        if safe < self.history {
            self.told.push(format!("{} has lost its end: undo goes back no further than that", path.display()));
        }
        if size > safe {
            file.cut(safe).named("cut", &path)?;
        }
        file.write_all(bytes).named("write", &path)?;
        file.sync().named("save", &path)?;
        let folder = self.place.side();
        disk.sync_folder(&folder).named("save the folder", &folder)?;
        Ok(safe + bytes.len() as u64)
    }
}
