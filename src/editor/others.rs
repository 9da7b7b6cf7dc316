//! Others: another program has changed the set's file, and the person says what becomes of both.

use std::path::Path;

use super::Editor;
use super::command::Command;
use super::input::{Effect, Grade, Message};
use super::panel::{Act, Kind, Overlay, Panel, PanelRow};
use super::panels::folded;
use super::scene::{Ink, Role};
use crate::annotation::merge::{Choice, Theirs};
use crate::annotation::{OperationKind, Transaction};

/// The choices in the order of the panel, each with its letter and its name.
const CHOICES: [(char, &str, Choice); 3] =
    [('m', "merge mine on top", Choice::Merge), ('b', "keep both", Choice::Both), ('t', "take theirs", Choice::Theirs)];

/// In which column of the panel the names of the choices begin, and in which the words on them.
const COLUMNS: (u16, u16) = (3, 23);

impl Editor {
    /// Takes note of what another program has made of the set's file, `None` if it is as it should be.
    pub(super) fn others_changed(&mut self, theirs: Option<Theirs>) {
        let is_news = self.others.is_none() && theirs.is_some();
        self.others = theirs;
        let is_open = matches!(&self.overlay, Some(Overlay::Panel(panel)) if panel.kind == Kind::Others);
        match &self.others {
            None => {
                self.choosing = None;
                if is_open {
                    self.overlay = None;
                }
            }
            // Nobody who is typing shall find that a letter was taken for an answer.
            Some(_) if is_open || is_news && self.at_rest && self.overlay.is_none() => self.open_others(),
            Some(theirs) => {
                let sentence = format!("{}: {}", self.others_key(), self.what_happened("another program", theirs));
                self.say(Message { grade: Grade::Error, text: sentence });
            }
        }
    }

    /// Shows what another program has made of the set's file, and what can be done.
    pub(super) fn open_others(&mut self) {
        let Some(theirs) = self.others.clone() else {
            self.tell("no other program has changed the set's file; it is looked at once more");
            return;
        };
        let room = self.panel_room().saturating_sub(COLUMNS.1);
        let mut rows = Vec::new();
        for line in self.standing(&theirs).iter().flat_map(|sentence| folded(sentence, self.panel_room())) {
            rows.push(PanelRow { pieces: vec![(0, line, Ink::of(Role::Text))], act: Act::None });
        }
        for (letter, name, choice) in CHOICES {
            let is_possible = theirs.allows(choice);
            let name = if choice == Choice::Merge && !matches!(theirs, Theirs::Set { .. }) {
                "write mine again"
            } else {
                name
            };
            let (key, plain) = if is_possible {
                (Ink::of(Role::Accent).bold(), Ink::of(Role::Text))
            } else {
                (Ink::of(Role::Dim), Ink::of(Role::Dim))
            };
            let words = self.consequence(&theirs, choice);
            for (at, line) in folded(&words, room).into_iter().enumerate() {
                let mut pieces = vec![(COLUMNS.1, line, Ink::of(Role::Dim))];
                if at == 0 {
                    pieces.insert(0, (COLUMNS.0, name.to_owned(), plain));
                    pieces.insert(0, (0, letter.to_string(), key));
                }
                let act = if is_possible { Act::Choose(choice) } else { Act::None };
                rows.push(PanelRow { pieces, act });
            }
        }
        if let Theirs::Set { conflicts, .. } = &theirs
            && !conflicts.is_empty()
        {
            let words = "changed by both, here and there".to_owned();
            rows.push(PanelRow { pieces: vec![(0, words, Ink::of(Role::Dim).italic())], act: Act::None });
            for edit in conflicts {
                let act = self.set.mention(edit.id).map_or(Act::None, |mention| Act::GoTo(mention.id));
                rows.push(PanelRow { act, ..self.edit_row(edit, self.panel_room()) });
            }
        }
        let about = "nothing is lost, whatever you choose; Esc looks first".to_owned();
        self.open_panel(Panel::new(Kind::Others, "Another program", about, rows), "");
    }

    /// Returns what the other program, called `who`, did, in a sentence without its end.
    fn what_happened(&self, who: &str, theirs: &Theirs) -> String {
        let name = &self.set_file;
        match theirs {
            Theirs::Gone => format!("{who} has removed {name}"),
            Theirs::Set { theirs, .. } => format!("{who} has changed {name} ({})", theirs.words()),
            Theirs::Unusable { reason, .. } => format!("{who} has changed {name}, and {reason}"),
        }
    }

