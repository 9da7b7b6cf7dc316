//! What people have said of the sentences of both articles: which belong together, and which have no counterpart.
//!
//! It is read from the set once, when it is first needed, and follows each change from then on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::Editor;
use crate::annotation::ties::Says;
use crate::annotation::{Decision, DecisionOn, Id, Link, Member, Record, RecordKind, Transaction};
use crate::text::DocId;

/// What a person has said of two sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByHand {
    /// What is said.
    pub says: Says,
    /// The link that says it.
    pub link: Id,
    /// Whether it ties just these sentences, and not claims in them.
    pub own: bool,
}

/// What people have said of the sentences of both articles, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    /// Of two sentences, left and right.
    ties: BTreeMap<(usize, usize), Vec<ByHand>>,
    /// The same two, right and left.
    by_right: BTreeSet<(usize, usize)>,
    /// The decisions that a sentence has no counterpart, left and right.
    alone: [BTreeMap<usize, BTreeSet<Id>>; 2],
    /// The sentences of which a record says something.
    said: HashMap<Id, Said>,
}

/// All pairs that are tied, and the sentences without counterpart, left and right.
#[cfg(test)]
pub(super) type All = (Vec<((usize, usize), ByHand)>, [Vec<usize>; 2]);

/// Of which sentences a record says something.
#[derive(Debug, Clone)]
enum Said {
    Ties(Vec<(usize, usize)>),
    Alone(DocId, usize),
}

impl People {
    /// Returns the pairs that people have tied, in the order of the left article, with what counts of what is said: of the
    /// sentences themselves before claims in them, the stronger before the weaker.
    pub fn ties(&self) -> impl Iterator<Item = ((usize, usize), ByHand)> + '_ {
        let strongest =
            |all: &Vec<ByHand>| all.iter().copied().max_by_key(|one| (one.own, one.says.kind, Reverse(one.link)));
        self.ties.iter().filter_map(move |(pair, all)| Some((*pair, strongest(all)?)))
    }

    /// Returns a sentence of the other article that sentence number `at` of `doc` is tied to, the first one.
    pub fn tied_to(&self, doc: DocId, at: usize) -> Option<usize> {
        match doc {
            DocId::A => self.ties.range((at, 0)..=(at, usize::MAX)).next().map(|((_, b), _)| *b),
            DocId::B => self.by_right.range((at, 0)..=(at, usize::MAX)).next().map(|(_, a)| *a),
        }
    }

    /// Returns the next sentence of `doc` after number `at` that is tied, or the last one before it.
    pub fn next_tied(&self, doc: DocId, at: usize, back: bool) -> Option<usize> {
        let range = if back {
            (Bound::Unbounded, Bound::Excluded((at, 0)))
        } else {
            (Bound::Excluded((at, usize::MAX)), Bound::Unbounded)
        };
        match (doc, back) {
            (DocId::A, true) => self.ties.range(range).next_back().map(|((at, _), _)| *at),
            (DocId::A, false) => self.ties.range(range).next().map(|((at, _), _)| *at),
            (DocId::B, true) => self.by_right.range(range).next_back().map(|(at, _)| *at),
            (DocId::B, false) => self.by_right.range(range).next().map(|(at, _)| *at),
        }
    }

    /// Returns a decision that sentence number `at` of `doc` has no counterpart, if a person has made one.
    pub fn alone(&self, doc: DocId, at: usize) -> Option<Id> {
        self.alone[doc.index()].get(&at)?.first().copied()
    }

    /// Returns all that is said: the pairs, and the sentences without counterpart.
    #[cfg(test)]
    pub fn all(&self) -> All {
        (self.ties().collect(), self.alone.each_ref().map(|alone| alone.keys().copied().collect()))
    }

    /// Remembers what a link says of `pairs`.
    pub fn tie(&mut self, pairs: Vec<((usize, usize), ByHand)>) {
        let Some((_, ByHand { link, .. })) = pairs.first().copied() else { return };
        for ((a, b), by_hand) in &pairs {
            self.ties.entry((*a, *b)).or_default().push(*by_hand);
            self.by_right.insert((*b, *a));
        }
        self.said.insert(link, Said::Ties(pairs.into_iter().map(|(pair, _)| pair).collect()));
    }

    /// Remembers the decision `id`, that sentence number `at` of `doc` has no counterpart.
    pub fn confirm(&mut self, doc: DocId, at: usize, id: Id) {
        self.alone[doc.index()].entry(at).or_default().insert(id);
        self.said.insert(id, Said::Alone(doc, at));
    }

    /// Forgets what the record with `id` says.
    fn forget(&mut self, id: Id) {
        match self.said.remove(&id) {
            Some(Said::Ties(pairs)) => {
                for (a, b) in pairs {
                    let Some(all) = self.ties.get_mut(&(a, b)) else { continue };
                    all.retain(|one| one.link != id);
                    if all.is_empty() {
                        self.ties.remove(&(a, b));
                        self.by_right.remove(&(b, a));
                    }
                }
            }
            Some(Said::Alone(doc, at)) => {
                let alone = &mut self.alone[doc.index()];
                if alone.get_mut(&at).is_some_and(|ids| ids.remove(&id) && ids.is_empty()) {
                    alone.remove(&at);
                }
            }
            None => {}
        }
    }
}

