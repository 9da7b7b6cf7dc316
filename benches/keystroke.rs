//! A key from press to bytes for the terminal, and what stands behind it, by the size of text and set.
//!
//! Read the rows as ratios within one run: a key must cost the same for 30 and for 10,000 annotations, for 2 kB and
//! for 50 MB of text.

use std::hint::black_box;
use std::sync::Arc;

use diptych::annotation::{
    DocumentInfo, Edit, History, IdSource, Mention, Provenance, Record, Set, Timestamp, Transaction,
};
use diptych::compare::facing::Facing;
use diptych::editor::input::{Effect, Input, InputKind, Report, Request};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::{Editor, EditorOptions, Settings};
use diptych::format;
use diptych::text::{DocId, Document};
use diptych::tui::canvas::Canvas;
use diptych::tui::depth::Depth;
use diptych::tui::theme::Theme;
use diptych::tui::theme::standard::Standard;
use divan::Bencher;

fn main() {
    divan::main();
}

/// A text of about `bytes` bytes in paragraphs of a few sentences, or in one line.
fn text(bytes: usize, one_line: bool) -> String {
    let sentence = "The harbour master said on Tuesday that “no ship has left” since the fire near Şile. ";
    let mut text = String::with_capacity(bytes + sentence.len());
    while text.len() < bytes {
        for _ in 0..4 {
            text.push_str(sentence);
        }
        if !one_line {
            text.push_str("\n\n");
        }
    }
    text
}

/// An editor on two texts with `annotations` mentions spread over them.
fn editor(bytes: usize, one_line: bool, annotations: usize) -> Editor {
    editor_of(DocId::BOTH.map(|_| text(bytes, one_line)), annotations)
}

/// An editor on `texts` with `annotations` mentions spread over them.
fn editor_of(texts: [String; 2], annotations: usize) -> Editor {
    let [left, right] = texts;
    let documents = [Arc::new(Document::new(DocId::A, left)), Arc::new(Document::new(DocId::B, right))];
    let schema = format::schema::bundled("news").expect("the bundled schema is sound");
    let mut ids = IdSource::new(7);
    let mut set = Set::new("bench", "news", "mk");
    let mut edits: Vec<Edit> = documents.iter().map(|document| Edit::add(Record::Document(info(document)))).collect();
    for at in 0..annotations {
        let document = &documents[at % 2];
        let word = document.next_word(document.char_floor(document.len() / annotations * at)).expect("there are words");
        let span = document.span(word).expect("a word is a span");
        let label = ["person", "organization", "place"][at % 3];
        edits.push(Edit::add(Record::Mention(Mention::new(ids.next(|_| false), span, label, Provenance::default()))));
    }
    set.apply(&Transaction { summary: String::new(), edits }).expect("the records fit together");
    let options = EditorOptions {
        documents,
        file_names: ["left.txt".to_owned(), "right.txt".to_owned()],
        set_file: "left--right.mk.ron".to_owned(),
        set,
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings::default(),
        annotator: "mk".to_owned(),
        ids,
        held: None,
        messages: Vec::new(),
        size: (160, 48),
    };
    Editor::new(options)
}

fn info(document: &Document) -> DocumentInfo {
    DocumentInfo::of(document, &format!("{}.txt", document.id()))
}

/// The whole way of a key: editor, scene, cells, bytes.
struct Desk {
    editor: Editor,
    canvas: Canvas,
    theme: Theme,
    tick: u64,
}

impl Desk {
    fn new(editor: Editor) -> Self {
        let theme = Theme::bundled(Standard::Dark, Depth::TrueColor);
        let mut desk = Desk { editor, canvas: Canvas::new(), theme, tick: 0 };
        desk.draw();
        desk
    }

    fn draw(&mut self) -> usize {
        self.canvas.draw(&self.editor.scene(), &self.theme).len()
    }

    fn key(&mut self, key: &str) -> Vec<Effect> {
        self.tick += 100;
        let kind = InputKind::Key(key.parse::<Key>().expect("a key"));
        self.editor.handle(Input { tick: self.tick, at: Timestamp(1), kind })
    }

