//! Writing a set file: the text of RON is made here, so that every script stays readable and every line in place.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::quote::quote;
use super::sides::Sides;
use crate::annotation::{
    Attribution, AttributionState, Code, Decision, DecisionOn, DocumentInfo, Entity, How, Id, Link, Member, Mention,
    Operation, OperationKind, Party, Provenance, Record, RecordKind, Set, Timestamp,
};
use crate::format::moment;
use crate::format::order::{Key, key};
use crate::format::piece::Piece;
use crate::text::{Document, Span};

/// Returns the file of `set`: the same bytes for the same set, in whatever order it was made.
#[must_use]
pub fn write(set: &Set, documents: [&Document; 2]) -> String {
    let lines = Lines::of(set, documents);
    let mut writer = Writer::new(String::with_capacity(lines.text.len() + 16 * set.len() + 1024), documents);
    writer.set(set, &lines);
    writer.finish()
}

/// The records of a set as lines of its file, each made while its record was looked at.
struct Lines {
    /// All of them, in no order.
    text: String,
    /// Where each stands, in the order of files.
    places: Vec<(RecordKind, Key, Range<usize>)>,
}

impl Lines {
    fn of(set: &Set, documents: [&Document; 2]) -> Self {
        let mut writer = Writer::new(String::with_capacity(192 * set.len()), documents);
        let mut places = Vec::with_capacity(set.len());
        set.visit(|record| {
            let start = writer.out.len();
            writer.record(record);
            places.push((record.kind(), key(record), start..writer.out.len()));
        });
        places.sort_unstable_by_key(|(kind, key, _)| (*kind, *key));
        Lines { text: writer.finish(), places }
    }

    /// Returns the lines of the records of `kind` in their order.
    fn of_kind(&self, kind: RecordKind) -> impl Iterator<Item = &str> {
        let from = self.places.partition_point(|(other, ..)| *other < kind);
        let to = self.places.partition_point(|(other, ..)| *other <= kind);
        let places = self.places.get(from..to).unwrap_or_default();
        places.iter().filter_map(|(.., range)| self.text.get(range.clone()))
    }
}

/// Writes RON into one string.
pub(super) struct Writer<'d> {
    out: String,
    documents: [&'d Document; 2],
    /// Whether the next field needs a comma before it.
    comma: bool,
}

const INVARIANT: &str = "a String takes all that is written";

