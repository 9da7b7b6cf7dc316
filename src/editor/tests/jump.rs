//! Jumping: a word on the screen, the keys to it, and where the selection is then.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Bench, bench_at, check};
use crate::editor::key::Key;
use crate::text::DocId;

const TEXT: &str = "|The| rain reached Melvice and the river rose. Later the mayor of Ordal slept.";

impl Bench {
    /// Returns the label on the word that begins at `byte` of `doc`.
    fn label_on(&self, doc: DocId, byte: usize) -> Option<String> {
        let jump = self.editor.jump.as_ref()?;
        jump.within(doc, &(byte..byte + 1)).map(|(_, label)| label.to_owned()).next()
    }

    /// Presses `keys`, then the label of the word that begins at `byte` of `doc`; returns how many keys these were.
    fn jump(&mut self, keys: &str, doc: DocId, byte: usize) -> Option<usize> {
        self.keys(keys);
        let label = self.label_on(doc, byte)?;
        self.type_text(&label);
        Some(keys.split(' ').count() + label.chars().count())
    }
}

#[test]
fn two_letters_that_one_word_begins_with_go_there_at_once() {
    check(TEXT, "f m e", "The rain reached |Melvice| and the river rose. Later the mayor of Ordal slept.");
    check(TEXT, "f o r", "The rain reached Melvice and the river rose. Later the mayor of |Ordal| slept.");
}

#[test]
fn after_one_letter_the_words_that_begin_so_have_labels_and_one_goes_there() {
    let mut bench = bench_at(TEXT);
    let second = "The rain reached Melvice and the ".len();
    assert_eq!(bench.jump("f r", DocId::A, second), Some(3));
    assert_eq!(bench.selected(), "river");
    assert!(bench.editor.jump.is_none());
}

#[test]
fn a_label_is_no_letter_that_could_go_on_with_what_is_typed() {
    let mut bench = bench_at("|in| sj sk sd sl ss sa sh sg se si sr su so sw sn sc sm sp st sv sb sy sx sq sz");
    bench.keys("f s");
    let jump = bench.editor.jump.as_ref().expect("it is going on");
    let labels: Vec<String> = jump.within(DocId::A, &(0..999)).map(|(_, label)| label.to_owned()).collect();
    assert_eq!(labels.len(), 25);
    assert!(labels.iter().all(|label| label.starts_with('f')), "the one letter that is free: {labels:?}");
    bench.keys("w");
    assert_eq!(bench.selected(), "sw", "a letter goes on with the word");
}

#[test]
fn capitals_and_marks_are_typed_without_them() {
    check("|in| Şıbırğan and in e\u{301}té", "f s i", "in |Şıbırğan| and in e\u{301}té");
    check("|in| Şıbırğan and in e\u{301}té", "f e t", "in Şıbırğan and in |e\u{301}té|");
    check("|in| “Melvice” for $5", "f m e", "in “|Melvice|” for $5");
}

#[test]
fn f_twice_labels_all_words_of_any_script_in_both_panes() {
    for text in ["喀布尔今天下雨", "أفغانستان كابل", "कल रात बारिश", "🌧 👩‍👧 🇦🇫", "for fun, friend"]
    {
        let mut bench = Bench::new(text, text);
        let last = bench.editor.document(DocId::B).previous_word(text.len()).expect("there are words");
        assert_eq!(bench.jump("f f", DocId::B, last.start), Some(3), "{text}");
        assert_eq!((bench.editor.focus(), bench.editor.selection()), (DocId::B, last));
    }
}

#[test]
fn a_letter_of_another_script_is_typed_too() {
    let mut bench = bench_at("|今|天喀布尔下雨。喀什");
    bench.keys("f 喀");
    let label = bench.label_on(DocId::A, 6).expect("labelled");
    bench.keys(&label);
    assert_eq!(bench.editor.selection(), 6..9);
}

#[test]
fn what_nothing_begins_with_is_said_and_the_jump_goes_on() {
    let mut bench = bench_at(TEXT);
    bench.keys("f x");
    assert_eq!(bench.message(), "no word on the screen begins with “x”");
    bench.keys("m x");
    assert_eq!(bench.message(), "no word here begins with “mx”, and no label is x");
    bench.keys("backspace o r");
    assert_eq!(bench.selected(), "Ordal", "the letter was taken back");
    let mut bench = bench_at("|one| two");
    bench.keys("f f 9");
    assert_eq!(bench.message(), "no label here is 9");
}

#[test]
fn escape_leaves_and_other_keys_are_letters_not_commands() {
    let mut bench = bench_at(TEXT);
    bench.keys("f esc");
    assert_eq!((bench.selected(), bench.message()), ("The", ""));
    bench.keys("f f esc p");
    assert_eq!(bench.mentions(), ["person: The"], "p labels again");
    bench.keys("f p down");
    assert_eq!(bench.mentions(), ["person: The"], "p was the letter of a word");
    assert!(bench.editor.jump.is_none() && bench.message().contains("which is left"), "{}", bench.message());
    bench.keys("f backspace x");
    assert!(bench.mentions().is_empty(), "the jump was over, and x removes");
}

