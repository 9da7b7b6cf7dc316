//! Sheets at the foot of the screen: panels, and what can follow a leader key.

use unicode_width::UnicodeWidthStr;

use super::Canvas;
use super::details::details;
use super::foot::plain_hints;
use super::row::{draw_pieces, heading_words};
use crate::editor::Editor;
use crate::editor::command::Command;
use crate::editor::grid::Grid;
use crate::editor::key::Key;
use crate::editor::panel::{Kind, Overlay, Panel};
use crate::editor::scene::{Ink, Role};

/// How many cells a column of the menu takes.
const MENU_COLUMN: u16 = 26;

/// A sheet leaves at least this many rows of text above it.
const LEFT_FREE: u16 = 5;

impl Editor {
    /// Returns the row in which the sheet's heading stands, none without a sheet.
    pub(in crate::editor) fn sheet_rows(&self, grid: &Grid) -> Option<u16> {
        if let Some(Overlay::Panel(panel)) = &self.overlay {
            // Heading, rows, foot: the sheet covers the status line and the hints.
            let wanted = match panel.kind {
                // It does not jump when the changes of earlier sessions come.
                Kind::History { .. } => u16::MAX,
                // Nor with each letter, while places are searched.
                Kind::Choose if panel.chooser.as_ref().is_some_and(|chooser| chooser.is_search()) => grid.height / 2,
                _ => u16::try_from(panel.list.shown_len().max(3)).unwrap_or(u16::MAX).saturating_add(2),
            };
            let most = (grid.height - 2 - LEFT_FREE.min(grid.rows)).min(grid.height * 17 / 24);
            return Some(grid.height - wanted.clamp(5, most));
        }
        // The builder steps aside for a jump: every word can be gone to, and the foot says what is typed.
        if self.jump.is_some() && self.overlay.is_none() {
            return None;
        }
        if let Some(builder) = self.builder.as_ref().filter(|_| self.overlay.is_none() && !self.menu_shown) {
            return Some(self.builder_top(builder, grid, LEFT_FREE));
        }
        if self.menu_shown && self.overlay.is_none() {
            let rows = u16::try_from(self.following().len().div_ceil(menu_columns(grid))).unwrap_or(1);
            return Some(grid.status().saturating_sub((rows + 1).min(grid.rows)));
        }
        None
    }

    /// Draws the sheet in front, if there is one.
    pub(super) fn draw_sheet(&self, canvas: &mut Canvas, grid: &Grid) {
        let Some(top) = self.sheet_rows(grid) else { return };
        let building = self.builder.as_ref().filter(|_| self.overlay.is_none() && !self.menu_shown);
        let bottom = match building {
            Some(builder) if top < grid.first_row => top + self.builder_rows(builder, grid),
            Some(_) => grid.height,
            None if self.overlay.is_some() => grid.height,
            None => grid.status(),
        };
        let blank = " ".repeat(usize::from(grid.width));
        for y in top..bottom {
            canvas.put(0, y, &blank, Ink::of(Role::Text));
        }
        match &self.overlay {
            Some(Overlay::Panel(panel)) => {
                self.draw_panel(canvas, grid, panel, top);
                match &self.message {
                    Some(message) => {
                        let room = grid.right - grid.left() + 1;
                        canvas.put_words(grid.left(), grid.hints(), &message.text, room, Ink::of(Role::Warning));
                    }
                    None => self.draw_panel_foot(canvas, grid, panel),
                }
            }
            _ => match building {
                Some(builder) => {
                    self.draw_builder(canvas, grid, builder, top, bottom);
                    if bottom < grid.height {
                        canvas.rule(0, grid.width, bottom);
                        if let Some(hinge) = grid.hinge {
                            let joint = canvas.sign('┬').to_string();
                            canvas.put(hinge, bottom, &joint, Ink::of(Role::Rule));
                        }
                    }
                    if let Some(message) = &self.message {
                        let y = bottom - 1;
                        canvas.put(0, y, &blank, Ink::of(Role::Text));
                        let room = grid.right - grid.left() + 1;
                        canvas.put_words(grid.left(), y, &message.text, room, Ink::of(Role::Warning));
                    }
                }
                None => self.draw_menu(canvas, grid, top),
            },
        }
    }

    /// Returns the keys that can follow the ones pressed, each with its words and its wash if it is a label.
    fn following(&self) -> Vec<(String, String, Ink)> {
        let leader: &[Key] = &self.pending;
        let mut rows: Vec<(String, String, Ink)> = Vec::new();
        let mut place = self.place();
        while let (None, Some(beyond)) = (self.keymap.longer(place, leader).next(), place.beyond()) {
            place = beyond;
        }
        // Capitals give all alike the labels that stand there already.
        let single = |(_, command): &(&[Key], Command)| !matches!(command, Command::LabelAlike(_));
        for (keys, command) in self.keymap.longer(place, leader).filter(single) {
            let rest = crate::editor::keymap::shown(&keys[leader.len()..]);
            let ink = match command {
                Command::Label(place) => {
                    let label = self.schema.labels.get(usize::from(place));
                    label.map_or(Ink::of(Role::Accent), |label| Ink::of(Role::Text).wash(label.wash)).bold()
                }
                _ => Ink::of(Role::Accent).bold(),
            };
            rows.push((rest, self.command_hint(command).unwrap_or_default(), ink));
        }
        rows
    }

