//! Merging: what two programs have made of one set, brought together record by record.
//!
//! Both went out from the same state, the base. What only one of them changed comes as that one has it; what both changed
//! differently stays as it is here, and is counted. Nothing ends up referring to what is not there.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::edit::{Edit, EditError, Transaction};
use super::id::Id;
use super::mend::{Mended, mend};
use super::record::{Mention, Record};
use super::set::Set;
use crate::text::DocId;

/// How many records one state has that another has not, or otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records that are new.
    pub new: usize,
    /// Records that are there in both, and differ.
    pub changed: usize,
    /// Records that are gone.
    pub removed: usize,
}

impl Counts {
    /// Returns the counts of `edits`.
    #[must_use]
    pub fn of(edits: &[Edit]) -> Self {
        let mut counts = Counts::default();
        for edit in edits {
            match (&edit.before, &edit.after) {
                (None, Some(_)) => counts.new += 1,
                (Some(_), None) => counts.removed += 1,
                _ => counts.changed += 1,
            }
        }
        counts
    }

    /// Returns whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Counts::default()
    }

    /// Returns the counts in words, those that are 0 left out: `3 new, 1 changed`; `nothing` if all are.
    #[must_use]
    pub fn words(&self) -> String {
        let parts = [(self.new, "new"), (self.changed, "changed"), (self.removed, "removed")];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
    }
}

/// What another program has made of a set's file.
#[derive(Debug, Clone, PartialEq)]
pub enum Theirs {
    /// It has removed it.
    Gone,
    /// The same set in another state.
    Set {
        /// What it did since the state that both went out from.
        theirs: Counts,
        /// What was done here since then.
        mine: Counts,
        /// What both changed differently: before the edit as it is here, after it as it is there; ordered by id.
        conflicts: Vec<Edit>,
    },
    /// Something that is not this set.
    Unusable {
        /// Why not, in a few words: `it is not UTF-8 at byte 3`.
        reason: String,
        /// Whether it can be copied, so that the set may take its place again.
        replaceable: bool,
    },
}

impl Theirs {
    /// Returns whether `choice` can be carried out.
    #[must_use]
    pub fn allows(&self, choice: Choice) -> bool {
        match (self, choice) {
            (_, Choice::Both) | (Theirs::Set { .. } | Theirs::Gone, Choice::Merge) | (Theirs::Set { .. }, _) => true,
            (Theirs::Unusable { replaceable, .. }, Choice::Merge) => *replaceable,
            (Theirs::Gone | Theirs::Unusable { .. }, Choice::Theirs) => false,
        }
    }
}

/// What is to become of a set whose file another program has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Mine is merged with theirs; where theirs is no set, mine is written in its place.
    Merge,
    /// Theirs stays where it is, and mine goes on in a new file beside it.
    Both,
    /// The set becomes as theirs is.
    Theirs,
}

/// Two states of a set brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// What makes mine the merged state, ordered by id. It has no summary.
    pub transaction: Transaction,
    /// Records that both changed differently, which stay as they are here, ordered by id.
    pub conflicts: Vec<Id>,
    /// Records that one of the two removed and that stay, since the other refers to them, ordered by id.
    pub needed: Vec<Id>,
    /// New records of theirs that are left out, since mine has the very same under another id, ordered by id.
    pub twins: Vec<Id>,
    /// New mentions of theirs with the words and the label of a new one of mine, but not alike in all, ordered by id; both
    /// stay.
    pub doubled: Vec<Id>,
    /// What had to be cut so that nothing leads back to itself.
    pub mended: Vec<Mended>,
}

/// Returns the edits that make `from` hold what `to` holds, ordered by id. Name, schema and annotator are no records.
#[must_use]
pub fn difference(from: &Set, to: &Set) -> Vec<Edit> {
    let ids: BTreeSet<Id> = from.records().chain(to.records()).map(Record::id).collect();
    let edit = |id| {
        let (before, after) = (from.get(id), to.get(id));
        (before != after).then(|| Edit { id, before: before.cloned(), after: after.cloned() })
    };
    ids.into_iter().filter_map(edit).collect()
}

