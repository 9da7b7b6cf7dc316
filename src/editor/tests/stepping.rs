//! Stepping: the contract between the person and the keys, sentence by sentence.

use super::{Bench, bench_at};
use crate::editor::What;

/// A text with three names and a cue.
const TEXT: &str =
    "In the night the rain reached Melvice. It was in Ordal that Ayşe Şahin slept. Later the mayor said it holds.";

impl Bench {
    /// Returns the label that Enter would give, `-` for none.
    fn offered(&self) -> String {
        self.editor.offer().and_then(|offer| offer.label).unwrap_or_else(|| "-".to_owned())
    }
}

/// “`Tab` leaves what it passes undecided.”
#[test]
fn tab_goes_to_likely_places_in_reading_order_and_leaves_them_undecided() {
    let mut bench = bench_at(TEXT);
    let mut seen = Vec::new();
    for _ in 0..3 {
        bench.keys("tab");
        seen.push(bench.selected().to_owned());
    }
    assert_eq!(seen, ["Melvice", "Ordal", "Ayşe Şahin"]);
    assert!(bench.mentions().is_empty() && bench.journal.is_empty(), "passing decides and writes nothing");
}

/// “Only a label, `Enter`, `a` or `x` decides.”
#[test]
fn a_label_key_or_enter_decides_and_steps_on() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab t");
    assert_eq!((bench.selected(), bench.mentions()), ("Ordal", vec!["place: Melvice".to_owned()]));
    assert_eq!(bench.offered(), "place");
    bench.keys("enter");
    assert_eq!((bench.selected(), bench.mentions().len()), ("Ayşe Şahin", 2));
}

/// “After a decision the selection steps on only if it came from Tab; otherwise it stays.”
#[test]
fn the_selection_steps_on_only_if_it_came_from_tab() {
    let mut bench = bench_at("The rain reached |Melvice| and Ordal.");
    bench.keys("t");
    assert_eq!(bench.selected(), "Melvice");
    let mut bench = bench_at(TEXT);
    bench.keys("tab h l t");
    assert_eq!(bench.selected(), "Melvice", "a motion ends it");
}

#[test]
fn an_edge_moved_at_a_stop_keeps_the_stop() {
    let mut bench = bench_at("It was there that Ayşe Şahin met Melvice.");
    bench.keys("tab H p");
    assert_eq!(bench.mentions(), ["person: Ayşe"]);
    assert_ne!(bench.selected(), "Ayşe", "it stepped on");
}

/// “After a step, `r` `c` `i` `;` `=` act on the tag just made … until a motion or Tab.”
#[test]
fn after_a_step_commands_on_a_tag_act_on_the_one_just_made() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab p r");
    assert_eq!((bench.mentions(), bench.selected()), (vec!["organization: Melvice".to_owned()], "Ordal"));
    bench.keys("; t");
    assert_eq!(bench.mentions(), ["organization: Melvice", "place: Ordal"]);
    assert!(bench.editor.set().mentions().any(|mention| mention.doubt && mention.label == "organization"));
    bench.keys("tab r");
    assert_eq!(bench.mentions(), ["organization: Melvice", "place: Ordal"], "not after another step");
}

/// The same, after the last stop.
#[test]
fn after_the_last_stop_the_tag_just_made_is_in_hand_until_a_motion() {
    let mut bench = bench_at("the |rain| fell on Melvice again");
    bench.keys("tab p r");
    assert_eq!(bench.mentions(), ["organization: Melvice"]);
    bench.keys("l r");
    assert_eq!(bench.mentions(), ["organization: Melvice"], "not after a motion");
}

/// “`u` returns to it.”
#[test]
fn undo_returns_to_the_place_and_the_loop_goes_on() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab p u");
    assert_eq!((bench.selected(), bench.mentions().len()), ("Melvice", 0));
    bench.keys("t");
    assert_eq!((bench.selected(), bench.mentions()), ("Ordal", vec!["place: Melvice".to_owned()]));
}

