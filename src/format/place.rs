//! Places in a file: line and column, and where a part of its text begins.

use std::fmt;

/// A place in a file: line and column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Where a file begins.
const START: Place = Place { line: 1, column: 1 };

/// Finds the places of parts one after the other, so that the file is counted through once.
pub(super) struct Seeker<'a> {
    text: &'a str,
    byte: usize,
    place: Place,
}

impl<'a> Seeker<'a> {
    /// Returns a seeker at the begin of `text`.
    pub fn new(text: &'a str) -> Self {
        Seeker { text, byte: 0, place: START }
    }

    /// Returns where `part`, a slice of the text, begins.
    pub fn place(&mut self, part: &str) -> Place {
        let byte = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if byte < self.byte {
            (self.byte, self.place) = (0, START);
        }
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        let mut lines = between.rsplit('\n');
        let last = lines.next().unwrap_or_default().chars().count();
        let breaks = lines.count();
        let column = if breaks == 0 { self.place.column + last } else { last + 1 };
        self.place = Place { line: self.place.line + breaks, column };
        self.byte = byte;
        self.place
    }
}
