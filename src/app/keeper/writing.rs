//! The writer's thread: everything that waits is written in one go, and then reported.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::{state, told};
use crate::annotation::merge::Choice;
use crate::annotation::{Operation, Timestamp};
use crate::app::event::Event;
use crate::editor::input::Report;
use crate::store::writer::{News, Progress, Snapshot, Step, Writer};

/// How long after a failure it is tried again, at first and at most.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What the writer is told to do.
pub(super) enum Order {
    /// Write this operation.
    Keep(Arc<Operation>),
    /// Write this new file beside the set, before the operations that follow.
    Beside { name: String, text: String },
    /// Write a snapshot.
    Snapshot,
    /// Try again what failed.
    Retry,
    /// Look whether another program has changed the set's file.
    Look,
    /// Let this become of it, chosen at this time.
    Settle(Choice, Timestamp),
    /// Say so once what was handed over before has been written, or could not be.
    Answer(Sender<()>),
    /// Write what there is, and end.
    Close,
}

/// How far a writer had come at its end, and what is to be told of it.
pub(super) type Closed = (Progress, Vec<String>);

/// Carries out `orders` in one go and returns what is to be reported.
pub(super) fn obey(writer: &mut Writer, orders: impl IntoIterator<Item = Order>) -> Vec<Report> {
    let mut snapshot = false;
    let mut reports = Vec::new();
    let before = writer.progress();
    let mut asking = Vec::new();
    for order in orders {
        match order {
            Order::Keep(operation) => writer.submit(operation),
            Order::Beside { name, text } => writer.put_beside(&name, text),
            Order::Snapshot => snapshot = true,
            // What it takes to look is told as any failure of the disk.
            Order::Look => reports.extend(writer.look().err().map(|error| told(error.to_string()))),
            Order::Settle(choice, at) => {
                writer.flush();
                if let Step::Change { after, transaction } = writer.choose(choice, at) {
                    reports.push(Report::Proposed { after, transaction });
                }
            }
            Order::Answer(answer) => asking.push(answer),
            Order::Retry | Order::Close => {}
        }
    }
    let progress = writer.flush();
    for answer in asking {
        // Who asked may have lost patience.
        let _ = answer.send(());
    }
    if progress != before || progress.failure.is_some() {
        reports.push(Report::Saved(state(progress)));
    }
    if snapshot || writer.is_due() {
        match writer.snapshot() {
            Ok(Snapshot::Nothing) => {}
            Ok(Snapshot::Written) => reports.push(Report::Snapshot(Ok(()))),
            Err(error) => reports.push(Report::Snapshot(Err(error.reason()))),
        }
    }
    reports.extend(others(writer));
    reports.extend(writer.take_told().into_iter().map(told));
    reports
}

/// Returns what `writer` has to say of other programs.
fn others(writer: &mut Writer) -> Vec<Report> {
    let moved = writer.take_moved().map(|place| Report::Moved(place.set().to_owned()));
    moved.into_iter().chain(writer.take_news().map(news)).collect()
}

/// Returns the report of `news`.
pub(in crate::app) fn news(news: News) -> Report {
    match news {
        News::Apart(theirs) => Report::Outside(Some(theirs)),
        News::Settled => Report::Outside(None),
    }
}

/// A writer in a thread of its own.
pub(super) struct WriterThread {
    orders: Sender<Order>,
    closed: Receiver<Closed>,
}

impl WriterThread {
    /// Starts the thread; it reports through `events`. Gives the writer back where the system starts none.
    pub(super) fn start(writer: Writer, events: Sender<Event>) -> Result<Self, Box<Writer>> {
        let (orders, received) = mpsc::channel();
        let (done, closed) = mpsc::channel();
        // The writer goes over by a channel, so that it is not lost with a thread that does not start.
        let (hand_over, handed) = mpsc::sync_channel::<Writer>(1);
        let run = move || {
            if let Ok(writer) = handed.recv() {
                // Nobody may be waiting for the end any more.
                let _ = done.send(write(writer, &received, &events));
            }
        };
        match thread::Builder::new().name("writer".to_owned()).spawn(run) {
            Ok(_) => match hand_over.send(writer) {
                Ok(()) => Ok(WriterThread { orders, closed }),
                Err(back) => Err(Box::new(back.0)),
            },
            Err(_) => Err(Box::new(writer)),
        }
    }

    /// Hands an order over. Returns whether there is still somebody to take it.
    pub(super) fn order(&self, order: Order) -> bool {
        self.orders.send(order).is_ok()
    }

    /// Waits until what was handed over has been written, or could not be, `patience` at most.
    pub(super) fn catch_up(&self, patience: Duration) {
        let (answer, answered) = mpsc::channel();
        if self.order(Order::Answer(answer)) {
            let _ = answered.recv_timeout(patience);
        }
    }

    /// Ends the thread and returns how far it came, `None` if it did not end within `patience`.
    pub(super) fn close(self, patience: Option<Duration>) -> Option<Closed> {
        self.order(Order::Close);
        match patience {
            Some(patience) => self.closed.recv_timeout(patience).ok(),
            None => self.closed.recv().ok(),
        }
    }
}

/// Writes until it is told to end.
fn write(mut writer: Writer, orders: &Receiver<Order>, events: &Sender<Event>) -> Closed {
    let mut pause = RETRY.0;
    loop {
        let is_failing = !writer.is_idle();
        let first = if is_failing { orders.recv_timeout(pause) } else { orders.recv().map_err(Into::into) };
        let mut batch = match first {
            Ok(order) => vec![order],
            Err(RecvTimeoutError::Timeout) => vec![Order::Retry],
            Err(RecvTimeoutError::Disconnected) => return writer.close(),
        };
        pause = if is_failing { (pause * 2).min(RETRY.1) } else { RETRY.0 };
        batch.extend(orders.try_iter());
        let is_last = batch.iter().any(|order| matches!(order, Order::Close));
        for report in obey(&mut writer, batch) {
            // Nobody may be listening any more; it is written all the same.
            let _ = events.send(Event::Writer(report));
        }
        if is_last {
            return writer.close();
        }
    }
}
