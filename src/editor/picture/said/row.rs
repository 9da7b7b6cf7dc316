//! One row of who said what: a claim in each leaf, the sign of their tie on the hinge.

use unicode_width::UnicodeWidthStr;

use crate::annotation::Id;
use crate::compare::said::{Relation, Row, inside};
use crate::editor::Editor;
use crate::editor::claims::Screen;
use crate::editor::grid::Grid;
use crate::editor::links::sign;
use crate::editor::panels::folded;
use crate::editor::picture::{Canvas, cut};
use crate::editor::said::{Cell, SOURCE};
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// What is said of a part that is not there.
const MISSING: &str = "not in the text";

/// A row at its place on the screen.
struct Seen<'r> {
    row: &'r Row,
    y: u16,
    /// How many lines it has.
    lines: u16,
    /// The claim that keys act on, where this is the chosen row.
    chosen: Option<Id>,
}

impl Seen<'_> {
    /// Returns `ink` as it is in this row: on the band where it is the chosen one.
    fn ink(&self, ink: Ink) -> Ink {
        Ink { band: self.chosen.is_some(), ..ink }
    }

    /// Puts `words`, or that they are not in the text; returns the column after them.
    fn put(&self, canvas: &mut Canvas, x: u16, words: Option<&str>, room: u16, ink: Ink) -> u16 {
        match words {
            Some(words) => canvas.put_words(x, self.y, words, room, self.ink(ink)),
            None => canvas.put_words(x, self.y, MISSING, room, self.ink(DIM.italic())),
        }
    }
}

impl Editor {
    /// Draws row number `at` from row `y` of the screen on.
    pub(super) fn draw_said_row(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen, at: usize, y: u16) {
        let Some(row) = screen.rows.get(at) else { return };
        let lines = self.said_lines(screen, at, grid).min(grid.status().saturating_sub(y));
        let seen = Seen { row, y, lines, chosen: screen.claim().filter(|_| at == screen.chosen) };
        if seen.chosen.is_some() {
            (y..y + lines).for_each(|y| canvas.band(y));
        }
        if grid.hinge.is_none() {
            self.draw_lines(canvas, grid, &seen);
            return;
        }
        for doc in DocId::BOTH {
            if let Some(id) = row.ends[doc.index()] {
                self.draw_cell(canvas, grid, &seen, id, doc);
            }
        }
        draw_sign(canvas, grid, &seen);
    }

    /// Draws each claim on one line, where only one article has room.
    fn draw_lines(&self, canvas: &mut Canvas, grid: &Grid, seen: &Seen) {
        let left = grid.left();
        let mut first = true;
        for (y, id) in (seen.y..seen.y + seen.lines).zip(seen.row.ends.into_iter().flatten()) {
            let Some(claim) = self.claim(id) else { continue };
            let (cell, seen) = (self.cell(claim), Seen { y, ..*seen });
            if seen.chosen == Some(id) {
                point(canvas, left - 1, left, &seen);
            }
            let mark = match seen.row.relation {
                Relation::Tied(says) => Some(sign(says.kind)),
                Relation::Near(_) => Some(('~', Role::Dim)),
                Relation::Apart => None,
            };
            if let Some((mark, role)) = mark.filter(|_| !std::mem::take(&mut first)) {
                let mark = canvas.sign(mark).to_string();
                canvas.put(left, y, &mark, seen.ink(Ink::of(role).bold()));
            }
            let number = cell.number.map_or_else(String::new, |number| number.to_string());
            let place = format!("{}{number}", claim.doc.letter());
            let x = canvas.put(left + 2, y, &place, seen.ink(DIM)).max(left + 6) + 1;
            let x = put_source(canvas, x, &cell, 18, &seen, seen.chosen == Some(id));
            let room = (grid.right + 1).saturating_sub(x + 2);
            seen.put(canvas, x + 2, cell.content.as_deref(), room, PLAIN);
        }
    }

