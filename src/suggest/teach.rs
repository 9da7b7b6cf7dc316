//! Teaching: what a decision of a person tells the learner: an attribution, a cue that was none, a tag, a name that is nothing.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use memchr::memmem;

use super::feature::{of_content, of_cue, of_extent, of_source};
use super::ground::{Ground, Stretch, number};
use super::habit::Labels;
use super::learner::{Learner, feature};
use super::name::Name;
use super::passage::Passage;
use super::{content, cue, source};
use crate::text::{DocId, Document};

/// A string that is nothing is looked for in so many bytes of each text, and so many times.
const LOOKED_THROUGH: usize = 1 << 15;
const LOOKED_AT: usize = 8;

/// An attribution as a person has accepted it, in bytes of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The cue.
    pub cue: Range<usize>,
    /// Who says it, if somebody is named in one piece.
    pub source: Option<Range<usize>>,
    /// What is said, piece by piece.
    pub content: Vec<Range<usize>>,
}

/// What a person has decided, as far as something can be learned from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// Somebody says something.
    Attribution(Accepted),
    /// These bytes have this label.
    Tag(Range<usize>, String),
    /// These bytes, a likely name or cue, are nothing.
    Nothing(Range<usize>),
    /// This string is nothing, wherever it stands.
    NothingAnywhere(String),
}

impl Decided {
    /// Returns a number for what is decided of a string, alike wherever that was said.
    #[must_use]
    pub fn number(&self) -> u64 {
        match self {
            Decided::NothingAnywhere(string) => feature("nothing anywhere", &[string]),
            _ => 0,
        }
    }
}

/// What a learner is taught with.
#[derive(Debug)]
pub struct Teaching<'teaching> {
    /// The texts.
    pub documents: &'teaching [Arc<Document>; 2],
    /// What the rules find in them.
    pub ground: &'teaching mut Ground,
    /// The labels that there are.
    pub labels: &'teaching Labels,
}

impl Learner {
    /// Learns from `decided`, which is about `doc` and has this `number`.
    pub fn take(&mut self, number: u64, doc: DocId, decided: &Decided, teaching: &mut Teaching) {
        let document = &teaching.documents[doc.index()];
        match decided {
            Decided::Attribution(accepted) => self.teach_in(number, document, accepted),
            Decided::Tag(bytes, label) => {
                self.begin(number);
                let stretch = stretch(doc, bytes, teaching);
                if let Some(name) = stretch.as_ref().and_then(|stretch| meant(&stretch.names, bytes)) {
                    self.teach_name(document, name, bytes, label, teaching.labels);
                }
            }
            Decided::Nothing(bytes) => {
                let Some(stretch) = stretch(doc, bytes, teaching) else { return };
                self.begin(number);
                if let Some(name) = stretch.names.iter().find(|name| offers(name, bytes)) {
                    self.teach_no_name(name);
                } else if stretch.cues.iter().any(|cue| cue.bytes == *bytes) {
                    self.teach_no_cue(number, &Passage::around(document, bytes.start), bytes);
                }
            }
            Decided::NothingAnywhere(string) => {
                self.begin(number);
                match first(string, teaching) {
                    Some((stretch, at)) => self.teach_no_name(&stretch.names[at]),
                    None => self.teach_no_string(string),
                }
            }
        }
    }

    /// Learns from `accepted`, which lies in `document` and has this `number`.
    pub fn teach_in(&mut self, number: u64, document: &Document, accepted: &Accepted) {
        self.teach(number, &Passage::around(document, accepted.cue.start), accepted);
    }

