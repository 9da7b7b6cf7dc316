//! Graphemes: what a person takes for one character, found without reading more than a small window.
//!
//! The borders are those of UAX 29, with one addition: a grapheme may be of any length (a letter under a
//! hundred thousand accents), and so may a run of flags, whose borders depend on its start. Where no border is
//! certain for `WINDOW` bytes before a multiple of `WINDOW`, that multiple is a border too. So every border
//! is found by looking at a bounded part of the text, and it is the same from wherever one looks.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::character;
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
    let mut room = [0; 16];
    let mut pair = |first: char, second: char| {
        let split = first.encode_utf8(&mut room).len();
        let length = split + room.get_mut(split..).map_or(0, |rest| second.encode_utf8(rest).len());
        let text = room.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.is_some_and(|text| is_border_in(text, split))
    };
    // After a mark or a joiner, a picture or an Indic consonant may belong to what stands before that.
    let always_apart = is_simple(after) && !matches!(after, '\u{900}'..='\u{97F}');
    pair(before, after) && (always_apart || is_simple(before) || pair('x', before))
}

/// Returns whether `character` makes a grapheme of its own beside others of which this is said too.
///
/// Only a fast answer for most text: `false` means that the full rules are needed.
pub(super) fn is_simple(character: char) -> bool {
    matches!(character,
        ' '..='~' | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}' | 'Α'..='ҁ' | 'Ҋ'..='ԯ'
        | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{660}'..='\u{66F}' | '\u{671}'..='\u{6D5}'
        | '\u{904}'..='\u{939}' | '\u{E01}'..='\u{E30}' | '\u{E40}'..='\u{E46}' | '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'
        | '가'..='\u{D7A3}' | '\u{FF01}'..='\u{FF5E}')
}

/// Returns the last certain border in `floor..=byte`, both character boundaries.
fn certain_border(text: &str, floor: usize, byte: usize) -> Option<usize> {
    if byte == text.len() || byte == 0 {
        return Some(byte);
    }
    let mut after = text.get(byte..)?.chars().next()?;
    for (at, before) in text.get(..byte)?.char_indices().rev() {
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
fn added_border(text: &str, number: usize) -> Option<usize> {
    let at = number * WINDOW;
    if number == 0 || at >= text.len() {
        return None;
    }
    let at = character::ceiling(text, at);
    certain_border(text, character::floor(text, (number - 1) * WINDOW), at).is_none().then_some(at)
}

/// Returns a border at or before `byte`, a character boundary, from which all later ones follow.
fn border_to_start_from(text: &str, byte: usize) -> usize {
    let multiple = byte / WINDOW;
    let floor = character::floor(text, multiple.saturating_sub(1) * WINDOW);
    certain_border(text, floor, byte).unwrap_or_else(|| character::ceiling(text, multiple * WINDOW).min(byte))
}

/// Returns the first border after `start`, which must be a border itself.
fn border_after(text: &str, start: usize) -> usize {
    if let [b' '..=b'~', b' '..=b'~'] = text.as_bytes().get(start..start + 2).unwrap_or_default() {
        return start + 1;
    }
    let mut characters = text.get(start..).unwrap_or_default().chars();
    if let (Some(first), second) = (characters.next(), characters.next())
        && is_simple(first)
        && second.is_none_or(is_simple)
    {
        return start + first.len_utf8();
    }
    // Three windows always hold a border: a certain one, or the one that is added where none is.
    let limit = character::floor(text, (start / WINDOW + 4) * WINDOW);
    let rest = text.get(start..limit).unwrap_or_default();
    let mut cursor = GraphemeCursor::new(0, rest.len(), true);
    let found = start + cursor.next_boundary(rest, 0).ok().flatten().unwrap_or(rest.len());
    let added = (start / WINDOW + 1..=found / WINDOW)
        .filter_map(|number| added_border(text, number))
        .find(|&border| border > start && border < found);
    added.unwrap_or(found)
}

/// Returns the first border of `text` after `byte`, its length at its end.
pub(super) fn next(text: &str, byte: usize) -> usize {
    let byte = character::floor(text, byte);
    let mut border = border_to_start_from(text, byte);
    while border <= byte && border < text.len() {
        border = border_after(text, border);
    }
    border
}

/// Returns the last border of `text` before `byte`, 0 at its start.
pub(super) fn previous(text: &str, byte: usize) -> usize {
    let byte = character::ceiling(text, byte);
    let Some(last) = text.get(..byte).and_then(|text| text.chars().next_back()) else { return 0 };
    let mut border = border_to_start_from(text, byte - last.len_utf8());
    loop {
        let next = border_after(text, border);
        if next >= byte || next <= border {
            return border;
        }
        border = next;
    }
}

/// Returns whether `byte` is a border of `text`, as its start and its end are.
pub(super) fn is_border(text: &str, byte: usize) -> bool {
    if !text.is_char_boundary(byte) {
        return false;
    }
    let mut border = if byte == text.len() { byte } else { border_to_start_from(text, byte) };
    while border < byte {
        border = border_after(text, border);
    }
    border == byte
}

/// Returns the first border of `text` at or after `byte`.
pub(super) fn ceiling(text: &str, byte: usize) -> usize {
    let byte = character::ceiling(text, byte);
    if is_border(text, byte) { byte } else { next(text, byte) }
}

/// Returns the borders of `text` in `after + 1..=to`, in order; `after` must be one.
pub(super) fn borders(text: &str, after: usize, to: usize) -> impl Iterator<Item = usize> {
    let next = move |&border: &usize| (border < to).then(|| border_after(text, border));
    std::iter::successors(Some(after), next).skip(1).take_while(move |&border| border <= to)
}

impl Document {
    /// Returns the next grapheme border after `byte`, the length of the text at its end.
    #[must_use]
    pub fn next_grapheme(&self, byte: usize) -> usize {
        next(self.text(), byte)
    }

    /// Returns the grapheme border before `byte`, 0 at the start of the text.
    #[must_use]
    pub fn previous_grapheme(&self, byte: usize) -> usize {
        previous(self.text(), byte)
    }

    /// Returns whether `byte` is a border between graphemes, as the start and the end of the text are.
    #[must_use]
    pub fn is_grapheme_border(&self, byte: usize) -> bool {
        is_border(self.text(), byte)
    }

    /// Returns the graphemes of `bytes`, which must begin at a border, one after the other.
    pub fn graphemes(&self, bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = bytes.start;
        std::iter::from_fn(move || {
            if start >= bytes.end {
                return None;
            }
            let end = border_after(self.text(), start).min(bytes.end).max(start + 1);
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
            let text = format!("x{character}{character}가x");
            let borders: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let length = character.len_utf8();
            assert_eq!(borders, [0, 1, 1 + length, 1 + 2 * length, 4 + 2 * length], "{character:?}");
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
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn long_graphemes_have_the_same_borders_from_everywhere(text in long()) {
            agrees(&text)?;
        }
    }
}
