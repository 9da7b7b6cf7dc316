//! The rebase in the program: what is shown before anything is changed, one key for each decision, and one change at the end.

use std::sync::Arc;

use proptest::prelude::*;

use super::Bench;
use crate::annotation::{OperationKind, Record, RecordKind, Set};
use crate::compare::Rebase;
use crate::editor::input::{Effect, InputKind, Report, Request};
use crate::format::native;
use crate::text::{DocId, Document};

const OLD: &str = "The Taliban captured Sheberghan on Saturday, an aide to Dostum said.\n\n\
    The city is home to warlord Dostum, who returned this week from Turkey.\n\n\
    Residents had fled to the north, and the road was closed for days.\n";

/// Returns the text with some words changed, and some before all of it.
fn new_text() -> String {
    let text = OLD.replace("Sheberghan", "Şıbırğan").replace("from Turkey", "after a stay abroad");
    format!("KABUL — {}", text.replace("the north", "喀布尔"))
}

/// Returns a bench whose left article has four tags.
fn tagged() -> Bench {
    let mut bench = Bench::new(OLD, "Another article on Dostum.");
    for (word, key) in [("Taliban", "o"), ("Sheberghan", "t"), ("Turkey", "t"), ("north", "t")] {
        bench.keys("g g /").type_text(word).keys("enter").keys(key);
    }
    assert_eq!(bench.mentions().len(), 4);
    bench
}

/// Returns what the worker was asked last.
fn asked(bench: &mut Bench) -> (Arc<Document>, Arc<Set>, u64) {
    let is_asked = |effect: &Effect| matches!(effect, Effect::Ask(Request::Rebase { .. }));
    let last = bench.effects.iter().rposition(is_asked).expect("it was asked");
    match bench.effects.remove(last) {
        Effect::Ask(Request::Rebase { old, set, based_on }) => (old, set, based_on),
        other => panic!("{other:?}"),
    }
}

/// Answers the question for the new text that was asked last.
fn answer(bench: &mut Bench, new: &str) {
    let (old, set, based_on) = asked(bench);
    let new = Arc::new(Document::new(old.id(), new.to_owned()));
    let found = Ok(Box::new(Rebase::new(old, new, &set)));
    bench.input(InputKind::Report(Report::Rebase { found, based_on }));
}

fn reviewing() -> Bench {
    let mut bench = tagged();
    let hash = Document::new(DocId::A, new_text()).hash().to_owned();
    bench.input(InputKind::Report(Report::Changed { doc: DocId::A, hash }));
    assert!(bench.message().contains("left.txt has changed") && bench.message().contains("Space r"));
    bench.keys("space r");
    answer(&mut bench, &new_text());
    bench
}

fn status(bench: &Bench) -> String {
    bench.screen().lines().nth(22).unwrap_or_default().to_owned()
}

#[test]
fn what_would_happen_is_shown_before_anything_is_changed() {
    let mut bench = reviewing();
    let before = bench.journal.len();
    let screen = bench.screen();
    assert!(screen.contains("Rebase  1 carried, 3 open") && screen.contains("new text of left.txt"), "{screen}");
    assert!(screen.contains("nothing like it"), "{screen}");
    // Old and new stand side by side.
    bench.input(InputKind::Resize(160, 48));
    let screen = bench.screen();
    assert!(screen.lines().any(|line| line.contains("Sheberghan") && line.contains("Şıbırğan")), "{screen}");
    bench.input(InputKind::Resize(80, 24));
    bench.keys("w");
    assert!(bench.message().contains("3 tags are still open"), "{}", bench.message());
    bench.keys("esc");
    assert_eq!((bench.journal.len(), bench.editor.document(DocId::A).text()), (before, OLD));
    bench.keys("space r");
    assert!(bench.screen().contains("1 carried, 3 open"), "it is there again without asking");
}

