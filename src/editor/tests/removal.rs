//! Removing what other records hang on: soft ones change with it and are counted, hard ones refuse.

use super::{Bench, bench_at};
use crate::annotation::{Edit, Id, Link, LinkKind, Member, Party, Provenance, Record, RecordKind, Transaction};

const TEXT: &str = "The |Taliban| said the city fell, AFP reported. Kabul stands.";

fn id(last: char) -> Id {
    format!("0000000{last}").parse().expect("an id")
}

/// Adds `records` as an import would.
fn put(bench: &mut Bench, records: Vec<Record>) {
    let edits = records.into_iter().map(Edit::add).collect();
    bench.editor.put(&Transaction { summary: String::new(), edits }).expect("it fits");
}

fn tie(own: char, members: &[(RecordKind, Id)]) -> Record {
    let members = members.iter().map(|(kind, id)| Member::Record(*kind, *id)).collect();
    let (kind, provenance) = (LinkKind::Same, Provenance::default());
    Record::Link(Link { id: id(own), kind, differs_in: None, members, note: String::new(), doubt: false, provenance })
}

fn of_kind(bench: &Bench, kind: RecordKind) -> Vec<Record> {
    bench.editor.set().records().filter(|record| record.kind() == kind).cloned().collect()
}

#[test]
fn a_tag_goes_with_its_ties_and_leaves_its_words_to_who_spoke() {
    let mut bench = bench_at(TEXT);
    bench.keys("o l a a");
    let mention = of_kind(&bench, RecordKind::Mention)[0].id();
    let attribution = of_kind(&bench, RecordKind::Attribution)[0].id();
    put(&mut bench, vec![tie('1', &[(RecordKind::Mention, mention), (RecordKind::Attribution, attribution)])]);
    let all = |bench: &Bench| {
        let mut all: Vec<Record> = bench.editor.set().records().cloned().collect();
        all.sort_by_key(Record::id);
        all
    };
    let before = all(&bench);
    bench.keys("[ t x");
    assert_eq!(bench.message(), "“Taliban” removed, 1 tie goes with it, 1 party keeps its words   u undo");
    assert_eq!(bench.editor.set().count(RecordKind::Link), 0);
    let Record::Attribution(left) = &of_kind(&bench, RecordKind::Attribution)[0] else { panic!("an attribution") };
    assert!(left.sources.iter().all(|party| party.mention.is_none() && party.span.is_some()), "{left:?}");
    bench.keys("u");
    assert_eq!(all(&bench), before, "undo brings all of it back");
}

#[test]
fn what_was_nested_in_an_attribution_stays_without_it() {
    let mut bench = bench_at(TEXT);
    bench.keys("l a a / r e p o r t e d enter a a");
    let nested = |bench: &Bench| {
        let all = of_kind(bench, RecordKind::Attribution);
        all.iter().filter(|one| matches!(one, Record::Attribution(one) if one.within.is_some())).count()
    };
    assert_eq!(nested(&bench), 1, "{}", bench.screen());
    bench.keys("a x");
    assert!(bench.message().ends_with("removed, 1 attribution is no longer nested   u undo"), "{}", bench.message());
    assert_eq!((nested(&bench), bench.editor.set().count(RecordKind::Attribution)), (0, 1));
    bench.keys("u");
    assert_eq!(nested(&bench), 1);
}

#[test]
fn what_alone_says_who_spoke_cannot_go() {
    let mut bench = bench_at(TEXT);
    bench.keys("o l a a");
    let entity = crate::annotation::entities::named(id('7'), "organization", "Taliban", &Provenance::default());
    let Record::Attribution(before) = of_kind(&bench, RecordKind::Attribution)[0].clone() else {
        panic!("an attribution")
    };
    let mut after = before.clone();
    after.sources = vec![Party { entity: Some(id('7')), ..Party::default() }];
    put(&mut bench, vec![Record::Entity(entity)]);
    let edit = Edit::replace(Record::Attribution(before), Record::Attribution(after));
    bench.editor.put(&Transaction::of("", edit)).expect("it fits");
    let refused = crate::editor::removal::removal(bench.editor.set(), id('7'), String::new()).map(|_| ());
    let by = refused.expect_err("the party would be nobody");
    bench.editor.tell_needed("“Taliban”", by);
    let told = "“Taliban” stays: it is all that is said of a party of “the city fell” (A ¶1); change that first";
    assert_eq!(bench.message(), told);
}
