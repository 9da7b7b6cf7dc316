//! The lock: one program writes a set; another opens it to read and says who has it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Lock, OpenFile};
use super::error::{FileError, Named, if_there};
use super::place::{Place, make_folders};

/// More than this is not read of a lock file, in bytes.
const LIMIT: u64 = 4096;

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// The number of the process, 0 where it is not known.
    pub process: u32,
    /// The annotator's short name.
    pub annotator: String,
    /// The name of the machine, empty where it is not known.
    pub host: String,
}

impl Holder {
    fn to_text(&self) -> String {
        let line = |text: &str| text.replace(char::is_control, " ");
        format!("process {}\nannotator {}\nhost {}\n", self.process, line(&self.annotator), line(&self.host))
    }

    fn from_text(text: &str) -> Self {
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).unwrap_or("");
        Holder {
            process: field("process").parse().unwrap_or(0),
            annotator: field("annotator").to_owned(),
            host: field("host").to_owned(),
        }
    }
}

/// As messages name it: `mk (process 4711 on hera)`.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.annotator.is_empty() { "another program" } else { &self.annotator })?;
        match (self.process, self.host.as_str()) {
            (0, _) => Ok(()),
            (process, "") => write!(f, " (process {process})"),
            (process, host) => write!(f, " (process {process} on {host})"),
        }
    }
}

/// A lock that is ours until this is dropped.
pub struct Held {
    file: Box<dyn OpenFile>,
    holder: Holder,
    path: PathBuf,
    side: PathBuf,
    /// Folders in which names were made for it, not yet synced.
    made: Vec<PathBuf>,
}

/// What came of claiming a set.
pub enum Claim {
    /// It is ours. The sentence, if any, tells what could not be written into the lock file.
    Ours(Held, Option<String>),
    /// Somebody else has it.
    Theirs(Holder),
}

/// Claims the set at `place` for `holder`. Nothing but the lock file and the folders it lies in is made.
///
/// # Errors
///
/// When the lock file cannot be made or locked; then the set must not be written.
pub fn claim(disk: &dyn Disk, place: &Place, holder: &Holder) -> Result<Claim, FileError> {
    let made = make_folders(disk, &place.side())?;
    let path = place.lock();
    match disk.lock(&path).named("lock", &path)? {
        Lock::Busy => Ok(Claim::Theirs(holder_of(disk, &path))),
        Lock::Taken(mut file) => {
            // Others can do without the name, and a full disk must not keep anybody out.
            let written = file.cut(0).and_then(|()| file.write_all(holder.to_text().as_bytes()));
            let told = written.named("write into", &path).err().map(|error| error.to_string());
            Ok(Claim::Ours(Held { file, holder: holder.clone(), path, side: place.side(), made }, told))
        }
    }
}

/// Returns who the lock file at `path` says holds it.
pub fn holder_of(disk: &dyn Disk, path: &Path) -> Holder {
    let bytes = disk.read(path, LIMIT).unwrap_or_default();
    Holder::from_text(&String::from_utf8_lossy(&bytes))
}

impl Held {
    /// Returns the folders in which names were made for the lock, which must be synced before anything in them
    /// counts as kept.
    #[must_use]
    pub fn made(&self) -> &[PathBuf] {
        &self.made
    }

    /// Returns whose it is.
    #[must_use]
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// Gives the lock up and removes its file, and also the folder of side files if `tidy`, unless something was there before or
    /// somebody has put something into it.
    ///
    /// # Errors
    ///
    /// When one of the two cannot be removed; the lock is given up all the same.
    pub fn release(self, disk: &dyn Disk, tidy: bool) -> Result<(), FileError> {
        // Removed while it is held: whoever waits for it finds it nameless and makes another.
        if_there(disk.remove(&self.path)).named("remove", &self.path)?;
        drop(self.file);
        if self.made.is_empty() || !tidy {
            return Ok(());
        }
        match disk.remove_folder(&self.side) {
            // It stays where there is something in it.
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
            removed => removed.named("remove the folder", &self.side),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SimulatedDisk;

    fn place() -> Place {
        Place::new(PathBuf::from("/news/a--b.mk.ron"))
    }

    fn holder(annotator: &str) -> Holder {
        Holder { process: 4711, annotator: annotator.to_owned(), host: "hera".to_owned() }
    }

    #[test]
    fn the_second_one_is_told_who_holds_it() {
        let disk = SimulatedDisk::new();
        disk.put("/news/a.txt", "");
        let Ok(Claim::Ours(held, None)) = claim(&disk, &place(), &holder("mk")) else { panic!("free") };
        let Ok(Claim::Theirs(who)) = claim(&disk, &place(), &holder("ab")) else { panic!("taken") };
        assert_eq!(who.to_string(), "mk (process 4711 on hera)");
        held.release(&disk, true).expect("released");
        assert_eq!(disk.files(), [Path::new("/news/a.txt")], "nothing is left behind");
        assert!(matches!(claim(&disk, &place(), &holder("ab")), Ok(Claim::Ours(..))));
    }

    #[test]
    fn a_lock_file_that_says_nothing_still_locks() {
        let disk = SimulatedDisk::new();
        disk.put("/news/.diptych/a--b.mk.lock", "\u{1b}[31m");
        let _held = disk.lock(&place().lock()).expect("locked");
        let Ok(Claim::Theirs(who)) = claim(&disk, &place(), &holder("ab")) else { panic!("taken") };
        assert_eq!(who.to_string(), "another program");
    }

    #[test]
    fn a_full_disk_keeps_nobody_out_once_the_file_is_there() {
        let disk = SimulatedDisk::new();
        disk.put("/news/.diptych/a--b.mk.lock", "");
        disk.break_writing(Some(28));
        let Ok(Claim::Ours(_, Some(told))) = claim(&disk, &place(), &holder("mk")) else { panic!("locked") };
        assert_eq!(told, "cannot write into /news/.diptych/a--b.mk.lock: disk full");
    }

    #[test]
    fn a_folder_that_nobody_may_write_gives_no_lock() {
        let disk = SimulatedDisk::new();
        disk.put("/news/a.txt", "");
        disk.forbid("/news");
        let Err(error) = claim(&disk, &place(), &holder("mk")) else { panic!("forbidden") };
        assert_eq!(error.to_string(), "cannot make the folder /news/.diptych: no permission");
    }
}
