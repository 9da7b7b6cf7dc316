//! Tagging by keys.

use super::{Bench, RIGHT, bench_at, check};
use crate::annotation::OperationKind;
use crate::editor::input::{Effect, InputKind, Report, Request};

#[test]
fn a_label_key_tags_the_selection_and_undo_takes_it_back() {
    check("aides said |Dostum| had left", "p", "aides said [person Dostum] had left");
    check("aides said |Dostum| had left", "p u", "aides said Dostum had left");
    check("aides said |Dostum| had left", "p u U", "aides said [person Dostum] had left");
    check("à |Şıbırğan| ’ fell", "t", "à [place Şıbırğan] ’ fell");
    check("in |喀布尔| 机场", "t", "in [place 喀布尔] 机场");
}

#[test]
fn digits_and_the_comma_reach_every_label() {
    check("aides said |Dostum| had left", "2", "aides said [organization Dostum] had left");
    check("the |insurgents| came", ", g", "the [group insurgents] came");
    check("the |insurgents| came", "5", "the [group insurgents] came");
}

#[test]
fn tags_nest_and_the_innermost_is_meant() {
    check("the |Afghan government| fell", "o m w t", "the [organization [place Afghan] government] fell");
    // Within both, `x` takes the inner one; `m t` twice goes outward.
    check("the |Afghan government| fell", "o m w t x", "the [organization Afghan government] fell");
    check("the |Afghan government| fell", "o m w t m t m t x", "the [place Afghan] government fell");
}

#[test]
fn another_label_takes_the_place_of_the_first_on_the_same_words() {
    check("near |Kabul| airport", "p t", "near [place Kabul] airport");
    check("near |Kabul| airport", "p r r", "near [place Kabul] airport");
    check("near |Kabul| airport", "p r u", "near [person Kabul] airport");
}

#[test]
fn a_tag_takes_further_pieces() {
    let mut bench = bench_at("the |streets| of the city and airport");
    bench.keys("t l l l l l +");
    assert_eq!(bench.mentions(), ["place: streets … airport"]);
    bench.keys("+");
    assert_eq!(bench.message(), "this piece is part of the tag already");
    bench.keys("u");
    assert_eq!(bench.mentions(), ["place: streets"]);
}

#[test]
fn a_tag_is_resized_to_the_selection() {
    check("in |Sheberghan| city today", "t L R", "in [place Sheberghan city] today");
    check("in |Sheberghan city| today", "t H R", "in [place Sheberghan] city today");
    check("in |Sheberghan| city today", "t L R u", "in [place Sheberghan] city today");
}

#[test]
fn enter_labels_a_string_as_it_was_labelled_before() {
    check("|Kabul| and Herat and Kabul", "t l l l l enter", "[place Kabul] and Herat and [place Kabul]");
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("l l enter");
    assert!(bench.mentions().is_empty());
    assert!(bench.message().contains("no label yet"), "{}", bench.message());
}

#[test]
fn repeat_does_the_last_change_again() {
    check("|Kabul| and Herat", "t l l .", "[place Kabul] and [place Herat]");
    check("|Kabul| and Herat", "t l l t x h h .", "Kabul and Herat");
}

#[test]
fn notes_doubts_and_attributes_are_kept_and_undone() {
    let mut bench = bench_at("in |Kabul| today");
    bench.keys("t ; c").type_text("near the airport’s gate").keys("enter");
    let mention = bench.editor.set().mentions().next().cloned().expect("tagged");
    assert!(mention.doubt);
    assert_eq!(mention.note, "near the airport’s gate");
    bench.keys("i enter");
    let mention = bench.editor.set().mentions().next().cloned().expect("tagged");
    assert_eq!(mention.attributes.len(), 1, "{:?}", mention.attributes);
    bench.keys("esc u u u");
    let mention = bench.editor.set().mentions().next().cloned().expect("tagged");
    assert!(mention.attributes.is_empty() && mention.note.is_empty() && !mention.doubt, "{mention:?}");
}

