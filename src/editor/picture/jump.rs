//! The labels of a jump, over the words that they go to.

use std::ops::Range;

use super::Canvas;
use crate::annotation::counted;
use crate::editor::Editor;
use crate::editor::jump::Jump;
use crate::editor::scene::{Ink, Role};
use crate::text::wrap::Row;
use crate::text::{DocId, Document, display};

impl Editor {
    /// Returns whether labels to jump by are shown: they are then the only blocks in the text.
    pub(super) fn shows_jump(&self) -> bool {
        self.jump.as_ref().is_some_and(Jump::is_labelled)
    }

    /// Draws the labels on `row` of `document`, whose text begins in column `x` of row `y`. They cover whole characters,
    /// and each has the room up to the next one.
    pub(super) fn draw_labels(&self, canvas: &mut Canvas, document: &Document, row: &Row, x: u16, y: u16) {
        let Some(jump) = &self.jump else { return };
        let labels: Vec<(u16, &str)> =
            jump.within(document.id(), &row.bytes()).map(|(word, label)| (row.cell_of(word.start), label)).collect();
        for (at, (cell, label)) in labels.iter().enumerate() {
            let next = labels.get(at + 1).map_or(u16::MAX, |(next, _)| *next);
            let room = usize::from(next.saturating_sub(*cell)).max(1);
            let mut shown: String = label.chars().take(room).collect();
            let end = covered(row, *cell + u16::try_from(shown.len()).unwrap_or(0));
            shown.extend(std::iter::repeat_n(' ', usize::from(end.saturating_sub(*cell)).saturating_sub(shown.len())));
            // Where labels touch, the first letter of each tells them apart.
            let rest = shown.split_off(1.min(shown.len()));
            let after = canvas.put(x + cell, y, &shown, Ink::of(Role::Accent).bold().block());
            canvas.put(after, y, &rest, Ink::of(Role::Text).block());
        }
    }

    /// Returns the parts of the status line during a jump: what is typed and what can follow.
    pub(super) fn jump_status(&self) -> Vec<(String, u16, Ink)> {
        let plain = Ink::of(Role::Text).band();
        let mut parts = vec![("jump".to_owned(), 0, Ink::of(Role::Accent).band().bold())];
        let Some(jump) = &self.jump else { return parts };
        if !jump.is_labelled() {
            parts.push(("the first letter or two of a word".to_owned(), 2, plain));
            return parts;
        }
        if !jump.typed().is_empty() {
            parts.push((display::shown(jump.typed()).into_owned(), 2, plain.bold()));
        }
        parts.push((format!("{}: press what stands on one", counted(jump.count(), "word")), 2, plain));
        parts
    }

    /// Returns the articles that are seen with the bytes of each row of theirs that nothing covers, while no sheet is open.
    pub(in crate::editor) fn rows_seen(&self) -> Vec<(DocId, Vec<Range<usize>>)> {
        let Some(grid) = self.grid() else { return Vec::new() };
        let rows = |doc: DocId, most: u16| {
            let lines = self.pane(doc).lines(self.document(doc));
            let seen = lines.iter().filter(|line| line.y < most);
            let bytes: Vec<Range<usize>> =
                seen.filter_map(|line| Some(line.laid.rows.get(line.row?)?.bytes())).collect();
            (doc, bytes)
        };
        let mut seen = vec![rows(self.focus, grid.rows)];
        if grid.two || grid.strip > 0 {
            seen.push(rows(self.focus.other(), if grid.two { grid.rows } else { grid.strip }));
        }
        seen
    }
}

/// Returns the cell after the grapheme that covers the cell before `end`, at least `end`.
fn covered(row: &Row, end: u16) -> u16 {
    if end == 0 || end > row.width() {
        return end;
    }
    let byte = row.byte_at(end - 1);
    let cells = row.cells(byte..byte + 1);
    cells.iter().find(|cells| cells.contains(&(end - 1))).map_or(end, |cells| cells.end.max(end))
}
