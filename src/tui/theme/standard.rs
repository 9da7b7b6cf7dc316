//! The four palettes that come with the program, by name, and which of them is wanted.

use serde::Deserialize;

use super::palette::Rgb;
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
    /// High contrast for dark backgrounds.
    ContrastDark,
    /// High contrast for light backgrounds.
    ContrastLight,
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
            (Wish::ContrastDark, _) | (Wish::Contrast, Background::Dark) => Standard::ContrastDark,
            (Wish::ContrastLight, _) | (Wish::Contrast, Background::Light) => Standard::ContrastLight,
        }
    }
}
