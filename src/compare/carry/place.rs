//! The place of one fragment in a new text: found without a doubt, or doubtful with the places that might do.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::compare::align::{Alignment, Found};
use crate::compare::token::{Token, folded};
use crate::text::{Document, Fragment};

/// What is known of the place of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// It stands here, in the same words.
    Sure(Fragment),
    /// These are places of the same words, but it could be any of them, or none.
    Contested(Vec<Fragment>),
    /// Its words are not there as they were.
    Changed,
}

/// Two texts of a document and how they lie to each other.
pub(super) struct Texts<'texts> {
    pub old: &'texts Document,
    pub new: &'texts Document,
    pub alignment: Alignment,
}

impl Texts<'_> {
    /// Returns the place of `fragment` of the old text.
    pub fn place(&self, fragment: Fragment) -> Place {
        let tokens = self.tokens(fragment);
        if tokens.is_empty() {
            return Place::Changed;
        }
        match self.alignment.find(&tokens) {
            Found::Here(at) => self.fragment_at(fragment, &tokens, at).map_or(Place::Changed, Place::Sure),
            Found::Contested(places) => {
                Place::Contested(places.iter().filter_map(|&at| self.fragment_at(fragment, &tokens, at)).collect())
            }
            Found::Nowhere => Place::Changed,
        }
    }

    /// Returns the tokens that share a byte with `fragment` of the old text.
    pub fn tokens(&self, fragment: Fragment) -> Range<usize> {
        let old = &self.alignment.old;
        let start = old.partition_point(|token| token.end() <= fragment.start());
        start..old.partition_point(|token| token.start() < fragment.end()).max(start)
    }

    /// Returns the fragment of the new text whose tokens begin at `at`, as `fragment` of the old text covers `tokens`: the
    /// same part of the first and the last one, the same blanks around. `None` where that cannot be had.
    pub fn fragment_at(&self, fragment: Fragment, tokens: &Range<usize>, at: usize) -> Option<Fragment> {
        let olds = self.alignment.old.get(tokens.clone())?;
        let news = self.alignment.new.get(at..at + tokens.len())?;
        if !olds.iter().zip(news).all(|(old, new)| self.are_alike(*old, *new)) {
            return None;
        }
        let (first, last) = (olds.first()?, olds.last()?);
        let (new_first, new_last) = (news.first()?, news.last()?);
        let start = if fragment.start() < first.start() {
            let lead = self.old.slice(fragment.start()..first.start());
            new_first
                .start()
                .checked_sub(lead.len())
                .filter(|&start| self.new.slice(start..new_first.start()) == lead)?
        } else {
            self.inside(*first, *new_first, fragment.start())?
        };
        let end = if fragment.end() > last.end() {
            let tail = self.old.slice(last.end()..fragment.end());
            let end = new_last.end() + tail.len();
            Some(end).filter(|&end| self.new.slice(new_last.end()..end) == tail)?
        } else {
            self.inside(*last, *new_last, fragment.end())?
        };
        self.new.fragment(start..end).ok()
    }

    /// Returns whether two tokens differ in typesetting alone.
    fn are_alike(&self, old: Token, new: Token) -> bool {
        let (old, new) = (self.old.slice(old.bytes()), self.new.slice(new.bytes()));
        old == new || folded(old).eq(folded(new))
    }

    /// Returns the byte of `new` that is in it what `byte` is in `old`, which is like it.
    fn inside(&self, old: Token, new: Token, byte: usize) -> Option<usize> {
        if byte == old.start() {
            return Some(new.start());
        }
        if byte == old.end() {
            return Some(new.end());
        }
        if self.old.slice(old.bytes()) == self.new.slice(new.bytes()) {
            return Some(new.start() + byte - old.start());
        }
        let count = |text: &str| text.nfd().filter(|character| *character != '\u{AD}').count();
        let wanted = count(self.old.slice(old.start()..byte));
        let text = self.new.slice(new.bytes());
        let borders = text.char_indices().map(|(border, _)| border);
        borders.map(|border| new.start() + border).find(|&border| count(self.new.slice(new.start()..border)) == wanted)
    }
}
