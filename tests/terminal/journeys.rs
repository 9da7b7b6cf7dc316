//! The program itself in a terminal: opened, worked with, left, killed, opened again.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::pty::{Ended, Terminal};

const LEFT: &str = "The ferry Kıyı left Şile at dawn.\n\nIts master, Ayla Demir, said “the sea was calm” when it \
                    turned back.\n\nNobody was hurt.\n";
const RIGHT: &str =
    "A ferry returned to Şile on Monday.\r\n\r\nThe harbour office said the wind had risen. 東京 was told.\r\n";

/// A folder with a pair of articles, and a home of its own.
pub struct Folder(TempDir);

impl Folder {
    /// Returns a new one with two articles.
    pub fn new() -> Folder {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        fs::write(folder.path().join("left.txt"), LEFT).expect("an article");
        fs::write(folder.path().join("right.txt"), RIGHT).expect("an article");
        Folder(folder)
    }

    /// Returns the path of the file called `name` in it.
    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a path in Unicode").to_owned()
    }

    /// Opens the pair in a terminal of `size` with `variables` besides the usual ones.
    pub fn open_with(&self, size: (u16, u16), variables: &[(&str, &str)]) -> Terminal {
        let (home, left, right) = (self.path("home"), self.path("left.txt"), self.path("right.txt"));
        let mut all = vec![("HOME", home.as_str()), ("LOGNAME", "mk")];
        all.extend_from_slice(variables);
        let program = Path::new(env!("CARGO_BIN_EXE_diptych"));
        let terminal = Terminal::start(size, program, &[&left, &right], &all);
        terminal.wait_until("the other screen", vt100::Screen::alternate_screen);
        terminal
    }

    /// Opens the pair and waits until it is shown.
    pub fn open(&self) -> Terminal {
        let terminal = self.open_with((120, 30), &[]);
        terminal.wait_for("Nobody was hurt.");
        terminal
    }

    /// Returns the set's file.
    pub fn set(&self) -> String {
        fs::read_to_string(self.path("left--right.mk.ron")).expect("the set")
    }
}

/// Leaves the reading view and expects everything to be as it was.
pub fn leave(mut terminal: Terminal) -> Ended {
    terminal.send("qq");
    let ended = terminal.ended();
    assert!(ended.left.is_empty() && ended.code == 0, "{ended:?}");
    ended
}

/// Whether the first cell of `text` has a ground of its own, which is a tag or the selection.
fn is_washed(screen: &vt100::Screen, text: &str) -> bool {
    let (rows, columns) = screen.size();
    let found = screen.rows(0, columns.get()).enumerate().find_map(|(y, row)| {
        let before = row.split_once(text)?.0;
        Some((u16::try_from(y).ok()?, u16::try_from(before.chars().count()).ok()?))
    });
    let Some((y, x)) = found.filter(|(y, _)| *y < rows.get()) else { return false };
    screen.cell(y, x).is_some_and(|cell| cell.bgcolor() != vt100::Color::Default)
}

#[test]
fn a_pair_opens_with_both_texts_and_is_left_without_a_trace() {
    let folder = Folder::new();
    let terminal = folder.open();
    for shown in ["The ferry Kıyı left Şile at dawn.", "A ferry returned to Şile on Monday.", "東京"] {
        terminal.wait_for(shown);
    }
    terminal.wait_for("left--right.mk.ron");
    let ended = leave(terminal);
    assert!(ended.after.contains("left--right.mk.ron"), "{ended:?}");
    assert!(!Path::new(&folder.path("left--right.mk.ron")).exists(), "a set was written though nothing was done");
}

#[test]
fn a_tag_is_there_again_after_leaving_and_can_be_undone() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("l");
    terminal.send("o");
    terminal.wait_for("saved 1");
    leave(terminal);
    assert!(folder.set().contains("label: \"organization\""), "{}", folder.set());

    let mut terminal = folder.open();
    terminal.send("G");
    terminal.wait_until("the tag", |screen| is_washed(screen, "ferry Kıyı"));
    terminal.send("u");
    terminal.wait_for("u again");
    terminal.send("u");
    terminal.wait_for("undone: tag “ferry”");
    terminal.wait_for("saved 2");
    leave(terminal);
    assert!(!folder.set().contains("organization"), "{}", folder.set());
}

#[test]
fn what_both_share_is_followed_compared_and_decided() {
    let folder = Folder::new();
    let shared = "The ferry Kıyı left Şile at dawn.";
    let filler: Vec<String> = (1..40).map(|at| format!("Gull {at} sat on mast {at}.\r\n\r\n")).collect();
    let filler = filler.concat();
    fs::write(folder.path("right.txt"), format!("{filler}The ferry Kıyı left Şile on Monday.\r\n"))
        .expect("an article");
    let mut terminal = folder.open();
    assert!(!terminal.screen().contains("on Monday"));
    // The first key asks for the comparison; any later one may bring the other article over.
    while !terminal.screen().contains("on Monday") {
        terminal.send("l");
        terminal.pass(std::time::Duration::from_millis(50), |screen| screen.contents().contains("on Monday"));
    }
    terminal.send(" c");
    terminal.wait_for("unmatched A 2, B 39");
    terminal.send("g]f");
    terminal.wait_for("flagged 1 of 1");
    terminal.send("dd");
    terminal.wait_for("saved 1 ✓");
    terminal.send("j0");
    terminal.wait_for("saved 2 ✓");
    terminal.send("q");
    terminal.wait_for("follow");
    leave(terminal);
    let set = folder.set();
    assert!(set.contains("differs, in: time") && set.contains(shared) && set.contains("no_counterpart(doc: "), "{set}");
}

