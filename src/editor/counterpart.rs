//! The counterpart of a sentence: what a person has tied it to, or else what the comparison has found.
//!
//! All is looked up by the sentence; nothing here goes through a text or a set.

use std::ops::Range;
use std::sync::Arc;

use super::Editor;
use super::links::Compared;
use crate::annotation::ties::ties_of;
use crate::annotation::{DecisionOn, Member, Record, RecordKind};
use crate::compare::comparison::size;
use crate::compare::facing::{Facing, Found};
use crate::compare::sentences::Tie;
use crate::text::DocId;

/// Articles of together no more bytes than this are compared by the worker without being asked for: it takes less than
/// half a second, and not much memory.
const UNASKED: usize = 256 << 10;

/// What faces a sentence in the other article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Faces {
    /// Nobody knows yet: the articles have not been compared.
    #[default]
    Unknown,
    /// No counterpart was found.
    Nothing,
    /// A person has looked and found none.
    Confirmed,
    /// This passage of the other article.
    Passage(Range<usize>),
}

/// What counts as the counterpart of a sentence.
enum Counterpart {
    /// What a person has tied to it.
    Tied(Range<usize>),
    /// Nothing, as a person has confirmed.
    Alone,
    /// The other sentence of the pair at this place in the comparison's `ties`: the place, and its number.
    Found(usize, usize),
    /// Nothing was found.
    None,
}

/// Returns whether one of `near` is the decision of a person that the sentence in `bytes` has no counterpart.
fn says_alone(near: &[&Record], bytes: &Range<usize>) -> bool {
    near.iter().any(|record| match record {
        Record::Decision(decision) => {
            matches!(&decision.on, DecisionOn::NoCounterpart(span) if bytes.contains(&span.start()))
        }
        _ => false,
    })
}

impl Editor {
    /// Returns what was found to belong together, if the texts that are shown have been compared.
    pub(super) fn facing(&self) -> Option<&Arc<Facing>> {
        self.links.facing().filter(|facing| facing.comparison.is_of(&self.documents))
    }

    /// Lets the worker compare the two articles where that was not done yet, and they are not so long that a person has to
    /// ask for it.
    pub(super) fn compare_unasked(&mut self) {
        if self.facing().is_none() && size(&self.documents) <= UNASKED {
            self.ask_to_compare();
        }
    }

    /// Returns the number of the sentence under the selection, as the comparison counts them.
    pub(super) fn compared_sentence(&self) -> Option<usize> {
        let selection = self.origin();
        if selection.is_empty() {
            return None;
        }
        self.facing()?.comparison.sentences.at(self.focus.index(), selection.start)
    }

    /// Returns the bytes of sentence number `at` of `doc`.
    pub(super) fn compared_bytes(&self, doc: DocId, at: usize) -> Option<Range<usize>> {
        Some(self.facing()?.comparison.sentences.of[doc.index()].get(at)?.bytes.clone())
    }

    /// Returns what faces sentence number `at` of `doc`: what a person has tied to it, then what was found, then what a
    /// claim in it is tied to.
    pub(super) fn faces(&self, doc: DocId, at: usize) -> Faces {
        if self.facing().is_none() {
            return Faces::Unknown;
        }
        match self.counterpart(doc, at) {
            Counterpart::Tied(bytes) => Faces::Passage(bytes),
            Counterpart::Alone => Faces::Confirmed,
            Counterpart::Found(_, other) => {
                self.compared_bytes(doc.other(), other).map_or(Faces::Nothing, Faces::Passage)
            }
            Counterpart::None => Faces::Nothing,
        }
    }

    /// Returns the sentence of the other article that counts as the counterpart of sentence number `at` of `doc`, and what
    /// was found of the two; none where only a claim in it is tied.
    pub(super) fn found_of(&self, doc: DocId, at: usize) -> Option<(usize, Found)> {
        let facing = self.facing()?;
        match self.counterpart(doc, at) {
            Counterpart::Found(place, other) => Some((other, facing.found(place)?)),
            Counterpart::Tied(bytes) => {
                let other = facing.comparison.sentences.at(doc.other().index(), bytes.start)?;
                let (a, b) = if doc == DocId::A { (at, other) } else { (other, at) };
                Some((other, self.found_between(a, b)?.1))
            }
            Counterpart::Alone | Counterpart::None => None,
        }
    }

