//! Paragraphs: the non-blank hard lines of a text, or runs of them where it was wrapped by hand.
//!
//! Blank lines part paragraphs and are none. A paragraph of more than 64 KiB counts as several: it is cut near
//! the absolute multiples of 64 KiB, where a [block](super::block) begins too, so that no question about a
//! paragraph reads more than that. Whether a text was wrapped by hand is decided once, from its first 64 KiB.

use std::ops::Range;

use super::block::Lines;
use super::counts::Counts;
use super::cut::Pieces;
use super::document::Document;

/// Up to this length in bytes the paragraphs of a text are counted when a number is first asked for.
const COUNTED_AT_ONCE: usize = 2 * 1024 * 1024;
/// So far into a longer text, whose paragraphs are not counted, numbers are found by counting from its start.
const NEAR_START: usize = 64 * 1024;
/// A line of more bytes is never blank.
const LONGEST_BLANK: usize = 1024;
/// Lines that were wrapped by hand have at most so many characters.
const LONGEST_WRAPPED: usize = 120;
/// Lines that were wrapped by hand have at least so many characters, on the average.
const SHORTEST_WRAPPED: usize = 30;
/// Fewer breaks inside paragraphs say nothing.
const LEAST_BREAKS: usize = 3;

/// Returns whether `sample`, the beginning of a text, was wrapped by hand.
///
/// So it is when most line breaks between two non-blank lines come after a line without closing punctuation,
/// these lines are long enough to have been filled, and nearly all text stands in lines of at most
/// [`LONGEST_WRAPPED`] characters. Two lines of a title are no evidence.
pub(super) fn is_wrapped_by_hand(sample: &str) -> bool {
    let (mut open, mut closed, mut filled, mut in_long_lines) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = "";
    for line in sample.lines().map(str::trim) {
        if !line.is_empty() && !before.is_empty() {
            if is_closed(before) {
                closed += 1;
            } else {
                open += 1;
                filled += before.chars().take(LONGEST_WRAPPED).count();
            }
        }
        if line.len() > LONGEST_WRAPPED && line.chars().nth(LONGEST_WRAPPED).is_some() {
            in_long_lines += line.len();
        }
        before = line;
    }
    open >= LEAST_BREAKS && open > closed && filled >= open * SHORTEST_WRAPPED && in_long_lines * 10 <= sample.len()
}

/// Returns whether `line` ends as a paragraph does.
fn is_closed(line: &str) -> bool {
    let closers = ['"', '\'', '”', '’', '»', ')', ']', '」', '』', '）', '*', '_'];
    let ends = ['.', '!', '?', '…', ':', ';', '。', '！', '？', '：', '；', '؟', '۔', '।', '։', '።'];
    line.trim_end_matches(closers).ends_with(ends)
}

/// The paragraphs and blank lines of a text, side by side, with their line ends.
struct Paragraphs<'text> {
    lines: Lines<'text>,
    wrapped_by_hand: bool,
}

impl Paragraphs<'_> {
    fn document(&self) -> &Document {
        self.lines.0
    }

    /// Returns whether a paragraph or a blank line begins at `at`, where a line begins.
    fn begins(&self, at: usize) -> bool {
        !self.wrapped_by_hand || at == 0 || self.is_blank_at(at) || self.is_blank_before(at)
    }

    /// Returns whether the line that begins at `start` is blank.
    fn is_blank_at(&self, start: usize) -> bool {
        let limit = self.document().char_floor(start + LONGEST_BLANK + 1);
        let text = self.document().slice(start..limit);
        match text.find(|character: char| matches!(character, '\n' | '\r') || !character.is_whitespace()) {
            Some(at) => at <= LONGEST_BLANK && text.get(at..).is_some_and(|rest| rest.starts_with(['\n', '\r'])),
            None => text.len() <= LONGEST_BLANK && limit == self.document().len(),
        }
    }

    /// Returns whether the line that ends just before `next`, its line end included, is blank.
    fn is_blank_before(&self, next: usize) -> bool {
        let end = self.lines.content_end(0, next);
        let low = self.document().char_ceiling(end.saturating_sub(LONGEST_BLANK + 1));
        let text = self.document().slice(low..end);
        match text.rfind(|character: char| matches!(character, '\n' | '\r') || !character.is_whitespace()) {
            Some(at) => text.get(at..).is_some_and(|rest| rest.starts_with(['\n', '\r'])),
            None => text.len() <= LONGEST_BLANK && low == 0,
        }
    }
}

