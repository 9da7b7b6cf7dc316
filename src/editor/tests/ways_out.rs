//! Going back, leaving, and reading in full what was cut.

use super::{Bench, RIGHT, bench_at};
use crate::editor::input::{Effect, Grade, InputKind, Message, Report, SaveState};

#[test]
fn esc_in_a_search_goes_back_to_where_it_began() {
    let mut bench = bench_at("one |two| three, three");
    bench.keys("/").type_text("thr");
    assert_eq!(bench.selected(), "thr");
    bench.keys("esc");
    assert_eq!(bench.selected(), "two");
    bench.keys("n");
    assert_eq!(bench.message(), "nothing searched for yet: / searches");
}

#[test]
fn leaving_with_unsaved_changes_asks_once() {
    for keys in ["q q", "C-q", "C-c C-c"] {
        let mut bench = bench_at("|Kabul| fell");
        bench.keys("t");
        bench.input(InputKind::Report(Report::Saved(SaveState { durable: 0, failure: Some("disk full".to_owned()) })));
        let quits = |bench: &Bench| bench.effects.iter().filter(|effect| matches!(effect, Effect::Quit)).count();
        bench.keys(keys);
        assert_eq!(quits(&bench), 0, "{keys}");
        assert!(bench.message().starts_with("leaving loses 1 change: "), "{}", bench.message());
        // Another key takes the question back.
        bench.keys("l").keys(keys);
        assert_eq!(quits(&bench), 0, "{keys}");
        bench.keys(keys);
        assert!(quits(&bench) > 0, "{keys}");
    }
}

#[test]
fn a_q_given_up_by_other_keys_does_not_count() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("q ] esc q");
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
}

#[test]
fn long_messages_can_be_read_whole() {
    let mut bench = bench_at("|Kabul| fell");
    let words = "a sentence that goes on and on, so that no row of eighty cells holds it, up to its last word: zebra";
    bench.input(InputKind::Report(Report::Told(Message { grade: Grade::Warning, text: words.to_owned() })));
    assert!(!bench.screen().contains("zebra"));
    bench.keys("space m");
    assert!(bench.screen().contains("zebra"), "{}", bench.screen());
}

#[test]
fn the_places_of_files_are_shown_whole_and_quoted_for_the_shell() {
    let place = format!("/home/mk/{}/it's/left--right.mk.ron", "a long folder/".repeat(8));
    let mut bench = Bench::with("Kabul fell", RIGHT, |options| options.settings.set_place = place.clone());
    bench.keys("space ,");
    assert!(bench.screen().contains("left--right.mk.ron"), "{}", bench.screen());
    bench.keys("esc space x enter");
    let quoted = format!("'{}'", place.replace('\'', "'\\''"));
    let copied = bench.effects.iter().any(|effect| matches!(effect, Effect::Copy(line) if line.ends_with(&quoted)));
    assert!(copied, "{:?}", bench.effects);
}

#[test]
fn panels_begin_at_their_top_and_write_small() {
    let mut bench = bench_at("one “|Kabul|”, two\n\nSunday");
    bench.keys("t ?");
    let screen = bench.screen();
    assert!(screen.contains("\n   label\n"), "{screen}");
    assert!(screen.contains("give the label that this string was given before"), "{screen}");
    bench.keys("esc space t");
    assert!(bench.screen().contains("one “…”, two"), "{}", bench.screen());
    bench.keys("esc G d space t /").type_text("Sund");
    assert!(bench.screen().contains("1 shown  2 in both"), "{}", bench.screen());
}

#[test]
fn the_programs_own_quotes_are_ascii_where_marks_are() {
    let mut bench = Bench::with("“Kabul” fell", RIGHT, |options| options.settings.ascii = true);
    assert!(bench.screen().contains("> \"Kabul\""), "{}", bench.screen());
    bench.keys("t u");
    assert_eq!(bench.message(), "undone: tag \"Kabul\" Place");
}

#[test]
fn titles_of_attributes_are_shown_whole_where_there_is_room() {
    let mut bench = Bench::with("Kabul fell", RIGHT, |options| options.size = (120, 30));
    bench.keys("t i");
    assert!(bench.screen().contains("Geographic precision"), "{}", bench.screen());
}

#[test]
fn every_screen_says_what_is_not_saved() {
    for keys in ["", "space w", "space c", "space v"] {
        let mut bench = bench_at("|Kabul| fell. Four people were hurt in Herat.");
        bench.keys("t").keys(keys);
        bench.input(InputKind::Report(Report::Saved(SaveState { durable: 0, failure: Some("disk full".to_owned()) })));
        bench.input(InputKind::Resize(120, 24));
        bench.editor.message = None;
        let screen = bench.screen();
        let status = screen.lines().find(|line| line.contains("1 change is not on the disk: disk full"));
        assert!(status.is_some_and(|line| line.trim_start().starts_with('!')), "{keys:?}:\n{screen}");
    }
}

#[test]
fn every_screen_marks_a_warning_with_a_sign() {
    for keys in ["", "space w", "space c", "space v"] {
        let mut bench = bench_at("|Kabul| fell. Four people were hurt in Herat.");
        bench.keys("t").keys(keys);
        bench.input(InputKind::Resize(120, 24));
        bench.editor.message = Some(Message { grade: Grade::Warning, text: "take care".to_owned() });
        let screen = bench.screen();
        assert!(screen.lines().any(|line| line.trim_start().starts_with("! take care")), "{keys:?}:\n{screen}");
    }
}
