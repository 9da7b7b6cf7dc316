//! The history: listed, looked at, returned to.

use std::sync::Arc;

use jiff::tz::{TimeZone, offset};
use proptest::prelude::*;

use super::{Bench, RIGHT, bench_at};
use crate::annotation::{DocumentInfo, Edit, History, Operation, OperationKind, Record, Set, Timestamp, Transaction};
use crate::editor::input::{Effect, InputKind, Report, Request};
use crate::text::DocId;

/// A bench with seven changes: three tags, a note, one removed, undone, done again.
fn seven() -> Bench {
    let mut bench = bench_at("|Kabul| and Herat fell on Sunday");
    bench.keys("t l l t l l l p c").type_text("sure?").keys("enter x u U");
    assert_eq!(bench.journal.len(), 7);
    bench
}

/// Returns all records of the set, in one order.
fn records(bench: &Bench) -> Vec<Record> {
    let mut records: Vec<Record> = bench.editor.set().records().cloned().collect();
    records.sort_by_key(Record::id);
    records
}

/// Returns the rows of the screen that have any of `words`, blanks run together.
fn rows(bench: &Bench, words: &str) -> Vec<String> {
    let rows = bench.screen();
    let rows = rows.lines().filter(|row| row.contains(words));
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_change_is_listed_the_newest_first_with_its_time_and_person() {
    let mut bench = seven();
    bench.keys("space h");
    let found = rows(&bench, "00:00");
    let expected = [
        "▸ 7 1970-01-01 00:00 mk redo 5: remove “Sunday” now",
        "6 00:00 mk undo 5: remove “Sunday”",
        "5 00:00 mk remove “Sunday”",
        "4 00:00 mk note on “Sunday”",
        "3 00:00 mk tag “Sunday” Person",
        "2 00:00 mk tag “Herat” Place",
        "1 00:00 mk tag “Kabul” Place",
    ];
    assert_eq!(found, expected);
    assert!(bench.screen().contains("── History  7 changes  7 in this session ──"), "{}", bench.screen());
    bench.keys("G");
    assert_eq!(rows(&bench, "before the first"), ["▸ 0 before the first change"]);
    bench.keys("esc u space h");
    assert_eq!(rows(&bench, "undone"), ["5 00:00 mk remove “Sunday” undone"]);
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Ask(Request::Zone))));
    bench.input(InputKind::Report(Report::Zone(TimeZone::fixed(offset(3)))));
    assert_eq!(rows(&bench, "tag “Kabul”"), ["1 03:00 mk tag “Kabul” Place"]);
}

#[test]
fn the_chosen_change_says_what_it_did_record_by_record() {
    let mut bench = seven();
    bench.keys("space h");
    let details = |bench: &Bench| rows(bench, "A ¶1").last().cloned().unwrap_or_default();
    assert_eq!(details(&bench), "removed p “Sunday” A ¶1 label Person, note sure?");
    bench.keys("j j j");
    assert_eq!(details(&bench), "changed p “Sunday” A ¶1 note none → sure?");
    bench.keys("j");
    assert_eq!(details(&bench), "added p “Sunday” A ¶1 label Person");
    assert_eq!(rows(&bench, "Change 3").len(), 1);
}

#[test]
fn enter_returns_to_a_point_by_one_change_that_undo_takes_back() {
    let mut bench = seven();
    let now = records(&bench);
    bench.keys("space h j j j j j enter");
    assert_eq!(bench.mentions(), ["place: Kabul", "place: Herat"]);
    assert_eq!(bench.message(), "the set is as it was after change 2 already");
    bench.keys("space h G k enter");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
    assert_eq!(bench.message(), "returned to change 1: 1 record changed; u takes it back");
    let last = bench.journal.last().expect("journaled");
    assert_eq!((last.seq, last.transaction.summary.as_str(), last.kind), (8, "return to 1", OperationKind::Do));
    bench.keys("u");
    assert_eq!(records(&bench), now);
    bench.keys("U");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
    bench.keys("space h j j j j j j enter");
    assert_eq!(bench.mentions(), ["place: Kabul", "place: Herat", "person: Sunday"]);
}

