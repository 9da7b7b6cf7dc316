//! The status line, as every screen begins it: a count at its end, and a message or a failure to save before all else.

use super::Canvas;
use crate::editor::Editor;
use crate::editor::grid::Grid;
use crate::editor::input::Grade;
use crate::editor::scene::{Ink, Role};

/// The ground of the status line, with plain words on it.
pub(super) const BAND: Ink = Ink::of(Role::Text).band();

/// What stands out on it: the pointer, keys.
pub(super) const ACCENT: Ink = Ink::of(Role::Accent).band().bold();

impl Editor {
    /// Begins the status line of a screen, with `count` at its right end. Returns how many cells from the left margin on
    /// are free; `None` where what is more urgent has taken them.
    pub(super) fn begin_status(&self, canvas: &mut Canvas, grid: &Grid, count: &str) -> Option<u16> {
        canvas.band(grid.status());
        let right = canvas.put_right(grid.right, grid.status(), count, Ink::of(Role::Dim).band());
        let room = right.saturating_sub(grid.left() + 2);
        if self.draw_urgent(canvas, grid, room) {
            return None;
        }
        draw_pointer(canvas, grid);
        Some(room)
    }

    /// Draws the message, or else that changes are not saved, in `room` cells from the left margin on. Returns whether
    /// there was either.
    pub(super) fn draw_urgent(&self, canvas: &mut Canvas, grid: &Grid, room: u16) -> bool {
        let (grade, words) = match &self.message {
            Some(message) => (message.grade, message.text.clone()),
            None if self.saved.failure.is_some() => (Grade::Error, self.not_saved(grid.wide)),
            None => return false,
        };
        let (y, left) = (grid.status(), grid.left());
        let ink = match grade {
            Grade::Info => BAND,
            Grade::Warning => Ink::of(Role::Warning).band(),
            Grade::Error => Ink::of(Role::Error).band(),
        };
        match grade {
            Grade::Info => draw_pointer(canvas, grid),
            Grade::Warning | Grade::Error => {
                canvas.put(left - 2, y, "!", ink.bold());
            }
        }
        canvas.put_words(left, y, &words, room, ink);
        true
    }

    /// Returns the words that stay while changes are not on the disk.
    fn not_saved(&self, wide: bool) -> String {
        let durable = self.saved.durable;
        let waiting = self.history.last().saturating_sub(durable);
        let changes = if waiting == 1 { "change is" } else { "changes are" };
        let reason = self.saved.failure.as_deref().unwrap_or("");
        if self.others.is_some() && waiting == 0 {
            let key = self.others_key();
            return if wide {
                format!(
                    "another program has the set's file; what you do is kept beside it. {key} says what can be done"
                )
            } else {
                format!("another program has the set's file. {key} says more")
            };
        }
        if wide {
            format!("{waiting} {changes} not on the disk: {reason}. Up to {durable} is safe. Space s saves elsewhere")
        } else {
            format!("{waiting} {changes} not on the disk. Up to {durable} is safe. Space s elsewhere")
        }
    }
}

/// Draws the sign before the words of the status line.
pub(super) fn draw_pointer(canvas: &mut Canvas, grid: &Grid) {
    let pointer = canvas.sign('▸').to_string();
    canvas.put(grid.left() - 2, grid.status(), &pointer, ACCENT);
}
