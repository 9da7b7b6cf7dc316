//! Another program changes the set's file while it is open: it is noticed, asked about, and neither side is lost.

use std::path::PathBuf;

use super::*;
use crate::annotation::merge::{Choice, Theirs};
use crate::annotation::{Edit, Mention, OperationKind, Provenance, Timestamp, Transaction};
use crate::format::native;
use crate::store::session::{Opened, Where};
use crate::store::writer::{News, Step};
use crate::text::Document;

const KEPT: &str = "/news/.diptych/left--right.mk.kept.ron";
const CHOICES: [Choice; 3] = [Choice::Merge, Choice::Both, Choice::Theirs];
/// The number of the last operation of a scene.
const LAST: u64 = 8;
const NOW: Timestamp = Timestamp(1_700_000_000);

/// A session in which something was saved and more was done, and what another program then makes of the file.
struct Scene {
    disk: SimulatedDisk,
    writer: Writer,
    base: Set,
    mine: Set,
    theirs: Set,
    /// The file as the other program leaves it; `None`: it is gone.
    left: Option<Vec<u8>>,
}

fn documents(opened: &Opened) -> [&Document; 2] {
    [opened.articles[0].document(), opened.articles[1].document()]
}

/// Returns `base` with a new tag, another one changed and one removed, as another program would have it.
fn changed(base: &Set, document: &Document) -> Set {
    let mut mentions: Vec<&Mention> = base.mentions().collect();
    mentions.sort_unstable_by_key(|mention| std::cmp::Reverse(mention.id));
    let [first, second, ..] = mentions.as_slice() else { panic!("two tags") };
    let span = document.span(0..3).expect("inside");
    let new = Mention::new("zzzzzzzz".parse().expect("an id"), span, "date", Provenance::default());
    let noted = Mention { note: "theirs".to_owned(), ..(*first).clone() };
    let edits = vec![
        Edit::add(Record::Mention(new)),
        Edit::replace(Record::Mention((*first).clone()), Record::Mention(noted)),
        Edit::remove(Record::Mention((*second).clone())),
    ];
    let mut theirs = base.clone();
    theirs.apply(&Transaction { summary: String::new(), edits }).expect("fits");
    theirs
}

/// What the other program makes of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Edit,
    Remove,
    Ruin,
}

const ACTS: [Act; 3] = [Act::Edit, Act::Remove, Act::Ruin];

fn scene(act: Act) -> Scene {
    let disk = pair();
    let opened = open_pair(&disk);
    let script = Script::new(&opened, LAST);
    let [left, right] = documents(&opened);
    let read = |at: usize| native::read(&script.states[at], [left, right]).expect("a set");
    let (base, mine) = (read(4), read(8));
    let theirs = changed(&base, left);
    let bytes = match act {
        Act::Edit => Some(native::write(&theirs, [left, right]).into_bytes()),
        Act::Remove => None,
        Act::Ruin => Some(b"(format: 1, set: \xff".to_vec()),
    };
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
        assert_eq!(writer.flush().failure, None);
        if operation.seq == 4 {
            writer.snapshot().expect("written");
        }
    }
    Scene { disk, writer, base, mine, theirs, left: bytes }
}

impl Scene {
    /// Lets the other program do its work.
    fn strike(&self) {
        disk_as(&self.disk, self.left.as_deref());
    }
}

fn disk_as(disk: &SimulatedDisk, bytes: Option<&[u8]>) {
    disk.take(SET);
    if let Some(bytes) = bytes {
        disk.put(SET, bytes);
    }
}

/// Chooses, and does in the editor's place what comes of it.
fn choose(writer: &mut Writer, choice: Choice) -> Option<Transaction> {
    let Step::Change { after, transaction } = writer.choose(choice, NOW) else { return None };
    let operation = Operation {
        seq: after + 1,
        at: NOW,
        by: "mk".to_owned(),
        kind: OperationKind::Do,
        transaction: transaction.clone(),
    };
    writer.submit(Arc::new(operation));
    writer.flush();
    Some(transaction)
}

fn holds(set: &Set, other: &Set) -> bool {
    other.records().all(|record| set.get(record.id()) == Some(record))
}

fn backups(disk: &SimulatedDisk) -> Vec<Vec<u8>> {
    below(disk, "/news/.diptych/backups").iter().filter_map(|path| disk.peek(path)).collect()
}

