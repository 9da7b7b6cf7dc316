//! The panel of counts: what was tagged, where, and how often.

use unicode_width::UnicodeWidthStr;

use super::Editor;
use super::panel::{Act, Kind, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::Stats;
use crate::annotation::stats::table::Row;
use crate::text::DocId;

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// How many cells a count takes.
const COUNT: u16 = 9;

impl Editor {
    /// Shows the counts over the set, as `diptych stats` prints them.
    pub(super) fn open_statistics(&mut self) {
        let stats = Stats::of(&self.set, [self.document(DocId::A), self.document(DocId::B)]);
        let names = (self.panel_room().saturating_sub(4 * COUNT + 2)).clamp(12, 48);
        let mut rows = Vec::new();
        let mut measure = String::new();
        for row in stats.rows() {
            if row.measure != measure {
                measure.clone_from(&row.measure);
                rows.push(heading(&row, names));
                if row.value.is_empty() {
                    continue;
                }
            }
            let mut pieces = vec![(2, row.value.clone(), PLAIN)];
            pieces.extend(counts(&row, names));
            rows.push(PanelRow { pieces, act: Act::None });
        }
        let about = "the command line prints the same: diptych stats".to_owned();
        self.open_panel(Panel::new(Kind::Statistics, "Numbers", about, rows), "there is nothing to count");
    }
}

/// Returns the row of a measure: the heads of its columns, or its counts where it has no values.
fn heading(row: &Row, names: u16) -> PanelRow {
    let mut pieces = vec![(0, row.measure.clone(), DIM.italic())];
    if row.value.is_empty() {
        pieces.extend(counts(row, names));
    } else if row.sides.is_some() {
        let heads = [Some("A"), Some("B"), row.both.map(|_| "both")];
        let heads = (0..).zip(heads).filter_map(|(at, head)| Some(right(at, head?, names, DIM.italic())));
        pieces.extend(heads);
    }
    PanelRow { pieces, act: Act::None }
}

fn counts(row: &Row, names: u16) -> Vec<(u16, String, Ink)> {
    let sides = [row.sides.map(|sides| sides.a), row.sides.map(|sides| sides.b), row.both];
    let mut pieces: Vec<(u16, String, Ink)> = Vec::new();
    for (at, count) in (0..).zip(sides) {
        if let Some(count) = count {
            let word = if row.value.is_empty() { ["A ", "B ", "both "][usize::from(at)] } else { "" };
            pieces.push(right(at, &format!("{word}{count}"), names, PLAIN));
        }
    }
    if let Some(all) = row.all {
        let words = if row.sides.is_some() { format!("all {all}") } else { all.to_string() };
        pieces.push(right(if row.sides.is_some() { 3 } else { 0 }, &words, names, PLAIN));
    }
    pieces
}

/// Returns `words` so that they end in the column of count number `at`.
fn right(at: u16, words: &str, names: u16, ink: Ink) -> (u16, String, Ink) {
    let width = u16::try_from(words.width()).unwrap_or(COUNT);
    ((names + (at + 1) * COUNT).saturating_sub(width), words.to_owned(), ink)
}
