//! A comparison of two reports: their sentences with what is near to each, those that belong together, and the
//! passages that stand in both.

use std::sync::Arc;

use super::passages::{Passage, passages};
use super::sentences::{Sentences, THRESHOLD, Tie};
use crate::text::{DocId, Document};

/// Two reports of together more bytes than this are not compared: it would take too long, and too much memory.
pub const MOST: usize = 16 << 20;

/// Two reports of together no more bytes than this are compared within a few hundredths of a second.
pub const AT_ONCE: usize = 32 << 10;

/// What two texts have in common, as far as it can be computed.
#[derive(Debug, Clone)]
pub struct Comparison {
    texts: [Arc<Document>; 2],
    /// The sentences of both, and how near each is to those of the other.
    pub sentences: Sentences,
    /// The sentences that belong together, in the order of the left text.
    pub ties: Vec<Tie>,
    /// The passages that stand in both, in the order of the left text.
    pub passages: Vec<Passage>,
}

/// Why two reports are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the articles have {} MB together, and up to {} MB are compared", .bytes.div_ceil(1_000_000), MOST / 1_000_000)]
pub struct TooLarge {
    /// How many bytes both have together.
    pub bytes: usize,
}

impl Comparison {
    /// Compares two texts.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where both together have more than [`MOST`] bytes.
    pub fn of(texts: &[Arc<Document>; 2]) -> Result<Self, TooLarge> {
        Comparison::allowed(texts)?;
        let sentences = Sentences::of([&texts[0], &texts[1]]);
        let ties = sentences.ties(THRESHOLD);
        let passages = passages(&sentences);
        Ok(Comparison { texts: texts.clone(), sentences, ties, passages })
    }

    /// Refuses texts that are too large to be compared.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where both together have more than [`MOST`] bytes.
    pub fn allowed(texts: &[Arc<Document>; 2]) -> Result<(), TooLarge> {
        let bytes = size(texts);
        if bytes > MOST { Err(TooLarge { bytes }) } else { Ok(()) }
    }

    /// Returns the text of `doc` that it was made of.
    #[must_use]
    pub fn text(&self, doc: DocId) -> &Document {
        &self.texts[doc.index()]
    }

    /// Returns whether it was made of just these two texts.
    #[must_use]
    pub fn is_of(&self, texts: &[Arc<Document>; 2]) -> bool {
        self.texts.iter().zip(texts).all(|(one, other)| Arc::ptr_eq(one, other))
    }
}

/// Returns how many bytes two texts have together.
#[must_use]
pub fn size(texts: &[Arc<Document>; 2]) -> usize {
    texts.iter().map(|text| text.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(left: &str, right: &str) -> [Arc<Document>; 2] {
        [Arc::new(Document::new(DocId::A, left.to_owned())), Arc::new(Document::new(DocId::B, right.to_owned()))]
    }

    #[test]
    fn it_knows_what_it_was_made_of() {
        let both = texts("The dam at Orlec holds. It rained.", "Nobody slept. The dam at Orlec holds.");
        let found = Comparison::of(&both).expect("small");
        assert_eq!(found.ties.iter().map(|tie| (tie.a, tie.b)).collect::<Vec<_>>(), [(0, 1)]);
        assert!(found.is_of(&both) && !found.is_of(&texts("", "")));
        assert!(Comparison::of(&texts("", "")).is_ok_and(|found| found.ties.is_empty() && found.passages.is_empty()));
    }

    #[test]
    fn what_is_too_large_is_told_and_not_tried() {
        let both = texts(&"a b. ".repeat(MOST / 5), "one more");
        let words = Comparison::of(&both).expect_err("more than fits").to_string();
        assert_eq!(words, "the articles have 17 MB together, and up to 16 MB are compared");
    }
}
