//! Following: what the other pane shows while one goes through the sentences.

use proptest::prelude::*;

use super::Bench;
use crate::annotation::{Decision, DecisionOn, Edit, OperationKind, Record, Transaction};
use crate::compare::facing::Facing;
use crate::editor::input::{Effect, InputKind, MouseKind, Report, Request};
use crate::text::DocId;

/// Sentences that are in both reports, each with words of its own.
const SHARED: [&str; 8] = [
    "The harbour of Orlec burned through the night.",
    "Seven trawlers sank beside the northern quay.",
    "A baker named Vaskel opened her cellar to strangers.",
    "Trains toward Melvice stopped before dawn.",
    "The bishop rang every bell in the valley.",
    "Engineers blame a rusted gas valve.",
    "Insurance will cover half of the timber.",
    "Children slept in the school gymnasium.",
];

/// Returns a report of these paragraphs; what is no number of [`SHARED`] is filler of its own.
fn report(paragraphs: &[usize], own: &str) -> String {
    let paragraph = |at: &usize| {
        SHARED.get(*at).map_or_else(|| format!("{own} {at} xq{at}{own} zv{at}{own}."), |text| (*text).to_owned())
    };
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// Returns a bench of two such reports, compared.
fn compared(left: &[usize], right: &[usize]) -> Bench {
    let mut bench = Bench::new(&report(left, "mu"), &report(right, "ro"));
    bench.keys("esc");
    answer(&mut bench);
    bench
}

/// Answers the last question for a comparison, as the worker does.
pub(super) fn answer(bench: &mut Bench) {
    let asked = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(Request::Compare(texts)) => Some(texts.clone()),
        _ => None,
    });
    let found = Facing::between(&asked.expect("it was asked for")).map(std::sync::Arc::new);
    bench.input(InputKind::Report(Report::Compared(found)));
}

/// Returns the row of the screen on which `words` begin in the pane of `doc`.
fn height(bench: &Bench, doc: DocId, words: &str) -> Option<usize> {
    let words: String = words.chars().take(16).collect();
    bench.screen().lines().position(|row| {
        let side: String = match doc {
            DocId::A => row.chars().take(39).collect(),
            DocId::B => row.chars().skip(40).collect(),
        };
        side.contains(&words)
    })
}

const FILLED: [usize; 14] = [90, 91, 92, 93, 0, 94, 1, 95, 96, 97, 98, 2, 99, 3];

#[test]
fn the_counterpart_of_the_sentence_stays_at_its_height() {
    let mut bench = compared(&FILLED, &[80, 81, 0, 82, 83, 84, 85, 86, 1, 87, 88, 89, 70, 71, 2, 72, 3]);
    for (keys, at) in [("J J J J", 0), ("J J", 1), ("J J J J J", 2), ("J J", 3), ("K K", 2), ("K K K K K", 1)] {
        bench.keys(keys);
        let (left, right) = (height(&bench, DocId::A, SHARED[at]), height(&bench, DocId::B, SHARED[at]));
        assert!(left.is_some() && left == right, "{at}: {left:?} {right:?}\n{}", bench.screen());
    }
}

#[test]
fn where_nothing_faces_the_sentence_the_other_pane_stays_and_says_so() {
    let mut bench = compared(&FILLED, &[80, 81, 0, 82, 83, 84, 85, 86, 1, 87, 88, 89]);
    bench.keys("J J J J");
    assert!(!bench.screen().contains("no counterpart"), "{}", bench.screen());
    let before = height(&bench, DocId::B, SHARED[0]);
    bench.keys("J");
    assert!(
        bench.screen().lines().nth(1).is_some_and(|head| head.contains("no counterpart found")),
        "{}",
        bench.screen()
    );
    assert_eq!(height(&bench, DocId::B, SHARED[0]), before);
    bench.keys("z o");
    assert!(!bench.screen().contains("no counterpart"), "free says nothing: {}", bench.screen());
}

#[test]
fn nothing_moves_before_the_articles_are_compared_and_no_report_moves_anything() {
    let right: Vec<usize> = (40..60).chain([0]).collect();
    let mut bench = Bench::new(&report(&FILLED, "mu"), &report(&right, "ro"));
    let before = height(&bench, DocId::B, "ro 40");
    bench.keys("J J J J");
    assert_eq!(height(&bench, DocId::B, "ro 40"), before);
    answer(&mut bench);
    assert_eq!(height(&bench, DocId::B, "ro 40"), before, "a report moves nothing");
    bench.keys("l");
    assert!(height(&bench, DocId::B, SHARED[0]).is_some(), "{}", bench.screen());
    let asked = bench.effects.iter().filter(|effect| matches!(effect, Effect::Ask(Request::Compare(_)))).count();
    assert_eq!(asked, 1);
}

#[test]
fn two_orders_do_not_make_it_jump_while_the_counterpart_is_in_sight() {
    let mut bench = compared(&[90, 91, 92, 0, 1, 2, 3], &[80, 81, 3, 82, 2, 1, 0, 83, 84, 85, 86, 87, 88, 89]);
    bench.keys("J J J");
    let first = height(&bench, DocId::B, SHARED[0]);
    assert_eq!(first, height(&bench, DocId::A, SHARED[0]));
    bench.keys("J");
    assert_eq!(height(&bench, DocId::B, SHARED[0]), first, "{}", bench.screen());
    assert!(height(&bench, DocId::B, SHARED[1]).is_some(), "{}", bench.screen());
}

