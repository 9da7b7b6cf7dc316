//! The review of a rebase: each doubtful tag as it stood in the old text, and beside it where it might stand in the new one.

use unicode_width::UnicodeWidthStr;

use super::status::BAND;
use super::{Canvas, cut};
use crate::annotation::Record;
use crate::compare::{Choice, Fate, Rebase};
use crate::editor::Editor;
use crate::editor::command::Command;
use crate::editor::grid::Grid;
use crate::editor::passage::{Run, passage};
use crate::editor::reviewing::Reviewing;
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, display};

const DIM: Ink = Ink::of(Role::Dim).band();

/// One tag in doubt, set in rows.
struct Item {
    old: Vec<Vec<Run>>,
    /// The places in the new text, each with the key that takes it where there are several.
    new: Vec<(Option<char>, Vec<Vec<Run>>)>,
    state: (&'static str, Role),
    /// The inks of what is marked in the old text and in the new one.
    marks: [Ink; 2],
    /// What is said in the place of a new passage.
    instead: &'static str,
}

impl Item {
    /// Returns how many rows it takes, side by side or one above the other.
    fn height(&self, two: bool) -> u16 {
        let new: usize = self.new.iter().map(|(_, rows)| rows.len()).sum();
        let rows = if two { self.old.len().max(new).max(1) } else { self.old.len() + new.max(1) };
        u16::try_from(rows).unwrap_or(u16::MAX)
    }
}

impl Editor {
    /// Draws the review over the whole desk, below the title.
    pub(super) fn draw_review(&self, canvas: &mut Canvas, grid: &Grid, reviewing: &Reviewing) {
        self.draw_review_heading(canvas, grid, &reviewing.rebase);
        let rows = reviewing.rebase.rows().len();
        let (top, bottom) = (grid.first_row, grid.status());
        if let Some(hinge) = grid.hinge {
            let sign = canvas.sign('│').to_string();
            for y in 2..bottom {
                canvas.put(hinge, y, &sign, Ink::of(Role::Rule));
            }
        }
        if rows == 0 {
            let words = "every tag has its place in the new text; w writes the set there";
            canvas.put_words(grid.left(), top, words, grid.right - grid.left(), Ink::of(Role::Text));
        }
        // From the chosen row upwards as far as half of the room goes, so that both sides of it are seen.
        let (mut first, mut above) = (reviewing.chosen.min(rows.saturating_sub(1)), 0);
        while let Some(before) = first.checked_sub(1) {
            above += self.item(grid, reviewing, before).height(grid.two) + 1;
            if above > (bottom - top) / 2 {
                break;
            }
            first = before;
        }
        let mut y = top;
        for row in first..rows {
            if y >= bottom {
                break;
            }
            let item = self.item(grid, reviewing, row);
            draw_item(canvas, grid, &item, row, row == reviewing.chosen, y);
            y = y.saturating_add(item.height(grid.two) + 1);
        }
        self.draw_review_status(canvas, grid, reviewing);
        self.draw_review_hints(canvas, grid, &reviewing.rebase);
    }

    fn draw_review_heading(&self, canvas: &mut Canvas, grid: &Grid, rebase: &Rebase) {
        let left = grid.left();
        canvas.rule(0, grid.width, 1);
        let name = if rebase.takes_up() { " Parked  " } else { " Rebase  " };
        let x = canvas.put(left - 1, 1, name, Ink::of(Role::Accent).bold());
        let doc = rebase.doc();
        let end = grid.hinge.unwrap_or(grid.right);
        let room = end.saturating_sub(x + 1);
        let words = [true, false].map(|first| summary(rebase, first).join(", "));
        let words = words.iter().find(|words| words.width() <= usize::from(room)).unwrap_or(&words[1]);
        let words = cut(words, room, canvas.sign('…'));
        canvas.put(x, 1, &format!("{words} "), Ink::of(Role::Dim));
        if let Some(hinge) = grid.hinge {
            let joint = canvas.sign('┬').to_string();
            canvas.put(hinge, 1, &joint, Ink::of(Role::Rule));
            let x = grid.columns(DocId::B).text;
            let name = format!("new text of {}", display::shown(&self.file_names[doc.index()]));
            let name = cut(&name, grid.text_width.saturating_sub(1), canvas.sign('…'));
            canvas.put(x - 1, 1, &format!(" {name} "), Ink::of(Role::Text).bold());
        }
    }

