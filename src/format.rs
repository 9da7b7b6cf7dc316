//! Formats: bytes to sets and back. The native RON file, and exports to what the next tool reads.
//!
//! No format knows a path: it takes text and gives named files. Offsets in memory are bytes; each format says
//! which unit it writes. A format declares what it cannot hold ([`Format::loses`]), and an export lists what was
//! lost of the set at hand ([`Export::losses`]).

#[cfg(test)]
pub(crate) mod arbitrary;
pub mod error;
pub mod native;
pub mod order;
pub mod place;
pub mod schema;

pub use error::{Problem, ReadError};
pub use place::Place;

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
    export: fn(&Source) -> Export,
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

/// All formats, the native one first.
pub const FORMATS: &[Format] = &[native::NATIVE];

/// Returns the format called `name`, or whose files end in `.name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Format> {
    let named = FORMATS.iter().find(|format| format.name == name);
    named.or_else(|| FORMATS.iter().find(|format| format.extensions.contains(&name)))
}

impl Format {
    /// Returns `source` in this format.
    #[must_use]
    pub fn export(&self, source: &Source) -> Export {
        (self.export)(source)
    }
}

/// Returns `set` in `format`: the files, and what of this set they do not hold.
#[must_use]
pub fn export(format: &Format, set: &Set, documents: [&Document; 2], schema: &Schema) -> Export {
    format.export(&Source { set, documents, schema })
}

/// Returns `name` as a file name that is safe everywhere: letters, digits, `.`, `-` and `_`, never empty, never
/// starting with a point.
#[must_use]
fn file_name(name: &str) -> String {
    let safe: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    match safe.trim_start_matches('.') {
        "" => "set".to_owned(),
        safe => safe.to_owned(),
    }
}