#[test]
fn it_goes_along_when_the_view_in_front_scrolls_and_leaves_a_scrolled_one_alone() {
    let mut bench = compared(&FILLED, &[80, 81, 0, 82, 83, 84, 85, 86, 1, 87, 88, 89]);
    bench.keys("J J J J C-e C-e");
    assert_eq!(height(&bench, DocId::A, SHARED[0]), height(&bench, DocId::B, SHARED[0]), "{}", bench.screen());
    bench.mouse(60, 10, MouseKind::WheelDown);
    let scrolled = height(&bench, DocId::B, "ro 83");
    bench.keys("l");
    assert_eq!(height(&bench, DocId::B, "ro 83"), scrolled, "a pane that was scrolled by hand stays");
    bench.keys("z a");
    assert_eq!(height(&bench, DocId::A, SHARED[0]), height(&bench, DocId::B, SHARED[0]), "{}", bench.screen());
}

#[test]
fn free_panes_stay_and_are_brought_over_once_by_za() {
    let right: Vec<usize> = (40..60).chain([0, 80, 81, 82, 83, 84, 85, 86, 87, 88, 1]).collect();
    let mut bench = compared(&FILLED, &right);
    bench.keys("z o J J J J");
    assert_eq!(height(&bench, DocId::B, SHARED[0]), None);
    bench.keys("z a");
    assert_eq!(height(&bench, DocId::A, SHARED[0]), height(&bench, DocId::B, SHARED[0]), "{}", bench.screen());
    bench.keys("J z a");
    assert_eq!(bench.message(), "no counterpart found in B");
    bench.keys("J z f");
    assert_eq!(height(&bench, DocId::A, SHARED[1]), height(&bench, DocId::B, SHARED[1]), "{}", bench.screen());
}

#[test]
fn the_end_goes_to_the_other_pane_and_back() {
    let mut bench = compared(&FILLED, &[80, 81, 0, 82, 83, 84, 85, 86, 1, 87, 88, 89]);
    bench.keys("J J J J W");
    assert_eq!((bench.editor.focus(), bench.selected()), (DocId::B, SHARED[0]));
    assert!(bench.message().starts_with("nearest, not tied: 1.00"), "{}", bench.message());
    assert_eq!(height(&bench, DocId::A, SHARED[0]), height(&bench, DocId::B, SHARED[0]), "{}", bench.screen());
    bench.keys("C-o");
    assert_eq!(bench.editor.focus(), DocId::A);
}

#[test]
fn what_a_person_says_comes_before_what_was_found() {
    let right: Vec<usize> = [0].into_iter().chain(40..60).chain([1]).collect();
    let mut bench = compared(&FILLED, &right);
    bench.at(DocId::B, "burned").keys("m s m m");
    bench.at(DocId::A, "trawlers").keys("m s = 1 =");
    assert_eq!(bench.links().len(), 1, "{}", bench.screen());
    bench.keys("K J");
    assert!(height(&bench, DocId::B, SHARED[0]).is_some(), "{}", bench.screen());
    let bytes = bench.editor.document(DocId::A).sentence_at(report(&FILLED, "mu").find("burned").expect("there"));
    let span = bench.editor.document(DocId::A).span(bytes).expect("a sentence");
    let decision = Decision {
        id: bench.editor.new_id(),
        on: DecisionOn::NoCounterpart(span),
        label: None,
        provenance: bench.editor.provenance(),
    };
    let none = Transaction::of("none", Edit::add(Record::Decision(decision)));
    assert!(bench.editor.commit(OperationKind::Do, none));
    bench.at(DocId::A, "burned").keys("l");
    assert!(bench.screen().contains("confirmed: no counterpart"), "{}", bench.screen());
}

#[test]
fn a_long_pair_is_compared_only_when_somebody_asks() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(7000);
    let mut bench = Bench::new(&format!("{}\n\n{filler}", SHARED[0]), SHARED[0]);
    bench.keys("l J");
    assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Compare(_)))));
    bench.keys("z f");
    assert_eq!(bench.message(), "the two articles are being compared: then the other one follows");
    answer(&mut bench);
    bench.keys("K");
    assert!(!bench.screen().contains("no counterpart"), "{}", bench.screen());
}

#[test]
fn the_strip_shows_the_counterpart_first() {
    let mut bench = compared(&FILLED, &[80, 81, 0, 82, 83, 84, 85, 86, 1, 87, 88, 89]);
    bench.input(InputKind::Resize(60, 24));
    bench.keys("J J J J J J");
    let screen = bench.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let head = rows.iter().rposition(|row| row.contains("right.txt")).expect("a strip");
    assert!(rows[head + 1].contains("Seven trawlers"), "{screen}");
}

proptest! {
    #[test]
    fn wherever_one_goes_nothing_breaks(
        left in proptest::collection::vec(0usize..20, 0..12),
        right in proptest::collection::vec(0usize..20, 0..12),
        keys in proptest::collection::vec(proptest::sample::select(vec!["J", "K", "j", "}", "C-e", "w", "W", "z a", "z f", "z l", "z o", "G", "g g", "z i", "C-o"]), 0..20),
        size in (40u16..170, 5u16..50),
    ) {
        let mut bench = Bench::new(&report(&left, "ş喀"), &report(&right, "👩‍👧"));
        bench.input(InputKind::Resize(size.0, size.1));
        bench.keys("esc");
        if bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Compare(_)))) {
            answer(&mut bench);
        }
        for key in keys {
            bench.keys(key);
            bench.screen();
        }
    }
}