    fn press(&mut self, key: &str) -> usize {
        black_box(self.key(key));
        self.draw()
    }
}

/// Two reports of together about `bytes` bytes that share half of their sentences, in another order.
fn reports(bytes: usize) -> [String; 2] {
    let sentence = |at: usize, own: &str| {
        let word = |salt: usize| format!("w{:x}", at.wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503) % 4096);
        format!(
            "{} of {} saw {} near {} with {} and {} on that {} day{own}.",
            word(1),
            word(2),
            word(3),
            word(4),
            word(5),
            word(6),
            word(7)
        )
    };
    let count = bytes / 120;
    [("", 1), (" too", 7)].map(|(own, step): (&str, usize)| {
        let numbers = (0..count).map(|at| (at * step) % count);
        let text = |at: usize| if at.is_multiple_of(2) { sentence(at, own) } else { sentence(at + 99_991 * step, own) };
        numbers.map(text).collect::<Vec<_>>().chunks(4).map(|part| part.join(" ")).collect::<Vec<_>>().join("\n\n")
    })
}

/// A desk of two such reports, compared.
fn compared(bytes: usize) -> Desk {
    let mut desk = Desk::new(editor_of(reports(bytes), 30));
    let asked = ["z", "f"].into_iter().flat_map(|key| desk.key(key)).find_map(|effect| match effect {
        Effect::Ask(Request::Compare(texts)) => Some(texts),
        _ => None,
    });
    if let Some(texts) = asked {
        let kind = InputKind::Report(Report::Compared(Facing::between(&texts).map(Arc::new)));
        desk.editor.handle(Input { tick: 1, at: Timestamp(1), kind });
    }
    desk
}

/// A word further, the other article following by meaning; to be held against a cursor key without.
#[divan::bench(args = [8_000, MB])]
fn cursor_key_following(bencher: Bencher, bytes: usize) {
    let mut desk = compared(bytes);
    bencher.bench_local(|| desk.press("l"));
}

/// A sentence further, the other article brought beside it nearly each time.
#[divan::bench(args = [8_000, MB])]
fn sentence_key_following(bencher: Bencher, bytes: usize) {
    let mut desk = compared(bytes);
    bencher.bench_local(|| desk.press("J"));
}

/// The same with free panes.
#[divan::bench(args = [8_000, MB])]
fn sentence_key_free(bencher: Bencher, bytes: usize) {
    let mut desk = compared(bytes);
    desk.press("z");
    desk.press("o");
    bencher.bench_local(|| desk.press("J"));
}

/// A row further in the compare view.
#[divan::bench(args = [8_000, MB])]
fn row_key_in_the_compare_view(bencher: Bencher, bytes: usize) {
    let mut desk = compared(bytes);
    desk.press("space");
    desk.press("c");
    bencher.bench_local(|| desk.press("j"));
}

/// Opening the compare view, which makes all its rows.
#[divan::bench(args = [8_000, MB], sample_count = 20)]
fn open_the_compare_view(bencher: Bencher, bytes: usize) {
    let mut desk = compared(bytes);
    bencher.bench_local(|| desk.press("space") + desk.press("c") + desk.press("q"));
}

const ANNOTATIONS: [usize; 3] = [0, 30, 10_000];
const MB: usize = 1 << 20;

#[divan::bench(args = ANNOTATIONS)]
fn cursor_key_1_mb(bencher: Bencher, annotations: usize) {
    let mut desk = Desk::new(editor(MB, false, annotations));
    bencher.bench_local(|| desk.press("l"));
}

#[divan::bench(args = ANNOTATIONS)]
fn scroll_key_1_mb(bencher: Bencher, annotations: usize) {
    let mut desk = Desk::new(editor(MB, false, annotations));
    bencher.bench_local(|| desk.press("C-e"));
}

/// What the picture alone costs, before colours.
#[divan::bench]
fn scene_alone(bencher: Bencher) {
    let desk = Desk::new(editor(MB, false, 30));
    bencher.bench_local(|| desk.editor.scene().pieces.len());
}

