//! Rows of any text: graphemes of any width, broken where UAX 14 allows it.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::plain::is_plain;
use super::row::{Row, Run};
use super::{TAB, is_blank};
use crate::text::display::shown_cluster;
use crate::text::document::Document;

/// One grapheme on its way into a row.
#[derive(Debug, Clone, Copy)]
struct Unit {
    /// Its first byte, counted from the start of the block.
    byte: u32,
    bytes: u16,
    /// How many cells it takes; for a tab, that is decided by its place.
    cells: u16,
    blank: bool,
    tab: bool,
    /// Whether a row may end before it.
    breaks: bool,
}

impl Unit {
    /// Returns `cluster`, which begins at `byte` of its block, as a unit of at most `width` cells.
    fn of(cluster: &str, byte: usize, width: u16) -> Self {
        // A block has far less than 4 GiB, and a grapheme less than 64 KiB.
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let bytes = u16::try_from(cluster.len()).unwrap_or(u16::MAX);
        let (blank, tab, cells) = match cluster.as_bytes() {
            [b'!'..=b'~'] => (false, false, 1),
            [b'\t'] => (true, true, 0),
            _ => (is_blank(cluster), false, shown_cluster(cluster).1.min(width)),
        };
        Unit { byte, bytes, cells, blank, tab, breaks: false }
    }

    /// Returns how many cells the unit takes if it begins at `cell`.
    fn cells_at(&self, cell: usize) -> usize {
        if self.tab { usize::from(TAB) - cell % usize::from(TAB) } else { usize::from(self.cells) }
    }
}

/// The row that is being filled.
struct Filling<'text> {
    /// The text of the block.
    text: &'text str,
    units: Vec<Unit>,
    /// The cells of the units, those of blanks counted though they may hang.
    cells: usize,
    /// The last unit before which the row may end.
    last_break: Option<usize>,
    rows: Vec<Row>,
    /// The first byte of the block.
    offset: usize,
    width: u16,
}

/// Returns the rows of the block `start..end` of `document`.
pub(super) fn rows(document: &Document, start: usize, end: usize, width: u16) -> Vec<Row> {
    let text = document.slice(start..end);
    let mut breaks = linebreaks(text).peekable();
    let mut filling =
        Filling { text, units: Vec::new(), cells: 0, last_break: None, rows: Vec::new(), offset: start, width };
    for bytes in document.graphemes(start..end) {
        let byte = bytes.start - start;
        let mut kind = None;
        while let Some((at, found)) = breaks.next_if(|(at, _)| *at <= byte) {
            kind = (at == byte).then_some(found);
        }
        if kind == Some(BreakOpportunity::Mandatory) {
            filling.end_row(filling.units.len());
        }
        let unit = Unit::of(document.slice(bytes), byte, width);
        filling.push(Unit { breaks: kind.is_some(), ..unit });
    }
    let rest = filling.units.len();
    if rest > 0 || filling.rows.is_empty() {
        filling.end_row(rest);
    }
    filling.rows
}

impl Filling<'_> {
    fn push(&mut self, unit: Unit) {
        loop {
            if unit.breaks && !self.units.is_empty() {
                self.last_break = Some(self.units.len());
            }
            if unit.blank || self.cells + usize::from(unit.cells) <= usize::from(self.width) || self.units.is_empty() {
                break;
            }
            self.end_row(self.last_break.unwrap_or(self.units.len()));
        }
        self.cells += unit.cells_at(self.cells);
        self.units.push(unit);
    }

    /// Ends the row before unit `count`; what follows begins the next one.
    fn end_row(&mut self, count: usize) {
        let count = count.min(self.units.len());
        let before = self.rows.last().map(|last| last.bytes().end);
        let units = self.units.get(..count).unwrap_or_default();
        self.rows.push(row(self.text, units, self.offset, self.width, before));
        self.units.drain(..count);
        (self.cells, self.last_break) = (0, None);
        for unit in &self.units {
            self.cells += unit.cells_at(self.cells);
        }
    }
}

/// Returns the row of `units`, or an empty one at `after`, where the last row ended, else at `offset`.
fn row(text: &str, units: &[Unit], offset: usize, width: u16, after: Option<usize>) -> Row {
    let (Some(first), Some(last)) = (units.first(), units.last()) else {
        let at = after.unwrap_or(offset);
        return Row::plain(at..at, width);
    };
    let bytes = first.byte as usize..last.byte as usize + usize::from(last.bytes);
    if is_plain(text.get(bytes.clone()).unwrap_or_default()) {
        return Row::plain(offset + bytes.start..offset + bytes.end, width);
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut cell = 0_u16;
    for unit in units {
        let cells = if unit.tab { TAB - cell % TAB } else { unit.cells }.min(width - cell);
        let joins = |run: &&mut Run| run.bytes == unit.bytes && run.cells == cells && run.count < u16::MAX;
        if let Some(run) = runs.last_mut().filter(joins) {
            run.count += 1;
        } else {
            let byte = unit.byte - first.byte;
            runs.push(Run { byte, cell, count: 1, bytes: unit.bytes, cells });
        }
        cell += cells;
    }
    Row::of_runs(offset + bytes.start..offset + bytes.end, &runs)
}
