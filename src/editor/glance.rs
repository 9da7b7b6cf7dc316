//! The overview while it is shown: its lines, the chosen one, and the bars of those that are seen.

use std::sync::Arc;

use super::grid::Grid;
use crate::annotation::schema::Wash;
use crate::annotation::ties::Says;
use crate::compare::facing::Facing;
use crate::compare::paragraphs::{Line, Paragraphs};
use crate::text::DocId;

/// The overview while it is shown.
#[derive(Debug, Clone)]
pub(super) struct Overview {
    /// What the two articles share.
    pub facing: Arc<Facing>,
    /// The paragraphs, and those that belong together.
    pub map: Paragraphs,
    /// Whose reading order the lines have.
    pub order: DocId,
    /// The article that is gone to.
    pub side: DocId,
    /// The line that keys act on.
    pub chosen: usize,
    /// The first line that is drawn.
    pub top: usize,
    /// How many letters a cell stands for.
    pub scale: usize,
    /// How many letters a paragraph has that is long, but not beyond all others.
    pub long: usize,
    /// What is drawn of the lines from the first one on.
    pub seen: Vec<Seen>,
    /// What the lines depend on: the number of the last change, and of the one that is looked at.
    pub made: (u64, Option<u64>),
    /// What the bars depend on besides.
    pub fitted: Option<(usize, DocId, (u16, u16))>,
}

/// What is drawn of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// The bars, left and right; empty where no paragraph stands.
    pub bars: [Bar; 2],
    /// What people say of the two paragraphs.
    pub says: Option<Says>,
}

/// Where the parts of a line stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    /// The column of the hinge.
    pub hinge: u16,
    /// How many cells the numbers take.
    pub number: u16,
    /// How many cells a bar has at most.
    pub bar: u16,
}

impl Overview {
    /// Returns line number `at`.
    pub fn line(&self, at: usize) -> Option<Line> {
        self.map.lines.get(at).copied()
    }

    /// Returns where the parts of a line stand on `grid`.
    pub fn places(&self, grid: &Grid) -> Places {
        let most = self.map.bytes.iter().map(Vec::len).max().unwrap_or(0);
        let number = u16::try_from(most.to_string().len()).unwrap_or(2).max(2);
        let hinge = grid.width / 2;
        let bar = hinge.saturating_sub(3 + number + 2 + grid.left());
        Places { hinge, number, bar }
    }

    /// Returns what the two articles share.
    pub fn facing(&self) -> &Facing {
        &self.facing
    }

    pub fn move_by(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.map.lines.len().saturating_sub(1));
    }

    /// Chooses the first line in which paragraph `number` of `doc` stands.
    pub fn choose(&mut self, doc: DocId, number: usize) {
        let stands = |line: &Line| line.paragraphs[doc.index()] == Some(number);
        self.chosen = self.map.lines.iter().position(stands).unwrap_or(0);
    }
}

/// What one cell of a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// What is named there: the wash of its label, and its letter in the first cell.
    pub named: Option<(Wash, Option<char>)>,
    /// Whether it is said by someone.
    pub said: bool,
}

/// A paragraph as a bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bar {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether the paragraph goes on after them.
    pub cut: bool,
}
