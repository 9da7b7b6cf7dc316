//! Colours by name, as themes state them: twenty-four bits, and an index for terminals of 256 colours.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::annotation::schema::Wash;

/// What a theme gives a colour to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it; `assets/themes.ron` tells which stands on which")]
pub enum Colour {
    Person,
    Organization,
    Place,
    Date,
    Group,
    Event,
    Number,
    Other,
    LabelFg,
    Dim,
    Gutter,
    Rule,
    Accent,
    Selection,
    SelectionFg,
    Band,
    BandFg,
    BandDim,
    BandAccent,
    Cue,
    Bar,
    Lit,
    LitFg,
    Candidate,
    Search,
    SearchFg,
    Link,
    Differs,
    Saved,
    Warning,
    Error,
    ErrorBg,
    ErrorFg,
}

impl Colour {
    /// All of them, in the order of `assets/themes.ron`.
    pub const ALL: [Colour; 33] = [
        Colour::Person,
        Colour::Organization,
        Colour::Place,
        Colour::Date,
        Colour::Group,
        Colour::Event,
        Colour::Number,
        Colour::Other,
        Colour::LabelFg,
        Colour::Dim,
        Colour::Gutter,
        Colour::Rule,
        Colour::Accent,
        Colour::Selection,
        Colour::SelectionFg,
        Colour::Band,
        Colour::BandFg,
        Colour::BandDim,
        Colour::BandAccent,
        Colour::Cue,
        Colour::Bar,
        Colour::Lit,
        Colour::LitFg,
        Colour::Candidate,
        Colour::Search,
        Colour::SearchFg,
        Colour::Link,
        Colour::Differs,
        Colour::Saved,
        Colour::Warning,
        Colour::Error,
        Colour::ErrorBg,
        Colour::ErrorFg,
    ];
}

/// The name that theme files use.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = format!("{self:?}");
        for (place, character) in words.char_indices() {
            if character.is_uppercase() && place > 0 {
                f.write_str("_")?;
            }
            write!(f, "{}", character.to_ascii_lowercase())?;
        }
        Ok(())
    }
}

impl From<Wash> for Colour {
    fn from(wash: Wash) -> Colour {
        match wash {
            Wash::Person => Colour::Person,
            Wash::Organization => Colour::Organization,
            Wash::Place => Colour::Place,
            Wash::Date => Colour::Date,
            Wash::Group => Colour::Group,
            Wash::Event => Colour::Event,
            Wash::Number => Colour::Number,
            Wash::Other => Colour::Other,
        }
    }
}

/// Red, green and blue, 0 to 255 each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Returns the colour written `#rrggbb`, if `text` is one.
    #[must_use]
    pub fn read(text: &str) -> Option<Rgb> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Rgb(red, green, blue))
    }

    /// Returns the colour that terminals show for `index` of their 256.
    ///
    /// The first sixteen belong to the reader's own settings; for them this is a common default.
    #[must_use]
    pub fn of_index(index: u8) -> Rgb {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        const SIXTEEN: [Rgb; 16] = [
            Rgb(0, 0, 0),
            Rgb(205, 0, 0),
            Rgb(0, 205, 0),
            Rgb(205, 205, 0),
            Rgb(0, 0, 238),
            Rgb(205, 0, 205),
            Rgb(0, 205, 205),
            Rgb(229, 229, 229),
            Rgb(127, 127, 127),
            Rgb(255, 0, 0),
            Rgb(0, 255, 0),
            Rgb(255, 255, 0),
            Rgb(92, 92, 255),
            Rgb(255, 0, 255),
            Rgb(0, 255, 255),
            Rgb(255, 255, 255),
        ];
        if let Some(colour) = SIXTEEN.get(usize::from(index)) {
            return *colour;
        }
        if let Some(grey) = index.checked_sub(232) {
            let level = 8 + 10 * grey;
            return Rgb(level, level, level);
        }
        let cube = index - 16;
        let step = |place: u8| STEPS[usize::from(place % 6)];
        Rgb(step(cube / 36), step(cube / 6), step(cube))
    }

    /// Returns the index, of the 240 that no reader changes, whose colour is nearest.
    #[must_use]
    pub fn nearest_index(self) -> u8 {
        (16..=255).min_by_key(|index| self.distance(Rgb::of_index(*index))).unwrap_or(16)
    }

    /// A weighted distance good enough to choose among 240 colours: the eye sees green best, blue least.
    fn distance(self, other: Rgb) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        3 * square(self.0, other.0) + 4 * square(self.1, other.1) + 2 * square(self.2, other.2)
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// One colour at both depths; written `("#e0b25c", 179)`, or `"#e0b25c"` to have the index found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone {
    /// In 24 bits.
    pub rgb: Rgb,
    /// As an index of 256.
    pub index: u8,
}

