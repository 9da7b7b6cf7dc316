//! The overview: both articles at a glance around the hinge, a bar for each paragraph.
//!
//! Which paragraphs belong together is computed when it is opened and when the set has changed; the bars are made for the
//! lines that are seen, and again only when others come into sight.

mod bar;

use std::sync::Arc;

use super::Editor;
use super::command::Command;
use super::glance::{Bar, Overview, Seen};
use super::grid::Grid;
use super::links::Compared;
use super::panel::Overlay;
use crate::annotation::ties::{Says, start};
use crate::annotation::{LinkKind, Record};
use crate::compare::paragraphs::{Line, Paragraphs};
use crate::text::DocId;

impl Editor {
    /// Shows both articles at a glance.
    pub(super) fn open_overview(&mut self) {
        match self.compared() {
            Compared::Ready(_) => {}
            Compared::Asked => {
                let key = self.keymap.keys_of(Command::Overview).into_iter().next().unwrap_or_default();
                return self.tell(&format!("the two articles are being compared: {key} again in a moment"));
            }
            Compared::Never(reason) => return self.tell(&reason),
        }
        let Some(facing) = self.facing().map(Arc::clone) else { return };
        let order = self.focus;
        let map = Paragraphs::of(&facing, order, &self.linked_places());
        if map.lines.is_empty() {
            return self.tell("there is no paragraph to show");
        }
        let mut overview = Overview {
            long: self.long_paragraph(&map),
            facing,
            map,
            order,
            side: order,
            chosen: 0,
            top: 0,
            scale: 1,
            seen: Vec::new(),
            made: self.overview_stamp(),
            fitted: None,
        };
        if let Some(number) = overview.map.at(order.index(), self.selection().start) {
            overview.choose(order, number);
        }
        self.overlay = Some(Overlay::Overview(Box::new(overview)));
    }

    fn overview_stamp(&self) -> (u64, Option<u64>) {
        (self.history.last(), self.looking)
    }

    /// Returns the places of the two articles that people have tied.
    fn linked_places(&self) -> Vec<[usize; 2]> {
        let mut places = Vec::new();
        self.set.visit(|record| {
            let Record::Link(link) = record else { return };
            let ends: Vec<(DocId, usize)> = link.members.iter().filter_map(|member| start(&self.set, member)).collect();
            let first = |doc: DocId| ends.iter().find(|(at, _)| *at == doc).map(|(_, byte)| *byte);
            if let (Some(a), Some(b)) = (first(DocId::A), first(DocId::B)) {
                places.push([a, b]);
            }
        });
        places
    }

    /// Returns how many letters the longest paragraph has, or one in ten has more of, where few are longer by far.
    fn long_paragraph(&self, map: &Paragraphs) -> usize {
        let letters = |doc: DocId| {
            let document = self.document(doc);
            let count = move |at: usize| document.chars_before(at);
            map.bytes[doc.index()].iter().map(move |bytes| count(bytes.end) - count(bytes.start))
        };
        let mut lengths: Vec<usize> = letters(DocId::A).chain(letters(DocId::B)).collect();
        lengths.sort_unstable();
        let longest = lengths.last().copied().unwrap_or(1).max(1);
        let most = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(1).max(1);
        if longest <= 2 * most { longest } else { most }
    }

    /// Makes what the overview shows fit the set and the screen.
    pub(super) fn fit_overview(&mut self) {
        if !matches!(self.overlay, Some(Overlay::Overview(_))) {
            return;
        }
        let Some(Overlay::Overview(mut overview)) = self.overlay.take() else { return };
        // What lies in texts that are shown no more leads nowhere.
        if !overview.facing.comparison.is_of(&self.documents) {
            return;
        }
        if overview.made != self.overview_stamp() {
            self.make_overview(&mut overview);
        }
        if let Some(grid) = Grid::of(self.size, &self.settings) {
            self.fit_lines(&mut overview, &grid);
        }
        self.overlay = Some(Overlay::Overview(overview));
    }

    /// Makes the lines anew; the chosen one stays.
    fn make_overview(&self, overview: &mut Overview) {
        let here = overview.line(overview.chosen);
        overview.map = Paragraphs::of(&overview.facing, overview.order, &self.linked_places());
        overview.made = self.overview_stamp();
        overview.fitted = None;
        let kept = DocId::BOTH.into_iter().find_map(|doc| {
            let doc = if doc == DocId::A { overview.side } else { overview.side.other() };
            Some((doc, here?.paragraphs[doc.index()]?))
        });
        if let Some((doc, number)) = kept {
            overview.choose(doc, number);
        }
    }

