//! Counterparts: what in the other report comes nearest to a claim or to a sentence of this one.
//!
//! Claims are compared by the words of their contents; that the same one speaks speaks for them.

use std::ops::Range;

use super::comparison::Comparison;
use crate::annotation::speaker::speakers;
use crate::annotation::{Attribution, Id, Member, Record, RecordKind, Set};
use crate::text::{DocId, Span};

/// What the same speaker adds to the score of a claim.
const SAME_SPEAKER: f32 = 0.15;

/// A claim of more sentences than this is looked for by the first ones.
const SENTENCES: usize = 16;

/// A claim by the same speaker is looked at among so many.
const BY_SPEAKER: usize = 32;

/// One that may say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterpart {
    /// The claim or the sentence.
    pub end: Member,
    /// How near its words are, 0 to 1.
    pub score: f32,
    /// Whether the same one speaks.
    pub same_speaker: bool,
}

impl Counterpart {
    /// Returns what it is ranked by.
    #[must_use]
    pub fn rank(&self) -> f32 {
        self.score + if self.same_speaker { SAME_SPEAKER } else { 0.0 }
    }
}

/// Returns what comes nearest to `end` in the other report, the best first, `most` at most: claims for a claim, sentences
/// otherwise.
#[must_use]
pub fn counterparts(comparison: &Comparison, set: &Set, end: &Member, most: usize) -> Vec<Counterpart> {
    let mut found = match end {
        Member::Record(RecordKind::Attribution, id) => match set.get(*id) {
            Some(Record::Attribution(attribution)) => claims(comparison, set, attribution),
            _ => Vec::new(),
        },
        Member::Record(_, id) => {
            let span = set.get(*id).and_then(|record| record.spans().first().map(|span| (*span).clone()));
            span.map_or_else(Vec::new, |span| sentences(comparison, &span))
        }
        Member::Span(span) => sentences(comparison, span),
    };
    found.retain(|one| one.score > 0.0 || one.same_speaker);
    found.sort_by(|one, other| other.rank().total_cmp(&one.rank()));
    found.truncate(most);
    found
}

/// Returns the sentences of the other report that share words with `span`.
fn sentences(comparison: &Comparison, span: &Span) -> Vec<Counterpart> {
    let (side, other) = (span.doc().index(), span.doc().other());
    let pieces: Vec<Range<usize>> = span.pieces().map(crate::text::Fragment::bytes).collect();
    let words = comparison.sentences.weights(side, &pieces);
    let counterpart = |at: usize| {
        let sentence = comparison.sentences.of[other.index()].get(at)?;
        let score = words.cosine(&comparison.sentences.weights(other.index(), std::slice::from_ref(&sentence.bytes)));
        let end = Member::Span(comparison.text(other).span(sentence.bytes.clone()).ok()?);
        Some(Counterpart { end, score, same_speaker: false })
    };
    near(comparison, side, &pieces).into_iter().filter_map(counterpart).collect()
}

/// Returns the numbers of the sentences of the other report that are near to those that `pieces` of report `side` touch.
fn near(comparison: &Comparison, side: usize, pieces: &[Range<usize>]) -> Vec<usize> {
    let sentences = &comparison.sentences;
    let mut found: Vec<usize> = Vec::new();
    for piece in pieces {
        let first = sentences.at(side, piece.start).unwrap_or(usize::MAX);
        let touched = sentences.of[side].iter().enumerate().skip(first);
        for (at, _) in touched.take_while(|(_, sentence)| sentence.bytes.start < piece.end).take(SENTENCES) {
            found.extend(sentences.nearest(side, at).iter().map(|(other, _)| *other));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns the claims of the other report whose words or speaker are those of `claim`.
fn claims(comparison: &Comparison, set: &Set, claim: &Attribution) -> Vec<Counterpart> {
    let (side, other) = (claim.doc.index(), claim.doc.other());
    let pieces = content(claim);
    let documents = [comparison.text(DocId::A), comparison.text(DocId::B)];
    let words = comparison.sentences.weights(side, &pieces);
    let keys: Vec<String> =
        speakers(set, documents, claim).iter().map(crate::annotation::speaker::Speaker::key).collect();
    let mut seen: Vec<Id> = Vec::new();
    let mut found = Vec::new();
    for candidate in candidates(comparison, set, claim, &pieces) {
        if candidate.doc != other || seen.contains(&candidate.id) {
            continue;
        }
        seen.push(candidate.id);
        let score = words.cosine(&comparison.sentences.weights(other.index(), &content(candidate)));
        let same_speaker = speakers(set, documents, candidate).iter().any(|speaker| keys.contains(&speaker.key()));
        let end = Member::Record(RecordKind::Attribution, candidate.id);
        found.push(Counterpart { end, score, same_speaker });
    }
    found
}

/// Returns the claims that stand in sentences near to `pieces`, and those of the same entity.
fn candidates<'a>(
    comparison: &Comparison,
    set: &'a Set,
    claim: &Attribution,
    pieces: &[Range<usize>],
) -> Vec<&'a Attribution> {
    let other = claim.doc.other();
    let mut found: Vec<&Record> = Vec::new();
    for at in near(comparison, claim.doc.index(), pieces) {
        if let Some(sentence) = comparison.sentences.of[other.index()].get(at) {
            found.extend(set.touching(other, &sentence.bytes));
        }
    }
    let entities = claim.sources.iter().filter_map(|party| {
        party.entity.or_else(|| party.mention.and_then(|id| set.mention(id)).and_then(|mention| mention.entity))
    });
    for entity in entities {
        found.extend(set.referrers(entity).iter().take(BY_SPEAKER).filter_map(|id| set.get(*id)));
    }
    let attribution = |record: &'a Record| match record {
        Record::Attribution(attribution) => Some(attribution),
        _ => None,
    };
    found.into_iter().filter_map(attribution).collect()
}

/// Returns the bytes of what is said in `claim`; of all its parts where that is not in the text.
#[must_use]
pub fn content(claim: &Attribution) -> Vec<Range<usize>> {
    let bytes = |spans: &mut dyn Iterator<Item = &Span>| -> Vec<Range<usize>> {
        spans.flat_map(|span| span.pieces().map(crate::text::Fragment::bytes).collect::<Vec<_>>()).collect()
    };
    let said = bytes(&mut claim.contents.iter());
    if said.is_empty() { bytes(&mut claim.spans()) } else { said }
}
