//! The key map: which keys run which command where, made of the table, the schema and the user's own.

use std::collections::BTreeMap;

use super::command::{Command, TABLE, Where};
use super::key::Key;
use crate::annotation::Schema;

/// One binding that a user asks for: keys, where, and what they run (`None`: nothing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where the keys work.
    pub place: Where,
    /// The keys, pressed one after the other.
    pub keys: Vec<Key>,
    /// What they run; `None` frees them.
    pub run: Option<Command>,
}

/// Why a key map cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Two commands want the same keys in one place.
    #[error("`{keys}` is bound twice ({place}): to {first} and to {second}")]
    Doubled {
        /// The keys.
        keys: String,
        /// Where.
        place: &'static str,
        /// What they run.
        first: String,
        /// What they should run too.
        second: String,
    },
    /// A binding can never be reached, since a part of it is bound by itself.
    #[error("`{keys}` ({place}) can never be reached: `{hidden_by}` runs {first} at once")]
    Hidden {
        /// The keys of the longer binding.
        keys: String,
        /// The keys of the shorter one.
        hidden_by: String,
        /// Where.
        place: &'static str,
        /// What the shorter one runs.
        first: String,
    },
}

/// What a sequence of keys leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// It runs this.
    Run(Command),
    /// It is the beginning of longer ones.
    Pending,
    /// It runs nothing.
    Unbound,
}

/// Which keys run which command where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: BTreeMap<(Where, Vec<Key>), Command>,
}

/// Commands whose keys begin longer ones too: what they show comes after a while, or by a second press.
const LEADERS: [Command; 2] = [Command::Menu, Command::LabelByLetter];

impl Keymap {
    /// Returns the map of the table's own keys and the letters of `schema`, changed by `own`.
    ///
    /// # Errors
    ///
    /// When two bindings clash, with the place in `own` of the one at fault (none for the schema's).
    pub fn new(schema: &Schema, own: &[Binding]) -> Result<Self, (Option<usize>, KeymapError)> {
        let mut map = Keymap { bindings: BTreeMap::new() };
        for (place, keys, command) in defaults(schema) {
            map.bind(place, keys, command).map_err(|error| (None, error))?;
        }
        let mut seen: BTreeMap<(Where, &[Key]), usize> = BTreeMap::new();
        for (at, binding) in own.iter().enumerate() {
            if let Some(&first) = seen.get(&(binding.place, binding.keys.as_slice())) {
                let error = KeymapError::Doubled {
                    keys: notation(&binding.keys),
                    place: binding.place.word(),
                    first: run_name(own[first].run),
                    second: run_name(binding.run),
                };
                return Err((Some(at), error));
            }
            seen.insert((binding.place, &binding.keys), at);
            map.bindings.remove(&(binding.place, binding.keys.clone()));
        }
        for (at, binding) in own.iter().enumerate() {
            if let Some(command) = binding.run {
                map.bind(binding.place, binding.keys.clone(), command).map_err(|error| (Some(at), error))?;
            }
        }
        Ok(map)
    }

    fn bind(&mut self, place: Where, keys: Vec<Key>, command: Command) -> Result<(), KeymapError> {
        if let Some(&first) = self.bindings.get(&(place, keys.clone())) {
            if first == command {
                return Ok(());
            }
            let (first, second) = (run_name(Some(first)), run_name(Some(command)));
            return Err(KeymapError::Doubled { keys: notation(&keys), place: place.word(), first, second });
        }
        for (other, length) in overlapping(place).flat_map(|other| (1..keys.len()).map(move |length| (other, length))) {
            let shorter = keys[..length].to_vec();
            if let Some(&first) = self.bindings.get(&(other, shorter.clone())).filter(|first| !LEADERS.contains(first))
            {
                return Err(hidden(&keys, &shorter, place, first));
            }
        }
        if !LEADERS.contains(&command)
            && let Some((longer, _)) = overlapping(place).find_map(|other| self.longer(other, &keys).next())
        {
            return Err(hidden(longer, &keys, place, command));
        }
        self.bindings.insert((place, keys), command);
        Ok(())
    }

