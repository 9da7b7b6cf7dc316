//! Attribution: who said what. Source, cue and content, each of none, one or several spans.
//!
//! The parts are those of PARC 3.0 (Pareti 2012, 2016): source, cue, content and supplement; an addressee is
//! kept apart here. Any part may be missing, but at least one must be there.

use std::collections::BTreeMap;

use super::id::Id;
use super::provenance::Provenance;
use crate::text::{DocId, Span};

/// A party to an attribution: a stretch of text, a mention, an entity, or several of these for the same one.
///
/// `They` in the text may be an entity that no mention there names. At least one of the three is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// The words that stand for the party.
    pub span: Option<Span>,
    /// The mention that names it.
    pub mention: Option<Id>,
    /// The entity that it is.
    pub entity: Option<Id>,
}

/// How far the work on an attribution has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttributionState {
    /// Begun, not finished.
    Draft,
    /// Finished.
    #[default]
    Done,
    /// Annotators disagree about it.
    Disputed,
}

impl AttributionState {
    /// Returns the word for it, in lower case, as files write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AttributionState::Draft => "draft",
            AttributionState::Done => "done",
            AttributionState::Disputed => "disputed",
        }
    }
}

/// Who said what in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Its id.
    pub id: Id,
    /// The document all its spans lie in.
    pub doc: DocId,
    /// Who speaks.
    pub sources: Vec<Party>,
    /// Who is spoken to.
    pub addressees: Vec<Party>,
    /// The words that attribute: `said`, `according to`.
    pub cues: Vec<Span>,
    /// What is said.
    pub contents: Vec<Span>,
    /// Circumstances that belong to it without being a part: `in a statement`.
    pub supplements: Vec<Span>,
    /// The attribution in whose content this one is nested.
    pub within: Option<Id>,
    /// The attribution whose quotation this one goes on with.
    pub continues: Option<Id>,
    /// Attributes by name, as the schema defines them.
    pub attributes: BTreeMap<String, String>,
    /// Free text.
    pub note: String,
    /// Outside links that bear on whether it is true.
    pub evidence: Vec<String>,
    /// How far the work on it has come.
    pub state: AttributionState,
    /// Whether the annotator is unsure.
    pub doubt: bool,
    /// Who, when, how.
    pub provenance: Provenance,
}

impl Attribution {
    /// Returns an attribution in `doc` with no part filled yet.
    #[must_use]
    pub fn empty(id: Id, doc: DocId, provenance: Provenance) -> Self {
        Attribution {
            id,
            doc,
            sources: Vec::new(),
            addressees: Vec::new(),
            cues: Vec::new(),
            contents: Vec::new(),
            supplements: Vec::new(),
            within: None,
            continues: None,
            attributes: BTreeMap::new(),
            note: String::new(),
            evidence: Vec::new(),
            state: AttributionState::default(),
            doubt: false,
            provenance,
        }
    }

    /// Returns all spans of all parts, in the order source, addressee, cue, content, supplement.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        let parties = self.sources.iter().chain(&self.addressees).filter_map(|party| party.span.as_ref());
        parties.chain(&self.cues).chain(&self.contents).chain(&self.supplements)
    }

    /// Returns the ids of the records that this one refers to.
    pub fn references(&self) -> impl Iterator<Item = Id> + '_ {
        let parties = self.sources.iter().chain(&self.addressees);
        parties.flat_map(|party| party.mention.into_iter().chain(party.entity)).chain(self.within).chain(self.continues)
    }

    /// Returns whether no part is filled, which a set refuses.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
            && self.addressees.is_empty()
            && self.cues.is_empty()
            && self.contents.is_empty()
            && self.supplements.is_empty()
    }
}
