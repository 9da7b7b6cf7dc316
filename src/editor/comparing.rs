//! The compare view: what both articles share beside each other, the rest in its place, over the whole desk.
//!
//! The rows are made anew when the set has changed; a row is set in lines when it is first seen.

mod act;

use super::Editor;
use super::command::Command;
use super::compared::{Screen, rows};
use super::grid::Grid;
use super::links::Compared;
use super::panel::Overlay;

/// What is said where the rows will come.
const WAITS: &str = "comparing the two articles";

impl Editor {
    /// Shows the compare view, the sentence under the selection chosen.
    pub(super) fn open_compare(&mut self) {
        let mut screen = Screen::new(self.focus);
        match self.compared() {
            Compared::Ready(_) => {}
            Compared::Asked => WAITS.clone_into(&mut screen.waits),
            Compared::Never(reason) => return self.tell(&reason),
        }
        if screen.waits.is_empty() {
            self.make_compared(&mut screen);
            if screen.rows.is_empty() {
                return self.tell("neither article has a sentence to compare");
            }
            screen.choose(self.focus, self.compared_sentence());
        }
        self.overlay = Some(Overlay::Compare(Box::new(screen)));
    }

    fn make_compared(&mut self, screen: &mut Screen) {
        self.people();
        let (Some(facing), Some(people)) = (self.facing(), &self.links.people) else { return };
        screen.put_rows(rows(facing, people, |a, b| self.found_between(a, b)));
        screen.made = self.compare_stamp();
    }

    /// Returns what the rows depend on besides the texts.
    fn compare_stamp(&self) -> (u64, Option<u64>) {
        (self.history.last(), self.looking)
    }

    /// Makes the rows anew if the set has changed, or the comparison has come, and fits them to the screen.
    pub(super) fn fit_compare(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Compare(_))) {
            return;
        }
        let Some(Overlay::Compare(mut screen)) = self.overlay.take() else { return };
        // An undo may bring another text of an article, which has to be compared anew.
        if self.facing().is_none() {
            match self.compared() {
                Compared::Asked if screen.waits.is_empty() => {
                    WAITS.clone_into(&mut screen.waits);
                    screen.put_rows(Vec::new());
                }
                Compared::Ready(_) | Compared::Asked => {}
                Compared::Never(reason) => return self.tell(&reason),
            }
        }
        let is_there = self.facing().is_some();
        let has_come = is_there && !screen.waits.is_empty();
        if is_there && (has_come || screen.made != self.compare_stamp()) {
            screen.waits.clear();
            self.make_compared(&mut screen);
            if has_come {
                screen.choose(self.focus, self.compared_sentence());
            }
        }
        if let Some(grid) = Grid::of(self.size, &self.settings) {
            self.fit_compared(&mut screen, &grid);
        }
        self.overlay = Some(Overlay::Compare(screen));
    }

    /// Moves the first row drawn as little as brings the chosen one into sight.
    fn fit_compared(&self, screen: &mut Screen, grid: &Grid) {
        let room = grid.status().saturating_sub(grid.first_row);
        screen.chosen = screen.chosen.min(screen.shown.len().saturating_sub(1));
        let lines = |at: usize| screen.shown.get(at).map_or(0, |at| self.compared_lines(screen, *at, grid));
        let (mut first, mut used) = (screen.chosen, lines(screen.chosen));
        while let Some(before) = first.checked_sub(1) {
            used = used.saturating_add(1 + lines(before));
            if used > room {
                break;
            }
            first = before;
        }
        let top = screen.top.clamp(first, screen.chosen);
        let (mut seen, mut used) = (0, 0);
        while top + seen < screen.shown.len() && used < room {
            used += 1 + lines(top + seen);
            seen += 1;
        }
        (screen.top, screen.seen) = (top, seen.max(1));
    }

    /// Runs a command of a list while the compare view is in front.
    pub(super) fn compare_list_command(&mut self, command: Command) {
        let Some(Overlay::Compare(screen)) = &mut self.overlay else { return };
        let page = isize::try_from(screen.seen.saturating_sub(1)).unwrap_or(1).max(1);
        match command {
            Command::ListDown => screen.move_by(1),
            Command::ListUp => screen.move_by(-1),
            Command::ListPageDown => screen.move_by(page),
            Command::ListPageUp => screen.move_by(-page),
            Command::ListTop => screen.chosen = 0,
            Command::ListEnd => screen.chosen = screen.shown.len().saturating_sub(1),
            Command::ListClose => self.overlay = None,
            _ => {}
        }
    }

    /// Puts the compare view behind the list that comes in front of it.
    pub(super) fn put_compare_behind(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Compare(screen)) => self.compare_behind = Some(screen),
            other => self.overlay = other,
        }
    }
}
