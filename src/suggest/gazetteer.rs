//! The gazetteer: places by their names, found in whatever spelling a reporter gives them.
//!
//! Names are grouped by their skeletons, in which transliterations of one name agree. What is asked for is
//! looked up there, with one consonant wrong and as far as it is typed, and ranked by how few letters differ.

mod bundled;
mod fold;
mod geonames;
mod search;

use std::ops::Range;

pub use bundled::bundled;
pub use geonames::TableError;
pub use search::search;

/// A place of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its number at `GeoNames`.
    pub id: u32,
    /// Its name there.
    pub name: String,
    /// The name by which it was found, where that is another one.
    pub by: Option<String>,
    /// Latitude and longitude in degrees, where the table has them.
    pub location: Option<(f64, f64)>,
    /// The code of what it is: `PPL` for a town, `ADM1` for a province.
    pub code: String,
    /// Its country: the name, where a table has it, otherwise the two letters.
    pub country: String,
    /// How many people live there, as far as the table says; 0 otherwise.
    pub inhabitants: u32,
}

impl Place {
    /// Returns what it is and in which country: `capital of Afghanistan`, `town in AF`, `country`.
    #[must_use]
    pub fn what(&self) -> String {
        match self.kind() {
            "country" => "country".to_owned(),
            "capital" => format!("capital of {}", self.country),
            kind => format!("{kind} in {}", self.country),
        }
    }

    /// Returns what it is in a word.
    fn kind(&self) -> &'static str {
        match self.code.as_str() {
            "PPLC" => "capital",
            "ADM1" => "region",
            "ADM2" | "ADM3" | "ADM4" | "ADM5" | "ADMD" => "district",
            "AIRP" => "airport",
            code if code.starts_with("PCL") => "country",
            code if code.starts_with("PPL") => "town",
            code if code.starts_with("MT") => "mountain",
            code if code.starts_with("STM") => "river",
            code if code.starts_with("LK") => "lake",
            code if code.starts_with("ISL") => "island",
            _ => "place",
        }
    }
}

/// What is read of one row of a table.
struct Entry<'t> {
    id: u32,
    name: &'t str,
    /// Other names, parted by commas.
    others: &'t str,
    location: Option<(f64, f64)>,
    code: &'t str,
    country: &'t str,
    inhabitants: u32,
}

/// A place as it is kept: numbers, and where its names lie in the text of all names.
#[derive(Debug, Clone)]
struct Kept {
    id: u32,
    name: Range<u32>,
    /// In ten-thousandths of a degree; beyond the poles where it is not known.
    at: (i32, i32),
    code: [u8; 5],
    country: [u8; 2],
    inhabitants: u32,
}

/// A name: its letters, and whose it is.
#[derive(Debug, Clone)]
struct Name {
    text: Range<u32>,
    place: u32,
}

/// All names of one skeleton.
#[derive(Debug, Clone)]
struct Group {
    skeleton: Range<u32>,
    names: Range<u32>,
}

/// Places by their names.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    places: Vec<Kept>,
    /// The letters of all names.
    text: String,
    /// By skeleton, so that each group is one stretch.
    names: Vec<Name>,
    /// By skeleton.
    groups: Vec<Group>,
    skeletons: String,
    /// The places that are countries, by their two letters.
    countries: Vec<([u8; 2], u32)>,
}

/// Where a place is said to lie whose coordinates are not known.
const NOWHERE: (i32, i32) = (i32::MAX, i32::MAX);

/// The code of an independent country.
const COUNTRY: &str = "PCLI";

/// Coordinates are kept in so many parts of a degree.
const PARTS: f64 = 10_000.0;

/// A table of more letters than this is too large to be kept in memory.
const LONGEST: usize = u32::MAX as usize;

impl Gazetteer {
    /// Returns the places of `table`, which has the 19 columns of the main table of `GeoNames` parted by tabs.
    ///
    /// # Errors
    ///
    /// At the first line that is none of such a table, with the line and the column.
    pub fn read(table: &[u8]) -> Result<Self, TableError> {
        geonames::read(table)
    }

