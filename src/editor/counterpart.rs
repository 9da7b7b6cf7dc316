//! The counterpart of a sentence: what a person has tied it to, or else what the comparison has found.
//!
//! All is looked up by the sentence; nothing here goes through a text or a set.

use std::ops::Range;
use std::sync::Arc;

use super::Editor;
use super::links::Compared;
use crate::annotation::ties::ties_of;
use crate::annotation::{Decision, DecisionOn, Member, Record, RecordKind};
use crate::compare::comparison::size;
use crate::compare::facing::Facing;
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
        let (Some(facing), Some(bytes)) = (self.facing(), self.compared_bytes(doc, at)) else { return Faces::Unknown };
        if let Some(tied) = self.tied_to(doc, &bytes, false) {
            return Faces::Passage(tied);
        }
        if self.has_no_counterpart(doc, &bytes).is_some() {
            return Faces::Confirmed;
        }
        let ties = facing.ties_of(doc, at).filter_map(|place| facing.comparison.ties.get(place));
        let others = ties.map(|tie| (tie.score, if doc == DocId::A { tie.b } else { tie.a }));
        let open = others.filter_map(|(score, other)| {
            let bytes = self.compared_bytes(doc.other(), other)?;
            self.has_no_counterpart(doc.other(), &bytes).is_none().then_some((score, bytes))
        });
        let best =
            open.max_by(|(one, first), (other, second)| one.total_cmp(other).then(second.start.cmp(&first.start)));
        match best.map(|(_, bytes)| bytes).or_else(|| self.tied_to(doc, &bytes, true)) {
            Some(bytes) => Faces::Passage(bytes),
            None => Faces::Nothing,
        }
    }

    /// Returns what of the other article a person has tied to something in `bytes` of `doc`: to the text there, or, with
    /// `claims`, to a claim that stands there.
    fn tied_to(&self, doc: DocId, bytes: &Range<usize>, claims: bool) -> Option<Range<usize>> {
        let inside = |start: usize| bytes.contains(&start);
        let mut ends: Vec<Member> = Vec::new();
        for record in self.set.touching(doc, bytes) {
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

    /// Returns the decision that the sentence in `bytes` of `doc` has no counterpart, if a person has made it.
    pub(super) fn has_no_counterpart(&self, doc: DocId, bytes: &Range<usize>) -> Option<&Decision> {
        self.set.touching(doc, bytes).into_iter().find_map(|record| match record {
            Record::Decision(decision) => match &decision.on {
                DecisionOn::NoCounterpart(span) if bytes.contains(&span.start()) => Some(decision),
                _ => None,
            },
            _ => None,
        })
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
