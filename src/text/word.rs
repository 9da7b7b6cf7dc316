//! Words as a person selects them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::document::Document;

/// Returns the words of `text` in order, disjoint; punctuation is none.
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    text.unicode_word_indices().map(|(at, word)| at..at + word.len()).collect()
}

impl Document {
    fn words_of(&self, bytes: Range<usize>) -> Vec<Range<usize>> {
        let offset = bytes.start;
        let text = self.text().get(bytes).unwrap_or("");
        words(text).into_iter().map(|word| word.start + offset..word.end + offset).collect()
    }

    /// Returns the word that covers `byte`.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> Option<Range<usize>> {
        self.words_of(self.paragraph_at(byte)).into_iter().find(|word| word.contains(&byte))
    }

    /// Returns the first word that starts at or after `byte`.
    #[must_use]
    pub fn next_word(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            if let Some(word) = self.words_of(paragraph.clone()).into_iter().find(|word| word.start >= byte) {
                return Some(word);
            }
            paragraph = self.next_paragraph(paragraph.start)?;
        }
    }

    /// Returns the last word that ends at or before `byte`.
    #[must_use]
    pub fn previous_word(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            if let Some(word) = self.words_of(paragraph.clone()).into_iter().rfind(|word| word.end <= byte) {
                return Some(word);
            }
            paragraph = self.previous_paragraph(paragraph.start)?;
        }
    }
}
