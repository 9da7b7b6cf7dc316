//! The writer: what is said to be saved is there afterwards.

mod others;

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::store::session::Options;
use crate::store::simulated::{Fault, SimulatedDisk};
use crate::store::testing::{
    HISTORY, JOURNAL, LEFT, SET, Script, below, open_pair, open_with, options, pair, text_of, without_documents,
};

/// Does the whole script in two sessions: one to three operations a flush, a snapshot now and then. Returns the number of
/// the last operation that was called saved, and everything that was told.
fn run(disk: &SimulatedDisk, script: &Script) -> (u64, Vec<String>) {
    let (mut saved, mut told) = (0, Vec::new());
    let (first, second) = script.operations.split_at(script.operations.len() / 2);
    for operations in [first, second] {
        let opened = match open_with(disk, options()) {
            Ok(opened) => opened,
            Err(error) => {
                told.push(error.to_string());
                continue;
            }
        };
        told.extend(opened.told);
        told.extend(opened.read_only);
        let Some(mut writer) = opened.writer else { continue };
        // What an opening that failed kept away comes with the next session.
        let from = operations[0].seq.min(opened.last + 1);
        let left = script
            .operations
            .iter()
            .filter(|operation| (from..=operations.last().expect("some").seq).contains(&operation.seq));
        for operation in left.filter(|operation| operation.seq > opened.last) {
            writer.submit(Arc::clone(operation));
            if operation.seq % 3 != 0 {
                saved = saved.max(writer.flush().durable);
                told.extend(writer.progress().failure);
            }
            if operation.seq % 7 == 0 {
                told.extend(writer.snapshot().err().map(|error| error.to_string()));
                saved = saved.max(writer.progress().durable);
            }
            told.append(&mut writer.take_told());
        }
        let (progress, last_told) = writer.close();
        saved = saved.max(progress.durable);
        told.extend(progress.failure);
        told.extend(last_told);
    }
    (saved, told)
}

/// Opens what a crash has left and checks that it is what the script had come to, at least up to `saved`.
fn recover(disk: &SimulatedDisk, script: &Script, saved: u64, context: &str) -> u64 {
    let opened = open_with(disk, options()).unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(opened.read_only, None, "{context}");
    assert!(opened.last >= saved, "{context}: {} came back, {saved} had been called saved", opened.last);
    let state = &script.states[usize::try_from(opened.last).expect("small")];
    assert!(
        text_of(&opened) == without_documents(state),
        "{context}: the state after operation {} differs",
        opened.last
    );
    opened.last
}

fn script() -> Script {
    Script::new(&open_pair(&pair()), 30)
}

#[test]
fn a_session_leaves_the_set_a_history_and_an_empty_journal() {
    let (disk, script) = (pair(), script());
    let (saved, told) = run(&disk, &script);
    assert_eq!((saved, told), (30, Vec::new()));
    assert_eq!(disk.peek(SET).expect("a set"), script.states[30].as_bytes());
    let lines = |path| disk.peek(path).map(|bytes| bytes.split(|byte| *byte == b'\n').count() - 1);
    assert_eq!((lines(JOURNAL), lines(HISTORY)), (Some(1), Some(30)));
    let names: Vec<_> = below(&disk, "/news/.diptych");
    assert_eq!(names.len(), 6, "the rules for git, two articles, the set as it was left, journal, history: {names:?}");
}

#[test]
fn opening_and_leaving_without_a_change_leaves_nothing() {
    let disk = pair();
    let opened = open_pair(&disk);
    assert_eq!(below(&disk, "/news/.diptych"), [Path::new("/news/.diptych/left--right.mk.lock")]);
    let (progress, told) = opened.writer.expect("writable").close();
    assert_eq!((progress, told), (Progress::default(), Vec::new()));
    assert_eq!(disk.files().len(), 2);
}

