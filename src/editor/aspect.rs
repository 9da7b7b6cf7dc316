//! What is written of an entity in a line of text, and what is said beside the line.

use crate::annotation::Entity;

/// What of an entity is written in a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Name,
    Aliases,
    Ids,
    Note,
}

impl Aspect {
    /// Returns the word before the line.
    pub fn word(self) -> &'static str {
        match self {
            Aspect::Name => "name",
            Aspect::Aliases => "other names",
            Aspect::Ids => "ids elsewhere",
            Aspect::Note => "note",
        }
    }

    /// Returns what is to be known about writing it.
    pub fn advice(self) -> &'static str {
        match self {
            Aspect::Aliases => "parted by ;",
            Aspect::Ids => "wikidata:Q42 geonames:1142264, parted by blanks",
            Aspect::Name | Aspect::Note => "",
        }
    }

    /// Returns what `entity` has of it.
    pub fn of(self, entity: &Entity) -> String {
        match self {
            Aspect::Name => entity.name.clone(),
            Aspect::Aliases => entity.aliases.join("; "),
            Aspect::Ids => entity.outside_ids.join(" "),
            Aspect::Note => entity.note.clone(),
        }
    }
}
