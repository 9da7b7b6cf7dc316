//! The mouse: a click selects a word, a drag several, a double click a word, a triple one the sentence; the wheel
//! scrolls. Everything it does has a key too.

use std::ops::Range;

use super::Editor;
use super::command::Command;
use super::grid::Grid;
use super::input::{Mouse, MouseKind};
use super::picture::side_of;
use crate::text::DocId;

/// Two clicks within this many milliseconds belong together.
const TWICE: u64 = 400;

/// How many lines one turn of the wheel scrolls.
const WHEEL: isize = 3;

impl Editor {
    /// Takes what the mouse did.
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        let Some(grid) = self.grid() else { return };
        if self.overlay.is_some() {
            self.mouse_in_panel(mouse);
            return;
        }
        let doc = side_of(&grid, self.focus, mouse.x, mouse.y);
        match mouse.kind {
            MouseKind::WheelDown => self.scroll(doc, WHEEL),
            MouseKind::WheelUp => self.scroll(doc, -WHEEL),
            MouseKind::Press if mouse.y == grid.hints() => self.press_hint(&grid, mouse.x),
            MouseKind::Press => self.press(&grid, doc, mouse),
            MouseKind::Drag => self.drag(&grid, mouse),
            MouseKind::Release => {}
        }
    }

    fn mouse_in_panel(&mut self, mouse: Mouse) {
        self.pressed = None;
        match mouse.kind {
            MouseKind::WheelDown => self.overlay_command(Command::ListDown),
            MouseKind::WheelUp => self.overlay_command(Command::ListUp),
            _ => {}
        }
    }

    fn press_hint(&mut self, grid: &Grid, x: u16) {
        self.pressed = None;
        let hit = self.desk_hints(grid).into_iter().find(|(hint, ..)| (hint.from..hint.to).contains(&x));
        if let Some((hint, ..)) = hit {
            self.message = None;
            self.run(hint.command);
        }
    }

    fn press(&mut self, grid: &Grid, doc: DocId, mouse: Mouse) {
        self.message = None;
        self.pending.clear();
        self.menu_shown = false;
        let Some(byte) = self.byte_under(grid, doc, mouse) else {
            self.pressed = None;
            return;
        };
        let clicks = match self.pressed {
            Some((tick, at, count)) if at == (mouse.x, mouse.y) && self.tick.saturating_sub(tick) <= TWICE => {
                count % 3 + 1
            }
            _ => 1,
        };
        self.pressed = Some((self.tick, (mouse.x, mouse.y), clicks));
        let document = self.document(doc);
        let found: Option<Range<usize>> = match clicks {
            3 => Some(document.sentence_at(byte)),
            _ => document.word_at(byte).or_else(|| document.previous_word(byte)).or_else(|| document.next_word(byte)),
        };
        if let Some(found) = found.filter(|found| !found.is_empty()) {
            let view = self.pane(doc).view();
            self.show_place(doc, found);
            // The text must not move away under the pointer.
            self.pane_mut(doc).set_view(view);
        }
    }

    /// Selects from the word pressed to the word under the pointer.
    fn drag(&mut self, grid: &Grid, mouse: Mouse) {
        let Some((_, (x, y), _)) = self.pressed else { return };
        let doc = self.focus;
        let from = self.byte_under(grid, doc, Mouse { x, y, ..mouse });
        let to = self.byte_under(grid, doc, mouse);
        let (Some(from), Some(to)) = (from, to) else { return };
        let document = self.document(doc);
        let word = |byte: usize| document.word_at(byte).unwrap_or(byte..document.next_grapheme(byte));
        let (from, to) = (word(from), word(to));
        self.hand = None;
        self.widened.clear();
        self.pane_mut(doc).selection = from.start.min(to.start)..from.end.max(to.end);
    }

    /// Returns the byte drawn under the pointer in the pane of `doc`; that of the row's end beyond its text.
    fn byte_under(&self, grid: &Grid, doc: DocId, mouse: Mouse) -> Option<usize> {
        let (document, pane, columns) = (self.document(doc), self.pane(doc), grid.columns(doc));
        let in_strip = !grid.two && doc != self.focus;
        let top = if in_strip { grid.strip_heading()? + 1 } else { grid.first_row };
        let y = mouse.y.checked_sub(top)?;
        let lines = pane.lines(document);
        let line = lines.iter().rev().find(|line| line.y <= y)?;
        let row = line.laid.rows.get(line.row?)?;
        Some(row.byte_at(mouse.x.saturating_sub(columns.text)))
    }
}
