//! A row of the compare view set in lines: its words with what differs, its tags, or the passages that stand in both.

use std::ops::Range;
use std::rc::Rc;

use super::row::flags;
use crate::compare::sentences::Tie;
use crate::editor::Editor;
use crate::editor::compared::{Laid, Row, Screen};
use crate::editor::desk::quote;
use crate::editor::grid::Grid;
use crate::editor::picture::layers::{Kind, Layer, Layers};
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;
use crate::text::runs::rows;

/// Of a longer sentence so many bytes are shown.
const LONGEST: usize = 4096;

/// How many characters of the words that differ the status line shows.
const QUOTED: usize = 40;

/// What is said of a stretch of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It stands in both.
    Same,
    /// It stands only here, or is the whole of a sentence without counterpart.
    Own,
    /// It differs from the other sentence.
    Differs,
    /// It differs in something worth a flag.
    Flagged,
}

impl Editor {
    /// Returns row number `at` of `screen` in lines.
    pub(super) fn laid_row(&self, screen: &Screen, at: usize, grid: &Grid) -> Option<Rc<Laid>> {
        screen.laid(at, grid.text_width, |row| {
            let words = self.word_marks(row);
            let side = |doc: DocId| self.lay_side(screen, row, &words[doc.index()], doc, grid.text_width);
            Laid { sides: DocId::BOTH.map(side), flagged: DocId::BOTH.map(|doc| self.flagged_words(&words, doc)) }
        })
    }

    /// Returns how many lines row number `at` of `screen` takes.
    pub(in crate::editor) fn compared_lines(&self, screen: &Screen, at: usize, grid: &Grid) -> u16 {
        let Some(laid) = self.laid_row(screen, at, grid) else { return 0 };
        let [left, right] = laid.sides.each_ref().map(Vec::len);
        let between = usize::from(left > 0 && right > 0);
        // What differs is said below the sign, a word a line.
        let words = screen.rows.get(at).map_or(0, |row| flags(row).len());
        let lines = if grid.hinge.is_some() { left.max(right).max(1 + words) } else { left + between + right };
        let room = grid.status().saturating_sub(grid.first_row);
        u16::try_from(lines).unwrap_or(u16::MAX).min(room).max(1)
    }

    fn lay_side(
        &self,
        screen: &Screen,
        row: &Row,
        words: &[(Range<usize>, Mark)],
        doc: DocId,
        width: u16,
    ) -> Vec<Vec<(String, Ink)>> {
        let Some(bytes) = row.ends[doc.index()].and_then(|at| self.compared_bytes(doc, at)) else { return Vec::new() };
        let document = self.document(doc);
        let end = document.char_floor((bytes.start + LONGEST).min(bytes.end));
        let is_cut = end < bytes.end;
        let bytes = bytes.start..end;
        let marks = if screen.passages { &self.passage_marks(doc, &bytes)[..] } else { words };
        let layers = if screen.tags { self.tag_layers(doc, &bytes) } else { Layers::default() };
        let tags: Vec<&Layer> =
            layers.over.iter().filter(|layer| !matches!(layer.kind, Kind::Content { .. })).collect();
        let mut cuts: Vec<usize> = marks.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        cuts.extend(tags.iter().flat_map(|layer| [layer.bytes.start, layer.bytes.end]));
        cuts.retain(|cut| bytes.start < *cut && *cut < bytes.end);
        cuts.push(bytes.end);
        cuts.sort_unstable();
        cuts.dedup();
        let rest = if row.pair.is_none() && !screen.passages { Mark::Own } else { Mark::Same };
        let mut runs = Vec::with_capacity(cuts.len());
        let mut from = bytes.start;
        for until in cuts {
            let mark = marks.iter().find(|(range, _)| range.contains(&from)).map_or(rest, |(_, mark)| *mark);
            let text = document.text().get(from..until).unwrap_or("").to_owned();
            runs.push((text, ink(Layers::ink(&tags, from), mark)));
            from = until;
        }
        if is_cut {
            runs.push((if self.settings.ascii { " ..." } else { " …" }.to_owned(), Ink::of(Role::Dim)));
        }
        rows(&runs, usize::from(width.max(2)))
    }

    /// Returns the words of `row` that differ between its sentences, left and right.
    fn word_marks(&self, row: &Row) -> [Vec<(Range<usize>, Mark)>; 2] {
        let (Some(facing), [Some(a), Some(b)], Some((score, found))) = (self.facing(), row.ends, row.pair) else {
            return Default::default();
        };
        let comparison = &facing.comparison;
        let pair = comparison.pair(Tie { a, b, score });
        [(0, a), (1, b)].map(|(side, at): (usize, usize)| {
            let sentence = comparison.sentences.of[side].get(at);
            let marked = pair.stretches.iter().filter(|stretch| !stretch.same).filter_map(|stretch| {
                let words = sentence?.words.get(stretch.words[side].clone())?;
                let bytes = words.first()?.bytes().start..words.last()?.bytes().end;
                let flagged = found.is_flagged() && stretch.changes.iter().any(|change| change.is_flagged());
                Some((bytes, if flagged { Mark::Flagged } else { Mark::Differs }))
            });
            marked.collect()
        })
    }

    /// Returns the words of the first flagged difference that stand in `doc`.
    fn flagged_words(&self, words: &[Vec<(Range<usize>, Mark)>; 2], doc: DocId) -> Option<String> {
        let (bytes, _) = words[doc.index()].iter().find(|(_, mark)| *mark == Mark::Flagged)?;
        let words = quote(self.document(doc).text().get(bytes.clone())?, QUOTED);
        Some(if self.settings.ascii { crate::editor::desk::plain_quotes(&words) } else { words })
    }

    /// Returns the passages in `bytes` of `doc` that stand in both articles.
    fn passage_marks(&self, doc: DocId, bytes: &Range<usize>) -> Vec<(Range<usize>, Mark)> {
        let Some(facing) = self.facing() else { return Vec::new() };
        facing.passages_in(doc, bytes).map(|range| (range, Mark::Differs)).collect()
    }
}

/// Returns the ink of words of which `mark` is said, over that of their tags.
fn ink(tags: Ink, mark: Mark) -> Ink {
    let is_plain = tags.wash.is_none() && tags.role == Role::Text;
    match mark {
        Mark::Same if is_plain => Ink { role: Role::Dim, ..tags },
        Mark::Own | Mark::Same => tags,
        Mark::Differs => Ink { underline: true, ..tags },
        Mark::Flagged if tags.wash.is_none() => Ink { role: Role::Differs, bold: true, underline: true, ..tags },
        Mark::Flagged => Ink { bold: true, underline: true, ..tags },
    }
}
