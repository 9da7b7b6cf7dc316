//! Entities: what the mentions of both articles name, joined by a person or, until then, by equal names alone.
//!
//! What is joined by computation is never in the set: it is made anew whenever it is asked for, and only what a person
//! confirms becomes a record. Each function returns the one transaction that does what its name says.

use std::collections::{BTreeMap, HashMap};

use super::edit::{Edit, Transaction};
use super::id::Id;
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
    /// The names seen in the texts, the most frequent first, and whether each is joined by the name alone.
    pub names: Vec<(String, bool)>,
    /// How many mentions there are in the left article and in the right one.
    pub counts: [usize; 2],
    /// The mentions that a person has joined, in the order of the texts.
    pub confirmed: Vec<Id>,
    /// The mentions that are joined by their name alone, in the order of the texts.
    pub provisional: Vec<Id>,
}

impl Joined {
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

/// Returns all entities and all mentions that have none yet, joined where their names and labels are equal; by label and
/// name.
#[must_use]
pub fn joined(set: &Set, documents: [&Document; 2]) -> Vec<Joined> {
    let mut rows: Vec<Joined> = Vec::new();
    let mut of_entity: HashMap<Id, usize> = HashMap::new();
    let mut of_name: HashMap<(String, String), usize> = HashMap::new();
    for record in set.records() {
        let Record::Entity(entity) = record else { continue };
        of_entity.insert(entity.id, rows.len());
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            of_name.entry((entity.label.clone(), folded_name(name))).or_insert(rows.len());
        }
        rows.push(Joined {
            entity: Some(entity.id),
            label: entity.label.clone(),
            name: entity.name.clone(),
            names: Vec::new(),
            counts: [0, 0],
            confirmed: Vec::new(),
            provisional: Vec::new(),
        });
    }
    let mut mentions: Vec<&Mention> = set.mentions().collect();
    mentions.sort_by_key(|mention| (mention.span.doc(), mention.span.start(), mention.id));
    let words = |mention: &Mention| documents[mention.span.doc().index()].covered_span(&mention.span);
    // A name that a person has joined to an entity is one of its names.
    for mention in &mentions {
        if let Some(row) = mention.entity.and_then(|entity| of_entity.get(&entity)) {
            of_name.entry((mention.label.clone(), folded_name(&words(mention)))).or_insert(*row);
        }
    }
    let mut seen: Vec<BTreeMap<String, (usize, bool)>> = vec![BTreeMap::new(); rows.len()];
    for mention in mentions {
        let name = words(mention);
        let by_hand = mention.entity.and_then(|entity| of_entity.get(&entity)).copied();
        let row = by_hand.unwrap_or_else(|| {
            *of_name.entry((mention.label.clone(), folded_name(&name))).or_insert_with(|| {
                rows.push(new_row(mention, &name));
                seen.push(BTreeMap::new());
                rows.len() - 1
            })
        });
        let Some(found) = rows.get_mut(row) else { continue };
        found.counts[mention.span.doc().index()] += 1;
        if by_hand.is_some() {
            found.confirmed.push(mention.id);
        } else {
            found.provisional.push(mention.id);
        }
        if let Some(seen) = seen.get_mut(row) {
            let entry = seen.entry(name).or_insert((0, true));
            *entry = (entry.0 + 1, entry.1 && by_hand.is_none());
        }
    }
    for (row, seen) in rows.iter_mut().zip(seen) {
        let mut names: Vec<(String, (usize, bool))> = seen.into_iter().collect();
        names.sort_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), std::cmp::Reverse(name.chars().count())));
        row.names = names.into_iter().map(|(name, (_, open))| (name, open)).collect();
        if let Some((name, _)) = row.names.first().filter(|_| row.entity.is_none()) {
            row.name.clone_from(name);
        }
    }
    rows.sort_by(|one, other| {
        (&one.label, folded_name(&one.name), one.entity).cmp(&(&other.label, folded_name(&other.name), other.entity))
    });
    rows
}

