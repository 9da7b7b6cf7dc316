//! The list of entities: beside the articles, or over the whole screen where there is no room beside them.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::foot::plain_hints;
use super::{Canvas, cut};
use crate::annotation::entities::Joined;
use crate::annotation::{Entity, Record};
use crate::editor::Editor;
use crate::editor::chooser::written;
use crate::editor::command::Command;
use crate::editor::entities::{DOCK, Entities};
use crate::editor::grid::Grid;
use crate::editor::locate::degrees;
use crate::editor::panel::Overlay;
use crate::editor::panels::folded;
use crate::editor::scene::{Ink, Role};
use crate::text::display;

/// The rows that say more of the chosen entity, their heading among them: on a tall screen, on a low one.
const DETAILS: [u16; 2] = [8, 5];

/// Below so many rows the list takes them all.
const LOW: u16 = 18;

/// The cells that the counts of both articles take.
const COUNTS: u16 = 8;

/// Remarks take at least so many cells, or are left out.
const REMARK: u16 = 12;

/// The words of the detail lines begin so many cells after their names.
const NAMED: u16 = 8;

const PLAIN: Ink = Ink::of(Role::Text);
const DIM: Ink = Ink::of(Role::Dim);
const KEY: Ink = Ink::of(Role::Accent).bold();

/// The columns of the list.
struct Columns {
    /// The pointer to the chosen row.
    pointer: u16,
    /// The letters of the labels.
    letter: u16,
    /// The last column of the counts of A; those of B end four further.
    counts: u16,
    /// Where remarks begin; none without room for them.
    remarks: Option<u16>,
    /// The last column.
    right: u16,
}

impl Columns {
    fn of(grid: &Grid, docked: bool) -> Self {
        if docked {
            let edge = grid.width - DOCK - 1;
            return Columns {
                pointer: edge + 1,
                letter: edge + 3,
                counts: edge + 36,
                remarks: None,
                right: grid.right,
            };
        }
        let (left, right) = (grid.left(), grid.right);
        let counts = left + 30.max((right - left) / 3);
        let remarks = counts + COUNTS;
        let remarks = (remarks + REMARK <= right).then_some(remarks);
        Columns { pointer: left - 2, letter: left, counts: counts.min(right - 4), remarks, right }
    }
}

/// Returns the rows of the screen that list entities; below them lies what is known of the chosen one.
pub(in crate::editor) fn entity_rows(grid: &Grid, docked: bool) -> Range<u16> {
    let tall = grid.height >= 30;
    let details = match tall {
        true => DETAILS[0],
        false if grid.height >= LOW => DETAILS[1],
        false => 0,
    };
    let air = u16::from(tall && !docked);
    grid.first_row + 1..(grid.status() - air).saturating_sub(details).max(grid.first_row + 2)
}

impl Editor {
    /// Draws the list and what is known of the chosen entity.
    pub(super) fn draw_entities(&self, canvas: &mut Canvas, grid: &Grid, entities: &Entities) {
        let docked = self.is_docked();
        let columns = Columns::of(grid, docked);
        let rows = entity_rows(grid, docked);
        draw_heading(canvas, grid, entities, docked);
        let y = grid.first_row;
        canvas.put(columns.letter + 2, y, "name", DIM.italic());
        canvas.put_right(columns.counts, y, "A", DIM);
        canvas.put_right(columns.counts + 4, y, "B", DIM);
        if let Some(x) = columns.remarks {
            canvas.put(x, y, "also written", DIM.italic());
        }
        for (y, (at, chosen)) in rows.clone().zip(entities.list.window()) {
            if let Some(row) = entities.rows.get(at) {
                self.draw_entity(canvas, &columns, y, row, chosen);
            }
        }
        if entities.list.shown_len() == 0 {
            canvas.put(columns.letter, rows.start, "nothing has these letters", DIM.italic());
        }
        if let Some(row) = entities.chosen().filter(|_| rows.end < grid.status()) {
            self.draw_entity_details(canvas, grid, &columns, rows.end, row);
        }
    }

