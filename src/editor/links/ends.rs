//! The ends of ties: what they are in words, where they stand, and which of them lie under the selection.

use std::ops::Range;

use crate::annotation::ties::{Says, ties_of};
use crate::annotation::{LinkKind, Member, Record, RecordKind};
use crate::editor::Editor;
use crate::editor::builder::shown_at;
use crate::editor::scene::Role;
use crate::text::{DocId, Span};

/// Returns the sign of a tie of this kind, and its role on the screen.
pub(in crate::editor) fn sign(kind: LinkKind) -> (char, Role) {
    match kind {
        LinkKind::Same => ('≡', Role::Link),
        LinkKind::Differs => ('≠', Role::Differs),
        LinkKind::Contradicts => ('!', Role::Error),
    }
}

impl Editor {
    /// Returns the claim under the selection, or else the sentence; none where there is no text.
    pub(super) fn end_here(&self) -> Option<Member> {
        match self.attribution_here() {
            Some(attribution) => Some(Member::Record(RecordKind::Attribution, attribution.id)),
            None => self.sentence_here(),
        }
    }

    /// Returns the sentence under the selection; what is selected, where that is more than one sentence.
    pub(super) fn sentence_here(&self) -> Option<Member> {
        let (document, selection) = (self.document(self.focus), self.selection());
        if selection.is_empty() {
            return None;
        }
        let sentence = document.sentence_at(selection.start);
        let within = sentence.start <= selection.start && selection.end <= sentence.end;
        document.span(if within { sentence } else { selection }).ok().map(Member::Span)
    }

    /// Returns the ties under the selection, each with its other end: of the claim that its cue, source or a part names,
    /// of the tags and claims that hold it, of the sentences that do; the innermost first.
    pub(in crate::editor) fn ties_here(&self) -> Vec<(Says, Member)> {
        let (doc, selection) = (self.focus, self.selection());
        if selection.is_empty() {
            return Vec::new();
        }
        let holds = |span: &Span| {
            span.doc() == doc
                && span.pieces().any(|piece| piece.start() <= selection.start && selection.end <= piece.end())
        };
        let mut ends: Vec<Member> = Vec::new();
        if let Some(attribution) = self.attribution_here() {
            ends.push(Member::Record(RecordKind::Attribution, attribution.id));
        }
        for record in self.set.touching(doc, &selection).into_iter().rev() {
            match record {
                Record::Mention(mention) if holds(&mention.span) => {
                    ends.push(Member::Record(RecordKind::Mention, mention.id));
                }
                Record::Attribution(claim) if claim.contents.iter().any(holds) => {
                    ends.push(Member::Record(RecordKind::Attribution, claim.id));
                }
                Record::Link(link) => ends.extend(link.spans().filter(|span| holds(span)).cloned().map(Member::Span)),
                _ => {}
            }
        }
        let mut seen: Vec<&Member> = Vec::new();
        let mut ties = Vec::new();
        for end in &ends {
            if seen.contains(&end) {
                continue;
            }
            seen.push(end);
            ties.extend(ties_of(&self.set, end).into_iter().map(|tied| (Says::of(tied.link), tied.other.clone())));
        }
        ties
    }

    /// Returns where `end` is to be seen; none where it is in no text.
    pub(in crate::editor) fn end_place(&self, end: &Member) -> Option<(DocId, Range<usize>)> {
        let whole = |span: &Span| (span.doc(), span.start()..span.end());
        match end {
            Member::Span(span) => Some(whole(span)),
            Member::Record(_, id) => match self.set.get(*id)? {
                Record::Attribution(claim) => shown_at(claim).map(|range| (claim.doc, range)),
                record => record.spans().first().map(|span| whole(span)),
            },
        }
    }

    /// Returns `end` in a few words.
    pub(in crate::editor) fn end_words(&self, end: &Member) -> String {
        match end {
            Member::Span(span) => self.quoted(span),
            Member::Record(_, id) => match self.set.get(*id) {
                Some(Record::Attribution(claim)) => self.attribution_words(claim),
                Some(Record::Mention(mention)) => self.quoted(&mention.span),
                Some(Record::Entity(entity)) => format!("“{}”", entity.name),
                _ => "something".to_owned(),
            },
        }
    }

    /// Returns where `end` stands, in words: `B ¶18`.
    pub(in crate::editor) fn end_place_words(&self, end: &Member) -> String {
        self.end_place(end).map_or_else(String::new, |(doc, range)| self.place_words(doc, range.start))
    }

    /// Returns a tie as the status line names it: `≡ same as B ¶18`.
    pub(in crate::editor) fn tie_words(&self, says: Says, other: &Member) -> String {
        let (sign, _) = sign(says.kind);
        let sign = self.sign(sign);
        let joint = match says.kind {
            LinkKind::Same => " as",
            LinkKind::Differs => " from",
            LinkKind::Contradicts => "",
        };
        format!("{sign} {}{joint} {}", says.words(), self.end_place_words(other))
    }
}
