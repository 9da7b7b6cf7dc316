//! The palettes that come with the program, read from `assets/themes.ron`, and themes of one's own made from them.

use serde::Deserialize;

use super::contrast::{self, Finding};
use super::palette::{Colours, Palette};
use super::standard::Standard;
use crate::annotation::schema::Wash;

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
    use crate::tui::theme::contrast::{Ground, findings, measured, round};
    use crate::tui::theme::palette::{Colour, Rgb};

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

    fn worst(palette: &Palette, standard: Standard, name: Colour, ground: Option<Colour>, indexed: bool) -> f64 {
        let fits = |pair: &&Finding| match (pair.ground, ground) {
            (Ground::Own(on), Some(ground)) => on == ground,
            (Ground::Terminal(_), None) => true,
            _ => false,
        };
        let pairs = measured(palette, standard);
        let found = pairs.iter().filter(|pair| pair.name == name && pair.indexed == indexed).filter(fits);
        round(found.map(|pair| pair.contrast).fold(f64::INFINITY, f64::min))
    }

    #[test]
    fn every_bundled_palette_keeps_the_bars() {
        let themes = Themes::bundled();
        for standard in Standard::ALL {
            let found: Vec<_> = findings(themes.palette(standard), standard).iter().map(ToString::to_string).collect();
            assert!(found.is_empty(), "{standard:?}: {found:#?}");
        }
    }

    /// Some rows of the table that was measured when the colours were chosen; both must come out alike.
    #[test]
    fn the_contrasts_are_those_measured_before() {
        let themes = Themes::bundled();
        for (standard, name, ground, full, indexed) in [
            (Standard::Dark, Colour::Accent, None, 7.3, 6.9),
            (Standard::Dark, Colour::LabelFg, Some(Colour::Person), 5.2, 4.5),
            (Standard::Dark, Colour::Bar, None, 3.5, 3.6),
            (Standard::Dark, Colour::SelectionFg, Some(Colour::Selection), 9.5, 8.3),
            (Standard::Light, Colour::LabelFg, Some(Colour::Group), 9.0, 6.3),
            (Standard::Light, Colour::BandAccent, Some(Colour::Band), 6.0, 4.5),
            (Standard::Light, Colour::Candidate, None, 3.3, 3.3),
            (Standard::ContrastDark, Colour::Error, None, 7.8, 8.1),
            (Standard::ContrastLight, Colour::Cue, None, 10.7, 7.2),
        ] {
            let palette = themes.palette(standard);
            let told = [false, true].map(|depth| worst(palette, standard, name, ground, depth).to_string());
            assert_eq!(told, [full, indexed].map(|value: f64| value.to_string()), "{standard:?} {name} {ground:?}");
        }
    }

    #[test]
    fn a_pale_colour_is_told_and_an_invisible_one_refused() {
        let themes = Themes::bundled();
        let with = |colours: &str| {
            let colours: Colours = ron::from_str(colours).expect(colours);
            findings(&themes.palette(Standard::Dark).clone().with(&colours), Standard::Dark)
        };
        let pale = with(r##"{ dim: ("#8a8a8a", 250) }"##);
        assert_eq!(pale.len(), 1, "{pale:?}");
        assert_eq!(
            pale[0].to_string(),
            "`dim` on a background of #282a36 has a contrast of 4.1 in 24 bit; 4.5 is wanted"
        );
        assert!(!pale[0].refused());
        let gone = with(r##"{ lit_fg: ("#183e42", 255) }"##);
        assert_eq!(
            gone.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["`lit_fg` on `lit` has a contrast of 1.0 in 24 bit; under 3 is refused"]
        );
        assert!(gone[0].refused());
    }
}
