//! A rebase in a terminal: the article changes on the disk, its tags are carried over, one by hand, and back again.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::pty::{Ended, Terminal};

const OLD: &str = "The ferry Kıyı left Şile at dawn on Monday with ninety people on board.\n\n\
    Its master, Ayla Demir, said the sea had been calm when it turned back to the harbour.\n\n\
    Nobody was hurt, and the company promised to answer all questions on Tuesday.\n";
const RIGHT: &str = "A ferry returned to Şile on Monday.\n";

fn new_text() -> String {
    let text = OLD.replace("Ayla Demir", "A. Demir").replace("the company", "its owners");
    format!("ŞİLE — 東京 was told. {text}")
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().expect("a path in Unicode").to_owned()
}

fn open(folder: &TempDir) -> Terminal {
    let (home, left, right) = (path(folder, "home"), path(folder, "left.txt"), path(folder, "right.txt"));
    let program = Path::new(env!("CARGO_BIN_EXE_diptych"));
    let terminal = Terminal::start((120, 30), program, &[&left, &right], &[("HOME", &home), ("LOGNAME", "mk")]);
    terminal.wait_for("Nobody was hurt");
    terminal
}

fn leave(mut terminal: Terminal) -> Ended {
    terminal.send("qq");
    let ended = terminal.ended();
    assert!(ended.left.is_empty() && ended.code == 0, "{ended:?}");
    ended
}

/// Tags the first `words` of the left article with the label of `key`.
fn tag(terminal: &mut Terminal, words: &str, key: &str, count: usize) {
    terminal.send("gg/");
    terminal.send(words);
    terminal.send("\r");
    terminal.send(key);
    terminal.wait_for(&format!("saved {count}"));
}

fn set(folder: &TempDir) -> String {
    fs::read_to_string(path(folder, "left--right.mk.ron")).expect("the set")
}

#[test]
fn a_changed_article_is_rebased_undone_and_done_again_over_sessions() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("home")).expect("a home");
    fs::write(folder.path().join("left.txt"), OLD).expect("an article");
    fs::write(folder.path().join("right.txt"), RIGHT).expect("an article");
    let mut terminal = open(&folder);
    tag(&mut terminal, "ferry", "o", 1);
    tag(&mut terminal, "Ayla Demir", "p", 2);
    tag(&mut terminal, "company", "o", 3);
    leave(terminal);
    let before = set(&folder);

    fs::write(folder.path().join("left.txt"), new_text()).expect("its new text");
    let mut terminal = open(&folder);
    terminal.wait_for("left.txt has changed");
    terminal.wait_for("Ayla Demir, said");
    terminal.send(" r");
    terminal.wait_for("1 carried");
    terminal.wait_for("2 open");
    terminal.wait_for("new text of left.txt");
    assert_eq!(set(&folder), before, "nothing is written yet");
    terminal.send("\r");
    terminal.wait_for("1 placed");
    // The second one by hand.
    terminal.send("s");
    terminal.wait_for("takes the selection");
    terminal.send("/owners\r");
    terminal.send("\r");
    terminal.wait_for("by hand");
    terminal.send("w");
    terminal.wait_for("3 carried; u takes all of it back");
    terminal.wait_for("saved 4");
    terminal.wait_for("東京 was told");
    // Back and forth in the same session.
    terminal.send("u");
    terminal.wait_for("Ayla Demir, said");
    terminal.wait_for("saved 5");
    terminal.send("U");
    terminal.wait_for("東京 was told");
    terminal.wait_for("saved 6");
    terminal.send("u");
    terminal.wait_for("saved 7");
    leave(terminal);
    assert_eq!(set(&folder), before, "undone to the byte");

    let mut terminal = open(&folder);
    terminal.wait_for("left.txt has changed");
    terminal.send("U");
    terminal.wait_for("東京 was told");
    terminal.wait_for("saved 8");
    leave(terminal);
    let after = set(&folder);
    for words in ["\"ferry\"", "\"owners\"", "Demir\""] {
        assert!(after.contains(words), "{words}: {after}");
    }
    let checked = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["check", &path(&folder, "left--right.mk.ron")])
        .env("HOME", path(&folder, "home"))
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("recovers 8"), "{said}");
}