    /// Returns how many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Returns the gazetteer of `entries`; none where their names do not fit into it.
    fn of<'t>(entries: impl Iterator<Item = Entry<'t>>) -> Option<Self> {
        let mut found = Gazetteer::default();
        let mut keyed: Vec<(String, Name)> = Vec::new();
        for entry in entries {
            let place = u32::try_from(found.places.len()).ok()?;
            let name = found.put(entry.name)?;
            let mut known: Vec<&str> = Vec::new();
            for other in std::iter::once(entry.name).chain(entry.others.split(',')) {
                let skeleton = fold::skeleton(other);
                if skeleton.is_empty() || known.contains(&other) {
                    continue;
                }
                known.push(other);
                let text = if other == entry.name { name.clone() } else { found.put(other)? };
                keyed.push((skeleton, Name { text, place }));
            }
            let letters_of = entry.country.as_bytes();
            let country = [0, 1].map(|at| letters_of.get(at).copied().unwrap_or(b' '));
            if entry.code == COUNTRY {
                found.countries.push((country, place));
            }
            found.places.push(Kept {
                id: entry.id,
                name,
                at: entry.location.map_or(NOWHERE, parts),
                code: letters(entry.code),
                country,
                inhabitants: entry.inhabitants,
            });
        }
        keyed.sort_by(|(one, first), (other, second)| (one, first.place).cmp(&(other, second.place)));
        for (skeleton, name) in keyed {
            let at = u32::try_from(found.names.len()).ok()?;
            let is_same = found.groups.last().is_some_and(|last| found.skeleton(last) == skeleton);
            if !is_same {
                let start = u32::try_from(found.skeletons.len()).ok()?;
                found.skeletons.push_str(&skeleton);
                let end = u32::try_from(found.skeletons.len()).ok()?;
                found.groups.push(Group { skeleton: start..end, names: at..at });
            }
            found.names.push(name);
            if let Some(last) = found.groups.last_mut() {
                last.names.end = at + 1;
            }
        }
        found.text.shrink_to_fit();
        found.names.shrink_to_fit();
        Some(found)
    }

    /// Returns the name of the country with these two letters, if it is one of the places.
    fn country(&self, letters: &str) -> Option<&str> {
        let found = self.countries.iter().find(|(known, _)| known == letters.as_bytes())?;
        self.places.get(found.1 as usize).map(|kept| slice(&self.text, &kept.name))
    }

    fn put(&mut self, name: &str) -> Option<Range<u32>> {
        if self.text.len() + name.len() > LONGEST {
            return None;
        }
        let start = u32::try_from(self.text.len()).ok()?;
        self.text.push_str(name);
        Some(start..u32::try_from(self.text.len()).ok()?)
    }

    fn skeleton(&self, group: &Group) -> &str {
        slice(&self.skeletons, &group.skeleton)
    }

    fn letters(&self, name: &Name) -> &str {
        slice(&self.text, &name.text)
    }

    /// Returns the place `kept`, found by `by`.
    fn place(&self, kept: &Kept, by: &str) -> Place {
        let name = slice(&self.text, &kept.name);
        let known = kept.at != NOWHERE;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
        Place {
            id: kept.id,
            name: name.to_owned(),
            by: (by != name).then(|| by.to_owned()),
            location: known.then(|| (f64::from(kept.at.0) / PARTS, f64::from(kept.at.1) / PARTS)),
            code: text(&kept.code),
            country: text(&kept.country),
            inhabitants: kept.inhabitants,
        }
    }
}

fn slice<'t>(text: &'t str, range: &Range<u32>) -> &'t str {
    text.get(range.start as usize..range.end as usize).unwrap_or("")
}

/// Returns degrees in the parts in which they are kept.
#[expect(clippy::cast_possible_truncation, reason = "no more than 1,800,000 either way")]
fn parts((latitude, longitude): (f64, f64)) -> (i32, i32) {
    ((latitude * PARTS).round() as i32, (longitude * PARTS).round() as i32)
}

/// Returns the first letters of `code`, filled up with blanks.
fn letters(code: &str) -> [u8; 5] {
    let mut kept = [b' '; 5];
    for (kept, byte) in kept.iter_mut().zip(code.bytes()) {
        *kept = byte;
    }
    kept
}

#[cfg(test)]
mod tests;
