//! The picture: the whole screen as a scene, drawn from the editor and changing nothing in it.

mod article;
mod builder;
mod compare;
mod details;
mod entities;
mod foot;
mod found;
mod head;
mod jump;
mod lane;
mod layers;
mod overview;
mod review;
mod row;
mod said;
mod sheet;
mod status;

pub(super) use details::details;
pub(super) use entities::entity_rows;
pub(super) use foot::side_of;

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::Editor;
use super::grid::{Grid, LEAST};
use super::pane::{LineSeen, seen};
use super::panel::Overlay;
use super::scene::{Ink, Piece, Role, Scene};
use crate::text::DocId;
use crate::text::display;

/// Returns what stands for `sign` where marks are made of ASCII alone.
pub(super) fn in_ascii(sign: char) -> char {
    match sign {
        '─' | '‾' | '–' | '—' => '-',
        '▁' => '_',
        '│' | '▎' | '▏' => '|',
        '┬' | '┴' | '┼' | '├' => '+',
        '▌' => '[',
        '▊' => '{',
        '┊' => ':',
        '≡' => '=',
        '≠' => '/',
        '▸' | '…' => '>',
        '×' => 'x',
        '·' => '.',
        '“' | '”' | '″' => '"',
        other => other,
    }
}

/// A scene being drawn: pieces put one after the other, cut at the edges of the screen.
pub(super) struct Canvas {
    scene: Scene,
    ascii: bool,
}

impl Canvas {
    /// Puts `text`, which has passed the display mapping, at column `x` of row `y`; returns the column after it.
    fn put(&mut self, x: u16, y: u16, text: &str, ink: Ink) -> u16 {
        let width = if text.is_ascii() { text.len() } else { text.width() };
        self.put_owned(x, y, text.to_owned(), ink);
        x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX))
    }

    /// Puts `text` where its width need not be known.
    fn put_owned(&mut self, x: u16, y: u16, text: String, ink: Ink) {
        if !text.is_empty() && x < self.scene.width && y < self.scene.height {
            self.scene.pieces.push(Piece { x, y, text, ink });
        }
    }

    /// Puts `text` from outside, cut to `limit` cells; returns the column after it.
    fn put_words(&mut self, x: u16, y: u16, text: &str, limit: u16, ink: Ink) -> u16 {
        let shown = cut(&display::shown(text), limit, self.sign('…'));
        self.put(x, y, &shown, ink)
    }

    /// Puts `text` so that it ends in column `right`; returns its first column.
    fn put_right(&mut self, right: u16, y: u16, text: &str, ink: Ink) -> u16 {
        let width = u16::try_from(text.width()).unwrap_or(0);
        let x = (right + 1).saturating_sub(width);
        self.put(x, y, text, ink);
        x
    }

    /// Returns `sign`, or what stands for it where marks are made of ASCII alone.
    fn sign(&self, sign: char) -> char {
        if self.ascii { in_ascii(sign) } else { sign }
    }

    /// Draws a thin rule over columns `from..to` of row `y`.
    fn rule(&mut self, from: u16, to: u16, y: u16) {
        if from < to {
            let line: String = std::iter::repeat_n(self.sign('─'), usize::from(to - from)).collect();
            self.put(from, y, &line, Ink::of(Role::Rule));
        }
    }

    /// Draws a band over the whole of row `y`.
    fn band(&mut self, y: u16) {
        let blank = " ".repeat(usize::from(self.scene.width));
        self.put(0, y, &blank, Ink::of(Role::Text).band());
    }
}

/// Returns `text` cut to `limit` cells with `sign` at its end: at the last blank within 8 cells of it, otherwise in
/// the word; punctuation before the sign goes.
fn cut(text: &str, limit: u16, sign: char) -> String {
    let limit = usize::from(limit);
    // Only what can be seen is measured: a note may be as long as a book.
    let mut width = 0;
    let mut end = text.len();
    for (at, cluster) in unicode_segmentation::UnicodeSegmentation::grapheme_indices(text, true) {
        width += cluster.width();
        if width > limit {
            end = at;
            break;
        }
    }
    if end == text.len() {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let mut kept = String::new();
    let mut width = 0;
    for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        width += cluster.width();
        if width > room {
            break;
        }
        kept.push_str(cluster);
    }
    if let Some((head, tail)) = kept.rsplit_once(' ')
        && tail.width() < 8
        && !head.is_empty()
    {
        kept = head.to_owned();
    }
    let kept = kept.trim_end_matches(|last: char| last.is_whitespace() || ",;:.–—-…".contains(last));
    if limit == 0 { String::new() } else { format!("{kept}{sign}") }
}

/// Returns `name` cut to `limit` cells in the middle, so that its ending stays.
fn cut_middle(name: &str, limit: u16, sign: char) -> String {
    let limit = usize::from(limit);
    if name.width() <= limit {
        return name.to_owned();
    }
    let clusters: Vec<&str> = unicode_segmentation::UnicodeSegmentation::graphemes(name, true).collect();
    let mut tail = String::new();
    let mut width = 1;
    let (mut head, mut from, mut to) = (String::new(), 0, clusters.len());
    // Taken from both ends in turn, the ending first.
    while from < to {
        let last = clusters[to - 1];
        if width + last.width() > limit {
            break;
        }
        width += last.width();
        tail.insert_str(0, last);
        to -= 1;
        let Some(first) = clusters.get(from).filter(|first| from < to && width + first.width() <= limit) else { break };
        width += first.width();
        head.push_str(first);
        from += 1;
    }
    if limit == 0 { String::new() } else { format!("{head}{sign}{tail}") }
}

