//! A line: one sentence or heading as shapes, and which of its words are names by themselves.

use std::ops::Range;

use super::evidence::Evidence;
use super::lexicon::Sorts;
use super::shape::Shape;
use crate::suggest::class::classes::{AUXILIARY, CLOSING, COLON, CONJUNCTION, DETERMINER, END, OPENING, PREPOSITION};
use crate::suggest::class::classes::{FINITE, POSSESSIVE, PRONOUN, SUBORDINATOR, WH};
use crate::suggest::passage::Passage;

/// Whether capitals mean nothing in a line, since all its words have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// They mean what they mean.
    None,
    /// Each word begins with one: *Kabul Falls to Rebels*.
    Titled,
    /// All letters are capitals.
    Shouted,
}

/// A line with so many words of its own and more may be a heading.
const HEADING_WORDS: usize = 3;

/// A word after a capital that ends so is hardly a name.
const COMMON_ENDS: [&str; 14] =
    ["ing", "ed", "ly", "tion", "tions", "sion", "ment", "ments", "ness", "ers", "ists", "ies", "ism", "ance"];

/// A noun that ends so is no name of a place, in a language whose nouns have capitals.
const NOUN_ENDS: [&str; 14] =
    ["ung", "ungen", "heit", "keit", "schaft", "ion", "ionen", "tät", "en", "er", "ern", "nis", "ment", "sicht"];

/// One sentence or heading.
pub struct Line<'line, 'document> {
    passage: &'line Passage<'document>,
    evidence: &'line Evidence,
    /// The number of its first token in the passage.
    first: usize,
    shapes: Vec<Shape>,
    heading: Heading,
    german: bool,
    explains: bool,
}

impl<'line, 'document> Line<'line, 'document> {
    /// Returns the line of the tokens `sentence`, in which each name has its traits in words too if it `explains`.
    pub fn new(
        passage: &'line Passage<'document>,
        sentence: Range<usize>,
        evidence: &'line Evidence,
        explains: bool,
    ) -> Self {
        let shapes: Vec<Shape> = sentence.clone().filter_map(|at| Shape::of(passage, at)).collect();
        let german = evidence.nouns_have_capitals();
        let heading = Heading::None;
        let mut line = Line { passage, evidence, first: sentence.start, shapes, heading, german, explains };
        line.heading = line.find_heading();
        line
    }

    /// Returns how many tokens it has.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Returns token number `at`.
    pub fn shape(&self, at: usize) -> Option<&Shape> {
        self.shapes.get(at)
    }

    /// Returns the token before number `at`.
    pub fn before(&self, at: usize) -> Option<&Shape> {
        self.shapes.get(at.checked_sub(1)?)
    }

    /// Returns whether token number `at` is one of `sorts`.
    pub fn has(&self, at: usize, sorts: Sorts) -> bool {
        self.shape(at).is_some_and(|shape| shape.has(sorts))
    }

