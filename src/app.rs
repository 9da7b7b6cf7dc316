//! The running program: one channel in, the editor in the middle, effects out.
//!
//! [`event`] is what the feeders put into the channel, [`screen`] what a terminal must be able to do, [`keeper`] the
//! writer and the worker. [`launch`](mod@launch) makes an [`App`] of a pair that is being opened.

pub mod clock;
pub mod event;
pub mod keeper;
pub mod launch;
pub mod outside;
pub mod screen;
pub mod timers;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

pub use clock::Clock;
pub use event::{Event, Signal};
pub use keeper::Keeper;
pub use launch::{Setup, launch};
use outside::Outside;
pub use screen::Screen;
use timers::Timers;

use crate::editor::Editor;
use crate::editor::input::{Effect, Input, InputKind, Report, Request, SaveState};

/// How many events are taken out of the channel before a picture is drawn all the same.
const DRAIN: usize = 4096;

/// How long a terminal that is gone lets the writer finish.
const HANGUP: Duration = Duration::from_millis(800);

/// How long a request of the system to end lets the writer finish.
const ENDING: Duration = Duration::from_secs(5);

/// How long a stop lets the writer write.
const STOPPING: Duration = Duration::from_secs(5);

/// Why the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The person left.
    Asked,
    /// The system asked for it: the number of the signal.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// How the program ended, for the last line and the exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// Why it ended.
    pub why: Why,
    /// The set's file.
    pub set: PathBuf,
    /// How far the writer came.
    pub saved: SaveState,
    /// The number of the last operation, written or not.
    pub last: u64,
    /// Whether anything was done in this session.
    pub changed: bool,
    /// Sentences to tell, each without a full stop.
    pub told: Vec<String>,
}

/// The editor with everything around it but the terminal.
pub struct App {
    editor: Editor,
    keeper: Keeper,
    timers: Timers,
    /// The programs that are asked for suggestions.
    outside: Option<Outside>,
    set: PathBuf,
    last: u64,
    changed: bool,
    /// The size of the screen after a stop, not yet told to the editor.
    resized: Option<(u16, u16)>,
    why: Option<Why>,
}

impl App {
    /// Returns the program around `editor`, whose set lies in the file `set` and whose last operation was number `last`.
    #[must_use]
    pub fn new(editor: Editor, keeper: Keeper, set: PathBuf, last: u64) -> Self {
        App {
            editor,
            keeper,
            timers: Timers::default(),
            outside: None,
            set,
            last,
            changed: false,
            resized: None,
            why: None,
        }
    }

    /// Returns this program with programs from outside that are asked for suggestions.
    #[must_use]
    pub fn with_outside(self, outside: Outside) -> Self {
        App { outside: Some(outside), ..self }
    }

    /// Returns the editor.
    #[must_use]
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Returns whether the program is to end, and why.
    #[must_use]
    pub fn why(&self) -> Option<Why> {
        self.why
    }

