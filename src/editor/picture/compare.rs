//! The compare view: A at the left, B at the right, what ties them on the hinge, paragraphs at the edges.

mod lay;
mod row;

use super::Canvas;
use super::found::word;
use super::sheet::draw_keys;
use super::status::BAND;
use crate::annotation::ties::Says;
use crate::annotation::{Decision, Record, counted};
use crate::editor::Editor;
use crate::editor::compared::{Only, Row, Screen};
use crate::editor::grid::Grid;
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, display};

const DIM: Ink = Ink::of(Role::Dim);

/// The keys, as the foot says them.
const KEYS: [(&str, &str); 12] = [
    ("]d", "next difference"),
    ("=", "same"),
    ("d", "differs"),
    ("-", "untie"),
    ("0", "confirm none"),
    ("f", "show less"),
    ("!", "contradicts"),
    ("v", "words or passages"),
    ("t", "tags"),
    ("Enter", "go there"),
    ("]f", "next flagged"),
    ("?", "keys"),
];

impl Editor {
    /// Draws the compare view over the whole desk, below the title.
    pub(super) fn draw_compare(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
        draw_heading(canvas, grid, screen);
        let bottom = grid.status();
        let mut y = grid.first_row;
        for at in screen.top..screen.shown.len() {
            if y >= bottom {
                break;
            }
            self.draw_compared_row(canvas, grid, screen, at, y);
            let lines = screen.shown.get(at).map_or(0, |at| self.compared_lines(screen, *at, grid));
            y = y.saturating_add(1 + lines);
        }
        if screen.shown.is_empty() {
            let words = if screen.waits.is_empty() { "nothing is left by what is asked for" } else { &screen.waits };
            canvas.put_words(grid.left(), grid.first_row, words, grid.right, DIM.italic());
        }
        self.draw_compare_status(canvas, grid, screen);
        if self.pending.is_empty() {
            draw_keys(canvas, grid, &KEYS);
        } else {
            self.draw_following(canvas, grid);
        }
    }

    fn draw_compare_status(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
        let (y, left) = (grid.status(), grid.left());
        let row = screen.row();
        let count = match (screen.flagged_place(), &row) {
            (Some((place, all)), _) => format!("flagged {place} of {all}"),
            (None, Some(_)) => format!("{} of {}", screen.chosen + 1, screen.shown.len()),
            (None, None) => String::new(),
        };
        let Some(room) = self.begin_status(canvas, grid, &count) else { return };
        let Some(row) = row else { return };
        let laid = screen.shown.get(screen.chosen).and_then(|at| self.laid_row(screen, *at, grid));
        let (name, words) = self.compared_words(&row, laid.as_ref().map_or(&[None, None], |laid| &laid.flagged));
        let x = canvas.put_words(left, y, &name, room, BAND.bold());
        if x + 2 < left + room {
            canvas.put_words(x + 2, y, &words, left + room - x - 2, BAND);
        }
    }

    /// Returns what is to be said of `row`, whose first words that are `flagged` are given: in a word or two, and then more.
    fn compared_words(&self, row: &Row, flagged: &[Option<String>; 2]) -> (String, String) {
        let place = |doc: DocId| {
            let start =
                row.ends[doc.index()].and_then(|at| self.compared_bytes(doc, at)).map_or(0, |bytes| bytes.start);
            self.place_words(doc, start)
        };
        let Some((score, found)) = row.pair else {
            let doc = if row.ends[0].is_some() { DocId::A } else { DocId::B };
            let other = doc.other().letter();
            return match row.confirmed.and_then(|id| self.set.get(id)) {
                Some(Record::Decision(Decision { provenance, .. })) => {
                    let by = display::shown(&provenance.by);
                    (place(doc), format!("no counterpart in {other}, confirmed by {by}"))
                }
                _ => (place(doc), format!("no counterpart found in {other}; 0 confirms it, = looks for one")),
            };
        };
        let both = || format!("{}, {}", place(DocId::A), place(DocId::B));
        let by_hand = row.says().map(Says::words);
        let flags: Vec<&str> = found.flags().map(word).collect();
        if flags.is_empty() {
            let name = by_hand.unwrap_or_else(|| format!("alike {score:.2}"));
            return (name, both());
        }
        let words = |doc: DocId| match &flagged[doc.index()] {
            Some(words) => format!("{} {words}", place(doc)),
            None => format!("{} nothing", place(doc)),
        };
        let name = match by_hand {
            Some(says) => format!("{says}, found: {}", flags.join(", ")),
            None => flags.join(", "),
        };
        (name, format!("{}, {}", words(DocId::A), words(DocId::B)))
    }
}

/// Draws the heading: how much both share, and what is shown of it.
fn draw_heading(canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
    canvas.rule(0, grid.width, 1);
    let x = canvas.put(grid.left() - 1, 1, " Compare  ", Ink::of(Role::Accent).bold());
    let counts = screen.counts;
    let mut parts = vec![counted(counts.pairs, "pair"), format!("{} flagged", counts.flagged)];
    let [a, b] = counts.alone;
    parts.push(format!("unmatched A {a}, B {b}"));
    if screen.only != Only::All {
        parts.insert(0, screen.only.words().to_owned());
    }
    if screen.passages {
        parts.insert(0, "passages".to_owned());
    }
    if !screen.waits.is_empty() {
        parts.clear();
    }
    let x = canvas.put_words(x, 1, &parts.join("  "), grid.right.saturating_sub(x + 1), DIM);
    canvas.put(x, 1, " ", Ink::of(Role::Text));
    if let Some(hinge) = grid.hinge.filter(|hinge| *hinge > x) {
        let joint = canvas.sign('┬').to_string();
        canvas.put(hinge, 1, &joint, Ink::of(Role::Rule));
    }
}
