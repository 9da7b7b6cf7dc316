//! The shape of a token: its capitals, and what the tables say of it.

use super::lexicon::{Sorts, sorts, sorts_of_plural};
use crate::suggest::passage::Passage;

/// A token as the rules for names see it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent property of the letters")]
pub struct Shape {
    /// The word in small letters.
    pub word: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it has more than one letter and all of them are capitals.
    pub shouted: bool,
    /// Whether it is letters with points: *U.S.*
    pub dotted: bool,
    /// Whether it is a word and not a mark.
    pub is_word: bool,
    /// Whether it is a number.
    pub number: bool,
    /// What the tables say of it.
    pub sorts: Sorts,
}

impl Shape {
    /// Returns the shape of token number `at` of `passage`.
    pub fn of(passage: &Passage, at: usize) -> Option<Shape> {
        let token = passage.token(at)?;
        let spelled = passage.document().slice(token.bytes.clone());
        let letters = || spelled.chars().filter(|character| character.is_alphabetic());
        let capital = spelled.starts_with(char::is_uppercase);
        let is_word = spelled.starts_with(char::is_alphanumeric);
        let shouted = capital && letters().nth(1).is_some() && letters().all(|letter| !letter.is_lowercase());
        let dotted = capital && spelled.ends_with('.') && letters().count() > 1;
        let bare = token.word.trim_end_matches('.');
        let mut known = sorts_of_plural(bare);
        if known == Sorts::default() && dotted {
            known = sorts(&bare.replace('.', ""));
        }
        let number = spelled.starts_with(|first: char| first.is_ascii_digit());
        Some(Shape { word: bare.to_owned(), capital, shouted, dotted, is_word, number, sorts: known })
    }

    /// Returns whether the tables say one of `sorts` of it.
    pub fn has(&self, sorts: Sorts) -> bool {
        self.sorts.has(sorts)
    }
}
