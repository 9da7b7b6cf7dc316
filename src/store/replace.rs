//! Replacing a file whole: whoever reads it finds the old one or the new one, and never a part.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::{FileError, Named};

/// Returns the name under which the next content of `path` is written: in the same folder, hidden.
#[must_use]
pub fn temporary(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    path.with_file_name(name)
}

/// Writes `bytes` to the file `new`, which is removed first if an earlier attempt has left one, syncs it, and
/// compares what is read back. It takes the rights of `like`.
///
/// # Errors
///
/// When the disk fails, or gives back something else.
pub fn write_new(disk: &dyn Disk, new: &Path, like: Option<&Path>, bytes: &[u8]) -> Result<(), FileError> {
    let mut file = match disk.create(new, like) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            disk.remove(new).named("remove", new)?;
            disk.create(new, like).named("create", new)?
        }
        file => file.named("create", new)?,
    };
    file.write_all(bytes).named("write", new)?;
    file.sync().named("save", new)?;
    drop(file);
    let found = disk.read(new, bytes.len() as u64).named("read back", new)?;
    if found == bytes {
        return Ok(());
    }
    Err(io::Error::other("the disk gives back something else than was written")).named("read back", new)
}

/// Writes `bytes` to the file `path`, which must not be there yet.
///
/// # Errors
///
/// When there is such a file, which is left as it is, or when the disk fails.
pub fn keep_copy(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if disk.stamp(path).is_ok() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is there already")).named("write", path);
    }
    write_new(disk, path, None, bytes)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    disk.sync_folder(folder).named("save the folder", folder)
}

/// Makes the file at `path` hold `bytes`, in one step in the place of what was there. A failure leaves the
/// old file as it was, and removes the new one where that can be done.
///
/// # Errors
///
/// When the disk fails. Where the last step alone failed, syncing the folder, the new content is there but might
/// not survive a power cut.
pub fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let new = temporary(path);
    let written = write_new(disk, &new, Some(path), bytes);
    if let Err(error) = written.and_then(|()| disk.rename(&new, path).named("replace", path)) {
        // The disk has failed already, which is what is told.
        let _ = disk.remove(&new);
        return Err(error);
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    disk.sync_folder(folder).named("save the folder", folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::simulated::{Fault, SimulatedDisk};

    #[test]
    fn after_every_crash_there_is_the_old_file_or_the_new_one() {
        for call in 0.. {
            let disk = SimulatedDisk::new();
            disk.put("/set.ron", "old");
            disk.crash_at(call);
            let done = replace(&disk, Path::new("/set.ron"), b"new").is_ok();
            for seed in 0..20 {
                let found = disk.after_crash(seed).peek("/set.ron").expect("a set");
                assert!(found == b"new" || found == b"old" && !done, "call {call}, seed {seed}");
            }
            if done {
                return assert!(call > 4, "create, write, sync, read, rename, sync folder");
            }
        }
    }

    #[test]
    fn every_failing_call_is_told_and_leaves_a_whole_file() {
        for fault in [Fault::Error(28), Fault::ErrorAfter(5), Fault::Torn(1, 28)] {
            for call in 0..6 {
                let disk = SimulatedDisk::new();
                disk.put("/set.ron", "old");
                disk.fault_at(call, fault);
                let told = replace(&disk, Path::new("/set.ron"), b"new").expect_err("told");
                assert!(!told.reason().is_empty());
                let found = disk.peek("/set.ron").expect("a set");
                assert!(found == b"new" || found == b"old", "call {call}");
            }
        }
    }

    #[test]
    fn short_and_interrupted_writes_go_on() {
        let disk = SimulatedDisk::new();
        disk.fault_at(1, Fault::Short(1));
        disk.fault_at(2, Fault::Error(4));
        replace(&disk, Path::new("/set.ron"), b"new").expect("done");
        assert_eq!(disk.peek("/set.ron"), Some(b"new".to_vec()));
    }

    #[test]
    fn a_copy_never_takes_the_place_of_a_file() {
        let disk = SimulatedDisk::new();
        disk.put("/set.ron", "old");
        assert!(keep_copy(&disk, Path::new("/set.ron"), b"new").is_err());
        assert_eq!(disk.peek("/set.ron"), Some(b"old".to_vec()));
        keep_copy(&disk, Path::new("/copy.ron"), b"new").expect("free");
        assert_eq!(disk.peek("/copy.ron"), Some(b"new".to_vec()));
    }

    #[test]
    fn what_an_earlier_attempt_left_is_no_hindrance() {
        let disk = SimulatedDisk::new();
        disk.put("/.set.ron.new", "half");
        replace(&disk, Path::new("/set.ron"), b"new").expect("done");
        assert_eq!(disk.files(), [Path::new("/set.ron")]);
    }
}
