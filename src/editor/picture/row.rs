//! Single rows of a sheet: the pieces of a panel's row, and the words of a heading in its rule.

use super::{Canvas, cut};
use crate::editor::grid::Grid;
use crate::editor::panel::PanelRow;
use crate::editor::scene::{Ink, Role};
use crate::text::display;

/// Draws the pieces of a panel's row.
pub(super) fn draw_pieces(canvas: &mut Canvas, grid: &Grid, y: u16, row: &PanelRow, chosen: bool, limit: u16) {
    for (place, (column, text, ink)) in row.pieces.iter().enumerate() {
        let next = row.pieces.get(place + 1).map_or(limit, |(next, ..)| next.saturating_sub(1).min(limit));
        let room = next.saturating_sub(*column);
        let mut ink = *ink;
        ink.band = chosen;
        let ink = if chosen { ink.bold() } else { ink };
        let text = cut(&display::shown(text), room, canvas.sign('…'));
        canvas.put(grid.left() + column, y, &text, ink);
    }
}

/// Draws the words of a heading into a rule: the bold name, then plain words; returns the column after them.
pub(super) fn heading_words(canvas: &mut Canvas, grid: &Grid, y: u16, name: &str, about: &str) -> u16 {
    let left = grid.left();
    canvas.rule(0, left - 1, y);
    let x = canvas.put_words(left, y, name, 20, Ink::of(Role::Accent).bold());
    let x = canvas.put_words(x + 2, y, about, grid.right.saturating_sub(x + 4), Ink::of(Role::Dim));
    canvas.rule(x + 1, grid.width, y);
    x
}
