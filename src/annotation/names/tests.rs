//! The names stay true whatever is done to the set.

use super::*;
use crate::annotation::entities::{changed, confirm, joined, merge, named, renamed, tie};
use crate::annotation::{IdSource, Provenance, Transaction};
use proptest::prelude::*;

const WORDS: [&str; 6] = ["Taliban", "the Taliban", "Kabul", "KABUL’s", "they", "喀布尔"];

fn documents() -> [Document; 2] {
    let text = WORDS.join(" . ").repeat(3);
    DocId::BOTH.map(|doc| Document::new(doc, text.clone()))
}

/// What one step does to the set; its numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    Tag(usize, usize, bool),
    Confirm(usize),
    Tie(usize, usize),
    Untie(usize),
    Merge(usize, usize),
    Rename(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0..40_usize;
    prop_oneof![
        (number.clone(), number.clone(), any::<bool>()).prop_map(|(word, nth, b)| Step::Tag(word, nth, b)),
        number.clone().prop_map(Step::Confirm),
        (number.clone(), number.clone()).prop_map(|(one, other)| Step::Tie(one, other)),
        number.clone().prop_map(Step::Untie),
        (number.clone(), number.clone()).prop_map(|(one, other)| Step::Merge(one, other)),
        (number.clone(), number).prop_map(|(one, other)| Step::Rename(one, other)),
    ]
}

fn transaction(step: &Step, set: &Set, sides: [&Document; 2], ids: &mut IdSource) -> Option<Transaction> {
    let by = Provenance::default();
    let mut mentions: Vec<Id> = set.mentions().map(|mention| mention.id).collect();
    let mut entities: Vec<Id> = set.entities().map(|entity| entity.id).collect();
    mentions.sort();
    entities.sort();
    let pick = |from: &[Id], at: usize| from.get(at % from.len().max(1)).copied();
    let id = ids.next(|_| false);
    match step {
        Step::Tag(word, nth, right) => {
            let document = sides[usize::from(*right)];
            let word = WORDS[word % WORDS.len()];
            let places: Vec<usize> = document.text().match_indices(word).map(|(at, _)| at).collect();
            let at = places[nth % places.len()];
            let label = if nth % 3 == 0 { "place" } else { "organization" };
            let span = document.span(at..at + word.len()).expect("whole words");
            Some(Transaction::of("", Edit::add(Record::Mention(Mention::new(id, span, label, by)))))
        }
        Step::Confirm(at) => {
            let rows = joined(set, sides, &Names::of(set, sides));
            let row = rows.get(at % rows.len().max(1))?;
            Some(confirm(set, row, id, &by))
        }
        Step::Tie(mention, entity) => {
            Some(tie(set, &[pick(&mentions, *mention)?], Some(pick(&entities, *entity)?), &by))
        }
        Step::Untie(mention) => Some(tie(set, &[pick(&mentions, *mention)?], None, &by)),
        Step::Merge(kept, gone) => merge(set, pick(&entities, *kept)?, pick(&entities, *gone)?, &by),
        Step::Rename(entity, word) => {
            changed(set, pick(&entities, *entity)?, "", &by, |entity| renamed(entity, WORDS[word % WORDS.len()]))
        }
    }
}

/// Returns the mentions of `who` as they are gone through from the first, or from the last back.
fn walked(names: &Names, who: &Who, back: bool) -> Vec<Place> {
    std::iter::successors(names.next(who, None, back), |from| names.next(who, Some(*from), back)).collect()
}

proptest! {
    /// Following each edit leads to the same as going through the set anew, also back again; every mention is joined in
    /// just one row, and the counts are those of the rows.
    #[test]
    fn names_follow_every_change(steps in prop::collection::vec(step(), 1..40)) {
        let documents = documents();
        let sides = [&documents[0], &documents[1]];
        let (mut set, mut ids) = (Set::new("pair", "news", "mk"), IdSource::new(3));
        let mut names = Names::of(&set, sides);
        let mut done = Vec::new();
        for step in &steps {
            let Some(transaction) = transaction(step, &set, sides, &mut ids) else { continue };
            set.apply(&transaction).expect("it was made for this set");
            for edit in &transaction.edits {
                names.follow(edit, [sides, sides]);
            }
            done.push(transaction);
            let anew = Names::of(&set, sides);
            let rows = joined(&set, sides, &names);
            prop_assert_eq!(&rows, &joined(&set, sides, &anew));
            prop_assert_eq!(rows.iter().map(|row| row.mentions().count()).sum::<usize>(), set.mentions().count());
            for row in rows {
                prop_assert_eq!(names.counts(&row.who()), row.counts);
                let mut expected: Vec<Place> = row.mentions().filter_map(|id| set.mention(id)).map(place).collect();
                expected.sort();
                prop_assert_eq!(&walked(&names, &row.who(), false), &expected);
                expected.reverse();
                prop_assert_eq!(walked(&names, &row.who(), true), expected);
            }
        }
        for transaction in done.iter().rev() {
            let back = transaction.inverse();
            set.apply(&back).expect("it was done");
            for edit in &back.edits {
                names.follow(edit, [sides, sides]);
            }
        }
        prop_assert!(names.uses.is_empty() && names.of_entity.is_empty());
    }
}

#[test]
fn the_name_of_an_entity_wins_over_what_is_tied_to_another() {
    let documents = documents();
    let sides = [&documents[0], &documents[1]];
    let mut set = Set::new("pair", "news", "mk");
    let mention = |number, nth: usize, entity| {
        let (at, word) = documents[0].text().match_indices("they").nth(nth).expect("three times");
        let span = documents[0].span(at..at + word.len()).expect("whole words");
        let mention = Mention::new(Id::from_bits(number), span, "organization", Provenance::default());
        Record::Mention(Mention { entity, ..mention })
    };
    let entity =
        |number, name| Record::Entity(named(Id::from_bits(number), "organization", name, &Provenance::default()));
    let taliban = Id::from_bits(20);
    let records = [entity(20, "Taliban"), mention(1, 0, Some(taliban)), mention(2, 1, None)];
    set.apply(&Transaction { summary: String::new(), edits: records.map(Edit::add).to_vec() }).expect("they fit");
    let free = set.mention(Id::from_bits(2)).expect("it is there").clone();
    assert_eq!(Names::of(&set, sides).who(&free, sides), Who::Entity(taliban));
    set.apply(&Transaction::of("", Edit::add(entity(10, "They")))).expect("it fits");
    assert_eq!(Names::of(&set, sides).who(&free, sides), Who::Entity(Id::from_bits(10)));
}