    /// Sets row number `row` of the review; of the chosen one all places are shown, of the others the one that counts.
    fn item(&self, grid: &Grid, reviewing: &Reviewing, row: usize) -> Item {
        let rebase = &reviewing.rebase;
        let gap = if self.settings.ascii { '~' } else { '…' };
        let width = grid.text_width;
        let around = usize::from(width) * 3 / 2;
        let old_span = rebase.part(row).map(|part| &part.span);
        let first = rebase
            .review(row)
            .and_then(|review| review.record.spans().into_iter().find(|span| span.doc() == rebase.doc()));
        let old = old_span.or(first).map(|span| passage(rebase.old(), span, around, width, gap)).unwrap_or_default();
        let at = |span: &crate::text::Span| passage(rebase.new_text(), span, around, width, gap);
        let candidates = rebase.candidates(row);
        let place = rebase.place(row);
        let leaves = matches!(rebase.rows().get(row).map(|row| &row.choice), Some(Choice::Park | Choice::Remove));
        let new = match &place {
            _ if leaves => Vec::new(),
            Some(place) => vec![(None, at(place))],
            None if row == reviewing.chosen && candidates.len() > 1 => {
                let digits = ['1', '2', '3'];
                let shown = digits.into_iter().zip(&candidates);
                shown.map(|(digit, candidate)| (Some(digit), at(candidate.span))).collect()
            }
            None => candidates.first().map(|candidate| (None, at(candidate.span))).into_iter().collect(),
        };
        let mark = self.mark(rebase, row);
        // What is only proposed has no colour yet.
        let proposed = Ink { wash: None, ..mark };
        let marks = [mark, if place.is_some() { mark } else { proposed }];
        let instead = match rebase.rows().get(row).map(|row| &row.choice) {
            Some(Choice::Park) if rebase.takes_up() => "stays parked",
            Some(Choice::Park) => "kept in a file beside the set",
            Some(Choice::Remove) => "",
            _ if rebase.part(row).is_none() => "goes with what it refers to",
            _ => "nothing like it",
        };
        Item { old, new, state: state(rebase, row), marks, instead }
    }

    /// Returns the ink of what row number `row` marks: the wash of its label, and a line that is seen without colour.
    fn mark(&self, rebase: &Rebase, row: usize) -> Ink {
        let mut ink = match rebase.review(row).map(|review| &review.record) {
            Some(Record::Mention(mention)) => Ink::of(Role::Text).wash(self.letter_of(&mention.label).1),
            Some(Record::Attribution(_)) => Ink::of(Role::Cue),
            _ => Ink::of(Role::Link),
        };
        ink.underline = true;
        ink.bold()
    }

    fn draw_review_status(&self, canvas: &mut Canvas, grid: &Grid, reviewing: &Reviewing) {
        let rows = reviewing.rebase.rows().len();
        let count = if rows == 0 { String::new() } else { format!("{} of {rows}", reviewing.chosen + 1) };
        let Some(room) = self.begin_status(canvas, grid, &count) else { return };
        let (y, left) = (grid.status(), grid.left());
        let (head, rest) = self.review_words(&reviewing.rebase, reviewing.chosen);
        let x = canvas.put_words(left, y, &head, room, BAND.bold());
        canvas.put_words(x + 2, y, &rest, (left + room).saturating_sub(x + 2), DIM);
    }

    /// Returns what row number `row` is, and what is to be said of it.
    fn review_words(&self, rebase: &Rebase, row: usize) -> (String, String) {
        let Some(review) = rebase.review(row) else { return (String::new(), "nothing is in doubt".to_owned()) };
        let kind = match &review.record {
            Record::Mention(mention) => self.label_title(&mention.label).to_owned(),
            other => other.kind().word().to_owned(),
        };
        let words = rebase.part(row).map(|part| part.excerpt.text.clone()).unwrap_or_default();
        let quoted = if words.is_empty() { String::new() } else { crate::editor::desk::quote(&words, 32) };
        let quoted = if self.settings.ascii { crate::editor::desk::plain_quotes(&quoted) } else { quoted };
        let head = if words.is_empty() { kind } else { format!("{kind} {quoted}") };
        let candidates = rebase.candidates(row);
        let said = match (rebase.part(row), candidates.first()) {
            (None, _) => "goes where the tag goes that it refers to".to_owned(),
            (Some(_), None) => "nothing like it is in the new text".to_owned(),
            (Some(_), Some(first)) => {
                let reason = first.reason.map_or("the words stand there as they were", |reason| reason.words());
                let percent = if first.reason.is_some() { format!(", {} %", first.score / 10) } else { String::new() };
                let places =
                    if candidates.len() > 1 { format!("; {} places", candidates.len()) } else { String::new() };
                format!("{reason}{percent}{places}")
            }
        };
        (head, said)
    }

