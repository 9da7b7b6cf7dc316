//! The foot: the status line, or a line of text being written, and the hints.

use unicode_width::UnicodeWidthStr;

use super::status::{ACCENT, BAND, draw_pointer};
use super::{Canvas, cut};
use crate::annotation::{Mention, RecordKind};
use crate::editor::command::Command;
use crate::editor::grid::Grid;
use crate::editor::input::Message;
use crate::editor::links::sign;
use crate::editor::panel::{Field, Overlay, Purpose};
use crate::editor::scene::{Ink, Role};
use crate::editor::tie::Named;
use crate::editor::{Editor, Scrolling, Stop, What};
use crate::text::{DocId, display};

/// How many cells the name of an attribute takes at most before the text being written.
const NAME: u16 = 20;

/// So many cells of the status line are for the counts and the margin, where a message leaves them.
const COUNTED: u16 = 30;

const DIM: Ink = Ink::of(Role::Dim).band();

/// A hint at its place: where it was drawn and what a click there runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) struct Hint {
    /// The first column.
    pub from: u16,
    /// The column after the last.
    pub to: u16,
    /// What it names.
    pub command: Command,
}

impl Editor {
    /// Draws the status line and the hints.
    pub(super) fn draw_foot(&self, canvas: &mut Canvas, grid: &Grid) {
        canvas.band(grid.status());
        match &self.overlay {
            Some(Overlay::Field(field)) => draw_field(canvas, grid, field),
            _ => self.draw_status(canvas, grid),
        }
        self.draw_hints(canvas, grid);
    }

    fn draw_status(&self, canvas: &mut Canvas, grid: &Grid) {
        let y = grid.status();
        // A message is worth more than the counts, which come back with the next key.
        let is_long = |message: &Message| message.text.width() > usize::from(grid.right.saturating_sub(COUNTED));
        let right = match &self.message {
            Some(message) if is_long(message) => grid.right + 1,
            _ => self.draw_counts(canvas, grid),
        };
        let left = grid.left();
        let room = right.saturating_sub(left + 2);
        if self.draw_urgent(canvas, grid, room) {
            return;
        }
        draw_pointer(canvas, grid);
        let mut x = left;
        let until = left + room;
        let parts = match &self.entities {
            _ if self.jump.is_some() => self.jump_status(),
            Some(entities) if self.overlay.is_some() => self.entity_status(entities, grid),
            _ => self.status_parts(grid),
        };
        for (words, gap, ink) in parts {
            let gap = if x == left { 0 } else { gap };
            let width = u16::try_from(words.width()).unwrap_or(u16::MAX);
            if x.saturating_add(gap).saturating_add(width) > until {
                if x == left {
                    let words = cut(&words, until - x, canvas.sign('…'));
                    canvas.put(x, y, &words, ink);
                }
                break;
            }
            x = canvas.put(x + gap, y, &words, ink);
        }
    }

    /// Returns the parts of the status line in order: the thing, what it is, what Enter would do, where, how often.
    fn status_parts(&self, grid: &Grid) -> Vec<(String, u16, Ink)> {
        let mut parts = Vec::new();
        if let Some(seq) = self.looking {
            parts.push((format!("after change {seq}"), 0, Ink::of(Role::Warning).band().bold()));
        }
        if self.extending.is_some() {
            parts.push(("extend".to_owned(), 0, ACCENT));
        }
        if let Some([a, b]) = self.all_identical() {
            parts.push((format!("all {}", a + b), 0, ACCENT));
        }
        let Some(text) = self.selected_text() else {
            parts.push(("nothing to select".to_owned(), 2, DIM));
            return parts;
        };
        let limit = if grid.wide { 48 } else { 24 };
        let quoted = super::super::desk::quote(text, limit);
        let quoted = if self.settings.ascii { super::super::desk::plain_quotes(&quoted) } else { quoted };
        let quoted = display::shown(&quoted).into_owned();
        parts.push((quoted, 2, BAND.bold()));
        let offer = self.offer();
        if let Some(stop) = offer.as_ref().map(|offer| &offer.stop).filter(|stop| !stop.decided) {
            self.stop_parts(&mut parts, stop, grid.wide);
        }
        let tag = self.in_hand().filter(|_| self.open_stop().is_none());
        let entity = tag.and_then(|mention| self.entity_of(mention));
        let before = self.strings.get(text);
        match tag {
            Some(mention) => self.tag_parts(&mut parts, mention, entity.as_ref(), grid.wide),
            None if self.open_stop().is_some() => {}
            None => match before.and_then(|usage| usage.label()) {
                Some(label) => {
                    parts.push((self.label_word(label, grid.wide), 2, BAND));
                    if grid.wide {
                        parts.push(("as before".to_owned(), 2, DIM));
                    }
                    parts.push(("Enter".to_owned(), 1, ACCENT));
                }
                None => parts.push(("no tag".to_owned(), 2, DIM)),
            },
        }
        self.tie_parts(&mut parts);
        self.found_parts(&mut parts, grid.wide);
        parts.push((self.place_words(self.focus, self.selection().start), if grid.wide { 3 } else { 2 }, DIM));
        let counts =
            entity.and_then(|(.., counts)| counts).or(before.map(|usage| usage.counts.map(|count| count as usize)));
        if let Some([a, b]) = counts {
            let apart = if grid.wide { "" } else { "· " };
            parts.push((format!("{apart}{a} in A, {b} in B"), if grid.wide { 3 } else { 1 }, DIM));
        }
        parts
    }

