//! The lines of one article at one width, laid out where they are looked at.
//!
//! What a person sees are *lines*: the rows of the text and one blank line before each paragraph but the first.
//! Blank lines of the text itself are not shown one by one. A line is named by its block of text and its place in
//! it, so that no step looks further than the blocks it crosses.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::text::block::Block;
use crate::text::wrap::{Row, wrap};
use crate::text::{DocId, Document};

/// How many laid-out blocks are kept; a screen holds about fifty short ones.
const KEPT: usize = 512;

/// A block of text with its rows at the width of the layout.
#[derive(Debug)]
pub struct Laid {
    /// The block.
    pub block: Block,
    /// Whether a paragraph begins with it.
    pub begins_paragraph: bool,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Its rows, at least one.
    pub rows: Vec<Row>,
}

/// One line as seen: of which block (by its first byte), and which one in it, its gap counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Line {
    /// The first byte of the block.
    pub block: usize,
    /// The place in the block: 0 is its gap where it has one.
    pub at: usize,
}

/// The lines of one document at one width.
#[derive(Debug, Clone)]
pub struct Layout {
    doc: DocId,
    width: u16,
    laid: RefCell<HashMap<usize, Rc<Laid>>>,
}

impl Layout {
    /// Returns the layout of document `doc` at `width` cells.
    #[must_use]
    pub fn new(doc: DocId, width: u16) -> Self {
        Layout { doc, width: width.max(1), laid: RefCell::default() }
    }

    /// Returns the width in cells.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Changes the width to `width` cells; what was laid out is forgotten.
    pub fn set_width(&mut self, width: u16) {
        if self.width != width.max(1) {
            self.width = width.max(1);
            self.laid.borrow_mut().clear();
        }
    }

    /// Returns the block of text around `byte`, laid out; the next one with text if there is none there.
    #[must_use]
    pub fn laid_at(&self, document: &Document, byte: usize) -> Option<Rc<Laid>> {
        debug_assert_eq!(document.id(), self.doc);
        // Lines are named by the first byte of their block, so that this is nearly always all there is to do.
        if let Some(laid) = self.laid.borrow().get(&byte) {
            return Some(Rc::clone(laid));
        }
        let block = document.block_at(byte.min(document.len()));
        let block = if is_blank(document, &block) { block_after(document, &block)? } else { block };
        Some(self.lay(document, block))
    }

    fn lay(&self, document: &Document, block: Block) -> Rc<Laid> {
        if let Some(laid) = self.laid.borrow().get(&block.start) {
            return Rc::clone(laid);
        }
        // A block that goes on with a line never begins a paragraph; asking for its paragraph would read the line.
        let begins_paragraph = block.begins_line && {
            let text = document.text().get(block.start..block.end).unwrap_or("");
            let indent = text.len() - text.trim_start().len();
            document.paragraph_at(block.start + indent).start >= block.start
        };
        let gap = begins_paragraph && block_before(document, &block).is_some();
        let rows = wrap(document, &block, self.width);
        let start = block.start;
        let laid = Rc::new(Laid { block, begins_paragraph, gap, rows });
        let mut kept = self.laid.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(start, Rc::clone(&laid));
        laid
    }

    /// Returns the line on which `byte` stands, or the first one after it; the last one past the end.
    #[must_use]
    pub fn line_of(&self, document: &Document, byte: usize) -> Option<Line> {
        let Some(laid) = self.laid_at(document, byte) else { return self.last(document) };
        let row = laid.rows.partition_point(|row| row.bytes().start <= byte).saturating_sub(1);
        Some(Line { block: laid.block.start, at: row + usize::from(laid.gap) })
    }

    /// Returns the block of `line` and which of its rows it is; no row for a gap.
    #[must_use]
    pub fn row(&self, document: &Document, line: Line) -> Option<(Rc<Laid>, Option<usize>)> {
        let laid = self.laid_at(document, line.block)?;
        let row = line.at.checked_sub(usize::from(laid.gap)).filter(|row| *row < laid.rows.len());
        Some((laid, row))
    }

    /// Returns the first line of the article, none if it has no text.
    #[must_use]
    pub fn first(&self, document: &Document) -> Option<Line> {
        self.laid_at(document, 0).map(|laid| Line { block: laid.block.start, at: 0 })
    }

    /// Returns the last line of the article, none if it has no text.
    #[must_use]
    pub fn last(&self, document: &Document) -> Option<Line> {
        let block = document.block_at(document.len());
        let block = if is_blank(document, &block) { block_before(document, &block)? } else { block };
        let laid = self.lay(document, block);
        Some(Line { block: laid.block.start, at: lines(&laid) - 1 })
    }

