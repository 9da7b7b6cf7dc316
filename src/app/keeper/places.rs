//! The places that can be searched: those that come with the program, and the table that the settings name.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::store::Disk;
use crate::store::error::reason;
use crate::suggest::gazetteer::{Gazetteer, Place, bundled, search};

/// The most that is read of a table, in bytes: larger than that of any one country.
const LIMIT: u64 = 512 << 20;

/// So many places are found at most.
const MOST: usize = 50;

/// The places; their own table is read at the first search.
#[derive(Clone, Default)]
pub(super) struct Places {
    path: Option<PathBuf>,
    own: Arc<OnceLock<Result<Gazetteer, String>>>,
}

impl Places {
    /// Returns the bundled places and those of the table at `path`.
    pub(super) fn of(path: PathBuf) -> Self {
        Places { path: Some(path), own: Arc::default() }
    }

    /// Returns the places nearest to `asked`, and what is wrong with the own table, if something is.
    pub(super) fn search(&self, disk: &dyn Disk, asked: &str) -> (Vec<Place>, Option<String>) {
        let Some(path) = &self.path else { return (search(&[bundled()], asked, MOST), None) };
        match self.own.get_or_init(|| read(disk, path)) {
            Ok(own) => (search(&[own, bundled()], asked, MOST), None),
            Err(failure) => (search(&[bundled()], asked, MOST), Some(failure.clone())),
        }
    }
}

fn read(disk: &dyn Disk, path: &std::path::Path) -> Result<Gazetteer, String> {
    let wrong = |reason: &dyn std::fmt::Display| format!("cannot use the table of places {}: {reason}", path.display());
    let bytes = disk.read(path, LIMIT).map_err(|error| wrong(&reason(&error)))?;
    Gazetteer::read(&bytes).map_err(|error| wrong(&error))
}