#[test]
fn looking_changes_nothing_refuses_every_change_and_ends_with_escape() {
    let mut bench = seven();
    let now = records(&bench);
    bench.keys("space h j j j v");
    assert_eq!(bench.mentions(), ["place: Kabul", "place: Herat", "person: Sunday"]);
    assert_eq!(bench.message(), "as it was after change 4 of 1970-01-01 00:00; Esc comes back");
    let screen = bench.screen();
    assert!(screen.lines().next().is_some_and(|title| title.ends_with("looking at change 4 of 7")), "{screen}");
    assert!(screen.contains("gh return here") && !screen.contains("p person"), "{screen}");
    let refused = "looking at change 4 (Esc comes back): nothing was changed";
    for keys in ["t", "x", "r", "u", "U", ";", "+", ".", "R", "enter"] {
        bench.keys(keys);
        assert_eq!(bench.message(), refused, "{keys}");
    }
    bench.keys("c");
    assert_eq!(bench.message(), "looking at change 4 (Esc comes back): nothing can be changed");
    assert!(bench.screen().contains("after change 4") || bench.screen().contains("looking at change 4"));
    bench.keys("space s enter");
    let copy = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(Request::SaveCopy { path, text }) => Some((path.clone(), text.clone())),
        _ => None,
    });
    let (path, text) = copy.expect("a copy of what is seen");
    assert!(path == "left--right.mk.change-4.ron" && text.contains("sure?"), "{path}");
    assert_eq!(bench.journal.len(), 7);
    bench.keys("esc");
    assert_eq!((records(&bench), bench.message()), (now, "this is now again"));
    bench.keys("t");
    assert_eq!(bench.journal.len(), 8);
}

#[test]
fn one_looks_from_change_to_change_and_returns_from_there() {
    let mut bench = seven();
    bench.keys("[ h [ h");
    assert_eq!(bench.mentions(), ["place: Kabul", "place: Herat"], "the removal stands: it was undone after that");
    bench.keys("[ h [ h");
    assert_eq!((bench.mentions().len(), bench.selected()), (3, "Sunday"));
    bench.keys("] h ] h ] h");
    assert_eq!(bench.message(), "as it was after change 6 of 1970-01-01 00:00; Esc comes back");
    bench.keys("] h");
    assert_eq!(bench.message(), "this is now again");
    bench.keys("] h");
    assert_eq!(bench.message(), "this is now: there is no later change");
    bench.keys("[ h [ h [ h [ h [ h [ h [ h [ h");
    assert_eq!((bench.mentions().len(), bench.message()), (0, "this is before the first change"));
    bench.keys("g h");
    assert_eq!((bench.mentions().len(), bench.journal.len()), (0, 8));
    bench.keys("u g h");
    assert!(bench.message().starts_with("this is now:"), "{}", bench.message());
    assert_eq!(bench.mentions().len(), 2);
}

#[test]
fn the_place_of_a_change_is_one_key_away() {
    let mut bench = seven();
    bench.keys("w space h j j j j j o");
    assert_eq!((bench.selected(), bench.editor.focus()), ("Herat", DocId::A));
    bench.keys("C-o");
    assert_eq!(bench.editor.focus(), DocId::B);
    bench.keys("space h G o");
    assert_eq!(bench.message(), "this change has no place in the texts that are shown");
}

#[test]
fn a_set_that_cannot_be_changed_can_be_looked_at_and_not_returned() {
    let mut bench = seven();
    bench.keys("z r space h j j j v");
    assert_eq!(bench.mentions().len(), 3);
    bench.keys("g h");
    assert_eq!(bench.message(), "read only (zr allows changes): nothing was changed");
    assert_eq!((bench.mentions().len(), bench.journal.len()), (3, 7));
    bench.keys("esc");
    assert_eq!(bench.mentions().len(), 2);
}

