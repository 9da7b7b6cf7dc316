//! Text objects: what one key more than `m` selects around a word.

use super::{Bench, bench_at, check};
use crate::text::DocId;

#[test]
fn each_object_is_selected_around_the_word() {
    let text = "The mayor of |Ordal|, who had slept, said “it holds, so far” on Sunday. It rained.\n\nMore.";
    for (keys, selected) in [
        ("m w", "Ordal"),
        ("m n", "Ordal"),
        ("m c", "The mayor of Ordal"),
        ("m s", "The mayor of Ordal, who had slept, said “it holds, so far” on Sunday."),
        ("m p", "The mayor of Ordal, who had slept, said “it holds, so far” on Sunday. It rained."),
        ("m p m w", "The"),
    ] {
        let mut bench = bench_at(text);
        bench.keys(keys);
        assert_eq!(bench.selected(), selected, "{keys}: {}", bench.message());
    }
    check("the |old| stone bridge at Ordal", "m n", "the |old stone bridge| at Ordal");
}

#[test]
fn a_quotation_is_the_innermost_around_the_word_with_its_marks() {
    check("She said “he told me ‘|go| home’ twice” then.", "m q", "She said “he told me |‘go home’| twice” then.");
    check("She said “he |told| me ‘go home’ twice” then.", "m q", "She said |“he told me ‘go home’ twice”| then.");
    check("Er sagte: „Es |hält|.“ Dann ging er.", "m q", "Er sagte: |„Es hält.“| Dann ging er.");
    check("他说：「水位在|下|降。」然后走了。", "m q", "他说：|「水位在下降。」|然后走了。");
    check("He said \"it |holds|\" then.", "m q", "He said |\"it holds\"| then.");
    let mut bench = bench_at("It |rained|.");
    bench.keys("m q");
    assert_eq!((bench.selected(), bench.message()), ("rained", "no quotation here"));
}

#[test]
fn objects_of_other_scripts() {
    check("喀布尔昨天陷落，他们|说|水位在下降。今天下雨。", "m c", "喀布尔昨天陷落，|他们说水位在下降|。今天下雨。");
    check("喀布尔昨天陷落，他们|说|水位在下降。今天下雨。", "m s", "|喀布尔昨天陷落，他们说水位在下降。|今天下雨。");
    check("喀布尔昨天|陷|落", "m w", "喀布尔昨天|陷|落");
    check("قال |المتحدث|، إن الماء. ثم ذهب.", "m c", "|قال المتحدث|، إن الماء. ثم ذهب.");
    check("in |e\u{301}té| 👩‍👧", "m w", "in |e\u{301}té| 👩‍👧");
}

#[test]
fn the_tag_and_then_the_one_around_it() {
    let mut bench = bench_at("the |Afghan| government");
    bench.keys("p L o h l m t");
    assert_eq!(bench.selected(), "Afghan", "{:?}", bench.mentions());
    bench.keys("m t");
    assert_eq!(bench.selected(), "Afghan government");
}

const LEFT: &str = "The |rain| reached Melvice. Melvicers like Melvice’s rain, and pro-Melvice mayors, too.";
const OTHER: &str = "It rains in Melvice and in Melvice Harbour.";

/// Returns the strings that the picture shows as selected.
fn shown(bench: &Bench) -> Vec<String> {
    let pieces = bench.editor.scene().pieces;
    pieces.into_iter().filter(|piece| piece.ink.selected).map(|piece| piece.text).collect()
}

#[test]
fn identical_strings_are_seen_before_a_label_key_takes_them_all() {
    let mut bench = Bench::new(&LEFT.replace('|', ""), OTHER);
    bench.keys("tab m i");
    assert_eq!(bench.message(), "5 selected: 3 in A, 2 in B · a label key labels them, Esc leaves one");
    assert_eq!(shown(&bench), ["Melvice"; 5], "{}", bench.screen());
    bench.keys("C-e C-y");
    assert!(bench.screen().contains("all 5"), "{}", bench.screen());
    bench.keys("t");
    assert_eq!(bench.message(), "4 tagged: 3 in A, 1 in B · 1 in longer names · u undo · ]p look through");
    assert_eq!((bench.mentions().len(), bench.journal.len()), (4, 1));
    assert!(bench.mentions().iter().all(|mention| mention == "place: Melvice"));
    assert_eq!(
        bench.tagged(),
        "The rain reached [place Melvice]. Melvicers like [place Melvice]’s rain, and pro-[place Melvice] mayors, too."
    );
    bench.keys("u");
    assert!(bench.mentions().is_empty());
}

#[test]
fn they_are_let_go_by_escape_and_by_all_that_is_about_one() {
    for keys in ["m i esc t", "m i l h t", "m i L H t", "m i ; t", "m i w w t"] {
        let mut bench = Bench::new("the rain of Melvice and Melvice", "Melvice");
        bench.keys("} g g l l l");
        assert_eq!(bench.selected(), "Melvice");
        bench.keys(keys);
        assert_eq!(bench.mentions(), ["place: Melvice"], "{keys}");
        assert_eq!(bench.editor.all_identical(), None);
    }
}

#[test]
fn they_are_dismissed_together_and_what_stands_alone_says_so() {
    for key in ["x", "X"] {
        let mut bench = Bench::new("the rain of Melvice and Melvice fell on Ordal", "Melvice");
        bench.keys("tab m i").keys(key);
        assert_eq!((bench.editor.set().decisions().count(), bench.selected()), (1, "Ordal"), "{key}");
        bench.keys("m i");
        assert_eq!(bench.message(), "“Ordal” stands only here");
        bench.keys("tab tab");
        assert_eq!(bench.selected(), "Ordal", "Melvice is offered nowhere");
    }
    let mut bench = Bench::new("|rain| and rain", "");
    bench.editor.reselect(1..5);
    bench.keys("p m i x");
    assert_eq!(bench.mentions(), ["person: rain"], "{}", bench.message());
    assert!(bench.message().contains("this one is a tag"), "{}", bench.message());
}

#[test]
fn identical_strings_of_other_scripts_and_over_a_row_s_end() {
    let mut bench = bench_at("|喀布尔|今天下雨。喀布尔");
    bench.keys("m i p");
    assert_eq!(bench.mentions(), ["person: 喀布尔", "person: 喀布尔"]);
    let text = format!("|deep water| and {}deep water", "x ".repeat(6));
    let mut bench = bench_at(&text);
    bench.keys("m i");
    assert_eq!(shown(&bench).join("|"), "deep water|deep|water", "{}", bench.screen());
    assert_eq!(bench.editor.focus(), DocId::A);
    let mut bench = Bench::new("", "");
    bench.keys("m i");
    assert_eq!(bench.message(), "nothing is selected");
}
