//! The editor as a whole: a text, keys, and what they make of it. No terminal.
//!
//! A text says its selection with `|…|`; what comes out says its tags as `[label …]`.

mod agreeing;
mod alike;
mod attributing;
mod compare;
mod contract;
mod desk;
mod entities;
mod follow;
mod history;
mod jump;
mod learning;
mod links;
mod listed;
mod objects;
mod others;
mod outside;
mod overview;
mod places;
mod rebase;
mod removal;
mod safety;
mod said;
mod stepping;
mod tagging;
mod ways_out;

use std::sync::Arc;

use super::input::{Effect, Input, InputKind, Mouse, Report, SaveState};
use super::key::Key;
use super::keymap::Keymap;
use super::scene::Scene;
use super::{Editor, EditorOptions, Settings};
use crate::annotation::{
    DocumentInfo, Edit, History, IdSource, Mention, Operation, Record, Set, Timestamp, Transaction,
};
use crate::format;
use crate::text::{DocId, Document};

/// The right-hand article of most tests.
const RIGHT: &str = "Dostum is in Kabul.\n\nAn aide of Dostum spoke.";

/// An editor with the disk and the clock that a test needs.
pub(super) struct Bench {
    pub editor: Editor,
    /// What was asked of the world outside, the journal kept apart.
    pub effects: Vec<Effect>,
    /// The operations journaled.
    pub journal: Vec<Operation>,
    tick: u64,
}

impl Bench {
    /// Returns the editor of two articles at 80x24.
    pub fn new(left: &str, right: &str) -> Self {
        Bench::with(left, right, |_| {})
    }

    /// As [`Bench::new`], with the options changed before the start.
    pub fn with(left: &str, right: &str, change: impl FnOnce(&mut EditorOptions)) -> Self {
        let schema = format::schema::bundled("news").expect("the bundled schema is sound");
        let documents =
            [Arc::new(Document::new(DocId::A, left.to_owned())), Arc::new(Document::new(DocId::B, right.to_owned()))];
        let mut set = Set::new("pair", "news", "mk");
        for document in &documents {
            let info = Record::Document(info(document));
            set.apply(&Transaction::of("open", Edit::add(info))).expect("the set is empty");
        }
        let mut options = EditorOptions {
            documents,
            file_names: ["left.txt".to_owned(), "right.txt".to_owned()],
            set_file: "left--right.mk.ron".to_owned(),
            set,
            history: History::default(),
            keymap: Keymap::new(&schema, &[]).expect("no clash"),
            schema,
            settings: Settings::default(),
            annotator: "mk".to_owned(),
            ids: IdSource::new(1),
            held: None,
            messages: Vec::new(),
            size: (80, 24),
        };
        change(&mut options);
        Bench { editor: Editor::new(options), effects: Vec::new(), journal: Vec::new(), tick: 0 }
    }

    /// Hands in one thing that happened, a second after the one before.
    pub fn input(&mut self, kind: InputKind) {
        self.tick += 1000;
        let at = Timestamp(i64::try_from(self.tick / 1000).unwrap_or(0));
        for effect in self.editor.handle(Input { tick: self.tick, at, kind }) {
            match effect {
                Effect::Journal(operation) => {
                    let durable = operation.seq;
                    self.journal.push((*operation).clone());
                    let saved = Report::Saved(SaveState { durable, failure: None });
                    self.editor.handle(Input { tick: self.tick, at, kind: InputKind::Report(saved) });
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Presses keys, each as the configuration writes it, parted by blanks.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.input(InputKind::Key(key.parse::<Key>().expect(key)));
        }
        self
    }

    /// Types `text` letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.input(InputKind::Key(Key::char(character)));
        }
        self
    }

    pub fn mouse(&mut self, x: u16, y: u16, kind: super::input::MouseKind) {
        self.input(InputKind::Mouse(Mouse { x, y, kind }));
    }

    /// Returns the picture as text, one line a row, blanks at the ends cut.
    pub fn screen(&self) -> String {
        picture(&self.editor.scene())
    }

