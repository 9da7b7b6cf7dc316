//! Counts over a set: what was tagged, where, and how often.
//!
//! Everything is counted in records, but for strings: those are the different texts that mentions of a label
//! cover, compared exactly. Order is fixed, so that two runs over one set print the same.

pub mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::attribution::{Attribution, AttributionState, Party};
use super::record::{Difference, LinkKind, Record, RecordKind};
use super::set::Set;
use super::speaker::speakers;
use crate::text::{DocId, Document};

/// How many there are in the left document and in the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sides {
    /// In the left document.
    pub a: usize,
    /// In the right document.
    pub b: usize,
}

impl Sides {
    fn add(&mut self, doc: DocId) {
        match doc {
            DocId::A => self.a += 1,
            DocId::B => self.b += 1,
        }
    }

    /// Returns how many there are in both documents together.
    #[must_use]
    pub fn total(self) -> usize {
        self.a + self.b
    }
}

/// The mentions of one label.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LabelStats {
    /// The name of the label.
    pub label: String,
    /// Its mentions.
    pub mentions: Sides,
    /// The different strings that they cover.
    pub strings: Sides,
    /// The strings that stand in both documents.
    pub strings_in_both: usize,
}

/// The attributions of a set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AttributionStats {
    /// All of them.
    pub count: Sides,
    /// Those in which no source is named.
    pub without_source: usize,
    /// Those without a cue.
    pub without_cue: usize,
    /// Those without content.
    pub without_content: usize,
    /// Those with a part in several pieces.
    pub split: usize,
    /// Those nested in the content of another.
    pub nested: usize,
    /// Those that go on with the quotation of another.
    pub continuing: usize,
    /// Those begun and not finished.
    pub drafts: usize,
    /// Those on which annotators disagree.
    pub disputed: usize,
    /// Who speaks, whoever speaks most often first; an attribution of several counts for each.
    pub sources: Vec<SourceStats>,
    /// How often each attribute has each value; those without it are not counted.
    pub attributes: BTreeMap<String, BTreeMap<String, Sides>>,
}

/// The attributions of one who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SourceStats {
    /// The entity's name, or the words of the text where a person has not said which it is.
    pub source: String,
    /// Whether it is an entity.
    pub entity: bool,
    /// The attributions.
    pub attributions: Sides,
}

/// The entities of a set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EntityStats {
    /// All of them.
    pub count: usize,
    /// Those with mentions in the left document, and in the right one.
    pub mentioned: Sides,
    /// Those with mentions in both.
    pub in_both: usize,
}

/// The links of a set by what they say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LinkStats {
    /// Those that say that their members are the same.
    pub same: usize,
    /// Those that say that they differ, by what they differ in.
    pub differs: BTreeMap<String, usize>,
    /// Those that say that they contradict each other.
    pub contradicts: usize,
}

/// Counts over one set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Stats {
    /// The name of the set.
    pub set: String,
    /// Its annotator.
    pub annotator: String,
    /// The characters of the two documents.
    pub characters: Sides,
    /// How many records there are of each kind, documents left out.
    pub records: BTreeMap<String, usize>,
    /// Mentions, the most frequent label first.
    pub labels: Vec<LabelStats>,
    /// Entities.
    pub entities: EntityStats,
    /// Attributions.
    pub attributions: AttributionStats,
    /// Links.
    pub links: LinkStats,
    /// Records that the annotator is unsure of.
    pub doubtful: usize,
    /// Records with a note.
    pub noted: usize,
}

impl Stats {
    /// Counts over `set`, which was made on `documents`.
    #[must_use]
    pub fn of(set: &Set, documents: [&Document; 2]) -> Self {
        let [a, b] = documents.map(|document| document.index().chars());
        let mut stats = Stats {
            set: set.name.clone(),
            annotator: set.annotator.clone(),
            characters: Sides { a, b },
            labels: labels(set, documents),
            entities: entities(set),
            ..Stats::default()
        };
        stats.attributions.sources = sources(set, documents);
        set.visit(|record| {
            if record.kind() != RecordKind::Document {
                *stats.records.entry(record.kind().word().to_owned()).or_default() += 1;
            }
            stats.count(record);
        });
        stats
    }

