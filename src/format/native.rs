//! The native format: one set as RON, one annotation a line, in an order that stays.
//!
//! `docs/format.md` describes it field by field. Files have types of their own (`native/v1.rs`), apart from the model, so
//! that a change of the model cannot change a file. Offsets in files count characters, in memory bytes.

mod convert;
mod head;
mod locate;
mod operation;
mod quote;
mod read;
mod salvage;
mod sides;
pub(super) mod syntax;
mod v1;
mod write;

pub use head::Head;
pub use operation::{OperationLine, decode_operation, encode_operation};
pub use read::{head, read};
pub use salvage::{Missing, Piece, Remains, remains};
pub use sides::Sides;
pub use write::write;

use super::export::{Export, Format, OutFile, file_name};

/// The format that this program writes, and the newest that it reads.
///
/// What raises it leaves the types of the older format where they are and reads each format by its own (`Top::value`),
/// into the one model. A set in an older format is written anew at its first change, after a backup (`store::writer`).
pub const FORMAT: u32 = 1;

/// The largest file that is read, in bytes: 256 MiB.
pub const MAX_SET_BYTES: usize = 256 << 20;

/// The native format, as the list of formats has it.
pub(super) const NATIVE: Format = Format {
    name: "ron",
    extensions: &["ron"],
    reads: true,
    writes: true,
    loses: &[],
    sentence: "the native annotation set: plain text, one annotation a line, complete",
    export: |source| {
        let name = format!("{}.ron", file_name(&source.set.name));
        let bytes = write(source.set, source.documents).into_bytes();
        Export { files: vec![OutFile { name, bytes }], losses: Vec::new() }
    },
};

#[cfg(test)]
mod tests;
