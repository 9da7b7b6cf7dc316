//! The builder: one attribution being made or changed, its parts lit in the text, one of them in hand.
//!
//! The part in hand is the selection: whatever moves or widens a selection moves and widens the part. Nothing is
//! in the set before it is accepted, and then as one transaction.

mod attributes;
mod before;
mod draft;
mod finish;
mod party;
mod step;

use std::ops::Range;

pub use draft::Part;
pub(super) use draft::{Draft, Item, Whom};
pub(super) use finish::shown_at;

use super::Editor;
use super::command::{Command, Group};
use crate::annotation::{Attribution, AttributionState, Id, Record};
use crate::suggest::{Guess, Learner, Passage, guess_with};
use crate::text::{DocId, Document, Span};

/// The builder as it stands.
#[derive(Debug, Clone)]
pub(super) struct Builder {
    /// The article that all parts lie in.
    pub doc: DocId,
    /// The attribution that is being changed; none for a new one.
    pub of: Option<Box<Attribution>>,
    /// What the parts are now.
    pub draft: Draft,
    /// The part in hand.
    pub part: Part,
    /// Which item of it, and which piece of that, is the selection.
    pub at: (usize, usize),
    /// What is guessed around the cue.
    pub guess: Option<Guess>,
    /// Which alternative the part in hand is, if it is one.
    pub chosen: Option<usize>,
    /// The attributes by name.
    pub attributes: std::collections::BTreeMap<String, String>,
    /// How far the work has come.
    pub state: AttributionState,
    /// The attribution whose quotation this one goes on with.
    pub continues: Option<Id>,
    /// The attribution in whose content all parts lie, after the last key.
    pub within: Option<Id>,
    /// Which parts a person has set: these are not guessed again.
    set_by_hand: [bool; 5],
    /// The selection as the builder left it; another one means that the part in hand was moved.
    last: (DocId, Range<usize>),
    /// Where the selection was when the builder opened.
    origin: (DocId, Range<usize>),
    /// Whether `mode` was chosen and not computed.
    mode_chosen: bool,
}

