//! Sentences, found within their paragraph.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::document::Document;

impl Document {
    fn sentences_of(&self, paragraph: Range<usize>) -> Vec<Range<usize>> {
        let text = self.text().get(paragraph.clone()).unwrap_or("");
        text.split_sentence_bound_indices()
            .filter_map(|(at, piece)| {
                let start = paragraph.start + at + (piece.len() - piece.trim_start().len());
                let end = start + piece.trim().len();
                (start < end).then_some(start..end)
            })
            .collect()
    }

    /// Returns the sentence that holds `byte`, without the blanks around it; between two, the one before.
    ///
    /// Never empty unless the text is: where no sentence holds `byte`, it is the blank line with its line end.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Range<usize> {
        let sentences = self.sentences_of(self.paragraph_at(byte));
        let before = sentences.iter().rfind(|sentence| sentence.start <= byte).or(sentences.first());
        before.cloned().unwrap_or_else(|| {
            let block = self.block_at(byte);
            block.start..block.next
        })
    }

    /// Returns the first sentence that starts after `byte`.
    #[must_use]
    pub fn next_sentence(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            if let Some(found) = self.sentences_of(paragraph.clone()).into_iter().find(|next| next.start > byte) {
                return Some(found);
            }
            paragraph = self.next_paragraph(paragraph.start)?;
        }
    }

    /// Returns the last sentence that ends at or before `byte`.
    #[must_use]
    pub fn previous_sentence(&self, byte: usize) -> Option<Range<usize>> {
        let mut paragraph = self.paragraph_at(byte);
        loop {
            if let Some(found) = self.sentences_of(paragraph.clone()).into_iter().rfind(|last| last.end <= byte) {
                return Some(found);
            }
            paragraph = self.previous_paragraph(paragraph.start)?;
        }
    }
}
