//! Read errors: what is wrong in a file, where, and what to do about it.

use std::fmt;

use super::place::Place;
use crate::annotation::{Id, rules};
use crate::text::DocId;

/// Why a file could not be read. Nothing was changed by trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub problem: Problem,
    /// Where, if it is one place.
    pub at: Option<Place>,
}

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file is larger than any this program reads.
    #[error("the file has {bytes} bytes, more than the {} that are read", super::native::MAX_SET_BYTES)]
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
    },
    /// It does not begin as an annotation set does.
    #[error("this is not an annotation set: expected `format: 1` first")]
    NotASet,
    /// A later version of the program wrote it.
    #[error("the file has format {format}, and this program reads up to {}", super::native::FORMAT)]
    Newer {
        /// The format's number.
        format: u32,
    },
    /// Git left its conflict markers in it.
    #[error("git left the markers of an unfinished merge here")]
    GitConflict,
    /// The notation is broken, or a field is wrong, missing or written twice.
    #[error("{0}")]
    Syntax(String),
    /// One id stands for two different records.
    #[error("`{id}` stands here with other content than at {first}: a conflict to resolve")]
    Conflict {
        /// The id.
        id: Id,
        /// Where it stands first.
        first: Place,
    },
    /// The text beside an offset is not what the document has there.
    #[error("characters {start} to {end} of document {doc} are “{found}”, but the file says “{expected}”")]
    TextDiffers {
        /// The document.
        doc: DocId,
        /// The first character.
        start: usize,
        /// The character after the last one.
        end: usize,
        /// What the file says, shortened.
        expected: String,
        /// What the document has, shortened.
        found: String,
    },
    /// The text beside an offset is that of the document, but composed of other characters.
    #[error("characters {start} to {end} of document {doc}, “{text}”, are composed otherwise than in the file")]
    OtherForm {
        /// The document.
        doc: DocId,
        /// The first character.
        start: usize,
        /// The character after the last one.
        end: usize,
        /// What the document has, shortened.
        text: String,
    },
    /// An offset lies outside the text.
    #[error("characters {start} to {end} lie outside document {doc}, which has {characters}")]
    Outside {
        /// The document.
        doc: DocId,
        /// The first character.
        start: usize,
        /// The character after the last one.
        end: usize,
        /// How many characters the document has.
        characters: usize,
    },
    /// The pieces of a span do not make one.
    #[error("{0}")]
    Span(&'static str),
    /// A record refers to one that is not in the file.
    #[error("`{by}` refers to `{id}`, which is not in the file")]
    Dangling {
        /// The record that is missing.
        id: Id,
        /// The one that refers to it.
        by: Id,
    },
    /// A record does not hold together.
    #[error("`{id}` is not whole: {reason}")]
    Incomplete {
        /// The record.
        id: Id,
        /// What is wrong with it.
        reason: String,
    },
}

impl Problem {
    /// Returns its code, which never changes: `reference-dangling`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Newer { .. } => "set-newer",
            Problem::GitConflict => "merge-unfinished",
            Problem::Conflict { .. } => "id-conflict",
            Problem::TextDiffers { .. } | Problem::OtherForm { .. } | Problem::Outside { .. } => "text-differs",
            Problem::Dangling { .. } => "reference-dangling",
            Problem::Incomplete { reason, .. } => match reason.as_str() {
                rules::WITHIN_ITSELF | rules::AFTER_ITSELF | rules::TO_ITSELF => "circle",
                rules::EMPTY_PARTY => "party-empty",
                _ => "record-incomplete",
            },
            Problem::TooLarge { .. } | Problem::NotASet | Problem::Syntax(_) | Problem::Span(_) => "set-damaged",
        }
    }

    /// Returns this problem at `place`.
    #[must_use]
    pub fn at(self, place: Place) -> ReadError {
        ReadError { problem: self, at: Some(place) }
    }
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        ReadError { problem, at: None }
    }
}

impl ReadError {
    /// Returns whether it is damage of a part, so that other parts can still be read.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        !matches!(
            self.problem,
            Problem::TooLarge { .. } | Problem::NotASet | Problem::Newer { .. } | Problem::GitConflict
        )
    }

    /// Returns one sentence on what can be done.
    #[must_use]
    pub fn hint(&self) -> String {
        let line = self.at.map_or_else(String::new, |place| format!(" {}", place.line));
        match &self.problem {
            Problem::TooLarge { .. } => "split the set, or check that this is the right file".to_owned(),
            Problem::NotASet => "name the `.ron` file that diptych wrote".to_owned(),
            Problem::Newer { .. } => "open it with the newer version; the file is left as it is".to_owned(),
            Problem::GitConflict => format!("finish the merge at line{line}, or run `git merge --abort`"),
            Problem::Syntax(_) | Problem::Span(_) | Problem::Incomplete { .. } => {
                format!("correct line{line}, or take an earlier version of the file; it is left as it is")
            }
            Problem::Conflict { first, .. } => {
                format!("keep one of the lines {} and{line}, and delete the other", first.line)
            }
            Problem::OtherForm { .. } => {
                "something has changed the Unicode normal form of the file or of the article; bring back the original"
                    .to_owned()
            }
            Problem::TextDiffers { .. } | Problem::Outside { .. } => {
                "the article has changed since it was annotated, or this is another article".to_owned()
            }
            Problem::Dangling { .. } => format!("correct line{line}, or put the missing record back"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(place) => write!(f, "{place}: {}", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

impl std::error::Error for ReadError {}
