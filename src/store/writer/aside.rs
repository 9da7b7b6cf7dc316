//! Keeping both: the set's file is left to the other program, and the session goes on in a new file beside it.
//!
//! The new file has its own journal and the whole history. Only when all of it is safe does the old place forget what was
//! done here; a crash in between leaves both, and the old place asks again.

use std::ffi::OsString;

use super::{Base, Ground, News, WriteError, Writer};
use crate::format::native;
use crate::store::error::{FileError, Named, if_there};
use crate::store::journal::{self, Header, Journal, VERSION};
use crate::store::line;
use crate::store::lock::{self, Claim, Held};
use crate::store::place::Place;
use crate::store::replace::replace;

impl Writer {
    /// Returns where the session goes on since the last call, if it has moved.
    pub fn take_moved(&mut self) -> Option<Place> {
        self.moved.take()
    }

    /// Lets the session go on in a new file beside the set's own, which stays as the other program has left it.
    pub(super) fn move_out(&mut self) -> Result<(), WriteError> {
        let Ground::File(base) = &self.ground else { return Err(WriteError::Lost) };
        let (text, _) = self.put_together(base)?;
        let head = native::head(&text).map_err(|error| WriteError::Broken(error.to_string()))?;
        let (new, lock) = self.free_place()?;
        let next = Base::new(text, None, self.last_seq());
        let written = self.write_beside(&new, &next, head);
        let (journal, history) = match written {
            Ok(written) => written,
            Err(error) => {
                // There was nothing at that place before; the disk has failed already, which is what is told.
                for path in [new.set().to_owned(), new.journal(), new.base(), new.history()] {
                    let _ = self.disk.remove(&path);
                }
                self.give_up(lock);
                return Err(error);
            }
        };
        let stamp = self.disk.stamp(new.set()).named("look at", new.set());
        self.told.extend(stamp.as_ref().err().map(ToString::to_string));
        let (old, left) = (std::mem::replace(&mut self.place, new), std::mem::replace(&mut self.lock, lock));
        let (from, hash) = (self.base_seq(), self.foreign.as_ref().and_then(|foreign| foreign.hash.clone()));
        let old_history = std::mem::replace(&mut self.history, history);
        self.build_on(Base { stamp: stamp.ok(), ..next });
        self.journal = Some(journal);
        self.failure = None;
        self.news = Some(News::Settled);
        self.moved = Some(self.place.clone());
        let (old_name, name) = (old.name(), self.place.name());
        self.told.push(format!("{old_name} is left to the other program; what was done here goes on in {name}"));
        if let Err(error) = self.clear(&old, hash, from, old_history) {
            self.told.push(error.to_string());
        }
        self.give_up(left);
        Ok(())
    }

    fn base_seq(&self) -> u64 {
        match &self.ground {
            Ground::File(base) => base.seq,
            Ground::New(_, seq) => *seq,
        }
    }

    /// Returns the next place beside the set at which there is nothing yet, and its lock.
    fn free_place(&mut self) -> Result<(Place, Held), WriteError> {
        let mut number = 2;
        loop {
            let place = numbered(&self.place, number);
            number += 1;
            // A history or a copy without a journal is what a crash in the midst of this has left.
            let paths = [place.set().to_owned(), place.journal(), place.kept()];
            let mut is_taken = false;
            for path in paths {
                is_taken |= if_there(self.disk.stamp(&path)).named("look at", &path)?.is_some();
            }
            if is_taken {
                continue;
            }
            if let Claim::Ours(held, told) = lock::claim(&*self.disk, &place, self.lock.holder())? {
                self.told.extend(told);
                return Ok((place, held));
            }
        }
    }

    /// Writes the set at `new` with all that belongs to it, its own file last. Returns its journal and the length of its history.
    fn write_beside(&mut self, new: &Place, next: &Base, head: native::Head) -> Result<(Journal, u64), WriteError> {
        let disk = &*self.disk;
        let mut history = if_there(disk.read(&self.place.history(), u64::MAX)).named("read", &self.place.history())?;
        let mut history = history.take().unwrap_or_default();
        history.truncate(usize::try_from(self.history).unwrap_or(usize::MAX));
        let old = disk.read(&self.place.journal(), u64::MAX).named("read", &self.place.journal())?;
        for (line, _) in journal::operations(&line::read(&old).lines, 0) {
            history.extend_from_slice(old.get(line.place.clone()).unwrap_or(&[]));
        }
        replace(disk, &new.history(), &history)?;
        replace(disk, &new.base(), next.text.as_bytes())?;
        let length = history.len() as u64;
        let header = Header {
            journal: VERSION,
            set: head.set,
            annotator: head.annotator,
            base: next.hash().to_owned(),
            history: length,
        };
        let bytes = header.line(next.seq);
        replace(disk, &new.journal(), &bytes)?;
        // By renaming, so that there is never a part of it. The name is free, and the lock is ours.
        replace(disk, new.set(), next.text.as_bytes())?;
        Ok((Journal::resume(new.journal(), bytes.len() as u64), length))
    }

    /// Lets the journal at `old` begin with the file of the SHA-256 `hash`, which the other program has left there, one number
    /// after `seq`, so that no undo goes back over its doing. The operations are safe at the new place.
    fn clear(&mut self, old: &Place, hash: Option<String>, seq: u64, history: u64) -> Result<(), FileError> {
        let disk = &*self.disk;
        let path = old.journal();
        match hash {
            Some(base) => {
                let Ground::File(ground) = &self.ground else { return Ok(()) };
                let head = native::head(&ground.text).unwrap_or_default();
                let header = Header { journal: VERSION, set: head.set, annotator: head.annotator, base, history };
                replace(disk, &path, &header.line(seq + 1))?;
            }
            None => {
                if_there(disk.remove(&path)).named("remove", &path)?;
            }
        }
        // Without the copy, what waits in the journal could not be put together.
        let side = old.side();
        disk.sync_folder(&side).named("save the folder", &side)?;
        for path in [old.base(), old.kept()] {
            if if_there(disk.stamp(&path)).named("look at", &path)?.is_some() {
                disk.remove(&path).named("remove", &path)?;
            }
        }
        Ok(())
    }

    fn give_up(&mut self, lock: Held) {
        if let Err(error) = lock.release(&*self.disk, false) {
            self.told.push(error.to_string());
        }
    }
}

/// Returns the place beside `place` with `number` in its name: `a--b.mk-2.ron`.
fn numbered(place: &Place, number: u32) -> Place {
    let path = place.set();
    let is_ron = path.extension().is_some_and(|extension| extension == "ron");
    let stem = if is_ron { path.file_stem() } else { path.file_name() };
    let mut name = OsString::from(stem.unwrap_or_default());
    name.push(format!("-{number}"));
    if is_ron {
        name.push(".ron");
    }
    Place::new(path.with_file_name(name))
}