/// “Shift-Tab goes back to the last place, decided or not.”
#[test]
fn shift_tab_goes_back_to_the_last_place_decided_or_not() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab p tab S-tab");
    assert_eq!(bench.selected(), "Ordal");
    bench.keys("S-tab");
    assert_eq!(bench.selected(), "Melvice");
    bench.keys("t");
    assert_eq!((bench.mentions(), bench.selected()), (vec!["place: Melvice".to_owned()], "Ordal"));
}

/// “Only a label, `Enter`, `a` or `x` decides”: what is dismissed is a decision in the set.
#[test]
fn x_dismisses_here_and_big_x_everywhere() {
    let text = "The rain reached Melvice. The snow reached Melvice. The dust of Melvice fell on Ordal.";
    let mut bench = bench_at(text);
    bench.keys("tab x");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Melvice", 43));
    bench.keys("X");
    assert_eq!(bench.selected(), "Ordal");
    assert!(bench.mentions().is_empty());
    assert_eq!(bench.editor.set().decisions().count(), 2);
    bench.keys("u");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Melvice", 43));
    bench.keys("u");
    assert_eq!((bench.editor.selection().start, bench.editor.set().decisions().count()), (17, 0));
}

#[test]
fn a_string_dismissed_twice_and_never_tagged_is_not_offered_again() {
    let mut bench = bench_at("the |rain| of Melvice and Melvice and Melvice and Ordal");
    bench.keys("tab x x");
    assert_eq!(bench.selected(), "Ordal");
    bench.keys("u");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Melvice", 24));
    bench.keys("t");
    assert_eq!((bench.selected(), bench.editor.selection().start), ("Melvice", 36), "once tagged, it is offered again");
}

#[test]
fn a_place_dismissed_can_be_tagged_after_all() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab x S-tab t");
    assert_eq!((bench.mentions(), bench.editor.set().decisions().count()), (vec!["place: Melvice".to_owned()], 0));
}

/// “A cue stop opens the builder with its guess.”
#[test]
fn a_cue_stop_opens_the_builder_with_its_guess() {
    let mut bench = bench_at("the |rain| fell and the mayor said it holds. Then the guard said it broke.");
    bench.keys("tab");
    assert_eq!(bench.editor.offer().map(|offer| offer.stop.what), Some(What::Cue));
    assert!(bench.editor.building().is_some_and(|building| building.of.is_none()));
    bench.keys("a");
    assert_eq!(bench.editor.set().count(crate::annotation::RecordKind::Attribution), 1);
    assert!(bench.editor.building().is_some(), "the next cue has its builder");
    bench.keys("u");
    assert_eq!(bench.editor.set().count(crate::annotation::RecordKind::Attribution), 0);
    assert!(bench.editor.building().is_some(), "undo returns to the cue and its builder");
}

/// “… its keys hold until `a`, `x` or Tab.”
#[test]
fn x_in_the_builder_dismisses_the_cue_and_tab_leaves_it() {
    let mut bench = bench_at("the |rain| fell and the mayor said it holds. Then the guard told it.");
    bench.keys("tab x");
    assert_eq!(bench.editor.set().decisions().count(), 1);
    assert!(bench.editor.building().is_some(), "{}", bench.screen());
    bench.keys("tab");
    assert!(bench.editor.building().is_none());
    assert_eq!(bench.editor.set().decisions().count(), 1);
}

/// “Nested candidates: the outer first, then the inner, also where they start together.”
#[test]
fn nested_names_come_outer_first() {
    let mut bench = bench_at("the |rain| hurt the Afghan government");
    bench.keys("tab");
    assert_eq!(bench.selected(), "Afghan government");
    bench.keys("o");
    assert_eq!(bench.selected(), "Afghan");
    bench.keys("x");
    assert_eq!(bench.mentions(), ["organization: Afghan government"], "x is about the stop, not the tag around it");
}

