//! The objects of the lines: for each kind of record its fields in their order; empty ones are left out.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::annotation::{
    Attribution, Code, Decision, DecisionOn, Difference, DocumentInfo, Entity, How, Link, Member, Mention, Party,
    Provenance, Timestamp,
};
use crate::format::moment;
use crate::format::piece::Piece;
use crate::text::{DocId, Document, Span};

#[derive(Serialize)]
struct Extent<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    fragments: Vec<Fragment<'a>>,
}

#[derive(Serialize)]
struct Fragment<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Extent<'a> {
    pub fn of(span: &Span, documents: [&'a Document; 2]) -> Self {
        let Piece { start, end, text } = Piece::whole(documents, span);
        let fragment = |Piece { start, end, text }: Piece<'a>| Fragment { start, end, text };
        let fragments = Piece::all(documents, span).into_iter().map(fragment).collect();
        Extent { start, end, text, fragments }
    }

    fn all(spans: &[Span], documents: [&'a Document; 2]) -> Vec<Self> {
        spans.iter().map(|span| Extent::of(span, documents)).collect()
    }
}

#[derive(Serialize)]
struct Origin<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    imported_from: Option<&'a str>,
}

impl<'a> Origin<'a> {
    pub fn of(provenance: &'a Provenance) -> Self {
        let on = (provenance.on != Timestamp::default()).then(|| moment::text(provenance.on));
        let imported_from = match &provenance.how {
            How::Imported(from) => Some(from.as_str()),
            How::Seen | How::AllAlike | How::Curated => None,
        };
        Origin { by: &provenance.by, on, how: provenance.how.word(), imported_from }
    }
}

#[derive(Serialize)]
pub(super) struct DocumentBody<'a> {
    id: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    outlet: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding: &'a str,
    characters: usize,
    sha256: &'a str,
}

impl<'a> DocumentBody<'a> {
    pub fn of(document: &'a DocumentInfo) -> Self {
        DocumentBody {
            id: document.doc.as_str(),
            file: &document.file,
            title: &document.title,
            outlet: &document.outlet,
            date: &document.date,
            language: &document.language,
            source: &document.source,
            encoding: &document.encoding,
            characters: document.characters,
            sha256: &document.sha256,
        }
    }
}

#[derive(Serialize)]
pub(super) struct EntityBody<'a> {
    id: &'a str,
    label: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ids: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> EntityBody<'a> {
    pub fn of(entity: &'a Entity) -> Self {
        EntityBody {
            id: entity.id.as_str(),
            label: &entity.label,
            name: &entity.name,
            aliases: &entity.aliases,
            ids: &entity.outside_ids,
            latitude: entity.location.map(|(latitude, _)| latitude),
            longitude: entity.location.map(|(_, longitude)| longitude),
            attributes: &entity.attributes,
            note: &entity.note,
            origin: Origin::of(&entity.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct MentionBody<'a> {
    id: &'a str,
    doc: &'static str,
    #[serde(flatten)]
    extent: Extent<'a>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubt: bool,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> MentionBody<'a> {
    pub fn of(mention: &'a Mention, documents: [&'a Document; 2]) -> Self {
        MentionBody {
            id: mention.id.as_str(),
            doc: mention.span.doc().as_str(),
            extent: Extent::of(&mention.span, documents),
            label: &mention.label,
            entity: mention.entity.map(|id| id.to_string()),
            attributes: &mention.attributes,
            note: &mention.note,
            confidence: mention.confidence.map(|thousandths| f64::from(thousandths) / 1000.0),
            doubt: mention.doubt,
            origin: Origin::of(&mention.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PartyBody<'a> {
    #[serde(flatten)]
    extent: Option<Extent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
}

impl<'a> PartyBody<'a> {
    fn all(parties: &[Party], documents: [&'a Document; 2]) -> Vec<Self> {
        let party = |party: &Party| PartyBody {
            extent: party.span.as_ref().map(|span| Extent::of(span, documents)),
            mention: party.mention.map(|id| id.to_string()),
            entity: party.entity.map(|id| id.to_string()),
        };
        parties.iter().map(party).collect()
    }
}

#[derive(Serialize)]
pub(super) struct AttributionBody<'a> {
    id: &'a str,
    doc: &'static str,
    sources: Vec<PartyBody<'a>>,
    addressees: Vec<PartyBody<'a>>,
    cues: Vec<Extent<'a>>,
    contents: Vec<Extent<'a>>,
    supplements: Vec<Extent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
    state: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubt: bool,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> AttributionBody<'a> {
    pub fn of(attribution: &'a Attribution, documents: [&'a Document; 2]) -> Self {
        AttributionBody {
            id: attribution.id.as_str(),
            doc: attribution.doc.as_str(),
            sources: PartyBody::all(&attribution.sources, documents),
            addressees: PartyBody::all(&attribution.addressees, documents),
            cues: Extent::all(&attribution.cues, documents),
            contents: Extent::all(&attribution.contents, documents),
            supplements: Extent::all(&attribution.supplements, documents),
            within: attribution.within.map(|id| id.to_string()),
            continues: attribution.continues.map(|id| id.to_string()),
            attributes: &attribution.attributes,
            note: &attribution.note,
            evidence: &attribution.evidence,
            state: attribution.state.word(),
            doubt: attribution.doubt,
            origin: Origin::of(&attribution.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct MemberBody<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'static str>,
    #[serde(flatten)]
    extent: Option<Extent<'a>>,
}

#[derive(Serialize)]
pub(super) struct LinkBody<'a> {
    id: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#in: Option<&'static str>,
    members: Vec<MemberBody<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubt: bool,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> LinkBody<'a> {
    pub fn of(link: &'a Link, documents: [&'a Document; 2]) -> Self {
        let member = |member: &'a Member| match member {
            Member::Record(kind, id) => {
                MemberBody { kind: kind.word(), id: Some(id.as_str()), doc: None, extent: None }
            }
            Member::Span(span) => MemberBody {
                kind: "span",
                id: None,
                doc: Some(span.doc().as_str()),
                extent: Some(Extent::of(span, documents)),
            },
        };
        LinkBody {
            id: link.id.as_str(),
            kind: link.kind.word(),
            r#in: link.differs_in.map(Difference::word),
            members: link.members.iter().map(member).collect(),
            note: &link.note,
            doubt: link.doubt,
            origin: Origin::of(&link.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct DecisionBody<'a> {
    id: &'a str,
    about: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'static str>,
    #[serde(flatten)]
    extent: Option<Extent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    string: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> DecisionBody<'a> {
    pub fn of(decision: &'a Decision, documents: [&'a Document; 2]) -> Self {
        let (span, string) = match &decision.on {
            DecisionOn::NotHere(span) | DecisionOn::NoCounterpart(span) => (Some(span), None),
            DecisionOn::NotThis(string) => (None, Some(string.as_str())),
        };
        DecisionBody {
            id: decision.id.as_str(),
            about: decision.on.word(),
            doc: span.map(|span| span.doc().as_str()),
            extent: span.map(|span| Extent::of(span, documents)),
            string,
            label: decision.label.as_deref(),
            origin: Origin::of(&decision.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct CodeBody<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'static str>,
    variable: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(flatten)]
    origin: Origin<'a>,
}

impl<'a> CodeBody<'a> {
    pub fn of(code: &'a Code) -> Self {
        CodeBody {
            id: code.id.as_str(),
            doc: code.doc.map(DocId::as_str),
            variable: &code.variable,
            value: &code.value,
            note: &code.note,
            origin: Origin::of(&code.provenance),
        }
    }
}
