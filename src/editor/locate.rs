//! Locating an entity: a place is searched as its name is typed, or coordinates are written.

use std::sync::atomic::Ordering;

use unicode_width::UnicodeWidthStr;

use super::Editor;
use super::chooser::{Ask, Choice, Pick};
use super::input::{Effect, Grade, Message, Request};
use super::panel::Overlay;
use super::scene::{Ink, Role};
use crate::annotation::entities::Joined;
use crate::annotation::names::folded_name;
use crate::annotation::{Entity, Record};
use crate::suggest::gazetteer::Place;

/// The columns of what a place is, its inhabitants, and its coordinates.
const COLUMNS: [u16; 3] = [27, 51, 62];

const PLAIN: Ink = Ink::of(Role::Text);
const DIM: Ink = Ink::of(Role::Dim);

/// What the ids of `GeoNames` begin with.
const GEONAMES: &str = "geonames:";

impl Editor {
    /// Asks where the chosen entity lies, and searches its name at once.
    pub(super) fn open_locate(&mut self) {
        let Some(row) = self.chosen_row() else { return };
        if let Some(reason) = self.read_only_reason() {
            return self.warn(&format!("{reason}: nothing can be changed"));
        }
        let name = row.name.clone();
        self.open_chooser(Ask::Locate(Box::new(row)), "Place", String::new(), Vec::new(), "");
        if let Some(Overlay::Panel(panel)) = &mut self.overlay {
            panel.filter.insert(&name);
            panel.foot = vec![("Enter", "take it"), ("↑ ↓", "move"), ("", "type a name, or coordinates")];
        }
        self.ask_for_places(&name);
    }

    /// Has the places searched that come nearest to `typed`; coordinates are offered as they are.
    pub(super) fn ask_for_places(&mut self, typed: &str) {
        let number = self.places_asked.fetch_add(1, Ordering::Relaxed) + 1;
        match coordinates(typed) {
            None if typed.trim().is_empty() => {
                self.offer_places("type a name, or coordinates: 36.66 65.75", Vec::new());
            }
            None => {
                let (asked, newest) = (typed.to_owned(), self.places_asked.clone());
                self.effects.push(Effect::Ask(Request::Places { asked, number, newest }));
                self.await_places();
            }
            Some(Err(reason)) => self.offer_places(reason, Vec::new()),
            Some(Ok(at)) => {
                let words = format!("at {}", degrees(at));
                let option = Choice { pick: Pick::At(at.0, at.1), row: vec![(0, words, PLAIN)], words: String::new() };
                self.offer_places("", vec![option]);
            }
        }
    }

    /// Shows the places that were found for question `number`, unless another one has been asked since.
    pub(super) fn take_places(&mut self, number: u64, found: Vec<Place>, failure: Option<String>) {
        if number != self.places_asked.load(Ordering::Relaxed) {
            return;
        }
        let note = match found.len() {
            0 => "no place has such a name; coordinates can be typed: 36.66 65.75",
            _ => "",
        };
        let mut options: Vec<Choice> = found.into_iter().map(choice).collect();
        let located = self.asked_row().and_then(|row| row.entity).and_then(|id| self.set.get(id));
        if matches!(located, Some(Record::Entity(Entity { location: Some(_), .. }))) {
            let row = vec![(0, "no place".to_owned(), DIM.italic())];
            options.push(Choice { pick: Pick::Nowhere, row, words: String::new() });
        }
        self.offer_places(note, options);
        // It stays in sight while letters are typed, and is one message to be read again.
        let Some(text) = failure else { return };
        let message = Message { grade: Grade::Warning, text };
        if self.messages.last() == Some(&message) {
            self.message = Some(message);
        } else {
            self.say(message);
        }
    }

    /// Returns the row whose place is being asked for.
    pub(super) fn asked_row(&self) -> Option<&Joined> {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return None };
        match &panel.chooser.as_ref()?.ask {
            Ask::Locate(row) => Some(row),
            _ => None,
        }
    }

    /// Says that the entity of `row` lies where it was picked.
    pub(super) fn locate(&mut self, row: &Joined, pick: Pick) {
        let name = row.name.clone();
        match pick {
            Pick::Place(place) => {
                let id = format!("{GEONAMES}{}", place.id);
                let summary = format!("locate “{name}”: {id}");
                let words = format!("“{name}” is {}, {} ({id})", place.name, place.what());
                let words = match place.location {
                    Some(at) => format!("{words}, {}", degrees(at)),
                    None => format!("{words}; the table has no coordinates of it"),
                };
                if self.change_entity(row, &summary, |entity| settle(entity, &place, id)) {
                    self.tell(&words);
                }
            }
            Pick::At(latitude, longitude) => {
                let at = (latitude, longitude);
                let words = format!("“{name}” lies at {}", degrees(at));
                if self.change_entity(row, &words, |entity| entity.location = Some(at)) {
                    self.tell(&words);
                }
            }
            Pick::Nowhere => {
                let summary = format!("“{name}” lies nowhere");
                if self.change_entity(row, &summary, |entity| entity.location = None) {
                    self.tell(&format!("“{name}” has no coordinates any more; its ids stay"));
                }
            }
            _ => {}
        }
    }
}

