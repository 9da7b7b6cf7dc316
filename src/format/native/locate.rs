//! Where records stand in a file: a second look at a file that was refused, to name the line.

use std::fmt;

use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::head::FIELDS;
use super::syntax;
use crate::annotation::Id;
use crate::format::place::{Place, Seeker};

/// The lists of a set file, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Documents,
    Entities,
    Mentions,
    Attributions,
    Links,
    Decisions,
    Codes,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    /// The record with this number in its list, counted from 0.
    At(Section, usize),
    /// The first record with this id.
    Id(Id),
}

/// Returns where the first record of `text` stands that is `wanted`, as far as the text reads as RON at all.
///
/// Records are looked at one by one and none is kept: this runs when memory may already be full of a file's records.
pub(super) fn find(text: &str, wanted: Wanted) -> Option<Place> {
    let mut search = Search { wanted, found: None };
    // What was found ends the reading with an error; what is broken behind it does not matter.
    let _ = syntax::options().from_str_seed(text, &mut search);
    search.found.map(|record| Seeker::new(text).place(record))
}

struct Search<'t> {
    wanted: Wanted,
    found: Option<&'t str>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Documents,
    Entities,
    Mentions,
    Attributions,
    Links,
    Decisions,
    Codes,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for &mut Search<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("set", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for &mut Search<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an annotation set")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key::<Field>()? {
            let section = match field {
                Field::Documents => Section::Documents,
                Field::Entities => Section::Entities,
                Field::Mentions => Section::Mentions,
                Field::Attributions => Section::Attributions,
                Field::Links => Section::Links,
                Field::Decisions => Section::Decisions,
                Field::Codes => Section::Codes,
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            map.next_value_seed(SearchIn { search: self, section })?;
        }
        Ok(())
    }
}

/// The search in one list.
struct SearchIn<'s, 't> {
    search: &'s mut Search<'t>,
    section: Section,
}

impl<'de> DeserializeSeed<'de> for SearchIn<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for SearchIn<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(record) = list.next_element::<&RawValue>()? {
            let is_it = match self.search.wanted {
                Wanted::At(section, at) => (section, at) == (self.section, index),
                Wanted::Id(id) => id_of(record.get_ron()) == Some(id),
            };
            if is_it {
                self.search.found = Some(record.get_ron());
                return Err(de::Error::custom("found"));
            }
            index += 1;
        }
        Ok(())
    }
}

fn id_of(record: &str) -> Option<Id> {
    #[derive(Deserialize)]
    struct Ided<'a> {
        #[serde(borrow)]
        id: &'a RawValue,
    }
    let ided: Ided = syntax::options().from_str(record).ok()?;
    ided.id.get_ron().trim().trim_matches('"').parse().ok()
}

/// Returns the place of the first conflict marker of git, if there is one.
pub(super) fn git_marker(text: &str) -> Option<Place> {
    let marker =
        |line: &str| ["<<<<<<< ", ">>>>>>> "].iter().any(|marker| line.starts_with(marker)) || line == "=======";
    let at = text.lines().position(marker)?;
    Some(Place { line: at + 1, column: 1 })
}
