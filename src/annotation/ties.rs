//! Ties: what a link says of two ends, which links an end has, and the transactions that make, change and undo them.
//!
//! An end is a [`Member`]: a record or a stretch of text. Two ends have one tie: saying something else of them changes it.

use super::edit::{Edit, Transaction};
use super::id::Id;
use super::provenance::Provenance;
use super::record::{Difference, Link, LinkKind, Member, Record};
use super::set::Set;
use crate::text::DocId;

/// What a tie says of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Says {
    /// Whether they are the same, differ or contradict each other.
    pub kind: LinkKind,
    /// In what they differ, where they do and it is said.
    pub differs_in: Option<Difference>,
}

impl Says {
    /// They are the same.
    pub const SAME: Says = Says { kind: LinkKind::Same, differs_in: None };
    /// They contradict each other.
    pub const CONTRADICTS: Says = Says { kind: LinkKind::Contradicts, differs_in: None };

    /// Returns what is said where the ends differ in this.
    #[must_use]
    pub fn differs(difference: Difference) -> Self {
        Says { kind: LinkKind::Differs, differs_in: Some(difference) }
    }

    /// Returns what `link` says.
    #[must_use]
    pub fn of(link: &Link) -> Self {
        Says { kind: link.kind, differs_in: link.differs_in }
    }

    /// Returns it in words: `differs in place`.
    #[must_use]
    pub fn words(self) -> String {
        match self.differs_in {
            Some(Difference::Other) => "differs in something else".to_owned(),
            Some(difference) => format!("{} in {}", self.kind.word(), difference.word()),
            None => self.kind.word().to_owned(),
        }
    }
}

/// A tie as it is seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub struct Tied<'a> {
    /// The link that ties them.
    pub link: &'a Link,
    /// The other end.
    pub other: &'a Member,
}

/// Returns the ties of `end`, in the order in which their other ends stand in the texts. The work depends on what lies
/// near `end` and refers to it.
#[must_use]
pub fn ties_of<'a>(set: &'a Set, end: &Member) -> Vec<Tied<'a>> {
    let links: Vec<&Link> = match end {
        Member::Record(_, id) => set.referrers(*id).iter().filter_map(|id| set.get(*id)).filter_map(link).collect(),
        Member::Span(span) => {
            set.touching(span.doc(), &(span.start()..span.end())).into_iter().filter_map(link).collect()
        }
    };
    let mut ties = Vec::new();
    for link in links.into_iter().filter(|link| link.members.contains(end)) {
        ties.extend(link.members.iter().filter(|other| *other != end).map(|other| Tied { link, other }));
    }
    ties.sort_by_key(|tied| (start(set, tied.other), tied.link.id));
    ties
}

fn link(record: &Record) -> Option<&Link> {
    match record {
        Record::Link(link) => Some(link),
        _ => None,
    }
}

/// Returns where `end` begins, in bytes; none where it is not in a text.
#[must_use]
pub fn start(set: &Set, end: &Member) -> Option<(DocId, usize)> {
    match end {
        Member::Span(span) => Some((span.doc(), span.start())),
        Member::Record(_, id) => {
            let record = set.get(*id)?;
            record.spans().iter().map(|span| (span.doc(), span.start())).min()
        }
    }
}

/// Returns what is said of two ends, if they are tied: by the first link, where a file brought several.
#[must_use]
pub fn between<'a>(set: &'a Set, ends: [&Member; 2]) -> Option<&'a Link> {
    all_between(set, ends).into_iter().next()
}

fn all_between<'a>(set: &'a Set, ends: [&Member; 2]) -> Vec<&'a Link> {
    ties_of(set, ends[0]).into_iter().filter(|tied| tied.other == ends[1]).map(|tied| tied.link).collect()
}