/// Makes `entity` the place `place` with the id `id`: its name there is one of the names, its coordinates are the entity's.
fn settle(entity: &mut Entity, place: &Place, id: String) {
    entity.outside_ids.retain(|known| !known.starts_with(GEONAMES));
    entity.outside_ids.push(id);
    let known = |name: &String| folded_name(name) == folded_name(&place.name);
    if !known(&entity.name) && !entity.aliases.iter().any(known) {
        entity.aliases.push(place.name.clone());
    }
    // What a person wrote is better than nothing.
    entity.location = place.location.or(entity.location);
}

/// Returns the option of a place.
fn choice(place: Place) -> Choice {
    let [what, people, at] = COLUMNS;
    let mut row = vec![(0, place.name.clone(), PLAIN)];
    let after = u16::try_from(place.name.width() + 2).unwrap_or(u16::MAX);
    if let Some(by) = place.by.as_ref().filter(|_| after + 4 < what) {
        row.push((after, by.clone(), DIM.italic()));
    }
    row.push((what, place.what(), DIM));
    if place.inhabitants > 0 {
        row.push((people, format!("{:>10}", format!("pop. {}", rounded(place.inhabitants))), DIM));
    }
    if let Some((north, east)) = place.location {
        row.push((at, format!("{north:>6.2} {east:>7.2}"), DIM));
    }
    Choice { pick: Pick::Place(Box::new(place)), row, words: String::new() }
}

/// Returns how many live somewhere, as far as one wants to know to tell two places apart.
fn rounded(inhabitants: u32) -> String {
    match inhabitants {
        0..10_000 => inhabitants.to_string(),
        10_000..1_000_000 => format!("{} k", inhabitants / 1000),
        _ => format!("{}.{} M", inhabitants / 1_000_000, inhabitants % 1_000_000 / 100_000),
    }
}

/// Returns coordinates as they are typed, to four places: some ten metres.
pub(super) fn degrees((latitude, longitude): (f64, f64)) -> String {
    format!("{latitude:.4} {longitude:.4}")
}

/// Returns the coordinates that `typed` is, or why two numbers are none; `None` for words.
fn coordinates(typed: &str) -> Option<Result<(f64, f64), &'static str>> {
    let mut numbers = typed.split([' ', ',', ';', '\u{a0}']).filter(|number| !number.is_empty());
    let [latitude, longitude] = [numbers.next()?, numbers.next()?].map(|number| {
        let is_number = number.chars().all(|sign| sign.is_ascii_digit() || "+-.".contains(sign));
        number.parse::<f64>().ok().filter(|_| is_number)
    });
    let (latitude, longitude) = (latitude?, longitude?);
    if numbers.next().is_some() {
        return Some(Err("coordinates are two numbers: 36.66 65.75"));
    }
    if !(-90.0..=90.0).contains(&latitude) {
        return Some(Err("the latitude comes first, from -90 to 90"));
    }
    if !(-180.0..=180.0).contains(&longitude) {
        return Some(Err("a longitude goes from -180 to 180"));
    }
    Some(Ok((latitude, longitude)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_coordinates() {
        assert_eq!(coordinates("36.66 65.75"), Some(Ok((36.66, 65.75))));
        assert_eq!(coordinates("-36.66, +65"), Some(Ok((-36.66, 65.0))));
        for words in ["", "Kabul", "36.66", "36.66 N", "nan 1", "inf 1", "1e3 2", "Route 66 7"] {
            assert_eq!(coordinates(words), None, "{words}");
        }
        assert_eq!(coordinates("91 2"), Some(Err("the latitude comes first, from -90 to 90")));
        assert_eq!(coordinates("9 181"), Some(Err("a longitude goes from -180 to 180")));
        assert_eq!(coordinates("1 2 3"), Some(Err("coordinates are two numbers: 36.66 65.75")));
    }
}
