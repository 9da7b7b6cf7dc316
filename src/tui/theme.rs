//! Themes: from what a piece of text means to how it looks.
//!
//! A [`Theme`] is a palette made ready for one depth of colour. In 24 bits and 256 colours (*rich*) the marks are
//! colours; with sixteen colours or none (*flat*) they are attributes, and of the sixteen only the grounds of labels
//! are used, because those colours are the reader's own.

pub mod bundled;
pub mod contrast;
pub mod palette;
pub mod standard;

use ratatui::style::{Color, Modifier, Style};

use self::bundled::{Sixteen, Themes};
use self::palette::{Colour, Palette, Rgb, Tone};
use self::standard::Standard;
use super::depth::Depth;
use crate::annotation::schema::Wash;
use crate::editor::scene::{Ink, Role};

const ROLES: usize = Role::Alarm as usize + 1;

/// Every style that a piece can need, worked out beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    rich: bool,
    roles: [Style; ROLES],
    on_band: [Style; ROLES],
    washes: [Style; Wash::ALL.len()],
    selected: Style,
    hit: Style,
    lit: Style,
    candidate: Style,
}

/// The roles in the order of their numbers.
const ALL_ROLES: [Role; ROLES] = [
    Role::Text,
    Role::Dim,
    Role::Gutter,
    Role::Rule,
    Role::Accent,
    Role::Cue,
    Role::Bar,
    Role::Link,
    Role::Differs,
    Role::Saved,
    Role::Warning,
    Role::Error,
    Role::Alarm,
];

/// The terminal's own text on its own ground.
const PLAIN: Style = Style {
    fg: Some(Color::Reset),
    bg: Some(Color::Reset),
    underline_color: Some(Color::Reset),
    add_modifier: Modifier::empty(),
    sub_modifier: Modifier::empty(),
};

impl Theme {
    /// Returns the bundled theme `standard` at `depth`.
    #[must_use]
    pub fn bundled(standard: Standard, depth: Depth) -> Theme {
        let themes = Themes::bundled();
        Theme::new(themes.palette(standard), standard, &themes.sixteen, depth)
    }

    /// Returns the theme of `palette`, made in the manner of `standard`, at `depth`.
    #[must_use]
    pub fn new(palette: &Palette, standard: Standard, sixteen: &Sixteen, depth: Depth) -> Theme {
        match depth {
            Depth::TrueColor => Theme::rich(standard, |name| true_color(palette.tone(name))),
            Depth::Indexed256 => Theme::rich(standard, |name| Color::Indexed(palette.tone(name).index)),
            Depth::Sixteen => Theme::flat(sixteen),
            Depth::None => Theme::flat(&[None; Wash::ALL.len()]),
        }
    }

    fn rich(standard: Standard, color: impl Fn(Colour) -> Color) -> Theme {
        let block = |text, ground| PLAIN.fg(color(text)).bg(color(ground));
        let wash = |wash: Wash| {
            let style = block(Colour::LabelFg, wash.into());
            if standard.is_contrast() { style.add_modifier(Modifier::UNDERLINED) } else { style }
        };
        let manner = |role| match role {
            Role::Accent | Role::Alarm => Modifier::BOLD,
            Role::Cue => Modifier::ITALIC,
            _ => Modifier::empty(),
        };
        let alarm = block(Colour::ErrorFg, Colour::ErrorBg);
        let plain = |role| match role {
            Role::Alarm => alarm,
            _ => own_colour(role).map_or(PLAIN, |name| PLAIN.fg(color(name))),
        };
        let on_band = |role| match role {
            Role::Alarm => alarm,
            _ => block(colour_on_band(role), Colour::Band),
        };
        Theme {
            rich: true,
            roles: ALL_ROLES.map(|role| plain(role).add_modifier(manner(role))),
            on_band: ALL_ROLES.map(|role| on_band(role).add_modifier(manner(role))),
            washes: Wash::ALL.map(wash),
            selected: block(Colour::SelectionFg, Colour::Selection).add_modifier(Modifier::BOLD),
            hit: block(Colour::SearchFg, Colour::Search).add_modifier(Modifier::BOLD),
            lit: block(Colour::LitFg, Colour::Lit),
            candidate: Style::new().underline_color(color(Colour::Candidate)).add_modifier(Modifier::UNDERLINED),
        }
    }

