//! What the screen offers, for whoever drives the editor by keys alone: the stop, the label of `Enter`, the builder's parts.

use std::ops::Range;

use super::Editor;
use super::builder::Part;
use super::stepping::{Choice, Stop, What};
use crate::annotation::Id;
use crate::text::DocId;

/// What is offered at the selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The stop that the last step led to, as it was when the selection arrived there.
    pub stop: Stop,
    /// What is selected now, in bytes: the stop, or what its edges were moved to; in the builder the part in hand.
    pub selection: Range<usize>,
    /// The label that `Enter` gives, if any.
    pub label: Option<String>,
    /// The tag that commands on the tag just made act on.
    pub made: Option<Id>,
}

/// What the builder shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    /// The article.
    pub doc: DocId,
    /// The attribution that is being changed, none for a new one.
    pub of: Option<Id>,
    /// The part in hand.
    pub part: Part,
    /// Which item of the part, and which piece of that, is in hand.
    pub at: (usize, usize),
    /// Each part with its items, each item as its pieces in bytes.
    pub parts: Vec<(Part, Vec<Vec<Range<usize>>>)>,
    /// The numbered guesses for the part in hand, each as its pieces; no piece is nothing.
    pub guesses: Vec<Vec<Range<usize>>>,
    /// The attribution whose quotation this one goes on with.
    pub continues: Option<Id>,
}

impl Building {
    /// Returns the items of `part`, each as its pieces in bytes.
    #[must_use]
    pub fn items(&self, part: Part) -> &[Vec<Range<usize>>] {
        let items = self.parts.iter().find(|(known, _)| *known == part);
        items.map(|(_, items)| items.as_slice()).unwrap_or_default()
    }
}

impl Editor {
    /// Returns what is offered at the selection; none where no step has led here.
    #[must_use]
    pub fn offer(&self) -> Option<Offer> {
        let arrival = self.arrival()?;
        let label = match &arrival.stop.what {
            What::Mention { label, .. } if arrival.selection == arrival.stop.bytes => label.clone(),
            _ => None,
        };
        let (stop, made) = (arrival.stop.clone(), self.just_made().map(|mention| mention.id));
        Some(Offer { stop, selection: self.selection(), label, made })
    }

    /// Returns what steps stop at.
    #[must_use]
    pub fn stops_at(&self) -> Choice {
        self.stops_chosen()
    }

    /// Returns the builder as it stands, if it is open.
    #[must_use]
    pub fn building(&self) -> Option<Building> {
        let builder = self.builder.as_ref()?;
        let items = |part: Part| builder.draft.items(part).iter().map(|item| item.pieces.clone()).collect();
        Some(Building {
            doc: builder.doc,
            of: builder.of.as_ref().map(|of| of.id),
            part: builder.part,
            at: builder.at,
            parts: Part::ALL.into_iter().map(|part| (part, items(part))).collect(),
            guesses: builder.alternatives(),
            continues: builder.continues,
        })
    }

    /// Returns the likely places that share a byte with `bytes` of `doc`, decided ones too, in the order of reading.
    #[must_use]
    pub fn likely(&self, doc: DocId, bytes: &Range<usize>) -> Vec<Stop> {
        self.stops_near(doc, bytes)
    }
}
