//! Motions: where the selection goes by word, line, sentence, paragraph and page, and the places visited.

use std::ops::Range;

use super::Editor;
use super::command::Command;
use super::layout::Line;
use crate::text::{DocId, Document};

/// How many places are remembered to go back to.
const PLACES: usize = 200;

/// So many lines without a word are passed one by one; beyond them the nearest word is looked for in the text.
const PASSED: usize = 200;

/// Places visited, to go back and forward in.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    visited: Vec<(DocId, Range<usize>)>,
    /// How many of them lie behind; the rest lie ahead.
    behind: usize,
}

impl Places {
    fn leave(&mut self, place: (DocId, Range<usize>)) {
        self.visited.truncate(self.behind);
        if self.visited.last() != Some(&place) {
            self.visited.push(place);
        }
        if self.visited.len() > PLACES {
            self.visited.remove(0);
        }
        self.behind = self.visited.len();
    }

    /// Puts every place visited in `doc` to where `place` says.
    pub(super) fn carry(&mut self, doc: DocId, place: impl Fn(&Range<usize>) -> Range<usize>) {
        for (_, range) in self.visited.iter_mut().filter(|(other, _)| *other == doc) {
            *range = place(range);
        }
    }

    fn back(&mut self, here: (DocId, Range<usize>)) -> Option<(DocId, Range<usize>)> {
        if self.behind == self.visited.len() && self.visited.last() != Some(&here) {
            self.visited.push(here);
        } else if self.behind == self.visited.len() {
            self.behind = self.behind.checked_sub(1)?;
        }
        self.behind = self.behind.checked_sub(1)?;
        self.visited.get(self.behind).cloned()
    }

    fn forward(&mut self) -> Option<(DocId, Range<usize>)> {
        let ahead = self.visited.get(self.behind + 1).cloned()?;
        self.behind += 1;
        Some(ahead)
    }
}

impl Editor {
    /// Runs a command that moves the selection.
    pub(super) fn move_command(&mut self, command: Command) {
        use Command as C;
        let page = isize::try_from(self.pane(self.focus).height()).unwrap_or(1).max(2) - 1;
        match command {
            C::NextWord => self.go_word(|document, at| document.next_word(at.end)),
            C::PreviousWord => self.go_word(|document, at| document.previous_word(at.start)),
            C::LineDown => self.go_lines(1),
            C::LineUp => self.go_lines(-1),
            C::HalfDown => self.go_page((page + 1) / 2),
            C::HalfUp => self.go_page(-(page + 1) / 2),
            C::PageDown => self.go_page(page),
            C::PageUp => self.go_page(-page),
            C::NextSentence => self.go_object(|document, at| document.next_sentence(at.start)),
            C::PreviousSentence => self.go_object(|document, at| document.previous_sentence(at.start)),
            C::NextParagraph => self.go_object(|document, at| document.next_paragraph(at.start)),
            C::PreviousParagraph => self.go_object(|document, at| document.previous_paragraph(at.start)),
            C::NextDifference => self.go_to_difference(false),
            C::PreviousDifference => self.go_to_difference(true),
            C::NextQuotation => self.go_quotation(|document, at| document.next_quotation(at.start)),
            C::PreviousQuotation => self.go_quotation(|document, at| document.previous_quotation(at.start)),
            C::RowStart => self.go_in_row(false),
            C::RowEnd => self.go_in_row(true),
            C::Top => self.jump_to_word(|document| document.next_word(0)),
            C::End => self.jump_to_word(|document| document.previous_word(document.len())),
            C::OtherPane => self.other_pane(),
            C::Back => match self.places.back((self.focus, self.selection())) {
                Some((doc, range)) => self.show_place(doc, range),
                None => self.tell("no place before this one"),
            },
            C::Forward => match self.places.forward() {
                Some((doc, range)) => self.show_place(doc, range),
                None => self.tell("no place after this one"),
            },
            _ => {}
        }
    }

    /// Selects what a motion found; extends to it while extending.
    pub(super) fn go(&mut self, found: Range<usize>) {
        let range = match &mut self.extending {
            Some(extending) => {
                extending.head = found.clone();
                extending.anchor.start.min(found.start)..extending.anchor.end.max(found.end)
            }
            None => found,
        };
        self.widened.clear();
        self.hand = None;
        self.pane_mut(self.focus).selection = range;
        self.follow_selection();
    }

    /// Returns where a motion starts: the selection, or while extending the place gone to last.
    pub(super) fn origin(&self) -> Range<usize> {
        match &self.extending {
            Some(extending) => extending.head.clone(),
            None => self.selection(),
        }
    }

    fn go_word(&mut self, next: impl Fn(&Document, Range<usize>) -> Option<Range<usize>>) {
        let found = next(self.document(self.focus), self.origin());
        self.pane_mut(self.focus).goal = None;
        match found {
            Some(found) => self.go(found),
            None => self.tell("no further word in this article"),
        }
    }

