//! A pane: one article, what is selected in it, and which lines of it are seen.

use std::ops::Range;
use std::rc::Rc;

use super::layout::{Laid, Layout, Line};
use crate::text::wrap::Row;
use crate::text::{DocId, Document};

/// One article on the desk.
#[derive(Debug, Clone)]
pub struct Pane {
    /// Which article.
    pub doc: DocId,
    /// Its lines at the width of the pane.
    pub layout: Layout,
    /// The selection in bytes; empty only where there is no word to select.
    pub selection: Range<usize>,
    /// The column, in cells, that up and down keep to.
    pub goal: Option<u16>,
    /// The byte at the start of the first line seen: it stays when the width changes.
    top: usize,
    /// Whether the gap before that line is seen too.
    top_gap: bool,
    /// How many blank rows stand above the first line of the article, so that it can face what stands lower in the other.
    lead: u16,
    /// How many rows of the screen it has.
    pub rows: u16,
    /// How many rows a line of text takes: two with its lane; a gap always takes one.
    pub stride: u16,
}

impl Pane {
    /// Returns the pane of `document` with its first word selected.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        let selection = document.next_word(0).unwrap_or(0..0);
        let layout = Layout::new(document.id(), 1);
        Pane { doc: document.id(), layout, selection, goal: None, top: 0, top_gap: false, lead: 0, rows: 1, stride: 1 }
    }

    /// Returns the first line seen.
    #[must_use]
    pub fn top(&self, document: &Document) -> Option<Line> {
        let line = self.layout.line_of(document, self.top)?;
        if self.top_gap && line.at == 1 {
            return Some(Line { at: 0, ..line });
        }
        Some(line)
    }

    /// Makes `line`, which may be a gap, the first line seen.
    pub fn set_top(&mut self, document: &Document, line: Line) {
        let Some((laid, row)) = self.layout.row(document, line) else { return };
        self.top = laid.rows.get(row.unwrap_or(0)).map_or(laid.block.start, |row| row.bytes().start);
        self.top_gap = row.is_none();
        self.lead = 0;
    }

    /// Returns the first byte seen.
    #[must_use]
    pub fn top_byte(&self) -> usize {
        self.top
    }

    /// Goes over to another text of the article, of which `selection` is selected and `top` seen first.
    pub fn exchange(&mut self, selection: Range<usize>, top: usize) {
        self.layout = Layout::new(self.doc, self.layout.width());
        (self.selection, self.top, self.goal) = (selection, top, None);
        self.lead = 0;
    }

    /// Returns what of the article is seen.
    #[must_use]
    pub fn view(&self) -> View {
        View { top: self.top, top_gap: self.top_gap, lead: self.lead }
    }

    /// Shows again what was seen before.
    pub fn set_view(&mut self, view: View) {
        (self.top, self.top_gap, self.lead) = (view.top, view.top_gap, view.lead);
    }

    /// Returns how many blank rows stand above the first line.
    fn lead(&self) -> u16 {
        self.lead.min(self.rows.saturating_sub(1))
    }

    /// Returns the row, counted from the top, on which the line of `byte` is seen; none where it is not.
    #[must_use]
    pub fn row_of(&self, document: &Document, byte: usize) -> Option<u16> {
        let (wanted, mut walk) = (self.layout.line_of(document, byte)?, self.top(document));
        let mut y = self.lead();
        while let Some(line) = walk.filter(|_| y < self.rows) {
            if line == wanted {
                return Some(y);
            }
            y += self.rows_of(document, line);
            walk = self.layout.next(document, line);
        }
        None
    }

    /// Returns how many rows `line` takes: a gap one, text as many as the stride.
    fn rows_of(&self, document: &Document, line: Line) -> u16 {
        let is_text = self.layout.row(document, line).is_some_and(|(_, row)| row.is_some());
        if is_text { self.stride } else { 1 }
    }

    /// Brings the line of `byte` to row `y`; at the top of the article, blank rows stand above it.
    pub fn bring_to_row(&mut self, document: &Document, byte: usize, y: u16) {
        let Some(mut top) = self.layout.line_of(document, byte) else { return };
        let mut above = 0;
        while above < y {
            let Some(before) = self.layout.previous(document, top) else { break };
            above += self.rows_of(document, before);
            top = before;
        }
        // A line of two rows, half of which has no room, stands no higher than it should.
        if above > y {
            top = self.layout.next(document, top).unwrap_or(top);
            above = y;
        }
        self.set_top(document, top);
        self.lead = y - above;
    }

    /// Returns how many lines of text are seen at the least.
    #[must_use]
    pub fn height(&self) -> u16 {
        (self.rows / self.stride).max(1)
    }

    /// Returns the lines seen, from the top, as far as the pane has rows.
    #[must_use]
    pub fn lines(&self, document: &Document) -> Vec<LineSeen> {
        let mut lines = Vec::with_capacity(usize::from(self.rows));
        let mut walk = self.top(document);
        let mut y = self.lead();
        while let Some(line) = walk.filter(|_| y < self.rows) {
            let Some((laid, row)) = self.layout.row(document, line) else { break };
            let rows = if row.is_some() { self.stride } else { 1 };
            lines.push(LineSeen { laid, row, y });
            y += rows;
            walk = self.layout.next(document, line);
        }
        lines
    }

    /// Scrolls by `count` lines, so far as text is left to see.
    pub fn scroll(&mut self, document: &Document, count: isize) {
        let Some(top) = self.top(document) else { return };
        let blank = isize::try_from(self.lead()).unwrap_or(0).min(count.max(0));
        self.lead = self.lead().saturating_sub(u16::try_from(blank).unwrap_or(0));
        let line = self.layout.step(document, top, count - blank);
        if line != top {
            self.set_top(document, line);
        }
    }

    /// Brings the line of `byte` to the line `at` of the pane, or as near as the top of the article lets it.
    pub fn bring(&mut self, document: &Document, byte: usize, at: usize) {
        let Some(line) = self.layout.line_of(document, byte) else { return };
        let back = isize::try_from(at).unwrap_or(0);
        let top = self.layout.step(document, line, -back);
        self.set_top(document, top);
    }

    /// Brings the selection to the middle of the pane.
    pub fn centre(&mut self, document: &Document) {
        self.bring(document, self.selection.start, usize::from(self.height()) / 2);
    }

    /// Moves the view only if the start of the selection would leave the middle two thirds; far away, it comes to
    /// the middle.
    pub fn follow_selection(&mut self, document: &Document) {
        self.follow(document, self.selection.start);
    }

    /// As [`Pane::follow_selection`], for any byte.
    pub fn follow(&mut self, document: &Document, byte: usize) {
        let (Some(top), Some(line)) = (self.top(document), self.layout.line_of(document, byte)) else { return };
        let height = usize::from(self.height());
        let margin = height / 6;
        let lowest = height.saturating_sub(margin + 1);
        if let Some(distance) = self.layout.distance(document, top, line, height * 2) {
            let distance = distance + usize::from(self.lead() / self.stride);
            if distance > lowest {
                let count = isize::try_from(distance - lowest).unwrap_or(0);
                self.scroll(document, count);
            } else if distance < margin {
                let count = isize::try_from(margin - distance).unwrap_or(0);
                self.scroll(document, -count);
            }
            return;
        }
        match self.layout.distance(document, line, top, height * 2) {
            Some(distance) => {
                let count = isize::try_from(distance + margin).unwrap_or(0);
                self.scroll(document, -count);
            }
            None => self.bring(document, byte, height / 2),
        }
    }
}

/// What of an article is seen: its first line and the blank rows above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    top: usize,
    top_gap: bool,
    lead: u16,
}

/// One line that is seen.
#[derive(Debug, Clone)]
pub struct LineSeen {
    /// The block of text it belongs to.
    pub laid: Rc<Laid>,
    /// Which row of it; none for the gap before a paragraph.
    pub row: Option<usize>,
    /// The row of the pane, counted from its top.
    pub y: u16,
}

/// Returns the bytes from the first to the last row of `lines`.
#[must_use]
pub fn seen(lines: &[LineSeen]) -> Range<usize> {
    let bytes = |line: &LineSeen| line.laid.rows.get(line.row.unwrap_or(0)).map(Row::bytes);
    match (lines.first().and_then(bytes), lines.last().and_then(bytes)) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}
