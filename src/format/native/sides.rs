//! The texts on both sides of an operation, in which what it found and what it leaves lie.

use crate::text::Document;

/// The texts on both sides of an operation, each pair left first.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'d> {
    /// The texts that it found.
    pub before: [&'d Document; 2],
    /// The texts that it leaves.
    pub after: [&'d Document; 2],
}

impl<'d> From<[&'d Document; 2]> for Sides<'d> {
    fn from(documents: [&'d Document; 2]) -> Self {
        Sides { before: documents, after: documents }
    }
}
