//! The rows of a panel that are seen, and the part below its list that says what the chosen one is about.

use std::borrow::Cow;

use super::Canvas;
use super::row::{draw_pieces, heading_words};
use crate::editor::Editor;
use crate::editor::grid::Grid;
use crate::editor::panel::{Kind, Panel, PanelRow};

/// A sheet of fewer rows than this is all list.
const LEAST: u16 = 12;

/// Returns how many rows of a sheet of `rows` rows the part below the list of `panel` takes, its heading among them.
pub(in crate::editor) fn details(panel: &Panel, rows: u16) -> u16 {
    if matches!(panel.kind, Kind::History { .. }) && rows >= LEAST { (rows / 4 + 1).clamp(5, 9) } else { 0 }
}

impl Editor {
    /// Returns the rows of `panel` that are seen, each with whether it is the chosen one; `limit` is how many cells it has.
    pub(super) fn seen_rows<'p>(&self, panel: &'p Panel, limit: u16) -> Vec<(Cow<'p, PanelRow>, bool)> {
        let window = panel.list.window();
        let Kind::History { newest } = panel.kind else {
            return window.filter_map(|(at, chosen)| Some((Cow::Borrowed(panel.rows.get(at)?), chosen))).collect();
        };
        let mut day = String::new();
        let mut rows = Vec::new();
        for (at, chosen) in window {
            let (row, its_day) = self.history_row(newest, at, &day, limit);
            rows.push((Cow::Owned(row), chosen));
            day = its_day;
        }
        rows
    }

    /// Returns the words after the heading of `panel`.
    pub(super) fn about(&self, panel: &Panel) -> String {
        match panel.kind {
            Kind::History { newest } => self.history_about(newest),
            _ => panel.about.clone(),
        }
    }

    /// Draws what the chosen row of `panel` is about, in the rows from `top` to the foot.
    pub(super) fn draw_details(&self, canvas: &mut Canvas, grid: &Grid, panel: &Panel, top: u16) {
        let Kind::History { newest } = panel.kind else { return };
        let Some(row) = panel.list.chosen() else { return };
        let seq = newest.saturating_sub(row as u64);
        let (name, about) = self.change_heading(seq);
        heading_words(canvas, grid, top, &name, &about);
        let limit = grid.right.saturating_sub(grid.left()) + 1;
        let most = usize::from(grid.hints().saturating_sub(top + 1));
        for (y, row) in (top + 1..grid.hints()).zip(self.change_rows(seq, most, limit)) {
            draw_pieces(canvas, grid, y, &row, false, limit);
        }
    }
}
