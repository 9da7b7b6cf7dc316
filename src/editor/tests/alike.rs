//! All alike: one key labels every identical string in both articles.

use super::{Bench, bench_at};
use crate::annotation::How;

const LEFT: &str = "The rain reached Melvice. Melvicers like Melvice’s rain, and Ordal, too.";
const OTHER: &str = "It rains in Melvice and in Melvice Harbour.";

#[test]
fn a_capital_label_key_labels_every_whole_identical_string_as_one_change() {
    let mut bench = Bench::new(LEFT, OTHER);
    bench.keys("tab T");
    assert_eq!(
        bench.tagged(),
        "The rain reached [place Melvice]. Melvicers like [place Melvice]’s rain, and Ordal, too."
    );
    assert_eq!(bench.message(), "3 tagged: 2 in A, 1 in B · 1 in longer names · u undo · ]p look through");
    assert_eq!(bench.selected(), "Ordal", "it came from Tab and steps on");
    assert_eq!(bench.journal.len(), 1);
    let how = |how: &How| bench.editor.set().mentions().filter(|mention| mention.provenance.how == *how).count();
    assert_eq!((how(&How::Seen), how(&How::AllAlike)), (1, 2), "the selected one was looked at");
    bench.keys("u");
    assert_eq!((bench.mentions().len(), bench.selected()), (0, "Melvice"));
}

#[test]
fn what_is_part_of_a_longer_tag_or_likely_name_of_the_label_is_left() {
    let mut bench = bench_at("I met Ayşe Şahin. The guard saw |Şahin|. So did Şahin.");
    bench.keys("P");
    assert_eq!(bench.mentions(), ["person: Şahin", "person: Şahin"]);
}

#[test]
fn other_labels_and_what_was_dismissed_stay_as_they_are() {
    let mut bench = bench_at("the |rain| of Melvice and Melvice and Melvice fell");
    bench.keys("tab o x T");
    assert_eq!(bench.tagged(), "the rain of [organization Melvice] and Melvice and [place Melvice] fell");
    assert!(
        bench.message().starts_with("1 tagged: 1 in A, 0 in B · 1 have another label · 1 are nothing"),
        "{}",
        bench.message()
    );
}

#[test]
fn they_are_looked_through_and_one_taken_away_is_not_offered_again() {
    let mut bench = Bench::new(LEFT, OTHER);
    bench.keys("tab T ] p x");
    assert_eq!(bench.mentions(), ["place: Melvice", "place: Melvice"]);
    assert_eq!(bench.editor.focus(), crate::text::DocId::B);
    bench.keys("] p ] p [ p");
    assert_eq!(bench.message(), "1 of 2 tagged all alike · x takes this one away");
    bench.keys("g g tab tab");
    assert_ne!(bench.selected(), "Melvice", "{}", bench.screen());
    bench.keys("u");
    assert_eq!(bench.mentions().len(), 3);
}

#[test]
fn a_tag_of_another_label_takes_the_new_one_with_all_that_are_alike() {
    let mut bench = bench_at("the rain of |Melvice| and Melvice fell");
    bench.keys("o T");
    assert_eq!(bench.tagged(), "the rain of [place Melvice] and [place Melvice] fell");
    bench.keys("T");
    assert_eq!(bench.message(), "no “Melvice” is left to tag as Place");
}

#[test]
fn a_capital_that_is_a_command_stays_one_and_the_comma_reaches_all() {
    let mut bench = bench_at("the |rain| and the rain");
    bench.keys(", G");
    assert_eq!(bench.mentions(), ["group: rain", "group: rain"]);
    bench.keys("u G");
    assert!(bench.mentions().is_empty());
}

#[test]
fn texts_of_other_scripts_and_repeated_ones_are_labelled_too() {
    let mut bench = bench_at("|喀布尔|今天下雨。喀布尔");
    bench.keys("T");
    assert!(bench.mentions().iter().all(|mention| mention == "place: 喀布尔"), "{:?}", bench.mentions());
    assert_eq!(bench.mentions().len(), 2);
    let mut bench = bench_at("|aa| aaa aa");
    bench.keys("T");
    assert_eq!(bench.mentions().len(), 2);
}

#[test]
fn a_string_refused_before_can_be_labelled_after_all() {
    let mut bench = bench_at("the |rain| of Melvice and Melvice fell");
    bench.keys("tab X");
    assert_eq!(bench.editor.set().decisions().count(), 1);
    bench.keys("S-tab T");
    assert_eq!((bench.mentions().len(), bench.editor.set().decisions().count()), (2, 0));
}

#[test]
fn the_part_of_a_word_with_a_hyphen_is_labelled_with_the_others() {
    let mut bench = bench_at("the |rain| of pro-Melvice mayors and of Melvice, and Melvicers");
    bench.keys("tab");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Melvice", 16), "the stop lies in the word");
    bench.keys("T");
    assert_eq!(
        bench.tagged(),
        "the rain of pro-[place Melvice] mayors and of [place Melvice], and Melvicers",
        "{}",
        bench.message()
    );
}

/// One key looks at a bounded number of places, also where the string stands within one word again and again.
#[test]
fn a_string_that_stands_too_often_is_refused_whether_in_words_or_between_them() {
    for (text, selected) in [
        (format!("x {}", "x".repeat(3_000_000)), "x"),
        (format!("ä {}", "ä".repeat(100_000)), "ä"),
        ("on ".repeat(2_001), "on"),
    ] {
        let mut bench = Bench::new(&text, "");
        bench.at(crate::text::DocId::A, selected);
        for keys in ["m i", "T"] {
            bench.keys(keys);
            let refused = format!("“{selected}” stands more than 2000 times: too many for one key");
            assert_eq!((bench.message(), bench.journal.len()), (refused.as_str(), 0), "{keys}");
        }
    }
    let mut bench = Bench::new(&format!("x {}", "x".repeat(50_000)), "x-ray x, x");
    bench.at(crate::text::DocId::A, "x").keys("m i");
    assert!(bench.message().starts_with("3 selected: 1 in A, 2 in B"), "{}", bench.message());
}