#[test]
fn a_tag_is_taken_placed_by_hand_or_parked_and_all_is_one_change() {
    let mut bench = reviewing();
    bench.keys("enter");
    assert!(bench.screen().contains("taken"), "{}", bench.screen());
    assert!(status(&bench).contains("Turkey"), "the next open one: {}", status(&bench));
    bench.keys("s");
    assert_eq!(bench.editor.document(DocId::A).text(), new_text(), "the new text is in front");
    bench.keys("t");
    assert!(bench.message().contains("a place is being chosen"), "nothing is tagged meanwhile: {}", bench.message());
    bench.keys("/").type_text("abroad").keys("enter").keys("enter");
    assert_eq!(bench.editor.document(DocId::A).text(), OLD, "and the old one again");
    assert!(bench.screen().contains("by hand") && status(&bench).contains("north"), "{}", bench.screen());
    bench.keys("p w");
    let operation = bench.journal.last().expect("done").clone();
    assert_eq!((bench.journal.len(), operation.kind), (5, OperationKind::Do));
    assert_eq!(bench.editor.document(DocId::A).text(), new_text());
    assert_eq!(bench.mentions(), ["organization: Taliban", "place: Şıbırğan", "place: abroad"]);
    assert_eq!(bench.message(), "3 carried, 1 parked in left--right.mk.parked-5.ron; u takes all of it back");
    let parked = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Beside { name, text } => Some((name.clone(), text.clone())),
        _ => None,
    });
    let (name, text) = parked.expect("a file");
    assert_eq!(name, "left--right.mk.parked-5.ron");
    let documents =
        [Document::new(DocId::A, OLD.to_owned()), Document::new(DocId::B, "Another article on Dostum.".to_owned())];
    let parked = native::read(&text, [&documents[0], &documents[1]]).expect("a set of its own, on the old text");
    assert_eq!((parked.count(RecordKind::Mention), parked.count(RecordKind::Document)), (1, 2));
}

#[test]
fn one_undo_brings_back_the_text_and_every_tag_and_a_redo_does_it_again() {
    let mut bench = reviewing();
    let (before, set) = (bench.mentions(), bench.editor.set().clone());
    bench.keys("esc");
    let start = OLD.find("Residents").expect("there");
    bench.keys("/").type_text("Residents").keys("enter esc space r P w");
    assert_eq!(bench.selected(), "Residents", "the selection goes where its words are");
    let moved = new_text().find("Residents").expect("there");
    assert_eq!(bench.editor.selection().start, moved);
    assert_eq!(bench.mentions(), ["organization: Taliban"]);
    bench.keys("u");
    assert_eq!((bench.mentions(), bench.editor.document(DocId::A).text()), (before, OLD));
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Residents", start));
    for record in set.records() {
        assert_eq!(bench.editor.set().get(record.id()), Some(record));
    }
    bench.keys("U");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (1, new_text().as_str()));
    // What is known of the words follows the text.
    bench.keys("u u");
    assert_eq!(bench.mentions().len(), 3);
    let info = |bench: &Bench| match bench.editor.set().get(DocId::A.into()) {
        Some(Record::Document(info)) => info.sha256.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(info(&bench), bench.editor.document(DocId::A).hash());
}

#[test]
fn steps_go_back_to_their_words_in_the_new_text() {
    let mut bench = reviewing();
    bench.keys("esc g g");
    for _ in 0..20 {
        bench.keys("tab");
        if bench.selected() == "Dostum" {
            break;
        }
    }
    assert_eq!(bench.selected(), "Dostum", "{}", bench.screen());
    bench.keys("z t tab space r P w S-tab");
    let moved = new_text().find("Dostum").expect("there");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Dostum", moved), "{}", bench.message());
}

#[test]
fn what_was_found_for_another_state_of_the_set_is_asked_for_again() {
    let mut bench = tagged();
    bench.keys("space r");
    let (old, set, based_on) = asked(&mut bench);
    bench.keys("g g d");
    assert_eq!(bench.mentions().len(), 5);
    let new = Arc::new(Document::new(DocId::A, new_text()));
    let found = Ok(Box::new(Rebase::new(old, new, &set)));
    bench.input(InputKind::Report(Report::Rebase { found, based_on }));
    assert!(!bench.screen().contains("Rebase  "));
    answer(&mut bench, &new_text());
    assert!(bench.screen().contains("1 carried, 4 open"), "{}", bench.screen());
}

#[test]
fn what_is_found_while_an_earlier_state_is_looked_at_is_not_for_that_state() {
    let mut bench = tagged();
    bench.keys("space r [ h");
    answer(&mut bench, &new_text());
    assert!(bench.message().contains("Esc comes back to now"), "{}", bench.message());
    assert!(!bench.screen().contains("Rebase  "));
    bench.keys("esc space r");
    answer(&mut bench, &new_text());
    assert!(bench.screen().contains("1 carried, 3 open"), "{}", bench.screen());
}

#[test]
fn an_article_that_is_as_it_was_is_said_so_and_nothing_opens() {
    let mut bench = tagged();
    bench.keys("space r");
    let found = Err("left.txt is the text that this set is on: there is nothing to carry".to_owned());
    bench.input(InputKind::Report(Report::Rebase { found, based_on: 4 }));
    assert!(bench.message().contains("nothing to carry") && bench.screen().contains("A left.txt"));
}

