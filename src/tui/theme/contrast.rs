//! How well the colours of a palette can be told apart, by the contrast ratio of WCAG 2.
//!
//! Text asks for 4.5, in high contrast for 7, bars and underlines for 3; a thin rule is ornament. Text without a
//! ground of its own is measured over the terminal grounds that people use: the least favourable one counts.

use std::fmt;

use super::palette::{Colour, Palette, Rgb};
use super::standard::Standard;

/// A pair of colours that is harder to read than it should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// The colour of the text or mark.
    pub name: Colour,
    /// What it stands on: a colour of the theme, or a ground of the terminal.
    pub ground: Ground,
    /// Whether it was measured in 256 colours instead of 24 bits.
    pub indexed: bool,
    /// The contrast, 1 to 21.
    pub contrast: f64,
    /// What it should be at least.
    pub wanted: f64,
}

/// What a colour stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A colour of the theme.
    Own(Colour),
    /// A colour that a terminal may have as its background.
    Terminal(Rgb),
}

/// Below this nobody can be asked to read.
const UNREADABLE: f64 = 3.0;

impl Finding {
    /// Whether the palette must be refused for this: a contrast under 3.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.contrast < UNREADABLE
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` on ", self.name)?;
        match self.ground {
            Ground::Own(name) => write!(f, "`{name}`")?,
            Ground::Terminal(rgb) => write!(f, "a background of {rgb}")?,
        }
        let depth = if self.indexed { "256 colours" } else { "24 bit" };
        write!(f, " has a contrast of {:.1} in {depth}; ", self.contrast)?;
        if self.refused() { write!(f, "under 3 is refused") } else { write!(f, "{} is wanted", self.wanted) }
    }
}

/// Returns the contrast of two colours, 1 to 21, by WCAG 2.
#[must_use]
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { to_the_2_4((part + 0.055) / 1.055) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Returns `base` to the power of 2.4, for a base of 0.05 to 1: its square times the fifth root of that.
///
/// The general power would be the only thing that the program takes from the system's mathematical library, whose loading
/// each start would pay for; a test of the program's file sees to it.
fn to_the_2_4(base: f64) -> f64 {
    const STEPS: usize = 16;
    let square = base * base;
    let root = (0..STEPS).fold(1.0, |root: f64, _| (4.0 * root + square / (root * root * root * root)) / 5.0);
    square * root
}

/// Returns the pairs of `palette`, made in the manner of `standard`, whose contrast is too low.
#[must_use]
pub fn findings(palette: &Palette, standard: Standard) -> Vec<Finding> {
    measured(palette, standard).into_iter().filter(|pair| round(pair.contrast) < pair.wanted).collect()
}

/// Rounds to one decimal, as contrasts are told: 4.45 is 4.5.
pub(super) fn round(contrast: f64) -> f64 {
    (contrast * 10.0).round() / 10.0
}

/// Returns every pair that is held to a bar, at both depths.
pub(super) fn measured(palette: &Palette, standard: Standard) -> Vec<Finding> {
    use Colour::{
        Accent, Band, BandAccent, BandDim, BandFg, Bar, Candidate, Cue, Date, Differs, Dim, Error, ErrorBg, ErrorFg,
        Event, Group, Gutter, LabelFg, Link, Lit, LitFg, Number, Organization, Other, Person, Place, Saved, Search,
        SearchFg, Selection, SelectionFg, Warning,
    };
    let text = if standard.is_contrast() { 7.0 } else { 4.5 };
    let mut pairs = Vec::new();
    let mut pair = |name: Colour, ground: Ground, wanted: f64| {
        let tone = palette.tone(name);
        let (full, indexed) = match ground {
            Ground::Own(ground) => (palette.tone(ground).rgb, Rgb::of_index(palette.tone(ground).index)),
            Ground::Terminal(rgb) => (rgb, rgb),
        };
        for (indexed, contrast) in
            [(false, contrast(tone.rgb, full)), (true, contrast(Rgb::of_index(tone.index), indexed))]
        {
            pairs.push(Finding { name, ground, indexed, contrast, wanted });
        }
    };
    for wash in [Person, Organization, Place, Date, Group, Event, Number, Other] {
        pair(LabelFg, Ground::Own(wash), text);
    }
    for (name, ground) in [
        (SelectionFg, Selection),
        (BandFg, Band),
        (BandDim, Band),
        (BandAccent, Band),
        (Link, Band),
        (Differs, Band),
        (Warning, Band),
        (Error, Band),
        (LitFg, Lit),
        (SearchFg, Search),
        (ErrorFg, ErrorBg),
    ] {
        pair(name, Ground::Own(ground), text);
    }
    for ground in standard.grounds() {
        for name in [Accent, Cue, Link, Differs, Saved, Warning, Error, Dim, Gutter] {
            pair(name, Ground::Terminal(*ground), text);
        }
        for name in [Bar, Candidate] {
            pair(name, Ground::Terminal(*ground), UNREADABLE);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_power_is_that_of_the_library() {
        for level in 11..=255 {
            let base = (f64::from(level) / 255.0 + 0.055) / 1.055;
            assert!((to_the_2_4(base) - base.powf(2.4)).abs() < 1e-12, "{base}");
        }
    }

    #[test]
    fn black_and_white_are_21_apart() {
        assert_eq!(round(contrast(Rgb(0, 0, 0), Rgb(255, 255, 255))).to_string(), "21");
        assert_eq!(round(contrast(Rgb(119, 119, 119), Rgb(255, 255, 255))).to_string(), "4.5");
    }
}
