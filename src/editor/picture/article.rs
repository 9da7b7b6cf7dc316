//! One article: its rows with all that lies over them, and the margins beside.

use std::ops::Range;

use super::found::FoundHere;
use super::layers::{Layer, Layers, SignOf};
use super::{Canvas, Lines};
use crate::annotation::LinkKind;
use crate::editor::Editor;
use crate::editor::counterpart::Faces;
use crate::editor::grid::{Columns, Grid};
use crate::editor::layout::Laid;
use crate::editor::links::sign;
use crate::editor::scene::{Ink, Role};
use crate::text::wrap::Row;
use crate::text::{DocId, Document};

/// One line of an article at its place on the screen.
struct Seen<'a> {
    laid: &'a Laid,
    row: &'a Row,
    y: u16,
    /// Whether a paragraph begins with it.
    first: bool,
}

impl Editor {
    /// Draws the `lines` of `doc` from row `top` on, in `rows` rows.
    pub(super) fn draw_article(&self, canvas: &mut Canvas, grid: &Grid, lines: &Lines, top: u16, rows: u16) {
        let doc = lines.doc;
        let document = self.document(doc);
        let columns = grid.columns(doc);
        let with_lane = self.pane(doc).stride > 1;
        let layers = self.layers(doc, &lines.bytes);
        let found = self.found_in(doc, &lines.bytes);
        for line in lines.seen.iter().take_while(|line| line.y < rows) {
            let Some(at) = line.row else { continue };
            let (laid, y) = (&line.laid, top + line.y);
            let first = at == 0 && laid.begins_paragraph;
            let seen = Seen { laid, row: &laid.rows[at], y, first };
            self.draw_row(canvas, document, &columns, &seen, &layers);
            self.draw_margin(canvas, document, &columns, &seen, (&layers, &found));
            if with_lane && y + 1 < top + rows {
                self.draw_lane(canvas, columns.text, y + 1, seen.row, &layers);
            }
        }
        if lines.seen.is_empty() && rows > 0 {
            let words = "this article has no text";
            canvas.put_words(columns.text, top, words, grid.text_width, Ink::of(Role::Dim).italic());
        }
    }