impl Editor {
    /// Opens the builder on the attribution whose cue is selected, or on a new one around the selection.
    pub(super) fn open_builder(&mut self) {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing can be changed"));
            return;
        }
        if self.selection().is_empty() {
            self.tell("there is no word to begin with");
            return;
        }
        self.learn_past();
        match self.attribution_here().cloned() {
            Some(attribution) => self.change_attribution(attribution),
            None => self.new_attribution(),
        }
    }

    /// Returns the attribution that the selection lies in: by its cue first, otherwise by its source.
    pub(super) fn attribution_here(&self) -> Option<&Attribution> {
        let selection = self.selection();
        let touching = self.set.touching(self.focus, &selection);
        let attributions = || {
            touching.iter().filter_map(|record| match record {
                Record::Attribution(attribution) => Some(attribution),
                _ => None,
            })
        };
        let by_cue = attributions().find(|one| one.cues.iter().any(|cue| cue.touches(&selection)));
        let exact = |span: &Span| span.start() == selection.start && span.end() == selection.end;
        let by_part = || attributions().find(|one| one.spans().any(exact));
        by_cue.or_else(by_part).or_else(|| {
            attributions().find(|one| {
                one.cues.is_empty() && one.contents.iter().any(|content| content.start() == selection.start)
            })
        })
    }

    fn change_attribution(&mut self, attribution: Attribution) {
        let draft = Draft::of(&attribution);
        let cue = draft.items(Part::Cue).first().and_then(|item| item.pieces.first()).cloned();
        let guess = cue.and_then(|cue| guess_around(self.document(self.focus), cue, None, self.learner()));
        let part = Part::ALL.into_iter().find(|part| !draft.items(*part).is_empty()).unwrap_or(Part::Source);
        let origin = (self.focus, self.selection());
        self.builder = Some(Box::new(Builder {
            doc: attribution.doc,
            draft,
            part,
            at: (0, 0),
            guess,
            chosen: None,
            attributes: attribution.attributes.clone(),
            state: attribution.state,
            continues: attribution.continues,
            within: attribution.within,
            set_by_hand: [true; 5],
            last: origin.clone(),
            origin,
            mode_chosen: true,
            of: Some(Box::new(attribution)),
        }));
        self.light(part);
    }

    fn new_attribution(&mut self) {
        let (doc, selection) = (self.focus, self.selection());
        let document = self.document(doc);
        let quotation = document.quotation_at(selection.start).filter(|quotation| *quotation == selection);
        let mut draft = Draft::default();
        let mut by_hand = [false; 5];
        let guess =
            if quotation.is_some() { None } else { guess_around(document, selection.clone(), None, self.learner()) };
        if let Some(guess) = &guess {
            fill(&mut draft, guess, by_hand);
        } else {
            // A quotation that somebody says without a word that says so.
            draft.set(Part::Content, vec![selection.clone()]);
            by_hand[Part::Content.index()] = true;
        }
        let part = guess.as_ref().map_or(Part::Source, least_sure);
        let origin = (doc, selection);
        self.builder = Some(Box::new(Builder {
            doc,
            of: None,
            draft,
            part,
            at: (0, 0),
            guess,
            chosen: Some(0),
            attributes: std::collections::BTreeMap::new(),
            state: AttributionState::Done,
            continues: None,
            within: None,
            set_by_hand: by_hand,
            last: origin.clone(),
            origin,
            mode_chosen: false,
        }));
        self.light(part);
        self.compute_mode();
    }

    /// Takes `part` in hand: its first piece becomes the selection.
    pub(super) fn light(&mut self, part: Part) {
        let Some(builder) = &mut self.builder else { return };
        builder.part = part;
        builder.at = (0, 0);
        builder.chosen = builder.alternative();
        self.show_lit();
    }

    /// Selects the piece in hand; the selection stays where the part has none.
    fn show_lit(&mut self) {
        let Some(builder) = &self.builder else { return };
        let (item, piece) = builder.at;
        let range = builder.draft.items(builder.part).get(item).and_then(|item| item.pieces.get(piece)).cloned();
        let doc = builder.doc;
        let range = range.unwrap_or_else(|| builder.nearest_piece());
        if self.focus != doc {
            self.show_place(doc, range);
        } else if self.selection() != range {
            self.reselect(range);
        }
        self.extending = None;
        self.widened.clear();
        let now = (self.focus, self.selection());
        if let Some(builder) = &mut self.builder {
            builder.last = now;
        }
    }

    /// Takes what was selected since the last key into the part in hand, and looks for what it is nested in.
    pub(super) fn follow_builder(&mut self) {
        self.take_selection();
        let within = self.builder.as_ref().and_then(|builder| self.holder_of_draft(builder));
        if let Some(builder) = &mut self.builder {
            builder.within = within;
        }
    }

    fn take_selection(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        let now = (self.focus, self.panes[self.focus.index()].selection.clone());
        if now == builder.last || now.1.is_empty() {
            return;
        }
        if now.0 != builder.doc {
            self.tell("all parts of an attribution lie in one article");
            self.show_lit();
            return;
        }
        builder.last = now.clone();
        builder.put(now.1);
        self.guess_again();
    }

    /// Guesses what depends on the part that was just set: the content on its source, both on the cue.
    fn guess_again(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        builder.set_by_hand[builder.part.index()] = true;
        builder.chosen = builder.alternative();
        if matches!(builder.part, Part::Source | Part::Cue) {
            let documents = &self.documents;
            let document = &documents[builder.doc.index()];
            let piece = |part| builder.draft.items(part).first().and_then(|item| item.pieces.first()).cloned();
            if let Some(cue) = piece(Part::Cue) {
                let source = builder.set_by_hand[Part::Source.index()].then(|| piece(Part::Source));
                let learner = self.settings.learn.then_some(&*self.learning.learner);
                builder.guess = guess_around(document, cue, source.as_ref(), learner);
                if let Some(guess) = builder.guess.clone() {
                    fill(&mut builder.draft, &guess, builder.set_by_hand);
                }
            }
        }
        self.compute_mode();
    }

    /// Runs a command about attributions.
    pub(super) fn attribute_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::Attribute => self.open_builder(),
            C::SameSource => self.same_source(),
            C::NextAttribution => self.step_attribution(false),
            C::PreviousAttribution => self.step_attribution(true),
            C::Accept => self.accept(),
            C::PartSource => self.next_of(Part::Source),
            C::PartCue => self.next_of(Part::Cue),
            C::PartContent => self.next_of(Part::Content),
            C::PartAddressee => self.next_of(Part::Addressee),
            C::PartSupplement => self.next_of(Part::Supplement),
            C::Guess1 => self.take_guess(0),
            C::Guess2 => self.take_guess(1),
            C::Guess3 => self.take_guess(2),
            C::Guess4 => self.take_guess(3),
            C::NextGuess => self.step_guess(false),
            C::PreviousGuess => self.step_guess(true),
            C::PartPiece => self.add_part_piece(),
            C::PartAnother => self.add_part_item(),
            C::PartClear => self.clear_part(),
            C::PartEntity => self.choose_party(),
            C::PartState => self.change_state(),
            C::Reject => self.reject_attribution(),
            C::SameSourceHere => self.take_source_before(),
            _ => {}
        }
    }

    /// Takes `part` in hand; its next piece, if it is that already.
    fn next_of(&mut self, part: Part) {
        let Some(builder) = &mut self.builder else { return };
        if builder.part != part {
            self.light(part);
            return;
        }
        let (item, piece) = builder.at;
        let items = builder.draft.items(part);
        let more = items.get(item).is_some_and(|item| piece + 1 < item.pieces.len());
        builder.at = if more {
            (item, piece + 1)
        } else if item + 1 < items.len() {
            (item + 1, 0)
        } else {
            (0, 0)
        };
        self.show_lit();
    }

    /// Makes the part in hand alternative number `at`.
    fn take_guess(&mut self, at: usize) {
        let Some(builder) = &mut self.builder else { return };
        let Some(pieces) = builder.alternatives().get(at).cloned() else {
            let words = format!("there are {} guesses for the {}", builder.alternatives().len(), builder.part.word());
            self.tell(&words);
            return;
        };
        let part = builder.part;
        // What a person has said of the one source stays true of its other words.
        let said = match builder.draft.items(part) {
            [one] => one.whom.clone().filter(|whom| !matches!(whom, Whom::Before(..))),
            _ => None,
        };
        builder.draft.set(part, pieces);
        if let Some(item) = builder.draft.items_mut(part).first_mut() {
            item.whom = said;
        }
        builder.at = (0, 0);
        self.guess_again();
        self.show_lit();
    }

    fn step_guess(&mut self, back: bool) {
        let Some(builder) = &self.builder else { return };
        let count = builder.alternatives().len();
        if count == 0 {
            self.tell("there is no other guess");
            return;
        }
        let next = match builder.chosen {
            Some(at) if back => (at + count - 1) % count,
            Some(at) => (at + 1) % count,
            None => 0,
        };
        self.take_guess(next);
    }

    /// Adds a piece to the item in hand: the one that a guess puts beside it, or the next clause.
    fn add_part_piece(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        let (item, part) = (builder.at.0, builder.part);
        let known: Vec<Range<usize>> =
            builder.draft.items(part).get(item).map(|item| item.pieces.clone()).unwrap_or_default();
        let apart =
            |piece: &Range<usize>| known.iter().all(|known| known.end <= piece.start || piece.end <= known.start);
        let guessed = builder.alternatives().into_iter().flatten().find(|piece| apart(piece));
        let document = &self.documents[builder.doc.index()];
        let end = known.iter().map(|piece| piece.end).max().unwrap_or(builder.last.1.end);
        let next = guessed.or_else(|| {
            let word = document.next_word(end)?;
            Some(document.clause_at(word.start)).filter(apart).or(Some(word))
        });
        let Some(next) = next else {
            self.tell("there is no text left for another piece");
            return;
        };
        let items = builder.draft.items_mut(part);
        if items.is_empty() {
            items.push(Item::default());
        }
        let Some(item) = items.get_mut(item) else { return };
        item.pieces.push(next.clone());
        item.pieces.sort_by_key(|piece| piece.start);
        item.party = None;
        builder.at.1 = item.pieces.iter().position(|piece| *piece == next).unwrap_or(0);
        builder.set_by_hand[part.index()] = true;
        builder.chosen = builder.alternative();
        self.show_lit();
        self.compute_mode();
    }

    /// Begins another item of the part in hand beside the one there is: a second source, a second content.
    fn add_part_item(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        let part = builder.part;
        let end = builder.draft.items(part).iter().flat_map(|item| &item.pieces).map(|piece| piece.end).max();
        let document = &self.documents[builder.doc.index()];
        let taken = |at: usize| builder.draft.pieces().any(|(_, piece)| piece.contains(&at));
        let mut word = document.next_word(end.unwrap_or(builder.last.1.end));
        while let Some(found) = word.clone().filter(|found| taken(found.start)) {
            word = document.next_word(found.end);
        }
        let Some(word) = word else {
            self.tell("there is no text left");
            return;
        };
        let items = builder.draft.items_mut(part);
        items.push(Item::of(vec![document.phrase_at(word.start)]));
        builder.at = (items.len() - 1, 0);
        builder.set_by_hand[part.index()] = true;
        builder.chosen = None;
        self.show_lit();
        self.compute_mode();
    }

    /// Takes the piece in hand away; the part is missing when it was the only one.
    fn clear_part(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        let (part, (item, piece)) = (builder.part, builder.at);
        let items = builder.draft.items_mut(part);
        if let Some(found) = items.get_mut(item) {
            if piece < found.pieces.len() {
                found.pieces.remove(piece);
            }
            found.party = None;
            if found.pieces.is_empty() {
                items.remove(item);
            }
        }
        builder.at = (0, 0);
        builder.set_by_hand[part.index()] = true;
        builder.chosen = builder.alternative();
        self.guess_again();
        self.show_lit();
    }

    fn change_state(&mut self) {
        if let Some(builder) = &mut self.builder {
            builder.state = match builder.state {
                AttributionState::Done => AttributionState::Draft,
                AttributionState::Draft => AttributionState::Disputed,
                AttributionState::Disputed => AttributionState::Done,
            };
        }
    }

    /// Leaves the builder as if it had never been opened.
    pub(super) fn leave_builder(&mut self) {
        if let Some(builder) = self.builder.take() {
            self.show_place(builder.origin.0, builder.origin.1);
            self.tell("nothing was changed");
        }
    }
}