    fn draw_entity(&self, canvas: &mut Canvas, columns: &Columns, y: u16, row: &Joined, chosen: bool) {
        let on = |ink: Ink| if chosen { ink.band() } else { ink };
        if chosen {
            let from = columns.pointer.saturating_sub(2 * u16::from(columns.remarks.is_some()));
            let blank = " ".repeat(usize::from(columns.right + 1 - from));
            canvas.put(from, y, &blank, PLAIN.band());
            let pointer = canvas.sign('▸').to_string();
            canvas.put(columns.pointer, y, &pointer, KEY.band());
            let typing = self.entities.as_ref().is_some_and(|entities| entities.typing);
            if matches!(self.overlay, Some(Overlay::Entities)) && !typing {
                canvas.scene.cursor = Some((columns.letter, y));
            }
        }
        let (letter, wash) = self.letter_of(&row.label);
        canvas.put(columns.letter, y, &letter.to_string(), PLAIN.bold().wash(wash));
        let name = columns.letter + 2;
        let room = columns.counts.saturating_sub(name + 5);
        let ink = if chosen { PLAIN.bold() } else { PLAIN };
        let x = canvas.put_words(name, y, &row.name, room, on(ink));
        if row.is_open() {
            canvas.put(x + 1, y, "?", on(Ink::of(Role::Warning)));
        }
        for (column, count) in [(columns.counts, row.counts[0]), (columns.counts + 4, row.counts[1])] {
            let words = if count == 0 { canvas.sign('·').to_string() } else { count.to_string() };
            canvas.put_right(column, y, &words, on(if count == 0 { DIM } else { PLAIN }));
        }
        if let Some(x) = columns.remarks {
            let only = row.only_in().map(|doc| format!("only in {}", doc.letter()));
            let remark = [written(row), only.unwrap_or_default()];
            let remark = remark.iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join("  ");
            canvas.put_words(x, y, &remark, (columns.right + 1).saturating_sub(x), on(DIM));
        }
    }

    fn draw_entity_details(&self, canvas: &mut Canvas, grid: &Grid, columns: &Columns, top: u16, row: &Joined) {
        let docked = self.is_docked();
        let from = if docked { columns.pointer - 1 } else { 0 };
        canvas.rule(from, grid.width, top);
        if docked {
            let joint = canvas.sign('├').to_string();
            canvas.put(from, top, &joint, Ink::of(Role::Rule));
        }
        let room = columns.right.saturating_sub(columns.letter + 4);
        let name = cut(&display::shown(&row.name), room, canvas.sign('…'));
        canvas.put(columns.letter - 1, top, &format!(" {name} "), KEY);
        let room = (columns.right + 1).saturating_sub(columns.letter + NAMED);
        let lines = self.entity_lines(row, room, canvas.sign('×'));
        for (y, (word, words)) in (top + 1..grid.status()).zip(lines) {
            canvas.put(columns.letter, y, word, DIM);
            canvas.put_words(columns.letter + NAMED, y, &words, room, PLAIN);
        }
    }

    /// Returns what is known of `row`, line by line, each with the word before it.
    fn entity_lines(&self, row: &Joined, room: u16, times: char) -> Vec<(&'static str, String)> {
        let seen: Vec<String> = row.names.iter().map(|seen| format!("{} {times}{}", seen.name, seen.count)).collect();
        let seen = if seen.is_empty() { "in neither article".to_owned() } else { seen.join(", ") };
        let mut lines = Vec::new();
        for (at, line) in folded(&seen, room).into_iter().take(2).enumerate() {
            lines.push((if at == 0 { "names" } else { "" }, line));
        }
        lines.push(("joined", how_joined(row)));
        let Some(Record::Entity(entity)) = row.entity.and_then(|id| self.set.get(id)) else { return lines };
        lines.extend(said(entity));
        lines
    }

    /// Returns the parts of the status line while the list is in front: the entity, what it is, what Enter would do.
    pub(super) fn entity_status(&self, entities: &Entities, grid: &Grid) -> Vec<(String, u16, Ink)> {
        let band = PLAIN.band();
        let Some(row) = entities.chosen() else {
            return vec![("no entity is shown".to_owned(), 0, DIM.band())];
        };
        let name = cut(&display::shown(&row.name), if grid.wide { 48 } else { 28 }, self.sign('…'));
        let mut parts = vec![(name, 0, band.bold())];
        if grid.wide {
            parts.push((display::shown(self.label_title(&row.label)).into_owned(), 2, band));
        }
        let words = match (row.entity.is_some(), row.is_open()) {
            (false, _) => "joined by name only, Enter confirms".to_owned(),
            (true, true) => format!("{} by name only, Enter confirms", row.provisional.len()),
            (true, false) => "confirmed".to_owned(),
        };
        parts.push((words, 2, DIM.band()));
        if let Some(doc) = row.only_in() {
            parts.push((format!("only in {}", doc.letter()), 2, DIM.band()));
        }
        parts
    }