impl<'de> Deserialize<'de> for Tone {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(ToneVisitor)
    }
}

struct ToneVisitor;

impl<'de> Visitor<'de> for ToneVisitor {
    type Value = Tone;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a colour such as `\"#e0b25c\"` or `(\"#e0b25c\", 179)`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Tone, E> {
        let rgb = Rgb::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))?;
        Ok(Tone { rgb, index: rgb.nearest_index() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Tone, A::Error> {
        let text: String = parts.next_element()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let rgb = Rgb::read(&text).ok_or_else(|| de::Error::invalid_value(de::Unexpected::Str(&text), &self))?;
        let index = parts.next_element()?.ok_or_else(|| de::Error::invalid_length(1, &self))?;
        Ok(Tone { rgb, index })
    }
}

/// Some colours with their tones, in the order of the file; a name given twice is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Colours(Vec<(Colour, Tone)>);

impl Colours {
    /// Returns the names and tones given.
    pub fn iter(&self) -> impl Iterator<Item = (Colour, Tone)> + '_ {
        self.0.iter().copied()
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
        let mut colours = Vec::with_capacity(Colour::ALL.len());
        while let Some((name, tone)) = entries.next_entry::<Colour, Tone>()? {
            if colours.iter().any(|(known, _)| *known == name) {
                return Err(de::Error::custom(format_args!("`{name}` is given twice")));
            }
            colours.push((name, tone));
        }
        Ok(Colours(colours))
    }
}

/// A tone for every colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette([Tone; Colour::ALL.len()]);

impl Palette {
    /// Returns the palette of `colours`, or the first name that it misses.
    ///
    /// # Errors
    ///
    /// The name of a colour that is not given.
    pub fn complete(colours: &Colours) -> Result<Palette, Colour> {
        let mut tones = [Tone { rgb: Rgb(0, 0, 0), index: 16 }; Colour::ALL.len()];
        for name in Colour::ALL {
            let given = colours.iter().find(|(known, _)| *known == name).ok_or(name)?;
            tones[name as usize] = given.1;
        }
        Ok(Palette(tones))
    }

    /// Returns this palette with `colours` in place of its own.
    #[must_use]
    pub fn with(mut self, colours: &Colours) -> Palette {
        for (name, tone) in colours.iter() {
            self.0[name as usize] = tone;
        }
        self
    }

    /// Returns the tone of `name`.
    #[must_use]
    pub fn tone(&self, name: Colour) -> Tone {
        self.0[name as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_written_with_or_without_its_index() {
        let colours: Colours = ron::from_str(r##"{ accent: "#e0b25c", dim: ("#010203", 7) }"##).expect("two colours");
        let tones: Vec<_> = colours.iter().collect();
        let [(Colour::Accent, accent), (Colour::Dim, dim)] = tones[..] else { panic!("{tones:?}") };
        assert_eq!((accent.rgb, accent.index), (Rgb(0xe0, 0xb2, 0x5c), 179));
        assert_eq!((dim.rgb, dim.index), (Rgb(1, 2, 3), 7));
    }

    #[test]
    fn wrong_colours_are_refused_with_what_is_wrong() {
        for (text, why) in [
            (r##"{ accent: "#e0b25" }"##, "a colour such as"),
            (r##"{ accent: "#+0b25c" }"##, "a colour such as"),
            (r##"{ accent: ("#e0b25c") }"##, "found one element"),
            (r##"{ accent: ("#e0b25c", 256) }"##, "out of bounds"),
            (r##"{ accent: "#e0b25c", accent: "#e0b25c" }"##, "`accent` is given twice"),
            (r##"{ acent: "#e0b25c" }"##, "acent"),
        ] {
            let told = ron::from_str::<Colours>(text).expect_err(text).to_string();
            assert!(told.contains(why), "{text}: {told}");
        }
    }

    #[test]
    fn an_index_stands_for_its_own_colour() {
        for index in 16..=255 {
            let rgb = Rgb::of_index(index);
            assert_eq!(Rgb::of_index(rgb.nearest_index()), rgb, "{index}");
        }
        assert_eq!(Rgb::of_index(179), Rgb(215, 175, 95));
        assert_eq!(Rgb::of_index(255), Rgb(238, 238, 238));
    }

    #[test]
    fn names_are_those_of_the_file() {
        assert_eq!(Colour::SelectionFg.to_string(), "selection_fg");
        for (place, name) in Colour::ALL.into_iter().enumerate() {
            assert_eq!(name as usize, place);
            assert_eq!(ron::from_str::<Colour>(&name.to_string()), Ok(name));
        }
    }
}
