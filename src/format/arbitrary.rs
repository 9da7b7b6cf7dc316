//! Arbitrary sets and operations for property tests: every kind of record, every optional field, nasty strings.
//!
//! Strategies are boxed where they meet, so that the trees of values do not fill a test's stack.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::annotation::{
    Attribution, AttributionState, Code, Decision, DecisionOn, Difference, DocumentInfo, Edit, Entity, How, Id, Link,
    LinkKind, Member, Mention, Operation, OperationKind, Party, Provenance, Record, RecordKind, Set, SetBuilder,
    Timestamp, Transaction,
};
use crate::text::{DocId, Document, Fragment, Span};

/// Two documents with everything that breaks careless writers.
pub(crate) static DOCUMENTS: LazyLock<[Document; 2]> = LazyLock::new(|| {
    let left = "Aides said “Dostum” had left Şıbırğan 👩‍👧‍👦.\r\nThe e\u{301}lite \"fled\" C:\\temp\t— 喀布尔, كَابُل.\n";
    let right =
        "\u{202E}KABUL\u{202C}: प्रदर्शन\u{2028}line\u{85}two\u{0}\u{7}\u{2066}x\u{2069} 🏳️‍🌈 it’s over\r<<<<<<< HEAD\r\n";
    [Document::new(DocId::A, left.repeat(3)), Document::new(DocId::B, right.repeat(3))]
});

/// Returns both documents as the formats take them.
pub(crate) fn documents() -> [&'static Document; 2] {
    let [left, right] = &*DOCUMENTS;
    [left, right]
}

/// Returns whether both sets hold the same, whatever the order they were made in.
pub(crate) fn same(left: &Set, right: &Set) -> bool {
    (&left.name, &left.schema, &left.annotator) == (&right.name, &right.schema, &right.annotator)
        && left.records().count() == right.records().count()
        && left.records().all(|record| right.get(record.id()) == Some(record))
}

pub(crate) fn string() -> BoxedStrategy<String> {
    let nasty =
        ["", "a\"b\\", "\r\n<<<<<<< HEAD\n=======\n", "\u{202E}gpj.exe", "=1+1", "x,y;\"z\"", "\u{FEFF}\u{0}\t"];
    prop_oneof![
        select(nasty.to_vec()).prop_map(str::to_owned),
        "[a-z]{1,8}",
        any::<String>(),
        Just("كَابُل ـ प्रदर्शन 👩‍👧‍👦 e\u{301}".to_owned())
    ]
    .boxed()
}

fn doc() -> impl Strategy<Value = DocId> {
    select(&DocId::BOTH[..])
}

/// A span of `doc` of one to four pieces, in the order of the text or against it.
fn span(doc: DocId) -> impl Strategy<Value = Span> {
    let document = &DOCUMENTS[doc.index()];
    let border = move |at: Index| document.char_floor(at.index(document.len() + 1));
    (prop::collection::vec(any::<Index>(), 2..9), any::<bool>()).prop_map(move |(places, turned)| {
        let mut borders: Vec<usize> = places.into_iter().map(border).collect();
        borders.sort_unstable();
        borders.dedup();
        let mut pieces: Vec<Fragment> =
            borders.chunks_exact(2).map(|pair| document.fragment(pair[0]..pair[1]).expect("on borders")).collect();
        if pieces.is_empty() {
            let first = document.next_grapheme(0);
            pieces.push(document.fragment(0..first).expect("a grapheme"));
        }
        if turned {
            pieces.reverse();
        }
        Span::from_pieces(doc, &pieces).expect("disjoint")
    })
}

fn any_span() -> impl Strategy<Value = Span> {
    doc().prop_flat_map(span)
}

fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![Just(Timestamp(0)), (Timestamp::FIRST.0..=Timestamp::LAST.0).prop_map(Timestamp)]
}

fn provenance() -> impl Strategy<Value = Provenance> {
    let how = prop_oneof![Just(How::Seen), Just(How::AllAlike), string().prop_map(How::Imported), Just(How::Curated)];
    (string(), moment(), how).prop_map(|(by, on, how)| Provenance { by, on, how })
}

fn attributes() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map(string(), string(), 0..3)
}

fn strings() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(string(), 0..3)
}

