//! The rules that every record of a set obeys, whoever makes it: a key, an import, a file.
//!
//! What passes here can be written to a file and read back; a set never holds what its file could not.

use std::collections::BTreeMap;

use super::attribution::Attribution;
use super::edit::EditError;
use super::id::Id;
use super::provenance::{Provenance, Timestamp};
use super::record::{Link, LinkKind, Member, Mention, Record, RecordKind};

/// The most pieces a span of a record may have.
pub const MAX_PIECES: usize = 0xFFFF;

/// The most values that a list of a record may have: aliases, parts of one kind, members and the like.
pub const MAX_ITEMS: usize = 4000;

/// The most attributes that a record may have.
pub const MAX_ATTRIBUTES: usize = 1000;

/// What is wrong with an attribution that lies in its own content.
pub const WITHIN_ITSELF: &str = "it lies within itself";

/// What is wrong with an attribution that goes on with its own quotation.
pub const AFTER_ITSELF: &str = "it goes on with itself";

/// What is wrong with a record that refers to itself.
pub const TO_ITSELF: &str = "it refers to itself";

/// What is wrong with a party that is nobody.
pub const EMPTY_PARTY: &str = "a party needs a span, a mention or an entity";

/// Refuses a record that says nothing, or something that cannot be.
///
/// # Errors
///
/// [`EditError::Incomplete`] with what is wrong.
pub(super) fn whole(record: &Record) -> Result<(), EditError> {
    let flaw = flaw(record).or_else(|| {
        let dated = provenance(record).is_none_or(|from| (Timestamp::FIRST..=Timestamp::LAST).contains(&from.on));
        let document = matches!(record.id(), Id::A | Id::B) == (record.kind() == RecordKind::Document);
        match record {
            _ if !dated => Some("its time lies outside the years 0 to 9999"),
            _ if !document => Some("the ids `a` and `b` are those of the documents"),
            _ if record.references().contains(&record.id()) => Some(TO_ITSELF),
            _ if record.spans().iter().any(|span| span.fragments().len() > MAX_PIECES) => {
                Some("a span has at most 65535 pieces")
            }
            _ if longest_list(record) > MAX_ITEMS => Some("a list of a record has at most 4000 values"),
            _ if attributes(record).is_some_and(|attributes| attributes.len() > MAX_ATTRIBUTES) => {
                Some("a record has at most 1000 attributes")
            }
            _ => None,
        }
    });
    flaw.map_or(Ok(()), |reason| Err(EditError::Incomplete { id: record.id(), reason }))
}

fn flaw(record: &Record) -> Option<&'static str> {
    match record {
        Record::Attribution(attribution) => attribution_flaw(attribution),
        Record::Link(Link { members, .. }) if members.len() < 2 => Some("a link needs two members"),
        Record::Link(Link { kind, differs_in: Some(_), .. }) if *kind != LinkKind::Differs => {
            Some("only a link that says `differs` says in what")
        }
        Record::Mention(Mention { label, .. }) if label.is_empty() => Some("a mention needs a label"),
        Record::Mention(Mention { confidence: Some(1001..), .. }) => Some("a confidence is at most 1"),
        Record::Entity(entity) => match entity.location {
            Some((latitude, longitude))
                if !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)) =>
            {
                Some("a location is a latitude from -90 to 90 and a longitude from -180 to 180")
            }
            _ => None,
        },
        Record::Document(_) | Record::Link(_) | Record::Mention(_) | Record::Decision(_) | Record::Code(_) => None,
    }
}

fn attribution_flaw(attribution: &Attribution) -> Option<&'static str> {
    let mut parties = attribution.sources.iter().chain(&attribution.addressees);
    if attribution.is_empty() {
        Some("an attribution needs a part")
    } else if parties.any(|party| party.span.is_none() && party.mention.is_none() && party.entity.is_none()) {
        Some(EMPTY_PARTY)
    } else if attribution.spans().any(|span| span.doc() != attribution.doc) {
        Some("all parts of an attribution lie in one document")
    } else {
        None
    }
}

/// Returns how many values the longest list of `record` has.
fn longest_list(record: &Record) -> usize {
    match record {
        Record::Entity(entity) => entity.aliases.len().max(entity.outside_ids.len()),
        Record::Attribution(attribution) => {
            let parties = attribution.sources.len().max(attribution.addressees.len());
            let spans = [&attribution.cues, &attribution.contents, &attribution.supplements].map(Vec::len);
            spans.into_iter().fold(parties.max(attribution.evidence.len()), usize::max)
        }
        Record::Link(link) => link.members.len(),
        Record::Document(_) | Record::Mention(_) | Record::Decision(_) | Record::Code(_) => 0,
    }
}

