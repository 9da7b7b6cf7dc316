//! Learning: what a decision costs with it, from the key to the picture, and what it takes to learn and to find anew.
//!
//! Read the rows of a function as ratios within one run: a key must not cost visibly more with something learned than with
//! learning switched off.

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use diptych::annotation::{History, IdSource, Set, Timestamp};
use diptych::editor::input::{Effect, Input, InputKind, Lesson, Request};
use diptych::editor::key::Key;
use diptych::editor::keymap::Keymap;
use diptych::editor::{Editor, EditorOptions, Settings, What, learned};
use diptych::format;
use diptych::suggest::ground::{Ground, number};
use diptych::suggest::{Labels, Learner};
use diptych::text::{DocId, Document};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A text of about `bytes` bytes of news in which no name comes twice in a row; `salt` tells one text from another.
fn text(bytes: usize, salt: usize) -> String {
    const FIRST: [&str; 8] = ["Ayşe", "Tomas", "Ines", "Karl", "Mehmet", "Rosa", "Owen", "Leyla"];
    const HEADS: [&str; 9] = ["Bren", "Vask", "Ald", "Mau", "Oko", "Lark", "Now", "Hadd", "Tan"];
    const ENDS: [&str; 7] = ["mer", "el", "eş", "court", "ye", "in", "aka"];
    let mut text = String::with_capacity(bytes + 500);
    let mut at = salt;
    while text.len() < bytes {
        at += 1;
        let pick = |list: &'static [&str], step: usize| list[at * step % list.len()];
        let name = format!("{}{}", pick(&HEADS, 1), pick(&ENDS, 1));
        let town = format!("{}ov", pick(&HEADS, 4));
        write!(
            text,
            "The rain reached {town} on Monday, President {} {name} told Kestrel Wire. “It holds,” said {} {name} of the \
             {town} Water Authority, but an aide to Mr. {name} denied that the Northern army had left. According to \
             officials the harbour was shut, and the interior ministry warned people near Camp {town}.\n\n",
            pick(&FIRST, 3),
            pick(&FIRST, 5),
        )
        .expect("a string takes all");
    }
    text
}

/// An editor on two articles of a usual length and a set of them.
fn editor(learn: bool, set: Set) -> Editor {
    let schema = format::schema::bundled("news").expect("the bundled schema is sound");
    let documents = [(DocId::A, 1), (DocId::B, 5)].map(|(doc, salt)| Arc::new(Document::new(doc, text(8_000, salt))));
    Editor::new(EditorOptions {
        documents,
        file_names: ["a.txt".to_owned(), "b.txt".to_owned()],
        set_file: "a--b.mk.ron".to_owned(),
        set,
        history: History::default(),
        keymap: Keymap::new(&schema, &[]).expect("no clash"),
        schema,
        settings: Settings { learn, ..Settings::default() },
        annotator: "mk".to_owned(),
        ids: IdSource::new(1),
        held: None,
        messages: Vec::new(),
        size: (160, 48),
    })
}

fn empty() -> Set {
    Set::new("a--b", "news", "mk")
}

fn press(editor: &mut Editor, key: &str) -> Vec<Effect> {
    let kind = InputKind::Key(key.parse::<Key>().expect("a key"));
    let effects = editor.handle(Input { tick: 0, at: Timestamp(0), kind });
    black_box(editor.scene());
    effects
}

/// Decides the next `count` stops: what is a camp is dismissed, the rest taken as it is offered.
fn decide(editor: &mut Editor, count: usize) {
    press(editor, "tab");
    for _ in 0..count {
        let offer = editor.offer().expect("a step has led to a stop");
        let key = match offer.label {
            _ if editor.document(offer.stop.doc).slice(offer.stop.bytes.clone()).starts_with("Camp") => "x",
            None if offer.stop.what != What::Cue => "o",
            _ => "enter",
        };
        press(editor, key);
    }
}

/// What stands before the key that is measured.
#[derive(Debug, Clone, Copy)]
enum Before {
    /// Learning is off, likely places are not marked.
    Hidden,
    /// Learning is off, likely places are marked.
    Off,
    /// Learning is on; the decisions before were taken out again, so that nothing is learned.
    Nothing,
    /// Learning is on, and something was learned from each decision.
    Learned,
}

