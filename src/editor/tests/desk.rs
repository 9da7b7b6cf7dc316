//! Moving, selecting, searching and looking.

use super::{Bench, RIGHT, bench_at, check};
use crate::editor::command::Command;
use crate::editor::input::{Effect, InputKind, MouseKind, Report, Request, SaveState, Timer};

#[test]
fn words_lines_sentences_and_paragraphs_are_walked() {
    check("|one| two three", "l l", "one two |three|");
    check("one two |three|", "h", "one |two| three");
    check("|One| is. Two are. Three is.", "J", "One is. |Two| are. Three is.");
    check("One is. Two |are|. Three is.", "K", "|One| is. Two are. Three is.");
    check("|one|\n\ntwo\n\nthree", "} }", "one\n\ntwo\n\n|three|");
    check("one\n\ntwo\n\n|three|", "{", "one\n\n|two|\n\nthree");
    check("|one|\n\ntwo\n\nthree", "G", "one\n\ntwo\n\n|three|");
    check("one\n\ntwo\n\n|three|", "g g", "|one|\n\ntwo\n\nthree");
    check("one |two|\n\nthree four\n", "j", "one two\n\n|three| four\n");
    check("one two\r\n\r\nthree |four|", "k", "one |two|\r\n\r\nthree four");
}

#[test]
fn a_desert_of_lines_without_a_word_is_crossed_at_once() {
    let text = format!("one\n{}two", "-----\n".repeat(200_000));
    let mut bench = Bench::new(&text, RIGHT);
    bench.keys("j");
    assert_eq!(bench.selected(), "two");
    bench.keys("j k");
    assert_eq!(bench.selected(), "one");
    bench.keys("C-f");
    assert_eq!(bench.selected(), "two");
}

#[test]
fn edges_move_by_word_and_by_character_and_never_cross() {
    check("a |b| c d", "L L", "a |b c d|");
    check("a |b c| d", "H", "a |b| c d");
    check("a |b| c d", "H", "a |b| c d");
    check("a b |c| d", "<", "a |b c| d");
    check("a |b c| d", ">", "a b |c| d");
    check("in |e\u{301}te\u{301}| now", "C-left", "in |e\u{301}t|e\u{301} now");
    check("in |Kabul|’s", "C-right", "in |Kabul’|s");
    check("x|y| z", "A-left", "|xy| z");
}

#[test]
fn the_selection_widens_by_text_objects_and_narrows_back() {
    let mut bench = bench_at("He left. “The |city| has fallen, they say,” an aide said. More.");
    let mut seen = vec![bench.selected().to_owned()];
    for _ in 0..6 {
        bench.keys("e");
        seen.push(bench.selected().to_owned());
    }
    for pair in seen.windows(2) {
        assert!(pair[1].contains(&pair[0]), "{seen:?}");
    }
    assert!(seen.iter().any(|object| object == "“The city has fallen, they say,”"), "{seen:?}");
    assert!(seen.last().is_some_and(|object| object.starts_with("He left.") && object.ends_with("More.")), "{seen:?}");
    bench.keys("E E E E E E");
    assert_eq!(bench.selected(), "city");
}

#[test]
fn extending_goes_with_every_motion_and_back() {
    check("a |b| c d e", "v l l", "a |b c d| e");
    check("a |b| c d e", "v l l h", "a |b c| d e");
    check("a b |c| d e", "v h h", "|a b c| d e");
    check("a b |c| d e", "v h h l", "a |b c| d e");
    check("a |b| c d e", "v l l esc p", "a [person b c d] e");
}

#[test]
fn search_goes_through_both_articles_and_escape_comes_back() {
    let mut bench = bench_at("|aides| said Dostum had left");
    bench.keys("/").type_text("dostum");
    assert!(bench.screen().contains("3 hits   A 1  B 2"), "{}", bench.screen());
    bench.keys("enter n");
    assert_eq!((bench.selected(), bench.editor.focus()), ("Dostum", crate::text::DocId::B));
    bench.keys("n n N");
    assert_eq!(bench.selected(), "Dostum");
    bench.keys("C-o C-o C-o C-o C-o");
    assert_eq!(bench.selected(), "aides");
    let mut bench = bench_at("|aides| said Dostum had left");
    bench.keys("/").type_text("herat").keys("esc");
    assert_eq!(bench.selected(), "aides");
}

#[test]
fn an_unfinished_pattern_is_named_and_changes_nothing() {
    let mut bench = bench_at("|aides| said (Dostum)");
    bench.keys("/").type_text("(do");
    assert!(bench.screen().contains("not a pattern yet"), "{}", bench.screen());
    assert_eq!(bench.selected(), "aides");
    bench.keys("enter");
    assert_eq!(bench.selected(), "aides");
}

