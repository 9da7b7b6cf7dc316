//! Learning while tagging: what a person decides moves the guesses and stops that follow.
//!
//! Each decision that enters the set teaches at once, and what leaves the set is forgotten: so undo and redo need nothing of
//! their own. What earlier sessions decided is gathered in steps, so that no key waits for a large set, and learned by the
//! worker.

use std::ops::Range;
use std::sync::Arc;

use super::Editor;
use super::input::{Effect, Lesson, Request};
use crate::annotation::schema::Wash;
use crate::annotation::{Attribution, DecisionOn, Edit, How, Id, Record, Schema, Timestamp};
use crate::suggest::ground::Ground;
use crate::suggest::{Accepted, Decided, Labels, Learner, Sort, Teaching};
use crate::text::{DocId, Document, Fragment, Span};

/// A change of more records than this is no decision of a person; what is learned then is learned anew, from the set.
const MANY: usize = 64;

/// So many records of the past are looked at for one key, and so many of them are learned from at most.
const AT_ONCE: usize = 1024;
const MOST: usize = 4096;

/// The past is gone through in windows of so many bytes, of which so many are looked at for one key.
const WINDOW: usize = 1 << 16;
const WINDOWS: usize = 16;

/// What was learned, and how far.
#[derive(Debug, Clone, Default)]
pub(super) struct Learning {
    /// What was learned; shared with copies of the editor until one of them learns more.
    pub learner: Arc<Learner>,
    /// The records that were decided since the past was asked for, each with the number of what it taught before, if it did.
    meanwhile: Vec<(Id, Option<u64>)>,
    past: Past,
    /// How often another learner took the place of this one: an answer of the worker to an earlier question is out of date.
    renewed: u64,
}

/// How far what the set held before is learned.
#[derive(Debug, Clone, Default)]
enum Past {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// It is gathered, up to a byte of an article.
    Gathering(Box<Gathering>),
    /// The worker is at it.
    Asked,
    /// It is part of what was learned.
    Learned,
}

/// What was gathered of the past.
#[derive(Debug, Clone)]
struct Gathering {
    at: Option<(DocId, usize)>,
    lessons: Vec<Lesson>,
}

impl Editor {
    /// Returns what to rank guesses by; none if learning is switched off.
    pub(super) fn learner(&self) -> Option<&Learner> {
        self.settings.learn.then_some(&self.learning.learner)
    }

    /// Returns what was learned so far, also where it is not used.
    #[must_use]
    pub fn learned_so_far(&self) -> &Learner {
        &self.learning.learner
    }

    /// Begins with what was `learned` elsewhere; its numbers mean nothing here.
    pub fn begin_with(&mut self, mut learned: Learner) {
        learned.seal();
        self.renew(Arc::new(learned), Past::Learned);
    }

    /// Asks the worker to learn from what the set holds, once.
    pub(super) fn learn_past(&mut self) {
        if !self.settings.learn || !matches!(self.learning.past, Past::Unasked) {
            return;
        }
        let lessons = self.strings.refused().take(MOST).map(Lesson::refused).collect();
        let gathering = Gathering { at: Some((DocId::A, 0)), lessons };
        self.renew(Arc::default(), Past::Gathering(Box::new(gathering)));
        self.gather_past();
    }

    /// Goes on gathering what the set holds, as far as one key may, and asks the worker at the end.
    pub(super) fn gather_past(&mut self) {
        let Past::Gathering(gathering) = &mut self.learning.past else { return };
        let mut gathering = std::mem::replace(&mut **gathering, Gathering { at: None, lessons: Vec::new() });
        let mut seen = 0;
        for _ in 0..WINDOWS {
            let Some((doc, byte)) = gathering.at else { break };
            if seen >= AT_ONCE || gathering.lessons.len() >= MOST {
                break;
            }
            let window = byte..(byte + WINDOW).min(self.document(doc).len());
            for record in self.set.touching(doc, &window) {
                seen += 1;
                let starts = record.spans().first().is_some_and(|span| window.contains(&span.start()));
                gathering.lessons.extend(lesson_of(record).filter(|_| starts));
            }
            gathering.at = match doc {
                _ if window.end < self.document(doc).len() => Some((doc, window.end)),
                DocId::A => Some((DocId::B, 0)),
                DocId::B => None,
            };
        }
        if gathering.at.is_some() && gathering.lessons.len() < MOST {
            self.learning.past = Past::Gathering(Box::new(gathering));
        } else if gathering.lessons.is_empty() {
            self.learning.past = Past::Learned;
        } else {
            self.learning.past = Past::Asked;
            let (documents, labels) = (self.documents.clone(), Arc::clone(&self.labels));
            let (number, lessons) = (self.learning.renewed, gathering.lessons);
            self.effects.push(Effect::Ask(Request::Learn { number, documents, labels, lessons }));
        }
    }

    /// Learns from all that the set holds at once. The work is proportional to the set.
    pub fn learn_all(&mut self) {
        self.learn_past();
        while matches!(self.learning.past, Past::Gathering(_)) {
            self.gather_past();
        }
        let asked = self.effects.iter().position(|effect| matches!(effect, Effect::Ask(Request::Learn { .. })));
        if let Some(Effect::Ask(Request::Learn { number, documents, labels, lessons })) =
            asked.map(|at| self.effects.remove(at))
        {
            self.learned(number, learned(&documents, &labels, &lessons));
        }
    }

