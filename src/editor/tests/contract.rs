//! The rest of the stepping contract, sentence by sentence; [`super::stepping`] holds what is not here.

use super::{Bench, bench_at, check};
use crate::annotation::RecordKind;
use crate::editor::keyboard::Keyboard;
use crate::editor::{Part, What};

const TEXT: &str =
    "In the night the |rain| reached Melvice. It was in Ordal that Ayşe Şahin slept. Later the mayor said it holds.";

/// “Only a label, `Enter`, `a` or `x` decides.”
#[test]
fn nothing_else_decides() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab");
    bench.keys("L H < > e E m s m w v esc z i z s z s z z C-e C-y w w f f esc / esc ? esc ] u [ u");
    bench.keys("tab S-tab tab tab tab tab tab tab");
    assert!(bench.journal.is_empty() && bench.mentions().is_empty(), "{:?}", bench.journal);
}

/// “After a step, `r` `c` `i` `;` `=` act on the tag just made, named in the status line.”
#[test]
fn a_note_details_and_an_entity_are_those_of_the_tag_just_made_which_is_named() {
    let mut bench = bench_at(TEXT);
    bench.keys("tab t");
    assert_eq!(bench.selected(), "Ordal");
    assert!(bench.screen().contains("after “Melvice” Place"), "{}", bench.screen());
    bench.keys("c").type_text("seen").keys("enter");
    let noted =
        |bench: &Bench| bench.editor.set().mentions().find(|one| one.note == "seen").map(|one| one.span.start());
    assert_eq!(noted(&bench), bench.editor.document(crate::text::DocId::A).text().find("Melvice"));
    bench.keys("i");
    assert!(bench.screen().contains("Melvice"), "{}", bench.screen());
    bench.keys("esc =");
    assert!(bench.screen().contains("“Melvice”"), "{}", bench.screen());
    bench.keys("esc t");
    assert_eq!(bench.mentions(), ["place: Melvice", "place: Ordal"], "the stop was kept meanwhile");
}

/// “Nested candidates: the outer first, then the inner, also where they start together.”
#[test]
fn stops_come_by_where_they_begin_and_the_longer_first() {
    let mut bench = Bench::new("the rain hit the Afghan government, Afghan security forces and anti-Taliban men", "");
    let mut seen = Vec::new();
    for _ in 0..6 {
        bench.keys("tab");
        seen.push((bench.editor.selection(), bench.selected().to_owned()));
    }
    seen.dedup();
    let words: Vec<&str> = seen.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["Afghan government", "Afghan", "Afghan security forces", "Afghan", "Taliban"]);
}

/// “`zt` chooses what Tab stops at: labels (which).”
#[test]
fn the_settings_say_for_which_labels_tab_stops() {
    let text = "the rain hit Ayşe Şahin in Afghanistan";
    let mut bench = Bench::with(text, "", |options| {
        options.settings.stop_labels = Some(vec!["place".to_owned()]);
    });
    bench.keys("tab");
    assert_eq!(bench.selected(), "Afghanistan");
    let mut all = Bench::new(text, "");
    all.keys("tab");
    assert_eq!(all.selected(), "Ayşe Şahin");
}

/// “A cue stop opens the builder with its guess; its keys hold until `a`, `x` or Tab.”
#[test]
fn the_builder_s_keys_hold_at_a_cue() {
    let mut bench = bench_at("the |rain| fell and the mayor said it holds. Then Ordal slept.");
    bench.keys("tab p o t d");
    assert!(bench.mentions().is_empty(), "a letter of a label is none in the builder: {:?}", bench.mentions());
    bench.keys("tab");
    assert!(bench.editor.building().is_none() && bench.journal.is_empty());
    bench.keys("t");
    assert_eq!(bench.mentions(), ["place: Ordal"]);
}

/// Takes the source in hand, if it is not.
fn take_source(bench: &mut Bench) {
    if bench.editor.building().is_some_and(|one| one.part != Part::Source) {
        bench.keys("s");
    }
}

/// “In the builder all motions, `f`, `m` and `/` work on the lit part, so that a source in another sentence is reached.”
#[test]
fn a_source_in_another_sentence_is_reached_by_every_motion() {
    let text = "The guard of Ordal slept. It rained. Somebody |said| it holds.";
    let source = |bench: &Bench| {
        let building = bench.editor.building().expect("it is open");
        building.items(Part::Source).first().and_then(|pieces| pieces.first().cloned())
    };
    for keys in ["g g l", "K K l", "f g u", "h h h h h h h h h", "home g g l", "{ g g l"] {
        let mut bench = bench_at(text);
        bench.keys("a");
        take_source(&mut bench);
        bench.keys(keys);
        let at = source(&bench).expect("there is a source").start;
        assert!(at < 30, "{keys}: {}", bench.screen());
    }
    let mut bench = bench_at(text);
    bench.keys("a");
    take_source(&mut bench);
    bench.keys("/").type_text("guard").keys("enter");
    assert_eq!(source(&bench), Some(4..9), "{}", bench.screen());
    bench.keys("m n");
    assert_eq!(source(&bench).map(|bytes| bytes.end >= 9), Some(true));
    bench.keys("m c a");
    assert_eq!(bench.editor.set().count(RecordKind::Attribution), 1);
}