#[test]
fn no_crash_at_any_call_loses_what_was_called_saved() {
    let script = script();
    let mut ends = BTreeSet::new();
    for call in 0.. {
        let disk = pair();
        disk.crash_at(call);
        let (saved, _) = run(&disk, &script);
        for seed in 0..12 {
            let left = disk.after_crash(seed);
            let last = recover(&left, &script, saved, &format!("call {call}, seed {seed}, saved {saved}"));
            ends.insert(last);
        }
        if disk.calls() < call {
            assert!(call > 250, "every step is there");
            assert_eq!(saved, 30);
            break;
        }
    }
    assert!(ends.len() > 24, "crashes come between almost any two operations: {ends:?}");
}

#[test]
fn work_goes_on_after_any_crash() {
    let script = script();
    for call in (0..400).step_by(7) {
        let disk = pair();
        disk.crash_at(call);
        let (saved, _) = run(&disk, &script);
        for seed in [0, 1, 5] {
            let context = format!("call {call}, seed {seed}");
            let left = disk.after_crash(seed);
            let (saved_then, told) = run(&left, &script);
            assert_eq!(saved_then, 30, "{context}: {told:?}");
            assert!(saved <= saved_then);
            let opened = open_pair(&left);
            assert!(text_of(&opened) == without_documents(&script.states[30]), "{context}");
            let past = opened.past.read().expect("readable");
            let expected: Vec<Operation> = script.operations.iter().map(|operation| (**operation).clone()).collect();
            assert_eq!(past.told, None, "{context}");
            assert!(past.operations == expected, "{context}");
        }
    }
}

#[test]
fn every_failing_call_is_told_and_loses_nothing() {
    let script = script();
    let (eio, eacces, enospc, erofs, edquot) = (5, 13, 28, 30, 122);
    let faults = [
        Fault::Error(eio),
        Fault::Error(enospc),
        Fault::Error(erofs),
        Fault::Error(eacces),
        Fault::Error(edquot),
        Fault::ErrorAfter(eio),
        Fault::Torn(9, enospc),
    ];
    let calls = {
        let disk = pair();
        run(&disk, &script);
        disk.calls()
    };
    for fault in faults {
        for call in 0..calls {
            let disk = pair();
            disk.fault_at(call, fault);
            let (saved, told) = run(&disk, &script);
            let context = format!("call {call}, {:?}, {fault:?}", disk.call(call));
            assert!(!told.is_empty(), "{context}: nothing was told");
            recover(&disk.after_crash(0), &script, saved, &context);
            if call % 8 == 0 {
                let (saved, _) = run(&disk, &script);
                assert_eq!(saved, 30, "{context}");
                assert_eq!(recover(&disk, &script, 30, &context), 30);
            }
        }
    }
}

#[test]
fn interrupted_and_short_calls_lose_nothing() {
    let script = script();
    for fault in [Fault::Error(4), Fault::Short(1), Fault::Short(20)] {
        for call in 0..450 {
            let disk = pair();
            disk.fault_at(call, fault);
            let (saved, _) = run(&disk, &script);
            recover(&disk.after_crash(0), &script, saved, &format!("call {call}, {fault:?}"));
        }
    }
}

#[test]
fn a_full_disk_is_told_and_what_waits_is_written_when_there_is_room_again() {
    let (disk, script) = (pair(), script());
    let mut writer = open_pair(&disk).writer.expect("writable");
    writer.submit(Arc::clone(&script.operations[0]));
    assert_eq!(writer.flush(), Progress { durable: 1, failure: None });
    disk.break_writing(Some(28));
    for operation in &script.operations[1..5] {
        writer.submit(Arc::clone(operation));
        assert_eq!(writer.flush(), Progress { durable: 1, failure: Some("disk full".to_owned()) });
    }
    assert_eq!(writer.take_told(), [format!("cannot write {JOURNAL}: disk full")], "told once");
    assert!(writer.snapshot().is_err());
    assert_eq!(recover(&disk.after_crash(0), &script, 1, "full"), 1);
    disk.break_writing(None);
    assert_eq!(writer.flush(), Progress { durable: 5, failure: None });
    assert_eq!(recover(&disk.after_crash(0), &script, 5, "room again"), 5);
}

