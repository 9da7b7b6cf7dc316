//! The desk as a person has it: the program in a terminal, keys in, and what is on the disk afterwards.

use std::path::Path;

use crate::pty::{Ended, Terminal};
use crate::run::Folder;

pub const SIZE: (u16, u16) = (100, 30);

/// Starts the program in the folder with `line` as its arguments.
pub fn start(folder: &Folder, line: &str) -> Terminal {
    start_in(folder, SIZE, line)
}

fn start_in(folder: &Folder, size: (u16, u16), line: &str) -> Terminal {
    // Names of files become whole paths: the terminal starts in another folder.
    let whole = |word: &str| {
        let path = folder.path(word);
        if path.exists() || word.contains('.') { path.to_string_lossy().into_owned() } else { word.to_owned() }
    };
    let arguments: Vec<String> = line.split_whitespace().map(whole).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let home = folder.path("home");
    let home = home.to_string_lossy();
    let variables = [("HOME", &*home), ("LOGNAME", "mk")];
    Terminal::start(size, Path::new(env!("CARGO_BIN_EXE_diptych")), &arguments, &variables)
}

/// Leaves, and checks that the program ended as it should.
pub fn leave(mut terminal: Terminal) -> String {
    terminal.send("qq");
    let Ended { code, left, after } = terminal.ended();
    assert_eq!((code, left), (0, Vec::new()), "{after}");
    after
}

pub fn pair() -> Folder {
    Folder::new()
        .with("left.txt", "Aldeş left Yeşova.\n\nNobody stayed.\n")
        .with("right.txt", "In Yeşova Aldeş stayed.\n")
}

#[test]
fn a_tag_is_saved_and_is_there_again_with_its_undo() {
    let folder = pair();
    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("▸ “Aldeş”");
    desk.send("p");
    desk.wait_for("saved 1");
    desk.send("llt");
    desk.wait_for("saved 2");
    let after = leave(desk);
    let set = folder.path("left--right.mk.ron");
    assert!(after.contains(&format!("saved: {}, up to change 2", set.display())), "{after}");
    let kept = folder.read("left--right.mk.ron");
    assert!(
        kept.contains("at: [(0, 5, \"Aldeş\")], label: \"person\"") && kept.contains("\"Yeşova\")], label: \"place\"")
    );

    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("mentions 2");
    desk.send("u");
    desk.wait_for("u again undoes earlier ones");
    desk.send("u");
    desk.wait_for("saved 3");
    desk.wait_for("mentions 1");
    leave(desk);
    assert!(!folder.read("left--right.mk.ron").contains("place"));
    assert_eq!(folder.run("left.txt right.txt").well().lines().nth(1), Some("A 1  [Aldeş]person left Yeşova."));
}

#[test]
fn a_second_instance_reads_and_says_who_writes() {
    let folder = pair();
    let mut first = start(&folder, "left.txt right.txt");
    first.wait_for("▸ “Aldeş”");
    first.send("p");
    first.wait_for("saved 1");
    let mut second = start(&folder, "left.txt right.txt");
    second.wait_for("in use by mk");
    second.send("t");
    second.wait_for("mentions 1");
    leave(second);
    leave(first);
    assert_eq!(folder.read("left--right.mk.ron").matches("label:").count(), 1);
}

#[test]
fn without_arguments_the_sample_opens_with_a_practice_copy() {
    let folder = Folder::new();
    let mut desk = start(&folder, "");
    desk.wait_for("courier--herald.mk.ron");
    desk.wait_for("mentions 86");
    desk.send("lp");
    desk.wait_for("saved 1");
    leave(desk);
    let copies: Vec<_> = folder.files().into_iter().filter(|file| file.ends_with("courier--herald.mk.ron")).collect();
    let [copy] = copies.as_slice() else { panic!("one practice copy: {copies:?}") };
    assert!(copy.starts_with("home/.local/share/diptych/"), "{copy}");
    assert!(folder.read(copy).contains("annotator: \"mk\"") && folder.read(copy).contains("\"Şirin Aldeş\""));
    let desk = start(&folder, "--sample");
    desk.wait_for("mentions 87");
    leave(desk);
}

#[test]
fn the_set_of_another_annotator_opens_to_read_unless_asked_for() {
    let folder = Folder::of_sample();
    let mut desk = start(&folder, "courier--herald.sample.ron");
    desk.wait_for("belongs to sample");
    desk.send("p");
    desk.wait_for("mentions 86");
    leave(desk);
    let mut desk = start(&folder, "courier.txt herald.txt --as sample");
    desk.wait_for("mentions 86");
    desk.send("p");
    desk.wait_for("saved 1");
    leave(desk);
    assert!(folder.read("courier--herald.sample.ron").contains("(0, 3, \"The\")], label: \"person\""));
}

#[test]
fn broken_settings_are_told_on_the_screen_and_a_small_screen_says_so() {
    let folder = pair().with("home/.config/diptych/config.ron", "(theme: drak)");
    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("cannot read the settings");
    desk.resize((40, 8));
    desk.wait_until("a plain message", |screen| !screen.contents().contains("Aldeş"));
    desk.resize(SIZE);
    desk.send("l");
    desk.wait_for("▸ “left”");
    leave(desk);
}

#[test]
fn an_article_that_has_changed_is_told_and_the_stored_text_shown() {
    let folder = pair();
    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("▸ “Aldeş”");
    desk.send("p");
    desk.wait_for("saved 1");
    leave(desk);
    let folder = folder.with("left.txt", "Something else altogether.\n");
    let desk = start(&folder, "left.txt right.txt");
    desk.wait_for("has changed; the text of this set is shown");
    desk.wait_for("Aldeş left Yeşova.");
    leave(desk);
}

#[test]
fn what_cannot_be_opened_leaves_the_terminal_alone() {
    let folder = pair();
    let desk = start(&folder, "left.txt nix.txt");
    let ended = desk.ended();
    assert_eq!((ended.code, ended.left), (2, Vec::new()));
    assert!(ended.after.is_empty() || ended.after.contains("there is no file"), "{}", ended.after);
}
