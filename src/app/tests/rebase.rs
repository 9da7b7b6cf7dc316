//! A rebase from the changed file to the set on the disk, over sessions, crashes and failing disks.

use super::*;
use crate::annotation::{Id, Set};
use crate::format::native;
use crate::store::check::check;
use crate::store::simulated::Fault;
use crate::store::testing::{LEFT, below};
use crate::text::{DocId, Document};

const OLD: &str = "The Taliban captured Sheberghan on Saturday, an aide to Dostum said.\r\n\r\n\
    The city is home to warlord Dostum, who returned this week from Turkey.\r\n\r\n\
    Residents had fled to the north, and the road was closed for days.\r\n";

const PARKED: &str = "/news/left--right.mk.parked-5.ron";

fn new_text() -> String {
    let text = OLD.replace("Sheberghan", "Şıbırğan").replace("from Turkey", "after a stay abroad");
    format!("KABUL — {}", text.replace("the north", "喀布尔"))
}

fn search(app: &mut App, paper: &mut Paper, word: &str, then: &str) {
    let letters: Vec<String> = word.chars().map(String::from).collect();
    press(app, paper, &format!("/ {} enter {then}", letters.join(" ")));
}

/// Returns a disk with a set of four tags, whose left article has changed since.
fn changed() -> SimulatedDisk {
    let (disk, mut paper) = (pair(), Paper::default());
    disk.put(LEFT, OLD);
    let mut app = inline(&disk);
    for (word, key) in [("Taliban", "o"), ("Sheberghan", "t"), ("Turkey", "t"), ("north", "t")] {
        press(&mut app, &mut paper, "g g");
        search(&mut app, &mut paper, word, key);
    }
    assert_eq!(app.leave().saved.durable, 4);
    disk.put(LEFT, new_text());
    disk
}

fn text(app: &App) -> &str {
    app.editor().document(DocId::A).text()
}

fn words(app: &App) -> Vec<String> {
    let mut mentions: Vec<_> = app.editor().set().mentions().collect();
    mentions.sort_by_key(|mention| mention.span.start());
    mentions.iter().map(|mention| app.editor().document(DocId::A).covered_span(&mention.span)).collect()
}

/// Returns the set in the file of what was parked, none if there is no such file.
fn parked(disk: &SimulatedDisk) -> Option<Set> {
    let right = disk.peek("/news/right.txt").expect("an article");
    let right = String::from_utf8(right).expect("text").trim_start_matches('\u{feff}').to_owned();
    let documents = [Document::new(DocId::A, OLD.to_owned()), Document::new(DocId::B, right)];
    let text = String::from_utf8(disk.peek(PARKED)?).expect("text");
    Some(native::read(&text, [&documents[0], &documents[1]]).expect("a whole set on the old text"))
}

#[test]
fn a_rebase_is_one_change_over_sessions() {
    let (disk, mut paper) = (changed(), Paper::default());
    let mut app = inline(&disk);
    app.draw(&mut paper);
    assert!(paper.text.contains("left.txt has changed") && text(&app) == OLD, "{}", paper.text);
    press(&mut app, &mut paper, "space r");
    assert!(paper.text.contains("1 carried") && paper.text.contains("3 open"), "{}", paper.text);
    press(&mut app, &mut paper, "enter P w");
    assert_eq!((words(&app), text(&app)), (vec!["Taliban".to_owned(), "Şıbırğan".to_owned()], new_text().as_str()));
    assert_eq!(parked(&disk).map(|set| set.mentions().count()), Some(2));
    assert_eq!(app.leave().saved.durable, 5);
    let backups = below(&disk, "/news/.diptych/backups");
    assert!(backups.len() == 1 && backups[0].to_string_lossy().ends_with(".rebase.ron"), "{backups:?}");
    // The next session is on the new text and can go back.
    let mut app = inline(&disk);
    app.draw(&mut paper);
    assert!(!paper.text.contains("has changed") && text(&app) == new_text(), "{}", paper.text);
    press(&mut app, &mut paper, "u u");
    assert_eq!((words(&app).len(), text(&app)), (4, OLD));
    assert_eq!(app.leave().saved.durable, 6);
    // And the one after it forward again.
    let mut app = inline(&disk);
    app.draw(&mut paper);
    assert!(paper.text.contains("left.txt has changed") && text(&app) == OLD, "{}", paper.text);
    press(&mut app, &mut paper, "C-r");
    assert_eq!((words(&app).len(), text(&app)), (2, new_text().as_str()));
    assert_eq!(app.leave().saved.durable, 7);
    assert!(check(&disk, Path::new(SET)).findings.is_empty(), "{}", check(&disk, Path::new(SET)).to_text());
}