    /// Returns the line after `line`.
    #[must_use]
    pub fn next(&self, document: &Document, line: Line) -> Option<Line> {
        let laid = self.laid_at(document, line.block)?;
        if line.at + 1 < lines(&laid) {
            return Some(Line { block: laid.block.start, at: line.at + 1 });
        }
        block_after(document, &laid.block).map(|block| Line { block: block.start, at: 0 })
    }

    /// Returns the line before `line`.
    #[must_use]
    pub fn previous(&self, document: &Document, line: Line) -> Option<Line> {
        if let Some(at) = line.at.checked_sub(1) {
            return Some(Line { at, ..line });
        }
        let laid = self.laid_at(document, line.block)?;
        let before = self.lay(document, block_before(document, &laid.block)?);
        Some(Line { block: before.block.start, at: lines(&before) - 1 })
    }

    /// Returns the line `count` lines after `line` (before it, if negative), as far as there are any.
    #[must_use]
    pub fn step(&self, document: &Document, line: Line, count: isize) -> Line {
        let mut line = line;
        for _ in 0..count.unsigned_abs() {
            let next = if count > 0 { self.next(document, line) } else { self.previous(document, line) };
            match next {
                Some(next) => line = next,
                None => break,
            }
        }
        line
    }

    /// Returns how many lines `to` stands after `from`, if that is at least 0 and at most `limit`.
    #[must_use]
    pub fn distance(&self, document: &Document, from: Line, to: Line, limit: usize) -> Option<usize> {
        let mut line = from;
        for steps in 0..=limit {
            if line == to {
                return Some(steps);
            }
            line = self.next(document, line)?;
        }
        None
    }
}

/// Returns how many lines `laid` takes, its gap counted.
fn lines(laid: &Laid) -> usize {
    laid.rows.len() + usize::from(laid.gap)
}

fn is_blank(document: &Document, block: &Block) -> bool {
    document.text().get(block.start..block.end).is_none_or(|text| text.chars().all(char::is_whitespace))
}

/// Returns the next block after `block` that has text.
fn block_after(document: &Document, block: &Block) -> Option<Block> {
    let rest = document.text().get(block.next..)?;
    let offset = rest.find(|character: char| !character.is_whitespace())?;
    Some(document.block_at(block.next + offset))
}

/// Returns the last block before `block` that has text.
fn block_before(document: &Document, block: &Block) -> Option<Block> {
    let before = document.text().get(..block.start)?;
    let offset = before.rfind(|character: char| !character.is_whitespace())?;
    Some(document.block_at(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::new(DocId::A, text.to_owned())
    }

    /// Returns the lines of `text` at `width`, a gap as `-`, walked forwards and backwards.
    fn shown(text: &str, width: u16) -> Vec<String> {
        let (document, layout) = (document(text), Layout::new(DocId::A, width));
        let mut lines = Vec::new();
        let mut walk = layout.first(&document);
        while let Some(line) = walk {
            lines.push(line);
            walk = layout.next(&document, line);
        }
        let mut back = Vec::new();
        let mut walk = layout.last(&document);
        while let Some(line) = walk {
            back.push(line);
            walk = layout.previous(&document, line);
        }
        back.reverse();
        assert_eq!(lines, back, "forwards and backwards differ in {text:?}");
        lines
            .into_iter()
            .map(|line| match layout.row(&document, line) {
                Some((laid, Some(row))) => {
                    document.text().get(laid.rows[row].bytes()).unwrap_or("").trim_end().to_owned()
                }
                _ => "-".to_owned(),
            })
            .collect()
    }

    #[test]
    fn paragraphs_are_parted_by_one_blank_line_however_many_the_text_has() {
        assert_eq!(shown("\n\none\n\n\n\ntwo\nthree\n", 20), ["one", "-", "two", "-", "three"]);
        assert_eq!(shown("one two three\r\n\r\nfour", 8), ["one two", "three", "-", "four"]);
    }

    #[test]
    fn a_text_without_words_has_no_lines() {
        for text in ["", "\n", " \r\n \n"] {
            assert_eq!(shown(text, 10), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn a_byte_finds_its_line_and_lines_count_their_distance() {
        let (document, layout) = (document("one two three\n\nfour"), Layout::new(DocId::A, 8));
        let line = layout.line_of(&document, 9).expect("there is text");
        assert_eq!(line, Line { block: 0, at: 1 });
        let four = layout.line_of(&document, 15).expect("there is text");
        assert_eq!(four, Line { block: 15, at: 1 });
        assert_eq!(layout.distance(&document, line, four, 9), Some(2));
        assert_eq!(layout.distance(&document, line, four, 1), None);
        assert_eq!(layout.step(&document, four, -99), Line { block: 0, at: 0 });
    }
}