    fn draw_cell(&self, canvas: &mut Canvas, grid: &Grid, seen: &Seen, id: Id, doc: DocId) {
        let Some(claim) = self.claim(id).filter(|_| seen.lines > 0) else { return };
        let (cell, columns) = (self.cell(claim), grid.columns(doc));
        let is_chosen = seen.chosen == Some(id);
        if let Some(number) = cell.number {
            let number = number.to_string();
            let ink = if is_chosen { Ink::of(Role::Accent).bold() } else { DIM };
            match doc {
                DocId::A if columns.number == 0 => canvas.put(0, seen.y, &number, seen.ink(ink)),
                DocId::A => {
                    let last = columns.number + columns.number_width - 1;
                    canvas.put_right(last, seen.y, &number, seen.ink(ink))
                }
                DocId::B => canvas.put_right(grid.right, seen.y, &number, seen.ink(ink)),
            };
        }
        self.draw_inside(canvas, grid, seen, id, doc);
        if is_chosen {
            point(canvas, columns.text - if grid.wide { 2 } else { 1 }, columns.text, seen);
        }
        let indent = (cell.depth * 2).min(6);
        let source = columns.text + indent;
        if grid.wide {
            put_source(canvas, source, &cell, SOURCE - 2 - indent, seen, is_chosen);
            let room = grid.text_width.saturating_sub(SOURCE);
            draw_content(canvas, columns.text + SOURCE, cell.content.as_deref(), room, seen);
            return;
        }
        put_source(canvas, source, &cell, grid.text_width - indent, seen, is_chosen);
        if seen.lines > 1 {
            let below = Seen { y: seen.y + 1, lines: 1, ..*seen };
            let bar = canvas.sign('▎').to_string();
            canvas.put(columns.text - 1, below.y, &bar, seen.ink(Ink::of(Role::Bar)));
            draw_content(canvas, columns.text, cell.content.as_deref(), grid.text_width, &below);
        }
    }

    /// Draws what ties a claim to another one of its own article, beside the hinge.
    fn draw_inside(&self, canvas: &mut Canvas, grid: &Grid, seen: &Seen, id: Id, doc: DocId) {
        let Some((other, says)) = inside(&self.set, id).into_iter().next() else { return };
        let (Some(x), Some(claim)) = (grid.columns(doc).link, self.claim(other)) else { return };
        let (sign, role) = sign(says.kind);
        let number = self.cell_number(claim).map_or_else(String::new, |number| number.to_string());
        // Three cells hold two figures.
        let number = if number.len() > 2 { String::new() } else { number };
        let text = format!("{}{number}", canvas.sign(sign));
        canvas.put(x, seen.y, &text, seen.ink(Ink::of(role).bold()));
    }
}

/// Puts the pointer at column `x`, and the terminal's cursor at `text`.
fn point(canvas: &mut Canvas, x: u16, text: u16, seen: &Seen) {
    let pointer = canvas.sign('▸').to_string();
    canvas.put(x, seen.y, &pointer, seen.ink(Ink::of(Role::Accent).bold()));
    canvas.scene.cursor = Some((text, seen.y));
}

/// Puts who says it; returns the column after that.
fn put_source(canvas: &mut Canvas, x: u16, cell: &Cell, room: u16, seen: &Seen, chosen: bool) -> u16 {
    if cell.goes_on {
        return canvas.put_words(x, seen.y, "the same, going on", room, seen.ink(DIM.italic()));
    }
    let ink = if chosen { Ink::of(Role::Accent).bold() } else { PLAIN.bold() };
    seen.put(canvas, x, cell.source.as_deref(), room, ink)
}

/// Draws the sign on the hinge, and below it in what the two differ or how near they are.
fn draw_sign(canvas: &mut Canvas, grid: &Grid, seen: &Seen) {
    let Some(hinge) = grid.hinge.filter(|_| seen.lines > 0) else { return };
    let (sign, role, below) = match seen.row.relation {
        Relation::Tied(says) => {
            let (sign, role) = sign(says.kind);
            (sign, role, says.differs_in.map(|what| what.word().to_owned()))
        }
        Relation::Near(score) => ('~', Role::Dim, Some(format!("{score:.2}"))),
        Relation::Apart => return,
    };
    let sign = canvas.sign(sign).to_string();
    canvas.put(hinge, seen.y, &sign, seen.ink(Ink::of(role).bold()));
    if let Some(word) = below.filter(|_| seen.lines > 1) {
        let width = u16::try_from(word.width()).unwrap_or(0);
        canvas.put(hinge.saturating_sub(width / 2), seen.y + 1, &word, seen.ink(Ink::of(role)));
    }
}

/// Draws what is said in the lines of its row, each of `room` cells.
fn draw_content(canvas: &mut Canvas, x: u16, words: Option<&str>, room: u16, seen: &Seen) {
    let Some(words) = words.filter(|_| seen.lines > 1) else {
        seen.put(canvas, x, words, room, PLAIN);
        return;
    };
    let all = folded(words, room);
    for (at, text) in (0..seen.lines).zip(&all) {
        let last = at + 1 == seen.lines && all.len() > usize::from(seen.lines);
        let next = all.get(usize::from(seen.lines)).map_or("", String::as_str);
        let text = if last { format!("{} {next}", text.trim_end()) } else { text.trim_end().to_owned() };
        let shown = cut(&text, room, canvas.sign('…'));
        canvas.put(x, seen.y + at, &shown, seen.ink(PLAIN));
    }
}