    fn draw_review_hints(&self, canvas: &mut Canvas, grid: &Grid, rebase: &Rebase) {
        let y = grid.hints();
        let key = |command: Command| self.keymap.keys_of(command).into_iter().find(|keys| !keys.is_empty());
        let back = [(Command::Cancel, "back"), (Command::Help, "keys")];
        let width: usize =
            back.iter().filter_map(|(command, words)| Some(key(*command)?.width() + words.width() + 3)).sum();
        let right = (grid.right + 3).saturating_sub(u16::try_from(width).unwrap_or(0));
        let mut x = right;
        for (command, words) in back {
            let Some(key) = key(command) else { continue };
            let after = canvas.put(x, y, &key, Ink::of(Role::Accent).bold());
            x = canvas.put(after + 1, y, words, Ink::of(Role::Dim)) + 2;
        }
        let commands: &[Command] = if rebase.takes_up() {
            &[
                Command::ReviewTake,
                Command::ReviewByHand,
                Command::ReviewNextOpen,
                Command::ReviewReopen,
                Command::ReviewWrite,
            ]
        } else {
            &[
                Command::ReviewTake,
                Command::ReviewByHand,
                Command::ReviewPark,
                Command::ReviewRemove,
                Command::ReviewWrite,
                Command::ReviewParkRest,
                Command::ReviewNextOpen,
                Command::ReviewReopen,
            ]
        };
        let mut x = grid.left();
        for command in commands {
            let (Some(key), Some(entry)) = (key(*command), command.entry()) else { continue };
            let width = u16::try_from(key.width() + 1 + entry.hint.width()).unwrap_or(u16::MAX);
            if x.saturating_add(width) + 2 > right {
                break;
            }
            let after = canvas.put(x, y, &key, Ink::of(Role::Accent).bold());
            x = canvas.put(after + 1, y, entry.hint, Ink::of(Role::Dim)) + 2;
        }
    }
}

/// Returns what becomes of the tags, in words; the figures that only matter at first go when something is decided.
fn summary(rebase: &Rebase, detailed: bool) -> Vec<String> {
    let [open, placed, parked, removed] = rebase.counts();
    let carried = rebase.carried();
    let first = detailed && placed + parked + removed == 0;
    let lost = carried.review.iter().filter(|review| first && review.is_lost()).count();
    let mut parts = Vec::new();
    if !rebase.takes_up() {
        parts.push(format!("{} carried", carried.exact + carried.respelled.len()));
        parts.extend((first && carried.moved > 0).then(|| format!("{} of them moved", carried.moved)));
        let respelled = carried.respelled.len();
        parts.extend((first && respelled > 0).then(|| format!("{respelled} set otherwise")));
    }
    for (count, word) in [(open, "open"), (lost, "lost"), (placed, "placed"), (parked, "parked"), (removed, "removed")]
    {
        parts.extend((count > 0).then(|| format!("{count} {word}")));
    }
    parts
}

/// Returns what is decided of row number `row`, in a word.
fn state(rebase: &Rebase, row: usize) -> (&'static str, Role) {
    let Some(found) = rebase.rows().get(row) else { return ("", Role::Dim) };
    match (&found.choice, rebase.fate(found.review)) {
        (Choice::Park, _) | (_, Some(Fate::Parked)) => ("parked", Role::Dim),
        (Choice::Remove, _) | (_, Some(Fate::Removed)) => ("removed", Role::Error),
        (Choice::Candidate(_), _) => ("taken", Role::Saved),
        (Choice::ByHand(_), _) => ("by hand", Role::Saved),
        (Choice::Open, Some(Fate::Placed(_))) => ("goes too", Role::Saved),
        (Choice::Open, _) => ("open", Role::Differs),
    }
}

fn draw_item(canvas: &mut Canvas, grid: &Grid, item: &Item, row: usize, chosen: bool, top: u16) {
    let bottom = grid.status();
    let columns = grid.columns(DocId::A);
    let number = format!("{:>1$}", row + 1, usize::from(columns.number_width));
    let ink = if chosen { Ink::of(Role::Accent).bold() } else { Ink::of(Role::Gutter) };
    if top < bottom {
        canvas.put(columns.number, top, &number, ink);
    }
    if chosen {
        let pointer = canvas.sign('▸').to_string();
        canvas.put(columns.text - 1, top, &pointer, Ink::of(Role::Accent).bold());
        canvas.scene.cursor = Some((columns.text, top));
    }
    let plain = Ink::of(if chosen { Role::Text } else { Role::Dim });
    let mut y = top;
    for runs in &item.old {
        draw_runs(canvas, columns.text, y, bottom, runs, plain, item.marks[0]);
        y += 1;
    }
    let (word, role) = item.state;
    let ink = if chosen { Ink::of(role).bold() } else { Ink::of(role) };
    let x = if let Some(hinge) = grid.hinge {
        let width = u16::try_from(word.width()).unwrap_or(0);
        let from = hinge.saturating_sub((width / 2).min(3));
        canvas.put(from, top, word, ink);
        // Side by side both begin in the same row.
        y = top;
        grid.columns(DocId::B).text
    } else {
        if y < bottom {
            canvas.put_right(grid.right, y, word, ink);
        }
        columns.text
    };
    if item.new.is_empty() && y < bottom {
        canvas.put(x, y, item.instead, Ink::of(Role::Dim).italic());
    }
    for (digit, rows) in &item.new {
        if let (Some(digit), true) = (digit, y < bottom) {
            canvas.put(x - 2, y, &digit.to_string(), Ink::of(Role::Accent).bold());
        }
        for runs in rows {
            draw_runs(canvas, x, y, bottom, runs, plain, item.marks[1]);
            y += 1;
        }
    }
}

/// Draws a row of a passage from column `x` on, if it lies above row `bottom`.
fn draw_runs(canvas: &mut Canvas, x: u16, y: u16, bottom: u16, runs: &[Run], plain: Ink, mark: Ink) {
    let mut x = x;
    for (text, marked) in runs.iter().filter(|_| y < bottom) {
        x = canvas.put(x, y, text, if *marked { mark } else { plain });
    }
}