#[test]
fn a_small_letter_finds_both_cases_and_a_capital_only_its_own() {
    let mut bench = bench_at("|The| taliban and the Taliban");
    bench.keys("/").type_text("Taliban").keys("enter");
    assert_eq!(bench.editor.selection().start, 20);
    bench.keys("g g /").type_text("taliban").keys("enter");
    assert_eq!(bench.editor.selection().start, 4);
}

#[test]
fn places_are_gone_back_to_and_forward() {
    let mut bench = bench_at("|one| two three\n\nfour five");
    bench.keys("G");
    assert_eq!(bench.selected(), "five");
    bench.keys("C-o");
    assert_eq!(bench.selected(), "one");
    bench.keys("g o");
    assert_eq!(bench.selected(), "five");
}

#[test]
fn an_empty_article_is_shown_and_no_key_harms_it() {
    for (left, right) in [("", ""), ("\n\n", "x"), ("", "one two")] {
        let mut bench = Bench::new(left, right);
        assert!(bench.screen().contains("this article has no text"), "{}", bench.screen());
        bench.keys("l h j k J K } { g g G C-d C-u C-f C-b L H < > C-right A-left e E m w m s m p m t v esc");
        bench.keys("p enter + . r x R ; c i n N * ] t [ t ] q u U y z i z 1 z 2 z z w p u w home end");
        assert!(bench.editor.document(crate::text::DocId::A).text() == left);
    }
}

#[test]
fn every_size_draws_within_the_screen() {
    let text = "喀布尔机场 👩‍👧 e\u{301}te\u{301} and a\u{202e}bc\ttab \u{1b}[31m red\r\n\r\n".repeat(40);
    let mut bench = Bench::new(&text, RIGHT);
    bench.keys("v } p");
    for width in [0, 1, 5, 20, 49, 50, 60, 75, 76, 80, 99, 100, 143, 160, 300] {
        for height in [0, 1, 5, 11, 12, 15, 24, 30, 48, 100] {
            bench.input(InputKind::Resize(width, height));
            for keys in
                ["", "space space", "esc ?", "esc :", "esc space t", "esc i", "esc z i", "z i z 1", "z 2 /", "esc"]
            {
                bench.keys(keys);
                let scene = bench.editor.scene();
                for piece in &scene.pieces {
                    assert!(piece.x < width && piece.y < height, "{piece:?} on {width}x{height} after {keys:?}");
                    assert!(!piece.text.chars().any(char::is_control), "{piece:?}");
                }
                if let Some((x, y)) = scene.cursor {
                    assert!(x < width && y < height, "the cursor on {width}x{height}");
                }
            }
        }
    }
}

#[test]
fn a_small_screen_says_what_it_needs_and_work_goes_on_afterwards() {
    let mut bench = bench_at("|Kabul| fell");
    bench.input(InputKind::Resize(20, 5));
    assert_eq!(bench.screen(), "too small: 20x5\ndiptych needs 50x12\nall is kept\n\n");
    bench.input(InputKind::Resize(80, 24));
    bench.keys("t");
    assert_eq!(bench.tagged(), "[place Kabul] fell");
}

#[test]
fn resizing_keeps_the_selection_in_sight() {
    let text = "A paragraph of some words that is long enough to be wrapped at every width.\n\n".repeat(60);
    let mut bench = Bench::new(&text, &text);
    bench.keys("} } } } } } } } } } } } } } } } } } } }");
    for (width, height) in [(160, 48), (80, 24), (60, 20), (50, 12), (200, 60)] {
        bench.input(InputKind::Resize(width, height));
        assert!(bench.editor.scene().cursor.is_some(), "{width}x{height}\n{}", bench.screen());
    }
}

#[test]
fn the_panes_scroll_alone_or_together() {
    let text = "line\n".repeat(200);
    let mut bench = Bench::new(&text, &text);
    let tops = |bench: &Bench| {
        let [a, b] = &bench.editor.panes;
        let document = |doc| bench.editor.document(doc);
        (a.top(document(a.doc)), b.top(document(b.doc)))
    };
    bench.keys("C-e C-e");
    let (a, b) = tops(&bench);
    assert!(a > b, "free panes scroll alone");
    bench.keys("C-y C-y z l C-e C-e C-e");
    let (a, b) = tops(&bench);
    assert_eq!(a, b);
    bench.keys("C-d C-d");
    let (a, b) = tops(&bench);
    assert_eq!(a, b, "a page too");
}

