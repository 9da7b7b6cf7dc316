//! The builder's sheet: the parts as they look in the text, the attributes, the alternatives, the keys.

use unicode_width::UnicodeWidthStr;

use super::foot::plain_hints;
use super::row::heading_words;
use super::sheet::heading;
use super::{Canvas, cut};
use crate::annotation::{AttributionState, Record};
use crate::editor::Editor;
use crate::editor::builder::{Builder, Item, Part};
use crate::editor::command::Command;
use crate::editor::desk::quote;
use crate::editor::grid::Grid;
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, display};

/// The column in which the words of a part begin, from the left edge of the text.
const WORDS: u16 = 10;

/// Names of attributes are cut to so many cells.
const LONGEST_NAME: usize = 14;

/// The words of a party that is an entity keep so many cells beside its name.
const FEW: u16 = 6;

/// How many alternatives stand in a row.
const IN_A_ROW: usize = 2;

const DIM: Ink = Ink::of(Role::Dim);
const KEY: Ink = Ink::of(Role::Accent).bold();

impl Editor {
    /// Returns how many rows the builder's sheet takes.
    pub(super) fn builder_rows(&self, builder: &Builder, grid: &Grid) -> u16 {
        let attributes = if grid.two { self.attribute_keys().len() } else { 0 };
        let parts = shown_parts(builder).len() + around(self, builder).len();
        let guesses = builder.alternatives().len().div_ceil(IN_A_ROW);
        let hints = if grid.wide { 1 } else { 2 };
        let rows = 1 + parts.max(attributes) + guesses + hints + usize::from(!grid.two);
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    /// Returns the row in which the builder's sheet begins: at the foot, or at the head where the foot would cover the
    /// part in hand. At least `free` rows are left to the rest.
    pub(super) fn builder_top(&self, builder: &Builder, grid: &Grid, free: u16) -> u16 {
        let rows = self.builder_rows(builder, grid).min(grid.height.saturating_sub(free));
        let foot = grid.height - rows;
        let document = self.document(builder.doc);
        let at = builder.last_start();
        let lines = self.pane(builder.doc).lines(document);
        let seen = lines
            .iter()
            .find(|line| line.row.and_then(|row| line.laid.rows.get(row)).is_some_and(|row| row.bytes().contains(&at)));
        let covered = seen.is_some_and(|line| grid.first_row + line.y + 1 >= foot);
        if covered { 1 } else { foot }
    }

    /// Draws the builder's sheet from row `top` on, as far as row `bottom`.
    pub(super) fn draw_builder(&self, canvas: &mut Canvas, grid: &Grid, builder: &Builder, top: u16, bottom: u16) {
        let place = self.place_words(builder.doc, builder.last_start());
        let about = match (&builder.of, builder.state) {
            (None, _) => format!("new  {place}"),
            (Some(_), AttributionState::Done) => place,
            (Some(_), state) => format!("{}  {place}", state.word()),
        };
        // At the head there is no hinge above the heading; it begins again below the sheet.
        if top < grid.first_row {
            heading_words(canvas, grid, top, "Attribution", &about);
        } else {
            heading(canvas, grid, top, "Attribution", &about);
        }
        let columns = grid.two.then(|| grid.columns(DocId::B).text);
        let left = grid.left();
        let until = columns.map_or(grid.right + 1, |column| column.saturating_sub(2));
        let mut y = top + 1;
        for part in shown_parts(builder) {
            self.draw_part(canvas, grid, builder, part, (left, y), until.saturating_sub(left + WORDS));
            y += 1;
        }
        for (word, words) in around(self, builder) {
            canvas.put(left + 2, y, word, DIM);
            canvas.put_words(left + WORDS, y, &words, until.saturating_sub(left + WORDS), DIM);
            y += 1;
        }
        if let Some(column) = columns {
            y = y.max(self.draw_attributes(canvas, builder, column, top + 1, grid.right));
        } else {
            self.draw_attribute_line(canvas, builder, left, y, grid.right);
            y += 1;
        }
        let hints = if grid.wide { 1 } else { 2 };
        self.draw_alternatives(canvas, grid, builder, y, bottom.saturating_sub(hints));
        self.draw_builder_hints(canvas, grid, builder.part, bottom.saturating_sub(hints));
    }

    fn draw_part(&self, canvas: &mut Canvas, grid: &Grid, builder: &Builder, part: Part, at: (u16, u16), room: u16) {
        let (left, y) = at;
        let in_hand = builder.part == part;
        if in_hand {
            let pointer = canvas.sign('▸').to_string();
            canvas.put(left - 2, y, &pointer, KEY);
        }
        let key = self.keymap.keys_of(part.command()).into_iter().next().unwrap_or_default();
        canvas.put(left, y, &key, KEY);
        canvas.put(left + 2, y, part.word(), if in_hand { Ink::of(Role::Text).bold() } else { DIM });
        let items = builder.draft.items(part);
        if items.is_empty() {
            let words = if part == Part::Source && builder.continues.is_some() {
                "the same, going on"
            } else {
                "not in the text"
            };
            canvas.put_words(left + WORDS, y, words, room, DIM.italic());
            return;
        }
        let ink = match part {
            Part::Source => Ink::of(Role::Text).bold(),
            Part::Cue => Ink::of(Role::Cue).italic(),
            Part::Content => Ink { lit: true, ..Ink::of(Role::Text) },
            Part::Addressee | Part::Supplement => Ink::of(Role::Text),
        };
        let document = self.document(builder.doc);
        let limit = if grid.wide { 70 } else { 60 };
        let words: Vec<String> = items.iter().map(|item| self.item_words(document, item, limit, room)).collect();
        canvas.put_words(left + WORDS, y, &words.join("  and  "), room, ink);
    }

    /// Returns the words of an item, its pieces parted by an ellipsis; the name of an entity that no words name. Where
    /// `room` is scarce, the name is worth more than the words, which stand in the text.
    fn item_words(&self, document: &crate::text::Document, item: &Item, limit: usize, room: u16) -> String {
        let entity = item.whom.as_ref().and_then(|whom| self.whom_name(whom));
        if item.pieces.is_empty() {
            return entity.unwrap_or("someone").to_owned();
        }
        let words: Vec<&str> = item.pieces.iter().map(|piece| document.slice(piece.clone())).collect();
        let line = quote(&words.join(" … "), limit);
        let words = line.trim_start_matches('“').trim_end_matches('”');
        let Some(name) = entity else { return words.to_owned() };
        let left = room.saturating_sub(u16::try_from(name.width() + 3).unwrap_or(u16::MAX)).max(FEW);
        format!("{} = {name}", cut(words, left, self.sign('…')))
    }

    fn draw_attributes(&self, canvas: &mut Canvas, builder: &Builder, column: u16, top: u16, right: u16) -> u16 {
        let mut y = top;
        let keys = self.attribute_keys();
        let names = keys.iter().filter_map(|(_, at)| self.schema.attributes.get(*at));
        let widest = names.map(|attribute| attribute.name.width()).max().unwrap_or(0).min(LONGEST_NAME);
        let values = column + 3 + u16::try_from(widest).unwrap_or(0);
        for (key, at) in keys {
            let Some(attribute) = self.schema.attributes.get(at) else { continue };
            canvas.put(column, y, &key.to_string(), KEY);
            canvas.put_words(column + 2, y, &attribute.name, u16::try_from(LONGEST_NAME).unwrap_or(0), DIM);
            let x = values - 1;
            let value = builder.attributes.get(&attribute.name).map_or("·", String::as_str);
            let value = if value == "·" { canvas.sign('·').to_string() } else { value.to_owned() };
            canvas.put_words(x + 1, y, &value, (right + 1).saturating_sub(x + 1), Ink::of(Role::Text));
            y += 1;
        }
        y
    }

    fn draw_attribute_line(&self, canvas: &mut Canvas, builder: &Builder, left: u16, y: u16, right: u16) {
        let mut x = left;
        for (key, at) in self.attribute_keys() {
            let Some(attribute) = self.schema.attributes.get(at) else { continue };
            let value = builder.attributes.get(&attribute.name).map_or(attribute.name.as_str(), String::as_str);
            if x + 4 > right {
                break;
            }
            x = canvas.put(x, y, &key.to_string(), KEY);
            x = canvas.put_words(x + 1, y, value, right.saturating_sub(x + 1), DIM) + 2;
        }
    }

    fn draw_alternatives(&self, canvas: &mut Canvas, grid: &Grid, builder: &Builder, top: u16, bottom: u16) {
        let left = grid.left();
        let second = if grid.two { grid.columns(DocId::B).text } else { left + (grid.right + 1 - left) / 2 };
        let document = self.document(builder.doc);
        for (at, pieces) in builder.alternatives().into_iter().enumerate() {
            let row = u16::try_from(at / IN_A_ROW).unwrap_or(u16::MAX);
            let y = top.saturating_add(row);
            if y >= bottom {
                break;
            }
            let (x, end) = if at % IN_A_ROW == 0 { (left, second - 1) } else { (second, grid.right + 1) };
            let width = end.saturating_sub(x);
            let chosen = builder.chosen == Some(at);
            let key = self.keymap.keys_of(GUESSES[at.min(3)]).into_iter().next().unwrap_or_default();
            let x = canvas.put(x, y, &key, KEY) + 1;
            let ink = if chosen { Ink::of(Role::Text).bold() } else { DIM };
            if pieces.is_empty() {
                canvas.put_words(x, y, "not in the text", width - 4, ink.italic());
                continue;
            }
            let words: Vec<&str> = pieces.iter().map(|piece| document.slice(piece.clone())).collect();
            let room = width.saturating_sub(4);
            let line = quote(&words.join(" … "), usize::from(room));
            canvas.put_words(x, y, line.trim_start_matches('“').trim_end_matches('”'), room, ink);
        }
    }

    fn draw_builder_hints(&self, canvas: &mut Canvas, grid: &Grid, part: Part, top: u16) {
        let key = |command: Command| self.keymap.keys_of(command).into_iter().next().unwrap_or_default();
        let both = |one: Command, other: Command| format!("{} {}", key(one), key(other));
        let guesses = format!("{}-{}", key(Command::Guess1), key(Command::Guess4));
        let edges = both(Command::ShrinkRight, Command::GrowRight);
        let left_edges = both(Command::GrowLeft, Command::ShrinkLeft);
        let clause = both(Command::ClauseIn, Command::ClauseOut);
        let wider = both(Command::Widen, Command::Narrow);
        let mut rows: Vec<Vec<(String, &str)>> = vec![
            vec![
                (key(Command::Accept), "accept"),
                (guesses, "a guess"),
                (edges, "right edge"),
                (left_edges, "left edge"),
                (clause, "by clause"),
            ],
            vec![
                (wider, "wider, narrower"),
                (key(Command::PartPiece), "piece"),
                (key(Command::PartClear), "clear"),
                (key(Command::SameSourceHere), "same source"),
                (key(Command::Reject), "no"),
            ],
        ];
        if matches!(part, Part::Source | Part::Addressee) {
            rows[1].push((key(Command::PartEntity), "who"));
        }
        let last = if grid.wide { top } else { top + 1 };
        let end = display::shown("Esc leave").len();
        let leave = (grid.right + 1).saturating_sub(u16::try_from(end).unwrap_or(9));
        let draw = |canvas: &mut Canvas, row: &[(String, &str)], y: u16| {
            let mut room = (if y == last { leave } else { grid.right + 3 }).saturating_sub(grid.left());
            let fits = |(key, words): &&(String, &str)| {
                let width = u16::try_from(key.width() + words.width() + 3).unwrap_or(u16::MAX);
                room.checked_sub(width).is_some_and(|left| {
                    room = left;
                    true
                })
            };
            let hints: Vec<(&str, &str)> =
                row.iter().take_while(fits).map(|(key, words)| (key.as_str(), *words)).collect();
            plain_hints(canvas, grid.left(), y, &hints);
        };
        if grid.wide {
            draw(canvas, &rows.concat(), top);
        } else {
            for (row, y) in rows.iter().zip(top..) {
                draw(canvas, row, y);
            }
        }
        plain_hints(canvas, leave, last, &[("Esc", "leave")]);
    }
}

/// The commands that choose an alternative, in order.
const GUESSES: [Command; 4] = [Command::Guess1, Command::Guess2, Command::Guess3, Command::Guess4];

/// Returns the parts that have a row: the three always, the others where they have words or are in hand.
fn shown_parts(builder: &Builder) -> Vec<Part> {
    let always = [Part::Source, Part::Cue, Part::Content];
    let shown = |part: &Part| always.contains(part) || builder.part == *part || !builder.draft.items(*part).is_empty();
    Part::ALL.into_iter().filter(shown).collect()
}

/// Returns what stands around the attribution: what it is nested in, what it goes on with.
fn around(editor: &Editor, builder: &Builder) -> Vec<(&'static str, String)> {
    let words = |id| match editor.set.get(id) {
        Some(Record::Attribution(one)) => editor.attribution_words(one),
        _ => String::new(),
    };
    let within = builder.within.map(|id| ("inside", words(id)));
    let continues = builder.continues.map(|id| ("goes on", words(id)));
    within.into_iter().chain(continues).collect()
}