    /// Returns the bindings in `place` that begin with `keys` and go on.
    pub fn longer<'map>(
        &'map self,
        place: Where,
        keys: &'map [Key],
    ) -> impl Iterator<Item = (&'map [Key], Command)> + 'map {
        self.bindings
            .range((place, keys.to_vec())..)
            .take_while(move |((found, longer), _)| *found == place && longer.starts_with(keys))
            .filter(move |((_, longer), _)| longer.len() > keys.len())
            .map(|((_, longer), command)| (longer.as_slice(), *command))
    }

    /// Returns what `keys` lead to in `place`. What is bound anywhere counts where the place itself has nothing.
    #[must_use]
    pub fn look_up(&self, place: Where, keys: &[Key]) -> Lookup {
        let at = |place| self.bindings.get(&(place, keys.to_vec())).copied();
        let longer = |place| self.longer(place, keys).next().is_some();
        if longer(place) || longer(Where::Anywhere) {
            return Lookup::Pending;
        }
        match at(place).or_else(|| at(Where::Anywhere)) {
            Some(command) => Lookup::Run(command),
            None => Lookup::Unbound,
        }
    }

    /// Returns all bindings in order of place and keys.
    pub fn iter(&self) -> impl Iterator<Item = (Where, &[Key], Command)> {
        self.bindings.iter().map(|((place, keys), command)| (*place, keys.as_slice(), *command))
    }

    /// Returns the key sequences that run `command`, the first of the table first, as screens show them.
    #[must_use]
    pub fn keys_of(&self, command: Command) -> Vec<String> {
        let mut found: Vec<&[Key]> =
            self.iter().filter(|(_, _, run)| *run == command).map(|(_, keys, _)| keys).collect();
        let order = |keys: &[Key]| {
            let written = notation(keys);
            let in_table = command.entry().and_then(|entry| entry.keys.iter().position(|key| *key == written));
            in_table.unwrap_or(usize::MAX)
        };
        found.sort_by_key(|keys| order(keys));
        found.into_iter().map(shown).collect()
    }
}

/// Returns the places in which a key may be pressed that is bound in `place`.
fn overlapping(place: Where) -> impl Iterator<Item = Where> {
    Where::ALL.into_iter().filter(move |other| [*other, place].contains(&Where::Anywhere) || *other == place)
}

fn hidden(longer: &[Key], shorter: &[Key], place: Where, first: Command) -> KeymapError {
    let (keys, hidden_by, first) = (notation(longer), notation(shorter), run_name(Some(first)));
    KeymapError::Hidden { keys, hidden_by, place: place.word(), first }
}

/// Returns the bindings of the table, then the digits and letters of the schema's labels.
fn defaults(schema: &Schema) -> Vec<(Where, Vec<Key>, Command)> {
    let mut bindings: Vec<(Where, Vec<Key>, Command)> = Vec::with_capacity(TABLE.len() * 2);
    for entry in TABLE {
        for keys in entry.keys {
            bindings.push((entry.place, sequence(keys), entry.command));
        }
    }
    for (place, label) in schema.labels.iter().enumerate() {
        let Ok(place) = u8::try_from(place) else { break };
        let command = Command::Label(place);
        if place < 9 {
            bindings.push((Where::Reading, vec![Key::char(char::from(b'1' + place))], command));
        }
        if label.key_alone {
            bindings.push((Where::Reading, vec![Key::char(label.key)], command));
        }
        bindings.push((Where::Reading, vec![Key::char(','), Key::char(label.key)], command));
        let of_label = |key: &Key| schema.labels.iter().any(|label| Key::char(label.key) == *key);
        let Some(capital) = capital(label.key).filter(|capital| !of_label(capital)) else { continue };
        let alike = Command::LabelAlike(place);
        bindings.push((Where::Reading, vec![Key::char(','), capital], alike));
        let taken = |(at, keys, _): &(Where, Vec<Key>, Command)| {
            [Where::Reading, Where::Anywhere].contains(at) && keys.first() == Some(&capital)
        };
        // A capital that is a command already stays one: `S`.
        if label.key_alone && !bindings.iter().any(taken) {
            bindings.push((Where::Reading, vec![capital], alike));
        }
    }
    bindings
}

/// Returns the capital of `key`, if it has one of one letter.
fn capital(key: char) -> Option<Key> {
    let mut capital = key.to_uppercase();
    let (first, more) = (capital.next()?, capital.next());
    (more.is_none() && first != key).then(|| Key::char(first))
}

/// Returns the keys of `text`, parted by blanks.
///
/// # Panics
///
/// When `text` is not a key sequence, which a test excludes for the table.
fn sequence(text: &str) -> Vec<Key> {
    text.split(' ').map(|key| key.parse().expect("the table holds keys")).collect()
}