    /// Returns the selected words.
    pub fn selected(&self) -> &str {
        self.editor.selected_text().unwrap_or("")
    }

    /// Returns the message line's words, nothing where there is none.
    pub fn message(&self) -> &str {
        self.editor.message().map_or("", |message| &message.text)
    }

    /// Returns the mentions of both articles in reading order: `person: Dostum`.
    pub fn mentions(&self) -> Vec<String> {
        let mut mentions: Vec<&Mention> = self.editor.set().mentions().collect();
        mentions.sort_by_key(|mention| {
            (mention.span.doc(), mention.span.start(), std::cmp::Reverse(mention.span.end()), mention.id)
        });
        let words = |mention: &Mention| self.editor.document(mention.span.doc()).covered_span(&mention.span);
        mentions.into_iter().map(|mention| format!("{}: {}", mention.label, words(mention))).collect()
    }

    /// Returns the left article with its tags, which must not cross each other.
    pub fn tagged(&self) -> String {
        let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
        for mention in self.editor.set().mentions().filter(|mention| mention.span.doc() == DocId::A) {
            let (start, end) = (mention.span.start(), mention.span.end());
            marks.push((start, 1, usize::MAX - end, format!("[{} ", mention.label)));
            marks.push((end, 0, usize::MAX - start, "]".to_owned()));
        }
        insert(self.editor.document(DocId::A).text(), marks)
    }
}

/// Returns `text` with each mark put in at its byte, in the order of the keys.
fn insert(text: &str, mut marks: Vec<(usize, u8, usize, String)>) -> String {
    marks.sort();
    let mut out = String::new();
    let mut from = 0;
    for (at, _, _, mark) in marks {
        out.push_str(text.get(from..at).expect("on character boundaries"));
        out.push_str(&mark);
        from = at;
    }
    out + text.get(from..).expect("on character boundaries")
}

pub(super) fn info(document: &Document) -> DocumentInfo {
    DocumentInfo::of(document, &format!("{}.txt", document.id()))
}

/// Returns a scene as text.
pub(super) fn picture(scene: &Scene) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;
    let mut rows = vec![vec![" ".to_owned(); usize::from(scene.width)]; usize::from(scene.height)];
    for piece in &scene.pieces {
        let mut x = usize::from(piece.x);
        for cluster in piece.text.graphemes(true) {
            let width = cluster.width();
            assert!(width > 0, "a cluster without width: {cluster:?} in {:?}", piece.text);
            if let Some(cell) = rows[usize::from(piece.y)].get_mut(x) {
                cluster.clone_into(cell);
            }
            for behind in 1..width {
                if let Some(cell) = rows[usize::from(piece.y)].get_mut(x + behind) {
                    cell.clear();
                }
            }
            x += width;
        }
    }
    let rows: Vec<String> = rows.into_iter().map(|row| row.concat().trim_end().to_owned()).collect();
    rows.join("\n")
}

/// Checks that `keys`, pressed with the words between `|` of `before` selected, make `after` of it. Where `after`
/// has `|`, the selection is compared, otherwise the tags.
#[track_caller]
pub(super) fn check(before: &str, keys: &str, after: &str) {
    let mut bench = bench_at(before);
    bench.keys(keys);
    let found = if after.contains('|') {
        let selection = bench.editor.selection();
        let marks = vec![(selection.start, 0, 0, "|".to_owned()), (selection.end, 1, 0, "|".to_owned())];
        insert(bench.editor.document(DocId::A).text(), marks)
    } else {
        bench.tagged()
    };
    assert_eq!(found, after, "keys {keys:?}, message {:?}", bench.message());
}

/// Returns a bench with `text` at the left, the words between `|` selected.
pub(super) fn bench_at(text: &str) -> Bench {
    let mut parts = text.split('|');
    let (head, selected, tail) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let mut bench = Bench::new(&format!("{head}{selected}{tail}"), RIGHT);
    if !selected.is_empty() {
        bench.editor.reselect(head.len()..head.len() + selected.len());
    }
    bench
}