impl<'d> Writer<'d> {
    pub fn new(out: String, documents: [&'d Document; 2]) -> Self {
        Writer { out, documents, comma: false }
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn set(&mut self, set: &Set, lines: &Lines) {
        self.out.push_str("#![enable(implicit_some)]\n");
        self.out.push_str(
            "// diptych annotation set. Offsets are Unicode characters from the start of the document, end exclusive.\n",
        );
        write!(self.out, "(\n    format: {},\n    ", super::FORMAT).expect(INVARIANT);
        self.comma = false;
        self.string("set", &set.name);
        self.string("schema", &set.schema);
        self.string("annotator", &set.annotator);
        self.out.push_str(",\n");
        let lists = [
            ("documents", RecordKind::Document),
            ("entities", RecordKind::Entity),
            ("mentions", RecordKind::Mention),
            ("attributions", RecordKind::Attribution),
            ("links", RecordKind::Link),
            ("decisions", RecordKind::Decision),
            ("codes", RecordKind::Code),
        ];
        for (name, kind) in lists {
            self.list(name, lines.of_kind(kind));
        }
        self.out.push_str(")\n");
    }

    fn list<'l>(&mut self, name: &str, lines: impl Iterator<Item = &'l str>) {
        write!(self.out, "    {name}: [").expect(INVARIANT);
        let mut lines = lines.peekable();
        let end = if lines.peek().is_none() { "],\n" } else { "\n    ],\n" };
        for line in lines {
            self.out.push_str("\n        ");
            self.out.push_str(line);
            self.out.push(',');
        }
        self.out.push_str(end);
    }

    /// Writes `operation`, what it found in the texts before it and what it leaves in those after it.
    pub fn operation(&mut self, operation: &Operation, sides: Sides<'d>) {
        self.open();
        write!(self.field("seq"), "{}", operation.seq).expect(INVARIANT);
        self.moment("at", operation.at);
        self.string("by", &operation.by);
        let kind = self.field("kind");
        match operation.kind {
            OperationKind::Do => kind.push_str("do"),
            OperationKind::Undo { of } => write!(kind, "undo({of})").expect(INVARIANT),
            OperationKind::Redo { of } => write!(kind, "redo({of})").expect(INVARIANT),
        }
        self.string("summary", &operation.transaction.summary);
        self.field("edits").push('[');
        for (at, edit) in operation.transaction.edits.iter().enumerate() {
            self.separate(at);
            self.open();
            self.id("id", edit.id);
            for (name, record, documents) in
                [("before", &edit.before, sides.before), ("after", &edit.after, sides.after)]
            {
                let Some(record) = record else { continue };
                self.documents = documents;
                let word = record.kind().word();
                write!(self.field(name), "{word}(").expect(INVARIANT);
                self.record(record);
                self.out.push(')');
            }
            self.close();
        }
        self.out.push(']');
        self.close();
    }

    fn record(&mut self, record: &Record) {
        self.open();
        match record {
            Record::Document(document) => self.document(document),
            Record::Entity(entity) => self.entity(entity),
            Record::Mention(mention) => self.mention(mention),
            Record::Attribution(attribution) => self.attribution(attribution),
            Record::Link(link) => self.link(link),
            Record::Decision(decision) => self.decision(decision),
            Record::Code(code) => self.code(code),
        }
        self.close();
    }

    fn document(&mut self, document: &DocumentInfo) {
        self.field("id").push_str(document.doc.as_str());
        self.string("file", &document.file);
        self.string_if_any("title", &document.title);
        self.string_if_any("outlet", &document.outlet);
        self.string_if_any("date", &document.date);
        self.string_if_any("language", &document.language);
        self.string_if_any("source", &document.source);
        self.string_if_any("encoding", &document.encoding);
        write!(self.field("characters"), "{}", document.characters).expect(INVARIANT);
        self.string("sha256", &document.sha256);
    }

    fn entity(&mut self, entity: &Entity) {
        self.id("id", entity.id);
        self.string("label", &entity.label);
        self.string("name", &entity.name);
        self.strings("aliases", &entity.aliases);
        self.strings("ids", &entity.outside_ids);
        if let Some((latitude, longitude)) = entity.location {
            write!(self.field("at"), "({latitude:?}, {longitude:?})").expect(INVARIANT);
        }
        self.attributes(&entity.attributes);
        self.string_if_any("note", &entity.note);
        self.provenance(&entity.provenance);
    }

    fn mention(&mut self, mention: &Mention) {
        self.id("id", mention.id);
        self.place(&mention.span);
        self.string("label", &mention.label);
        self.id_if_any("entity", mention.entity);
        self.attributes(&mention.attributes);
        self.string_if_any("note", &mention.note);
        if let Some(thousandths) = mention.confidence {
            let confidence = self.field("confidence");
            write!(confidence, "{}", f64::from(thousandths) / 1000.0).expect(INVARIANT);
        }
        self.flag("doubt", mention.doubt);
        self.provenance(&mention.provenance);
    }

    fn attribution(&mut self, attribution: &Attribution) {
        self.id("id", attribution.id);
        self.field("doc").push_str(attribution.doc.as_str());
        self.parties("sources", &attribution.sources);
        self.parties("addressees", &attribution.addressees);
        self.spans("cues", &attribution.cues);
        self.spans("contents", &attribution.contents);
        self.spans("supplements", &attribution.supplements);
        self.id_if_any("within", attribution.within);
        self.id_if_any("continues", attribution.continues);
        self.attributes(&attribution.attributes);
        self.string_if_any("note", &attribution.note);
        self.strings("evidence", &attribution.evidence);
        if attribution.state != AttributionState::default() {
            self.field("state").push_str(attribution.state.word());
        }
        self.flag("doubt", attribution.doubt);
        self.provenance(&attribution.provenance);
    }

    fn link(&mut self, link: &Link) {
        self.id("id", link.id);
        self.field("kind").push_str(link.kind.word());
        if let Some(difference) = link.differs_in {
            self.field("in").push_str(difference.word());
        }
        self.field("members").push('[');
        for (at, member) in link.members.iter().enumerate() {
            self.separate(at);
            match member {
                Member::Span(span) => self.placed("span", span),
                Member::Record(kind @ RecordKind::Document, id) => {
                    write!(self.out, "{}({id})", kind.word()).expect(INVARIANT);
                }
                Member::Record(kind, id) => write!(self.out, "{}(\"{id}\")", kind.word()).expect(INVARIANT),
            }
        }
        self.out.push(']');
        self.comma = true;
        self.string_if_any("note", &link.note);
        self.flag("doubt", link.doubt);
        self.provenance(&link.provenance);
    }

    fn decision(&mut self, decision: &Decision) {
        self.id("id", decision.id);
        self.field("about");
        let word = decision.on.word();
        match &decision.on {
            DecisionOn::NotHere(span) | DecisionOn::NoCounterpart(span) => self.placed(word, span),
            DecisionOn::NotThis(text) => {
                self.out.push_str(word);
                self.out.push('(');
                quote(&mut self.out, text);
                self.out.push(')');
            }
        }
        self.comma = true;
        if let Some(label) = &decision.label {
            self.string("label", label);
        }
        self.provenance(&decision.provenance);
    }

    fn code(&mut self, code: &Code) {
        self.id("id", code.id);
        if let Some(doc) = code.doc {
            self.field("doc").push_str(doc.as_str());
        }
        self.string("variable", &code.variable);
        self.string("value", &code.value);
        self.string_if_any("note", &code.note);
        self.provenance(&code.provenance);
    }

    fn provenance(&mut self, provenance: &Provenance) {
        self.string_if_any("by", &provenance.by);
        if provenance.on != Timestamp::default() {
            self.moment("on", provenance.on);
        }
        self.field("how").push_str(provenance.how.word());
        if let How::Imported(from) = &provenance.how {
            self.out.push('(');
            quote(&mut self.out, from);
            self.out.push(')');
        }
    }

    fn open(&mut self) {
        self.out.push('(');
        self.comma = false;
    }

    fn close(&mut self) {
        self.out.push(')');
        self.comma = true;
    }

    /// Writes a comma before element `at` of a list, unless it is the first.
    fn separate(&mut self, at: usize) {
        if at > 0 {
            self.out.push_str(", ");
        }
    }

    /// Begins a field and returns where its value goes.
    fn field(&mut self, name: &str) -> &mut String {
        if self.comma {
            self.out.push_str(", ");
        }
        self.comma = true;
        self.out.push_str(name);
        self.out.push_str(": ");
        &mut self.out
    }

    fn string(&mut self, name: &str, text: &str) {
        quote(self.field(name), text);
    }

    fn string_if_any(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.string(name, text);
        }
    }