#[test]
fn an_earlier_session_is_listed_looked_at_and_returned_to() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("lo");
    terminal.wait_for("saved 1");
    terminal.send("lp");
    terminal.wait_for("saved 2");
    leave(terminal);

    let mut terminal = folder.open();
    terminal.send(" h");
    terminal.wait_for("before the first change");
    terminal.wait_for("tag “ferry” Organization");
    terminal.send("Gkv");
    terminal.wait_for("looking at change 1 of 2");
    terminal.send("t");
    terminal.wait_for("nothing was changed");
    terminal.send("gh");
    terminal.wait_for("returned to change 1");
    terminal.wait_for("saved 3");
    leave(terminal);
    assert!(folder.set().contains("organization") && !folder.set().contains("person"), "{}", folder.set());

    let mut terminal = folder.open();
    terminal.send("uu");
    terminal.wait_for("undone: return to 1");
    terminal.wait_for("saved 4");
    leave(terminal);
    assert!(folder.set().contains("organization") && folder.set().contains("person"), "{}", folder.set());
}

#[test]
fn a_terminal_too_small_says_so_and_work_goes_on_after_it_grows() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.resize((20, 5));
    terminal.wait_until("words on the size", |screen| {
        !screen.contents().contains("ferry") && !screen.contents().trim().is_empty()
    });
    terminal.resize((80, 24));
    terminal.wait_for("Nobody was hurt.");
    terminal.send("p");
    terminal.wait_for("saved 1");
    leave(terminal);
}

#[test]
fn the_smallest_terminals_are_drawn_on() {
    for size in [(1, 1), (2, 1), (1, 40), (500, 2)] {
        let terminal = Folder::new().open_with(size, &[]);
        terminal.signal("TERM");
        assert!(terminal.ended().left.is_empty(), "{size:?}");
    }
}

#[test]
fn a_signal_keeps_what_was_done_and_gives_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("QUIT", 131), ("HUP", 129)] {
        let folder = Folder::new();
        let mut terminal = folder.open();
        terminal.send("p");
        terminal.wait_for("saved 1");
        terminal.signal(signal);
        let ended = terminal.ended();
        assert_eq!((ended.left.as_slice(), ended.code), (&[] as &[&str], code), "{signal}: {ended:?}");
        leave(folder.open());
        assert!(folder.set().contains("person"), "{signal}");
    }
}

#[test]
fn a_closed_window_ends_the_program_and_loses_nothing() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("p");
    terminal.wait_for("saved 1");
    terminal.closed();
    let terminal = folder.open();
    terminal.wait_until("the tag", |screen| is_washed(screen, "The ferry"));
    leave(terminal);
}

#[test]
fn a_stop_gives_the_terminal_back_for_a_while() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("\x1a");
    terminal.wait_until_stopped();
    terminal.wait_until("the first screen", |screen| !screen.alternate_screen());
    terminal.resize((90, 25));
    terminal.signal("CONT");
    terminal.wait_for("Nobody was hurt.");
    leave(terminal);
}

#[test]
fn many_keys_at_once_are_all_obeyed_in_few_pictures() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    let before = terminal.count("\x1b[?2026h");
    terminal.send(&"lh".repeat(100));
    terminal.send("llo");
    terminal.wait_for("saved 1");
    assert!(terminal.count("\x1b[?2026h") <= before + 5);
    leave(terminal);
    assert!(folder.set().contains("\"Kıyı\""), "{}", folder.set());
}

#[test]
fn without_colours_no_colour_is_sent() {
    let folder = Folder::new();
    let mut terminal = folder.open_with((100, 30), &[("NO_COLOR", "1")]);
    terminal.wait_for("Nobody was hurt.");
    terminal.send("p");
    terminal.wait_for("saved 1");
    assert_eq!((terminal.count("38;"), terminal.count("48;"), terminal.count("58:")), (0, 0, 0));
    assert!(terminal.count("\x1b[7") + terminal.count(";7m") > 0, "the selection is reversed");
    leave(terminal);
}

#[test]
fn a_light_background_brings_the_colours_for_it() {
    let mut terminal = Folder::new().open();
    assert_eq!(terminal.count("\x1b]11;?"), 1);
    assert!(terminal.count("38;5;94") == 0 && terminal.count("38;5;179") > 0, "dark until it is known");
    terminal.send("\x1b]11;rgb:fdfd/f6f6/e3e3\x07");
    terminal.wait_until("another accent", |screen| {
        let (rows, columns) = screen.size();
        let cells = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
        cells.filter_map(|(y, x)| screen.cell(y, x)).any(|cell| cell.fgcolor() == vt100::Color::Idx(94))
    });
    leave(terminal);
}

#[test]
fn a_locale_without_utf_8_gets_plain_signs() {
    let terminal = Folder::new().open_with((100, 30), &[("LANG", "C")]);
    terminal.wait_for("Nobody was hurt.");
    let signs = ['│', '─', '▸', '¶', '…', '✓', '┬'];
    assert!(!terminal.screen().contains(signs), "{}", terminal.screen());
    leave(terminal);
}

#[test]
fn a_jump_goes_to_a_word_of_the_other_article_and_a_label_key_tags_it() {
    let folder = Folder::new();
    let mut terminal = folder.open();
    terminal.send("f");
    terminal.wait_for("the first letter or two of a word");
    terminal.send("mo");
    terminal.wait_for("“Monday”");
    terminal.send("d");
    terminal.wait_for("saved 1");
    terminal.send("ff");
    terminal.wait_for("press what stands on one");
    terminal.send("\u{1b}");
    terminal.wait_for("“Monday”");
    leave(terminal);
    assert!(folder.set().contains("\"Monday\""), "{}", folder.set());
}