impl Pieces for Paragraphs<'_> {
    const STEP: usize = 64 * 1024;
    const MARGIN: usize = 32 * 1024;

    fn length(&self) -> usize {
        self.lines.length()
    }

    fn start(&self, byte: usize, floor: usize) -> Option<usize> {
        let mut start = self.lines.start(byte, floor)?;
        while !self.begins(start) {
            start = self.lines.start(start - 1, floor)?;
        }
        Some(start)
    }

    fn end(&self, byte: usize, ceiling: usize) -> Option<usize> {
        let mut end = self.lines.end(byte, ceiling)?;
        while end < self.length() && !self.begins(end) {
            end = self.lines.end(end, ceiling)?;
        }
        Some(end)
    }

    fn settle(&self, multiple: usize) -> usize {
        // A block's border, so that a cut paragraph begins where a row does.
        let block = self.document().block_at(multiple);
        if block.start == multiple { multiple } else { block.next }
    }
}

impl Document {
    fn paragraphs(&self) -> Paragraphs<'_> {
        let sample = || is_wrapped_by_hand(self.slice(0..self.char_floor(NEAR_START)));
        Paragraphs { lines: Lines(self), wrapped_by_hand: *self.wrapped_by_hand_cell().get_or_init(sample) }
    }

    /// Returns the paragraph or blank line that holds `byte`, with its line end.
    fn paragraph_piece(&self, byte: usize) -> Range<usize> {
        self.paragraphs().piece(byte.min(self.len().saturating_sub(1)))
    }

    fn without_line_end(&self, piece: Range<usize>) -> Range<usize> {
        piece.start..Lines(self).content_end(piece.start, piece.end)
    }

    /// Returns the first byte from `byte` on that is no blank.
    fn after_blanks(&self, byte: usize) -> Option<usize> {
        let rest = self.text().get(self.char_ceiling(byte)..)?;
        rest.find(|character: char| !character.is_whitespace()).map(|found| self.len() - rest.len() + found)
    }

    /// Returns the starts of the paragraphs from the one that begins at or after `byte`.
    fn paragraph_starts(&self, byte: usize) -> impl Iterator<Item = usize> + '_ {
        let holding = self.paragraph_piece(byte);
        let mut at = if holding.start >= byte { holding.start } else { holding.end };
        std::iter::from_fn(move || {
            let piece = self.paragraph_piece(self.after_blanks(at)?);
            at = piece.end;
            Some(piece.start)
        })
    }

    /// Returns the counts, which a short text makes at once; `None` where those of a long one are not made yet.
    fn paragraph_counts(&self) -> Option<&Counts> {
        if self.len() <= COUNTED_AT_ONCE {
            self.count();
        }
        self.counts_cell().get()
    }

    /// Returns the paragraph that holds `byte`, without its line end; on a blank line, that line.
    ///
    /// Blanks at its start and end belong to it.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> Range<usize> {
        self.without_line_end(self.paragraph_piece(byte))
    }

    /// Returns the first paragraph after the one, or the blank line, that holds `byte`.
    ///
    /// Reads on over blank lines, however many there are.
    #[must_use]
    pub fn next_paragraph(&self, byte: usize) -> Option<Range<usize>> {
        let next = self.after_blanks(self.paragraph_piece(byte).end)?;
        Some(self.paragraph_at(next))
    }

    /// Returns the last paragraph before the one, or the blank line, that holds `byte`.
    ///
    /// Reads back over blank lines, however many there are.
    #[must_use]
    pub fn previous_paragraph(&self, byte: usize) -> Option<Range<usize>> {
        let before = self.text().get(..self.paragraph_piece(byte).start)?;
        let last = before.rfind(|character: char| !character.is_whitespace())?;
        Some(self.paragraph_at(last))
    }

    /// Returns the number of the paragraph that holds `byte`, counted from 1.
    ///
    /// `None` on a blank line, and past the first 64 KiB of a text of more than 2 MiB whose paragraphs nobody has
    /// [counted](Document::count).
    #[must_use]
    pub fn paragraph_number(&self, byte: usize) -> Option<usize> {
        let piece = self.paragraph_piece(byte);
        if self.slice(piece.clone()).trim_start().is_empty() {
            return None;
        }
        let (from, before) = match self.paragraph_counts() {
            Some(counts) => counts.before(piece.start),
            None if piece.start < NEAR_START => (0, 0),
            None => return None,
        };
        Some(before + self.paragraph_starts(from).take_while(|&start| start <= piece.start).count())
    }

    /// Returns how many paragraphs there are.
    ///
    /// `None` for a text of more than 2 MiB whose paragraphs nobody has [counted](Document::count).
    #[must_use]
    pub fn paragraph_count(&self) -> Option<usize> {
        self.paragraph_counts().map(Counts::total)
    }

    /// Returns paragraph `number`, counted from 1.
    ///
    /// `None` if there is none, and past the first 64 KiB of a text of more than 2 MiB whose paragraphs nobody has
    /// [counted](Document::count).
    #[must_use]
    pub fn paragraph(&self, number: usize) -> Option<Range<usize>> {
        let (from, before) = self.paragraph_counts().map_or((0, 0), |counts| counts.step_of(number));
        let limit = if self.paragraph_counts().is_some() { self.len() } else { NEAR_START };
        let place = number.checked_sub(before + 1)?;
        let start = self.paragraph_starts(from).take_while(|&start| start < limit).nth(place)?;
        Some(self.paragraph_at(start))
    }

    /// Counts the paragraphs of a text of any length, once: one pass over all of it, for a worker thread.
    pub fn count(&self) {
        self.counts_cell().get_or_init(|| Counts::new(self.len(), self.paragraph_starts(0)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, shared, short};
    use super::*;
    use proptest::prelude::*;

    fn all(document: &Document) -> Vec<Range<usize>> {
        (1..=document.paragraph_count().expect("a short text is counted"))
            .map_while(|n| document.paragraph(n))
            .collect()
    }

    fn contents(text: &str) -> Vec<String> {
        let document = document(text);
        all(&document).into_iter().map(|bytes| document.slice(bytes).to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_and_blank_lines_are_none() {
        assert_eq!(contents(""), [""; 0]);
        assert_eq!(contents("\n \t\r\n\u{a0}\n"), [""; 0]);
        assert_eq!(contents("\r\n one.\r\n\r\n two.\nthree."), [" one.", " two.", "three."]);
    }

    #[test]
    fn a_byte_on_a_blank_line_has_that_line_and_no_number() {
        let document = document("one.\n \ntwo.\n\n");
        assert_eq!((document.paragraph_at(6), document.paragraph_number(6)), (5..6, None));
        assert_eq!((document.paragraph_at(12), document.paragraph_number(12)), (12..12, None));
        assert_eq!((document.next_paragraph(6), document.previous_paragraph(6)), (Some(7..11), Some(0..4)));
        assert_eq!((document.next_paragraph(8), document.previous_paragraph(2)), (None, None));
        assert_eq!((document.paragraph_number(4), document.paragraph_number(99)), (Some(1), None));
        assert_eq!((document.paragraph(0), document.paragraph(3)), (None, None));
    }

    #[test]
    fn lines_wrapped_by_hand_run_together_up_to_a_blank_line() {
        let first = "The column of trucks left the town\r\nat dawn, when the streets were dark and\r\nthe guards asleep, and came back\r\nempty.";
        let text = format!("{first}\r\n \r\n\r\nNobody in the town was hurt, or would\r\nsay so.");
        assert!(is_wrapped_by_hand(&text));
        let paragraphs = contents(&text);
        assert_eq!(paragraphs.len(), 2);
        assert_eq!(paragraphs[1], "Nobody in the town was hurt, or would\r\nsay so.");
        assert!(!is_wrapped_by_hand("The first\nThe second\nThe third\nThe fourth\nThe fifth\n"));
        assert!(!is_wrapped_by_hand("A title\n\nOne sentence.\nAnother “one.”\nA third?\n"));
        assert!(!is_wrapped_by_hand(&format!("By our own staff\n{}\nmore\n", "words ".repeat(60))));
        assert!(!is_wrapped_by_hand("一行。\n另一行。\n第三行\n"));
    }

    #[test]
    fn a_line_of_megabytes_is_cut_and_each_part_has_a_number() {
        let document = document(format!("first\n{}\nlast", "many words ".repeat(180_000)));
        assert_eq!(document.len() / (64 * 1024), 30);
        let part = document.paragraph_at(1_000_000);
        assert!(part.len() <= 100 * 1024 && part.contains(&1_000_000));
        assert_eq!(document.block_at(part.start).start, part.start);
        assert_eq!(document.paragraph_number(0), Some(1));
        assert_eq!((document.paragraph_number(1_000_000), document.paragraph_count()), (Some(17), Some(32)));
        assert_eq!(document.paragraph(17), Some(part));
    }

    #[test]
    fn a_text_of_more_than_two_megabytes_has_numbers_near_its_start_until_it_is_counted() {
        let document = document("A line.\n".repeat(300_000));
        assert_eq!((document.paragraph_number(8 * 100), document.paragraph_number(8 * 200_000)), (Some(101), None));
        assert_eq!((document.paragraph_count(), document.paragraph(101)), (None, Some(800..807)));
        assert_eq!(document.paragraph(200_000), None);
        document.count();
        assert_eq!(
            (document.paragraph_count(), document.paragraph_number(8 * 200_000)),
            (Some(300_000), Some(200_001))
        );
        assert_eq!(document.paragraph(200_001), Some(1_600_000..1_600_007));
    }

    #[test]
    fn the_real_pair_has_its_paragraphs() {
        for (name, count) in [("articles/000_8c08ab6769eec205.txt", 11), ("articles/003_55d5bbca680cbe59.txt", 25)] {
            let Some(text) = shared(name) else { return };
            assert_eq!(contents(&text).len(), count);
        }
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let all = all(&document);
        let mut at = 0;
        for (place, paragraph) in all.iter().enumerate() {
            prop_assert!(document.slice(at..paragraph.start).trim().is_empty(), "only blanks lie between");
            prop_assert!(!document.slice(paragraph.clone()).trim().is_empty());
            prop_assert_eq!(document.block_at(paragraph.start).start, paragraph.start);
            at = paragraph.end;
            prop_assert_eq!(document.next_paragraph(paragraph.start), all.get(place + 1).cloned());
            prop_assert_eq!(
                document.previous_paragraph(paragraph.start),
                place.checked_sub(1).map(|place| all[place].clone())
            );
        }
        prop_assert!(document.slice(at..text.len()).trim().is_empty());
        for byte in (0..=text.len()).step_by(1 + text.len() / 500) {
            let paragraph = document.paragraph_at(byte);
            let place = all.iter().position(|other| *other == paragraph);
            prop_assert_eq!(document.paragraph_number(byte), place.map(|place| place + 1));
            prop_assert!(paragraph.start <= byte);
            prop_assert!(byte <= document.block_at(document.len()).next);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn paragraphs_are_the_same_from_everywhere(text in short()) {
            agrees(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn long_paragraphs_are_the_same_from_everywhere(text in long()) {
            agrees(&text)?;
            agrees(&format!("{}{text}", "some words of a line that was wrapped\n".repeat(300)))?;
        }
    }
}