/// Returns the file in which the session went on, the last one if a crash made it move twice.
fn beside(disk: &SimulatedDisk) -> Option<PathBuf> {
    let names = (2..5).map(|number| PathBuf::from(format!("/news/left--right.mk-{number}.ron")));
    names.rev().find(|name| disk.peek(name).is_some())
}

fn open_beside(disk: &SimulatedDisk) -> Option<Opened> {
    let place = Where::File(beside(disk)?);
    Some(open_with(disk, Options { place, ..options() }).expect("opens"))
}

/// Checks that nothing of either side is missing on `disk`, wherever it is.
fn nothing_is_lost(disk: &SimulatedDisk, scene: &Scene, context: &str) {
    let copies = backups(disk);
    if let Some(theirs) = &scene.left {
        assert!(disk.peek(SET).as_ref() == Some(theirs) || copies.contains(theirs), "{context}: theirs is lost");
    }
    let left = disk.after_crash(1);
    let is_beside = open_beside(&left).is_some_and(|opened| holds(&opened.set, &scene.mine));
    let opened = match open_with(&left, options()) {
        Ok(opened) => opened,
        Err(error) => return assert!(is_beside, "{context}: mine is lost: {error}"),
    };
    assert_eq!(opened.read_only, None, "{context}");
    let is_copied = copies.iter().any(|bytes| {
        let text = std::str::from_utf8(bytes).ok();
        let set = text.and_then(|text| native::read(text, documents(&opened)).ok());
        set.is_some_and(|set| holds(&set, &scene.mine))
    });
    let is_there = holds(&opened.set, &Merged::of(scene)) || holds(&opened.set, &scene.mine);
    let past = opened.past.read().expect("readable");
    let is_undone = past.operations.last().is_some_and(|last| {
        let mut back = opened.set.clone();
        back.apply(&last.transaction.inverse()).is_ok() && holds(&back, &scene.mine)
    });
    assert!(is_copied || is_there || is_beside || is_undone, "{context}: mine is lost");
}

/// The set that comes of both.
struct Merged;

impl Merged {
    fn of(scene: &Scene) -> Set {
        let merged = crate::annotation::merge::merge(&scene.base, &scene.mine, &scene.theirs).expect("holds together");
        assert_eq!(merged.conflicts, [], "the scene has none");
        let mut set = scene.mine.clone();
        set.apply(&merged.transaction).expect("fits");
        set
    }
}

/// Checks what is there after `choice` has been carried out and the session has ended.
fn is_done(disk: &SimulatedDisk, scene: &Scene, (act, choice): (Act, Choice), context: &str) {
    nothing_is_lost(disk, scene, context);
    let expected = match (act, choice) {
        (_, Choice::Both) => {
            assert_eq!(disk.peek(SET), scene.left, "{context}");
            let opened = open_beside(disk).expect("a file beside");
            assert!(holds(&opened.set, &scene.mine) && opened.read_only.is_none(), "{context}");
            let past = opened.past.read().expect("readable");
            assert_eq!((past.operations.len(), past.told), (8, None), "{context}");
            return;
        }
        (Act::Edit, Choice::Merge) => Merged::of(scene),
        (Act::Edit, Choice::Theirs) => scene.theirs.clone(),
        (_, Choice::Merge) => scene.mine.clone(),
        (_, Choice::Theirs) => return assert_eq!(disk.peek(SET), scene.left, "{context}"),
    };
    let mut opened = open_pair(disk);
    assert!(holds(&opened.set, &expected) && holds(&expected, &opened.set), "{context}");
    let news = opened.writer.as_mut().expect("writable").take_news();
    assert_eq!((news, opened.recovered), (None, 0), "{context}: nothing is open any more");
    assert_eq!(disk.peek(KEPT), None, "{context}");
    let past = opened.past.read().expect("readable");
    assert_eq!((past.operations.len() as u64, past.told), (opened.last, None), "{context}");
    let mut back = opened.set.clone();
    if opened.last > LAST {
        back.apply(&past.operations[8].transaction.inverse()).expect("can be undone");
    }
    assert!(holds(&back, &scene.mine) && holds(&scene.mine, &back), "{context}: undo gives mine again");
}

