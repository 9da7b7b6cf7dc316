//! All that goes to the terminal for one picture, as one piece of bytes.

use super::canvas::Canvas;
use super::depth::{Background, Depth};
use super::theme::Theme;
use super::theme::bundled::Themes;
use super::theme::palette::Palette;
use super::theme::standard::{Standard, Wish};
use crate::editor::scene::Scene;

/// How pictures look and what the terminal is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where the colours come from.
    pub colours: ColourSource,
    /// How many colours there are.
    pub depth: Depth,
    /// Whether underlines may have a colour of their own.
    pub coloured_underlines: bool,
    /// Whether the terminal's background is dark or light, if that is known.
    pub background: Option<Background>,
    /// Whether the mouse is reported; if not, the terminal's own selection works without Shift.
    pub mouse: bool,
    /// Whether the terminal takes operating system commands: its title, its background, its clipboard.
    pub commands: bool,
}

/// Where the colours come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColourSource {
    /// A bundled palette.
    Bundled(Wish),
    /// A palette of the reader's own, made in the manner of a bundled one.
    Own(Box<Palette>, Standard),
}

impl Options {
    /// Whether it would help to ask the terminal for its background.
    #[must_use]
    pub fn asks_background(&self) -> bool {
        let open = matches!(self.colours, ColourSource::Bundled(wish) if wish.asks_background());
        open && self.commands && self.depth.is_rich() && self.background.is_none()
    }

    fn theme(&self) -> Theme {
        let themes = Themes::bundled();
        let theme = match &self.colours {
            ColourSource::Own(palette, standard) => Theme::new(palette, *standard, &themes.sixteen, self.depth),
            ColourSource::Bundled(wish) => {
                let standard = wish.on(self.background.unwrap_or_default());
                Theme::new(themes.palette(standard), standard, &themes.sixteen, self.depth)
            }
        };
        if self.coloured_underlines { theme } else { theme.with_plain_underlines() }
    }
}

/// Puts together the bytes of each picture.
#[derive(Debug)]
pub(super) struct Composer {
    options: Options,
    theme: Theme,
    canvas: Canvas,
    title: String,
    /// Whether the terminal is still to be asked for its background, after the next picture.
    asks: bool,
    bytes: Vec<u8>,
}

/// Pictures longer than this may reach the terminal in pieces; it is told to show them at once (mode 2026).
const SHOWN_AT_ONCE: usize = 1024;
/// A window's title has no use for more characters.
const LONGEST_TITLE: usize = 200;

impl Composer {
    pub(super) fn new(options: Options) -> Self {
        let (theme, asks) = (options.theme(), options.asks_background());
        Composer { options, theme, canvas: Canvas::new(), title: String::new(), asks, bytes: Vec::new() }
    }

    /// Returns the bytes that make the terminal show `scene`, after `before`.
    pub(super) fn picture(&mut self, scene: &Scene, before: &str) -> &[u8] {
        self.bytes.clear();
        self.bytes.extend_from_slice(before.as_bytes());
        let picture = self.canvas.draw(scene, &self.theme);
        let at_once = picture.len() > SHOWN_AT_ONCE;
        if at_once {
            self.bytes.extend_from_slice(b"\x1b[?2026h");
        }
        self.bytes.extend_from_slice(picture);
        if at_once {
            self.bytes.extend_from_slice(b"\x1b[?2026l");
        }
        if self.options.commands && self.title != scene.title {
            self.title.clone_from(&scene.title);
            self.bytes.extend_from_slice(window_title(&scene.title).as_bytes());
        }
        if std::mem::take(&mut self.asks) {
            self.bytes.extend_from_slice(b"\x1b]11;?\x1b\\");
        }
        &self.bytes
    }

    /// Chooses the colours anew for `background`.
    pub(super) fn learn(&mut self, background: Background) {
        if self.options.background != Some(background) {
            self.options.background = Some(background);
            self.theme = self.options.theme();
            self.canvas.repaint();
        }
    }

    /// Forgets what the terminal shows.
    pub(super) fn forget(&mut self) {
        self.canvas.forget();
        self.title.clear();
    }
}

