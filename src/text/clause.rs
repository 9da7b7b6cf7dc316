//! Clauses and phrases: what lies between a word and its sentence.

use std::ops::Range;

use super::document::Document;

impl Document {
    /// Returns the clause that holds `byte`, within its sentence; never empty unless the text is.
    #[must_use]
    pub fn clause_at(&self, byte: usize) -> Range<usize> {
        let sentence = self.sentence_at(byte);
        let text = self.text().get(sentence.clone()).unwrap_or("");
        let mut start = 0;
        for piece in text.split_inclusive([',', ';', ':']) {
            let end = start + piece.len();
            if byte < sentence.start + end {
                let content = piece.trim_end_matches([',', ';', ':']).trim();
                let from = sentence.start + start + (piece.len() - piece.trim_start().len());
                if !content.is_empty() {
                    return from..from + content.len();
                }
            }
            start = end;
        }
        sentence
    }

    /// Returns a plausible noun phrase around the word at `byte`; never empty unless the text is.
    #[must_use]
    pub fn phrase_at(&self, byte: usize) -> Range<usize> {
        let near = self.word_at(byte).or_else(|| self.previous_word(byte)).or_else(|| self.next_word(byte));
        near.unwrap_or_else(|| self.sentence_at(byte))
    }
}
