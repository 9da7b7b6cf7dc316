//! What a terminal and the system do to the desk: signals, stops, sizes, and the end of the terminal itself.

use std::time::Duration;

use crate::desk::{SIZE, leave, pair, start};
use crate::pty::Terminal;
use crate::run::Folder;

/// A desk on which one change was made and saved.
fn begun(folder: &Folder) -> Terminal {
    let mut desk = start(folder, "left.txt right.txt");
    desk.wait_for("▸ “Aldeş”");
    desk.send("p");
    desk.wait_for("saved 1");
    desk
}

fn has_one_mention(folder: &Folder) {
    let desk = start(folder, "left.txt right.txt");
    desk.wait_for("mentions 1");
    leave(desk);
}

#[test]
fn an_end_asked_for_by_the_system_saves_first() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let folder = pair();
        let desk = begun(&folder);
        desk.signal(signal);
        let ended = desk.ended();
        assert_eq!((ended.code, ended.left), (code, Vec::new()), "{signal}: {}", ended.after);
        assert!(folder.read("left--right.mk.ron").contains("label: \"person\""), "{signal}");
    }
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_and_loses_nothing() {
    let folder = pair();
    // One that waits for a terminal that is gone, by reading or writing, would take all the time there is.
    let used = begun(&folder).closed();
    assert!(used < Duration::from_millis(300), "{used:?} of computing after the end of the terminal");
    has_one_mention(&folder);
}

#[test]
fn a_terminal_that_is_closed_under_a_stopped_program_ends_it_too() {
    let folder = pair();
    let mut desk = begun(&folder);
    desk.send("\x1a");
    desk.wait_until_stopped();
    desk.closed();
    has_one_mention(&folder);
}

#[test]
fn the_shell_has_its_terminal_while_the_program_is_stopped() {
    for key in [true, false] {
        let folder = pair();
        let mut desk = begun(&folder);
        if key {
            desk.send("\x1a");
        } else {
            desk.signal("TSTP");
        }
        desk.wait_until_stopped();
        desk.wait_until("the first screen", |screen| !screen.alternate_screen() && !screen.bracketed_paste());
        assert_eq!(desk.left(), Vec::<&str>::new());
        desk.resize((80, 20));
        desk.signal("CONT");
        desk.wait_until("the picture", |screen| screen.alternate_screen() && screen.contents().contains("Yeşova."));
        desk.send("u");
        desk.wait_for("saved");
        leave(desk);
    }
}

#[test]
fn a_terminal_that_was_small_for_a_moment_gets_its_whole_picture_again() {
    let folder = pair();
    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("▸ “Aldeş”");
    // Two signals that wait are one: the program often hears of the last size only, which is the one it knows.
    for _ in 0..100 {
        desk.resize((1, 1));
        desk.resize(SIZE);
    }
    desk.wait_for("▸ “Aldeş”");
    desk.wait_for("¶1");
    desk.send("p");
    desk.wait_for("saved 1");
    leave(desk);
}

#[test]
fn a_storm_of_sizes_leaves_a_program_that_works() {
    let folder = pair();
    let mut desk = start(&folder, "left.txt right.txt");
    desk.wait_for("▸ “Aldeş”");
    let sizes = [(1, 1), (2, 1), (1, 30), (100, 1), (20, 5), (75, 12), (76, 24), (160, 48), (40, 8), (7, 3)];
    for round in 0..30_u16 {
        for (columns, rows) in sizes {
            desk.resize((columns + round % 3, rows + round % 2));
            desk.send("l");
        }
    }
    for size in [(1, 1), SIZE] {
        desk.resize(size);
        desk.send("gg");
    }
    desk.wait_for("▸ “Aldeş”");
    desk.send("p");
    desk.wait_for("saved 1");
    leave(desk);
    has_one_mention(&folder);
}