/// What a picture costs of which nothing has changed: cells and the search for differences.
#[divan::bench]
fn draw_alone(bencher: Bencher) {
    let mut desk = Desk::new(editor(MB, false, 30));
    let scene = desk.editor.scene();
    bencher.bench_local(|| desk.canvas.draw(&scene, &desk.theme).len());
}

/// What the start pays for the colours, before the first picture.
#[divan::bench]
fn theme_at_the_start() -> Theme {
    Theme::bundled(Standard::Dark, Depth::TrueColor)
}

/// What the start pays for labels and keys.
#[divan::bench]
fn schema_and_keys_at_the_start() -> Keymap {
    let schema = format::schema::bundled("news").expect("the bundled schema is sound");
    Keymap::new(&schema, &[]).expect("no clash")
}

/// Tag, undo and go on: three keys, to be held against three cursor keys.
#[divan::bench(args = ANNOTATIONS)]
fn tag_undo_and_step_1_mb(bencher: Bencher, annotations: usize) {
    let mut desk = Desk::new(editor(MB, false, annotations));
    bencher.bench_local(|| desk.press("t") + desk.press("u") + desk.press("l"));
}

#[divan::bench(args = [2_000, MB, 50 * MB])]
fn cursor_key_by_size_of_text(bencher: Bencher, bytes: usize) {
    let mut desk = Desk::new(editor(bytes, false, 30));
    bencher.bench_local(|| desk.press("j"));
}

#[divan::bench(args = [MB, 50 * MB], sample_count = 20)]
fn page_key_in_one_line(bencher: Bencher, bytes: usize) {
    let mut desk = Desk::new(editor(bytes, true, 0));
    bencher.bench_local(|| desk.press("C-f"));
}

/// From an editor that stands to the first picture's bytes.
#[divan::bench(args = [2_000, MB, 50 * MB], sample_count = 10)]
fn first_picture(bencher: Bencher, bytes: usize) {
    bencher.with_inputs(|| editor(bytes, false, 0)).bench_local_values(|editor| Desk::new(editor).draw());
}

#[divan::bench(args = ANNOTATIONS)]
fn apply_and_take_back(bencher: Bencher, annotations: usize) {
    let editor = editor(MB, false, annotations);
    let mut set = editor.set().clone();
    let document = editor.document(DocId::A);
    let span = document.span(document.next_word(500_000).expect("a word")).expect("a span");
    let mention = Mention::new(IdSource::new(99).next(|_| false), span, "place", Provenance::default());
    let tag = Transaction::of("tag", Edit::add(Record::Mention(mention)));
    let back = tag.inverse();
    bencher.bench_local(|| {
        set.apply(&tag).expect("free");
        set.apply(&back).expect("there");
    });
}

#[divan::bench]
fn encode_an_operation_for_the_journal(bencher: Bencher) {
    let mut desk = Desk::new(editor(MB, false, 30));
    let effects = desk.key("t");
    let operation = effects
        .into_iter()
        .find_map(|effect| match effect {
            Effect::Journal(operation) => Some(operation),
            _ => None,
        })
        .expect("a tag is journaled");
    let documents = [desk.editor.document(DocId::A), desk.editor.document(DocId::B)];
    bencher.bench_local(|| format::native::encode_operation(&operation, documents).len());
}

#[divan::bench(args = ANNOTATIONS, sample_count = 20)]
fn save(bencher: Bencher, annotations: usize) {
    let editor = editor(MB, false, annotations);
    let documents = [editor.document(DocId::A), editor.document(DocId::B)];
    bencher.bench_local(|| format::native::write(editor.set(), documents).len());
}

#[divan::bench(args = ANNOTATIONS, sample_count = 20)]
fn load(bencher: Bencher, annotations: usize) {
    let editor = editor(MB, false, annotations);
    let documents = [editor.document(DocId::A), editor.document(DocId::B)];
    let file = format::native::write(editor.set(), documents);
    bencher.bench_local(|| format::native::read(&file, documents).expect("just written").records().count());
}