#[test]
fn both_articles_are_stepped_through_and_then_it_says_so() {
    let mut bench = Bench::new("here in Melvice", "there in Ordal");
    bench.keys("tab t");
    assert_eq!(bench.selected(), "Ordal");
    bench.keys("tab");
    assert!(bench.message().contains("no likely place after this one"), "{}", bench.message());
    bench.keys("S-tab t");
    assert_eq!(bench.mentions(), ["place: Melvice", "place: Ordal"]);
    bench.keys("tab");
    assert!(bench.message().contains("every likely place is decided"), "{}", bench.message());
}

/// “`zt` chooses what Tab stops at: … cues, or both.”
#[test]
fn the_choice_of_stops_leaves_out_labels_or_cues() {
    let text = "the |rain| of Melvice, the mayor said, fell";
    let mut bench = bench_at(text);
    bench.keys("z t tab tab");
    assert!(bench.editor.building().is_none());
    let mut bench = bench_at(text);
    bench.keys("z t z t tab");
    assert!(bench.editor.building().is_some());
}

#[test]
fn unseen_sentences_are_swept() {
    let mut bench = bench_at("the |rain| fell. It hit Melvice. The sun rose. All slept.");
    bench.keys("] u");
    assert_eq!(bench.selected(), "The sun rose.");
    bench.keys("] u");
    assert_eq!(bench.selected(), "All slept.");
    bench.keys("[ u [ u");
    assert_eq!(bench.selected(), "the rain fell.");
}

#[test]
fn an_empty_text_and_one_without_names_have_nothing_to_step_to() {
    for text in ["", " \n\n ", "喀布尔 今天 下雨", "ሰላም", "🌧🌧"] {
        let mut bench = Bench::new(text, "");
        bench.keys("tab tab S-tab ] u [ u z s X x");
        assert!(bench.mentions().is_empty(), "{text}");
    }
}

#[test]
fn weak_cues_are_two_keys_away_and_no_stop() {
    let mut bench = bench_at("|The| council backed the plan. It believed the dam. “It holds,” said Aldeş.");
    bench.keys("] c");
    assert_eq!(bench.selected(), "backed", "{}", bench.screen());
    bench.keys("] c");
    assert_eq!(bench.selected(), "believed");
    bench.keys("[ c");
    assert_eq!(bench.selected(), "backed");
    bench.keys("a a ] c [ c");
    assert_eq!(bench.message(), "no word near may be a cue: a makes one of any word", "what is decided is passed over");
}

#[test]
fn weak_cues_are_marked_at_their_first_letter_and_hidden_with_the_rest() {
    let marked = |bench: &Bench| {
        let pieces = bench.editor.scene().pieces;
        pieces
            .into_iter()
            .filter(|piece| piece.x < 39 && piece.ink.candidate)
            .map(|piece| piece.text)
            .collect::<Vec<_>>()
    };
    let mut bench = bench_at("|The| council backed the plan. It believed the dam. The mayor said it holds.");
    bench.keys("l h");
    assert_eq!(marked(&bench), ["b", "b", "said"], "{}", bench.screen());
    bench.keys("] c a a");
    assert_eq!(marked(&bench), ["b", "said"], "what is decided is marked no more");
    bench.keys("z s");
    assert!(marked(&bench).is_empty());
    bench.keys("z s z t");
    assert!(marked(&bench).is_empty(), "nor where Tab stops at mentions alone");
}