#[test]
fn every_way_of_changing_a_file_is_noticed_and_each_choice_does_what_it_says() {
    for act in ACTS {
        for choice in CHOICES {
            let mut scene = scene(act);
            scene.strike();
            let context = format!("{act:?}, {choice:?}");
            scene.writer.look().expect("looked at");
            let progress = Progress { durable: LAST, failure: Some("changed by another program".to_owned()) };
            assert_eq!(scene.writer.flush(), progress, "{context}");
            let Some(News::Apart(theirs)) = scene.writer.take_news() else { panic!("{context}: nothing noticed") };
            assert_eq!(theirs.allows(choice), choice != Choice::Theirs || act == Act::Edit, "{context}");
            match (&theirs, act) {
                (Theirs::Set { theirs, mine, conflicts }, Act::Edit) => {
                    assert_eq!(conflicts, &[]);
                    assert_eq!(theirs.words(), "1 new, 1 changed, 1 removed");
                    assert!(!mine.is_empty());
                }
                (Theirs::Gone, Act::Remove) => {}
                (Theirs::Unusable { reason, replaceable: true }, Act::Ruin) => {
                    assert_eq!(reason, "it is not UTF-8 at byte 17");
                }
                other => panic!("{other:?}"),
            }
            choose(&mut scene.writer, choice);
            let allowed = theirs.allows(choice);
            assert_eq!(scene.writer.progress().failure.is_none(), allowed, "{context}");
            assert_eq!(scene.writer.take_news(), allowed.then_some(News::Settled), "{context}");
            assert!(!scene.writer.take_told().is_empty(), "{context}: what was done is told");
            assert_eq!(scene.writer.take_moved().is_some(), choice == Choice::Both, "{context}");
            let disk = scene.disk.clone();
            let writer = std::mem::replace(&mut scene.writer, open_pair(&pair()).writer.expect("writable"));
            let _ = writer.close();
            is_done(&disk, &scene, (act, choice), &context);
        }
    }
}

/// Runs `each` with the disk right after a crash at every call from the moment at which the other program strikes.
fn at_every_call(mut each: impl FnMut(&SimulatedDisk, &Scene, (Act, Choice), &str)) {
    for act in ACTS {
        for choice in CHOICES.into_iter().filter(|choice| *choice != Choice::Theirs || act == Act::Edit) {
            for call in 0.. {
                let mut scene = scene(act);
                scene.strike();
                let call = scene.disk.calls() + call;
                scene.disk.crash_at(call);
                let _ = scene.writer.look();
                choose(&mut scene.writer, choice);
                for seed in 0..4 {
                    let context =
                        format!("{act:?}, {choice:?}, {:?}, call {call}, seed {seed}", scene.disk.call(call - 1));
                    each(&scene.disk.after_crash(seed), &scene, (act, choice), &context);
                }
                if scene.disk.calls() < call {
                    break;
                }
            }
        }
    }
}

#[test]
fn after_any_crash_both_sides_are_there_and_the_choice_is_open_again_or_done() {
    at_every_call(|disk, scene, (act, choice), context| {
        nothing_is_lost(disk, scene, context);
        let Ok(mut opened) = open_with(disk, options()) else {
            return assert_eq!((act, choice), (Act::Ruin, Choice::Both), "{context}");
        };
        let Some(mut writer) = opened.writer.take() else { panic!("{context}: {:?}", opened.read_only) };
        match writer.take_news() {
            Some(News::Apart(_)) => {
                choose(&mut writer, choice);
                let (progress, told) = writer.close();
                assert_eq!(progress.failure, None, "{context}: {told:?}");
            }
            _ => {
                let _ = writer.close();
            }
        }
        if choice == Choice::Both {
            return nothing_is_lost(disk, scene, context);
        }
        is_done(disk, scene, (act, choice), context);
    });
}

