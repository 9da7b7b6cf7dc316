//! Where records stand in a file: a second look at a file that was refused, to name the line.

use ron::value::RawValue;
use serde::Deserialize;

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

/// A record found in a file.
#[derive(Debug)]
pub(super) struct Found {
    pub section: Section,
    /// Its number in its list, counted from 0.
    pub index: usize,
    pub id: Option<Id>,
    pub place: Place,
}

/// The lists of a file as they are written, whatever the fields of their records.
#[derive(Deserialize)]
struct Lists<'a> {
    #[serde(default, borrow)]
    documents: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    entities: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    mentions: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    attributions: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    links: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    decisions: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    codes: Vec<&'a RawValue>,
}

/// Returns all records of `text` in their order, as far as it reads as RON at all.
pub(super) fn records(text: &str) -> Vec<Found> {
    let Ok(lists) = syntax::options().from_str::<Lists>(text) else { return Vec::new() };
    let sections = [
        (Section::Documents, lists.documents),
        (Section::Entities, lists.entities),
        (Section::Mentions, lists.mentions),
        (Section::Attributions, lists.attributions),
        (Section::Links, lists.links),
        (Section::Decisions, lists.decisions),
        (Section::Codes, lists.codes),
    ];
    let mut found = Vec::new();
    let mut seeker = Seeker::new(text);
    for (section, list) in sections {
        for (index, raw) in list.into_iter().enumerate() {
            let id = id_of(raw.get_ron());
            found.push(Found { section, index, id, place: seeker.place(raw.get_ron()) });
        }
    }
    found
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