/// “`u` returns to it”, and to no other.
#[test]
fn undo_returns_to_the_stop_that_was_decided_not_to_one_that_touches_it() {
    let mut bench = bench_at("the |rain| hurt the Afghan government");
    bench.keys("tab o");
    assert_eq!(bench.selected(), "Afghan");
    bench.keys("tab u");
    assert_eq!((bench.selected(), bench.mentions().len()), ("Afghan government", 0), "the outer was decided");
    let mut bench = bench_at("the |rain| reached Melvice and Ordal");
    bench.keys("tab tab g g l l l p");
    assert_eq!((bench.selected(), bench.mentions()), ("Melvice", vec!["person: Melvice".to_owned()]));
    bench.keys("u");
    assert!(bench.editor.offer().is_none(), "it was decided by hand, and no step goes on from there");
    bench.keys("p");
    assert_eq!(bench.selected(), "Melvice");
}

#[test]
fn undoing_what_was_done_to_the_tag_just_made_stays_at_the_stop() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab p r u");
    assert_eq!((bench.mentions(), bench.selected()), (vec!["person: Melvice".to_owned()], "Ordal"));
    bench.keys("r");
    assert_eq!(bench.mentions(), ["organization: Melvice"], "it is the tag just made still");
    bench.keys("t");
    assert_eq!((bench.mentions().len(), bench.selected()), (2, "Ayşe Şahin"));
    bench.keys("u u u");
    assert_eq!((bench.mentions().len(), bench.selected()), (0, "Melvice"));
}

/// A new label for a tag that stands already is a decision of its own: undo goes back to where it was made.
#[test]
fn undoing_a_new_label_given_at_a_stop_returns_to_its_place() {
    for key in ["o", "O"] {
        let mut bench = bench_at(TEXT);
        bench.keys("tab p S-tab").keys(key);
        assert_eq!((bench.mentions(), bench.selected()), (vec!["organization: Melvice".to_owned()], "Ordal"));
        bench.keys("u");
        assert_eq!((bench.mentions(), bench.selected()), (vec!["person: Melvice".to_owned()], "Melvice"), "{key}");
        bench.keys("t");
        assert_eq!(bench.selected(), "Ordal", "it is a stop again and steps on");
    }
}

#[test]
fn a_dismissal_of_the_inner_name_leaves_the_outer_one_open() {
    let mut bench = bench_at("the |rain| hurt the Afghan government");
    bench.keys("z t tab tab x");
    let stops = bench.editor.stops_near(crate::text::DocId::A, &(0..40));
    let decided: Vec<bool> = stops.iter().map(|stop| stop.decided).collect();
    assert_eq!(decided, [false, true], "{}", bench.screen());
}

#[test]
fn that_it_was_the_last_stop_is_said_beside_what_was_done() {
    let mut bench = Bench::new("rain fell on Ordal and Melvice", "");
    bench.keys("tab tab x");
    assert_eq!(bench.message(), "the last one · “Melvice” is nothing here   u undo");
    let mut bench = Bench::new("rain fell on Melvice and Melvice", "");
    bench.keys("tab T");
    assert_eq!(bench.message(), "all is decided · 2 tagged: 2 in A, 0 in B · u undo · ]p look through");
}

#[test]
fn a_label_that_is_refused_does_not_step_on() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab p S-tab z r o");
    assert_eq!((bench.selected(), bench.mentions()), ("Melvice", vec!["person: Melvice".to_owned()]));
    assert!(bench.message().contains("nothing was changed"), "{}", bench.message());
    bench.keys("z r p");
    assert_eq!(bench.selected(), "Ordal", "what has the label already is passed");
}

#[test]
fn with_one_pane_the_sweep_stays_in_it() {
    let mut bench = Bench::new("here in Melvice", "There it rained.");
    bench.keys("z 1 ] u");
    assert_eq!(bench.editor.focus(), crate::text::DocId::A);
    assert_eq!(bench.message(), "something was offered or decided in every sentence near");
    bench.keys("z 2 ] u");
    assert_eq!(bench.selected(), "There it rained.");
}

#[test]
fn the_hint_says_what_x_does_at_a_stop() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab");
    assert!(bench.screen().contains("x not one"), "{}", bench.screen());
    bench.keys("t S-tab");
    assert!(bench.screen().contains("x remove"), "{}", bench.screen());
}
