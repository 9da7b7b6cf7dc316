//! Merging sets of every kind: what either side did is there afterwards, and it always holds together.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::annotation::mend::mend;
use crate::annotation::merge::{Merged, difference, merge};
use crate::annotation::{Id, Record, Set, SetBuilder};
use crate::format::arbitrary;

fn ids(set: &Set) -> Vec<Id> {
    let mut ids: Vec<Id> = set.records().map(Record::id).collect();
    ids.sort_unstable();
    ids
}

/// Merges and applies; the result must obey every rule of a set, and going back gives mine again.
fn merged(base: &Set, mine: &Set, theirs: &Set) -> (Set, Merged) {
    let merged = merge(base, mine, theirs).expect("holds together");
    let mut result = mine.clone();
    result.apply(&merged.transaction).expect("fits mine");
    let mut back = result.clone();
    back.apply(&merged.transaction.inverse()).expect("can be undone");
    assert!(difference(&back, mine).is_empty());
    let mut builder = SetBuilder::new("pair", "news", "mk");
    for record in result.records() {
        builder.enter(record.clone()).expect("whole");
    }
    builder.finish().expect("holds together");
    (result, merged)
}

/// What one side makes of `base`: some records gone, some changed, some new.
fn side(base: &Set, others: &[Record], sides: &[u8]) -> Set {
    let mut records: BTreeMap<Id, Record> = base.records().map(|record| (record.id(), record.clone())).collect();
    for (id, act) in ids(base).into_iter().zip(sides) {
        match (act % 4, records.get_mut(&id)) {
            (0, _) => {
                records.remove(&id);
            }
            (1, Some(Record::Mention(mention))) => mention.note.push_str(if *act > 100 { "one" } else { "other" }),
            (1, Some(Record::Link(link))) => link.note.push_str(if *act > 100 { "one" } else { "other" }),
            (1, Some(Record::Entity(entity))) => entity.name.push_str(if *act > 100 { "one" } else { "other" }),
            _ => {}
        }
    }
    for record in others {
        records.entry(record.id()).or_insert_with(|| record.clone());
    }
    mend(records, base).expect("mends").0
}

fn three() -> impl Strategy<Value = (Set, Set, Set)> {
    let acts = || prop::collection::vec(any::<u8>(), 16);
    (arbitrary::set(), arbitrary::records(), arbitrary::records(), acts(), acts()).prop_map(
        |(base, here, there, mine, theirs)| {
            let (mine, theirs) = (side(&base, &here, &mine), side(&base, &there, &theirs));
            (base, mine, theirs)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn without_a_change_on_one_side_the_other_is_the_result((base, mine, theirs) in three()) {
        for (mine, theirs, expected) in [(&mine, &base, &mine), (&base, &theirs, &theirs), (&mine, &mine, &mine)] {
            let (result, merged) = merged(&base, mine, theirs);
            prop_assert!(difference(&result, expected).is_empty());
            prop_assert!(merged.conflicts.is_empty() && merged.mended.is_empty() && merged.needed.is_empty());
        }
    }

    #[test]
    fn nothing_that_only_one_side_touched_is_missing_or_otherwise((base, mine, theirs) in three()) {
        let (result, merged) = merged(&base, &mine, &theirs);
        let mended: Vec<Id> = merged.mended.iter().map(|mended| mended.id).collect();
        for (here, there) in [(&mine, &theirs), (&theirs, &mine)] {
            for record in here.records().filter(|record| there.get(record.id()) == base.get(record.id())) {
                let id = record.id();
                let expected = result.get(id) == Some(record) || merged.twins.contains(&id) || mended.contains(&id);
                prop_assert!(expected, "{record:?}");
            }
        }
        for record in mine.records().filter(|record| merged.conflicts.contains(&record.id())) {
            prop_assert!(result.get(record.id()) == Some(record) || mended.contains(&record.id()));
        }
        // Merged again with the same, nothing more comes of it.
        let again = merge(&base, &result, &theirs).expect("holds together");
        prop_assert!(again.transaction.edits.iter().all(|edit| merged.twins.contains(&edit.id) || mended.contains(&edit.id)));
    }
}
