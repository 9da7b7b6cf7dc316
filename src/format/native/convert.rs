//! Format 1 to the model: positions are made by the documents, and the covered text is held against theirs.

use unicode_normalization::UnicodeNormalization;

use super::sides::Sides;
use super::syntax::shorten;
use super::v1;
use crate::annotation::{
    Attribution, AttributionState, Code, Decision, DecisionOn, Difference, DocumentInfo, Edit, Entity, How, Link,
    LinkKind, Member, Mention, Operation, OperationKind, Party, Provenance, Record, RecordKind, Transaction,
};
use crate::format::error::Problem;
use crate::text::{DocId, Document, Fragment, Span};

/// The two documents that offsets are read against, left first.
pub(super) type Documents<'d> = [&'d Document; 2];

/// A record as a file holds it, on its way to the model.
pub(super) trait IntoRecord {
    /// Returns the record.
    fn into_record(self, documents: Documents) -> Result<Record, Problem>;
}

impl From<v1::Doc> for DocId {
    fn from(doc: v1::Doc) -> Self {
        match doc {
            v1::Doc::A => DocId::A,
            v1::Doc::B => DocId::B,
        }
    }
}

fn span(doc: v1::Doc, pieces: &v1::Pieces, documents: Documents) -> Result<Span, Problem> {
    let doc = DocId::from(doc);
    let document = documents[doc.index()];
    let fragments: Result<Vec<Fragment>, Problem> =
        pieces.iter().map(|(start, end, text)| fragment(document, *start, *end, &text.0)).collect();
    Span::from_pieces(doc, &fragments?).map_err(|error| {
        Problem::Span(match error {
            crate::text::SpanError::Empty => "a span needs at least one piece",
            crate::text::SpanError::Overlap { .. } => "two pieces of a span overlap",
        })
    })
}

fn fragment(document: &Document, start: usize, end: usize, text: &str) -> Result<Fragment, Problem> {
    if start >= end {
        return Err(Problem::Span("a piece must end after it starts"));
    }
    let outside = || Problem::Outside { doc: document.id(), start, end, characters: document.index().chars() };
    let from = document.byte_of_char(start).ok_or_else(outside)?;
    // Where the text beside the offsets is right, it tells the end, which saves a second look-up.
    if document.text().get(from..from + text.len()) == Some(text) && text.chars().count() == end - start {
        return document.fragment(from..from + text.len()).map_err(|_empty| Problem::Span("a piece is empty"));
    }
    let to = document.byte_of_char(end).ok_or_else(outside)?;
    let found = document.text().get(from..to).unwrap_or_default();
    let doc = document.id();
    if text.nfc().eq(found.nfc()) {
        return Err(Problem::OtherForm { doc, start, end, text: shorten(found) });
    }
    let (expected, found) = difference(text, found);
    Err(Problem::TextDiffers { doc, start, end, expected, found })
}

/// Returns both texts shortened to where they differ.
fn difference(expected: &str, found: &str) -> (String, String) {
    let same = expected.chars().zip(found.chars()).take_while(|(expected, found)| expected == found).count();
    let skipped = if same > 20 { same - 10 } else { 0 };
    let shown = |text: &str| {
        let rest: String = text.chars().skip(skipped).collect();
        format!("{}{}", if skipped > 0 { "…" } else { "" }, shorten(&rest))
    };
    (shown(expected), shown(found))
}

fn spans(doc: v1::Doc, spans: &[v1::Pieces], documents: Documents) -> Result<Vec<Span>, Problem> {
    spans.iter().map(|pieces| span(doc, pieces, documents)).collect()
}

fn parties(doc: v1::Doc, parties: &[v1::Party], documents: Documents) -> Result<Vec<Party>, Problem> {
    let party = |party: &v1::Party| {
        let span = if party.at.is_empty() { None } else { Some(span(doc, &party.at, documents)?) };
        Ok(Party { span, mention: party.mention.map(|id| id.0), entity: party.entity.map(|id| id.0) })
    };
    parties.iter().map(party).collect()
}

