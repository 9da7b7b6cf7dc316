//! Who said what while it is shown: its rows, the chosen one, and what they are narrowed to.

use std::collections::HashMap;

use super::command::{Command, Group};
use super::grid::Grid;
use super::text_field::TextField;
use crate::annotation::Id;
use crate::compare::said::{Counts, Order, Relation, Row, Said};
use crate::text::DocId;

/// The claims while they are shown.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    /// All of them.
    pub said: Said,
    /// How many there are.
    pub counts: Counts,
    /// The rows that are shown, in their order.
    pub rows: Vec<Row>,
    /// How many of them only come near, and how many claims of each article stand alone.
    pub parts: (usize, [usize; 2]),
    /// The row that keys act on.
    pub chosen: usize,
    /// The first row that is drawn.
    pub top: usize,
    /// The claim of the row that keys act on.
    pub side: DocId,
    /// The order of the rows.
    pub order: Order,
    /// What rows are shown.
    pub narrowing: Narrowing,
    /// The words that narrow them.
    pub words: TextField,
    /// Whether keys go to these words.
    pub typing: bool,
    /// The number of the change after which the rows were made, and of the one that was looked at.
    pub made: (u64, Option<u64>),
    /// Whether the two articles had been compared then.
    pub compared: bool,
    /// Whether something else than ties has changed since.
    pub stale: bool,
    /// The words by which each claim is found, once some were typed.
    pub texts: HashMap<Id, String>,
}

impl Screen {
    /// Returns the chosen row.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.chosen).copied()
    }

    /// Returns the claim that keys act on: the one at the chosen side, or the only one of its row.
    pub fn claim(&self) -> Option<Id> {
        let ends = self.row()?.ends;
        ends[self.side.index()].or(ends[self.side.other().index()])
    }

    /// Chooses the row `by` rows down, or up if negative, as far as there are rows.
    pub fn move_by(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }

    /// Returns how many lines stand before row number `at`: a heading where another part begins, in wide screens with a blank
    /// line above it.
    pub fn heading_lines(&self, at: usize, grid: &Grid) -> u16 {
        if !self.begins_part(at) {
            return 0;
        }
        1 + u16::from(grid.wide && at > 0)
    }

    /// Returns whether row number `at` is the first of those that only come near, or of those that are not tied.
    pub fn begins_part(&self, at: usize) -> bool {
        let part = |at: usize| {
            self.rows.get(at).map(|row| match row.relation {
                Relation::Tied(_) => 0,
                Relation::Near(_) => 1,
                Relation::Apart => 2,
            })
        };
        let here = part(at);
        here > Some(0) && at.checked_sub(1).and_then(part) != here
    }

    /// Chooses the row of the same claims as `before`, or of one of them.
    pub fn keep_chosen(&mut self, before: Option<Row>) {
        let Some(before) = before else { return };
        let same = self.rows.iter().position(|row| row.ends == before.ends);
        let near = || {
            let claim = before.ends[self.side.index()].or(before.ends[self.side.other().index()]);
            self.rows.iter().position(|row| claim.is_some() && row.ends.contains(&claim))
        };
        self.chosen = same.or_else(near).unwrap_or(self.chosen).min(self.rows.len().saturating_sub(1));
    }
}

/// What rows are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Narrowing {
    /// Only what this one says: the key and the name.
    pub source: Option<(String, String)>,
    /// Only claims with this value of the attribute `naming`.
    pub naming: Option<String>,
    /// Only claims with this value of the attribute `role`.
    pub role: Option<String>,
}

impl Narrowing {
    /// Returns it in words: `role official`.
    pub fn words(&self) -> Vec<String> {
        let source = self.source.as_ref().map(|(_, name)| format!("source {name}"));
        source.into_iter().chain(self.naming.clone()).chain(self.role.clone()).collect()
    }
}

/// Returns whether `command`, of another place, works while who said what is in front: ties and moving in a list do, and so
/// does undoing.
pub(super) fn lets_through(command: Command) -> bool {
    use Command as C;
    let group = command.entry().map(|entry| entry.group);
    let row = matches!(command, C::Row1 | C::Row2 | C::Row3 | C::Row4 | C::GoToEnd);
    matches!(command, C::Undo | C::Redo | C::HelpHere)
        || matches!(group, Some(Group::Counterparts)) && !row
        || matches!(group, Some(Group::List)) && !matches!(command, C::LookAt | C::GoToChange)
}
