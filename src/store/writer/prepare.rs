//! What must be there before the first operation can be kept: side files, copies of the articles, the set, its journal.

use std::path::{Path, PathBuf};

use super::{Base, Ground, WriteError, Writer};
use crate::annotation::Edit;
use crate::annotation::{Record, Set, Transaction};
use crate::format::native;
use crate::store::disk::Disk;
use crate::store::error::{FileError, Named, if_there};
use crate::store::journal::{self, Header, Journal, VERSION};
use crate::store::line::{self, Tail};
use crate::store::place::Place;
use crate::store::replace::replace;
use crate::store::side;
use crate::store::texts::both;

/// What a journal found beside the set is to this session.
enum Found {
    /// The session goes on after this many bytes; this many of the history were safe when it began.
    Ours { safe: u64, history: u64 },
    /// It holds nothing that is not in the set.
    Spent { history: u64 },
    /// It holds something else.
    Other,
}

impl Writer {
    /// Makes everything that is not there yet. A failure leaves the rest for the next call.
    pub(super) fn prepare(&mut self) -> Result<(), WriteError> {
        if !self.settled {
            self.make_side()?;
            self.take_over()?;
            self.settled = true;
        }
        self.put_first()?;
        if self.journal.is_none() {
            self.journal = Some(self.find_journal()?);
        }
        self.keep_base()?;
        self.settle()?;
        Ok(())
    }

    /// Syncs the folders in which names were made.
    pub(super) fn settle(&mut self) -> Result<(), FileError> {
        while let Some(folder) = self.owed.first().cloned() {
            self.disk.sync_folder(&folder).named("save the folder", &folder)?;
            self.owed.remove(&folder);
        }
        Ok(())
    }

    fn make_side(&mut self) -> Result<(), FileError> {
        let disk = &*self.disk;
        self.owed.extend(side::make(disk, &self.place, &self.place.copies())?);
        for article in &self.articles {
            article.keep(disk, &self.place)?;
        }
        Ok(())
    }

    /// Gives the side files of a set that was renamed their new names, the journal last: as long as it has its old name,
    /// the next session finds it as this one did.
    fn take_over(&mut self) -> Result<(), FileError> {
        let Some(old) = self.renamed_from.take() else { return Ok(()) };
        let result = rename_side(&*self.disk, &old, &self.place);
        if result.is_err() {
            self.renamed_from = Some(old);
        }
        result
    }

    /// Writes the set's file if there is none yet.
    fn put_first(&mut self) -> Result<(), WriteError> {
        let (set, seq) = match &self.ground {
            Ground::File(base) if base.stamp.is_some() || self.foreign.is_some() => return Ok(()),
            Ground::File(_) => return self.place_first(),
            Ground::New(set, seq) => (set, *seq),
        };
        let set = self.completed_set(set)?;
        let text = native::write(&set, both(&self.base));
        self.ground = Ground::File(Base::new(text, None, seq));
        self.place_first()
    }

    fn place_first(&mut self) -> Result<(), WriteError> {
        let path = self.place.set().to_owned();
        let there = if_there(self.disk.stamp(&path)).named("look at", &path)?;
        let Ground::File(base) = &mut self.ground else { return Ok(()) };
        if there.is_none() {
            replace(&*self.disk, &path, base.text.as_bytes())?;
        } else if self.disk.read(&path, base.text.len() as u64).ok().as_deref() != Some(base.text.as_bytes()) {
            // Another program has made a file of that name since this one began, which is found when it is looked at.
            return Ok(());
        }
        base.stamp = Some(self.disk.stamp(&path).named("look at", &path)?);
        self.owed.insert(self.place.folder().to_owned());
        Ok(())
    }

    /// Makes the copy of what the operations build on. With it and the journal all is there, whatever another program
    /// makes of the set's file.
    pub(super) fn keep_base(&mut self) -> Result<(), FileError> {
        let Ground::File(base) = &self.ground else { return Ok(()) };
        if self.based {
            return Ok(());
        }
        let path = self.place.base();
        let length = base.text.len() as u64;
        let there = if_there(self.disk.stamp(&path)).named("look at", &path)?;
        let is_there = there.is_some_and(|stamp| stamp.size == length)
            && self.disk.read(&path, length).named("read", &path)? == base.text.as_bytes();
        if !is_there {
            replace(&*self.disk, &path, base.text.as_bytes())?;
        }
        self.based = true;
        Ok(())
    }

