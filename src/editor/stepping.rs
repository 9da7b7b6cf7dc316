//! Stepping: from one likely place to the next, undecided one, and what a decision there does.
//!
//! The selection steps on after a decision only if a step brought it there. What a key will do at a stop is fixed when
//! the selection arrives.

mod dismissing;
mod explain;
mod listed;
mod outside;
mod progress;
mod stops;
mod trail;
mod unseen;
mod weak;

use std::cell::{Cell, RefCell, RefMut};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

pub use explain::Explained;
pub use stops::{Stop, What};

use super::Editor;
use super::command::{Command, Group};
use super::settings::Panes;
use crate::annotation::{Id, Transaction};
use crate::suggest::ground::{self, Ground, number};
use crate::suggest::listed::Places;
use crate::text::DocId;
use stops::Stops;
use trail::{Step, Trail};

/// So many stretches without a stop are gone through for one key: 128 KiB of text.
const FAR: usize = 64;

/// What Tab stops at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Choice {
    /// Names and cues.
    #[default]
    Both,
    /// Likely mentions alone.
    Labels,
    /// Cues alone.
    Cues,
}

impl Choice {
    fn names(self) -> bool {
        self != Choice::Cues
    }

    fn cues(self) -> bool {
        self != Choice::Labels
    }
}

/// All that the stops of a stretch depend on besides the text.
type State = (u64, Option<u64>, bool, Choice, u64, (u64, u64));

/// The stops of stretches as they were in a state.
type Kept = (State, HashMap<(DocId, usize), Rc<Stops>>);

/// A stop that the selection stands at.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    /// The stop as it was when the selection arrived.
    pub stop: Stop,
    /// The selection now: the stop, or what its edges were moved to.
    pub selection: Range<usize>,
}

/// The tag just made, and where the selection has gone since.
#[derive(Debug, Clone)]
struct Made {
    id: Id,
    doc: DocId,
    selection: Range<usize>,
}

/// Where stepping stands.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about stepping")]
pub(super) struct Stepping {
    /// The stop that a step brought the selection to; none after a motion.
    at: Option<Arrival>,
    /// The tag just made, on which commands on a tag act until a motion or a step.
    made: Option<Made>,
    /// Stops behind.
    trail: Trail,
    /// Whether it was said just before that this was the last stop.
    ended: bool,
    /// Whether an edge of the selection was moved by this key.
    edging: bool,
    /// Whether likely places are not shown.
    hidden: bool,
    /// Whether a key was pressed: the first picture waits for no table.
    awake: bool,
    choice: Choice,
    outside: outside::Outside,
    ground: RefCell<Ground>,
    listed: RefCell<Places>,
    stops: RefCell<Kept>,
    counts: Cell<Option<(State, progress::Progress)>>,
}

impl Stepping {
    fn known_stops(&self, state: State, doc: DocId, at: usize) -> Option<Rc<Stops>> {
        let kept = self.stops.borrow();
        (kept.0 == state).then(|| kept.1.get(&(doc, at)).cloned()).flatten()
    }

    /// Returns what the rules find in the texts, to be learned with.
    pub(super) fn ground_for_learning(&self) -> RefMut<'_, Ground> {
        self.ground.borrow_mut()
    }

    fn keep_stops(&self, state: State, doc: DocId, at: usize, stops: &Rc<Stops>) {
        let mut kept = self.stops.borrow_mut();
        if kept.0 != state || kept.1.len() > FAR * 4 {
            *kept = (state, HashMap::new());
        }
        kept.1.insert((doc, at), Rc::clone(stops));
    }
}