fn document() -> impl Strategy<Value = DocumentInfo> {
    (doc(), prop::collection::vec(string(), 8), any::<u32>()).prop_map(|(doc, words, characters)| {
        let [file, title, outlet, date, language, source, encoding, sha256] =
            <[String; 8]>::try_from(words).expect("eight words");
        let characters = characters as usize;
        DocumentInfo { doc, file, title, outlet, date, language, source, encoding, characters, sha256 }
    })
}

fn entity() -> impl Strategy<Value = Record> {
    let location = prop::option::of((-90.0..=90.0f64, -180.0..=180.0f64));
    (string(), string(), strings(), strings(), location, attributes(), string(), provenance()).prop_map(
        |(label, name, aliases, outside_ids, location, attributes, note, provenance)| {
            let id = Id::A;
            Record::Entity(Entity { id, label, name, aliases, outside_ids, location, attributes, note, provenance })
        },
    )
}

fn mention() -> impl Strategy<Value = Record> {
    let label = string().prop_map(|label| format!("l{label}"));
    let confidence = prop::option::of(0..=1000u16);
    (any_span(), label, attributes(), string(), confidence, any::<bool>(), provenance()).prop_map(
        |(span, label, attributes, note, confidence, doubt, provenance)| {
            let base = Mention::new(Id::A, span, &label, provenance);
            Record::Mention(Mention { attributes, note, confidence, doubt, ..base })
        },
    )
}

fn parties(doc: DocId) -> impl Strategy<Value = Vec<Party>> {
    let party = prop::option::of(span(doc)).prop_map(|span| Party { span, ..Party::default() });
    prop::collection::vec(party, 0..3)
}

fn attribution() -> impl Strategy<Value = Record> {
    doc().prop_flat_map(|doc| {
        let spans = || prop::collection::vec(span(doc), 0..3);
        let roles = (parties(doc), parties(doc), prop::collection::vec(span(doc), 1..3), spans(), spans());
        let state = select(&[AttributionState::Draft, AttributionState::Done, AttributionState::Disputed][..]);
        let rest = (attributes(), string(), strings(), state, any::<bool>(), provenance());
        (roles, rest).prop_map(move |((sources, addressees, cues, contents, supplements), rest)| {
            let (attributes, note, evidence, state, doubt, provenance) = rest;
            let base = Attribution::empty(Id::A, doc, provenance);
            let base = Attribution { sources, addressees, cues, contents, supplements, ..base };
            Record::Attribution(Attribution { attributes, note, evidence, state, doubt, ..base })
        })
    })
}

fn link() -> impl Strategy<Value = Record> {
    let kind = select(&[LinkKind::Same, LinkKind::Differs, LinkKind::Contradicts][..]);
    let differences =
        vec![Difference::Place, Difference::Number, Difference::Time, Difference::Source, Difference::Other];
    let members = prop::collection::vec(any_span().prop_map(Member::Span), 2..5);
    (kind, prop::option::of(select(differences)), members, string(), any::<bool>(), provenance()).prop_map(
        |(kind, difference, members, note, doubt, provenance)| {
            let differs_in = difference.filter(|_| kind == LinkKind::Differs);
            Record::Link(Link { id: Id::A, kind, differs_in, members, note, doubt, provenance })
        },
    )
}

fn decision() -> impl Strategy<Value = Record> {
    let on = prop_oneof![
        any_span().prop_map(DecisionOn::NotHere),
        string().prop_map(DecisionOn::NotThis),
        any_span().prop_map(DecisionOn::NoCounterpart)
    ];
    (on, prop::option::of(string()), provenance())
        .prop_map(|(on, label, provenance)| Record::Decision(Decision { id: Id::A, on, label, provenance }))
}

fn code() -> impl Strategy<Value = Record> {
    (prop::option::of(doc()), string(), string(), string(), provenance()).prop_map(
        |(doc, variable, value, note, provenance)| {
            Record::Code(Code { id: Id::A, doc, variable, value, note, provenance })
        },
    )
}