    /// Draws the text of one row, cut wherever a layer begins or ends.
    fn draw_row(&self, canvas: &mut Canvas, document: &Document, columns: &Columns, seen: &Seen, layers: &Layers) {
        let bytes = seen.row.bytes();
        let near: Vec<&Layer> =
            layers.over.iter().filter(|layer| layer.bytes.start < bytes.end && bytes.start < layer.bytes.end).collect();
        // Blanks that hang over the end of the row carry no wash: the next row begins with the next word.
        let text = document.text().get(bytes.clone()).unwrap_or("");
        let end = bytes.start + text.trim_end().len();
        let mut cuts: Vec<usize> = near.iter().flat_map(|layer| [layer.bytes.start, layer.bytes.end]).collect();
        cuts.retain(|cut| bytes.start < *cut && *cut < end);
        cuts.push(end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut pen = Pen { canvas, y: seen.y, text: String::new(), x: 0, next: 0, ink: Ink::of(Role::Text) };
        let mut from = bytes.start;
        for until in cuts {
            let ink = Layers::ink(&near, from);
            for cells in seen.row.cells(from..until) {
                // A layer that cuts a grapheme leaves it whole to the one before.
                let cells = cells.start.max(pen.reached(columns.text))..cells.end;
                if cells.start < cells.end {
                    let shown = seen.row.shown(document, cells.clone());
                    pen.write(columns.text + cells.start, cells.end - cells.start, &shown, ink);
                }
            }
            from = until;
        }
        pen.lift();
        self.draw_labels(canvas, document, seen.row, columns.text, seen.y);
        self.place_cursor(canvas, document, columns, seen);
    }

    /// Puts the terminal's cursor at the first cell of the selection.
    fn place_cursor(&self, canvas: &mut Canvas, document: &Document, columns: &Columns, seen: &Seen) {
        if document.id() != self.focus || self.overlay.is_some() {
            return;
        }
        let start = self.selection().start;
        if seen.row.bytes().contains(&start) {
            canvas.scene.cursor = Some((columns.text + seen.row.cell_of(start), seen.y));
        }
    }

    /// Draws what stands beside a row: number, sign, bar, link.
    fn draw_margin(
        &self,
        canvas: &mut Canvas,
        document: &Document,
        columns: &Columns,
        seen: &Seen,
        (layers, found): (&Layers, &[FoundHere]),
    ) {
        let bytes = seen.row.bytes();
        let number = if seen.first { document.paragraph_number(seen.laid.block.start.max(bytes.start)) } else { None };
        if let Some(number) = number {
            let ink =
                if self.is_faced(document, seen.laid) { Ink::of(Role::Accent).bold() } else { Ink::of(Role::Gutter) };
            // Four figures take one cell more than the margin has for them, toward the edge of the screen.
            let width = usize::from(columns.number_width);
            let at_the_edge = columns.number == 0;
            let text = if at_the_edge { format!("{number:<width$}") } else { format!("{number:>width$}") };
            let overhang = u16::try_from(text.len() - width).unwrap_or(0);
            canvas.put(columns.number.saturating_sub(overhang), seen.y, &text, ink);
        }
        let here = layers.signs.iter().filter(|sign| bytes.contains(&sign.at));
        let mut link: Option<(LinkKind, usize, bool)> = None;
        let mut sign = None;
        for what in here.map(|sign| &sign.what) {
            match what {
                SignOf::Doubt => sign = Some('?'),
                SignOf::Note => sign = sign.or(Some('*')),
                SignOf::Link { kind, paragraph, here } => {
                    let stronger = link.is_none_or(|(best, ..)| *kind > best);
                    if stronger {
                        link = Some((*kind, *paragraph, *here));
                    }
                }
            }
        }
        let in_number_cell = columns.sign < columns.number + columns.number_width && columns.sign >= columns.number;
        if let Some(sign) = sign.filter(|_| number.is_none() || !in_number_cell) {
            canvas.put(columns.sign, seen.y, &sign.to_string(), Ink::of(Role::Warning).bold());
        }
        draw_bar(canvas, columns, seen, layers, &bytes);
        let Some(x) = columns.link else { return };
        if let Some((kind, paragraph, here)) = link {
            draw_link(canvas, x, seen.y, document.id(), kind, paragraph, here);
        } else if let Some(found) = FoundHere::mark(found, &bytes) {
            let (text, role) = found.shown(document.id());
            canvas.put(x, seen.y, &text, Ink::of(role));
        }
    }

    /// Returns whether the selection begins in the paragraph that `laid` begins, or what faces it in the other article does.
    fn is_faced(&self, document: &Document, laid: &Laid) -> bool {
        let at = match &self.follow.faces {
            _ if document.id() == self.focus => self.selection().start,
            Faces::Passage(bytes) => bytes.start,
            _ => return false,
        };
        document.paragraph_at(at).start <= laid.block.start
            && laid.block.start <= at
            && document.paragraph_at(laid.block.start).end >= at
    }
}

/// Draws the bar beside a row that content touches, or a sign where it goes on further down.
fn draw_bar(canvas: &mut Canvas, columns: &Columns, seen: &Seen, layers: &Layers, bytes: &Range<usize>) {
    let bar = match layers.content_depth(bytes) {
        Some(0) => Some('▎'),
        Some(1) => Some('▌'),
        Some(_) => Some('▊'),
        None => layers.between.iter().any(|gap| gap.start <= bytes.start && bytes.end <= gap.end).then_some('┊'),
    };
    if let Some(bar) = bar {
        let bar = canvas.sign(bar).to_string();
        canvas.put(columns.bar, seen.y, &bar, Ink::of(Role::Bar));
    }
}

/// Draws `≡18` beside the left text, `6≡` beside the right one: the sign stands next to the text in both; inside one
/// article the sign stands first.
fn draw_link(canvas: &mut Canvas, x: u16, y: u16, doc: DocId, kind: LinkKind, paragraph: usize, here: bool) {
    let (sign, role) = sign(kind);
    let sign = canvas.sign(sign);
    // The number goes before the sign does: three cells hold two figures.
    let text = match (doc, here, paragraph > 99) {
        (DocId::A, _, true) => format!("{sign}  "),
        (DocId::A, _, false) | (DocId::B, true, false) => format!("{sign}{paragraph:<2}"),
        (DocId::B, _, true) => format!("  {sign}"),
        (DocId::B, false, false) => format!("{paragraph:>2}{sign}"),
    };
    canvas.put(x, y, &text, Ink::of(role));
}

/// Gathers clusters of one ink into one piece.
struct Pen<'canvas> {
    canvas: &'canvas mut Canvas,
    y: u16,
    text: String,
    /// The first cell of what is gathered.
    x: u16,
    /// The cell after it.
    next: u16,
    ink: Ink,
}

impl Pen<'_> {
    /// Returns the first cell of the text, which begins at column `text`, that nothing was written in yet.
    fn reached(&self, text: u16) -> u16 {
        self.next.saturating_sub(text)
    }

    fn write(&mut self, x: u16, width: u16, shown: &str, ink: Ink) {
        if x != self.next || ink != self.ink {
            self.lift();
            self.x = x;
            self.ink = ink;
        }
        self.text.push_str(shown);
        self.next = x + width;
    }

    fn lift(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.canvas.put_owned(self.x, self.y, text, self.ink);
    }
}
