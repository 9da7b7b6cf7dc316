//! Selecting: edges by word and by character, widening by text object, extending.

use std::ops::Range;

use super::command::Command;
use super::{Editor, Extending};
use crate::annotation::Mention;
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

/// Returns what `command`, one of those that move an edge, makes of `selection`; `None` where that can go no further.
#[must_use]
pub fn edge_moved(document: &Document, selection: &Range<usize>, command: Command) -> Option<Range<usize>> {
    use Command as C;
    let step = match command {
        C::GrowRight | C::ShrinkRight | C::GrowLeft | C::ShrinkLeft => by_word,
        C::GrowRightCharacter | C::ShrinkRightCharacter | C::GrowLeftCharacter | C::ShrinkLeftCharacter => by_character,
        C::ClauseOut | C::ClauseIn | C::LeftClauseOut | C::LeftClauseIn => by_clause,
        _ => return None,
    };
    let edge = match command {
        C::GrowRight | C::GrowRightCharacter | C::ClauseOut => Edge::RightOut,
        C::ShrinkRight | C::ShrinkRightCharacter | C::ClauseIn => Edge::RightIn,
        C::GrowLeft | C::GrowLeftCharacter | C::LeftClauseOut => Edge::LeftOut,
        _ => Edge::LeftIn,
    };
    Some(step(document, selection, edge)).filter(|moved| moved != selection)
}

/// Returns the text object at a byte.
type Object = fn(&Document, usize) -> Option<Range<usize>>;

/// Returns the text object that `command` selects, and the word for it.
fn object_called(command: Command) -> Option<(Object, &'static str)> {
    let object: (Object, &str) = match command {
        Command::SelectWord => (Document::word_at, "word"),
        Command::SelectPhrase => (|document, at| Some(document.phrase_at(at)), "phrase"),
        Command::SelectClause => (|document, at| Some(document.clause_at(at)), "clause"),
        Command::SelectQuotation => (Document::quotation_at, "quotation"),
        Command::SelectSentence => (|document, at| Some(document.sentence_at(at)), "sentence"),
        Command::SelectParagraph => (|document, at| Some(document.paragraph_at(at)), "paragraph"),
        _ => return None,
    };
    Some(object)
}

/// Returns what `command`, one of those that select a text object, makes of `selection`; `None` where there is none.
#[must_use]
pub fn object_at(document: &Document, selection: &Range<usize>, command: Command) -> Option<Range<usize>> {
    let (object, _) = object_called(command)?;
    object(document, selection.start).filter(|object| !object.is_empty())
}

/// Returns `selection` widened once; `None` where nothing wider is around it.
#[must_use]
pub fn widened(document: &Document, selection: &Range<usize>) -> Option<Range<usize>> {
    objects_around(document, selection).into_iter().next()
}

impl Editor {
    /// Runs a command that changes what is selected.
    pub(super) fn select_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::Widen => self.widen(),
            C::Narrow => match self.widened.pop() {
                Some(before) => self.reselect(before),
                None => self.tell("nothing narrower: e widens first"),
            },
            C::SelectIdentical => self.select_identical(),
            C::SelectTag => self.select_tag_outward(),
            C::Extend => {
                self.extending = match self.extending {
                    Some(_) => None,
                    None => Some(Extending { anchor: self.selection(), head: self.selection() }),
                };
            }
            _ => match object_called(command) {
                Some((object, word)) => self.select_object(object, word),
                None => self.move_edge(command),
            },
        }
    }

    fn move_edge(&mut self, command: Command) {
        let selection = self.selection();
        if selection.is_empty() {
            return;
        }
        let Some(moved) = edge_moved(self.document(self.focus), &selection, command) else {
            self.tell("the selection cannot go further there");
            return;
        };
        self.widened.clear();
        let resized = self.edged.and_then(|id| self.set.mention(id)).filter(|mention| {
            let span = &mention.span;
            span.fragments().len() == 1 && (span.start(), span.end()) == (selection.start, selection.end)
        });
        match resized.cloned().filter(|_| self.read_only_reason().is_none()) {
            Some(before) => self.resize_to(&before, moved),
            None => self.reselect(moved),
        }
    }

    /// Lets `before`, which was selected as a tag, cover `range`.
    fn resize_to(&mut self, before: &Mention, range: Range<usize>) {
        let Ok(span) = self.document(self.focus).span(range.clone()) else { return };
        let mut after = before.clone();
        after.span = span;
        let summary = format!("resize {} to {}", self.quoted(&before.span), self.quoted(&after.span));
        if self.replace_mention(before, after, summary) {
            self.reselect(range);
            self.hand = Some(before.id);
        }
    }

    /// Lets go of the tag whose edges are moved before `command`, unless that moves an edge.
    pub(super) fn edged_before(&mut self, command: Command) {
        use Command as C;
        let moves = matches!(
            command,
            C::GrowRight
                | C::ShrinkRight
                | C::GrowLeft
                | C::ShrinkLeft
                | C::GrowRightCharacter
                | C::ShrinkRightCharacter
                | C::GrowLeftCharacter
                | C::ShrinkLeftCharacter
                | C::ClauseOut
                | C::ClauseIn
                | C::LeftClauseOut
                | C::LeftClauseIn
        );
        if !moves {
            self.edged = None;
        }
    }

    fn widen(&mut self) {
        let selection = self.selection();
        match widened(self.document(self.focus), &selection) {
            Some(wider) => {
                let kept = std::mem::take(&mut self.widened);
                self.reselect(wider);
                self.widened = kept;
                self.widened.push(selection);
            }
            None => self.tell("nothing wider than the paragraph"),
        }
    }

    fn select_object(&mut self, object: Object, word: &str) {
        let selection = self.selection();
        let found = object(self.document(self.focus), selection.start);
        match found.filter(|object| !object.is_empty()) {
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
