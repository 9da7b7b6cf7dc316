//! Exports: what a format is, what goes in and what comes out.

use crate::annotation::{Schema, Set};
use crate::text::Document;

/// What is exported: a set with the documents and the schema that it was made with.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The set.
    pub set: &'a Set,
    /// Its documents, left first.
    pub documents: [&'a Document; 2],
    /// Its schema.
    pub schema: &'a Schema,
}

/// A format that sets are kept in or exported to.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name, as the command line takes it.
    pub name: &'static str,
    /// The extensions of its files, without the point.
    pub extensions: &'static [&'static str],
    /// Whether this program reads it.
    pub reads: bool,
    /// Whether this program writes it.
    pub writes: bool,
    /// What it cannot hold, whatever the set.
    pub loses: &'static [&'static str],
    /// One sentence on what it is and who reads it.
    pub sentence: &'static str,
    pub(super) export: fn(&Source) -> Export,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutFile {
    /// Its name, without any folder; safe as a file name everywhere.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What an export gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// The files, each with a name of its own.
    pub files: Vec<OutFile>,
    /// What of this very set could not be written, each with its number: `2 links across the documents: …`.
    pub losses: Vec<String>,
}

impl Format {
    /// Returns `source` in this format.
    #[must_use]
    pub fn export(&self, source: &Source) -> Export {
        (self.export)(source)
    }
}

/// Returns `name` as a file name that is safe everywhere: letters, digits, `.`, `-` and `_`, never empty, never
/// starting with a point.
pub(super) fn file_name(name: &str) -> String {
    let safe: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    match safe.trim_start_matches('.') {
        "" => "set".to_owned(),
        safe => safe.to_owned(),
    }
}
