//! Schema: the labels, attributes and codes that may be given, and their keys.
//!
//! The program knows no label by name: all of them come from a schema file, the bundled `news` or the user's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What may be tagged and coded, as the user declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Its name, written into each set made with it.
    pub name: String,
    /// The labels of mentions, in the order of their digits.
    pub labels: Vec<Label>,
    /// The attributes that mentions, entities and attributions may carry.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// The variables of the codebook.
    #[serde(default)]
    pub codes: Vec<Variable>,
}

/// One label of mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Its name, as sets hold it: `organization`.
    pub name: String,
    /// The word for screens, `Organization`.
    pub title: String,
    /// The short word for narrow screens and hints, `org`.
    pub short: String,
    /// The letter that gives it, alone if `key_alone`, otherwise behind `,`.
    pub key: char,
    /// Whether the letter works alone in the reading view.
    #[serde(default)]
    pub key_alone: bool,
    /// Whether what it covers may be an entity; a date and a figure are none.
    #[serde(default = "yes")]
    pub entities: bool,
    /// The wash it is drawn on, one of the names of the theme.
    pub wash: Wash,
    /// Strings that are likely to get it wherever they stand.
    #[serde(default)]
    pub words: Vec<String>,
    /// The file beside the schema that lists more of them, one a line; empty if there is none.
    #[serde(default)]
    pub words_file: String,
    /// What that file holds, once it was read.
    #[serde(skip)]
    pub words_read: Arc<str>,
}

/// The longest string of a word list, in bytes: each is looked for at every word of the screen.
pub const LONGEST_WORD: usize = 200;

impl Label {
    /// Returns a label that is called `name` everywhere, with the letter `key` behind `,`, the wash of others and no words.
    #[must_use]
    pub fn new(name: &str, key: char) -> Self {
        Label {
            name: name.to_owned(),
            title: name.to_owned(),
            short: name.to_owned(),
            key,
            key_alone: false,
            entities: true,
            wash: Wash::Other,
            words: Vec::new(),
            words_file: String::new(),
            words_read: Arc::default(),
        }
    }

    /// Returns the strings that are likely to get it, those of the schema first, without blanks at their ends.
    pub fn listed(&self) -> impl Iterator<Item = &str> {
        let inline = self.words.iter().map(|word| word.trim());
        inline.chain(word_lines(&self.words_read).map(|(_, word)| word))
    }

    /// Returns whether it has a word list.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.words.is_empty() || !self.words_read.is_empty()
    }
}

/// Returns the strings that `text` lists, each with the number of its line from 1. Empty lines and those that begin with `#`
/// say nothing.
pub fn word_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn yes() -> bool {
    true
}

/// The eight washes that a theme gives colours to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wash {
    /// As people.
    Person,
    /// As organizations.
    Organization,
    /// As places.
    Place,
    /// As dates.
    Date,
    /// As groups.
    Group,
    /// As events.
    Event,
    /// As numbers.
    Number,
    /// As everything else.
    Other,
}

impl Wash {
    /// All washes, in the order of themes.
    pub const ALL: [Wash; 8] = [
        Wash::Person,
        Wash::Organization,
        Wash::Place,
        Wash::Date,
        Wash::Group,
        Wash::Event,
        Wash::Number,
        Wash::Other,
    ];
}

/// What an attribute may be given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppliesTo {
    /// Mentions with one of these labels, or with any if there is none.
    Mention(Vec<String>),
    /// Entities with one of these labels, or with any if there is none.
    Entity(Vec<String>),
    /// Attributions.
    Attribution,
}

impl AppliesTo {
    /// Returns the labels that it is limited to, none where it is not limited.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        match self {
            AppliesTo::Mention(labels) | AppliesTo::Entity(labels) => labels,
            AppliesTo::Attribution => &[],
        }
    }

    /// Returns whether one record may fall under both.
    fn overlaps(&self, other: &AppliesTo) -> bool {
        let shared = |one: &[String], two: &[String]| {
            one.is_empty() || two.is_empty() || one.iter().any(|label| two.contains(label))
        };
        match (self, other) {
            (AppliesTo::Mention(one), AppliesTo::Mention(two)) | (AppliesTo::Entity(one), AppliesTo::Entity(two)) => {
                shared(one, two)
            }
            (AppliesTo::Attribution, AppliesTo::Attribution) => true,
            _ => false,
        }
    }
}

