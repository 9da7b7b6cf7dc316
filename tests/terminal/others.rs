//! Another program changes the set under the running one, or between two runs of it.

use std::fs;
use std::path::Path;

use crate::journeys::{Folder, leave};

/// Replaces the set as git does it: another file takes its name.
fn replace(folder: &Folder, change: impl FnOnce(&str) -> String) -> String {
    let theirs = change(&folder.set());
    fs::write(folder.path("theirs.ron"), &theirs).expect("written");
    fs::rename(folder.path("theirs.ron"), folder.path("left--right.mk.ron")).expect("renamed");
    theirs
}

fn relabelled(text: &str) -> String {
    assert!(text.contains("label: \"person\""), "{text}");
    text.replace("label: \"person\"", "label: \"group\"")
}

/// Returns a folder with a set in which there is one tag.
fn with_a_tag() -> Folder {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("p");
    terminal.wait_for("saved 1");
    leave(terminal);
    folder
}

fn backups(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path(".diptych/backups")).expect("backups");
    entries.map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a copy")).collect()
}

#[test]
fn a_file_replaced_under_the_program_is_merged_and_undone() {
    let folder = with_a_tag();
    let mut terminal = folder.open();
    terminal.send("lo");
    terminal.wait_for("saved 2");
    let theirs = replace(&folder, relabelled);
    // The window has the keyboard again.
    terminal.send("\x1b[I");
    for words in ["NOT SAVED: changed by another program", "(1 changed)", "1 new", "merge mine on top", "keep both"] {
        terminal.wait_for(words);
    }
    terminal.send("m");
    terminal.wait_for("saved 3");
    terminal.wait_until("no panel", |screen| !screen.contents().contains("keep both"));
    leave(terminal);
    let set = folder.set();
    assert!(set.contains("label: \"group\"") && set.contains("label: \"organization\""), "{set}");
    assert_eq!(backups(&folder), [theirs]);

    let mut terminal = folder.open();
    terminal.send("u");
    terminal.wait_for("u again");
    terminal.send("u");
    terminal.wait_for("undone: merge what another program did (1 changed)");
    terminal.wait_for("saved 4");
    leave(terminal);
    let set = folder.set();
    assert!(set.contains("label: \"person\"") && set.contains("label: \"organization\""), "{set}");
}

#[test]
fn a_file_changed_after_a_kill_is_asked_about_at_the_next_start() {
    let folder = with_a_tag();
    let mut terminal = folder.open();
    terminal.send("lo");
    terminal.wait_for("saved 2");
    terminal.signal_if_there("KILL");
    assert_eq!(terminal.ended().code, 137);
    let theirs = replace(&folder, relabelled);

    let mut terminal = folder.open_with((80, 24), &[]);
    for words in ["NOT SAVED", "keep both", "take theirs"] {
        terminal.wait_for(words);
    }
    terminal.send("\x1b");
    terminal.wait_for("Space o says more");
    terminal.send(" o");
    terminal.wait_for("keep both");
    terminal.send("b");
    terminal.wait_for("left--right.mk-2.ron");
    terminal.wait_for("saved 2");
    leave(terminal);
    assert_eq!(folder.set(), theirs);
    let beside = fs::read_to_string(folder.path("left--right.mk-2.ron")).expect("the set beside");
    assert!(beside.contains("label: \"person\"") && beside.contains("label: \"organization\""), "{beside}");
    assert!(!Path::new(&folder.path(".diptych/left--right.mk.kept.ron")).exists());

    let mut terminal = folder.open();
    terminal.wait_for("Nobody was hurt.");
    assert!(!terminal.screen().contains("NOT SAVED"), "{}", terminal.screen());
    terminal.send("\x1b[I");
    leave(terminal);
    assert_eq!(folder.set(), theirs);
}
