//! The head: the title line and the headings of the panes.

use unicode_width::UnicodeWidthStr;

use super::{Canvas, Lines, cut, cut_middle};
use crate::editor::counterpart::Faces;
use crate::editor::grid::Grid;
use crate::editor::scene::{Ink, Role};
use crate::editor::{Editor, Scrolling};
use crate::text::{DocId, display};

impl Editor {
    /// Draws the title: what is being worked on at the left, whether it is safe at the right.
    pub(super) fn draw_title(&self, canvas: &mut Canvas, grid: &Grid) {
        let saved = self.draw_saved(canvas, grid);
        let room = saved.saturating_sub(grid.left() + 2);
        let labels = format!("labels {}", display::shown(&self.schema.name));
        let full = display::shown(&self.set_file).into_owned();
        let labels_fit = full.width() + 2 + labels.width() <= usize::from(room);
        let name = cut_middle(&full, room, canvas.sign('…'));
        let x = canvas.put(grid.left(), 0, &name, Ink::of(Role::Text).bold());
        if labels_fit {
            canvas.put(x + 2, 0, &labels, Ink::of(Role::Dim));
        }
    }

    /// Draws the saved state so that it ends in the right axis; returns its first column.
    fn draw_saved(&self, canvas: &mut Canvas, grid: &Grid) -> u16 {
        let (durable, last) = (self.saved.durable, self.history.last());
        let fitting = |canvas: &Canvas, text: &str| cut(text, grid.right + 1 - grid.left(), canvas.sign('…'));
        if let Some(reason) = &self.saved.failure {
            let text = fitting(canvas, &format!(" NOT SAVED: {} ", display::shown(reason)));
            return canvas.put_right(grid.right, 0, &text, Ink::of(Role::Alarm).bold());
        }
        if let Some(seq) = self.looking {
            let text = fitting(canvas, &format!("looking at change {seq} of {last}"));
            return canvas.put_right(grid.right, 0, &text, Ink::of(Role::Warning).bold());
        }
        if let Some(reason) = &self.held {
            let text = fitting(canvas, &display::shown(reason));
            return canvas.put_right(grid.right, 0, &text, Ink::of(Role::Warning));
        }
        if durable < last {
            let text = format!("saving {last}{}", if canvas.ascii { "..." } else { "…" });
            return canvas.put_right(grid.right, 0, &text, Ink::of(Role::Dim));
        }
        if last == 0 {
            return canvas.put_right(grid.right, 0, "nothing to save yet", Ink::of(Role::Dim));
        }
        let mut text = format!("saved {durable}");
        if !canvas.ascii {
            text.push_str(" ✓");
        }
        if self.locked {
            text.insert_str(0, "read only  ");
        }
        canvas.put_right(grid.right, 0, &text, Ink::of(Role::Saved))
    }

    /// Draws the heading of the pane of `doc` into the rule of row `y`: `A 000.txt  ¶2–11 of 11`.
    pub(super) fn draw_heading(&self, canvas: &mut Canvas, grid: &Grid, lines: &Lines, y: u16) {
        let doc = lines.doc;
        let columns = grid.columns(doc);
        let (from, to) = match (doc, grid.hinge) {
            (DocId::A, Some(hinge)) => (0, hinge),
            (DocId::B, Some(hinge)) => (hinge + 1, grid.width),
            (_, None) => (0, grid.width),
        };
        canvas.rule(from, columns.text - 1, y);
        if let (DocId::A, Some(hinge)) = (doc, grid.hinge) {
            let joint = canvas.sign('┬').to_string();
            canvas.put(hinge, y, &joint, Ink::of(Role::Rule));
        }
        let limit = grid.text_width.saturating_sub(1);
        let letter = doc.letter().to_string();
        let ink = if doc == self.focus { Ink::of(Role::Accent).bold() } else { Ink::of(Role::Text).bold() };
        let blank = " ".to_owned();
        canvas.put(columns.text - 1, y, &blank, Ink::of(Role::Text));
        let x = canvas.put(columns.text, y, &letter, ink);
        let mut places = self.seen_paragraphs(lines, canvas.ascii);
        let alone = self.alone_words(doc);
        if let Some(words) = alone {
            places = places.iter().map(|place| format!("{place}  {words}")).chain([words.to_owned()]).collect();
        }
        let name = display::shown(&self.file_names[doc.index()]).into_owned();
        // What shrinks first: `of 11`, then the paragraphs, then the name from the middle.
        let fits = |place: &str| 2 + name.width() + 2 + place.width() <= usize::from(limit);
        let place = places.iter().find(|place| fits(place)).map(String::as_str).or(alone);
        // That nothing was found is worth more than the whole name.
        let words = alone.map_or(0, |words| u16::try_from(words.width() + 2).unwrap_or(0));
        let room = limit.saturating_sub(2 + if place == alone { words } else { 0 });
        let name = cut_middle(&name, room, canvas.sign('…'));
        let name_ink = if doc == self.focus { Ink::of(Role::Text).bold() } else { Ink::of(Role::Text) };
        let mut x = canvas.put(x + 1, y, &name, name_ink);
        if let Some(place) = place {
            x = canvas.put(x + 2, y, place, Ink::of(Role::Dim));
        }
        canvas.rule(x + 1, to, y);
    }

    /// Returns what is said of the article `doc` where it follows and nothing in it faces the sentence.
    fn alone_words(&self, doc: DocId) -> Option<&'static str> {
        if doc == self.focus || self.scrolling != Scrolling::Follow {
            return None;
        }
        match self.follow.faces {
            Faces::Nothing => Some("no counterpart found"),
            Faces::Confirmed => Some("confirmed: no counterpart"),
            Faces::Unknown | Faces::Passage(_) => None,
        }
    }

    /// Returns which paragraphs are seen, in words, the longest form first; nothing where they are not counted yet.
    fn seen_paragraphs(&self, lines: &Lines, ascii: bool) -> Vec<String> {
        let (document, seen) = (self.document(lines.doc), &lines.bytes);
        let numbers = (document.paragraph_number(seen.start), document.paragraph_number(seen.end.saturating_sub(1)));
        let (Some(first), Some(last)) = numbers else { return Vec::new() };
        let (sign, dash) = if ascii { ("", '-') } else { ("¶", '–') };
        let range = if first == last { format!("{sign}{first}") } else { format!("{sign}{first}{dash}{last}") };
        match document.paragraph_count() {
            Some(count) => vec![format!("{range} of {count}"), range],
            None => vec![range],
        }
    }
}