#[test]
fn a_leader_key_shows_its_menu_after_a_while_or_at_once_when_doubled() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("space");
    assert!(matches!(bench.effects.last(), Some(Effect::After(Timer::Menu, _))), "{:?}", bench.effects);
    assert!(!bench.screen().contains("all keys"));
    bench.input(InputKind::Timeout(Timer::Menu));
    assert!(bench.screen().contains("all keys"), "{}", bench.screen());
    bench.keys("t");
    assert!(!bench.screen().contains("all keys"));
    bench.keys("space space");
    assert!(bench.screen().contains("all keys"), "{}", bench.screen());
    bench.keys("esc t");
    assert_eq!(bench.tagged(), "[place Kabul] fell");
}

#[test]
fn a_leader_that_is_clicked_or_chosen_waits_for_its_letter() {
    let mut bench = bench_at("the |insurgents| came");
    bench.editor.run(Command::LabelByLetter);
    assert!(bench.screen().contains("Group"), "{}", bench.screen());
    bench.keys("g");
    assert_eq!(bench.mentions(), ["group: insurgents"]);
}

#[test]
fn help_and_palette_run_what_is_chosen() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys(":").type_text("next sent").keys("enter");
    assert_eq!(bench.message(), "no further one in this article");
    bench.keys("?");
    assert!(bench.screen().contains("undo the last change"), "{}", bench.screen());
    bench.keys("/").type_text("tag lines").keys("enter enter");
    assert!(bench.editor.settings.tag_lines, "{}", bench.screen());
}

#[test]
fn the_list_of_tags_goes_there_and_removes() {
    let mut bench = bench_at("|Kabul| and Herat");
    bench.keys("t l l t space t");
    assert!(bench.screen().contains("2 in both articles"), "{}", bench.screen());
    bench.keys("k enter");
    assert_eq!(bench.selected(), "Kabul");
    bench.keys("space t x");
    assert_eq!(bench.mentions(), ["place: Herat"]);
    bench.keys("x");
    assert!(bench.mentions().is_empty());
    bench.keys("u u");
    assert_eq!(bench.mentions().len(), 2);
}

#[test]
fn leaving_takes_two_presses_and_any_other_key_goes_on() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("q");
    assert!(bench.effects.iter().all(|effect| !matches!(effect, Effect::Quit)));
    bench.keys("l q");
    assert!(bench.effects.iter().all(|effect| !matches!(effect, Effect::Quit)));
    bench.keys("q");
    assert!(matches!(bench.effects.last(), Some(Effect::Quit)));
}

#[test]
fn the_palette_leaves_by_the_words_of_other_programs() {
    for words in ["q", "wq", "quit"] {
        let mut bench = bench_at("|Kabul| fell");
        bench.keys(":").type_text(words).keys("enter");
        assert!(matches!(bench.effects.last(), Some(Effect::Quit)), "{words}");
    }
}

#[test]
fn a_wrong_key_names_the_nearest_command() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("Z");
    assert_eq!(bench.message(), "Z runs nothing here; ? shows the keys");
    bench.keys("I");
    assert_eq!(bench.message(), "I runs nothing here; i is details");
    assert!(bench.mentions().is_empty());
}

#[test]
fn the_mouse_selects_words_and_scrolls() {
    let mut bench = Bench::new("one two three\n\nfour", RIGHT);
    bench.mouse(7, 2, MouseKind::Press);
    assert_eq!(bench.selected(), "two");
    bench.mouse(12, 2, MouseKind::Drag);
    assert_eq!(bench.selected(), "two three");
    bench.mouse(46, 2, MouseKind::Press);
    assert_eq!((bench.selected(), bench.editor.focus()), ("Dostum", crate::text::DocId::B));
    // A drag that began where no text is selects nothing, least of all from an earlier press on.
    bench.mouse(46, 23, MouseKind::Press);
    bench.mouse(60, 4, MouseKind::Drag);
    assert_eq!(bench.selected(), "Dostum");
}

