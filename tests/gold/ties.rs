//! What is offered as the counterpart of a claim, on the real pair: each claim that the hand-made annotation ties is the
//! first one offered for the other, and nothing else comes near.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diptych::annotation::{
    Attribution, Edit, Id, IdSource, Member, Party, Provenance, Record, RecordKind, Set, Transaction,
};
use diptych::compare::Comparison;
use diptych::compare::counterparts::counterparts;
use diptych::compare::said::Said;
use diptych::text::{DocId, Document, Fragment, Span};

use super::heart::{number, pair, spans};

#[test]
fn each_claim_that_both_make_is_offered_first() {
    let Some((documents, gold)) = pair() else { return };
    let documents = documents.map(Arc::new);
    let (mut set, mut ids, mut claims) = (Set::new("s", "news", "mk"), IdSource::new(3), BTreeMap::new());
    for row in gold["attributions"].as_array().expect("a list") {
        let document = &documents[usize::from(row["doc"] == "B")];
        let id = ids.next(|_| false);
        let mut one = Attribution::empty(id, document.id(), Provenance::default());
        let part = |name: &str| part(document, &row[name]);
        one.sources.extend(part("source").map(|span| Party { span: Some(span), ..Party::default() }));
        one.cues.extend(part("cue"));
        one.contents.extend(part("content"));
        set.apply(&Transaction::of("", Edit::add(Record::Attribution(one)))).expect("whole and new");
        claims.insert(number(&row["id"]), id);
    }
    let comparison = Comparison::of(&documents).expect("small");
    let mut wanted: BTreeSet<[Id; 2]> = BTreeSet::new();
    for tie in gold["same_claim"].as_array().expect("a list") {
        let ends = ["A", "B"].map(|side| claims[&number(&tie[side])]);
        for [one, other] in [ends, [ends[1], ends[0]]] {
            let found = counterparts(&comparison, &set, &Member::Record(RecordKind::Attribution, one), 3);
            let first = found.first().map(|first| first.end.clone());
            assert_eq!(first, Some(Member::Record(RecordKind::Attribution, other)), "{tie}");
        }
        wanted.insert(ends);
    }
    let said = Said::of(&set, Some(&comparison));
    let near = said.pairs.iter().map(|row| row.ends.map(|end| end.expect("a pair has both")));
    assert_eq!(near.collect::<BTreeSet<[Id; 2]>>(), wanted);
    assert_eq!([DocId::A, DocId::B].map(|doc| said.claims[doc.index()].len()), [11, 22]);
}

/// Returns the span of a part, none where it is not in the text.
fn part(document: &Document, value: &serde_json::Value) -> Option<Span> {
    let pieces: Vec<Fragment> =
        spans(document, value).into_iter().map(|bytes| document.fragment(bytes).expect("inside")).collect();
    Span::from_pieces(document.id(), &pieces).ok()
}
