//! Word lists of the schema: what they say is offered, and what a person has decided counts more.

use super::{Bench, RIGHT};

/// Returns the bench of `text` with `words` listed for the labels named, from the schema and from a file.
fn bench(text: &str, words: &[(&str, &str)]) -> Bench {
    Bench::with(text, RIGHT, |options| {
        for label in &mut options.schema.labels {
            let mut own = words.iter().filter(|(name, _)| *name == label.name).map(|(_, word)| (*word).to_owned());
            label.words.extend(own.next());
            label.words_read = own.collect::<Vec<_>>().join("\r\n").into();
        }
    })
}

/// Returns the stops of the left article: words, label, and the rule.
fn stops(bench: &Bench) -> Vec<String> {
    let document = bench.editor.document(super::DocId::A);
    let stops = bench.editor.likely(super::DocId::A, &(0..document.len()));
    let told = stops.iter().map(|stop| match &stop.what {
        super::super::What::Mention { label, rule } => {
            let decided = if stop.decided { " (decided)" } else { "" };
            let label = label.as_deref().unwrap_or("-");
            format!("{}: {label} by {rule}{decided}", document.slice(stop.bytes.clone()))
        }
        super::super::What::Cue => "cue".to_owned(),
    });
    told.collect()
}

const AUTHORITY: (&str, &str) = ("organization", "Caldrian Water Authority of the river");

#[test]
fn a_listed_string_is_stopped_at_in_small_letters_too_and_enter_gives_its_label() {
    let mut bench = bench("the rain reached the old mill", &[("place", "old mill")]);
    assert!(stops(&bench).contains(&"old mill: place by word list".to_owned()), "{:?}", stops(&bench));
    bench.keys("tab");
    assert_eq!(bench.selected(), "old mill");
    bench.keys("enter");
    assert_eq!(bench.mentions(), ["place: old mill"]);
}

#[test]
fn scripts_without_capitals_have_their_lists() {
    let mut bench = bench("他在喀布尔说，大雨。", &[("place", "东"), ("place", "喀布尔"), ("place", "كابول")]);
    bench.keys("tab enter");
    assert_eq!(bench.mentions(), ["place: 喀布尔"]);
}

#[test]
fn a_listed_string_takes_the_place_of_what_the_rules_found_within_it() {
    let text = "It is clear that the Caldrian Water Authority of the river paid.";
    assert!(stops(&bench(text, &[])).iter().any(|stop| stop.starts_with("Caldrian Water Authority: ")));
    let mut listed = bench(text, &[AUTHORITY]);
    let names = |bench: &Bench| stops(bench).into_iter().filter(|stop| stop != "cue").collect::<Vec<_>>();
    assert_eq!(names(&listed), ["Caldrian Water Authority of the river: organization by word list"]);
    listed.keys("tab o");
    assert_eq!(names(&listed), ["Caldrian Water Authority of the river: organization by word list (decided)"]);
}

#[test]
fn a_name_inside_a_longer_one_is_left_to_that_and_gives_no_stop_of_its_own() {
    let found = stops(&bench("They met at the University of Melvice today.", &[("place", "Melvice")]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("University of Melvice"), "{found:?}");
}

#[test]
fn the_list_says_the_label_of_a_name_until_the_words_were_labelled() {
    let text = "The rain reached Melvice. The snow reached Melvice.";
    let mut bench = bench(text, &[("event", "Melvice")]);
    assert_eq!(stops(&bench), ["Melvice: event by word list"; 2]);
    bench.keys("tab t");
    assert_eq!(stops(&bench)[1], "Melvice: place by capital", "what was decided before counts");
    bench.keys("u");
    assert_eq!(stops(&bench), ["Melvice: event by word list"; 2]);
}

#[test]
fn of_two_lists_with_one_string_the_first_label_counts() {
    let bench = bench("the old mill", &[("event", "old mill"), ("place", "old mill")]);
    assert_eq!(stops(&bench), ["old mill: place by word list"], "labels are in the order of the schema");
}

#[test]
fn what_is_dismissed_is_not_offered_by_the_list_and_gives_way_to_the_names_within() {
    let text = "the rain of the old mill, snow of the old mill, and of the old mill";
    let mut here = bench(text, &[("place", "old mill")]);
    here.keys("tab x");
    assert_eq!(here.selected(), "old mill");
    assert_eq!(stops(&here).iter().filter(|stop| stop.ends_with("(decided)")).count(), 1);
    here.keys("X");
    assert!(stops(&here).iter().all(|stop| stop.ends_with("(decided)")), "{:?}", stops(&here));
    assert_ne!(here.selected(), "old mill");
    let mut within = bench("It is the Caldrian Water Authority of the river that paid.", &[AUTHORITY]);
    within.keys("tab X");
    assert_eq!(within.selected(), "Caldrian Water Authority");
}

#[test]
fn labels_that_are_not_wanted_are_not_stopped_at_because_of_a_list() {
    let mut bench = Bench::with("the old mill of Melvice", RIGHT, |options| {
        options.schema.labels[2].words = vec!["old mill".to_owned()];
        options.schema.labels[5].words = vec!["Melvice".to_owned()];
        options.settings.stop_labels = Some(vec!["person".to_owned(), "event".to_owned()]);
    });
    assert_eq!(stops(&bench), ["Melvice: event by word list"]);
    bench.keys("tab");
    assert_eq!(bench.selected(), "Melvice");
}

#[test]
fn a_decision_at_the_place_is_kept_across_a_list_that_says_otherwise() {
    let mut bench = bench("the |rain| of the old mill wheel", &[("place", "old mill")]);
    let start = bench.editor.document(super::DocId::A).text().find("mill").expect("it is there");
    bench.editor.reselect(start..start + "mill wheel".len());
    bench.keys("o");
    assert!(stops(&bench).iter().all(|stop| stop.ends_with("(decided)")), "{:?}", stops(&bench));
}
