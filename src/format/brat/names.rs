//! Names as brat takes them: types, attributes and values without blanks and without the signs of its notation.

use std::collections::{BTreeMap, HashSet};

/// The names of one kind, each with what stands for it in the export; two names never share one.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<String, String>,
    taken: HashSet<String>,
}

impl Names {
    /// Returns names beside the fixed ones, which stay as they are.
    pub fn beside(fixed: &[&str]) -> Self {
        Names { given: BTreeMap::new(), taken: fixed.iter().map(|&name| name.to_owned()).collect() }
    }

    /// Returns what stands for `name`, always the same.
    pub fn of(&mut self, name: &str) -> String {
        if let Some(given) = self.given.get(name) {
            return given.clone();
        }
        let plain = plain(name);
        let mut unique = plain.clone();
        let mut number = 2;
        while !self.taken.insert(unique.clone()) {
            unique = format!("{plain}_{number}");
            number += 1;
        }
        self.given.insert(name.to_owned(), unique.clone());
        unique
    }

    /// Returns how many names had to be changed.
    pub fn changed(&self) -> usize {
        self.given.iter().filter(|(name, given)| name != given).count()
    }

    /// Returns all names given, with what stands for them.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().map(|(name, given)| (name.as_str(), given.as_str()))
    }
}

/// Returns `name` with `_` for every character that is neither letter nor digit nor `-`.
pub(super) fn plain(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}

/// Returns `text` on one line: every line end and tab becomes a blank.
pub(super) fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(breaks, " ")
}

/// Returns whether a line of an annotation file, or a field in it, might end at `character` for some reader.
pub(super) fn breaks(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Returns whether `id` is of the form `resource:id`, as a reference in brat must be.
pub(super) fn is_reference(id: &str) -> bool {
    let parts = id.split_once(':');
    parts.is_some_and(|(resource, id)| !resource.is_empty() && !id.is_empty()) && !id.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_names_stay_different() {
        let mut names = Names::beside(&["Source"]);
        assert_eq!(names.of("human interest"), "human_interest");
        assert_eq!(names.of("human:interest"), "human_interest_2");
        assert_eq!(names.of("human interest"), "human_interest");
        assert_eq!(names.of("Source"), "Source_2");
        assert_eq!(names.of("地点"), "地点");
        assert_eq!(names.of(""), "_");
        assert_eq!(names.changed(), 4);
    }
}
