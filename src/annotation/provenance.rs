//! Provenance: who made or changed a record, when, and how it was decided.

use std::fmt;

/// A moment: seconds since 1970 in UTC, without leap seconds.
///
/// Written in files as `2026-11-21T14:02:07Z`; the conversion is the format's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The first moment that a set may hold: the begin of year 0.
    pub const FIRST: Timestamp = Timestamp(-62_167_219_200);
    /// The last moment that a set may hold: 26 hours before the end of year 9999, so that it has a date in every zone.
    pub const LAST: Timestamp = Timestamp(253_402_207_200);
}

/// How a decision was made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum How {
    /// A person looked at this one place.
    #[default]
    Seen,
    /// A person decided all identical strings at once.
    AllAlike,
    /// It came with a file; the text names what kind of file.
    Imported(String),
    /// A curator chose it from several annotators' sets.
    Curated,
}

impl How {
    /// Returns the word for it, in lower case, as files write it; what it was imported from stands apart.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            How::Seen => "seen",
            How::AllAlike => "all_alike",
            How::Imported(_) => "imported",
            How::Curated => "curated",
        }
    }
}

/// Who, when, how: on each record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Provenance {
    /// The annotator's short name.
    pub by: String,
    /// When the record was last changed.
    pub on: Timestamp,
    /// How it was decided.
    pub how: How,
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.by)
    }
}
