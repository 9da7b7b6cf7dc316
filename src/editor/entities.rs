//! The list of entities: what both articles name, what is joined by name alone, and what can be done about it.
//!
//! The rows are made when the list opens and after each change while it is open; a key reads no more of the set.

mod acts;
mod fields;
mod steps;

use super::Editor;
use super::aspect::Aspect;
use super::command::Command;
use super::list::List;
use super::panel::Overlay;
use super::text_field::TextField;
use crate::annotation::entities::{Joined, joined};
use crate::annotation::{Names, Who};
use crate::text::DocId;

/// The columns that the list takes beside the articles, its edge left out.
pub(super) const DOCK: u16 = 46;

/// The columns that the articles keep beside the list.
const BESIDE: u16 = 96;

/// In which order the entities stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    /// Those to confirm first, then by the number of mentions.
    #[default]
    OpenFirst,
    /// By the number of mentions.
    Mentions,
    /// By name.
    Name,
}

impl Sort {
    fn next(self) -> Self {
        match self {
            Sort::OpenFirst => Sort::Mentions,
            Sort::Mentions => Sort::Name,
            Sort::Name => Sort::OpenFirst,
        }
    }

    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            Sort::OpenFirst => "to confirm first",
            Sort::Mentions => "by mentions",
            Sort::Name => "by name",
        }
    }
}

/// The list of entities as it stands.
#[derive(Debug, Clone)]
pub(super) struct Entities {
    /// All of them, in the order of `sort`.
    pub rows: Vec<Joined>,
    /// Which of them are shown, and which is chosen.
    pub list: List,
    /// What is typed to narrow the list.
    pub filter: TextField,
    /// Whether keys go to the filter.
    pub typing: bool,
    /// Their order.
    pub sort: Sort,
    /// How many are mentioned in both articles.
    pub in_both: usize,
    /// How many wait for a person's word.
    pub open: usize,
    /// Whether the set has changed since the rows were made.
    pub stale: bool,
}

impl Entities {
    /// Returns the chosen row.
    pub fn chosen(&self) -> Option<&Joined> {
        self.list.chosen().and_then(|at| self.rows.get(at))
    }

    /// Puts `rows` in the place of those before, in the order of the sort.
    fn take(&mut self, mut rows: Vec<Joined>) {
        let total = |row: &Joined| std::cmp::Reverse(row.counts[0] + row.counts[1]);
        // They come by label and name, which stays the order among equals.
        match self.sort {
            Sort::OpenFirst => rows.sort_by_key(|row| (!row.is_open(), total(row))),
            Sort::Mentions => rows.sort_by_key(total),
            Sort::Name => rows.sort_by_cached_key(|row| row.name.to_lowercase()),
        }
        self.in_both = rows.iter().filter(|row| row.counts[0] > 0 && row.counts[1] > 0).count();
        self.open = rows.iter().filter(|row| row.is_open()).count();
        let words = |row: &Joined| {
            let names: Vec<&str> = row.names.iter().map(|seen| seen.name.as_str()).collect();
            format!("{} {} {}", row.name, row.label, names.join(" "))
        };
        self.list.give_words(rows.iter().map(words).collect());
        self.list.filter_again();
        self.rows = rows;
        self.stale = false;
    }
}

impl Editor {
    /// Opens the list of entities, on the one that the tag in hand names.
    pub(super) fn open_entities(&mut self) {
        self.need_names();
        let here = self.in_hand().and_then(|mention| self.who(mention));
        let mut entities = Entities {
            rows: Vec::new(),
            list: List::new(Vec::new()),
            filter: TextField::new(""),
            typing: false,
            sort: Sort::default(),
            in_both: 0,
            open: 0,
            stale: false,
        };
        entities.take(self.joined_now());
        if entities.rows.is_empty() {
            return self.tell("no entity yet: a label key tags what the selected words name");
        }
        if let Some(at) = here.and_then(|who| entities.rows.iter().position(|row| row.who() == who)) {
            entities.list.choose(at);
        }
        self.entities = Some(Box::new(entities));
        self.overlay = Some(Overlay::Entities);
        self.fit();
    }

    fn joined_now(&self) -> Vec<Joined> {
        let sides = [self.document(DocId::A), self.document(DocId::B)];
        let mut rows = self.names.as_ref().map(|names| joined(&self.set, sides, names)).unwrap_or_default();
        // Two equal dates are not yet one thing that somebody would want to confirm.
        rows.retain(|row| row.entity.is_some() || self.schema.may_be_entity(&row.label));
        rows
    }