    fn flat(sixteen: &Sixteen) -> Theme {
        let manner = |role| match role {
            Role::Accent | Role::Differs | Role::Warning | Role::Error => Modifier::BOLD,
            Role::Dim | Role::Gutter | Role::Rule | Role::Saved => Modifier::DIM,
            Role::Cue => Modifier::ITALIC,
            Role::Alarm => Modifier::BOLD.union(Modifier::REVERSED),
            Role::Text | Role::Bar | Role::Link => Modifier::empty(),
        };
        let wash = |label: Option<(u8, u8)>| match label {
            Some((text, ground)) => PLAIN.fg(named(text)).bg(named(ground)),
            None => PLAIN.add_modifier(Modifier::UNDERLINED),
        };
        let roles = ALL_ROLES.map(|role| PLAIN.add_modifier(manner(role)));
        Theme {
            rich: false,
            roles,
            on_band: roles,
            washes: sixteen.map(wash),
            selected: PLAIN.add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            hit: PLAIN.add_modifier(Modifier::REVERSED),
            lit: PLAIN.add_modifier(Modifier::UNDERLINED),
            candidate: Style::new().add_modifier(Modifier::DIM.union(Modifier::UNDERLINED)),
        }
    }

    /// Returns this theme with underlines in the colour of their text.
    #[must_use]
    pub fn with_plain_underlines(mut self) -> Theme {
        self.candidate.underline_color = None;
        self
    }

    /// Returns how `ink` looks: every colour is given, the terminal's own as [`Color::Reset`].
    #[must_use]
    pub fn style(&self, ink: Ink) -> Style {
        let role = ink.role as usize;
        let spoken = if ink.band { self.on_band[role] } else { self.roles[role] };
        let mut style = if ink.selected {
            self.selected
        } else if ink.hit {
            self.hit
        } else if ink.lit {
            self.lit
        } else if let Some(wash) = ink.wash {
            self.washes[wash as usize]
        } else {
            spoken
        };
        let carried = Modifier::BOLD.union(Modifier::ITALIC);
        style.add_modifier |= spoken.add_modifier & carried;
        let mut set = |on, modifier| {
            if on {
                style.add_modifier |= modifier;
            }
        };
        set(ink.bold, Modifier::BOLD);
        set(ink.italic, Modifier::ITALIC);
        set(ink.block, Modifier::REVERSED);
        set(ink.underline || ink.nested, Modifier::UNDERLINED);
        let settled = ink.selected || ink.hit || style.add_modifier.contains(Modifier::UNDERLINED);
        if ink.candidate && !settled {
            style.underline_color = self.candidate.underline_color.or(style.underline_color);
            style.add_modifier |= self.candidate.add_modifier;
        }
        style
    }

    /// Whether colours carry the marks; otherwise text attributes do.
    #[must_use]
    pub fn is_rich(&self) -> bool {
        self.rich
    }
}

/// The colour in which a role speaks on the terminal's own ground, if it has one.
fn own_colour(role: Role) -> Option<Colour> {
    match role {
        Role::Text => None,
        Role::Dim => Some(Colour::Dim),
        Role::Gutter => Some(Colour::Gutter),
        Role::Rule => Some(Colour::Rule),
        Role::Accent => Some(Colour::Accent),
        Role::Cue => Some(Colour::Cue),
        Role::Bar => Some(Colour::Bar),
        Role::Link => Some(Colour::Link),
        Role::Differs => Some(Colour::Differs),
        Role::Saved => Some(Colour::Saved),
        Role::Warning => Some(Colour::Warning),
        Role::Error => Some(Colour::Error),
        Role::Alarm => Some(Colour::ErrorFg),
    }
}

/// The colour in which a role speaks on the band: only colours that were measured there.
fn colour_on_band(role: Role) -> Colour {
    match role {
        Role::Dim | Role::Gutter | Role::Rule => Colour::BandDim,
        Role::Accent => Colour::BandAccent,
        Role::Link => Colour::Link,
        Role::Differs => Colour::Differs,
        Role::Warning => Colour::Warning,
        Role::Error => Colour::Error,
        Role::Alarm => Colour::ErrorFg,
        Role::Text | Role::Cue | Role::Bar | Role::Saved => Colour::BandFg,
    }
}

fn true_color(tone: Tone) -> Color {
    let Rgb(red, green, blue) = tone.rgb;
    Color::Rgb(red, green, blue)
}

