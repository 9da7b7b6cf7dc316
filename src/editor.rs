//! The editor: keys in, transactions and a picture out. No terminal, no files, no clock, no threads.
//!
//! [`input`] says what comes in and what goes out, [`command`] what a person can do, [`scene`] what the picture
//! is before colours. [`Editor::handle`] is the one way in.

mod alike;
mod aspect;
mod builder;
mod chooser;
mod choosing;
mod claims;
pub mod command;
mod compared;
mod comparing;
mod counterpart;
mod desk;
mod entities;
mod exchange;
mod follow;
pub mod glance;
mod grid;
mod history;
mod identical;
pub mod input;
mod jump;
pub mod key;
pub mod key_table;
pub mod keyboard;
pub mod keymap;
mod keys;
pub mod layout;
mod learning;
mod links;
pub mod list;
mod locate;
mod motion;
pub mod offer;
mod others;
mod overview;
pub mod pane;
mod panel;
mod panels;
mod passage;
mod people;
mod picture;
mod placing;
mod pointer;
mod rebase;
mod removal;
mod reviewing;
mod said;
pub mod scene;
mod search;
pub mod selection;
mod settings;
mod statistics;
mod stepping;
pub mod strings;
mod tagging;
pub mod text_field;
mod tie;

pub use builder::Part;
pub use learning::learned;
pub use offer::Building;
pub use stepping::{Choice as StopChoice, Explained, Stop, What};

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::tz::TimeZone;

use command::Command;
use input::{Effect, Input, InputKind, Message, Report, SaveState, Timer};
use key::Key;
use keymap::Keymap;
use motion::Places;
use pane::Pane;
use panel::Overlay;
use reviewing::{OnDisk, Reviewing};
use search::Search;
pub use settings::{EditorOptions, Panes, Settings};
use strings::Strings;
use tagging::Repeatable;

use crate::annotation::merge::{Choice, Theirs};
use crate::annotation::{History, Id, IdSource, Names, Schema, Set, Timestamp, Who};
use crate::text::{DocId, Document};

/// How the panes scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Scrolling {
    /// The other one so that it shows what faces the sentence.
    #[default]
    Follow,
    /// Each by itself.
    Free,
    /// Both by the same number of lines.
    Locked,
}

/// A selection being extended by motions.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Extending {
    /// What was selected when it began; it stays selected.
    anchor: Range<usize>,
    /// What the last motion went to; the selection reaches to it.
    head: Range<usize>,
}

/// The whole program without terminal, files, clock and threads; a copy of it goes its own way.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about the session")]
pub struct Editor {
    documents: [Arc<Document>; 2],
    /// The articles' names, as the pane headings show them.
    file_names: [String; 2],
    /// The set file's name, as the title shows it.
    set_file: String,
    set: Set,
    schema: Arc<Schema>,
    history: History,
    /// The number of the last operation of earlier sessions.
    session_start: u64,
    /// Whether the operations of earlier sessions have been read.
    past_read: bool,
    /// Whether they have been asked for.
    past_asked: bool,
    /// The number of the change after which the set is shown, while an earlier state is looked at.
    looking: Option<u64>,
    /// The time zone of the clock on the wall, once it was asked for.
    zone: Option<TimeZone>,
    /// The undos and redos that wait for them.
    waiting: Vec<Command>,
    /// Whether undo may go on into earlier sessions.
    past_allowed: bool,
    strings: Strings,
    labels: Arc<crate::suggest::Labels>,
    /// Which mentions bear which name, once something has asked for it.
    names: Option<Names>,
    /// What was tied last, the last one last.
    tied: Vec<Who>,
    /// The number of the last question for a place.
    places_asked: Arc<AtomicU64>,
    /// The list of entities while it is open, whatever stands in front of it.
    entities: Option<Box<entities::Entities>>,
    keymap: Arc<Keymap>,
    settings: Settings,
    annotator: String,
    ids: IdSource,
    /// Why the set cannot be changed at all, if it cannot.
    held: Option<String>,
    /// Whether the person asked for no changes.
    locked: bool,

    panes: [Pane; 2],
    focus: DocId,
    size: (u16, u16),
    scrolling: Scrolling,
    follow: follow::Follow,
    extending: Option<Extending>,
    /// All that is identical to the selected words, while it is selected too.
    identical: Option<identical::Identical>,
    /// What was selected before each widening, the last one last.
    widened: Vec<Range<usize>>,
    /// The tag that commands act on, where it is not simply the one selected.
    hand: Option<Id>,
    /// The tag that keys which move an edge resize: it was selected as a tag, and nothing else was done since.
    edged: Option<Id>,
    /// The tag made or touched last, to which `+` adds pieces.
    last_tag: Option<Id>,
    repeatable: Option<Repeatable>,
    /// The tags made by the last change that labelled all alike.
    bulk: Vec<Id>,
    stepping: stepping::Stepping,
    places: Places,
    search: Option<Search>,
    /// The jump that is being made.
    jump: Option<jump::Jump>,
    /// The texts that the set has been on, as far as they are known.
    texts: Vec<Arc<Document>>,
    /// The texts that the articles have on the disk, as far as that is known.
    on_disk: [OnDisk; 2],
    /// Who said what, while another list stands in front of it.
    said_behind: Option<Box<claims::Screen>>,
    /// The compare view, while another list stands in front of it.
    compare_behind: Option<Box<compared::Screen>>,
    /// The overview, while another list stands in front of it.
    overview_behind: Option<Box<glance::Overview>>,
    /// What is known of ties beside those in the set.
    links: links::Links,
    /// The rebase that is being decided.
    rebase: Option<Reviewing>,

