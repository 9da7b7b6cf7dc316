//! What the four feeders put into the one channel: the terminal, the writer, the worker, the watch.

use crate::editor::input::{Mouse, Report};
use crate::editor::key::Key;

/// One thing that a feeder has to say; the time is added where it is taken out of the channel.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, line ends as they came.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// The terminal window gained (or lost) the keyboard.
    Focus(bool),
    /// The colours have changed: draw the same picture again.
    Repaint,
    /// The writer has something to say.
    Writer(Report),
    /// The worker has something to say.
    Worker(Report),
    /// The system has something to say.
    Watch(Signal),
}

/// What the system can tell a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone: nothing can be drawn any more, leave at once.
    Hangup,
    /// Somebody asks the program to end: `TERM`, `INT` or `QUIT`, the number of the signal.
    End(i32),
    /// Somebody asks the program to stop until it is continued: `TSTP` from outside.
    Stop,
    /// The program goes on after a stop that it did not choose.
    Continue,
}
