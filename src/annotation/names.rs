//! Names: which mentions of a set bear which name, and whom a mention without an entity names by its name alone.
//!
//! A mention that a person has tied names its entity. Any other is joined by its label and its folded name: to the
//! entity that has this name or alias, else to the one that most mentions of this name are tied to, else to the
//! other mentions of the same name. What is asked of a name costs no more the more mentions bear it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::edit::Edit;
use super::id::Id;
use super::record::{Entity, Mention, Record};
use super::set::Set;
use crate::text::{DocId, Document};

/// A label and a folded name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The label.
    pub label: String,
    /// The name, as [`folded_name`] returns it.
    pub name: String,
}

/// What a mention names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// An entity of the set.
    Entity(Id),
    /// What the other mentions of this name name.
    Named(Key),
}

/// Where a mention stands in the pair, the earlier the less: document, first and last byte, id.
pub type Place = (DocId, usize, usize, Id);

/// Mentions of one name that are tied to one entity, or to none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bearers {
    /// Where they stand.
    places: BTreeSet<Place>,
    /// How many of them each article has.
    counts: [usize; 2],
}

impl Bearers {
    /// Returns the next place after `from`, or the one before if `back`; without `from` the first, or the last.
    fn next(&self, from: Option<Place>, back: bool) -> Option<Place> {
        let from = from.map_or(Bound::Unbounded, Bound::Excluded);
        let found = if back {
            self.places.range((Bound::Unbounded, from)).next_back()
        } else {
            self.places.range((from, Bound::Unbounded)).next()
        };
        found.copied()
    }
}

/// What is known of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Use {
    /// The mentions of this name by what they are tied to.
    bearers: BTreeMap<Option<Id>, Bearers>,
    /// The entities that have it as name or alias.
    claims: Vec<Id>,
}

impl Use {
    /// Returns the entity that a mention of this name without one is joined to: one that has the name, or else one that
    /// mentions of this name are tied to; of several the one that most are tied to.
    fn owner(&self) -> Option<Id> {
        let tied = |id: Id| self.bearers.get(&Some(id)).map_or(0, |tied| tied.places.len());
        let of_name = self.claims.iter().copied().max_by_key(|id| (tied(*id), Reverse(*id)));
        of_name.or_else(|| self.bearers.keys().filter_map(|entity| *entity).max_by_key(|id| (tied(*id), Reverse(*id))))
    }

    fn enter(&mut self, mention: &Mention, add: bool) {
        let place = place(mention);
        let bearers = self.bearers.entry(mention.entity).or_default();
        let count = &mut bearers.counts[place.0.index()];
        if add {
            *count += 1;
            bearers.places.insert(place);
        } else {
            *count = count.saturating_sub(1);
            bearers.places.remove(&place);
        }
        if bearers.places.is_empty() {
            self.bearers.remove(&mention.entity);
        }
    }

    /// Returns the mentions of this name that name `entity`, or none for those that name no entity: those tied to it, and
    /// those tied to none if `is_owner`.
    fn of(&self, entity: Option<Id>, is_owner: bool) -> impl Iterator<Item = &Bearers> {
        let tied = entity.and_then(|_| self.bearers.get(&entity));
        let free = if is_owner { self.bearers.get(&None) } else { None };
        tied.into_iter().chain(free)
    }
}

/// All names of a set, kept true by every edit.
#[derive(Debug, Clone, Default)]
pub struct Names {
    uses: HashMap<Arc<Key>, Use>,
    /// The names that each entity has, or that mentions tied to it bear, with how many reasons there are for each.
    of_entity: HashMap<Id, BTreeMap<Arc<Key>, usize>>,
}

impl Names {
    /// Returns the names of all mentions and entities of `set`, which it goes through once.
    #[must_use]
    pub fn of(set: &Set, documents: [&Document; 2]) -> Self {
        let mut names = Names::default();
        set.visit(|record| match record {
            Record::Entity(entity) => names.enter_entity(entity, true),
            Record::Mention(mention) => names.enter_mention(mention, documents, true),
            _ => {}
        });
        names
    }

    /// Keeps the names true after `edit` has been applied, which lies between the texts of `sides`.
    pub fn follow(&mut self, edit: &Edit, sides: [[&Document; 2]; 2]) {
        for (record, documents, add) in [(&edit.before, sides[0], false), (&edit.after, sides[1], true)] {
            match record {
                Some(Record::Entity(entity)) => self.enter_entity(entity, add),
                Some(Record::Mention(mention)) => self.enter_mention(mention, documents, add),
                _ => {}
            }
        }
    }

    /// Returns what `mention`, which covers words of `documents`, names.
    #[must_use]
    pub fn who(&self, mention: &Mention, documents: [&Document; 2]) -> Who {
        if let Some(entity) = mention.entity {
            return Who::Entity(entity);
        }
        let key = key_of(mention, documents);
        match self.uses.get(&key).and_then(Use::owner) {
            Some(entity) => Who::Entity(entity),
            None => Who::Named(key),
        }
    }

