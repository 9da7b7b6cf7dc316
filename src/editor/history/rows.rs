//! The rows of the history: one for each change, the newest first, made for those that are seen alone.

use crate::annotation::{OperationKind, counted};
use crate::editor::Editor;
use crate::editor::panel::{Act, PanelRow};
use crate::editor::scene::{Ink, Role};

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// How many cells the name of the person takes.
const WHO: u16 = 8;

impl Editor {
    /// Returns how many rows the history has whose first is change `newest`: one for each change that is known, and one for
    /// the state before them.
    pub(super) fn history_len(&self, newest: u64) -> usize {
        usize::try_from(newest - self.history.start().min(newest)).unwrap_or(usize::MAX).saturating_add(1)
    }

    /// Returns the words after the heading.
    pub(in crate::editor) fn history_about(&self, newest: u64) -> String {
        let count = newest - self.history.start().min(newest);
        let session = newest.saturating_sub(self.session_start);
        let changes = counted(usize::try_from(count).unwrap_or(usize::MAX), "change");
        match (self.past_read, session) {
            (true, 0) => changes,
            (true, _) => format!("{changes}  {session} in this session"),
            (false, _) => format!("{changes} in this session"),
        }
    }

    /// Returns row number `row`, and the day it carries; the day stands in it where `before`, that of the row above, is
    /// another one. `limit` is how many cells it has.
    pub(in crate::editor) fn history_row(
        &self,
        newest: u64,
        row: usize,
        before: &str,
        limit: u16,
    ) -> (PanelRow, String) {
        let seq = newest.saturating_sub(row as u64);
        let digits = newest.to_string().len().max(4);
        let number = format!("{seq:>digits$}");
        let day_at = u16::try_from(digits).unwrap_or(20) + 2;
        let (time_at, who_at) = (day_at + 12, day_at + 19);
        let what_at = who_at + WHO + 2;
        let mut pieces = vec![(0, number, DIM)];
        let Some(operation) = self.history.get(seq) else {
            let words = match (seq, self.past_read) {
                (0, _) => "before the first change",
                (_, false) => "the changes of earlier sessions are being read",
                (_, true) => "what was before is not in the history",
            };
            pieces.push((day_at, words.to_owned(), DIM.italic()));
            self.push_mark(&mut pieces, seq, limit);
            return (PanelRow { pieces, act: Act::ReturnTo }, String::new());
        };
        let (day, time) = self.day_and_time(operation.at);
        if day != before {
            pieces.push((day_at, day.clone(), DIM));
        }
        pieces.extend([(time_at, time, DIM), (who_at, operation.by.clone(), DIM)]);
        let is_plain = operation.kind == OperationKind::Do && !self.history.is_undone(seq);
        pieces.push((what_at, operation.words(), if is_plain { PLAIN } else { DIM.italic() }));
        self.push_mark(&mut pieces, seq, limit);
        (PanelRow { pieces, act: Act::ReturnTo }, day)
    }

    /// Adds at the right what is to be known of the state after change `seq`.
    fn push_mark(&self, pieces: &mut Vec<(u16, String, Ink)>, seq: u64, limit: u16) {
        let (mark, ink) = if self.looking == Some(seq) {
            ("seen", Ink::of(Role::Warning))
        } else if seq == self.history.last() {
            ("now", Ink::of(Role::Accent))
        } else if self.history.is_undone(seq) {
            ("undone", DIM)
        } else {
            return;
        };
        let width = u16::try_from(mark.len()).unwrap_or(6);
        pieces.push((limit.saturating_sub(width), mark.to_owned(), ink));
    }

    /// Returns the words of all rows that a filter reads.
    pub(in crate::editor) fn history_words(&self, newest: u64) -> Vec<String> {
        let words = |row: usize| {
            let seq = newest.saturating_sub(row as u64);
            let Some(operation) = self.history.get(seq) else { return seq.to_string() };
            let undone = if self.history.is_undone(seq) { " undone" } else { "" };
            format!("{seq} {} {} {}{undone}", self.moment(operation.at), operation.by, operation.words())
        };
        (0..self.history_len(newest)).map(words).collect()
    }
}
