//! Tests of the native format as a whole: files in, sets out, and back.

mod document;
mod errors;
mod properties;

use super::*;
use crate::annotation::{Edit, Mention, Provenance, Record, Set, Transaction};
use crate::text::{DocId, Document};

fn documents() -> [Document; 2] {
    [
        Document::new(DocId::A, "Aides said “Dostum” had left Şıbırğan 👩‍👧.\r\n".to_owned()),
        Document::new(DocId::B, "KABUL: the city fell.".to_owned()),
    ]
}

#[test]
fn a_small_set_is_written_as_the_design_shows_it() {
    let [left, right] = documents();
    let mut set = Set::new("sheberghan-2021", "news", "mk");
    let span = left.span(14..20).expect("inside the text");
    let mention = Mention::new("j4daw3h9".parse().expect("an id"), span, "person", Provenance::default());
    set.apply(&Transaction::of("", Edit::add(Record::Mention(mention)))).expect("fits");
    let text = write(&set, [&left, &right]);
    assert_eq!(
        text,
        "#![enable(implicit_some)]\n\
         // diptych annotation set. Offsets are Unicode characters from the start of the document, end exclusive.\n\
         (\n    format: 1,\n    set: \"sheberghan-2021\", schema: \"news\", annotator: \"mk\",\n    documents: [],\n    \
         entities: [],\n    mentions: [\n        \
         (id: \"j4daw3h9\", doc: a, at: [(12, 18, \"Dostum\")], label: \"person\", how: seen),\n    ],\n    \
         attributions: [],\n    links: [],\n    decisions: [],\n    codes: [],\n)\n"
    );
    let back = read(&text, [&left, &right]).expect("what was written reads");
    assert_eq!(write(&back, [&left, &right]), text);
}

#[test]
fn what_an_editor_does_to_line_ends_and_a_mark_at_the_start_do_no_harm() {
    let [left, right] = documents();
    let text = "(\n    format: 1,\n    set: \"s\", schema: \"news\", annotator: \"mk\",\n    documents: [],\n    \
                mentions: [\n        (id: \"j4daw3h9\", doc: a, at: [(0, 5, \"Aides\")], label: \"group\"),\n    ],\n)\n";
    let changed = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    let (set, other) = (read(text, [&left, &right]), read(&changed, [&left, &right]));
    assert_eq!(set.map(|set| write(&set, [&left, &right])), other.map(|set| write(&set, [&left, &right])));
    assert_eq!(head(text), head(&changed));
    let broken = read(&changed.replace("Aides", "Aids"), [&left, &right]).map(|_| ()).map_err(|error| error.at);
    assert_eq!(broken, Err(Some(crate::format::Place { line: 6, column: 9 })));
}
