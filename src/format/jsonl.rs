//! JSON Lines: every record of a set as one JSON object a line, complete, offsets in characters.
//!
//! Each line names its kind and its set, so that the lines of many sets can follow each other in one file. Fields
//! are those of the native file; a span has `start`, `end` and `text` of its whole extent, and its `fragments`.

mod body;

use serde::Serialize;

use self::body::{AttributionBody, CodeBody, DecisionBody, DocumentBody, EntityBody, LinkBody, MentionBody};
use super::export::{self, Export, Format, OutFile, Source};
use super::order::ordered;
use crate::annotation::{Record, RecordKind};

/// The format, as the list of formats has it.
pub(super) const JSONL: Format = Format {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    reads: false,
    writes: true,
    loses: &[],
    sentence: "JSON Lines: every record as one object a line, for scripts, jq, pandas, DuckDB and Spark",
    export: files,
};

fn files(source: &Source) -> Export {
    let set = source.set;
    let mut lines = Lines { source, bytes: Vec::new() };
    lines.push(&Line {
        record: "set",
        set: &set.name,
        body: Head { format: 1, schema: &set.schema, annotator: &set.annotator, offsets: "characters" },
    });
    for kind in RecordKind::ALL {
        for record in ordered(set, kind) {
            lines.record(record);
        }
    }
    let name = format!("{}.jsonl", export::file_name(&set.name));
    Export { files: vec![OutFile { name, bytes: lines.bytes }], losses: Vec::new() }
}

struct Lines<'a> {
    source: &'a Source<'a>,
    bytes: Vec<u8>,
}

impl Lines<'_> {
    fn push<T: Serialize>(&mut self, line: &Line<T>) {
        serde_json::to_writer(&mut self.bytes, line).expect("strings, numbers and lists are JSON");
        self.bytes.push(b'\n');
    }

    fn record(&mut self, record: &Record) {
        let Source { set, documents, .. } = *self.source;
        let (kind, set) = (record.kind().word(), set.name.as_str());
        match record {
            Record::Document(document) => self.push(&Line { record: kind, set, body: DocumentBody::of(document) }),
            Record::Entity(entity) => self.push(&Line { record: kind, set, body: EntityBody::of(entity) }),
            Record::Mention(mention) => {
                self.push(&Line { record: kind, set, body: MentionBody::of(mention, documents) });
            }
            Record::Attribution(attribution) => {
                self.push(&Line { record: kind, set, body: AttributionBody::of(attribution, documents) });
            }
            Record::Link(link) => self.push(&Line { record: kind, set, body: LinkBody::of(link, documents) }),
            Record::Decision(decision) => {
                self.push(&Line { record: kind, set, body: DecisionBody::of(decision, documents) });
            }
            Record::Code(code) => self.push(&Line { record: kind, set, body: CodeBody::of(code) }),
        }
    }
}

/// What stands on every line.
#[derive(Serialize)]
struct Line<'a, T> {
    record: &'static str,
    set: &'a str,
    #[serde(flatten)]
    body: T,
}

#[derive(Serialize)]
struct Head<'a> {
    format: u32,
    schema: &'a str,
    annotator: &'a str,
    offsets: &'static str,
}
