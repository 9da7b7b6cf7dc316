//! Who said what, as values: pairs, nearness, order, what is left.

use std::sync::Arc;

use super::*;
use crate::annotation::ties::tie;
use crate::annotation::{Edit, IdSource, Party, Provenance, Transaction};
use crate::text::Document;
use proptest::prelude::*;

/// Two texts with a claim a sentence: `Who: what.`
struct Pair {
    texts: [Arc<Document>; 2],
    set: Set,
    ids: IdSource,
    claims: Vec<Id>,
}

impl Pair {
    fn new(left: &[(&str, &str)], right: &[(&str, &str)]) -> Self {
        let text = |claims: &[(&str, &str)]| -> String {
            claims.iter().flat_map(|(who, what)| [who, ": ", what, ". "]).collect()
        };
        let texts = [Arc::new(Document::new(DocId::A, text(left))), Arc::new(Document::new(DocId::B, text(right)))];
        let mut pair = Pair { texts, set: Set::new("s", "news", "mk"), ids: IdSource::new(5), claims: Vec::new() };
        for (doc, claims) in [(DocId::A, left), (DocId::B, right)] {
            let mut at = 0;
            for (who, what) in claims {
                let document = Arc::clone(&pair.texts[doc.index()]);
                let id = pair.id();
                let mut one = Attribution::empty(id, doc, Provenance::default());
                let said = at + who.len() + 2..at + who.len() + 2 + what.len();
                if !who.is_empty() {
                    let span = document.span(at..at + who.len()).expect("inside");
                    one.sources.push(Party { span: Some(span), ..Party::default() });
                }
                at = said.end + 2;
                one.contents.push(document.span(said).expect("inside"));
                pair.set.apply(&Transaction::of("", Edit::add(Record::Attribution(one)))).expect("free");
                pair.claims.push(id);
            }
        }
        pair
    }

    fn id(&mut self) -> Id {
        let set = &self.set;
        self.ids.next(|id| set.get(id).is_some())
    }

    fn tie(&mut self, one: usize, other: usize, says: Says) {
        let ends = [one, other].map(|at| Member::Record(RecordKind::Attribution, self.claims[at]));
        let id = self.id();
        let made = tie(&self.set, [&ends[0], &ends[1]], says, id, &Provenance::default(), String::new());
        self.set.apply(&made.expect("not tied yet")).expect("fits");
    }

    /// The rows in numbers of claims, with what holds them together.
    fn rows(&self, order: Order) -> Vec<String> {
        let comparison = Comparison::of(&self.texts).expect("small");
        let said = Said::of(&self.set, Some(&comparison));
        let number = |id: Id| self.claims.iter().position(|claim| *claim == id).expect("a claim");
        let source = |id: Id| match self.set.get(id) {
            Some(Record::Attribution(one)) => one
                .sources
                .first()
                .and_then(|party| party.span.as_ref())
                .map_or(String::new(), |span| self.texts[one.doc.index()].covered_span(span)),
            _ => String::new(),
        };
        let rows = said.rows(|_| true, order, source);
        let words = |row: &Row| {
            let ends = row.ends.map(|end| end.map_or("-".to_owned(), |id| number(id).to_string()));
            let sign = match row.relation {
                Relation::Tied(says) => says.words(),
                Relation::Near(_) => "near".to_owned(),
                Relation::Apart => "apart".to_owned(),
            };
            format!("{} {sign} {}", ends[0], ends[1])
        };
        rows.iter().map(words).collect()
    }
}

const HOLDS: &str = "the dam at Orlec holds";

fn pair() -> Pair {
    Pair::new(
        &[("Mayor", HOLDS), ("Agency", "three were hurt in Melvice"), ("Nobody", "schools stay closed")],
        &[("Officials", "five were hurt in Melvice"), ("Guard", "the dam was shut"), ("Mayor", HOLDS)],
    )
}