    /// Says what the stop is that a step has led to, what Enter gives it, and which tag was made just before.
    fn stop_parts(&self, parts: &mut Vec<(String, u16, Ink)>, stop: &Stop, wide: bool) {
        match &stop.what {
            What::Mention { label: Some(label), .. } if self.open_stop().is_some() => {
                parts.push((self.label_word(label, wide), 2, BAND));
                parts.push(("Enter".to_owned(), 1, ACCENT));
            }
            What::Mention { .. } => parts.push(("likely".to_owned(), 2, DIM)),
            What::Cue => parts.push(("likely cue".to_owned(), 2, DIM)),
        }
        if let Some(by) = &stop.by {
            parts.push((format!("by {}", display::shown(by)), 2, DIM));
        }
        if let Some(made) = self.just_made() {
            let words = display::shown(&self.quoted(&made.span)).into_owned();
            parts.push((format!("after {words} {}", self.label_word(&made.label, wide)), 2, DIM));
        }
    }

    /// Adds the ties here: the first one in words, and how many more there are.
    fn tie_parts(&self, parts: &mut Vec<(String, u16, Ink)>) {
        let ties = self.ties_here();
        let Some((says, other)) = ties.first() else { return };
        let (_, role) = sign(says.kind);
        parts.push((self.tie_words(*says, other), 2, Ink::of(role).band()));
        if ties.len() > 1 {
            parts.push((format!("+{}", ties.len() - 1), 1, DIM));
        }
    }

    fn tag_parts(&self, parts: &mut Vec<(String, u16, Ink)>, mention: &Mention, entity: Option<&Named>, wide: bool) {
        parts.push((self.label_word(&mention.label, wide), 2, BAND));
        let selection = self.selection();
        if mention.span.start() != selection.start || mention.span.end() != selection.end {
            let whole = self.quoted(&mention.span);
            parts.push((format!("in {}", display::shown(&whole)), 1, DIM));
        }
        if let Some((name, open, _)) = entity {
            let name = cut(&display::shown(name), if wide { 40 } else { 24 }, self.sign('…'));
            parts.push((name, 2, BAND));
            if *open {
                parts.push(("?".to_owned(), 1, Ink::of(Role::Warning).band()));
            }
        }
        let pieces = mention.span.fragments().len();
        if pieces > 1 {
            parts.push((format!("{pieces} pieces"), 2, DIM));
        }
        if mention.doubt {
            parts.push(("doubtful".to_owned(), 2, Ink::of(Role::Warning).band()));
        }
        if !mention.note.is_empty() {
            parts.push(("with a note".to_owned(), 2, DIM));
        }
        let around = self.mentions_around().len();
        if around > 1 {
            parts.push((format!("{around} tags here"), 2, DIM));
        }
    }

    fn label_word(&self, name: &str, wide: bool) -> String {
        let word = self.schema.label(name).map_or(name, |label| if wide { &label.title } else { &label.short });
        display::shown(word).into_owned()
    }

    /// Draws the counts so that they end in the right axis; returns their first column.
    fn draw_counts(&self, canvas: &mut Canvas, grid: &Grid) -> u16 {
        if self.offer().is_some()
            && let Some(first) = self.draw_progress(canvas, grid)
        {
            return first;
        }
        let mut parts: Vec<(&str, usize)> = vec![("mentions", self.mention_count())];
        if let Some(entities) = &self.entities {
            parts = vec![("entities", entities.rows.len()), ("to confirm", entities.open)];
        }
        for (word, kind) in [("attributions", RecordKind::Attribution), ("links", RecordKind::Link)] {
            let count = self.set.count(kind);
            if count > 0 && grid.wide && self.entities.is_none() {
                parts.push((word, count));
            }
        }
        let mut right = grid.right;
        let mode = match self.scrolling {
            Scrolling::Locked => "locked",
            // The first thing to go where there is little room.
            Scrolling::Follow if grid.wide && self.entities.is_none() && self.facing().is_some() => "follow",
            Scrolling::Follow | Scrolling::Free => "",
        };
        if !mode.is_empty() {
            right = canvas.put_right(right, grid.status(), mode, DIM).saturating_sub(if grid.wide { 4 } else { 3 });
        }
        let mut first = right + 1;
        for (word, count) in parts.into_iter().rev() {
            let x = canvas.put_right(right, grid.status(), &count.to_string(), BAND.bold());
            first = canvas.put_right(x.saturating_sub(2), grid.status(), word, DIM);
            right = first.saturating_sub(4);
        }
        first
    }

