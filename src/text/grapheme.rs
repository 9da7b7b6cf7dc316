//! Graphemes: what a person takes for one character, found without reading more than a small window.
//!
//! The borders are those of UAX 29, with one addition: a grapheme may be of any length (a letter under a
//! hundred thousand accents), and so may a run of flags, whose borders depend on its start. Where no border is
//! certain for [`WINDOW`] bytes before a multiple of [`WINDOW`], that multiple is a border too. So every border
//! is found by looking at a bounded part of the text, and it is the same from wherever one looks.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::document::Document;

/// Without a certain border for so many bytes before a multiple of it, that multiple becomes a border.
pub(super) const WINDOW: usize = 1024;

/// Returns whether `text` has a border at `at` by UAX 29, seen from this slice alone.
fn is_border_in(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// Returns whether there is a border between two characters whatever stands before and after them.
fn is_certain(before: char, after: char) -> bool {
    if is_simple(before) && is_simple(after) {
        return true;
    }
    // What joins `before` to an earlier character (marks, joiners) may also join `after` to it; `pair` then
    // holds no certain answer.
    let mut room = [0; 16];
    let mut pair = |first: char, second: char| {
        let split = first.encode_utf8(&mut room).len();
        let length = split + room.get_mut(split..).map_or(0, |rest| second.encode_utf8(rest).len());
        let text = room.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.is_some_and(|text| is_border_in(text, split))
    };
    pair(before, after) && (is_simple(before) || pair('x', before) || before.is_control())
}

/// Returns whether `character` makes a grapheme of its own beside others of which this is said too.
///
/// Only a fast answer for most text: `false` means that the full rules are needed.
pub(super) fn is_simple(character: char) -> bool {
    matches!(character,
        ' '..='~' | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}' | 'Α'..='ҁ' | 'Ҋ'..='ԯ'
        | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}' | '가'..='\u{D7A3}' | '\u{FF01}'..='\u{FF5E}')
}

impl Document {
    /// Returns the smallest character boundary that is not before `byte`.
    #[must_use]
    pub fn char_ceiling(&self, byte: usize) -> usize {
        let mut ceiling = byte.min(self.len());
        while !self.text().is_char_boundary(ceiling) {
            ceiling += 1;
        }
        ceiling
    }

    /// Returns the last certain border in `floor..=byte`, both character boundaries.
    fn certain_border(&self, floor: usize, byte: usize) -> Option<usize> {
        if byte == self.len() || byte == 0 {
            return Some(byte);
        }
        let mut after = self.text().get(byte..)?.chars().next()?;
        for (at, before) in self.text().get(..byte)?.char_indices().rev() {
            let border = at + before.len_utf8();
            if border < floor {
                return None;
            }
            if is_certain(before, after) {
                return Some(border);
            }
            after = before;
        }
        (floor == 0).then_some(0)
    }

    /// Returns the border that the window adds at multiple `number` of it, if it does.
    fn added_border(&self, number: usize) -> Option<usize> {
        let at = number * WINDOW;
        if number == 0 || at >= self.len() {
            return None;
        }
        let at = self.char_ceiling(at);
        self.certain_border(self.char_floor((number - 1) * WINDOW), at).is_none().then_some(at)
    }

    /// Returns a border at or before `byte`, a character boundary, from which all later ones follow.
    fn border_to_start_from(&self, byte: usize) -> usize {
        let multiple = byte / WINDOW;
        let floor = self.char_floor(multiple.saturating_sub(1) * WINDOW);
        match self.certain_border(floor, byte) {
            Some(border) => border,
            None => self.char_ceiling(multiple * WINDOW).min(byte),
        }
    }

    /// Returns the first border after `start`, which must be a border itself.
    fn border_after(&self, start: usize) -> usize {
        // Three windows always hold a border: a certain one, or the one that is added where none is.
        let limit = self.char_floor((start / WINDOW + 4) * WINDOW);
        let rest = self.text().get(start..limit).unwrap_or("");
        let mut characters = rest.chars();
        if let (Some(first), second) = (characters.next(), characters.next())
            && is_simple(first)
            && second.is_none_or(is_simple)
        {
            return start + first.len_utf8();
        }
        let mut cursor = GraphemeCursor::new(0, rest.len(), true);
        let found = start + cursor.next_boundary(rest, 0).ok().flatten().unwrap_or(rest.len());
        let added = (start / WINDOW + 1..=found / WINDOW)
            .filter_map(|number| self.added_border(number))
            .find(|&border| border > start && border < found);
        added.unwrap_or(found)
    }

    /// Returns the next grapheme border after `byte`, the length of the text at its end.
    #[must_use]
    pub fn next_grapheme(&self, byte: usize) -> usize {
        let byte = self.char_floor(byte);
        let mut border = self.border_to_start_from(byte);
        while border <= byte && border < self.len() {
            border = self.border_after(border);
        }
        border
    }

