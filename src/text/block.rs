//! Blocks: the hard lines of a text, long ones cut, so that each can be wrapped on its own.
//!
//! A line ends at LF, CR LF or a CR alone; U+2028 and U+0085 end none. A line of more than 16 KiB is cut near
//! the absolute multiples of 16 KiB: after the next blank if there is one within 1 KiB, else at a grapheme
//! border. A text that ends in a line end has no empty block after it: nothing could stand there, for texts
//! never change. An empty text has one empty block.

use memchr::{memchr2, memrchr2};

use super::cut::Pieces;
use super::document::Document;
use super::grapheme;

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
            match memrchr2(b'\n', b'\r', self.bytes().get(low..end - 1)?) {
                Some(found) => end = low + found + 1,
                None => return (floor == 0).then_some(0),
            }
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
        let text = self.0.text();
        after_blank
            .into_iter()
            .find(|&at| grapheme::is_border(text, at))
            .unwrap_or_else(|| grapheme::ceiling(text, multiple))
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

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, short};
    use super::*;
    use proptest::prelude::*;

    const STEP: usize = Lines::STEP;

    fn all(document: &Document) -> Vec<Block> {
        let mut blocks = vec![document.block_at(0)];
        while let Some(next) = document.block_after(&blocks[blocks.len() - 1]) {
            blocks.push(next);
        }
        blocks
    }

    fn contents(text: &str) -> Vec<String> {
        let document = document(text);
        let content = |block: &Block| document.slice(block.start..block.end).to_owned();
        all(&document).iter().map(content).collect()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        assert_eq!(contents(""), [""]);
        assert_eq!(contents("\n"), [""]);
        assert_eq!(contents("a\n"), ["a"]);
        assert_eq!(contents("a\r\nb\rc\nd"), ["a", "b", "c", "d"]);
        assert_eq!(contents("a\n\rb\r\r\nc"), ["a", "", "b", "", "c"]);
        assert_eq!(contents("a\u{2028}b\u{85}c\u{c}d"), ["a\u{2028}b\u{85}c\u{c}d"]);
    }

    #[test]
    fn a_line_of_sixteen_kibibytes_is_whole_and_a_longer_one_is_cut_after_a_blank() {
        let whole = document(format!("x\n{}\ny", "w ".repeat(STEP / 2)));
        assert_eq!(
            all(&whole)[1],
            Block { start: 2, end: 2 + STEP, next: 3 + STEP, begins_line: true, ends_line: true }
        );
        let longer = document("words and ".repeat(5000));
        let blocks = all(&longer);
        assert_eq!(blocks.len(), 50_000 / STEP);
        for pair in blocks.windows(2) {
            assert_eq!(longer.text().as_bytes()[pair[1].start - 1], b' ');
            assert!(pair[1].start % STEP < 10);
            assert_eq!((pair[0].ends_line, pair[1].begins_line), (false, false));
        }
    }

    #[test]
    fn a_line_without_blanks_is_cut_between_graphemes() {
        for unit in ["x", "é", "喀", "e\u{301}", "👩‍👧", "🇦🇫"] {
            let document = document(unit.repeat(60_000 / unit.len()));
            for block in &all(&document)[1..] {
                assert!(document.is_grapheme_border(block.start));
                assert!(block.start % STEP < 32, "{unit} at {}", block.start);
            }
        }
    }

    #[test]
    fn a_block_in_the_middle_of_a_line_of_many_megabytes_is_like_any_other() {
        let document = document("x".repeat(5_000_000));
        let block = document.block_at(2_500_000);
        assert_eq!((block.start, block.next), (2_500_000 / STEP * STEP, (2_500_000 / STEP + 1) * STEP));
        assert_eq!(document.block_before(&block).map(|before| before.next), Some(block.start));
    }

    fn tiles(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let blocks = all(&document);
        let mut at = 0;
        for block in &blocks {
            prop_assert_eq!(block.start, at);
            prop_assert!(block.start <= block.end && block.end <= block.next);
            prop_assert!(block.next > at || text.is_empty());
            prop_assert!(block.end - block.start <= STEP + 3 * Lines::MARGIN);
            prop_assert!(document.is_grapheme_border(block.start));
            let line_end = text.get(block.end..block.next).expect("a line end is text");
            prop_assert!(["", "\n", "\r", "\r\n"].contains(&line_end));
            prop_assert!(!document.slice(block.start..block.end).contains(['\n', '\r']));
            prop_assert_eq!(block.ends_line, !line_end.is_empty() || block.next == text.len());
            at = block.next;
        }
        prop_assert_eq!(at, text.len());
        for pair in blocks.windows(2) {
            prop_assert_eq!(pair[0].ends_line, pair[1].begins_line);
            prop_assert_eq!(document.block_before(&pair[1]), Some(pair[0]));
        }
        for byte in (0..text.len()).step_by(1 + text.len() / 3000) {
            let block = blocks[blocks.partition_point(|block| block.start <= byte) - 1];
            prop_assert_eq!(document.block_at(byte), block, "byte {}", byte);
        }
        prop_assert_eq!(document.block_at(text.len() + 9), blocks[blocks.len() - 1]);
        Ok(())
    }

    proptest! {
        #[test]
        fn blocks_tile_a_text_from_whatever_byte(text in short()) {
            tiles(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn blocks_tile_long_lines_from_whatever_byte(text in long()) {
            tiles(&text)?;
        }
    }
}