#[test]
fn a_jump_extends_a_selection_and_moves_a_part_of_an_attribution() {
    check(TEXT, "v f m e", "|The rain reached Melvice| and the river rose. Later the mayor of Ordal slept.");
    let mut bench = bench_at("An aide to Aldeş spoke. The mayor |said| it holds.");
    bench.keys("a s");
    assert!(bench.screen().contains("said"), "the builder is open");
    bench.keys("f");
    assert!(bench.screen().contains("jump  the first letter or two of a word"), "{}", bench.screen());
    bench.keys("a i");
    let source = bench.editor.building().map(|building| building.items(crate::editor::Part::Source).to_vec());
    assert_eq!(source, Some(vec![vec![3..7]]), "{}", bench.screen());
    bench.keys("f f");
    let jump = bench.editor.jump.as_ref().expect("it is going on");
    assert_eq!(jump.within(DocId::B, &(0..99)).count(), 0, "all parts lie in one article");
}

#[test]
fn the_way_back_is_the_one_from_every_jump() {
    let mut bench = bench_at(TEXT);
    bench.keys("f o r C-o");
    assert_eq!(bench.selected(), "The");
    bench.keys("tab f o r p");
    assert_eq!(bench.selected(), "Ordal", "a jump ends the steps: nothing steps on");
}

#[test]
fn nothing_is_on_the_screen_of_an_empty_text_or_a_small_terminal() {
    let mut bench = Bench::new("", "— …");
    bench.keys("f");
    assert_eq!(bench.message(), "no word is on the screen");
    assert!(bench.editor.jump.is_none());
    for size in [(20, 5), (1, 1)] {
        let mut bench = Bench::with("one two", "three", |options| options.size = size);
        bench.keys("f f f o esc");
        let _ = bench.screen();
    }
}

#[test]
fn a_label_covers_whole_characters_and_moves_no_text() {
    let mut bench = bench_at("|喀|布尔 rain");
    let before = bench.screen();
    bench.keys("f f");
    let row = |screen: &str| screen.lines().nth(2).unwrap_or("").to_owned();
    let (before, after) = (row(&before), row(&bench.screen()));
    assert_eq!(before.width(), after.width(), "{after}");
    assert!(after.contains("j k d ") && after.contains("lain"), "{after}");
    assert!(bench.editor.scene().pieces.iter().any(|piece| piece.ink.block && piece.text == "j"));
    assert!(!bench.editor.scene().pieces.iter().any(|piece| piece.ink.selected), "labels are the only blocks");
}

#[test]
fn a_label_of_two_letters_takes_the_room_there_is() {
    let text = "a ".repeat(200);
    let mut bench = Bench::new(&text, "");
    bench.keys("f f");
    let far = "a ".len() * 150;
    let label = bench.label_on(DocId::A, far).expect("labelled");
    assert_eq!(label.len(), 2);
    let (first, second) = label.split_at(1);
    bench.type_text(first);
    assert_eq!(bench.label_on(DocId::A, far).as_deref(), Some(second));
    bench.keys("backspace");
    assert_eq!(bench.label_on(DocId::A, far), Some(label.clone()), "the letter was taken back");
    bench.type_text(&label);
    assert_eq!(bench.editor.selection().start, far);
}

#[test]
fn the_size_of_the_terminal_may_change_meanwhile() {
    let mut bench = bench_at(&format!("|one| {}Ordal", "rain ".repeat(150)));
    bench.keys("f f");
    bench.input(crate::editor::input::InputKind::Resize(160, 48));
    let far = "one ".len() + "rain ".len() * 150;
    let label = bench.label_on(DocId::A, far).expect("it is on the screen now");
    bench.type_text(&label);
    assert_eq!(bench.selected(), "Ordal");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_word_on_the_screen_is_at_most_four_keys_away(
        left in "([A-Za-zşéß]{1,7}[ ,.’“”\n]{1,2}|[喀布尔今天]{1,9}|[ا-ي]{2,6} |[👩🌧🇦]|e\u{301} ){0,260}",
        size in prop_oneof![Just((80, 24)), Just((160, 48)), Just((60, 30))],
        pick in 0_usize..4000,
    ) {
        let mut bench = Bench::with(&left, super::RIGHT, |options| options.size = size);
        let seen: Vec<_> = bench.editor.rows_seen().into_iter().flat_map(|(doc, rows)| {
            let document = bench.editor.document(doc);
            rows.into_iter().flat_map(|row| document.words_beginning(row)).map(move |word| (doc, word)).collect::<Vec<_>>()
        }).collect();
        let Some((doc, word)) = seen.get(pick % seen.len().max(1)).cloned() else { return Ok(()) };
        let keys = bench.jump("f f", doc, word.start);
        prop_assert!(keys.is_some_and(|keys| keys <= 4), "{keys:?}");
        prop_assert_eq!((bench.editor.focus(), bench.editor.selection()), (doc, word.clone()));
        // And by its letters, where a keyboard has them.
        let text = bench.editor.document(doc).slice(word.clone()).to_owned();
        let letters: Vec<&str> = text.graphemes(true).take(2).collect();
        bench.input(crate::editor::input::InputKind::Key(Key::char('f')));
        for letter in letters.iter().filter(|letter| letter.len() == 1 && **letter != "f") {
            if bench.editor.jump.is_some() {
                bench.type_text(letter);
            }
        }
        if bench.editor.jump.is_some() {
            prop_assert!(bench.label_on(doc, word.start).is_some() || letters[0].len() > 1 || letters[0] == "f");
        } else {
            prop_assert_eq!((bench.editor.focus(), bench.editor.selection()), (doc, word));
        }
    }
}