/// Gives `record` its id, and references to some of the records made before it.
fn settle(record: Record, own: Id, made: &[(RecordKind, Id)], picks: &[Option<Index>]) -> Record {
    let mut picks = picks.iter().cycle();
    let mut pick = |kind: RecordKind| {
        let of_kind: Vec<Id> = made.iter().filter(|(found, _)| *found == kind).map(|(_, id)| *id).collect();
        picks.next().copied().flatten().filter(|_| !of_kind.is_empty()).map(|at| *at.get(&of_kind))
    };
    match record {
        Record::Mention(mention) => Record::Mention(Mention { id: own, entity: pick(RecordKind::Entity), ..mention }),
        Record::Attribution(mut attribution) => {
            for party in attribution.sources.iter_mut().chain(&mut attribution.addressees) {
                (party.mention, party.entity) = (pick(RecordKind::Mention), pick(RecordKind::Entity));
            }
            attribution.sources.retain(|party| *party != Party::default());
            attribution.addressees.retain(|party| *party != Party::default());
            let (within, continues) = (pick(RecordKind::Attribution), pick(RecordKind::Attribution));
            Record::Attribution(Attribution { id: own, within, continues, ..attribution })
        }
        Record::Link(mut link) => {
            let kinds = [RecordKind::Mention, RecordKind::Document, RecordKind::Attribution, RecordKind::Code];
            let others = [RecordKind::Entity, RecordKind::Link, RecordKind::Decision, RecordKind::Mention];
            for (member, kind) in link.members.iter_mut().zip(if made.len().is_multiple_of(2) { kinds } else { others })
            {
                if let Some(id) = pick(kind) {
                    *member = Member::Record(kind, id);
                }
            }
            Record::Link(Link { id: own, ..link })
        }
        Record::Entity(entity) => Record::Entity(Entity { id: own, ..entity }),
        Record::Decision(decision) => Record::Decision(Decision { id: own, ..decision }),
        Record::Code(code) => Record::Code(Code { id: own, ..code }),
        Record::Document(document) => Record::Document(document),
    }
}

/// Records that fit together, each referring only to earlier ones, with ids in no order.
pub(crate) fn records() -> BoxedStrategy<Vec<Record>> {
    let kinds = prop_oneof![
        2 => entity().boxed(), 3 => mention().boxed(), 3 => attribution().boxed(),
        2 => link().boxed(), 1 => decision().boxed(), 1 => code().boxed()
    ];
    let drafts = prop::collection::vec((kinds, prop::collection::vec(any::<Option<Index>>(), 5)), 0..12);
    let bits = prop::collection::hash_set(any::<u64>().prop_map(|bits| bits & 0xFF_FFFF_FFFF), 12);
    (prop::collection::vec(document(), 0..3), bits, drafts)
        .prop_map(|(documents, bits, drafts)| {
            let mut made: Vec<(RecordKind, Id)> = Vec::new();
            let mut records: Vec<Record> = Vec::new();
            for record in documents.into_iter().map(Record::Document) {
                if records.iter().all(|other| other.id() != record.id()) {
                    made.push((record.kind(), record.id()));
                    records.push(record);
                }
            }
            for (bits, (draft, picks)) in bits.into_iter().zip(drafts) {
                let record = settle(draft, Id::from_bits(bits), &made, &picks);
                made.push((record.kind(), record.id()));
                records.push(record);
            }
            records
        })
        .boxed()
}

/// Sets of every kind.
pub(crate) fn set() -> impl Strategy<Value = Set> {
    (string(), string(), string(), records()).prop_map(|(name, schema, annotator, records)| {
        let mut builder = SetBuilder::new(&name, &schema, &annotator);
        for record in records {
            builder.enter(record).expect("whole and new");
        }
        builder.finish().expect("fits together")
    })
}

/// Operations with edits of every kind, whether or not they fit a set.
pub(crate) fn operation() -> impl Strategy<Value = Operation> {
    let kind = prop_oneof![
        Just(OperationKind::Do),
        any::<u64>().prop_map(|of| OperationKind::Undo { of }),
        any::<u64>().prop_map(|of| OperationKind::Redo { of })
    ];
    let edits = (records(), prop::collection::vec(0..3u8, 16)).prop_map(|(records, sides)| {
        let edit = |(record, side): (Record, u8)| match side {
            0 => Edit::add(record),
            1 => Edit::remove(record),
            _ => Edit::replace(record.clone(), record),
        };
        records.into_iter().zip(sides).map(edit).collect()
    });
    (any::<u64>(), moment(), string(), kind, string(), edits).prop_map(|(seq, at, by, kind, summary, edits)| {
        Operation { seq, at, by, kind, transaction: Transaction { summary, edits } }
    })
}
