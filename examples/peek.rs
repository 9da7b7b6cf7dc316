//! scratch
use diptych::annotation::{History, IdSource, Set, Timestamp};
use diptych::editor::input::{Input, InputKind, Timer};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::{Editor, EditorOptions, Settings};
use diptych::format;
use diptych::text::{DocId, Document};
use diptych::tui::{canvas::Canvas, depth::Depth, theme::Theme, theme::standard::Standard};
use std::io::Write;
use std::sync::Arc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let docs = [
        Arc::new(Document::new(DocId::A, std::fs::read_to_string(&a[1]).unwrap())),
        Arc::new(Document::new(DocId::B, std::fs::read_to_string(&a[2]).unwrap())),
    ];
    let schema = format::schema::bundled("news").unwrap();
    let set = if a[7] == "-" {
        Set::new("x", "news", "mk")
    } else {
        format::native::read(&std::fs::read_to_string(&a[7]).unwrap(), [&docs[0], &docs[1]]).unwrap()
    };
    let mut e = Editor::new(EditorOptions {
        documents: docs,
        file_names: ["courier.txt".into(), "herald.txt".into()],
        set_file: "courier--herald.mk.ron".into(),
        set,
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).unwrap(),
        schema,
        settings: Settings { ascii: a[6] == "ascii", tag_lines: a[6] == "none", ..Settings::default() },
        annotator: "mk".into(),
        ids: IdSource::new(3),
        held: None,
        messages: vec![],
        size: (a[3].parse().unwrap(), a[4].parse().unwrap()),
    });
    for k in a[5].split_whitespace() {
        if let Some(t) = k.strip_prefix("type:") {
            for c in t.chars() {
                e.handle(Input { tick: 0, at: Timestamp(0), kind: InputKind::Key(Key::char(c)) });
            }
            continue;
        }
        e.handle(Input { tick: 0, at: Timestamp(0), kind: InputKind::Key(k.parse().unwrap()) });
    }
    let _ = Timer::Menu;
    let (s, d) = match a[6].as_str() {
        "light" => (Standard::Light, Depth::TrueColor),
        "16" => (Standard::Dark, Depth::Sixteen),
        "none" | "ascii" => (Standard::Dark, Depth::None),
        "256" => (Standard::Dark, Depth::Indexed256),
        _ => (Standard::Dark, Depth::TrueColor),
    };
    let theme = Theme::bundled(s, d);
    let mut c = Canvas::new();
    let bytes = c.draw(&e.scene(), &theme).to_vec();
    std::io::stdout().write_all(&bytes).unwrap();
    std::io::stdout().flush().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(20));
}