    /// Draws the keys of the list.
    pub(super) fn draw_entity_hints(&self, canvas: &mut Canvas, grid: &Grid) {
        use Command as C;
        let last: [(Command, &str); 2] = [(C::Cancel, "back"), (C::HelpHere, "keys")];
        let key_of = |command: Command| self.keymap.keys_of(command).into_iter().next();
        let mut right = grid.right + 1;
        // Everybody knows Esc; where room is scarce the other keys are worth more.
        for (command, words) in last.into_iter().rev().take(if grid.wide { 2 } else { 1 }) {
            let Some(key) = key_of(command) else { continue };
            let width = u16::try_from(key.width() + 1 + words.width()).unwrap_or(0);
            right = right.saturating_sub(width);
            plain_hints(canvas, right, grid.hints(), &[(&key, words)]);
            right = right.saturating_sub(2);
        }
        let commands = [
            (C::EntityConfirm, "confirm"),
            (C::EntityMerge, if grid.wide { "merge with" } else { "merge" }),
            (C::EntitySplit, if grid.wide { "split out" } else { "split" }),
            (C::EntityNext, "mentions"),
            (C::EntityRename, "rename"),
            (C::ListFilter, "filter"),
            (C::EntityLocate, "place"),
            (C::EntityIds, "ids"),
            (C::EntityAliases, "other names"),
            (C::EntityNote, "note"),
            (C::EntityDissolve, "dissolve"),
            (C::EntitySort, "sort"),
        ];
        let mut x = grid.left();
        for (command, words) in commands {
            let Some(key) = key_of(command) else { continue };
            let key = match (command, key_of(C::EntityPrevious)) {
                (C::EntityNext, Some(before)) => format!("{key} {before}"),
                _ => key,
            };
            let width = u16::try_from(key.width() + 1 + words.width()).unwrap_or(u16::MAX);
            if x.saturating_add(width) > right {
                break;
            }
            x = plain_hints(canvas, x, grid.hints(), &[(&key, words)]);
        }
    }
}

/// Draws the heading of the list with its filter, and its edge beside the articles.
fn draw_heading(canvas: &mut Canvas, grid: &Grid, entities: &Entities, docked: bool) {
    let shown = entities.list.shown_len();
    let mut about = format!("{} in both  {} to confirm", entities.in_both, entities.open);
    if shown != entities.rows.len() {
        about = format!("{shown} shown  {about}");
    }
    let edge = if docked { grid.width - DOCK - 1 } else { 0 };
    canvas.rule(edge, grid.width, 1);
    if docked {
        for y in 2..grid.status() {
            let sign = canvas.sign('│').to_string();
            canvas.put(edge, y, &sign, Ink::of(Role::Rule));
        }
        let joint = canvas.sign('┬').to_string();
        canvas.put(edge, 1, &joint, Ink::of(Role::Rule));
    }
    let x = if docked { edge + 2 } else { grid.left() - 1 };
    let x = canvas.put(x, 1, &format!(" Entities {}", entities.rows.len()), KEY);
    let x = canvas.put_words(x, 1, &format!("  {about} "), (grid.right + 1).saturating_sub(x), DIM);
    if !entities.typing && entities.filter.text().is_empty() {
        return;
    }
    // Beside the articles the filter has a row of its own.
    let (x, y) = if docked { (edge + 3, 2) } else { (x, 1) };
    let view = entities.filter.view(grid.right.saturating_sub(x + 3));
    let x = canvas.put(x, y, " /", KEY);
    let end = canvas.put(x, y, &view.shown, PLAIN);
    canvas.put(end.max(x + view.cursor), y, " ", PLAIN);
    if entities.typing {
        canvas.scene.cursor = Some(((x + view.cursor).min(grid.width - 1), y));
    }
}

/// Returns how the mentions of `row` are joined.
fn how_joined(row: &Joined) -> String {
    let (hand, name) = (row.confirmed.len(), row.provisional.len());
    match (row.entity.is_some(), hand, name) {
        (false, ..) => "by equal names only ?".to_owned(),
        (true, 0, 0) => "no mention".to_owned(),
        (true, _, 0) => "by hand".to_owned(),
        (true, ..) => format!("{hand} by hand, {name} by name only ?"),
    }
}

/// Returns what a person has written of `entity`.
fn said(entity: &Entity) -> Vec<(&'static str, String)> {
    let ids = if entity.outside_ids.is_empty() { "none".to_owned() } else { entity.outside_ids.join(" ") };
    let at = entity.location.map(|at| format!("  at {}", degrees(at)));
    let mut lines = vec![("ids", ids + at.as_deref().unwrap_or_default())];
    if !entity.note.is_empty() {
        lines.push(("note", entity.note.clone()));
    }
    if !entity.aliases.is_empty() {
        lines.push(("also", entity.aliases.join("; ")));
    }
    lines
}
