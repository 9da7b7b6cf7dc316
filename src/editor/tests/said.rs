//! Who said what: the screen, its keys, and what they do to the set.

use super::Bench;
use crate::editor::input::{Effect, MouseKind};
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
        options.settings.set_place = "courier--herald.ron".to_owned();
        options.size = size;
    })
}

/// The rows of the screen from the one with `first` on, as many as asked.
fn rows(bench: &Bench, first: &str, count: usize) -> Vec<String> {
    let screen = bench.screen();
    let from = screen.lines().skip_while(|row| !row.contains(first)).take(count).map(str::to_owned).collect::<Vec<_>>();
    assert!(!from.is_empty(), "no {first} in:\n{screen}");
    from
}

#[test]
fn what_is_tied_stands_side_by_side_with_its_sign_on_the_hinge() {
    let mut bench = sample((160, 48));
    bench.keys("space w");
    assert!(bench.row("Who said what").contains("44 attributions  11 in both  1 contradiction"), "{}", bench.screen());
    let first = rows(&bench, "▸ officials at", 2);
    assert!(first[0].contains('≠') && first[0].contains("the Caldrian Water…"), "{first:?}");
    assert!(first[0].contains("at least 400 people") && first[0].contains("At least 650 people"), "{first:?}");
    assert!(first[1].contains("number"), "{first:?}");
    let aide = bench.row("  an aide to Vaskel  ");
    assert!(aide.contains('≡') && aide.contains("the lower town had been emptied"), "{aide}");
    assert!(bench.screen().contains("in A, not tied  ") && bench.screen().contains("in B, not tied  "));
    bench.keys("G");
    assert!(bench.screen().contains('!'), "the contradiction inside B: {}", bench.screen());
}

#[test]
fn at_eighty_columns_a_claim_has_two_rows() {
    let mut bench = sample((80, 24));
    bench.keys("space w");
    let first = rows(&bench, "▸officials at the Caldrian", 2);
    assert!(first[0].contains('≠') && first[1].contains("number"), "{first:?}");
    assert!(first[1].starts_with("  ▎at least 400 people"), "{first:?}");
    let mut seen = 0;
    for _ in 0..60 {
        bench.keys("j");
        assert!(bench.screen().contains('▸'), "the chosen row stays in sight: {}", bench.screen());
        seen += usize::from(bench.screen().contains("44 attributions"));
    }
    assert_eq!(seen, 60);
    bench.keys("g");
    assert!(bench.screen().contains("▸officials at the Caldrian"), "{}", bench.screen());
}

#[test]
fn any_size_and_any_text_is_drawn() {
    for size in [(1, 1), (20, 5), (50, 12), (60, 20), (76, 12), (99, 30), (160, 48), (300, 20)] {
        let mut bench = sample(size);
        for keys in ["space w", "G", "k", "]", "/", "e esc", "space w d", "t", "q"] {
            bench.keys(keys);
            bench.screen();
        }
    }
    let mut bench = Bench::new("喀布尔 |said| “ş e\u{301}👩‍👧” كابل\r\nx", "");
    bench.at(DocId::A, "said").keys("a a space w");
    assert!(bench.screen().contains("Who said what"), "{}", bench.screen());
}

#[test]
fn enter_goes_to_the_text_of_the_chosen_side_and_back() {
    let mut bench = sample((80, 24));
    bench.keys("space w enter");
    assert_eq!((bench.selected(), bench.editor.focus()), ("According to", DocId::A));
    bench.keys("space w ] enter");
    assert_eq!((bench.selected(), bench.editor.focus()), ("said", DocId::B));
    bench.keys("C-o");
    assert_eq!((bench.selected(), bench.editor.focus()), ("According to", DocId::A));
    bench.keys("space w");
    assert!(bench.screen().contains("▸officials at the Caldrian"), "it opens at the claim here: {}", bench.screen());
}

#[test]
fn a_tied_pair_is_changed_untied_and_tied_again_and_undone_here() {
    let mut bench = sample((80, 24));
    let before = bench.links();
    bench.keys("space w d");
    assert!(bench.row("in place").contains("in number"), "{}", bench.screen());
    bench.keys("t");
    assert!(rows(&bench, "▸officials at", 2)[1].contains("place"), "{}", bench.screen());
    bench.keys("-");
    assert_eq!(bench.links().len(), before.len() - 1);
    assert!(bench.screen().contains("▸officials at"), "the same claim stays chosen: {}", bench.screen());
    bench.keys("!");
    assert_eq!(bench.links().len(), before.len(), "{}", bench.message());
    bench.keys("u u u");
    assert_eq!(bench.links(), before);
    assert!(rows(&bench, "▸officials at", 2)[1].contains("number"), "{}", bench.screen());
}

#[test]
fn what_only_comes_near_is_apart_until_a_person_ties_it() {
    let left = "The mayor said the dam at Orlec holds. A clerk said it rained.";
    let mut bench = Bench::new(left, "Officials said the dam at Orlec still holds.");
    bench.at(DocId::A, "said").keys("a a J").at(DocId::B, "said").keys("a a");
    bench.keys("space w");
    assert!(bench.screen().contains("near, not tied  1"), "{}", bench.screen());
    let row = rows(&bench, "The mayor", 2);
    assert!(row[0].contains('~') && row[1].contains("1.00"), "{row:?}");
    assert_eq!(bench.links(), Vec::<String>::new());
    bench.keys("=");
    assert_eq!(bench.links().len(), 1, "{}", bench.message());
    assert!(!bench.screen().contains("near, not tied") && bench.row("The mayor").contains('≡'), "{}", bench.screen());
}