/// Brings `mine` and `theirs` together, which both come from `base`.
///
/// # Errors
///
/// When the result does not hold together, which would be a fault of this function.
pub fn merge(base: &Set, mine: &Set, theirs: &Set) -> Result<Merged, EditError> {
    let mut merge =
        Merge { base, mine, theirs, records: BTreeMap::new(), conflicts: Vec::new(), needed: BTreeSet::new() };
    merge.choose();
    let (twins, doubled) = merge.leave_out_twins();
    merge.put_back_needed();
    let Merge { records, conflicts, needed, .. } = merge;
    let (merged, mended) = mend(records, &Set::new(&mine.name, &mine.schema, &mine.annotator))?;
    let transaction = Transaction { summary: String::new(), edits: difference(mine, &merged) };
    Ok(Merged { transaction, conflicts, needed: needed.into_iter().collect(), twins, doubled, mended })
}

struct Merge<'sets> {
    base: &'sets Set,
    mine: &'sets Set,
    theirs: &'sets Set,
    records: BTreeMap<Id, Record>,
    conflicts: Vec<Id>,
    needed: BTreeSet<Id>,
}

impl Merge<'_> {
    /// Takes each record from the side that changed it, from mine if both did.
    fn choose(&mut self) {
        let all = self.mine.records().chain(self.theirs.records());
        let ids: BTreeSet<Id> = all.map(Record::id).collect();
        for id in ids {
            let (base, mine, theirs) = (self.base.get(id), self.mine.get(id), self.theirs.get(id));
            // A record keeps its kind, whatever another program makes of it.
            let other_kind = mine.zip(theirs).is_some_and(|(mine, theirs)| mine.kind() != theirs.kind());
            let chosen = if mine == theirs || base == theirs {
                mine
            } else if base == mine && !other_kind {
                theirs
            } else {
                self.conflicts.push(id);
                mine
            };
            if let Some(record) = chosen {
                self.records.insert(id, record.clone());
            }
        }
    }

    /// Leaves out records that theirs made anew and mine has under another id, and returns them, with the mentions that
    /// are alike in words and label alone.
    fn leave_out_twins(&mut self) -> (Vec<Id>, Vec<Id>) {
        let is_new =
            |record: &&Record, other: &Set| self.base.get(record.id()).is_none() && other.get(record.id()).is_none();
        let ours = self.mine.records().filter(|record| is_new(record, self.theirs));
        let mut places: BTreeMap<(Place, &str), Vec<&Mention>> = BTreeMap::new();
        for record in ours {
            if let Record::Mention(mention) = record {
                places.entry((place(mention), &mention.label)).or_default().push(mention);
            }
        }
        let (mut twins, mut doubled) = (Vec::new(), Vec::new());
        for record in self.theirs.records().filter(|record| is_new(record, self.mine)) {
            let Record::Mention(theirs) = record else { continue };
            let Some(ours) = places.get(&(place(theirs), theirs.label.as_str())) else { continue };
            let alike = ours.iter().any(|mine| mine.span == theirs.span && is_twin(mine, theirs));
            // One that others refer to is not simply another's like.
            if alike && self.theirs.referrers(theirs.id).is_empty() {
                twins.push(theirs.id);
            } else {
                doubled.push(theirs.id);
            }
        }
        for id in &twins {
            self.records.remove(id);
        }
        twins.sort_unstable();
        doubled.sort_unstable();
        (twins, doubled)
    }

    /// Puts records back that one side removed and that what was chosen of the other refers to.
    fn put_back_needed(&mut self) {
        let mut open: Vec<Id> = self.records.keys().copied().collect();
        let mut seen: HashSet<Id> = HashSet::new();
        while let Some(id) = open.pop() {
            let Some(record) = self.records.get(&id).filter(|_| seen.insert(id)) else { continue };
            let from = if self.mine.get(id) == Some(record) { self.mine } else { self.theirs };
            for referred in record.references() {
                if self.records.contains_key(&referred) {
                    continue;
                }
                if let Some(found) = from.get(referred) {
                    self.records.insert(referred, found.clone());
                    self.needed.insert(referred);
                    open.push(referred);
                }
            }
        }
    }
}

/// The bytes that a mention lies in.
type Place = (DocId, usize, usize);

fn place(mention: &Mention) -> Place {
    (mention.span.doc(), mention.span.start(), mention.span.end())
}

/// Whether two mentions say the same of the same words, whoever made them and when.
fn is_twin(one: &Mention, other: &Mention) -> bool {
    let other = Mention { id: one.id, provenance: one.provenance.clone(), ..other.clone() };
    *one == other
}

#[cfg(test)]
mod tests;