/// Returns `keys` as configuration files write them.
#[must_use]
pub fn notation(keys: &[Key]) -> String {
    keys.iter().map(|key| key.notation()).collect::<Vec<_>>().join(" ")
}

/// Returns `keys` as screens show them: letters typed one after the other stand together, `]t`.
#[must_use]
pub fn shown(keys: &[Key]) -> String {
    let single = |key: &Key| key.typed().is_some_and(|character| character != ' ');
    let apart = if keys.iter().all(single) { "" } else { " " };
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(apart)
}

fn run_name(run: Option<Command>) -> String {
    match run {
        None => "none".to_owned(),
        Some(command) => command.name().map_or_else(|| format!("{command:?}"), str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::schema::Label;

    fn schema() -> Schema {
        let label = |name: &str, key, key_alone| Label { key_alone, ..Label::new(name, key) };
        let labels = vec![label("person", 'p', true), label("group", 'g', false)];
        Schema { name: "test".to_owned(), labels, attributes: Vec::new(), codes: Vec::new() }
    }

    fn own(keys: &str, run: Option<Command>) -> Binding {
        Binding { place: Where::Reading, keys: sequence(keys), run }
    }

    #[test]
    fn the_table_and_the_schema_do_not_clash() {
        let map = Keymap::new(&schema(), &[]).expect("no clash");
        assert_eq!(map.look_up(Where::Reading, &sequence("g")), Lookup::Pending);
        assert_eq!(map.look_up(Where::Reading, &sequence("g g")), Lookup::Run(Command::Top));
        assert_eq!(map.look_up(Where::Reading, &sequence("p")), Lookup::Run(Command::Label(0)));
        assert_eq!(map.look_up(Where::Reading, &sequence(", g")), Lookup::Run(Command::Label(1)));
        assert_eq!(map.look_up(Where::List, &sequence("C-q")), Lookup::Run(Command::Leave));
        assert_eq!(map.look_up(Where::Reading, &sequence("Q")), Lookup::Unbound);
        assert_eq!(map.keys_of(Command::NextWord), ["l", "→"]);
        assert_eq!(map.keys_of(Command::NextTag), ["]t"]);
    }

    #[test]
    fn own_bindings_replace_free_and_are_refused() {
        let map = Keymap::new(&schema(), &[own("Q", Some(Command::Leave)), own("u", None)]).expect("free keys");
        assert_eq!(map.look_up(Where::Reading, &sequence("Q")), Lookup::Run(Command::Leave));
        assert_eq!(map.look_up(Where::Reading, &sequence("u")), Lookup::Unbound);
        let doubled = Keymap::new(&schema(), &[own("Q", Some(Command::Leave)), own("Q", None)]);
        assert!(matches!(doubled, Err((Some(1), KeymapError::Doubled { .. }))), "{doubled:?}");
        let hides = Keymap::new(&schema(), &[own("g", Some(Command::Leave))]);
        assert!(matches!(hides, Err((Some(0), KeymapError::Hidden { .. }))), "{hides:?}");
        let hidden = Keymap::new(&schema(), &[own("u u", Some(Command::Leave))]);
        assert!(matches!(hidden, Err((Some(0), KeymapError::Hidden { .. }))), "{hidden:?}");
    }

    #[test]
    fn what_is_bound_everywhere_hides_and_is_hidden_too() {
        let everywhere = |keys| Binding { place: Where::Anywhere, keys: sequence(keys), run: Some(Command::Leave) };
        assert!(Keymap::new(&schema(), &[everywhere("C-x g")]).is_ok());
        for keys in ["u u", "j x"] {
            let refused = Keymap::new(&schema(), &[everywhere(keys)]);
            assert!(matches!(refused, Err((Some(0), KeymapError::Hidden { .. }))), "{refused:?}");
        }
        let below = Keymap::new(&schema(), &[everywhere("C-x g"), own("C-x", Some(Command::Undo))]);
        assert!(matches!(below, Err((Some(1), KeymapError::Hidden { .. }))), "{below:?}");
        let apart = Binding { place: Where::List, keys: sequence("u u"), run: Some(Command::Undo) };
        assert!(Keymap::new(&schema(), &[apart]).is_ok(), "u alone runs in another place");
    }
}
