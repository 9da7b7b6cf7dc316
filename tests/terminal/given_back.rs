//! The terminal is given back, whatever ends the program.
//!
//! These tests start themselves again in a terminal, as a small program that draws what comes in.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use diptych::app::event::{Event, Signal};
use diptych::app::screen::Screen;
use diptych::editor::scene::{Ink, Piece, Scene};
use diptych::tui::depth::Depth;
use diptych::tui::terminal::{Terminal as Held, size};
use diptych::tui::theme::standard::Wish;
use diptych::tui::watch::Watch;
use diptych::tui::{ColourSource, Options, input};

use crate::pty::{Ended, Terminal};

/// Set in the small program alone.
const INSIDE: &str = "DIPTYCH_TEST_INSIDE";

#[test]
#[ignore = "the small program that the other tests start"]
fn inside() {
    if std::env::var_os(INSIDE).is_none() {
        return;
    }
    let options = Options {
        colours: ColourSource::Bundled(Wish::Auto),
        depth: Depth::Indexed256,
        coloured_underlines: true,
        background: None,
        mouse: true,
        commands: true,
    };
    let (sender, receiver) = channel();
    let watch = Watch::new().expect("signals can be watched");
    let mut held = Held::take(options).expect("a terminal");
    let size = size().expect("a size");
    held.draw(&picture(size, "ready")).expect("the first picture");
    input::start(sender.clone(), held.answer()).expect("a thread");
    watch.start(sender.clone()).expect("a thread");
    show(&mut held, size, &receiver, &sender);
}

/// Shows what comes in until something ends it.
fn show(held: &mut Held, mut size: (u16, u16), events: &Receiver<Event>, sender: &Sender<Event>) {
    for event in events {
        let words = match event {
            Event::Key(key) if key.notation() == "q" => return,
            Event::Key(key) if key.notation() == "!" => panic!("the small program falls"),
            Event::Key(key) if key.notation() == "?" => {
                let fallen = thread::Builder::new().name("helper".to_owned()).spawn(|| panic!("a helper falls"));
                assert!(fallen.expect("a thread").join().is_err());
                "a helper has fallen".to_owned()
            }
            Event::Key(key) if key.notation() == "r" => {
                held.redraw().expect("a terminal");
                "drawn anew".to_owned()
            }
            Event::Key(key) if key.notation() == "y" => {
                held.copy("copied").expect("a terminal");
                "copied".to_owned()
            }
            Event::Watch(Signal::Stop) => {
                size = held.suspend().expect("a terminal");
                "back".to_owned()
            }
            Event::Watch(Signal::End(_) | Signal::Hangup) => return,
            Event::Resize(columns, rows) => {
                size = (columns, rows);
                format!("{columns} by {rows}")
            }
            Event::Key(key) if key.notation() == "s" => {
                sender.send(Event::Watch(Signal::Stop)).expect("a channel");
                continue;
            }
            Event::Watch(Signal::Continue) => continue,
            Event::Key(key) => format!("key {}", key.notation()),
            other => format!("{other:?}"),
        };
        if held.draw(&picture(size, &words)).is_err() {
            return;
        }
    }
}

fn picture((width, height): (u16, u16), words: &str) -> Scene {
    let piece = |y, text: &str| Piece { x: 1, y, text: text.to_owned(), ink: Ink::default().bold() };
    let pieces = vec![piece(0, words), piece(height - 1, "the last row")];
    Scene { width, height, pieces, cursor: Some((1, 0)), title: "a small program".to_owned() }
}

fn started() -> Terminal {
    let program = std::env::current_exe().expect("this program");
    let arguments = ["--exact", "given_back::inside", "--ignored", "--nocapture", "--test-threads=1"];
    let terminal = Terminal::start((60, 12), &program, &arguments, &[(INSIDE, "yes")]);
    terminal.wait_for("ready");
    terminal.wait_for("the last row");
    terminal
}

