//! Sets and journals with all kinds of damage: it is told, and what is intact comes back.

use std::sync::Arc;

use super::*;
use crate::store::SimulatedDisk;
use crate::store::check::check;
use crate::store::testing::{HISTORY, JOURNAL, LEFT, RIGHT, SET, Script, below, open_pair, pair, without_documents};
use proptest::prelude::*;

const NEW: &str = "/news/new.ron";

/// A disk on which a session was killed after seven operations, of which the set's file holds five, and the set's text
/// after all of them.
fn killed() -> (SimulatedDisk, String) {
    let disk = pair();
    let opened = open_pair(&disk);
    let script = Script::new(&opened, 7);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
        writer.flush();
        if operation.seq == 5 {
            writer.snapshot().expect("written");
        }
    }
    (disk.after_crash(1), without_documents(script.states.last().expect("a state")))
}

/// The disk without journal and history.
fn alone(disk: &SimulatedDisk) -> SimulatedDisk {
    let disk = disk.after_crash(1);
    disk.take(JOURNAL);
    disk.take(HISTORY);
    disk
}

fn salvaged(disk: &SimulatedDisk) -> Result<Salvage, DoctorError> {
    salvage(disk, Path::new(SET), Path::new(NEW))
}

fn bytes(disk: &SimulatedDisk, path: &str) -> Vec<u8> {
    disk.peek(path).expect("it is there")
}

/// Returns the lines of `text` that hold annotations, with the place of each in bytes.
fn records(text: &str) -> Vec<(std::ops::Range<usize>, &str)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len()..at, line.trim())
    });
    lines.filter(|(_, line)| line.starts_with("(id: ") && !line.contains("sha256")).collect()
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1 << (at % 8);
    bytes
}

/// Checks what is told of the damaged set and journal on `disk`; `same` is whether nothing is different in what they hold.
fn is_told(disk: &SimulatedDisk, same: bool, what: &str) {
    let report = check(disk, Path::new(SET));
    assert!(same || !report.findings.is_empty(), "{what} is not told: {}", report.to_text());
}

#[test]
fn what_is_whole_goes_into_a_new_file_with_what_the_journal_adds() {
    let (disk, state) = killed();
    let files = disk.files();
    let found = salvaged(&disk).expect("all is there");
    assert_eq!((without_documents(&found.text), &found.missing), (state, &Vec::new()));
    assert_eq!(disk.files(), files, "reading writes nothing");
    deliver(&disk, Path::new(NEW), &found).expect("the name is free");
    assert_eq!(disk.peek(NEW).as_deref(), Some(found.text.as_bytes()));
    assert!(matches!(deliver(&disk, Path::new(NEW), &found), Err(DoctorError::Taken(_))));
    let there: Vec<_> = disk.files().into_iter().filter(|file| *file != Path::new(NEW)).collect();
    assert_eq!(there, files);
}

#[test]
fn a_set_cut_at_every_byte_comes_back_whole_from_its_past() {
    let (disk, state) = killed();
    let set = bytes(&disk, SET);
    for cut in 0..set.len() {
        disk.put(SET, &set[..cut]);
        let found = salvaged(&disk).unwrap_or_else(|error| panic!("cut at {cut}: {error}"));
        assert_eq!(without_documents(&found.text), state, "cut at {cut}: {:?}", found.missing);
        is_told(&disk, false, &format!("a cut at byte {cut}"));
    }
}

#[test]
fn of_a_set_cut_at_every_byte_without_a_past_the_whole_lines_come_back() {
    let (disk, _) = killed();
    let disk = alone(&disk);
    let set = bytes(&disk, SET);
    let text = String::from_utf8(set.clone()).expect("text");
    for cut in 0..set.len() {
        disk.put(SET, &set[..cut]);
        // The comma and the line feed behind a record are no part of it.
        let intact: Vec<_> = records(&text).into_iter().filter(|(place, _)| place.end <= cut + 2).collect();
        match salvaged(&disk) {
            Ok(found) => {
                let lines: Vec<_> = records(&found.text).into_iter().map(|(_, line)| line).collect();
                let intact: Vec<_> = intact.iter().map(|(_, line)| *line).collect();
                assert_eq!(lines, intact, "cut at {cut}");
                let rest = set.len() - cut > 1;
                assert_eq!(!found.missing.is_empty(), rest, "cut at {cut}: {:?}", found.missing);
            }
            Err(error) => assert!(intact.is_empty(), "cut at {cut}: {error}"),
        }
        is_told(&disk, set.len() - cut <= 1, &format!("a cut at byte {cut}"));
    }
}

