//! Opening: what is refused, what opens read-only, and where sets lie.

use std::path::Path;

use super::*;
use crate::annotation::merge::Theirs;
use crate::store::simulated::SimulatedDisk;
use crate::store::testing::{
    HISTORY, JOURNAL, LEFT, RIGHT, SET, Script, below, open_pair, open_with, options, pair, text_of, without_documents,
};
use crate::store::writer::News;

/// Opens and expects to be refused; returns the sentence, and checks that there is a hint and nothing was left behind.
fn refused(disk: &SimulatedDisk, options: Options) -> String {
    let before = disk.files();
    let Err(error) = open_with(disk, options) else { panic!("it opened") };
    assert!(!error.hint().is_empty());
    assert_eq!(disk.files(), before, "nothing is left behind");
    error.to_string()
}

fn read_only(opened: &Opened) -> &str {
    assert!(opened.writer.is_none());
    opened.read_only.as_deref().expect("read-only")
}

/// Does the first `count` operations of a script, each kept by itself, and leaves; or is killed, if not `leaves`.
fn work(disk: &SimulatedDisk, count: usize, leaves: bool) -> (SimulatedDisk, Script) {
    let opened = open_pair(disk);
    let script = Script::new(&opened, count as u64);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
        assert_eq!(writer.flush().failure, None);
    }
    if leaves {
        assert_eq!(writer.close().1, Vec::<String>::new());
        return (disk.clone(), script);
    }
    (disk.after_crash(1), script)
}

#[test]
fn an_article_that_is_none_is_refused_in_one_sentence() {
    let with = |bytes: &[u8]| {
        let disk = pair();
        disk.put(LEFT, bytes);
        refused(&disk, options())
    };
    assert!(with(b"abcdefg\0hijklm").starts_with("/news/left.txt is a binary file, not a text"));
    assert!(with(b"a\xe9 b").starts_with("/news/left.txt is not UTF-8 at byte 1"));
    assert_eq!(
        with(&vec![b'a'; (64 << 20) + 1]),
        "/news/left.txt is larger than 64 MiB, the most that is read of an article"
    );
    let named = |path: &str| {
        let mut options = options();
        options.sources[1] = Source::File(path.into());
        refused(&pair(), options)
    };
    assert_eq!(named("/news/gone.txt"), "there is no file /news/gone.txt");
    assert_eq!(named("/news"), "/news is a folder, not an article");
}

#[test]
fn empty_and_odd_texts_open() {
    for text in ["", "\u{feff}", "\r\n\r\n", "👩‍👧", "مرحبا", "no line end"] {
        let disk = pair();
        disk.put(LEFT, text);
        let opened = open_pair(&disk);
        assert_eq!(opened.articles[0].document().text(), text.trim_start_matches('\u{feff}'));
        assert_eq!((opened.read_only, opened.last, opened.told), (None, 0, Vec::new()));
    }
}

#[test]
fn a_set_on_other_articles_is_refused_and_left_alone() {
    let (disk, _) = work(&pair(), 3, true);
    let set = disk.peek(SET);
    for path in below(&disk, "/news/.diptych/articles") {
        disk.take(path);
    }
    let right = disk.peek(RIGHT).expect("an article");
    disk.put(RIGHT, disk.peek(LEFT).expect("an article"));
    disk.put(LEFT, right);
    let sentence = refused(&disk, options());
    assert_eq!(sentence, "the set /news/left--right.mk.ron was made on another text than /news/left.txt");
    let Err(error) = open_with(&disk, options()) else { panic!("it opened") };
    assert!(matches!(error, OpenError::OtherArticle { exchanged: true, .. }));
    assert_eq!(disk.peek(SET), set);
}

#[test]
fn an_article_that_changed_opens_as_it_was() {
    let disk = pair();
    let before = disk.peek(LEFT).expect("an article");
    let (disk, _) = work(&disk, 3, true);
    disk.put(LEFT, "Another text altogether.");
    let opened = open_pair(&disk);
    assert!(matches!(opened.changed.as_slice(), [(DocId::A, hash)] if hash != opened.articles[0].hash()));
    assert_eq!(opened.articles[0].document().text().as_bytes(), before);
    let mut writer = opened.writer.expect("writable");
    let script = Script::new(&open_with(&disk, Options { read_only: true, ..options() }).expect("opens"), 1);
    writer.submit(Arc::clone(&script.operations[0]));
    assert_eq!((writer.flush().durable, writer.close().1), (4, Vec::new()));
    assert_eq!(open_pair(&disk).last, 4);
    assert_eq!(disk.peek(LEFT).expect("an article"), b"Another text altogether.");
}