#[test]
fn names_as_long_as_books_are_drawn() {
    let long = "喀".repeat(50_000);
    let mut bench = Bench::with("Kabul fell", RIGHT, |options| {
        for label in &mut options.schema.labels {
            label.title.clone_from(&long);
            label.short.clone_from(&long);
        }
        options.schema.name.clone_from(&long);
        options.schema.attributes[0].name.clone_from(&long);
        options.schema.attributes[0].title.clone_from(&long);
        options.schema.attributes[0].values.clear();
        options.schema.attributes[0].on = crate::annotation::schema::AppliesTo::Mention(Vec::new());
        options.file_names = [long.clone(), long.clone()];
        options.set_file.clone_from(&long);
    });
    for keys in ["t", "i", "enter", "esc esc space l", "esc space h", "esc ,", "esc"] {
        for (width, height) in [(160, 48), (80, 24), (50, 12)] {
            bench.input(InputKind::Resize(width, height));
            assert!(!bench.screen().is_empty());
        }
        bench.keys(keys);
    }
    let failure = Some(long);
    bench.input(InputKind::Report(Report::Saved(SaveState { durable: 0, failure })));
    assert!(bench.screen().lines().next().is_some_and(|title| title.contains("NOT SAVED")), "{}", bench.screen());
}

#[test]
fn text_is_pasted_only_where_text_is_written() {
    let mut bench = bench_at("|Kabul| fell");
    bench.input(InputKind::Paste("ptx\n".to_owned()));
    assert!(bench.mentions().is_empty());
    bench.keys("/");
    bench.input(InputKind::Paste("fe\nll".to_owned()));
    assert!(bench.screen().contains("/fe ll"), "{}", bench.screen());
}

#[test]
fn snapshots_are_asked_for_after_changes_alone() {
    let mut bench = bench_at("|Kabul| fell");
    bench.input(InputKind::Timeout(Timer::Idle));
    bench.input(InputKind::Focus(false));
    assert!(bench.effects.is_empty(), "{:?}", bench.effects);
    bench.keys("t");
    bench.effects.clear();
    bench.input(InputKind::Timeout(Timer::Idle));
    bench.input(InputKind::Timeout(Timer::Idle));
    assert_eq!(bench.effects.iter().filter(|effect| matches!(effect, Effect::Snapshot)).count(), 1);
}

#[test]
fn a_large_article_is_read_whole_only_on_request() {
    let mut text = "nothing here\n".repeat(200_000);
    text.push_str("at last Dostum");
    let mut bench = Bench::new(&text, "x");
    bench.keys("/").type_text("dostum");
    assert!(bench.screen().contains("not in sight"), "{}", bench.screen());
    assert_eq!(bench.selected(), "nothing");
    bench.keys("enter");
    assert_eq!(bench.selected(), "Dostum");
    bench.keys("C-o");
    assert_eq!(bench.editor.selection().start, 0);
}

#[test]
fn what_is_copied_says_its_place_and_a_closed_clipboard_says_so() {
    let copies = |bench: &Bench| bench.effects.iter().filter(|effect| matches!(effect, Effect::Copy(_))).count();
    let mut open = Bench::new("Aldeş left.", RIGHT);
    open.keys("y");
    let Some(Effect::Copy(text)) = open.effects.first() else { panic!("nothing copied: {:?}", open.effects) };
    assert!(text.contains("Aldeş") && text.contains("left.txt"), "{text}");
    let mut closed = Bench::with("Aldeş left.", RIGHT, |options| options.settings.clipboard = false);
    closed.keys("y");
    assert!(closed.message().starts_with("nothing is copied"), "{}", closed.message());
    closed.keys("space x enter");
    assert!(closed.message().starts_with("nothing is copied"), "{}", closed.message());
    assert_eq!(copies(&closed), 0);
}

#[test]
fn the_export_panel_shows_each_command_and_copies_it() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("t space x");
    assert!(bench.screen().contains("diptych export --format brat"), "{}", bench.screen());
    bench.keys("enter");
    let copied =
        bench.effects.iter().any(|effect| matches!(effect, Effect::Copy(line) if line.starts_with("diptych export")));
    assert!(copied, "{:?}", bench.effects);
}

#[test]
fn a_copy_of_the_set_is_written_where_one_says() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("t space s");
    assert!(bench.screen().contains("save a copy as left--right.mk.copy.ron"), "{}", bench.screen());
    bench.keys("C-u").type_text("/mnt/x.ron").keys("enter");
    let asked = bench.effects.iter().find_map(|effect| match effect {
        Effect::Ask(Request::SaveCopy { path, text }) => Some((path.clone(), text.clone())),
        _ => None,
    });
    let (path, text) = asked.expect("the worker is asked");
    assert_eq!(path, "/mnt/x.ron");
    let documents = [bench.editor.document(crate::text::DocId::A), bench.editor.document(crate::text::DocId::B)];
    let copy = crate::format::native::read(&text, documents).expect("the copy is whole");
    assert_eq!(copy.mentions().count(), 1);
}