#[test]
fn each_failing_call_is_told_and_the_choice_can_be_made_again() {
    for fault in [Fault::Error(28), Fault::ErrorAfter(5), Fault::Torn(9, 28)] {
        for choice in CHOICES {
            for call in 0.. {
                let mut scene = scene(Act::Edit);
                scene.strike();
                let call = scene.disk.calls() + call;
                scene.disk.fault_at(call, fault);
                let looked = scene.writer.look();
                choose(&mut scene.writer, choice);
                if scene.disk.calls() <= call {
                    break;
                }
                let context = format!("{choice:?}, {fault:?}, {:?}", scene.disk.call(call));
                // Where the rest was done, what could not be is told besides.
                let told = scene.writer.take_told();
                let is_told = looked.is_err() || told.iter().any(|told| told.contains("cannot "));
                assert!(is_told, "{context}: nothing was told: {told:?}");
                nothing_is_lost(&scene.disk.after_crash(0), &scene, &context);
                let moved = scene.writer.take_moved().is_some();
                scene.writer.flush();
                if scene.writer.foreign.is_some() {
                    choose(&mut scene.writer, choice);
                }
                let progress = scene.writer.flush();
                assert_eq!(progress.failure, None, "{context}: {:?}", scene.writer.take_told());
                nothing_is_lost(&scene.disk.after_crash(0), &scene, &context);
                assert!(moved || choice != Choice::Both || scene.writer.take_moved().is_some(), "{context}");
            }
        }
    }
}

#[test]
fn a_file_that_changes_once_more_is_not_written_over() {
    for choice in [Choice::Merge, Choice::Theirs] {
        let mut scene = scene(Act::Edit);
        scene.strike();
        scene.writer.look().expect("looked at");
        scene.writer.take_news();
        let Step::Change { after, transaction } = scene.writer.choose(choice, NOW) else { panic!("a change") };
        let again =
            String::from_utf8(scene.left.clone().expect("theirs")).expect("text").replace("theirs", "once more");
        disk_as(&scene.disk, Some(again.as_bytes()));
        let operation =
            Operation { seq: after + 1, at: NOW, by: "mk".to_owned(), kind: OperationKind::Do, transaction };
        scene.writer.submit(Arc::new(operation));
        let progress = scene.writer.flush();
        assert_eq!(progress, Progress { durable: LAST + 1, failure: Some("changed by another program".to_owned()) });
        assert!(matches!(scene.writer.take_news(), Some(News::Apart(Theirs::Set { .. }))));
        assert_eq!(scene.disk.peek(SET).expect("theirs"), again.as_bytes());
        choose(&mut scene.writer, Choice::Theirs);
        assert_eq!(scene.writer.progress(), Progress { durable: LAST + 2, failure: None });
        assert_eq!(scene.disk.peek(SET).expect("theirs"), again.as_bytes());
    }
}

#[test]
fn what_both_changed_differently_is_named_and_stays_as_here() {
    let mut scene = scene(Act::Edit);
    let documents = open_with(&scene.disk, Options { read_only: true, ..options() }).expect("opens");
    let noted = scene.mine.mentions().find(|mention| !mention.note.is_empty()).cloned().expect("changed here");
    let before = scene.base.mention(noted.id).cloned().expect("there before");
    let theirs = Mention { note: "otherwise".to_owned(), ..before.clone() };
    let edit = Edit::replace(Record::Mention(before), Record::Mention(theirs.clone()));
    scene.base.apply(&Transaction::of("", edit)).expect("fits");
    disk_as(&scene.disk, Some(native::write(&scene.base, self::documents(&documents)).as_bytes()));
    scene.writer.look().expect("looked at");
    let Some(News::Apart(Theirs::Set { conflicts, .. })) = scene.writer.take_news() else { panic!("noticed") };
    assert_eq!(conflicts, [Edit::replace(Record::Mention(noted), Record::Mention(theirs))]);
    assert_eq!(scene.writer.choose(Choice::Merge, NOW), Step::Done, "nothing else was done there");
    assert_eq!(scene.writer.flush(), Progress { durable: LAST, failure: None });
    let _ = scene.writer.close();
    let opened = open_pair(&scene.disk);
    assert!(holds(&opened.set, &scene.mine) && holds(&scene.mine, &opened.set));
}

