//! Carrying the tags of an article to its new text.
//!
//! A span is carried by itself only if its words stand in the new text at one place that cannot be mistaken: in a
//! stretch that is the same in both texts and that no other words of the old text may have become. Changes of
//! typesetting are no changes of words: line ends and other blanks, composed or decomposed letters, the form of quotes
//! and dashes. Such spans are carried too, and listed as respelled, for their text is another to the byte.
//!
//! All else is for a person to review. A record goes whole: if one of its spans is in doubt, or if it refers to a record
//! that is, it leaves the set with the transaction and is kept in the list, with what is proposed for each span.

mod place;
mod propose;

use std::collections::{BTreeMap, HashSet};

use self::place::{Place, Texts};
pub use self::propose::Excerpt;
use super::align::Alignment;
use crate::annotation::{DecisionOn, Edit, Id, Member, Record, Set, Transaction};
use crate::text::{Document, Fragment, Span, sha256};

/// What came of carrying a set to a new text of one of its documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// Replaces what is known of the document and every record whose spans moved, and removes those to review.
    pub transaction: Transaction,
    /// How many records were carried whose spans cover the same text to the byte.
    pub exact: usize,
    /// How many of those stand at another place than before.
    pub moved: usize,
    /// The records that were carried although their text is set otherwise: line ends, normal form, quotes, dashes.
    pub respelled: Vec<Id>,
    /// The records that a person must look at, in the order of the text.
    pub review: Vec<Review>,
}

/// A record that was not carried by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The record, with its spans in the old text.
    pub record: Record,
    /// Its spans in that document.
    pub parts: Vec<Part>,
    /// The records under review that it refers to; with these carried, it can be.
    pub waits_for: Vec<Id>,
}

/// A span of a record under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The span in the old text.
    pub span: Span,
    /// The span in the old text with what stands around it.
    pub excerpt: Excerpt,
    /// Its place in the new text, where that is certain.
    pub place: Option<Span>,
    /// Where it might belong, the best first; empty where the place is certain and where its words are lost.
    pub proposals: Vec<Proposal>,
}

/// A place that a span might have in the new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The span in the new text.
    pub span: Span,
    /// Why it is proposed.
    pub reason: Reason,
    /// How well it fits, in thousandths: the words for changed ones, else what stands around them.
    pub score: u16,
}

/// Why a place is proposed and not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The place is the same, and the words there have changed.
    Changed,
    /// The words are the same, and they could be those of several places.
    Contested,
    /// The same words stand there, in other surroundings.
    Elsewhere,
    /// Each piece is found, and the pieces no longer lie to each other as they did.
    Apart,
}

impl Reason {
    /// Returns it in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reason::Changed => "the words have changed",
            Reason::Contested => "several places fit",
            Reason::Elsewhere => "the same words elsewhere",
            Reason::Apart => "its pieces have come apart",
        }
    }
}

impl Review {
    /// Returns `record`, which stands in `old`, as one whose spans have their places in `after` without a doubt.
    pub(super) fn certain(old: &Document, record: &Record, after: &Record) -> Self {
        let pairs = record.spans().into_iter().zip(after.spans());
        let here = pairs.filter(|(span, _)| span.doc() == old.id());
        let part = |(span, place): (&Span, &Span)| Part {
            span: span.clone(),
            excerpt: Excerpt::of(old, span),
            place: Some(place.clone()),
            proposals: Vec::new(),
        };
        Review { record: record.clone(), parts: here.map(part).collect(), waits_for: Vec::new() }
    }

    /// Returns whether there is no place to propose for some span of it.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.parts.iter().any(|part| part.place.is_none() && part.proposals.is_empty())
    }
}

/// What became of one record.
struct Outcome<'set> {
    record: &'set Record,
    /// The record with its new spans; `None` if one of them is in doubt.
    carried: Option<Record>,
    respelled: bool,
}

/// Carries `set` from the text of `old` to that of `new`, which must be the same document of the pair. The work grows with
/// the lengths of both texts and with the number of records; nothing is changed yet.
#[must_use]
pub fn carry(old: &Document, new: &Document, set: &Set) -> Carried {
    let texts = Texts { old, new, alignment: Alignment::of(old.text(), new.text()) };
    let mut outcomes: BTreeMap<Id, Outcome<'_>> = BTreeMap::new();
    for record in set.records().filter(|record| record.spans().iter().any(|span| span.doc() == old.id())) {
        outcomes.insert(record.id(), outcome(&texts, record));
    }
    let waiting = waiting(set, &outcomes);
    let mut carried = Carried {
        transaction: Transaction {
            summary: format!("carry the tags of {} to its new text", old.id().letter()),
            edits: Vec::new(),
        },
        exact: 0,
        moved: 0,
        respelled: Vec::new(),
        review: Vec::new(),
    };
    if let Some(info) = set.document(old.id()) {
        let (characters, sha256) = (new.index().chars(), sha256(new.text()));
        let after = crate::annotation::DocumentInfo { characters, sha256, ..info.clone() };
        carried.enter(Record::Document(info.clone()), Record::Document(after));
    }
    for (id, outcome) in outcomes {
        let Some(after) = outcome.carried.filter(|_| !waiting.contains(&id)) else { continue };
        if outcome.respelled {
            carried.respelled.push(id);
        } else {
            carried.exact += 1;
            carried.moved += usize::from(after != *outcome.record);
        }
        carried.enter(outcome.record.clone(), after);
    }
    let mut review: Vec<&Record> = waiting.iter().filter_map(|&id| set.get(id)).collect();
    review.sort_by_key(|record| (record.spans().iter().map(|span| span.start()).min(), record.id()));
    for record in review {
        carried.transaction.edits.push(Edit::remove(record.clone()));
        carried.review.push(texts.review(record, &waiting));
    }
    carried
}

