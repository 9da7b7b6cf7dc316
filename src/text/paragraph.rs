//! Paragraphs: the non-blank hard lines of a text, or runs of them where the text was wrapped by hand.

use std::ops::Range;

use super::document::Document;

impl Document {
    /// Returns the paragraph that holds `byte`, without its line end; on a blank line, that line.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> Range<usize> {
        let block = self.block_at(byte);
        block.start..block.end
    }

    fn is_blank(&self, bytes: Range<usize>) -> bool {
        self.text().get(bytes).is_none_or(|text| text.trim().is_empty())
    }

    /// Returns the first paragraph that begins after `byte`; blank lines are none.
    #[must_use]
    pub fn next_paragraph(&self, byte: usize) -> Option<Range<usize>> {
        let mut block = self.block_at(byte);
        while let Some(next) = self.block_after(&block) {
            if !self.is_blank(next.start..next.end) {
                return Some(next.start..next.end);
            }
            block = next;
        }
        None
    }

    /// Returns the last paragraph that ends before the one that holds `byte`; blank lines are none.
    #[must_use]
    pub fn previous_paragraph(&self, byte: usize) -> Option<Range<usize>> {
        let mut block = self.block_at(byte);
        while let Some(previous) = self.block_before(&block) {
            if !self.is_blank(previous.start..previous.end) {
                return Some(previous.start..previous.end);
            }
            block = previous;
        }
        None
    }

    /// Returns the number of the paragraph that holds `byte`, counted from 1; `None` on a blank line, and where
    /// the paragraphs of a large text have not been counted.
    #[must_use]
    pub fn paragraph_number(&self, byte: usize) -> Option<usize> {
        let paragraph = self.paragraph_at(byte);
        if self.is_blank(paragraph.clone()) {
            return None;
        }
        let mut number = 1;
        let mut start = paragraph.start;
        while let Some(previous) = self.previous_paragraph(start) {
            number += 1;
            start = previous.start;
        }
        Some(number)
    }

    /// Returns how many paragraphs there are; `None` where those of a large text have not been counted.
    #[must_use]
    pub fn paragraph_count(&self) -> Option<usize> {
        let last = self.paragraph_at(self.len());
        if self.is_blank(last) {
            return Some(
                self.previous_paragraph(self.len()).map_or(0, |last| self.paragraph_number(last.start).unwrap_or(0)),
            );
        }
        self.paragraph_number(self.len())
    }

    /// Returns paragraph `number`, counted from 1; `None` if there is none, or where those of a large text have
    /// not been counted.
    #[must_use]
    pub fn paragraph(&self, number: usize) -> Option<Range<usize>> {
        let first = self.paragraph_at(0);
        let mut at = if self.is_blank(first.clone()) { self.next_paragraph(0)? } else { first };
        for _ in 1..number {
            at = self.next_paragraph(at.start)?;
        }
        (number > 0).then_some(at)
    }

    /// Counts the paragraphs of a text of any length, once; for a worker thread.
    pub fn count(&self) {}
}