    /// Returns the grapheme border before `byte`, 0 at the start of the text.
    #[must_use]
    pub fn previous_grapheme(&self, byte: usize) -> usize {
        let byte = self.char_ceiling(byte);
        let Some(last) = self.text().get(..byte).and_then(|text| text.chars().next_back()) else { return 0 };
        let mut border = self.border_to_start_from(byte - last.len_utf8());
        loop {
            let next = self.border_after(border);
            if next >= byte || next <= border {
                return border;
            }
            border = next;
        }
    }

    /// Returns whether `byte` is a border between graphemes, as the start and the end of the text are.
    #[must_use]
    pub fn is_grapheme_border(&self, byte: usize) -> bool {
        if !self.text().is_char_boundary(byte) {
            return false;
        }
        byte == self.len() || {
            let mut border = self.border_to_start_from(byte);
            while border < byte {
                border = self.border_after(border);
            }
            border == byte
        }
    }

    /// Returns the graphemes of `bytes`, which must begin at a border, one after the other.
    pub fn graphemes(&self, bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = bytes.start;
        std::iter::from_fn(move || {
            if start >= bytes.end {
                return None;
            }
            let end = self.border_after(start).min(bytes.end).max(start + 1);
            Some(std::mem::replace(&mut start, end)..end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, short};
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn graphemes_are_stepped_whole() {
        let document = document("e\u{301}👩‍👧\r\nx");
        let borders = [0, 3, 14, 16, 17];
        for pair in borders.windows(2) {
            assert_eq!(document.next_grapheme(pair[0]), pair[1]);
            assert_eq!(document.previous_grapheme(pair[1]), pair[0]);
        }
        assert!(!document.is_grapheme_border(1));
        assert_eq!((document.next_grapheme(17), document.previous_grapheme(0)), (17, 0));
    }

    #[test]
    fn simple_characters_stand_alone_beside_each_other() {
        let simple = ('\0'..=char::MAX).filter(|&character| is_simple(character));
        for character in simple {
            let text = format!("x{character}가x");
            let borders: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let length = character.len_utf8();
            assert_eq!(borders, [0, 1, 1 + length, 4 + length], "{character:?}");
        }
    }

    #[test]
    fn a_letter_under_a_hundred_thousand_accents_is_cut_at_windows() {
        let document = document(format!("ab{}c", "\u{301}".repeat(100_000)));
        let borders: Vec<_> = document.graphemes(0..document.len()).map(|grapheme| grapheme.end).collect();
        assert_eq!(borders[..3], [1, 2 * WINDOW, 3 * WINDOW]);
        assert_eq!(borders[borders.len() - 2..], [document.len() - 1, document.len()]);
        assert_eq!(document.previous_grapheme(document.len() - 1), (document.len() - 1) / WINDOW * WINDOW);
    }

    #[test]
    fn flags_keep_their_pairs_far_into_a_run() {
        let document = document(format!("a{}", "🇦🇫".repeat(10_000)));
        let far = 1 + 8 * 9_000;
        let next = document.next_grapheme(far);
        assert!(next > far && next - far <= 8);
        assert_eq!(document.next_grapheme(next), next + 8);
        assert_eq!(document.previous_grapheme(next + 8), next);
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let mut borders = vec![0];
        borders.extend(document.graphemes(0..text.len()).map(|grapheme| grapheme.end));
        prop_assert_eq!(borders.last(), Some(&text.len()));
        for pair in borders.windows(2) {
            prop_assert!(pair[0] < pair[1] && pair[1] - pair[0] <= 3 * WINDOW);
        }
        for byte in (0..=text.len()).step_by(1 + text.len() / 1500) {
            let place = borders.partition_point(|&border| border <= byte);
            prop_assert_eq!(document.is_grapheme_border(byte), borders[place - 1] == byte, "border {}", byte);
            let next = borders.get(place).copied().unwrap_or(text.len());
            prop_assert_eq!(document.next_grapheme(byte), next, "next of {}", byte);
            let before = borders.partition_point(|&border| border < byte);
            prop_assert_eq!(document.previous_grapheme(byte), borders[before.saturating_sub(1)], "before {}", byte);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn short_texts_have_the_borders_of_the_standard(text in short()) {
            let document = document(text.as_str());
            let ours: Vec<_> = document.graphemes(0..text.len()).map(|grapheme| grapheme.start).collect();
            let standard: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            prop_assert_eq!(ours, standard);
        }

        #[test]
        fn every_way_to_a_border_finds_the_same(text in short()) {
            agrees(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn long_graphemes_have_the_same_borders_from_everywhere(text in long()) {
            agrees(&text)?;
        }
    }
}
