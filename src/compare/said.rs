//! Who said what: the claims of both reports, those that a person has tied beside each other, then those that only come
//! near, then the rest.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::comparison::Comparison;
use super::counterparts::counterparts;
use crate::annotation::ties::{Says, Tied, ties_of};
use crate::annotation::{Attribution, Id, Member, Record, RecordKind, Set};
use crate::text::{DocId, Span};

/// Claims that nobody has tied are set beside each other from this score on.
pub const NEAR: f32 = 0.35;

/// How two claims in one row belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// A person has tied them.
    Tied(Says),
    /// Nobody has, but their words come near: so much, 0 to 1.
    Near(f32),
    /// They only stand in one row.
    Apart,
}

/// One row: a claim of the left report, one of the right report, or both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The claims, left and right.
    pub ends: [Option<Id>; 2],
    /// How they belong together.
    pub relation: Relation,
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they stand in the left text, then in the right one.
    #[default]
    Text,
    /// By who speaks.
    Source,
    /// Contradictions first, then differences, then what is the same.
    Kind,
}

impl Order {
    /// Returns the one after it, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Order::Text => Order::Source,
            Order::Source => Order::Kind,
            Order::Kind => Order::Text,
        }
    }

    /// Returns its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Order::Text => "text",
            Order::Source => "source",
            Order::Kind => "kind of tie",
        }
    }
}

/// All claims of both reports, and how they belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// The claims of both reports in the order of the texts.
    pub claims: [Vec<Id>; 2],
    /// Those that stand beside each other: tied by a person first, then near.
    pub pairs: Vec<Row>,
    /// The claims of the other report that come near to a claim, the nearest first, with how near they are.
    near: HashMap<Id, Vec<(Id, f32)>>,
}

impl Said {
    /// Returns the claims of `set`; what comes near is known only with a `comparison`.
    #[must_use]
    pub fn of(set: &Set, comparison: Option<&Comparison>) -> Self {
        let mut claims: [Vec<&Attribution>; 2] = [Vec::new(), Vec::new()];
        for claim in set.attributions() {
            claims[claim.doc.index()].push(claim);
        }
        for side in &mut claims {
            side.sort_by_cached_key(|claim| place(claim));
        }
        let claims = claims.each_ref().map(|side| side.iter().map(|claim| claim.id).collect());
        let mut said = Said { claims, pairs: Vec::new(), near: HashMap::new() };
        if let Some(comparison) = comparison {
            let near = said.claims.iter().flatten().map(|id| (*id, near(set, comparison, *id)));
            said.near = near.filter(|(_, found)| !found.is_empty()).collect();
        }
        said.follow_ties(set);
        said
    }

    /// Sets beside each other what belongs together, after only ties have changed in `set`. What comes near was found
    /// before and is not looked for again.
    pub fn follow_ties(&mut self, set: &Set) {
        self.pairs.clear();
        for &a in &self.claims[0] {
            let across = across(set, a).into_iter();
            self.pairs.extend(across.map(|(b, says)| Row { ends: [Some(a), Some(b)], relation: Relation::Tied(says) }));
        }
        let tied: BTreeSet<Id> = self.pairs.iter().flat_map(|row| row.ends).flatten().collect();
        // Those that nobody has tied across and that are each the nearest to the other.
        let best = |id: Id| self.near.get(&id)?.iter().copied().find(|(other, _)| !tied.contains(other));
        let near = self.claims[0].iter().filter(|id| !tied.contains(id)).filter_map(|&a| {
            let (b, score) = best(a)?;
            let back = best(b).is_some_and(|(back, _)| back == a);
            back.then_some(Row { ends: [Some(a), Some(b)], relation: Relation::Near(score) })
        });
        let near: Vec<Row> = near.collect();
        self.pairs.extend(near);
    }

    /// Returns the rows with a claim that `shown` lets through, in `order`; `source` gives the word that a claim is ordered
    /// by where that is asked for. Pairs come first, then the rest, side by side.
    #[must_use]
    pub fn rows(&self, shown: impl Fn(Id) -> bool, order: Order, source: impl Fn(Id) -> String) -> Vec<Row> {
        let mut rows: Vec<Row> =
            self.pairs.iter().filter(|row| row.ends.into_iter().flatten().any(&shown)).copied().collect();
        let paired: BTreeSet<Id> = self.pairs.iter().flat_map(|row| row.ends).flatten().collect();
        let mut alone = self
            .claims
            .each_ref()
            .map(|side| -> Vec<Id> { side.iter().copied().filter(|id| !paired.contains(id) && shown(*id)).collect() });
        match order {
            Order::Text => {}
            Order::Source => {
                let first = |row: &Row| row.ends.into_iter().flatten().next().map(&source).unwrap_or_default();
                rows.sort_by_cached_key(|row| (matches!(row.relation, Relation::Near(_)), first(row)));
                for side in &mut alone {
                    side.sort_by_cached_key(|id| source(*id));
                }
            }
            Order::Kind => rows.sort_by_key(|row| kind(row.relation)),
        }
        let [a, b] = alone;
        let most = a.len().max(b.len());
        rows.extend(
            (0..most).map(|at| Row { ends: [a.get(at).copied(), b.get(at).copied()], relation: Relation::Apart }),
        );
        rows
    }

