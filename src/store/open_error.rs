//! Why two articles and their set cannot be opened: one sentence each, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{FileError, reason};
use crate::format::ReadError;
use crate::text::{DecodeError, DocId};

/// Why a pair cannot be opened. No file was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such article.
    #[error("there is no file {}", path.display())]
    Missing {
        /// The path given.
        path: PathBuf,
    },
    /// A folder stands where an article should.
    #[error("{} is a folder, not an article", path.display())]
    Folder {
        /// The path given.
        path: PathBuf,
    },
    /// An article cannot be read.
    #[error("cannot read {}: {}", path.display(), reason(source))]
    Unreadable {
        /// The path given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An article is larger than any that is read.
    #[error("{} is larger than 64 MiB, the most that is read of an article", path.display())]
    TooLarge {
        /// The path given.
        path: PathBuf,
    },
    /// The bytes are no text.
    #[error("{} is {problem}", path.display())]
    NotText {
        /// The path given.
        path: PathBuf,
        /// What is wrong with them.
        problem: Box<DecodeError>,
    },
    /// A file of the set cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The set's file holds no set, or a broken one, or one of a later version.
    #[error("cannot read the set {}: {problem}", path.display())]
    Set {
        /// The set's file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Box<ReadError>,
    },
    /// The set was made on another text than that of this article.
    #[error("the set {} was made on another text than {}", set.display(), article.display())]
    OtherArticle {
        /// The set's file.
        set: PathBuf,
        /// The article.
        article: PathBuf,
        /// Which of the two it is.
        doc: DocId,
        /// Whether the texts are those of the set with left and right exchanged.
        exchanged: bool,
    },
}

/// Returns one sentence on what can be done about `problem` in the set `set`.
#[must_use]
pub fn damage_hint(problem: &ReadError, set: &Path) -> String {
    let hint = problem.hint();
    if problem.is_damage() { format!("{hint}; {}", doctor_hint(set)) } else { hint }
}

/// Returns the words that name the command for a damaged set.
#[must_use]
pub fn doctor_hint(set: &Path) -> String {
    format!("`diptych doctor {}` saves what is intact into a new file", set.display())
}

impl OpenError {
    /// Returns the error for an article at `path` that could not be read.
    #[must_use]
    pub fn article(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => OpenError::Missing { path },
            io::ErrorKind::IsADirectory => OpenError::Folder { path },
            io::ErrorKind::FileTooLarge => OpenError::TooLarge { path },
            _ => OpenError::Unreadable { path, source },
        }
    }

    /// Returns one sentence on what can be done.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            OpenError::Missing { .. } => "check the name; a path is taken from the current folder".to_owned(),
            OpenError::Folder { .. } => "name two files: `diptych LEFT RIGHT`".to_owned(),
            OpenError::Unreadable { .. } | OpenError::File(_) => {
                "check the rights of the file and of its folder".to_owned()
            }
            OpenError::TooLarge { .. } => "cut the file into several articles".to_owned(),
            OpenError::NotText { problem, .. } => problem.hint(),
            OpenError::Set { path, problem } => damage_hint(problem, path),
            OpenError::OtherArticle { exchanged: true, .. } => "exchange the two articles".to_owned(),
            OpenError::OtherArticle { .. } => {
                "open the articles the set was made on, or begin another set with `--set FILE`".to_owned()
            }
        }
    }
}
