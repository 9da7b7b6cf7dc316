//! Positions: fragments and spans of a document, made only by that document.

use std::fmt;
use std::ops::Range;

/// Which of the two documents of a pair: `a` is the left one, `b` the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocId {
    /// The left document.
    A,
    /// The right document.
    B,
}

impl DocId {
    /// Both documents, left first.
    pub const BOTH: [DocId; 2] = [DocId::A, DocId::B];

    /// Returns the document on the other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            DocId::A => DocId::B,
            DocId::B => DocId::A,
        }
    }

    /// Returns 0 for the left document, 1 for the right one: an index into pairs.
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            DocId::A => 0,
            DocId::B => 1,
        }
    }

    /// Returns the id as files write it: `a` or `b`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DocId::A => "a",
            DocId::B => "b",
        }
    }

    /// Returns the letter that screens show: `A` or `B`.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            DocId::A => 'A',
            DocId::B => 'B',
        }
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A stretch of one document, `start..end` in bytes, both on character boundaries, never empty.
///
/// Only [`Document::fragment`](super::Document::fragment) makes one. Article texts hold `’`, `—`, `ş`:
/// one character, several bytes. Characters for files come from [`units`](super::units).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragment {
    start: usize,
    end: usize,
}

impl Fragment {
    /// Makes a fragment; the caller has checked it against the text.
    pub(super) fn checked(start: usize, end: usize) -> Self {
        debug_assert!(start < end);
        Fragment { start, end }
    }

    /// Returns the first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns the byte after the last one.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Returns `start..end` in bytes.
    #[must_use]
    pub fn bytes(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns whether the byte at `offset` lies inside.
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns whether both cover at least one byte together.
    #[must_use]
    pub fn overlaps(self, other: Fragment) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Why fragments do not make a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// There was no fragment.
    #[error("a span needs at least one fragment")]
    Empty,
    /// Two fragments cover the same byte.
    #[error("two fragments of a span overlap at byte {at}")]
    Overlap {
        /// The first byte that both cover.
        at: usize,
    },
}

/// One or more fragments of one document, kept sorted and disjoint.
///
/// Where a quotation is shown out of the order of the text, the order of display is kept beside the
/// fragments. Fragments that touch stay apart: a person may have meant two pieces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    doc: DocId,
    fragments: Box<[Fragment]>,
    /// The places in `fragments` in the order of display; empty where that is the order of the text.
    order: Box<[u16]>,
}

impl Span {
    /// Returns the span of one fragment.
    #[must_use]
    pub fn of(doc: DocId, fragment: Fragment) -> Self {
        Span { doc, fragments: Box::new([fragment]), order: Box::new([]) }
    }

    /// Returns the span of `pieces`, given in the order in which they are to be shown.
    ///
    /// # Errors
    ///
    /// When there is none, or when two of them overlap.
    pub fn from_pieces(doc: DocId, pieces: &[Fragment]) -> Result<Self, SpanError> {
        if pieces.is_empty() {
            return Err(SpanError::Empty);
        }
        let mut fragments = pieces.to_vec();
        fragments.sort_unstable();
        if let Some(pair) = fragments.windows(2).find(|pair| pair[0].end > pair[1].start) {
            return Err(SpanError::Overlap { at: pair[1].start });
        }
        let in_order = pieces.iter().zip(&fragments).all(|(shown, sorted)| shown == sorted);
        let order = if in_order {
            Vec::new()
        } else {
            pieces
                .iter()
                .filter_map(|piece| fragments.binary_search(piece).ok().and_then(|place| u16::try_from(place).ok()))
                .collect()
        };
        Ok(Span { doc, fragments: fragments.into(), order: order.into() })
    }

    /// Returns the document that the span lies in.
    #[must_use]
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Returns the fragments in the order of the text, at least one.
    #[must_use]
    pub fn fragments(&self) -> &[Fragment] {
        &self.fragments
    }

    /// Returns the fragments in the order in which they are to be shown and written.
    pub fn pieces(&self) -> impl Iterator<Item = Fragment> + '_ {
        let count = self.fragments.len();
        (0..count).map(|at| match self.order.get(at) {
            Some(&place) => self.fragments[usize::from(place)],
            None => self.fragments[at],
        })
    }

    /// Returns the first byte covered.
    #[must_use]
    pub fn start(&self) -> usize {
        self.fragments[0].start
    }

    /// Returns the byte after the last one covered.
    #[must_use]
    pub fn end(&self) -> usize {
        self.fragments[self.fragments.len() - 1].end
    }

    /// Returns how many bytes the fragments cover together, gaps left out.
    #[must_use]
    pub fn covered_bytes(&self) -> usize {
        self.fragments.iter().map(|fragment| fragment.end - fragment.start).sum()
    }

    /// Returns whether the byte at `offset` lies in one of the fragments.
    #[must_use]
    pub fn contains(&self, offset: usize) -> bool {
        self.fragments.iter().any(|fragment| fragment.contains(offset))
    }

    /// Returns whether one of the fragments shares a byte with `bytes`.
    #[must_use]
    pub fn touches(&self, bytes: &Range<usize>) -> bool {
        self.fragments.iter().any(|fragment| fragment.start < bytes.end && bytes.start < fragment.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: usize, end: usize) -> Fragment {
        Fragment::checked(start, end)
    }

    #[test]
    fn pieces_keep_their_order_of_display() {
        let span = Span::from_pieces(DocId::A, &[piece(10, 12), piece(2, 5)]).expect("disjoint");
        assert_eq!(span.fragments(), [piece(2, 5), piece(10, 12)]);
        assert_eq!(span.pieces().collect::<Vec<_>>(), [piece(10, 12), piece(2, 5)]);
        assert_eq!((span.start(), span.end(), span.covered_bytes()), (2, 12, 5));
    }

    #[test]
    fn overlapping_pieces_are_refused_and_touching_ones_kept() {
        assert_eq!(Span::from_pieces(DocId::A, &[]), Err(SpanError::Empty));
        let overlap = Span::from_pieces(DocId::B, &[piece(4, 9), piece(2, 5)]);
        assert_eq!(overlap, Err(SpanError::Overlap { at: 4 }));
        let touching = Span::from_pieces(DocId::B, &[piece(2, 5), piece(5, 9)]).expect("they only touch");
        assert_eq!(touching.fragments().len(), 2);
    }
}
