//! The settings: what a reader may decide once for all sessions, read from RON text.
//!
//! Every setting has a default, stated and explained in `config.example.ron`. Whatever is wrong in a file is told
//! with its line and column; nothing is ever replaced by a default in silence. This module reads no file: [`find`]
//! says which one counts.

pub mod error;
pub mod find;
pub mod keys;
mod nearest;
pub mod place;
pub mod theme;

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use self::error::{ConfigError, Problem};
use self::keys::KeyEntry;
use self::place::Place;
use self::theme::ThemeChoice;
use crate::annotation::Schema;
use crate::editor::Panes;
use crate::editor::keyboard::Keyboard;
use crate::editor::keymap::{Binding, Keymap};
use crate::editor::scene::Signs;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The colours.
    pub theme: ThemeChoice,
    /// What marks are made of.
    pub signs: Signs,
    /// When tags have their letters in a line under each row.
    pub tag_lines: TagLines,
    /// The widest a column of text may be, in cells, within [`TEXT_WIDTHS`].
    pub text_width: u16,
    /// How many panes are shown.
    pub panes: Panes,
    /// The short name that new records are signed with; empty for the login name.
    pub annotator: String,
    /// A bundled schema's name, or the path of a schema file.
    pub schema: String,
    /// The path of a table of places in the form of `GeoNames`; empty for none but the bundled one.
    pub gazetteer: String,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether the clipboard is written by the terminal when something is copied.
    pub clipboard: bool,
    /// The names of the labels that Tab stops for; empty for all.
    pub stop_labels: Vec<String>,
    /// What the letters of another script stand for where they are commands.
    pub keyboard: KeyboardEntry,
    /// Whether what is offered learns from what is decided.
    pub learn: bool,
    /// Programs of the user's own that propose what to tag.
    pub suggesters: Vec<SuggesterEntry>,
    /// The keys that differ from the table's.
    pub keys: Vec<KeyEntry>,
}

/// The widths that a column of text may be limited to.
pub const TEXT_WIDTHS: std::ops::RangeInclusive<u16> = 20..=72;

/// The example file: every setting at its default, explained, and every key of the table.
pub const EXAMPLE: &str = include_str!("../config.example.ron");

/// What a key entry runs that frees its keys.
pub const NOTHING: &str = "none";

impl Default for Config {
    fn default() -> Self {
        Config {
            theme: ThemeChoice::Auto,
            signs: Signs::Auto,
            tag_lines: TagLines::Auto,
            text_width: *TEXT_WIDTHS.end(),
            panes: Panes::Auto,
            annotator: String::new(),
            schema: "news".to_owned(),
            gazetteer: String::new(),
            mouse: true,
            clipboard: true,
            stop_labels: Vec::new(),
            keyboard: KeyboardEntry::default(),
            learn: true,
            suggesters: Vec::new(),
            keys: Vec::new(),
        }
    }
}

/// A keyboard of another script: each character typed, and what it stands for where it is a command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyboardEntry {
    /// The characters that are typed.
    pub typed: String,
    /// What each of them stands for, at its place.
    pub means: String,
}

/// A program of the user's own that proposes what to tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggesterEntry {
    /// What its proposals are marked with.
    pub name: String,
    /// The program and its arguments.
    pub run: Vec<String>,
    /// For how many seconds it may keep silent.
    #[serde(default = "ten")]
    pub seconds: u16,
}

fn ten() -> u16 {
    10
}

/// When tags have their letters in a line under each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagLines {
    /// Where there are no colours.
    #[default]
    Auto,
    /// Always at the start.
    On,
    /// Not at the start.
    Off,
}

impl TagLines {
    /// Returns whether they are shown at the start on a terminal that has colours or not.
    #[must_use]
    pub fn shown(self, colours: bool) -> bool {
        match self {
            TagLines::Auto => !colours,
            TagLines::On => true,
            TagLines::Off => false,
        }
    }
}

