//! What can be wrong in a configuration file, where, and what to do about it.

use std::fmt;

use ron::error::{Error as Notation, SpannedError};

use super::nearest::nearest;
use super::place::Place;
use super::{NOTHING, TEXT_WIDTHS};
use crate::editor::command::{Command, TABLE, Where};
use crate::editor::key::KeyError;
use crate::editor::keyboard::KeyboardError;
use crate::editor::keymap::KeymapError;

/// Why a configuration file cannot be used: `12:5: there is no setting` and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong.
    pub problem: Problem,
    /// Where, if it is one place.
    pub at: Option<Place>,
}

/// What is wrong in a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is not written as such files are.
    #[error("{0}")]
    Notation(String),
    /// A setting, a colour or a field of an entry is not known.
    #[error("there is no {kind} `{name}`")]
    UnknownName {
        /// `setting`, `colour` or `field`.
        kind: &'static str,
        /// The name.
        name: String,
        /// Those known.
        known: &'static [&'static str],
    },
    /// A setting has a value that it cannot have.
    #[error("`{value}` is not one of {}", listed(known))]
    UnknownValue {
        /// The value.
        value: String,
        /// Those that it can have.
        known: &'static [&'static str],
    },
    /// Something is stated twice.
    #[error("`{0}` stands here a second time")]
    Twice(&'static str),
    /// A part of an entry or of a theme is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// The text cannot be so wide.
    #[error("`text_width` is {0}, and it can be {least} to {most}", least = TEXT_WIDTHS.start(), most = TEXT_WIDTHS.end())]
    TextWidth(u16),
    /// A suggester has no name, or runs nothing.
    #[error("a suggester needs a name and a program to run")]
    NoSuggester,
    /// Two suggesters have one name.
    #[error("two suggesters are called `{0}`")]
    SuggesterTwice(String),
    /// The keyboard does not say what each character stands for.
    #[error("the keyboard cannot be used: {0}")]
    Keyboard(KeyboardError),
    /// A colour is not written as colours are.
    #[error("`{0}` is not a colour")]
    NoColour(String),
    /// There is no such place.
    #[error("there is no place `{0}`")]
    UnknownPlace(String),
    /// A key is not written as keys are.
    #[error(transparent)]
    UnknownKey(#[from] KeyError),
    /// An entry has no key.
    #[error("the entry has no key")]
    NoKey,
    /// There is no such command.
    #[error("no command is called `{0}`")]
    UnknownCommand(String),
    /// The keys do not go together.
    #[error(transparent)]
    Keys(#[from] KeymapError),
}

impl ConfigError {
    /// Returns one sentence on what can be done, without a full stop.
    #[must_use]
    pub fn hint(&self) -> String {
        match &self.problem {
            Problem::Notation(_) => match self.at {
                Some(place) => format!("compare line {} with config.example.ron", place.line),
                None => "compare it with config.example.ron".to_owned(),
            },
            Problem::UnknownName { name, known, .. } => match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", listed(known)),
            },
            Problem::UnknownValue { value, known } => match nearest(value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write one of them, without quotes".to_owned(),
            },
            Problem::Twice(_) => "keep one of the two".to_owned(),
            Problem::Missing("name") | Problem::NoSuggester => {
                "a suggester is written `(name: \"spacy\", run: [\"python3\", \"suggest.py\"], seconds: 10)`".to_owned()
            }
            Problem::Missing("like") => "a theme of one's own is written `own(like: dark, colours: {})`".to_owned(),
            Problem::Missing(_) => {
                "an entry is written `(where: \"reading\", key: \"C-n\", run: \"word.next\")`".to_owned()
            }
            Problem::SuggesterTwice(_) => "give one of them another name".to_owned(),
            Problem::TextWidth(_) => "take the line out to have the default".to_owned(),
            Problem::Keyboard(_) => {
                "for each character of `typed`, the one that it stands for is at its place in `means`".to_owned()
            }
            Problem::NoColour(_) => "colours are written `#e0b25c`: red, green and blue, two digits each".to_owned(),
            Problem::UnknownPlace(_) => format!("the places are {}", listed(&Where::ALL.map(Where::word))),
            Problem::UnknownKey(_) | Problem::NoKey => {
                "keys pressed one after the other are parted by a blank, as in `g g`".to_owned()
            }
            Problem::UnknownCommand(name) => command_hint(name),
            Problem::Keys(KeymapError::Doubled { .. }) => "keep one of the two entries".to_owned(),
            Problem::Keys(KeymapError::Hidden { .. }) => {
                format!("choose other keys, or free one of the two with `run: \"{NOTHING}\"`")
            }
        }
    }
}

fn command_hint(name: &str) -> String {
    let labels = (0..9).filter_map(|place| Command::Label(place).name());
    let known = TABLE.iter().map(|entry| entry.name).chain(labels).chain([NOTHING]);
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`diptych keys` lists all commands".to_owned(),
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(place) => write!(f, "{place}: {}", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

impl std::error::Error for ConfigError {}

/// Returns `words` as a list in a sentence.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [words @ .., last] => format!("{} and {last}", words.join(", ")),
    }
}

/// Returns what the reader of the notation found wrong, in our words.
pub(super) fn problem(error: &SpannedError) -> Problem {
    match &error.code {
        Notation::NoSuchStructField { expected, found, .. } => {
            let kind = match expected.first() {
                Some(&"theme") => "setting",
                Some(&"person") => "colour",
                _ => "field",
            };
            Problem::UnknownName { kind, name: found.clone(), known: expected }
        }
        Notation::NoSuchEnumVariant { expected, found, .. } => {
            Problem::UnknownValue { value: found.clone(), known: expected }
        }
        Notation::DuplicateStructField { field, .. } => Problem::Twice(field),
        Notation::MissingStructField { field, .. } => Problem::Missing(field),
        other => Problem::Notation(notation(other)),
    }
}

fn notation(code: &Notation) -> String {
    let words = match code {
        Notation::ExpectedIdentifier => "a name is expected here, without quotes",
        Notation::ExpectedBoolean => "`true` or `false` is expected here",
        Notation::ExpectedString => "a text in double quotes is expected here",
        Notation::ExpectedInteger => "a whole number is expected here",
        Notation::IntegerOutOfBounds => "this number is out of bounds",
        Notation::ExpectedComma => "a comma or the closing bracket is expected here",
        Notation::ExpectedMapColon => "a colon is expected here",
        Notation::ExpectedArray => "a list in square brackets is expected here",
        Notation::ExpectedMap => "colours in curly brackets are expected here",
        Notation::ExpectedNamedStructLike("Config") | Notation::ExpectedDifferentStructName { .. } => {
            "the settings stand in round brackets, `(theme: dark)`"
        }
        Notation::ExpectedStructLike | Notation::ExpectedNamedStructLike(_) => "a round bracket is expected here",
        Notation::ExpectedStringEnd => "the text that begins here has no closing quote",
        Notation::UnclosedBlockComment => "this comment has no end",
        Notation::TrailingCharacters => "this follows the closing bracket of the settings",
        Notation::Eof => "the file ends too early",
        other => return lower_case_start(&other.to_string()),
    };
    words.to_owned()
}

fn lower_case_start(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(char::to_lowercase).into_iter().flatten();
    first.chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sentences() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn other_words_begin_small() {
        assert_eq!(notation(&Notation::UnderscoreAtBeginning), "unexpected leading underscore in a number");
        assert_eq!(lower_case_start(""), "");
    }
}