#[test]
fn parked_tags_are_taken_up_again() {
    let (disk, mut paper) = (changed(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "space r enter P w");
    let ask = ": r e b a s e . p a r k e d enter";
    press(&mut app, &mut paper, ask);
    assert!(paper.text.contains("Parked") && paper.text.contains("2 open"), "{}", paper.text);
    press(&mut app, &mut paper, "w");
    assert!(paper.text.contains("nothing is decided yet"), "{}", paper.text);
    press(&mut app, &mut paper, "s");
    search(&mut app, &mut paper, "abroad", "enter");
    press(&mut app, &mut paper, "w");
    assert_eq!(words(&app), ["Taliban", "Şıbırğan", "abroad"]);
    assert!(paper.text.contains("1 taken up"), "{}", paper.text);
    press(&mut app, &mut paper, ask);
    assert!(paper.text.contains("1 open"), "{}", paper.text);
    press(&mut app, &mut paper, "q u");
    assert_eq!(words(&app).len(), 2, "taking up is a change like any other");
    disk.take(PARKED);
    press(&mut app, &mut paper, ask);
    assert!(paper.text.contains("nothing is parked"), "{}", paper.text);
    assert_eq!(app.leave().saved.failure, None);
}

/// What a crash has left is the set before or after the rebase, whole and on its own text, and no tag is gone.
fn recovered(disk: &SimulatedDisk, ids: &[Id], context: &str) -> bool {
    let app = inline(disk);
    let set = app.editor().set();
    let hash = app.editor().document(DocId::A).hash();
    assert_eq!(set.document(DocId::A).map(|info| info.sha256.as_str()), Some(hash), "{context}");
    let is_new = text(&app) != OLD;
    let expected: &[&str] =
        if is_new { &["Taliban", "Şıbırğan"] } else { &["Taliban", "Sheberghan", "Turkey", "north"] };
    assert_eq!(words(&app), expected, "{context}");
    let parked = parked(disk);
    let there = |id: &Id| set.get(*id).is_some() || parked.as_ref().is_some_and(|parked| parked.get(*id).is_some());
    assert!(ids.iter().all(there), "{context}: a tag is gone");
    is_new
}

#[test]
fn no_crash_in_a_rebase_loses_a_tag_or_leaves_the_set_on_another_text() {
    let (mut states, mut call, changed) = ([0, 0], 0, changed());
    loop {
        let (disk, mut paper) = (changed.after_crash(1), Paper::default());
        let mut app = inline(&disk);
        let ids: Vec<Id> = app.editor().set().mentions().map(|mention| mention.id).collect();
        press(&mut app, &mut paper, "space r enter P");
        disk.crash_at(disk.calls() + call);
        let last = disk.calls() + call;
        press(&mut app, &mut paper, "w");
        let saved = app.leave().saved.durable;
        for seed in 0..6 {
            let context = format!("{:?}, seed {seed}", disk.call(last));
            let is_new = recovered(&disk.after_crash(seed), &ids, &context);
            assert!(is_new || saved < 5, "{context}: it had been called saved");
            states[usize::from(is_new)] += 1;
        }
        if disk.calls() < last {
            assert!(call > 40 && saved == 5, "every step is there: {call}");
            break;
        }
        call += 1;
    }
    assert!(states[0] > 50 && states[1] > 50, "crashes come before it and after it: {states:?}");
}

#[test]
fn no_failing_call_in_a_rebase_loses_a_tag() {
    let changed = changed();
    for fault in [Fault::Error(28), Fault::Error(5), Fault::ErrorAfter(5), Fault::Torn(9, 28)] {
        for call in 0..60 {
            let (disk, mut paper) = (changed.after_crash(1), Paper::default());
            let mut app = inline(&disk);
            let ids: Vec<Id> = app.editor().set().mentions().map(|mention| mention.id).collect();
            press(&mut app, &mut paper, "space r enter P");
            let failing = disk.calls() + call;
            disk.fault_at(failing, fault);
            press(&mut app, &mut paper, "w");
            let context = format!("{:?}, {fault:?}", disk.call(failing));
            recovered(&disk.after_crash(0), &ids, &context);
            // What failed is tried again at the end.
            assert_eq!(app.leave().saved.durable, 5, "{context}");
            assert!(recovered(&disk.after_crash(0), &ids, &context), "{context}");
        }
    }
}

#[test]
fn a_file_that_has_the_name_of_what_is_parked_is_not_written_over() {
    let (disk, mut paper) = (changed(), Paper::default());
    disk.put(PARKED, "mine");
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "space r P w");
    assert_eq!(disk.peek(PARKED), Some(b"mine".to_vec()));
    assert!(disk.peek(PARKED.replace("-5", "-5-2")).is_some());
    assert!(app.editor().message().is_some_and(|message| message.text.contains("parked-5-2.ron")), "{}", paper.text);
    drop(app);
}

#[test]
fn an_article_that_is_the_same_or_gone_is_said_so() {
    let (disk, mut paper) = (pair(), Paper::default());
    let mut app = inline(&disk);
    press(&mut app, &mut paper, "space r");
    assert!(paper.text.contains("left.txt is the text that this set is on"), "{}", paper.text);
    disk.take(LEFT);
    press(&mut app, &mut paper, "space r");
    assert!(paper.text.contains("/news/left.txt") && !paper.text.contains("Rebase  "), "{}", paper.text);
    assert!(!app.leave().changed);
}

#[test]
fn a_large_article_that_changes_in_its_first_session_is_carried_too() {
    let (disk, mut paper) = (pair(), Paper::default());
    let lines: Vec<String> = (0..40_000).map(|line| format!("Line {line} tells of dam {line}.\n")).collect();
    let old = lines.concat();
    assert!(old.len() > crate::store::article::SMALL);
    disk.put(LEFT, old.clone());
    let mut app = inline(&disk);
    search(&mut app, &mut paper, "20000", "t");
    let new = format!("Şehir: one more line.\n{old}");
    disk.put(LEFT, new.clone());
    press(&mut app, &mut paper, "space r");
    assert!(paper.text.contains("1 carried"), "{}", paper.text);
    press(&mut app, &mut paper, "w");
    assert_eq!((words(&app), text(&app).len()), (vec!["20000".to_owned()], new.len()));
    assert_eq!(app.leave().saved.durable, 2);
    let mut app = inline(&disk);
    assert_eq!((words(&app), text(&app).len()), (vec!["20000".to_owned()], new.len()));
    press(&mut app, &mut paper, "u u");
    assert_eq!((words(&app), text(&app).len()), (vec!["20000".to_owned()], old.len()));
    assert_eq!(app.leave().saved.durable, 3);
    assert_eq!(words(&inline(&disk.after_crash(0))), ["20000"]);
}