    /// Learns from `accepted`, which lies in `passage` and has this `number`. Parts outside it teach nothing.
    pub fn teach(&mut self, number: u64, passage: &Passage, accepted: &Accepted) {
        let tokens = passage.covered(&accepted.cue);
        if tokens.is_empty() {
            return;
        }
        self.begin(number);
        if let Some(at) = tokens.clone().rev().find(|at| passage.token(*at).is_some_and(|token| token.cue.is_some())) {
            let ranked = cue::extents(passage, at, Some(self));
            self.learn(&ranked, &tokens, |extent| of_extent(passage, extent));
            self.correct_cue(passage, at, true);
        }
        let within = |bytes: &Range<usize>| {
            let covered = passage.covered(bytes);
            (!covered.is_empty() && passage.bytes(&covered) == *bytes).then_some(covered)
        };
        let source = accepted.source.as_ref().and_then(within);
        // A source that is no whole words here is not the same as none.
        if source.is_some() == accepted.source.is_some() {
            let found = source.clone();
            let ranked = source::ranked(passage, &tokens, Some(self));
            self.learn(&ranked, &found, |source| of_source(passage, &tokens, source.as_ref()));
        }
        let pieces: Option<Vec<Range<usize>>> = accepted.content.iter().map(within).collect();
        if let Some(pieces) = pieces {
            let (ranked, _) = content::ranked(passage, &tokens, source.as_ref(), Some(self));
            self.learn(&ranked, &pieces, |content| of_content(passage, &tokens, source.as_ref(), content));
        }
    }
}

impl Learner {
    /// Learns that the cue at the bytes `cue` of `passage` was looked at and is none; this is decision `number`.
    pub fn teach_no_cue(&mut self, number: u64, passage: &Passage, cue: &Range<usize>) {
        let tokens = passage.covered(cue);
        let known = tokens.clone().rev().find(|at| passage.token(*at).is_some_and(|token| token.cue.is_some()));
        let Some(at) = known.or(tokens.last()) else { return };
        self.begin(number);
        self.correct_cue(passage, at, false);
    }

    fn correct_cue(&mut self, passage: &Passage, at: usize, is_so: bool) {
        let features = of_cue(passage, at);
        let chance = self.chance_of(cue::probability(passage, at), &features);
        self.correct(&features, chance, is_so);
    }
}

/// Returns what the rules find around `bytes` of `doc`.
fn stretch(doc: DocId, bytes: &Range<usize>, teaching: &mut Teaching) -> Option<Rc<Stretch>> {
    let document = &teaching.documents[doc.index()];
    if bytes.end > document.len() || !document.text().is_char_boundary(bytes.start) {
        return None;
    }
    let at = number(document.sentence_at(bytes.start).start);
    Some(teaching.ground.stretch(teaching.documents, doc, at))
}

/// Returns where `string` is first found by the rules, near the beginnings of the texts: a stretch and the place of a name
/// in it.
fn first(string: &str, teaching: &mut Teaching) -> Option<(Rc<Stretch>, usize)> {
    for doc in DocId::BOTH {
        let document = Arc::clone(&teaching.documents[doc.index()]);
        let beginning = document.slice(0..document.char_floor(LOOKED_THROUGH.min(document.len())));
        for at in memmem::find_iter(beginning.as_bytes(), string).take(LOOKED_AT) {
            let bytes = at..at + string.len();
            let stretch = stretch(doc, &bytes, teaching)?;
            if let Some(at) = stretch.names.iter().position(|name| offers(name, &bytes)) {
                return Some((stretch, at));
            }
        }
    }
    None
}

/// Returns whether `name` was, or might have been, offered as `bytes`.
fn offers(name: &Name, bytes: &Range<usize>) -> bool {
    name.bytes == *bytes || name.ends.iter().any(|(_, ends)| ends == bytes)
}

/// Returns the one of `names` that became the tag at `bytes`.
fn meant<'names>(names: &'names [Name], bytes: &Range<usize>) -> Option<&'names Name> {
    let exact = names.iter().find(|name| name.bytes == *bytes);
    let other = || names.iter().find(|name| offers(name, bytes));
    let shared = |name: &&Name| name.bytes.end.min(bytes.end).saturating_sub(name.bytes.start.max(bytes.start));
    exact.or_else(other).or_else(|| names.iter().max_by_key(shared).filter(|name| shared(name) > 0))
}