/// The sequence that gives the window a title, with nothing in it that could end it early.
fn window_title(words: &str) -> String {
    let mut sequence = String::from("\x1b]2;");
    sequence.extend(words.chars().filter(|character| !character.is_control()).take(LONGEST_TITLE));
    sequence.push_str("\x1b\\");
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::scene::{Ink, Piece, Role};

    fn options() -> Options {
        Options {
            colours: ColourSource::Bundled(Wish::Auto),
            depth: Depth::Indexed256,
            coloured_underlines: true,
            background: None,
            mouse: true,
            commands: true,
        }
    }

    fn scene(text: &str, title: &str) -> Scene {
        let piece = Piece { x: 0, y: 0, text: text.to_owned(), ink: Ink::of(Role::Accent) };
        Scene { width: 40, height: 40, pieces: vec![piece], cursor: None, title: title.to_owned() }
    }

    fn told(composer: &mut Composer, scene: &Scene) -> String {
        String::from_utf8(composer.picture(scene, "").to_vec()).expect("UTF-8").replace('\x1b', "^")
    }

    #[test]
    fn the_background_is_asked_for_once_after_the_first_picture() {
        let mut composer = Composer::new(options());
        let first = told(&mut composer, &scene("x", ""));
        assert!(first.ends_with("^]11;?^\\"), "{first}");
        assert_eq!(told(&mut composer, &scene("x", "")), "");
    }

    #[test]
    fn nothing_is_asked_that_is_known_or_would_change_nothing() {
        assert!(options().asks_background());
        let contrast = ColourSource::Bundled(Wish::Contrast);
        assert!(Options { colours: contrast, ..options() }.asks_background());
        for known in [
            Options { background: Some(Background::Dark), ..options() },
            Options { colours: ColourSource::Bundled(Wish::Light), ..options() },
            Options { depth: Depth::Sixteen, ..options() },
            Options { commands: false, ..options() },
        ] {
            assert!(!known.asks_background(), "{known:?}");
        }
    }

    #[test]
    fn an_answer_changes_the_colours_and_nothing_else() {
        let mut composer = Composer::new(options());
        let first = told(&mut composer, &scene("key", ""));
        assert!(first.contains("38;5;179"), "{first}");
        composer.learn(Background::Light);
        assert_eq!(told(&mut composer, &scene("key", "")), "^[H^[1;38;5;94mkey^[m");
        composer.learn(Background::Light);
        assert_eq!(told(&mut composer, &scene("key", "")), "");
    }

    #[test]
    fn underlines_are_plain_where_the_terminal_knows_no_colour_for_them() {
        let mut likely = scene("name", "");
        likely.pieces[0].ink = Ink { candidate: true, ..Ink::default() };
        let told = |coloured_underlines| {
            told(&mut Composer::new(Options { coloured_underlines, commands: false, ..options() }), &likely)
        };
        assert!(told(true).contains("^[4m^[58:5:244mname"));
        assert!(told(false).contains("^[4mname"));
    }

    #[test]
    fn the_title_is_sent_when_it_changes_and_cannot_break_out() {
        let mut composer = Composer::new(Options { background: Some(Background::Dark), ..options() });
        assert!(told(&mut composer, &scene("x", "a pair")).ends_with("^]2;a pair^\\"));
        assert_eq!(told(&mut composer, &scene("x", "a pair")), "");
        assert_eq!(told(&mut composer, &scene("x", "ş\x1b\\\x07\u{9c}")), "^]2;ş\\^\\");
        let mut plain = Composer::new(Options { commands: false, ..options() });
        assert!(!told(&mut plain, &scene("x", "a pair")).contains("a pair"));
    }

    #[test]
    fn a_large_picture_is_shown_at_once() {
        let mut composer = Composer::new(Options { commands: false, ..options() });
        let rows = (0..40).map(|y| Piece { x: 0, y, text: "words and words".repeat(3), ink: Ink::default() });
        let large = Scene { width: 40, height: 40, pieces: rows.collect(), ..Scene::default() };
        let bytes = told(&mut composer, &large);
        assert!(bytes.starts_with("^[?2026h^[m^[2J") && bytes.ends_with("^[?2026l"), "{bytes}");
    }
}
