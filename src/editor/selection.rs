//! Selecting: edges by word and by character, widening by text object, extending.

use std::ops::Range;

use super::command::Command;
use super::{Editor, Extending};
use crate::text::Document;

/// Which edge of the selection moves, and where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    RightOut,
    RightIn,
    LeftOut,
    LeftIn,
}

/// Returns `selection` with one edge moved by a word, or as it was where that would leave nothing.
fn by_word(document: &Document, selection: &Range<usize>, edge: Edge) -> Range<usize> {
    let Range { start, end } = *selection;
    let moved = match edge {
        Edge::RightOut => start..document.next_word(end).map_or(end, |word| word.end),
        Edge::RightIn => {
            // The last word goes; what is then last stays whole.
            let last = document.previous_word(end).map_or(start, |word| word.start);
            start..document.previous_word(last).map_or(start, |word| word.end)
        }
        Edge::LeftOut => document.previous_word(start).map_or(start, |word| word.start)..end,
        Edge::LeftIn => {
            let first = document.next_word(start).map_or(end, |word| word.end);
            document.next_word(first).map_or(end, |word| word.start)..end
        }
    };
    if moved.start < moved.end && moved.start <= end && moved.end > start { moved } else { selection.clone() }
}

/// Returns `selection` with one edge moved by a grapheme, or as it was where that would leave nothing.
fn by_character(document: &Document, selection: &Range<usize>, edge: Edge) -> Range<usize> {
    let Range { start, end } = *selection;
    let moved = match edge {
        Edge::RightOut => start..document.next_grapheme(end),
        Edge::RightIn => start..document.previous_grapheme(end),
        Edge::LeftOut => document.previous_grapheme(start)..end,
        Edge::LeftIn => document.next_grapheme(start)..end,
    };
    if moved.start < moved.end { moved } else { selection.clone() }
}

/// Returns `selection` with one edge moved to the next border of a clause, or as it was where there is none.
fn by_clause(document: &Document, selection: &Range<usize>, edge: Edge) -> Range<usize> {
    let Range { start, end } = *selection;
    let next_end = |from: usize| {
        let (_, ends) = document.clause_edges(from.saturating_sub(1));
        ends.into_iter().find(|at| *at > end)
    };
    let moved = match edge {
        Edge::RightOut => {
            let beyond = || next_end(document.next_word(end)?.end);
            start..next_end(end).or_else(beyond).unwrap_or(end)
        }
        Edge::RightIn => {
            let (_, ends) = document.clause_edges(end.saturating_sub(1));
            start..ends.into_iter().rfind(|at| start < *at && *at < end).unwrap_or(end)
        }
        Edge::LeftOut => {
            let before = |from: usize| document.clause_edges(from).0.into_iter().rfind(|at| *at < start);
            before(start).or_else(|| before(document.previous_word(start)?.start)).unwrap_or(start)..end
        }
        Edge::LeftIn => {
            let (starts, _) = document.clause_edges(start);
            starts.into_iter().find(|at| start < *at && *at < end).unwrap_or(start)..end
        }
    };
    if moved.start < moved.end { moved } else { selection.clone() }
}

/// Returns the text objects around `selection` that are wider than it, the narrowest first.
fn objects_around(document: &Document, selection: &Range<usize>) -> Vec<Range<usize>> {
    let at = selection.start;
    let mut objects: Vec<Range<usize>> = [
        document.word_at(at),
        Some(document.phrase_at(at)),
        Some(document.clause_at(at)),
        document.quotation_at(at),
        Some(document.sentence_at(at)),
        Some(document.paragraph_at(at)),
    ]
    .into_iter()
    .flatten()
    .filter(|object| object.start <= selection.start && selection.end <= object.end && object != selection)
    .collect();
    objects.sort_by_key(ExactSizeIterator::len);
    objects
}

impl Editor {
    /// Runs a command that changes what is selected.
    pub(super) fn select_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::GrowRight => self.move_edge(by_word, Edge::RightOut),
            C::ShrinkRight => self.move_edge(by_word, Edge::RightIn),
            C::GrowLeft => self.move_edge(by_word, Edge::LeftOut),
            C::ShrinkLeft => self.move_edge(by_word, Edge::LeftIn),
            C::GrowRightCharacter => self.move_edge(by_character, Edge::RightOut),
            C::ShrinkRightCharacter => self.move_edge(by_character, Edge::RightIn),
            C::GrowLeftCharacter => self.move_edge(by_character, Edge::LeftOut),
            C::ShrinkLeftCharacter => self.move_edge(by_character, Edge::LeftIn),
            C::ClauseOut => self.move_edge(by_clause, Edge::RightOut),
            C::ClauseIn => self.move_edge(by_clause, Edge::RightIn),
            C::LeftClauseOut => self.move_edge(by_clause, Edge::LeftOut),
            C::LeftClauseIn => self.move_edge(by_clause, Edge::LeftIn),
            C::Widen => self.widen(),
            C::Narrow => match self.widened.pop() {
                Some(before) => self.reselect(before),
                None => self.tell("nothing narrower: e widens first"),
            },
            C::SelectWord => self.select_object(Document::word_at, "word"),
            C::SelectPhrase => self.select_object(|document, at| Some(document.phrase_at(at)), "phrase"),
            C::SelectClause => self.select_object(|document, at| Some(document.clause_at(at)), "clause"),
            C::SelectQuotation => self.select_object(Document::quotation_at, "quotation"),
            C::SelectSentence => self.select_object(|document, at| Some(document.sentence_at(at)), "sentence"),
            C::SelectParagraph => self.select_object(|document, at| Some(document.paragraph_at(at)), "paragraph"),
            C::SelectTag => self.select_tag_outward(),
            C::Extend => {
                self.extending = match self.extending {
                    Some(_) => None,
                    None => Some(Extending { anchor: self.selection(), head: self.selection() }),
                };
            }
            _ => {}
        }
    }

    fn move_edge(&mut self, step: fn(&Document, &Range<usize>, Edge) -> Range<usize>, edge: Edge) {
        let selection = self.selection();
        if selection.is_empty() {
            return;
        }
        let moved = step(self.document(self.focus), &selection, edge);
        if moved == selection {
            self.tell("the selection cannot go further there");
            return;
        }
        self.widened.clear();
        self.reselect(moved);
    }

    fn widen(&mut self) {
        let selection = self.selection();
        let wider = objects_around(self.document(self.focus), &selection).into_iter().next();
        match wider {
            Some(wider) => {
                let kept = std::mem::take(&mut self.widened);
                self.reselect(wider);
                self.widened = kept;
                self.widened.push(selection);
            }
            None => self.tell("nothing wider than the paragraph"),
        }
    }

    fn select_object(&mut self, object: impl Fn(&Document, usize) -> Option<Range<usize>>, word: &str) {
        let selection = self.selection();
        match object(self.document(self.focus), selection.start).filter(|object| !object.is_empty()) {
            Some(found) => {
                self.widened.clear();
                self.reselect(found);
            }
            None => self.tell(&format!("no {word} here")),
        }
    }

    /// Selects `range` in the pane in front; the view follows, the tag in hand is asked for anew.
    pub(super) fn reselect(&mut self, range: Range<usize>) {
        self.hand = None;
        self.pane_mut(self.focus).selection = range;
        self.pane_mut(self.focus).goal = None;
        self.follow_selection();
    }
}