    /// Returns `set` with count and hash of its documents filled in.
    fn completed_set(&self, set: &Set) -> Result<Set, WriteError> {
        let mut set = set.clone();
        for article in &self.articles {
            let Some(info) = set.document(article.document().id()).cloned() else { continue };
            let mut whole = info.clone();
            article.complete(&mut whole);
            let edit = Edit::replace(Record::Document(info), Record::Document(whole));
            set.apply(&Transaction::of("", edit)).map_err(|error| WriteError::Broken(error.to_string()))?;
        }
        Ok(set)
    }

    /// Returns the journal to go on with: the one that is there, or a new one.
    fn find_journal(&mut self) -> Result<Journal, WriteError> {
        let path = self.place.journal();
        let Some(bytes) = if_there(self.disk.read(&path, u64::MAX)).named("read", &path)? else {
            let history = self.safe_history()?;
            return self.build_journal(history);
        };
        match self.judge(&bytes) {
            Found::Ours { safe, history } => {
                self.history = history;
                self.owed.insert(self.place.side());
                Ok(Journal::resume(path, safe))
            }
            Found::Spent { history } => self.build_journal(history),
            Found::Other => {
                // Whatever it is, it is not ours to remove.
                let aside = self.free_name(&path)?;
                self.disk.rename(&path, &aside).named("put aside", &path)?;
                self.told.push(format!("a journal that does not belong here was put aside as {}", aside.display()));
                let history = self.safe_history()?;
                self.build_journal(history)
            }
        }
    }

    /// Returns a name beside `journal` that no file has: what was put aside before stays, too.
    fn free_name(&self, journal: &Path) -> Result<PathBuf, FileError> {
        let mut number = self.durable;
        loop {
            let name = journal.with_extension(format!("journal.aside-{number}"));
            if if_there(self.disk.stamp(&name)).named("look at", &name)?.is_none() {
                return Ok(name);
            }
            number += 1;
        }
    }

    fn judge(&self, bytes: &[u8]) -> Found {
        let Ground::File(base) = &self.ground else { return Found::Other };
        let read = line::read(bytes);
        let Ok((header, _)) = Header::read(&read) else { return Found::Other };
        let history = header.history;
        let is_spent = journal::operations(&read.lines, 0).next().is_none();
        let Some(from) = journal::known(&read.lines, &header, base.hash()) else {
            return if is_spent { Found::Spent { history } } else { Found::Other };
        };
        let mut safe = read.lines[from].place.end;
        let mut found = journal::operations(&read.lines, from);
        for operation in &self.since {
            match found.next() {
                Some((line, _)) if line.seq == operation.seq => safe = line.place.end,
                _ => return Found::Other,
            }
        }
        match read.tail {
            Tail::Damaged { .. } => Found::Other,
            _ => Found::Ours { safe: safe as u64, history },
        }
    }

    /// Writes a journal that holds what is safe and not in the set's file, in the place of the one that is there.
    pub(super) fn build_journal(&mut self, history: u64) -> Result<Journal, WriteError> {
        let Ground::File(base) = &self.ground else { return Err(WriteError::Lost) };
        let head = native::head(&base.text).map_err(|error| WriteError::Broken(error.to_string()))?;
        let header = Header {
            journal: VERSION,
            set: head.set,
            annotator: head.annotator,
            base: base.hash().to_owned(),
            history,
        };
        let mut bytes = header.line(base.seq);
        bytes.extend(self.lines(&self.since, &self.base)?.0);
        let path = self.place.journal();
        replace(&*self.disk, &path, &bytes)?;
        self.history = history;
        self.since_bytes = 0;
        Ok(Journal::resume(path, bytes.len() as u64))
    }

    /// Returns how many bytes of the history are whole lines.
    fn safe_history(&self) -> Result<u64, FileError> {
        let path = self.place.history();
        let bytes = if_there(self.disk.read(&path, u64::MAX)).named("read", &path)?;
        Ok(bytes.map_or(0, |bytes| line::end(&bytes).length as u64))
    }
}

fn rename_side(disk: &dyn Disk, old: &Place, new: &Place) -> Result<(), FileError> {
    let pairs = [(old.history(), new.history()), (old.base(), new.base()), (old.journal(), new.journal())];
    for (from, to) in pairs {
        if_there(disk.rename(&from, &to)).named("rename", &from)?;
    }
    Ok(())
}
