//! What the terminal can show, told by the environment alone: colours, background, signs.
//!
//! Nothing here asks the terminal or the system; the values come as they are.

use serde::{Deserialize, Serialize};

use crate::editor::scene::Signs;

/// How many colours there are to draw with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Twenty-four bits.
    TrueColor,
    /// 256, of which the first sixteen are the reader's.
    Indexed256,
    /// Sixteen, all of them the reader's.
    Sixteen,
    /// None: bold, italic, underline and reverse only.
    None,
}

impl Depth {
    /// Whether colours carry the marks; otherwise text attributes do.
    #[must_use]
    pub fn is_rich(self) -> bool {
        matches!(self, Depth::TrueColor | Depth::Indexed256)
    }
}

/// Whether colours are wanted: the option `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorWish {
    /// As the environment says.
    #[default]
    Auto,
    /// Whatever `NO_COLOR` says.
    Always,
    /// None.
    Never,
}

/// Whether the terminal's own background is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Background {
    /// Light text on it.
    #[default]
    Dark,
    /// Dark text on it.
    Light,
}

/// What the environment says of the terminal: the values of the variables of these names, where they are set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// `TERM`, the kind of terminal.
    pub term: Option<&'a str>,
    /// `COLORTERM`.
    pub colorterm: Option<&'a str>,
    /// `NO_COLOR`; counts when it is not empty.
    pub no_color: Option<&'a str>,
    /// `COLORFGBG`, set by some terminals: text and background by number.
    pub colorfgbg: Option<&'a str>,
    /// `LC_ALL`.
    pub lc_all: Option<&'a str>,
    /// `LC_CTYPE`.
    pub lc_ctype: Option<&'a str>,
    /// `LANG`.
    pub lang: Option<&'a str>,
}

/// Names in `TERM` of terminals that show 24 bits and do not always set `COLORTERM`, as over SSH.
const TRUE_COLOR_TERMS: [&str; 8] = ["alacritty", "contour", "foot", "ghostty", "kitty", "mintty", "rio", "wezterm"];

/// Names in `TERM` of terminals without colours.
const COLOURLESS_TERMS: [&str; 8] = ["ansi-m", "dumb", "unknown", "vt100", "vt102", "vt220", "vt320", "xterm-mono"];

