//! The jump: labels on the words of the screen, and the keys by which the selection goes to one of them.
//!
//! After one or two letters the words that begin so have labels; a label never begins with a letter that could go on
//! with what is typed. The work depends on the words of the screen.

mod labels;
mod letters;

use std::ops::Range;

use super::Editor;
use super::command::{Command, Where};
use super::key::Key;
use super::keymap::Lookup;
use crate::text::DocId;
use labels::labels;
use letters::{letters, plain};

/// So many letters of a word are typed at most.
const TYPED: usize = 2;

/// A jump that is being made.
#[derive(Debug, Clone, Default)]
pub(super) struct Jump {
    /// The letters typed, as they are compared.
    typed: String,
    /// Whether all words are labelled.
    all: bool,
    /// The letters of a label pressed so far.
    label: String,
    /// The words that begin with what is typed, in the order of reading.
    targets: Vec<Target>,
}

/// A word that can be gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The article.
    pub doc: DocId,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Its first letter.
    first: char,
    /// Its second letter, if it has one.
    second: Option<char>,
    /// The keys that go there; empty while more letters must be typed.
    label: String,
}

impl Jump {
    /// Returns whether labels are shown.
    pub fn is_labelled(&self) -> bool {
        self.all || !self.typed.is_empty()
    }

    /// Returns what has been typed, small and without marks.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns how many words can be gone to by labels.
    pub fn count(&self) -> usize {
        self.targets.iter().filter(|target| self.rest(target).is_some()).count()
    }

    /// Returns the words of `doc` that begin within `bytes` and can be gone to, each with what is left of its label.
    pub fn within(&self, doc: DocId, bytes: &Range<usize>) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let place = (doc, bytes.start);
        let first = self.targets.partition_point(|target| (target.doc, target.bytes.start) < place);
        let here = self.targets.get(first..).unwrap_or_default().iter();
        let end = bytes.end;
        here.take_while(move |target| target.doc == doc && target.bytes.start < end)
            .filter_map(|target| Some((&target.bytes, self.rest(target)?)))
    }

    /// Returns what is left to press of the label of `target`; none where it has none, or another one was begun.
    fn rest<'t>(&self, target: &'t Target) -> Option<&'t str> {
        target.label.strip_prefix(self.label.as_str()).filter(|rest| !rest.is_empty())
    }
}

impl Editor {
    /// Runs a command about jumping.
    pub(super) fn jump_command(&mut self, command: Command) {
        match command {
            Command::Jump => self.begin_jump(Jump::default()),
            Command::JumpAll => self.begin_jump(Jump { all: true, ..Jump::default() }),
            _ => self.erase_jump(),
        }
    }

    fn begin_jump(&mut self, jump: Jump) {
        self.jump = Some(jump);
        self.find_targets();
        if self.jump.as_ref().is_some_and(|jump| jump.targets.is_empty()) {
            self.jump = None;
            self.tell("no word is on the screen");
        }
    }

    /// Takes back the last key of the jump; the jump itself where there is none.
    fn erase_jump(&mut self) {
        let Some(jump) = &mut self.jump else { return };
        if jump.label.pop().is_some() {
            return;
        }
        if jump.typed.pop().is_none() && !std::mem::take(&mut jump.all) {
            self.jump = None;
        }
        self.find_targets();
    }

    /// Takes `key` if it is a letter of a word or of a label.
    pub(super) fn jump_takes(&mut self, key: Key) -> bool {
        let (Some(jump), None, Some(pressed)) = (&mut self.jump, &self.overlay, key.typed()) else { return false };
        let fresh = !jump.is_labelled() && jump.label.is_empty();
        let letter = plain(pressed);
        let meant = self.settings.keyboard.meant(key);
        let is_bound = self.keymap.look_up(Where::Jump, &[meant]) != Lookup::Unbound;
        // A letter of another script that stands for a command is a letter first.
        let begins = jump.targets.iter().any(|target| target.first == letter);
        if fresh && is_bound && (meant == key || !begins) {
            return false;
        }
        let may_go_on = jump.label.is_empty() && !jump.all && jump.typed.chars().count() < TYPED;
        if may_go_on && (fresh || jump.targets.iter().any(|target| target.second == Some(letter))) {
            self.type_letter(letter);
            return true;
        }
        jump.label.push(meant.typed().unwrap_or(pressed));
        let place = |target: &Target| (target.doc, target.bytes.clone());
        let reached = jump.targets.iter().find(|target| target.label == jump.label).map(place);
        if let Some((doc, bytes)) = reached {
            self.jump = None;
            self.jump_to(doc, bytes);
        } else if jump.count() == 0 {
            jump.label.pop();
            let words = match (jump.label.as_str(), may_go_on) {
                ("", true) => format!("no word here begins with “{}{pressed}”, and no label is {pressed}", jump.typed),
                (begun, _) => format!("no label here is {begun}{pressed}"),
            };
            self.tell(&words);
        }
        true
    }

