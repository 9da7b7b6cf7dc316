//! Places in a configuration file: the line and column of a setting, of a key entry and of a part of one.
//!
//! They are asked for only when something is wrong there, or when a key entry may turn out to be; so the text is
//! simply read once more, with the values left as slices of it.

use std::fmt;

use ron::Options;
use ron::error::{Error as Notation, Position, SpannedError};
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};

/// A place in a file: line and column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The notation of configuration files.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// Returns whether `text` holds nothing but blanks and comments.
pub(super) fn is_blank(text: &str) -> bool {
    Options::default().from_str::<()>(&format!("(){text}")).is_ok()
}

/// Returns the names of the settings that `text` states, sorted.
#[cfg(test)]
pub(super) fn names_of_settings(text: &str) -> Vec<String> {
    let fields = Fields::read(text, "Config").map(|fields| fields.0).unwrap_or_default();
    let mut names: Vec<String> = fields.into_iter().map(|(name, _)| name).collect();
    names.sort();
    names
}

/// Returns where the value of the setting `name` begins.
pub(super) fn of_setting(text: &str, name: &str) -> Option<Place> {
    Some(place(text, Fields::read(text, "Config")?.value(name)?))
}

/// Returns where the value of the colour `name` begins in the own theme.
pub(super) fn of_colour(text: &str, name: &str) -> Option<Place> {
    let own = Fields::read(Fields::read(text, "Config")?.value("theme")?, "own")?;
    let colours = options().from_str_seed(own.value("colours")?, Map).ok()?;
    Some(place(text, colours.value(name)?))
}

/// Returns where each of the key entries begins.
pub(super) fn of_entries(text: &str) -> Vec<Place> {
    entries(text).unwrap_or_default().into_iter().map(|entry| place(text, entry.get_ron())).collect()
}

/// Returns where the value of `field` begins in number `number` of the key entries.
pub(super) fn of_entry_field(text: &str, number: usize, field: &str) -> Option<Place> {
    let entry = entries(text)?.get(number)?.get_ron();
    Some(place(text, Fields::read(entry, "KeyEntry")?.value(field)?))
}

fn entries(text: &str) -> Option<Vec<&RawValue>> {
    options().from_str(Fields::read(text, "Config")?.value("keys")?).ok()
}

/// Returns where the reader of the notation found `error` in `text`.
pub(super) fn of_error(text: &str, error: &SpannedError) -> Place {
    // Where something is missing, its place is behind all that was read; otherwise the last thing read is at fault.
    let missing = matches!(error.code, Notation::ExpectedComma | Notation::ExpectedMapColon | Notation::Eof);
    let Position { line, col } = if missing { error.span.end } else { error.span.start };
    let Some(found) = text.split_inclusive('\n').nth(line - 1) else { return Place { line, column: col } };
    let start = found.char_indices().nth(col - 1).map_or(found.len(), |(at, _)| at);
    let start = found.as_ptr().addr() - text.as_ptr().addr() + start;
    match text.get(start..) {
        Some(rest) if !without_comments(rest).is_empty() => place(text, rest),
        _ => Place { line, column: col },
    }
}

/// Returns where `part`, a slice of `text`, begins, not counting the blanks and comments before its value.
fn place(text: &str, part: &str) -> Place {
    let value = without_comments(part);
    let start = value.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    let before = text.get(..start).unwrap_or_default();
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
    Place { line, column }
}

/// Returns `text` from its first character that is neither blank nor in a comment.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("//") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if rest.starts_with("/*") {
            after_block(rest)
        } else {
            return rest;
        };
        rest = after.trim_start();
    }
}

/// Returns what follows the block comment that `text` begins with; such comments nest.
fn after_block(text: &str) -> &str {
    let (mut rest, mut depth) = (text, 0_usize);
    loop {
        let (after, step) = match (rest.strip_prefix("/*"), rest.strip_prefix("*/")) {
            (Some(after), _) => (after, depth + 1),
            (_, Some(after)) => (after, depth.saturating_sub(1)),
            _ => {
                let mut characters = rest.chars();
                if characters.next().is_none() {
                    return rest;
                }
                (characters.as_str(), depth)
            }
        };
        (rest, depth) = (after, step);
        if depth == 0 {
            return rest;
        }
    }
}

/// The fields of a struct with their values as slices of the text.
struct Fields<'text>(Vec<(String, &'text RawValue)>);

impl<'text> Fields<'text> {
    fn read(text: &'text str, name: &'static str) -> Option<Self> {
        options().from_str_seed(text, Struct(name)).ok()
    }

    fn value(&self, name: &str) -> Option<&'text str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.get_ron())
    }
}

/// Reads the fields of a struct that may be written with this name before its bracket.
struct Struct(&'static str);

impl<'de> DeserializeSeed<'de> for Struct {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Fields<'de>, D::Error> {
        source.deserialize_struct(self.0, &[], self)
    }
}

impl<'de> Visitor<'de> for Struct {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some((Name(name), value)) = entries.next_entry::<Name, &RawValue>()? {
            fields.push((name, value));
        }
        Ok(Fields(fields))
    }
}

/// Reads a map from names without quotes.
struct Map;

impl<'de> DeserializeSeed<'de> for Map {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Fields<'de>, D::Error> {
        source.deserialize_map(Struct(""))
    }
}

/// A name written without quotes.
#[derive(PartialEq)]
pub(super) struct Name(pub(super) String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        struct Identifier;

        impl Visitor<'_> for Identifier {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name without quotes")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }

        source.deserialize_identifier(Identifier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_values() {
        let text = "// settings\n(\n  /* a /* b */ */ text_width: /* ş */ 9, keys: [\n    // first\n    (where: \"list\", key: \"x\", run:\n\"none\"),\n  /* c */ KeyEntry(where: \"喀\", key: \"y\", run: \"none\"), ])";
        let at = |line, column| Some(Place { line, column });
        assert_eq!(of_setting(text, "text_width"), at(3, 39));
        assert_eq!(of_setting(text, "theme"), None);
        let entries: Vec<_> = of_entries(text).into_iter().map(Some).collect();
        assert_eq!(entries, [at(5, 5), at(7, 11)]);
        assert_eq!(of_entry_field(text, 0, "run"), at(6, 1));
        assert_eq!(of_entry_field(text, 1, "key"), at(7, 37));
        assert_eq!(of_entry_field(text, 2, "key"), None);
    }

    #[test]
    fn comments_alone_are_blank() {
        for blank in ["", " \r\n", "// one\n", "// no end", "/* a /* b */ c */\n// d"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for full in ["()", "x", "/* open", ", ", "\u{0}"] {
            assert!(!is_blank(full), "{full:?}");
        }
    }
}
