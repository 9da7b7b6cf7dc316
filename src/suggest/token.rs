//! Tokens: the words and marks of a passage, each with the classes that the rules ask for.

use std::ops::Range;

use super::class::{Classes, classes};
use super::lexicon::{self, CueWord, Form};

use classes::{ADVERB, AUXILIARY, CAPITAL, DETERMINER, ED, FINITE, ING, MARK, NUMBER, PAST, POSSESSIVE, WORD};

/// A word or a mark.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its bytes in the document.
    pub bytes: Range<usize>,
    /// The word in small letters, its apostrophes all `’`; the mark as it stands.
    pub word: String,
    /// What it is.
    pub classes: Classes,
    /// What the tables say of it as a cue.
    pub cue: Option<CueWord>,
    /// How many quotations it lies in, their marks included.
    pub depth: u8,
}

impl Token {
    /// Returns the token of a word.
    pub fn word(bytes: Range<usize>, text: &str) -> Self {
        let word = text.to_lowercase().replace('\'', "’");
        let mut classes = WORD | lexicon::small_word(&word);
        if text.starts_with(char::is_uppercase) {
            classes |= CAPITAL;
        }
        if text.starts_with(|first: char| first.is_numeric() || first == '$' || first == '€' || first == '£') {
            classes |= NUMBER;
        }
        if word.len() > 4 && word.ends_with("ly") && !classes.has(CAPITAL) {
            classes |= ADVERB;
        }
        if word.len() > 4 && word.ends_with("ing") {
            classes |= ING;
        }
        if word.len() > 3 && word.ends_with("ed") {
            classes |= ED;
        }
        let cue = lexicon::cue_word(&word);
        let inflected = cue.and_then(|cue| cue.verb).is_some_and(|(_, form)| matches!(form, Form::Third | Form::Past));
        if classes.has(AUXILIARY) && !classes.has(POSSESSIVE) || classes.has(PAST) || inflected {
            classes |= FINITE;
        }
        Token { bytes, word, classes, cue, depth: 0 }
    }

    /// Returns the token of a mark.
    pub fn mark(bytes: Range<usize>, text: &str) -> Self {
        let kind = match text {
            "," | "，" | "،" | "、" => classes::COMMA,
            ":" | "：" => classes::COLON,
            "." | "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "۔" => classes::END,
            ";" | "；" | "؛" | "(" | ")" | "[" | "]" | "—" | "–" | "-" | "―" => classes::BREAK,
            _ => Classes::default(),
        };
        // *Larkin & Dow* is one name.
        let class = if text == "&" { WORD } else { MARK | kind };
        Token { bytes, word: text.to_owned(), classes: class, cue: None, depth: 0 }
    }

    /// Returns whether it is of one of `classes`.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes.has(classes)
    }

    /// Returns whether it can be no part of a phrase but its first word: *the*, *his*, a number.
    pub fn opens_phrase(&self) -> bool {
        self.is(DETERMINER | NUMBER) || self.is(POSSESSIVE) && !self.word.starts_with('’')
    }
}