#[test]
fn a_torn_tail_is_dropped_and_told() {
    let (disk, script) = (pair(), script());
    let mut writer = open_pair(&disk).writer.expect("writable");
    for operation in &script.operations[..5] {
        writer.submit(Arc::clone(operation));
        writer.flush();
    }
    let mut journal = disk.peek(JOURNAL).expect("a journal");
    journal.truncate(journal.len() - 3);
    let left = disk.after_crash(0);
    left.put(JOURNAL, journal);
    let opened = open_pair(&left);
    assert_eq!((opened.last, opened.recovered, opened.read_only), (4, 4, None));
    let told =
        ["the last line of the journal was never finished and is left out", "4 changes came back from the journal"];
    assert_eq!(opened.told, told);
    let (progress, _) = opened.writer.expect("writable").close();
    assert_eq!(progress.durable, 4);
    assert_eq!(left.peek(SET).expect("a set"), script.states[4].as_bytes());
}

#[test]
fn a_journal_that_does_not_belong_here_is_put_aside_and_so_is_the_next() {
    let (disk, script) = (pair(), script());
    for round in ["one", "two"] {
        let opened = open_pair(&disk);
        let mut writer = opened.writer.expect("writable");
        // Another program puts it there while the set is open.
        disk.put(JOURNAL, round);
        writer.submit(Arc::clone(&script.operations[0]));
        assert_eq!(writer.flush(), Progress { durable: 1, failure: None });
        assert!(writer.take_told().iter().any(|told| told.contains("put aside")));
        drop(writer);
        for path in [SET, JOURNAL] {
            disk.take(path);
        }
    }
    let aside = ["aside-0", "aside-1"].map(|name| disk.peek(format!("{JOURNAL}.{name}")));
    assert_eq!(aside, [Some(b"one".to_vec()), Some(b"two".to_vec())]);
}

#[test]
fn a_set_that_was_only_touched_is_still_ours() {
    let (disk, script) = (pair(), script());
    let mut writer = open_pair(&disk).writer.expect("writable");
    writer.submit(Arc::clone(&script.operations[0]));
    writer.flush();
    let same = disk.peek(SET).expect("a set");
    disk.take(SET);
    disk.put(SET, same);
    writer.submit(Arc::clone(&script.operations[1]));
    assert_eq!(writer.flush(), Progress { durable: 2, failure: None });
}

#[test]
fn side_files_that_vanish_are_written_anew() {
    let (disk, script) = (pair(), script());
    let mut writer = open_pair(&disk).writer.expect("writable");
    for operation in &script.operations[..3] {
        writer.submit(Arc::clone(operation));
        writer.flush();
    }
    for path in below(&disk, "/news/.diptych") {
        disk.take(path);
    }
    writer.submit(Arc::clone(&script.operations[3]));
    assert_eq!(writer.flush(), Progress { durable: 4, failure: None });
    assert_eq!(writer.take_told(), ["the journal was changed by another program; it is written anew"]);
    assert_eq!(recover(&disk.after_crash(0), &script, 4, "anew"), 4);
}

#[test]
fn a_large_text_is_hashed_when_the_first_change_is_kept() {
    let disk = pair();
    disk.put(LEFT, "Şıbırğan fell. ".repeat(80_000));
    let opened = open_pair(&disk);
    assert_eq!(opened.set.document(crate::text::DocId::A).expect("known").sha256, "");
    let script = Script::new(&opened, 1);
    let mut writer = opened.writer.expect("writable");
    writer.submit(Arc::clone(&script.operations[0]));
    assert_eq!(writer.flush().durable, 1);
    let _ = writer.close();
    let opened = open_pair(&disk);
    let info = opened.set.document(crate::text::DocId::A).expect("known");
    assert_eq!((info.characters, info.sha256.as_str()), (80_000 * 15, opened.articles[0].hash()));
}

#[test]
fn many_operations_make_a_snapshot_due() {
    let disk = pair();
    let opened = open_pair(&disk);
    let script = Script::new(&opened, 520);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations[..499] {
        writer.submit(Arc::clone(operation));
    }
    writer.flush();
    assert!(!writer.is_due(), "499 are not enough");
    for operation in &script.operations[499..] {
        writer.submit(Arc::clone(operation));
    }
    writer.flush();
    assert!(writer.is_due());
    writer.snapshot().expect("written");
    assert!(!writer.is_due());
}

