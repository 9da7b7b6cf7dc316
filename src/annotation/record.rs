//! Records: the kinds of thing a set holds.

use std::collections::BTreeMap;

use super::attribution::Attribution;
use super::id::Id;
use super::provenance::Provenance;
use crate::text::{DocId, Document, Span};

/// What is known of one document besides its text: the annotation set's own view of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Which document of the pair.
    pub doc: DocId,
    /// The file's name, relative to the set where it lies beside it.
    pub file: String,
    /// The title of the article.
    pub title: String,
    /// The outlet that published it.
    pub outlet: String,
    /// The date it carries, as written there.
    pub date: String,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// Where it was found, for instance an address.
    pub source: String,
    /// The encoding the file came in.
    pub encoding: String,
    /// The number of characters of the text.
    pub characters: usize,
    /// The SHA-256 of the text as UTF-8 without byte order mark, in lower-case hexadecimal.
    pub sha256: String,
}

impl DocumentInfo {
    /// Returns what the text of `document` itself says, which lies in the file `file`; its fingerprint is computed.
    #[must_use]
    pub fn of(document: &Document, file: &str) -> Self {
        DocumentInfo {
            characters: document.index().chars(),
            sha256: document.hash().to_owned(),
            ..DocumentInfo::unknown(document.id(), file)
        }
    }

    /// Returns what is known of a document of which there is nothing but the name of its file.
    #[must_use]
    pub fn unknown(doc: DocId, file: &str) -> Self {
        DocumentInfo {
            doc,
            file: file.to_owned(),
            title: String::new(),
            outlet: String::new(),
            date: String::new(),
            language: String::new(),
            source: String::new(),
            encoding: "UTF-8".to_owned(),
            characters: 0,
            sha256: String::new(),
        }
    }
}

/// A span with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its id.
    pub id: Id,
    /// The words it covers.
    pub span: Span,
    /// The name of its label in the schema.
    pub label: String,
    /// The entity it names, once a person has said so.
    pub entity: Option<Id>,
    /// Attributes by name, as the schema defines them.
    pub attributes: BTreeMap<String, String>,
    /// Free text.
    pub note: String,
    /// How sure the annotator is, in 0.0..=1.0, in thousandths.
    pub confidence: Option<u16>,
    /// Whether the annotator is unsure and wants to come back.
    pub doubt: bool,
    /// Who, when, how.
    pub provenance: Provenance,
}

impl Mention {
    /// Returns a mention of `span` with nothing said of it but its label.
    #[must_use]
    pub fn new(id: Id, span: Span, label: &str, provenance: Provenance) -> Self {
        Mention {
            id,
            span,
            label: label.to_owned(),
            entity: None,
            attributes: BTreeMap::new(),
            note: String::new(),
            confidence: None,
            doubt: false,
            provenance,
        }
    }
}

/// A person, place or other thing that mentions in both documents name.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its id.
    pub id: Id,
    /// The name of its label in the schema.
    pub label: String,
    /// The name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Ids elsewhere: `wikidata:Q…`, `geonames:…`.
    pub outside_ids: Vec<String>,
    /// Latitude and longitude in degrees, for a place.
    pub location: Option<(f64, f64)>,
    /// Attributes by name, as the schema defines them.
    pub attributes: BTreeMap<String, String>,
    /// Free text.
    pub note: String,
    /// Who, when, how.
    pub provenance: Provenance,
}

/// What a link says of its members, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// They are the same.
    Same,
    /// They are the same but for a difference.
    Differs,
    /// They cannot both be true.
    Contradicts,
}

impl LinkKind {
    /// Returns the word for it, in lower case, as files write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            LinkKind::Same => "same",
            LinkKind::Differs => "differs",
            LinkKind::Contradicts => "contradicts",
        }
    }
}

/// In what the members of a link differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Difference {
    /// Where it was.
    Place,
    /// How many there were.
    Number,
    /// When it was.
    Time,
    /// Who says it.
    Source,
    /// Something else.
    Other,
}

impl Difference {
    /// Returns the word for it, in lower case, as files write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Difference::Place => "place",
            Difference::Number => "number",
            Difference::Time => "time",
            Difference::Source => "source",
            Difference::Other => "other",
        }
    }
}

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// A stretch of text.
    Span(Span),
    /// A record, together with its kind so that a reader need not look it up.
    Record(RecordKind, Id),
}

/// A tie between two or more things, in one document or across both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: Id,
    /// What it says.
    pub kind: LinkKind,
    /// In what the members differ, where the kind is [`LinkKind::Differs`].
    pub differs_in: Option<Difference>,
    /// What it ties, two or more.
    pub members: Vec<Member>,
    /// Free text.
    pub note: String,
    /// Whether the annotator is unsure.
    pub doubt: bool,
    /// Who, when, how.
    pub provenance: Provenance,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionOn {
    /// This place is not to be tagged.
    NotHere(Span),
    /// This string is not to be tagged anywhere in the pair.
    NotThis(String),
    /// This sentence was looked at and has no counterpart in the other document.
    NoCounterpart(Span),
}

