//! Reading a file that another program may just be writing, together with the state it was read in.

use std::path::Path;

use super::disk::{Disk, Stamp};
use super::error::{FileError, Named, if_there};

/// How often a file is read anew that another program is just writing.
const TRIES: usize = 20;

/// Returns the content of the file at `path`, of at most `limit` bytes, and the state it was read in; `None` if there is none.
///
/// # Errors
///
/// When the file is larger, or the disk fails, or another program does not cease to write it.
pub fn read_stable(disk: &dyn Disk, path: &Path, limit: u64) -> Result<Option<(Vec<u8>, Stamp)>, FileError> {
    let look = || if_there(disk.stamp(path)).named("look at", path);
    let Some(mut before) = look()? else { return Ok(None) };
    for _ in 0..TRIES {
        let Some(bytes) = if_there(disk.read(path, limit)).named("read", path)? else { return Ok(None) };
        match look()? {
            Some(after) if after == before => return Ok(Some((bytes, after))),
            // Somebody is just writing it: what was read may be neither the old nor the new one.
            Some(after) => before = after,
            None => return Ok(None),
        }
    }
    Err(std::io::Error::other("another program writes it all the time")).named("read", path)
}
