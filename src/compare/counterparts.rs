//! Counterparts: what in the other report comes nearest to a claim or to a sentence of this one.
//!
//! Claims are compared by the words of their contents; that the same one speaks speaks for them, and so does what people
//! have tied and joined. The score is that of the words alone, so that it stays clear what comes from whom.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::comparison::Comparison;
use super::evidence::{Evidence, raised};
use crate::annotation::speaker::{Speaker, speakers};
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
    /// What people have decided that speaks for it.
    pub evidence: Evidence,
}

impl Counterpart {
    /// Returns what it is ranked by.
    #[must_use]
    pub fn rank(&self) -> f32 {
        self.score + self.evidence.raise() + if self.same_speaker { SAME_SPEAKER } else { 0.0 }
    }

    /// Returns what speaks for it beside its words, empty where nothing does: `2 shared entities, same speaker`.
    #[must_use]
    pub fn beside_words(&self) -> String {
        let speaker = if self.same_speaker { "same speaker" } else { "" };
        let parts = [self.evidence.words(), speaker.to_owned()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join(", ")
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
            span.map_or_else(Vec::new, |span| sentences(comparison, set, &span))
        }
        Member::Span(span) => sentences(comparison, set, span),
    };
    found.retain(|one| one.score > 0.0 || one.same_speaker || one.evidence.is_any());
    found.sort_by(|one, other| other.rank().total_cmp(&one.rank()));
    found.truncate(most);
    found
}

/// Returns the sentences of the other report that share words with `span`, or that are `raised` by what people decided.
fn sentences(comparison: &Comparison, set: &Set, span: &Span) -> Vec<Counterpart> {
    let (side, other) = (span.doc().index(), span.doc().other());
    let pieces: Vec<Range<usize>> = span.pieces().map(crate::text::Fragment::bytes).collect();
    let words = comparison.sentences.weights(side, &pieces);
    let raised = raised(comparison, set, span.doc(), &pieces);
    let counterpart = |at: usize| {
        let sentence = comparison.sentences.of[other.index()].get(at)?;
        let score = words.cosine(&comparison.sentences.weights(other.index(), std::slice::from_ref(&sentence.bytes)));
        let end = Member::Span(comparison.text(other).span(sentence.bytes.clone()).ok()?);
        let evidence = raised.get(&at).copied().unwrap_or_default();
        Some(Counterpart { end, score, same_speaker: false, evidence })
    };
    near(comparison, side, &pieces, &raised).into_iter().filter_map(counterpart).collect()
}

/// Returns the numbers of the sentences of the other report that are near to those that `pieces` of report `side` touch, and
/// of those that are `raised`.
fn near(
    comparison: &Comparison,
    side: usize,
    pieces: &[Range<usize>],
    raised: &BTreeMap<usize, Evidence>,
) -> Vec<usize> {
    let sentences = &comparison.sentences;
    let mut found: Vec<usize> = raised.keys().copied().collect();
    for piece in pieces {
        let first = sentences.at(side, piece.start).unwrap_or(usize::MAX);
        let touched = sentences.of[side].get(first..).unwrap_or_default().iter().enumerate();
        let touched = touched.map(|(at, sentence)| (first + at, sentence));
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
    let who = speakers(set, documents, claim);
    let keys: Vec<String> = who.iter().map(Speaker::key).collect();
    let raised = raised(comparison, set, claim.doc, &pieces);
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut found = Vec::new();
    let nearby = near(comparison, side, &pieces, &raised);
    for candidate in candidates(comparison, set, other, &nearby, &who) {
        if candidate.doc != other || !seen.insert(candidate.id) {
            continue;
        }
        let content = content(candidate);
        let score = words.cosine(&comparison.sentences.weights(other.index(), &content));
        let at = |piece: &Range<usize>| comparison.sentences.at(other.index(), piece.start);
        let evidence = content.iter().filter_map(at).filter_map(|at| raised.get(&at));
        let evidence = evidence.fold(Evidence::default(), |one, other| one.or(*other));
        let same_speaker = speakers(set, documents, candidate).iter().any(|speaker| keys.contains(&speaker.key()));
        let end = Member::Record(RecordKind::Attribution, candidate.id);
        found.push(Counterpart { end, score, same_speaker, evidence });
    }
    found
}

/// Returns the claims of report `other` that stand in its sentences `nearby`, and those whose source is an entity of `who`:
/// named as such, through a mention, or by going on with a claim of it.
fn candidates<'a>(
    comparison: &Comparison,
    set: &'a Set,
    other: DocId,
    nearby: &[usize],
    who: &[Speaker],
) -> Vec<&'a Attribution> {
    let mut found: Vec<&Attribution> = Vec::new();
    for at in nearby {
        if let Some(sentence) = comparison.sentences.of[other.index()].get(*at) {
            found.extend(set.touching(other, &sentence.bytes).into_iter().filter_map(attribution));
        }
    }
    for entity in who.iter().filter_map(|speaker| speaker.entity) {
        let mut said: Vec<&Attribution> = Vec::new();
        for record in set.referrers(entity).iter().filter_map(|id| set.get(*id)) {
            match record {
                Record::Attribution(claim) => said.push(claim),
                Record::Mention(mention) if mention.span.doc() == other => said.extend(claims_with(set, mention.id)),
                _ => {}
            }
            if said.len() >= BY_SPEAKER {
                break;
            }
        }
        let on: Vec<&Attribution> = said.iter().flat_map(|claim| claims_with(set, claim.id)).collect();
        found.extend(said);
        found.extend(on);
    }
    found
}

