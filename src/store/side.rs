//! The folder of side files, and what it shows to git.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::place::{Place, make_folders};
use super::replace::replace;

/// Hides from git what is only this machine's, and leaves the copies of articles, which others need to read the sets.
const IGNORE: &str = "\
# Side files of diptych: journal, history, backups and lock are this machine's alone; the copies of articles go with the sets.
*
!.gitignore
!articles/
!articles/*
";

/// Makes `folder`, one of those beside the set at `place`, and the rules for git. Returns the folders in which names
/// were made or may have been by a session that was killed: they are to be synced before anything in them counts as kept.
///
/// # Errors
///
/// When the disk fails.
pub fn make(disk: &dyn Disk, place: &Place, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut owed = make_folders(disk, folder)?;
    owed.extend([place.folder().to_owned(), place.side(), folder.to_owned()]);
    let ignore = place.ignore();
    if if_there(disk.stamp(&ignore)).named("look at", &ignore)?.is_none() {
        replace(disk, &ignore, IGNORE.as_bytes())?;
    }
    Ok(owed)
}