/// An editor at an undecided likely name after `decisions` decisions.
fn at_a_stop(before: Before, decisions: usize) -> Editor {
    let mut editor = editor(!matches!(before, Before::Hidden | Before::Off), empty());
    if matches!(before, Before::Hidden) {
        press(&mut editor, "z");
        press(&mut editor, "s");
    }
    press(&mut editor, "z");
    press(&mut editor, "t");
    decide(&mut editor, decisions);
    if matches!(before, Before::Nothing) {
        editor.begin_with(Learner::default());
    }
    assert_eq!(matches!(before, Before::Learned), !editor.learned_so_far().is_empty());
    assert!(editor.offer().is_some(), "a step has led to a stop");
    editor
}

/// A label at a stop, which steps on, and the picture after it, 100 decisions into a pair.
#[divan::bench(args = [Before::Hidden, Before::Off, Before::Nothing, Before::Learned])]
fn label_and_draw(bencher: Bencher<'_, '_>, before: Before) {
    let editor = at_a_stop(before, 100);
    bencher.with_inputs(|| editor.clone()).bench_local_values(|mut editor| {
        press(&mut editor, "p");
        editor
    });
}

/// A dismissal at a stop, which steps on, and the picture after it.
#[divan::bench(args = [Before::Hidden, Before::Off, Before::Nothing, Before::Learned])]
fn dismiss_and_draw(bencher: Bencher<'_, '_>, before: Before) {
    let editor = at_a_stop(before, 100);
    bencher.with_inputs(|| editor.clone()).bench_local_values(|mut editor| {
        press(&mut editor, "x");
        editor
    });
}

/// A step that decides nothing, and the picture after it: what the keys above are to be held against.
#[divan::bench(args = [Before::Hidden, Before::Off, Before::Nothing, Before::Learned])]
fn step_and_draw(bencher: Bencher<'_, '_>, before: Before) {
    let editor = at_a_stop(before, 100);
    bencher.with_inputs(|| editor.clone()).bench_local_values(|mut editor| {
        press(&mut editor, "tab");
        editor
    });
}

/// What the worker does for a set of so many decisions.
#[divan::bench(args = [10, 100])]
fn learn_from_decisions(bencher: Bencher<'_, '_>, decisions: usize) {
    let (documents, labels, lessons) = question(decisions);
    bencher.bench_local(|| learned(&documents, &labels, &lessons));
}

/// What a set of `decisions` decisions has the worker asked.
fn question(decisions: usize) -> ([Arc<Document>; 2], Arc<Labels>, Vec<Lesson>) {
    let mut first = editor(true, empty());
    decide(&mut first, decisions);
    let mut later = editor(true, first.set().clone());
    let asked = press(&mut later, "tab").into_iter().find_map(|effect| match effect {
        Effect::Ask(Request::Learn { documents, labels, lessons, .. }) => Some((documents, labels, lessons)),
        _ => None,
    });
    asked.expect("there is something to learn from")
}

/// Names and cues in one megabyte, as stepping finds them.
#[divan::bench]
fn find_in_one_megabyte(bencher: Bencher<'_, '_>) {
    let documents =
        [(DocId::A, 1 << 20), (DocId::B, 0)].map(|(doc, bytes)| Arc::new(Document::new(doc, text(bytes, 1))));
    bencher.counter(BytesCount::of_str(documents[0].text())).bench_local(|| {
        let mut ground = Ground::default();
        let stretches = (0..=number(documents[0].len())).map(|at| ground.stretch(&documents, DocId::A, at));
        stretches.map(|stretch| stretch.names.len() + stretch.cues.len()).sum::<usize>()
    });
}

/// What an empty learner and one of 100 decisions make of the names and cues of one megabyte.
#[divan::bench(args = [0, 100])]
fn weigh_one_megabyte(bencher: Bencher<'_, '_>, decisions: usize) {
    let (taught, labels, lessons) = question(100);
    let learner = learned(&taught, &labels, &lessons[..decisions.min(lessons.len())]);
    let documents =
        [(DocId::A, 1 << 20), (DocId::B, 0)].map(|(doc, bytes)| Arc::new(Document::new(doc, text(bytes, 1))));
    let mut ground = Ground::default();
    let stretches: Vec<_> =
        (0..=number(documents[0].len())).map(|at| ground.stretch(&documents, DocId::A, at)).collect();
    bencher.counter(BytesCount::of_str(documents[0].text())).bench_local(|| {
        let names = stretches.iter().flat_map(|stretch| &stretch.names);
        let kept = names.filter(|name| !learner.drops(name)).map(|name| {
            let ends = learner.ends_of(&documents[0], name);
            ends.len() + learner.label_of(name, &labels).map_or(0, str::len)
        });
        let cues = stretches.iter().flat_map(|stretch| &stretch.cues).filter(|cue| learner.chance(cue) > 0.5);
        kept.sum::<usize>() + cues.count()
    });
}