    /// Draws how far stepping has come, so that it ends in the right axis; returns the first column.
    fn draw_progress(&self, canvas: &mut Canvas, grid: &Grid) -> Option<u16> {
        let progress = self.progress()?;
        let mut right = grid.right;
        let counts = [("cues", progress.cues), ("likely", progress.mentions)];
        for (word, (done, all)) in counts.into_iter().filter(|(_, (_, all))| *all > 0) {
            let first = canvas.put_right(right, grid.status(), &format!("{done}/{all} {word}"), DIM);
            right = first.saturating_sub(3);
        }
        Some(right + 3)
    }

    /// Draws the hint line: keys and what they do here, the help key always.
    fn draw_hints(&self, canvas: &mut Canvas, grid: &Grid) {
        let y = grid.hints();
        match &self.overlay {
            Some(Overlay::Field(field)) => {
                let hints: &[(&str, &str)] = match field.purpose {
                    Purpose::Search(..) => &[("Enter", "keep"), ("Tab", "next hit"), ("Esc", "back")],
                    Purpose::SaveCopy => &[("Enter", "write it, from the folder you started in"), ("Esc", "back")],
                    Purpose::Entity(aspect, _) if !aspect.advice().is_empty() => {
                        &[("Enter", "keep it"), ("Esc", "leave as it was"), ("", aspect.advice())]
                    }
                    Purpose::Note(_) | Purpose::Attribute(..) | Purpose::Entity(..) => {
                        &[("Enter", "keep it"), ("Esc", "leave as it was")]
                    }
                };
                plain_hints(canvas, grid.left(), y, hints);
            }
            Some(
                Overlay::Panel(_) | Overlay::Review | Overlay::Said(_) | Overlay::Compare(_) | Overlay::Overview(_),
            ) => {}
            Some(Overlay::Entities) => self.draw_entity_hints(canvas, grid),
            None if self.is_placing() => {
                let take = self.keymap.keys_of(Command::LabelAsBefore).into_iter().next().unwrap_or_default();
                let hints = [(take.as_str(), "takes the selection"), ("Esc", "back to the review")];
                plain_hints(canvas, grid.left(), y, &hints);
            }
            None => {
                for (hint, key, words, wash) in self.desk_hints(grid) {
                    let ink = match wash {
                        Some(wash) => Ink::of(Role::Text).bold().wash(wash),
                        None => Ink::of(Role::Accent).bold(),
                    };
                    let x = canvas.put(hint.from, y, &key, ink);
                    canvas.put(x + 1, y, &words, Ink::of(Role::Dim));
                }
            }
        }
    }

    /// Returns the hints of the desk at their places: key, words and, for a label, its wash.
    pub(in crate::editor) fn desk_hints(
        &self,
        grid: &Grid,
    ) -> Vec<(Hint, String, String, Option<crate::annotation::schema::Wash>)> {
        // The builder's keys stand in its own sheet.
        if self.builder.is_some() && self.jump.is_none() {
            return Vec::new();
        }
        let y_end = grid.right + 1;
        let key_of = |command: Command| self.keymap.keys_of(command).into_iter().next();
        let mut fixed = Vec::new();
        let mut right = y_end;
        let last: &[Command] = if grid.wide { &[Command::HelpHere, Command::Menu] } else { &[Command::HelpHere] };
        for &command in last {
            let (Some(key), Some(entry)) = (key_of(command), command.entry()) else { continue };
            let width = u16::try_from(key.width() + 1 + entry.hint.width()).unwrap_or(0);
            let hint = Hint { from: right.saturating_sub(width), to: right, command };
            right = hint.from.saturating_sub(2);
            fixed.push((hint, key, entry.hint.to_owned(), None));
        }
        let mut x = grid.left();
        let mut hints = Vec::new();
        for (command, key, words, wash) in self.wanted_hints(&key_of) {
            let width = u16::try_from(key.width() + 1 + words.width()).unwrap_or(u16::MAX);
            if x.saturating_add(width) > right {
                break;
            }
            hints.push((Hint { from: x, to: x + width, command }, key, words, wash));
            x += width + 2;
        }
        hints.extend(fixed);
        hints
    }

