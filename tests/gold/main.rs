//! The real pair, tagged by keys alone as its hand-made annotation says, exported and compared.
//!
//! The pair is not ours to publish: where `../shared` is absent, the test says so and passes.

mod aligned;
mod heart;
mod replay;
mod stepping;
mod ties;
mod unseen;
mod whole;

use std::collections::BTreeSet;
use std::sync::Arc;

use diptych::annotation::{DocumentInfo, Edit, History, IdSource, Record, Set, Timestamp, Transaction};
use diptych::editor::input::{Input, InputKind};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::{Editor, EditorOptions, Settings};
use diptych::format;
use diptych::text::{DocId, Document};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

/// One mention: document, first character, character after the last, label.
type Row = (String, usize, usize, String);

fn read(name: &str) -> Option<String> {
    std::fs::read_to_string(format!("{SHARED}/{name}")).ok()
}

/// The pair with its gold; `None`, and said, where it is absent.
fn pair() -> Option<(Editor, Vec<Row>)> {
    let articles = [read("articles/000_8c08ab6769eec205.txt"), read("articles/003_55d5bbca680cbe59.txt")];
    let ([Some(a), Some(b)], Some(gold)) = (articles, read("gold/sheberghan.json")) else {
        eprintln!("skipped: the real pair is not beside the checkout");
        return None;
    };
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("the gold is JSON");
    let rows = gold["mentions"].as_array().expect("a list").iter().filter(|mention| mention["layer"] == "named");
    let number = |value: &serde_json::Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let word = |value: &serde_json::Value| value.as_str().expect("a word").to_owned();
    let rows = rows
        .map(|mention| {
            let doc = word(&mention["doc"]).to_lowercase();
            (doc, number(&mention["start"]), number(&mention["end"]), word(&mention["label"]))
        })
        .collect();
    Some((editor(a, b), rows))
}

fn editor(a: String, b: String) -> Editor {
    let schema = format::schema::bundled("news").expect("the bundled schema is sound");
    let documents = [Arc::new(Document::new(DocId::A, a)), Arc::new(Document::new(DocId::B, b))];
    let mut set = Set::new("sheberghan", "news", "mk");
    for document in &documents {
        let info = DocumentInfo::of(document, &format!("{}.txt", document.id()));
        set.apply(&Transaction::of("open", Edit::add(Record::Document(info)))).expect("the set is empty");
    }
    // The gold knows no dates.
    let labels = ["person", "organization", "place"];
    Editor::new(EditorOptions {
        documents,
        file_names: ["a.txt".to_owned(), "b.txt".to_owned()],
        set_file: "a--b.mk.ron".to_owned(),
        set,
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings { stop_labels: Some(labels.map(str::to_owned).to_vec()), ..Settings::default() },
        annotator: "mk".to_owned(),
        ids: IdSource::new(1),
        held: None,
        messages: Vec::new(),
        size: (160, 48),
    })
}

fn press(editor: &mut Editor, key: &str) {
    let kind = InputKind::Key(key.parse::<Key>().expect(key));
    editor.handle(Input { tick: 0, at: Timestamp(0), kind });
}

/// Goes by words to `start..end` (characters) of `doc` and returns how many keys that took.
fn select(editor: &mut Editor, doc: &str, start: usize, end: usize) -> usize {
    let mut keys = 0;
    let mut go = |editor: &mut Editor, key: &str| {
        press(editor, key);
        keys += 1;
        assert!(keys < 5000, "no way by words to {doc} {start}..{end}");
    };
    if editor.focus().as_str() != doc {
        go(editor, "w");
    }
    go(editor, "esc");
    let document = |editor: &Editor| editor.focus();
    let at = |editor: &Editor, chars: usize| {
        editor.document(document(editor)).byte_of_char(chars).expect("inside the article")
    };
    let (from, to) = (at(editor, start), at(editor, end));
    while editor.selection().start > from {
        go(editor, "h");
    }
    while editor.selection().start < from {
        go(editor, "l");
    }
    while editor.selection().end < to {
        go(editor, "L");
    }
    assert_eq!(editor.selection(), from..to, "a gold mention in {doc} begins or ends inside a word of ours");
    keys
}

fn rows_of(editor: &Editor) -> BTreeSet<Row> {
    let row = |mention: &diptych::annotation::Mention| {
        let document = editor.document(mention.span.doc());
        let chars = |byte| document.chars_before(byte);
        (document.id().to_string(), chars(mention.span.start()), chars(mention.span.end()), mention.label.clone())
    };
    editor.set().mentions().map(row).collect()
}

#[test]
fn every_named_mention_is_entered_by_keys_alone() {
    let Some((mut editor, gold)) = pair() else { return };
    assert_eq!(gold.len(), 90);
    for (doc, start, end, label) in &gold {
        select(&mut editor, doc, *start, *end);
        press(
            &mut editor,
            match label.as_str() {
                "person" => "p",
                "organization" => "o",
                "place" => "t",
                other => panic!("no key for {other}"),
            },
        );
    }
    let wanted: BTreeSet<Row> = gold.into_iter().collect();
    assert_eq!(rows_of(&editor), wanted);

    // What was entered goes through the native file and back.
    let documents = [editor.document(DocId::A), editor.document(DocId::B)];
    let file = format::native::write(editor.set(), documents);
    let again = format::native::read(&file, documents).expect("our own file");
    assert_eq!(again.mentions().count(), 90);

    // And through the exports: brat and CSV say the same spans, in characters.
    let schema = editor.schema();
    let files = |name: &str| {
        let format = format::find(name).expect("a bundled format");
        format::export(format, editor.set(), documents, schema).files
    };
    let mut from_brat = BTreeSet::new();
    for file in files("brat").iter().filter(|file| file.name.split_once('.').is_some_and(|(_, ending)| ending == "ann"))
    {
        let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        let doc = if file.name.starts_with('a') { "a" } else { "b" };
        for line in text.lines().filter(|line| line.starts_with('T')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let place: Vec<&str> = fields[1].split(' ').collect();
            let number = |at: usize| place[at].parse::<usize>().expect("an offset");
            from_brat.insert((doc.to_owned(), number(1), number(2), place[0].to_lowercase()));
        }
    }
    assert_eq!(from_brat, wanted);
    let tables = files("csv");
    let mentions = tables.iter().find(|file| file.name.contains("mention")).expect("a table of mentions");
    let mut reader = csv::Reader::from_reader(mentions.bytes.as_slice());
    let columns = reader.headers().expect("a heading").clone();
    let column = |name: &str| columns.iter().position(|column| column == name).expect(name);
    let (doc, start, end, label) = (column("doc"), column("start"), column("end"), column("label"));
    let row = |record: csv::StringRecord| {
        let number = |at: usize| record[at].parse::<usize>().expect("an offset");
        (record[doc].to_lowercase(), number(start), number(end), record[label].to_owned())
    };
    let from_csv: BTreeSet<Row> = reader.records().map(|record| row(record.expect("a row"))).collect();
    assert_eq!(from_csv, wanted);
}
