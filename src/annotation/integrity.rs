//! Integrity: what a set may hold and a person should look at all the same.
//!
//! What can not be, a set refuses ([`rules`](super::rules)); what stands here is possible and rarely meant.

use std::hash::{DefaultHasher, Hasher as _};

use super::attribution::Attribution;
use super::id::Id;
use super::record::{Link, Mention, Record, RecordKind};
use super::set::Set;
use crate::text::{Document, Fragment, Span};

/// What can be doubtful about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubtful {
    /// It is nested in an attribution whose content does not hold all its parts.
    NestedOutside,
    /// It is nested in, or goes on with, an attribution of the other document.
    AcrossDocuments,
    /// A quotation mark of its content has no partner there.
    QuotationUnbalanced,
    /// A party is tied to another entity than the mention that names it.
    PartyDiffers,
    /// The entity has another label than a mention that names it.
    LabelDiffers,
    /// The same words have the same label twice.
    MentionTwice,
    /// The same two or more things are tied twice, or one is tied to itself.
    LinkTwice,
    /// Nothing refers to the entity.
    EntityUnused,
}

impl Doubtful {
    /// All of them, in the order of documents.
    pub const ALL: [Doubtful; 8] = [
        Doubtful::NestedOutside,
        Doubtful::AcrossDocuments,
        Doubtful::QuotationUnbalanced,
        Doubtful::PartyDiffers,
        Doubtful::LabelDiffers,
        Doubtful::MentionTwice,
        Doubtful::LinkTwice,
        Doubtful::EntityUnused,
    ];

    /// Returns its code, which never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Doubtful::NestedOutside => "nested-outside",
            Doubtful::AcrossDocuments => "across-documents",
            Doubtful::QuotationUnbalanced => "quotation-unbalanced",
            Doubtful::PartyDiffers => "party-differs",
            Doubtful::LabelDiffers => "label-differs",
            Doubtful::MentionTwice => "mention-twice",
            Doubtful::LinkTwice => "link-twice",
            Doubtful::EntityUnused => "entity-unused",
        }
    }
}

/// One doubtful thing about one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The record.
    pub id: Id,
    /// What it is.
    pub what: Doubtful,
    /// One sentence without a full stop that names record and place.
    pub text: String,
}

/// Returns what is doubtful in `set`, which was made on `documents`, by kind and id; of one kind at most a thousand, the last
/// of which says how many more there are.
#[must_use]
pub fn findings(set: &Set, documents: [&Document; 2]) -> Vec<Finding> {
    let counts = [0; Doubtful::ALL.len()];
    let prints = Vec::with_capacity(set.count(RecordKind::Mention) + set.count(RecordKind::Link));
    let mut search = Search { set, documents, found: Vec::new(), counts, prints };
    set.visit(|record| match record {
        Record::Attribution(attribution) => search.attribution(attribution),
        Record::Mention(mention) => search.mention(mention),
        Record::Link(link) => search.link(link),
        Record::Entity(entity) if set.referrers(entity.id).is_empty() => {
            search.add(entity.id, Doubtful::EntityUnused, |_| {
                format!("nothing refers to entity {} “{}”", entity.id, entity.name)
            });
        }
        _ => {}
    });
    search.doubles();
    search.found.sort_by_key(|finding| (finding.what, finding.id));
    search.count_the_rest();
    search.found
}

/// Of one kind so many are named one by one.
const NAMED: usize = 1000;

struct Search<'s> {
    set: &'s Set,
    documents: [&'s Document; 2],
    found: Vec<Finding>,
    /// How many there are of each kind.
    counts: [usize; Doubtful::ALL.len()],
    /// The mentions with a fingerprint of their place and label, the links with one of their members.
    prints: Vec<(u64, Id)>,
}