    /// Returns how many mentions name `who` in the left article and in the right one.
    #[must_use]
    pub fn counts(&self, who: &Who) -> [usize; 2] {
        let mut counts = [0, 0];
        for (used, entity, is_owner) in self.uses_of(who) {
            for bearers in used.of(entity, is_owner) {
                let [a, b] = bearers.counts;
                counts = [counts[0] + a, counts[1] + b];
            }
        }
        counts
    }

    /// Returns the next mention of `who` after `from` in the order of the texts, or the one before if `back`; without
    /// `from` the first of all, or the last.
    #[must_use]
    pub fn next(&self, who: &Who, from: Option<Place>, back: bool) -> Option<Place> {
        let bearers = self.uses_of(who).flat_map(|(used, entity, is_owner)| used.of(entity, is_owner));
        let found = bearers.filter_map(|bearers| bearers.next(from, back));
        if back { found.max() } else { found.min() }
    }

    /// Returns the names that `who` has, or that mentions tied to it bear.
    pub fn names_of<'n>(&'n self, who: &'n Who) -> impl Iterator<Item = &'n Key> + 'n {
        let (own, of_entity) = match who {
            Who::Named(key) => (Some(key), None),
            Who::Entity(entity) => (None, self.of_entity.get(entity)),
        };
        own.into_iter().chain(of_entity.into_iter().flat_map(BTreeMap::keys).map(|key| &**key))
    }

    /// Returns the names that belong to no entity, in no order.
    pub fn unowned(&self) -> impl Iterator<Item = &Key> {
        self.uses.iter().filter(|(_, found)| found.owner().is_none()).map(|(key, _)| &**key)
    }

    /// Returns what is known of each name of `who`, with the entity that it is and whether mentions without one are
    /// joined to it.
    fn uses_of<'n>(&'n self, who: &'n Who) -> impl Iterator<Item = (&'n Use, Option<Id>, bool)> + 'n {
        let entity = match who {
            Who::Entity(entity) => Some(*entity),
            Who::Named(_) => None,
        };
        let uses = self.names_of(who).filter_map(|key| self.uses.get(key));
        uses.map(move |used| (used, entity, used.owner() == entity))
    }

    fn enter_entity(&mut self, entity: &Entity, add: bool) {
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            let key = Arc::new(Key { label: entity.label.clone(), name: folded_name(name) });
            self.change(&key, |found| put(&mut found.claims, entity.id, add));
            self.belong(entity.id, &key, add);
        }
    }

    fn enter_mention(&mut self, mention: &Mention, documents: [&Document; 2], add: bool) {
        let key = Arc::new(key_of(mention, documents));
        self.change(&key, |found| found.enter(mention, add));
        if let Some(entity) = mention.entity {
            self.belong(entity, &key, add);
        }
    }

    fn change(&mut self, key: &Arc<Key>, change: impl FnOnce(&mut Use)) {
        let found = self.uses.entry(Arc::clone(key)).or_default();
        change(found);
        if found.bearers.is_empty() && found.claims.is_empty() {
            self.uses.remove(key);
        }
    }

    fn belong(&mut self, entity: Id, key: &Arc<Key>, add: bool) {
        let keys = self.of_entity.entry(entity).or_default();
        let reasons = keys.entry(Arc::clone(key)).or_default();
        *reasons = if add { *reasons + 1 } else { reasons.saturating_sub(1) };
        if *reasons == 0 {
            keys.remove(key);
        }
        if keys.is_empty() {
            self.of_entity.remove(&entity);
        }
    }
}

/// Returns `name` as names are compared: in small letters, without an article before it, without a possessive after it, with
/// plain apostrophes and single blanks.
#[must_use]
pub fn folded_name(name: &str) -> String {
    let plain = name.replace(['’', '‘', 'ʼ'], "'").to_lowercase();
    let plain = plain.strip_suffix("'s").or_else(|| plain.strip_suffix('\'')).unwrap_or(&plain);
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && matches!(words.first(), Some(&("the" | "a" | "an"))) {
        words.remove(0);
    }
    words.join(" ")
}

/// Returns `name` on one line, single blanks between its words.
#[must_use]
pub fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds `value` to `values`, or takes one such out.
fn put<T: PartialEq>(values: &mut Vec<T>, value: T, add: bool) {
    if add {
        values.push(value);
    } else if let Some(at) = values.iter().position(|known| *known == value) {
        values.swap_remove(at);
    }
}

/// Returns where `mention` stands.
#[must_use]
pub fn place(mention: &Mention) -> Place {
    (mention.span.doc(), mention.span.start(), mention.span.end(), mention.id)
}

/// Returns the name of `mention`, with its label.
#[must_use]
pub fn key_of(mention: &Mention, documents: [&Document; 2]) -> Key {
    let document = documents[mention.span.doc().index()];
    let name = match mention.span.fragments() {
        [one] => folded_name(document.covered(*one)),
        _ => folded_name(&document.covered_span(&mention.span)),
    };
    Key { label: mention.label.clone(), name }
}

#[cfg(test)]
mod tests;