#[test]
fn a_damaged_or_newer_set_is_refused_and_left_alone() {
    let (disk, _) = work(&pair(), 3, true);
    let set = String::from_utf8(disk.peek(SET).expect("a set")).expect("text");
    let newer = set.replace("format: 1", "format: 2");
    let damaged = set.replace("label: ", "lable: ");
    for (text, words) in [(newer, "format 2"), (damaged, "lable"), ("<<<<<<< ours\n".to_owned(), "merge")] {
        disk.put(SET, text.clone());
        let sentence = refused(&disk, options());
        assert!(sentence.starts_with("cannot read the set /news/left--right.mk.ron: "), "{sentence}");
        assert!(sentence.contains(words), "{sentence}");
        assert_eq!(disk.peek(SET).expect("a set"), text.as_bytes());
    }
}

#[test]
fn anothers_set_opens_to_read_unless_it_is_asked_for() {
    let (disk, _) = work(&pair(), 3, true);
    let place = Where::File(SET.into());
    let holder = Holder { annotator: "ab".to_owned(), ..options().holder };
    let theirs = Options { place, holder, ..options() };
    let opened = open_with(&disk, theirs.clone()).expect("opens");
    assert_eq!(read_only(&opened), "the set belongs to mk; `--as mk` opens it for writing");
    assert_eq!(opened.last, 3);
    let opened = open_with(&disk, Options { anybodys: true, ..theirs }).expect("opens");
    assert!(opened.writer.is_some());
}

#[test]
fn a_set_in_use_opens_to_read_and_shows_what_is_there() {
    let disk = pair();
    let mut first = open_pair(&disk);
    let script = Script::new(&first, 4);
    let writer = first.writer.as_mut().expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
        writer.flush();
    }
    let second = open_pair(&disk);
    assert_eq!(read_only(&second), "in use by mk (process 4711 on hera)");
    assert_eq!((second.last, second.told), (4, Vec::new()));
    drop(first);
    assert_eq!(open_pair(&disk).read_only, None);
}

#[test]
fn where_nothing_can_be_written_the_set_lies_in_the_data_folder() {
    let disk = pair();
    disk.forbid("/news");
    let opened = open_pair(&disk);
    assert!(opened.place.set().starts_with("/data/diptych/sets"), "{}", opened.place.set().display());
    assert!(
        opened.told[0].starts_with("cannot make the folder /news/.diptych: no permission; the set is kept in /data")
    );
    let path = opened.place.set().to_owned();
    drop(opened);
    let (disk, _) = work(&disk, 3, true);
    let set = String::from_utf8(disk.peek(&path).expect("a set")).expect("text");
    assert!(set.contains("file: \"/news/left.txt\""), "{set}");
    let again = open_pair(&disk);
    assert_eq!((again.place.set(), again.last), (path.as_path(), 3));
    assert_eq!(below(&disk, "/news").len(), 2);
}

#[test]
fn a_set_in_a_folder_that_cannot_be_written_opens_to_read_with_the_reason() {
    let (disk, _) = work(&pair(), 3, true);
    disk.forbid("/news/.diptych");
    let opened = open_pair(&disk);
    assert_eq!(read_only(&opened), "cannot lock /news/.diptych/left--right.mk.lock: no permission");
    assert_eq!(opened.last, 3);
    let nowhere = pair();
    nowhere.forbid("/news");
    nowhere.forbid("/");
    let opened = open_pair(&nowhere);
    assert_eq!(read_only(&opened), "cannot make the folder /news/.diptych: no permission");
}

#[test]
fn a_protected_set_opens_to_read() {
    let (disk, _) = work(&pair(), 3, true);
    disk.protect(SET);
    let opened = open_pair(&disk);
    assert_eq!(read_only(&opened), "left--right.mk.ron is protected from writing");
    assert_eq!(below(&disk, "/news/.diptych").iter().filter(|path| path.ends_with("left--right.mk.lock")).count(), 0);
}

#[test]
fn a_journal_with_a_flipped_bit_anywhere_opens_and_tells() {
    let (disk, script) = work(&pair(), 4, false);
    let journal = disk.peek(JOURNAL).expect("a journal");
    for byte in (0..journal.len()).step_by(3) {
        let mut flipped = journal.clone();
        flipped[byte] ^= 1 << (byte % 8);
        disk.put(JOURNAL, flipped);
        let opened = open_pair(&disk);
        let last = usize::try_from(opened.last).expect("small");
        assert!(last < 4, "byte {byte}: what is broken is not taken for whole");
        assert_eq!(text_of(&opened), without_documents(&script.states[last]), "byte {byte}");
        let is_told = opened.read_only.is_some() || opened.told.iter().any(|told| told.contains("never finished"));
        assert!(is_told, "byte {byte}");
    }
}