    /// Draws a panel: heading, the rows of its window, what the chosen one is about.
    fn draw_panel(&self, canvas: &mut Canvas, grid: &Grid, panel: &Panel, top: u16) {
        let mut about = self.about(panel);
        let shown = panel.list.shown_len();
        if shown != panel.list.len() {
            about = format!("{shown} shown  {about}");
        }
        // Over the list of entities, or under narrower articles, no hinge meets the heading.
        let after = match self.entities {
            Some(_) => heading_words(canvas, grid, top, &panel.heading, &about),
            None => heading(canvas, grid, top, &panel.heading, &about),
        };
        draw_filter(canvas, grid, panel, top, after);
        let left = grid.left();
        let limit = grid.right.saturating_sub(left) + 1;
        let below = grid.hints() - details(panel, grid.height - top);
        for (y, (row, chosen)) in (top + 1..below).zip(self.seen_rows(panel, limit)) {
            if chosen {
                canvas.band(y);
                let pointer = canvas.sign('▸').to_string();
                canvas.put(left - 2, y, &pointer, Ink::of(Role::Accent).band().bold());
                if !panel.typing {
                    canvas.scene.cursor = Some((left, y));
                }
            }
            draw_pieces(canvas, grid, y, &row, chosen, limit);
        }
        if shown == 0 {
            canvas.put(left, top + 1, "nothing has these letters", Ink::of(Role::Dim).italic());
        }
        if below < grid.hints() {
            self.draw_details(canvas, grid, panel, below);
        }
    }

    /// Draws what can be done in a panel, or what can follow the key pressed, and at the right how to leave.
    fn draw_panel_foot(&self, canvas: &mut Canvas, grid: &Grid, panel: &Panel) {
        if self.pending.is_empty() {
            return draw_keys(canvas, grid, &panel.foot);
        }
        self.draw_following(canvas, grid);
    }

    /// Draws what can follow the keys pressed into the row of hints.
    pub(super) fn draw_following(&self, canvas: &mut Canvas, grid: &Grid) {
        let following = self.following();
        let keys: Vec<(&str, &str)> = following.iter().map(|(key, words, _)| (key.as_str(), words.as_str())).collect();
        draw_keys(canvas, grid, &keys);
    }

    fn draw_menu(&self, canvas: &mut Canvas, grid: &Grid, top: u16) {
        let leader = crate::editor::keymap::shown(&self.pending);
        heading(canvas, grid, top, &leader, "a letter goes on; Esc goes back");
        let rows = self.following();
        let columns = menu_columns(grid);
        let height = rows.len().div_ceil(columns);
        for (at, (key, words, ink)) in rows.iter().enumerate() {
            let (column, row) =
                (u16::try_from(at / height.max(1)).unwrap_or(0), u16::try_from(at % height.max(1)).unwrap_or(0));
            let (x, y) = (grid.left() + column * MENU_COLUMN, top + 1 + row);
            if y < grid.status() {
                canvas.put(x, y, key, *ink);
                canvas.put_words(x + 4, y, words, 21, Ink::of(Role::Text));
            }
        }
    }
}

/// Returns how many columns the keys that can follow are set in.
fn menu_columns(grid: &Grid) -> usize {
    usize::from((grid.right - grid.left()) / MENU_COLUMN).max(1)
}

/// Draws `keys` from the left, and at the right how to leave.
pub(super) fn draw_keys(canvas: &mut Canvas, grid: &Grid, keys: &[(&str, &str)]) {
    let (y, back) = (grid.hints(), [("Esc", "back")]);
    let width = u16::try_from("Esc back".width()).unwrap_or(0);
    let x = (grid.right + 1).saturating_sub(width);
    let mut room = x.saturating_sub(grid.left() + 2);
    let mut fitting = Vec::new();
    for (key, words) in keys {
        let width = u16::try_from(key.width() + 1 + words.width()).unwrap_or(u16::MAX);
        let Some(left) = room.checked_sub(width) else { break };
        room = left.saturating_sub(2);
        fitting.push((*key, *words));
    }
    plain_hints(canvas, grid.left(), y, &fitting);
    plain_hints(canvas, x, y, &back);
}

fn draw_filter(canvas: &mut Canvas, grid: &Grid, panel: &Panel, y: u16, after: u16) {
    if !panel.typing && panel.filter.text().is_empty() {
        return;
    }
    let from = after + 1;
    let room = grid.right.saturating_sub(from + 2);
    if room < 4 {
        return;
    }
    let view = panel.filter.view(room - 2);
    let x = canvas.put(from, y, " /", Ink::of(Role::Accent).bold());
    let end = canvas.put(x, y, &view.shown, Ink::of(Role::Text));
    canvas.put(end.max(x + view.cursor), y, "  ", Ink::of(Role::Text));
    if panel.typing {
        canvas.scene.cursor = Some((x + view.cursor, y));
    }
}

/// Draws the heading of a sheet into a rule, under the hinge; returns the column after its words.
pub(super) fn heading(canvas: &mut Canvas, grid: &Grid, y: u16, name: &str, about: &str) -> u16 {
    let x = heading_words(canvas, grid, y, name, about);
    if let Some(hinge) = grid.hinge.filter(|hinge| *hinge > x) {
        let joint = canvas.sign('┴').to_string();
        canvas.put(hinge, y, &joint, Ink::of(Role::Rule));
    }
    x
}