impl Editor {
    /// Runs a command about stepping.
    pub(super) fn step_command(&mut self, command: Command) {
        match command {
            Command::NextStop => {
                self.step_on(None);
            }
            Command::PreviousStop => self.step_back(),
            Command::NotThis => {
                self.refuse_string();
                self.identical = None;
            }
            Command::NextAlike => self.step_alike(false),
            Command::PreviousAlike => self.step_alike(true),
            Command::NextCue => self.step_weak(false),
            Command::PreviousCue => self.step_weak(true),
            Command::NextUnseen => self.step_unseen(false),
            Command::PreviousUnseen => self.step_unseen(true),
            Command::ChooseStops => self.choose_stops(),
            Command::Suggestions => {
                self.stepping.hidden = !self.stepping.hidden;
                self.tell(if self.stepping.hidden {
                    "likely places are not marked; Tab finds them still"
                } else {
                    "likely places are marked"
                });
            }
            _ => {}
        }
    }

    /// Goes to the next stop that is not decided, from one that change number `by` decided, if one did. Returns in a few
    /// words why there is none.
    fn step_on(&mut self, by: Option<u64>) -> Option<&'static str> {
        self.learn_past();
        self.close_builder_at_stop();
        let ended = std::mem::take(&mut self.stepping.ended);
        let selection = self.selection();
        // Where no step has brought the selection, it may stand at a stop itself, or at the first word of one.
        let from = match (&self.stepping.at, ended) {
            (_, true) => None,
            (Some(arrival), _) => Some((arrival.stop.place(), false)),
            (None, _) => Some(((selection.start, Reverse(usize::MAX)), true)),
        };
        let doc = match (ended, self.settings.panes) {
            (true, Panes::Auto | Panes::Two) => DocId::A,
            _ => self.focus,
        };
        match self.next_stop_of_pair(doc, from) {
            Found::Stop(stop) => {
                self.leave_behind(by);
                self.arrive(stop);
            }
            Found::Far(byte) => {
                self.leave_behind(by);
                self.rest_at(doc, byte);
            }
            Found::Nothing if ended || !self.is_any_open() => {
                self.leave_behind(by);
                self.tell("every likely place is decided: ]u goes to what was never offered");
                return Some("all is decided");
            }
            Found::Nothing => {
                self.stepping.ended = true;
                self.leave_behind(by);
                self.tell("no likely place after this one: Tab begins at the top again");
                return Some("the last one");
            }
        }
        None
    }

    /// Looks for the next undecided stop from `doc` on, in one article or in both.
    fn next_stop_of_pair(&self, doc: DocId, from: Option<((usize, Reverse<usize>), bool)>) -> Found {
        match self.next_stop(doc, from, false) {
            Found::Nothing if doc == DocId::A && self.settings.panes != Panes::One => {
                self.next_stop(DocId::B, None, false)
            }
            found => found,
        }
    }

    /// Returns whether any place may be undecided yet.
    fn is_any_open(&self) -> bool {
        let first = if self.settings.panes == Panes::One { self.focus } else { DocId::A };
        !matches!(self.next_stop_of_pair(first, None), Found::Nothing)
    }

    /// Goes back to the stop before, decided or not; to the next undecided one upward where none was visited.
    fn step_back(&mut self) {
        self.close_builder_at_stop();
        self.stepping.ended = false;
        if let Some(Step { doc, bytes, .. }) = self.stepping.trail.pop() {
            let stop = self.stop_again(doc, bytes);
            self.arrive(stop);
            return;
        }
        let selection = self.selection();
        let from = Some(((selection.start, Reverse(selection.end)), false));
        match self.next_stop(self.focus, from, true) {
            Found::Stop(stop) => self.arrive(stop),
            Found::Far(byte) => self.rest_at(self.focus, byte),
            Found::Nothing => self.tell("no likely place before this one"),
        }
    }

    /// Returns the stop that was at `bytes` of `doc`, as it is now.
    fn stop_again(&self, doc: DocId, bytes: Range<usize>) -> Stop {
        let known = self.stops_near(doc, &bytes).into_iter().find(|stop| stop.bytes == bytes);
        let what = What::Mention { label: None, rule: "visited" };
        known.unwrap_or(Stop { doc, bytes, what, by: None, decided: true })
    }

    /// Looks for the next undecided stop of `doc` after the place `from`, at it too if the flag says so.
    fn next_stop(&self, doc: DocId, from: Option<((usize, Reverse<usize>), bool)>, back: bool) -> Found {
        let document = self.document(doc);
        if document.is_empty() {
            return Found::Nothing;
        }
        let beyond = |stop: &Stop| match from {
            None => true,
            Some((place, at)) if stop.place() == place => at,
            Some((place, _)) if back => stop.place() < place,
            Some((place, _)) => stop.place() > place,
        };
        let edge = if back { document.len() } else { 0 };
        let start = from.map_or(edge, |((start, _), _)| start);
        let first = number(document.sentence_at(start).start);
        let last = number(document.len());
        for step in 0..FAR {
            let Some(at) = (if back { first.checked_sub(step) } else { Some(first + step).filter(|at| *at <= last) })
            else {
                return Found::Nothing;
            };
            let stops = self.stops(doc, at);
            let mut open = stops.stops.iter().filter(|stop| !stop.decided && beyond(stop));
            if let Some(stop) = if back { open.next_back() } else { open.next() } {
                return Found::Stop(stop.clone());
            }
        }
        let far = if back { first.saturating_sub(FAR) } else { first + FAR };
        if far > last { Found::Nothing } else { Found::Far(document.char_floor(ground::start(far))) }
    }

    /// Selects `stop` and remembers what its keys will do; a cue opens the builder.
    fn arrive(&mut self, stop: Stop) {
        self.stepping.made = None;
        self.show_place(stop.doc, stop.bytes.clone());
        let opens = stop.what == What::Cue && !stop.decided && self.read_only_reason().is_none();
        self.stepping.at = Some(Arrival { selection: stop.bytes.clone(), stop });
        if opens {
            self.open_builder();
        }
    }

    /// Goes to `byte` of `doc`, before which there is nothing to stop at for a long way.
    fn rest_at(&mut self, doc: DocId, byte: usize) {
        let document = self.document(doc);
        let word = document.word_at(byte).or_else(|| document.next_word(byte)).unwrap_or(byte..byte);
        self.stepping.at = None;
        self.stepping.made = None;
        self.show_place(doc, word);
        self.tell("nothing likely for a long way: Tab looks further from here");
    }

    /// Steps on after the last change, which decided the stop and made the tag `made`, if a step had brought the selection
    /// here.
    pub(super) fn decided(&mut self, made: Option<Id>) {
        self.go_on(made, Some(self.history.last()));
    }

    /// Steps on from a stop at which nothing was left to change, if a step had brought the selection here.
    pub(super) fn decided_before(&mut self, made: Option<Id>) {
        self.go_on(made, None);
    }

    fn go_on(&mut self, made: Option<Id>, by: Option<u64>) {
        if self.stepping.at.is_none() {
            return;
        }
        let message = self.message.take();
        let end = self.step_on(by);
        let (doc, selection) = (self.focus, self.selection());
        self.stepping.made = made.map(|id| Made { id, doc, selection });
        if let Some(mut message) = message {
            // That it was the last stop is said first: the line may be too short for all.
            message.text = end.map(|end| format!("{end} · {}", message.text)).unwrap_or(message.text);
            self.message = Some(message);
        }
    }

    /// Closes the builder as it stands, if a step opened it: what it guessed stays undecided.
    fn close_builder_at_stop(&mut self) {
        if self.builder.take().is_some()
            && let Some(arrival) = &self.stepping.at
        {
            let (doc, bytes) = (arrival.stop.doc, arrival.stop.bytes.clone());
            self.show_place(doc, bytes);
        }
    }

    /// Forgets the stop where the selection has gone elsewhere since, and keeps it where only its edges moved.
    pub(super) fn follow_stepping(&mut self) {
        self.stepping.awake = true;
        let edging = std::mem::take(&mut self.stepping.edging);
        if self.builder.is_some() {
            return;
        }
        let (focus, selection) = (self.focus, self.selection());
        if self.stepping.made.as_ref().is_some_and(|made| (made.doc, &made.selection) != (focus, &selection)) {
            self.stepping.made = None;
        }
        let Some(arrival) = &mut self.stepping.at else {
            return;
        };
        if arrival.stop.doc == focus && arrival.selection == selection {
            return;
        }
        if arrival.stop.doc == focus && edging {
            arrival.selection = selection;
        } else {
            self.stepping.at = None;
        }
    }

    /// Notes what `command` means to the stop that the selection is at.
    pub(super) fn note_for_stepping(&mut self, command: Command) {
        let group = command.entry().map(|entry| entry.group);
        self.stepping.edging |= group == Some(Group::Select);
        if command != Command::NextStop {
            self.stepping.ended = false;
        }
    }

    /// Returns the stop that a step brought the selection to, with the selection as it is now.
    pub(super) fn arrival(&self) -> Option<&Arrival> {
        self.stepping.at.as_ref()
    }

    /// Returns the stop that the selection still covers, if a step brought it there and it is not decided.
    pub(super) fn open_stop(&self) -> Option<&Stop> {
        let arrival = self.stepping.at.as_ref()?;
        (!arrival.stop.decided && arrival.selection == arrival.stop.bytes).then_some(&arrival.stop)
    }

    /// Returns what steps stop at.
    pub(super) fn stops_chosen(&self) -> Choice {
        self.stepping.choice
    }

    /// Returns the tag just made before the last step.
    pub(super) fn just_made(&self) -> Option<&crate::annotation::Mention> {
        self.stepping.made.as_ref().and_then(|made| self.set.mention(made.id))
    }

    /// Returns whether likely places are marked in the text.
    pub(super) fn marks_likely(&self) -> bool {
        self.stepping.awake && !self.stepping.hidden
    }

    /// Goes back to the stop at which change number `by`, which was undone, was decided; `false` if it was at none.
    pub(super) fn return_to_stop(&mut self, by: u64) -> bool {
        let Some(Step { doc, bytes, .. }) = self.stepping.trail.back_to(by) else { return false };
        let stop = self.stop_again(doc, bytes);
        self.arrive(stop);
        true
    }

    /// Returns whether `transaction`, which takes change number `of` back, only changes the tag just made and `of` decided no
    /// stop: the next stop stays as it is.
    pub(super) fn is_about_made(&self, of: u64, transaction: &Transaction) -> bool {
        let Some(made) = self.just_made().filter(|_| self.builder.is_none()) else { return false };
        let about = matches!(transaction.edits.as_slice(), [edit] if edit.id == made.id && edit.after.is_some());
        about && !self.stepping.trail.is_by(of)
    }

    /// Leaves the stop and its builder before an undo; the stop is remembered.
    pub(super) fn leave_stop(&mut self) {
        self.close_builder_at_stop();
        self.stepping.made = None;
        self.leave_behind(None);
    }

    /// Leaves the stop where the text is exchanged; those behind go to where `place` says.
    pub(super) fn carry_stepping(&mut self, doc: DocId, place: impl Fn(&Range<usize>) -> Range<usize>) {
        (self.stepping.at, self.stepping.made, self.stepping.ended) = (None, None, false);
        self.stepping.trail.carry(doc, place);
    }

    /// Puts the stop that the selection was at on the trail, with the number of the change that decided it.
    fn leave_behind(&mut self, by: Option<u64>) {
        if let Some(Arrival { stop, .. }) = self.stepping.at.take() {
            self.stepping.trail.leave(stop.doc, stop.bytes, by);
        }
    }

    fn choose_stops(&mut self) {
        self.stepping.choice = match self.stepping.choice {
            Choice::Both => Choice::Labels,
            Choice::Labels => Choice::Cues,
            Choice::Cues => Choice::Both,
        };
        self.tell(match self.stepping.choice {
            Choice::Both => "Tab stops at likely mentions and at cues",
            Choice::Labels => "Tab stops at likely mentions alone",
            Choice::Cues => "Tab stops at cues alone",
        });
    }
}

/// What looking for a stop came to.
enum Found {
    Stop(Stop),
    /// None up to this byte, and the text goes on.
    Far(usize),
    Nothing,
}
