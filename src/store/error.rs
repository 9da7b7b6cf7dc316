//! What can go wrong with a file: the act, the file and the system's reason in plain words.

use std::io;
use std::path::{Path, PathBuf};

/// An act on a file that failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {act} {}: {}", path.display(), reason(source))]
pub struct FileError {
    /// What was tried, as a verb: `read`, `replace`.
    pub act: &'static str,
    /// The file it was tried on.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl FileError {
    /// Returns the reason in a few words, without the file: `disk full`.
    #[must_use]
    pub fn reason(&self) -> String {
        reason(&self.source)
    }
}

/// Adds the act and the file to what the system says.
pub trait Named<T> {
    /// Returns the value, or the error with the act and the file it belongs to.
    ///
    /// # Errors
    ///
    /// The same as before, with a name.
    fn named(self, act: &'static str, path: &Path) -> Result<T, FileError>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, act: &'static str, path: &Path) -> Result<T, FileError> {
        self.map_err(|source| FileError { act, path: path.to_owned(), source })
    }
}

/// Returns the value, or `None` where there is no such file.
///
/// # Errors
///
/// All other errors.
pub fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns what an error of the system means, in a few words.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "no such file",
        io::ErrorKind::PermissionDenied => "no permission",
        io::ErrorKind::StorageFull => "disk full",
        io::ErrorKind::QuotaExceeded => "disk quota used up",
        io::ErrorKind::ReadOnlyFilesystem => "read-only file system",
        io::ErrorKind::IsADirectory => "is a folder",
        io::ErrorKind::NotADirectory => "a part of the path is no folder",
        io::ErrorKind::AlreadyExists => "something has that name",
        io::ErrorKind::Interrupted => "interrupted",
        io::ErrorKind::WriteZero => "the disk takes no more",
        io::ErrorKind::FileTooLarge => "too large",
        io::ErrorKind::StaleNetworkFileHandle => "the network drive is gone",
        _ if error.raw_os_error() == Some(5) => "the disk fails (input/output error)",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_act_the_file_and_the_reason() {
        let failed: io::Result<()> = Err(io::ErrorKind::StorageFull.into());
        let error = failed.named("replace", Path::new("a--b.mk.ron")).expect_err("it failed");
        assert_eq!(error.to_string(), "cannot replace a--b.mk.ron: disk full");
        assert_eq!(error.reason(), "disk full");
    }
}