/// Returns the transaction by which two ends are tied as `says`; `summary` names it. A tie that they have is changed; it
/// keeps its note, and what else was said of the two goes. None if they are tied just so, if they are one, or if one of
/// them is not there.
#[must_use]
pub fn tie(
    set: &Set,
    ends: [&Member; 2],
    says: Says,
    id: Id,
    provenance: &Provenance,
    summary: String,
) -> Option<Transaction> {
    let missing = |end: &Member| matches!(end, Member::Record(_, id) if set.get(*id).is_none());
    if ends[0] == ends[1] || ends.into_iter().any(missing) {
        return None;
    }
    let new = Link {
        id,
        kind: says.kind,
        differs_in: says.differs_in,
        members: ends.into_iter().cloned().collect(),
        note: String::new(),
        doubt: false,
        provenance: provenance.clone(),
    };
    let links = all_between(set, ends);
    let so = links.iter().find(|link| Says::of(link) == says).copied();
    let of_two = links.iter().find(|link| link.members.len() == 2).copied();
    let kept = so.or(of_two);
    // What is said of several stays said of the others.
    let rest = links.iter().filter(|link| kept.is_none_or(|kept| kept.id != link.id));
    let mut edits: Vec<Edit> = rest.map(|link| without(link, ends[1], provenance)).collect();
    match (so, of_two) {
        (Some(_), _) => {}
        (None, Some(before)) => {
            let members = before.members.clone();
            let after = Link { id: before.id, note: before.note.clone(), doubt: before.doubt, members, ..new };
            edits.push(Edit::replace(Record::Link(before.clone()), Record::Link(after)));
        }
        (None, None) => edits.push(Edit::add(Record::Link(new))),
    }
    (!edits.is_empty()).then_some(Transaction { summary, edits })
}

/// Returns the transaction by which two ends are tied no more; none if they are not tied.
#[must_use]
pub fn untie(set: &Set, ends: [&Member; 2], provenance: &Provenance, summary: String) -> Option<Transaction> {
    let links = all_between(set, ends);
    let edits: Vec<Edit> = links.into_iter().map(|link| without(link, ends[1], provenance)).collect();
    (!edits.is_empty()).then_some(Transaction { summary, edits })
}

