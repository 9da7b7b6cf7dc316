//! Learning while tagging: what is accepted changes the guesses that follow, and undo takes that back.

use super::{Bench, RIGHT, bench_at};
use crate::editor::input::{Effect, InputKind, Report, Request};
use crate::suggest::Learner;

/// Ten sentences of one form; the first word is selected.
fn bench() -> Bench {
    bench_at(&format!("|Governor|{}", text().trim_start_matches("Governor")))
}

fn text() -> String {
    NAMES.map(|name| format!("Governor {name} said the dam holds.")).join(" ")
}

const NAMES: [&str; 10] =
    ["Vaskel", "Brenn", "Aldeş", "Maucourt", "Okoye", "Larkin", "Nowak", "Rossi", "Haddad", "Tanaka"];

/// Goes through all but the last sentence and makes an attribution of each whose source is the name alone.
fn accept_names(bench: &mut Bench) {
    for _ in 1..NAMES.len() {
        bench.keys("l l a s > a J");
    }
}

#[test]
fn a_habit_is_followed_and_undo_takes_it_back() {
    let mut bench = bench();
    accept_names(&mut bench);
    bench.keys("l l a s");
    assert_eq!(bench.selected(), "Tanaka", "{}", bench.screen());
    bench.keys("esc");
    let made = NAMES.len() - 1;
    bench.keys(&"u ".repeat(made)).keys("/ T a n a k a enter l a s");
    assert!(bench.selected().starts_with("Governor"), "{}", bench.screen());
}

#[test]
fn what_the_set_held_before_is_learned_by_the_worker() {
    let mut bench = bench();
    accept_names(&mut bench);
    let set = bench.editor.set().clone();
    let mut later = Bench::with(&text(), RIGHT, |options| options.set = set);
    later.keys("l l a s esc");
    let asked = later.effects.iter().find_map(|effect| match effect {
        Effect::Ask(Request::Learn { documents, accepted }) => Some((documents.clone(), accepted.clone())),
        _ => None,
    });
    let (documents, accepted) = asked.expect("there is something to learn from");
    assert_eq!(accepted.len(), NAMES.len() - 1);
    let mut learner = Learner::default();
    for (doc, accepted) in &accepted {
        learner.teach_in(&documents[doc.index()], accepted);
    }
    later.keys("/ T a n a k a enter l a s");
    later.input(InputKind::Report(Report::Learned(Box::new(learner))));
    later.keys("esc a s");
    assert_eq!(later.selected(), "Tanaka", "{}", later.screen());
}

#[test]
fn nothing_is_learned_where_that_is_switched_off() {
    let mut bench = Bench::with(&text(), RIGHT, |options| options.settings.learn = false);
    accept_names(&mut bench);
    bench.keys("l l a s");
    assert_eq!(bench.selected(), "Governor Tanaka", "{}", bench.screen());
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Learn { .. }))));
}