impl DecisionOn {
    /// Returns the word for what was decided, as files write it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            DecisionOn::NotHere(_) => "not_here",
            DecisionOn::NotThis(_) => "not_this",
            DecisionOn::NoCounterpart(_) => "no_counterpart",
        }
    }
}

/// Something that was looked at and is not to be tagged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: Id,
    /// What it is about.
    pub on: DecisionOn,
    /// The label it is about, or none for all of them.
    pub label: Option<String>,
    /// Who, when, how.
    pub provenance: Provenance,
}

/// The value of a variable of the codebook, on one document or on the pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: Id,
    /// The document it is about, or none for the pair.
    pub doc: Option<DocId>,
    /// The name of the variable.
    pub variable: String,
    /// Its value.
    pub value: String,
    /// Free text.
    pub note: String,
    /// Who, when, how.
    pub provenance: Provenance,
}

/// The kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A [`DocumentInfo`].
    Document,
    /// An [`Entity`].
    Entity,
    /// A [`Mention`].
    Mention,
    /// An [`Attribution`].
    Attribution,
    /// A [`Link`].
    Link,
    /// A [`Decision`].
    Decision,
    /// A [`Code`].
    Code,
}

impl RecordKind {
    /// All kinds, in the order of files.
    pub const ALL: [RecordKind; 7] = [
        RecordKind::Document,
        RecordKind::Entity,
        RecordKind::Mention,
        RecordKind::Attribution,
        RecordKind::Link,
        RecordKind::Decision,
        RecordKind::Code,
    ];

    /// Returns the word for one of this kind, in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RecordKind::Document => "document",
            RecordKind::Entity => "entity",
            RecordKind::Mention => "mention",
            RecordKind::Attribution => "attribution",
            RecordKind::Link => "link",
            RecordKind::Decision => "decision",
            RecordKind::Code => "code",
        }
    }
}

/// One record of a set.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// What is known of a document.
    Document(DocumentInfo),
    /// A person, place or other thing.
    Entity(Entity),
    /// A span with a label.
    Mention(Mention),
    /// Who said what.
    Attribution(Attribution),
    /// A tie.
    Link(Link),
    /// Something that is not to be tagged.
    Decision(Decision),
    /// A value of the codebook.
    Code(Code),
}

impl Record {
    /// Returns the id of the record; `a` or `b` for a document.
    #[must_use]
    pub fn id(&self) -> Id {
        match self {
            Record::Document(document) => document.doc.into(),
            Record::Entity(entity) => entity.id,
            Record::Mention(mention) => mention.id,
            Record::Attribution(attribution) => attribution.id,
            Record::Link(link) => link.id,
            Record::Decision(decision) => decision.id,
            Record::Code(code) => code.id,
        }
    }

    /// Returns the kind of the record.
    #[must_use]
    pub fn kind(&self) -> RecordKind {
        match self {
            Record::Document(_) => RecordKind::Document,
            Record::Entity(_) => RecordKind::Entity,
            Record::Mention(_) => RecordKind::Mention,
            Record::Attribution(_) => RecordKind::Attribution,
            Record::Link(_) => RecordKind::Link,
            Record::Decision(_) => RecordKind::Decision,
            Record::Code(_) => RecordKind::Code,
        }
    }

    /// Returns every span the record covers.
    #[must_use]
    pub fn spans(&self) -> Vec<&Span> {
        match self {
            Record::Mention(mention) => vec![&mention.span],
            Record::Attribution(attribution) => attribution.spans().collect(),
            Record::Link(link) => link.spans().collect(),
            Record::Decision(Decision { on: DecisionOn::NotHere(span) | DecisionOn::NoCounterpart(span), .. }) => {
                vec![span]
            }
            Record::Document(_) | Record::Entity(_) | Record::Decision(_) | Record::Code(_) => Vec::new(),
        }
    }

    /// Returns the ids of the records that this one refers to.
    #[must_use]
    pub fn references(&self) -> Vec<Id> {
        match self {
            Record::Mention(mention) => mention.entity.into_iter().collect(),
            Record::Attribution(attribution) => attribution.references().collect(),
            Record::Link(link) => link.records().collect(),
            Record::Document(_) | Record::Entity(_) | Record::Decision(_) | Record::Code(_) => Vec::new(),
        }
    }
}

impl Link {
    /// Returns the members that are stretches of text.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        self.members.iter().filter_map(|member| match member {
            Member::Span(span) => Some(span),
            Member::Record(..) => None,
        })
    }

    /// Returns the ids of the members that are records.
    pub fn records(&self) -> impl Iterator<Item = Id> + '_ {
        self.members.iter().filter_map(|member| match member {
            Member::Span(_) => None,
            Member::Record(_, id) => Some(*id),
        })
    }
}