impl Editor {
    /// Returns what people have said, where the texts that are shown have been compared.
    pub(super) fn people(&mut self) -> Option<&People> {
        self.facing()?;
        if self.links.people.is_none() {
            let mut people = People::default();
            self.set.visit(|record| self.add_said(&mut people, record));
            self.links.people = Some(people);
        }
        self.links.people.as_ref()
    }

    /// Keeps what people have said true to `transaction`, which has been applied.
    pub(super) fn follow_people(&mut self, transaction: &Transaction) {
        let Some(mut people) = self.links.people.take() else { return };
        if self.facing().is_none() {
            return;
        }
        let mut changed: BTreeSet<Id> = BTreeSet::new();
        for edit in &transaction.edits {
            changed.insert(edit.id);
            // A tie stands where the claims stand that it ties.
            changed.extend(self.set.referrers(edit.id));
        }
        for id in changed {
            people.forget(id);
            if let Some(record) = self.saying(id) {
                self.add_said(&mut people, record);
            }
        }
        self.links.people = Some(people);
    }

    /// Returns the record with `id` if it is of a kind that says something of sentences.
    fn saying(&self, id: Id) -> Option<&Record> {
        let kind = self.set.kind(id)?;
        if matches!(kind, RecordKind::Link | RecordKind::Decision) { self.set.get(id) } else { None }
    }

    fn add_said(&self, people: &mut People, record: &Record) {
        match record {
            Record::Link(link) => people.tie(self.tied_pairs(link)),
            Record::Decision(Decision { id, on: DecisionOn::NoCounterpart(span), .. }) => {
                if let Some((doc, at)) = self.member_sentence(&Member::Span(span.clone())) {
                    people.confirm(doc, at, *id);
                }
            }
            _ => {}
        }
    }

    /// Returns the pairs of sentences of which `link` says something: those that are its members, or in which these stand.
    fn tied_pairs(&self, link: &Link) -> Vec<((usize, usize), ByHand)> {
        let mut ends: [BTreeMap<usize, bool>; 2] = Default::default();
        for member in &link.members {
            if let Some((doc, at)) = self.member_sentence(member) {
                *ends[doc.index()].entry(at).or_default() |= matches!(member, Member::Span(_));
            }
        }
        let [left, right] = ends;
        let by_hand = |own: bool| ByHand { says: Says::of(link), link: link.id, own };
        let of = |(a, is_left): (usize, bool)| {
            let right = right.iter();
            right.map(move |(b, is_right)| ((a, *b), by_hand(is_left && *is_right))).collect::<Vec<_>>()
        };
        left.into_iter().flat_map(of).collect()
    }

