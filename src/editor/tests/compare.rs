//! The compare view: gone through, narrowed, tied in and undone; the marks of the comparison on the desk.

use proptest::prelude::*;

use super::Bench;
use super::follow::answer;
use crate::annotation::DecisionOn;
use crate::editor::input::InputKind;
use crate::text::DocId;

pub(super) const LEFT: &str = "The dam at Orlec holds, “for now”. Three people were hurt in Melvice on Sunday.\n\n\
    A baker opened her cellar to strangers. Schools stay closed.\n\nThe mayor left Carrow.";
pub(super) const RIGHT: &str = "Nobody slept in the valley that night.\n\nThe schools stay closed until Friday. A gate stuck.\n\n\
    Three people were hurt in Carrow on Sunday. The dam at Orlec holds, \"for now\".";

fn bench() -> Bench {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.keys("space c");
    bench
}

/// Returns the sentences that are confirmed to have no counterpart.
pub(super) fn confirmed(bench: &Bench) -> Vec<String> {
    let span = |on: &DecisionOn| match on {
        DecisionOn::NoCounterpart(span) => Some(bench.editor.document(span.doc()).covered_span(span)),
        _ => None,
    };
    let mut found: Vec<String> = bench.editor.set().decisions().filter_map(|decision| span(&decision.on)).collect();
    found.sort();
    found
}

#[test]
fn both_texts_stand_side_by_side_with_the_rest_in_its_place() {
    let bench = bench();
    let head = bench.row("Compare");
    assert!(head.contains("3 pairs  2 flagged  unmatched A 2, B 2"), "{head}");
    assert_eq!(
        bench.row("The dam at Orlec").trim_end(),
        "1 ▸The dam at Orlec holds, “for        ~     The dam at Orlec holds, \"for      3"
    );
    let place = bench.row("The mayor");
    assert!(place.contains("no counterpart found"), "{place}");
    assert!(bench.row("▸ alike").contains("A ¶1, B ¶3"), "typesetting makes no difference: {}", bench.screen());
}

#[test]
fn differences_are_stepped_through_and_said_in_words() {
    let mut bench = bench();
    bench.keys("] d");
    let status = bench.row("▸ place");
    assert!(status.contains("A ¶1 “Melvice”, B ¶3 “Carrow”") && status.contains("flagged 1 of 2"), "{status}");
    assert!(bench.screen().contains(" place"), "{}", bench.screen());
    bench.keys("] d");
    assert!(bench.row("▸ time").contains("A ¶2 nothing, B ¶2 “until Friday”"), "{}", bench.screen());
    bench.keys("] d");
    assert_eq!(bench.message(), "no difference below this row");
    bench.keys("[ f");
    assert!(bench.row("▸ place").contains("flagged 1 of 2"), "{}", bench.screen());
    bench.keys("[ f");
    assert_eq!(bench.message(), "no flagged difference above this row");
}

#[test]
fn what_is_shown_is_narrowed_and_the_chosen_row_stays() {
    let mut bench = bench();
    bench.keys("] d f");
    assert!(bench.row("Compare").contains("only differences"), "{}", bench.screen());
    assert!(!bench.screen().contains("The mayor") && bench.screen().contains("hurt in Carrow"), "{}", bench.screen());
    bench.keys("f");
    assert!(bench.row("Compare").contains("only what is flagged"), "{}", bench.screen());
    assert!(!bench.screen().contains("The mayor") && bench.screen().contains("hurt in Carrow"), "{}", bench.screen());
    bench.keys("f");
    assert!(bench.screen().contains("The mayor") && !bench.screen().contains("hurt"), "{}", bench.screen());
    bench.keys("f");
    assert!(bench.screen().contains("The mayor") && bench.screen().contains("hurt"), "{}", bench.screen());
}

