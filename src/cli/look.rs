//! How the screen looks: the settings, the arguments and what the terminal is good for, put together.

use super::args::{Theme, When};
use super::output::Failure;
use crate::config::Config;
use crate::config::theme::ThemeChoice;
use crate::editor::scene::Signs;
use crate::tui::depth::{ColorWish, Depth, Surroundings};
use crate::tui::theme::bundled::{OwnTheme, Themes};
use crate::tui::theme::standard::Wish;
use crate::tui::{ColourSource, Options};

/// The look of the screen, with what is to be told of it.
#[derive(Debug)]
pub struct Look {
    /// What the terminal is asked for.
    pub terminal: Options,
    /// Whether marks are made of ASCII alone.
    pub ascii: bool,
    /// Whether tags have their letters under each row at the start.
    pub tag_lines: bool,
    /// Sentences on colours that are hard to read.
    pub told: Vec<String>,
}

/// Returns the look that `config` asks for, with what the arguments say in its place.
///
/// # Errors
///
/// When a theme of one's own cannot be read by anybody.
pub fn look(
    config: &Config,
    theme: Option<Theme>,
    color: When,
    surroundings: &Surroundings<'_>,
) -> Result<Look, Failure> {
    let (colours, told) = match theme {
        Some(theme) => (ColourSource::Bundled(named(theme)), Vec::new()),
        None => chosen(&config.theme)?,
    };
    let depth = surroundings.depth(wish(color));
    let terminal = Options {
        colours,
        depth,
        coloured_underlines: surroundings.colours_underlines(),
        background: surroundings.background(),
        mouse: config.mouse,
        commands: surroundings.takes_commands(),
    };
    let ascii = surroundings.signs(config.signs) == Signs::Ascii;
    Ok(Look { terminal, ascii, tag_lines: config.tag_lines.shown(depth != Depth::None), told })
}

/// Returns `color` as the terminal understands it.
pub fn wish(color: When) -> ColorWish {
    match color {
        When::Auto => ColorWish::Auto,
        When::Always => ColorWish::Always,
        When::Never => ColorWish::Never,
    }
}

fn named(theme: Theme) -> Wish {
    match theme {
        Theme::Auto => Wish::Auto,
        Theme::Dark => Wish::Dark,
        Theme::Light => Wish::Light,
        Theme::Contrast => Wish::Contrast,
    }
}

fn chosen(theme: &ThemeChoice) -> Result<(ColourSource, Vec<String>), Failure> {
    let wish = match theme {
        ThemeChoice::Auto => Wish::Auto,
        ThemeChoice::Dark => Wish::Dark,
        ThemeChoice::Light => Wish::Light,
        ThemeChoice::Contrast => Wish::Contrast,
        ThemeChoice::ContrastDark => Wish::ContrastDark,
        ThemeChoice::ContrastLight => Wish::ContrastLight,
        ThemeChoice::Own(own) => return self::own(&own.to_ron()),
    };
    Ok((ColourSource::Bundled(wish), Vec::new()))
}

/// Returns the theme that `written` describes, and what is hard to read in it.
fn own(written: &str) -> Result<(ColourSource, Vec<String>), Failure> {
    let own: OwnTheme = ron::from_str(written)
        .map_err(|error| Failure::new(format_args!("cannot use the theme of the settings: {error}")))?;
    match Themes::bundled().own(&own) {
        Ok((palette, findings)) => {
            let told = findings.iter().map(|finding| format!("the theme: {finding}")).collect();
            Ok((ColourSource::Own(Box::new(palette), own.like), told))
        }
        Err(findings) => {
            let worst = findings.iter().find(|finding| finding.refused()).or(findings.first());
            let why = worst.map(ToString::to_string).unwrap_or_default();
            Err(Failure::new(format_args!("cannot use the theme of the settings: {why}"))
                .hint("choose a colour further from its ground, or leave it out"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RICH: Surroundings<'static> = Surroundings {
        term: Some("xterm-256color"),
        colorterm: Some("truecolor"),
        no_color: None,
        colorfgbg: None,
        lc_all: None,
        lc_ctype: None,
        lang: Some("C.UTF-8"),
    };

    fn config(text: &str) -> Config {
        Config::read(text).expect("settings without a fault")
    }

    #[test]
    fn an_argument_goes_before_the_settings() {
        let look = look(&config("(theme: dark)"), Some(Theme::Light), When::Never, &RICH).expect("plain colours");
        assert_eq!(look.terminal.colours, ColourSource::Bundled(Wish::Light));
        assert_eq!((look.terminal.depth, look.tag_lines, look.ascii), (Depth::None, true, false));
    }

    #[test]
    fn a_terminal_without_utf8_gets_ascii_and_a_dumb_one_no_commands() {
        let poor = Surroundings { term: Some("dumb"), lang: Some("C"), ..RICH };
        let look = look(&Config::default(), None, When::Auto, &poor).expect("plain colours");
        assert!(look.ascii && !look.terminal.commands && look.tag_lines);
    }

    #[test]
    fn a_theme_that_nobody_can_read_is_refused_with_its_figure() {
        let own = |accent: &str| config(&format!("(theme: own(like: dark, colours: {{ accent: \"{accent}\" }}))"));
        let refused = look(&own("#202020"), None, When::Auto, &RICH).expect_err("grey on black").to_string();
        assert!(refused.contains("`accent` on a background of") && refused.contains("under 3"), "{refused}");
        let kept = look(&own("#e0b25c"), None, When::Auto, &RICH).expect("the bundled accent");
        assert!(matches!(kept.terminal.colours, ColourSource::Own(..)) && kept.told.is_empty(), "{:?}", kept.told);
    }
}
