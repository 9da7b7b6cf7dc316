//! Evidence: what people have decided that speaks for two sentences being about one thing, apart from their words.
//!
//! Links between what stands in both, entities that both name, and links of the sentences beside them. It is computed from
//! the set when it is asked for, and never stored.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::comparison::Comparison;
use crate::annotation::ties::start;
use crate::annotation::{Id, Link, Member, Record, Set, counted};
use crate::text::DocId;

/// What a link between the two adds to how near they are.
const TIED: f32 = 0.3;

/// What a link between the sentences before both, or after both, adds.
const BESIDE: f32 = 0.05;

/// What an entity adds that one sentence of the other report names; less, the more of them name it.
const NAMED: f32 = 0.12;

/// All evidence together adds no more than this.
const MOST: f32 = 0.35;

/// So many places of an entity or a record are looked at.
const PLACES: usize = 64;

/// What speaks for one sentence of the other report.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// How many links tie something in the one to something in the other.
    pub ties: usize,
    /// How many entities both name, as people have said.
    pub entities: usize,
    /// Whether the sentences beside both are tied.
    pub beside: bool,
    sum: f32,
}

impl Evidence {
    /// Returns by how much it raises how near two sentences are.
    #[must_use]
    pub fn raise(&self) -> f32 {
        self.sum.min(MOST)
    }

    /// Returns whether there is any.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.sum > 0.0
    }

    /// Returns it in words, empty where there is none: `tied inside, 2 shared entities`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        if self.ties > 0 {
            words.push("tied inside".to_owned());
        }
        if self.entities > 0 {
            let count = counted(self.entities, "entity");
            words.push(count.replacen(' ', " shared ", 1));
        }
        if self.beside {
            words.push("tied beside".to_owned());
        }
        words.join(", ")
    }

    fn of(ties: usize, entities: usize, beside: bool, sum: f32) -> Self {
        Evidence { ties, entities, beside, sum }
    }

    /// Returns what speaks for either.
    #[must_use]
    pub fn or(self, other: Evidence) -> Self {
        Evidence {
            ties: self.ties.max(other.ties),
            entities: self.entities.max(other.entities),
            beside: self.beside || other.beside,
            sum: self.sum.max(other.sum),
        }
    }

    fn add(&mut self, more: Evidence) {
        self.ties += more.ties;
        self.entities += more.entities;
        self.beside |= more.beside;
        self.sum += more.sum;
    }
}

/// Returns the sentences of the other report for which something speaks beside the words, by number, looking from `pieces`
/// of `doc`. The work depends on what lies there and near it.
#[must_use]
pub fn raised(comparison: &Comparison, set: &Set, doc: DocId, pieces: &[Range<usize>]) -> BTreeMap<usize, Evidence> {
    let mut found: BTreeMap<usize, Evidence> = BTreeMap::new();
    let (Some(first), Some(last)) = (
        pieces.iter().map(|piece| piece.start).min(),
        pieces.iter().map(|piece| piece.end).max().map(|end| end.saturating_sub(1)),
    ) else {
        return found;
    };
    for at in tied(comparison, set, doc, pieces) {
        found.entry(at).or_default().add(Evidence::of(1, 0, false, TIED));
    }
    for entity in entities(set, doc, pieces) {
        let named = named(comparison, set, doc.other(), entity);
        let each = NAMED / libm::sqrtf(f32::from(u16::try_from(named.len().max(1)).unwrap_or(u16::MAX)));
        for at in named {
            found.entry(at).or_default().add(Evidence::of(0, 1, false, each));
        }
    }
    let sentences = &comparison.sentences;
    let sentence = |at: usize| sentences.of[doc.index()].get(at).map(|sentence| sentence.bytes.clone());
    let others = sentences.of[doc.other().index()].len();
    let before = sentences.at(doc.index(), first).and_then(|at| at.checked_sub(1)).and_then(sentence);
    let after = sentences.at(doc.index(), last).and_then(|at| sentence(at + 1));
    let step = |beside: Option<Range<usize>>, step: isize| -> Vec<usize> {
        let there = beside.map_or_else(Vec::new, |bytes| tied(comparison, set, doc, std::slice::from_ref(&bytes)));
        there.into_iter().filter_map(|at| at.checked_add_signed(step)).filter(|at| *at < others).collect()
    };
    let beside: BTreeSet<usize> = step(before, 1).into_iter().chain(step(after, -1)).collect();
    for at in beside {
        found.entry(at).or_default().add(Evidence::of(0, 0, true, BESIDE));
    }
    found
}

