//! From cells to bytes: the shortest way to move, to change the style and to blank.
//!
//! Sequences used: CUP, CUF, EL, ECH and SGR of ECMA-48, and the colours of ISO 8613-6, which every terminal of the
//! last thirty years understands.

use ratatui::buffer::Cell;

use super::paint::is_continuation;
use super::sgr::{Pen, decimal};

/// The bytes of a picture as they grow, and what the terminal will be like after them.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) bytes: Vec<u8>,
    /// Where the cursor stands, if that is known.
    at: Option<(u16, u16)>,
    pen: Pen,
    /// Whether the cursor is to be seen, if that is known.
    cursor_shown: Option<bool>,
}

/// Blanks from which on it pays to erase them instead of writing them.
const ERASE_FROM: usize = 10;
/// Unchanged cells up to which it pays to write them again instead of moving over them.
const REWRITE_UP_TO: usize = 3;

impl Encoder {
    pub(super) fn new() -> Self {
        Encoder { bytes: Vec::new(), at: None, pen: Pen::PLAIN, cursor_shown: None }
    }

    /// Forgets what is known of the terminal, as after another program wrote to it, and blanks the screen.
    pub(super) fn clear_screen(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[2J");
        (self.at, self.pen, self.cursor_shown) = (None, Pen::PLAIN, None);
    }

    /// Writes what makes the row `y` look like `new`, which looks like `old`.
    pub(super) fn row(&mut self, y: u16, old: &[Cell], new: &[Cell]) {
        let mut x = 0;
        while x < new.len() {
            if old[x] == new[x] || is_continuation(&new[x]) {
                x += 1;
                continue;
            }
            self.near(x, y, new);
            x += if is_empty(&new[x]) { self.blanks(x, old, new) } else { self.cell(x, new) };
        }
    }

    /// Moves to column `x` of row `y`, over cells that already look like those of `row`.
    fn near(&mut self, x: usize, y: u16, row: &[Cell]) {
        if let Some((from, same)) = self.at.filter(|(_, same)| *same == y) {
            let gap = row.get(usize::from(from)..x).unwrap_or_default();
            let rewritten = |cell: &Cell| self.writes(cell) && matches!(cell.symbol().as_bytes(), [_]);
            if gap.len() <= REWRITE_UP_TO && usize::from(from) <= x && gap.iter().all(rewritten) {
                for cell in gap {
                    self.bytes.extend_from_slice(cell.symbol().as_bytes());
                }
                self.at = Some((column(x), same));
                return;
            }
        }
        self.move_to(column(x), y);
    }

    /// Moves the cursor there, if it is elsewhere.
    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, same)) if same == y && from + 1 == x => self.sequence(&[], b'C'),
            Some((from, same)) if same == y && from < x => self.sequence(&[x - from], b'C'),
            Some((_, above)) if above.checked_add(1) == Some(y) && x == 0 => self.bytes.extend_from_slice(b"\r\n"),
            _ if (x, y) == (0, 0) => self.sequence(&[], b'H'),
            _ if x == 0 => self.sequence(&[y.saturating_add(1)], b'H'),
            _ => self.sequence(&[y.saturating_add(1), x.saturating_add(1)], b'H'),
        }
        self.at = Some((x, y));
    }

    /// Writes the grapheme that begins in `row[x]` and returns how many cells it fills.
    fn cell(&mut self, x: usize, row: &[Cell]) -> usize {
        let cell = &row[x];
        if !self.writes(cell) {
            self.change_pen(Pen::of(cell));
        }
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        let filled = 1 + row[x + 1..].iter().take_while(|cell| is_continuation(cell)).count();
        // At the right edge a terminal may wait to wrap, and of the width of a cluster it may think otherwise.
        let known = x + filled < row.len() && cell.symbol().chars().nth(1).is_none();
        self.at = self.at.filter(|_| known).map(|(_, y)| (column(x + filled), y));
        filled
    }

    /// Blanks the empty cells from `x` on that were not and returns how many need no more looking at.
    fn blanks(&mut self, x: usize, old: &[Cell], new: &[Cell]) -> usize {
        let run = new[x..].iter().take_while(|cell| is_empty(cell)).count();
        let changed = (x..x + run).rev().find(|place| old[*place] != new[*place]).map_or(1, |last| last + 1 - x);
        let to_the_end = x + run == new.len();
        if !to_the_end && changed < ERASE_FROM || changed <= REWRITE_UP_TO {
            return self.cell(x, new);
        }
        self.change_pen(Pen::PLAIN);
        if to_the_end {
            self.bytes.extend_from_slice(b"\x1b[K");
        } else {
            self.sequence(&[column(changed)], b'X');
        }
        changed
    }

    /// Whether `cell` can be written without changing the pen.
    fn writes(&self, cell: &Cell) -> bool {
        self.pen == Pen::of(cell) || cell.symbol() == " " && self.pen.blanks_like(Pen::of(cell))
    }

    /// Ends a picture: the cursor goes where it shall stand, or out of sight, and the pen is plain again, so that
    /// nothing written by others is coloured.
    pub(super) fn end(&mut self, cursor: Option<(u16, u16)>) {
        self.change_pen(Pen::PLAIN);
        if let Some((x, y)) = cursor {
            self.move_to(x, y);
        }
        if self.cursor_shown != Some(cursor.is_some()) {
            self.bytes.extend_from_slice(if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.cursor_shown = Some(cursor.is_some());
        }
    }

    fn change_pen(&mut self, to: Pen) {
        self.pen.change(to, &mut self.bytes);
        self.pen = to;
    }

    /// Writes a control sequence.
    fn sequence(&mut self, parameters: &[u16], last: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        for (place, parameter) in parameters.iter().enumerate() {
            if place > 0 {
                self.bytes.push(b';');
            }
            decimal(*parameter, &mut self.bytes);
        }
        self.bytes.push(last);
    }
}

/// Whether `cell` is blank in the terminal's own colours.
fn is_empty(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell) == Pen::PLAIN
}

/// A place in a row as the column it is; no row is longer than columns can count.
fn column(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