    /// Makes the index of names if nothing has asked for it yet.
    pub(super) fn need_names(&mut self) {
        if self.names.is_none() {
            self.names = Some(Names::of(&self.set, [self.document(DocId::A), self.document(DocId::B)]));
        }
    }

    /// Makes the rows of the list anew if the set has changed, with the same row chosen, or the one in its place.
    pub(super) fn renew_entities(&mut self) {
        if !self.entities.as_ref().is_some_and(|entities| entities.stale) {
            return;
        }
        let rows = self.joined_now();
        let Some(entities) = &mut self.entities else { return };
        let (who, place) = (entities.chosen().map(Joined::who), entities.list.chosen_place());
        entities.take(rows);
        let at = who.and_then(|who| entities.rows.iter().position(|row| row.who() == who));
        if !at.is_some_and(|at| entities.list.choose(at)) {
            entities.list.go(place);
        }
    }

    /// Chooses `who` in the list, if it is there.
    fn choose_who(&mut self, who: &Who) {
        self.renew_entities();
        let Some(entities) = &mut self.entities else { return };
        if let Some(at) = entities.rows.iter().position(|row| row.who() == *who) {
            entities.list.choose(at);
        }
    }

    /// Closes the list of entities; the articles take its room.
    pub(super) fn close_entities(&mut self) {
        self.entities = None;
        if matches!(self.overlay, Some(Overlay::Entities)) {
            self.overlay = None;
        }
        self.fit();
    }

    /// One step back in the list of entities: the filter first, then the list itself.
    pub(super) fn leave_entities(&mut self) {
        let Some(entities) = &mut self.entities else { return };
        if !entities.typing && entities.filter.text().is_empty() {
            return self.close_entities();
        }
        entities.typing = false;
        entities.filter.clear();
        self.overlay = Some(Overlay::Entities);
        self.narrow_entities();
    }

    /// Comes back to the list of entities, if something stood in front of it.
    pub(super) fn back_to_entities(&mut self) {
        if self.entities.is_some() && self.overlay.is_none() {
            self.overlay = Some(Overlay::Entities);
        }
    }

    /// Returns whether the list of entities stands beside the articles.
    pub(super) fn is_docked(&self) -> bool {
        self.entities.is_some() && self.size.0 > BESIDE + DOCK
    }

    /// Runs a command of the list of entities, or of lists while it is in front.
    pub(super) fn entity_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::EntityConfirm => self.confirm_entity(),
            C::EntityMerge => self.open_merge(),
            C::EntitySplit => self.open_split(),
            C::EntityRename => self.open_aspect(Aspect::Name),
            C::EntityAliases => self.open_aspect(Aspect::Aliases),
            C::EntityIds => self.open_aspect(Aspect::Ids),
            C::EntityLocate => self.open_locate(),
            C::EntityNote => self.open_aspect(Aspect::Note),
            C::EntityNext => self.step_chosen(false),
            C::EntityPrevious => self.step_chosen(true),
            C::EntityDissolve => self.dissolve_entity(),
            C::EntitySort => self.sort_entities(),
            C::ListClose => self.close_entities(),
            _ => {
                let Some(entities) = &mut self.entities else { return };
                match command {
                    C::ListFilter => entities.typing = true,
                    C::TextAct => entities.typing = false,
                    _ if entities.list.apply(command) => {}
                    _ if entities.typing && entities.filter.apply(command) => self.narrow_entities(),
                    _ => {}
                }
            }
        }
    }

    /// Puts `text` into the filter.
    pub(super) fn type_entity_filter(&mut self, text: &str) {
        if let Some(entities) = &mut self.entities {
            entities.filter.insert(text);
        }
        self.narrow_entities();
    }

    fn narrow_entities(&mut self) {
        if let Some(entities) = &mut self.entities {
            let filter = entities.filter.text().to_owned();
            entities.list.filter(&filter);
        }
    }

    fn sort_entities(&mut self) {
        let Some(entities) = &mut self.entities else { return };
        entities.sort = entities.sort.next();
        entities.stale = true;
        let words = entities.sort.words();
        self.renew_entities();
        self.tell(words);
    }

    /// Says what a key cannot do without a row.
    pub(super) fn chosen_row(&mut self) -> Option<Joined> {
        let row = self.entities.as_ref().and_then(|entities| entities.chosen()).cloned();
        if row.is_none() {
            self.tell("no entity is shown: Esc and / change the filter");
        }
        row
    }
}