#[test]
fn tags_are_stepped_through_both_articles() {
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("t l l t w p");
    let mut seen = Vec::new();
    for _ in 0..4 {
        bench.keys("] t");
        seen.push(bench.selected().to_owned());
    }
    assert_eq!(seen, ["Kabul", "Herat", "Dostum", "Kabul"]);
    bench.keys("[ t [ t");
    assert_eq!(bench.selected(), "Herat");
    assert_eq!(bench.mentions(), ["place: Kabul", "place: Herat", "person: Dostum"]);
}

#[test]
fn the_next_tag_is_after_the_selection_and_after_the_last_comes_the_first() {
    // From a word inside a tag the way goes on from that word, not from where the tag begins.
    let mut bench = bench_at("|Kabul| airport in the north fell");
    bench.keys("t h L L L L t l ] t");
    assert_eq!(bench.selected(), "Kabul airport in the north", "{:?}", bench.mentions());
    bench.editor.reselect(14..16);
    bench.keys("[ t");
    assert_eq!(bench.selected(), "Kabul");
    // One article has no tag.
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("t l l t ] t");
    assert_eq!(bench.selected(), "Kabul");
    bench.keys("[ t");
    assert_eq!(bench.selected(), "Herat");
    bench.keys("x ] t ] t");
    assert_eq!((bench.selected(), bench.message()), ("Kabul", "this is the only tag"));
}

#[test]
fn a_refused_removal_from_the_list_leaves_the_tag_at_the_selection_in_hand() {
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("t l l t z r space t k x");
    assert!(bench.message().contains("nothing was changed"), "{}", bench.message());
    bench.keys("esc z r x");
    assert_eq!(bench.mentions(), ["place: Kabul"], "the desk still acts on Herat");
}

#[test]
fn attributes_of_one_name_are_told_apart_by_the_label() {
    use crate::annotation::schema::{AppliesTo, Attribute, AttributeValue};
    let value = |name: &str, key| AttributeValue { name: name.to_owned(), key };
    let attribute = |label: &str, values| Attribute {
        name: "kind".to_owned(),
        title: "Kind".to_owned(),
        on: AppliesTo::Mention(vec![label.to_owned()]),
        values,
    };
    let mut bench = Bench::with("Dostum and Kabul", RIGHT, |options| {
        options.schema.attributes = vec![
            attribute("person", vec![value("politician", 'p')]),
            attribute("place", vec![value("city", 'c'), value("river", 'r')]),
        ];
        options.schema.check().expect("no record may carry both");
    });
    let kinds = |bench: &Bench| {
        let mut mentions: Vec<_> = bench.editor.set().mentions().collect();
        mentions.sort_by_key(|mention| mention.span.start());
        mentions.into_iter().map(|mention| mention.attributes.get("kind").cloned()).collect::<Vec<_>>()
    };
    bench.keys("p l l t i enter");
    assert_eq!(kinds(&bench), [None, Some("city".to_owned())]);
    bench.keys("r esc");
    assert_eq!(kinds(&bench), [None, Some("river".to_owned())]);
    // What one label takes is not given to another by repeating it.
    bench.keys("g g .");
    assert_eq!(kinds(&bench), [None, Some("river".to_owned())]);
    assert_eq!(bench.message(), "Person takes no kind: river");
}

#[test]
fn undo_goes_back_to_the_place_of_the_change_in_either_article() {
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("t w p w l l u");
    assert_eq!(bench.editor.focus(), crate::text::DocId::B);
    assert_eq!(bench.mentions(), ["place: Kabul"]);
    assert!(bench.message().starts_with("undone: tag “Dostum”"), "{}", bench.message());
    bench.keys("u u");
    assert_eq!(bench.message(), "nothing to undo");
}

#[test]
fn undo_asks_before_it_goes_into_earlier_sessions() {
    let mut first = bench_at("|Kabul| and Herat");
    first.keys("t l l t");
    let (past, set) = (first.journal.clone(), first.editor.set().clone());
    let mut bench = Bench::with("Kabul and Herat", RIGHT, |options| {
        options.set = set;
        options.history = crate::annotation::History::starting_after(2);
    });
    bench.keys("u");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Past))), "{:?}", bench.effects);
    bench.input(InputKind::Report(Report::Past(past)));
    assert!(bench.message().contains("u again"), "{}", bench.message());
    bench.keys("u");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
    assert_eq!(bench.journal[0].seq, 3);
    assert_eq!(bench.journal[0].kind, OperationKind::Undo { of: 2 });
}

