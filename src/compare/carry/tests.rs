//! Carrying, case by case.

use super::*;
use crate::annotation::{Attribution, DocumentInfo, IdSource, Link, LinkKind, Mention, Party, Provenance, RecordKind};
use crate::text::DocId;

const OLD: &str = "The bridge held, an aide to Vaskel confirmed on Monday.\nThe lower town had been emptied, Kestrel Wire “reported”.\n";

/// A document and a set on it.
struct Tagged {
    document: Document,
    set: Set,
    ids: IdSource,
}

impl Tagged {
    fn new(text: &str) -> Self {
        let document = Document::new(DocId::A, text.to_owned());
        let info = |doc, text: &str| DocumentInfo::of(&Document::new(doc, text.to_owned()), "a.txt");
        let mut tagged = Tagged { document, set: Set::new("s", "news", "mk"), ids: IdSource::new(1) };
        tagged.add(Record::Document(info(DocId::A, text)));
        tagged.add(Record::Document(info(DocId::B, "")));
        tagged
    }

    fn add(&mut self, record: Record) -> Id {
        let id = record.id();
        self.set.apply(&Transaction::of("", Edit::add(record))).expect("it fits");
        id
    }

    fn id(&mut self) -> Id {
        let set = &self.set;
        self.ids.next(|id| set.get(id).is_some())
    }

    fn span(&self, words: &[&str]) -> Span {
        let piece = |words: &&str| {
            let start = self.document.text().find(words).expect("the words stand in the text");
            self.document.fragment(start..start + words.len()).expect("whole words")
        };
        let pieces: Vec<Fragment> = words.iter().map(piece).collect();
        Span::from_pieces(DocId::A, &pieces).expect("apart")
    }

    fn mention(&mut self, words: &[&str]) -> Id {
        let (id, span) = (self.id(), self.span(words));
        self.add(Record::Mention(Mention::new(id, span, "person", Provenance::default())))
    }

    /// Carries the set to `new` and checks that it fits and can be taken back.
    fn to(&self, new: &str) -> (Document, Carried, Set) {
        let new = Document::new(DocId::A, new.to_owned());
        let carried = carry(&self.document, &new, &self.set);
        let mut set = self.set.clone();
        set.apply(&carried.transaction).expect("prepared for this set");
        let info = set.document(DocId::A).expect("it stays");
        assert_eq!((&info.sha256, info.characters), (&sha256(new.text()), new.text().chars().count()));
        let mut back = set.clone();
        back.apply(&carried.transaction.inverse()).expect("the inverse fits");
        assert!(self.set.records().all(|record| back.get(record.id()) == Some(record)));
        assert_eq!(set.records().count() + carried.review.len(), self.set.records().count(), "none is dropped");
        (new, carried, set)
    }

    /// Returns the text that mention `id` covers after carrying the set to `new`, `None` if it is to be reviewed.
    fn covered(&self, id: Id, new: &str) -> Option<String> {
        let (new, carried, set) = self.to(new);
        assert_eq!(carried.review.iter().any(|review| review.record.id() == id), set.get(id).is_none());
        set.mention(id).map(|mention| new.covered_span(&mention.span))
    }
}

#[test]
fn a_text_that_did_not_change_keeps_every_tag_and_asks_nothing() {
    let mut tagged = Tagged::new(OLD);
    tagged.mention(&["Vaskel"]);
    let (_, carried, _) = tagged.to(OLD);
    assert_eq!((carried.exact, carried.moved, carried.review.len(), carried.transaction.edits.len()), (1, 0, 0, 0));
}

#[test]
fn typesetting_is_no_change_of_words_and_is_told() {
    let mut tagged = Tagged::new(OLD);
    let whole = tagged.mention(&["Kestrel Wire “reported”"]);
    let inner = tagged.mention(&["reported"]);
    let new = OLD.replace(['“', '”'], "\"").replace('\n', "\r\n").replace("Kestrel Wire", "Kestrel\u{a0}Wire");
    let (_, carried, _) = tagged.to(&new);
    assert_eq!((carried.respelled, carried.exact, carried.review.len()), (vec![whole], 1, 0));
    assert_eq!(tagged.covered(inner, &new).as_deref(), Some("reported"));
}

#[test]
fn a_tag_on_a_part_of_a_word_is_carried_through_normal_forms() {
    let mut tagged = Tagged::new("In Şıbırğan’dan and Kabul, nobody was hurt, they said.");
    let part = tagged.mention(&["Şıbırğ"]);
    let decomposed = "In S\u{327}ıbırg\u{306}an'dan and Kabul, nobody was hurt, they said.";
    assert_eq!(tagged.covered(part, decomposed).as_deref(), Some("S\u{327}ıbırg\u{306}"));
    assert_eq!(tagged.covered(part, "In Şıbırgan’dan and Kabul, nobody was hurt, they said."), None);
}

