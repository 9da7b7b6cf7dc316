//! Removing a record with what hangs on it: soft references go in the same step, hard ones refuse.

use super::Editor;
use crate::annotation::{Attribution, Edit, Id, Link, Member, Party, Record, Set, Transaction, counted};
use crate::text::Span;

/// What goes with a record, or changes when it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Hanging {
    /// Parties that were this mention or this entity and stay by what else is said of them.
    parties: usize,
    /// Attributions that lay in its content.
    nested: usize,
    /// Attributions that went on with its quotation.
    continuing: usize,
    /// Mentions that named it.
    mentions: usize,
    /// Ties that go, since they would tie nothing any more.
    ties: usize,
    /// Ties that stay between the others.
    loosened: usize,
}

/// A removal that can be done.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Removal {
    /// What does it.
    pub transaction: Transaction,
    hanging: Hanging,
}

/// Returns the removal of record `id`: it is taken out of what refers to it, and links that would tie nothing any more go
/// with it.
///
/// # Errors
///
/// The record that would be left without what makes it whole, where there is one; the record itself where it is not there.
pub(super) fn removal(set: &Set, id: Id, summary: String) -> Result<Removal, Id> {
    let gone = set.get(id).ok_or(id)?;
    let (mut edits, mut hanging) = (Vec::new(), Hanging::default());
    for &by in set.referrers(id) {
        let record = set.get(by).ok_or(by)?;
        let after = match record {
            Record::Attribution(attribution) => {
                Some(Record::Attribution(without(attribution, gone, &mut hanging).ok_or(by)?))
            }
            Record::Link(link) => {
                let after = link_without(link, id).map(Record::Link);
                *(if after.is_some() { &mut hanging.loosened } else { &mut hanging.ties }) += 1;
                after
            }
            Record::Mention(mention) => {
                let mut after = mention.clone();
                after.entity = after.entity.filter(|entity| *entity != id);
                hanging.mentions += 1;
                Some(Record::Mention(after))
            }
            _ => return Err(by),
        };
        edits.push(match after {
            Some(after) => Edit::replace(record.clone(), after),
            None => Edit::remove(record.clone()),
        });
    }
    edits.push(Edit::remove(gone.clone()));
    Ok(Removal { transaction: Transaction { summary, edits }, hanging })
}

impl Removal {
    /// Returns what hangs on the record in words, each with a comma before it: `, 1 tie goes with it`; empty if nothing does.
    pub fn words(&self) -> String {
        let Hanging { parties, nested, continuing, mentions, ties, loosened } = self.hanging;
        let one = |count: usize, one: &str, several: &str| if count == 1 { one.to_owned() } else { several.to_owned() };
        let clauses = [
            (ties, counted(ties, "tie") + &one(ties, " goes with it", " go with it")),
            (loosened, counted(loosened, "tie") + &one(loosened, " keeps its other ends", " keep their other ends")),
            (parties, counted(parties, "party") + &one(parties, " keeps its words", " keep their words")),
            (nested, counted(nested, "attribution") + &one(nested, " is no longer nested", " are no longer nested")),
            (
                continuing,
                counted(continuing, "attribution") + &one(continuing, " goes on with nobody", " go on with nobody"),
            ),
            (mentions, counted(mentions, "mention") + &one(mentions, " is free", " are free")),
        ];
        let there = clauses.into_iter().filter(|(count, _)| *count > 0);
        there.flat_map(|(_, words)| [", ".to_owned(), words]).collect()
    }
}

impl Editor {
    /// Says that what is called `words` cannot go because of record `by`.
    pub(super) fn tell_needed(&mut self, words: &str, by: Id) {
        let needs = match self.set.get(by) {
            Some(Record::Attribution(attribution)) => {
                let place = attribution.spans().map(Span::start).min().unwrap_or_default();
                let (who, place) = (self.attribution_words(attribution), self.place_words(attribution.doc, place));
                format!("it is all that is said of a party of {who} ({place})")
            }
            Some(other) => format!("a {} needs it", other.kind().word()),
            None => "it is not there".to_owned(),
        };
        self.tell(&format!("{words} stays: {needs}; change that first"));
    }
}

/// Returns `attribution` without references to `gone`; none where a party would be left with nothing.
fn without(attribution: &Attribution, gone: &Record, hanging: &mut Hanging) -> Option<Attribution> {
    let id = gone.id();
    let mut after = attribution.clone();
    for party in after.sources.iter_mut().chain(&mut after.addressees) {
        let before = party.clone();
        release(party, gone);
        if *party == Party::default() {
            return None;
        }
        hanging.parties += usize::from(*party != before);
    }
    if after.within.take_if(|within| *within == id).is_some() {
        hanging.nested += 1;
    }
    if after.continues.take_if(|continued| *continued == id).is_some() {
        hanging.continuing += 1;
    }
    Some(after)
}

/// Takes `gone` out of `party`; the words of a mention stay what they were: who speaks is still said in the text.
fn release(party: &mut Party, gone: &Record) {
    let id = gone.id();
    if party.mention == Some(id) {
        party.mention = None;
        let words: Option<&Span> = gone.spans().first().copied();
        party.span = party.span.take().or_else(|| words.cloned());
    }
    party.entity = party.entity.filter(|entity| *entity != id);
}

/// Returns `link` without the member `id`; none if it ties nothing any more.
fn link_without(link: &Link, id: Id) -> Option<Link> {
    let mut after = link.clone();
    after.members.retain(|member| !matches!(member, Member::Record(_, member) if *member == id));
    (after.members.len() >= 2).then_some(after)
}
