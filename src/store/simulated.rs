//! A disk in memory that loses what was not synced and fails where it is told to.
//!
//! It is as unkind as a file system may be: content reaches the disk only by the sync of its file, names only by the
//! sync of their folder, and of what was not synced a crash keeps any part in any order. Every call is
//! counted, so that a test can end the machine at each of them, or let each of them fail.

mod world;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, Lock, OpenFile, Stamp};
use world::{Node, World};

/// What a chosen call does instead of what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does nothing and reports this error number of the system.
    Error(i32),
    /// It does its work and reports this error number all the same.
    ErrorAfter(i32),
    /// A write takes this many bytes and reports so; other calls do their work.
    Short(usize),
    /// A write takes this many bytes and reports this error number; other calls do nothing and report it.
    Torn(usize, i32),
}

/// A file system in memory; clones are the same one.
#[derive(Clone, Default)]
pub struct SimulatedDisk {
    world: Arc<Mutex<World>>,
}

impl SimulatedDisk {
    /// Returns an empty disk that holds nothing but its root.
    #[must_use]
    pub fn new() -> Self {
        SimulatedDisk::default()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a file there with its folders, all of it safely on the disk, as another program would: a file that had the
    /// name is written over in place. Counts as no call.
    pub fn put(&self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        self.world().put(path.as_ref(), bytes.into());
    }

    /// Takes a file away, safely on the disk, as another program would. Counts as no call.
    pub fn take(&self, path: impl AsRef<Path>) {
        self.world().take(path.as_ref());
    }

    /// Returns the content of the file as a program would see it now. Counts as no call.
    #[must_use]
    pub fn peek(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        self.world().peek(path.as_ref())
    }

    /// Returns the paths of all files that a program would see now.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.world().files()
    }

    /// Returns how many calls there have been.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.world().calls.len()
    }

    /// Returns what call number `call` was, counted from 0: `write /a/b.journal`.
    #[must_use]
    pub fn call(&self, call: usize) -> Option<String> {
        self.world().calls.get(call).cloned()
    }

    /// Ends the machine at call number `call`, which is not done, nor any after it.
    pub fn crash_at(&self, call: usize) {
        self.world().crash_at = Some(call);
    }

    /// Lets call number `call` do `fault`.
    pub fn fault_at(&self, call: usize, fault: Fault) {
        self.world().faults.insert(call, fault);
    }

    /// Lets every call that changes something fail with this error number from now on, or none again.
    pub fn break_writing(&self, errno: Option<i32>) {
        self.world().broken = errno;
    }

    /// Protects the file at `path` from writing, as far as a stamp says; writing to it is not refused.
    pub fn protect(&self, path: impl AsRef<Path>) {
        self.world().protect(path.as_ref());
    }

    /// Lets nobody make, rename or remove anything in `folder`.
    pub fn forbid(&self, folder: impl Into<PathBuf>) {
        self.world().forbidden.insert(folder.into());
    }

    /// Returns the disk as the machine finds it after the power went now. Of what was not synced, 0 keeps nothing, 1
    /// keeps everything (as after a kill of the program alone), and any other seed keeps parts by chance.
    #[must_use]
    pub fn after_crash(&self, seed: u64) -> SimulatedDisk {
        SimulatedDisk { world: Arc::new(Mutex::new(self.world().after_crash(seed))) }
    }
}

/// A file of the simulated disk, held open by its number as systems do.
struct SimulatedFile {
    disk: SimulatedDisk,
    path: PathBuf,
    file: usize,
    locked: bool,
}

impl Drop for SimulatedFile {
    fn drop(&mut self) {
        if self.locked {
            self.disk.world().locks.remove(&self.file);
        }
    }
}

impl OpenFile for SimulatedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.world().write(&self.path, self.file, bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).map_err(io::Error::other)?;
        self.disk.world().change("cut", &self.path, |world| {
            world.cut(self.file, length);
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.world().change("sync", &self.path, |world| {
            world.sync(self.file);
            Ok(())
        })
    }

    fn stamp(&self) -> io::Result<Stamp> {
        self.disk.world().ask("stamp open", &self.path, |world| Ok(world.stamp_of(self.file)))
    }
}

impl SimulatedDisk {
    fn open(&self, path: &Path, file: usize, locked: bool) -> Box<dyn OpenFile> {
        Box::new(SimulatedFile { disk: self.clone(), path: path.to_owned(), file, locked })
    }
}

impl Disk for SimulatedDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.world().ask("read", path, |world| {
            let bytes = world.content(world.file(path)?);
            if bytes.len() as u64 > limit {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Ok(bytes.to_vec())
        })
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.world().ask("stamp", path, |world| match world.node(path)? {
            Node::File(file) => Ok(world.stamp_of(file)),
            Node::Folder => {
                Ok(Stamp { device: 1, inode: 0, size: 0, modified: 0, changed: 0, folder: true, protected: false })
            }
        })
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.world().ask("resolve", path, |world| world.node(path).map(|_| path.to_owned()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.world().ask("list", folder, |world| world.list(folder))
    }

    fn create(&self, path: &Path, _like: Option<&Path>) -> io::Result<Box<dyn OpenFile>> {
        let file = self.world().change("create", path, |world| world.create(path))?;
        Ok(self.open(path, file, false))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        let file = self.world().ask("open", path, |world| world.file(path))?;
        Ok(self.open(path, file, false))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.world().change("create folder", path, |world| world.enter(path, Node::Folder))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.world().change("remove", path, |world| {
            world.file(path)?;
            world.leave(path)
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.world().change("remove folder", path, |world| {
            if !world.list(path)?.is_empty() {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            world.leave(path)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.world().change("rename", to, |world| world.rename(from, to))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.world().change("sync folder", folder, |world| {
            world.sync_names(folder);
            Ok(())
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Lock> {
        let mut world = self.world();
        let file = match world.ask("lock", path, |world| world.file(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                world.change("create lock", path, |world| world.create(path))?
            }
            found => found?,
        };
        let taken = world.locks.insert(file);
        drop(world);
        Ok(if taken { Lock::Taken(self.open(path, file, true)) } else { Lock::Busy })
    }
}

#[cfg(test)]
mod tests;
