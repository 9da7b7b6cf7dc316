//! The overview: bars around the hinge, A growing to the left and B to the right, the sign of what ties them between.

use super::Canvas;
use super::sheet::draw_keys;
use super::status::BAND;
use crate::compare::differences::Change;
use crate::compare::facing::Found;
use crate::compare::paragraphs::Line;
use crate::compare::row::Class;
use crate::editor::Editor;
use crate::editor::glance::{Bar, Cell, Overview, Places, Seen};
use crate::editor::grid::Grid;
use crate::editor::links::sign;
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;

const DIM: Ink = Ink::of(Role::Dim);

/// The keys and signs, as the foot says them.
const KEYS: [(&str, &str); 6] = [
    ("Enter", "go there"),
    ("h l", "A or B"),
    ("o", "order of A, of B"),
    ("?", "keys"),
    ("▁", "said by someone"),
    ("*", "tied by hand"),
];

impl Editor {
    /// Draws the overview over the whole desk, below the title.
    pub(super) fn draw_overview(&self, canvas: &mut Canvas, grid: &Grid, overview: &Overview) {
        let places = overview.places(grid);
        draw_heading(canvas, grid, overview, places);
        for (row, seen) in (grid.first_row..grid.status()).zip(&overview.seen) {
            let at = overview.top + usize::from(row - grid.first_row);
            let Some(line) = overview.line(at) else { break };
            let chosen = at == overview.chosen;
            if chosen {
                let pointer = canvas.sign('▸').to_string();
                canvas.put(grid.left() - 2, row, &pointer, Ink::of(Role::Accent).bold());
            }
            draw_line(canvas, places, row, (line, seen), chosen.then_some(overview.side), found(overview, line));
        }
        self.draw_overview_status(canvas, grid, overview);
        if self.pending.is_empty() {
            let said = canvas.sign('▁').to_string();
            let keys = KEYS.map(|(key, words)| if key == "▁" { (said.as_str(), words) } else { (key, words) });
            draw_keys(canvas, grid, &keys);
        } else {
            self.draw_following(canvas, grid);
        }
    }

    fn draw_overview_status(&self, canvas: &mut Canvas, grid: &Grid, overview: &Overview) {
        let [a, b] = overview.map.tied;
        let [of_a, of_b] = overview.map.bytes.each_ref().map(Vec::len);
        let counts = if grid.wide {
            format!("in both A {a} of {of_a}, B {b} of {of_b}")
        } else {
            format!("both A {a}/{of_a} B {b}/{of_b}")
        };
        let Some(room) = self.begin_status(canvas, grid, &counts) else { return };
        canvas.put_words(grid.left(), grid.status(), &self.overview_words(overview), room, BAND);
    }

    /// Returns what is to be said of the chosen line.
    fn overview_words(&self, overview: &Overview) -> String {
        let Some(line) = overview.line(overview.chosen) else { return String::new() };
        let place = |doc: DocId| {
            let number = line.paragraphs[doc.index()]?;
            let bytes = overview.map.bytes[doc.index()].get(number)?;
            Some(self.place_words(doc, bytes.start))
        };
        let (a, b) = match (place(DocId::A), place(DocId::B)) {
            (Some(a), Some(b)) => (a, b),
            (Some(one), None) => return format!("{one}  no counterpart found in B"),
            (None, Some(other)) => return format!("{other}  no counterpart found in A"),
            (None, None) => return String::new(),
        };
        let mut parts = Vec::new();
        let seen = overview.chosen.checked_sub(overview.top).and_then(|at| overview.seen.get(at));
        parts.extend(seen.and_then(|seen| seen.says).map(|says| format!("by hand: {}", says.words())));
        let best = line.bond.and_then(|bond| bond.best);
        if let (Some(tie), Some(found)) =
            (best.and_then(|best| overview.facing().comparison.ties.get(best)), best_found(overview, line))
        {
            let flags: Vec<&str> = found.flags().map(Change::word).collect();
            let flags = if flags.is_empty() { String::new() } else { format!(", differs in {}", flags.join(", ")) };
            let more = line.bond.map_or(0, |bond| bond.pairs.saturating_sub(1));
            let more = if more == 0 { String::new() } else { format!(", and {more} more") };
            parts.push(format!("found: {} {:.2}{flags}{more}", found.class.word(), tie.score));
        }
        format!("{a} and {b}  {}", parts.join("; "))
    }
}

/// What was found of the paragraphs in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tied {
    /// Words in common, and nothing worth a flag.
    Same,
    /// Something differs that is worth a flag.
    Changed,
    /// Some words in common.
    Related,
    /// Nothing.
    Nothing,
}

