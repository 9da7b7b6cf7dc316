//! Stepping: from one likely place to the next, undecided one, and what a decision there does.
//!
//! The selection steps on after a decision only if a step brought it there. What a key will do at a stop is fixed when
//! the selection arrives.

mod dismissing;
mod ground;
mod outside;
mod progress;
mod stops;
mod unseen;
mod weak;

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

pub use stops::{Stop, What};

use super::Editor;
use super::command::{Command, Group};
use super::settings::Panes;
use crate::annotation::{Decision, DecisionOn, Edit, Id, Record, Transaction};
use crate::text::{DocId, Span};
use ground::{Ground, number};
use stops::Stops;

/// So many stretches without a stop are gone through for one key: 128 KiB of text.
const FAR: usize = 64;

/// So many stops are remembered to go back to.
const TRAIL: usize = 200;

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
type State = (u64, Option<u64>, bool, Choice, u64);

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
    trail: Vec<(DocId, Range<usize>)>,
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
    stops: RefCell<Kept>,
    counts: Cell<Option<(State, progress::Progress)>>,
}

impl Stepping {
    fn known_stops(&self, state: State, doc: DocId, at: usize) -> Option<Rc<Stops>> {
        let kept = self.stops.borrow();
        (kept.0 == state).then(|| kept.1.get(&(doc, at)).cloned()).flatten()
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
            Command::NextStop => self.step_on(),
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

    /// Goes to the next stop that is not decided.
    pub(super) fn step_on(&mut self) {
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
            Found::Stop(stop) => self.arrive(stop, true),
            Found::Far(byte) => self.rest_at(doc, byte),
            Found::Nothing if ended || !self.is_any_open() => {
                self.leave_behind();
                self.tell("every likely place is decided: ]u goes to what was never offered");
            }
            Found::Nothing => {
                self.stepping.ended = true;
                self.leave_behind();
                self.tell("no likely place after this one: Tab begins at the top again");
            }
        }
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
        if let Some((doc, bytes)) = self.stepping.trail.pop() {
            let known = self.stops_near(doc, &bytes).into_iter().find(|stop| stop.bytes == bytes);
            let what = What::Mention { label: None, rule: "visited" };
            let stop = known.unwrap_or(Stop { doc, bytes, what, by: None, decided: true });
            self.arrive(stop, false);
            return;
        }
        let selection = self.selection();
        let from = Some(((selection.start, Reverse(selection.end)), false));
        match self.next_stop(self.focus, from, true) {
            Found::Stop(stop) => self.arrive(stop, false),
            Found::Far(byte) => self.rest_at(self.focus, byte),
            Found::Nothing => self.tell("no likely place before this one"),
        }
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
    fn arrive(&mut self, stop: Stop, forward: bool) {
        if forward {
            self.leave_behind();
        }
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

    /// Remembers that `made` came of a decision, and steps on if a step had brought the selection here.
    pub(super) fn decided(&mut self, made: Option<Id>) {
        if self.stepping.at.is_none() {
            return;
        }
        let message = self.message.take();
        self.step_on();
        let (doc, selection) = (self.focus, self.selection());
        self.stepping.made = made.map(|id| Made { id, doc, selection });
        if let Some(message) = message {
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

    /// Returns the stop of the trail that `transaction` was about, with the trail up to it.
    pub(super) fn stop_of(&mut self, transaction: &Transaction) -> Option<Stop> {
        let spans: Vec<&Span> = transaction.edits.iter().flat_map(spans_of).collect();
        let refused = transaction.edits.iter().filter_map(|edit| match edit.after.as_ref().or(edit.before.as_ref()) {
            Some(Record::Decision(Decision { on: DecisionOn::NotThis(string), .. })) => Some(string.as_str()),
            _ => None,
        });
        let refused: Vec<&str> = refused.collect();
        let about = |(doc, bytes): &(DocId, Range<usize>)| {
            spans.iter().any(|span| span.doc() == *doc && span.touches(bytes))
                || refused.contains(&self.document(*doc).slice(bytes.clone()))
        };
        let at = self.stepping.trail.iter().rposition(about)?;
        let (doc, bytes) = self.stepping.trail.get(at).cloned()?;
        let stop = self.stops_near(doc, &bytes).into_iter().find(|stop| stop.bytes == bytes && !stop.decided)?;
        self.stepping.trail.truncate(at);
        Some(stop)
    }

    /// Goes back to the stop that an undone `transaction` was about; `false` if it was about none.
    pub(super) fn return_to_stop(&mut self, transaction: &Transaction) -> bool {
        let Some(stop) = self.stop_of(transaction) else { return false };
        self.arrive(stop, false);
        true
    }

    /// Leaves the stop and its builder before an undo; the stop is remembered.
    pub(super) fn leave_stop(&mut self) {
        self.close_builder_at_stop();
        self.stepping.made = None;
        self.leave_behind();
    }

    /// Puts the stop that the selection was at on the trail.
    fn leave_behind(&mut self) {
        let Some(arrival) = self.stepping.at.take() else { return };
        let place = (arrival.stop.doc, arrival.stop.bytes);
        if self.stepping.trail.last() != Some(&place) {
            self.stepping.trail.push(place);
        }
        if self.stepping.trail.len() > TRAIL {
            self.stepping.trail.remove(0);
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

/// Returns the spans of what `edit` put or took.
fn spans_of(edit: &Edit) -> Vec<&Span> {
    let (before, after) = (edit.before.as_ref().map(Record::spans), edit.after.as_ref().map(Record::spans));
    after.or(before).unwrap_or_default()
}
