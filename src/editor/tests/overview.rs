//! The overview: both articles at a glance, its keys, and where they lead.

use super::Bench;
use crate::editor::input::InputKind;
use crate::format::native;
use crate::text::DocId;

const LEFT: &str = include_str!("../../../assets/sample/courier.txt");
const RIGHT: &str = include_str!("../../../assets/sample/herald.txt");
const SET: &str = include_str!("../../../assets/sample/courier--herald.sample.ron");

/// The bundled pair with its set, in a screen of this size.
fn sample(size: (u16, u16)) -> Bench {
    Bench::with(LEFT, RIGHT, |options| {
        let documents = [&*options.documents[0], &*options.documents[1]];
        options.set = native::read(SET, documents).expect("the sample is whole");
        options.size = size;
    })
}

#[test]
fn both_articles_are_seen_with_what_ties_them() {
    let mut bench = sample((160, 48));
    bench.keys("space v");
    assert!(bench.row("Overview").contains("in the order of A  one cell, "), "{}", bench.screen());
    let first = bench.row("▸");
    assert!(first.contains('≠') || first.contains('≡'), "{first}");
    assert!(first.contains('*'), "a person has tied what stands there: {first}");
    // What is named shows its letter, what is said by someone a low line.
    assert!(first.contains('t') && first.contains('─') && first.contains('▁'), "{first}");
    assert!(bench.screen().contains("by hand: ") && bench.screen().contains("; found: "), "{}", bench.screen());
    assert!(bench.screen().contains("in both A "), "{}", bench.screen());
    let counted = bench.screen().lines().filter(|row| row.contains('*') && !row.contains("Esc")).count();
    assert!(counted > 5, "{}", bench.screen());
    assert!(!bench.screen().contains("only"), "nothing is claimed that is not known");
}

#[test]
fn keys_move_and_enter_goes_to_the_paragraph_on_the_chosen_side() {
    let mut bench = sample((80, 24));
    bench.keys("space v j j");
    assert_eq!(bench.editor.focus(), DocId::A);
    bench.keys("enter");
    assert!(!bench.screen().contains("Overview"), "{}", bench.screen());
    // The first paragraph stands in two lines: two of B belong to it.
    let second = bench.editor.document(DocId::A).paragraph(2).expect("there are eleven");
    assert_eq!((bench.editor.focus(), bench.editor.selection().start), (DocId::A, second.start));
    bench.keys("space v l enter");
    assert_eq!(bench.editor.focus(), DocId::B);
    let number = bench.editor.document(DocId::B).paragraph_number(bench.editor.selection().start);
    let row = bench.keys("space v").row("▸");
    assert!(number.is_some_and(|number| row.contains(&format!("  {number}  "))), "{number:?} in {row}");
    bench.keys("esc");
    // Back to where one came from.
    bench.keys("C-o");
    assert_eq!(bench.editor.focus(), DocId::A);
    bench.keys("space v q");
    assert!(!bench.screen().contains("Overview"));
}

#[test]
fn the_order_is_that_of_either_article_and_the_chosen_line_stays() {
    let mut bench = sample((160, 48));
    bench.keys("space v j j j");
    let before = bench.row("▸");
    bench.keys("o");
    assert!(bench.row("Overview").contains("in the order of B"), "{}", bench.screen());
    let number =
        |row: &str| row.split_whitespace().find(|word| word.chars().all(|one| one.is_ascii_digit())).map(str::to_owned);
    assert_eq!(number(&bench.row("▸")), number(&before), "{}", bench.screen());
    bench.keys("?");
    assert!(bench.screen().contains("in the overview"), "{}", bench.screen());
    bench.keys("esc");
    assert!(bench.row("Overview").contains("in the order of B"), "{}", bench.screen());
}

#[test]
fn more_paragraphs_than_rows_are_scrolled_through_and_only_those_seen_are_drawn() {
    let text = |from: usize| -> String {
        let one = |at: usize| format!("Paragraph {at} tells of place{at} and of river{at}, officials said.");
        (from..from + 200).map(one).collect::<Vec<_>>().join("\n\n")
    };
    let (left, right) = (text(0), text(100));
    let mut bench = Bench::with(&left, &right, |options| options.size = (80, 24));
    bench.keys("space v");
    assert!(bench.row("Overview").contains("of 300"), "{}", bench.screen());
    let mut seen = 0;
    for _ in 0..299 {
        bench.keys("j");
        seen += usize::from(bench.screen().contains('▸'));
    }
    assert_eq!(seen, 299);
    assert!(bench.row("Overview").contains("-300 of 300"), "{}", bench.screen());
    bench.keys("g");
    assert!(bench.row("Overview").contains(" 1-"), "{}", bench.screen());
}

#[test]
fn empty_articles_and_small_screens_are_told_and_nothing_breaks() {
    let mut bench = Bench::new("", "");
    bench.keys("space v");
    assert_eq!(bench.message(), "there is no paragraph to show");
    for size in [(50, 12), (60, 14), (76, 20), (20, 5), (1, 1), (300, 100)] {
        let mut bench = sample((80, 24));
        bench.keys("space v j");
        bench.input(InputKind::Resize(size.0, size.1));
        bench.keys("j k G o h l");
        let _ = bench.screen();
    }
    let mut bench = Bench::new("One line. ".repeat(900).trim_end(), "Κάτι άλλο 大坝 👍🏽 e\u{301}.\n\nالسد صامد.");
    bench.keys("space v G j k o enter");
    assert!(!bench.screen().contains("Overview"), "{}", bench.screen());
}