#[test]
fn work_goes_on_while_nothing_is_chosen_and_comes_back_after_a_crash() {
    let mut scene = scene(Act::Edit);
    scene.strike();
    let opened = open_with(&scene.disk, Options { read_only: true, ..options() }).expect("opens");
    let span = opened.articles[1].document().span(4..8).expect("inside");
    let new = Mention::new("00000000".parse().expect("an id"), span, "place", Provenance::default());
    let transaction = Transaction::of("tag", Edit::add(Record::Mention(new)));
    let operation = Operation { seq: LAST + 1, at: NOW, by: "mk".to_owned(), kind: OperationKind::Do, transaction };
    scene.mine.apply(&operation.transaction).expect("fits");
    scene.writer.submit(Arc::new(operation));
    assert_eq!(scene.writer.flush().durable, LAST + 1, "with the journal and the copy of the file it is safe");
    let left = scene.disk.after_crash(0);
    let opened = open_pair(&left);
    assert!(opened.last == LAST + 1 && holds(&opened.set, &scene.mine) && opened.read_only.is_none());
    let (progress, told) = scene.writer.close();
    assert_eq!(progress.durable, LAST + 1);
    assert!(told.iter().any(|told| told.contains(KEPT) && told.contains("the next start asks")), "{told:?}");
    assert_eq!(scene.disk.peek(SET), scene.left);
    assert!(scene.disk.peek(KEPT).is_some());
}

#[test]
fn a_file_that_comes_back_as_it_was_is_ours_again() {
    let mut scene = scene(Act::Edit);
    let before = scene.disk.peek(SET).expect("a set");
    scene.strike();
    scene.writer.look().expect("looked at");
    disk_as(&scene.disk, Some(&before));
    scene.writer.look().expect("looked at");
    assert_eq!(scene.writer.take_news(), Some(News::Settled));
    assert_eq!(scene.writer.flush(), Progress { durable: LAST, failure: None });
    assert_eq!(scene.writer.choose(Choice::Theirs, NOW), Step::Done, "there is nothing to choose");
    assert_eq!(scene.writer.close().1, ["left--right.mk.ron is again as this program left it"]);
}

#[test]
fn a_file_that_holds_the_same_in_another_form_is_taken_without_a_question() {
    let mut scene = scene(Act::Edit);
    let opened = open_with(&scene.disk, Options { read_only: true, ..options() }).expect("opens");
    let text =
        native::write(&scene.mine, documents(&opened)).replace("    mentions: [", "    // by hand\n    mentions: [");
    disk_as(&scene.disk, Some(text.as_bytes()));
    scene.writer.look().expect("looked at");
    assert_eq!(scene.writer.flush(), Progress { durable: LAST, failure: None });
    let _ = scene.writer.close();
    assert_eq!(scene.disk.peek(SET).expect("as it is"), text.as_bytes());
    assert_eq!(open_pair(&scene.disk).recovered, 0);
}

#[test]
fn what_is_not_this_set_is_not_merged_with_it() {
    for (from, to, words) in [
        ("annotator: \"mk\"", "annotator: \"ab\"", "it says annotator `ab`, and this one annotator `mk`"),
        ("sha256: \"", "sha256: \"0", "it was made on another text than left.txt"),
        ("format: 1", "format: 9", "format 9"),
        ("label:", "lable:", "lable"),
    ] {
        let mut scene = scene(Act::Edit);
        let text = String::from_utf8(scene.left.take().expect("theirs")).expect("text").replacen(from, to, 1);
        disk_as(&scene.disk, Some(text.as_bytes()));
        scene.writer.look().expect("looked at");
        let Some(News::Apart(Theirs::Unusable { reason, replaceable: true })) = scene.writer.take_news() else {
            panic!("{words}")
        };
        assert!(reason.contains(words), "{reason}");
    }
}

