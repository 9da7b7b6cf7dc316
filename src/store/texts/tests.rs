//! Operations that exchange a text: whatever happens, the set comes back on the text that it lies in.

use std::path::Path;

use super::*;
use crate::annotation::{Edit, History, Mention, OperationKind, Provenance, Record, Set, Timestamp, Transaction};
use crate::format::native;
use crate::store::check::check;
use crate::store::session::Opened;
use crate::store::simulated::{Fault, SimulatedDisk};
use crate::store::testing::{HISTORY, JOURNAL, LEFT, SET, Script, below, open_pair, open_with, options, pair};

/// What is put before the text of the left article.
const LEAD: &str = "KABUL — 喀布尔: ";

/// Returns a disk with a set of some tags whose left article has changed since, and both of its texts.
fn changed() -> (SimulatedDisk, [String; 2]) {
    let disk = pair();
    let opened = open_pair(&disk);
    let script = Script::new(&opened, 5);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
    }
    assert_eq!(writer.close().0.durable, 5);
    let old = opened.articles[0].document().text().to_owned();
    let new = format!("{LEAD}{}", old.replace("an aide", "an aide of his"));
    disk.put(LEFT, new.clone());
    (disk, [old, new])
}

/// The operations from there, and the set with the fingerprint of its left text before the first and after each of them.
struct Story {
    operations: Vec<Arc<Operation>>,
    states: Vec<(String, String)>,
    new: Arc<Document>,
}

impl Story {
    /// Returns a story: the text is exchanged, a tag is added and taken back, the text is put back and exchanged again,
    /// a tag is added.
    fn new(opened: &Opened, text: &str) -> Self {
        let new = Arc::new(Document::new(DocId::A, text.to_owned()));
        let mut pair = [0, 1].map(|at| Arc::clone(opened.articles[at].document()));
        let texts = Texts::new(Vec::new(), &[Arc::clone(&new), Arc::clone(&pair[0])]);
        let disk = SimulatedDisk::new();
        let (mut set, mut history) = (opened.set.clone(), History::starting_after(opened.last));
        let state = |set: &Set, pair: &Pair| (native::write(set, both(pair)), pair[0].hash().to_owned());
        let mut story = Story { operations: Vec::new(), states: vec![state(&set, &pair)], new };
        for step in 0..7 {
            let (kind, transaction) = match step {
                0 => (OperationKind::Do, exchange(&set, &story.new)),
                1 | 6 => (OperationKind::Do, Transaction::of("tag", Edit::add(tag(&pair[0], step)))),
                2 | 3 => {
                    let (of, done) = history.to_undo().expect("done");
                    (OperationKind::Undo { of }, done.inverse())
                }
                _ => {
                    let (of, undone) = history.to_redo().expect("undone");
                    (OperationKind::Redo { of }, undone.clone())
                }
            };
            set.apply(&transaction).expect("made for this state");
            pair = texts.after(&disk, &pair, &transaction.swaps()).expect("known");
            let seq = history.last() + 1;
            let at = Timestamp(1_700_000_000);
            let operation = Arc::new(Operation { seq, at, by: "mk".to_owned(), kind, transaction });
            history.record(Arc::clone(&operation));
            story.operations.push(operation);
            story.states.push(state(&set, &pair));
        }
        story
    }

