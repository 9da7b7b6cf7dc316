//! The keeper: hands operations to the writer and questions to the worker, and brings back what they report.
//!
//! In the running program both are threads, made at the first need, and report through the one channel; in tests
//! and replays both work inline, and their reports are there before the next key.

mod places;
mod rebasing;
mod sources;
mod worker;
pub(super) mod writing;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::event::Event;
use crate::annotation::merge::Choice;
use crate::annotation::{Operation, Timestamp};
use crate::editor::input::{Grade, Message, Report, Request, SaveState};
use crate::store::Place;
use crate::store::article::Source;
use crate::store::past::Past;
use crate::store::writer::{Progress, Writer};
use crate::text::Document;

/// What the worker's questions are answered from: the texts of the session and where they come from, left first.
pub type Articles = [(Arc<Document>, Source); 2];

use places::Places;
use sources::Sources;
use worker::Worker;
use writing::{Order, WriterThread};

/// How long a panic waits for what was handed over to be written.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who writes.
enum Hand {
    /// Nobody: the set cannot be changed.
    Nobody,
    /// This thread.
    Inline(Box<Writer>),
    /// A thread of its own, which is made when there is something to write.
    Waiting(Box<Writer>, Sender<Event>),
    /// A thread of its own.
    Thread(WriterThread),
}

/// Hands out work and brings back reports.
pub struct Keeper {
    hand: Hand,
    worker: Worker,
    reports: VecDeque<Report>,
    /// The number of the last operation that is safe, as far as the writer has said.
    durable: u64,
    /// Why nobody writes any more, where somebody did.
    failure: Option<String>,
}

impl Keeper {
    /// Returns a keeper that does everything at once, in the calling thread.
    #[must_use]
    pub fn inline(writer: Option<Writer>, past: Past, articles: Articles) -> Self {
        let hand = writer.map_or(Hand::Nobody, |writer| Hand::Inline(Box::new(writer)));
        Keeper::new(hand, past.last, Worker::inline(sources(past, articles, false)))
    }

    /// Returns a keeper that works beside the calling thread and reports through `events`.
    #[must_use]
    pub fn beside(writer: Option<Writer>, past: Past, articles: Articles, events: Sender<Event>) -> Self {
        let hand = writer.map_or(Hand::Nobody, |writer| Hand::Waiting(Box::new(writer), events.clone()));
        Keeper::new(hand, past.last, Worker::beside(sources(past, articles, true), events))
    }

    fn new(hand: Hand, durable: u64, worker: Worker) -> Self {
        Keeper { hand, worker, reports: VecDeque::new(), durable, failure: None }
    }

    /// Lets places be searched in the table at `path` too, which is read when they are searched first.
    pub fn use_gazetteer(&mut self, path: PathBuf) {
        self.worker.use_gazetteer(path);
    }

    /// Hands `operation` over to be written.
    pub fn keep(&mut self, operation: Arc<Operation>) {
        self.order(Order::Keep(operation));
    }

    /// Has a new file of this name written beside the set, before any operation handed over later.
    pub fn put_beside(&mut self, name: String, text: String) {
        self.order(Order::Beside { name, text });
    }

    /// Asks for a snapshot.
    pub fn snapshot(&mut self) {
        self.order(Order::Snapshot);
    }

    /// Asks for what could not be written to be tried again.
    pub fn retry(&mut self) {
        self.order(Order::Retry);
    }

    /// Asks for a look at what other programs have made of the set's file.
    pub fn look(&mut self) {
        self.order(Order::Look);
    }

    /// Asks for what is to become of a set that another program has changed.
    pub fn settle(&mut self, choice: Choice, at: Timestamp) {
        self.order(Order::Settle(choice, at));
    }

    /// Takes note that the set lies in the file `set` now, with all that belongs to it.
    pub fn moved(&mut self, set: &Path) {
        self.worker.moved(&Place::new(set.to_owned()));
    }

    /// Waits until what was handed over has been written, or could not be, `patience` at most.
    pub fn catch_up(&mut self, patience: Duration) {
        if let Hand::Thread(thread) = &self.hand {
            thread.catch_up(patience);
        }
    }

    /// Asks the worker.
    pub fn ask(&mut self, request: Request) {
        self.reports.extend(self.worker.ask(request));
    }

    /// Takes out a report that is there already.
    pub fn report(&mut self) -> Option<Report> {
        self.reports.pop_front()
    }

    /// Takes note of how far the writer says it has come.
    pub fn note(&mut self, durable: u64) {
        self.durable = durable;
    }

    fn order(&mut self, order: Order) {
        self.hand = match std::mem::replace(&mut self.hand, Hand::Nobody) {
            Hand::Nobody if matches!(order, Order::Keep(_)) => self.refuse("read only"),
            Hand::Nobody => Hand::Nobody,
            Hand::Inline(writer) => self.obey(writer, order),
            Hand::Waiting(writer, events) => match WriterThread::start(*writer, events) {
                Ok(thread) => self.pass_on(thread, order),
                // The system has no thread left: then the keys wait for the disk.
                Err(writer) => self.obey(writer, order),
            },
            Hand::Thread(thread) => self.pass_on(thread, order),
        }
    }

    fn obey(&mut self, mut writer: Box<Writer>, order: Order) -> Hand {
        self.reports.extend(writing::obey(&mut writer, [order]));
        Hand::Inline(writer)
    }

    fn pass_on(&mut self, thread: WriterThread, order: Order) -> Hand {
        if thread.order(order) { Hand::Thread(thread) } else { self.refuse("the writer has stopped") }
    }

    fn refuse(&mut self, failure: &str) -> Hand {
        // What was the reason at first stays the reason.
        let failure = Some(self.failure.get_or_insert_with(|| failure.to_owned()).clone());
        self.reports.push_back(Report::Saved(SaveState { durable: self.durable, failure }));
        Hand::Nobody
    }

    /// Ends the work: what was handed over is written, a snapshot follows, the lock is given up. Returns how far that
    /// came within `patience`, all the time it takes if there is none, and the sentences to tell.
    #[must_use]
    pub fn close(mut self, patience: Option<Duration>) -> (SaveState, Vec<String>) {
        self.end(patience)
    }

    fn end(&mut self, patience: Option<Duration>) -> (SaveState, Vec<String>) {
        let closed = match std::mem::replace(&mut self.hand, Hand::Nobody) {
            Hand::Nobody => return (SaveState { durable: self.durable, failure: self.failure.take() }, Vec::new()),
            Hand::Inline(writer) | Hand::Waiting(writer, _) => Some(writer.close()),
            Hand::Thread(thread) => thread.close(patience),
        };
        let Some((progress, told)) = closed else {
            let failure = Some("the writer did not come to an end".to_owned());
            return (SaveState { durable: self.durable, failure }, Vec::new());
        };
        (state(progress), told)
    }
}

/// A panic must not take with it what was handed over.
impl Drop for Keeper {
    fn drop(&mut self) {
        self.end(Some(PATIENCE));
    }
}

fn sources(past: Past, articles: Articles, local: bool) -> Sources {
    let [(left, left_file), (right, right_file)] = articles;
    Sources { past, documents: [left, right], files: [left_file, right_file], places: Places::default(), local }
}

fn state(progress: Progress) -> SaveState {
    SaveState { durable: progress.durable, failure: progress.failure }
}

fn told(text: String) -> Report {
    Report::Told(Message { grade: Grade::Warning, text })
}