impl Carried {
    fn enter(&mut self, before: Record, after: Record) {
        if before != after {
            self.transaction.edits.push(Edit::replace(before, after));
        }
    }
}

/// Returns the ids of the records that cannot be carried, and of all that refer to one of them.
fn waiting(set: &Set, outcomes: &BTreeMap<Id, Outcome<'_>>) -> HashSet<Id> {
    let doubtful = outcomes.iter().filter(|(_, outcome)| outcome.carried.is_none());
    let mut next: Vec<Id> = doubtful.map(|(id, _)| *id).collect();
    let mut waiting = HashSet::new();
    while let Some(id) = next.pop() {
        if waiting.insert(id) {
            next.extend(set.referrers(id));
        }
    }
    waiting
}

fn outcome<'set>(texts: &Texts<'_>, record: &'set Record) -> Outcome<'set> {
    let mut respelled = false;
    let mut map = |span: &Span| {
        let carried = texts.carried(span)?;
        respelled |=
            carried.doc() == texts.old.id() && texts.old.covered_span(span) != texts.new.covered_span(&carried);
        Some(carried)
    };
    let carried = with_spans(record, &mut map);
    Outcome { record, carried, respelled }
}

impl Texts<'_> {
    /// Returns the place of `span` in the new text, the span itself if it lies in the other document, `None` where it is in
    /// doubt.
    fn carried(&self, span: &Span) -> Option<Span> {
        if span.doc() != self.old.id() {
            return Some(span.clone());
        }
        let places = span.pieces().map(|piece| match self.place(piece) {
            Place::Sure(place) => Some(place),
            Place::Contested(_) | Place::Changed => None,
        });
        let places: Vec<Fragment> = places.collect::<Option<_>>()?;
        let carried = Span::from_pieces(span.doc(), &places).ok()?;
        // Pieces that have changed their order were not moved together.
        let in_order = |span: &Span| -> Vec<usize> {
            let pieces: Vec<Fragment> = span.pieces().collect();
            let mut order: Vec<usize> = (0..pieces.len()).collect();
            order.sort_by_key(|&at| pieces[at]);
            order
        };
        Some(carried).filter(|carried| in_order(carried) == in_order(span))
    }

    fn review(&self, record: &Record, waiting: &HashSet<Id>) -> Review {
        let mut waits_for = record.references();
        waits_for.retain(|id| waiting.contains(id));
        waits_for.sort_unstable();
        waits_for.dedup();
        let here = record.spans().into_iter().filter(|span| span.doc() == self.old.id());
        let parts = here.map(|span| {
            let place = self.carried(span);
            let proposals = if place.is_some() { Vec::new() } else { propose::proposals(self, span) };
            Part { span: span.clone(), excerpt: Excerpt::of(self.old, span), place, proposals }
        });
        Review { record: record.clone(), parts: parts.collect(), waits_for }
    }
}

/// Returns `record` with each of its spans replaced by what `map` makes of it, `None` if it makes nothing of one.
pub(super) fn with_spans(record: &Record, map: &mut impl FnMut(&Span) -> Option<Span>) -> Option<Record> {
    let mut record = record.clone();
    let mut spans: Vec<&mut Span> = Vec::new();
    match &mut record {
        Record::Mention(mention) => spans.push(&mut mention.span),
        Record::Attribution(attribution) => {
            let parties = attribution.sources.iter_mut().chain(&mut attribution.addressees);
            spans.extend(parties.filter_map(|party| party.span.as_mut()));
            spans.extend(&mut attribution.cues);
            spans.extend(&mut attribution.contents);
            spans.extend(&mut attribution.supplements);
        }
        Record::Link(link) => spans.extend(link.members.iter_mut().filter_map(|member| match member {
            Member::Span(span) => Some(span),
            Member::Record(..) => None,
        })),
        Record::Decision(decision) => match &mut decision.on {
            DecisionOn::NotHere(span) | DecisionOn::NoCounterpart(span) => spans.push(span),
            DecisionOn::NotThis(_) => {}
        },
        Record::Document(_) | Record::Entity(_) | Record::Code(_) => {}
    }
    for span in spans {
        *span = map(span)?;
    }
    Some(record)
}

#[cfg(test)]
mod tests;