    /// Returns what the other program did, and what was done here since, a sentence each.
    fn standing(&self, theirs: &Theirs) -> Vec<String> {
        let mut sentences = vec![format!("{}.", self.what_happened("It", theirs))];
        if let Theirs::Set { mine, conflicts, .. } = theirs {
            let both = match conflicts.len() {
                0 => String::new(),
                1 => ", and 1 record was changed by both".to_owned(),
                count => format!(", and {count} records were changed by both"),
            };
            sentences.push(format!("Done here since: {}{both}.", mine.words()));
        }
        sentences
    }

    /// Returns what comes of `choice`, or why it cannot be made.
    fn consequence(&self, theirs: &Theirs, choice: Choice) -> String {
        let name = &self.set_file;
        match (choice, theirs) {
            (Choice::Merge, Theirs::Set { theirs, conflicts, .. }) => {
                let theirs = theirs.words();
                match conflicts.len() {
                    0 => format!("theirs comes in ({theirs}), mine stays; u takes it back"),
                    count => format!("theirs comes in ({theirs}) but for {count} that stay as here; u takes it back"),
                }
            }
            (Choice::Merge, Theirs::Gone) => format!("{name} is written again"),
            (Choice::Merge, Theirs::Unusable { replaceable: true, .. }) => {
                format!("{name} becomes as it is here; what lies there now is kept in .diptych/backups")
            }
            (Choice::Merge, Theirs::Unusable { .. }) => {
                "not possible: what lies there cannot be copied first".to_owned()
            }
            (Choice::Both, Theirs::Gone) => "it stays removed; mine goes on in a new file beside it".to_owned(),
            (Choice::Both, _) => "theirs stays in its file; mine goes on in a new one beside it".to_owned(),
            (Choice::Theirs, Theirs::Set { mine, .. }) => {
                format!("given up here: {}; mine is kept in .diptych/backups, u takes it back", mine.words())
            }
            (Choice::Theirs, Theirs::Gone) => "not possible: there is nothing".to_owned(),
            (Choice::Theirs, Theirs::Unusable { .. }) => "not possible: it cannot be read as this set".to_owned(),
        }
    }

    /// Returns the key that opens the panel, as screens show it.
    pub(super) fn others_key(&self) -> String {
        self.keymap.keys_of(Command::Others).into_iter().next().unwrap_or_else(|| ":panel.others".to_owned())
    }

    /// Chooses by the letter typed in the panel; `false` if it stands for no choice.
    pub(super) fn choose_by_letter(&mut self, typed: char) -> bool {
        let found = CHOICES.iter().find(|(letter, ..)| *letter == typed);
        if let Some((.., choice)) = found {
            self.choose(*choice);
        }
        found.is_some()
    }

    /// Asks for `choice` to be carried out.
    pub(super) fn choose(&mut self, choice: Choice) {
        let Some(theirs) = &self.others else { return self.open_others() };
        if !theirs.allows(choice) {
            let reason = self.consequence(theirs, choice);
            self.warn(&reason);
            return;
        }
        if let Some(reason) = self.read_only_reason().filter(|_| choice != Choice::Both) {
            self.warn(&format!("{reason}: nothing was changed"));
            return;
        }
        self.overlay = None;
        self.choosing = Some(choice);
        self.effects.push(Effect::Settle(choice, self.now));
    }

    /// Does what the choice comes to, unless something else was done in the meantime.
    pub(super) fn proposed(&mut self, after: u64, transaction: Transaction) {
        let Some(choice) = self.choosing.take() else { return };
        // The set that is changed is the one of now, not the one that a place is chosen in.
        self.stop_placing();
        if self.history.last() != after {
            self.choose(choice);
            return;
        }
        let summary = transaction.summary.clone();
        if self.commit(OperationKind::Do, transaction) {
            let gone = |id: &crate::annotation::Id| self.set.mention(*id).is_none();
            (self.hand, self.last_tag) = (self.hand.filter(|id| !gone(id)), self.last_tag.filter(|id| !gone(id)));
            self.refresh();
            self.tell(&format!("done: {summary}"));
        }
    }

    /// Takes note of the file in which the set lies from now on.
    pub(super) fn moved(&mut self, set: &Path) {
        self.set_file = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.settings.set_place = set.display().to_string();
    }
}