#[test]
fn a_set_that_is_only_read_shows_what_would_become_of_it_and_stays() {
    let mut bench = reviewing();
    bench.keys("P").editor.locked = true;
    bench.keys("w");
    assert!(
        bench.message().contains("read only") && bench.message().contains("nothing was changed"),
        "{}",
        bench.message()
    );
    let asked = bench.effects.iter().any(|effect| matches!(effect, Effect::Beside { .. }));
    assert!(bench.journal.len() == 4 && !asked, "no file is asked for either");
    assert_eq!(bench.editor.document(DocId::A).text(), OLD);
}

#[test]
fn several_places_are_shown_and_taken_by_their_number() {
    let left = "He met Omar. Then they spoke of the war and of the peace, all night.";
    let mut bench = Bench::new(left, "x");
    bench.keys("/").type_text("Omar").keys("enter p space r");
    answer(&mut bench, "Omar came late. Nobody had eaten. Later Omar wept. They were silent; Omar slept.");
    let screen = bench.screen();
    assert!(screen.contains("1 ") && screen.contains("; 3 places"), "{screen}");
    bench.keys("2 w");
    assert_eq!(bench.mentions(), ["person: Omar"]);
    let hit = bench.editor.set().mentions().next().expect("it").span.start();
    let text = bench.editor.document(DocId::A).text();
    let places: Vec<usize> = text.match_indices("Omar").map(|(at, _)| at).collect();
    assert!(places.contains(&hit));
}

#[test]
fn a_removed_tag_is_gone_and_what_is_decided_can_be_decided_anew() {
    let mut bench = reviewing();
    bench.keys("x p enter");
    assert!(bench.screen().contains("removed") && bench.screen().contains("parked"), "{}", bench.screen());
    bench.keys("k k k u");
    assert!(bench.screen().contains("open"));
    bench.keys("x w");
    assert!(bench.message().starts_with("2 carried, 1 removed, 1 parked") || bench.message().contains("still open"));
}

#[test]
fn the_review_keeps_to_every_screen_and_help_leads_back_to_it() {
    let mut bench = reviewing();
    for (width, height) in [(1, 1), (20, 5), (50, 12), (60, 20), (76, 12), (80, 24), (160, 48), (300, 90)] {
        bench.input(InputKind::Resize(width, height));
        for keys in ["j", "k", "s esc", "j"] {
            bench.keys(keys);
            for piece in bench.editor.scene().pieces {
                assert!(piece.x < width && piece.y < height);
            }
        }
    }
    bench.input(InputKind::Resize(80, 24));
    bench.keys("f1");
    let screen = bench.screen();
    assert!(screen.contains("park every tag") && screen.contains("Rebase  "), "{screen}");
    bench.keys("esc");
    assert!(bench.screen().contains("Rebase  "), "{}", bench.screen());
    bench.keys("q");
    assert!(bench.screen().contains("A left.txt"));
}

#[test]
fn a_change_is_told_in_the_words_of_the_text_it_was_made_on() {
    let mut bench = reviewing();
    bench.keys("P w");
    assert_eq!(bench.editor.document(DocId::A).text(), new_text(), "{}", bench.message());
    bench.input(InputKind::Resize(160, 48));
    let rows = |bench: &Bench, words: &str| bench.screen().lines().filter(|line| line.contains(words)).count();
    bench.keys("space h j j j");
    assert_eq!(rows(&bench, "added    t “Sheberghan”"), 1, "{}", bench.screen());
    bench.keys("o");
    assert_eq!(bench.message(), "this change has no place in the texts that are shown");
    bench.keys("v");
    assert_eq!((bench.editor.document(DocId::A).text(), bench.selected()), (OLD, "Sheberghan"));
    // Told from there, what came later is in its own words too.
    bench.keys("space h k k k");
    assert!(rows(&bench, "“Taliban”") >= 1 && rows(&bench, "removed  t “Sheberghan”") == 1, "{}", bench.screen());
    bench.keys("esc esc");
    assert_eq!(bench.editor.document(DocId::A).text(), new_text());
}

