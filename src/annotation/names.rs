//! Names: which mentions of a set bear which name, and whom a mention without an entity names by its name alone.
//!
//! A mention that a person has tied names its entity. Any other is joined by its label and its folded name: to the
//! entity that has this name or alias, else to the one that most mentions of this name are tied to, else to the
//! other mentions of the same name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
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

/// A mention under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bearer {
    id: Id,
    doc: DocId,
    entity: Option<Id>,
}

/// What is known of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Use {
    bearers: Vec<Bearer>,
    /// The entities that have it as name or alias.
    claims: Vec<Id>,
}

impl Use {
    /// Returns the entity that a mention of this name without one is joined to.
    fn owner(&self) -> Option<Id> {
        if let Some(claim) = self.claims.iter().min() {
            return Some(*claim);
        }
        let mut tied: HashMap<Id, usize> = HashMap::new();
        for entity in self.bearers.iter().filter_map(|bearer| bearer.entity) {
            *tied.entry(entity).or_default() += 1;
        }
        tied.into_iter().max_by_key(|(entity, count)| (*count, Reverse(*entity))).map(|(entity, _)| entity)
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

    /// Returns the mentions that name `who`, in no order.
    #[must_use]
    pub fn mentions(&self, who: &Who) -> Vec<Id> {
        self.bearers(who).into_iter().map(|bearer| bearer.id).collect()
    }

    /// Returns how many mentions name `who` in the left article and in the right one.
    #[must_use]
    pub fn counts(&self, who: &Who) -> [usize; 2] {
        let mut counts = [0, 0];
        for bearer in self.bearers(who) {
            counts[bearer.doc.index()] += 1;
        }
        counts
    }

    /// Returns the names of label `label` that belong to no entity, in no order.
    pub fn unowned<'n>(&'n self, label: &'n str) -> impl Iterator<Item = &'n Key> + 'n {
        let free = move |(key, found): &(&'n Arc<Key>, &'n Use)| key.label == label && found.owner().is_none();
        self.uses.iter().filter(free).map(|(key, _)| &**key)
    }

    fn bearers(&self, who: &Who) -> Vec<Bearer> {
        match who {
            Who::Named(key) => self.uses.get(key).map(|found| found.bearers.clone()).unwrap_or_default(),
            Who::Entity(entity) => {
                let keys = self.of_entity.get(entity).into_iter().flat_map(BTreeMap::keys);
                let mut found = Vec::new();
                for used in keys.filter_map(|key| self.uses.get(key)) {
                    let is_owner = used.owner() == Some(*entity);
                    let names_it = |bearer: &&Bearer| bearer.entity.map_or(is_owner, |tied| tied == *entity);
                    found.extend(used.bearers.iter().filter(names_it).copied());
                }
                found
            }
        }
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
        let bearer = Bearer { id: mention.id, doc: mention.span.doc(), entity: mention.entity };
        self.change(&key, |found| put(&mut found.bearers, bearer, add));
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
