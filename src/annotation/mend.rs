//! Mending: records that came out of damage made to hold together, at a cost that is told.
//!
//! A reference to what is not there is cut, and the record that made it stays; only what then says nothing goes.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::attribution::{Attribution, Party};
use super::build::SetBuilder;
use super::edit::EditError;
use super::id::Id;
use super::record::{Member, Record, RecordKind};
use super::rules::{AFTER_ITSELF, WITHIN_ITSELF, whole};
use super::set::Set;

/// What had to be done to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: RecordKind,
    /// What it cost.
    pub cost: Cost,
}

/// What mending cost a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cost {
    /// It does not hold together, and goes.
    Gone(&'static str),
    /// It no longer refers to these, which are not there or are of another kind.
    Without(Vec<Id>),
    /// It led back to itself, and no longer does.
    Cut(&'static str),
}

/// Returns the set of `records` that hold together, and what it cost to make them.
///
/// # Errors
///
/// When they still do not hold together, which would be a fault of this function.
pub fn mend(mut records: BTreeMap<Id, Record>, empty: &Set) -> Result<(Set, Vec<Mended>), EditError> {
    let mut mended = Vec::new();
    cut_loose(&mut records, &mut mended);
    cut_circles(&mut records, &mut mended);
    let mut builder = SetBuilder::new(&empty.name, &empty.schema, &empty.annotator);
    for record in records.into_values() {
        builder.enter(record)?;
    }
    Ok((builder.finish()?, mended))
}

/// Cuts references to what is not there, and takes out what is not whole, until neither is left.
fn cut_loose(records: &mut BTreeMap<Id, Record>, mended: &mut Vec<Mended>) {
    let mut referrers: HashMap<Id, Vec<Id>> = HashMap::new();
    for record in records.values() {
        for referred in record.references() {
            referrers.entry(referred).or_default().push(record.id());
        }
    }
    let mut open: VecDeque<Id> = records.keys().copied().collect();
    while let Some(id) = open.pop_front() {
        let Some(mut record) = records.remove(&id) else { continue };
        let kind = record.kind();
        // The record itself is out, so that one to itself is cut like one to nothing.
        let cut = without(&mut record, |id, kind| records.get(&id).is_some_and(|found| found.kind() == kind));
        if !cut.is_empty() {
            mended.push(Mended { id, kind, cost: Cost::Without(cut) });
        }
        match whole(&record) {
            Ok(()) => {
                records.insert(id, record);
            }
            Err(error) => {
                let reason = if let EditError::Incomplete { reason, .. } = error { reason } else { "it is not whole" };
                mended.push(Mended { id, kind, cost: Cost::Gone(reason) });
                open.extend(referrers.get(&id).into_iter().flatten());
            }
        }
    }
}

/// Keeps of what `record` refers to only what `is_there`, and returns the rest.
fn without(record: &mut Record, is_there: impl Fn(Id, RecordKind) -> bool) -> Vec<Id> {
    let mut cut = Vec::new();
    let mut keep = |kind: RecordKind, reference: &mut Option<Id>| {
        if let Some(id) = reference.take_if(|id| !is_there(*id, kind)) {
            cut.push(id);
        }
    };
    match record {
        Record::Mention(mention) => keep(RecordKind::Entity, &mut mention.entity),
        Record::Attribution(attribution) => {
            for parties in [&mut attribution.sources, &mut attribution.addressees] {
                for party in parties.iter_mut() {
                    keep(RecordKind::Mention, &mut party.mention);
                    keep(RecordKind::Entity, &mut party.entity);
                }
                parties.retain(|party| *party != Party::default());
            }
            keep(RecordKind::Attribution, &mut attribution.within);
            keep(RecordKind::Attribution, &mut attribution.continues);
        }
        Record::Link(link) => link.members.retain(|member| match member {
            Member::Span(_) => true,
            Member::Record(kind, id) => {
                let mut reference = Some(*id);
                keep(*kind, &mut reference);
                reference.is_some()
            }
        }),
        Record::Document(_) | Record::Entity(_) | Record::Decision(_) | Record::Code(_) => {}
    }
    cut
}

/// Cuts the chains of attributions that lead back into themselves, each at the record that closes the circle.
fn cut_circles(records: &mut BTreeMap<Id, Record>, mended: &mut Vec<Mended>) {
    let within: Step = |attribution| &mut attribution.within;
    let continues: Step = |attribution| &mut attribution.continues;
    let ids: Vec<Id> = records.keys().copied().collect();
    for (step, reason) in [(within, WITHIN_ITSELF), (continues, AFTER_ITSELF)] {
        let mut ending: HashSet<Id> = HashSet::new();
        for id in &ids {
            let mut path = HashSet::new();
            let (mut last, mut at) = (*id, Some(*id));
            while let Some(here) = at.filter(|here| !ending.contains(here)) {
                if !path.insert(here) {
                    if let Some(Record::Attribution(closing)) = records.get_mut(&last) {
                        *step(closing) = None;
                    }
                    mended.push(Mended { id: last, kind: RecordKind::Attribution, cost: Cost::Cut(reason) });
                    break;
                }
                last = here;
                at = match records.get_mut(&here) {
                    Some(Record::Attribution(attribution)) => *step(attribution),
                    _ => None,
                };
            }
            ending.extend(path);
        }
    }
}

/// The reference by which an attribution leads on to another.
type Step = fn(&mut Attribution) -> &mut Option<Id>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Entity, Link, LinkKind, Mention, Provenance};
    use crate::text::{DocId, Document};

    fn id(last: char) -> Id {
        format!("0000000{last}").parse().expect("an id")
    }

    fn attribution(own: char, within: Option<char>, continues: Option<char>) -> Record {
        let document = Document::new(DocId::A, "said".to_owned());
        let mut attribution = Attribution::empty(id(own), DocId::A, Provenance::default());
        attribution.cues.push(document.span(0..4).expect("inside"));
        (attribution.within, attribution.continues) = (within.map(id), continues.map(id));
        Record::Attribution(attribution)
    }

    fn mention(own: char, entity: Option<char>) -> Record {
        let document = Document::new(DocId::A, "said".to_owned());
        let span = document.span(0..4).expect("inside");
        let mut mention = Mention::new(id(own), span, "person", Provenance::default());
        mention.entity = entity.map(id);
        Record::Mention(mention)
    }

    fn link(own: char, members: &[(RecordKind, char)]) -> Record {
        Record::Link(Link {
            id: id(own),
            kind: LinkKind::Same,
            differs_in: None,
            members: members.iter().map(|(kind, of)| Member::Record(*kind, id(*of))).collect(),
            note: String::new(),
            doubt: false,
            provenance: Provenance::default(),
        })
    }

    fn mended(records: Vec<Record>) -> (Vec<Id>, Vec<(Id, Cost)>) {
        let records = records.into_iter().map(|record| (record.id(), record)).collect();
        let (set, mended) = mend(records, &Set::new("s", "news", "mk")).expect("they hold together");
        let mut ids: Vec<Id> = set.records().map(Record::id).collect();
        ids.sort_unstable();
        (ids, mended.into_iter().map(|mended| (mended.id, mended.cost)).collect())
    }

    #[test]
    fn what_holds_together_stays_as_it_is() {
        let (ids, cost) =
            mended(vec![mention('1', None), attribution('2', Some('3'), None), attribution('3', None, None)]);
        assert_eq!((ids, cost), (vec![id('1'), id('2'), id('3')], Vec::new()));
    }

    #[test]
    fn a_reference_to_nothing_is_cut_and_its_record_stays() {
        let (ids, cost) = mended(vec![mention('1', Some('9'))]);
        assert_eq!((ids, cost), (vec![id('1')], vec![(id('1'), Cost::Without(vec![id('9')]))]));
        // A record of another kind is nothing that it could refer to.
        let (_, cost) = mended(vec![mention('1', Some('2')), mention('2', None)]);
        assert_eq!(cost, [(id('1'), Cost::Without(vec![id('2')]))]);
    }

    #[test]
    fn what_says_nothing_any_more_goes_and_takes_no_other_with_it() {
        let first = link('1', &[(RecordKind::Link, '2'), (RecordKind::Mention, '5'), (RecordKind::Mention, '6')]);
        let second = link('2', &[(RecordKind::Mention, '9'), (RecordKind::Mention, '5')]);
        let (ids, cost) = mended(vec![first, second, mention('5', None), mention('6', None)]);
        assert_eq!(ids, [id('1'), id('5'), id('6')]);
        assert!(cost.contains(&(id('2'), Cost::Gone("a link needs two members"))), "{cost:?}");
        assert!(cost.contains(&(id('1'), Cost::Without(vec![id('2')]))), "{cost:?}");
    }

    #[test]
    fn circles_are_opened_at_one_place() {
        let circle = vec![
            attribution('1', Some('2'), None),
            attribution('2', Some('3'), Some('1')),
            attribution('3', Some('2'), None),
            attribution('4', Some('4'), None),
        ];
        let (ids, cost) = mended(circle);
        assert_eq!(ids.len(), 4, "all of them stay");
        let (within, continues) = (Cost::Cut("it lies within itself"), Cost::Cut("it goes on with itself"));
        let itself = Cost::Without(vec![id('4')]);
        assert_eq!(cost, [(id('4'), itself), (id('3'), within)]);
        let (ids, cost) = mended(vec![attribution('1', None, Some('2')), attribution('2', None, Some('1'))]);
        assert_eq!((ids.len(), cost), (2, vec![(id('2'), continues)]));
    }

    #[test]
    fn a_record_that_cannot_be_is_named_with_the_reason() {
        let entity = Entity {
            id: id('1'),
            label: "place".to_owned(),
            name: String::new(),
            aliases: Vec::new(),
            outside_ids: Vec::new(),
            location: Some((91.0, 0.0)),
            attributes: BTreeMap::new(),
            note: String::new(),
            provenance: Provenance::default(),
        };
        let (ids, cost) = mended(vec![Record::Entity(entity), mention('2', Some('1'))]);
        assert_eq!(ids, [id('2')]);
        assert!(matches!(cost.as_slice(), [(_, Cost::Gone(_)), (_, Cost::Without(_))]), "{cost:?}");
    }
}