#[test]
fn the_history_is_looked_at_and_returned_to_across_a_rebase() {
    let mut bench = reviewing();
    bench.keys("P w");
    assert_eq!((bench.mentions().len(), bench.journal.len()), (1, 5));
    bench.keys("[ h");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (4, OLD), "as it was before");
    bench.keys("space r");
    assert!(bench.message().contains("Esc comes back to now"), "{}", bench.message());
    bench.keys("[ h");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (3, OLD));
    bench.keys("esc");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (1, new_text().as_str()));
    // Returning is a change of its own, with the text of then.
    bench.keys("[ h [ h g h");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (3, OLD));
    assert_eq!((bench.journal.len(), bench.journal[5].transaction.swaps().len()), (6, 1));
    bench.keys("u");
    assert_eq!((bench.mentions().len(), bench.editor.document(DocId::A).text()), (1, new_text().as_str()));
    replays(&bench, &[OLD, &new_text()]);
}

/// Writes every operation as the journal has it, reads it back, and applies it to a new set: it must become the same set.
fn replays(bench: &Bench, texts: &[&str]) {
    let texts: Vec<Document> = texts.iter().map(|text| Document::new(DocId::A, (*text).to_owned())).collect();
    let fresh = Bench::new(texts[0].text(), bench.editor.document(DocId::B).text());
    let (mut set, right) = (fresh.editor.set().clone(), fresh.editor.document(DocId::B));
    let mut now = &texts[0];
    for operation in &bench.journal {
        let swaps = operation.transaction.swaps();
        let after = swaps.first().map_or(now, |swap| {
            assert_eq!(swap.before, now.hash());
            texts.iter().find(|text| text.hash() == swap.after).expect("one of them")
        });
        let sides = native::Sides { before: [now, right], after: [after, right] };
        let line = native::encode_operation(operation, sides);
        assert_eq!(native::decode_operation(&line, sides).as_ref(), Ok(operation));
        set.apply(&operation.transaction).expect("in order");
        now = after;
    }
    assert_eq!(now.text(), bench.editor.document(DocId::A).text());
    same(&set, bench.editor.set());
}

fn same(one: &Set, other: &Set) {
    assert_eq!(one.records().count(), other.records().count());
    for record in one.records() {
        assert_eq!(other.get(record.id()), Some(record));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever was changed in the text and however it is decided: one undo brings back every tag and the text, a redo
    /// does it again, and the journal replays to the same set.
    #[test]
    fn any_rebase_is_undone_done_again_and_replayed(
        edits in prop::collection::vec((0usize..220, 0usize..30, "[a-z’ş喀\r\n ]{0,9}"), 1..6),
        keys in prop::collection::vec(prop::sample::select(vec!["enter", "2", "p", "x", "u", "s enter", "s esc", "n", "j", "k"]), 0..12),
    ) {
        let mut new: Vec<char> = OLD.chars().collect();
        for (at, length, words) in &edits {
            let at = (*at).min(new.len());
            let end = (at + length).min(new.len());
            new.splice(at..end, words.chars());
        }
        let new: String = new.into_iter().collect();
        prop_assume!(new != OLD);
        let mut bench = tagged();
        let before = bench.editor.set().clone();
        bench.keys("space r");
        answer(&mut bench, &new);
        for key in keys.into_iter().chain(["P", "w"]) {
            // Esc leaves the review where there is no place to choose.
            if bench.editor.overlay.is_none() {
                bench.keys("space r");
            }
            bench.keys(key);
            let _ = bench.screen();
        }
        prop_assert_eq!(bench.editor.document(DocId::A).text(), new.as_str());
        let after = bench.editor.set().clone();
        bench.keys("u");
        prop_assert_eq!(bench.editor.document(DocId::A).text(), OLD);
        same(bench.editor.set(), &before);
        bench.keys("U");
        prop_assert_eq!(bench.editor.document(DocId::A).text(), new.as_str());
        same(bench.editor.set(), &after);
        replays(&bench, &[OLD, &new]);
    }
}

#[test]
fn what_was_marked_in_one_text_is_not_tied_in_the_other() {
    let mut bench = tagged();
    bench.keys("g g m m");
    assert!(bench.editor.links.marked.is_some());
    let hash = Document::new(DocId::A, new_text()).hash().to_owned();
    bench.input(InputKind::Report(Report::Changed { doc: DocId::A, hash }));
    bench.keys("space r");
    answer(&mut bench, &new_text());
    bench.keys("s");
    assert!(bench.message().contains("select the place in the new text"), "{}", bench.message());
    assert!(bench.editor.links.marked.is_none());
    bench.keys("m m");
    assert!(bench.editor.links.marked.is_some(), "{}", bench.message());
    bench.keys("esc");
    assert!(bench.editor.links.marked.is_none());
}
