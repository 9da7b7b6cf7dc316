//! From the draft to the set: the record, what is nested in what, and the one transaction.

use super::{Builder, Item, Part, Whom};
use crate::annotation::{Attribution, Edit, Id, Mention, OperationKind, Party, Record, Transaction};
use crate::editor::Editor;
use crate::editor::removal::removal;
use crate::text::{Document, Span};

/// A word or two may stand before a mention in the phrase that names a party: *the Taliban*.
const BEFORE_NAME: usize = 6;

impl Editor {
    /// Puts what the builder holds into the set, as one transaction, and closes it.
    pub(super) fn accept(&mut self) {
        let Some(mut builder) = self.builder.take() else { return };
        if builder.draft.is_empty() {
            self.tell("no part has any words: Esc leaves, or select some");
            self.builder = Some(builder);
            return;
        }
        let draft = builder.draft.clone();
        let mut edits = self.make_entities(&mut builder);
        let id = match &builder.of {
            Some(before) => before.id,
            None => self.new_id(),
        };
        let after = match self.built(&builder, id) {
            Ok(after) => after,
            Err(part) => {
                self.warn(&format!("the pieces of the {} overlap: move or clear one", part.word()));
                builder.draft = draft;
                self.builder = Some(builder);
                return;
            }
        };
        let words = self.attribution_words(&after);
        let mut same = after.clone();
        if let Some(before) = &builder.of {
            same.provenance = before.provenance.clone();
        }
        match &builder.of {
            Some(before) if same == **before => {
                self.tell(&format!("{words} stays as it was"));
                self.show_place(builder.doc, builder.last.1.clone());
                return;
            }
            Some(before) => {
                edits.push(Edit::replace(Record::Attribution((**before).clone()), Record::Attribution(after.clone())));
            }
            None => edits.push(Edit::add(Record::Attribution(after.clone()))),
        }
        edits.extend(self.nested_edits(&after));
        let verb = if builder.of.is_some() { "change" } else { "attribute" };
        let place = (builder.doc, shown_at(&after).unwrap_or_else(|| builder.last.1.clone()));
        if self.commit(OperationKind::Do, Transaction { summary: format!("{verb} {words}"), edits }) {
            self.show_place(place.0, place.1);
            self.tell(&format!("{words}   u undo"));
            self.decided(None);
        } else {
            builder.draft = draft;
            self.builder = Some(builder);
        }
    }

    /// Removes the attribution that is being changed; leaves without a trace one that is new.
    pub(super) fn reject_attribution(&mut self) {
        let Some(builder) = self.builder.take() else { return };
        let Some(before) = &builder.of else {
            self.show_place(builder.origin.0, builder.origin.1.clone());
            match self.arrival().map(|arrival| arrival.stop.clone()) {
                Some(stop) if !stop.decided => self.dismiss(&stop),
                _ => self.tell("not an attribution: nothing was changed"),
            }
            return;
        };
        self.remove_attribution(before);
    }

    /// Removes `attribution`; what refers to it stays, without the reference, in the same step.
    pub(in crate::editor) fn remove_attribution(&mut self, attribution: &Attribution) {
        let words = self.attribution_words(attribution);
        let removal = match removal(&self.set, attribution.id, format!("remove {words}")) {
            Ok(removal) => removal,
            Err(by) => return self.tell_needed(&words, by),
        };
        let hanging = removal.words();
        if self.commit(OperationKind::Do, removal.transaction) {
            self.tell(&format!("{words} removed{hanging}   u undo"));
        }
    }

    /// Returns the record that the builder holds.
    fn built(&self, builder: &Builder, id: Id) -> Result<Attribution, Part> {
        let document = self.document(builder.doc);
        let mut built = match &builder.of {
            Some(before) => (**before).clone(),
            None => Attribution::empty(id, builder.doc, self.provenance()),
        };
        built.provenance = self.provenance();
        let spans = |part: Part| -> Result<Vec<Span>, Part> {
            let items = builder.draft.items(part).iter().filter(|item| !item.pieces.is_empty());
            items.map(|item| item.span(document).ok_or(part)).collect()
        };
        let parties = |part: Part| -> Result<Vec<Party>, Part> {
            builder.draft.items(part).iter().map(|item| self.party_of(document, item).ok_or(part)).collect()
        };
        built.sources = parties(Part::Source)?;
        built.addressees = parties(Part::Addressee)?;
        built.cues = spans(Part::Cue)?;
        built.contents = spans(Part::Content)?;
        built.supplements = spans(Part::Supplement)?;
        built.attributes = builder.attributes.clone();
        built.state = builder.state;
        built.continues = builder.continues;
        built.within = self.holder_of(&built);
        Ok(built)
    }

    /// Returns the party that `item` is: what it was, or its words with the mention and the entity that they name.
    fn party_of(&self, document: &Document, item: &Item) -> Option<Party> {
        let entity = item.whom.as_ref().and_then(Whom::entity);
        if let Some(party) = &item.party {
            return Some(Party { entity, ..party.clone() });
        }
        if item.pieces.is_empty() {
            // One that is still to be made has no id yet.
            return item.whom.as_ref().map(|_| Party { entity, ..Party::default() });
        }
        let span = item.span(document)?;
        let mention = self.mention_named_by(document, &span);
        Some(Party {
            mention: mention.map(|mention| mention.id),
            entity: entity.or_else(|| mention.and_then(|mention| mention.entity)),
            span: Some(span),
        })
    }

