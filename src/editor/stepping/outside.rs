//! What programs from outside propose: asked for where the selections are and a little further, kept by stretch.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::stops::crosses;
use super::{Stop, What};
use crate::annotation::Schema;
use crate::editor::Editor;
use crate::editor::input::Effect;
use crate::suggest::ground::number;
use crate::suggest::outside::{Answer, CUE, Question};
use crate::text::{DocId, Document};

/// So many stretches after that of the selection are asked about.
const AHEAD: usize = 1;

/// One thing that a program proposes.
#[derive(Debug, Clone)]
struct Proposed {
    /// Its bytes.
    bytes: Range<usize>,
    /// The label, or [`CUE`].
    label: String,
    /// The program's name.
    by: Arc<str>,
}

/// All that programs from outside were asked and have proposed.
#[derive(Debug, Clone, Default)]
pub struct Outside {
    texts: Option<[Arc<Document>; 2]>,
    asked: HashSet<(DocId, usize)>,
    found: HashMap<(DocId, usize), Vec<Proposed>>,
    /// The number of the next question, and of the first one about these texts.
    next: u64,
    first: u64,
    /// How often something was added; what was made of it before is out of date.
    pub version: u64,
    /// The labels that were told to be unknown.
    told: HashSet<String>,
}

impl Outside {
    /// Begins anew where the texts are others: what is answered about the old ones is passed over.
    fn follow(&mut self, documents: &[Arc<Document>; 2]) {
        let same = |texts: &[Arc<Document>; 2]| texts.iter().zip(documents).all(|(one, other)| Arc::ptr_eq(one, other));
        if !self.texts.as_ref().is_some_and(same) {
            let (next, version) = (self.next, self.version + 1);
            *self = Outside { texts: Some(documents.clone()), next, first: next, version, ..Outside::default() };
        }
    }
}

impl Editor {
    /// Asks about what lies near the selections and was not asked before.
    pub(in crate::editor) fn ask_outside(&mut self) {
        if !self.settings.outside || self.stepping.hidden {
            return;
        }
        self.stepping.outside.follow(&self.documents);
        let mut questions = Vec::new();
        for doc in DocId::BOTH {
            let document = Arc::clone(&self.documents[doc.index()]);
            if document.is_empty() {
                continue;
            }
            let here = number(document.sentence_at(self.pane(doc).selection.start).start);
            for at in here..=(here + AHEAD).min(number(document.len())) {
                if !self.stepping.outside.asked.insert((doc, at)) {
                    continue;
                }
                let stretch = self.stepping.ground.borrow_mut().stretch(&self.documents, doc, at);
                for sentence in &stretch.sentences {
                    let id = self.stepping.outside.next;
                    self.stepping.outside.next += 1;
                    questions.extend(Question::of(id, &document, sentence.clone()));
                }
            }
        }
        if !questions.is_empty() {
            self.effects.push(Effect::Suggest(questions));
        }
    }

    /// Takes what the program `by` proposes. It changes other places, never what the selection stands at.
    pub(in crate::editor) fn suggested(&mut self, by: &Arc<str>, answer: Answer) {
        let outside = &mut self.stepping.outside;
        if answer.id < outside.first || answer.id >= outside.next {
            return;
        }
        let mut unknown = Vec::new();
        for (bytes, label) in answer.candidates {
            if label != CUE && self.schema.label(&label).is_none() {
                if outside.told.insert(label.clone()) {
                    unknown.push(label);
                }
                continue;
            }
            let document = &self.documents[answer.doc.index()];
            let at = number(document.sentence_at(bytes.start).start);
            let proposed = Proposed { bytes, label, by: Arc::clone(by) };
            outside.found.entry((answer.doc, at)).or_default().push(proposed);
            outside.version += 1;
        }
        for label in unknown {
            let known = known_labels(&self.schema);
            self.tell(&format!("the suggester {by} proposes the label {label}; the schema has {known}"));
        }
    }

    /// Returns what was proposed for stretch `at` of `doc` and is not among `stops` yet, or across one of them.
    pub(super) fn outside_stops(&self, doc: DocId, at: usize, stops: &[Stop]) -> Vec<Stop> {
        let Some(found) = self.stepping.outside.found.get(&(doc, at)) else { return Vec::new() };
        let clear = |stop: &Stop, one: &Proposed| stop.bytes != one.bytes && !crosses(&stop.bytes, &one.bytes);
        let new = found.iter().filter(|one| stops.iter().all(|stop| clear(stop, one)));
        let stop = |one: &Proposed| {
            let what = match one.label.as_str() {
                CUE => What::Cue,
                label => What::Mention { label: Some(label.to_owned()), rule: "outside" },
            };
            Stop { doc, bytes: one.bytes.clone(), what, by: Some(Arc::clone(&one.by)), decided: false }
        };
        new.map(stop).collect()
    }
}

fn known_labels(schema: &Schema) -> String {
    let names: Vec<&str> = schema.labels.iter().map(|label| label.name.as_str()).collect();
    names.join(", ")
}