fn assert_nothing_left(ended: &Ended) {
    assert!(ended.left.is_empty(), "{ended:?}");
    assert!(!ended.after.contains("the last row"), "{ended:?}");
}

#[test]
fn after_leaving() {
    let mut terminal = started();
    terminal.wait_until("modes", |screen| {
        let steady_bar = matches!(screen.cursor_style(), vt100::CursorStyle::SteadyVerticalBar);
        screen.alternate_screen() && screen.bracketed_paste() && steady_bar && screen.cursor_position() == (0, 1)
    });
    terminal.send("q");
    let ended = terminal.ended();
    assert_nothing_left(&ended);
    assert_eq!(ended.code, 0, "{ended:?}");
}

#[test]
fn after_each_signal_that_ends() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let terminal = started();
        terminal.signal(signal);
        let ended = terminal.ended();
        assert_nothing_left(&ended);
        assert_eq!(ended.code, 0, "{signal}: {ended:?}");
    }
}

#[test]
fn before_a_panic_speaks() {
    let mut terminal = started();
    terminal.send("!");
    let ended = terminal.ended();
    assert_nothing_left(&ended);
    assert!(ended.after.contains("the small program falls"), "{ended:?}");
}

#[test]
fn a_panic_elsewhere_waits_with_its_words() {
    let mut terminal = started();
    terminal.send("?");
    terminal.wait_for("a helper has fallen");
    assert!(!terminal.screen().contains("a helper falls"), "{}", terminal.screen());
    terminal.send("q");
    let ended = terminal.ended();
    assert_nothing_left(&ended);
    assert!(ended.after.contains("the thread `helper` has stopped") && ended.after.contains("a helper falls"));
}

#[test]
fn around_a_stop() {
    for how in ["s", "TSTP"] {
        let mut terminal = started();
        if how == "s" {
            terminal.send(how);
        } else {
            terminal.signal(how);
        }
        terminal.wait_until_stopped();
        terminal.wait_until("the first screen", |screen| !screen.alternate_screen() && !screen.bracketed_paste());
        terminal.resize((40, 10));
        terminal.signal("CONT");
        terminal.wait_for("the last row");
        terminal.wait_until("modes", |screen| screen.alternate_screen() && screen.bracketed_paste());
        terminal.send("q");
        assert_nothing_left(&terminal.ended());
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    started().closed();
}

#[test]
fn a_new_size_is_told_at_once() {
    let terminal = started();
    terminal.resize((20, 5));
    terminal.wait_for("20 by 5");
    terminal.resize((70, 20));
    terminal.wait_for("70 by 20");
    terminal.wait_for("the last row");
}

#[test]
fn keys_pastes_and_the_mouse_come_in() {
    let mut terminal = started();
    for (keys, shown) in [
        ("p", "key p"),
        ("\x1b[Z", "key S-tab"),
        ("\x1b[1;5C", "key C-right"),
        ("\x04", "key C-d"),
        ("\x1b[200~a\rb\x1b[201~", "Paste(\"a\\rb\")"),
        ("\x1b[<0;3;4M", "Mouse(Mouse { x: 2, y: 3, kind: Press })"),
        ("\x1b[<64;3;4M", "WheelUp"),
        ("\x1b[O", "Focus(false)"),
    ] {
        terminal.send(keys);
        terminal.wait_for(shown);
    }
}

#[test]
fn the_answer_on_the_background_is_no_key() {
    let mut terminal = started();
    assert_eq!(terminal.count("\x1b]11;?\x1b\\"), 1);
    terminal.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    terminal.wait_for("Repaint");
    terminal.send("z");
    terminal.wait_for("key z");
}

#[test]
fn a_picture_drawn_anew_is_whole() {
    let mut terminal = started();
    terminal.send("r");
    terminal.wait_for("drawn anew");
    terminal.wait_for("the last row");
    terminal.send("y");
    terminal.wait_for("copied");
    assert_eq!(terminal.count("\x1b]52;c;Y29waWVk"), 1);
}
