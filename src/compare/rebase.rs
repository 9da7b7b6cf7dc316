//! A rebase in the making: what could be carried by itself, and what a person decides of each tag in doubt.
//!
//! Nothing is changed here. What was decided becomes one transaction; what is parked becomes a set of its own on the old
//! text, so that it can be taken up again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::carry::{Carried, Part, Proposal, Reason, Review, carry, with_spans};
use crate::annotation::{Edit, EditError, Id, Record, Set, SetBuilder, Transaction};
use crate::text::{DocId, Document, Span};

/// What is decided of one span in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Choice {
    /// Nothing yet.
    #[default]
    Open,
    /// It goes to the candidate with this number, counted from 0.
    Candidate(usize),
    /// It goes to this place in the new text, which a person has selected.
    ByHand(Span),
    /// Its record is parked: it leaves the set and is kept beside it.
    Park,
    /// Its record is removed.
    Remove,
}

/// What becomes of a record under review.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// Nothing is decided yet, or not of a record that it refers to.
    Open,
    /// It stays, in this form.
    Placed(Box<Record>),
    /// It is parked, of itself or with a record that it refers to.
    Parked,
    /// It is removed.
    Removed,
}

/// One line of the review: a span in doubt, or a record that only waits for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which of the reviews.
    pub review: usize,
    /// Which of its parts; `None` for a record that only waits.
    pub part: Option<usize>,
    /// What is decided of it.
    pub choice: Choice,
}

/// A place that a span may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'r> {
    /// The span in the new text.
    pub span: &'r Span,
    /// Why it is proposed; `None` where nothing stands against it.
    pub reason: Option<Reason>,
    /// How well it fits, in thousandths.
    pub score: u16,
}

/// Parked tags that are to come back into a set.
#[derive(Debug, Clone)]
struct Return {
    /// The records as they were parked, with all that they refer to.
    parked: Arc<Set>,
    /// The set's own records among these, which need not come back.
    there: Vec<Id>,
}

/// A set on its way to the new text of one of its documents, with everything that is decided so far.
#[derive(Debug, Clone)]
pub struct Rebase {
    old: Arc<Document>,
    new: Arc<Document>,
    carried: Carried,
    rows: Vec<Row>,
    /// What is known of each review, in their order.
    states: Vec<State>,
    counts: [usize; 4],
    returning: Option<Return>,
}

/// What is known of one review.
#[derive(Debug, Clone)]
struct State {
    /// Its rows, which stand together.
    rows: Range<usize>,
    /// The reviews of the records that it refers to.
    awaited: Vec<usize>,
    /// The reviews of the records that refer to it.
    referrers: Vec<usize>,
    /// What becomes of it by its own rows, and with those that it refers to.
    own: Fate,
    fate: Fate,
}

impl Rebase {
    /// Carries `set` from the text `old` to `new`, the same document of the pair. The work grows with both texts and the set.
    #[must_use]
    pub fn new(old: Arc<Document>, new: Arc<Document>, set: &Set) -> Self {
        let carried = carry(&old, &new, set);
        Rebase::of(old, new, carried, None)
    }

    /// Looks for places in the text `new` for the records of `parked`, which lie in `old` and are not in `set`.
    #[must_use]
    pub fn taking_up(old: Arc<Document>, new: Arc<Document>, parked: Set, set: &Set) -> Self {
        let mut carried = carry(&old, &new, &parked);
        let there: Vec<Id> = parked.records().map(Record::id).filter(|&id| set.get(id).is_some()).collect();
        // What stands without a doubt now was in doubt once: a person looks at it all the same.
        let edits = std::mem::take(&mut carried.transaction.edits);
        let certain: HashMap<Id, Record> = edits.into_iter().filter_map(|edit| Some((edit.id, edit.after?))).collect();
        let mut records: Vec<&Record> = parked.records().filter(|record| !record.spans().is_empty()).collect();
        records.sort_by_key(|record| (record.spans().iter().map(|span| span.start()).min(), record.id()));
        let listed: HashSet<Id> = carried.review.iter().map(|review| review.record.id()).collect();
        for record in records.into_iter().filter(|record| !listed.contains(&record.id())) {
            let after = certain.get(&record.id()).unwrap_or(record);
            carried.review.push(Review::certain(&old, record, after));
        }
        carried.review.retain(|review| !there.contains(&review.record.id()));
        let listed: HashSet<Id> = carried.review.iter().map(|review| review.record.id()).collect();
        for review in &mut carried.review {
            review.waits_for = review.record.references();
            review.waits_for.retain(|id| listed.contains(id));
        }
        carried.transaction.summary = format!("take up parked tags of {}", old.id().letter());
        Rebase::of(old, new, carried, Some(Return { parked: Arc::new(parked), there }))
    }