#[test]
fn a_set_with_a_bit_flipped_in_every_byte_is_told_and_costs_one_line() {
    let (disk, _) = killed();
    let alone = alone(&disk);
    let set = bytes(&disk, SET);
    let text = String::from_utf8(set.clone()).expect("text");
    for at in 0..set.len() {
        // Every third one also with a journal and a history, which takes longer.
        let with = (at % 3 == 0).then_some((&disk, "with a journal"));
        for (disk, what) in with.into_iter().chain([(&alone, "alone")]) {
            disk.put(SET, flipped(&set, at));
            let found = salvaged(disk).unwrap_or_else(|error| panic!("byte {at} {what}: {error}"));
            let lines: Vec<_> = records(&found.text).into_iter().map(|(_, line)| line).collect();
            for (place, line) in records(&text).into_iter().filter(|(place, _)| !place.contains(&at)) {
                // The journal goes on with the record: it is there as the journal has it.
                let id = line.get(..16).expect("an id");
                let is_there = |found: &str| found == line || what != "alone" && found.starts_with(id);
                assert!(lines.iter().any(|found| is_there(found)), "byte {at} {what}: {place:?} {:?}", found.missing);
            }
        }
        // Without a journal nobody can know what stood there, if it still reads.
        disk.put(SET, flipped(&set, at));
        is_told(&disk, false, &format!("a bit of byte {at}"));
    }
}

#[test]
fn a_journal_cut_at_every_byte_keeps_its_whole_lines() {
    let (disk, _) = killed();
    let journal = bytes(&disk, JOURNAL);
    let ends: Vec<usize> = (0..journal.len()).filter(|at| journal[*at] == b'\n').map(|at| at + 1).collect();
    let states = Script::new(&open_pair(&pair()), 7).states;
    for cut in 1..journal.len() {
        disk.put(JOURNAL, &journal[..cut]);
        is_told(&disk, ends.contains(&cut), &format!("a cut at byte {cut}"));
        let found = salvaged(&disk).expect("the set is whole");
        // A line without its line feed is whole.
        let whole = ends.iter().filter(|end| **end <= cut + 1).count();
        let state = &states[5 + whole.saturating_sub(1)];
        assert_eq!(labels(&found.text), labels(state), "cut at {cut}");
    }
}

/// Returns how many annotations of each label a text holds; ids differ from script to script.
fn labels(text: &str) -> [usize; 2] {
    ["label: \"place\"", "label: \"person\""].map(|label| text.matches(label).count())
}

#[test]
fn a_journal_with_a_bit_flipped_in_every_byte_is_told_and_the_other_changes_come_back() {
    let (disk, state) = killed();
    let journal = bytes(&disk, JOURNAL);
    let set = bytes(&disk, SET);
    for at in 0..journal.len() {
        disk.put(JOURNAL, flipped(&journal, at));
        is_told(&disk, false, &format!("a bit of byte {at}"));
        let found = salvaged(&disk).unwrap_or_else(|error| panic!("byte {at}: {error}"));
        let line = memchr::memchr_iter(b'\n', &journal[..at]).count();
        if journal[at] == b'\n' || line == 0 {
            assert_eq!(without_documents(&found.text), state, "byte {at}: no change is hit");
        } else if line == 1 {
            assert!(!found.missing.is_empty() || !found.told.is_empty(), "byte {at}");
        }
        assert_eq!(disk.peek(SET), Some(set.clone()));
    }
}

