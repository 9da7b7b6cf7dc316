//! What people say of sentences and what the comparison found: one answer in following, margins, the compare view and `]d`.

use std::sync::Arc;

use proptest::prelude::*;

use super::Bench;
use super::compare::{LEFT, RIGHT, confirmed};
use super::follow::answer;
use crate::annotation::Transaction;
use crate::editor::counterpart::Faces;
use crate::editor::input::{Effect, Request};
use crate::editor::people::People;
use crate::text::{DocId, Document};

const HURT: &str = "Three people were hurt in Melvice on Sunday.";

/// Ties the sentence of the left article that begins with `left` to the one of the right article that begins with `right`.
fn tie(bench: &mut Bench, left: &str, right: &str) {
    bench.at(DocId::B, right).keys("m s m m");
    bench.at(DocId::A, left).keys("m s = 1 =");
}

/// Confirms on the row of the compare view where `words` are chosen that there is no counterpart.
fn alone(bench: &mut Bench, doc: DocId, words: &str) {
    bench.at(doc, words).keys("space c 0 q");
}

#[test]
fn a_tie_made_on_the_desk_takes_back_that_there_is_no_counterpart() {
    let mut bench = Bench::new(LEFT, RIGHT);
    alone(&mut bench, DocId::A, "Three");
    alone(&mut bench, DocId::B, "Three");
    assert_eq!(confirmed(&bench).len(), 2);
    tie(&mut bench, "Three", "Three");
    assert_eq!((bench.links().len(), confirmed(&bench)), (1, Vec::new()));
    assert!(bench.message().contains("no longer without counterpart   u undo"), "{}", bench.message());
    bench.keys("u");
    assert_eq!((bench.links().len(), confirmed(&bench).len()), (0, 2), "one undo");
    bench.keys("U");
    assert_eq!((bench.links().len(), confirmed(&bench).len()), (1, 0));
}

#[test]
fn a_tie_made_in_the_view_does_too() {
    let mut bench = Bench::new(LEFT, RIGHT);
    alone(&mut bench, DocId::A, "Three");
    bench.at(DocId::A, "Three").keys("space c = enter");
    assert_eq!((bench.links().len(), confirmed(&bench)), (1, Vec::new()), "{}", bench.screen());
}

#[test]
fn what_is_tied_elsewhere_is_not_confirmed_to_have_no_counterpart() {
    let mut bench = Bench::new(LEFT, RIGHT);
    tie(&mut bench, "The mayor", "Three");
    bench.at(DocId::A, "The mayor").keys("space c l 0");
    assert_eq!(bench.message(), "a person has tied the two: - unties them first");
    bench.keys("q");
    bench.at(DocId::A, HURT).keys("space c l 0");
    assert_eq!(confirmed(&bench), Vec::<String>::new());
    assert_eq!(bench.message(), "a person has tied it to A ¶3 “The mayor left Carrow.”: - unties it there first");
}

#[test]
fn flags_and_margins_are_those_of_the_pair_that_is_shown() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "Three").keys("space c q l");
    assert!(bench.row("▸ “").contains("place") && bench.screen().contains("pla│"), "{}", bench.screen());
    tie(&mut bench, "Three", "Nobody");
    bench.at(DocId::A, "people").keys("esc");
    assert!(!bench.row("▸ “").contains("place") && !bench.screen().contains("pla│"), "{}", bench.screen());
}

/// A sentence of the right article belongs to two of the left one.
const TWICE: [&str; 2] = [
    "Governor Vaskel flew over the valley.\n\nHe asked the army for twenty boats.\n\nIt rained.",
    "Nobody slept.\n\nGovernor Vaskel flew over the valley and asked the army for twenty boats.",
];

#[test]
fn where_the_best_is_confirmed_as_alone_the_second_is_shown_everywhere() {
    let mut bench = Bench::new(TWICE[0], TWICE[1]);
    bench.at(DocId::B, "Governor").keys("space c q l");
    let first = bench.editor.follow.faces.clone();
    let Faces::Passage(bytes) = first.clone() else { panic!("{first:?}") };
    bench.editor.show_place(DocId::A, bytes.clone());
    bench.keys("space c 0 q");
    bench.at(DocId::B, "Governor").keys("l");
    let second = if bytes.start == 0 { 2 } else { 1 };
    let Faces::Passage(found) = bench.editor.follow.faces.clone() else { panic!("nothing") };
    assert_ne!(found, bytes);
    assert!(bench.screen().contains(&format!(" {second}~")), "{}", bench.screen());
}

