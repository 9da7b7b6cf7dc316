//! The grid: which cells of a screen of some size hold what.
//!
//! Two leaves and a hinge. Both columns of text are equally wide, their margins mirrored: numbers at the outer
//! edges, links beside the hinge. Everything that stands at the left begins in the column of the left text,
//! everything that stands at the right ends in the column of the right numbers.

use super::settings::{Panes, Settings};
use crate::text::DocId;

/// The least columns and rows that anything is shown on.
pub const LEAST: (u16, u16) = (50, 12);

/// From this many columns on, margins are wide.
const WIDE: u16 = 100;

/// From this many columns on, two panes stand side by side.
const TWO: u16 = 76;

/// How many lines of the other article a screen with one pane shows at its foot.
const STRIP: u16 = 4;

/// The columns of one pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The first cell of the paragraph's number.
    pub number: u16,
    /// How many cells the number has; it ends in the last of them.
    pub number_width: u16,
    /// The sign of a doubt or a note; where `sign_in_number`, only on rows without a number.
    pub sign: u16,
    /// The bar beside content.
    pub bar: u16,
    /// The first cell of the text.
    pub text: u16,
    /// The first of the three cells of a link; none where there is no other pane to link to.
    pub link: Option<u16>,
}

/// Which cells hold what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// The columns of the screen.
    pub width: u16,
    /// The rows of the screen.
    pub height: u16,
    /// Whether both panes are side by side.
    pub two: bool,
    /// Whether the margins are wide.
    pub wide: bool,
    /// How many cells wide each column of text is.
    pub text_width: u16,
    /// The column of the hinge; none with one pane.
    pub hinge: Option<u16>,
    /// The last column that anything at the right ends in.
    pub right: u16,
    /// The first row of text.
    pub first_row: u16,
    /// How many rows of text there are.
    pub rows: u16,
    /// How many rows the strip of the other article has, below its heading; 0 for no strip.
    pub strip: u16,
}

impl Grid {
    /// Returns the grid of a screen of `size` columns and rows, none where that is too small to work on.
    #[must_use]
    pub fn of(size: (u16, u16), settings: &Settings) -> Option<Self> {
        let (width, height) = size;
        if width < LEAST.0 || height < LEAST.1 {
            return None;
        }
        let wide = width >= WIDE;
        let two = width >= TWO && settings.panes != Panes::One;
        let margins = if wide { 22 } else { 16 };
        let room = match (two, wide) {
            (true, _) => (width - margins) / 2,
            (false, true) => width - 12,
            (false, false) => width - 7,
        };
        let text_width = room.min(settings.text_width.max(20));
        let left = if wide { 7 } else { 3 };
        let hinge = two.then_some(left + text_width + 4);
        let number = if wide { 4 } else { 3 };
        let right = match hinge {
            Some(hinge) => (hinge + 5 + text_width + number).min(width - 1),
            None => (left + text_width + number).min(width - 1),
        };
        // A tall screen has room for a blank row above and below the text.
        let air = u16::from(height >= 30);
        let body = height - 4 - 2 * air;
        let strip = if !two && body >= 3 * STRIP { STRIP } else { 0 };
        let rows = body - strip - u16::from(strip > 0);
        Some(Grid { width, height, two, wide, text_width, hinge, right, first_row: 2 + air, rows, strip })
    }

    /// Returns the first column of everything that stands at the left.
    #[must_use]
    pub fn left(&self) -> u16 {
        if self.wide { 7 } else { 3 }
    }

    /// Returns the row of the status line.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.height - 2
    }

    /// Returns the row of the hint line.
    #[must_use]
    pub fn hints(&self) -> u16 {
        self.height - 1
    }

    /// Returns the row of the strip's heading, where there is a strip.
    #[must_use]
    pub fn strip_heading(&self) -> Option<u16> {
        (self.strip > 0).then_some(self.first_row + self.rows)
    }

    /// Returns the columns of the pane of `doc`.
    #[must_use]
    pub fn columns(&self, doc: DocId) -> Columns {
        let left = self.left();
        match (doc, self.hinge) {
            (DocId::B, Some(hinge)) => Columns {
                number: self.right - 2 + u16::from(!self.wide),
                number_width: if self.wide { 3 } else { 2 },
                sign: hinge + 4,
                bar: hinge + 5,
                text: hinge + 6,
                link: Some(hinge + 1),
            },
            (_, hinge) => Columns {
                number: u16::from(self.wide),
                number_width: if self.wide { 3 } else { 2 },
                sign: if self.wide { 5 } else { 1 },
                bar: left - 1,
                text: left,
                link: hinge.map(|hinge| hinge - 3),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(width: u16, height: u16) -> Grid {
        Grid::of((width, height), &Settings::default()).expect("large enough")
    }

    #[test]
    fn the_two_sizes_of_the_pictures_have_their_columns() {
        let wide = grid(160, 48);
        assert_eq!((wide.text_width, wide.hinge, wide.right), (69, Some(80), 158));
        let b = wide.columns(DocId::B);
        assert_eq!((b.link, b.bar, b.text, b.number, b.number_width), (Some(81), 85, 86, 156, 3));
        let narrow = grid(80, 24);
        assert_eq!((narrow.text_width, narrow.hinge, narrow.right), (32, Some(39), 79));
        let (a, b) = (narrow.columns(DocId::A), narrow.columns(DocId::B));
        assert_eq!((a.number, a.bar, a.text, a.link), (0, 2, 3, Some(36)));
        assert_eq!((b.link, b.bar, b.text, b.number, b.number_width), (Some(40), 44, 45, 78, 2));
        assert_eq!((narrow.first_row, narrow.rows, narrow.status()), (2, 20, 22));
    }

    #[test]
    fn nothing_ever_leaves_the_screen() {
        for width in 0..260 {
            for height in [0, 5, 11, 12, 16, 24, 29, 30, 48, 200] {
                let Some(grid) = Grid::of((width, height), &Settings::default()) else {
                    assert!(width < 50 || height < 12);
                    continue;
                };
                assert!(grid.text_width <= 72 && grid.right < width, "{width}x{height}");
                for doc in DocId::BOTH {
                    let columns = grid.columns(doc);
                    assert!(columns.text + grid.text_width <= width, "{width}x{height} {doc}");
                    assert!(columns.number + columns.number_width <= width);
                }
                let used = grid.first_row + grid.rows + if grid.strip > 0 { grid.strip + 1 } else { 0 };
                assert!(used <= grid.status() && grid.rows >= 3, "{width}x{height}");
            }
        }
    }
}