/// “The builder moves to the top when the selection is low.”
#[test]
fn the_builder_is_never_over_the_selection() {
    let text = format!("{}Then the |guard| said it holds.", "It rained on all the towns of the old plain. ".repeat(12));
    let mut bench = bench_at(&text);
    bench.keys("G a");
    let rows: Vec<String> = bench.screen().lines().map(str::to_owned).collect();
    let heading = rows.iter().position(|row| row.contains("Attribution")).expect("the builder is open");
    let cursor = bench.editor.scene().cursor.expect("the part in hand is seen").1;
    let cursor = usize::from(cursor);
    assert!(cursor < heading || cursor > heading + 7, "the selection is in row {cursor}: {}", bench.screen());
}

/// “A quotation selected by hand plus `a` becomes the content, cue empty.”
#[test]
fn a_quotation_is_content_without_a_cue() {
    for text in ["So |“it holds.”| Then.", "So |„es hält.“| Dann.", "然后|「水位在下降。」|走了。"]
    {
        let mut bench = bench_at(text);
        bench.keys("m q a");
        let building = bench.editor.building().expect("it is open");
        assert_eq!((building.items(Part::Content).len(), building.items(Part::Cue).len()), (1, 0), "{text}");
    }
}

/// “What a key will do at the selection is fixed when the selection arrives”, also by what the person decides meanwhile.
#[test]
fn enter_gives_what_the_status_line_named_on_arrival() {
    let mut bench = bench_at("the |rain| of Ordal and Ordal");
    bench.keys("tab");
    let offered = bench.editor.offer().and_then(|offer| offer.label);
    bench.keys("tab S-tab");
    assert_eq!(bench.editor.offer().and_then(|offer| offer.label), offered);
    assert!(bench.editor.offer().is_some_and(|offer| matches!(offer.stop.what, What::Mention { .. })));
}

/// “Which tag is meant: the one with exactly the selection, else the innermost; `mt` again goes outward; edge keys after `mt`
/// resize it.”
#[test]
fn edge_keys_resize_the_tag_that_was_selected_as_one() {
    check("the |Afghan| government fell", "p m t L", "the [person Afghan government] fell");
    check("the |Afghan| government fell", "p m t L H <", "[person the Afghan] government fell");
    check("the |Afghan| government fell", "p m t L C-left", "the [person Afghan governmen]t fell");
    check("the |Afghan| government fell", "p m t L u", "the [person Afghan] government fell");
    check("the |Afghan| government fell", "p m t l h L", "the [person Afghan] government fell");
    check("the |Afghan| government fell", "p L", "the [person Afghan] government fell");
    check("the |Afghan government| fell", "o m w t m t m t <", "[organization the [place Afghan] government] fell");
    let mut bench = bench_at("the |Afghan| government fell");
    bench.keys("p z r m t L");
    assert_eq!((bench.selected(), bench.mentions()), ("Afghan government", vec!["person: Afghan".to_owned()]));
    let mut bench = bench_at("|喀布尔|机场");
    bench.keys("t m t L");
    assert_eq!(bench.mentions(), ["place: 喀布尔机"]);
}

/// “Text without capitals or without spaces between words: no case rule; `ff` labels all words.”
#[test]
fn scripts_without_capitals_are_stepped_through_by_what_was_tagged() {
    let mut bench = bench_at("|喀布尔|今天下雨。喀布尔昨天下雨。");
    bench.keys("t tab");
    assert_eq!((bench.selected(), bench.editor.selection().start > 9), ("喀布尔", true), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.mentions(), ["place: 喀布尔", "place: 喀布尔"]);
    let mut bench = bench_at("زار |كابل| اليوم. عاد إلى كابل.");
    bench.keys("t tab enter");
    assert_eq!(bench.mentions(), ["place: كابل", "place: كابل"]);
}

/// “A layout map in the settings lets a Cyrillic, Arabic or Greek keyboard give the command letters.”
#[test]
fn a_keyboard_of_another_script_gives_the_command_letters() {
    let text = "дождь шёл в Ордале и снова в Ордале";
    let cyrillic = |options: &mut crate::editor::EditorOptions| {
        options.settings.keyboard =
            Keyboard::new("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
                .expect("one for each");
    };
    let mut bench = Bench::with(text, "", cyrillic);
    // `l` `l` `l` `t`, and `g g` `P` on the first word.
    bench.keys("д д д е п п З");
    assert_eq!(bench.mentions(), ["person: дождь", "place: Ордале"]);
    bench.keys("г г");
    assert!(bench.mentions().is_empty(), "`u` `u`");
    // What is text stays text, in a search and in a jump; the label is pressed where its letter lies.
    bench.keys("/").type_text("снова").keys("enter");
    assert_eq!(bench.selected(), "снова");
    bench.keys("а о");
    let jump = bench.editor.jump.as_ref().expect("it is going on");
    let label = jump.within(crate::text::DocId::A, &(0..999)).map(|(_, label)| label.to_owned()).next();
    let typed = label.and_then(|label| {
        let keyboard = &bench.editor.settings.keyboard;
        keyboard.typed_for(label.chars().next()?).next()
    });
    bench.type_text(&typed.expect("a letter of that keyboard").to_string());
    assert_eq!(bench.selected(), "Ордале");
    bench.keys("а а");
    assert!(bench.editor.jump.is_some_and(|jump| jump.count() > 5), "`f` `f` labels all words");
    let mut plain = Bench::new(text, "");
    plain.keys("д");
    assert!(plain.message().contains("runs nothing"), "{}", plain.message());
}