#[test]
fn what_is_tied_comes_before_what_is_near_and_both_before_the_rest() {
    let mut pair = pair();
    assert_eq!(pair.rows(Order::Text), ["0 near 5", "1 near 3", "2 apart 4"]);
    pair.tie(1, 3, Says::differs(crate::annotation::Difference::Number));
    assert_eq!(pair.rows(Order::Text), ["1 differs in number 3", "0 near 5", "2 apart 4"]);
    pair.tie(0, 4, Says::CONTRADICTS);
    assert_eq!(pair.rows(Order::Text), ["0 contradicts 4", "1 differs in number 3", "2 apart 5"]);
    pair.tie(0, 5, Says::SAME);
    assert_eq!(pair.rows(Order::Text)[..2], ["0 contradicts 4", "0 same 5"], "a claim of two ties has two rows");
    assert_eq!(pair.rows(Order::Kind), ["0 contradicts 4", "1 differs in number 3", "0 same 5", "2 apart -"]);
    assert_eq!(pair.rows(Order::Source)[0], "1 differs in number 3", "the agency comes before the mayor");
}

#[test]
fn ties_inside_one_report_are_counted_and_stand_in_no_row() {
    let mut pair = pair();
    pair.tie(4, 5, Says::CONTRADICTS);
    assert_eq!(pair.rows(Order::Text), ["0 near 5", "1 near 3", "2 apart 4"]);
    assert_eq!(inside(&pair.set, pair.claims[4]), [(pair.claims[5], Says::CONTRADICTS)]);
    pair.tie(0, 5, Says::SAME);
    let counts = Said::of(&pair.set, None).counts(&pair.set);
    assert_eq!((counts.claims, counts.tied), ([3, 3], [1, 1]));
    assert_eq!(counts.ties, BTreeMap::from([("contradicts", 1), ("same", 1)]));
}

#[test]
fn only_what_is_asked_for_is_shown() {
    let pair = pair();
    let comparison = Comparison::of(&pair.texts).expect("small");
    let said = Said::of(&pair.set, Some(&comparison));
    let only = |claim: usize| said.rows(|id| id == pair.claims[claim], Order::Text, |_| String::new());
    assert_eq!(only(5).iter().map(|row| row.ends[0]).collect::<Vec<_>>(), [Some(pair.claims[0])]);
    assert_eq!(only(4), [Row { ends: [None, Some(pair.claims[4])], relation: Relation::Apart }]);
    assert_eq!(said.rows(|_| false, Order::Text, |_| String::new()), []);
    assert_eq!(Said::of(&Set::new("s", "news", "mk"), None), Said::default());
}

proptest! {
    /// Whatever is tied to whatever, every claim stands in some row, and each without a tie in one.
    #[test]
    fn every_claim_has_its_row(
        sides in (0_usize..6, 0_usize..6),
        ties in prop::collection::vec((0_usize..12, 0_usize..12), 0..8),
    ) {
        let words = ["the dam holds", "a bus stood there", "schools are closed", "it rained", "boats came", "no one slept"];
        let side = |count: usize| words.iter().take(count).map(|what| ("Who", *what)).collect::<Vec<_>>();
        let mut pair = Pair::new(&side(sides.0), &side(sides.1));
        let count = pair.claims.len();
        let mut tied = std::collections::BTreeSet::new();
        let comparison = Comparison::of(&pair.texts).expect("small");
        let mut followed = Said::of(&pair.set, Some(&comparison));
        for (one, other) in ties {
            if one < count && other < count && one != other && tied.insert((one.min(other), one.max(other))) {
                pair.tie(one, other, Says::SAME);
            }
        }
        let said = Said::of(&pair.set, Some(&comparison));
        followed.follow_ties(&pair.set);
        prop_assert_eq!(&followed, &said);
        for order in [Order::Text, Order::Source, Order::Kind] {
            let rows = said.rows(|_| true, order, |id| id.to_string());
            for id in &pair.claims {
                let times = rows.iter().filter(|row| row.ends.contains(&Some(*id))).count();
                let across = rows.iter().any(|row| row.relation != Relation::Apart && row.ends.contains(&Some(*id)));
                prop_assert!(times == 1 || times > 1 && across);
            }
        }
    }
}