#[test]
fn a_history_that_is_lost_is_told_when_undo_needs_it() {
    let (disk, _) = work(&pair(), 6, true);
    disk.take(HISTORY);
    let opened = open_pair(&disk);
    assert_eq!((opened.last, &opened.read_only), (6, &None));
    let past = opened.past.read().expect("readable");
    assert!(past.operations.is_empty());
    assert_eq!(past.told.as_deref(), Some("undo goes back to change 7: the history of those before is not there"));
}

#[test]
fn opening_needs_no_room_on_the_disk() {
    let (disk, script) = work(&pair(), 3, false);
    disk.put("/news/.diptych/left--right.mk.lock", "");
    disk.break_writing(Some(28));
    let opened = open_pair(&disk);
    assert_eq!((opened.last, opened.recovered, &opened.read_only), (3, 3, &None));
    assert_eq!(script.operations.len(), 3);
}

#[test]
fn a_renamed_set_keeps_its_journal_and_its_past() {
    let (disk, script) = work(&pair(), 8, false);
    let new = "/news/other.ron";
    disk.rename(Path::new(SET), Path::new(new)).expect("renamed");
    let renamed = Options { place: Where::File(new.into()), ..options() };
    let opened = open_with(&disk, renamed.clone()).expect("opens");
    assert_eq!((opened.last, opened.recovered, &opened.read_only), (8, 8, &None));
    let more = Script::new(&opened, 1);
    let mut writer = opened.writer.expect("writable");
    writer.submit(Arc::clone(&more.operations[0]));
    assert_eq!(writer.flush().durable, 9);
    assert_eq!(writer.close().1, Vec::<String>::new());
    assert_eq!(disk.peek(JOURNAL), None);
    let opened = open_with(&disk, renamed).expect("opens");
    let past = opened.past.read().expect("readable");
    assert_eq!((past.operations.len(), past.told), (9, None));
    assert_eq!(past.operations[7], *script.operations[7]);
}

#[test]
fn a_copied_set_begins_a_journal_of_its_own() {
    let (disk, _) = work(&pair(), 8, false);
    disk.put("/news/copy.ron", disk.peek(SET).expect("a set"));
    let copy = Options { place: Where::File("/news/copy.ron".into()), ..options() };
    let opened = open_with(&disk, copy).expect("opens");
    assert_eq!((opened.last, opened.recovered), (0, 0), "the copy is of the file, which holds nothing yet");
    assert_eq!(open_pair(&disk).last, 8);
}

#[test]
fn a_set_that_git_changed_between_two_sessions_is_taken_as_it_is() {
    let (disk, script) = work(&pair(), 8, true);
    disk.put(SET, script.states[4].clone());
    let opened = open_pair(&disk);
    assert_eq!((opened.last, &opened.read_only), (9, &None), "numbers go on, and what was done outside has one");
    let more = Script::new(&opened, 2);
    let mut writer = opened.writer.expect("writable");
    for operation in &more.operations {
        writer.submit(Arc::clone(operation));
    }
    assert_eq!(writer.flush().durable, 11);
    let left = disk.after_crash(0);
    let opened = open_pair(&left);
    assert_eq!((opened.last, opened.recovered, opened.read_only), (11, 2, None));
}

#[test]
fn a_set_that_is_gone_while_changes_wait_opens_as_it_was() {
    let (disk, script) = work(&pair(), 3, false);
    disk.take(SET);
    let mut opened = open_pair(&disk);
    assert_eq!((opened.last, &opened.read_only, text_of(&opened)), (3, &None, without_documents(&script.states[3])));
    assert_eq!(opened.writer.as_mut().expect("writable").take_news(), Some(News::Apart(Theirs::Gone)));
    let (disk, _) = work(&pair(), 3, true);
    disk.take(SET);
    let opened = open_pair(&disk);
    assert_eq!(
        (opened.last, opened.read_only, opened.set.mentions().count()),
        (4, None, 0),
        "undo does not go over it"
    );
}