    /// Keys pressed that begin a longer sequence.
    pending: Vec<Key>,
    /// Whether what can follow them is shown.
    menu_shown: bool,
    overlay: Option<Overlay>,
    /// What was learned from what a person accepts.
    learning: learning::Learning,
    /// The attribution being made or changed.
    builder: Option<Box<builder::Builder>>,
    message: Option<Message>,
    messages: Vec<Message>,
    /// Whether `q` was pressed just before.
    leaving: bool,
    /// Whether it was said just before what leaving would lose.
    loss_told: bool,
    /// When Ctrl-c was pressed last, in ticks.
    interrupted: Option<u64>,
    /// The last press of the mouse: when, where, and how often in a row.
    pressed: Option<(u64, (u16, u16), u8)>,
    saved: SaveState,
    /// Whether something was done since the last snapshot.
    unsnapshotted: bool,
    /// What another program has made of the set's file, until somebody says what becomes of it.
    others: Option<Theirs>,
    /// What was chosen and is being worked out.
    choosing: Option<Choice>,
    /// Whether no key was pressed since the start, or since the window gained the keyboard.
    at_rest: bool,

    tick: u64,
    now: Timestamp,
    effects: Vec<Effect>,
}

/// How many milliseconds without a key pass before a snapshot is written.
const IDLE: u64 = 5000;

/// How many messages can be read again.
const MESSAGES: usize = 200;

impl Editor {
    /// Returns the editor of `options` with the first word of the left article selected.
    #[must_use]
    pub fn new(options: EditorOptions) -> Self {
        let EditorOptions { documents, set, history, .. } = options;
        let labels = Arc::new(learning::labels_of(&options.schema));
        let strings = Strings::of(&set, [&documents[0], &documents[1]]);
        let panes = [Pane::new(&documents[0]), Pane::new(&documents[1])];
        let last = history.last();
        let on_disk = documents.each_ref().map(|document| OnDisk::Text(Arc::clone(document)));
        let mut editor = Editor {
            documents,
            file_names: options.file_names,
            set_file: options.set_file,
            set,
            schema: Arc::new(options.schema),
            session_start: last,
            past_read: last == 0 || history.depth() > 0,
            history,
            past_asked: false,
            looking: None,
            zone: None,
            waiting: Vec::new(),
            past_allowed: false,
            strings,
            labels,
            names: None,
            tied: Vec::new(),
            entities: None,
            places_asked: Arc::default(),
            keymap: Arc::new(options.keymap),
            settings: options.settings,
            annotator: options.annotator,
            ids: options.ids,
            held: options.held,
            locked: false,
            panes,
            focus: DocId::A,
            size: options.size,
            scrolling: Scrolling::default(),
            follow: follow::Follow::default(),
            extending: None,
            identical: None,
            widened: Vec::new(),
            hand: None,
            edged: None,
            last_tag: None,
            repeatable: None,
            bulk: Vec::new(),
            stepping: stepping::Stepping::default(),
            places: Places::default(),
            search: None,
            jump: None,
            texts: Vec::new(),
            on_disk,
            said_behind: None,
            compare_behind: None,
            overview_behind: None,
            links: links::Links::default(),
            rebase: None,
            pending: Vec::new(),
            menu_shown: false,
            overlay: None,
            learning: learning::Learning::default(),
            builder: None,
            message: None,
            messages: Vec::new(),
            leaving: false,
            loss_told: false,
            interrupted: None,
            pressed: None,
            saved: SaveState { durable: last, failure: None },
            unsnapshotted: false,
            others: None,
            choosing: None,
            at_rest: true,
            tick: 0,
            now: Timestamp::default(),
            effects: Vec::new(),
        };
        editor.resize(options.size.0, options.size.1);
        editor.warn_of_unknown_labels();
        for message in options.messages {
            editor.say(message);
        }
        editor
    }

