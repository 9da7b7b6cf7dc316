//! A terminal for tests: a program runs in it, keys go in, and what it shows can be waited for.
//!
//! Nothing sleeps: the thread that reads the program's output wakes whoever waits. The program runs under a shell, as
//! programs do: when the first process of a terminal ends, the system may throw away what it wrote last. The shell
//! tells the program's number before and its exit code after it, then waits for Enter.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long to wait before a test counts as failed; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the shell does: `$0` is the program, `$@` are its arguments.
const SHELL: &str = "sh -c 'echo process $$ ready; exec \"$0\" \"$@\"' \"$0\" \"$@\"; echo exit $? told; read end";

/// A terminal with a program in it.
pub struct Terminal {
    shared: Arc<Shared>,
    writer: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    process: u32,
    /// Whether the settings of the line are what they were before the program started.
    line_restored: Box<LineTest>,
}

/// Whether the line of a terminal is as it was.
type LineTest = dyn Fn(&dyn MasterPty) -> bool;

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser,
    /// All that the program wrote.
    log: Vec<u8>,
    /// Where each reading of it ended.
    reads: Vec<usize>,
    /// Whether reading shall end with the next output, so that nothing holds the terminal open.
    closing: bool,
    /// Whether reading has ended.
    closed: bool,
}

/// How a program ended, and what it left behind.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; 128 and the number of the signal that killed it.
    pub code: u32,
    /// What it should have undone and has not.
    pub left: Vec<&'static str>,
    /// What it wrote after it had left the other screen.
    pub after: String,
}

/// The private modes that a program may set, whether each is set at first, and its name here.
const MODES: [(&str, bool, &str); 9] = [
    ("?25", true, "the cursor hidden"),
    ("?1000", false, "presses of the mouse"),
    ("?1002", false, "drags of the mouse"),
    ("?1003", false, "movements of the mouse"),
    ("?1004", false, "changes of focus"),
    ("?1006", false, "the mouse in long form"),
    ("?1049", false, "the other screen"),
    ("?2004", false, "pastes in brackets"),
    ("?2026", false, "pictures held back"),
];

impl Terminal {
    /// Starts `program` in a terminal of `size` columns and rows, with nothing in its environment but a UTF-8 locale, the
    /// kind of terminal, a search path, and `variables`.
    pub fn start(size: (u16, u16), program: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pseudo-terminal");
        let before = pair.master.get_termios().expect("the settings of the line");
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", SHELL]);
        command.arg(program);
        command.args(arguments);
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", "/usr/bin:/bin")] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser: parser(size),
                log: Vec::new(),
                reads: Vec::new(),
                closing: false,
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().expect("a reader");
        let seen = Arc::clone(&shared);
        thread::spawn(move || read(reader, &seen));
        thread::spawn(move || child.wait());
        let writer = pair.master.take_writer().expect("a writer");
        let line_restored = Box::new(move |master: &dyn MasterPty| master.get_termios().as_ref() == Some(&before));
        let mut terminal =
            Terminal { shared, writer: Some(writer), master: Some(pair.master), process: 0, line_restored };
        terminal.process = terminal.told("process ", " ready");
        terminal
    }

    /// Waits for the number that the shell tells between two words.
    fn told(&self, before: &str, after: &str) -> u32 {
        let find = |state: &State| {
            let text = String::from_utf8_lossy(&state.log);
            // What the program draws may have the same words.
            text.rmatch_indices(before)
                .find_map(|(at, _)| text.get(at + before.len()..)?.split_once(after)?.0.parse().ok())
        };
        let state = self.wait_for_state(before, |state| find(state).is_some());
        find(&state).expect("just found")
    }

    /// Sends bytes, as a keyboard would: `\r` is Enter, `\x1b[A` the arrow up.
    pub fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("an open terminal");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does as asked; `what` says it in words.
    pub fn wait_until(&self, what: &str, asked: impl Fn(&vt100::Screen) -> bool) {
        drop(self.wait_for_state(what, |state| asked(state.parser.screen())));
    }