    fn go_object(&mut self, next: impl Fn(&Document, Range<usize>) -> Option<Range<usize>>) {
        let origin = self.origin();
        let document = self.document(self.focus);
        let found = next(document, origin);
        let first_word = found.and_then(|object| {
            document.next_word(object.start).filter(|word| word.start < object.end).or(Some(object))
        });
        self.pane_mut(self.focus).goal = None;
        match first_word {
            Some(word) => self.go(word),
            None => self.tell("no further one in this article"),
        }
    }

    fn go_quotation(&mut self, next: impl Fn(&Document, Range<usize>) -> Option<Range<usize>>) {
        let origin = self.origin();
        match next(self.document(self.focus), origin) {
            Some(quotation) => {
                self.mark_place();
                self.go(quotation);
            }
            None => self.tell("no further quotation in this article"),
        }
    }

    /// Selects the word at the goal column of `line`, or the nearest one in its row; `false` if the line has none.
    fn select_in_line(&mut self, line: Line, goal: u16) -> bool {
        let (document, pane) = (self.document(self.focus), self.pane(self.focus));
        let Some((laid, Some(row))) = pane.layout.row(document, line) else { return false };
        let row = &laid.rows[row];
        let Some(word) = document.word_near(row.byte_at(goal), row.bytes()) else { return false };
        self.go(word);
        self.pane_mut(self.focus).goal = Some(goal);
        true
    }

    /// Returns the line of the edge that moves and the column to keep to.
    fn line_and_goal(&self) -> Option<(Line, u16)> {
        let (document, pane) = (self.document(self.focus), self.pane(self.focus));
        let at = self.origin().start;
        let line = pane.layout.line_of(document, at)?;
        let (laid, row) = pane.layout.row(document, line)?;
        let cell = row.map_or(0, |row| laid.rows[row].cell_of(at));
        Some((line, pane.goal.unwrap_or(cell)))
    }

    fn go_lines(&mut self, count: isize) {
        let Some((mut line, goal)) = self.line_and_goal() else { return };
        for _ in 0..PASSED {
            let (document, pane) = (self.document(self.focus), self.pane(self.focus));
            let next = if count > 0 { pane.layout.next(document, line) } else { pane.layout.previous(document, line) };
            match next {
                Some(next) => line = next,
                None => return,
            }
            // Gaps and rows of punctuation alone are passed over.
            if self.select_in_line(line, goal) {
                return;
            }
        }
        let (document, at) = (self.document(self.focus), self.origin());
        let far = if count > 0 { document.next_word(at.end) } else { document.previous_word(at.start) };
        if let Some(line) = far.and_then(|word| self.pane(self.focus).layout.line_of(document, word.start)) {
            self.select_in_line(line, goal);
        }
    }

    fn go_page(&mut self, count: isize) {
        let Some((line, goal)) = self.line_and_goal() else { return };
        let focus = self.focus;
        let target = self.pane(focus).layout.step(self.document(focus), line, count);
        let before = self.pane(focus).top(self.document(focus));
        let documents = self.documents.clone();
        self.pane_mut(focus).scroll(&documents[focus.index()], count);
        let after = self.pane(focus).top(self.document(focus));
        self.scroll_locked(count, before == after);
        if !self.select_in_line(target, goal) {
            self.pane_mut(focus).goal = Some(goal);
            let toward = if count > 0 { -1 } else { 1 };
            let near = self.pane(focus).layout.step(self.document(focus), target, toward);
            if !self.select_in_line(near, goal) {
                self.go_lines(count.signum());
            }
        }
    }

    fn go_in_row(&mut self, to_end: bool) {
        let Some((line, _)) = self.line_and_goal() else { return };
        let width = self.pane(self.focus).layout.width();
        self.select_in_line(line, if to_end { width } else { 0 });
    }

    fn jump_to_word(&mut self, find: impl Fn(&Document) -> Option<Range<usize>>) {
        if let Some(word) = find(self.document(self.focus)) {
            self.mark_place();
            self.pane_mut(self.focus).goal = None;
            self.go(word);
        }
    }

    fn other_pane(&mut self) {
        self.extending = None;
        self.widened.clear();
        self.hand = None;
        self.focus = self.focus.other();
        self.change_places();
        self.follow_selection();
    }

    /// Remembers this place before a jump.
    pub(super) fn mark_place(&mut self) {
        let here = (self.focus, self.selection());
        self.places.leave(here);
    }

    /// Goes to `range` of `doc` and selects it.
    pub(super) fn show_place(&mut self, doc: DocId, range: Range<usize>) {
        self.extending = None;
        self.widened.clear();
        self.hand = None;
        if self.focus != doc {
            self.focus = doc;
            self.change_places();
        }
        self.pane_mut(doc).selection = range;
        self.pane_mut(doc).goal = None;
        self.follow_selection();
    }
}