    /// Brings the chosen line into sight, and makes the bars of the lines that are seen.
    fn fit_lines(&self, overview: &mut Overview, grid: &Grid) {
        let rows = usize::from(grid.status().saturating_sub(grid.first_row)).max(1);
        overview.chosen = overview.chosen.min(overview.map.lines.len().saturating_sub(1));
        let last = overview.map.lines.len().saturating_sub(rows);
        overview.top = overview.top.clamp((overview.chosen + 1).saturating_sub(rows), overview.chosen).min(last);
        let fitted = Some((overview.top, overview.order, self.size));
        if overview.fitted == fitted {
            return;
        }
        let places = overview.places(grid);
        overview.scale = overview.long.div_ceil(usize::from(places.bar.max(1))).max(1);
        let lines = overview.map.lines.iter().skip(overview.top).take(rows);
        let seen: Vec<Seen> = lines.map(|line| self.seen_line(overview, *line, places.bar)).collect();
        overview.seen = seen;
        overview.fitted = fitted;
    }

    fn seen_line(&self, overview: &Overview, line: Line, most: u16) -> Seen {
        let bytes = |doc: DocId| line.paragraphs[doc.index()].and_then(|at| overview.map.bytes[doc.index()].get(at));
        let bars = DocId::BOTH.map(|doc| match bytes(doc).filter(|_| !line.again[doc.index()]) {
            Some(bytes) => self.bar(doc, bytes, overview.scale, usize::from(most)),
            None => Bar::default(),
        });
        let says = bytes(DocId::A).zip(bytes(DocId::B)).and_then(|(a, b)| self.said_between([a, b]));
        Seen { bars, says }
    }

    /// Returns what people say of two paragraphs: the gravest, where they say several things.
    fn said_between(&self, bytes: [&std::ops::Range<usize>; 2]) -> Option<Says> {
        let mut found: Vec<Says> = Vec::new();
        let is_across = |places: &[(DocId, usize)]| {
            DocId::BOTH.iter().all(|doc| places.iter().any(|(at, byte)| at == doc && bytes[doc.index()].contains(byte)))
        };
        for record in self.set.touching(DocId::A, bytes[0]) {
            let links: Vec<&Record> = match record {
                Record::Link(_) => vec![record],
                _ => self.set.referrers(record.id()).iter().filter_map(|id| self.set.get(*id)).collect(),
            };
            for link in links {
                let Record::Link(link) = link else { continue };
                let places: Vec<(DocId, usize)> =
                    link.members.iter().filter_map(|member| start(&self.set, member)).collect();
                if is_across(&places) {
                    found.push(Says::of(link));
                }
            }
        }
        let gravity = |says: &Says| match says.kind {
            LinkKind::Contradicts => 2,
            LinkKind::Differs => 1,
            LinkKind::Same => 0,
        };
        found.into_iter().max_by_key(gravity)
    }

    /// Runs a command of the overview.
    pub(super) fn overview_command(&mut self, command: Command) {
        if command == Command::OverviewGo {
            return self.go_from_overview();
        }
        let Some(Overlay::Overview(mut overview)) = self.overlay.take() else { return };
        match command {
            Command::OverviewLeft => overview.side = DocId::A,
            Command::OverviewRight => overview.side = DocId::B,
            Command::OverviewOrder => {
                overview.order = overview.order.other();
                self.make_overview(&mut overview);
                self.tell(&format!("in the order of {}", overview.order.letter()));
            }
            _ => {}
        }
        self.overlay = Some(Overlay::Overview(overview));
    }

    /// Runs a command of a list while the overview is in front.
    pub(super) fn overview_list_command(&mut self, command: Command) {
        let rows = self.grid().map_or(1, |grid| isize::try_from(grid.rows / 2).unwrap_or(1)).max(1);
        let Some(Overlay::Overview(overview)) = &mut self.overlay else { return };
        match command {
            Command::ListDown => overview.move_by(1),
            Command::ListUp => overview.move_by(-1),
            Command::ListPageDown => overview.move_by(rows),
            Command::ListPageUp => overview.move_by(-rows),
            Command::ListTop => overview.chosen = 0,
            Command::ListEnd => overview.move_by(isize::MAX),
            Command::ListClose => self.overlay = None,
            _ => {}
        }
    }

    /// Goes to the paragraph of the chosen line.
    fn go_from_overview(&mut self) {
        let Some(Overlay::Overview(overview)) = &self.overlay else { return };
        let side = overview.side;
        let place = [side, side.other()].into_iter().find_map(|doc| {
            let number = overview.line(overview.chosen)?.paragraphs[doc.index()]?;
            Some((doc, overview.map.bytes[doc.index()].get(number)?.start))
        });
        let Some((doc, byte)) = place else { return };
        self.overlay = None;
        self.mark_place();
        let document = self.document(doc);
        let word = document.next_word(byte).unwrap_or(byte..byte);
        self.show_place(doc, word);
    }

    /// Puts the overview behind the list that comes in front of it.
    pub(super) fn put_overview_behind(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Overview(overview)) => self.overview_behind = Some(overview),
            other => self.overlay = other,
        }
    }
}
