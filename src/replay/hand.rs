//! The hand: presses keys at the editor and counts them. A copy of it tries a way; the best one is kept.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::annotation::Timestamp;
use crate::editor::command::Command;
use crate::editor::input::{Input, InputKind};
use crate::editor::key::Key;
use crate::editor::selection::edge_moved;
use crate::editor::{Building, Editor};
use crate::text::{DocId, Document};

/// What all copies of a hand have found out.
#[derive(Debug, Default)]
struct Known {
    /// The keys of commands, on the desk and in the builder.
    keys: HashMap<(bool, Command), Vec<Key>>,
    /// Where an edge goes from a byte of an article, as far as the other edge allows it.
    edges: HashMap<(DocId, Command, usize), Option<usize>>,
}

/// An editor and the keys that were pressed at it.
#[derive(Debug, Clone)]
pub(super) struct Hand {
    pub editor: Editor,
    /// How many keys were pressed since the count was taken last.
    pub pressed: usize,
    tick: u64,
    known: Rc<RefCell<Known>>,
}

impl Hand {
    pub fn new(editor: Editor) -> Self {
        Hand { editor, pressed: 0, tick: 0, known: Rc::default() }
    }

    /// Presses `keys` one after the other.
    pub fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.tick += 1;
            self.pressed += 1;
            let at = Timestamp(i64::try_from(self.tick / 1000).unwrap_or(i64::MAX));
            // What is asked of the world outside is for the journal and the screen: nothing of it changes the set.
            let _ = self.editor.handle(Input { tick: self.tick, at, kind: InputKind::Key(*key) });
        }
    }

    /// Returns the keys of `command` where the hand is now, the fewest; none where it cannot be run.
    pub fn keys(&self, command: Command) -> Vec<Key> {
        let place = (self.editor.building().is_some(), command);
        if let Some(keys) = self.known.borrow().keys.get(&place) {
            return keys.clone();
        }
        let keys = self.editor.keys_to(command);
        self.known.borrow_mut().keys.insert(place, keys.clone());
        keys
    }

    /// Runs `command` by its keys and returns whether it has any here.
    pub fn run(&mut self, command: Command) -> bool {
        let keys = self.keys(command);
        self.press(&keys);
        !keys.is_empty()
    }

    /// Returns a copy that has run `commands`; `None` if one has no keys here.
    pub fn having_run(&self, commands: &[Command]) -> Option<Hand> {
        let mut hand = self.clone();
        commands.iter().all(|command| hand.run(*command)).then_some(hand)
    }

    /// Returns how many keys `command` takes here; `None` if it has none.
    pub fn price(&self, command: Command) -> Option<usize> {
        Some(self.keys(command).len()).filter(|keys| *keys > 0)
    }

    /// Returns where `command` moves the edge at byte `at` of the article in front, if the other edge is far away.
    pub fn edge(&self, command: Command, right: bool, at: usize) -> Option<usize> {
        let place = (self.editor.focus(), command, at);
        if let Some(known) = self.known.borrow().edges.get(&place) {
            return *known;
        }
        let document = self.document();
        let whole = if right { 0..at } else { at..document.len() };
        let moved = edge_moved(document, &whole, command).map(|moved| if right { moved.end } else { moved.start });
        self.known.borrow_mut().edges.insert(place, moved);
        moved
    }

    /// Returns the article in front.
    pub fn document(&self) -> &Document {
        self.editor.document(self.editor.focus())
    }

    /// Returns what the builder shows, while it is open.
    pub fn building(&self) -> Option<Building> {
        self.editor.building()
    }

    /// Returns how many keys were pressed since the last call.
    pub fn take_count(&mut self) -> usize {
        std::mem::take(&mut self.pressed)
    }
}

/// Returns the one of the two that has pressed fewer keys; of equals the first.
pub(super) fn quicker(one: Option<Hand>, other: Option<Hand>) -> Option<Hand> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.pressed < one.pressed { other } else { one }),
        (one, other) => one.or(other),
    }
}