impl Surroundings<'_> {
    /// Returns how many colours to draw with.
    #[must_use]
    pub fn depth(&self, wish: ColorWish) -> Depth {
        let told = self.depth_of_terminal();
        match wish {
            ColorWish::Never => Depth::None,
            ColorWish::Auto if self.no_color.is_some_and(|value| !value.is_empty()) => Depth::None,
            ColorWish::Always if told == Depth::None => Depth::Sixteen,
            ColorWish::Auto | ColorWish::Always => told,
        }
    }

    fn depth_of_terminal(&self) -> Depth {
        let term = self.term.unwrap_or_default();
        if term.is_empty() || COLOURLESS_TERMS.contains(&term) || term.ends_with("-m") || term.ends_with("-mono") {
            return Depth::None;
        }
        let colorterm = self.colorterm.unwrap_or_default();
        let mut words = term.split(['-', '+', '.']);
        if matches!(colorterm, "truecolor" | "24bit")
            || term.ends_with("-direct")
            || words.any(|word| TRUE_COLOR_TERMS.contains(&word))
        {
            Depth::TrueColor
        } else if term.contains("256") {
            Depth::Indexed256
        } else {
            Depth::Sixteen
        }
    }

    /// Whether the terminal is said to draw nothing but text: `TERM=dumb` and the like.
    #[must_use]
    pub fn is_dumb(&self) -> bool {
        matches!(self.term, None | Some("" | "dumb" | "unknown"))
    }

    /// Whether the terminal can be trusted to leave out operating system commands (OSC) that it does not know, such as
    /// the window's title; some print them.
    #[must_use]
    pub fn takes_commands(&self) -> bool {
        !self.is_dumb() && !self.term.is_some_and(|term| term == "linux" || term.starts_with("vt"))
    }

    /// Whether underlines may have a colour of their own. GNU screen takes the colour's number for other attributes, and
    /// text would blink.
    #[must_use]
    pub fn colours_underlines(&self) -> bool {
        !self.term.is_some_and(|term| term.starts_with("screen"))
    }

    /// Returns what `COLORFGBG` says of the background, if it says anything.
    #[must_use]
    pub fn background(&self) -> Option<Background> {
        match self.colorfgbg?.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Background::Dark),
            7 | 9..=15 => Some(Background::Light),
            _ => None::<Background>,
        }
    }

    /// Returns the signs that the locale allows where the reader has not chosen.
    #[must_use]
    pub fn signs(&self, wish: Signs) -> Signs {
        let unicode = || {
            let locale = self.locale().to_ascii_lowercase();
            !self.is_dumb() && (locale.contains("utf-8") || locale.contains("utf8"))
        };
        match wish {
            Signs::Auto if unicode() => Signs::Unicode,
            Signs::Auto => Signs::Ascii,
            chosen => chosen,
        }
    }

    /// Whether the locale is one whose terminals may draw signs such as `≡` and `─` two cells wide: Chinese, Japanese
    /// or Korean. Then `signs = ascii` is worth a hint.
    #[must_use]
    pub fn signs_may_be_wide(&self) -> bool {
        ["zh", "ja", "ko"].iter().any(|language| {
            self.locale()
                .strip_prefix(language)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '.', '@']))
        })
    }

    /// Returns the locale for characters; empty when none is set.
    fn locale(&self) -> &str {
        let set = [self.lc_all, self.lc_ctype, self.lang];
        set.into_iter().flatten().find(|value| !value.is_empty()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(term: &str, colorterm: &str) -> Depth {
        Surroundings { term: Some(term), colorterm: Some(colorterm), ..Surroundings::default() }.depth(ColorWish::Auto)
    }

    #[test]
    fn colours_are_as_many_as_the_terminal_says() {
        for (term, colorterm, expected) in [
            ("xterm-256color", "truecolor", Depth::TrueColor),
            ("xterm-256color", "24bit", Depth::TrueColor),
            ("xterm-kitty", "", Depth::TrueColor),
            ("foot-extra", "", Depth::TrueColor),
            ("xterm-direct", "", Depth::TrueColor),
            ("screen-256color", "", Depth::Indexed256),
            ("xterm-256color", "yes", Depth::Indexed256),
            ("xterm", "", Depth::Sixteen),
            ("linux", "", Depth::Sixteen),
            ("footage", "", Depth::Sixteen),
            ("dumb", "truecolor", Depth::None),
            ("vt100", "", Depth::None),
            ("", "", Depth::None),
        ] {
            assert_eq!(depth(term, colorterm), expected, "{term} {colorterm}");
        }
        assert_eq!(Surroundings::default().depth(ColorWish::Auto), Depth::None);
    }

    #[test]
    fn a_wish_for_colours_goes_before_the_environment() {
        let mut there = Surroundings { term: Some("xterm-256color"), no_color: Some("1"), ..Surroundings::default() };
        assert_eq!(there.depth(ColorWish::Auto), Depth::None);
        assert_eq!(there.depth(ColorWish::Always), Depth::Indexed256);
        there.no_color = Some("");
        assert_eq!(there.depth(ColorWish::Auto), Depth::Indexed256);
        assert_eq!(there.depth(ColorWish::Never), Depth::None);
        there.term = Some("dumb");
        assert_eq!(there.depth(ColorWish::Always), Depth::Sixteen);
    }

    #[test]
    fn commands_are_kept_from_terminals_that_print_them() {
        let takes = |term| Surroundings { term, ..Surroundings::default() }.takes_commands();
        assert!(takes(Some("xterm-256color")) && takes(Some("tmux")));
        assert!(!takes(Some("linux")) && !takes(Some("vt220")) && !takes(Some("dumb")) && !takes(None));
    }

    #[test]
    fn underlines_stay_plain_where_their_colour_would_blink() {
        let colours = |term| Surroundings { term: Some(term), ..Surroundings::default() }.colours_underlines();
        assert!(colours("xterm-256color") && colours("tmux-256color"));
        assert!(!colours("screen-256color"));
    }

    #[test]
    fn the_background_is_the_last_of_the_two_numbers() {
        let background = |value| Surroundings { colorfgbg: Some(value), ..Surroundings::default() }.background();
        assert_eq!(background("15;0"), Some(Background::Dark));
        assert_eq!(background("0;15"), Some(Background::Light));
        assert_eq!(background("0;default;7"), Some(Background::Light));
        assert_eq!(background("7;8"), Some(Background::Dark));
        for nothing in ["", "15;default", "1;300", "1;16"] {
            assert_eq!(background(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_first_locale_that_is_set_decides_the_signs() {
        let signs = |lc_all, lc_ctype, lang| {
            let term = Some("xterm");
            Surroundings { term, lc_all, lc_ctype, lang, ..Surroundings::default() }.signs(Signs::Auto)
        };
        assert_eq!(signs(None, None, Some("de_DE.UTF-8")), Signs::Unicode);
        assert_eq!(signs(Some(""), Some("C.utf8"), Some("C")), Signs::Unicode);
        assert_eq!(signs(Some("C"), None, Some("de_DE.UTF-8")), Signs::Ascii);
        assert_eq!(signs(None, None, Some("tr_TR.ISO-8859-9")), Signs::Ascii);
        assert_eq!(signs(None, None, None), Signs::Ascii);
        let dumb = Surroundings { term: Some("dumb"), lang: Some("C.UTF-8"), ..Surroundings::default() };
        assert_eq!(dumb.signs(Signs::Auto), Signs::Ascii);
        assert_eq!(dumb.signs(Signs::Unicode), Signs::Unicode);
    }

    #[test]
    fn signs_may_be_wide_where_texts_are() {
        let wide = |lang| Surroundings { lang: Some(lang), ..Surroundings::default() }.signs_may_be_wide();
        assert!(wide("ja_JP.UTF-8") && wide("ko") && wide("zh_TW.Big5"));
        assert!(!wide("jam_JM.UTF-8") && !wide("C") && !wide(""));
    }
}
