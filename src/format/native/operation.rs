//! Operations as the journal holds them: one line of RON each, with the same record shapes as the set file.

use super::convert;
use super::syntax;
use super::v1;
use super::write::Writer;
use crate::annotation::Operation;
use crate::format::error::ReadError;
use crate::format::place::Place;
use crate::text::Document;

/// Returns `operation` as one line of RON without a line end. No proper prefix of it reads as an operation.
#[must_use]
pub fn encode_operation(operation: &Operation, documents: [&Document; 2]) -> String {
    let mut writer = Writer::new(String::new(), documents);
    writer.operation(operation);
    writer.finish()
}

/// Returns the operation that `line` holds.
///
/// # Errors
///
/// When `line` is not an operation, or its records do not lie in `documents`. Columns are those of `line`.
pub fn decode_operation(line: &str, documents: [&Document; 2]) -> Result<Operation, ReadError> {
    let found: v1::Operation = syntax::options().from_str(line).map_err(|error| syntax::problem(&error))?;
    convert::operation(found, documents).map_err(|problem| problem.at(Place { line: 1, column: 1 }))
}
