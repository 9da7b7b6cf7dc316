//! Formats: bytes to sets and back. The native RON file, and exports to what the next tool reads.
//!
//! No format knows a path: it takes text and gives named files. Offsets in memory are bytes; each format says
//! which unit it writes. A format declares what it cannot hold ([`Format::loses`]), and an export lists what was
//! lost of the set at hand ([`Export::losses`]).

#[cfg(test)]
pub(crate) mod arbitrary;
mod brat;
mod csv;
pub mod error;
pub mod export;
mod jsonl;
mod losses;
pub mod moment;
pub mod native;
pub mod order;
mod piece;
pub mod place;
pub mod schema;

pub use error::{Problem, ReadError};
pub use export::{Export, Format, OutFile, Source};
pub use place::Place;

use crate::annotation::{Schema, Set};
use crate::text::Document;

/// All formats, the native one first.
pub const FORMATS: &[Format] = &[native::NATIVE, jsonl::JSONL, csv::CSV, brat::BRAT];

/// Returns the format called `name`, or whose files end in `.name`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Format> {
    let named = FORMATS.iter().find(|format| format.name == name);
    named.or_else(|| FORMATS.iter().find(|format| format.extensions.contains(&name)))
}

/// Returns `set` in `format`: the files, and what of this set they do not hold.
#[must_use]
pub fn export(format: &Format, set: &Set, documents: [&Document; 2], schema: &Schema) -> Export {
    format.export(&Source { set, documents, schema })
}

#[cfg(test)]
mod tests;
