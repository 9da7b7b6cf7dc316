//! What must be safe before an operation that exchanges a text may be: both texts, a backup of the set, what was parked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Ground, WriteError, Writer};
use crate::annotation::Operation;
use crate::format::native;
use crate::store::article::keep_text;
use crate::store::backup::{self, Reason};
use crate::store::error::{FileError, Named, if_there};
use crate::store::replace::replace;
use crate::store::texts::both;

impl Writer {
    /// Writes all that the first `count` of the operations that wait need. What was written before a failure is not written
    /// again by the next call.
    pub(super) fn put_before(&mut self, count: usize) -> Result<(), WriteError> {
        self.keep_texts(count)?;
        self.back_up_before(count)?;
        while let Some((path, text)) = self.beside.first().cloned() {
            let free = self.free_beside(&path, text.as_bytes())?;
            if free != path {
                self.told.push(format!("{} is another file, and so it is {} instead", path.display(), free.display()));
            }
            replace(&*self.disk, &free, text.as_bytes())?;
            self.owed.insert(self.place.folder().to_owned());
            self.beside.remove(0);
        }
        self.settle()?;
        Ok(())
    }

    /// Makes sure that the texts on both sides of what waits lie beside the set: whoever reads an operation must have them.
    fn keep_texts(&mut self, count: usize) -> Result<(), WriteError> {
        for swap in self.waiting.iter().take(count).flat_map(|operation| operation.transaction.swaps()) {
            for hash in [&swap.before, &swap.after] {
                keep_text(&*self.disk, &self.place, &*self.texts.get(&*self.disk, swap.doc, hash)?)?;
            }
            self.owed.insert(self.place.copies());
        }
        Ok(())
    }

    /// Makes a backup of the set as it is before the first operation that waits and exchanges a text.
    fn back_up_before(&mut self, count: usize) -> Result<(), WriteError> {
        let exchanges = |operation: &Arc<Operation>| !operation.transaction.swaps().is_empty();
        let Some(at) = self.waiting.iter().take(count).position(exchanges) else { return Ok(()) };
        let (seq, now) = (self.waiting[at].seq, self.waiting[at].at);
        let Ground::File(base) = &self.ground else { return Ok(()) };
        if self.backed_up == seq {
            return Ok(());
        }
        let broken = |error: &dyn std::fmt::Display| WriteError::Broken(error.to_string());
        let mut set = native::read(&base.text, both(&self.base)).map_err(|error| broken(&error))?;
        let mut texts = self.base.clone();
        for operation in self.since.iter().chain(&self.waiting[..at]) {
            set.apply(&operation.transaction).map_err(|error| broken(&error))?;
            texts = self.texts.after(&*self.disk, &texts, &operation.transaction.swaps())?;
        }
        let text = native::write(&set, both(&texts));
        let backup = backup::keep(&*self.disk, &self.place, text.as_bytes(), Reason::Rebase, now)?;
        self.told.extend(backup.told);
        self.backed_up = seq;
        Ok(())
    }

    /// Returns `path`, or a name like it if another file has that one: nothing is ever written over.
    fn free_beside(&self, path: &Path, text: &[u8]) -> Result<PathBuf, FileError> {
        let mut free = path.to_owned();
        let mut number = 1;
        while if_there(self.disk.stamp(&free)).named("look at", &free)?.is_some() {
            if self.disk.read(&free, text.len() as u64).ok().as_deref() == Some(text) {
                break;
            }
            number += 1;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            free = path.with_file_name(format!("{stem}-{number}.ron"));
        }
        Ok(free)
    }
}