fn new_row(mention: &Mention, name: &str) -> Joined {
    Joined {
        entity: None,
        label: mention.label.clone(),
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

/// Returns the transaction that gives `entity` the name `name`; the old one stays among its aliases.
#[must_use]
pub fn rename(set: &Set, entity: Id, name: &str, provenance: &Provenance) -> Option<Transaction> {
    let summary = format!("rename “{}” to “{name}”", name_of(set, entity)?);
    changed(set, entity, &summary, provenance, |after| {
        let old = std::mem::replace(&mut after.name, name.to_owned());
        after.aliases.retain(|alias| folded_name(alias) != folded_name(name));
        if folded_name(&old) != folded_name(name) && !after.aliases.contains(&old) {
            after.aliases.push(old);
        }
    })
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
mod tests {
    use super::*;
    use crate::annotation::{Attribution, Link, LinkKind, Party};

    const TEXT: [&str; 2] =
        ["The Taliban took Kabul. Taliban left.", "Kabul fell to the insurgents, the Taliban said."];

    /// Two articles with a mention of each word of `words` at every place, and their ids.
    fn tagged(words: &[(&str, &str)]) -> (Set, [Document; 2]) {
        let documents = [Document::new(DocId::A, TEXT[0].to_owned()), Document::new(DocId::B, TEXT[1].to_owned())];
        let mut set = Set::new("pair", "news", "mk");
        let mut edits = Vec::new();
        let mut number = 0;
        for (word, label) in words {
            for document in &documents {
                for (at, found) in document.text().match_indices(word) {
                    number += 1;
                    let span = document.span(at..at + found.len()).expect("whole words");
                    let mention = Mention::new(id(number), span, label, Provenance::default());
                    edits.push(Edit::add(Record::Mention(mention)));
                }
            }
        }
        set.apply(&Transaction { summary: String::new(), edits }).expect("nothing clashes");
        (set, documents)
    }

    fn id(number: u64) -> Id {
        format!("{number:0>8}").parse().expect("digits are an id")
    }

    fn rows(set: &Set, documents: &[Document; 2]) -> Vec<(String, [usize; 2], usize, usize)> {
        let rows = joined(set, [&documents[0], &documents[1]]);
        rows.into_iter().map(|row| (row.name, row.counts, row.confirmed.len(), row.provisional.len())).collect()
    }

    /// Applies what is made of `set`, and checks that it can be taken back.
    fn apply(set: &mut Set, make: impl FnOnce(&Set) -> Transaction) {
        let transaction = make(set);
        let records = |set: &Set| {
            let mut records: Vec<Record> = set.records().cloned().collect();
            records.sort_by_key(Record::id);
            records
        };
        let before = records(set);
        set.apply(&transaction).expect("it was made for this set");
        let mut back = set.clone();
        back.apply(&transaction.inverse()).expect("it can be taken back");
        assert_eq!(records(&back), before);
    }

    #[test]
    fn equal_names_are_joined_until_a_person_says_so() {
        let (mut set, documents) = tagged(&[("Taliban", "organization"), ("Kabul", "place")]);
        assert_eq!(rows(&set, &documents), [("Taliban".to_owned(), [2, 1], 0, 3), ("Kabul".to_owned(), [1, 1], 0, 2)]);
        let row = joined(&set, [&documents[0], &documents[1]]).remove(0);
        assert!(row.is_open() && row.only_in().is_none());
        apply(&mut set, |set| confirm(set, &row, id(90), &Provenance::default()));
        assert_eq!(rows(&set, &documents)[0], ("Taliban".to_owned(), [2, 1], 3, 0));
    }

    #[test]
    fn names_differ_in_nothing_by_article_case_and_possessive() {
        assert_eq!(folded_name("The Taliban’s"), folded_name("taliban"));
        assert_eq!(folded_name("Abdul  Rashid\nDostum"), "abdul rashid dostum");
        assert_eq!(folded_name("The"), "the");
        assert_ne!(folded_name("喀布尔"), folded_name("赫拉特"));
    }

    #[test]
    fn another_name_is_tied_split_and_untied() {
        let (mut set, documents) = tagged(&[("Taliban", "organization"), ("the insurgents", "organization")]);
        let all = joined(&set, [&documents[0], &documents[1]]);
        let taliban = all.iter().find(|row| row.name == "Taliban").expect("it is tagged").clone();
        let others = all.iter().find(|row| row.name != "Taliban").expect("it is tagged").clone();
        apply(&mut set, |set| confirm(set, &taliban, id(90), &Provenance::default()));
        apply(&mut set, |set| tie(set, &others.provisional, Some(id(90)), &Provenance::default()));
        assert_eq!(rows(&set, &documents), [("Taliban".to_owned(), [2, 2], 4, 0)]);
        let entity = named(id(91), "organization", "the insurgents", &Provenance::default());
        apply(&mut set, |set| split(set, &others.provisional, entity, &Provenance::default()));
        assert_eq!(rows(&set, &documents).len(), 2);
        apply(&mut set, |set| tie(set, &others.provisional, None, &Provenance::default()));
        assert_eq!(rows(&set, &documents).iter().map(|row| row.3).sum::<usize>(), 1);
    }

    #[test]
    fn merging_takes_everything_along() {
        let (mut set, documents) = tagged(&[("Taliban", "organization"), ("the insurgents", "group")]);
        for (row, number) in joined(&set, [&documents[0], &documents[1]]).iter().zip(90..) {
            apply(&mut set, |set| confirm(set, row, id(number), &Provenance::default()));
        }
        let mut attribution = Attribution::empty(id(80), DocId::B, Provenance::default());
        attribution.sources.push(Party { entity: Some(id(90)), ..Party::default() });
        let member = |number| Member::Record(RecordKind::Entity, id(number));
        let link = Link {
            id: id(81),
            kind: LinkKind::Same,
            differs_in: None,
            members: vec![member(90), member(91)],
            note: String::new(),
            doubt: false,
            provenance: Provenance::default(),
        };
        let edits = vec![Edit::add(Record::Attribution(attribution)), Edit::add(Record::Link(link))];
        apply(&mut set, |_| Transaction { summary: String::new(), edits });
        apply(&mut set, |set| merge(set, id(91), id(90), &Provenance::default()).expect("both are entities"));
        assert!(set.get(id(90)).is_none() && set.get(id(81)).is_none(), "a link to itself says nothing");
        assert!(matches!(set.get(id(80)), Some(Record::Attribution(one)) if one.sources[0].entity == Some(id(91))));
        assert_eq!(rows(&set, &documents)[0].1, [2, 2]);
        assert_eq!(merge(&set, id(91), id(91), &Provenance::default()), None);
    }

    #[test]
    fn renaming_keeps_the_old_name() {
        let (mut set, documents) = tagged(&[("Kabul", "place")]);
        let row = joined(&set, [&documents[0], &documents[1]]).remove(0);
        apply(&mut set, |set| confirm(set, &row, id(90), &Provenance::default()));
        apply(&mut set, |set| rename(set, id(90), "Kabul city", &Provenance::default()).expect("another name"));
        let Some(Record::Entity(entity)) = set.get(id(90)) else { panic!("it is there") };
        assert_eq!((entity.name.as_str(), entity.aliases.as_slice()), ("Kabul city", ["Kabul".to_owned()].as_slice()));
        assert_eq!(rename(&set, id(90), "Kabul city", &Provenance::default()), None);
    }

    #[test]
    fn ids_elsewhere_have_a_form() {
        for good in ["wikidata:Q42", "geonames:1142264", "https://example.org/x", "isni:0000000121032683"] {
            assert_eq!(check_outside_id(good), Ok(()), "{good}");
        }
        for bad in ["Q42", "wikidata:42", "geonames:Kabul", "wikidata:Q42 ", "http:x", ":", "", "a b:c"] {
            assert!(check_outside_id(bad).is_err(), "{bad}");
        }
    }
}
