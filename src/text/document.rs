//! One article: its exact text, which never changes, and the positions that only it can make.

use std::ops::Range;
use std::sync::OnceLock;

use super::character;
use super::counts::Counts;
use super::fingerprint::sha256;
use super::position::{DocId, Fragment, Span};
use super::units::Index;

/// One article as it was read: UTF-8 without its byte order mark, line ends as they came.
#[derive(Debug)]
pub struct Document {
    id: DocId,
    text: String,
    /// Counted at the first need, so that a large text is on the screen before anybody counts it.
    index: OnceLock<Index>,
    /// Decided at the first question about a paragraph.
    wrapped_by_hand: OnceLock<bool>,
    /// The paragraphs, counted at the first need too.
    counts: OnceLock<Counts>,
    hash: OnceLock<String>,
}

/// Why some bytes are not a fragment of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FragmentError {
    /// Start and end are the same, or the wrong way round.
    #[error("the range {start}..{end} is empty")]
    Empty {
        /// The first byte asked for.
        start: usize,
        /// The byte after the last one asked for.
        end: usize,
    },
    /// The range ends after the text does.
    #[error("the range ends at byte {end}, after the text, which has {length} bytes")]
    Outside {
        /// The byte after the last one asked for.
        end: usize,
        /// The length of the text in bytes.
        length: usize,
    },
    /// An end of the range lies inside a character.
    #[error("byte {at} lies inside a character")]
    InsideCharacter {
        /// The offending byte.
        at: usize,
    },
}

impl Document {
    /// Makes document `id` of `text`, which must come without a byte order mark.
    #[must_use]
    pub fn new(id: DocId, text: String) -> Self {
        let (index, wrapped_by_hand, counts) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Document { id, text, index, wrapped_by_hand, counts, hash: OnceLock::new() }
    }

    /// Returns which of the two documents this is.
    #[must_use]
    pub fn id(&self) -> DocId {
        self.id
    }

    /// Returns the exact text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the length of the text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns whether the text holds no character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the SHA-256 of the text in lower case hexadecimal, computed at the first call.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| sha256(&self.text))
    }

    /// Returns the fragment covering `bytes` of this document.
    ///
    /// # Errors
    ///
    /// When `bytes` is empty, ends after the text, or cuts a character. The error names the offending byte.
    pub fn fragment(&self, bytes: Range<usize>) -> Result<Fragment, FragmentError> {
        let Range { start, end } = bytes;
        if start >= end {
            return Err(FragmentError::Empty { start, end });
        }
        if end > self.text.len() {
            return Err(FragmentError::Outside { end, length: self.text.len() });
        }
        for at in [start, end] {
            if !self.text.is_char_boundary(at) {
                return Err(FragmentError::InsideCharacter { at });
            }
        }
        Ok(Fragment::checked(start, end))
    }

    /// Returns the span of one fragment covering `bytes` of this document.
    ///
    /// # Errors
    ///
    /// As for [`Document::fragment`].
    pub fn span(&self, bytes: Range<usize>) -> Result<Span, FragmentError> {
        Ok(Span::of(self.id, self.fragment(bytes)?))
    }

    /// Returns the text of `fragment`; empty if another document made it and it does not fit here.
    #[must_use]
    pub fn covered(&self, fragment: Fragment) -> &str {
        self.text.get(fragment.bytes()).unwrap_or("")
    }

    /// Returns the text of `bytes`; empty if they do not lie in the text or cut a character.
    #[must_use]
    pub fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// Returns `bytes` without the blanks at both ends; empty if there is nothing else.
    #[must_use]
    pub fn trimmed(&self, bytes: Range<usize>) -> Range<usize> {
        let text = self.slice(bytes.clone());
        let start = bytes.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }

    /// Returns the text of all pieces of `span` in the order of display, with ` … ` between them.
    #[must_use]
    pub fn covered_span(&self, span: &Span) -> String {
        let mut text = String::new();
        for piece in span.pieces() {
            if !text.is_empty() {
                text.push_str(" … ");
            }
            text.push_str(self.covered(piece));
        }
        text
    }

    /// Returns the counts of characters and UTF-16 units, made at the first call by one pass over the text.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.text))
    }

    /// Returns where it is kept whether the text was wrapped by hand.
    pub(super) fn wrapped_by_hand_cell(&self) -> &OnceLock<bool> {
        &self.wrapped_by_hand
    }

    /// Returns where the counts of paragraphs are kept.
    pub(super) fn counts_cell(&self) -> &OnceLock<Counts> {
        &self.counts
    }

    /// Returns the number of characters before `byte`, a character boundary.
    #[must_use]
    pub fn chars_before(&self, byte: usize) -> usize {
        self.index().chars_before(&self.text, byte)
    }

    /// Returns the byte at which character number `chars` begins, `None` past the end of the text.
    #[must_use]
    pub fn byte_of_char(&self, chars: usize) -> Option<usize> {
        self.index().byte_of_char(&self.text, chars)
    }

    /// Returns the largest character boundary that is not after `byte`.
    #[must_use]
    pub fn char_floor(&self, byte: usize) -> usize {
        character::floor(&self.text, byte)
    }

    /// Returns the smallest character boundary that is not before `byte`.
    #[must_use]
    pub fn char_ceiling(&self, byte: usize) -> usize {
        character::ceiling(&self.text, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_both_ends_are_left_out() {
        let document = Document::new(DocId::A, " \u{a0}one two\r\n \t".to_owned());
        assert_eq!(document.trimmed(0..document.len()), 3..10);
        assert_eq!((document.trimmed(10..14), document.slice(2..3)), (14..14, ""));
    }

    #[test]
    fn a_fragment_never_cuts_a_character_nor_leaves_the_text() {
        let document = Document::new(DocId::A, "Şıbırğan’s".to_owned());
        assert_eq!(document.fragment(3..3), Err(FragmentError::Empty { start: 3, end: 3 }));
        assert_eq!(document.fragment(0..99), Err(FragmentError::Outside { end: 99, length: document.len() }));
        assert_eq!(document.fragment(1..4), Err(FragmentError::InsideCharacter { at: 1 }));
        let whole = document.fragment(0..document.len()).expect("the whole text");
        assert_eq!(document.covered(whole), "Şıbırğan’s");
    }
}