    /// Returns how many claims there are, how many of each report are tied to one of the other, and how many ties say what.
    #[must_use]
    pub fn counts(&self, set: &Set) -> Counts {
        let mut counts = Counts { claims: self.claims.each_ref().map(Vec::len), ..Counts::default() };
        let mut ties = BTreeSet::new();
        for &id in self.claims.iter().flatten() {
            for tied in ties_of(set, &Member::Record(RecordKind::Attribution, id)) {
                ties.insert((tied.link.id, Says::of(tied.link).kind.word()));
            }
        }
        for (_, kind) in ties {
            *counts.ties.entry(kind).or_default() += 1;
        }
        let mut sides = [BTreeSet::new(), BTreeSet::new()];
        for row in self.pairs.iter().filter(|row| matches!(row.relation, Relation::Tied(_))) {
            for (side, id) in sides.iter_mut().zip(row.ends) {
                side.extend(id);
            }
        }
        counts.tied = sides.map(|side| side.len());
        counts
    }
}

/// How many claims there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// In each report.
    pub claims: [usize; 2],
    /// How many of them are tied to one of the other report.
    pub tied: [usize; 2],
    /// How many ties there are by kind, those inside one report too.
    pub ties: BTreeMap<&'static str, usize>,
}

/// Where a claim comes in reading order: the outer before the inner.
fn place(claim: &Attribution) -> (usize, std::cmp::Reverse<usize>, Id) {
    let start = claim.spans().map(Span::start).min().unwrap_or(0);
    let end = claim.spans().map(Span::end).max().unwrap_or(0);
    (start, std::cmp::Reverse(end), claim.id)
}

/// Returns the claims of the other report that come near to claim `id`.
fn near(set: &Set, comparison: &Comparison, id: Id) -> Vec<(Id, f32)> {
    let found = counterparts(comparison, set, &Member::Record(RecordKind::Attribution, id), usize::MAX).into_iter();
    let claims = found.filter_map(|one| match one.end {
        Member::Record(_, other) if one.score >= NEAR => Some((other, one.score)),
        _ => None,
    });
    claims.collect()
}

/// Returns the claims of the other report that claim `id` is tied to, and what each tie says.
fn across(set: &Set, id: Id) -> Vec<(Id, Says)> {
    let ties = ties_of(set, &Member::Record(RecordKind::Attribution, id));
    ties.into_iter().filter_map(|tied| other_claim(set, &tied, DocId::B)).collect()
}

/// Returns the ties of claim `id` to claims of its own report.
#[must_use]
pub fn inside(set: &Set, id: Id) -> Vec<(Id, Says)> {
    let Some(Record::Attribution(claim)) = set.get(id) else { return Vec::new() };
    let ties = ties_of(set, &Member::Record(RecordKind::Attribution, id));
    ties.into_iter().filter_map(|tied| other_claim(set, &tied, claim.doc)).collect()
}

fn other_claim(set: &Set, tied: &Tied, doc: DocId) -> Option<(Id, Says)> {
    let Member::Record(RecordKind::Attribution, id) = tied.other else { return None };
    match set.get(*id) {
        Some(Record::Attribution(other)) if other.doc == doc => Some((*id, Says::of(tied.link))),
        _ => None,
    }
}

/// Returns the place of a relation in the order of kinds.
fn kind(relation: Relation) -> (u8, &'static str) {
    use crate::annotation::LinkKind;
    match relation {
        Relation::Tied(says) => match says.kind {
            LinkKind::Contradicts => (0, ""),
            LinkKind::Differs => (1, says.differs_in.map_or("", crate::annotation::Difference::word)),
            LinkKind::Same => (2, ""),
        },
        Relation::Near(_) => (3, ""),
        Relation::Apart => (4, ""),
    }
}

#[cfg(test)]
mod tests;
