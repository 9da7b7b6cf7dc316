//! The desk: size and view of the panes, messages, and what the commands share.

use std::sync::Arc;

use super::command::Command;
use super::entities::DOCK;
use super::input::{Effect, Grade, Message};
use super::picture::in_ascii;
use super::{Editor, IDLE, MESSAGES, Scrolling, Timer};
use crate::annotation::{How, Id, Operation, OperationKind, Provenance, Transaction};
use crate::editor::grid::Grid;
use crate::text::{DocId, Document, Span};

/// Quoted words longer than this many characters are shown by their ends.
const QUOTED: usize = 40;

impl Editor {
    /// Fits the panes to a screen of `width` columns and `height` rows; what was on top stays on top.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.fit();
    }

    /// Returns the grid of the articles: of the whole screen, or of what the list beside them leaves.
    pub(super) fn grid(&self) -> Option<Grid> {
        let (width, height) = self.size;
        let width = if self.is_docked() { width - DOCK - 1 } else { width };
        Grid::of((width, height), &self.settings)
    }

    /// Fits the panes to the grid that size and settings give.
    pub(super) fn fit(&mut self) {
        let Some(grid) = self.grid() else { return };
        for pane in &mut self.panes {
            pane.layout.set_width(grid.text_width);
            let front = pane.doc == self.focus || grid.two;
            pane.rows = if front { grid.rows } else { grid.strip.max(1) };
            pane.stride = if front && self.settings.tag_lines { 2 } else { 1 };
        }
        let documents = self.documents.clone();
        for pane in &mut self.panes {
            pane.follow_selection(&documents[pane.doc.index()]);
        }
    }

    /// With one pane, lets the article in front take the large place; with two, each keeps its own.
    pub(super) fn change_places(&mut self) {
        if self.grid().is_some_and(|grid| !grid.two) {
            self.fit();
        }
    }

    /// Lets the view of the pane in front follow its selection, and the other pane with it where they are locked.
    pub(super) fn follow_selection(&mut self) {
        let (focus, documents) = (self.focus, self.documents.clone());
        let document = &documents[focus.index()];
        // While extending, the end that moves is what must be seen.
        let at = self.origin().start;
        let at = document.char_floor(at);
        if self.scrolling != Scrolling::Locked {
            self.pane_mut(focus).follow(document, at);
            return;
        }
        let before = self.pane(focus).top(document);
        self.pane_mut(focus).follow(document, at);
        let after = self.pane(focus).top(document);
        if let (Some(before), Some(after)) = (before, after) {
            let limit = usize::from(self.pane(focus).height()) * 3;
            let layout = &self.pane(focus).layout;
            let down = layout.distance(document, before, after, limit).and_then(|count| isize::try_from(count).ok());
            let up = layout.distance(document, after, before, limit).and_then(|count| isize::try_from(count).ok());
            if let Some(count) = down.or(up.map(|count| -count)) {
                self.pane_mut(focus.other()).scroll(&documents[focus.other().index()], count);
            }
        }
    }

    /// Scrolls the other pane by `count` lines where both are locked together; not where the pane in front stood `still`.
    pub(super) fn scroll_locked(&mut self, count: isize, still: bool) {
        if self.scrolling == Scrolling::Locked && !still {
            let other = self.focus.other();
            let documents = self.documents.clone();
            self.pane_mut(other).scroll(&documents[other.index()], count);
        }
    }

    /// Scrolls the pane of `doc` by `count` lines; the selection stays where it is.
    pub(super) fn scroll(&mut self, doc: DocId, count: isize) {
        let documents = self.documents.clone();
        self.pane_mut(doc).scroll(&documents[doc.index()], count);
        if self.scrolling == Scrolling::Locked {
            self.pane_mut(doc.other()).scroll(&documents[doc.other().index()], count);
        }
    }

    /// Warns of labels in the set that the schema does not know: they are shown and kept as they are.
    pub(super) fn warn_of_unknown_labels(&mut self) {
        let mut unknown: Vec<&str> = Vec::new();
        for mention in self.set.mentions() {
            let name = mention.label.as_str();
            if self.schema.label(name).is_none() && !unknown.contains(&name) {
                unknown.push(name);
            }
        }
        if unknown.is_empty() {
            return;
        }
        unknown.sort_unstable();
        let names = unknown.join(", ");
        let text = format!("not in the schema {}: {names}; such tags are shown as they are and kept", self.schema.name);
        self.warn(&text);
    }

    /// Says `text` in the message line until the next key.
    pub(super) fn tell(&mut self, text: &str) {
        self.say(Message { grade: Grade::Info, text: text.to_owned() });
    }

    /// Warns of `text` in the message line.
    pub(super) fn warn(&mut self, text: &str) {
        self.say(Message { grade: Grade::Warning, text: text.to_owned() });
    }

    /// Shows `message` and keeps it to be read again.
    pub(super) fn say(&mut self, message: Message) {
        if self.messages.len() == MESSAGES {
            self.messages.remove(0);
        }
        self.messages.push(message.clone());
        // A warning is not covered by a lesser message before it could be read.
        let graver = self.message.as_ref().is_some_and(|shown| shown.grade > message.grade);
        if !graver {
            self.message = Some(message);
        }
    }

    /// Returns why nothing may be changed now, if so.
    pub(super) fn read_only_reason(&self) -> Option<String> {
        let placing = self.is_placing().then(|| "a place is being chosen".to_owned());
        let looking = self.looking.map(|seq| format!("looking at change {seq} (Esc comes back)"));
        self.held_reason().or(placing).or(looking)
    }

    /// Returns why the set may not be changed, if so, whichever state of it is looked at.
    pub(super) fn held_reason(&self) -> Option<String> {
        match (&self.held, self.locked) {
            (Some(reason), _) => Some(reason.clone()),
            (None, true) => Some("read only (zr allows changes)".to_owned()),
            (None, false) => None,
        }
    }

    /// Returns who, when and how for a record changed now.
    pub(super) fn provenance(&self) -> Provenance {
        Provenance { by: self.annotator.clone(), on: self.now, how: How::Seen }
    }

    /// Returns an id that no record has.
    pub(super) fn new_id(&mut self) -> Id {
        let set = &self.set;
        self.ids.next(|id| set.get(id).is_some())
    }

    /// Returns the title of the label called `name`, or the name itself where the schema has none such.
    pub(super) fn label_title<'a>(&'a self, name: &'a str) -> &'a str {
        self.schema.label(name).map_or(name, |label| &label.title)
    }

    /// Returns `sign`, or what stands for it where marks are made of ASCII alone.
    pub(super) fn sign(&self, sign: char) -> char {
        if self.settings.ascii { in_ascii(sign) } else { sign }
    }

    /// Returns the words of `span` in quotation marks, by their ends where they are many.
    pub(super) fn quoted(&self, span: &Span) -> String {
        self.quoted_from(self.document(span.doc()), span)
    }

    /// As [`Editor::quoted`], where `document` is the text that the span lies in.
    pub(super) fn quoted_from(&self, document: &Document, span: &Span) -> String {
        let words = quote(&document.covered_span(span), QUOTED);
        if self.settings.ascii { plain_quotes(&words) } else { words }
    }

    /// Sends `transaction`, which has been applied, to the history and the journal.
    pub(super) fn record(&mut self, kind: OperationKind, transaction: Transaction) {
        let (seq, by) = (self.history.last() + 1, self.annotator.clone());
        let operation = Arc::new(Operation { seq, at: self.now, by, kind, transaction });
        self.history.record(Arc::clone(&operation));
        self.unsnapshotted = true;
        self.effects.push(Effect::Journal(operation));
        self.effects.push(Effect::After(Timer::Idle, IDLE));
    }

    /// Asks for the operations of earlier sessions where `command`, undo or redo, needs them; `true` while they are
    /// awaited.
    pub(super) fn needs_the_past(&mut self, command: Command) -> bool {
        let is_here = match command {
            Command::Undo => self.history.to_undo().is_some_and(|(of, _)| of > self.session_start),
            // A change of this session has dropped what an earlier one left to do again.
            _ => self.history.to_redo().is_some() || self.history.last() > self.session_start,
        };
        if self.past_read || is_here && self.waiting.is_empty() {
            return false;
        }
        self.waiting.push(command);
        self.ask_past();
        true
    }
}

/// Returns quoted words with the quotes around them made of ASCII; what stands between stays as it is.
pub(super) fn plain_quotes(quoted: &str) -> String {
    let inner = quoted.strip_prefix('“').unwrap_or(quoted);
    format!("\"{}\"", inner.strip_suffix('”').unwrap_or(inner))
}

/// Returns `words` in quotation marks on one line, by their ends where they have more than `limit` characters.
pub(super) fn quote(words: &str, limit: usize) -> String {
    let mut line = String::new();
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        // Nobody needs a whole article to see how it begins.
        if line.len() > 4096 {
            break;
        }
    }
    let count = line.chars().count();
    if count > limit {
        let tail: String = words.chars().rev().take(limit / 3).collect::<Vec<_>>().into_iter().rev().collect();
        let tail = tail.split_whitespace().collect::<Vec<_>>().join(" ");
        let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, tail)| tail);
        let head: String = line.chars().take(limit - limit / 3 - 1).collect();
        let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
        return format!("“{head} … {tail}”");
    }
    format!("“{line}”")
}