/// A bench in a second session, whose first made the seven changes.
fn second_session() -> (Bench, Vec<Operation>) {
    let first = seven();
    let (past, set) = (first.journal.clone(), first.editor.set().clone());
    let bench = Bench::with("Kabul and Herat fell on Sunday", RIGHT, |options| {
        options.set = set;
        options.history = History::starting_after(7);
    });
    (bench, past)
}

#[test]
fn changes_of_earlier_sessions_come_to_the_end_of_the_list_that_is_open() {
    let (mut bench, past) = second_session();
    bench.keys("p space h");
    let asked = |effect: &&Effect| matches!(effect, Effect::Ask(Request::Past));
    assert_eq!(bench.effects.iter().filter(asked).count(), 1);
    assert_eq!(rows(&bench, "are being read"), ["7 the changes of earlier sessions are being read"]);
    bench.keys("j");
    let rule = |bench: &Bench| bench.screen().lines().position(|row| row.contains("History"));
    let before = rule(&bench);
    bench.input(InputKind::Report(Report::Past(past)));
    assert_eq!(rule(&bench), before, "nothing jumps");
    assert_eq!(rows(&bench, "▸"), ["▸ 7 00:00 mk redo 5: remove “Sunday”"]);
    assert_eq!(rows(&bench, "History").first().map(|row| row.contains("8 changes 1 in this session")), Some(true));
    bench.keys("G k v");
    assert_eq!(bench.mentions(), ["place: Kabul"]);
    bench.keys("g h");
    assert_eq!(bench.journal.last().map(|last| last.seq), Some(9));
    bench.keys("u");
    assert_eq!(bench.mentions().len(), 2, "{:?}", bench.mentions());
}

#[test]
fn typing_narrows_the_list_also_by_what_comes_later() {
    let (mut bench, past) = second_session();
    bench.keys("p space h /").type_text("tag place");
    assert_eq!(rows(&bench, "nothing has these letters").len(), 1);
    bench.input(InputKind::Report(Report::Past(past)));
    assert_eq!(rows(&bench, "tag “").len(), 2, "{}", bench.screen());
    bench.keys("enter j enter");
    assert_eq!(bench.message(), "returned to change 1: 2 records changed; u takes it back");
}

#[test]
fn a_history_that_begins_late_is_said_to() {
    let (mut bench, past) = second_session();
    bench.keys("[ h");
    assert!(bench.message().contains("are being read"), "{}", bench.message());
    bench.input(InputKind::Report(Report::Past(past[4..].to_vec())));
    bench.keys("[ h [ h [ h [ h");
    assert_eq!(bench.message(), "the history begins here");
    bench.keys("space h G");
    assert_eq!(rows(&bench, "is not in the history"), ["▸ 4 what was before is not in the history seen"]);
    bench.keys("enter");
    assert_eq!(bench.mentions().len(), 3, "{}", bench.message());
}

#[test]
fn what_another_program_changed_in_between_stops_the_way_back_with_one_sentence() {
    let (mut bench, mut past) = second_session();
    for edit in &mut past[1].transaction.edits {
        if let Some(Record::Mention(mention)) = &mut edit.after {
            mention.note = "as it never was here".to_owned();
        }
    }
    bench.keys("space h");
    bench.input(InputKind::Report(Report::Past(past)));
    bench.keys("G v");
    assert_eq!(bench.message(), "another program has changed what change 2 left: change 0 cannot be shown");
    bench.keys("enter");
    assert_eq!(bench.message(), "another program has changed what change 2 left: nothing was changed");
    assert_eq!((bench.journal.len(), bench.mentions().len()), (0, 2));
}