    /// Returns the mention that the words of `span` are, but for an article before it: *the Taliban*.
    pub(super) fn mention_named_by(&self, document: &Document, span: &Span) -> Option<&Mention> {
        let bytes = span.start()..span.end();
        let mentions = self.set.touching(document.id(), &bytes).into_iter().filter_map(|record| match record {
            Record::Mention(mention) => Some(mention),
            _ => None,
        });
        let named = |mention: &&Mention| {
            let before = document.slice(span.start()..mention.span.start().max(span.start())).trim();
            mention.span.end() == span.end()
                && mention.span.start() >= span.start()
                && before.chars().count() <= BEFORE_NAME
                && (before.is_empty()
                    || before.chars().all(char::is_alphabetic) && !before.contains(char::is_whitespace))
        };
        mentions.filter(named).min_by_key(|mention| mention.span.start())
    }

    /// Returns the attribution in whose content all parts of `inner` lie, the innermost.
    fn holder_of(&self, inner: &Attribution) -> Option<Id> {
        self.holder_but(inner, None)
    }

    /// As [`Editor::holder_of`], as if `but` were not there.
    fn holder_but(&self, inner: &Attribution, but: Option<Id>) -> Option<Id> {
        let start = inner.spans().map(Span::start).min()?;
        let end = inner.spans().map(Span::end).max()?;
        let holds =
            |outer: &&Attribution| outer.id != inner.id && holds(outer, inner) && !self.is_within(outer.id, inner.id);
        let there = |outer: &&Attribution| Some(outer.id) != but;
        let outer = self.set.touching(inner.doc, &(start..end)).into_iter().filter_map(|record| match record {
            Record::Attribution(outer) => Some(outer),
            _ => None,
        });
        let size = |outer: &&Attribution| outer.contents.iter().map(Span::covered_bytes).sum::<usize>();
        outer.filter(there).filter(holds).min_by_key(size).map(|outer| outer.id)
    }

    /// Returns the attribution in whose content all parts of the draft lie.
    pub(super) fn holder_of_draft(&self, builder: &Builder) -> Option<Id> {
        let id = builder.of.as_ref().map_or(Id::A, |of| of.id);
        self.holder_of(&self.built(builder, id).ok()?)
    }

    /// Returns whether `id` is nested in `outer`, however deep.
    fn is_within(&self, id: Id, outer: Id) -> bool {
        let mut at = Some(id);
        for _ in 0..64 {
            match at.and_then(|id| self.set.get(id)) {
                Some(Record::Attribution(one)) if one.within == Some(outer) => return true,
                Some(Record::Attribution(one)) => at = one.within,
                _ => return false,
            }
        }
        true
    }

    /// Returns the edits by which those that lie in the content of `outer` come to be nested in it, and those that do no
    /// more in what holds them now.
    fn nested_edits(&self, outer: &Attribution) -> Vec<Edit> {
        let within = outer.contents.iter().flat_map(|content| {
            self.set.touching(outer.doc, &(content.start()..content.end())).into_iter().map(Record::id)
        });
        let mut inner: Vec<Id> = within.chain(self.set.referrers(outer.id).iter().copied()).collect();
        inner.sort_unstable();
        inner.dedup();
        inner.into_iter().filter_map(|id| self.nested_edit(outer, id)).collect()
    }

    fn nested_edit(&self, outer: &Attribution, id: Id) -> Option<Edit> {
        let Record::Attribution(inner) = self.set.get(id)? else { return None };
        if inner.id == outer.id || Some(inner.id) == outer.within {
            return None;
        }
        let mut after = inner.clone();
        if holds(outer, inner) {
            let nearer = inner.within.and_then(|id| self.set.get(id)).is_some_and(|around| match around {
                Record::Attribution(around) => around.id != outer.id && holds(outer, around),
                _ => false,
            });
            after.within = if nearer { inner.within } else { Some(outer.id) };
        } else if inner.within == Some(outer.id) {
            after.within = self.holder_but(inner, Some(outer.id));
        }
        let changed = after.within != inner.within;
        changed.then(|| Edit::replace(Record::Attribution(inner.clone()), Record::Attribution(after)))
    }

    /// Returns an attribution in a few words: `Vaskel: “the dam holds”`.
    pub(in crate::editor) fn attribution_words(&self, attribution: &Attribution) -> String {
        let spoken = attribution.contents.first().or(attribution.cues.first());
        let source = attribution.sources.first().and_then(|party| party.span.as_ref());
        match (source, spoken) {
            (Some(source), Some(spoken)) => {
                let name = self.quoted(source);
                format!("{} {}", name.trim_matches(['“', '”', '"']), self.quoted(spoken))
            }
            (Some(only), None) | (None, Some(only)) => self.quoted(only),
            (None, None) => "an attribution".to_owned(),
        }
    }
}

/// Returns whether all parts of `inner` lie in the content of `outer`, and not all of its content at that.
fn holds(outer: &Attribution, inner: &Attribution) -> bool {
    let Some(first) = inner.cues.first().or(inner.contents.first()).map(Span::start) else { return false };
    // A cue of the outer one inside the inner one's parts: they overlap, and none holds the other.
    let covered = |span: &Span| {
        span.pieces().all(|piece| {
            outer.contents.iter().any(|content| {
                content.start() <= piece.start()
                    && piece.end() <= content.end()
                    && content.pieces().any(|held| held.start() <= piece.start() && piece.end() <= held.end())
            })
        })
    };
    inner.spans().all(covered) && outer.contents.iter().any(|content| content.contains(first))
}

/// Returns where `attribution` is to be seen: its cue, otherwise what there is of it.
pub(in crate::editor) fn shown_at(attribution: &Attribution) -> Option<std::ops::Range<usize>> {
    let span = attribution.cues.first().or(attribution.contents.first()).or_else(|| attribution.spans().next())?;
    Some(span.start()..span.end())
}
