//! A claim as a cell of who said what: its words, cut to what can be seen.

use unicode_width::UnicodeWidthStr;

use crate::annotation::Attribution;
use crate::annotation::names::one_line;
use crate::compare::said::Relation;
use crate::editor::Editor;
use crate::editor::claims::Screen;
use crate::editor::grid::Grid;
use crate::text::Span;

/// How many cells a source takes in a wide screen, the gap after it included.
pub(in crate::editor) const SOURCE: u16 = 24;

/// How many characters of a claim are looked at.
const WORDS: usize = 400;

/// One claim in its cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::editor) struct Cell {
    /// The paragraph that it begins in.
    pub number: Option<usize>,
    /// In how many others it is nested.
    pub depth: u16,
    /// Who says it; none where that is not in the text.
    pub source: Option<String>,
    /// Whether it goes on with what was said before it.
    pub goes_on: bool,
    /// What is said; none where that is not in the text.
    pub content: Option<String>,
}

impl Editor {
    /// Returns how many lines row number `at` takes, the heading before it left out.
    pub(in crate::editor) fn said_lines(&self, screen: &Screen, at: usize, grid: &Grid) -> u16 {
        let Some(row) = screen.rows.get(at) else { return 0 };
        if grid.hinge.is_none() {
            return u16::try_from(row.ends.iter().flatten().count()).unwrap_or(1);
        }
        if !grid.wide {
            return 2;
        }
        match row.relation {
            Relation::Apart => 1,
            Relation::Near(_) => 2,
            Relation::Tied(says) if says.differs_in.is_some() => 2,
            Relation::Tied(_) => {
                let room = usize::from(grid.text_width.saturating_sub(SOURCE));
                let claims = row.ends.iter().flatten().filter_map(|id| self.claim(*id));
                let long = |claim: &Attribution| self.content_of(claim).is_some_and(|content| content.width() > room);
                if claims.into_iter().any(long) { 2 } else { 1 }
            }
        }
    }

    /// Returns the cell of `claim` in who said what.
    pub(in crate::editor) fn cell(&self, claim: &Attribution) -> Cell {
        let names = self.speakers_of(claim).into_iter().map(|speaker| speaker.words);
        let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        Cell {
            number: self.cell_number(claim),
            depth: self.nested_in(claim),
            source: (!names.is_empty()).then(|| one_line(&names.join(", "))),
            goes_on: claim.sources.is_empty() && claim.continues.is_some(),
            content: self.content_of(claim),
        }
    }

    /// Returns the paragraph that `claim` begins in.
    pub(in crate::editor) fn cell_number(&self, claim: &Attribution) -> Option<usize> {
        let start = claim.spans().map(Span::start).min()?;
        self.document(claim.doc).paragraph_number(start)
    }

    fn content_of(&self, claim: &Attribution) -> Option<String> {
        let said: Vec<String> = claim.contents.iter().map(|span| self.shortened(span)).collect();
        (!said.is_empty()).then(|| one_line(&said.join(" … ")))
    }

    /// Returns the words of `span`, as many as can be seen.
    fn shortened(&self, span: &Span) -> String {
        let text = self.document(span.doc()).text();
        let pieces = span.pieces().take(8).map(|piece| {
            let words = text.get(piece.bytes()).unwrap_or("");
            words.chars().take(WORDS).collect::<String>()
        });
        pieces.collect::<Vec<_>>().join(" … ")
    }

    /// Returns in how many others `claim` is nested, 3 at most.
    fn nested_in(&self, claim: &Attribution) -> u16 {
        let mut depth = 0;
        let mut outer = claim.within.and_then(|id| self.claim(id));
        while let Some(around) = outer.filter(|_| depth < 3) {
            depth += 1;
            outer = around.within.and_then(|id| self.claim(id));
        }
        depth
    }
}