#[test]
fn every_loss_is_named_with_its_line() {
    let (disk, _) = killed();
    let disk = alone(&disk);
    let set = String::from_utf8(bytes(&disk, SET)).expect("text");
    let (place, line) = records(&set)[1].clone();
    let number = set.get(..place.start).expect("a line begins there").lines().count() + 1;
    let id = line.get(6..14).expect("an id");
    for (damaged, why) in [
        (line.replacen("label:", "lable:", 1), "unexpected field `lable` in mention"),
        (line.replacen(", \"", ", \"x", 1), "but the file says “x"),
        (line.replacen("doc: ", "doc: \u{1b}", 1), "expected a name"),
    ] {
        disk.put(SET, set.replacen(line, &damaged, 1));
        let found = salvaged(&disk).expect("the rest is whole");
        let [missing] = found.missing.as_slice() else { panic!("one is lost: {:?}", found.missing) };
        assert_eq!((missing.line, missing.what.as_str()), (Some(number), format!("mention {id}").as_str()));
        assert!(missing.why.contains(why), "{}", missing.why);
    }
    let twice = format!("{line}\n        {}", line.replacen("label: \"", "label: \"un", 1));
    disk.put(SET, set.replacen(line, &twice, 1));
    let found = salvaged(&disk).expect("the rest is whole");
    assert_eq!(found.missing[0].why, format!("another record with this id stands in line {number}"));
}

#[test]
fn without_its_line_a_document_is_found_by_what_fits() {
    let (disk, _) = killed();
    let disk = alone(&disk);
    let set = String::from_utf8(bytes(&disk, SET)).expect("text");
    let kept: Vec<&str> = set.lines().filter(|line| !line.contains("(id: a, ")).collect();
    disk.put(SET, kept.join("\n"));
    let found = salvaged(&disk).expect("its copy fits");
    assert_eq!(records(&found.text).len(), records(&set).len());
    assert!(found.text.contains("file: \".diptych/articles/"), "{}", found.text);
    assert!(found.told.iter().any(|told| told.contains("document a")), "{:?}", found.told);
}

#[test]
fn a_text_that_is_nowhere_is_asked_for() {
    let (disk, _) = killed();
    disk.put(LEFT, "Another text.");
    assert!(salvaged(&disk).is_ok(), "there is a copy");
    for copy in below(&disk, "/news/.diptych/articles") {
        disk.take(copy);
    }
    assert!(matches!(salvaged(&disk), Err(DoctorError::NoText(path)) if path == Path::new(LEFT)));
    disk.take(RIGHT);
    disk.take(LEFT);
    assert!(matches!(salvaged(&disk), Err(DoctorError::NoText(_))));
}

#[test]
fn what_is_no_set_or_a_newer_one_is_left_alone() {
    let (disk, _) = killed();
    let set = String::from_utf8(bytes(&disk, SET)).expect("text");
    let disk = alone(&disk);
    disk.put(SET, set.replace("format: 1", "format: 2").replace("label:", "tag:"));
    assert!(matches!(salvaged(&disk), Err(DoctorError::Newer { format: 2, .. })));
    disk.put(SET, set.replace("format: 1", "format: 3"));
    assert_eq!(salvaged(&disk).expect("one digit is damaged").missing.len(), 1);
    disk.put(SET, "KABUL: the city fell.\n\u{0}\n");
    assert!(matches!(salvaged(&disk), Err(DoctorError::Nothing(_))));
    disk.take(SET);
    assert!(matches!(salvaged(&disk), Err(DoctorError::Absent(_))));
}

#[test]
fn a_set_that_is_gone_comes_back_from_its_history() {
    let (disk, state) = killed();
    disk.take(SET);
    let found = salvaged(&disk).expect("journal and history hold all changes");
    let lines = |text: &str| records(text).into_iter().map(|(_, line)| line.to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&found.text), lines(&state));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_the_files_hold_nothing_falls(
        set in prop::collection::vec(any::<u8>(), 0..400),
        journal in prop::collection::vec(any::<u8>(), 0..200),
        (from, to) in (0..1_500_usize, 0..1_500_usize),
    ) {
        let (disk, _) = killed();
        let whole = bytes(&disk, SET);
        disk.put(JOURNAL, journal);
        let mut mixed = whole[..from.min(whole.len())].to_vec();
        mixed.extend(&set);
        mixed.extend(&whole[to.min(whole.len())..]);
        for content in [set, mixed] {
            disk.put(SET, content);
            let _ = check(&disk, Path::new(SET));
            if let Err(error) = salvaged(&disk) {
                prop_assert!(!matches!(error, DoctorError::Broken(_)), "{error}");
            }
        }
    }
}
