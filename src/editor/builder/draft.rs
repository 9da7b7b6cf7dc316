//! The draft of an attribution: each part as items of pieces in bytes, before it becomes a record.

use std::ops::Range;

use crate::annotation::{Attribution, Id, Party};
use crate::editor::command::Command;
use crate::text::{Document, Fragment, Span};

/// A part of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who speaks.
    Source,
    /// The words that attribute.
    Cue,
    /// What is said.
    Content,
    /// Who is spoken to.
    Addressee,
    /// Where, when and how.
    Supplement,
}

impl Part {
    /// All parts, in the order of the sheet.
    pub const ALL: [Part; 5] = [Part::Source, Part::Cue, Part::Content, Part::Addressee, Part::Supplement];

    /// Returns its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Part::Source => "source",
            Part::Cue => "cue",
            Part::Content => "content",
            Part::Addressee => "to whom",
            Part::Supplement => "besides",
        }
    }

    /// Returns the command that takes the part in hand.
    #[must_use]
    pub fn command(self) -> Command {
        match self {
            Part::Source => Command::PartSource,
            Part::Cue => Command::PartCue,
            Part::Content => Command::PartContent,
            Part::Addressee => Command::PartAddressee,
            Part::Supplement => Command::PartSupplement,
        }
    }

    /// Returns the place of the part in a list of all.
    #[must_use]
    pub fn index(self) -> usize {
        Part::ALL.iter().position(|part| *part == self).unwrap_or(0)
    }
}

/// One source, one content: its pieces in the order of the text. Without a piece it is an entity that no words name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The pieces, in bytes.
    pub pieces: Vec<Range<usize>>,
    /// What it was in the record that is being changed, where its words have not changed since.
    pub party: Option<Party>,
    /// What it is, where that is not said by its words alone.
    pub whom: Option<Whom>,
}

/// What a source or an addressee is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// This entity, as the record that is being changed has it; whether that comes from the mention in its words.
    Before(Id, bool),
    /// This entity, by a person's word.
    Entity(Id),
    /// An entity that is to be made with this name and this label, where there is one, once the attribution is taken.
    New(String, Option<String>),
}

impl Whom {
    /// Returns the entity, if there is one yet.
    pub fn entity(&self) -> Option<Id> {
        match self {
            Whom::Before(id, _) | Whom::Entity(id) => Some(*id),
            Whom::New(..) => None,
        }
    }
}

impl Item {
    /// Returns the item of `pieces`.
    pub fn of(pieces: Vec<Range<usize>>) -> Self {
        Item { pieces, party: None, whom: None }
    }

    /// Puts `range` in the place of piece number `at`, or beside the others. What the record said of its words before is
    /// not said of these; a person's own word stays.
    pub fn put(&mut self, at: usize, range: Range<usize>) {
        let other = self.pieces.iter().all(|piece| piece.end <= range.start || range.end <= piece.start);
        if matches!(self.whom, Some(Whom::Before(_, of_mention)) if of_mention || other && !self.pieces.is_empty()) {
            self.whom = None;
        }
        self.party = None;
        match self.pieces.get_mut(at) {
            Some(known) => *known = range,
            None => self.pieces.push(range),
        }
    }

    /// Returns its span in `document`, none if it has no piece or its pieces overlap.
    pub fn span(&self, document: &Document) -> Option<Span> {
        let fragments: Vec<_> = self.pieces.iter().filter_map(|piece| document.fragment(piece.clone()).ok()).collect();
        Span::from_pieces(document.id(), &fragments).ok()
    }
}

/// All parts, each with its items.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    parts: [Vec<Item>; 5],
}

impl Draft {
    /// Returns the draft that `attribution` is.
    pub fn of(attribution: &Attribution) -> Self {
        let span = |span: &Span| Item::of(span.pieces().map(Fragment::bytes).collect());
        let party = |party: &Party| Item {
            pieces: party.span.iter().flat_map(Span::pieces).map(Fragment::bytes).collect(),
            party: Some(party.clone()),
            whom: party.entity.map(|entity| Whom::Before(entity, party.mention.is_some())),
        };
        Draft {
            parts: [
                attribution.sources.iter().map(party).collect(),
                attribution.cues.iter().map(span).collect(),
                attribution.contents.iter().map(span).collect(),
                attribution.addressees.iter().map(party).collect(),
                attribution.supplements.iter().map(span).collect(),
            ],
        }
    }

    /// Returns the items of `part`.
    pub fn items(&self, part: Part) -> &[Item] {
        &self.parts[part.index()]
    }

    /// Returns the items of `part`, to be changed.
    pub fn items_mut(&mut self, part: Part) -> &mut Vec<Item> {
        &mut self.parts[part.index()]
    }

    /// Puts one item of `pieces` in the place of all of `part`; none if there is no piece.
    pub fn set(&mut self, part: Part, pieces: Vec<Range<usize>>) {
        let item = Item::of(pieces);
        self.parts[part.index()] = if item.pieces.is_empty() { Vec::new() } else { vec![item] };
    }

    /// Returns whether no part has anything.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Vec::is_empty)
    }

    /// Returns all pieces of all parts.
    pub fn pieces(&self) -> impl Iterator<Item = (Part, &Range<usize>)> {
        Part::ALL
            .into_iter()
            .flat_map(|part| self.items(part).iter().flat_map(|item| &item.pieces).map(move |piece| (part, piece)))
    }
}