/// Returns whether `key` may stand for a label or a value: a letter that is not a capital, which means all alike.
fn is_key(key: char) -> bool {
    key.is_alphabetic() && !key.is_uppercase()
}

/// Returns the first element that has come before.
fn doubled<'a, T: PartialEq + 'a>(all: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    let mut seen: Vec<&T> = Vec::new();
    for next in all {
        if seen.contains(&next) {
            return Some(next);
        }
        seen.push(next);
    }
    None
}

/// One attribute and the values it may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its name, as sets hold it: `mode`.
    pub name: String,
    /// The word for screens.
    pub title: String,
    /// What may carry it.
    pub on: AppliesTo,
    /// Its values, each with its key; free text if there is none.
    #[serde(default)]
    pub values: Vec<AttributeValue>,
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeValue {
    /// Its name, as sets hold it: `indirect`.
    pub name: String,
    /// The letter that picks it.
    pub key: char,
}

/// One variable of the codebook, on a document or on the pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Its name, as sets hold it: `genre`.
    pub name: String,
    /// The word for screens.
    pub title: String,
    /// Whether it is about the pair and not about each document.
    #[serde(default)]
    pub on_pair: bool,
    /// Its values; free text if there is none.
    #[serde(default)]
    pub values: Vec<String>,
}

/// Why a schema cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// There is no label.
    #[error("the schema has no label")]
    NoLabel,
    /// Two labels share a name.
    #[error("the label `{0}` stands twice")]
    DoubledLabel(String),
    /// Two labels share a key.
    #[error("the labels `{first}` and `{second}` both ask for the key `{key}`; free letters are {free}")]
    DoubledKey {
        /// The label that has the key.
        first: String,
        /// The label that asks for it too.
        second: String,
        /// The key.
        key: char,
        /// Letters that no label has.
        free: String,
    },
    /// A label asks for a single key that commands need.
    #[error(
        "the label `{label}` asks for the single key `{key}`; single keys for labels are p o t d s, others go behind `,`"
    )]
    KeyTaken {
        /// The label.
        label: String,
        /// The key it asks for.
        key: char,
    },
    /// A label, an attribute, one of its values or a variable has no name.
    #[error("a {0} of the schema has no name")]
    NoName(&'static str),
    /// The word list of a label has a string in which nothing is written.
    #[error("the label `{0}` has an empty string among its `words`")]
    EmptyWord(String),
    /// The word list of a label has a string that is too long.
    #[error("the label `{0}` has a string of more than {LONGEST_WORD} bytes among its `words`")]
    LongWord(String),
    /// A label or a value asks for a key that is none.
    #[error("`{name}` asks for the key `{key}`, but keys are small letters")]
    NoKey {
        /// The label or the value.
        name: String,
        /// The key it asks for.
        key: char,
    },
    /// An attribute is for a label that the schema does not have.
    #[error("the attribute `{attribute}` is for the label `{label}`, which the schema does not have")]
    UnknownLabel {
        /// The attribute.
        attribute: String,
        /// The label.
        label: String,
    },
    /// Two attributes that one record may carry share a name.
    #[error("the attribute `{0}` stands twice for the same records")]
    DoubledAttribute(String),
    /// An attribute or a variable has one value twice.
    #[error("the value `{value}` of `{name}` stands twice")]
    DoubledValue {
        /// The attribute or the variable.
        name: String,
        /// The value.
        value: String,
    },
    /// Two variables share a name.
    #[error("the variable `{0}` stands twice")]
    DoubledVariable(String),
    /// An attribute has two values with one key.
    #[error("two values of the attribute `{attribute}` ask for the key `{key}`")]
    DoubledValueKey {
        /// The attribute.
        attribute: String,
        /// The key.
        key: char,
    },
}

/// The letters that labels may have alone in the reading view.
pub const SINGLE_KEYS: &str = "potds";