#[test]
fn a_change_inside_is_proposed_with_what_stands_there_now() {
    let mut tagged = Tagged::new(OLD);
    tagged.mention(&["an aide to Vaskel"]);
    let (new, carried, _) = tagged.to(&OLD.replace("aide to", "assistant of"));
    let [Review { parts, waits_for, .. }] = carried.review.as_slice() else { panic!("{:?}", carried.review) };
    let [Part { excerpt, place: None, proposals, .. }] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!(
        (excerpt.before.as_str(), excerpt.after.as_str()),
        ("The bridge held, ", " confirmed on Monday.\nThe lower town had")
    );
    assert!(waits_for.is_empty());
    assert_eq!(new.covered_span(&proposals[0].span), "an assistant of Vaskel");
    assert_eq!((proposals[0].reason, proposals[0].score), (Reason::Changed, 500));
}

#[test]
fn what_is_gone_is_kept_for_review_and_nothing_is_proposed() {
    let mut tagged = Tagged::new(OLD);
    let lost = tagged.mention(&["Kestrel Wire"]);
    let (_, carried, set) = tagged.to("The bridge held, an aide to Vaskel confirmed on Monday.\n");
    assert!(carried.review[0].is_lost() && carried.review[0].record.id() == lost && set.mention(lost).is_none());
    assert_eq!(tagged.to("").1.review.len(), 1);
}

#[test]
fn the_only_place_of_a_repeated_name_is_not_taken_without_asking() {
    let text = "He came.\nVaskel said no.\nVaskel left town.\nShe stayed there for a week.\n";
    let mut tagged = Tagged::new(text);
    let id = tagged.mention(&["Vaskel"]);
    let (_, carried, _) = tagged.to(&text.replace("Vaskel said no.\n", ""));
    assert_eq!(carried.review.iter().map(|review| review.record.id()).collect::<Vec<_>>(), [id]);
    assert_eq!(carried.review[0].parts[0].proposals[0].reason, Reason::Contested);
}

#[test]
fn a_record_goes_whole_and_takes_along_who_refers_to_it() {
    let mut tagged = Tagged::new(OLD);
    let (vaskel, wire) = (tagged.mention(&["Vaskel"]), tagged.mention(&["Kestrel Wire"]));
    let mut told = Attribution::empty(tagged.id(), DocId::A, Provenance::default());
    told.sources.push(Party { mention: Some(wire), span: Some(tagged.span(&["Kestrel Wire"])), ..Party::default() });
    told.contents.push(tagged.span(&["The lower town", "had been emptied"]));
    let told = tagged.add(Record::Attribution(told));
    let mut inner = Attribution::empty(tagged.id(), DocId::A, Provenance::default());
    inner.sources.push(Party { mention: Some(vaskel), ..Party::default() });
    inner.within = Some(told);
    let inner = tagged.add(Record::Attribution(inner));
    let link = tagged.id();
    let members = [(RecordKind::Mention, vaskel), (RecordKind::Attribution, inner)];
    let members = members.map(|(kind, id)| Member::Record(kind, id)).to_vec();
    let provenance = Provenance::default();
    let link = Link {
        id: link,
        kind: LinkKind::Same,
        differs_in: None,
        members,
        note: String::new(),
        doubt: false,
        provenance,
    };
    let link = tagged.add(Record::Link(link));
    let (_, carried, set) = tagged.to(&OLD.replace("lower", "upper"));
    let waits: Vec<_> = carried.review.iter().map(|review| (review.record.id(), review.waits_for.clone())).collect();
    assert_eq!(waits.len(), 3);
    for expected in [(told, vec![]), (inner, vec![told]), (link, vec![inner])] {
        assert!(waits.contains(&expected), "{waits:?}");
    }
    assert!(set.mention(vaskel).is_some() && set.mention(wire).is_some());
    let outer = carried.review.iter().find(|review| review.record.id() == told).expect("it waits");
    assert_eq!(outer.parts.iter().map(|part| part.place.is_some()).collect::<Vec<_>>(), [true, false]);
    assert!(tagged.to(&OLD.replace("held", "stood")).1.review.is_empty());
}

#[test]
fn pieces_that_change_their_order_are_not_carried() {
    let mut tagged = Tagged::new(&format!("{OLD}She stayed there for a week, and went home on the day after.\n"));
    let id = tagged.mention(&["Vaskel", "Kestrel Wire"]);
    let lines: Vec<&str> = tagged.document.text().lines().collect();
    let new = format!("{}\n{}\n{}\n", lines[1], lines[0], lines[2]);
    let (new, carried, set) = tagged.to(&new);
    assert!(set.mention(id).is_none());
    let proposal = &carried.review[0].parts[0].proposals[0];
    assert_eq!((proposal.reason, new.covered_span(&proposal.span).as_str()), (Reason::Apart, "Vaskel … Kestrel Wire"));
}