/// Returns the colour that terminals know by name, so that its short sequence is used.
fn named(number: u8) -> Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMED.get(usize::from(number)).copied().unwrap_or(Color::Indexed(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const B: Modifier = Modifier::BOLD;
    const I: Modifier = Modifier::ITALIC;
    const U: Modifier = Modifier::UNDERLINED;
    const R: Modifier = Modifier::REVERSED;
    const D: Modifier = Modifier::DIM;

    fn theme(depth: Depth) -> Theme {
        Theme::bundled(Standard::Dark, depth)
    }

    fn look(theme: &Theme, ink: Ink) -> (Color, Color, Modifier) {
        let style = theme.style(ink);
        (style.fg.expect("text colour"), style.bg.expect("ground"), style.add_modifier)
    }

    #[test]
    fn roles_are_numbered_as_they_are_listed() {
        for (place, role) in ALL_ROLES.into_iter().enumerate() {
            assert_eq!(role as usize, place);
        }
        for (place, wash) in Wash::ALL.into_iter().enumerate() {
            assert_eq!(wash as usize, place);
        }
    }

    #[test]
    fn the_first_of_selection_hit_lit_wash_and_band_gives_the_ground() {
        let theme = theme(Depth::Indexed256);
        let mut ink = Ink::of(Role::Cue).wash(Wash::Place).band().bold();
        (ink.selected, ink.hit, ink.lit) = (true, true, true);
        let grounds = [179, 240, 23, 22, 236].map(Color::Indexed);
        let mut found = Vec::new();
        for drop in 0..5 {
            match drop {
                1 => ink.selected = false,
                2 => ink.hit = false,
                3 => ink.lit = false,
                4 => ink.wash = None,
                _ => {}
            }
            found.push(look(&theme, ink).1);
            assert_eq!(look(&theme, ink).2, B | I, "bold and italic stay");
        }
        assert_eq!(found, grounds);
        ink.band = false;
        assert_eq!(look(&theme, ink), (Color::Indexed(73), Color::Reset, B | I));
    }

    #[test]
    fn plain_text_keeps_the_colours_of_the_reader() {
        for depth in [Depth::TrueColor, Depth::Indexed256, Depth::Sixteen, Depth::None] {
            assert_eq!(look(&theme(depth), Ink::default()), (Color::Reset, Color::Reset, Modifier::empty()));
        }
    }

    #[test]
    fn a_wash_brings_its_own_text_colour() {
        let ink = Ink::of(Role::Cue).wash(Wash::Person);
        assert_eq!(
            look(&theme(Depth::TrueColor), ink),
            (Color::Rgb(0xf0, 0xee, 0xe8), Color::Rgb(0x80, 0x55, 0x72), I)
        );
        assert_eq!(look(&theme(Depth::Sixteen), ink), (Color::White, Color::Magenta, I));
        assert_eq!(look(&theme(Depth::None), ink), (Color::Reset, Color::Reset, I | U));
        let other = Ink::default().wash(Wash::Other);
        assert_eq!(look(&theme(Depth::Sixteen), other), (Color::Reset, Color::Reset, U));
        let contrast = Theme::bundled(Standard::ContrastLight, Depth::Indexed256);
        assert_eq!(look(&contrast, other), (Color::Indexed(16), Color::Indexed(251), U));
    }

    #[test]
    fn a_likely_mention_is_underlined_faintly_unless_something_says_more() {
        let rich = theme(Depth::Indexed256);
        let mut ink = Ink { candidate: true, ..Ink::default() };
        assert_eq!(rich.style(ink).underline_color, Some(Color::Indexed(244)));
        assert_eq!(look(&rich, ink).2, U);
        assert_eq!(look(&theme(Depth::None), ink).2, D | U);
        ink.nested = true;
        assert_eq!(rich.style(ink).underline_color, Some(Color::Reset), "the outer of two is underlined plainly");
        assert_eq!(look(&theme(Depth::None), ink).2, U);
        ink = Ink { candidate: true, selected: true, ..Ink::default() };
        assert_eq!(look(&rich, ink).2, B);
    }

    #[test]
    fn without_colours_attributes_carry_every_mark() {
        let flat = theme(Depth::None);
        let modifier = |ink| look(&flat, ink).2;
        assert_eq!(modifier(Ink { selected: true, ..Ink::default() }), B | R);
        assert_eq!(modifier(Ink { hit: true, ..Ink::default() }), R);
        assert_eq!(modifier(Ink { lit: true, ..Ink::default() }), U);
        assert_eq!(modifier(Ink { nested: true, ..Ink::default() }), U);
        for (role, expected) in [
            (Role::Accent, B),
            (Role::Differs, B),
            (Role::Warning, B),
            (Role::Error, B),
            (Role::Dim, D),
            (Role::Gutter, D),
            (Role::Rule, D),
            (Role::Cue, I),
            (Role::Alarm, B | R),
        ] {
            assert_eq!(modifier(Ink::of(role)), expected, "{role:?}");
            assert_eq!(modifier(Ink::of(role).band()), expected, "{role:?} on the band");
        }
    }

    #[test]
    fn on_the_band_only_measured_colours_are_used() {
        let theme = theme(Depth::Indexed256);
        for (role, colour) in [
            (Role::Text, 253),
            (Role::Gutter, 248),
            (Role::Saved, 253),
            (Role::Accent, 179),
            (Role::Differs, 216),
            (Role::Error, 210),
        ] {
            let (text, ground, _) = look(&theme, Ink::of(role).band());
            assert_eq!((text, ground), (Color::Indexed(colour), Color::Indexed(236)), "{role:?}");
        }
        assert_eq!(look(&theme, Ink::of(Role::Alarm).band()), (Color::Indexed(231), Color::Indexed(124), B));
    }
}
