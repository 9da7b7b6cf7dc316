//! Who said what: A at the left, B at the right, the sign of the tie on the hinge, paragraphs at the edges.

mod row;

use super::Canvas;
use super::sheet::draw_keys;
use super::status::BAND;
use crate::annotation::counted;
use crate::compare::said::{Order, Relation};
use crate::editor::Editor;
use crate::editor::claims::Screen;
use crate::editor::grid::Grid;
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, Span};

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// The keys, as the foot says them.
const KEYS: [(&str, &str); 12] = [
    ("Enter", "go there"),
    ("=", "same"),
    ("d", "differs"),
    ("!", "contradicts"),
    ("-", "untie"),
    ("o", "order"),
    ("s", "source"),
    ("n", "naming"),
    ("r", "role"),
    ("/", "narrow"),
    ("x", "export"),
    ("?", "keys"),
];

impl Editor {
    /// Draws who said what over the whole desk, below the title.
    pub(super) fn draw_said(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
        draw_heading(canvas, grid, screen);
        let bottom = grid.status();
        let mut y = grid.first_row;
        for (at, row) in screen.rows.iter().enumerate().skip(screen.top) {
            if y >= bottom {
                break;
            }
            if screen.begins_part(at) {
                y += screen.heading_lines(at, grid) - u16::from(at == screen.top && at > 0 && grid.wide);
                draw_part(canvas, grid, screen, row.relation, (y - 1).min(bottom));
            }
            self.draw_said_row(canvas, grid, screen, at, y);
            y = y.saturating_add(self.said_lines(screen, at, grid));
        }
        if screen.rows.is_empty() {
            canvas.put(grid.left(), grid.first_row, "no claim is left by what is asked for", DIM.italic());
        }
        self.draw_said_status(canvas, grid, screen);
        if self.pending.is_empty() {
            draw_keys(canvas, grid, &KEYS);
        } else {
            self.draw_following(canvas, grid);
        }
    }

    fn draw_said_status(&self, canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
        let count = match screen.rows.len() {
            0 => String::new(),
            rows => format!("{} of {rows}", screen.chosen + 1),
        };
        let Some(room) = self.begin_status(canvas, grid, &count) else { return };
        let words = self.said_words(screen);
        canvas.put_words(grid.left(), grid.status(), &words, room, BAND);
    }

    /// Returns what is to be said of the chosen row.
    fn said_words(&self, screen: &Screen) -> String {
        let (Some(row), Some(claim)) = (screen.row(), screen.claim().and_then(|id| self.claim(id))) else {
            return "nothing is shown".to_owned();
        };
        match row.relation {
            Relation::Tied(says) => format!("{}: {}", says.words(), self.attribution_words(claim)),
            Relation::Near(score) => format!("near ({score:.2}), not tied: = ties them as the same"),
            Relation::Apart => {
                let place = self.place_words(claim.doc, claim.spans().map(Span::start).min().unwrap_or(0));
                let who: Vec<String> = self
                    .speakers_of(claim)
                    .into_iter()
                    .filter(|speaker| speaker.name != speaker.words && !speaker.words.is_empty())
                    .map(|speaker| format!("{} is {}", speaker.words, speaker.name))
                    .collect();
                let about =
                    ["naming", "role", "mode"].into_iter().filter_map(|name| claim.attributes.get(name).cloned());
                let about: Vec<String> = who.into_iter().chain(about).collect();
                let about = if about.is_empty() { String::new() } else { format!("  {}", about.join(", ")) };
                format!("{place} {}, not tied{about}", self.attribution_words(claim))
            }
        }
    }
}

/// Draws the heading: how many claims there are, and what is shown of them.
fn draw_heading(canvas: &mut Canvas, grid: &Grid, screen: &Screen) {
    canvas.rule(0, grid.width, 1);
    let left = grid.left();
    let x = canvas.put(left - 1, 1, " Who said what  ", Ink::of(Role::Accent).bold());
    let counts = &screen.counts;
    let [a, b] = counts.claims;
    let mut parts = vec![counted(a + b, "attribution"), format!("{} in both", counts.tied[0])];
    let contradictions = counts.ties.get("contradicts").copied().unwrap_or(0);
    parts.extend((contradictions > 0).then(|| counted(contradictions, "contradiction")));
    parts.extend((screen.order != Order::Text).then(|| format!("by {}", screen.order.word())));
    parts.extend(screen.narrowing.words().into_iter().map(|word| format!("only {word}")));
    let room = grid.right.saturating_sub(x + 1);
    let x = canvas.put_words(x, 1, &parts.join("  "), room, DIM);
    let mut x = canvas.put(x, 1, " ", PLAIN);
    if screen.typing || !screen.words.text().is_empty() {
        let view = screen.words.view(grid.right.saturating_sub(x + 3).max(4));
        let from = canvas.put(x, 1, " /", Ink::of(Role::Accent).bold());
        let end = canvas.put(from, 1, &view.shown, PLAIN);
        canvas.put(end, 1, "  ", PLAIN);
        if screen.typing {
            canvas.scene.cursor = Some(((from + view.cursor).min(grid.width - 1), 1));
        }
        x = end + 1;
    }
    if let Some(hinge) = grid.hinge.filter(|hinge| *hinge > x) {
        let joint = canvas.sign('┬').to_string();
        canvas.put(hinge, 1, &joint, Ink::of(Role::Rule));
    }
}

/// Draws the heading of a part of the rows.
fn draw_part(canvas: &mut Canvas, grid: &Grid, screen: &Screen, relation: Relation, y: u16) {
    if y >= grid.status() {
        return;
    }
    let ink = DIM.italic();
    let (near, apart) = screen.parts;
    if let Relation::Near(_) = relation {
        canvas.put(grid.left(), y, &format!("near, not tied  {near}"), ink);
        return;
    }
    let words = |doc: DocId| format!("in {}, not tied  {}", doc.letter(), apart[doc.index()]);
    if grid.hinge.is_some() {
        for doc in DocId::BOTH {
            canvas.put(grid.columns(doc).text, y, &words(doc), ink);
        }
    } else {
        canvas.put(grid.left(), y, &DocId::BOTH.map(words).join("   "), ink);
    }
}