impl Config {
    /// Reads the settings of a configuration file. One without any setting, empty or all comments, is the default.
    ///
    /// # Errors
    ///
    /// At the first thing wrong: the notation, an unknown or doubled setting, a value out of range, a key entry
    /// with an unknown place, key or command.
    pub fn read(text: &str) -> Result<Self, ConfigError> {
        // Some editors begin a file with a byte order mark; it is no part of its first line.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if place::is_blank(text) {
            return Ok(Config::default());
        }
        let mut config: Config = place::options().from_str(text).map_err(|error| {
            let at = Some(place::of_error(text, &error));
            ConfigError { problem: error::problem(&error), at }
        })?;
        if let Some((problem, at)) = config.value_out_of_bounds(text) {
            return Err(ConfigError { problem, at });
        }
        let places = if config.keys.is_empty() { Vec::new() } else { place::of_entries(text) };
        for (entry, at) in config.keys.iter_mut().zip(places) {
            entry.at = Some(at);
        }
        for (number, entry) in config.keys.iter().enumerate() {
            entry.binding().map_err(|(field, problem)| {
                let at = place::of_entry_field(text, number, field).or(entry.at);
                ConfigError { problem, at }
            })?;
        }
        Ok(config)
    }

    /// Returns the settings as a configuration file that has all of them, without comments.
    ///
    /// # Panics
    ///
    /// Never: nothing in the settings is unknown to the notation, as a test of every setting shows.
    #[must_use]
    pub fn to_ron(&self) -> String {
        let form = PrettyConfig::new().new_line("\n").compact_structs(false).depth_limit(2);
        let mut text = place::options().to_string_pretty(self, form).expect("settings can be written");
        text.push('\n');
        text
    }

    fn value_out_of_bounds(&self, text: &str) -> Option<(Problem, Option<Place>)> {
        if !TEXT_WIDTHS.contains(&self.text_width) {
            return Some((Problem::TextWidth(self.text_width), place::of_setting(text, "text_width")));
        }
        if let Err(error) = Keyboard::new(&self.keyboard.typed, &self.keyboard.means) {
            return Some((Problem::Keyboard(error), place::of_setting(text, "keyboard")));
        }
        let mut names: Vec<&str> = self.suggesters.iter().map(|entry| entry.name.as_str()).collect();
        names.sort_unstable();
        let is_short =
            |entry: &SuggesterEntry| entry.name.trim().is_empty() || entry.run.first().is_none_or(String::is_empty);
        let suggesters = if self.suggesters.iter().any(is_short) {
            Some(Problem::NoSuggester)
        } else {
            names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| Problem::SuggesterTwice(pair[0].to_owned()))
        };
        if let Some(problem) = suggesters {
            return Some((problem, place::of_setting(text, "suggesters")));
        }
        let ThemeChoice::Own(theme) = &self.theme else { return None };
        let (name, value) = theme.colours.first_wrong()?;
        Some((Problem::NoColour(value.to_owned()), place::of_colour(text, name)))
    }

    /// Returns the keyboard that was asked for; the settings were read, so that it is one.
    #[must_use]
    pub fn keyboard(&self) -> Keyboard {
        Keyboard::new(&self.keyboard.typed, &self.keyboard.means).unwrap_or_default()
    }

    /// Returns the key map of the table and `schema` with the own keys of this configuration.
    ///
    /// # Errors
    ///
    /// When an entry is wrong in itself, bound twice, or hides another or is hidden, with the entry's place.
    pub fn keymap(&self, schema: &Schema) -> Result<Keymap, ConfigError> {
        let binding = |entry: &KeyEntry| entry.binding().map_err(|(_, problem)| ConfigError { problem, at: entry.at });
        let own: Vec<Binding> = self.keys.iter().map(binding).collect::<Result<_, _>>()?;
        Keymap::new(schema, &own).map_err(|(number, error)| {
            let at = number.and_then(|number| self.keys.get(number)).and_then(|entry| entry.at);
            ConfigError { problem: Problem::Keys(error), at }
        })
    }
}

#[cfg(test)]
mod tests;