    /// Returns the sentence in which an end of a tie begins.
    pub(super) fn member_sentence(&self, member: &Member) -> Option<(DocId, usize)> {
        let (doc, range) = self.end_place(member)?;
        Some((doc, self.facing()?.comparison.sentences.at(doc.index(), range.start)?))
    }

    /// Returns the ids of the decisions that a sentence in which one of `ends` stands has no counterpart, if they are of both
    /// articles.
    pub(super) fn decisions_against(&self, ends: &[Member; 2]) -> Vec<Decision> {
        let places = ends.each_ref().map(|end| self.end_place(end));
        let [Some((one, _)), Some((other, _))] = &places else { return Vec::new() };
        if one == other {
            return Vec::new();
        }
        let mut found: Vec<Decision> = Vec::new();
        for ((doc, range), end) in places.into_iter().flatten().zip(ends) {
            let sentence = self.document(doc).sentence_at(range.start);
            let end = if matches!(end, Member::Span(_)) { range.end.max(sentence.end) } else { sentence.end };
            found.extend(self.set.touching(doc, &(sentence.start..end)).into_iter().filter_map(
                |record| match record {
                    Record::Decision(one) if matches!(one.on, DecisionOn::NoCounterpart(_)) => Some(one.clone()),
                    _ => None,
                },
            ));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_hand(link: u64, says: Says, own: bool) -> ByHand {
        ByHand { says, link: Id::from_bits(link), own }
    }

    #[test]
    fn what_counts_is_said_of_the_sentences_themselves_then_the_strongest() {
        let mut people = People::default();
        people
            .tie(vec![((1, 5), by_hand(1, Says::CONTRADICTS, false)), ((1, 6), by_hand(1, Says::CONTRADICTS, false))]);
        people.tie(vec![((1, 5), by_hand(2, Says::SAME, true))]);
        people.tie(vec![((3, 2), by_hand(3, Says::SAME, false))]);
        let counts = |people: &People| people.ties().map(|(pair, one)| (pair, one.says)).collect::<Vec<_>>();
        assert_eq!(counts(&people), [((1, 5), Says::SAME), ((1, 6), Says::CONTRADICTS), ((3, 2), Says::SAME)]);
        assert_eq!([1, 2, 3].map(|at| people.tied_to(DocId::A, at)), [Some(5), None, Some(2)]);
        assert_eq!([2, 5, 7].map(|at| people.tied_to(DocId::B, at)), [Some(3), Some(1), None]);
        assert_eq!([0, 1, 3].map(|at| people.next_tied(DocId::A, at, false)), [Some(1), Some(3), None]);
        assert_eq!([1, 3, 9].map(|at| people.next_tied(DocId::A, at, true)), [None, Some(1), Some(3)]);
        assert_eq!([2, 5, 6].map(|at| people.next_tied(DocId::B, at, false)), [Some(5), Some(6), None]);
        people.forget(Id::from_bits(2));
        assert_eq!(counts(&people)[0], ((1, 5), Says::CONTRADICTS));
        people.forget(Id::from_bits(1));
        assert_eq!((counts(&people).len(), people.tied_to(DocId::B, 6)), (1, None));
    }

    #[test]
    fn a_sentence_stays_alone_as_long_as_one_decision_says_so() {
        let mut people = People::default();
        for id in [4, 5] {
            people.confirm(DocId::B, 7, Id::from_bits(id));
        }
        people.forget(Id::from_bits(4));
        assert_eq!(people.alone(DocId::B, 7), Some(Id::from_bits(5)));
        people.forget(Id::from_bits(5));
        assert_eq!((people.alone(DocId::B, 7), people.alone(DocId::A, 7)), (None, None));
    }
}