#[test]
fn a_change_between_two_sessions_is_an_operation_that_can_be_undone() {
    let scene = scene(Act::Edit);
    let (disk, base) = (scene.disk.clone(), scene.mine.clone());
    let _ = scene.writer.close();
    let opened = open_with(&disk, Options { read_only: true, ..options() }).expect("opens");
    let theirs = changed(&base, documents(&opened)[0]);
    disk.put(SET, native::write(&theirs, documents(&opened)));
    let files = disk.files();
    let opened = open_pair(&disk);
    assert_eq!((opened.last, opened.recovered, &opened.read_only), (9, 0, &None));
    let check = |past: crate::store::past::Remembered| {
        assert_eq!((past.operations.len(), past.told), (9, None));
        let (outside, mut back) = (&past.operations[8], theirs.clone());
        assert_eq!((outside.by.as_str(), outside.seq), ("another program", 9));
        assert_eq!(outside.transaction.summary, "changed by another program (1 new, 1 changed, 1 removed)");
        back.apply(&outside.transaction.inverse()).expect("can be undone");
        assert!(holds(&back, &base) && holds(&base, &back));
    };
    check(opened.past.read().expect("readable"));
    let mut writer = opened.writer.expect("writable");
    assert_eq!((writer.take_news(), writer.flush()), (None, Progress { durable: 9, failure: None }));
    assert_eq!(writer.close(), (Progress { durable: 9, failure: None }, Vec::new()));
    assert_eq!(disk.files(), files, "opening and leaving writes nothing");

    for call in 0.. {
        let disk = disk.after_crash(0);
        let opened = open_pair(&disk);
        let script = Script::new(&opened, 2);
        let mut writer = opened.writer.expect("writable");
        let call = disk.calls() + call;
        disk.crash_at(call);
        writer.submit(Arc::clone(&script.operations[0]));
        let durable = writer.flush().durable;
        let _ = writer.snapshot();
        for seed in 0..4 {
            let mut opened = open_pair(&disk.after_crash(seed));
            let context = format!("{:?}, seed {seed}", disk.call(call - 1));
            assert!(opened.last >= durable && opened.read_only.is_none(), "{context}");
            let state = if opened.last == 10 { &script.states[1] } else { &script.states[0] };
            assert_eq!(text_of(&opened), without_documents(state), "{context}");
            assert_eq!(opened.writer.as_mut().expect("writable").take_news(), None, "{context}: nothing to ask");
            let past = opened.past.read().expect("readable");
            assert_eq!((past.operations.len() as u64, &past.told), (opened.last, &None), "{context}");
            if opened.last == 9 {
                check(past);
            }
        }
        if disk.calls() < call {
            break;
        }
    }
}

#[test]
fn where_nobody_knows_what_another_program_did_no_undo_goes_back_over_it() {
    let scene = scene(Act::Edit);
    let disk = scene.disk.clone();
    let _ = scene.writer.close();
    disk.take("/news/.diptych/left--right.mk.base.ron");
    disk.put(SET, scene.left.expect("theirs"));
    let opened = open_pair(&disk);
    assert_eq!((opened.last, &opened.read_only), (9, &None));
    let past = opened.past.read().expect("readable");
    assert_eq!(past.told.as_deref(), Some("undo goes back to change 10: the history of those before is not there"));
    let script = Script::new(&opened, 2);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
    }
    assert_eq!(writer.close().0.durable, 11);
    let opened = open_pair(&disk);
    let past = opened.past.read().expect("readable");
    assert_eq!((opened.last, past.operations.len()), (11, 2));
}

#[test]
fn a_real_file_with_the_same_time_and_length_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for name in ["left.txt", "right.txt"] {
        std::fs::write(path(name), pair().peek(format!("/news/{name}")).expect("an article")).expect("written");
    }
    let sources = ["left.txt", "right.txt"].map(|name| crate::store::Source::File(path(name)));
    let options = Options { sources, ..options() };
    let disk: Arc<dyn Disk> = Arc::new(crate::store::RealDisk);
    let opened = crate::store::session::open(disk, options).expect("opens").finish().expect("opens");
    let script = Script::new(&opened, 3);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
    }
    writer.snapshot().expect("written");
    let set = path("left--right.mk.ron");
    let text = std::fs::read_to_string(&set).expect("a set");
    let modified = std::fs::metadata(&set).expect("there").modified().expect("a time");
    let theirs = text.replacen("label: \"place\"", "label: \"group\"", 1);
    assert!(theirs != text && theirs.len() == text.len());
    for replaced in [false, true] {
        let target = if replaced { path("new") } else { set.clone() };
        std::fs::write(
            &target,
            if replaced { text.replacen("label: \"place\"", "label: \"event\"", 1) } else { theirs.clone() },
        )
        .expect("written");
        std::fs::File::options().write(true).open(&target).expect("open").set_modified(modified).expect("set back");
        if replaced {
            std::fs::rename(&target, &set).expect("renamed");
        }
        writer.look().expect("looked at");
        assert!(matches!(writer.take_news(), Some(News::Apart(Theirs::Set { .. }))), "replaced: {replaced}");
    }
}
