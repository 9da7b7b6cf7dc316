//! Entities: what the mentions of both articles name, joined by a person or, until then, by equal names alone.
//!
//! What is joined by computation is never in the set: it is made anew whenever it is asked for, and only what a person
//! confirms becomes a record. Each function returns the one transaction that does what its name says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::edit::{Edit, Transaction};
use super::id::Id;
use super::names::{Key, Names, Who, folded_name, one_line};
use super::provenance::Provenance;
use super::record::{Entity, Member, Mention, Record, RecordKind};
use super::set::Set;
use crate::text::{DocId, Document};

/// Mentions that name the same, by a person's word or by equal names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The entity; none where mentions are joined by their name alone.
    pub entity: Option<Id>,
    /// The label of the entity, or of the mentions.
    pub label: String,
    /// The name to show.
    pub name: String,
    /// The names seen in the texts, the most frequent first.
    pub names: Vec<Seen>,
    /// How many mentions there are in the left article and in the right one.
    pub counts: [usize; 2],
    /// The mentions that a person has joined, in the order of the texts.
    pub confirmed: Vec<Id>,
    /// The mentions that are joined by their name alone, in the order of the texts.
    pub provisional: Vec<Id>,
}

/// A name as it stands in the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The words.
    pub name: String,
    /// How many mentions have just these.
    pub count: usize,
    /// Whether each of them is joined by the name alone.
    pub open: bool,
}

impl Joined {
    /// Returns what it stands for.
    #[must_use]
    pub fn who(&self) -> Who {
        match self.entity {
            Some(entity) => Who::Entity(entity),
            None => Who::Named(Key { label: self.label.clone(), name: folded_name(&self.name) }),
        }
    }

    /// Returns whether a person has still to say that it is so.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.entity.is_none() || !self.provisional.is_empty()
    }

    /// Returns the only article that it is mentioned in, none if it is in both or in neither.
    #[must_use]
    pub fn only_in(&self) -> Option<DocId> {
        match self.counts {
            [_, 0] => Some(DocId::A),
            [0, _] => Some(DocId::B),
            _ => None,
        }
        .filter(|_| self.counts != [0, 0])
    }

    /// Returns all its mentions, those that a person has joined first.
    pub fn mentions(&self) -> impl Iterator<Item = Id> + '_ {
        self.confirmed.iter().chain(&self.provisional).copied()
    }
}

/// Returns all entities and all mentions that have none yet, joined as [`Names`] says; by label and name.
#[must_use]
pub fn joined(set: &Set, documents: [&Document; 2], names: &Names) -> Vec<Joined> {
    let mut rows: BTreeMap<Who, (Joined, BTreeMap<String, Seen>)> = BTreeMap::new();
    for entity in set.entities() {
        let row = new_row(Some(entity.id), &entity.label, &entity.name);
        rows.insert(Who::Entity(entity.id), (row, BTreeMap::new()));
    }
    let mut mentions: Vec<&Mention> = set.mentions().collect();
    mentions.sort_by_key(|mention| (mention.span.doc(), mention.span.start(), mention.id));
    for mention in mentions {
        let name = documents[mention.span.doc().index()].covered_span(&mention.span);
        let who = names.who(mention, documents);
        let (row, seen) = rows.entry(who).or_insert_with(|| (new_row(None, &mention.label, &name), BTreeMap::new()));
        row.counts[mention.span.doc().index()] += 1;
        let by_hand = mention.entity.is_some();
        if by_hand { &mut row.confirmed } else { &mut row.provisional }.push(mention.id);
        let seen = seen.entry(name).or_insert_with_key(|name| Seen { name: name.clone(), count: 0, open: true });
        seen.count += 1;
        seen.open &= !by_hand;
    }
    let mut rows: Vec<Joined> = rows.into_values().map(|(row, seen)| with_names(row, seen)).collect();
    rows.sort_by_cached_key(|row| (row.label.clone(), folded_name(&row.name), row.entity));
    rows
}

fn with_names(mut row: Joined, seen: BTreeMap<String, Seen>) -> Joined {
    row.names = seen.into_values().collect();
    row.names.sort_by_key(|seen| (Reverse(seen.count), Reverse(seen.name.chars().count())));
    if let Some(first) = row.names.first().filter(|_| row.entity.is_none()) {
        row.name = one_line(&first.name);
    }
    row
}