/// Returns the claims that refer to the record with `id`.
fn claims_with(set: &Set, id: Id) -> impl Iterator<Item = &Attribution> {
    set.referrers(id).iter().take(BY_SPEAKER).filter_map(move |id| set.get(*id)).filter_map(attribution)
}

fn attribution(record: &Record) -> Option<&Attribution> {
    match record {
        Record::Attribution(attribution) => Some(attribution),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::annotation::{Edit, IdSource, Mention, Party, Provenance, Transaction, entities};
    use crate::text::Document;

    const LEFT: &str = "Nobody slept. “It holds,” the mayor said.";
    const RIGHT: &str = "Three were hurt. Aldeş spoke of a second dam. It rained. Aldeş slept.";

    #[test]
    fn claims_of_one_entity_are_found_through_the_mentions_of_it() {
        let texts = [(DocId::A, LEFT), (DocId::B, RIGHT)];
        let texts = texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())));
        let comparison = Comparison::of(&texts).expect("small");
        let (mut set, mut ids) = (Set::new("s", "news", "mk"), IdSource::new(3));
        let mut add = |record: Record| set.apply(&Transaction::of("", Edit::add(record))).expect("whole and new");
        let entity = entities::named(ids.next(|_| false), "person", "Şirin Aldeş", &Provenance::default());
        add(Record::Entity(entity.clone()));
        let span = |doc: DocId, words: &str| {
            let text = &texts[doc.index()];
            let start = text.text().find(words).expect("the words are there");
            text.span(start..start + words.len()).expect("words")
        };
        let mut claims = Vec::new();
        for (doc, who, said) in [(DocId::A, "the mayor", "It holds"), (DocId::B, "Aldeş", "of a second dam")] {
            let mut mention = Mention::new(ids.next(|_| false), span(doc, who), "person", Provenance::default());
            mention.entity = Some(entity.id);
            let mut claim = Attribution::empty(ids.next(|_| false), doc, Provenance::default());
            claim.sources.push(Party { mention: Some(mention.id), ..Party::default() });
            claim.contents.push(span(doc, said));
            claims.push(Member::Record(RecordKind::Attribution, claim.id));
            add(Record::Mention(mention));
            add(Record::Attribution(claim));
        }
        for (one, other) in [(0, 1), (1, 0)] {
            let found = counterparts(&comparison, &set, &claims[one], 3);
            assert_eq!(found.len(), 1);
            assert!(found[0].end == claims[other] && found[0].same_speaker && found[0].score == 0.0);
            assert_eq!(found[0].beside_words(), "same speaker");
        }
        // A sentence is found by the entity that it names, and the score of its words says that they have none in common.
        let sentence = Member::Span(span(DocId::A, "“It holds,” the mayor said."));
        let found = counterparts(&comparison, &set, &sentence, 3);
        assert_eq!(found.iter().map(Counterpart::beside_words).collect::<Vec<_>>(), ["1 shared entity"]);
        assert!(found[0].score == 0.0 && found[0].rank() > 0.1);
    }
}
