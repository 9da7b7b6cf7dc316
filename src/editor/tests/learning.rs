//! Learning while tagging: what is accepted changes the guesses that follow, and undo takes that back.

use super::{Bench, RIGHT, bench_at};
use crate::annotation::{Edit, IdSource, Mention, OperationKind, Provenance, Record, Transaction};
use crate::editor::input::{Effect, InputKind, Lesson, Report, Request};
use crate::editor::learning::learned;
use crate::text::DocId;

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

/// Returns what the worker was last asked to learn from, and what it answers.
fn asked(bench: &Bench) -> (Vec<Lesson>, Report) {
    let asked = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(Request::Learn { number, documents, labels, lessons }) => {
            let learner = Box::new(learned(documents, labels, lessons));
            Some((lessons.clone(), Report::Learned { number: *number, learner }))
        }
        _ => None,
    });
    asked.expect("there is something to learn from")
}

#[test]
fn what_the_set_held_before_is_learned_by_the_worker() {
    let mut bench = bench();
    accept_names(&mut bench);
    let set = bench.editor.set().clone();
    let mut later = Bench::with(&text(), RIGHT, |options| options.set = set);
    later.keys("l l a s esc");
    let (lessons, answer) = asked(&later);
    assert_eq!(lessons.len(), NAMES.len() - 1);
    later.keys("/ T a n a k a enter l a s");
    later.input(InputKind::Report(answer));
    later.keys("esc a s");
    assert_eq!(later.selected(), "Tanaka", "{}", later.screen());
}

/// An editor on a set in which the first likely name of `text` is nothing, wherever it stands; it has just asked the worker
/// what there is to learn.
fn with_a_refusal(text: &str) -> Bench {
    let mut bench = Bench::with(text, RIGHT, |_| {});
    bench.keys("z t tab X");
    let set = bench.editor.set().clone();
    let mut later = Bench::with(text, RIGHT, |options| options.set = set);
    later.keys("tab");
    let (lessons, _) = asked(&later);
    assert_eq!(lessons.len(), 1, "{lessons:?}");
    later
}

#[test]
fn a_string_that_is_tagged_while_the_worker_learns_is_no_longer_learned_to_be_nothing() {
    let mut bench = with_a_refusal("We saw Melvice there. It rained.");
    let (_, answer) = asked(&bench);
    bench.keys("esc / M e l v i c e enter T");
    bench.input(InputKind::Report(answer));
    let tags = bench.editor.set().mentions().count();
    assert_eq!((tags, bench.editor.learned_so_far().len()), (1, 1), "{}", bench.screen());
}

#[test]
fn an_answer_to_an_earlier_question_is_not_taken_for_the_later_one() {
    let text = format!("We saw Vaskel. {}", "We saw Melvice there. ".repeat(70));
    let mut bench = with_a_refusal(&text);
    let (_, early) = asked(&bench);
    // What changes so much at once is learned anew.
    let mut ids = IdSource::new(5);
    let tags = text.match_indices("Melvice").map(|(at, word)| {
        let span = bench.editor.document(DocId::A).span(at..at + word.len()).expect("it is a word");
        Edit::add(Record::Mention(Mention::new(ids.next(|_| false), span, "place", Provenance::default())))
    });
    let transaction = Transaction { summary: "bring in".to_owned(), edits: tags.collect() };
    assert!(bench.editor.commit(OperationKind::Do, transaction));
    bench.keys("tab");
    let (lessons, late) = asked(&bench);
    assert_eq!(lessons.len(), 71, "{}", bench.screen());
    bench.input(InputKind::Report(early));
    assert!(bench.editor.learned_so_far().is_empty(), "{:?}", bench.editor.learned_so_far());
    bench.input(InputKind::Report(late));
    assert_eq!(bench.editor.learned_so_far().len(), 71);
}

#[test]
fn what_is_dismissed_teaches_undo_forgets_it_and_redo_teaches_it_again() {
    let mut bench = bench_at("|The| governor said the dam holds, and Vaskel left Melvice. It rained.");
    let learned = |bench: &Bench| bench.editor.learned_so_far().len();
    // How many features of all candidates weigh something.
    let weights = |bench: &Bench| {
        let all = bench.editor.explained(DocId::A).into_iter().flat_map(|one| one.features);
        all.filter(|(_, weight)| *weight != 0.0).count()
    };
    // A cue, then a name.
    bench.keys("tab x");
    let one = weights(&bench);
    assert!(one > 0, "the cue teaches: {}", bench.screen());
    bench.keys("x");
    let two = weights(&bench);
    assert!(two > one, "the name teaches too: {}", bench.screen());
    bench.keys("u");
    assert_eq!((weights(&bench), learned(&bench)), (one, 1));
    bench.keys("u");
    assert_eq!((weights(&bench), learned(&bench)), (0, 0));
    bench.keys("esc U U");
    assert_eq!((weights(&bench), learned(&bench)), (two, 2));
}

