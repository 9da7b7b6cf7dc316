//! Pieces of spans as files and exports write them: characters from the start of the document, and the text there.

use crate::text::{Document, Fragment, Span};

/// One piece of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'d> {
    /// The first character.
    pub start: usize,
    /// The character after the last one.
    pub end: usize,
    /// The text between them.
    pub text: &'d str,
}

impl<'d> Piece<'d> {
    /// Returns the piece that `fragment` is in `document`.
    pub fn of(document: &'d Document, fragment: Fragment) -> Self {
        let text = document.covered(fragment);
        let start = document.chars_before(fragment.start());
        Piece { start, end: start + text.chars().count(), text }
    }

    /// Returns the pieces of `span` in the order of display.
    pub fn all(documents: [&'d Document; 2], span: &Span) -> Vec<Self> {
        let document = documents[span.doc().index()];
        span.pieces().map(|fragment| Piece::of(document, fragment)).collect()
    }

    /// Returns all of the text from the first to the last byte of `span`, gaps included.
    pub fn whole(documents: [&'d Document; 2], span: &Span) -> Self {
        let document = documents[span.doc().index()];
        let text = document.text().get(span.start()..span.end()).unwrap_or_default();
        let start = document.chars_before(span.start());
        Piece { start, end: start + text.chars().count(), text }
    }
}
