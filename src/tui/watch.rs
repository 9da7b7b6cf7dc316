//! The fourth feeder: what the system tells. Signals, the size of the screen, the end of the terminal.
//!
//! One thread waits in one call for a signal or a hang-up and wakes for nothing else. (Reading a terminal that is gone
//! yields nothing at once, again and again; so its end must be noticed by other means than reading.)

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{SendError, Sender};
use std::thread::{self, JoinHandle};

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::terminal;
use crate::app::event::{Event, Signal};

/// Signals kept until somebody asks for them.
#[derive(Debug)]
pub struct Watch {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    terminal: OwnedFd,
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
        Ok(Watch { signals, terminal: io::stdout().as_fd().try_clone_to_owned()? })
    }

    /// Starts the thread that puts what the system tells into `events`, until nobody takes it any more or the
    /// terminal is gone.
    ///
    /// # Errors
    ///
    /// When the system starts no thread.
    pub fn start(mut self, events: Sender<Event>) -> io::Result<JoinHandle<()>> {
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            // What cannot be waited for any more, or told to anybody, ends the watch.
            while let Ok(true) = self.tell(&events) {}
        })
    }

    /// Waits, tells, and returns whether there is more to wait for.
    fn tell(&mut self, events: &Sender<Event>) -> io::Result<bool> {
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        let mut both =
            [PollFd::new(self.signals.get_read(), PollFlags::IN), PollFd::new(&self.terminal, PollFlags::empty())];
        match poll(&mut both, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
        let (told, hung_up) = (!both[0].revents().is_empty(), both[1].revents().intersects(gone));
        if hung_up {
            let _ = events.send(Event::Watch(Signal::Hangup));
            return Ok(false);
        }
        if told {
            for signal in self.signals.pending() {
                let sent = event_of(signal).map(|event| events.send(event));
                if matches!(sent, Some(Err(SendError(_)))) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
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