impl Builder {
    /// Returns the byte at which the piece in hand begins.
    pub fn last_start(&self) -> usize {
        self.last.1.start
    }

    /// Puts `range` in the place of the piece in hand.
    fn put(&mut self, range: Range<usize>) {
        let (part, (item, piece)) = (self.part, self.at);
        let items = self.draft.items_mut(part);
        if items.get(item).is_none() {
            items.push(Item::of(vec![range]));
            self.at = (items.len() - 1, 0);
            return;
        }
        let Some(found) = items.get_mut(item) else { return };
        found.put(piece, range);
        self.at.1 = piece.min(found.pieces.len() - 1);
    }

    /// Returns the guesses for the part in hand, each as its pieces; no piece is nothing.
    pub fn alternatives(&self) -> Vec<Vec<Range<usize>>> {
        let Some(guess) = &self.guess else { return Vec::new() };
        match self.part {
            Part::Source => guess.sources.iter().map(|one| one.value.iter().cloned().collect()).collect(),
            Part::Content => guess.contents.iter().map(|one| one.value.clone()).collect(),
            Part::Cue => guess.cues.iter().map(|one| vec![one.value.clone()]).collect(),
            Part::Addressee => guess.addressee.iter().map(|one| vec![one.clone()]).collect(),
            Part::Supplement => Vec::new(),
        }
    }