#[test]
fn ties_made_here_are_links_and_undone() {
    let mut bench = bench();
    bench.keys("] d d t");
    let hurt = "“Three people … hurt in Melvice on Sunday.” = “Three people … hurt in Carrow on Sunday.”";
    assert_eq!(bench.links().len(), 1, "{}", bench.message());
    assert!(bench.links()[0].starts_with("differs in place: “Three people were"), "{:?} {hurt}", bench.links());
    assert!(bench.row("Three people").contains('≠'), "{}", bench.screen());
    bench.keys("=");
    assert!(bench.links()[0].starts_with("same: "), "changed, not doubled: {:?}", bench.links());
    bench.keys("!");
    assert!(bench.links()[0].starts_with("contradicts: ") && bench.links().len() == 1);
    bench.keys("-");
    assert_eq!(bench.links(), Vec::<String>::new());
    bench.keys("u u");
    assert!(bench.links()[0].starts_with("same: "), "{:?}", bench.links());
    bench.keys("U");
    assert!(bench.links()[0].starts_with("contradicts: "));
    assert_eq!(bench.journal.len(), 7, "each is an operation");
    bench.keys("u u u u");
    assert_eq!(bench.links(), Vec::<String>::new());
    bench.keys("d d");
    assert!(bench.links()[0].starts_with("differs in time: "), "{:?}", bench.links());
    bench.keys("u");
    bench.keys("-");
    assert!(bench.message().starts_with("nobody has tied them"), "{}", bench.message());
}

/// Goes down the rows to the one of the mayor.
fn go_to_the_mayor(bench: &mut Bench) {
    bench.keys("g");
    for _ in 0..9 {
        if bench.screen().lines().any(|row| row.contains("▸The mayor")) {
            return;
        }
        bench.keys("j");
    }
    panic!("no mayor:\n{}", bench.screen());
}

#[test]
fn a_person_confirms_that_there_is_no_counterpart_and_takes_it_back() {
    let mut bench = bench();
    go_to_the_mayor(&mut bench);
    bench.keys("0");
    assert_eq!(confirmed(&bench), ["The mayor left Carrow."]);
    assert!(bench.row("The mayor").contains("no counterpart, confirmed"), "{}", bench.screen());
    bench.keys("0");
    assert!(bench.message().contains("confirmed already"), "{}", bench.message());
    bench.keys("h");
    assert!(bench.row("▸ A ¶3").contains("confirmed by mk"), "{}", bench.screen());
    bench.keys("-");
    assert_eq!(confirmed(&bench), Vec::<String>::new());
    bench.keys("u");
    assert_eq!(confirmed(&bench), ["The mayor left Carrow."]);
    bench.keys("u");
    assert_eq!(confirmed(&bench), Vec::<String>::new());
    assert_eq!(bench.journal.len(), 4);
}

#[test]
fn a_pair_that_is_none_is_parted_and_a_tie_joins_what_was_apart() {
    let mut bench = bench();
    bench.keys("] d l 0");
    assert_eq!(confirmed(&bench), ["Three people were hurt in Carrow on Sunday."]);
    let screen = bench.screen();
    assert!(screen.contains("2 pairs  1 flagged"), "{screen}");
    bench.keys("u");
    assert!(bench.screen().contains("3 pairs"), "{}", bench.screen());
    go_to_the_mayor(&mut bench);
    bench.editor.links.marked = bench.editor.document(DocId::B).span(0..38).ok().map(crate::annotation::Member::Span);
    bench.keys("=");
    assert!(bench.screen().contains("marked"), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.links().len(), 1, "{}", bench.message());
    assert!(bench.screen().contains("4 pairs"), "it comes back with the new row: {}", bench.screen());
    let row = bench.row("The mayor");
    assert!(row.contains('≡') && row.contains("Nobody slept"), "{row}");
}

#[test]
fn tags_and_passages_are_marked_and_enter_goes_to_the_text() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "Orlec").keys("t space c");
    let washed = |bench: &Bench| {
        bench.editor.scene().pieces.iter().any(|piece| piece.ink.wash.is_some() && piece.text == "Orlec")
    };
    assert!(washed(&bench));
    bench.keys("t");
    assert!(!washed(&bench));
    bench.keys("v");
    let underlined = |bench: &Bench| -> Vec<String> {
        let pieces = bench.editor.scene().pieces.into_iter();
        pieces.filter(|piece| piece.ink.underline).map(|piece| piece.text).collect()
    };
    assert!(
        underlined(&bench).iter().any(|text| text.starts_with("The dam at Orlec holds")),
        "{:?}",
        underlined(&bench)
    );
    bench.keys("v");
    assert!(!underlined(&bench).iter().any(|text| text.contains("dam")), "{:?}", underlined(&bench));
    bench.keys("] d l enter");
    assert_eq!((bench.editor.focus(), bench.selected()), (DocId::B, "Three people were hurt in Carrow on Sunday."));
    bench.keys("C-o");
    assert_eq!((bench.editor.focus(), bench.selected()), (DocId::A, "Orlec"));
}