fn provenance(by: v1::Text, on: v1::Moment, how: v1::How) -> Provenance {
    let how = match how {
        v1::How::Seen => How::Seen,
        v1::How::AllAlike => How::AllAlike,
        v1::How::Imported(from) => How::Imported(from.owned()),
        v1::How::Curated => How::Curated,
    };
    Provenance { by: by.owned(), on: on.0, how }
}

fn strings(texts: v1::Items<v1::Text>) -> Vec<String> {
    texts.0.into_iter().map(v1::Text::owned).collect()
}

impl From<v1::Document<'_>> for DocumentInfo {
    fn from(document: v1::Document) -> Self {
        DocumentInfo {
            doc: document.id.into(),
            file: document.file.owned(),
            title: document.title.owned(),
            outlet: document.outlet.owned(),
            date: document.date.owned(),
            language: document.language.owned(),
            source: document.source.owned(),
            encoding: document.encoding.owned(),
            characters: document.characters,
            sha256: document.sha256.owned(),
        }
    }
}

impl IntoRecord for v1::Document<'_> {
    fn into_record(self, _documents: Documents) -> Result<Record, Problem> {
        Ok(Record::Document(self.into()))
    }
}

impl IntoRecord for v1::Entity<'_> {
    fn into_record(self, _documents: Documents) -> Result<Record, Problem> {
        Ok(Record::Entity(Entity {
            id: self.id.0,
            label: self.label.owned(),
            name: self.name.owned(),
            aliases: strings(self.aliases),
            outside_ids: strings(self.ids),
            location: self.at,
            attributes: self.attributes.0,
            note: self.note.owned(),
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

impl IntoRecord for v1::Mention<'_> {
    fn into_record(self, documents: Documents) -> Result<Record, Problem> {
        Ok(Record::Mention(Mention {
            id: self.id.0,
            span: span(self.doc, &self.at, documents)?,
            label: self.label.owned(),
            entity: self.entity.map(|id| id.0),
            attributes: self.attributes.0,
            note: self.note.owned(),
            confidence: self.confidence.map(|confidence| confidence.0),
            doubt: self.doubt,
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

impl IntoRecord for v1::Attribution<'_> {
    fn into_record(self, documents: Documents) -> Result<Record, Problem> {
        let doc = self.doc;
        Ok(Record::Attribution(Attribution {
            id: self.id.0,
            doc: doc.into(),
            sources: parties(doc, &self.sources, documents)?,
            addressees: parties(doc, &self.addressees, documents)?,
            cues: spans(doc, &self.cues, documents)?,
            contents: spans(doc, &self.contents, documents)?,
            supplements: spans(doc, &self.supplements, documents)?,
            within: self.within.map(|id| id.0),
            continues: self.continues.map(|id| id.0),
            attributes: self.attributes.0,
            note: self.note.owned(),
            evidence: strings(self.evidence),
            state: match self.state {
                v1::State::Draft => AttributionState::Draft,
                v1::State::Done => AttributionState::Done,
                v1::State::Disputed => AttributionState::Disputed,
            },
            doubt: self.doubt,
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

fn member(member: &v1::Member, documents: Documents) -> Result<Member, Problem> {
    Ok(match member {
        v1::Member::Span { doc, at } => Member::Span(span(*doc, at, documents)?),
        v1::Member::Document(doc) => Member::Record(RecordKind::Document, DocId::from(*doc).into()),
        v1::Member::Entity(id) => Member::Record(RecordKind::Entity, id.0),
        v1::Member::Mention(id) => Member::Record(RecordKind::Mention, id.0),
        v1::Member::Attribution(id) => Member::Record(RecordKind::Attribution, id.0),
        v1::Member::Link(id) => Member::Record(RecordKind::Link, id.0),
        v1::Member::Decision(id) => Member::Record(RecordKind::Decision, id.0),
        v1::Member::Code(id) => Member::Record(RecordKind::Code, id.0),
    })
}

impl IntoRecord for v1::Link<'_> {
    fn into_record(self, documents: Documents) -> Result<Record, Problem> {
        let members: Result<Vec<Member>, Problem> = self.members.iter().map(|found| member(found, documents)).collect();
        Ok(Record::Link(Link {
            id: self.id.0,
            kind: match self.kind {
                v1::LinkKind::Same => LinkKind::Same,
                v1::LinkKind::Differs => LinkKind::Differs,
                v1::LinkKind::Contradicts => LinkKind::Contradicts,
            },
            differs_in: self.r#in.map(|difference| match difference {
                v1::Difference::Place => Difference::Place,
                v1::Difference::Number => Difference::Number,
                v1::Difference::Time => Difference::Time,
                v1::Difference::Source => Difference::Source,
                v1::Difference::Other => Difference::Other,
            }),
            members: members?,
            note: self.note.owned(),
            doubt: self.doubt,
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

impl IntoRecord for v1::Decision<'_> {
    fn into_record(self, documents: Documents) -> Result<Record, Problem> {
        Ok(Record::Decision(Decision {
            id: self.id.0,
            on: match self.about {
                v1::About::NotHere { doc, at } => DecisionOn::NotHere(span(doc, &at, documents)?),
                v1::About::NotThis(text) => DecisionOn::NotThis(text.owned()),
                v1::About::NoCounterpart { doc, at } => DecisionOn::NoCounterpart(span(doc, &at, documents)?),
            },
            label: self.label.map(v1::Text::owned),
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

impl IntoRecord for v1::Code<'_> {
    fn into_record(self, _documents: Documents) -> Result<Record, Problem> {
        Ok(Record::Code(Code {
            id: self.id.0,
            doc: self.doc.map(DocId::from),
            variable: self.variable.owned(),
            value: self.value.owned(),
            note: self.note.owned(),
            provenance: provenance(self.by, self.on, self.how),
        }))
    }
}

impl IntoRecord for v1::Record<'_> {
    fn into_record(self, documents: Documents) -> Result<Record, Problem> {
        match self {
            v1::Record::Document(document) => document.into_record(documents),
            v1::Record::Entity(entity) => entity.into_record(documents),
            v1::Record::Mention(mention) => mention.into_record(documents),
            v1::Record::Attribution(attribution) => attribution.into_record(documents),
            v1::Record::Link(link) => link.into_record(documents),
            v1::Record::Decision(decision) => decision.into_record(documents),
            v1::Record::Code(code) => code.into_record(documents),
        }
    }
}

/// Returns the operation that `line` holds: what it found lies in the texts before it, what it leaves in those after it.
pub(super) fn operation(line: v1::Operation, sides: Sides<'_>) -> Result<Operation, Problem> {
    let side = |record: Option<v1::Record>, documents| record.map(|record| record.into_record(documents)).transpose();
    let mut edits = line
        .edits
        .into_iter()
        .map(|edit| {
            let (before, after) = (side(edit.before, sides.before)?, side(edit.after, sides.after)?);
            Ok(Edit { id: edit.id.0, before, after })
        })
        .collect::<Result<Vec<Edit>, Problem>>()?;
    // The past of a set is ten thousands of operations, most of one edit, and room for four was made for each.
    edits.shrink_to_fit();
    Ok(Operation {
        seq: line.seq,
        at: line.at.0,
        by: line.by.owned(),
        kind: match line.kind {
            v1::OperationKind::Do => OperationKind::Do,
            v1::OperationKind::Undo(of) => OperationKind::Undo { of },
            v1::OperationKind::Redo(of) => OperationKind::Redo { of },
        },
        transaction: Transaction { summary: line.summary.owned(), edits },
    })
}