    /// Goes on with `letter`; at once to the word, where both letters leave one only.
    fn type_letter(&mut self, letter: char) {
        let Some(jump) = &mut self.jump else { return };
        jump.typed.push(letter);
        self.find_targets();
        let Some(jump) = &mut self.jump else { return };
        match jump.targets.as_slice() {
            [] => {
                jump.typed.pop();
                self.find_targets();
                self.tell(&format!("no word on the screen begins with “{letter}”"));
            }
            [only] if jump.typed.chars().count() == TYPED => {
                let (doc, bytes) = (only.doc, only.bytes.clone());
                self.jump = None;
                self.jump_to(doc, bytes);
            }
            _ => {}
        }
    }

    /// Finds the words that can be gone to anew: what is typed or the screen is another.
    pub(super) fn find_targets(&mut self) {
        let Some(jump) = &self.jump else { return };
        let typed: Vec<char> = jump.typed.chars().collect();
        let mut targets = Vec::new();
        for (doc, rows) in self.rows_seen() {
            // All parts of an attribution lie in one article, and so does a selection.
            if doc != self.focus && (self.builder.is_some() || self.extending.is_some()) {
                continue;
            }
            let document = self.document(doc);
            for bytes in rows.into_iter().flat_map(|row| document.words_beginning(row)) {
                let (first, second) = letters(document.slice(bytes.clone()));
                let is_meant = typed.first().is_none_or(|typed| *typed == first)
                    && typed.get(1).is_none_or(|typed| Some(*typed) == second);
                if is_meant {
                    targets.push(Target { doc, bytes, first, second, label: String::new() });
                }
            }
        }
        targets.sort_by_key(|target| (target.doc, target.bytes.start));
        self.label_targets(&mut targets);
        if let Some(jump) = &mut self.jump {
            jump.targets = targets;
            jump.label.clear();
        }
    }

    /// Gives labels to `targets`, the nearest to the selection the shortest.
    fn label_targets(&self, targets: &mut [Target]) {
        let Some(jump) = self.jump.as_ref().filter(|jump| jump.is_labelled()) else { return };
        let goes_on = !jump.all && jump.typed.chars().count() < TYPED;
        let seconds: Vec<char> = targets.iter().filter(|_| goes_on).filter_map(|target| target.second).collect();
        let goes_on_by = |letter: char| seconds.contains(&plain(letter));
        let keyboard = &self.settings.keyboard;
        let given = labels(targets.len(), |letter| goes_on_by(letter) || keyboard.typed_for(letter).any(goes_on_by));
        let here = self.selection().start;
        let mut nearest: Vec<usize> = (0..targets.len()).collect();
        nearest.sort_by_key(|at| {
            let target = &targets[*at];
            (target.doc != self.focus, target.bytes.start.abs_diff(here))
        });
        for (at, label) in nearest.into_iter().zip(given) {
            targets[at].label = label;
        }
    }

    fn jump_to(&mut self, doc: DocId, bytes: Range<usize>) {
        self.mark_place();
        if doc == self.focus {
            self.pane_mut(doc).goal = None;
            self.go(bytes);
        } else {
            self.show_place(doc, bytes);
        }
    }

    /// Lets the jump go before `command` is run, unless that is about it or leaves the screen as it is.
    pub(super) fn jump_before(&mut self, command: Command) {
        use Command as C;
        let stays =
            matches!(command, C::JumpAll | C::JumpErase | C::Cancel | C::Interrupt | C::Help | C::Redraw | C::Save);
        if !stays {
            self.jump = None;
        }
    }
}