    fn of(old: Arc<Document>, new: Arc<Document>, carried: Carried, returning: Option<Return>) -> Self {
        let (mut rows, mut states) = (Vec::new(), Vec::new());
        for (review, found) in carried.review.iter().enumerate() {
            let doubtful = |part: &Part| part.place.is_none() || returning.is_some();
            let parts: Vec<usize> =
                found.parts.iter().enumerate().filter(|(_, part)| doubtful(part)).map(|(at, _)| at).collect();
            let row = |part| Row { review, part, choice: Choice::Open };
            let first = rows.len();
            if parts.is_empty() {
                rows.push(row(None));
            }
            rows.extend(parts.into_iter().map(|part| row(Some(part))));
            let (awaited, referrers) = (Vec::new(), Vec::new());
            let rows = first..rows.len();
            states.push(State { rows, awaited, referrers, own: Fate::Open, fate: Fate::Open });
        }
        let number: HashMap<Id, usize> =
            carried.review.iter().enumerate().map(|(at, review)| (review.record.id(), at)).collect();
        for (at, review) in carried.review.iter().enumerate() {
            for &awaited in review.waits_for.iter().filter_map(|id| number.get(id)) {
                states[at].awaited.push(awaited);
                states[awaited].referrers.push(at);
            }
        }
        let counts = [states.len(), 0, 0, 0];
        let mut rebase = Rebase { old, new, carried, rows, states, counts, returning };
        for at in 0..rebase.states.len() {
            rebase.states[at].own = rebase.own_fate(at);
        }
        let all: Vec<usize> = (0..rebase.states.len()).collect();
        rebase.refresh(&all);
        rebase
    }

    /// Returns which document it is.
    #[must_use]
    pub fn doc(&self) -> DocId {
        self.old.id()
    }

    /// Returns the text that the tags come from.
    #[must_use]
    pub fn old(&self) -> &Arc<Document> {
        &self.old
    }

    /// Returns the text that they go to.
    #[must_use]
    pub fn new_text(&self) -> &Arc<Document> {
        &self.new
    }

    /// Returns what could be carried by itself, and what could not.
    #[must_use]
    pub fn carried(&self) -> &Carried {
        &self.carried
    }

    /// Says in which encoding the new text was read.
    pub fn set_encoding(&mut self, encoding: &str) {
        for edit in &mut self.carried.transaction.edits {
            if let Some(Record::Document(info)) = &mut edit.after {
                encoding.clone_into(&mut info.encoding);
            }
        }
    }

    /// Returns whether it brings parked tags back; then what stays open stays parked.
    #[must_use]
    pub fn takes_up(&self) -> bool {
        self.returning.is_some()
    }

    /// Returns the lines of the review, in the order of the text.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns the record that row number `row` is about.
    #[must_use]
    pub fn review(&self, row: usize) -> Option<&Review> {
        self.carried.review.get(self.rows.get(row)?.review)
    }

    /// Returns the part that row number `row` is about, none for a record that only waits.
    #[must_use]
    pub fn part(&self, row: usize) -> Option<&Part> {
        self.review(row)?.parts.get(self.rows.get(row)?.part?)
    }

