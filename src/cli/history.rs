//! `diptych history`: every change of a set's life, the newest first, for people and for programs.

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::Serialize;

use super::output::write_object;
use crate::annotation::{History, Operation, OperationKind};
use crate::format::moment;
use crate::text::display::shown;

/// A change as programs read it.
#[derive(Debug, Serialize)]
struct Row<'operation> {
    seq: u64,
    at: String,
    by: &'operation str,
    #[serde(skip_serializing_if = "Option::is_none")]
    undo: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redo: Option<u64>,
    undone: bool,
    summary: &'operation str,
    records: usize,
}

impl<'operation> Row<'operation> {
    fn of(operation: &'operation Operation, undone: bool) -> Self {
        let (undo, redo) = match operation.kind {
            OperationKind::Do => (None, None),
            OperationKind::Undo { of } => (Some(of), None),
            OperationKind::Redo { of } => (None, Some(of)),
        };
        Row {
            seq: operation.seq,
            at: moment::text(operation.at),
            by: &operation.by,
            undo,
            redo,
            undone,
            summary: &operation.transaction.summary,
            records: operation.transaction.edits.len(),
        }
    }
}

/// Returns the changes of `history` with whether each is undone, the newest first.
fn newest_first(history: &History) -> impl Iterator<Item = (&Operation, bool)> {
    let all = history.between(history.start(), history.last()).iter().rev();
    all.map(|operation| (&**operation, history.is_undone(operation.seq)))
}

/// Writes a line for each change, with its time in `zone`.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, history: &History, zone: &TimeZone) -> io::Result<()> {
    let width = history.last().to_string().len().max(4);
    for (operation, undone) in newest_first(history) {
        let (day, time) = moment::local(operation.at, zone);
        let (by, words) = (shown(&operation.by), operation.words());
        let undone = if undone { "  (undone)" } else { "" };
        writeln!(out, "{:>width$}  {day} {time}  {by}  {}{undone}", operation.seq, shown(&words))?;
    }
    Ok(())
}

/// Writes one JSON object a line for each change, with its time in UTC.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, history: &History) -> io::Result<()> {
    newest_first(history).try_for_each(|(operation, undone)| write_object(out, &Row::of(operation, undone)))
}
