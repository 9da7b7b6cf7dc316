//! The head of a set file: what is known of a set before its documents are found.

use crate::annotation::DocumentInfo;
use crate::format::error::{Problem, ReadError};
use crate::format::place::Place;

/// The fields of a file in their order; the first [`HEAD_FIELDS`] are its head and must be there.
pub(super) const FIELDS: &[&str] = &[
    "format",
    "set",
    "schema",
    "annotator",
    "documents",
    "entities",
    "mentions",
    "attributions",
    "links",
    "decisions",
    "codes",
];

/// How many fields the head has.
pub(super) const HEAD_FIELDS: usize = 5;

/// What stands in a file before its annotations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The number of the format.
    pub format: u32,
    /// The set's name.
    pub set: String,
    /// The name of the schema it was made with.
    pub schema: String,
    /// The annotator's short name.
    pub annotator: String,
    /// The documents as the file names them, in its order.
    pub documents: Vec<DocumentInfo>,
}

/// Returns the number of the format, read from its own line before anything else is parsed.
pub(super) fn version(text: &str) -> Result<u32, ReadError> {
    if text.len() > super::MAX_SET_BYTES {
        return Err(Problem::TooLarge { bytes: text.len() }.into());
    }
    for (at, line) in without_mark(text).lines().enumerate() {
        let line = line.trim().trim_start_matches('(').trim_start();
        if line.is_empty() || line.starts_with("//") || line.starts_with("#![") {
            continue;
        }
        let place = Place { line: at + 1, column: 1 };
        if line.starts_with("<<<<<<<") {
            return Err(Problem::GitConflict.at(place));
        }
        let Some(number) = number_of(line) else { return Err(Problem::NotASet.at(place)) };
        return match number {
            1..=super::FORMAT => Ok(number),
            0 => Err(Problem::Syntax("there is no format 0".to_owned()).at(place)),
            newer => Err(Problem::Newer { format: newer }.at(place)),
        };
    }
    Err(Problem::NotASet.into())
}

/// Returns `text` without the byte order mark that some editors put before it.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Returns the number in `format: 1,`.
fn number_of(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("format")?.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    let ends = behind.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ')' | '/'));
    digits.parse().ok().filter(|_| ends)
}
