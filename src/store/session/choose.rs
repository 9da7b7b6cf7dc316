//! Choosing where a set lies: beside its articles, in a file that was named, or in the data folder.

use std::io;
use std::path::{Path, PathBuf};

use super::{Options, Where};
use crate::store::article::Source;
use crate::store::disk::Disk;
use crate::store::error::{FileError, Named, if_there};
use crate::store::lock::{self, Claim};
use crate::store::open_error::OpenError;
use crate::store::place::{Place, set_name};
use crate::text::sha256;

/// Where a set may lie.
pub(super) struct Candidates {
    /// The place to take.
    first: Place,
    /// The place to take if nothing can be written there.
    otherwise: Option<Place>,
}

/// The place taken, and what came of claiming it.
pub(super) struct Claimed {
    pub(super) place: Place,
    pub(super) claim: Option<Claim>,
    pub(super) read_only: Option<String>,
    pub(super) told: Vec<String>,
}

/// Returns where the set of `options` may lie.
///
/// # Errors
///
/// When the disk fails, or the folder of a named set is missing.
pub(super) fn candidates(disk: &dyn Disk, options: &Options) -> Result<Candidates, OpenError> {
    let only = |first| Ok(Candidates { first, otherwise: None });
    let in_data = data_place(disk, options)?;
    match (&options.place, folder(options)) {
        (Where::File(path), _) => {
            let place = Place::new(without_link(disk, path)?);
            let folder = place.folder();
            if !folder.as_os_str().is_empty() {
                disk.stamp(folder).named("find the folder", folder)?;
            }
            only(place)
        }
        (Where::Beside, Some(folder)) => {
            let [left, right] = &options.sources;
            let path = folder.join(set_name(&left.name(), &right.name(), &options.holder.annotator));
            let beside = Place::new(without_link(disk, &path)?);
            match in_data {
                _ if exists(disk, &beside)? => only(beside),
                Some(place) if exists(disk, &place)? => only(place),
                otherwise => Ok(Candidates { first: beside, otherwise }),
            }
        }
        (Where::Data, folder) | (Where::Beside, folder @ None) => {
            let [left, right] = &options.sources;
            let name = set_name(&left.name(), &right.name(), &options.holder.annotator);
            // Where there is no home folder, the current one is as good as any.
            only(in_data.unwrap_or_else(|| Place::new(folder.unwrap_or_default().join(name))))
        }
    }
}

/// Claims the lock of the place to take. One that cannot be had makes the set read-only.
pub(super) fn claim(disk: &dyn Disk, candidates: Candidates, options: &Options) -> Claimed {
    let Candidates { first, otherwise } = candidates;
    let told = Vec::new();
    if options.read_only {
        let read_only = Some("opened to read only".to_owned());
        return Claimed { place: first, claim: None, read_only, told };
    }
    let error = match lock::claim(disk, &first, &options.holder) {
        Ok(claim) => return Claimed { place: first, claim: Some(claim), read_only: None, told },
        Err(error) => error,
    };
    if let Some(place) = otherwise.filter(|_| is_forbidden(&error))
        && let Ok(claim) = lock::claim(disk, &place, &options.holder)
    {
        let told = vec![format!("{error}; the set is kept in {}", place.set().display())];
        return Claimed { place, claim: Some(claim), read_only: None, told };
    }
    Claimed { place: first, claim: None, read_only: Some(error.to_string()), told }
}

/// Whether a folder cannot be written by this person at all, unlike a disk that is full for now.
fn is_forbidden(error: &FileError) -> bool {
    matches!(error.source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn exists(disk: &dyn Disk, place: &Place) -> Result<bool, FileError> {
    Ok(if_there(disk.stamp(place.set())).named("look at", place.set())?.is_some())
}

/// Returns the folder of the left article, or of the right one where the left one is in no file.
fn folder(options: &Options) -> Option<PathBuf> {
    options.sources.iter().find_map(|source| match source {
        Source::File(path) => Some(path.parent().unwrap_or(Path::new("")).to_owned()),
        Source::Given { .. } => None,
    })
}

/// Returns the place in the data folder: a folder of its own for every folder of articles.
fn data_place(disk: &dyn Disk, options: &Options) -> Result<Option<Place>, FileError> {
    let Some(data) = &options.data_folder else { return Ok(None) };
    let [left, right] = &options.sources;
    let name = set_name(&left.name(), &right.name(), &options.holder.annotator);
    let group = match folder(options) {
        None => "bundled".to_owned(),
        Some(folder) => {
            let whole = if_there(disk.resolve(or_current(&folder))).named("find", &folder)?;
            let whole = whole.unwrap_or(folder);
            sha256(whole.to_string_lossy().as_ref()).chars().take(12).collect()
        }
    };
    Ok(Some(Place::new(data.join("sets").join(group).join(name))))
}

/// Returns the path of the file that `path` links to, for replacing a link would cut it off; any other path as it is.
fn without_link(disk: &dyn Disk, path: &Path) -> Result<PathBuf, FileError> {
    let Some(whole) = if_there(disk.resolve(path)).named("find", path)? else { return Ok(path.to_owned()) };
    let folder = or_current(path.parent().unwrap_or(path));
    let folder = disk.resolve(folder).named("find", folder)?;
    let is_itself = path.file_name().is_some_and(|name| folder.join(name) == whole);
    Ok(if is_itself { path.to_owned() } else { whole })
}

/// Returns `folder`, or the current one where it has no name.
fn or_current(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}
