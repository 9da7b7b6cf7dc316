//! Searching the gazetteer: candidates by skeleton, ranked by how near the names are and how large the places.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::fold::{distance, folded, is_near, skeleton};
use super::{Gazetteer, Kept, Place};

/// A skeleton of fewer letters is not looked up with one of them wrong: too much would be near.
const NEAR: usize = 3;

/// A letter typed last may be the first of several that stand for one sound.
const HALVES: &str = "cdghkpstz";

/// So many letters stand for one sound at most.
const LONGEST_SOUND: usize = 4;

/// A name may differ by so many halves of a letter, and by one more for every three letters that are asked for.
const FAR: u32 = 1;

/// How near a name is, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is just what is asked for.
    Whole,
    /// The place is called so, and more.
    Begins,
    /// Another name of the place begins so.
    AlsoBegins,
    /// So many halves of a letter differ: of the whole name, or of its beginning, for which two more count.
    Alike(u32, bool),
}

impl Nearness {
    /// Returns how near a place is of which this is one of the other names.
    fn of_other_name(self) -> Self {
        match self {
            Nearness::Begins => Nearness::AlsoBegins,
            Nearness::Alike(halves, begun) => Nearness::Alike(halves + 1, begun),
            Nearness::Whole | Nearness::AlsoBegins => self,
        }
    }
}

/// By what places are ranked: how near the name is, what the place is, how many live there, its number.
type Rank = (Nearness, Reverse<(u8, u32)>, u32);

/// Returns the `most` places of `tables` whose names come nearest to `asked`, the nearest first, the larger before the
/// smaller; one that several tables have comes from the first.
#[must_use]
pub fn search(tables: &[&Gazetteer], asked: &str, most: usize) -> Vec<Place> {
    let mut found: Vec<(Rank, Place)> = Vec::new();
    for table in tables {
        for (rank, place) in table.ranked(asked, most) {
            if found.iter().all(|(_, known)| known.id != place.id) {
                found.push((rank, place));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let with_country = |(_, mut place): (Rank, Place)| {
        if let Some(name) = tables.iter().find_map(|table| table.country(&place.country)) {
            name.clone_into(&mut place.country);
        }
        place
    };
    found.into_iter().take(most).map(with_country).collect()
}

impl Gazetteer {
    /// Returns the `most` places whose names come nearest to `asked`, with their ranks.
    fn ranked(&self, asked: &str, most: usize) -> Vec<(Rank, Place)> {
        let letters = folded(asked);
        let key = skeleton(asked);
        if key.is_empty() {
            return Vec::new();
        }
        // For each place the name that comes nearest.
        let mut found: HashMap<u32, (Nearness, usize)> = HashMap::new();
        let mut take = |groups: &mut dyn Iterator<Item = usize>| {
            for group in groups.filter_map(|at| self.groups.get(at)) {
                for at in group.names.start as usize..group.names.end as usize {
                    let Some(name) = self.names.get(at) else { continue };
                    let Some(near) = nearness(&letters, &folded(self.letters(name))) else { continue };
                    let is_other = self.places.get(name.place as usize).is_some_and(|place| place.name != name.text);
                    let near = if is_other { near.of_other_name() } else { near };
                    let best = found.entry(name.place).or_insert((near, at));
                    if near < best.0 {
                        *best = (near, at);
                    }
                }
            }
        };
        take(&mut self.beginning(&key));
        // The last letters typed may be half of a sound: `s` of `sh`, `tc` of `tch`.
        let mut shorter = letters.as_str();
        for _ in 1..LONGEST_SOUND {
            let Some(rest) = shorter.strip_suffix(|last| HALVES.contains(last)) else { break };
            shorter = rest;
            let before = skeleton(shorter);
            if !before.is_empty() && before != key {
                take(&mut self.beginning(&before));
            }
        }
        if key.chars().count() >= NEAR {
            let near = |at: &usize| self.groups.get(*at).is_some_and(|group| is_near(&key, self.skeleton(group)));
            take(&mut (0..self.groups.len()).filter(near));
        }
        self.best(found, most)
    }

    /// Returns the groups whose skeletons begin with `key`.
    fn beginning(&self, key: &str) -> std::ops::Range<usize> {
        let start = self.groups.partition_point(|group| self.skeleton(group) < key);
        let rest = self.groups.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|group| self.skeleton(group).starts_with(key))
    }

    fn best(&self, found: HashMap<u32, (Nearness, usize)>, most: usize) -> Vec<(Rank, Place)> {
        let ranks = found.into_iter().filter_map(|(place, (near, name))| {
            let kept = self.places.get(place as usize)?;
            Some(((near, Reverse((rank(kept), kept.inhabitants)), kept.id), name))
        });
        let mut ranks: Vec<(Rank, usize)> = ranks.collect();
        ranks.sort_unstable();
        let by_name = ranks.into_iter().take(most).filter_map(|(rank, name)| {
            let name = self.names.get(name)?;
            Some((rank, self.place(self.places.get(name.place as usize)?, self.letters(name))))
        });
        by_name.collect()
    }
}

/// Returns how near `name` is to `asked`, both folded; `None` if it is too far.
fn nearness(asked: &str, name: &str) -> Option<Nearness> {
    if asked == name {
        return Some(Nearness::Whole);
    }
    if name.starts_with(asked) {
        return Some(Nearness::Begins);
    }
    let length = asked.chars().count();
    let most = FAR + u32::try_from(length / 3).unwrap_or(u32::MAX);
    let whole = distance(asked, name, most).map(|halves| Nearness::Alike(halves, false));
    // As far as it is typed: the beginning of the name, as long as what is asked for.
    let head: String = name.chars().take(length).collect();
    let begun = distance(asked, &head, most).map(|halves| Nearness::Alike(halves + 2, true));
    whole.into_iter().chain(begun).min()
}

/// Returns how much a place counts beside others of the same name: countries, capitals and regions before towns, these
/// before the rest.
fn rank(kept: &Kept) -> u8 {
    match &kept.code {
        code if code.starts_with(b"PCL") => 4,
        b"PPLC " => 3,
        b"ADM1 " => 2,
        code if code.starts_with(b"PPL") => 2,
        code if code.starts_with(b"ADM") => 1,
        _ => 0,
    }
}