    fn count(&mut self, record: &Record) {
        let (doubt, note) = match record {
            Record::Mention(mention) => (mention.doubt, mention.note.as_str()),
            Record::Attribution(attribution) => {
                self.attributions.count(attribution);
                (attribution.doubt, attribution.note.as_str())
            }
            Record::Link(link) => {
                match (link.kind, link.differs_in) {
                    (LinkKind::Same, _) => self.links.same += 1,
                    (LinkKind::Contradicts, _) => self.links.contradicts += 1,
                    (LinkKind::Differs, differs_in) => {
                        let word = differs_in.map_or("unsaid", Difference::word);
                        *self.links.differs.entry(word.to_owned()).or_default() += 1;
                    }
                }
                (link.doubt, link.note.as_str())
            }
            Record::Entity(entity) => (false, entity.note.as_str()),
            Record::Code(code) => (false, code.note.as_str()),
            Record::Document(_) | Record::Decision(_) => (false, ""),
        };
        self.doubtful += usize::from(doubt);
        self.noted += usize::from(!note.is_empty());
    }
}

impl AttributionStats {
    fn count(&mut self, attribution: &Attribution) {
        self.count.add(attribution.doc);
        let nobody = |parties: &[Party]| parties.is_empty();
        self.without_source += usize::from(nobody(&attribution.sources));
        self.without_cue += usize::from(attribution.cues.is_empty());
        self.without_content += usize::from(attribution.contents.is_empty());
        self.split += usize::from(attribution.spans().any(|span| span.fragments().len() > 1));
        self.nested += usize::from(attribution.within.is_some());
        self.continuing += usize::from(attribution.continues.is_some());
        self.drafts += usize::from(attribution.state == AttributionState::Draft);
        self.disputed += usize::from(attribution.state == AttributionState::Disputed);
        for (name, value) in &attribution.attributes {
            let values = self.attributes.entry(name.clone()).or_default();
            values.entry(value.clone()).or_default().add(attribution.doc);
        }
    }
}

/// Counts the mentions and their strings by label, the most frequent label first.
fn labels(set: &Set, documents: [&Document; 2]) -> Vec<LabelStats> {
    let mut counts: BTreeMap<&str, LabelStats> = BTreeMap::new();
    let mut strings: BTreeMap<&str, [BTreeSet<String>; 2]> = BTreeMap::new();
    for mention in set.mentions() {
        let doc = mention.span.doc();
        counts.entry(&mention.label).or_default().mentions.add(doc);
        let covered = documents[doc.index()].covered_span(&mention.span);
        strings.entry(&mention.label).or_default()[doc.index()].insert(covered);
    }
    let mut labels: Vec<LabelStats> = counts
        .into_iter()
        .zip(strings.into_values())
        .map(|((label, stats), [in_a, in_b])| LabelStats {
            label: label.to_owned(),
            strings: Sides { a: in_a.len(), b: in_b.len() },
            strings_in_both: in_a.intersection(&in_b).count(),
            ..stats
        })
        .collect();
    labels.sort_by_key(|stats| std::cmp::Reverse(stats.mentions.total()));
    labels
}

/// Counts the entities, and those that mentions of either document and of both name.
fn entities(set: &Set) -> EntityStats {
    let mut named = [BTreeSet::new(), BTreeSet::new()];
    for mention in set.mentions() {
        if let Some(entity) = mention.entity {
            named[mention.span.doc().index()].insert(entity);
        }
    }
    let [a, b] = &named;
    EntityStats {
        count: set.count(RecordKind::Entity),
        mentioned: Sides { a: a.len(), b: b.len() },
        in_both: a.intersection(b).count(),
    }
}

