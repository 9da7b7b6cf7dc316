//! The one door to the file system: everything the program does with files goes through [`Disk`].
//!
//! [`RealDisk`](super::real::RealDisk) is the machine's; [`SimulatedDisk`](super::simulated::SimulatedDisk) is in
//! memory, loses what was not synced and fails where it is told to. Each method is one step that may fail or
//! be the last one before the power goes; what must happen together is put together above this door.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The device it lies on; 0 where the system does not say.
    pub device: u64,
    /// Its number on that device; 0 where the system does not say.
    pub inode: u64,
    /// Its length in bytes.
    pub size: u64,
    /// When its content was last changed, in nanoseconds since 1970.
    pub modified: i128,
    /// When its content or its name, owner and rights were last changed, in nanoseconds since 1970; 0 where the
    /// system does not say.
    pub changed: i128,
    /// Whether it is a folder.
    pub folder: bool,
    /// Whether its owner has protected it from writing.
    pub protected: bool,
}

impl Stamp {
    /// Returns whether both are of one file, whatever happened to its content.
    #[must_use]
    pub fn same_file(&self, other: &Stamp) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// What came of asking for a lock.
pub enum Lock {
    /// It is ours until the value is dropped; others may read what is written into it.
    Taken(Box<dyn OpenFile>),
    /// Another process (or another part of this one) has it.
    Busy,
}

/// A file open for writing at its end.
pub trait OpenFile: Send {
    /// Writes some of `bytes` at the end and returns how many of them.
    ///
    /// # Errors
    ///
    /// As the system has them; some bytes may have been written all the same.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Cuts the file to `length` bytes.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn cut(&mut self, length: u64) -> io::Result<()>;

    /// Returns once the content would survive a power cut; says nothing of the file's name.
    ///
    /// # Errors
    ///
    /// As the system has them; what was written since the last success may then be lost, whatever later calls say.
    fn sync(&mut self) -> io::Result<()>;

    /// Returns the state of the open file.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn stamp(&self) -> io::Result<Stamp>;

    /// Writes all of `bytes`, going on after short and interrupted writes.
    ///
    /// # Errors
    ///
    /// As [`OpenFile::write`].
    fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or(&[]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// A file system.
pub trait Disk: Send + Sync {
    /// Returns the content of the file at `path`.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::FileTooLarge`] when it has more than `limit` bytes, of which no more are then read;
    /// [`io::ErrorKind::IsADirectory`] for a folder; others as the system has them.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Returns the state of the file or folder at `path`, links followed.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn stamp(&self, path: &Path) -> io::Result<Stamp>;

    /// Returns `path` in full, from the root and without links.
    ///
    /// # Errors
    ///
    /// As the system has them; the file must exist.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Returns the names in `folder`, sorted.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Makes a file that was not there, with the rights of `like` if that exists.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::AlreadyExists`] when something has the name, even a broken link; others as the system has them.
    fn create(&self, path: &Path, like: Option<&Path>) -> io::Result<Box<dyn OpenFile>>;

    /// Opens a file that is there, to write at its end.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn append(&self, path: &Path) -> io::Result<Box<dyn OpenFile>>;

    /// Makes a folder; its parent must exist.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::AlreadyExists`] when something has the name; others as the system has them.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Gives the file `from` the name `to`, in one step taking the place of a file that had it.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Returns once the names in `folder` would survive a power cut.
    ///
    /// # Errors
    ///
    /// As the system has them.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Asks for the lock that the file `path` stands for, making the file if need be.
    ///
    /// # Errors
    ///
    /// As the system has them; a lock that another has is no error but [`Lock::Busy`].
    fn lock(&self, path: &Path) -> io::Result<Lock>;
}