    fn strings(&mut self, name: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.field(name).push('[');
        for (at, text) in texts.iter().enumerate() {
            self.separate(at);
            quote(&mut self.out, text);
        }
        self.out.push(']');
    }

    fn attributes(&mut self, attributes: &BTreeMap<String, String>) {
        if attributes.is_empty() {
            return;
        }
        self.field("attributes").push('{');
        for (at, (name, value)) in attributes.iter().enumerate() {
            self.separate(at);
            quote(&mut self.out, name);
            self.out.push_str(": ");
            quote(&mut self.out, value);
        }
        self.out.push('}');
    }

    fn id(&mut self, name: &str, id: Id) {
        write!(self.field(name), "\"{id}\"").expect(INVARIANT);
    }

    fn id_if_any(&mut self, name: &str, id: Option<Id>) {
        if let Some(id) = id {
            self.id(name, id);
        }
    }

    fn flag(&mut self, name: &str, set: bool) {
        if set {
            self.field(name).push_str("true");
        }
    }

    fn moment(&mut self, name: &str, moment: Timestamp) {
        let out = self.field(name);
        out.push('"');
        moment::write(out, moment);
        out.push('"');
    }

    /// Writes the fields `doc` and `at` of a span.
    fn place(&mut self, span: &Span) {
        self.field("doc").push_str(span.doc().as_str());
        self.field("at");
        self.pieces(span);
    }

    /// Writes `name(doc: …, at: […])`.
    fn placed(&mut self, name: &str, span: &Span) {
        self.out.push_str(name);
        self.open();
        self.place(span);
        self.close();
    }

    fn spans(&mut self, name: &str, spans: &[Span]) {
        if spans.is_empty() {
            return;
        }
        self.field(name).push('[');
        for (at, span) in spans.iter().enumerate() {
            self.separate(at);
            self.pieces(span);
        }
        self.out.push(']');
    }

    fn parties(&mut self, name: &str, parties: &[Party]) {
        if parties.is_empty() {
            return;
        }
        self.field(name).push('[');
        for (at, party) in parties.iter().enumerate() {
            self.separate(at);
            self.open();
            if let Some(span) = &party.span {
                self.field("at");
                self.pieces(span);
            }
            self.id_if_any("mention", party.mention);
            self.id_if_any("entity", party.entity);
            self.close();
        }
        self.out.push(']');
    }

    fn pieces(&mut self, span: &Span) {
        let document = self.documents[span.doc().index()];
        self.out.push('[');
        for (at, piece) in span.pieces().enumerate() {
            self.separate(at);
            let Piece { start, end, text } = Piece::of(document, piece);
            write!(self.out, "({start}, {end}, ").expect(INVARIANT);
            quote(&mut self.out, text);
            self.out.push(')');
        }
        self.out.push(']');
    }
}