/// The lines of one article that are seen.
struct Lines {
    doc: DocId,
    seen: Vec<LineSeen>,
    /// The bytes from the first to the last of them.
    bytes: Range<usize>,
}

impl Lines {
    fn of(editor: &Editor, doc: DocId) -> Self {
        let lines = editor.pane(doc).lines(editor.document(doc));
        let bytes = seen(&lines);
        Lines { doc, seen: lines, bytes }
    }
}

impl Editor {
    /// Returns the picture of the screen as it is now.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let (width, height) = self.size;
        let scene =
            Scene { width, height, title: format!("diptych {}", display::shown(&self.set_file)), ..Scene::default() };
        let mut canvas = Canvas { scene, ascii: self.settings.ascii };
        match Grid::of(self.size, &self.settings) {
            Some(grid) => self.draw_desk(&mut canvas, &grid),
            None => too_small(&mut canvas),
        }
        canvas.scene
    }

    fn draw_desk(&self, canvas: &mut Canvas, grid: &Grid) {
        self.draw_title(canvas, grid);
        let in_front = matches!(self.overlay, Some(Overlay::Review));
        if let Some(reviewing) = self.rebase.as_ref().filter(|reviewing| in_front || reviewing.behind) {
            self.draw_review(canvas, grid, reviewing);
            return self.draw_sheet(canvas, grid);
        }
        let said = match &self.overlay {
            Some(Overlay::Said(screen)) => Some(screen),
            _ => self.said_behind.as_ref(),
        };
        if let Some(screen) = said {
            self.draw_said(canvas, grid, screen);
            return self.draw_sheet(canvas, grid);
        }
        let compared = match &self.overlay {
            Some(Overlay::Compare(screen)) => Some(screen),
            _ => self.compare_behind.as_ref(),
        };
        if let Some(screen) = compared {
            self.draw_compare(canvas, grid, screen);
            return self.draw_sheet(canvas, grid);
        }
        let overview = match &self.overlay {
            Some(Overlay::Overview(overview)) => Some(overview),
            _ => self.overview_behind.as_ref(),
        };
        if let Some(overview) = overview {
            self.draw_overview(canvas, grid, overview);
            return self.draw_sheet(canvas, grid);
        }
        if self.entities.is_none() || self.is_docked() {
            self.draw_articles(canvas, grid);
        }
        if let Some(entities) = &self.entities {
            self.draw_entities(canvas, grid, entities);
        }
        self.draw_foot(canvas, grid);
        self.draw_sheet(canvas, grid);
    }

    /// Draws both articles: over the whole screen, or beside the list of entities.
    fn draw_articles(&self, canvas: &mut Canvas, full: &Grid) {
        let Some(grid) = &self.grid() else { return };
        // A sheet at the head covers what stands there, and the rest is drawn as without one.
        let sheet = self.sheet_rows(full).filter(|top| *top >= grid.first_row);
        // The sheet covers the last rows of the text; what it covers need not be drawn.
        let rows = grid.rows.min(sheet.map_or(grid.height, |top| top.saturating_sub(grid.first_row)));
        let front = Lines::of(self, self.focus);
        let other = Lines::of(self, self.focus.other());
        self.draw_heading(canvas, grid, &front, 1);
        self.draw_article(canvas, grid, &front, grid.first_row, rows);
        if let Some(hinge) = grid.hinge {
            self.draw_heading(canvas, grid, &other, 1);
            self.draw_article(canvas, grid, &other, grid.first_row, rows);
            let sign = canvas.sign('│').to_string();
            for y in 2..sheet.unwrap_or(grid.status()) {
                canvas.put(hinge, y, &sign, Ink::of(Role::Rule));
            }
        } else if let Some(y) = grid.strip_heading().filter(|y| sheet.is_none_or(|top| *y < top)) {
            self.draw_heading(canvas, grid, &other, y);
            let strip = grid.strip.min(sheet.map_or(grid.height, |top| top.saturating_sub(y + 1)));
            self.draw_article(canvas, grid, &other, y + 1, strip);
        }
    }
}

/// Draws the one plain message for a screen on which nothing can be done.
fn too_small(canvas: &mut Canvas) {
    let (width, height) = (canvas.scene.width, canvas.scene.height);
    let lines = [
        format!("too small: {width}x{height}"),
        format!("diptych needs {}x{}", LEAST.0, LEAST.1),
        "all is kept".to_owned(),
    ];
    for (y, line) in (0u16..).zip(&lines) {
        if y < height {
            canvas.put_words(0, y, line, width, Ink::of(Role::Text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_a_blank_near_the_end_or_in_the_word() {
        assert_eq!(cut("the Taliban took the city", 40, '…'), "the Taliban took the city");
        assert_eq!(cut("the Taliban, took the city", 14, '…'), "the Taliban…");
        assert_eq!(cut("Sheberghanesque", 8, '…'), "Sheberg…");
        assert_eq!(cut("喀布尔机场", 5, '…'), "喀布…");
        assert_eq!(cut("x", 0, '…'), "");
    }

    #[test]
    fn names_are_cut_in_the_middle() {
        assert_eq!(cut_middle("sheberghan-2021.mk.ron", 40, '…'), "sheberghan-2021.mk.ron");
        assert_eq!(cut_middle("sheberghan-2021.mk.ron", 11, '…'), "shebe…k.ron");
        assert_eq!(cut_middle("abc", 0, '…'), "");
    }
}