impl Schema {
    /// Checks that all have names and keys, and that none clash.
    ///
    /// # Errors
    ///
    /// The first flaw found.
    pub fn check(&self) -> Result<(), SchemaError> {
        self.check_labels()?;
        for (at, attribute) in self.attributes.iter().enumerate() {
            if self.attributes[..at]
                .iter()
                .any(|other| other.name == attribute.name && other.on.overlaps(&attribute.on))
            {
                return Err(SchemaError::DoubledAttribute(attribute.name.clone()));
            }
            self.check_attribute(attribute)?;
        }
        for (at, variable) in self.codes.iter().enumerate() {
            let name = || variable.name.clone();
            if variable.name.is_empty() {
                return Err(SchemaError::NoName("variable"));
            }
            if self.codes[..at].iter().any(|other| other.name == variable.name) {
                return Err(SchemaError::DoubledVariable(name()));
            }
            if let Some(value) = doubled(variable.values.iter()) {
                return Err(SchemaError::DoubledValue { name: name(), value: value.clone() });
            }
        }
        Ok(())
    }

    fn check_labels(&self) -> Result<(), SchemaError> {
        if self.labels.is_empty() {
            return Err(SchemaError::NoLabel);
        }
        let mut by_key: BTreeMap<char, &Label> = BTreeMap::new();
        for (at, label) in self.labels.iter().enumerate() {
            if label.name.is_empty() {
                return Err(SchemaError::NoName("label"));
            }
            if self.labels[..at].iter().any(|other| other.name == label.name) {
                return Err(SchemaError::DoubledLabel(label.name.clone()));
            }
            if !is_key(label.key) {
                return Err(SchemaError::NoKey { name: label.name.clone(), key: label.key });
            }
            if label.key_alone && !SINGLE_KEYS.contains(label.key) {
                return Err(SchemaError::KeyTaken { label: label.name.clone(), key: label.key });
            }
            if label.words.iter().any(|word| word.trim().is_empty()) {
                return Err(SchemaError::EmptyWord(label.name.clone()));
            }
            if label.words.iter().any(|word| word.trim().len() > LONGEST_WORD) {
                return Err(SchemaError::LongWord(label.name.clone()));
            }
            if let Some(first) = by_key.insert(label.key, label) {
                let free = ('a'..='z').filter(|key| self.labels.iter().all(|label| label.key != *key)).collect();
                let (first, second) = (first.name.clone(), label.name.clone());
                return Err(SchemaError::DoubledKey { first, second, key: label.key, free });
            }
        }
        Ok(())
    }

    fn check_attribute(&self, attribute: &Attribute) -> Result<(), SchemaError> {
        let name = || attribute.name.clone();
        if attribute.name.is_empty() || attribute.values.iter().any(|value| value.name.is_empty()) {
            return Err(SchemaError::NoName(if attribute.name.is_empty() { "attribute" } else { "value" }));
        }
        if let Some(label) = attribute.on.labels().iter().find(|label| self.label(label).is_none()) {
            return Err(SchemaError::UnknownLabel { attribute: name(), label: label.clone() });
        }
        if let Some(value) = doubled(attribute.values.iter().map(|value| &value.name)) {
            return Err(SchemaError::DoubledValue { name: name(), value: value.clone() });
        }
        if let Some(value) = attribute.values.iter().find(|value| !is_key(value.key)) {
            return Err(SchemaError::NoKey { name: value.name.clone(), key: value.key });
        }
        match doubled(attribute.values.iter().map(|value| &value.key)) {
            Some(&key) => Err(SchemaError::DoubledValueKey { attribute: name(), key }),
            None => Ok(()),
        }
    }