    fn wait_for_state(&self, what: &str, asked: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !asked(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !state.closed, "waited for {what}; shown is:\n{}", contents(&state));
            state = self.shared.changed.wait_timeout(state, left).expect("no panic while reading").0;
        }
        state
    }

    /// Returns what the terminal shows as text.
    pub fn screen(&self) -> String {
        contents(&self.state())
    }

    /// Returns what the terminal shows.
    pub fn picture(&self) -> vt100::Screen {
        self.state().parser.screen().clone()
    }

    /// Lets `time` pass, or less if the screen does as asked or the program ends before; neither is expected.
    pub fn pass(&self, time: Duration, asked: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + time;
        let mut state = self.state();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || state.closed || has_ended(&state) || asked(state.parser.screen()) {
                return;
            }
            state = self.shared.changed.wait_timeout(state, left).expect("no panic while reading").0;
        }
    }

    /// Returns whether the program has ended.
    pub fn has_ended(&self) -> bool {
        has_ended(&self.state())
    }

    /// Shows `see` what the terminal of `size` has shown, one picture after the other.
    pub fn each_picture(&self, size: (u16, u16), mut see: impl FnMut(&vt100::Screen)) {
        let state = self.state();
        let mut parser = parser(size);
        let mut from = 0;
        for end in &state.reads {
            parser.process(&state.log[from..*end]);
            see(parser.screen());
            from = *end;
        }
    }

    /// Returns how often the program wrote `sequence`.
    pub fn count(&self, sequence: &str) -> usize {
        self.state().log.windows(sequence.len()).filter(|bytes| *bytes == sequence.as_bytes()).count()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, size: (u16, u16)) {
        let mut state = self.state();
        state.parser.set_size(cells(size.1), cells(size.0));
        self.master.as_ref().expect("an open terminal").resize(pty_size(size)).expect("a new size");
    }

    /// Sends the signal `name` to the program.
    pub fn signal(&self, name: &str) {
        let kill = std::process::Command::new("kill").args(["-s", name, &self.process.to_string()]).status();
        assert!(kill.expect("`kill` is there").success(), "{name}");
    }

    /// Sends the signal `name` to the program, which may have come to its end by itself just now.
    pub fn signal_if_there(&self, name: &str) {
        let _ = std::process::Command::new("kill")
            .args(["-s", name, &self.process.to_string()])
            .stderr(std::process::Stdio::null())
            .status();
    }

    /// Waits until the system says that the program is stopped.
    pub fn wait_until_stopped(&self) {
        self.wait_for_process("a stop", |state| state == Some('T'));
    }

    /// Waits until the program is in a state asked for; `None` when there is no such process any more.
    fn wait_for_process(&self, what: &str, mut asked: impl FnMut(Option<char>) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let state = || {
            let line = std::fs::read_to_string(format!("/proc/{}/stat", self.process)).ok()?;
            line.rsplit_once(") ")?.1.chars().next()
        };
        while !asked(state()) {
            assert!(Instant::now() < deadline, "waited for {what}; the program is in state {:?}", state());
            thread::yield_now();
        }
    }

    /// Waits until the program has ended, and returns its exit code.
    pub fn wait_for_end(&self) -> u32 {
        self.told("exit ", " told")
    }

    /// Waits until the program has ended.
    pub fn ended(mut self) -> Ended {
        let code = self.wait_for_end();
        let left = self.left();
        let after = after(&self.state().log);
        self.send("\n");
        Ended { code, left, after }
    }

    /// Waits until the program has ended, and returns all that it wrote.
    pub fn ended_with_log(mut self) -> Vec<u8> {
        self.wait_for_end();
        let log = self.state().log.clone();
        self.send("\n");
        log
    }

    /// Returns what the program should have undone and has not.
    pub fn left(&self) -> Vec<&'static str> {
        let state = self.state();
        let mut left: Vec<_> = MODES.iter().filter(|mode| left_changed(&state.log, mode)).map(|mode| mode.2).collect();
        if last(&state.log, b" q").is_some_and(|at| !state.log[..at].ends_with(b"\x1b[0")) {
            left.push("the form of the cursor");
        }
        if !(self.line_restored)(self.master.as_deref().expect("an open terminal")) {
            left.push("the settings of the line");
        }
        left
    }

    /// Closes the terminal under the program, as when its window is closed, and waits until the program has ended. Returns
    /// how much computing it did from then on.
    pub fn closed(mut self) -> Duration {
        self.state().closing = true;
        // Whoever reads notices with the next output; a new size makes the program draw.
        self.resize((33, 17));
        let before = self.computed().unwrap_or_default();
        drop((self.writer.take(), self.master.take()));
        let mut after = before;
        self.wait_for_process("the end", |state| {
            after = self.computed().unwrap_or(after);
            matches!(state, None | Some('Z'))
        });
        after.saturating_sub(before)
    }

    /// Returns how much computing the program has done, `None` when there is no such process any more.
    fn computed(&self) -> Option<Duration> {
        /// So many are a second, on every Linux that this may run on.
        const TICKS: u64 = 100;
        let line = std::fs::read_to_string(format!("/proc/{}/stat", self.process)).ok()?;
        let fields: Vec<&str> = line.rsplit_once(") ")?.1.split(' ').collect();
        // Fields 14 and 15 of the file, of which two went with the name.
        let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 1000 / TICKS))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().expect("no panic while reading")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if thread::panicking() && self.process != 0 {
            self.signal_if_there("KILL");
        }
    }
}

fn read(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let mut bytes = [0; 4096];
    loop {
        let count = reader.read(&mut bytes).unwrap_or(0);
        let Ok(mut state) = shared.state.lock() else { return };
        state.parser.process(&bytes[..count]);
        state.log.extend_from_slice(&bytes[..count]);
        let end = state.log.len();
        state.reads.push(end);
        state.closed = count == 0 || state.closing;
        shared.changed.notify_all();
        if state.closed {
            return;
        }
    }
}

/// Whether the program has left a mode different from what it found.
fn left_changed(log: &[u8], (mode, at_first, _): &(&str, bool, &str)) -> bool {
    let place = |end: &str| last(log, format!("\x1b[{mode}{end}").as_bytes());
    match (place("h"), place("l")) {
        (None, None) => false,
        (on, off) => (on > off) != *at_first,
    }
}

/// Returns what was written after the last time that the other screen was left.
fn after(log: &[u8]) -> String {
    const LEAVE: &[u8] = b"\x1b[?1049l";
    let from = last(log, LEAVE).map_or(0, |at| at + LEAVE.len());
    String::from_utf8_lossy(&log[from..]).into_owned()
}

fn last(log: &[u8], sequence: &[u8]) -> Option<usize> {
    log.windows(sequence.len()).rposition(|bytes| bytes == sequence)
}

fn has_ended(state: &State) -> bool {
    // A killed program leaves the line raw.
    let told = |end: &[u8]| end.ends_with(b" told\r\n") || end.ends_with(b" told\n");
    last(&state.log, b"exit ").is_some_and(|at| told(&state.log[at..]))
}

fn contents(state: &State) -> String {
    state.parser.screen().contents().trim_end().to_owned()
}

fn parser((columns, rows): (u16, u16)) -> vt100::Parser {
    vt100::Parser::new(cells(rows), cells(columns), 0)
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}