/// Returns the edit by which `link` ties `end` no more; it goes where fewer than two ends are left.
fn without(link: &Link, end: &Member, provenance: &Provenance) -> Edit {
    let mut after = link.clone();
    after.members.retain(|member| member != end);
    after.provenance = provenance.clone();
    if after.members.len() < 2 {
        Edit::remove(Record::Link(link.clone()))
    } else {
        Edit::replace(Record::Link(link.clone()), Record::Link(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Attribution, IdSource, RecordKind};
    use crate::text::{Document, Span};

    struct Pair {
        set: Set,
        ids: IdSource,
    }

    impl Pair {
        fn new() -> Self {
            Pair { set: Set::new("s", "news", "mk"), ids: IdSource::new(7) }
        }

        fn id(&mut self) -> Id {
            let set = &self.set;
            self.ids.next(|id| set.get(id).is_some())
        }

        fn said(&mut self, doc: DocId, at: usize) -> Member {
            let id = self.id();
            let document = Document::new(doc, "aides said Dostum had left".to_owned());
            let mut one = Attribution::empty(id, doc, Provenance::default());
            one.cues.push(document.span(at..at + 4).expect("inside"));
            self.set.apply(&Transaction::of("", Edit::add(Record::Attribution(one)))).expect("free");
            Member::Record(RecordKind::Attribution, id)
        }

        fn tie(&mut self, ends: [&Member; 2], says: Says) -> bool {
            let id = self.id();
            let made = tie(&self.set, ends, says, id, &Provenance::default(), String::new());
            made.is_some_and(|made| self.set.apply(&made).is_ok())
        }

        fn says(&self, end: &Member) -> Vec<String> {
            ties_of(&self.set, end).iter().map(|tied| Says::of(tied.link).words()).collect()
        }
    }

    fn span(doc: DocId, bytes: std::ops::Range<usize>) -> Member {
        let document = Document::new(doc, "aides said Dostum had left".to_owned());
        let span: Span = document.span(bytes).expect("inside");
        Member::Span(span)
    }

    #[test]
    fn two_ends_have_one_tie_that_is_changed_and_undone() {
        let mut pair = Pair::new();
        let (a, b) = (pair.said(DocId::A, 6), pair.said(DocId::B, 6));
        assert!(pair.tie([&a, &b], Says::SAME) && !pair.tie([&b, &a], Says::SAME));
        assert!(pair.tie([&b, &a], Says::differs(Difference::Place)));
        assert_eq!((pair.says(&a), pair.says(&b)), (vec!["differs in place".to_owned()], pair.says(&a)));
        assert!(pair.tie([&a, &b], Says::CONTRADICTS));
        assert_eq!(pair.set.count(RecordKind::Link), 1);
        let gone = untie(&pair.set, [&b, &a], &Provenance::default(), String::new()).expect("they are tied");
        pair.set.apply(&gone).expect("fits");
        assert_eq!((pair.says(&a), pair.set.count(RecordKind::Link)), (Vec::new(), 0));
        assert!(untie(&pair.set, [&b, &a], &Provenance::default(), String::new()).is_none());
    }

    #[test]
    fn sentences_and_claims_of_one_article_are_tied_too() {
        let mut pair = Pair::new();
        let (one, other) = (span(DocId::A, 0..10), span(DocId::A, 11..26));
        let far = span(DocId::B, 0..10);
        assert!(pair.tie([&other, &far], Says::SAME) && pair.tie([&one, &other], Says::CONTRADICTS));
        assert_eq!(pair.says(&other), ["contradicts", "same"], "in the order of the texts");
        assert_eq!(pair.says(&span(DocId::A, 0..9)), Vec::<String>::new(), "another stretch");
        assert!(!pair.tie([&one, &one], Says::SAME));
        let lost = Member::Record(RecordKind::Attribution, pair.id());
        assert!(!pair.tie([&one, &lost], Says::SAME));
    }

    #[test]
    fn whatever_several_links_say_of_two_ends_is_one_tie_afterwards() {
        let mut pair = Pair::new();
        let ends = [pair.said(DocId::A, 6), pair.said(DocId::B, 6), pair.said(DocId::B, 11)];
        let mut put = |kind, members: &[Member]| {
            let id = pair.id();
            let (note, provenance) = ("kept".to_owned(), Provenance::default());
            let members = members.to_vec();
            let link = Link { id, kind, differs_in: None, members, note, doubt: false, provenance };
            pair.set.apply(&Transaction::of("", Edit::add(Record::Link(link)))).expect("a file may say so");
        };
        put(LinkKind::Same, &ends);
        put(LinkKind::Differs, &ends[..2]);
        put(LinkKind::Contradicts, &ends[..2]);
        assert!(pair.tie([&ends[1], &ends[0]], Says::differs(Difference::Number)));
        let notes: Vec<_> = ties_of(&pair.set, &ends[0]).iter().map(|tied| tied.link.note.clone()).collect();
        assert_eq!((pair.says(&ends[0]), notes), (vec!["differs in number".to_owned()], vec!["kept".to_owned()]));
        assert!(!pair.tie([&ends[0], &ends[1]], Says::differs(Difference::Number)));
        let gone =
            untie(&pair.set, [&ends[0], &ends[1]], &Provenance::default(), String::new()).expect("they are tied");
        pair.set.apply(&gone).expect("fits");
        assert_eq!(pair.says(&ends[0]), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_of_several_stays_said_of_the_others() {
        let mut pair = Pair::new();
        let ends = [pair.said(DocId::A, 6), pair.said(DocId::B, 6), pair.said(DocId::B, 11)];
        let id = pair.id();
        let link = Link {
            id,
            kind: LinkKind::Same,
            differs_in: None,
            members: ends.to_vec(),
            note: String::new(),
            doubt: false,
            provenance: Provenance::default(),
        };
        pair.set.apply(&Transaction::of("", Edit::add(Record::Link(link)))).expect("three ends");
        assert!(pair.tie([&ends[0], &ends[2]], Says::CONTRADICTS));
        assert_eq!(
            (pair.says(&ends[0]), pair.says(&ends[1])),
            (vec!["same".into(), "contradicts".into()], vec!["same".into()])
        );
    }
}