    /// Takes one thing that happened and returns what is asked of the world outside, in order.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        self.tick = input.tick;
        self.now = input.at;
        match input.kind {
            InputKind::Key(key) => {
                self.at_rest = false;
                self.key(key);
                self.follow_builder();
                self.follow_stepping();
                self.name_tag_in_hand();
                self.follow_sentence();
                self.ask_outside();
                self.gather_past();
                if self.unsnapshotted {
                    self.effects.push(Effect::After(Timer::Idle, IDLE));
                }
            }
            InputKind::Paste(text) => self.paste(&text),
            InputKind::Mouse(mouse) => {
                self.jump = None;
                self.mouse(mouse);
                self.follow_builder();
                self.follow_stepping();
                self.follow_sentence();
            }
            InputKind::Resize(width, height) => {
                self.resize(width, height);
                self.find_targets();
            }
            InputKind::Focus(gained) => {
                if gained {
                    self.at_rest = true;
                    self.look_outside();
                } else {
                    self.snapshot();
                }
            }
            InputKind::Timeout(Timer::Menu) => self.menu_shown = !self.pending.is_empty(),
            InputKind::Timeout(Timer::Idle) => self.snapshot(),
            InputKind::Report(report) => self.report(report),
        }
        self.renew_entities();
        self.fit_panel();
        self.fit_said();
        self.fit_compare();
        self.fit_overview();
        std::mem::take(&mut self.effects)
    }

    /// Fits the list in front to the sheet it is drawn in.
    fn fit_panel(&mut self) {
        let grid = grid::Grid::of(self.size, &self.settings);
        let docked = self.is_docked();
        if let (Some(entities), Some(grid)) = (&mut self.entities, &grid) {
            let rows = picture::entity_rows(grid, docked);
            entities.list.set_height(rows.end - rows.start);
        }
        let top = grid.and_then(|grid| self.sheet_rows(&grid));
        if let (Some(Overlay::Panel(panel)), Some(top)) = (&mut self.overlay, top) {
            let details = picture::details(panel, self.size.1.saturating_sub(top));
            panel.list.set_height(self.size.1.saturating_sub(top + 2 + details));
        }
    }

    fn report(&mut self, report: Report) {
        match report {
            Report::Saved(state) => self.saved = state,
            // Figures that were left out until now are simply there at the next drawing.
            Report::Snapshot(Ok(())) | Report::Counted(_) => {}
            Report::Snapshot(Err(_)) if self.others.is_some() => self.unsnapshotted = true,
            Report::Snapshot(Err(reason)) => {
                self.unsnapshotted = true;
                // Where the journal fails too, the title says so already.
                let kept = if self.saved.failure.is_none() { "; the journal has all" } else { "" };
                self.warn(&format!("set file not written: {reason}{kept}"));
            }
            Report::Past(operations) => {
                self.history.prepend(operations);
                self.past_read = true;
                self.grow_history();
                for command in std::mem::take(&mut self.waiting) {
                    self.run(command);
                }
            }
            Report::Zone(zone) => self.zone = Some(zone),
            Report::Changed { .. } | Report::Texts(_) | Report::Rebase { .. } => self.rebase_report(report),
            Report::Compared(found) => self.compared_report(found),
            Report::Places { number, found, failure } => self.take_places(number, found, failure),
            Report::Told(message) => self.say(message),
            Report::Outside(theirs) => self.others_changed(theirs),
            Report::Proposed { after, transaction } => self.proposed(after, transaction),
            Report::Moved(set) => self.moved(&set),
            Report::Learned { number, learner } => self.learned(number, *learner),
            Report::Suggested { by, answer } => self.suggested(&by, answer),
        }
    }

    /// Asks for a look at what other programs have made of the set's file.
    fn look_outside(&mut self) {
        if self.held.is_none() {
            self.effects.push(Effect::Look);
        }
    }

    /// Asks for a snapshot if something was done since the last one.
    fn snapshot(&mut self) {
        if std::mem::take(&mut self.unsnapshotted) {
            self.effects.push(Effect::Snapshot);
        }
    }

    /// Returns the article `doc`.
    #[must_use]
    pub fn document(&self, doc: DocId) -> &Document {
        &self.documents[doc.index()]
    }

    /// Returns the articles too large to be counted before the first picture, until [`Request::Count`](input::Request)
    /// has been answered.
    pub fn uncounted(&self) -> impl Iterator<Item = DocId> + use<> {
        let uncounted = DocId::BOTH.map(|doc| self.document(doc).paragraph_count().is_none().then_some(doc));
        uncounted.into_iter().flatten()
    }

    /// Returns the annotation set as it is now.
    #[must_use]
    pub fn set(&self) -> &Set {
        &self.set
    }

    /// Returns the schema in use.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns the article that the keys act on.
    #[must_use]
    pub fn focus(&self) -> DocId {
        self.focus
    }

    /// Returns the selection in the article in front, in bytes; empty only where there is no word.
    #[must_use]
    pub fn selection(&self) -> Range<usize> {
        self.pane(self.focus).selection.clone()
    }

    /// Returns the message in the message line.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    fn pane(&self, doc: DocId) -> &Pane {
        &self.panes[doc.index()]
    }

    fn pane_mut(&mut self, doc: DocId) -> &mut Pane {
        &mut self.panes[doc.index()]
    }

    /// Returns the selected text, none where nothing can be selected.
    fn selected_text(&self) -> Option<&str> {
        self.document(self.focus).text().get(self.selection()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests;
