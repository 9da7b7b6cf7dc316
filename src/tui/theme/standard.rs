//! The four palettes that come with the program, and themes of one's own made from them.

use serde::Deserialize;

use super::contrast::{self, Finding};
use super::palette::{Colours, Palette, Rgb};
use crate::annotation::schema::Wash;
use crate::tui::depth::Background;

/// The palettes that come with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// High contrast for dark backgrounds.
    ContrastDark,
    /// High contrast for light backgrounds.
    ContrastLight,
}

impl Standard {
    /// All four.
    pub const ALL: [Standard; 4] = [Standard::Dark, Standard::Light, Standard::ContrastDark, Standard::ContrastLight];

    /// Whether every mark is also underlined and text held to a contrast of 7.
    #[must_use]
    pub fn is_contrast(self) -> bool {
        matches!(self, Standard::ContrastDark | Standard::ContrastLight)
    }

    /// Returns the backgrounds of terminals on which it is measured.
    #[must_use]
    pub fn grounds(self) -> &'static [Rgb] {
        const DARK: [Rgb; 3] = [Rgb(0, 0, 0), Rgb(0x18, 0x18, 0x1c), Rgb(0x28, 0x2a, 0x36)];
        const LIGHT: [Rgb; 3] = [Rgb(255, 255, 255), Rgb(0xfa, 0xfa, 0xf7), Rgb(0xfd, 0xf6, 0xe3)];
        match self {
            Standard::Dark | Standard::ContrastDark => &DARK,
            Standard::Light => &LIGHT,
            Standard::ContrastLight => &LIGHT[..2],
        }
    }
}

/// Which palette the reader wants: the setting `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Dark or light, by the terminal's background.
    #[default]
    Auto,
    /// Dark.
    Dark,
    /// Light.
    Light,
    /// High contrast, dark or light by the terminal's background.
    Contrast,
}

impl Wish {
    /// Whether the terminal's background has a say.
    #[must_use]
    pub fn asks_background(self) -> bool {
        matches!(self, Wish::Auto | Wish::Contrast)
    }

    /// Returns the palette wanted on `background`.
    #[must_use]
    pub fn on(self, background: Background) -> Standard {
        match (self, background) {
            (Wish::Dark, _) | (Wish::Auto, Background::Dark) => Standard::Dark,
            (Wish::Light, _) | (Wish::Auto, Background::Light) => Standard::Light,
            (Wish::Contrast, Background::Dark) => Standard::ContrastDark,
            (Wish::Contrast, Background::Light) => Standard::ContrastLight,
        }
    }
}

/// Text and ground of each label in 16 colours, by the terminal's own numbers; `None` is an underline.
pub type Sixteen = [Option<(u8, u8)>; Wash::ALL.len()];

/// The palettes that come with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    palettes: [Palette; 4],
    /// The labels in 16 colours.
    pub sixteen: Sixteen,
}

/// Why a file of palettes cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ThemesError {
    /// It is not RON of the right form.
    #[error("{0}")]
    Syntax(#[from] ron::error::SpannedError),
    /// A palette misses a colour.
    #[error("the palette {palette:?} has no colour `{missing}`")]
    Incomplete {
        /// The palette.
        palette: Standard,
        /// The first colour missing.
        missing: super::palette::Colour,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dark: Colours,
    light: Colours,
    contrast_dark: Colours,
    contrast_light: Colours,
    sixteen: SixteenFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SixteenFile {
    person: Option<(u8, u8)>,
    organization: Option<(u8, u8)>,
    place: Option<(u8, u8)>,
    date: Option<(u8, u8)>,
    group: Option<(u8, u8)>,
    event: Option<(u8, u8)>,
    number: Option<(u8, u8)>,
    other: Option<(u8, u8)>,
}

impl Themes {
    /// Returns the palettes of `assets/themes.ron`.
    ///
    /// # Panics
    ///
    /// Never: the file is part of the program and read by its tests.
    #[must_use]
    pub fn bundled() -> Themes {
        Themes::read(include_str!("../../../assets/themes.ron")).expect("the bundled palettes are complete")
    }

    /// Reads palettes in the form of `assets/themes.ron`.
    ///
    /// # Errors
    ///
    /// When `text` is not of that form, with line and column, or a palette misses a colour.
    pub fn read(text: &str) -> Result<Themes, ThemesError> {
        let File { dark, light, contrast_dark, contrast_light, sixteen: labels } = ron::from_str(text)?;
        let complete = |palette: Standard, colours: &Colours| {
            Palette::complete(colours).map_err(|missing| ThemesError::Incomplete { palette, missing })
        };
        let sixteen = [
            labels.person,
            labels.organization,
            labels.place,
            labels.date,
            labels.group,
            labels.event,
            labels.number,
            labels.other,
        ];
        Ok(Themes {
            palettes: [
                complete(Standard::Dark, &dark)?,
                complete(Standard::Light, &light)?,
                complete(Standard::ContrastDark, &contrast_dark)?,
                complete(Standard::ContrastLight, &contrast_light)?,
            ],
            sixteen,
        })
    }

    /// Returns the palette of `standard`.
    #[must_use]
    pub fn palette(&self, standard: Standard) -> &Palette {
        &self.palettes[standard as usize]
    }

    /// Returns the palette that `own` makes of a bundled one, and what is hard to read in it.
    ///
    /// # Errors
    ///
    /// The pairs that nobody could read, a contrast under 3, where there are any.
    pub fn own(&self, own: &OwnTheme) -> Result<(Palette, Vec<Finding>), Vec<Finding>> {
        let palette = self.palette(own.like).clone().with(&own.colours);
        let findings = contrast::findings(&palette, own.like);
        if findings.iter().any(Finding::refused) { Err(findings) } else { Ok((palette, findings)) }
    }
}

/// A theme of one's own: some colours in place of those of a bundled palette.
///
/// Written `(like: dark, colours: { accent: "#80c0ff" })`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTheme {
    /// The palette that gives all other colours, and the backgrounds it is measured on.
    pub like: Standard,
    /// The colours that differ.
    #[serde(default)]
    pub colours: Colours,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::palette::Colour;

    #[test]
    fn a_palette_without_a_colour_is_refused_by_name() {
        let text = include_str!("../../../assets/themes.ron").replacen("gutter: (\"#969696\", 246),", "", 1);
        let told = Themes::read(&text).expect_err("no gutter").to_string();
        assert_eq!(told, "the palette Dark has no colour `gutter`");
    }

    #[test]
    fn an_own_theme_changes_what_it_names_or_is_refused() {
        let themes = Themes::bundled();
        let own: OwnTheme = ron::from_str(r##"(like: light, colours: { accent: "#7a4800" })"##).expect("a theme");
        let (palette, findings) = themes.own(&own).expect("readable");
        assert_eq!(palette.tone(Colour::Accent).rgb, Rgb(0x7a, 0x48, 0));
        assert_eq!(palette.tone(Colour::Cue), themes.palette(Standard::Light).tone(Colour::Cue));
        assert!(findings.is_empty(), "{findings:?}");
        let white = OwnTheme { colours: ron::from_str(r##"{ cue: "#ffffff" }"##).expect("colours"), ..own };
        assert!(themes.own(&white).expect_err("white on white").iter().all(|found| found.name == Colour::Cue));
    }
}