#[test]
fn changes_that_wait_for_a_file_nobody_can_read_are_not_shut_in() {
    for bytes in [&b"<<<<<<< ours\n"[..], b"\xff\xfe", b"", b"(format: 2, set: \"x\")"] {
        let (disk, script) = work(&pair(), 3, false);
        disk.take("/news/.diptych/left--right.mk.lock");
        disk.put(SET, bytes);
        let mut opened = open_pair(&disk);
        assert_eq!((opened.last, text_of(&opened)), (3, without_documents(&script.states[3])));
        let news = opened.writer.as_mut().expect("writable").take_news();
        assert!(matches!(news, Some(News::Apart(Theirs::Unusable { replaceable: true, .. }))), "{news:?}");
        let holder = Holder { annotator: "ab".to_owned(), ..options().holder };
        let theirs = Options { place: Where::File(SET.into()), holder, ..options() };
        let _ = opened.writer.take().expect("writable").close();
        refused(&disk, theirs);
        disk.take("/news/.diptych/left--right.mk.base.ron");
        refused(&disk, options());
        assert_eq!(disk.peek(SET).expect("as it is"), bytes);
    }
}

#[test]
fn without_a_copy_of_what_changes_build_on_a_changed_set_opens_to_read() {
    let (disk, _) = work(&pair(), 3, false);
    disk.take("/news/.diptych/left--right.mk.base.ron");
    disk.take(SET);
    let opened = open_pair(&disk);
    assert!(read_only(&opened).starts_with("left--right.mk.ron is gone while 3 changes were not in it; they wait in "));
    let (disk, _) = work(&pair(), 1, false);
    disk.take("/news/.diptych/left--right.mk.base.ron");
    disk.take(SET);
    let opened = open_pair(&disk);
    assert!(read_only(&opened).starts_with("left--right.mk.ron is gone while 1 change was not in it; it waits in "));
}

#[test]
fn a_named_set_needs_its_folder() {
    let place = Where::File("/nowhere/set.ron".into());
    assert_eq!(refused(&pair(), Options { place, ..options() }), "cannot find the folder /nowhere: no such file");
}

#[test]
fn a_sample_begins_with_its_set_and_lies_in_the_data_folder() {
    let (disk, script) = work(&pair(), 5, true);
    assert_eq!(disk.peek(SET).expect("a set"), script.states[5].as_bytes());
    let given = |path: &str, name: &str| Source::Given {
        name: name.to_owned(),
        bytes: disk.peek(path).expect("an article").into(),
        keep: true,
    };
    let sample = Options {
        sources: [given(LEFT, "left.txt"), given(RIGHT, "right.txt")],
        place: Where::Data,
        holder: Holder { annotator: "new".to_owned(), ..options().holder },
        begin_with: Some(script.states[5].clone().into()),
        ..options()
    };
    let opened = open_with(&disk, sample.clone()).expect("opens");
    assert_eq!(opened.place.set(), Path::new("/data/diptych/sets/bundled/left--right.new.ron"));
    assert_eq!((opened.set.annotator.as_str(), opened.last), ("new", 0));
    let mentions = opened.set.mentions().count();
    assert!(mentions > 0);
    let more = Script::new(&opened, 1);
    let mut writer = opened.writer.expect("writable");
    writer.submit(Arc::clone(&more.operations[0]));
    assert_eq!(writer.flush().durable, 1);
    let left = disk.after_crash(0);
    let opened = open_with(&left, sample).expect("opens");
    assert_eq!((opened.last, opened.set.mentions().count()), (1, mentions + 1));
    let kept = left.peek("/data/diptych/sets/bundled/left.txt").expect("the article is a file now");
    assert_eq!(kept, left.peek(LEFT).expect("an article"));
}

#[test]
fn a_real_disk_keeps_a_session() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let real = super::super::RealDisk;
    for name in ["left.txt", "right.txt"] {
        let source = pair().peek(format!("/news/{name}")).expect("an article");
        real.create(&path(name), None).expect("made").write_all(&source).expect("written");
    }
    let sources = [Source::File(path("left.txt")), Source::File(path("right.txt"))];
    let options = Options { sources, ..options() };
    let open_real = || open(Arc::new(real), options.clone()).expect("opens").finish().expect("opens");
    let opened = open_real();
    let script = Script::new(&opened, 30);
    let mut writer = opened.writer.expect("writable");
    for operation in &script.operations {
        writer.submit(Arc::clone(operation));
        if operation.seq % 10 == 0 {
            assert_eq!(writer.flush().durable, operation.seq);
        }
    }
    assert_eq!(open_real().read_only.as_deref(), Some("in use by mk (process 4711 on hera)"));
    assert_eq!(writer.close().1, Vec::<String>::new());
    let opened = open_real();
    assert_eq!((opened.last, opened.recovered), (30, 0));
    let names = real.list(&path(".diptych")).expect("listed");
    assert_eq!(names.len(), 6, "{names:?}");
    let set = real.read(&path("left--right.mk.ron"), 1 << 20).expect("a set");
    assert_eq!(set, script.states[30].as_bytes());
}
