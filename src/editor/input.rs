//! What comes into the editor and what it asks of the world outside.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::tz::TimeZone;

use super::key::Key;
use crate::annotation::merge::{Choice, Theirs};
use crate::annotation::{Operation, Set, Timestamp, Transaction};
use crate::compare::Rebase;
use crate::compare::comparison::TooLarge;
use crate::compare::facing::Facing;
use crate::suggest::gazetteer::Place;
use crate::suggest::outside::{Answer, Question};
use crate::suggest::{Decided, Labels, Learner};
use crate::text::{DocId, Document};

/// One thing that happened, with the time at which it did.
#[derive(Debug, Clone)]
pub struct Input {
    /// Milliseconds on a clock that never goes back, for double clicks and time-outs.
    pub tick: u64,
    /// The time of day, for the records made.
    pub at: Timestamp,
    /// What happened.
    pub kind: InputKind,
}

/// What can happen.
#[derive(Debug, Clone)]
pub enum InputKind {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// The terminal window gained (or lost) the keyboard.
    Focus(bool),
    /// A time-out asked for by [`Effect::After`] has come.
    Timeout(Timer),
    /// The writer or the worker has something to say.
    Report(Report),
}

/// What the mouse did, in cells from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did there.
    pub kind: MouseKind,
}

/// What a mouse can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The left button came up.
    Release,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

/// The time-outs that the editor asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// The leader key has waited long enough: show its menu.
    Menu,
    /// No key for a while: write a snapshot.
    Idle,
}

/// How far the writer has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaveState {
    /// The number of the last operation that is on the disk; 0 for none.
    pub durable: u64,
    /// Why later operations are not, in a few words: `disk full`.
    pub failure: Option<String>,
}

/// What comes back from the writer and the worker.
#[derive(Debug, Clone)]
pub enum Report {
    /// The writer has come this far.
    Saved(SaveState),
    /// The snapshot has been written (or could not be: then why).
    Snapshot(Result<(), String>),
    /// The operations of earlier sessions, oldest first.
    Past(Vec<Operation>),
    /// The time zone of the clock on the wall.
    Zone(TimeZone),
    /// Texts that the set was on before: those of the operations that follow in a report of their own.
    Texts(Vec<Arc<Document>>),
    /// The text of a document has been hashed and counted: its figures may be shown now.
    Counted(DocId),
    /// The text of a document on the disk is not the one that the set is on.
    Changed {
        /// The document.
        doc: DocId,
        /// The SHA-256 of the text on the disk.
        hash: String,
    },
    /// What becomes of the tags in a new text, or why that cannot be said.
    Rebase {
        /// What was found.
        found: Result<Box<Rebase>, String>,
        /// The number of the last operation on the set that it was found for.
        based_on: u64,
    },
    /// What two texts have in common, or why they are not compared.
    Compared(Result<Arc<Facing>, TooLarge>),
    /// The places that come nearest to what was asked for.
    Places {
        /// The number of the question.
        number: u64,
        /// The places, the nearest first.
        found: Vec<Place>,
        /// What is wrong with the table that the settings name, in a sentence.
        failure: Option<String>,
    },
    /// Something to tell in the message line.
    Told(Message),
    /// What another program has made of the set's file; `None`: it is again as it should be.
    Outside(Option<Theirs>),
    /// What [`Effect::Settle`] comes to: to be done right after operation `after`, and journaled as any other.
    Proposed {
        /// The number of the last operation that it takes into account.
        after: u64,
        /// What is to be done.
        transaction: Transaction,
    },
    /// What there is to learn from what the set holds.
    Learned {
        /// The number of the question.
        number: u64,
        /// What was learned.
        learner: Box<Learner>,
    },
    /// What a program from outside proposes for a sentence.
    Suggested {
        /// The program's name.
        by: Arc<str>,
        /// What it proposes.
        answer: Answer,
    },
    /// The set lies in this file from now on.
    Moved(PathBuf),
}

/// How grave a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Something was done or found.
    Info,
    /// Something was not done; stays until a key is pressed.
    Warning,
    /// Something is wrong; stays until a key is pressed.
    Error,
}

/// One message of the message line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How grave it is.
    pub grade: Grade,
    /// One sentence without a full stop: what happened, what was kept, what to press.
    pub text: String,
}

/// What the editor asks of the world outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Write this new file beside the set before any later operation goes to the journal.
    Beside {
        /// Its name.
        name: String,
        /// Its content.
        text: String,
    },
    /// Write this operation to the journal; reported by [`Report::Saved`].
    Journal(Arc<Operation>),
    /// Write a snapshot of the set as it is now.
    Snapshot,
    /// Say again what could not be written.
    RetryWrite,
    /// Look whether another program has changed the set's file; what there is to say comes as [`Report::Outside`].
    Look,
    /// Let this become of the set that another program has changed, chosen at this time.
    Settle(Choice, Timestamp),
    /// Ask the worker; the answer comes as a report.
    Ask(Request),
    /// Ask the programs from outside about these sentences; their answers come as [`Report::Suggested`], or never.
    Suggest(Vec<Question>),
    /// Send [`InputKind::Timeout`] after this many milliseconds; asking again for the same timer moves it.
    After(Timer, u64),
    /// Put this text on the clipboard.
    Copy(String),
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// Draw everything anew, whatever the terminal shows.
    Redraw,
    /// Leave: write what is to be written, give the terminal back, end.
    Quit,
}

/// A decision to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// When it was made.
    pub on: Timestamp,
    /// Its number, by which it can be forgotten.
    pub number: u64,
    /// The article.
    pub doc: DocId,
    /// The decision.
    pub decided: Decided,
}

/// What the editor asks the worker for.
#[derive(Debug, Clone)]
pub enum Request {
    /// The operations of earlier sessions, for undo and the history: answered by [`Report::Past`].
    Past,
    /// The time zone: answered by [`Report::Zone`].
    Zone,
    /// Learn from what was decided, in the order of time: answered by [`Report::Learned`].
    Learn {
        /// Tells the question from others.
        number: u64,
        /// The texts that they lie in.
        documents: [Arc<Document>; 2],
        /// The labels that there are.
        labels: Arc<Labels>,
        /// What was decided, in any order.
        lessons: Vec<Lesson>,
    },
    /// Hash and count a document: answered by [`Report::Counted`] or [`Report::Changed`].
    Count(DocId),
    /// Read the new text of an article and look for the tags of the set in it: answered by [`Report::Rebase`].
    Rebase {
        /// The text that the set is on.
        old: Arc<Document>,
        /// The set.
        set: Arc<Set>,
        /// The number of the last operation on it.
        based_on: u64,
    },
    /// Look for places for the tags that were parked: answered by [`Report::Rebase`].
    Parked {
        /// The texts that the set is on.
        documents: [Arc<Document>; 2],
        /// The set.
        set: Arc<Set>,
        /// The number of the last operation on it.
        based_on: u64,
    },
    /// Compare these two texts: answered by [`Report::Compared`].
    Compare([Arc<Document>; 2]),
    /// Search the gazetteer, unless something else has been asked for since: answered by [`Report::Places`].
    Places {
        /// What is searched for, as typed.
        asked: String,
        /// The number of this question.
        number: u64,
        /// The number of the last question asked.
        newest: Arc<AtomicU64>,
    },
    /// Write this whole set to this new file: answered by [`Report::Told`].
    SaveCopy {
        /// The file's path, as typed.
        path: String,
        /// The set in the native format.
        text: String,
    },
}
