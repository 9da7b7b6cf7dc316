//! Merging: what either did is there afterwards, and it always holds together.

use super::*;
use crate::annotation::{Attribution, Entity, Provenance, SetBuilder};
use crate::text::{DocId, Document};

fn id(last: char) -> Id {
    format!("0000000{last}").parse().expect("an id")
}

fn mention(own: char, entity: Option<char>) -> Mention {
    let document = Document::new(DocId::A, "Şıbırğan fell".to_owned());
    let span = document.span(0..document.text().find(' ').expect("a blank")).expect("inside");
    Mention { entity: entity.map(id), ..Mention::new(id(own), span, "place", Provenance::default()) }
}

fn named(own: char, note: &str) -> Record {
    Record::Mention(Mention { note: note.to_owned(), ..mention(own, None) })
}

fn entity(own: char) -> Record {
    Record::Entity(Entity {
        id: id(own),
        label: "place".to_owned(),
        name: "Şıbırğan".to_owned(),
        aliases: Vec::new(),
        outside_ids: Vec::new(),
        location: None,
        attributes: BTreeMap::new(),
        note: String::new(),
        provenance: Provenance::default(),
    })
}

fn attribution(own: char, within: Option<char>) -> Record {
    let document = Document::new(DocId::A, "said".to_owned());
    let mut attribution = Attribution::empty(id(own), DocId::A, Provenance::default());
    attribution.cues.push(document.span(0..4).expect("inside"));
    attribution.within = within.map(id);
    Record::Attribution(attribution)
}

fn set(records: impl IntoIterator<Item = Record>) -> Set {
    let mut builder = SetBuilder::new("pair", "news", "mk");
    for record in records {
        builder.enter(record).expect("whole");
    }
    builder.finish().expect("holds together")
}

/// Merges and applies; the result must obey every rule of a set.
fn merged(base: &Set, mine: &Set, theirs: &Set) -> (Set, Merged) {
    let merged = merge(base, mine, theirs).expect("holds together");
    let mut result = mine.clone();
    result.apply(&merged.transaction).expect("fits mine");
    let mut back = result.clone();
    back.apply(&merged.transaction.inverse()).expect("can be undone");
    assert!(difference(&back, mine).is_empty());
    set(result.records().cloned());
    (result, merged)
}

fn ids(set: &Set) -> Vec<Id> {
    let mut ids: Vec<Id> = set.records().map(Record::id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn what_either_did_is_there_and_what_both_did_stays_as_here() {
    let base = set([named('1', ""), named('2', ""), named('3', ""), named('4', "")]);
    let mine = set([named('1', "mine"), named('2', "mine"), named('4', ""), named('5', "new here")]);
    let theirs = set([named('1', ""), named('2', "theirs"), named('3', ""), named('6', "new there")]);
    let (result, merged) = merged(&base, &mine, &theirs);
    assert_eq!(ids(&result), ['1', '2', '5', '6'].map(id));
    assert_eq!((merged.conflicts, merged.twins, merged.doubled), (vec![id('2')], Vec::new(), vec![id('6')]));
    assert_eq!(result.mention(id('2')).map(|mention| mention.note.as_str()), Some("mine"));
    assert_eq!(Counts::of(&difference(&base, &theirs)).words(), "1 new, 1 changed, 1 removed");
    assert_eq!(Counts::of(&difference(&base, &mine)).words(), "1 new, 2 changed, 1 removed");
    assert_eq!(Counts::default().words(), "nothing");
}

#[test]
fn what_one_removed_stays_where_the_other_refers_to_it() {
    let base = set([entity('1'), entity('2'), named('3', "")]);
    let mine = set([entity('1'), named('3', ""), Record::Mention(mention('4', Some('1')))]);
    let theirs = set([
        entity('2'),
        named('3', ""),
        Record::Mention(Mention { label: "x".to_owned(), ..mention('5', Some('2')) }),
    ]);
    let (result, merged) = merged(&base, &mine, &theirs);
    assert_eq!(ids(&result), ['1', '2', '3', '4', '5'].map(id));
    assert_eq!(merged.needed, [id('1'), id('2')]);
}

#[test]
fn the_same_tag_made_twice_is_there_once() {
    let base = set([]);
    let mine = set([named('1', "")]);
    let mut later = mention('2', None);
    later.provenance.by = "ab".to_owned();
    let (result, merged_alike) = merged(&base, &mine, &set([Record::Mention(later.clone())]));
    assert_eq!((ids(&result), merged_alike.twins), (vec![id('1')], vec![id('2')]));
    later.doubt = true;
    let (result, merged) = merged(&base, &mine, &set([Record::Mention(later)]));
    assert_eq!((ids(&result), merged.doubled), (vec![id('1'), id('2')], vec![id('2')]));
}

#[test]
fn a_circle_that_only_both_together_make_is_opened() {
    let base = set([attribution('1', None), attribution('2', None)]);
    let mine = set([attribution('1', Some('2')), attribution('2', None)]);
    let theirs = set([attribution('1', None), attribution('2', Some('1'))]);
    let (result, merged) = merged(&base, &mine, &theirs);
    assert_eq!((result.records().count(), merged.mended.len()), (2, 1));
}

#[test]
fn a_record_never_becomes_another_kind() {
    let base = set([named('1', "")]);
    let (result, merged) = merged(&base, &base, &set([entity('1')]));
    assert_eq!((difference(&result, &base), merged.conflicts), (Vec::new(), vec![id('1')]));
}
