//! Who said what: the claims of both articles beside each other, over the whole desk.
//!
//! The rows are made anew when the set has changed or what is shown is narrowed; a drawing asks for those that are seen.

mod act;
mod cell;
mod narrow;

use std::collections::HashMap;

use super::Editor;
use super::claims::{Narrowing, Screen};
use super::command::Command;
use super::grid::Grid;
use super::links::Compared;
use super::panel::Overlay;
use super::text_field::TextField;
use crate::annotation::{Attribution, Id, Record, Transaction};
use crate::compare::said::{Order, Relation, Said};

pub(super) use cell::{Cell, SOURCE};

impl Editor {
    /// Shows who said what.
    pub(super) fn open_said(&mut self) {
        let (said, compared) = self.said_now();
        if said.claims.iter().all(Vec::is_empty) {
            self.tell("nobody says anything yet: a makes an attribution");
            return;
        }
        let counts = said.counts(&self.set);
        let mut screen = Screen {
            said,
            counts,
            rows: Vec::new(),
            parts: (0, [0, 0]),
            chosen: 0,
            top: 0,
            side: self.focus,
            order: Order::default(),
            narrowing: Narrowing::default(),
            words: TextField::new(""),
            typing: false,
            made: self.said_stamp(),
            compared,
            stale: false,
            texts: HashMap::new(),
        };
        self.make_rows(&mut screen);
        if let Some(here) = self.attribution_here().map(|one| one.id) {
            let at = screen.rows.iter().position(|row| row.ends.contains(&Some(here)));
            screen.chosen = at.unwrap_or(0);
        }
        self.overlay = Some(Overlay::Said(Box::new(screen)));
    }

    fn make_rows(&self, screen: &mut Screen) {
        if screen.texts.is_empty() && !screen.words.text().trim().is_empty() {
            let claims = screen.said.claims.iter().flatten();
            screen.texts = claims.filter_map(|id| Some((*id, self.words_of_claim(self.claim(*id)?)))).collect();
        }
        screen.rows = self.said_rows(screen);
        let near = screen.rows.iter().filter(|row| matches!(row.relation, Relation::Near(_))).count();
        let alone = |side: usize| {
            screen.rows.iter().filter(|row| row.relation == Relation::Apart && row.ends[side].is_some()).count()
        };
        screen.parts = (near, [alone(0), alone(1)]);
    }

    /// Returns the claims of both articles, and whether those that come near are among them.
    fn said_now(&mut self) -> (Said, bool) {
        match self.compared() {
            Compared::Ready(comparison) => (Said::of(&self.set, Some(&comparison)), true),
            Compared::Asked => (Said::of(&self.set, None), false),
            Compared::Never(_) => (Said::of(&self.set, None), true),
        }
    }

    /// Marks who said what as stale where `transaction` changes more than ties.
    pub(super) fn say_what_is_stale(&mut self, transaction: &Transaction) {
        let screen = match &mut self.overlay {
            Some(Overlay::Said(screen)) => Some(screen),
            _ => self.said_behind.as_mut(),
        };
        let is_tie = |record: &Record| matches!(record, Record::Link(_));
        let mut records = transaction.edits.iter().flat_map(|edit| edit.before.iter().chain(&edit.after));
        if let Some(screen) = screen {
            screen.stale |= !records.all(is_tie);
        }
    }

    /// Returns what the rows depend on besides what is shown of them.
    fn said_stamp(&self) -> (u64, Option<u64>) {
        (self.history.last(), self.looking)
    }

    /// Makes the rows anew if the set has changed, or the comparison has come, and fits them to the screen.
    pub(super) fn fit_said(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Said(_))) {
            return;
        }
        let Some(Overlay::Said(mut screen)) = self.overlay.take() else { return };
        if screen.made != self.said_stamp() || !screen.compared && self.links.has_comparison() {
            let before = screen.row();
            // A tie leaves all else as it was, and so what comes near.
            let only_ties = !screen.stale && screen.made.1 == self.looking;
            if only_ties && (screen.compared || !self.links.has_comparison()) {
                screen.said.follow_ties(&self.set);
            } else {
                (screen.said, screen.compared) = self.said_now();
                screen.texts.clear();
                screen.stale = false;
            }
            screen.counts = screen.said.counts(&self.set);
            screen.made = self.said_stamp();
            self.make_rows(&mut screen);
            screen.keep_chosen(before);
        }
        if let Some(grid) = Grid::of(self.size, &self.settings) {
            self.fit_rows(&mut screen, &grid);
        }
        self.overlay = Some(Overlay::Said(screen));
    }

    /// Moves the first row drawn as little as brings the chosen one into sight.
    fn fit_rows(&self, screen: &mut Screen, grid: &Grid) {
        let room = grid.status().saturating_sub(grid.first_row);
        let lines = |screen: &Screen, at: usize| {
            self.said_lines(screen, at, grid).saturating_add(screen.heading_lines(at, grid))
        };
        screen.chosen = screen.chosen.min(screen.rows.len().saturating_sub(1));
        let (mut first, mut used) = (screen.chosen, lines(screen, screen.chosen));
        while let Some(before) = first.checked_sub(1) {
            used = used.saturating_add(lines(screen, before));
            if used > room {
                break;
            }
            first = before;
        }
        screen.top = screen.top.clamp(first, screen.chosen);
    }

    /// Returns the attribution with `id`.
    pub(super) fn claim(&self, id: Id) -> Option<&Attribution> {
        match self.set.get(id) {
            Some(Record::Attribution(claim)) => Some(claim),
            _ => None,
        }
    }

    /// Runs a command of a list or of a line of text while who said what is in front.
    pub(super) fn said_list_command(&mut self, command: Command) {
        let page =
            Grid::of(self.size, &self.settings).map_or(1, |grid| isize::try_from(grid.rows / 2).unwrap_or(1)).max(1);
        let Some(Overlay::Said(screen)) = &mut self.overlay else { return };
        match command {
            Command::ListDown | Command::TextDown => screen.move_by(1),
            Command::ListUp | Command::TextUp => screen.move_by(-1),
            Command::ListPageDown => screen.move_by(page),
            Command::ListPageUp => screen.move_by(-page),
            Command::ListTop => screen.chosen = 0,
            Command::ListEnd => screen.chosen = usize::MAX,
            Command::ListFilter => screen.typing = true,
            Command::TextAct => screen.typing = false,
            Command::ListClose => self.overlay = None,
            _ => {
                if screen.words.apply(command) {
                    self.said_typed();
                }
            }
        }
    }

    /// Follows what was typed to narrow the rows.
    pub(super) fn said_typed(&mut self) {
        let Some(Overlay::Said(mut screen)) = self.overlay.take() else { return };
        let before = screen.row();
        self.make_rows(&mut screen);
        screen.keep_chosen(before);
        self.overlay = Some(Overlay::Said(screen));
    }
}