fn attributes(record: &Record) -> Option<&BTreeMap<String, String>> {
    match record {
        Record::Entity(entity) => Some(&entity.attributes),
        Record::Mention(mention) => Some(&mention.attributes),
        Record::Attribution(attribution) => Some(&attribution.attributes),
        Record::Document(_) | Record::Link(_) | Record::Decision(_) | Record::Code(_) => None,
    }
}

fn provenance(record: &Record) -> Option<&Provenance> {
    match record {
        Record::Document(_) => None,
        Record::Entity(entity) => Some(&entity.provenance),
        Record::Mention(mention) => Some(&mention.provenance),
        Record::Attribution(attribution) => Some(&attribution.provenance),
        Record::Link(link) => Some(&link.provenance),
        Record::Decision(decision) => Some(&decision.provenance),
        Record::Code(code) => Some(&code.provenance),
    }
}

/// Checks that all that `record` refers to is there, each of the kind that it is taken for; `kind` tells what is there.
///
/// # Errors
///
/// [`EditError::Dangling`] or [`EditError::Incomplete`].
pub(super) fn refers_well(kind: impl Fn(Id) -> Option<RecordKind>, record: &Record) -> Result<(), EditError> {
    for (id, expected) in references(record) {
        match kind(id) {
            None => return Err(EditError::Dangling { id, by: record.id() }),
            Some(found) if found != expected => {
                return Err(EditError::Incomplete {
                    id: record.id(),
                    reason: "it refers to a record of another kind than it says",
                });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Returns the ids that `record` refers to, each with the kind that it is taken for.
fn references(record: &Record) -> Vec<(Id, RecordKind)> {
    let entity = |id: Option<Id>| id.map(|id| (id, RecordKind::Entity));
    match record {
        Record::Mention(mention) => entity(mention.entity).into_iter().collect(),
        Record::Attribution(attribution) => {
            let parties = attribution.sources.iter().chain(&attribution.addressees);
            let named =
                parties.flat_map(|party| [party.mention.map(|id| (id, RecordKind::Mention)), entity(party.entity)]);
            let others = [attribution.within, attribution.continues];
            named.chain(others.map(|id| id.map(|id| (id, RecordKind::Attribution)))).flatten().collect()
        }
        Record::Link(link) => {
            let records = link.members.iter().filter_map(|member| match member {
                Member::Span(_) => None,
                Member::Record(kind, id) => Some((*id, *kind)),
            });
            records.collect()
        }
        Record::Document(_) | Record::Entity(_) | Record::Decision(_) | Record::Code(_) => Vec::new(),
    }
}

/// Checks that no attribution lies within itself or goes on with itself, over any number of steps; `after` tells what each
/// leads to, as [`next`] does. Every circle must have one of `ids` in it. No chain is walked twice from one of them on.
///
/// # Errors
///
/// [`EditError::Incomplete`] where one comes back, for the lowest of `ids` from which one is reached.
pub(super) fn no_circles(after: impl Fn(Id) -> [Option<Id>; 2], mut ids: Vec<Id>) -> Result<(), EditError> {
    ids.sort_unstable();
    ids.dedup();
    let ways = [WITHIN_ITSELF, AFTER_ITSELF];
    let circles =
        ways.into_iter().enumerate().filter_map(|(way, reason)| Some((circular(|id| after(id)[way], &ids)?, reason)));
    match circles.min_by_key(|(id, _)| *id) {
        Some((id, reason)) => Err(EditError::Incomplete { id, reason }),
        None => Ok(()),
    }
}

/// Returns the first of the sorted `ids` from which a circle is reached.
fn circular(after: impl Fn(Id) -> Option<Id>, ids: &[Id]) -> Option<Id> {
    // For each id, on which walk it was passed, counted from 1.
    let mut passed: Vec<u32> = vec![0; ids.len()];
    for (walk, first) in (1..).zip(ids) {
        let mut here = Some(*first);
        while let Some(id) = here {
            if let Ok(at) = ids.binary_search(&id) {
                match passed[at] {
                    0 => passed[at] = walk,
                    earlier if earlier == walk => return Some(*first),
                    // An earlier walk went on from here and came to an end.
                    _ => break,
                }
            }
            here = after(id);
        }
    }
    None
}

/// Returns the attributions that `record` leads to: the one that it lies within, and the one that it goes on with.
pub(super) fn next(record: &Record) -> [Option<Id>; 2] {
    match record {
        Record::Attribution(attribution) => [attribution.within, attribution.continues],
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Decision, DecisionOn, Edit, Entity, Party, Set, Transaction};
    use crate::text::{DocId, Document};

    fn id(last: char) -> Id {
        format!("0000000{last}").parse().expect("an id")
    }

    fn attribution(own: char, within: Option<char>) -> Record {
        let document = Document::new(DocId::A, "said".to_owned());
        let mut attribution = Attribution::empty(id(own), DocId::A, Provenance::default());
        attribution.cues.push(document.span(0..4).expect("inside"));
        attribution.within = within.map(id);
        Record::Attribution(attribution)
    }

    fn entity(own: char) -> Entity {
        Entity {
            id: id(own),
            label: "place".to_owned(),
            name: "Şıbırğan".to_owned(),
            aliases: Vec::new(),
            outside_ids: Vec::new(),
            location: None,
            attributes: std::collections::BTreeMap::new(),
            note: String::new(),
            provenance: Provenance::default(),
        }
    }

    fn add(records: &[Record]) -> Result<(), EditError> {
        let edits = records.iter().cloned().map(Edit::add).collect();
        Set::new("s", "news", "mk").apply(&Transaction { summary: String::new(), edits })
    }

    fn reason(result: Result<(), EditError>) -> &'static str {
        match result {
            Err(EditError::Incomplete { reason, .. }) => reason,
            other => panic!("not refused as incomplete: {other:?}"),
        }
    }

    #[test]
    fn a_place_outside_the_globe_and_a_time_outside_the_calendar_are_refused() {
        for location in [(90.5, 0.0), (0.0, -181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            let entity = Entity { location: Some(location), ..entity('1') };
            assert!(reason(whole(&Record::Entity(entity))).contains("latitude"), "{location:?}");
        }
        let mut late = entity('1');
        late.provenance.on = Timestamp(i64::MAX);
        assert!(reason(whole(&Record::Entity(late))).contains("years"));
        assert_eq!(whole(&Record::Entity(Entity { location: Some((-90.0, 180.0)), ..entity('1') })), Ok(()));
    }

    #[test]
    fn what_no_file_could_hold_never_enters_a_set() {
        let aliases = |count| vec!["Şıbırğan".to_owned(); count];
        assert_eq!(whole(&Record::Entity(Entity { aliases: aliases(MAX_ITEMS), ..entity('1') })), Ok(()));
        let long = whole(&Record::Entity(Entity { aliases: aliases(MAX_ITEMS + 1), ..entity('1') }));
        assert!(reason(long).contains(&MAX_ITEMS.to_string()));
        let attributes = (0..=MAX_ATTRIBUTES).map(|number| (number.to_string(), String::new())).collect();
        let many = whole(&Record::Entity(Entity { attributes, ..entity('1') }));
        assert!(reason(many).contains(&MAX_ATTRIBUTES.to_string()));
    }

    #[test]
    fn the_ids_of_documents_are_theirs_alone() {
        let on = DecisionOn::NotThis("May".to_owned());
        let decision = Decision { id: Id::A, on, label: None, provenance: Provenance::default() };
        assert!(reason(whole(&Record::Decision(decision))).contains("documents"));
    }

    #[test]
    fn a_reference_is_to_the_kind_it_says() {
        let mut speaks = Attribution::empty(id('2'), DocId::A, Provenance::default());
        speaks.sources.push(Party { mention: Some(id('1')), ..Party::default() });
        let both = [Record::Entity(entity('1')), Record::Attribution(speaks.clone())];
        assert!(reason(add(&both)).contains("another kind"));
        speaks.sources = vec![Party { entity: Some(id('1')), ..Party::default() }];
        assert_eq!(add(&[Record::Entity(entity('1')), Record::Attribution(speaks)]), Ok(()));
    }

    #[test]
    fn a_record_never_becomes_another_kind_under_those_who_refer_to_it() {
        let mut set = Set::new("s", "news", "mk");
        let outer = attribution('1', None);
        let before = [outer.clone(), attribution('2', Some('1'))].map(Edit::add).to_vec();
        set.apply(&Transaction { summary: String::new(), edits: before }).expect("fits");
        let swapped = vec![Edit::remove(outer.clone()), Edit::add(Record::Entity(entity('1')))];
        assert!(reason(set.apply(&Transaction { summary: String::new(), edits: swapped })).contains("another kind"));
        let replaced = Edit::replace(outer, Record::Entity(entity('1')));
        assert!(reason(set.apply(&Transaction::of("", replaced))).contains("kind"));
    }

    #[test]
    fn nesting_never_comes_back_to_its_start() {
        assert_eq!(add(&[attribution('1', None), attribution('2', Some('1')), attribution('3', Some('2'))]), Ok(()));
        assert!(reason(add(&[attribution('1', Some('1'))])).contains("itself"));
        let ring = [attribution('1', Some('3')), attribution('2', Some('1')), attribution('3', Some('2'))];
        assert!(reason(add(&ring)).contains("within itself"));
    }
}