impl Search<'_> {
    /// Adds a finding, in the words that `text` makes. A set may be doubtful all over: what is beyond [`NAMED`] is counted.
    fn add(&mut self, id: Id, what: Doubtful, text: impl FnOnce(&Self) -> String) {
        let count = &mut self.counts[what as usize];
        *count += 1;
        if *count <= NAMED {
            let text = text(self);
            self.found.push(Finding { id, what, text });
        }
    }

    /// Returns `record` in words: `attribution 1c7hz5tn (A, characters 983 to 1034)`.
    fn words(&self, record: &Record) -> String {
        let spans = record.spans();
        let place = spans.first().map(|first| {
            let document = self.documents[first.doc().index()];
            let of = || spans.iter().filter(|span| span.doc() == first.doc());
            let start = document.chars_before(of().map(|span| span.start()).min().unwrap_or_default());
            let end = document.chars_before(of().map(|span| span.end()).max().unwrap_or_default());
            format!(" ({}, characters {start} to {end})", first.doc().letter())
        });
        format!("{} {}{}", record.kind().word(), record.id(), place.unwrap_or_default())
    }

    /// Returns the record with `id` in words.
    fn words_of(&self, id: Id) -> String {
        self.set.with(id, |record| self.words(record)).unwrap_or_else(|| id.to_string())
    }

    fn attribution(&mut self, one: &Attribution) {
        for (id, way) in [(one.within, "is nested in"), (one.continues, "goes on with")] {
            let Some(id) = id else { continue };
            let other = self.set.with(id, |record| match record {
                Record::Attribution(other) => Some((other.doc, covers(&other.contents, one))),
                _ => None,
            });
            match other.flatten() {
                Some((doc, _)) if doc != one.doc => self.add(one.id, Doubtful::AcrossDocuments, |search| {
                    format!("{} {way} {}, in the other document", search.words_of(one.id), search.words_of(id))
                }),
                Some((_, false)) if one.within == Some(id) => self.add(one.id, Doubtful::NestedOutside, |search| {
                    format!("the content of {} does not hold all of {}", search.words_of(id), search.words_of(one.id))
                }),
                _ => {}
            }
        }
        self.quotation(one);
        self.parties(one);
    }

    fn parties(&mut self, one: &Attribution) {
        for party in one.sources.iter().chain(&one.addressees) {
            let (Some(entity), Some(mention)) = (party.entity, party.mention) else { continue };
            let named = self.set.with(mention, |record| match record {
                Record::Mention(mention) => mention.entity,
                _ => None,
            });
            if let Some(named) = named.flatten().filter(|named| *named != entity) {
                self.add(one.id, Doubtful::PartyDiffers, |search| {
                    let words = search.words_of(one.id);
                    format!("a party of {words} is entity {entity}, and its mention names {named}")
                });
            }
        }
    }

    fn quotation(&mut self, one: &Attribution) {
        let document = self.documents[one.doc.index()];
        let pieces: Vec<_> = one.contents.iter().flat_map(|content| content.pieces().map(Fragment::bytes)).collect();
        let Some(at) = document.loose_marks(&pieces).first().copied() else { return };
        self.add(one.id, Doubtful::QuotationUnbalanced, |search| {
            let mark = document.text().get(at..).and_then(|rest| rest.chars().next()).unwrap_or('"');
            let (at, words) = (document.chars_before(at), search.words_of(one.id));
            format!("the quotation mark {mark} at character {at} has no partner in the content of {words}")
        });
    }

    fn mention(&mut self, mention: &Mention) {
        let place = (mention.span.doc(), mention.span.start(), mention.span.end(), &mention.label);
        self.prints.push((fingerprint(place), mention.id));
        let Some(entity) = mention.entity else { return };
        let other = self.set.with(entity, |record| match record {
            Record::Entity(entity) if entity.label != mention.label => {
                Some((entity.label.clone(), entity.name.clone()))
            }
            _ => None,
        });
        if let Some((label, name)) = other.flatten() {
            self.add(mention.id, Doubtful::LabelDiffers, |search| {
                let (words, own) = (search.words_of(mention.id), &mention.label);
                format!("{words} has the label {own}, and its entity {entity} “{name}” the label {label}")
            });
        }
    }

    fn link(&mut self, link: &Link) {
        let members = sorted(link);
        if members.windows(2).any(|pair| pair[0] == pair[1]) {
            self.add(link.id, Doubtful::LinkTwice, |_| format!("link {} ties one thing to itself", link.id));
        }
        self.prints.push((fingerprint(&members), link.id));
    }

    /// Finds what is there twice among what has the same fingerprint.
    fn doubles(&mut self) {
        let mut prints = std::mem::take(&mut self.prints);
        prints.sort_unstable();
        for run in prints.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1) {
            let (first, rest) = (run[0].1, &run[1..]);
            for &(_, later) in rest {
                let same = |record: &Record| self.set.with(later, |other| is_same(record, other)).unwrap_or_default();
                if !self.set.with(first, same).unwrap_or_default() {
                    continue;
                }
                if self.set.kind(later) == Some(RecordKind::Link) {
                    let text = format!("link {later} ties what link {first} ties already");
                    self.add(later, Doubtful::LinkTwice, |_| text);
                } else {
                    self.add(later, Doubtful::MentionTwice, |search| {
                        format!("{} has the words and the label of {first} once more", search.words_of(later))
                    });
                }
            }
        }
    }

    /// Says how many there are beyond those that are named.
    fn count_the_rest(&mut self) {
        for what in Doubtful::ALL {
            let count = self.counts[what as usize];
            if count > NAMED
                && let Some(last) = self.found.iter_mut().rfind(|finding| finding.what == what)
            {
                last.text = format!("{}; and {} more like it", last.text, count - NAMED);
            }
        }
    }
}

