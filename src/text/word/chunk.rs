//! Chunks: what stands between two blanks, cut where it is long, so that words are found from a few bytes.

use std::ops::Range;

use crate::text::character;
use crate::text::cut::Pieces;
use crate::text::grapheme;

/// How far from a multiple a cut is moved to spare a word.
const SPARED: usize = 256;

/// The chunks of a text; only asked about bytes that are no blank.
pub(super) struct Chunks<'text>(pub(super) &'text str);

/// Returns whether a cut between these two leaves no word in two.
fn parts_words(before: char, after: char) -> bool {
    let stands_alone = |character: char| {
        !character.is_alphanumeric() || matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
    };
    stands_alone(before) || stands_alone(after)
}

impl Chunks<'_> {
    /// Returns the first byte of `bytes` at which a word may lie.
    pub(super) fn first_candidate(&self, bytes: Range<usize>) -> Option<usize> {
        let from = character::ceiling(self.0, bytes.start);
        self.0.get(from..character::ceiling(self.0, bytes.end))?.find(may_be_in_a_word).map(|found| from + found)
    }

    /// Returns the last byte of `bytes` at which a character begins that may lie in a word.
    pub(super) fn last_candidate(&self, bytes: Range<usize>) -> Option<usize> {
        let from = character::floor(self.0, bytes.start);
        self.0.get(from..character::floor(self.0, bytes.end))?.rfind(may_be_in_a_word).map(|found| from + found)
    }

    /// Returns the chunk that holds `byte`.
    pub(super) fn at(&self, byte: usize) -> Range<usize> {
        self.piece(byte)
    }
}

/// Returns whether `character` is a letter, a digit, or may begin a picture; never for a blank, which no chunk holds.
fn may_be_in_a_word(character: char) -> bool {
    match character {
        '\0'..='\u{7F}' => character.is_ascii_alphanumeric(),
        // Accents, punctuation and blanks, by their blocks: quickly passed over.
        '\u{300}'..='\u{36F}' | '\u{2000}'..='\u{203B}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '©' | '®' | '\u{203C}'..='\u{32FF}' | '\u{1F000}'..='\u{1FFFF}' => !character.is_whitespace(),
        _ => character.is_alphanumeric(),
    }
}

impl Pieces for Chunks<'_> {
    const STEP: usize = 1024;
    const MARGIN: usize = 512;

    fn length(&self) -> usize {
        self.0.len()
    }

    fn start(&self, byte: usize, floor: usize) -> Option<usize> {
        let (byte, low) = (character::floor(self.0, byte), character::floor(self.0, floor.saturating_sub(4)));
        let before = self.0.get(low..byte)?;
        let blank = before.char_indices().rfind(|(_, character)| character.is_whitespace());
        match blank {
            Some((at, character)) => Some(low + at + character.len_utf8()).filter(|&start| start >= floor),
            None => (low == 0).then_some(0),
        }
    }

    fn end(&self, byte: usize, ceiling: usize) -> Option<usize> {
        let (byte, high) = (character::floor(self.0, byte), character::ceiling(self.0, ceiling.saturating_add(4)));
        match self.0.get(byte..high)?.find(char::is_whitespace) {
            Some(at) => Some(byte + at).filter(|&end| end <= ceiling),
            None => (high == self.0.len() && high <= ceiling).then_some(high),
        }
    }

    fn settle(&self, multiple: usize) -> usize {
        let first = grapheme::ceiling(self.0, multiple);
        let mut at = first;
        while at < multiple + SPARED {
            let before = self.0.get(..at).and_then(|text| text.chars().next_back());
            let after = self.0.get(at..).and_then(|text| text.chars().next());
            if before.zip(after).is_none_or(|(before, after)| parts_words(before, after)) {
                return at;
            }
            at = grapheme::next(self.0, at);
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_blank_is_looked_for_in_words() {
        assert!(('\0'..=char::MAX).all(|character| !(may_be_in_a_word(character) && character.is_whitespace())));
    }

    #[test]
    fn a_chunk_is_cut_beside_an_ideograph_or_a_mark_rather_than_in_a_word() {
        let text = format!("{}{}布{}", "x".repeat(1024), "カ".repeat(10), "カ".repeat(1000));
        let chunks = Chunks(&text);
        assert_eq!((chunks.at(0), chunks.at(1055).start), (0..1024 + 30, 1024 + 30));
        let unbroken = "x".repeat(3000);
        assert_eq!(Chunks(&unbroken).at(1500), 1024..2048);
    }
}
