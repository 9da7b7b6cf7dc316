//! The machine's own file system; the only module of the crate that opens files.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::disk::{Disk, Lock, OpenFile, Stamp};

/// The machine's own file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

/// Reads at most `limit` bytes into memory of the right size, for a text may be large.
fn read_to_limit(file: File, size: u64, limit: u64) -> io::Result<Vec<u8>> {
    if size > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // A pipe has no size of its own: one byte past the limit shows that there is more.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn nanoseconds(time: Option<SystemTime>) -> i128 {
    let Some(time) = time else { return 0 };
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}

fn stamp(metadata: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let (device, inode, changed) = {
        use std::os::unix::fs::MetadataExt;
        let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
        (metadata.dev(), metadata.ino(), changed)
    };
    #[cfg(not(unix))]
    let (device, inode, changed) = (0, 0, nanoseconds(metadata.created().ok()));
    Stamp {
        device,
        inode,
        size: metadata.len(),
        modified: nanoseconds(metadata.modified().ok()),
        changed,
        folder: metadata.is_dir(),
        protected: metadata.permissions().readonly(),
    }
}

/// A file of the machine.
struct RealFile(File);

impl OpenFile for RealFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }

    fn stamp(&self) -> io::Result<Stamp> {
        Ok(stamp(&self.0.metadata()?))
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        read_to_limit(file, metadata.len(), limit)
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        Ok(stamp(&fs::metadata(path)?))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort_unstable();
        Ok(names)
    }

    fn create(&self, path: &Path, like: Option<&Path>) -> io::Result<Box<dyn OpenFile>> {
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        if let Some(Ok(metadata)) = like.map(fs::metadata) {
            file.set_permissions(metadata.permissions())?;
        }
        Ok(Box::new(RealFile(file)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(RealFile(OpenOptions::new().append(true).open(path)?)))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // A path without a folder, `set.ron`, lies in the current one.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        // Windows keeps names with the files and opens no folder for this.
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Lock> {
        loop {
            let file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(Lock::Busy),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // The last holder may have removed the file between our opening and our locking it: then what we
            // hold has no name, and the next one would lock another file.
            let held = stamp(&file.metadata()?);
            match fs::metadata(path) {
                Ok(named) if stamp(&named).same_file(&held) => return Ok(Lock::Taken(Box::new(RealFile(file)))),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_was_written_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("set.ron");
        let mut file = RealDisk.create(&path, None).expect("created");
        file.write_all("Şıbırğan".as_bytes()).expect("written");
        file.cut(2).expect("cut");
        file.write_all(b"x").expect("written at the end");
        file.sync().expect("synced");
        assert_eq!(RealDisk.read(&path, 3).expect("read"), "Şx".as_bytes());
        let refused = RealDisk.read(&path, 2).expect_err("over the limit");
        assert_eq!(refused.kind(), io::ErrorKind::FileTooLarge);
        let folder_read = RealDisk.read(folder.path(), 9).expect_err("a folder");
        assert_eq!(folder_read.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(RealDisk.create(&path, None).map(|_| ()).expect_err("there").kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn a_lock_is_held_by_one_and_free_after() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("set.lock");
        let first = RealDisk.lock(&path).expect("asked");
        assert!(matches!(first, Lock::Taken(_)));
        assert!(matches!(RealDisk.lock(&path).expect("asked"), Lock::Busy));
        drop(first);
        assert!(matches!(RealDisk.lock(&path).expect("asked"), Lock::Taken(_)));
    }

    #[test]
    fn a_replaced_file_has_another_stamp_even_with_the_same_length() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        for path in [&old, &new] {
            RealDisk.create(path, None).expect("created").write_all(b"same").expect("written");
        }
        let before = RealDisk.stamp(&old).expect("there");
        RealDisk.rename(&new, &old).expect("renamed");
        RealDisk.sync_folder(folder.path()).expect("synced");
        assert_ne!(RealDisk.stamp(&old).expect("there"), before);
        assert_eq!(RealDisk.list(folder.path()).expect("listed"), ["old"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_takes_the_rights_of_the_one_it_will_replace() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        RealDisk.create(&old, None).expect("created");
        fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).expect("set");
        RealDisk.create(&new, Some(&old)).expect("created");
        assert_eq!(fs::metadata(&new).expect("there").permissions().mode() & 0o777, 0o640);
    }
}