    /// Takes what the worker has learned of the past when it was asked with `number`; what was decided meanwhile is learned
    /// on top.
    pub(super) fn learned(&mut self, number: u64, learner: Learner) {
        if !matches!(self.learning.past, Past::Asked) || number != self.learning.renewed {
            return;
        }
        let meanwhile = std::mem::take(&mut self.learning.meanwhile);
        self.renew(Arc::new(learner), Past::Learned);
        // A string that was refused may be so again by another record: first all that is gone, then what is there.
        for number in meanwhile.iter().filter_map(|(_, before)| *before) {
            self.forget(number);
        }
        for (id, _) in meanwhile {
            if let Some(record) = self.set.get(id).cloned() {
                self.teach(&record);
            }
        }
    }

    fn teach(&mut self, record: &Record) {
        let Some(lesson) = lesson_of(record) else { return };
        let (documents, labels) = (self.documents.clone(), Arc::clone(&self.labels));
        let mut ground = self.stepping.ground_for_learning();
        let mut teaching = Teaching { documents: &documents, ground: &mut ground, labels: &labels };
        let learner = Arc::make_mut(&mut self.learning.learner);
        learner.take(lesson.number, lesson.doc, &lesson.decided, &mut teaching);
    }

    fn renew(&mut self, learner: Arc<Learner>, past: Past) {
        self.learning = Learning { learner, past, renewed: self.learning.renewed + 1, ..Learning::default() };
    }

    /// Returns what tells the learner as it is now from all that there were before.
    pub(super) fn learned_version(&self) -> (u64, u64) {
        (self.learning.renewed, self.learning.learner.version())
    }

    fn forget(&mut self, number: u64) {
        if self.learning.learner.knows(number) {
            Arc::make_mut(&mut self.learning.learner).forget(number);
        }
    }

    /// Follows `edits`, which were just made: what they add is learned, what they take away is forgotten.
    pub(super) fn follow_learning(&mut self, edits: &[Edit]) {
        if !self.settings.learn {
            return;
        }
        let teaches = |record: &Option<Record>| record.as_ref().and_then(lesson_of);
        let is_lesson = |edit: &&Edit| {
            let (before, after) = (teaches(&edit.before), teaches(&edit.after));
            before.as_ref().map(|lesson| (lesson.number, lesson.doc, &lesson.decided))
                != after.as_ref().map(|lesson| (lesson.number, lesson.doc, &lesson.decided))
        };
        let is_text = |edit: &Edit| matches!(edit.after, Some(Record::Document(_)));
        let lessons: Vec<&Edit> = edits.iter().filter(is_lesson).take(MANY + 1).collect();
        if lessons.len() > MANY || edits.iter().any(is_text) {
            self.renew(Arc::default(), Past::Unasked);
            return;
        }
        for edit in lessons {
            let before = teaches(&edit.before).map(|lesson| lesson.number);
            if !matches!(self.learning.past, Past::Learned) {
                self.learning.meanwhile.push((edit.id, before));
            }
            if let Some(before) = before {
                self.forget(before);
            }
            if let Some(after) = &edit.after {
                self.teach(after);
            }
        }
    }
}

impl Lesson {
    /// Returns the lesson that `string` is nothing.
    fn refused(string: &str) -> Self {
        let decided = Decided::NothingAnywhere(string.to_owned());
        Lesson { on: Timestamp::default(), number: decided.number(), doc: DocId::A, decided }
    }
}

/// Returns what `lessons` teach, taken in the order of time. The work is proportional to them.
#[must_use]
pub fn learned(documents: &[Arc<Document>; 2], labels: &Labels, lessons: &[Lesson]) -> Learner {
    let mut order: Vec<&Lesson> = lessons.iter().collect();
    order.sort_by_key(|lesson| (lesson.on, lesson.number));
    let (mut learner, mut ground) = (Learner::default(), Ground::default());
    let mut teaching = Teaching { documents, ground: &mut ground, labels };
    for lesson in order {
        learner.take(lesson.number, lesson.doc, &lesson.decided, &mut teaching);
    }
    learner
}

/// Returns the labels of `schema`, as the rules propose them and the learner is told them.
pub(super) fn labels_of(schema: &Schema) -> Labels {
    let names = schema.labels.iter().map(|label| label.name.clone()).collect();
    Labels::new(names, |sort| {
        let wash = match sort {
            Sort::Person => Wash::Person,
            Sort::Organization => Wash::Organization,
            Sort::Place => Wash::Place,
            Sort::Date => Wash::Date,
            Sort::Event => Wash::Event,
        };
        schema.labels.iter().position(|label| label.wash == wash)
    })
}

/// Returns what `record` teaches; none if no person looked at it by itself.
fn lesson_of(record: &Record) -> Option<Lesson> {
    let (provenance, doc, decided) = match record {
        Record::Attribution(one) => (&one.provenance, one.doc, Decided::Attribution(accepted_of(one)?)),
        Record::Mention(one) if one.span.fragments().len() == 1 => {
            (&one.provenance, one.span.doc(), Decided::Tag(bytes(&one.span), one.label.clone()))
        }
        Record::Decision(one) => match &one.on {
            DecisionOn::NotHere(span) => (&one.provenance, span.doc(), Decided::Nothing(bytes(span))),
            DecisionOn::NotThis(string) => return Some(Lesson { on: one.provenance.on, ..Lesson::refused(string) }),
            DecisionOn::NoCounterpart(_) => return None,
        },
        _ => return None,
    };
    let looked_at = matches!(provenance.how, How::Seen | How::Curated);
    looked_at.then(|| Lesson { on: provenance.on, number: record.id().number(), doc, decided })
}

fn bytes(span: &Span) -> Range<usize> {
    span.start()..span.end()
}

/// Returns what `one` teaches, if it has a cue.
fn accepted_of(one: &Attribution) -> Option<Accepted> {
    Some(Accepted {
        cue: bytes(one.cues.first()?),
        source: one.sources.first().and_then(|party| party.span.as_ref()).map(bytes),
        content: one.contents.iter().flat_map(|content| content.pieces().map(Fragment::bytes)).collect(),
    })
}
