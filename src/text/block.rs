//! Blocks: the hard lines of a text, long ones cut, so that each can be wrapped on its own.
//!
//! A line ends at LF, CR LF or a CR alone; U+2028 and U+0085 end none. A line of more than 16 KiB is cut near
//! the absolute multiples of 16 KiB: after the next blank if there is one within 1 KiB, else at a grapheme
//! border. A text that ends in a line end has no empty block after it: nothing could stand there, for texts
//! never change. An empty text has one empty block.

use memchr::{memchr2, memrchr2};

use super::cut::Pieces;
use super::document::Document;

/// One hard line, or a part of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one, the line end not counted.
    pub end: usize,
    /// The start of the following block, the length of the text for the last one.
    pub next: usize,
    /// Whether a hard line begins here.
    pub begins_line: bool,
    /// Whether the hard line ends here.
    pub ends_line: bool,
}

impl Block {
    /// Returns whether the block holds nothing but perhaps a line end.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// Hard lines with their line ends.
pub(super) struct Lines<'text>(pub(super) &'text Document);

impl Lines<'_> {
    fn bytes(&self) -> &[u8] {
        self.0.text().as_bytes()
    }

    /// Returns whether a hard line begins at `at`, that is, one has ended just before it.
    pub(super) fn begins(&self, at: usize) -> bool {
        let bytes = self.bytes();
        match at.checked_sub(1).and_then(|before| bytes.get(before)) {
            None | Some(b'\n') => true,
            Some(b'\r') => bytes.get(at) != Some(&b'\n'),
            Some(_) => false,
        }
    }

    /// Returns the end of the line's content, given the `start` of the line and the start of the `next`.
    pub(super) fn content_end(&self, start: usize, next: usize) -> usize {
        match self.bytes().get(start..next).unwrap_or_default() {
            [.., b'\r', b'\n'] => next - 2,
            [.., b'\n' | b'\r'] => next - 1,
            _ => next,
        }
    }
}

impl Pieces for Lines<'_> {
    const STEP: usize = 16 * 1024;
    const MARGIN: usize = 4 * 1024;

    fn length(&self) -> usize {
        self.0.len()
    }

    fn start(&self, byte: usize, floor: usize) -> Option<usize> {
        let mut end = byte;
        loop {
            if end < floor {
                return None;
            }
            if self.begins(end) {
                return Some(end);
            }
            // A line begins after the line end that the search finds, or one byte on, inside a CR LF.
            let low = floor.saturating_sub(1);
            let found = memrchr2(b'\n', b'\r', self.bytes().get(low..end - 1)?)?;
            end = low + found + 1;
        }
    }

    fn end(&self, byte: usize, ceiling: usize) -> Option<usize> {
        let ceiling = ceiling.min(self.length());
        let found = memchr2(b'\n', b'\r', self.bytes().get(byte..ceiling).unwrap_or_default());
        let Some(at) = found.map(|found| byte + found) else {
            return (ceiling == self.length() && byte <= ceiling).then_some(ceiling);
        };
        let pair = self.bytes().get(at..at + 2) == Some(b"\r\n");
        let end = at + if pair { 2 } else { 1 };
        (end <= ceiling).then_some(end)
    }

    fn settle(&self, multiple: usize) -> usize {
        let from = multiple - 1;
        let limit = (multiple + 1024).min(self.length());
        let near = self.bytes().get(from..limit).unwrap_or_default();
        let blank = |at: usize| matches!(near.get(at), Some(b' ' | b'\t'));
        let after_blank = (1..near.len()).filter(|&at| blank(at - 1) && !blank(at)).map(|at| from + at);
        after_blank.into_iter().find(|&at| self.0.is_grapheme_border(at)).unwrap_or_else(|| {
            let at = self.0.char_ceiling(multiple);
            if self.0.is_grapheme_border(at) { at } else { self.0.next_grapheme(at) }
        })
    }
}

impl Document {
    /// Returns the block that holds `byte`; past the end, the last one.
    #[must_use]
    pub fn block_at(&self, byte: usize) -> Block {
        let lines = Lines(self);
        let piece = lines.piece(byte.min(self.len().saturating_sub(1)));
        let (start, next) = (piece.start, piece.end);
        let end = lines.content_end(start, next);
        let ends_line = end < next || next == self.len();
        Block { start, end, next, begins_line: lines.begins(start), ends_line }
    }

    /// Returns the block after `block`, `None` after the last one.
    #[must_use]
    pub fn block_after(&self, block: &Block) -> Option<Block> {
        (block.next < self.len()).then(|| self.block_at(block.next))
    }

    /// Returns the block before `block`, `None` before the first one.
    #[must_use]
    pub fn block_before(&self, block: &Block) -> Option<Block> {
        block.start.checked_sub(1).map(|before| self.block_at(before))
    }
}
