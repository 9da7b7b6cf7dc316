//! Key entries: the lines of the key section, each a place, keys, and what they run.

use serde::{Deserialize, Serialize};

use super::NOTHING;
use super::error::Problem;
use super::place::Place;
use crate::editor::command::{Command, Where};
use crate::editor::key::Key;
use crate::editor::keymap::Binding;

/// One line of the key section, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyEntry {
    /// The word for where the keys work: `reading`.
    #[serde(rename = "where")]
    pub place: String,
    /// The keys, parted by blanks: `g g`.
    pub key: String,
    /// The name of the command, or [`NOTHING`].
    pub run: String,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub(super) at: Option<Place>,
}

impl KeyEntry {
    /// Returns the binding that the entry asks for.
    ///
    /// # Errors
    ///
    /// The name of the field that is wrong, and what is wrong with it.
    pub fn binding(&self) -> Result<Binding, (&'static str, Problem)> {
        let place =
            Where::from_word(&self.place).ok_or_else(|| ("where", Problem::UnknownPlace(self.place.clone())))?;
        let keys: Vec<Key> = self
            .key
            .split_whitespace()
            .map(|key| key.parse().map_err(|error| ("key", Problem::UnknownKey(error))))
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(("key", Problem::NoKey));
        }
        let run = match self.run.as_str() {
            NOTHING => None,
            name => Some(Command::from_name(name).ok_or_else(|| ("run", Problem::UnknownCommand(name.to_owned())))?),
        };
        Ok(Binding { place, keys, run })
    }
}
