//! The worker: answers what takes too long for a key.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Sender};
use std::thread;

use jiff::tz::TimeZone;

use super::places::Places;
use super::sources::Sources;
use super::{rebasing, told};
use crate::app::clock::zone;
use crate::app::event::Event;
use crate::compare::facing::Facing;
use crate::editor::input::{Grade, Message, Report, Request};
use crate::editor::learned;
use crate::store::Place;
use crate::store::replace::keep_copy;
use crate::text::Document;

/// Answers questions, inline or in a thread of its own that is made at the first one.
pub(super) struct Worker {
    sources: Sources,
    events: Option<Sender<Event>>,
    thread: Option<Sender<Ask>>,
}

impl Worker {
    pub(super) fn inline(sources: Sources) -> Self {
        Worker { sources, events: None, thread: None }
    }

    pub(super) fn beside(sources: Sources, events: Sender<Event>) -> Self {
        Worker { sources, events: Some(events), thread: None }
    }

    /// Lets places be searched in the table at `path` too.
    pub(super) fn use_gazetteer(&mut self, path: PathBuf) {
        self.sources.places = Places::of(path);
    }

    /// Lets the past be read from where the set lies now.
    pub(super) fn moved(&mut self, place: &Place) {
        self.sources.past.places = vec![place.clone()];
        if let Some(thread) = &self.thread {
            // The thread ends only when nobody asks any more.
            let _ = thread.send(Ask::Moved(place.clone()));
        }
    }

    /// Asks; returns the answers that are there at once.
    pub(super) fn ask(&mut self, request: Request) -> Vec<Report> {
        let Some(events) = &self.events else { return self.sources.answer(&request) };
        if self.thread.is_none() {
            self.thread = start(self.sources.clone(), events.clone());
        }
        match &self.thread {
            Some(thread) => {
                // The thread ends only when nobody asks any more.
                let _ = thread.send(Ask::Answer(request));
                Vec::new()
            }
            None => self.sources.answer(&request),
        }
    }
}

/// What the thread is told.
enum Ask {
    /// Answer this.
    Answer(Request),
    /// The set lies here now.
    Moved(Place),
}

fn start(mut sources: Sources, events: Sender<Event>) -> Option<Sender<Ask>> {
    let (ask, asked) = mpsc::channel::<Ask>();
    let run = move || {
        for ask in asked {
            let request = match ask {
                Ask::Answer(request) => request,
                Ask::Moved(place) => {
                    sources.past.places = vec![place];
                    continue;
                }
            };
            for report in sources.answer(&request) {
                // Nobody may be listening any more.
                let _ = events.send(Event::Worker(report));
            }
        }
    };
    thread::Builder::new().name("worker".to_owned()).spawn(run).ok().map(|_| ask)
}

/// Makes the figures of a text that the screen shows, so that no key waits for them.
fn count(document: &Document) {
    document.count();
    document.index();
}

impl Sources {
    fn answer(&self, request: &Request) -> Vec<Report> {
        match request {
            Request::Past => match self.past.read() {
                Ok(found) => {
                    for document in &found.texts {
                        count(document);
                    }
                    let mut reports: Vec<Report> = found.told.map(told).into_iter().collect();
                    reports.push(Report::Texts(found.texts));
                    reports.push(Report::Past(found.operations));
                    reports
                }
                Err(error) => vec![told(error.to_string()), Report::Past(Vec::new())],
            },
            // What is worked out without a thread is to come out alike everywhere.
            Request::Zone => vec![Report::Zone(if self.local { zone() } else { TimeZone::UTC })],
            Request::Places { asked, number, newest } => {
                if *number != newest.load(Ordering::Relaxed) {
                    return Vec::new();
                }
                let (found, failure) = self.places.search(self.past.disk.as_ref(), asked);
                vec![Report::Places { number: *number, found, failure }]
            }
            Request::SaveCopy { path, text } => {
                let words = match keep_copy(self.past.disk.as_ref(), Path::new(path), text.as_bytes()) {
                    Ok(()) => Message { grade: Grade::Info, text: format!("all that is tagged is in {path} too") },
                    Err(error) => Message { grade: Grade::Warning, text: error.to_string() },
                };
                vec![Report::Told(words)]
            }
            Request::Learn { number, documents, labels, lessons } => {
                vec![Report::Learned { number: *number, learner: Box::new(learned(documents, labels, lessons)) }]
            }
            Request::Count(doc) => {
                count(&self.documents[doc.index()]);
                vec![Report::Counted(*doc)]
            }
            Request::Compare(texts) => vec![Report::Compared(Facing::between(texts).map(Arc::new))],
            Request::Rebase { old, set, based_on } => {
                let found = rebasing::rebase(self, old, set).map(Box::new);
                vec![Report::Rebase { found, based_on: *based_on }]
            }
            Request::Parked { documents, set, based_on } => {
                let found = rebasing::parked(self, documents, set).map(Box::new);
                vec![Report::Rebase { found, based_on: *based_on }]
            }
        }
    }
}
