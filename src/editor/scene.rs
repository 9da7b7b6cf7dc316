//! The picture before colours: pieces of text at their cells, each with what it means.
//!
//! A scene knows what is nested, selected and named; it knows no colour. `tui` turns each [`Ink`] into a style
//! by the theme, and nothing else. A test reads a scene as plain text.

use crate::annotation::schema::Wash;

/// The voice a piece speaks in; the theme gives each its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// The reader's own text colour.
    #[default]
    Text,
    /// What could be left out without loss.
    Dim,
    /// Paragraph numbers and the like.
    Gutter,
    /// Thin lines.
    Rule,
    /// The one accent: keys, the active pane's letter, open headings, facing paragraphs.
    Accent,
    /// A cue word; italic too.
    Cue,
    /// The bar beside content.
    Bar,
    /// A link that says the same.
    Link,
    /// A link that differs, a flagged difference.
    Differs,
    /// The saved state when all is well.
    Saved,
    /// A warning in words.
    Warning,
    /// An error in words.
    Error,
    /// The one loud thing, as a block: `NOT SAVED`.
    Alarm,
}

/// What a piece of text means; drawn as a style.
///
/// Where several say something of the ground, the first in this order wins: selection, search hit, lit, wash,
/// band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent mark that a cell may carry")]
pub struct Ink {
    /// The voice.
    pub role: Role,
    /// The wash of the innermost mention that covers it.
    pub wash: Option<Wash>,
    /// It lies in an outer mention around another one: underlined.
    pub nested: bool,
    /// A likely mention, not decided: underlined faintly.
    pub candidate: bool,
    /// Selected.
    pub selected: bool,
    /// A search hit.
    pub hit: bool,
    /// Content of the attribution in hand.
    pub lit: bool,
    /// On the band: the status line, the chosen row of a list.
    pub band: bool,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined for a reason of its own.
    pub underline: bool,
    /// A block of the voice's colour: a letter to press.
    pub block: bool,
}

impl Ink {
    /// Returns plain ink of `role`.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Ink {
            role,
            wash: None,
            nested: false,
            candidate: false,
            selected: false,
            hit: false,
            lit: false,
            band: false,
            bold: false,
            italic: false,
            underline: false,
            block: false,
        }
    }

    /// Returns this ink, bold.
    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// Returns this ink as a block.
    #[must_use]
    pub const fn block(mut self) -> Self {
        self.block = true;
        self
    }

    /// Returns this ink, italic.
    #[must_use]
    pub const fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    /// Returns this ink on the band.
    #[must_use]
    pub const fn band(mut self) -> Self {
        self.band = true;
        self
    }

    /// Returns this ink on `wash`.
    #[must_use]
    pub const fn wash(mut self, wash: Wash) -> Self {
        self.wash = Some(wash);
        self
    }
}

/// A run of text of one ink at its place on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The column of its first cell.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What stands there: grapheme by grapheme in the width that `unicode-width` gives, with nothing in it that a
    /// terminal could take for a command (see `text::display`).
    pub text: String,
    /// What it means.
    pub ink: Ink,
}

/// The form of the terminal cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CursorShape {
    /// A steady bar, at the selection and in text fields.
    #[default]
    Bar,
}

/// One whole picture of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scene {
    /// How many columns the screen has.
    pub width: u16,
    /// How many rows the screen has.
    pub height: u16,
    /// The pieces, each within the screen; a later one covers an earlier one.
    pub pieces: Vec<Piece>,
    /// Where the terminal cursor stands: the selection's first cell or the text field.
    pub cursor: Option<(u16, u16)>,
    /// The words for the terminal window's title.
    pub title: String,
}

/// Which characters marks are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signs {
    /// By the locale: Unicode where it says UTF-8.
    #[default]
    Auto,
    /// `│ ▎ ≡ ▸ …`
    Unicode,
    /// `| = > ...`, for terminals that draw such signs two cells wide or not at all.
    Ascii,
}