    /// Returns which of them the part in hand is.
    fn alternative(&self) -> Option<usize> {
        let items = self.draft.items(self.part);
        let pieces: &[Range<usize>] = match items {
            [] => &[],
            [item] => &item.pieces,
            _ => return None,
        };
        self.alternatives().iter().position(|one| one == pieces)
    }

    /// Returns a piece to show where the part in hand has none: the cue, otherwise the first there is.
    fn nearest_piece(&self) -> Range<usize> {
        let cue = self.draft.items(Part::Cue).first().and_then(|item| item.pieces.first());
        cue.or_else(|| self.draft.pieces().map(|(_, piece)| piece).next()).unwrap_or(&self.last.1).clone()
    }
}

/// Returns whether `command` of the desk moves or widens the part in hand, so that the builder lets it through.
pub(super) fn lets_through(command: Command) -> bool {
    let group = command.entry().map(|entry| entry.group);
    matches!(group, Some(Group::Move | Group::Select | Group::Find | Group::View))
        && !matches!(
            command,
            Command::OtherPane
                | Command::NextTag
                | Command::PreviousTag
                | Command::SelectTag
                | Command::SelectIdentical
        )
        // `n` takes the content in hand here, so there is no going from hit to hit.
        && !matches!(command, Command::NextHit | Command::PreviousHit)
        || matches!(command, Command::HelpHere | Command::NextStop | Command::PreviousStop | Command::Undo)
}

/// Returns the guess around `cue`; with `source`, the content for that.
fn guess_around(
    document: &Document,
    cue: Range<usize>,
    source: Option<&Option<Range<usize>>>,
    learner: Option<&Learner>,
) -> Option<Guess> {
    guess_with(&Passage::around(document, cue.start), cue, source, learner)
}

/// Fills the parts that no person has set with the best guesses.
fn fill(draft: &mut Draft, guess: &Guess, by_hand: [bool; 5]) {
    let free = |part: Part| !by_hand[part.index()];
    if free(Part::Cue) {
        draft.set(Part::Cue, vec![guess.cue.clone()]);
    }
    if free(Part::Source) {
        draft.set(Part::Source, guess.sources.first().and_then(|one| one.value.clone()).into_iter().collect());
    }
    if free(Part::Content) {
        draft.set(Part::Content, guess.contents.first().map(|one| one.value.clone()).unwrap_or_default());
    }
    if free(Part::Addressee) {
        draft.set(Part::Addressee, guess.addressee.iter().cloned().collect());
    }
}

/// Returns the part that a guess is least sure of: where the second best comes nearest to the best.
fn least_sure(guess: &Guess) -> Part {
    let lead = |scores: Vec<f32>| match scores.as_slice() {
        [first, second, ..] => first - second,
        _ => f32::MAX,
    };
    let source = lead(guess.sources.iter().map(|one| one.score).collect());
    let content = lead(guess.contents.iter().map(|one| one.score).collect());
    if source < content { Part::Source } else { Part::Content }
}
