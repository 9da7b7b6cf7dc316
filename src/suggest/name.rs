//! Names: likely mentions of people, bodies, places and dates in a passage, with what each is likely to be.
//!
//! A capital inside a sentence is the main sign; at a sentence's start, in headings and in capitals throughout it
//! counts only with evidence: the word has a capital elsewhere, or the tables know it. Where a script has no
//! capitals nothing is found by rule, and where all nouns have them, only what looks like a name besides.

mod date;
mod evidence;
mod find;
mod hyphen;
mod lexicon;
mod line;
mod official;
mod run;
mod shape;
#[cfg(test)]
mod tests;
mod traits;

use std::ops::Range;

use super::learner::{Feature, feature};

pub use evidence::{Evidence, Seen};
pub use find::{names, names_explained, names_in};

/// What a name is likely to be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A person.
    Person,
    /// A body of people.
    Organization,
    /// A place.
    Place,
    /// A date.
    Date,
    /// An event.
    Event,
}

/// By which rule a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// By capitals inside a sentence.
    Capital,
    /// By a capital at a sentence's start, with evidence for it.
    Start,
    /// In capitals throughout, or in a heading.
    Heading,
    /// By the place of an article's place line: *KABUL:*.
    Dateline,
    /// After a title: *President*.
    Title,
    /// As an adjective or noun of a country.
    Demonym,
    /// As a body named by its country: *Afghan government*.
    Body,
    /// As a body that is written small: *interior ministry*.
    Official,
    /// As a part of a word with a hyphen.
    Hyphen,
    /// As a day or a date.
    Date,
}

impl Sort {
    /// All sorts.
    pub const ALL: [Sort; 5] = [Sort::Person, Sort::Organization, Sort::Place, Sort::Date, Sort::Event];

    /// Returns the word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::Organization => "organization",
            Sort::Place => "place",
            Sort::Date => "date",
            Sort::Event => "event",
        }
    }
}

/// How the ends of a name may differ from those that the rules find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ends {
    /// They do not.
    Own,
    /// With the title before it: *President Vaskel*.
    Title,
    /// With the article before it: *the Taliban*.
    Article,
    /// With the mark of the possessive: *Vaskel’s*.
    Possessive,
    /// With the noun after it: *Nimroz province*.
    Noun,
    /// Without its first word.
    WithoutFirst,
    /// Without its last word.
    WithoutLast,
    /// The first word alone.
    First,
    /// The last word alone.
    Last,
    /// With the rest of the word: *anti-Taliban*.
    Whole,
}

impl Ends {
    /// Returns the words for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Ends::Own => "as found",
            Ends::Title => "with title",
            Ends::Article => "with article",
            Ends::Possessive => "with possessive",
            Ends::Noun => "with noun",
            Ends::WithoutFirst => "without first",
            Ends::WithoutLast => "without last",
            Ends::First => "first alone",
            Ends::Last => "last alone",
            Ends::Whole => "whole word",
        }
    }
}

/// Returns the traits that the string `text` has wherever it stands.
pub(super) fn traits_of_string(text: &str) -> Vec<Feature> {
    traits::of_string(text, &mut feature)
}

impl Rule {
    /// Returns the word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Rule::Capital => "capital",
            Rule::Start => "start",
            Rule::Heading => "heading",
            Rule::Dateline => "dateline",
            Rule::Title => "title",
            Rule::Demonym => "demonym",
            Rule::Body => "body",
            Rule::Official => "official",
            Rule::Hyphen => "hyphen",
            Rule::Date => "date",
        }
    }
}

/// A likely mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its bytes in the document.
    pub bytes: Range<usize>,
    /// What it is likely to be of; none where nothing says so.
    pub sort: Option<Sort>,
    /// By which rule it was found.
    pub rule: Rule,
    /// What the learner looks at.
    pub(super) traits: Box<[Feature]>,
    /// The same in words, where that was asked for.
    pub(super) words: Box<[String]>,
    /// The other ends that it might have.
    pub(super) ends: Box<[(Ends, Range<usize>)]>,
}