    /// Returns how near two sentences are, and what differs between them, whether they were found to belong together or not.
    pub(super) fn found_between(&self, a: usize, b: usize) -> Option<(f32, Found)> {
        let facing = self.facing()?;
        let comparison = &facing.comparison;
        let mut found = facing.ties_of(DocId::A, a).filter_map(|place| Some((comparison.ties.get(place)?, place)));
        if let Some((tie, place)) = found.find(|(tie, _)| tie.b == b) {
            return Some((tie.score, facing.found(place)?));
        }
        if let Some(known) = self.links.by_hand.borrow().get(&(a, b)) {
            return Some(*known);
        }
        let weights = |side: usize, at: usize| {
            let bytes = comparison.sentences.of[side].get(at)?.bytes.clone();
            Some(comparison.sentences.weights(side, std::slice::from_ref(&bytes)))
        };
        let score = weights(0, a)?.cosine(&weights(1, b)?);
        let new = (score, Found::of(comparison, Tie { a, b, score }));
        self.links.by_hand.borrow_mut().insert((a, b), new);
        Some(new)
    }

    fn counterpart(&self, doc: DocId, at: usize) -> Counterpart {
        let (Some(facing), Some(bytes)) = (self.facing(), self.compared_bytes(doc, at)) else {
            return Counterpart::None;
        };
        let near = self.set.touching(doc, &bytes);
        if let Some(tied) = self.tied_to(doc, &bytes, &near, false) {
            return Counterpart::Tied(tied);
        }
        if says_alone(&near, &bytes) {
            return Counterpart::Alone;
        }
        let ties = facing.ties_of(doc, at).filter_map(|place| Some((place, facing.comparison.ties.get(place)?)));
        let others = ties.map(|(place, tie)| (place, tie.score, if doc == DocId::A { tie.b } else { tie.a }));
        let open = others.filter(|(_, _, other)| {
            let bytes = self.compared_bytes(doc.other(), *other).unwrap_or_default();
            !says_alone(&self.set.touching(doc.other(), &bytes), &bytes)
        });
        let best = open.max_by(|(_, one, first), (_, other, second)| one.total_cmp(other).then(second.cmp(first)));
        if let Some((place, _, other)) = best {
            return Counterpart::Found(place, other);
        }
        self.tied_to(doc, &bytes, &near, true).map_or(Counterpart::None, Counterpart::Tied)
    }

    /// Returns what of the other article a person has tied to something in `bytes` of `doc`, which the records `near` touch: to
    /// the text there, or, with `claims`, to a claim that stands there.
    fn tied_to(&self, doc: DocId, bytes: &Range<usize>, near: &[&Record], claims: bool) -> Option<Range<usize>> {
        let inside = |start: usize| bytes.contains(&start);
        let mut ends: Vec<Member> = Vec::new();
        for record in near {
            match record {
                Record::Attribution(claim) if claims => {
                    ends.push(Member::Record(RecordKind::Attribution, claim.id));
                }
                Record::Link(link) if !claims => {
                    let here = link.spans().filter(|span| span.doc() == doc && inside(span.start()));
                    ends.extend(here.cloned().map(Member::Span));
                }
                _ => {}
            }
        }
        let others = ends.iter().flat_map(|end| ties_of(&self.set, end)).filter_map(|tied| self.end_place(tied.other));
        others.into_iter().find(|(other, _)| *other != doc).map(|(_, range)| range)
    }

    /// Says why nothing faces anything yet: the articles are being compared, or never will be.
    pub(super) fn tell_compared(&mut self, compared: &Compared, then: &str) {
        match compared {
            Compared::Ready(_) => {}
            Compared::Asked => self.tell(&format!("the two articles are being compared: {then}")),
            Compared::Never(reason) => self.tell(reason),
        }
    }
}
