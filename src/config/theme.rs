//! The setting `theme`: one of the program's own, or one's own made of some colours by name.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::place::{Name, options};

/// The colours of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", rename = "Theme")]
pub enum ThemeChoice {
    /// Dark or light, by the terminal's background.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// High contrast, by the terminal's background.
    Contrast,
    /// High contrast for dark backgrounds.
    ContrastDark,
    /// High contrast for light backgrounds.
    ContrastLight,
    /// One's own.
    Own(OwnTheme),
}

/// The theme from which one's own takes what it does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Like {
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// High contrast for dark backgrounds.
    ContrastDark,
    /// High contrast for light backgrounds.
    ContrastLight,
}

/// A theme of one's own: `(like: dark, colours: { accent: "#80c0ff" })`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTheme {
    /// What gives all other colours.
    pub like: Like,
    /// The colours that differ.
    #[serde(default)]
    pub colours: Colours,
}

impl OwnTheme {
    /// Returns the theme as RON, the names of colours without quotes.
    ///
    /// # Panics
    ///
    /// Never: words and texts can always be written.
    #[must_use]
    pub fn to_ron(&self) -> String {
        options().to_string(self).expect("a theme can be written")
    }
}

/// The names that a theme gives colours to: the eight washes, the text on them, and the voices and grounds.
pub const COLOUR_NAMES: [&str; 33] = [
    "person",
    "organization",
    "place",
    "date",
    "group",
    "event",
    "number",
    "other",
    "label_fg",
    "dim",
    "gutter",
    "rule",
    "accent",
    "selection",
    "selection_fg",
    "band",
    "band_fg",
    "band_dim",
    "band_accent",
    "cue",
    "bar",
    "lit",
    "lit_fg",
    "candidate",
    "search",
    "search_fg",
    "link",
    "differs",
    "saved",
    "warning",
    "error",
    "error_bg",
    "error_fg",
];

/// Colours by name, each `#rrggbb`, in the order of the file; no name stands twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Colours(Vec<(&'static str, String)>);

impl Colours {
    /// Returns the names and the colours given.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Returns the first that is not written `#rrggbb`.
    pub(super) fn first_wrong(&self) -> Option<(&'static str, &str)> {
        self.iter().find(|(_, value)| {
            let digits = value.strip_prefix('#').unwrap_or_default();
            digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    }
}

impl Serialize for Colours {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let mut map = target.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(&ColourName(name), value)?;
        }
        map.end()
    }
}

/// A name that is written without quotes where the notation has such.
struct ColourName(&'static str);

impl Serialize for ColourName {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.serialize_unit_variant("Colour", 0, self.0)
    }
}

impl<'de> Deserialize<'de> for Colours {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(ColoursVisitor)
    }
}

struct ColoursVisitor;

impl<'de> Visitor<'de> for ColoursVisitor {
    type Value = Colours;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("colours by name, such as `{ accent: \"#e0b25c\" }`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Colours, A::Error> {
        let mut colours: Vec<(&'static str, String)> = Vec::new();
        while let Some(Name(name)) = entries.next_key()? {
            let known = COLOUR_NAMES.iter().find(|known| **known == name);
            let known = *known.ok_or_else(|| de::Error::unknown_field(&name, &COLOUR_NAMES))?;
            if colours.iter().any(|(given, _)| *given == known) {
                return Err(de::Error::duplicate_field(known));
            }
            let value = entries.next_value()?;
            colours.push((known, value));
        }
        Ok(Colours(colours))
    }
}
