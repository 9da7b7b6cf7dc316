//! Stepping: finding what is likely in a long text, and from one stop to the next in a longer one.

use std::hint::black_box;
use std::sync::Arc;

use diptych::annotation::{History, IdSource, Set, Timestamp};
use diptych::editor::input::{Input, InputKind};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::{Editor, EditorOptions, Settings};
use diptych::format;
use diptych::suggest::{Evidence, Passage, cues, names};
use diptych::text::{DocId, Document};
use divan::Bencher;
use divan::counter::BytesCount;

/// A paragraph of news with names, a quotation and a cue.
const NEWS: &str = "MELVICE: The rain reached Ordal on Monday, President Ayşe Şahin told Kestrel Wire. “It holds,” said Tomas \
    Brenn of the Melvice Water Authority, but an aide to Mr. Vaskel denied that the Northern army had left. According to \
    officials the harbour was shut, and the interior ministry warned people near the old town not to return.\n\n";

fn main() {
    divan::main();
}

fn text(paragraph: &str, bytes: usize) -> String {
    paragraph.repeat(bytes / paragraph.len() + 1)
}

#[divan::bench]
fn find_all_in_one_megabyte(bencher: Bencher<'_, '_>) {
    let document = Document::new(DocId::A, text(NEWS, 1 << 20));
    bencher.counter(BytesCount::of_str(document.text())).bench(|| {
        let mut evidence = Evidence::default();
        evidence.add(document.slice(0..1 << 15));
        let mut found = 0;
        let mut at = Some(0..0);
        while let Some(paragraph) = at {
            let passage = Passage::of(&document, document.paragraph_at(paragraph.start));
            found += names(&passage, &evidence).len() + cues(&passage).len();
            at = document.next_paragraph(paragraph.start);
        }
        found
    });
}

fn editor(left: String) -> Editor {
    let schema = format::schema::bundled("news").expect("the bundled schema is sound");
    Editor::new(EditorOptions {
        documents: [Arc::new(Document::new(DocId::A, left)), Arc::new(Document::new(DocId::B, String::new()))],
        file_names: ["a.txt".to_owned(), "b.txt".to_owned()],
        set_file: "a--b.mk.ron".to_owned(),
        set: Set::new("a--b", "news", "mk"),
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings::default(),
        annotator: "mk".to_owned(),
        ids: IdSource::new(1),
        held: None,
        messages: Vec::new(),
        size: (160, 48),
    })
}

/// A key, and the picture after it.
fn press(editor: &mut Editor, key: &str) {
    let kind = InputKind::Key(key.parse::<Key>().expect("a key"));
    black_box(editor.handle(Input { tick: 0, at: Timestamp(0), kind }));
    black_box(editor.scene());
}

/// A step to the next stop and the picture after it.
#[divan::bench(args = [1 << 12, 1 << 20, 50 << 20])]
fn step_and_draw(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut editor = editor(text(NEWS, bytes));
    bencher.bench_local(|| press(&mut editor, "tab"));
}

/// A label at a stop, which steps on, and the picture after it.
#[divan::bench(args = [1 << 12, 1 << 20])]
fn label_and_draw(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut editor = editor(text(NEWS, bytes));
    press(&mut editor, "z");
    press(&mut editor, "t");
    press(&mut editor, "tab");
    bencher.bench_local(|| press(&mut editor, "t"));
}

/// A step through a long stretch of one line in which there is nothing to stop at.
#[divan::bench]
fn step_where_nothing_is_likely(bencher: Bencher<'_, '_>) {
    let line = text("the rain fell on the old town and it was cold there, ", 50 << 20);
    bencher.with_inputs(|| editor(line.clone())).bench_local_values(|mut editor| press(&mut editor, "tab"));
}