/// Returns what was found of the nearest sentences in `line`.
fn best_found(overview: &Overview, line: Line) -> Option<Found> {
    overview.facing().found(line.bond?.best?)
}

fn found(overview: &Overview, line: Line) -> Tied {
    match (line.bond, best_found(overview, line)) {
        (Some(bond), _) if bond.flagged => Tied::Changed,
        (_, Some(found)) if found.class == Class::Related => Tied::Related,
        (_, Some(_)) => Tied::Same,
        _ => Tied::Nothing,
    }
}

/// Draws the heading: the order of the lines, and what a cell stands for.
fn draw_heading(canvas: &mut Canvas, grid: &Grid, overview: &Overview, places: Places) {
    canvas.rule(0, grid.width, 1);
    let x = canvas.put(grid.left() - 1, 1, " Overview  ", Ink::of(Role::Accent).bold());
    let letters = if overview.scale == 1 { "1 letter".to_owned() } else { format!("{} letters", overview.scale) };
    let words = format!("in the order of {}  one cell, {letters} ", overview.order.letter());
    let x = canvas.put_words(x, 1, &words, grid.right.saturating_sub(x), DIM);
    let first = overview.top + 1;
    let last = overview.top + overview.seen.len();
    let count = format!(" {first}-{last} of {} ", overview.map.lines.len());
    if overview.seen.len() < overview.map.lines.len() {
        canvas.put_right(grid.right, 1, &count, DIM);
    }
    if places.hinge > x {
        let joint = canvas.sign('┬').to_string();
        canvas.put(places.hinge, 1, &joint, Ink::of(Role::Rule));
    }
}

/// Draws a line; `chosen` says which side of it is gone to.
fn draw_line(canvas: &mut Canvas, places: Places, y: u16, line: (Line, &Seen), chosen: Option<DocId>, found: Tied) {
    let (line, seen) = line;
    for doc in DocId::BOTH {
        let side = doc.index();
        let ink = match chosen {
            Some(goes) if goes == doc || line.paragraphs[goes.index()].is_none() => Ink::of(Role::Accent).bold(),
            Some(_) => Ink::of(Role::Accent),
            None => Ink::of(Role::Gutter),
        };
        let words = match line.paragraphs[side] {
            Some(_) if line.again[side] => canvas.sign('″').to_string(),
            Some(number) => (number + 1).to_string(),
            None => String::new(),
        };
        let cells = u16::try_from(seen.bars[side].cells.len()).unwrap_or(0);
        if doc == DocId::A {
            let end = places.hinge.saturating_sub(3);
            canvas.put_right(end, y, &words, ink);
            draw_bar(canvas, (end + 1).saturating_sub(places.number + 2 + cells), y, &seen.bars[side]);
        } else {
            canvas.put(places.hinge + 3, y, &words, ink);
            draw_bar(canvas, places.hinge + 3 + places.number + 2, y, &seen.bars[side]);
        }
    }
    let (mark, ink) = match (seen.says, found) {
        (Some(says), _) => {
            let (mark, role) = sign(says.kind);
            (mark, Ink::of(role).bold())
        }
        (None, Tied::Same) => ('≡', Ink::of(Role::Link)),
        (None, Tied::Changed) => ('≠', Ink::of(Role::Differs)),
        (None, Tied::Related) => ('~', Ink::of(Role::Link)),
        (None, Tied::Nothing) => ('│', Ink::of(Role::Rule)),
    };
    let mark = canvas.sign(mark).to_string();
    let x = canvas.put(places.hinge, y, &mark, ink);
    if seen.says.is_some() {
        canvas.put(x, y, "*", ink);
    }
}

/// Draws a bar from column `x` on, cells that look the same in one piece.
fn draw_bar(canvas: &mut Canvas, mut x: u16, y: u16, bar: &Bar) {
    let last = bar.cells.len().saturating_sub(1);
    let look = |at: usize, cell: &Cell| match cell {
        _ if bar.cut && at == last => ('…', DIM),
        Cell { named: Some((wash, letter)), said } => {
            let mut ink = Ink::of(Role::Text).wash(*wash);
            ink.underline = *said;
            (letter.unwrap_or(' '), ink)
        }
        Cell { named: None, said: true } => ('▁', Ink::of(Role::Bar)),
        Cell { named: None, said: false } => ('─', Ink::of(Role::Rule)),
    };
    let looks: Vec<(char, Ink)> = bar.cells.iter().enumerate().map(|(at, cell)| look(at, cell)).collect();
    for piece in looks.chunk_by(|one, next| one.1 == next.1) {
        let text: String = piece.iter().map(|(sign, _)| canvas.sign(*sign)).collect();
        x = canvas.put(x, y, &text, piece.first().map_or(DIM, |(_, ink)| *ink));
    }
}