    /// Returns what is worth saying here, the most useful first.
    fn wanted_hints(
        &self,
        key_of: &dyn Fn(Command) -> Option<String>,
    ) -> Vec<(Command, String, String, Option<crate::annotation::schema::Wash>)> {
        let mut wanted = Vec::new();
        if let Some(jump) = &self.jump {
            let first = if jump.is_labelled() { Command::JumpErase } else { Command::JumpAll };
            for command in [first, Command::Cancel] {
                if let (Some(key), Some(entry)) = (key_of(command), command.entry()) {
                    wanted.push((command, key, entry.hint.to_owned(), None));
                }
            }
            return wanted;
        }
        if self.looking.is_some() {
            use Command as C;
            let commands = [C::Cancel, C::ReturnHere, C::ChangeBefore, C::ChangeAfter, C::History, C::OtherPane];
            for command in commands {
                if let (Some(key), Some(entry)) = (key_of(command), command.entry()) {
                    wanted.push((command, key, entry.hint.to_owned(), None));
                }
            }
            return wanted;
        }
        for (place, label) in self.schema.labels.iter().enumerate().filter(|(_, label)| label.key_alone) {
            let Ok(place) = u8::try_from(place) else { break };
            let words = display::shown(&label.short).to_lowercase();
            wanted.push((Command::Label(place), label.key.to_string(), words, Some(label.wash)));
        }
        let on_tag = self.in_hand().is_some();
        let commands: &[Command] = if self.extending.is_some() {
            &[Command::Cancel, Command::NextWord, Command::LineDown, Command::NextSentence, Command::Undo]
        } else if self.arrival().is_some() {
            &[
                Command::NextStop,
                Command::Remove,
                Command::NotThis,
                Command::GrowRight,
                Command::ShrinkRight,
                Command::Undo,
            ]
        } else if on_tag {
            &[
                Command::Remove,
                Command::Relabel,
                Command::Details,
                Command::Note,
                Command::Doubt,
                Command::AddPiece,
                Command::NextTag,
                Command::Undo,
            ]
        } else {
            &[
                Command::NextStop,
                Command::LabelByLetter,
                Command::GrowRight,
                Command::Widen,
                Command::Jump,
                Command::Search,
                Command::OtherPane,
                Command::NextTag,
                Command::Undo,
            ]
        };
        for &command in commands {
            if let (Some(key), Some(entry)) = (key_of(command), command.entry()) {
                // At a stop there is nothing to remove yet.
                let dismisses = command == Command::Remove && self.open_stop().is_some();
                let words = if dismisses { "not one" } else { entry.hint };
                wanted.push((command, key, words.to_owned(), None));
            }
        }
        wanted
    }
}

/// Draws keys and words from column `x` on.
pub(super) fn plain_hints(canvas: &mut Canvas, x: u16, y: u16, hints: &[(&str, &str)]) -> u16 {
    let mut x = x;
    for (key, words) in hints {
        let after = canvas.put(x, y, key, Ink::of(Role::Accent).bold());
        let gap = u16::from(!key.is_empty());
        x = canvas.put(after + gap, y, words, Ink::of(Role::Dim)) + 2;
    }
    x
}

/// Draws a line of text being written in the place of the status line.
fn draw_field(canvas: &mut Canvas, grid: &Grid, field: &Field) {
    let (y, left) = (grid.status(), grid.left());
    let name = match &field.purpose {
        Purpose::Search(..) => "/".to_owned(),
        Purpose::Note(_) => "note ".to_owned(),
        Purpose::SaveCopy => "save a copy as ".to_owned(),
        Purpose::Entity(aspect, row) => {
            let name = cut(&display::shown(&row.name), NAME, canvas.sign('…'));
            format!("{name}, {} ", aspect.word())
        }
        Purpose::Attribute(_, name) => format!("{} ", cut(&display::shown(name), NAME, canvas.sign('…'))),
    };
    let beside = display::shown(&field.beside).into_owned();
    let beside = cut(&beside, grid.right.saturating_sub(left) / 2, canvas.sign('…'));
    let until = canvas.put_right(grid.right, y, &beside, DIM);
    let start = match field.purpose {
        Purpose::Search(..) => left - 1,
        _ => left,
    };
    let x = canvas.put(start, y, &name, ACCENT);
    let view = field.text.view(until.saturating_sub(x + 2));
    canvas.put(x, y, &view.shown, BAND);
    canvas.scene.cursor = Some(((x + view.cursor).min(canvas.scene.width - 1), y));
}

/// Returns which article a column of the screen belongs to, for the mouse.
pub(in crate::editor) fn side_of(grid: &Grid, focus: DocId, x: u16, y: u16) -> DocId {
    match (grid.hinge, grid.strip_heading()) {
        (Some(hinge), _) if x > hinge => DocId::B,
        (Some(_), _) => DocId::A,
        (None, Some(heading)) if y >= heading => focus.other(),
        (None, _) => focus,
    }
}