#[test]
fn leaving_a_builder_that_no_step_opened_changes_and_teaches_nothing() {
    let mut bench = bench();
    bench.keys("l l a x");
    assert!(bench.editor.learned_so_far().is_empty() && bench.editor.set().len() == 2);
}

#[test]
fn ends_that_a_person_always_gives_are_offered() {
    let men = ["Vaskel", "Brenn", "Aldeş", "Maucourt", "Okoye", "Larkin", "Nowak", "Rossi", "Haddad", "Tanaka"];
    let text = men.map(|man| format!("We saw President {man} there.")).join(" ");
    let mut bench = Bench::with(&text, RIGHT, |_| {});
    bench.keys("z t tab");
    assert_eq!(bench.selected(), "Vaskel", "{}", bench.screen());
    for _ in 0..6 {
        if !bench.selected().starts_with("President") {
            bench.keys("<");
        }
        bench.keys("p");
    }
    assert!(bench.selected().starts_with("President "), "{}", bench.screen());
}

/// Returns whether all that `Tab` stops at in `words` of the left article is decided, and whether it stops there at all.
fn is_decided(bench: &Bench, words: &str) -> bool {
    let text = bench.editor.document(DocId::A).text();
    let start = text.find(words).expect("it is in the text");
    let stops = bench.editor.stops_near(DocId::A, &(start..start + words.len()));
    !stops.is_empty() && stops.iter().all(|stop| stop.decided)
}

#[test]
fn what_was_dismissed_stays_so_when_other_ends_are_learned_and_when_they_are_forgotten() {
    let text = NAMES.map(|man| format!("We saw President {man} there.")).join(" ");
    let mut bench = Bench::with(&text, RIGHT, |_| {});
    bench.keys("z t tab x");
    for _ in 0..6 {
        if !bench.selected().starts_with("President") {
            bench.keys("<");
        }
        bench.keys("p");
    }
    assert_eq!(bench.selected(), "President Rossi", "{}", bench.screen());
    assert!(is_decided(&bench, "President Vaskel"), "dismissed as “Vaskel”: {}", bench.screen());
    bench.keys("x");
    let set = bench.editor.set().clone();
    let later = Bench::with(&text, RIGHT, |options| {
        options.set = set;
        options.settings.learn = false;
    });
    assert!(is_decided(&later, "Vaskel") && is_decided(&later, "Rossi"), "dismissed as “President Rossi”");
    assert!(!is_decided(&later, "Haddad") && !is_decided(&later, "Tanaka"));
}

#[test]
fn what_is_dismissed_again_and_again_is_offered_no_more_and_the_rest_is() {
    let towns = (b'a'..=b'z').map(|letter| format!("Q{}lice", char::from(letter)));
    let saws: Vec<String> =
        towns.map(|town| format!("They met near Camp {town} then. She was in {town} there.")).collect();
    let text = saws.join(" ");
    let mut bench = Bench::with(&text, "It rained.", |_| {});
    bench.keys("z t tab");
    let mut offered = Vec::new();
    while let Some(offer) = bench.editor.offer() {
        let words = bench.selected().to_owned();
        if offered.contains(&(words.clone(), offer.stop.bytes.start)) {
            break;
        }
        let camp = words.starts_with("Camp");
        offered.push((words, offer.stop.bytes.start));
        bench.keys(if camp { "x" } else { "t" });
    }
    let camps = offered.iter().filter(|(words, _)| words.starts_with("Camp")).count();
    assert!((2..20).contains(&camps), "{offered:?}");
    assert_eq!(offered.len() - camps, saws.len(), "{offered:?}");
    let start = text.find("Camp Qzlice").expect("it is in the text");
    let camp = start..start + "Camp Qzlice".len();
    let is_stop = |bench: &Bench| bench.editor.stops_near(DocId::A, &camp).iter().any(|stop| stop.bytes == camp);
    assert!(!is_stop(&bench), "{}", bench.screen());
    bench.at(DocId::A, "Camp Qzlice then").keys("t");
    assert!(bench.mentions().contains(&"place: Camp Qzlice then".to_owned()), "{}", bench.screen());
    assert!(is_stop(&bench) && is_decided(&bench, "Camp"), "what is tagged is counted though it is offered no more");
}

#[test]
fn nothing_is_learned_where_that_is_switched_off() {
    let mut bench = Bench::with(&text(), RIGHT, |options| options.settings.learn = false);
    accept_names(&mut bench);
    bench.keys("l l a s");
    assert_eq!(bench.selected(), "Governor Tanaka", "{}", bench.screen());
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Learn { .. }))));
}
