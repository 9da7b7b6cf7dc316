//! Rows: a block wrapped to a width, each row with its map between cells and bytes.

use std::borrow::Cow;
use std::ops::Range;

use super::block::Block;
use super::display::shown_cluster;
use super::document::Document;

/// How many cells apart tab stops are.
pub const TAB: u16 = 4;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    start: usize,
    end: usize,
    clusters: Vec<(usize, u16, u16)>,
    width: u16,
}

/// Returns the rows of `block` wrapped to `width` cells, at least one; together they hold exactly the block.
#[must_use]
pub fn wrap(document: &Document, block: &Block, width: u16) -> Vec<Row> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut row = Row { start: block.start, end: block.start, clusters: Vec::new(), width: 0 };
    for bytes in document.graphemes(block.start..block.end) {
        let text = document.text().get(bytes.clone()).unwrap_or("");
        let cells = if text == "\t" { TAB - row.width % TAB } else { shown_cluster(text).1 }.min(width);
        if row.width + cells > width {
            // Back to after the last blank, if the row has one.
            let blank = |&(at, ..): &(usize, u16, u16)| document.text().as_bytes().get(at) == Some(&b' ');
            let keep = row.clusters.iter().rposition(blank).map_or(row.clusters.len(), |last| last + 1);
            let rest = row.clusters.split_off(keep);
            let start = rest.first().map_or(bytes.start, |first| first.0);
            let cell = rest.first().map_or(0, |first| first.1);
            let used = row.width;
            let ended = Row {
                start: row.start,
                end: start,
                clusters: row.clusters,
                width: if rest.is_empty() { used } else { cell },
            };
            rows.push(ended);
            let clusters = rest.into_iter().map(|(at, from, width)| (at, from - cell, width)).collect();
            row = Row { start, end: start, clusters, width: if start == bytes.start { 0 } else { used - cell } };
        }
        row.clusters.push((bytes.start, row.width, cells));
        row.width += cells;
        row.end = bytes.end;
    }
    rows.push(row);
    rows
}

impl Row {
    /// Returns the bytes of the row in the document, blanks at its end included.
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns how many cells the row takes.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Returns the first cell of the grapheme that holds `byte`; after the last one, the row's width.
    #[must_use]
    pub fn cell_of(&self, byte: usize) -> u16 {
        if byte >= self.end {
            return self.width;
        }
        self.clusters.iter().rfind(|cluster| cluster.0 <= byte).map_or(0, |cluster| cluster.1)
    }

    /// Returns the first byte of the grapheme drawn at `cell`, of the last one past the row's width.
    #[must_use]
    pub fn byte_at(&self, cell: u16) -> usize {
        self.clusters.iter().rfind(|cluster| cluster.1 <= cell).map_or(self.start, |cluster| cluster.0)
    }

    /// Returns the cells that the part of `bytes` in this row covers, as few ranges as can be, from left to right.
    #[must_use]
    pub fn cells(&self, bytes: Range<usize>) -> Vec<Range<u16>> {
        if bytes.start >= bytes.end || bytes.end <= self.start || bytes.start >= self.end {
            return Vec::new();
        }
        let mut end = self.width;
        if let Some(after) = self.clusters.iter().find(|cluster| cluster.0 >= bytes.end) {
            end = after.1;
        }
        let start = self.cell_of(bytes.start);
        (start < end).then_some(start..end).into_iter().collect()
    }

    /// Returns the graphemes of the row from left to right, with what is drawn for each.
    pub fn clusters<'text>(&'text self, document: &'text Document) -> impl Iterator<Item = Cluster<'text>> {
        self.clusters.iter().enumerate().map(|(place, &(start, cell, width))| {
            let end = self.clusters.get(place + 1).map_or(self.end, |next| next.0);
            let text = document.text().get(start..end).unwrap_or("");
            let shown = if text == "\t" { " ".repeat(usize::from(width)).into() } else { shown_cluster(text).0 };
            Cluster { bytes: start..end, cell, width, shown }
        })
    }
}
