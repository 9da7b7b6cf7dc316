//! Bytes, characters, UTF-16 units and paragraph numbers of one text, converted in this one place.
//!
//! Memory counts bytes, files count characters (Unicode scalar values), browsers count UTF-16 units. An
//! [`Index`] holds the three counts at every [`STEP`] bytes, so that a conversion reads at most one step of
//! text. A text of ASCII alone needs no table: there the three are one.

/// How many bytes lie between two counts of an [`Index`].
pub const STEP: usize = 512;

/// The counts before a multiple of [`STEP`] bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    chars: u32,
    utf16: u32,
}

/// How far each unit has counted at steps through one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The counts at `STEP`, `2 * STEP` and so on; empty for a text of ASCII alone.
    marks: Box<[Mark]>,
    ascii: bool,
    chars: usize,
    utf16: usize,
}

/// Returns how many characters `bytes` of UTF-8 begin.
fn count_chars(bytes: &[u8]) -> usize {
    // A continuation byte is 0b10xxxxxx, below -64 as a signed number; the rest begin a character.
    bytes.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80)).sum()
}

/// Returns how many UTF-16 units the characters that begin in `bytes` take.
fn count_utf16(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

impl Index {
    /// Counts through `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Index { marks: Box::new([]), ascii: true, chars: text.len(), utf16: text.len() };
        }
        let mut at = Mark::default();
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        for step in text.as_bytes().chunks(STEP) {
            marks.push(at);
            // Articles are refused above 64 MiB, so that 32 bits always hold the counts.
            at.chars += u32::try_from(count_chars(step)).unwrap_or(u32::MAX);
            at.utf16 += u32::try_from(count_utf16(step)).unwrap_or(u32::MAX);
        }
        Index { marks: marks.into(), ascii: false, chars: at.chars as usize, utf16: at.utf16 as usize }
    }

    /// Returns the number of characters in the whole text.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Returns the number of UTF-16 units in the whole text.
    #[must_use]
    pub fn utf16(&self) -> usize {
        self.utf16
    }

    /// Returns the number of characters before `byte`, which must be a character boundary of `text`.
    #[must_use]
    pub fn chars_before(&self, text: &str, byte: usize) -> usize {
        if self.ascii {
            return byte.min(self.chars);
        }
        let Some((mark, rest)) = self.step_before(text, byte) else { return self.chars };
        mark.chars as usize + count_chars(rest)
    }

    /// Returns the number of UTF-16 units before `byte`, which must be a character boundary of `text`.
    #[must_use]
    pub fn utf16_before(&self, text: &str, byte: usize) -> usize {
        if self.ascii {
            return byte.min(self.utf16);
        }
        let Some((mark, rest)) = self.step_before(text, byte) else { return self.utf16 };
        mark.utf16 as usize + count_utf16(rest)
    }

    /// Returns the byte at which character number `chars` begins, the length of `text` for the number of its
    /// characters, or `None` past that.
    #[must_use]
    pub fn byte_of_char(&self, text: &str, chars: usize) -> Option<usize> {
        if self.ascii {
            return (chars <= self.chars).then_some(chars);
        }
        let step = self.marks.partition_point(|mark| mark.chars as usize <= chars).checked_sub(1)?;
        let (from, left) = skip(text, step * STEP, chars - self.marks[step].chars as usize);
        seek(text, from, left, |_| 1)
    }

    /// Returns the byte at which UTF-16 unit `units` begins a character, or `None` past the end and inside a
    /// surrogate pair.
    #[must_use]
    pub fn byte_of_utf16(&self, text: &str, units: usize) -> Option<usize> {
        if self.ascii {
            return (units <= self.utf16).then_some(units);
        }
        let step = self.marks.partition_point(|mark| mark.utf16 as usize <= units).checked_sub(1)?;
        seek(text, step * STEP, units - self.marks[step].utf16 as usize, char::len_utf16)
    }

    fn step_before<'text>(&self, text: &'text str, byte: usize) -> Option<(Mark, &'text [u8])> {
        let step = byte / STEP;
        let mark = *self.marks.get(step)?;
        Some((mark, text.as_bytes().get(step * STEP..byte)?))
    }
}

/// Goes on from byte `from` by runs of bytes as long as no run begins more than `chars` characters; returns the byte
/// reached and how many characters are left.
fn skip(text: &str, from: usize, chars: usize) -> (usize, usize) {
    const RUN: usize = 32;
    let (mut byte, mut left) = (from, chars);
    for run in text.as_bytes().get(from..).unwrap_or_default().chunks_exact(RUN) {
        let begun = count_chars(run);
        if begun > left {
            break;
        }
        left -= begun;
        byte += RUN;
    }
    (byte, left)
}

/// Returns the byte of the character that begins after `units` more units from byte `from`, where `from` may lie
/// inside a character that was counted before.
fn seek(text: &str, from: usize, units: usize, size: impl Fn(char) -> usize) -> Option<usize> {
    let mut byte = from;
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    let mut left = units;
    for character in text.get(byte..)?.chars() {
        if left == 0 {
            return Some(byte);
        }
        left = left.checked_sub(size(character))?;
        byte += character.len_utf8();
    }
    (left == 0).then_some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_has_one_position() {
        let index = Index::new("");
        assert_eq!((index.chars(), index.utf16()), (0, 0));
        assert_eq!(index.byte_of_char("", 0), Some(0));
        assert_eq!(index.byte_of_char("", 1), None);
    }

    #[test]
    fn a_surrogate_pair_has_no_position_inside() {
        let text = "a😀b";
        let index = Index::new(text);
        assert_eq!(index.byte_of_utf16(text, 1), Some(1));
        assert_eq!(index.byte_of_utf16(text, 2), None);
        assert_eq!(index.byte_of_utf16(text, 3), Some(5));
        assert_eq!(index.byte_of_utf16(text, 4), Some(6));
        assert_eq!(index.byte_of_utf16(text, 5), None);
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-z ]{0,40}",
            Just("’ş—".to_owned()),
            Just("👩‍👧‍👦".to_owned()),
            Just("e\u{301}".to_owned()),
            Just("喀布尔\r\n".to_owned()),
            Just("x".repeat(STEP - 1)),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_boundary_converts_there_and_back(text in text()) {
            let index = Index::new(&text);
            let (mut chars, mut units) = (0, 0);
            for (byte, character) in text.char_indices() {
                prop_assert_eq!(index.chars_before(&text, byte), chars);
                prop_assert_eq!(index.utf16_before(&text, byte), units);
                prop_assert_eq!(index.byte_of_char(&text, chars), Some(byte));
                prop_assert_eq!(index.byte_of_utf16(&text, units), Some(byte));
                chars += 1;
                units += character.len_utf16();
            }
            prop_assert_eq!((index.chars(), index.utf16()), (chars, units));
            prop_assert_eq!(index.chars_before(&text, text.len()), chars);
            prop_assert_eq!(index.utf16_before(&text, text.len()), units);
            prop_assert_eq!(index.byte_of_char(&text, chars), Some(text.len()));
            prop_assert_eq!(index.byte_of_char(&text, chars + 1), None);
        }
    }
}
