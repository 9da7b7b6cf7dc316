//! Operations as the journal holds them: one line of RON each, with the same record shapes as the set file.
//!
//! An operation may exchange the text of a document. What it found then lies in the old text and what it leaves in the new
//! one, so that a line is read against the texts on both of its sides.

use super::convert;
use super::sides::Sides;
use super::syntax;
use super::v1;
use super::write::Writer;
use crate::annotation::{Operation, Swap};
use crate::format::error::ReadError;
use crate::format::place::Place;

/// An operation as its line holds it, before its positions are looked up in the texts.
#[derive(Debug)]
pub struct OperationLine<'l>(v1::Operation<'l>);

impl<'l> OperationLine<'l> {
    /// Reads `line`.
    ///
    /// # Errors
    ///
    /// When it is not an operation. Columns are those of `line`.
    pub fn read(line: &'l str) -> Result<Self, ReadError> {
        syntax::options().from_str(line).map(OperationLine).map_err(|error| syntax::problem(&error))
    }

    /// Returns the documents whose text the operation exchanges.
    #[must_use]
    pub fn swaps(&self) -> Vec<Swap> {
        Swap::all(self.0.edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
            (Some(v1::Record::Document(before)), Some(v1::Record::Document(after))) => {
                Some((before.id.into(), &*before.sha256.0, &*after.sha256.0))
            }
            _ => None,
        }))
    }

    /// Returns the operation, with its positions in the texts of `sides`.
    ///
    /// # Errors
    ///
    /// When its records do not lie in them.
    pub fn over(self, sides: Sides<'_>) -> Result<Operation, ReadError> {
        convert::operation(self.0, sides).map_err(|problem| problem.at(Place { line: 1, column: 1 }))
    }
}

/// Returns `operation` as one line of RON without a line end. No proper prefix of it reads as an operation.
#[must_use]
pub fn encode_operation<'d>(operation: &Operation, sides: impl Into<Sides<'d>>) -> String {
    let sides = sides.into();
    let mut writer = Writer::new(String::new(), sides.before);
    writer.operation(operation, sides);
    writer.finish()
}

/// Returns the operation that `line` holds.
///
/// # Errors
///
/// When `line` is not an operation, or its records do not lie in the texts. Columns are those of `line`.
pub fn decode_operation<'d>(line: &str, sides: impl Into<Sides<'d>>) -> Result<Operation, ReadError> {
    OperationLine::read(line)?.over(sides.into())
}