fn new_row(entity: Option<Id>, label: &str, name: &str) -> Joined {
    Joined {
        entity,
        label: label.to_owned(),
        name: name.to_owned(),
        names: Vec::new(),
        counts: [0, 0],
        confirmed: Vec::new(),
        provisional: Vec::new(),
    }
}

/// Returns the transaction by which what `row` joins becomes so by a person's word; a new entity has the id `id`.
#[must_use]
pub fn confirm(set: &Set, row: &Joined, id: Id, provenance: &Provenance) -> Transaction {
    let mut edits = Vec::new();
    let entity = row.entity.unwrap_or_else(|| {
        edits.push(Edit::add(Record::Entity(named(id, &row.label, &row.name, provenance))));
        id
    });
    edits.extend(row.provisional.iter().filter_map(|mention| given(set, *mention, Some(entity), provenance)));
    Transaction { summary: format!("entity “{}”", row.name), edits }
}

/// Returns an entity with nothing known of it but label and name.
#[must_use]
pub fn named(id: Id, label: &str, name: &str, provenance: &Provenance) -> Entity {
    Entity {
        id,
        label: label.to_owned(),
        name: name.to_owned(),
        aliases: Vec::new(),
        outside_ids: Vec::new(),
        location: None,
        attributes: BTreeMap::new(),
        note: String::new(),
        provenance: provenance.clone(),
    }
}

/// Returns the transaction by which `mentions` name `entity`, or nothing any more.
#[must_use]
pub fn tie(set: &Set, mentions: &[Id], entity: Option<Id>, provenance: &Provenance) -> Transaction {
    let edits = mentions.iter().filter_map(|mention| given(set, *mention, entity, provenance)).collect();
    let name = entity.and_then(|id| name_of(set, id)).unwrap_or_default();
    let summary = if entity.is_some() { format!("tie to “{name}”") } else { "tie to no entity".to_owned() };
    Transaction { summary, edits }
}

/// Returns the transaction by which `mentions` name a new entity.
#[must_use]
pub fn split(set: &Set, mentions: &[Id], entity: Entity, provenance: &Provenance) -> Transaction {
    let (id, name) = (entity.id, entity.name.clone());
    let mut edits = vec![Edit::add(Record::Entity(entity))];
    edits.extend(mentions.iter().filter_map(|mention| given(set, *mention, Some(id), provenance)));
    Transaction { summary: format!("split out “{name}”"), edits }
}

/// Returns the transaction by which all that is said of `gone` is said of `kept`, whose aliases and ids grow by those of
/// the other; none if one of them is no entity.
#[must_use]
pub fn merge(set: &Set, kept: Id, gone: Id, provenance: &Provenance) -> Option<Transaction> {
    let (Some(Record::Entity(kept_now)), Some(Record::Entity(gone_now))) = (set.get(kept), set.get(gone)) else {
        return None;
    };
    if kept == gone {
        return None;
    }
    let mut after = kept_now.clone();
    let known: Vec<String> = std::iter::once(&after.name).chain(&after.aliases).map(|name| folded_name(name)).collect();
    let names = std::iter::once(&gone_now.name).chain(&gone_now.aliases);
    after.aliases.extend(names.filter(|name| !known.contains(&folded_name(name))).cloned());
    let new_ids = gone_now.outside_ids.iter().filter(|id| !kept_now.outside_ids.contains(id));
    after.outside_ids.extend(new_ids.cloned());
    after.location = after.location.or(gone_now.location);
    for (name, value) in &gone_now.attributes {
        after.attributes.entry(name.clone()).or_insert_with(|| value.clone());
    }
    if !gone_now.note.is_empty() && after.note != gone_now.note {
        let apart = if after.note.is_empty() { "" } else { "; " };
        after.note = format!("{}{apart}{}", after.note, gone_now.note);
    }
    after.provenance = provenance.clone();
    let mut edits = vec![Edit::replace(Record::Entity(kept_now.clone()), Record::Entity(after))];
    for by in set.referrers(gone) {
        edits.extend(set.get(*by).and_then(|record| exchanged(record, gone, kept)));
    }
    edits.push(Edit::remove(Record::Entity(gone_now.clone())));
    Some(Transaction { summary: format!("merge “{}” into “{}”", gone_now.name, kept_now.name), edits })
}

