//! The fourth feeder: what the system tells. Signals, the size of the screen, the end of the terminal.
//!
//! One thread waits in one call for a signal or a hang-up and wakes for nothing else. (Reading a terminal that is gone
//! yields nothing at once, again and again; so its end must be noticed by other means than reading.)
//!
//! Who is asked to end must end. Where the program does not, because it waits for a terminal that takes nothing more or
//! for a disk, the watch ends it: what was shown as saved is saved.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::terminal;
use crate::app::event::{Event, Signal};

/// How long the program may take to leave when the terminal is gone.
const WITHOUT_TERMINAL: Duration = Duration::from_secs(1);
/// How long the program may take to leave when it is asked to: longer than it lets the disk finish.
const WHEN_ASKED: Duration = Duration::from_secs(8);

/// Signals kept until somebody asks for them.
#[derive(Debug)]
pub struct Watch {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    /// The terminal, until it is gone.
    terminal: Option<OwnedFd>,
    /// The signal that the program was asked to end by, and when it must have ended.
    ending: Option<(i32, Instant)>,
}

impl Watch {
    /// From now on signals wait here instead of ending the program.
    ///
    /// # Errors
    ///
    /// When the system has no descriptors left.
    pub fn new() -> io::Result<Watch> {
        let (read, write) = UnixStream::pair()?;
        let wanted = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
        let signals = SignalDelivery::with_pipe(read, write, SignalOnly, wanted)?;
        let terminal = Some(io::stdout().as_fd().try_clone_to_owned()?);
        Ok(Watch { signals, terminal, ending: None })
    }

    /// Starts the thread that puts what the system tells into `events`.
    ///
    /// # Errors
    ///
    /// When the system starts no thread.
    pub fn start(mut self, events: Sender<Event>) -> io::Result<JoinHandle<()>> {
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            // What cannot be waited for any more ends the watch.
            while let Ok(told) = self.wait() {
                for signal in told {
                    self.tell(signal, &events);
                }
            }
        })
    }

    /// Waits for signals, or for a hang-up, which counts as its signal.
    fn wait(&mut self) -> io::Result<Vec<i32>> {
        let mut watched = vec![PollFd::new(self.signals.get_read(), PollFlags::IN)];
        watched.extend(self.terminal.as_ref().map(|terminal| PollFd::new(terminal, PollFlags::empty())));
        let left = self.ending.map(|(_, end)| end.saturating_duration_since(Instant::now()));
        let left = left.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        match poll(&mut watched, left.as_ref()) {
            Ok(0) => self.force(),
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        }
        // Nothing was asked of the terminal, so whatever is said of it is its end.
        if watched.get(1).is_some_and(|terminal| !terminal.revents().is_empty()) {
            self.terminal = None;
            return Ok(vec![SIGHUP]);
        }
        Ok(self.signals.pending().collect())
    }

    fn tell(&mut self, signal: i32, events: &Sender<Event>) {
        let Some(event) = event_of(signal) else { return };
        let patience = match event {
            Event::Watch(Signal::Hangup) => Some(WITHOUT_TERMINAL),
            Event::Watch(Signal::End(_)) => Some(WHEN_ASKED),
            _ => None,
        };
        if let Some(patience) = patience {
            let end = Instant::now() + patience;
            self.ending = Some(self.ending.filter(|(_, before)| *before < end).unwrap_or((signal, end)));
        }
        // Where nobody takes it any more the program is leaving already.
        let _ = events.send(event);
    }

    /// Ends the program, which has been asked to and has not.
    fn force(&self) {
        if let Some((signal, _)) = self.ending {
            // Writing to the terminal may be what it waits for; only the line is given back.
            let _ = crossterm::terminal::disable_raw_mode();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}

fn event_of(signal: i32) -> Option<Event> {
    Some(match signal {
        SIGHUP => Event::Watch(Signal::Hangup),
        SIGTSTP => Event::Watch(Signal::Stop),
        SIGCONT => Event::Watch(Signal::Continue),
        SIGWINCH => {
            let (columns, rows) = terminal::size().ok()?;
            Event::Resize(columns, rows)
        }
        ending => Event::Watch(Signal::End(ending)),
    })
}
