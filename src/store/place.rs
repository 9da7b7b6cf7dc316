//! Where a set lies, and the names of the files beside it.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::{FileError, Named, if_there};

/// The name of the folder of side files.
pub const SIDE: &str = ".diptych";

/// A set's file and the names of the files that go with it.
///
/// The journal, the history and the lock lie in a folder `.diptych` beside the set, named after it; several sets
/// share the folder, and the copies of articles in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    set: PathBuf,
}

impl Place {
    /// Returns the place of the set at `set`.
    #[must_use]
    pub fn new(set: PathBuf) -> Self {
        Place { set }
    }

    /// Returns the path of the set's file.
    #[must_use]
    pub fn set(&self) -> &Path {
        &self.set
    }

    /// Returns the folder that the set lies in; empty for the current one.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.set.parent().unwrap_or(Path::new(""))
    }

    /// Returns the folder of the side files.
    #[must_use]
    pub fn side(&self) -> PathBuf {
        self.folder().join(SIDE)
    }

    /// Returns the name of the set's file, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.set.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Returns the path of the journal.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.beside("journal")
    }

    /// Returns the path of the history.
    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.beside("history")
    }

    /// Returns the path of the lock file.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Returns the path of the copy of the set's file as this program left it.
    #[must_use]
    pub fn base(&self) -> PathBuf {
        self.beside("base.ron")
    }

    /// Returns the path at which the set is kept when its own file belongs to another program.
    #[must_use]
    pub fn kept(&self) -> PathBuf {
        self.beside("kept.ron")
    }

    /// Returns the folder of the copies of articles.
    #[must_use]
    pub fn copies(&self) -> PathBuf {
        self.side().join("articles")
    }

    /// Returns the folder of the backups of sets.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.side().join("backups")
    }

    /// Returns the name that the side files of the set begin with: `a--b.mk` for `a--b.mk.ron`.
    #[must_use]
    pub fn stem(&self) -> OsString {
        let file = self.set.file_name().unwrap_or_default();
        // A set called otherwise keeps its whole name, so that `a.txt` and `a.ron` do not meet.
        match self.set.extension() {
            Some(extension) if extension == "ron" => self.set.file_stem().unwrap_or(file).to_owned(),
            _ => file.to_owned(),
        }
    }

    /// Returns the path of the copy of the article with the SHA-256 `hash`.
    #[must_use]
    pub fn copy(&self, hash: &str) -> PathBuf {
        self.copies().join(format!("{hash}.txt"))
    }

    /// Returns the path of the file that hides the side files, but not the copies of articles, from git.
    #[must_use]
    pub fn ignore(&self) -> PathBuf {
        self.side().join(".gitignore")
    }

    /// Returns the place whose journal is called `journal` in the same side folder, if that is the name of one.
    #[must_use]
    pub fn of_journal(&self, journal: &OsStr) -> Option<Place> {
        let path = Path::new(journal);
        if path.extension() != Some(OsStr::new("journal")) {
            return None;
        }
        let mut name = path.file_stem()?.to_owned();
        name.push(".ron");
        Some(Place { set: self.folder().join(name) })
    }

    fn beside(&self, kind: &str) -> PathBuf {
        let mut name = self.stem();
        name.push(".");
        name.push(kind);
        self.side().join(name)
    }
}

/// Returns the name of the file of `annotator`'s set on the articles called `left` and `right`.
#[must_use]
pub fn set_name(left: &OsStr, right: &OsStr, annotator: &str) -> OsString {
    let stem = |name| Path::new(name).file_stem().unwrap_or(name).to_owned();
    let mut name = stem(left);
    name.push("--");
    name.push(stem(right));
    name.push(".");
    name.push(plain(annotator));
    name.push(".ron");
    name
}

/// Returns the set's own name for the articles called `left` and `right`, which its file carries.
#[must_use]
pub fn title(left: &OsStr, right: &OsStr) -> String {
    let stem = |name| Path::new(name).file_stem().unwrap_or(name).to_string_lossy().into_owned();
    format!("{}--{}", stem(left), stem(right))
}

/// Returns `name` with all but letters, digits, `-` and `_` made `_`, so that it can be a part of a file's name.
fn plain(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '_' }).collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}

/// Makes `folder` and those above it that are missing. Returns the folders in which names were made, to be synced.
///
/// # Errors
///
/// When the disk fails.
pub fn make_folders(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut changed = Vec::new();
    let mut missing = Vec::new();
    let mut at = folder;
    while !at.as_os_str().is_empty() {
        if if_there(disk.stamp(at)).named("look at", at)?.is_some() {
            break;
        }
        missing.push(at);
        let Some(parent) = at.parent() else { break };
        at = parent;
    }
    for folder in missing.into_iter().rev() {
        match disk.create_folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => made.named("make the folder", folder)?,
        }
        changed.push(folder.parent().unwrap_or(folder).to_owned());
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SimulatedDisk;

    #[test]
    fn side_files_are_named_after_the_set() {
        let place = Place::new(PathBuf::from("news/a--b.mk.ron"));
        assert_eq!(place.journal(), Path::new("news/.diptych/a--b.mk.journal"));
        assert_eq!(place.kept(), Path::new("news/.diptych/a--b.mk.kept.ron"));
        assert_eq!(
            place.of_journal(OsStr::new("c--d.mk.journal")).map(|place| place.set),
            Some("news/c--d.mk.ron".into())
        );
        assert_eq!(place.of_journal(OsStr::new("c--d.mk.history")), None);
        assert_eq!(Place::new(PathBuf::from("set")).lock(), Path::new(".diptych/set.lock"));
    }

    #[test]
    fn a_sets_name_comes_from_its_articles_and_its_annotator() {
        let name = |annotator| set_name(OsStr::new("000.txt"), OsStr::new("Şehir 1.html"), annotator);
        assert_eq!(name("mk"), OsStr::new("000--Şehir 1.mk.ron"));
        assert_eq!(name("../m k"), OsStr::new("000--Şehir 1.___m_k.ron"));
        assert_eq!(name(""), OsStr::new("000--Şehir 1._.ron"));
    }

    #[test]
    fn missing_folders_are_made_and_named_for_syncing() {
        let disk = SimulatedDisk::new();
        disk.put("/data/x", "");
        let changed = make_folders(&disk, Path::new("/data/sets/a")).expect("made");
        assert_eq!(changed, [Path::new("/data"), Path::new("/data/sets")]);
        assert_eq!(make_folders(&disk, Path::new("/data/sets/a")).expect("there"), Vec::<PathBuf>::new());
        assert!(make_folders(&disk, Path::new("/data/x/y")).is_err(), "a file is no folder");
    }
}