#[test]
fn fifty_thousand_changes_open_scroll_and_are_returned_through() {
    let mut history = History::default();
    let info = |language: String| {
        Record::Document(DocumentInfo {
            language,
            ..super::info(&crate::text::Document::new(DocId::A, "Kabul".to_owned()))
        })
    };
    for seq in 1..=50_000_u64 {
        let edit = Edit::replace(info((seq - 1).to_string()), info(seq.to_string()));
        let transaction = Transaction::of(format!("language {seq}"), edit);
        let at = Timestamp(i64::try_from(seq).expect("small") * 600);
        let operation = Operation { seq, at, by: "mk".to_owned(), kind: OperationKind::Do, transaction };
        history.record(Arc::new(operation));
    }
    let mut bench = Bench::with("Kabul", RIGHT, |options| {
        let mut set = Set::new("pair", "news", "mk");
        set.apply(&Transaction::of("", Edit::add(info("50000".to_owned())))).expect("empty");
        (options.set, options.history) = (set, history);
    });
    bench.keys("space h j j C-d G k");
    assert_eq!(rows(&bench, "▸"), ["▸ 1 00:10 mk language 1"]);
    bench.keys("enter");
    assert_eq!(bench.message(), "returned to change 1: 1 record changed; u takes it back");
    assert_eq!(bench.editor.set().document(DocId::A).map(|info| info.language.as_str()), Some("1"));
    bench.keys("space h /").type_text("49999");
    assert_eq!(rows(&bench, "▸ 49999").len(), 1);
}

#[test]
fn the_list_is_drawn_on_any_screen() {
    let mut bench = seven();
    bench.keys("space h j");
    for (width, height) in [(1, 1), (20, 5), (50, 12), (51, 13), (76, 20), (80, 24), (160, 48), (300, 90)] {
        bench.input(InputKind::Resize(width, height));
        let screen = bench.screen();
        assert_eq!(screen.contains("History"), width >= 50, "{width}x{height}: {screen}");
        bench.keys("[ h j k");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done, looked at and returned to: each state is what it was, the journal replays to the set, and
    /// looking leaves no trace.
    #[test]
    fn every_point_is_what_it_was(
        acts in prop::collection::vec((0..14usize, 0..9usize), 1..40),
    ) {
        let mut bench = bench_at("|Kabul| and Herat fell on Sunday, aides of Dostum said");
        let mut states = vec![records(&bench)];
        for (act, count) in acts {
            let down = "j ".repeat(count);
            let keys = match act {
                0 => "t l".to_owned(),
                1 => "p l l".to_owned(),
                2 => "w o w l".to_owned(),
                3 => ";".to_owned(),
                4 => "x".to_owned(),
                5 => "u u".to_owned(),
                6 => "U".to_owned(),
                7 => "r l".to_owned(),
                8 => "h h".to_owned(),
                9 => format!("space h {down} enter"),
                10 => format!("space h {down} v"),
                11 => "[ h [ h t".to_owned(),
                12 => "] h".to_owned(),
                _ => "g h".to_owned(),
            };
            for key in keys.split_whitespace() {
                let seen = bench.editor.revision();
                bench.keys(key);
                if bench.journal.len() == states.len() {
                    states.push(records(&bench));
                    let summary = &bench.journal[states.len() - 2].transaction.summary;
                    if let Some(to) = summary.strip_prefix("return to ").filter(|_| bench.journal.last().is_some_and(|last| last.kind == OperationKind::Do)) {
                        let to: usize = to.parse().expect("a number");
                        prop_assert_eq!(states.last(), states.get(to), "after {} from {}", key, seen);
                    }
                }
                let revision = usize::try_from(bench.editor.revision()).expect("small");
                prop_assert!(records(&bench) == states[revision], "revision {} is another after {}", revision, key);
                let _ = bench.screen();
            }
        }
        bench.keys("esc esc");
        prop_assert_eq!(&records(&bench), states.last().expect("one"));
        let mut set = Bench::new("Kabul and Herat fell on Sunday, aides of Dostum said", RIGHT).editor.set().clone();
        for operation in &bench.journal {
            prop_assert!(set.apply(&operation.transaction).is_ok());
        }
        let mut replayed: Vec<Record> = set.records().cloned().collect();
        replayed.sort_by_key(Record::id);
        prop_assert_eq!(replayed, records(&bench));
    }
}
