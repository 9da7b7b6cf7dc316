//! What programs from outside propose: asked after a key, never waited for, marked with the program's name.

use super::{Bench, RIGHT};
use crate::editor::input::{Effect, InputKind, Report};
use crate::suggest::outside::{Answer, Question};
use crate::text::DocId;

const TEXT: &str = "The river rose in the old town. Nobody had seen that before.";

fn bench() -> Bench {
    Bench::with(TEXT, RIGHT, |options| options.settings.outside = true)
}

fn questions(bench: &Bench) -> Vec<Question> {
    let asked = bench.effects.iter().filter_map(|effect| match effect {
        Effect::Suggest(questions) => Some(questions.clone()),
        _ => None,
    });
    asked.flatten().collect()
}

/// Answers the first question with the place of `words`.
fn answer(bench: &mut Bench, id: u64, words: &str, label: &str) {
    let start = TEXT.find(words).expect("it is in the text");
    let candidates = vec![(start..start + words.len(), label.to_owned())];
    let answer = Answer { id, doc: DocId::A, candidates };
    bench.input(InputKind::Report(Report::Suggested { by: "rules".into(), answer }));
}

#[test]
fn sentences_near_the_selection_are_asked_once_and_after_a_key() {
    let mut bench = bench();
    assert!(questions(&bench).is_empty(), "the first picture waits for nobody");
    bench.keys("l h l");
    let asked = questions(&bench);
    let texts: Vec<&str> = asked.iter().map(|question| question.text.trim()).collect();
    let right = ["Dostum is in Kabul.", "An aide of Dostum spoke."];
    assert_eq!(texts, ["The river rose in the old town.", "Nobody had seen that before.", right[0], right[1]]);
    let mut silent = Bench::new(TEXT, RIGHT);
    silent.keys("l h l");
    assert!(questions(&silent).is_empty(), "without a program nobody is asked");
}

#[test]
fn what_is_proposed_is_a_stop_with_the_name_of_the_program() {
    let mut bench = bench();
    bench.keys("l h");
    let id = questions(&bench)[0].id;
    answer(&mut bench, id, "old town", "place");
    bench.keys("tab");
    assert_eq!(bench.selected(), "old town", "{}", bench.screen());
    assert!(bench.screen().contains("by rules"), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.mentions(), ["place: old town"]);
}

/// “What a key will do at the selection is fixed when the selection arrives: late suggestions change other places, never this
/// one.”
#[test]
fn a_late_answer_changes_nothing_at_the_selection() {
    let mut bench = bench();
    bench.keys("tab");
    let (selected, mentions) = (bench.selected().to_owned(), bench.mentions());
    let id = questions(&bench)[0].id;
    answer(&mut bench, id, "The river", "place");
    answer(&mut bench, id, "seen", "cue");
    assert_eq!((bench.selected(), bench.mentions()), (selected.as_str(), mentions));
    bench.keys("w g g tab");
    assert_eq!(bench.selected(), "The river");
    bench.keys("x");
    assert!(bench.screen().contains("Attribution"), "the cue opens the builder: {}", bench.screen());
}

#[test]
fn unknown_labels_are_told_once_and_answers_to_nothing_are_passed_over() {
    let mut bench = bench();
    bench.keys("l h");
    let id = questions(&bench)[0].id;
    answer(&mut bench, 999, "old town", "place");
    answer(&mut bench, id, "old town", "town");
    let told = "the suggester rules proposes the label town; the schema has person, organization, place, ";
    assert!(bench.message().starts_with(told), "{}", bench.message());
    bench.keys("l");
    answer(&mut bench, id, "old", "town");
    assert_eq!(bench.message(), "");
}

#[test]
fn a_label_that_is_not_known_takes_nothing_else_with_it() {
    let mut bench = bench();
    bench.keys("l h");
    let id = questions(&bench)[0].id;
    let place = |words: &str, label: &str| {
        let start = TEXT.find(words).expect("it is in the text");
        (start..start + words.len(), label.to_owned())
    };
    let candidates = vec![place("river", "water"), place("old town", "place")];
    bench.input(InputKind::Report(Report::Suggested {
        by: "rules".into(),
        answer: Answer { id, doc: DocId::A, candidates },
    }));
    assert!(bench.message().contains("proposes the label water"), "{}", bench.message());
    bench.keys("tab");
    assert_eq!(bench.selected(), "old town");
}