#[test]
fn the_next_difference_on_the_desk_is_one_that_the_view_shows() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "The dam").keys("] d");
    assert_eq!(bench.selected(), "Melvice");
    alone(&mut bench, DocId::A, "Three");
    bench.at(DocId::A, "The dam").keys("] d");
    assert_eq!(bench.selected(), "Schools", "what is confirmed has none");
    tie(&mut bench, "The mayor", "Nobody");
    bench.at(DocId::A, "Schools").keys("] d");
    assert_eq!(bench.selected(), "The", "what a person has tied differs too");
    bench.keys("[ d [ d");
    assert_eq!((bench.selected(), bench.message()), ("Schools", "no difference before this sentence"));
}

#[test]
fn the_view_opens_at_the_sentence_though_the_comparison_comes_later() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(1200);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.at(DocId::A, "The mayor").keys("space c");
    answer(&mut bench);
    assert!(bench.screen().contains("▸The mayor"), "{}", bench.screen());
}

#[test]
fn a_text_exchanged_while_the_view_waits_is_asked_for_again() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(7000);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.keys("space c");
    let other = Arc::new(Document::new(DocId::A, format!("{LEFT}\n\nOh. {filler}")));
    let documents = [other, Arc::clone(&bench.editor.documents[1])];
    bench.editor.exchange(documents, &Transaction { summary: String::new(), edits: Vec::new() });
    bench.keys("j");
    let asked = bench.effects.iter().filter(|effect| matches!(effect, Effect::Ask(Request::Compare(_)))).count();
    assert_eq!(asked, 2);
    answer(&mut bench);
    assert!(bench.screen().contains("The dam at Orlec"), "{}", bench.screen());
}

#[test]
fn what_faced_a_text_that_is_exchanged_is_forgotten() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "Three").keys("z c z c l");
    assert!(matches!(bench.editor.follow.faces, Faces::Passage(_)), "{}", bench.screen());
    bench.keys("z c");
    let documents = [Arc::clone(&bench.editor.documents[0]), Arc::new(Document::new(DocId::B, "Oh.".to_owned()))];
    bench.editor.exchange(documents, &Transaction { summary: String::new(), edits: Vec::new() });
    assert_eq!(bench.editor.follow.faces, Faces::Unknown);
    assert!(bench.editor.follow.marks_hidden, "that is a wish");
}

#[test]
fn the_nearest_row_is_chosen_when_the_chosen_one_is_hidden() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::B, "A gate").keys("space c f");
    assert!(bench.screen().contains("▸Schools") || bench.screen().contains("▸The schools"), "{}", bench.screen());
}

const CLAIMS: [&str; 2] =
    ["It rained. The mayor said the dam at Orlec holds.", "Nobody slept. Officials said the dam at Orlec still holds."];

#[test]
fn claims_that_are_tied_are_untied_in_the_view() {
    let mut bench = Bench::new(CLAIMS[0], CLAIMS[1]);
    bench.at(DocId::B, "said").keys("a a");
    bench.at(DocId::A, "said").keys("a a");
    bench.at(DocId::A, "said").keys("= enter");
    assert_eq!(bench.links().len(), 1);
    bench.keys("space c 0");
    assert_eq!(bench.message(), "a person has tied claims in the two: - unties them first");
    bench.keys("=");
    assert_eq!(bench.links().len(), 2, "the sentences are tied beside the claims");
    bench.keys("- -");
    assert_eq!(bench.links(), Vec::<String>::new(), "{}", bench.message());
    bench.keys("0");
    assert_eq!(confirmed(&bench), ["The mayor said the dam at Orlec holds."]);
    bench.keys("q");
    bench.at(DocId::A, "said").keys("= enter");
    assert_eq!((bench.links().len(), confirmed(&bench)), (1, Vec::new()), "{}", bench.message());
}

#[test]
fn what_cannot_be_tied_from_the_view_says_how_to_mark_it() {
    let mut bench = Bench::new("It rained.", "Nobody slept.");
    bench.keys("space c =");
    assert_eq!(
        bench.message(),
        "no counterpart found in B; Enter goes to the text, where m m marks this end, = at the other ties both"
    );
}

proptest! {
    #[test]
    fn ties_and_confirmations_never_contradict_each_other_and_are_followed(
        keys in proptest::collection::vec(proptest::sample::select(vec![
            "j", "k", "] d", "0", "-", "= enter", "enter m s m m space c", "h", "l", "u", "U", "G", "g", "d t", "!", "j j",
        ]), 0..40),
    ) {
        let mut bench = Bench::new(LEFT, RIGHT);
        bench.keys("space c");
        for key in keys {
            bench.keys(key);
            let followed = bench.editor.links.people.take().map(|people| People::all(&people));
            let anew = bench.editor.people().map(People::all);
            prop_assert!(followed.is_none() || followed == anew, "{followed:?} {anew:?}");
            let (ties, alone) = anew.unwrap_or_default();
            for ((a, b), _) in ties {
                prop_assert!(!alone[0].contains(&a) && !alone[1].contains(&b), "after {key}: {}", bench.screen());
            }
        }
    }
}
