//! Pieces of any length, cut so that none has to be read whole: long lines, long words, long sentences.
//!
//! A piece longer than its kind's step is cut near the absolute multiples of that step. Whether there is a cut
//! at a multiple is decided by looking at most one step to each side, so the cuts are the same from whatever
//! byte one asks, and asking costs the same in a text of one 50 MB line as in any other.

use std::ops::Range;

/// Pieces of one kind lying side by side in one text.
pub(super) trait Pieces {
    /// A piece of at most so many bytes is never cut.
    const STEP: usize;
    /// No cut is nearer than this to the start or the end of a piece.
    const MARGIN: usize;

    /// Returns the length of the text in bytes.
    fn length(&self) -> usize;

    /// Returns the start of the piece that holds `byte`, `None` where that lies before `floor`.
    fn start(&self, byte: usize, floor: usize) -> Option<usize>;

    /// Returns the end of the piece that holds `byte`, `None` where that lies after `ceiling`.
    fn end(&self, byte: usize, ceiling: usize) -> Option<usize>;

    /// Returns a good place for a cut in `multiple..multiple + Self::MARGIN`.
    fn settle(&self, multiple: usize) -> usize;

    /// Returns the cut near `multiple`, `None` where the piece around it is short or nearly over.
    fn cut(&self, multiple: usize) -> Option<usize> {
        if multiple == 0 || multiple >= self.length() {
            return None;
        }
        let start = self.start(multiple, multiple.saturating_sub(Self::STEP));
        if start.is_some_and(|start| multiple - start < Self::MARGIN) {
            return None;
        }
        let end = self.end(multiple, multiple.saturating_add(Self::STEP));
        if end.is_some_and(|end| end < multiple + Self::MARGIN) {
            return None;
        }
        let short = start.zip(end).is_some_and(|(start, end)| end - start <= Self::STEP);
        if short { None } else { Some(self.settle(multiple)) }
    }

    /// Returns the piece, or the part of a cut one, that holds `byte`.
    fn piece(&self, byte: usize) -> Range<usize> {
        let first = byte / Self::STEP * Self::STEP;
        let mut multiple = first;
        let start = loop {
            if let Some(start) = self.start(byte, multiple) {
                break start;
            }
            if let Some(cut) = self.cut(multiple).filter(|&cut| cut <= byte) {
                break cut;
            }
            if multiple == 0 {
                break 0;
            }
            multiple -= Self::STEP;
        };
        let mut multiple = first;
        let end = loop {
            if let Some(end) = self.end(byte, multiple) {
                break end;
            }
            if let Some(cut) = self.cut(multiple).filter(|&cut| cut > byte) {
                break cut;
            }
            if multiple >= self.length() {
                break self.length();
            }
            multiple += Self::STEP;
        };
        start..end
    }
}