    /// Tells the story in two sessions. Returns the number of the last operation that was called saved, and all that was told.
    fn tell(&self, disk: &SimulatedDisk) -> (u64, Vec<String>) {
        let (mut saved, mut told) = (0, Vec::new());
        let (first, second) = self.operations.split_at(4);
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
            opened.past.texts.add(&self.new);
            let Some(mut writer) = opened.writer else { continue };
            let until = operations.last().expect("some").seq;
            for operation in self.operations.iter().filter(|next| next.seq > opened.last && next.seq <= until) {
                writer.submit(Arc::clone(operation));
                saved = saved.max(writer.flush().durable);
                told.extend(writer.progress().failure);
                if operation.seq == 7 {
                    told.extend(writer.snapshot().err().map(|error| error.to_string()));
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

    /// Opens what a crash has left: it is a state of the story, on its text, and its past can be read.
    fn recover(&self, disk: &SimulatedDisk, saved: u64, context: &str) {
        let opened = open_with(disk, options()).unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_eq!(opened.read_only, None, "{context}");
        assert!(opened.last >= saved.max(5), "{context}: {} came back, {saved} had been called saved", opened.last);
        let (state, hash) = &self.states[usize::try_from(opened.last - 5).expect("small")];
        let documents = both(&opened.past.at);
        assert_eq!(documents[0].hash(), hash, "{context}: after operation {} the text is another", opened.last);
        assert_eq!(opened.articles[0].hash(), hash, "{context}");
        assert!(native::write(&opened.set, documents) == *state, "{context}: the set after {} differs", opened.last);
        let is_new = hash == self.new.hash();
        assert_eq!(opened.changed.is_empty(), is_new, "{context}");
        let past = opened.past.read().expect("readable");
        assert_eq!((past.told, past.operations.len() as u64), (None, opened.last), "{context}");
        for (operation, expected) in past.operations[5..].iter().zip(&self.operations) {
            assert!(operation == expected.as_ref(), "{context}: operation {} differs", operation.seq);
        }
        let report = check(disk, Path::new(SET));
        assert!(report.is_sound() && report.recovers == opened.last, "{context}: {}", report.to_text());
    }
}

/// Returns the transaction that puts every tag of the left article where its words stand in `new`.
fn exchange(set: &Set, new: &Document) -> Transaction {
    let info = set.document(DocId::A).expect("known").clone();
    let mut after = info.clone();
    (after.sha256, after.characters) = (new.hash().to_owned(), new.index().chars());
    let mut edits = vec![Edit::replace(Record::Document(info), Record::Document(after))];
    let mut mentions: Vec<&Mention> = set.mentions().filter(|mention| mention.span.doc() == DocId::A).collect();
    mentions.sort_by_key(|mention| mention.id);
    for mention in mentions {
        let mut moved = mention.clone();
        let (start, end) = (mention.span.start() + LEAD.len(), mention.span.end() + LEAD.len());
        moved.span = new.span(start..end).expect("before the change");
        edits.push(Edit::replace(Record::Mention(mention.clone()), Record::Mention(moved)));
    }
    assert!(edits.len() > 2, "there are tags to move");
    Transaction { summary: "carry the tags of A to its new text".to_owned(), edits }
}

fn tag(document: &Document, step: u64) -> Record {
    let start = document.text().find("Dostum").expect("there");
    let span = document.span(start..start + 6).expect("there");
    let id = format!("0000000{step}").parse().expect("an id");
    Record::Mention(Mention::new(id, span, "person", Provenance { by: "mk".to_owned(), ..Provenance::default() }))
}

fn story() -> (SimulatedDisk, Story) {
    let (disk, [_, new]) = changed();
    let story = Story::new(&open_pair(&disk), &new);
    (disk, story)
}

#[test]
fn the_set_stands_on_the_text_that_it_lies_in() {
    let (disk, story) = story();
    assert_eq!(story.tell(&disk), (12, Vec::new()));
    story.recover(&disk, 12, "at the end");
    assert_eq!(disk.peek(SET).expect("a set"), story.states[7].0.as_bytes());
    assert_eq!(below(&disk, "/news/.diptych/articles").len(), 3, "both texts of A and the one of B");
}

#[test]
fn no_crash_leaves_the_set_on_another_text() {
    let (changed, story) = story();
    for call in 0.. {
        let disk = changed.after_crash(1);
        disk.crash_at(call);
        let (saved, _) = story.tell(&disk);
        for seed in 0..8 {
            story.recover(&disk.after_crash(seed), saved, &format!("call {call}, seed {seed}, saved {saved}"));
        }
        if disk.calls() < call {
            assert!(call > 80 && saved == 12, "every step is there: {call}");
            break;
        }
    }
}

#[test]
fn no_failing_call_leaves_the_set_on_another_text() {
    let (changed, story) = story();
    let calls = {
        let disk = changed.after_crash(1);
        story.tell(&disk);
        disk.calls()
    };
    for fault in [Fault::Error(5), Fault::Error(28), Fault::ErrorAfter(5), Fault::Torn(9, 28), Fault::Short(3)] {
        for call in 0..calls {
            let disk = changed.after_crash(1);
            disk.fault_at(call, fault);
            let (saved, told) = story.tell(&disk);
            let context = format!("call {call}, {:?}, {fault:?}", disk.call(call));
            assert!(!told.is_empty() || matches!(fault, Fault::Short(_)), "{context}: nothing was told");
            story.recover(&disk.after_crash(0), saved, &context);
            if call % 5 == 0 {
                let (saved, _) = story.tell(&disk);
                assert_eq!(saved, 12, "{context}");
                story.recover(&disk, 12, &context);
            }
        }
    }
}

#[test]
fn where_an_old_text_is_gone_undo_stops_there_and_all_else_goes_on() {
    let (disk, story) = story();
    let old = story.states[0].1.clone();
    story.tell(&disk);
    disk.take(format!("/news/.diptych/articles/{old}.txt"));
    let opened = open_pair(&disk);
    assert_eq!((opened.last, opened.read_only), (12, None));
    let past = opened.past.read().expect("readable");
    let told = past.told.expect("told");
    assert!(told.starts_with("undo goes back to change 11: the one before cannot be read"), "{told}");
    assert!(told.contains("the text it was made on is not there") && told.contains(&old), "{told}");
    assert_eq!(past.operations.len(), 2);
    disk.put(format!("/news/.diptych/articles/{old}.txt"), "another text");
    let told = open_pair(&disk).past.read().expect("readable").told.expect("told");
    assert!(told.contains("is not the text that its name says"), "{told}");
}

#[test]
fn the_doctor_reads_each_change_in_the_text_it_was_made_on() {
    let (disk, story) = story();
    // Killed after the text was exchanged and before a snapshot: the file is of the old text.
    let opened = open_pair(&disk);
    opened.past.texts.add(&story.new);
    let mut writer = opened.writer.expect("writable");
    for operation in &story.operations[..2] {
        writer.submit(Arc::clone(operation));
        writer.flush();
    }
    let killed = disk.after_crash(1);
    let heal = |disk: &SimulatedDisk| {
        let salvage = crate::store::doctor::salvage(disk, Path::new(SET), Path::new("/news/new.ron")).expect("some");
        (salvage.text, salvage.missing)
    };
    assert_eq!(heal(&killed), (story.states[2].0.clone(), Vec::new()));
    // The file is gone and all that is left of its records is in the history.
    let set = String::from_utf8(killed.peek(SET).expect("a set")).expect("text");
    let broken = set.lines().filter(|line| !line.contains("label:")).collect::<Vec<_>>().join("\n");
    killed.put(SET, broken.replace("schema: \"news\"", "schema: \"news"));
    let (text, missing) = heal(&killed);
    let mentions = |text: &str| text.lines().filter(|line| line.contains("label:")).count();
    assert_eq!(mentions(&text), mentions(&story.states[2].0), "{missing:?}");
    assert!(killed.peek(JOURNAL).is_some() && killed.peek(HISTORY).is_some());
}