    /// Runs until the program is to end: draws the first picture, starts the feeders by `start`, and then waits for
    /// events, takes all that have come, and draws once. Nothing wakes it but an event or a time-out that was asked for.
    ///
    /// # Errors
    ///
    /// When `start` fails. What was done is kept.
    pub fn run(
        mut self,
        screen: &mut dyn Screen,
        events: &Receiver<Event>,
        start: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<Leave> {
        let clock = Clock::default();
        self.draw(screen);
        if let Err(error) = start() {
            let _ = self.leave();
            return Err(error);
        }
        self.count();
        while self.why.is_none() {
            let first = match self.timers.next() {
                Some(tick) => events.recv_timeout(clock.until(tick)),
                None => events.recv().map_err(Into::into),
            };
            match first {
                Ok(event) => self.take(event, &clock, screen),
                Err(RecvTimeoutError::Timeout) => {}
                // Every feeder has gone: there will never be another key.
                Err(RecvTimeoutError::Disconnected) => self.why = Some(Why::Gone),
            }
            for event in events.try_iter().take(DRAIN) {
                if self.why.is_some() {
                    break;
                }
                self.take(event, &clock, screen);
            }
            while let Some(timer) = self.timers.take(clock.tick()) {
                self.input(InputKind::Timeout(timer), &clock, screen);
            }
            if self.why.is_none() {
                self.draw(screen);
            }
        }
        Ok(self.leave())
    }

    /// Ends the session: everything done is written as far as that can be.
    #[must_use]
    pub fn leave(self) -> Leave {
        let why = self.why.unwrap_or(Why::Asked);
        let patience = match why {
            Why::Asked => None,
            Why::Signal(_) => Some(ENDING),
            Why::Gone => Some(HANGUP),
        };
        let (saved, told) = self.keeper.close(patience);
        Leave { why, set: self.set, saved, last: self.last, changed: self.changed, told }
    }

    /// Draws the picture as it is now.
    pub fn draw(&mut self, screen: &mut dyn Screen) {
        let drawn = screen.draw(&self.editor.scene());
        self.or_gone(&drawn);
    }

    /// Has large articles counted, which is not waited for.
    fn count(&mut self) {
        for doc in self.editor.uncounted() {
            self.keeper.ask(Request::Count(doc));
        }
    }

    fn take(&mut self, event: Event, clock: &Clock, screen: &mut dyn Screen) {
        let kind = match event {
            Event::Key(key) => InputKind::Key(key),
            Event::Paste(text) => InputKind::Paste(text),
            Event::Mouse(mouse) => InputKind::Mouse(mouse),
            Event::Resize(width, height) => {
                // Two changes close together are told as one, and the terminal may have cut what it showed in between:
                // even a size that is the last one says nothing of what still stands there.
                screen.forget();
                InputKind::Resize(width, height)
            }
            Event::Focus(gained) => InputKind::Focus(gained),
            Event::Writer(report) | Event::Worker(report) => InputKind::Report(report),
            Event::Watch(signal) => return self.signal(signal, clock, screen),
            // A picture follows every event.
            Event::Repaint => return,
        };
        self.input(kind, clock, screen);
    }

    fn signal(&mut self, signal: Signal, clock: &Clock, screen: &mut dyn Screen) {
        match signal {
            Signal::Hangup => self.why = Some(Why::Gone),
            Signal::End(number) => self.why = Some(Why::Signal(number)),
            Signal::Stop => {
                // As if the window lost the keyboard: what was done is written before the stop.
                self.input(InputKind::Focus(false), clock, screen);
                self.perform(Effect::Suspend, clock.tick(), screen);
                if let Some((width, height)) = self.resized.take() {
                    self.input(InputKind::Resize(width, height), clock, screen);
                }
            }
            Signal::Continue => self.perform(Effect::Redraw, clock.tick(), screen),
        }
    }

    fn input(&mut self, kind: InputKind, clock: &Clock, screen: &mut dyn Screen) {
        self.handle(Input { tick: clock.tick(), at: clock.now(), kind }, screen);
    }

    /// Gives the editor one thing that happened and does what it asks for, its answers included.
    pub fn handle(&mut self, input: Input, screen: &mut dyn Screen) {
        let Input { tick, at, .. } = input;
        let mut next = Some(input);
        while let Some(input) = next {
            match &input.kind {
                InputKind::Report(Report::Saved(state)) => self.keeper.note(state.durable),
                InputKind::Report(Report::Moved(set)) => {
                    self.set.clone_from(set);
                    self.keeper.moved(set);
                }
                _ => {}
            }
            for effect in self.editor.handle(input) {
                self.perform(effect, tick, screen);
            }
            let kind = match self.resized.take() {
                Some((width, height)) => Some(InputKind::Resize(width, height)),
                None => self.keeper.report().map(InputKind::Report),
            };
            next = kind.map(|kind| Input { tick, at, kind });
        }
    }

    fn perform(&mut self, effect: Effect, tick: u64, screen: &mut dyn Screen) {
        match effect {
            Effect::Beside { name, text } => self.keeper.put_beside(name, text),
            Effect::Journal(operation) => {
                self.last = operation.seq;
                self.changed = true;
                self.keeper.keep(operation);
            }
            Effect::Snapshot => self.keeper.snapshot(),
            Effect::RetryWrite => self.keeper.retry(),
            Effect::Look => self.keeper.look(),
            Effect::Settle(choice, at) => self.keeper.settle(choice, at),
            Effect::Ask(request) => self.keeper.ask(request),
            Effect::Suggest(questions) => {
                if let Some(outside) = &mut self.outside {
                    outside.ask(&questions);
                }
            }
            Effect::After(timer, wait) => self.timers.set(timer, tick + wait),
            Effect::Copy(text) => {
                let copied = screen.copy(&text);
                self.or_gone(&copied);
            }
            Effect::Suspend => self.suspend(screen),
            Effect::Redraw => {
                let forgotten = screen.redraw();
                self.or_gone(&forgotten);
            }
            Effect::Quit => self.why = Some(Why::Asked),
        }
    }

    /// Stops until the shell lets the program go on. The stop may last for hours, so what was done is written before.
    fn suspend(&mut self, screen: &mut dyn Screen) {
        self.keeper.catch_up(STOPPING);
        match screen.suspend() {
            Ok(size) => self.resized = Some(size),
            Err(_) => self.why = Some(Why::Gone),
        }
    }

    /// A terminal that cannot be written to is gone.
    fn or_gone(&mut self, result: &io::Result<()>) {
        if result.is_err() {
            self.why = Some(Why::Gone);
        }
    }
}

#[cfg(test)]
mod tests;