/// Returns the sentences of the other report to which something in `pieces` is linked, once for each link.
fn tied(comparison: &Comparison, set: &Set, doc: DocId, pieces: &[Range<usize>]) -> Vec<usize> {
    let mut links: BTreeMap<Id, &Link> = BTreeMap::new();
    for record in pieces.iter().flat_map(|piece| set.touching(doc, piece)) {
        match record {
            Record::Link(link) => {
                links.insert(link.id, link);
            }
            Record::Mention(_) | Record::Attribution(_) => {
                for id in set.referrers(record.id()).iter().take(PLACES) {
                    if let Some(Record::Link(link)) = set.get(*id) {
                        links.insert(link.id, link);
                    }
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for link in links.values() {
        let places: Vec<(DocId, usize)> = link.members.iter().filter_map(|member| place(set, member)).collect();
        // A link that only touches the sentence with a claim that begins elsewhere is one of that other sentence.
        let is_here = |place: &(DocId, usize)| place.0 == doc && pieces.iter().any(|piece| piece.contains(&place.1));
        if places.iter().any(is_here) {
            let there = places.iter().filter(|place| place.0 != doc);
            let mut sentences: Vec<usize> =
                there.filter_map(|(other, byte)| comparison.sentences.at(other.index(), *byte)).collect();
            sentences.dedup();
            found.extend(sentences);
        }
    }
    found
}

/// Returns where an end of a link is: a claim is where its content begins.
fn place(set: &Set, member: &Member) -> Option<(DocId, usize)> {
    if let Member::Record(_, id) = member
        && let Some(Record::Attribution(claim)) = set.get(*id)
        && let Some(content) = claim.contents.first()
    {
        return Some((content.doc(), content.start()));
    }
    start(set, member)
}

/// Returns the entities that `pieces` name, as people have said.
fn entities(set: &Set, doc: DocId, pieces: &[Range<usize>]) -> BTreeSet<Id> {
    let records = pieces.iter().flat_map(|piece| set.touching(doc, piece));
    records.filter_map(|record| if let Record::Mention(mention) = record { mention.entity } else { None }).collect()
}

/// Returns the sentences of report `other` that name `entity`.
fn named(comparison: &Comparison, set: &Set, other: DocId, entity: Id) -> BTreeSet<usize> {
    let mentions = set.referrers(entity).iter().take(PLACES).filter_map(|id| set.mention(*id));
    let there = mentions.filter(|mention| mention.span.doc() == other);
    there.filter_map(|mention| comparison.sentences.at(other.index(), mention.span.start())).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::annotation::{
        Edit, IdSource, LinkKind, Mention, Provenance, RecordKind, Transaction, entities, ties::Says, ties::tie,
    };
    use crate::text::Document;

    const LEFT: &str = "Nobody slept. The governor flew over the valley. It rained.";
    const RIGHT: &str = "Schools stay closed. Vaskel saw it from the air. A gate stuck.";

    struct Case {
        comparison: Comparison,
        set: Set,
        ids: IdSource,
    }

    fn case() -> Case {
        let texts = [(DocId::A, LEFT), (DocId::B, RIGHT)];
        let texts = texts.map(|(doc, text)| Arc::new(Document::new(doc, text.to_owned())));
        Case {
            comparison: Comparison::of(&texts).expect("small"),
            set: Set::new("s", "news", "mk"),
            ids: IdSource::new(5),
        }
    }

    impl Case {
        fn bytes(&self, doc: DocId, words: &str) -> Range<usize> {
            let start = self.comparison.text(doc).text().find(words).expect("the words are there");
            start..start + words.len()
        }

        fn mention(&mut self, doc: DocId, words: &str, entity: Option<Id>) -> Id {
            let span = self.comparison.text(doc).span(self.bytes(doc, words)).expect("words");
            let mut mention = Mention::new(self.ids.next(|_| false), span, "person", Provenance::default());
            mention.entity = entity;
            let id = mention.id;
            self.set.apply(&Transaction::of("", Edit::add(Record::Mention(mention)))).expect("whole");
            id
        }

        fn found(&self, doc: DocId, words: &str) -> Vec<(usize, String)> {
            let piece = self.bytes(doc, words);
            let found = raised(&self.comparison, &self.set, doc, &[piece]);
            found.into_iter().map(|(at, evidence)| (at, evidence.words())).collect()
        }
    }

    #[test]
    fn an_entity_that_both_name_speaks_for_them() {
        let mut case = case();
        let entity = entities::named(case.ids.next(|_| false), "person", "Vaskel", &Provenance::default());
        let id = entity.id;
        case.set.apply(&Transaction::of("", Edit::add(Record::Entity(entity)))).expect("whole");
        case.mention(DocId::A, "The governor", Some(id));
        case.mention(DocId::A, "Nobody", None);
        let first = case.mention(DocId::B, "Vaskel", Some(id));
        let sentence = "The governor flew over the valley.";
        assert_eq!(case.found(DocId::A, sentence), [(1, "1 shared entity".to_owned())]);
        assert_eq!(case.found(DocId::A, "Nobody slept."), []);
        assert_eq!(case.found(DocId::B, "Vaskel saw it from the air."), [(1, "1 shared entity".to_owned())]);
        // The more sentences name it, the less it says of each.
        let alone = raised(&case.comparison, &case.set, DocId::A, &[case.bytes(DocId::A, sentence)])[&1].raise();
        case.mention(DocId::B, "A gate", Some(id));
        let raised = raised(&case.comparison, &case.set, DocId::A, &[case.bytes(DocId::A, sentence)]);
        assert!(raised[&1].raise() < alone && raised[&2].raise() > 0.0);
        assert!(case.set.mention(first).is_some());
    }

    #[test]
    fn a_link_speaks_for_its_sentences_and_a_little_for_those_beside_them() {
        let mut case = case();
        let ends = [case.mention(DocId::A, "The governor", None), case.mention(DocId::B, "Vaskel", None)]
            .map(|id| Member::Record(RecordKind::Mention, id));
        let id = case.ids.next(|_| false);
        let says = Says { kind: LinkKind::Same, differs_in: None };
        let transaction = tie(&case.set, [&ends[0], &ends[1]], says, id, &Provenance::default(), String::new());
        case.set.apply(&transaction.expect("new")).expect("whole");
        assert_eq!(case.found(DocId::A, "The governor flew over the valley."), [(1, "tied inside".to_owned())]);
        assert_eq!(case.found(DocId::A, "Nobody slept."), [(0, "tied beside".to_owned())]);
        assert_eq!(case.found(DocId::B, "A gate stuck."), [(2, "tied beside".to_owned())]);
    }

    #[test]
    fn nothing_speaks_in_an_empty_set_or_for_no_words() {
        let case = case();
        assert_eq!(case.found(DocId::A, "It rained."), []);
        assert!(raised(&case.comparison, &case.set, DocId::A, &[]).is_empty());
    }
}
