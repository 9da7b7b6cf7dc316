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

use std::ops::Range;

pub use evidence::{Evidence, Seen};
pub use find::{names, names_in};

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
}
