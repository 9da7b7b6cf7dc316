//! The lane under a row: the letter of each tag where it begins and a line along it.

use super::Canvas;
use super::layers::{Kind, Layer, Layers};
use crate::editor::Editor;
use crate::editor::scene::{Ink, Role};
use crate::text::wrap::Row;

impl Editor {
    /// Draws the lane of `row` at column `x` of row `y`: mentions over attributions, inner over outer.
    pub(super) fn draw_lane(&self, canvas: &mut Canvas, x: u16, y: u16, row: &Row, layers: &Layers) {
        let width = usize::from(self.pane(self.focus).layout.width());
        let mut cells: Vec<Option<(char, Ink)>> = vec![None; width];
        let bytes = row.bytes();
        let near = |layer: &&Layer| layer.bytes.start < bytes.end && bytes.start < layer.bytes.end;
        let attributed = layers.over.iter().filter(near).filter(|layer| !matches!(layer.kind, Kind::Mention { .. }));
        let mentions = layers.over.iter().filter(near).filter(|layer| matches!(layer.kind, Kind::Mention { .. }));
        for layer in attributed.chain(mentions) {
            let Some((letter, along, ink)) = marks(layer.kind) else { continue };
            let dim = Ink::of(Role::Dim);
            let along = canvas.sign(along);
            // Content that fills the whole row has only its letter where it begins: the bar says the rest.
            let fills = matches!(layer.kind, Kind::Content { .. })
                && layer.bytes.start <= bytes.start
                && bytes.end <= layer.bytes.end;
            let from = layer.bytes.start.max(bytes.start);
            let until = layer.bytes.end.min(bytes.end);
            for (run, cells_of_run) in row.cells(from..until).into_iter().enumerate() {
                for cell in cells_of_run.clone() {
                    let Some(place) = cells.get_mut(usize::from(cell)) else { continue };
                    let begins = run == 0 && cell == cells_of_run.start && layer.start >= bytes.start;
                    if begins {
                        *place = Some((letter, ink));
                    } else if !fills {
                        *place = Some((along, dim));
                    }
                }
            }
        }
        let mut text = String::new();
        let mut from = 0;
        let mut ink = Ink::of(Role::Dim);
        for (at, cell) in (0u16..).zip(cells.iter().chain([&None])) {
            let (sign, next) = cell.map_or((None, Ink::of(Role::Text)), |(sign, next)| (Some(sign), next));
            if next != ink || sign.is_none() {
                canvas.put(x + from, y, &text, ink);
                text.clear();
                from = at;
                ink = next;
            }
            text.extend(sign);
            if sign.is_none() {
                from = at + 1;
            }
        }
    }
}

/// Returns the letter of a kind of layer, what stands along it, and the ink of the letter.
fn marks(kind: Kind) -> Option<(char, char, Ink)> {
    match kind {
        Kind::Mention { wash, letter, .. } => Some((letter, '‾', Ink::of(Role::Text).bold().wash(wash))),
        Kind::Source => Some(('S', '·', Ink::of(Role::Dim).bold())),
        Kind::Cue => Some(('C', '·', Ink::of(Role::Cue))),
        Kind::Content { .. } => Some(('N', '·', Ink::of(Role::Dim).bold())),
        // Nobody has said what it is: a line without a letter.
        Kind::Likely => Some(('‾', '‾', Ink::of(Role::Dim))),
        Kind::Lit { .. } | Kind::Hit | Kind::Selection => None,
    }
}
