//! The terminal taken and given back: raw mode, the other screen, mouse, paste, focus, cursor, title.
//!
//! Whatever ends the program, the terminal is given back: leaving, an error, a panic (here), signals and the end of
//! the terminal itself (the watch turns them into leaving).

use std::io::{self, Write};
use std::mem;
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::terminal;

/// The other screen, with the title of the window kept for later.
const OTHER_SCREEN: &str = "\x1b[?1049h\x1b[22;2t";
/// Pastes in brackets, focus told, a steady bar for a cursor.
const MODES: &str = "\x1b[?2004h\x1b[?1004h\x1b[6 q";
/// The mouse: presses, drags and the wheel, with places beyond column 223; not every movement, which would wake us.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The end of all that, and of a picture that was cut off; no line end, so that it is written at once.
const GIVE_BACK: &str = "\x1b[?2026l\x1b[m\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[0 q\x1b[?25h\
                         \x1b[23;2t\x1b[?1049l";

/// The thread that holds the terminal, and what others wanted to say while it did.
static HELD: Mutex<Held> = Mutex::new(Held { by: None, set: false, unsaid: Vec::new() });

struct Held {
    by: Option<ThreadId>,
    /// Whether its modes are set; until then it is only raw.
    set: bool,
    unsaid: Vec<String>,
}

fn held() -> MutexGuard<'static, Held> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal, held as long as this lives.
#[derive(Debug)]
#[must_use = "the terminal is given back when this is dropped"]
pub(super) struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal in raw mode. Its modes are set by [`Guard::modes`], to be written with the first picture.
    ///
    /// # Errors
    ///
    /// When there is no terminal.
    pub(super) fn take(mouse: bool) -> io::Result<Guard> {
        hook_panics();
        terminal::enable_raw_mode()?;
        hold();
        Ok(Guard { mouse })
    }

    /// Returns what sets the terminal's modes, to be written at once.
    pub(super) fn modes(&self) -> String {
        held().set = true;
        let mouse = if self.mouse { MOUSE } else { "" };
        format!("{OTHER_SCREEN}{MODES}{mouse}")
    }
}

/// Notes that this thread holds the terminal.
fn hold() {
    held().by = Some(thread::current().id());
}

/// Takes the terminal again after something else may have had it.
///
/// # Errors
///
/// When the terminal is gone.
pub(super) fn retake() -> io::Result<()> {
    // What is remembered of the mode must be forgotten, or nothing would be set.
    terminal::disable_raw_mode()?;
    terminal::enable_raw_mode()?;
    hold();
    Ok(())
}

/// Gives the terminal back for a while.
///
/// # Errors
///
/// When the terminal is gone.
pub(super) fn lend() -> io::Result<()> {
    give_back(&mut held())
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut held = held();
        // A terminal that is gone needs nothing.
        let _ = give_back(&mut held);
        for words in held.unsaid.drain(..) {
            let _ = writeln!(io::stderr(), "{words}");
        }
    }
}

/// Gives the terminal back, if it is held.
fn give_back(held: &mut Held) -> io::Result<()> {
    if held.by.take().is_none() {
        return Ok(());
    }
    let mut written = Ok(());
    if mem::take(&mut held.set) {
        let mut output = io::stdout().lock();
        written = output.write_all(GIVE_BACK.as_bytes()).and_then(|()| output.flush());
    }
    terminal::disable_raw_mode().and(written)
}

/// Has panics give the terminal back before they speak. On a thread that does not hold it they wait with their words
/// until it is given back, so that they do not write across the picture.
fn hook_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let speak = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if wait_with(panic) {
                return;
            }
            speak(panic);
        }));
    });
}

/// Gives the terminal back if this thread holds it; returns whether another one does, having kept the words.
fn wait_with(panic: &PanicHookInfo<'_>) -> bool {
    // A panic while the lock is held could only come from here; then nothing is certain and speaking is best.
    let Ok(mut held) = HELD.try_lock() else { return false };
    match held.by {
        None => false,
        Some(holder) if holder == thread::current().id() => {
            let _ = give_back(&mut held);
            false
        }
        Some(_) => {
            let name = thread::current().name().unwrap_or("unnamed").to_owned();
            held.unsaid.push(format!("the thread `{name}` has stopped: {panic}"));
            true
        }
    }
}
