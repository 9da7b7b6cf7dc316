//! A row: its bytes, its cells, and the map between them.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::display::{HIDDEN, shown_cluster};
use crate::text::document::Document;

/// One grapheme at its place in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster<'text> {
    /// Its bytes in the document.
    pub bytes: Range<usize>,
    /// Its first cell.
    pub cell: u16,
    /// How many cells it takes, at least one.
    pub width: u16,
    /// What is drawn for it, exactly `width` cells.
    pub shown: Cow<'text, str>,
}

/// One wrapped row of a block.
///
/// Cells are mapped to bytes by runs of graphemes that are alike in bytes and cells. The runs are kept in the
/// order of the text and each knows its own first cell, so that a row whose runs stand in another order on the
/// screen, as right-to-left ones do, needs no other questions than these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    start: usize,
    end: usize,
    width: u16,
    /// Empty where each byte is a grapheme of one cell.
    runs: Box<[Run]>,
}

/// Graphemes side by side that take the same number of bytes and of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// The first byte, counted from the start of the row.
    pub byte: u32,
    /// The first cell.
    pub cell: u16,
    /// How many graphemes there are.
    pub count: u16,
    /// How many bytes each takes.
    pub bytes: u16,
    /// How many cells each takes; none for the blanks at the end of a row that hang over its width.
    pub cells: u16,
}

impl Run {
    fn start(&self) -> usize {
        self.byte as usize
    }

    fn end(&self) -> usize {
        self.start() + usize::from(self.count) * usize::from(self.bytes)
    }

    fn last_cell(&self) -> u16 {
        self.cell + self.count * self.cells
    }
}

/// Returns `range` of one element, or nothing if it is empty.
fn filled(range: Range<u16>) -> Option<Range<u16>> {
    (range.start < range.end).then_some(range)
}

impl Row {
    /// Makes a row in which each of `bytes` is a grapheme of one cell, those over `width` hanging blanks.
    pub(super) fn plain(bytes: Range<usize>, width: u16) -> Self {
        let width = u16::try_from(bytes.len()).map_or(width, |length| length.min(width));
        Row { start: bytes.start, end: bytes.end, width, runs: Box::default() }
    }

    /// Makes a row of `runs`, which cover `bytes` in their order.
    pub(super) fn of_runs(bytes: Range<usize>, runs: &[Run]) -> Self {
        let width = runs.last().map_or(0, Run::last_cell);
        Row { start: bytes.start, end: bytes.end, width, runs: runs.into() }
    }

    /// Returns the bytes of the row in the document, blanks at its end included.
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns how many cells the row takes; blanks that hang over its width take none.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Returns the run that holds byte `offset` of the row, which has runs.
    fn run_of(&self, offset: usize) -> Option<&Run> {
        self.runs.get(self.runs.partition_point(|run| run.start() <= offset).checked_sub(1)?)
    }

    /// Returns the first cell of the grapheme that holds `byte`; from the end of the row on, the row's width.
    #[must_use]
    pub fn cell_of(&self, byte: usize) -> u16 {
        if byte >= self.end {
            return self.width;
        }
        let offset = byte.saturating_sub(self.start);
        match self.run_of(offset) {
            // There are at most as many graphemes in a run as its count, which has 16 bits.
            Some(run) => {
                let place = (offset - run.start()) / usize::from(run.bytes.max(1));
                run.cell + u16::try_from(place).unwrap_or(u16::MAX).min(run.count) * run.cells
            }
            None => u16::try_from(offset).map_or(self.width, |offset| offset.min(self.width)),
        }
    }

    /// Returns the first byte of the grapheme drawn at `cell`; past the row's width, of the last one drawn.
    #[must_use]
    pub fn byte_at(&self, cell: u16) -> usize {
        let cell = cell.min(self.width.saturating_sub(1));
        if self.runs.is_empty() {
            return self.start + usize::from(cell);
        }
        let run = self.runs.iter().find(|run| run.cells > 0 && (run.cell..run.last_cell()).contains(&cell));
        run.map_or(self.start, |run| {
            self.start + run.start() + usize::from((cell - run.cell) / run.cells) * usize::from(run.bytes)
        })
    }