/// Returns what stands for `value` where equal values are looked for.
fn fingerprint(value: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Returns whether two mentions or two links say the same.
fn is_same(one: &Record, other: &Record) -> bool {
    match (one, other) {
        (Record::Mention(one), Record::Mention(other)) => one.span == other.span && one.label == other.label,
        (Record::Link(one), Record::Link(other)) => sorted(one) == sorted(other),
        _ => false,
    }
}

/// Returns the members of `link` in words that are the same for the same members in any order.
fn sorted(link: &Link) -> Vec<String> {
    let mut members: Vec<String> = link.members.iter().map(|member| format!("{member:?}")).collect();
    members.sort_unstable();
    members
}

/// Returns whether `contents` hold every part of `inner`.
fn covers(contents: &[Span], inner: &Attribution) -> bool {
    let held = |piece: Fragment| {
        contents.iter().flat_map(Span::pieces).any(|of| of.start() <= piece.start() && piece.end() <= of.end())
    };
    inner.spans().flat_map(Span::pieces).all(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::entities::named;
    use crate::annotation::{Edit, LinkKind, Member, Party, Provenance, Transaction};
    use crate::text::DocId;

    const LEFT: &str = "AFP reported: Şirin said “the dam holds”, and he left.";

    fn id(last: char) -> Id {
        format!("0000000{last}").parse().expect("an id")
    }

    fn documents() -> [Document; 2] {
        [Document::new(DocId::A, LEFT.to_owned()), Document::new(DocId::B, "AFP said so.".to_owned())]
    }

    fn span(documents: &[Document; 2], words: &str) -> Span {
        let start = LEFT.find(words).expect("it is in the text");
        documents[0].span(start..start + words.len()).expect("whole words")
    }

    fn attribution(documents: &[Document; 2], own: char, cue: &str, content: &str) -> Attribution {
        let mut one = Attribution::empty(id(own), DocId::A, Provenance::default());
        one.cues.push(span(documents, cue));
        one.contents.push(span(documents, content));
        one
    }

    fn mention(documents: &[Document; 2], own: char, words: &str) -> Mention {
        Mention::new(id(own), span(documents, words), "person", Provenance::default())
    }

    fn codes(documents: &[Document; 2], records: Vec<Record>) -> Vec<(&'static str, Id)> {
        let mut set = Set::new("s", "news", "mk");
        let edits = records.into_iter().map(Edit::add).collect();
        set.apply(&Transaction { summary: String::new(), edits }).expect("it fits");
        findings(&set, [&documents[0], &documents[1]]).iter().map(|found| (found.what.code(), found.id)).collect()
    }

    #[test]
    fn what_is_nested_lies_in_the_content_around_it() {
        let documents = documents();
        let outer = attribution(&documents, '1', "reported", "Şirin said “the dam holds”");
        let mut inner = attribution(&documents, '2', "said", "“the dam holds”");
        inner.within = Some(outer.id);
        assert_eq!(codes(&documents, vec![Record::Attribution(outer.clone()), Record::Attribution(inner.clone())]), []);
        inner.contents.push(span(&documents, "he left"));
        let found = codes(&documents, vec![Record::Attribution(outer.clone()), Record::Attribution(inner)]);
        assert_eq!(found, [("nested-outside", id('2'))]);
        let mut other = Attribution::empty(id('3'), DocId::B, Provenance::default());
        other.cues.push(documents[1].span(4..8).expect("inside"));
        other.continues = Some(outer.id);
        let found = codes(&documents, vec![Record::Attribution(outer), Record::Attribution(other)]);
        assert_eq!(found, [("across-documents", id('3'))]);
    }

    #[test]
    fn a_mark_without_its_partner_is_told_once() {
        let documents = documents();
        let cut = attribution(&documents, '1', "said", "“the dam holds");
        assert_eq!(codes(&documents, vec![Record::Attribution(cut)]), [("quotation-unbalanced", id('1'))]);
    }

    #[test]
    fn a_party_and_a_mention_agree_with_their_entity() {
        let documents = documents();
        let entities = ['1', '2'].map(|own| named(id(own), "person", "Şirin", &Provenance::default()));
        let mut speaker = mention(&documents, '3', "Şirin");
        speaker.entity = Some(id('1'));
        let mut says = attribution(&documents, '4', "said", "the dam holds");
        says.sources.push(Party { span: None, mention: Some(id('3')), entity: Some(id('2')) });
        let mut records: Vec<Record> = entities.into_iter().map(Record::Entity).collect();
        records.extend([Record::Mention(speaker.clone()), Record::Attribution(says)]);
        assert_eq!(codes(&documents, records.clone()), [("party-differs", id('4'))]);
        speaker.label = "place".to_owned();
        records.truncate(2);
        records.push(Record::Mention(speaker));
        assert_eq!(codes(&documents, records), [("label-differs", id('3')), ("entity-unused", id('2'))]);
    }

    #[test]
    fn what_is_there_twice_is_told_for_the_later_id() {
        let documents = documents();
        let mut records: Vec<Record> =
            ['1', '2'].map(|own| Record::Mention(mention(&documents, own, "Şirin"))).to_vec();
        let ends = |one, other| {
            vec![Member::Record(RecordKind::Mention, id(one)), Member::Record(RecordKind::Mention, id(other))]
        };
        for (own, members) in [('3', ends('1', '2')), ('4', ends('2', '1')), ('5', ends('1', '1'))] {
            let (note, provenance) = (String::new(), Provenance::default());
            let link =
                Link { id: id(own), kind: LinkKind::Same, differs_in: None, members, note, doubt: false, provenance };
            records.push(Record::Link(link));
        }
        let found = codes(&documents, records);
        assert_eq!(found, [("mention-twice", id('2')), ("link-twice", id('4')), ("link-twice", id('5'))]);
    }

    #[test]
    fn every_kind_has_a_code_of_its_own() {
        let mut codes: Vec<&str> = Doubtful::ALL.map(Doubtful::code).to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Doubtful::ALL.len());
    }
}
