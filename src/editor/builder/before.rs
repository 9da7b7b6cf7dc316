//! Who spoke last before a place: a quotation that runs on has the same source.

use super::{Builder, Draft, Part};
use crate::annotation::{Attribution, AttributionState, Record, Set};
use crate::editor::Editor;
use crate::text::{DocId, Span};

/// So many stretches of text are gone back through for who spoke last.
const STRETCHES: usize = 64;

impl Editor {
    /// Opens the builder on what the selected sentence or quotation says, by whoever spoke last before it.
    pub(in crate::editor) fn same_source(&mut self) {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing can be changed"));
            return;
        }
        let (doc, selection) = (self.focus, self.selection());
        let Some(before) = self.attribution_before(doc, selection.start).cloned() else {
            self.tell("nobody speaks before this: a makes an attribution");
            return;
        };
        let document = self.document(doc);
        let quotation = document.quotation_at(selection.start);
        let words = selection.end > document.word_at(selection.start).map_or(selection.end, |word| word.end);
        let content = quotation.filter(|_| !words).or_else(|| (!words).then(|| document.sentence_at(selection.start)));
        let content = content.unwrap_or_else(|| selection.clone());
        let mut draft = Draft::default();
        draft.set(Part::Content, vec![content]);
        let mut by_hand = [false; 5];
        by_hand[Part::Content.index()] = true;
        let origin = (doc, selection);
        self.builder = Some(Box::new(Builder {
            doc,
            of: None,
            draft,
            part: Part::Content,
            at: (0, 0),
            guess: None,
            chosen: None,
            attributes: before.attributes.clone(),
            state: AttributionState::Done,
            continues: Some(before.id),
            within: None,
            set_by_hand: by_hand,
            last: origin.clone(),
            origin,
            mode_chosen: false,
        }));
        self.light(Part::Content);
        self.compute_mode();
    }

    /// Makes who spoke last before this the one who speaks here too.
    pub(super) fn take_source_before(&mut self) {
        let Some(builder) = &self.builder else { return };
        let start = builder.draft.pieces().map(|(_, piece)| piece.start).min().unwrap_or(builder.last.1.start);
        let (doc, own) = (builder.doc, builder.of.as_ref().map(|of| of.id));
        let before =
            self.attribution_before(doc, start).filter(|before| Some(before.id) != own).map(|before| before.id);
        let Some(id) = before else {
            self.tell("nobody speaks before this");
            return;
        };
        if let Some(builder) = &mut self.builder {
            builder.continues = if builder.continues == Some(id) { None } else { Some(id) };
            if builder.continues.is_some() {
                builder.draft.set(Part::Source, Vec::new());
                builder.set_by_hand[Part::Source.index()] = true;
            }
        }
    }

    /// Returns the last attribution that begins before `byte` of `doc` and has a source, its own or that of what it goes on
    /// with; none where so many stretches of text with annotations hold none: nobody would mean who spoke there.
    fn attribution_before(&self, doc: DocId, byte: usize) -> Option<&Attribution> {
        let start = |one: &Attribution| one.spans().map(Span::start).min();
        let mut last: Option<&Attribution> = None;
        let mut stretch = Set::stretch_of(byte);
        for _ in 0..STRETCHES {
            let found = self.set.touching(doc, &stretch).into_iter().filter_map(|record| match record {
                Record::Attribution(one) if !one.sources.is_empty() || one.continues.is_some() => Some(one),
                _ => None,
            });
            last = found.filter(|one| start(one) < Some(byte)).chain(last).max_by_key(|one| start(one));
            // One that began before this stretch and reaches into it says nothing of others that began after it and
            // ended before the stretch.
            if last.is_some_and(|last| start(last) >= Some(stretch.start)) {
                return last;
            }
            let Some(before) = self.set.next_stretch(doc, stretch.start, true, self.document(doc).len()) else { break };
            stretch = before;
        }
        last
    }
}