    /// Returns whether token number `at` is the word or mark `word`.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.passage.token(self.first + at).filter(|_| at < self.len()).is_some_and(|token| token.word == word)
    }

    /// Returns whether no blank stands between token number `at` and the next.
    pub fn touches_next(&self, at: usize) -> bool {
        let bytes = |at: usize| self.passage.token(self.first + at).map(|token| token.bytes.clone());
        bytes(at).zip(bytes(at + 1)).is_some_and(|(one, next)| one.end == next.start)
    }

    /// Returns the bytes of the tokens `range` in the document; a point that ends an abbreviation is one of them.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.passage.bytes(&(self.first + range.start..self.first + range.end))
    }

    /// Returns how token number `at` is written.
    pub fn spelled(&self, at: usize) -> &str {
        let bytes = self.passage.token(self.first + at).map_or(0..0, |token| token.bytes.clone());
        self.passage.document().slice(bytes)
    }

    /// Returns the text at `bytes` of the document.
    pub fn slice(&self, bytes: &Range<usize>) -> &'document str {
        self.passage.document().slice(bytes.clone())
    }

    /// Returns whether names have their traits in words too.
    pub fn explains(&self) -> bool {
        self.explains
    }

    /// Returns the word or mark at token number `at`; `-` beyond the ends of the line.
    pub fn word(&self, at: Option<usize>) -> &str {
        let within = at.filter(|at| *at < self.len()).map(|at| self.first + at);
        within.map_or("-", |at| crate::suggest::feature::word(self.passage, Some(at)))
    }

    /// Returns a short word for what token number `at` is; `-` beyond the ends of the line.
    pub fn class(&self, at: Option<usize>) -> &'static str {
        let within = at.filter(|at| *at < self.len()).map(|at| self.first + at);
        within.map_or("-", |at| crate::suggest::feature::class(self.passage, Some(at)))
    }

    /// Returns whether the last word of `range` was seen in small letters elsewhere.
    pub fn is_seen_small(&self, range: &Range<usize>) -> bool {
        let last = range.end.checked_sub(1).and_then(|last| self.shape(last));
        last.is_some_and(|last| self.evidence.seen(&last.word).small > 0)
    }

    /// Returns what capitals mean here.
    pub fn heading(&self) -> Heading {
        self.heading
    }

    /// Returns whether all nouns have capitals in the language of the text.
    pub fn german(&self) -> bool {
        self.german
    }

    /// Returns whether token number `at` is of one of `classes`.
    pub fn is_of(&self, at: usize, classes: crate::suggest::class::Classes) -> bool {
        at < self.len() && self.passage.is(self.first + at, classes)
    }

    /// Returns whether token number `at` stands where every word has a capital: at the start, after an opening mark or a colon.
    pub fn opens(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.is_of(before, OPENING | COLON | END) && !self.is_of(before, CLOSING)
            || (0..at).all(|before| !self.shapes[before].is_word)
            || ["-", "–", "—", "•", "*", "|", "(", "["].iter().any(|mark| self.is(before, mark))
                && self.rest_is_line(before)
    }

    /// Returns whether what stands before token number `at` is a dateline or nothing, so that a sentence begins after it.
    fn rest_is_line(&self, at: usize) -> bool {
        at < 8
            && (0..at).all(|before| {
                let shape = &self.shapes[before];
                !shape.is_word || shape.capital || shape.number
            })
    }

    /// Returns whether token number `at` is a small word of the language, whatever its capital.
    pub fn is_small_word(&self, at: usize) -> bool {
        self.is_of(at, DETERMINER | PREPOSITION | PRONOUN | CONJUNCTION | AUXILIARY | SUBORDINATOR | WH | POSSESSIVE)
            && !self.shapes[at].shouted
            || self.shapes[at].word == "i"
            || self.shapes[at].word.starts_with('’')
    }

    /// Returns whether token number `at` can be part of a name.
    pub fn is_name(&self, at: usize) -> bool {
        let Some(shape) = self.shape(at).filter(|shape| shape.is_word && shape.capital) else { return false };
        if self.is_small_word(at) || shape.has(Sorts::DAY.and(Sorts::MONTH)) && !self.joined(at) {
            return false;
        }
        match self.heading {
            Heading::None if self.german => self.is_german_name(at),
            Heading::None => true,
            _ => self.is_proven(at),
        }
    }

    /// Returns whether a month or day is the first name of somebody: another name follows at once.
    fn joined(&self, at: usize) -> bool {
        self.has(at, Sorts::MONTH)
            && self.shape(at + 1).is_some_and(|next| next.capital && next.is_word && !next.shouted && !next.number)
            && !self.has(at + 1, Sorts::DAY.and(Sorts::MONTH).and(Sorts::OPENER))
            && !self.opens(at)
            && !self.before(at).is_some_and(|before| before.number)
    }

    /// Returns whether token number `at` is known as a name, from the tables or from elsewhere in the text.
    pub fn is_proven(&self, at: usize) -> bool {
        let Some(shape) = self.shape(at) else { return false };
        if shape.has(Sorts::COUNTRY.and(Sorts::DEMONYM).and(Sorts::KNOWN))
            || shape.dotted && self.heading == Heading::None
        {
            return true;
        }
        let seen = self.evidence.seen(&shape.word);
        seen.capital > 0 && seen.capital >= seen.small && !self.german
    }

    /// Returns how often the last word of `range` was seen where people stand, and where places do.
    pub fn company(&self, range: &Range<usize>) -> (u16, u16) {
        let seen = self.shape(range.end - 1).map(|shape| self.evidence.seen(&shape.word)).unwrap_or_default();
        (seen.person.min(1000), seen.place)
    }

    /// Returns whether token number `at`, at the start of a sentence, is a name by itself.
    pub fn is_name_at_start(&self, at: usize) -> bool {
        let Some(shape) = self.shape(at) else { return false };
        if self.is_proven(at) || shape.shouted && self.heading == Heading::None {
            return true;
        }
        if self.evidence.seen(&shape.word).small > 0
            || shape.has(Sorts::OPENER)
            || self.is_small_word(at)
            || self.german
        {
            return false;
        }
        let word = shape.word.as_str();
        if COMMON_ENDS.iter().any(|end| word.ends_with(end)) || word.chars().count() < 3 {
            return false;
        }
        // *Ensure the*: a name is hardly followed by an article or *their*.
        if self.is_of(at + 1, DETERMINER | POSSESSIVE) && !self.is_of(at + 1, PRONOUN) && !self.touches_next(at) {
            return false;
        }
        let plural = word.ends_with('s') && !word.ends_with("ss");
        let singular_verb = ["is", "was", "has", "says", "’s"].iter().any(|verb| self.is(at + 1, verb));
        !plural || singular_verb
    }

    /// Returns whether token number `at` is more than a noun in a language whose nouns all have capitals.
    fn is_german_name(&self, at: usize) -> bool {
        let shape = &self.shapes[at];
        if shape.shouted
            || shape.dotted
            || shape.has(Sorts::COUNTRY.and(Sorts::DEMONYM).and(Sorts::KNOWN).and(Sorts::TITLE))
        {
            return true;
        }
        if shape.has(Sorts::OPENER) || self.before(at).is_some_and(|before| before.has(Sorts::NOUN_DETERMINER)) {
            return false;
        }
        let capital =
            |at: usize| self.shape(at).is_some_and(|shape| shape.capital && shape.is_word) && !self.is_small_word(at);
        let after_title = self.before(at).is_some_and(|before| before.has(Sorts::TITLE));
        let pair = capital(at + 1) && !self.opens(at) || at > 0 && capital(at - 1) && !self.opens(at - 1);
        let place = self.before(at).is_some_and(|before| before.has(Sorts::INTO))
            && !NOUN_ENDS.iter().any(|end| shape.word.ends_with(end));
        after_title || pair || place
    }

    /// Returns whether `range` is the name of a country, its adjective or its people.
    pub fn is_of_country(&self, range: &Range<usize>) -> bool {
        self.joined_sorts(range).has(Sorts::COUNTRY.and(Sorts::DEMONYM))
    }

    /// Returns what the tables say of the words of `range` as one name.
    pub fn joined_sorts(&self, range: &Range<usize>) -> Sorts {
        let words: Vec<&str> = range.clone().filter_map(|at| self.shape(at)).map(|shape| shape.word.as_str()).collect();
        match words.as_slice() {
            [] => Sorts::default(),
            [_] => self.shapes[range.start].sorts,
            several => super::lexicon::sorts_of_plural(&several.join("_")),
        }
    }

    /// Returns whether `range` is the place at the head of an article: *KABUL:*, *ISTANBUL (Reuters) –*.
    pub fn is_dateline(&self, range: &Range<usize>) -> bool {
        if range.start > 0 || !self.opens_paragraph() {
            return false;
        }
        let known = self.joined_sorts(range);
        let shouted = range.clone().filter_map(|at| self.shape(at)).all(|shape| shape.shouted || !shape.is_word);
        let follows = |marks: &[&str], at: usize| marks.iter().any(|mark| self.is(at, mark));
        let dash = ["–", "—"];
        if known.has(Sorts::COUNTRY) {
            return shouted && follows(&[":", "(", ",", "-", "/"], range.end) || follows(&dash, range.end);
        }
        // *MELVICE, Ordal (Kestrel) —*, but *NATO, which* is none.
        let later = || (range.end..range.end + 8).any(|at| follows(&[":", "–", "—"], at));
        let marked = follows(&[":", "(", "–", "—", "/"], range.end) || follows(&[",", "-"], range.end) && later();
        shouted && marked && !known.has(Sorts::KNOWN)
    }

    /// Returns whether a paragraph begins with this line.
    fn opens_paragraph(&self) -> bool {
        let Some(first) = self.passage.token(self.first) else { return false };
        let document = self.passage.document();
        let start = first.bytes.start;
        document.slice(document.paragraph_at(start).start..start).trim().is_empty()
    }

    fn find_heading(&self) -> Heading {
        let own: Vec<usize> = (0..self.len())
            .filter(|&at| self.shapes[at].is_word && !self.shapes[at].number && !self.is_small_word(at))
            .collect();
        let count = |test: &dyn Fn(&Shape) -> bool| own.iter().filter(|&&at| test(&self.shapes[at])).count();
        if own.len() < HEADING_WORDS {
            return Heading::None;
        }
        if count(&|shape| shape.shouted) * 4 >= own.len() * 3 {
            return Heading::Shouted;
        }
        let ends = self.len().checked_sub(1).is_some_and(|last| self.is_of(last, END | CLOSING));
        let titled = own.len() > HEADING_WORDS && !self.german && count(&|shape| shape.capital) * 8 >= own.len() * 7;
        let verb = (0..self.len()).any(|at| self.is_of(at, FINITE) && !self.shapes[at].capital);
        if titled && !ends && !verb { Heading::Titled } else { Heading::None }
    }
}
