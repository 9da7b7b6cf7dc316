//! Another program has changed the set: what is shown of it, and what the keys do then.

use super::{Bench, RIGHT, bench_at};
use crate::annotation::merge::{Choice, Counts, Theirs};
use crate::annotation::{Edit, Mention, Provenance, Record, Transaction};
use crate::editor::input::{Effect, InputKind, Report, SaveState};
use crate::text::{DocId, Document};

fn theirs() -> Theirs {
    let (theirs, mine) = (Counts { new: 3, changed: 1, removed: 2 }, Counts { new: 2, ..Counts::default() });
    let document = Document::new(DocId::A, "Kabul fell".to_owned());
    let span = document.span(0..5).expect("inside");
    let here = Mention::new("00000001".parse().expect("an id"), span, "place", Provenance::default());
    let there = Mention { label: "group".to_owned(), ..here.clone() };
    let conflicts = vec![Edit::replace(Record::Mention(here), Record::Mention(there))];
    Theirs::Set { theirs, mine, conflicts }
}

fn changed(bench: &mut Bench, theirs: Option<Theirs>) {
    bench.input(InputKind::Report(Report::Outside(theirs)));
}

/// Returns the words of the screen, one blank between them wherever lines end.
fn words(bench: &Bench) -> String {
    bench.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn chosen(bench: &Bench) -> Vec<Choice> {
    let choices = bench.effects.iter().filter_map(|effect| match effect {
        Effect::Settle(choice, _) => Some(*choice),
        _ => None,
    });
    choices.collect()
}

#[test]
fn one_who_comes_back_to_the_window_is_asked_at_once() {
    let mut bench = bench_at("|Kabul| fell");
    bench.input(InputKind::Focus(true));
    assert!(matches!(bench.effects.as_slice(), [Effect::Look]));
    changed(&mut bench, Some(theirs()));
    let screen = words(&bench);
    for words in [
        "Another program nothing is lost, whatever you choose",
        "It has changed left--right.mk.ron (3 new, 1 changed, 2 removed).",
        "Done here since: 2 new, and 1 record was changed by both.",
        "m merge mine on top",
        "b keep both",
        "t take theirs",
        "but for 1 that stay as here",
        "changed by both, here and there",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    bench.keys("G");
    assert!(words(&bench).contains("“Kabul” A ¶1 label Place → Group"), "{}", bench.screen());
    bench.keys("m");
    assert_eq!((chosen(&bench), bench.screen().contains("keep both")), (vec![Choice::Merge], false));
}

#[test]
fn one_who_is_typing_is_told_and_asked_when_they_like() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("t");
    bench.input(InputKind::Report(Report::Saved(SaveState {
        durable: 1,
        failure: Some("changed by another program".to_owned()),
    })));
    changed(&mut bench, Some(theirs()));
    let told = "Space o: another program has changed left--right.mk.ron (3 new, 1 changed, 2 removed)";
    assert_eq!(bench.message(), told);
    bench.keys("m esc");
    assert_eq!(chosen(&bench), [], "a letter on its way is no answer");
    let screen = bench.screen();
    assert!(
        screen.contains("NOT SAVED: changed by another program") && screen.contains("Space o says more"),
        "{screen}"
    );
    bench.keys("space o j j j j enter");
    assert_eq!(chosen(&bench), [Choice::Theirs]);
    bench.keys("space o b");
    assert_eq!(chosen(&bench), [Choice::Theirs, Choice::Both]);
    bench.keys(":").type_text("others.merge").keys("enter");
    assert_eq!(chosen(&bench).last(), Some(&Choice::Merge));
    bench.keys("space o");
    changed(&mut bench, None);
    assert!(!bench.screen().contains("Another program"), "{}", bench.screen());
    bench.keys("space o");
    assert_eq!(bench.message(), "no other program has changed the set's file; it is looked at once more");
}

#[test]
fn what_cannot_be_done_is_shown_with_the_reason_and_refused() {
    for (theirs, words, refused, allowed) in [
        (Theirs::Gone, "has removed left--right.mk.ron.", "not possible: there is nothing", "m write mine again"),
        (
            Theirs::Unusable { reason: "it is not UTF-8 at byte 3".to_owned(), replaceable: true },
            "changed left--right.mk.ron, and it is not UTF-8 at byte 3.",
            "not possible: it cannot be read as this set",
            "kept in .diptych/backups",
        ),
    ] {
        let mut bench = bench_at("|Kabul| fell");
        changed(&mut bench, Some(theirs));
        let screen = self::words(&bench);
        assert!([words, refused, allowed].iter().all(|words| screen.contains(words)), "{screen}");
        bench.keys("t");
        assert_eq!((chosen(&bench), bench.message()), (Vec::new(), refused));
        bench.keys("m");
        assert_eq!(chosen(&bench), [Choice::Merge]);
    }
    let mut bench = bench_at("|Kabul| fell");
    changed(
        &mut bench,
        Some(Theirs::Unusable { reason: "it cannot be read: no permission".to_owned(), replaceable: false }),
    );
    bench.keys("m");
    assert_eq!(chosen(&bench), []);
    bench.keys("esc z r space o t");
    assert_eq!(chosen(&bench), []);
    bench.keys("b");
    assert_eq!(chosen(&bench), [Choice::Both], "that changes nothing here");
}

#[test]
fn what_comes_of_it_is_one_change_that_can_be_undone() {
    let mut bench = bench_at("|Kabul| fell");
    bench.keys("t");
    changed(&mut bench, Some(theirs()));
    bench.keys("space o t");
    let tag = bench.editor.set().mentions().next().cloned().expect("a tag");
    let edits = vec![Edit::remove(Record::Mention(tag))];
    let transaction = Transaction { summary: "take what another program made of the set".to_owned(), edits };
    let proposed = |after| InputKind::Report(Report::Proposed { after, transaction: transaction.clone() });
    bench.input(proposed(0));
    assert_eq!((bench.mentions().len(), chosen(&bench).len()), (1, 2), "something was done since: it is asked again");
    bench.input(proposed(1));
    assert_eq!((bench.mentions().len(), bench.journal.len()), (0, 2));
    assert_eq!(bench.message(), "done: take what another program made of the set");
    bench.input(proposed(2));
    assert_eq!(bench.journal.len(), 2, "nobody has asked for it");
    bench.keys("u");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
}

#[test]
fn the_title_names_the_file_in_which_it_goes_on() {
    let mut bench = bench_at("|Kabul| fell");
    bench.input(InputKind::Report(Report::Moved("/news/left--right.mk-2.ron".into())));
    assert!(bench.screen().contains("left--right.mk-2.ron"), "{}", bench.screen());
    bench.keys("space ,");
    assert!(bench.screen().contains("/news/left--right.mk-2.ron"), "{}", bench.screen());
}

#[test]
fn a_set_that_is_only_read_is_not_looked_at() {
    let mut bench = Bench::with("Kabul fell", RIGHT, |options| options.held = Some("in use by mk".to_owned()));
    bench.input(InputKind::Focus(true));
    assert!(bench.effects.is_empty());
}

#[test]
fn the_panel_fits_any_screen() {
    for size in [(160, 48), (80, 24), (60, 16), (50, 12), (20, 5), (1, 1)] {
        let mut bench = Bench::with("Kabul fell", RIGHT, |options| options.size = size);
        changed(&mut bench, Some(theirs()));
        bench.keys("j k G g");
        let screen = bench.screen();
        let widest = screen.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
        assert!(widest <= usize::from(size.0), "{size:?}\n{screen}");
        bench.keys("esc");
    }
}