#[test]
fn a_set_file_left_behind_the_journal_is_told_at_the_end() {
    let (disk, script) = (pair(), script());
    let mut writer = open_pair(&disk).writer.expect("writable");
    writer.submit(Arc::clone(&script.operations[0]));
    assert_eq!(writer.flush(), Progress { durable: 1, failure: None });
    disk.break_writing(Some(28));
    let (progress, told) = writer.close();
    assert_eq!(progress.durable, 1);
    assert!(told.iter().any(|told| told.contains("older than the journal, which has all")), "{told:?}");
}

/// The set of `script` as somebody has it who edits by hand, or an older program: the same records, set out otherwise.
fn by_hand(script: &Script) -> String {
    let text =
        script.states[3].replace("\n    mentions: [", "\n    // Mine: ask “Şirin” again.\n    mentions:\n      [");
    assert_ne!(text, script.states[3]);
    text
}

const BACKUP: &str = "/news/.diptych/backups/left--right.mk.2023-11-14T22-13-24Z.migration.ron";

#[test]
fn a_file_in_another_form_is_backed_up_before_it_is_written_anew() {
    let (disk, script) = (pair(), script());
    disk.put(SET, by_hand(&script));
    let opened = open_pair(&disk);
    let more = Script::new(&opened, 5);
    let mut writer = opened.writer.expect("writable");
    for operation in &more.operations[..4] {
        writer.submit(Arc::clone(operation));
    }
    writer.snapshot().expect("written");
    assert_eq!(disk.after_crash(0).peek(BACKUP).expect("a backup"), by_hand(&script).as_bytes());
    let told = format!(
        "left--right.mk.ron was of an older format or edited by hand; it is written anew, and as it was it is kept in {BACKUP}"
    );
    assert_eq!(writer.take_told(), [told]);
    assert_eq!(disk.peek(SET).expect("a set"), more.states[4].as_bytes());
    writer.submit(Arc::clone(&more.operations[4]));
    writer.snapshot().expect("written");
    assert_eq!(below(&disk, "/news/.diptych/backups").len(), 1, "what this program has written needs none");
    drop(writer);
    let again = open_pair(&disk);
    let next = Script::new(&again, 1);
    let mut writer = again.writer.expect("writable");
    writer.submit(Arc::clone(&next.operations[0]));
    writer.snapshot().expect("written");
    assert_eq!((below(&disk, "/news/.diptych/backups").len(), writer.take_told()), (1, Vec::new()));
}

#[test]
fn neither_a_crash_nor_a_full_disk_costs_what_stood_in_the_file() {
    let script = script();
    let faults = [Fault::Error(28), Fault::Error(30), Fault::ErrorAfter(5), Fault::Torn(9, 28)].map(Some);
    for fault in faults.into_iter().chain([None]) {
        for call in 0.. {
            let disk = pair();
            disk.put(SET, by_hand(&script));
            let opened = open_pair(&disk);
            let more = Script::new(&opened, 3);
            let mut writer = opened.writer.expect("writable");
            for operation in &more.operations {
                writer.submit(Arc::clone(operation));
            }
            assert_eq!(writer.flush().durable, 3);
            let call = disk.calls() + call;
            match fault {
                Some(fault) => disk.fault_at(call, fault),
                None => disk.crash_at(call),
            }
            let done = writer.snapshot();
            for seed in 0..4 {
                let context = format!("{:?}, {fault:?}, seed {seed}, {done:?}", disk.call(call));
                let left = disk.after_crash(seed);
                let kept = left.peek(BACKUP.replace("24Z", "23Z"));
                let is_kept = kept.is_some_and(|bytes| bytes == by_hand(&script).as_bytes());
                let is_as_it_was = left.peek(SET).expect("a set") == by_hand(&script).as_bytes();
                assert!(is_kept || is_as_it_was, "{context}: comments are lost");
                recover(&left, &more, 3, &context);
            }
            if disk.calls() < call {
                assert_eq!(done.ok(), Some(Snapshot::Written));
                break;
            }
        }
    }
}