/// Returns the edit by which `record` refers to entity `kept` where it referred to `gone`.
fn exchanged(record: &Record, gone: Id, kept: Id) -> Option<Edit> {
    let after = match record {
        Record::Mention(mention) => {
            let mut after = mention.clone();
            after.entity = Some(kept);
            Record::Mention(after)
        }
        Record::Attribution(attribution) => {
            let mut after = attribution.clone();
            for party in after.sources.iter_mut().chain(&mut after.addressees) {
                party.entity = party.entity.map(|entity| if entity == gone { kept } else { entity });
            }
            Record::Attribution(after)
        }
        Record::Link(link) => {
            let mut after = link.clone();
            let (old, new) = (Member::Record(RecordKind::Entity, gone), Member::Record(RecordKind::Entity, kept));
            let there = after.members.contains(&new);
            after.members.retain(|member| !(there && *member == old));
            for member in after.members.iter_mut().filter(|member| **member == old) {
                *member = new.clone();
            }
            if after.members.len() < 2 {
                return Some(Edit::remove(record.clone()));
            }
            Record::Link(after)
        }
        _ => return None,
    };
    Some(Edit::replace(record.clone(), after))
}

/// Returns the transaction that changes `entity` to what `change` makes of it; none if it is no entity or nothing changes.
#[must_use]
pub fn changed(
    set: &Set,
    entity: Id,
    summary: &str,
    provenance: &Provenance,
    change: impl FnOnce(&mut Entity),
) -> Option<Transaction> {
    let Some(Record::Entity(before)) = set.get(entity) else { return None };
    let mut after = before.clone();
    change(&mut after);
    if after == *before {
        return None;
    }
    after.provenance = provenance.clone();
    let edit = Edit::replace(Record::Entity(before.clone()), Record::Entity(after));
    Some(Transaction::of(summary, edit))
}

/// Gives `entity` the name `name`; the old one stays among its aliases.
pub fn renamed(entity: &mut Entity, name: &str) {
    let old = std::mem::replace(&mut entity.name, name.to_owned());
    let new = folded_name(name);
    entity.aliases.retain(|alias| folded_name(alias) != new);
    if folded_name(&old) != new && !entity.aliases.contains(&old) {
        entity.aliases.push(old);
    }
}

/// Returns the edit by which mention `id` names `entity`; none if it does so already.
fn given(set: &Set, id: Id, entity: Option<Id>, provenance: &Provenance) -> Option<Edit> {
    let before = set.mention(id)?;
    if before.entity == entity {
        return None;
    }
    let mut after = before.clone();
    after.entity = entity;
    after.provenance = Provenance { how: before.provenance.how.clone(), ..provenance.clone() };
    Some(Edit::replace(Record::Mention(before.clone()), Record::Mention(after)))
}

/// Returns the name of entity `id`.
#[must_use]
pub fn name_of(set: &Set, id: Id) -> Option<&str> {
    match set.get(id)? {
        Record::Entity(entity) => Some(&entity.name),
        _ => None,
    }
}

/// Returns why `id` is no id of an entity elsewhere: `wikidata:Q42`, `geonames:1142264`, an address.
///
/// # Errors
///
/// With what is wrong, in a few words.
pub fn check_outside_id(id: &str) -> Result<(), &'static str> {
    if id.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err("an id has no blanks");
    }
    let Some((scheme, rest)) = id.split_once(':').filter(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
    else {
        return Err("an id says whose it is: wikidata:Q42, geonames:1142264, https://…");
    };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|digit| digit.is_ascii_digit());
    match scheme {
        "wikidata" if !rest.strip_prefix('Q').is_some_and(digits) => Err("a Wikidata id is Q and digits: wikidata:Q42"),
        "geonames" if !digits(rest) => Err("a GeoNames id is digits: geonames:1142264"),
        "viaf" if !digits(rest) => Err("a VIAF id is digits: viaf:97113511"),
        "http" | "https" if !rest.starts_with("//") || rest.len() < 5 => Err("an address begins https://"),
        _ if !scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign)) => {
            Err("before the colon stand letters and digits alone")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
