//! What an editor is started with: the pair, the set and the reader's settings.

use std::sync::Arc;

use super::input::Message;
use super::keyboard::Keyboard;
use super::keymap::Keymap;
use crate::annotation::{History, IdSource, Schema, Set};
use crate::text::Document;

/// How many panes are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Panes {
    /// Two where the screen has 76 columns or more.
    #[default]
    Auto,
    /// One, however wide the screen is.
    One,
    /// Two where they fit.
    Two,
}

/// What the reader likes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Settings {
    /// Whether marks are made of ASCII alone.
    pub ascii: bool,
    /// Whether each row has a line under it with the letters of its tags.
    pub tag_lines: bool,
    /// The widest a column of text may be, in cells.
    pub text_width: u16,
    /// How many panes are shown.
    pub panes: Panes,
    /// The names of the labels that Tab stops for; all where there is none.
    pub stop_labels: Option<Vec<String>>,
    /// What the letters of another script stand for where they are commands.
    pub keyboard: Keyboard,
    /// Whether what is offered learns from what is decided.
    pub learn: bool,
    /// Whether programs from outside are asked for suggestions.
    pub outside: bool,
    /// Whether what is copied may go to the terminal's clipboard.
    pub clipboard: bool,
    /// Where the settings file lies, in words for the message line.
    pub config_place: String,
    /// Where the set lies, in words for the message line.
    pub set_place: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            ascii: false,
            tag_lines: false,
            text_width: 72,
            panes: Panes::Auto,
            stop_labels: None,
            keyboard: Keyboard::default(),
            learn: true,
            outside: false,
            clipboard: true,
            config_place: String::new(),
            set_place: String::new(),
        }
    }
}

/// All that an editor is started with.
#[derive(Debug)]
pub struct EditorOptions {
    /// The two articles, left first.
    pub documents: [Arc<Document>; 2],
    /// Their names, as the pane headings show them.
    pub file_names: [String; 2],
    /// The set file's name, as the title shows it.
    pub set_file: String,
    /// The set as it was kept.
    pub set: Set,
    /// What was done to it; empty, but with its last number, where earlier sessions are read when needed.
    pub history: History,
    /// The labels.
    pub schema: Schema,
    /// The keys.
    pub keymap: Keymap,
    /// What the reader likes.
    pub settings: Settings,
    /// The short name that new records are signed with.
    pub annotator: String,
    /// Where new ids come from.
    pub ids: IdSource,
    /// Why the set cannot be changed, `read only, held by jl`; none if it can.
    pub held: Option<String>,
    /// What is to be told at the start.
    pub messages: Vec<Message>,
    /// The columns and rows of the screen.
    pub size: (u16, u16),
}
