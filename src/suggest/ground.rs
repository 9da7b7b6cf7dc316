//! The ground: what the rules find in a stretch of text, kept for as long as the text is the same.
//!
//! A stretch is all sentences that begin within 2 KiB. What is found depends on the text alone; what was decided
//! since is looked up afterwards.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::{Cue, Evidence, Name, Passage, cues, cues_explained, names_explained, names_in};
use crate::text::{DocId, Document};

/// How many bytes of text one stretch covers, as a power of two: about a screen.
const BITS: usize = 11;

/// So many stretches are kept; they are all forgotten where there are more.
const KEPT: usize = 512;

/// Evidence comes from the whole of articles of up to so many bytes, of longer ones from the region of that size around the
/// stretch and from the beginnings of both.
const REGION: usize = 1 << 15;

/// What the rules find in a stretch.
#[derive(Debug, Default)]
pub struct Stretch {
    /// The sentences, in bytes.
    pub sentences: Vec<Range<usize>>,
    /// The names.
    pub names: Vec<Name>,
    /// The words that may be cues.
    pub cues: Vec<Cue>,
}

/// What was found in the texts so far.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    texts: Option<[Arc<Document>; 2]>,
    stretches: HashMap<(DocId, usize), Rc<Stretch>>,
    evidence: Vec<((DocId, usize), Rc<Evidence>)>,
}

/// Returns the number of the stretch that sentences beginning at `byte` belong to.
#[must_use]
pub fn number(byte: usize) -> usize {
    byte >> BITS
}

impl Ground {
    /// Returns stretch `number` of `doc`.
    pub fn stretch(&mut self, documents: &[Arc<Document>; 2], doc: DocId, number: usize) -> Rc<Stretch> {
        let same = |texts: &[Arc<Document>; 2]| texts.iter().zip(documents).all(|(one, two)| Arc::ptr_eq(one, two));
        if !self.texts.as_ref().is_some_and(same) {
            *self = Ground { texts: Some(documents.clone()), ..Ground::default() };
        }
        if let Some(known) = self.stretches.get(&(doc, number)) {
            return Rc::clone(known);
        }
        let evidence = self.evidence(documents, doc, number);
        let stretch = Rc::new(find(&documents[doc.index()], number, &evidence, false));
        if self.stretches.len() >= KEPT {
            self.stretches.clear();
        }
        self.stretches.insert((doc, number), Rc::clone(&stretch));
        stretch
    }

    /// Returns stretch `number` of `doc`, names and cues each with what the learner looks at in words; it is not kept.
    pub fn explained(&mut self, documents: &[Arc<Document>; 2], doc: DocId, number: usize) -> Stretch {
        self.stretch(documents, doc, number);
        let evidence = self.evidence(documents, doc, number);
        find(&documents[doc.index()], number, &evidence, true)
    }

    fn evidence(&mut self, documents: &[Arc<Document>; 2], doc: DocId, number: usize) -> Rc<Evidence> {
        let region = (number << BITS) / REGION;
        // The first regions of both articles tell of each other.
        let key = if region == 0 { (DocId::A, 0) } else { (doc, region) };
        if let Some((_, known)) = self.evidence.iter().find(|(of, _)| *of == key) {
            return Rc::clone(known);
        }
        let mut evidence = Evidence::default();
        for document in documents {
            evidence.add(document.slice(0..document.char_floor(REGION.min(document.len()))));
        }
        if region > 0 {
            let document = &documents[doc.index()];
            let end = ((region + 1) * REGION).min(document.len());
            evidence.add(document.slice(document.char_floor(region * REGION)..document.char_floor(end)));
        }
        let evidence = Rc::new(evidence);
        if self.evidence.len() >= 8 {
            self.evidence.clear();
        }
        self.evidence.push((key, Rc::clone(&evidence)));
        evidence
    }
}

/// Finds what stretch `number` of `document` has.
fn find(document: &Document, number: usize, evidence: &Evidence, explain: bool) -> Stretch {
    let bytes = number << BITS..((number + 1) << BITS).min(document.len());
    let mut stretch = Stretch { sentences: sentences(document, bytes), ..Stretch::default() };
    let mut rest = stretch.sentences.as_slice();
    while let Some(first) = rest.first() {
        let passage = Passage::around(document, first.start);
        let count = rest.iter().take_while(|sentence| passage.holds(sentence)).count().max(1);
        let (here, after) = rest.split_at(count);
        rest = after;
        let bytes = first.start..here.last().unwrap_or(first).end;
        let (names, cues) = if explain {
            (names_explained(&passage, evidence, &bytes), cues_explained(&passage))
        } else {
            (names_in(&passage, evidence, &bytes), cues(&passage))
        };
        stretch.names.extend(names);
        stretch.cues.extend(cues.into_iter().filter(|cue| bytes.contains(&cue.bytes.start)));
    }
    stretch
}

/// Returns the sentences of `document` that begin within `bytes`.
fn sentences(document: &Document, bytes: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut at = document.char_ceiling(bytes.start);
    while at < bytes.end {
        let rest = document.slice(at..document.char_floor(bytes.end));
        let Some(ink) = rest.find(|character: char| !character.is_whitespace()) else { break };
        let sentence = document.sentence_at(at + ink);
        if bytes.contains(&sentence.start) && sentences.last().is_none_or(|last| last.end <= sentence.start) {
            sentences.push(sentence.clone());
        }
        at = sentence.end.max(at + ink + 1);
        at = document.char_ceiling(at);
    }
    sentences
}

/// Returns the first byte of stretch `number`.
#[must_use]
pub fn start(number: usize) -> usize {
    number << BITS
}
