//! A passage: a sentence and its neighbours in the paragraph, as tokens.

use std::ops::Range;

use super::class::classes;
use super::token::Token;
use crate::text::Document;
use crate::text::quotation::{is_mark, quotations};
use crate::text::word::words;

/// A passage reaches at most so many bytes before and after its sentence.
const REACH: usize = 4096;

/// The tokens of a stretch of text, its sentences and quotations.
pub struct Passage<'document> {
    document: &'document Document,
    tokens: Vec<Token>,
    sentences: Vec<Range<usize>>,
    quotations: Vec<Range<usize>>,
}

impl<'document> Passage<'document> {
    /// Returns the passage around `byte`: its paragraph, of a long one the part near its sentence.
    #[must_use]
    pub fn around(document: &'document Document, byte: usize) -> Self {
        let paragraph = document.paragraph_at(byte);
        let sentence = document.sentence_at(byte);
        let start = paragraph.start.max(sentence.start.saturating_sub(REACH));
        let end = paragraph.end.min(sentence.end + REACH);
        Passage::of(document, document.char_ceiling(start)..document.char_floor(end))
    }

    /// Returns the passage of `bytes`, which must not cut a character.
    #[must_use]
    pub fn of(document: &'document Document, bytes: Range<usize>) -> Self {
        let text = document.slice(bytes.clone());
        let mut tokens = tokens(text, bytes.start);
        let found = quotations(text);
        let mut quoted = Vec::new();
        for quotation in found {
            let range = quotation.start + bytes.start..quotation.end + bytes.start;
            let covered = covered(&tokens, &range);
            for token in tokens.get_mut(covered.clone()).unwrap_or_default() {
                token.depth = token.depth.saturating_add(1);
            }
            if let Some(first) = tokens.get_mut(covered.start).filter(|token| token.is(classes::MARK)) {
                first.classes |= classes::OPENING;
            }
            if let Some(last) = tokens.get_mut(covered.end - 1).filter(|token| token.word.chars().all(is_mark)) {
                last.classes |= classes::CLOSING;
            }
            quoted.push(covered);
        }
        let mut sentences = Vec::new();
        let mut at = bytes.start;
        while at < bytes.end {
            let sentence = document.sentence_at(at);
            let covered = covered(&tokens, &sentence);
            if !covered.is_empty() {
                sentences.push(covered);
            }
            at = document.next_sentence(at).map_or(bytes.end, |next| next.start.max(at + 1));
        }
        Passage { document, tokens, sentences, quotations: quoted }
    }

    /// Returns the document it is of.
    #[must_use]
    pub fn document(&self) -> &'document Document {
        self.document
    }

    /// Returns whether all of `bytes` lies in it.
    #[must_use]
    pub fn holds(&self, bytes: &Range<usize>) -> bool {
        let ends = self.tokens.first().zip(self.tokens.last());
        ends.is_some_and(|(first, last)| first.bytes.start <= bytes.start && bytes.end <= last.bytes.end)
    }

    /// Returns the tokens.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns token number `at`.
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Returns the token before number `at`.
    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// Returns whether token number `at` is of one of `classes`.
    pub(super) fn is(&self, at: usize, classes: super::class::Classes) -> bool {
        self.token(at).is_some_and(|token| token.is(classes))
    }

    /// Returns whether token number `at` is the word `word`.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| token.word == word)
    }

    /// Returns the tokens of the sentence that token number `at` lies in.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.sentences.iter().find(|sentence| sentence.contains(&at)).cloned().unwrap_or(0..self.tokens.len())
    }

    /// Returns the sentences as ranges of tokens, in order.
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Returns the quotations as ranges of tokens, their marks included, outer ones first.
    pub(super) fn quotations(&self) -> &[Range<usize>] {
        &self.quotations
    }

    /// Returns the number of the token that covers `byte` or is the next after it.
    pub(super) fn at_byte(&self, byte: usize) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.bytes.end <= byte);
        (at < self.tokens.len()).then_some(at)
    }

    /// Returns the bytes of the tokens in `range`, which is not empty.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.token(range.start).map_or(0, |token| token.bytes.start);
        let end = self.before(range.end).map_or(start, |token| token.bytes.end);
        start..end.max(start)
    }

    /// Returns the tokens that `bytes` cover.
    pub(super) fn covered(&self, bytes: &Range<usize>) -> Range<usize> {
        covered(&self.tokens, bytes)
    }
}

fn covered(tokens: &[Token], bytes: &Range<usize>) -> Range<usize> {
    let start = tokens.partition_point(|token| token.bytes.start < bytes.start);
    let end = tokens.partition_point(|token| token.bytes.end <= bytes.end);
    start..end.max(start)
}

fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in words(text) {
        marks(text, at..word.start, offset, &mut tokens);
        at = word.end;
        let spelled = text.get(word.clone()).unwrap_or_default();
        tokens.push(Token::word(word.start + offset..word.end + offset, spelled));
    }
    marks(text, at..text.len(), offset, &mut tokens);
    tokens
}

fn marks(text: &str, between: Range<usize>, offset: usize, tokens: &mut Vec<Token>) {
    let stretch = text.get(between.clone()).unwrap_or_default();
    for (at, mark) in stretch.char_indices().filter(|(_, mark)| !mark.is_whitespace()) {
        let start = offset + between.start + at;
        let bytes = start..start + mark.len_utf8();
        tokens.push(Token::mark(bytes, mark.encode_utf8(&mut [0; 4])));
    }
}