/// Counts the attributions of each who speaks, whoever speaks most often first.
fn sources(set: &Set, documents: [&Document; 2]) -> Vec<SourceStats> {
    let mut counts: BTreeMap<String, SourceStats> = BTreeMap::new();
    for attribution in set.attributions() {
        for speaker in speakers(set, documents, attribution) {
            let entry = counts.entry(speaker.key()).or_default();
            entry.attributions.add(attribution.doc);
            entry.entity = speaker.entity.is_some();
            // Of several spellings the one that comes first in the alphabet, so that every run prints the same.
            if entry.source.is_empty() || speaker.name < entry.source {
                entry.source = speaker.name;
            }
        }
    }
    let mut found: Vec<SourceStats> = counts.into_values().collect();
    found.sort_by(|one, other| {
        (other.attributions.total(), &one.source).cmp(&(one.attributions.total(), &other.source))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, Id, IdSource, Link, Member, Mention, Provenance, Transaction};
    use crate::text::Span;

    fn documents() -> [Document; 2] {
        [
            Document::new(DocId::A, "Aldeş said: “go”. Aldeş left Yeşova.".to_owned()),
            Document::new(DocId::B, "In Yeşova, Aldeş stayed.".to_owned()),
        ]
    }

    fn span(document: &Document, words: &str, nth: usize) -> Span {
        let (start, found) = document.text().match_indices(words).nth(nth).expect("the words stand in the text");
        document.span(start..start + found.len()).expect("whole words")
    }

    fn add(set: &mut Set, record: Record) -> Id {
        let id = record.id();
        set.apply(&Transaction::of("", Edit::add(record))).expect("it fits");
        id
    }

    #[test]
    fn mentions_are_counted_by_label_and_strings_by_side() {
        let (documents, mut ids, mut set) = (documents(), IdSource::new(1), Set::new("s", "news", "mk"));
        let [a, b] = &documents;
        let places = [(a, "Yeşova", 0, "place"), (b, "Yeşova", 0, "place")];
        let people = [(a, "Aldeş", 0, "person"), (a, "Aldeş", 1, "person"), (b, "Aldeş", 0, "person")];
        for (document, words, nth, label) in places.into_iter().chain(people) {
            let id = ids.next(|_| false);
            let mention = Mention::new(id, span(document, words, nth), label, Provenance::default());
            add(&mut set, Record::Mention(Mention { doubt: nth == 1, ..mention }));
        }
        let stats = Stats::of(&set, [a, b]);
        let rows: Vec<_> = stats.labels.iter().map(|row| (row.label.as_str(), row.mentions, row.strings)).collect();
        let one = Sides { a: 1, b: 1 };
        assert_eq!(rows, [("person", Sides { a: 2, b: 1 }, one), ("place", one, one)]);
        assert_eq!(stats.labels.iter().map(|row| row.strings_in_both).sum::<usize>(), 2);
        assert_eq!((stats.records["mention"], stats.doubtful, stats.entities.in_both), (5, 1, 0));
        assert_eq!(stats.characters, Sides { a: 36, b: 24 });
    }

    #[test]
    fn attributions_are_counted_by_what_they_lack_and_by_attribute() {
        let (documents, mut ids, mut set) = (documents(), IdSource::new(2), Set::new("s", "news", "mk"));
        let [a, b] = &documents;
        let mut told = Attribution::empty(ids.next(|_| false), DocId::A, Provenance::default());
        told.sources.push(Party { span: Some(span(a, "Aldeş", 0)), ..Party::default() });
        let pieces = [("“go”", 0), ("left", 0)].map(|(words, nth)| span(a, words, nth).fragments()[0]);
        told.contents.push(Span::from_pieces(DocId::A, &pieces).expect("apart"));
        told.attributes.insert("mode".to_owned(), "direct".to_owned());
        let mut inner = Attribution::empty(ids.next(|_| false), DocId::A, Provenance::default());
        inner.cues.push(span(a, "said", 0));
        inner.within = Some(told.id);
        inner.state = AttributionState::Draft;
        let members = [told.id, inner.id].map(|id| Member::Record(RecordKind::Attribution, id)).to_vec();
        add(&mut set, Record::Attribution(told));
        add(&mut set, Record::Attribution(inner));
        add(
            &mut set,
            Record::Link(Link {
                id: ids.next(|_| false),
                kind: LinkKind::Differs,
                differs_in: Some(Difference::Number),
                members,
                note: "by ten".to_owned(),
                doubt: false,
                provenance: Provenance::default(),
            }),
        );
        let stats = Stats::of(&set, [a, b]);
        let counted = &stats.attributions;
        assert_eq!((counted.count, counted.without_source, counted.without_cue), (Sides { a: 2, b: 0 }, 1, 1));
        assert_eq!((counted.without_content, counted.split, counted.nested, counted.drafts), (1, 1, 1, 1));
        assert_eq!(counted.attributes["mode"]["direct"], Sides { a: 1, b: 0 });
        let sources: Vec<_> =
            counted.sources.iter().map(|row| (row.source.as_str(), row.entity, row.attributions)).collect();
        assert_eq!(sources, [("Aldeş", false, Sides { a: 1, b: 0 })]);
        assert_eq!((stats.links.differs["number"], stats.links.same, stats.noted), (1, 0, 1));
    }

    #[test]
    fn an_empty_set_on_empty_documents_counts_nothing() {
        let empty = DocId::BOTH.map(|id| Document::new(id, String::new()));
        let stats = Stats::of(&Set::new("s", "news", "mk"), [&empty[0], &empty[1]]);
        let expected = Stats { set: "s".to_owned(), annotator: "mk".to_owned(), ..Stats::default() };
        assert_eq!(stats, expected);
    }
}