    /// Returns the cells that the part of `bytes` in this row covers, as few ranges as can be, from left to right.
    ///
    /// A grapheme that is covered in part counts whole.
    #[must_use]
    pub fn cells(&self, bytes: Range<usize>) -> Vec<Range<u16>> {
        let (start, end) = (bytes.start.max(self.start), bytes.end.min(self.end));
        if start >= end {
            return Vec::new();
        }
        if self.runs.is_empty() {
            return filled(self.cell_of(start)..self.cell_of(end)).into_iter().collect();
        }
        let (start, end) = (start - self.start, end - self.start);
        let mut ranges: Vec<Range<u16>> = Vec::new();
        for run in self.runs.iter().filter(|run| run.start() < end && start < run.end()) {
            let size = usize::from(run.bytes.max(1));
            let first = start.saturating_sub(run.start()) / size;
            let last = (end.min(run.end()) - run.start()).div_ceil(size);
            let cell = |place: usize| run.cell + u16::try_from(place).unwrap_or(u16::MAX).min(run.count) * run.cells;
            ranges.extend(filled(cell(first)..cell(last)));
        }
        ranges.sort_unstable_by_key(|range| range.start);
        ranges.dedup_by(|next, range| {
            let touch = range.end == next.start;
            if touch {
                range.end = next.end;
            }
            touch
        });
        ranges
    }

    /// Returns the graphemes of the row with what is drawn for each, from left to right.
    pub fn clusters<'text>(&'text self, document: &'text Document) -> impl Iterator<Item = Cluster<'text>> {
        let plain = Run { byte: 0, cell: 0, count: self.width, bytes: 1, cells: 1 };
        let plain = self.runs.is_empty().then_some(plain);
        let runs = plain.into_iter().chain(self.runs.iter().copied());
        runs.filter(|run| run.cells > 0).flat_map(move |run| {
            (0..run.count).map(move |place| {
                let from = self.start + run.start() + usize::from(place) * usize::from(run.bytes);
                let bytes = from..from + usize::from(run.bytes);
                let shown = drawn(document.slice(bytes.clone()), run.cells);
                Cluster { bytes, cell: run.cell + place * run.cells, width: run.cells, shown }
            })
        })
    }

    /// Returns what is drawn in `cells` of the row, a grapheme that begins there whole.
    #[must_use]
    pub fn shown<'text>(&'text self, document: &'text Document, cells: Range<u16>) -> Cow<'text, str> {
        if self.runs.is_empty() {
            let (from, to) = (cells.start.min(self.width), cells.end.min(self.width));
            return Cow::Borrowed(document.slice(self.start + usize::from(from)..self.start + usize::from(to)));
        }
        let mut shown = String::with_capacity(2 * usize::from(cells.end - cells.start.min(cells.end)));
        for run in self.runs.iter().filter(|run| run.cells > 0) {
            let place = |cell: u16| cell.saturating_sub(run.cell).div_ceil(run.cells).min(run.count);
            let (first, last) = (place(cells.start), place(cells.end));
            if first >= last {
                continue;
            }
            let byte = |place: u16| self.start + run.start() + usize::from(place) * usize::from(run.bytes);
            let text = document.slice(byte(first)..byte(last));
            if run.bytes == 1 && run.cells == 1 && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                shown.push_str(text);
                continue;
            }
            for at in first..last {
                shown.push_str(&drawn(document.slice(byte(at)..byte(at + 1)), run.cells));
            }
        }
        Cow::Owned(shown)
    }
}

/// Returns what is drawn for `cluster` in exactly `cells` cells.
fn drawn(cluster: &str, cells: u16) -> Cow<'_, str> {
    const BLANKS: &str = "        ";
    if super::is_blank(cluster) {
        return match BLANKS.get(..usize::from(cells)) {
            Some(blanks) => Cow::Borrowed(blanks),
            None => Cow::Owned(" ".repeat(usize::from(cells))),
        };
    }
    match shown_cluster(cluster) {
        (shown, width) if width == cells => shown,
        // Wider than the whole row.
        _ => Cow::Owned(HIDDEN.repeat(usize::from(cells))),
    }
}