#[test]
fn a_claim_that_stands_alone_is_offered_its_counterparts() {
    let left = "The mayor said the dam at Orlec holds in the long rain of the spring.";
    let mut bench = Bench::new(left, "A fisher said trout die in the dam. Officials said boats came over the dam.");
    bench.at(DocId::A, "said").keys("a a").at(DocId::B, "said").keys("a a space w [ =");
    assert!(bench.screen().contains("Same as  A ¶1"), "{}", bench.screen());
    bench.keys("esc");
    assert!(bench.screen().contains("Who said what  2 attributions"), "Esc comes back: {}", bench.screen());
    bench.keys("= d o");
    assert!(bench.row("The mayor").contains('≠') && bench.links().len() == 1, "{}", bench.screen());
    bench.keys("f1 esc");
    assert!(bench.screen().contains("Who said what  2 attributions"), "{}", bench.screen());
    bench.keys("q");
    assert!(!bench.screen().contains("Who said what"), "{}", bench.screen());
}

#[test]
fn rows_are_narrowed_and_ordered() {
    let mut bench = sample((160, 48));
    bench.keys("space w s");
    assert!(bench.row("Who said what").contains("only source"), "{}", bench.screen());
    assert!(!bench.screen().contains("Kestrel Wire"), "{}", bench.screen());
    bench.keys("s n");
    assert!(bench.row("Who said what").contains("only anonymous"), "{}", bench.screen());
    bench.keys("n n n n r");
    assert!(bench.row("Who said what").contains("only direct_evidence"), "{}", bench.screen());
    assert!(bench.screen().contains("Pictures shared online"), "{}", bench.screen());
    bench.keys("r r r r r r r r");
    let all = sample((160, 48)).keys("space w").screen().lines().count();
    assert_eq!(bench.screen().lines().count(), all);
    bench.keys("/").type_text("sandbags").keys("enter");
    assert!(bench.screen().contains("1 of 1") && bench.screen().contains("volunteers"), "{}", bench.screen());
    bench.keys("/ C-u enter o o");
    assert!(bench.row("Who said what").contains("by kind of tie"), "{}", bench.screen());
    let first = rows(&bench, "▸", 1);
    bench.keys("g");
    assert!(!rows(&bench, "▸", 1)[0].is_empty() && !first.is_empty());
    bench.keys("x");
    assert!(bench.message().ends_with("diptych said --csv courier--herald.ron"), "{}", bench.message());
    assert!(
        bench.effects.iter().any(|effect| matches!(effect, Effect::Copy(line) if line.starts_with("diptych said")))
    );
}

#[test]
fn nobody_says_anything_in_an_empty_pair() {
    let mut bench = Bench::new("", "");
    bench.keys("space w");
    assert_eq!(bench.message(), "nobody says anything yet: a makes an attribution");
    let mut bench = sample((80, 24));
    bench.keys("space w");
    for y in 0..24 {
        bench.mouse(40, y, MouseKind::Press);
    }
    assert!(bench.screen().contains("Who said what") || !bench.screen().is_empty());
}

/// Each tie of the bundled set is what the list offers first.
#[test]
fn the_first_counterpart_is_the_one_that_the_sample_ties() {
    use crate::annotation::ties::ties_of;
    use crate::annotation::{Member, RecordKind};
    use crate::compare::{Comparison, counterparts::counterparts};
    let bench = sample((80, 24));
    let comparison = Comparison::of(&bench.editor.documents).expect("small");
    let (mut right, mut all) = (0, 0);
    for claim in bench.editor.set().attributions() {
        let end = Member::Record(RecordKind::Attribution, claim.id);
        let is_across = |other: &Member| bench.editor.end_place(other).is_some_and(|(doc, _)| doc != claim.doc);
        let found = ties_of(bench.editor.set(), &end).into_iter().map(|tied| tied.other).find(|other| is_across(other));
        let Some(other) = found else { continue };
        all += 1;
        let first = counterparts(&comparison, bench.editor.set(), &end, 1);
        right += usize::from(first.first().is_some_and(|one| one.end == *other));
    }
    assert_eq!((right, all), (22, 22));
}

#[test]
fn the_numbers_are_those_that_the_command_prints() {
    let mut bench = sample((160, 48));
    bench.keys("space n");
    assert!(bench.row("Numbers").contains("diptych stats"), "{}", bench.screen());
    assert!(bench.screen().contains("attributions by source") || bench.screen().contains("mentions"));
    bench.keys("/").type_text("Dorin").keys("enter");
    let stats = crate::annotation::Stats::of(
        bench.editor.set(),
        [bench.editor.document(DocId::A), bench.editor.document(DocId::B)],
    );
    let vaskel = stats.attributions.sources.iter().find(|row| row.source == "Dorin Vaskel").expect("he speaks");
    let row: Vec<String> = bench.row("▸   Dorin Vaskel").split_whitespace().map(str::to_owned).collect();
    let counts = [vaskel.attributions.a.to_string(), vaskel.attributions.b.to_string()];
    assert_eq!(row[row.len() - 2..], counts, "{}", bench.screen());
    let mut bench = Bench::new("", "");
    bench.keys("space n G");
    assert!(bench.screen().contains("with a note"), "{}", bench.screen());
}