#[test]
fn the_help_names_the_keys_and_leads_back() {
    let mut bench = bench();
    bench.keys("?");
    assert!(
        bench.screen().contains("in the compare view") && bench.screen().contains("confirm that"),
        "{}",
        bench.screen()
    );
    bench.keys("esc");
    assert!(bench.screen().contains("Compare"), "{}", bench.screen());
    bench.keys("q l");
    assert!(!bench.screen().contains("Compare"), "{}", bench.screen());
}

#[test]
fn a_set_that_cannot_be_changed_stays_as_it_is() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.keys("z r space c = 0 j j j j 0 = - d t !");
    assert!(bench.journal.is_empty() && bench.links().is_empty() && confirmed(&bench).is_empty());
}

#[test]
fn a_long_pair_waits_for_the_comparison_and_shows_it_then() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(1200);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.keys("space c");
    assert!(bench.screen().contains("comparing the two articles"), "{}", bench.screen());
    bench.keys("j = 0 - enter ] d t h l G");
    assert!(bench.journal.is_empty());
    answer(&mut bench);
    assert!(bench.screen().contains("The dam at Orlec"), "{}", bench.screen());
}

#[test]
fn texts_that_are_exchanged_below_it_are_compared_anew() {
    let mut bench = bench();
    bench.editor.links.forget();
    bench.keys("j");
    assert!(bench.screen().contains("3 pairs") && bench.screen().contains("The dam at Orlec"), "{}", bench.screen());
    let filler = "Nothing happened on that long day anywhere. ".repeat(1200);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.keys("space c");
    answer(&mut bench);
    bench.editor.links.forget();
    bench.keys("j");
    assert!(bench.screen().contains("comparing the two articles"), "{}", bench.screen());
    answer(&mut bench);
    assert!(bench.screen().contains("The dam at Orlec"), "{}", bench.screen());
}

#[test]
fn margins_and_status_line_say_what_was_found_until_hidden() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "Three").keys("= esc");
    let screen = bench.screen();
    assert!(screen.contains("~3 │") && screen.contains("pla│"), "{screen}");
    assert!(bench.row("▸ “Three").contains("place"), "{screen}");
    bench.keys("z c");
    assert!(!bench.screen().contains("pla│") && !bench.screen().contains("~3"), "{}", bench.screen());
    bench.keys("z c = d t");
    let screen = bench.screen();
    assert!(screen.contains("≠3 │") && screen.contains("pla│"), "people's ties stand beside: {screen}");
}

#[test]
fn differences_are_gone_to_on_the_desk_too() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.keys("] d");
    assert_eq!(bench.selected(), "Melvice");
    bench.keys("] d");
    assert_eq!(bench.selected(), "Schools");
    bench.keys("] d");
    assert_eq!(bench.message(), "no difference after this sentence");
    bench.keys("[ d");
    assert_eq!(bench.selected(), "Melvice");
    bench.keys("C-o");
    assert_eq!(bench.selected(), "Schools");
}

#[test]
fn small_screens_show_one_below_the_other_or_say_that_they_are_too_small() {
    let mut bench = bench();
    bench.input(InputKind::Resize(60, 16));
    bench.keys("] d");
    let screen = bench.screen();
    assert!(screen.contains("~ place") && screen.contains("B3"), "{screen}");
    for (width, height) in [(20, 5), (1, 1), (50, 12), (0, 0), (76, 12)] {
        bench.input(InputKind::Resize(width, height));
        bench.keys("j k G g");
    }
}

proptest! {
    #[test]
    fn whatever_is_pressed_on_whatever_text_nothing_breaks(
        left in "([a-cş喀é\u{301}👩‍👧“”.,!?0-9 \t\r\n]|said|not |Orlec|\u{200b}|ﷺ|שלום){0,40}",
        right in "([a-cş喀é\u{301}👩‍👧“”.,!?0-9 \t\r\n]|said|not |Melvice|\u{202e}|ﷺ|שלום){0,40}",
        keys in proptest::collection::vec(proptest::sample::select(vec!["j", "k", "] d", "[ d", "] f", "0", "-", "=", "enter", "space c", "f", "v", "t", "h", "l", "u", "U", "G", "g", "d t", "!", "esc", "?", "pagedown"]), 0..24),
        size in (40u16..170, 8u16..50),
    ) {
        let mut bench = Bench::new(&left, &right);
        bench.input(InputKind::Resize(size.0, size.1));
        bench.keys("space c");
        for key in keys {
            bench.keys(key);
            bench.screen();
        }
    }
}