#[test]
fn undos_pressed_while_the_past_is_read_all_count() {
    let mut first = bench_at("|Kabul| and Herat");
    first.keys("t l l t");
    let (past, set) = (first.journal.clone(), first.editor.set().clone());
    let mut bench = Bench::with("Kabul and Herat", RIGHT, |options| {
        options.set = set;
        options.history = crate::annotation::History::starting_after(2);
    });
    bench.keys("u u u");
    let asked = bench.effects.iter().filter(|effect| matches!(effect, Effect::Ask(Request::Past))).count();
    assert_eq!(asked, 1);
    bench.input(InputKind::Report(Report::Past(past)));
    assert!(bench.mentions().is_empty(), "the first asks, the others undo: {:?}", bench.mentions());
}

#[test]
fn a_set_held_by_another_is_read_and_never_changed() {
    let mut bench = Bench::with("Kabul fell", RIGHT, |options| options.held = Some("read only, held by jl".to_owned()));
    bench.keys("t x ; z r t");
    assert!(bench.mentions().is_empty() && bench.journal.is_empty());
    assert!(bench.message().starts_with("read only, held by jl"), "{}", bench.message());
    assert!(bench.screen().contains("read only, held by jl"));
}

#[test]
fn read_only_is_switched_on_and_off() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("z r t");
    assert!(bench.mentions().is_empty());
    bench.keys("z r t");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
}

#[test]
fn the_journal_replayed_makes_the_same_set() {
    let mut bench = bench_at("the |Afghan government| fell in Kabul");
    bench.keys("o m w t ; l l l l t r u U x u . u c").type_text("n").keys("enter");
    let mut set = Bench::new("the Afghan government fell in Kabul", RIGHT).editor.set().clone();
    for operation in &bench.journal {
        set.apply(&operation.transaction).expect("the journal fits");
    }
    let mut ours: Vec<String> = bench.editor.set().records().map(|record| format!("{record:?}")).collect();
    let mut theirs: Vec<String> = set.records().map(|record| format!("{record:?}")).collect();
    ours.sort();
    theirs.sort();
    assert_eq!(ours, theirs);
    let numbers: Vec<u64> = bench.journal.iter().map(|operation| operation.seq).collect();
    assert_eq!(numbers, (1..=u64::try_from(numbers.len()).expect("few")).collect::<Vec<_>>());
}

#[test]
fn a_label_that_the_schema_does_not_know_is_told_and_kept() {
    let mut first = bench_at("|Kabul| fell");
    first.keys("t");
    let mut set = first.editor.set().clone();
    let before = set.mentions().next().cloned().expect("tagged");
    let mut after = before.clone();
    "spaceship".clone_into(&mut after.label);
    let edit = crate::annotation::Edit::replace(
        crate::annotation::Record::Mention(before),
        crate::annotation::Record::Mention(after),
    );
    set.apply(&crate::annotation::Transaction::of("", edit)).expect("fits");
    let bench = Bench::with("Kabul fell", RIGHT, |options| options.set = set);
    assert!(bench.message().contains("spaceship"), "{}", bench.message());
    assert_eq!(bench.mentions(), ["spaceship: Kabul"]);
}

#[test]
fn repeat_does_the_last_change_whichever_it_was() {
    let mut bench = bench_at("|Kabul| fell on Sunday");
    // A removal taken back must not come again after a resize.
    bench.keys("t x u L R");
    assert_eq!(bench.mentions(), ["place: Kabul fell"]);
    bench.keys("L .");
    assert_eq!(bench.mentions(), ["place: Kabul fell on"]);
    bench.keys("G d [ t c").type_text("x").keys("enter ] t .");
    let notes: Vec<&str> = bench.editor.set().mentions().map(|mention| mention.note.as_str()).collect();
    assert_eq!(notes.iter().filter(|note| note.ends_with('x')).count(), 2, "{notes:?}");
}
