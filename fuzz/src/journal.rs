//! Any bytes as a journal: never a panic, what is whole before the damage comes back, and damage is always told.

use std::path::Path;
use std::sync::Arc;

use diptych::format::native;
use diptych::store::Place;
use diptych::store::check::check as look;
use diptych::store::line::{self, Tail};
use diptych::store::replay::{Fit, Replay, replay};
use diptych::store::texts::{Texts, Walk};
use diptych::text::sha256;
use libfuzzer_sys::arbitrary::Unstructured;

use crate::damage::damage;
use crate::pair::{self, JOURNAL, SET};

/// Checks `bytes`: after an `r` as they are, after an `s` as lines to which the right checksums are made, else as damage to
/// a journal that is whole.
pub fn check(bytes: &[u8]) {
    match bytes {
        [b'r', rest @ ..] => drop(recovered(rest)),
        [b's', rest @ ..] => drop(recovered(&sealed(rest))),
        _ => damaged(bytes),
    }
}

/// Returns a journal of the lines of `bytes` under the head of the pair's own; a `+` begins one that is joined to the last.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let whole = pair::bytes(&pair::killed(), JOURNAL);
    let read = line::read(&whole);
    let mut journal = whole[read.lines[0].place.clone()].to_vec();
    let first = read.lines[0].seq + 1;
    for (seq, body) in (first..).zip(String::from_utf8_lossy(bytes).lines()) {
        let joined = body.starts_with('+');
        line::write(&mut journal, seq, joined, body.strip_prefix('+').unwrap_or(body));
    }
    journal
}

fn damaged(bytes: &[u8]) {
    let whole = pair::bytes(&pair::killed(), JOURNAL);
    let before = recovered(&whole);
    assert!(before.operations.len() > 5 && before.damage.is_none() && before.tail == Tail::Whole);
    let mut journal = whole.clone();
    if damage(&mut journal, &mut Unstructured::new(bytes)).is_err() {
        return;
    }
    let after = recovered(&journal);
    assert!(before.operations.starts_with(&after.operations), "what comes back was there in this order");
    let told = after.damage.is_some() || after.tail != Tail::Whole || after.fit != Fit::Known;
    let is_earlier = journal.last() == Some(&b'\n') && whole.starts_with(&journal);
    assert!(told || is_earlier || after.operations == before.operations, "{}", String::from_utf8_lossy(&journal));
    let intact = line::read(&whole).lines.iter().filter(|line| journal.starts_with(&whole[..line.place.end])).count();
    assert!(after.operations.len() + 1 >= intact, "of {intact} lines there are {}", after.operations.len());
}

/// Returns what comes back of the journal `bytes` on the pair's own set, having checked that all ways to it agree.
fn recovered(bytes: &[u8]) -> Replay {
    let disk = pair::killed();
    disk.put(JOURNAL, bytes);
    let texts = pair::documents().map(Arc::new);
    let documents = [&*texts[0], &*texts[1]];
    let file = String::from_utf8(pair::bytes(&disk, SET)).expect("text");
    let mut set = native::read(&file, documents).expect("the set is whole");
    let mut by_hand = set.clone();
    let library = Texts::new(vec![Place::new(SET.into())], &texts);
    let mut walk = Walk::new(&disk, &library, texts.clone());
    let found = replay(&mut set, &sha256(&file), bytes, &mut walk);
    for (seq, operation) in (found.base + 1..).zip(&found.operations) {
        assert_eq!(operation.seq, seq);
        by_hand.apply(&operation.transaction).expect("it was applied before");
    }
    assert!(pair::same(&set, &by_hand), "nothing but the operations is applied");
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(found.damage.as_ref().is_none_or(|damage| (1..=lines).contains(&damage.line) && !damage.reason.is_empty()));
    if found.fit == Fit::Known {
        assert_eq!(found.last, found.base + found.operations.len() as u64);
    }
    let report = look(&disk, Path::new(SET));
    let told = found.damage.is_some() || matches!(found.fit, Fit::Foreign { .. });
    assert!(!told || !report.findings.is_empty(), "{}", report.to_text());
    match pair::opened(&disk) {
        Ok(opened) if found.fit == Fit::Known && found.damage.is_none() => {
            assert_eq!(pair::text(&opened.set, documents), pair::text(&set, documents));
        }
        Ok(_) => {}
        Err(error) => assert!(told, "{error}"),
    }
    assert_eq!(pair::bytes(&disk, SET), file.as_bytes(), "the set's file is left as it is");
    found
}
