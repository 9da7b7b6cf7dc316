//! Removing a record with what hangs on it: soft references go in the same step, hard ones refuse.

use crate::annotation::{Attribution, Edit, Id, Link, Member, Party, Record, Set, Transaction};
use crate::text::Span;

/// Returns the transaction that removes record `id`, takes it out of what refers to it, and removes links that would
/// tie nothing any more; none where something would be left without what makes it whole.
pub(super) fn removal(set: &Set, id: Id, summary: String) -> Option<Transaction> {
    let gone = set.get(id)?;
    let mut edits = Vec::new();
    for &by in set.referrers(id) {
        let record = set.get(by)?;
        let after = match record {
            Record::Attribution(attribution) => Some(Record::Attribution(without(attribution, gone)?)),
            Record::Link(link) => link_without(link, id).map(Record::Link),
            Record::Mention(mention) => {
                let mut after = mention.clone();
                after.entity = after.entity.filter(|entity| *entity != id);
                Some(Record::Mention(after))
            }
            _ => return None,
        };
        edits.push(match after {
            Some(after) => Edit::replace(record.clone(), after),
            None => Edit::remove(record.clone()),
        });
    }
    edits.push(Edit::remove(gone.clone()));
    Some(Transaction { summary, edits })
}

/// Returns `attribution` without references to `gone`; none where a party would be left with nothing.
fn without(attribution: &Attribution, gone: &Record) -> Option<Attribution> {
    let id = gone.id();
    let mut after = attribution.clone();
    for party in after.sources.iter_mut().chain(&mut after.addressees) {
        release(party, gone);
        if party.span.is_none() && party.mention.is_none() && party.entity.is_none() {
            return None;
        }
    }
    after.within = after.within.filter(|within| *within != id);
    after.continues = after.continues.filter(|continued| *continued != id);
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
