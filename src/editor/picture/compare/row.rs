//! One row of the compare view on the screen: a sentence in each leaf, the sign and what differs on the hinge.

use unicode_width::UnicodeWidthStr;

use crate::editor::Editor;
use crate::editor::compared::{Laid, Row, Screen};
use crate::editor::grid::Grid;
use crate::editor::links::sign;
use crate::editor::picture::Canvas;
use crate::editor::picture::found::word;
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;

const DIM: Ink = Ink::of(Role::Dim);

/// What stands beside a sentence without a counterpart.
const NONE: &str = "no counterpart found";

/// The same where a person has confirmed it.
const CONFIRMED: &str = "no counterpart, confirmed";

/// A row at its place on the screen.
struct Place<'r> {
    row: &'r Row,
    laid: &'r Laid,
    y: u16,
    /// How many lines of it are seen.
    lines: u16,
    /// The side that keys act on, where this is the chosen row.
    chosen: Option<DocId>,
    /// Whether it is said beside it that it has no counterpart.
    says_none: bool,
}

impl Editor {
    /// Draws the row at place `at` of those shown, from row `y` of the screen on.
    pub(super) fn draw_compared_row(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen, at: usize, y: u16) {
        let Some(number) = screen.shown.get(at).copied() else { return };
        let (Some(row), Some(laid)) = (screen.rows.get(number), self.laid_row(screen, number, grid)) else { return };
        let lines = self.compared_lines(screen, number, grid).min(grid.status().saturating_sub(y));
        let chosen = if at == screen.chosen { screen.sentence().map(|(doc, _)| doc) } else { None };
        // Said once for sentences that follow each other.
        let before = at.checked_sub(1).filter(|before| *before >= screen.top).and_then(|at| screen.shown.get(at));
        let alone = |row: &Row| (row.pair.is_none(), row.ends[0].is_some(), row.confirmed.is_some());
        let goes_on = before.and_then(|at| screen.rows.get(*at)).is_some_and(|before| alone(before) == alone(row));
        let place = Place { row, laid: &laid, y, lines, chosen, says_none: row.pair.is_none() && !goes_on };
        if grid.hinge.is_some() {
            for doc in DocId::BOTH {
                self.draw_leaf(canvas, grid, &place, doc);
            }
            draw_hinge(canvas, grid, &place);
        } else {
            self.draw_stacked(canvas, grid, &place);
        }
    }

    fn draw_leaf(&self, canvas: &mut Canvas, grid: &Grid, place: &Place, doc: DocId) {
        let columns = grid.columns(doc);
        if place.row.ends[doc.index()].is_none() {
            if place.says_none {
                let words = if place.row.confirmed.is_some() { CONFIRMED } else { NONE };
                canvas.put_words(columns.text, place.y, words, grid.text_width, DIM.italic());
            }
            return;
        }
        if let Some(number) = self.compared_number(place.row, doc) {
            let ink = if place.chosen.is_some() { Ink::of(Role::Accent).bold() } else { Ink::of(Role::Gutter) };
            match doc {
                DocId::A if columns.number == 0 => {
                    canvas.put(0, place.y, &number, ink);
                }
                DocId::A => {
                    canvas.put_right(columns.number + columns.number_width - 1, place.y, &number, ink);
                }
                DocId::B => {
                    canvas.put_right(grid.right, place.y, &number, ink);
                }
            }
        }
        if place.chosen == Some(doc) {
            point(canvas, columns.bar, columns.text, place.y);
        }
        let sides = &place.laid.sides[doc.index()];
        draw_lines(canvas, columns.text, place.y, sides.iter().take(usize::from(place.lines)));
    }

    /// Draws both sentences one below the other, where only one article has room.
    fn draw_stacked(&self, canvas: &mut Canvas, grid: &Grid, place: &Place) {
        let (mut y, bottom) = (place.y, place.y + place.lines);
        for doc in DocId::BOTH {
            let lines = &place.laid.sides[doc.index()];
            if lines.is_empty() || y >= bottom {
                continue;
            }
            if doc == DocId::B && y > place.y {
                let (sign, ink) = mark(canvas, place.row);
                let words: Vec<&str> = flags(place.row);
                let x = canvas.put(grid.left(), y, &sign, ink);
                canvas.put_words(x + 1, y, &words.join(", "), grid.text_width, Ink::of(Role::Differs));
                y += 1;
            }
            let number = self.compared_number(place.row, doc).unwrap_or_default();
            let ink = if place.chosen.is_some() { Ink::of(Role::Accent).bold() } else { Ink::of(Role::Gutter) };
            canvas.put_words(0, y, &format!("{}{number}", doc.letter()), grid.left() - 1, ink);
            if place.chosen == Some(doc) {
                point(canvas, grid.left() - 1, grid.left(), y);
            }
            let room = usize::from(bottom.saturating_sub(y));
            draw_lines(canvas, grid.left(), y, lines.iter().take(room));
            y = y.saturating_add(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        }
    }

    /// Returns the paragraph that the sentence of `row` in `doc` begins in.
    fn compared_number(&self, row: &Row, doc: DocId) -> Option<String> {
        let start = self.compared_bytes(doc, row.ends[doc.index()]?)?.start;
        self.document(doc).paragraph_number(start).map(|number| number.to_string())
    }
}

/// Puts the pointer at column `x`, and the terminal's cursor at `text`.
fn point(canvas: &mut Canvas, x: u16, text: u16, y: u16) {
    let pointer = canvas.sign('▸').to_string();
    canvas.put(x, y, &pointer, Ink::of(Role::Accent).bold());
    canvas.scene.cursor = Some((text, y));
}

fn draw_lines<'l>(canvas: &mut Canvas, x: u16, y: u16, lines: impl Iterator<Item = &'l Vec<(String, Ink)>>) {
    for (y, line) in (y..).zip(lines) {
        let mut x = x;
        for (text, ink) in line {
            x = canvas.put(x, y, text, *ink);
        }
    }
}

/// Returns the sign of `row`: of what a person says of it, or else that the two are alike.
fn mark(canvas: &Canvas, row: &Row) -> (String, Ink) {
    match row.says() {
        Some(says) => {
            let (sign, role) = sign(says.kind);
            (canvas.sign(sign).to_string(), Ink::of(role).bold())
        }
        None => ("~".to_owned(), DIM),
    }
}

/// Returns what differs in `row`, in words: as a person says, or as was found.
pub(super) fn flags(row: &Row) -> Vec<&'static str> {
    match (row.says().and_then(|says| says.differs_in), row.pair) {
        (Some(difference), _) => vec![difference.word()],
        (None, Some((_, found))) => found.flags().map(word).collect(),
        (None, None) => Vec::new(),
    }
}

/// Draws the sign on the hinge, below it what differs, and the hinge along the rest of the row.
fn draw_hinge(canvas: &mut Canvas, grid: &Grid, place: &Place) {
    let Some(hinge) = grid.hinge else { return };
    let line = canvas.sign('│').to_string();
    for y in place.y..place.y + place.lines {
        canvas.put(hinge, y, &line, Ink::of(Role::Rule));
    }
    if place.row.pair.is_none() {
        return;
    }
    let (sign, ink) = mark(canvas, place.row);
    canvas.put(hinge, place.y, &sign, ink);
    let words = flags(place.row);
    for (y, word) in (place.y + 1..place.y + place.lines).zip(&words) {
        let width = u16::try_from(word.width()).unwrap_or(0);
        canvas.put(hinge.saturating_sub(width / 2), y, word, Ink::of(Role::Differs));
    }
}