    /// Returns the places that row number `row` may take, the best first.
    #[must_use]
    pub fn candidates(&self, row: usize) -> Vec<Candidate<'_>> {
        let Some(part) = self.part(row) else { return Vec::new() };
        let certain = part.place.iter().map(|span| Candidate { span, reason: None, score: 1000 });
        let proposed = part.proposals.iter().map(|Proposal { span, reason, score }| Candidate {
            span,
            reason: Some(*reason),
            score: *score,
        });
        certain.chain(proposed).collect()
    }

    /// Returns the place that row number `row` has been given.
    #[must_use]
    pub fn place(&self, row: usize) -> Option<Span> {
        match &self.rows.get(row)?.choice {
            Choice::Candidate(at) => self.candidates(row).get(*at).map(|candidate| candidate.span.clone()),
            Choice::ByHand(span) => Some(span.clone()),
            Choice::Open | Choice::Park | Choice::Remove => None,
        }
    }

    /// Decides row number `row`. Parking and removing are of the whole record: its other rows follow, and come back to it
    /// when one of them is decided otherwise. Returns whether that can be chosen there.
    pub fn choose(&mut self, row: usize, choice: &Choice) -> bool {
        let possible = match choice {
            Choice::Candidate(at) => *at < self.candidates(row).len(),
            Choice::ByHand(span) => span.doc() == self.doc() && self.part(row).is_some(),
            Choice::Remove => !self.takes_up(),
            Choice::Open | Choice::Park => true,
        };
        let Some(review) = self.rows.get(row).filter(|_| possible).map(|row| row.review) else { return false };
        let whole = matches!(choice, Choice::Park | Choice::Remove);
        for at in self.states[review].rows.clone() {
            let other = &mut self.rows[at].choice;
            if at == row || whole {
                other.clone_from(choice);
            } else if matches!(other, Choice::Park | Choice::Remove) {
                *other = Choice::Open;
            }
        }
        self.states[review].own = self.own_fate(review);
        self.refresh(&self.with_referrers(review));
        true
    }

    /// Parks every record that is still open. Returns how many these were.
    pub fn park_rest(&mut self) -> usize {
        let open: Vec<usize> = (0..self.states.len()).filter(|&at| self.states[at].fate == Fate::Open).collect();
        for &review in &open {
            for row in self.states[review].rows.clone() {
                self.rows[row].choice = Choice::Park;
            }
            self.states[review].own = Fate::Parked;
        }
        self.refresh(&open);
        open.len()
    }

    /// Returns what becomes of the record of review number `review`.
    #[must_use]
    pub fn fate(&self, review: usize) -> Option<&Fate> {
        self.states.get(review).map(|state| &state.fate)
    }

    fn fates(&self) -> impl Iterator<Item = (&Review, &Fate)> {
        self.carried.review.iter().zip(self.states.iter().map(|state| &state.fate))
    }

    /// Returns `review` and all that wait for it, over any number of steps.
    fn with_referrers(&self, review: usize) -> Vec<usize> {
        let (mut found, mut seen) = (vec![review], HashSet::from([review]));
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            found.extend(self.states[next].referrers.iter().filter(|by| seen.insert(**by)));
            at += 1;
        }
        found
    }

    /// Finds out what becomes of `reviews`, whose own fates are known, and of nothing that does not wait for them.
    fn refresh(&mut self, reviews: &[usize]) {
        for &at in reviews {
            self.counts[place_of(&self.states[at].fate)] -= 1;
            self.states[at].fate = self.states[at].own.clone();
        }
        let mut next = reviews.to_vec();
        while let Some(at) = next.pop() {
            // Who refers to a record that is not there cannot stay; a removal takes nothing with it but parks it.
            let awaited = self.states[at].awaited.iter().map(|&other| &self.states[other].fate);
            let follows = awaited.fold(None, |follows, fate| match fate {
                Fate::Parked | Fate::Removed => Some(Fate::Parked),
                Fate::Open => follows.or(Some(Fate::Open)),
                Fate::Placed(_) => follows,
            });
            let state = &mut self.states[at];
            let weaker = match (&state.fate, &follows) {
                (Fate::Placed(_), Some(_)) => true,
                (Fate::Open, Some(follows)) => *follows == Fate::Parked,
                _ => false,
            };
            if let Some(follows) = follows.filter(|_| weaker) {
                state.fate = follows;
                next.extend(state.referrers.iter().copied());
            }
        }
        for &at in reviews {
            self.counts[place_of(&self.states[at].fate)] += 1;
        }
    }

    /// Returns what becomes of review number `at` by what is decided of its own rows.
    fn own_fate(&self, at: usize) -> Fate {
        let (review, rows) = (&self.carried.review[at], self.states[at].rows.clone());
        let has = |choice: &Choice| self.rows[rows.clone()].iter().any(|row| row.choice == *choice);
        if has(&Choice::Remove) {
            return Fate::Removed;
        }
        if has(&Choice::Park) {
            return Fate::Parked;
        }
        let mut found: Vec<Option<Span>> = review.parts.iter().map(|part| part.place.clone()).collect();
        for row in rows {
            let Some(part) = self.rows[row].part else { continue };
            found[part] = self.place(row);
        }
        let mut found = found.into_iter();
        let doc = self.doc();
        let record = with_spans(&review.record, &mut |span: &Span| {
            if span.doc() == doc { found.next().flatten() } else { Some(span.clone()) }
        });
        record.map_or(Fate::Open, |record| Fate::Placed(Box::new(record)))
    }

    /// Returns the transaction that does what is decided: one for the whole set, its text included. What is open or parked
    /// leaves the set with it; parked tags that come back are added.
    #[must_use]
    pub fn transaction(&self) -> Transaction {
        let mut transaction = self.carried.transaction.clone();
        if let Some(returning) = &self.returning {
            transaction.edits = self.returned(returning);
            return transaction;
        }
        let after: HashMap<Id, &Record> = self
            .fates()
            .filter_map(|(review, fate)| match fate {
                Fate::Placed(record) => Some((review.record.id(), record.as_ref())),
                Fate::Open | Fate::Parked | Fate::Removed => None,
            })
            .collect();
        for edit in &mut transaction.edits {
            if let Some(record) = after.get(&edit.id) {
                edit.after = Some((*record).clone());
            }
        }
        transaction.edits.retain(|edit| edit.before != edit.after);
        transaction
    }

    /// Returns the edits that add what was placed, with the entities and the like that it refers to.
    fn returned(&self, returning: &Return) -> Vec<Edit> {
        let mut added: BTreeMap<Id, Record> = BTreeMap::new();
        for (_, fate) in self.fates() {
            let Fate::Placed(record) = fate else { continue };
            for id in record.references() {
                let other = returning.parked.get(id).filter(|other| other.spans().is_empty());
                if let Some(other) = other.filter(|_| !returning.there.contains(&id)) {
                    added.insert(id, other.clone());
                }
            }
            added.insert(record.id(), record.as_ref().clone());
        }
        added.into_values().map(Edit::add).collect()
    }

    /// Returns the parked records as a set of their own, with all that they refer to, as `set` has them; `None` if none is
    /// parked. Its texts are those from before.
    ///
    /// # Errors
    ///
    /// When `set` is not the one that this was made for.
    pub fn parked(&self, set: &Set) -> Result<Option<Set>, EditError> {
        let parked = self.fates().filter(|(_, fate)| **fate == Fate::Parked);
        let mut next: Vec<Id> = parked.map(|(review, _)| review.record.id()).collect();
        if next.is_empty() || self.takes_up() {
            return Ok(None);
        }
        let mut kept = SetBuilder::new(&set.name, &set.schema, &set.annotator);
        next.extend(DocId::BOTH.map(Id::from));
        while let Some(record) = next.pop().and_then(|id| set.get(id)) {
            if kept.enter(record.clone())? {
                next.extend(record.references());
            }
        }
        kept.finish().map(Some)
    }

    /// Returns how many records are open, placed, parked and removed, in this order.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        self.counts
    }
}

/// Returns the place of `fate` in the counts.
fn place_of(fate: &Fate) -> usize {
    match fate {
        Fate::Open => 0,
        Fate::Placed(_) => 1,
        Fate::Parked => 2,
        Fate::Removed => 3,
    }
}

#[cfg(test)]
mod tests;
