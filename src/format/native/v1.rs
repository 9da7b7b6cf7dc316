//! Format 1 as it stands in a file: types of its own, strict, borrowing from the text.
//!
//! Every field of these types is described in `docs/format.md`; a test compares the names. A new field needs a new
//! format number.

mod value;

use serde::Deserialize;

pub use self::value::{AnyId, Attributes, Confidence, List, Moment, RecordId, Text};
use crate::annotation::rules::{MAX_ITEMS, MAX_PIECES};

/// One of the two documents.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doc {
    A,
    B,
}

/// How a decision was made.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How<'a> {
    #[default]
    Seen,
    AllAlike,
    #[serde(borrow)]
    Imported(Text<'a>),
    Curated,
}

/// The pieces of a span in the order of display: first character, character after the last one, covered text.
pub type Pieces<'a> = List<(usize, usize, Text<'a>), MAX_PIECES>;

/// A list of a record.
pub type Items<T> = List<T, MAX_ITEMS>;

#[derive(Debug, Deserialize)]
#[serde(rename = "document", deny_unknown_fields)]
pub struct Document<'a> {
    pub id: Doc,
    #[serde(borrow)]
    pub file: Text<'a>,
    #[serde(default, borrow)]
    pub title: Text<'a>,
    #[serde(default, borrow)]
    pub outlet: Text<'a>,
    #[serde(default, borrow)]
    pub date: Text<'a>,
    #[serde(default, borrow)]
    pub language: Text<'a>,
    #[serde(default, borrow)]
    pub source: Text<'a>,
    #[serde(default, borrow)]
    pub encoding: Text<'a>,
    pub characters: usize,
    #[serde(borrow)]
    pub sha256: Text<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "entity", deny_unknown_fields)]
pub struct Entity<'a> {
    pub id: RecordId,
    #[serde(borrow)]
    pub label: Text<'a>,
    #[serde(borrow)]
    pub name: Text<'a>,
    #[serde(default, borrow)]
    pub aliases: Items<Text<'a>>,
    #[serde(default, borrow)]
    pub ids: Items<Text<'a>>,
    #[serde(default)]
    pub at: Option<(f64, f64)>,
    #[serde(default)]
    pub attributes: Attributes,
    #[serde(default, borrow)]
    pub note: Text<'a>,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "mention", deny_unknown_fields)]
pub struct Mention<'a> {
    pub id: RecordId,
    pub doc: Doc,
    #[serde(borrow)]
    pub at: Pieces<'a>,
    #[serde(borrow)]
    pub label: Text<'a>,
    #[serde(default)]
    pub entity: Option<RecordId>,
    #[serde(default)]
    pub attributes: Attributes,
    #[serde(default, borrow)]
    pub note: Text<'a>,
    #[serde(default)]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    pub doubt: bool,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "party", deny_unknown_fields)]
pub struct Party<'a> {
    #[serde(default, borrow)]
    pub at: Pieces<'a>,
    #[serde(default)]
    pub mention: Option<RecordId>,
    #[serde(default)]
    pub entity: Option<RecordId>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Draft,
    #[default]
    Done,
    Disputed,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "attribution", deny_unknown_fields)]
pub struct Attribution<'a> {
    pub id: RecordId,
    pub doc: Doc,
    #[serde(default, borrow)]
    pub sources: Items<Party<'a>>,
    #[serde(default, borrow)]
    pub addressees: Items<Party<'a>>,
    #[serde(default, borrow)]
    pub cues: Items<Pieces<'a>>,
    #[serde(default, borrow)]
    pub contents: Items<Pieces<'a>>,
    #[serde(default, borrow)]
    pub supplements: Items<Pieces<'a>>,
    #[serde(default)]
    pub within: Option<RecordId>,
    #[serde(default)]
    pub continues: Option<RecordId>,
    #[serde(default)]
    pub attributes: Attributes,
    #[serde(default, borrow)]
    pub note: Text<'a>,
    #[serde(default, borrow)]
    pub evidence: Items<Text<'a>>,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub doubt: bool,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    Same,
    Differs,
    Contradicts,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    Place,
    Number,
    Time,
    Source,
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Member<'a> {
    Span {
        doc: Doc,
        #[serde(borrow)]
        at: Pieces<'a>,
    },
    Document(Doc),
    Entity(RecordId),
    Mention(RecordId),
    Attribution(RecordId),
    Link(RecordId),
    Decision(RecordId),
    Code(RecordId),
}

#[derive(Debug, Deserialize)]
#[serde(rename = "link", deny_unknown_fields)]
pub struct Link<'a> {
    pub id: RecordId,
    pub kind: LinkKind,
    #[serde(default)]
    pub r#in: Option<Difference>,
    #[serde(borrow)]
    pub members: Items<Member<'a>>,
    #[serde(default, borrow)]
    pub note: Text<'a>,
    #[serde(default)]
    pub doubt: bool,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum About<'a> {
    NotHere {
        doc: Doc,
        #[serde(borrow)]
        at: Pieces<'a>,
    },
    #[serde(borrow)]
    NotThis(Text<'a>),
    NoCounterpart {
        doc: Doc,
        #[serde(borrow)]
        at: Pieces<'a>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(rename = "decision", deny_unknown_fields)]
pub struct Decision<'a> {
    pub id: RecordId,
    #[serde(borrow)]
    pub about: About<'a>,
    #[serde(default, borrow)]
    pub label: Option<Text<'a>>,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

#[derive(Debug, Deserialize)]
#[serde(rename = "code", deny_unknown_fields)]
pub struct Code<'a> {
    pub id: RecordId,
    #[serde(default)]
    pub doc: Option<Doc>,
    #[serde(borrow)]
    pub variable: Text<'a>,
    #[serde(borrow)]
    pub value: Text<'a>,
    #[serde(default, borrow)]
    pub note: Text<'a>,
    #[serde(default, borrow)]
    pub by: Text<'a>,
    #[serde(default)]
    pub on: Moment,
    #[serde(default, borrow)]
    pub how: How<'a>,
}

/// One record of any kind, as the journal holds it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record<'a> {
    #[serde(borrow)]
    Document(Document<'a>),
    #[serde(borrow)]
    Entity(Entity<'a>),
    #[serde(borrow)]
    Mention(Mention<'a>),
    #[serde(borrow)]
    Attribution(Attribution<'a>),
    #[serde(borrow)]
    Link(Link<'a>),
    #[serde(borrow)]
    Decision(Decision<'a>),
    #[serde(borrow)]
    Code(Code<'a>),
}

/// One edit of an operation.
#[derive(Debug, Deserialize)]
#[serde(rename = "edit", deny_unknown_fields)]
pub struct Edit<'a> {
    pub id: AnyId,
    #[serde(default, borrow)]
    pub before: Option<Record<'a>>,
    #[serde(default, borrow)]
    pub after: Option<Record<'a>>,
}

/// What an operation is to the ones before it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    Do,
    Undo(u64),
    Redo(u64),
}

/// One operation, a line of the journal.
#[derive(Debug, Deserialize)]
#[serde(rename = "operation", deny_unknown_fields)]
pub struct Operation<'a> {
    pub seq: u64,
    pub at: Moment,
    #[serde(borrow)]
    pub by: Text<'a>,
    pub kind: OperationKind,
    #[serde(borrow)]
    pub summary: Text<'a>,
    #[serde(borrow)]
    pub edits: Vec<Edit<'a>>,
}
