//! What is joined, and what each transaction makes of it.

use super::*;
use crate::annotation::{Attribution, Link, LinkKind, Party};

const TEXT: [&str; 2] = ["The Taliban took Kabul. Taliban left.", "Kabul fell to the insurgents, the Taliban said."];

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

/// What is joined in `set`.
fn all(set: &Set, documents: &[Document; 2]) -> Vec<Joined> {
    let sides = [&documents[0], &documents[1]];
    joined(set, sides, &Names::of(set, sides))
}

fn rows(set: &Set, documents: &[Document; 2]) -> Vec<(String, [usize; 2], usize, usize)> {
    let rows = all(set, documents);
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
    let row = all(&set, &documents).remove(0);
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
    let all = all(&set, &documents);
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
    for (row, number) in all(&set, &documents).iter().zip(90..) {
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
    let row = all(&set, &documents).remove(0);
    apply(&mut set, |set| confirm(set, &row, id(90), &Provenance::default()));
    let rename = |set: &Set| changed(set, id(90), "", &Provenance::default(), |after| renamed(after, "Kabul city"));
    apply(&mut set, |set| rename(set).expect("another name"));
    let Some(Record::Entity(entity)) = set.get(id(90)) else { panic!("it is there") };
    assert_eq!((entity.name.as_str(), entity.aliases.as_slice()), ("Kabul city", ["Kabul".to_owned()].as_slice()));
    assert_eq!(rename(&set), None);
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