    /// Returns the label called `name`.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.name == name)
    }

    /// Returns whether what has the label `name` may be an entity; one that the schema does not know may be.
    #[must_use]
    pub fn may_be_entity(&self, name: &str) -> bool {
        self.label(name).is_none_or(|label| label.entities)
    }

    /// Returns the attributes that a mention with `label` may carry.
    pub fn mention_attributes<'schema>(&'schema self, label: &str) -> impl Iterator<Item = &'schema Attribute> {
        self.attributes.iter().filter(move |attribute| match &attribute.on {
            AppliesTo::Mention(labels) => labels.is_empty() || labels.iter().any(|name| name == label),
            AppliesTo::Entity(_) | AppliesTo::Attribution => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str, key: char, key_alone: bool) -> Label {
        Label { key_alone, ..Label::new(name, key) }
    }

    #[test]
    fn word_lists_are_trimmed_and_flaws_are_refused() {
        let with = |words: &[&str], read: &str| Label {
            words: words.iter().map(|&word| word.to_owned()).collect(),
            words_read: read.into(),
            ..label("x", 'x', false)
        };
        let both = with(&[" Melvice "], "\u{feff}# towns\r\nOrdal\r\n\r\n  # more\n Şıbırğan\t");
        assert_eq!(both.listed().collect::<Vec<_>>(), ["Melvice", "Ordal", "Şıbırğan"]);
        assert_eq!(word_lines("\n#\n喀布尔").collect::<Vec<_>>(), [(3, "喀布尔")]);
        assert!(both.has_words() && !label("x", 'x', false).has_words());
        let flaw = |word: &str| schema(vec![with(&[word], "")]).check();
        assert_eq!(flaw(" \t"), Err(SchemaError::EmptyWord("x".to_owned())));
        assert_eq!(flaw(&"w".repeat(LONGEST_WORD + 1)), Err(SchemaError::LongWord("x".to_owned())));
        assert_eq!(flaw(&"w".repeat(LONGEST_WORD)), Ok(()));
    }

    fn schema(labels: Vec<Label>) -> Schema {
        Schema { name: "test".to_owned(), labels, attributes: Vec::new(), codes: Vec::new() }
    }

    #[test]
    fn clashing_labels_and_keys_are_refused() {
        assert_eq!(schema(vec![]).check(), Err(SchemaError::NoLabel));
        let doubled = schema(vec![label("x", 'x', false), label("x", 'y', false)]).check();
        assert_eq!(doubled, Err(SchemaError::DoubledLabel("x".to_owned())));
        let alone = schema(vec![label("x", 'x', true)]).check();
        assert_eq!(alone, Err(SchemaError::KeyTaken { label: "x".to_owned(), key: 'x' }));
        let clash = schema(vec![label("x", 'p', true), label("y", 'p', false)]).check();
        assert!(matches!(clash, Err(SchemaError::DoubledKey { key: 'p', .. })), "{clash:?}");
        assert_eq!(schema(vec![label("x", 'p', true), label("y", 'q', false)]).check(), Ok(()));
    }

    fn attribute(name: &str, on: AppliesTo, values: &[(&str, char)]) -> Attribute {
        let values = values.iter().map(|(name, key)| AttributeValue { name: (*name).to_owned(), key: *key }).collect();
        Attribute { name: name.to_owned(), title: name.to_owned(), on, values }
    }

    #[test]
    fn clashing_attributes_and_variables_are_refused() {
        let with = |attributes: Vec<Attribute>| Schema { attributes, ..schema(vec![label("x", 'x', false)]) }.check();
        let on = |labels: &[&str]| AppliesTo::Mention(labels.iter().map(|&label| label.to_owned()).collect());
        let unknown = SchemaError::UnknownLabel { attribute: "use".to_owned(), label: "y".to_owned() };
        assert_eq!(with(vec![attribute("use", on(&["x", "y"]), &[])]), Err(unknown));
        let twice = vec![attribute("use", on(&["x"]), &[]), attribute("use", on(&[]), &[])];
        assert_eq!(with(twice), Err(SchemaError::DoubledAttribute("use".to_owned())));
        let apart = vec![attribute("use", on(&["x"]), &[]), attribute("use", AppliesTo::Attribution, &[])];
        assert_eq!(with(apart), Ok(()));
        let key = with(vec![attribute("use", on(&[]), &[("literal", 'l'), ("loose", 'l')])]);
        assert_eq!(key, Err(SchemaError::DoubledValueKey { attribute: "use".to_owned(), key: 'l' }));
        let value = with(vec![attribute("use", on(&[]), &[("literal", 'l'), ("literal", 'm')])]);
        assert!(matches!(value, Err(SchemaError::DoubledValue { .. })), "{value:?}");
        let capital = with(vec![attribute("use", on(&[]), &[("literal", 'L')])]);
        assert_eq!(capital, Err(SchemaError::NoKey { name: "literal".to_owned(), key: 'L' }));
        let digit = schema(vec![label("x", '1', false)]).check();
        assert_eq!(digit, Err(SchemaError::NoKey { name: "x".to_owned(), key: '1' }));
        let genre = || Variable { name: "genre".to_owned(), title: String::new(), on_pair: false, values: Vec::new() };
        let codes = Schema { codes: vec![genre(), genre()], ..schema(vec![label("x", 'x', false)]) }.check();
        assert_eq!(codes, Err(SchemaError::DoubledVariable("genre".to_owned())));
    }
}
