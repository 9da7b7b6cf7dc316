//! From key to command: sequences, the place they are pressed in, and running what they lead to.

use super::command::{Command, Group, Where};
use super::input::{Effect, Timer};
use super::key::{Key, KeyCode};
use super::keymap::{Lookup, shown};
use super::panel::Overlay;
use super::{Editor, Scrolling, Settings, builder, claims, compared};
use crate::annotation::counted;
use crate::annotation::merge::Choice;
use crate::editor::settings::Panes;

/// After this many milliseconds a leader key shows what can follow it.
const MENU: u64 = 300;

/// Two presses of Ctrl-c within this many milliseconds leave.
const TWICE: u64 = 2000;

/// By how many cells a column of text grows or shrinks.
const COLUMN_STEP: u16 = 4;

impl Editor {
    /// Takes one key.
    pub(super) fn key(&mut self, key: Key) {
        self.message = None;
        if self.overlay.is_none() {
            self.said_behind = None;
            self.compare_behind = None;
            self.overview_behind = None;
        }
        if self.pending.is_empty() && (self.overlay_takes(key) || self.jump_takes(key)) {
            return;
        }
        // What is no text is a command, and may come from a keyboard of another script.
        let meant = self.settings.keyboard.meant(key);
        let takes = |editor: &mut Self| {
            meant != key && editor.overlay_takes(meant) || editor.jump.is_none() && editor.builder_takes(meant)
        };
        if self.pending.is_empty() && takes(self) {
            return;
        }
        let key = meant;
        if key.code == KeyCode::Esc && !self.pending.is_empty() {
            self.pending.clear();
            self.menu_shown = false;
            self.leaving = false;
            return;
        }
        let place = self.place();
        // A second press of a leader shows at once what can follow it.
        if self.pending.as_slice() == [key] && self.looked_up(place, &[key, key]) == Lookup::Unbound {
            self.menu_shown = true;
            return;
        }
        self.pending.push(key);
        match self.looked_up(place, &self.pending) {
            Lookup::Run(command) => {
                self.pending.clear();
                self.menu_shown = false;
                self.run(command);
            }
            Lookup::Pending => self.effects.push(Effect::After(Timer::Menu, MENU)),
            Lookup::Unbound => {
                let keys = std::mem::take(&mut self.pending);
                self.menu_shown = false;
                self.leaving = false;
                self.unbound(&keys);
            }
        }
    }

    /// Returns what `keys` lead to. In the builder what moves and widens the selection works as on the desk,
    /// and in a panel with keys of its own what works in every list.
    fn looked_up(&self, place: Where, keys: &[Key]) -> Lookup {
        let found = self.keymap.look_up(place, keys);
        let (Lookup::Unbound, Some(beyond)) = (found, place.beyond()) else { return found };
        if beyond == Where::Reading {
            return self.looked_up_on_desk(keys, builder::lets_through);
        }
        match self.looked_up(beyond, keys) {
            Lookup::Run(command) if place == Where::Said && !claims::lets_through(command) => Lookup::Unbound,
            Lookup::Run(command) if place == Where::Compare && !compared::lets_through(command) => Lookup::Unbound,
            Lookup::Unbound => self.looked_up_on_desk(keys, |command| {
                matches!(command, Command::Undo | Command::Redo | Command::HelpHere)
            }),
            found => found,
        }
    }

    /// Returns what the keys pressed lead to on the desk, if `lets_through` has it.
    fn looked_up_on_desk(&self, keys: &[Key], lets_through: fn(Command) -> bool) -> Lookup {
        match self.keymap.look_up(Where::Reading, keys) {
            Lookup::Run(command) if !lets_through(command) => Lookup::Unbound,
            Lookup::Pending if !self.keymap.longer(Where::Reading, keys).any(|(_, run)| lets_through(run)) => {
                Lookup::Unbound
            }
            found => found,
        }
    }

    /// Returns the fewest keys that run `command` now, none where nothing does.
    #[must_use]
    pub fn keys_to(&self, command: Command) -> Vec<Key> {
        let place = self.place();
        let runs = |keys: &&[Key]| {
            let begun = (1..keys.len()).filter_map(|length| keys.get(..length));
            begun.into_iter().all(|keys| self.looked_up(place, keys) == Lookup::Pending)
                && self.looked_up(place, keys) == Lookup::Run(command)
        };
        let bound = self.keymap.iter().filter(|(_, _, run)| *run == command).map(|(_, keys, _)| keys);
        bound.filter(runs).min_by_key(|keys| keys.len()).map(<[Key]>::to_vec).unwrap_or_default()
    }

    /// Returns where keys are pressed now.
    pub(super) fn place(&self) -> Where {
        let desk = match (&self.jump, &self.builder) {
            (Some(_), _) => Where::Jump,
            (None, Some(_)) => Where::Builder,
            (None, None) => Where::Reading,
        };
        let types = self.entities.as_ref().is_some_and(|entities| entities.typing);
        match &self.overlay {
            Some(Overlay::Entities) if types => Where::Text,
            Some(overlay) => overlay.place(),
            None => desk,
        }
    }

    /// Names what comes nearest to keys that run nothing.
    fn unbound(&mut self, keys: &[Key]) {
        let place = self.place();
        if place == Where::Jump {
            self.jump = None;
            return self.tell(&format!("{} runs nothing in a jump, which is left", shown(keys)));
        }
        let mut other_case = keys.to_vec();
        if let Some(Key { code: KeyCode::Char(last), .. }) = other_case.last_mut() {
            let swapped: Option<char> =
                if last.is_lowercase() { last.to_uppercase().next() } else { last.to_lowercase().next() };
            *last = swapped.unwrap_or(*last);
        }
        let nearest = match self.keymap.look_up(place, &other_case) {
            Lookup::Run(command) if other_case != keys => self.command_hint(command),
            _ => None,
        };
        let keys = shown(keys);
        match nearest {
            Some(hint) => self.tell(&format!("{keys} runs nothing here; {} is {hint}", shown(&other_case))),
            None => self.tell(&format!("{keys} runs nothing here; ? shows the keys")),
        }
    }

    /// Returns the words for `command` in hints.
    pub(super) fn command_hint(&self, command: Command) -> Option<String> {
        match command {
            Command::Label(place) => self.schema.labels.get(usize::from(place)).map(|label| label.title.clone()),
            Command::LabelAlike(place) => {
                self.schema.labels.get(usize::from(place)).map(|label| format!("{}, all alike", label.title))
            }
            _ => command.entry().map(|entry| entry.hint.to_owned()),
        }
    }

    /// Runs `command`, wherever it was asked for.
    pub(super) fn run(&mut self, command: Command) {
        let twice = std::mem::take(&mut self.leaving);
        let group = match command {
            Command::Label(_) | Command::LabelAlike(_) => Group::Label,
            _ => command.entry().map_or(Group::Program, |entry| entry.group),
        };
        if !matches!(command, Command::Undo | Command::Redo) {
            self.past_allowed = false;
        }
        if !matches!(command, Command::LeaveTwice | Command::Leave | Command::Interrupt) {
            self.loss_told = false;
        }
        self.note_for_stepping(command);
        self.jump_before(command);
        self.identical_before(command);
        self.edged_before(command);
        if self.is_placing() && self.placing_takes(command) {
            return;
        }
        match command {
            Command::LeaveTwice if twice => self.leave(),
            Command::LeaveTwice => {
                self.leaving = true;
                self.tell("q again leaves; any other key goes on");
            }
            Command::Note => self.open_note(),
            Command::Details => self.open_details(),
            Command::ReturnHere => self.return_here(),
            Command::ChangeBefore => self.step_history(true),
            Command::ChangeAfter => self.step_history(false),
            Command::LabelByLetter => self.lead(','),
            Command::NextTag => self.step_tag(false),
            Command::PreviousTag => self.step_tag(true),
            Command::Jump | Command::JumpAll | Command::JumpErase => self.jump_command(command),
            Command::Search => self.open_search(),
            Command::NextHit => self.step_hit(false),
            Command::PreviousHit => self.step_hit(true),
            Command::SearchSelection => self.search_selection(),
            _ => match group {
                Group::Label | Group::Mend => self.tag_command(command),
                Group::Move | Group::Find => self.move_command(command),
                Group::Select => self.select_command(command),
                Group::View => self.view_command(command),
                Group::Attribute => self.attribute_command(command),
                Group::Step => self.step_command(command),
                Group::Tie => self.tie_command(command),
                Group::Program => self.program_command(command),
                Group::Counterparts => self.counterpart_command(command),
                Group::Said => self.said_command(command),
                Group::Compare => self.compare_command(command),
                Group::Overview => self.overview_command(command),
                Group::Entities | Group::List | Group::Text => self.overlay_command(command),
                Group::Review => self.review_command(command),
            },
        }
    }

    fn view_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::ScrollDown => self.scroll(self.focus, 1),
            C::ScrollUp => self.scroll(self.focus, -1),
            C::Centre => {
                let (focus, documents) = (self.focus, self.documents.clone());
                self.pane_mut(focus).centre(&documents[focus.index()]);
            }
            C::TagLines => self.change_settings(|settings| settings.tag_lines = !settings.tag_lines),
            C::OnePane => self.change_settings(|settings| settings.panes = Panes::One),
            C::TwoPanes => self.change_settings(|settings| settings.panes = Panes::Two),
            C::Wider | C::Narrower => {
                let width = self.pane(self.focus).layout.width();
                let wanted = if command == C::Wider { width + COLUMN_STEP } else { width.saturating_sub(COLUMN_STEP) };
                let wanted = wanted.clamp(20, 72);
                self.change_settings(|settings| settings.text_width = wanted);
                let width = self.pane(self.focus).layout.width();
                self.tell(&format!("columns of {width} cells"));
            }
            C::Lock => {
                self.scrolling = Scrolling::Locked;
                self.tell("both articles scroll together; zo frees them, zf lets one follow");
            }
            C::Follow => self.begin_following(),
            C::Align => self.align(),
            C::FoundMarks => self.toggle_found_marks(),
            C::Free => {
                self.scrolling = Scrolling::Free;
                self.tell("each article scrolls by itself");
            }
            _ => {}
        }
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.fit();
    }

    fn program_command(&mut self, command: Command) {
        use Command as C;
        match command {
            C::Menu => self.lead(' '),
            C::Help | C::HelpHere => self.open_help(),
            C::AllKeys => self.open_all_keys(),
            C::Palette => self.open_palette(),
            C::History => self.open_history(),
            C::Tags => self.open_tags(),
            C::Labels => self.open_labels(),
            C::Said => self.open_said(),
            C::Compare => self.open_compare(),
            C::Overview => self.open_overview(),
            C::Statistics => self.open_statistics(),
            C::Rebase => self.open_rebase(),
            C::Parked => self.open_parked(),
            C::Export => self.open_export(),
            C::Messages => self.open_messages(),
            C::Others => {
                self.look_outside();
                self.open_others();
            }
            C::OthersMerge => self.choose(Choice::Merge),
            C::OthersBoth => self.choose(Choice::Both),
            C::OthersTheirs => self.choose(Choice::Theirs),
            C::Settings => self.open_places(),
            C::SaveCopy => self.open_save_copy(),
            C::Save if self.held.is_some() => {
                let reason = self.held.clone().unwrap_or_default();
                self.warn(&format!("{reason}: there is nothing to save"));
            }
            C::Save => {
                self.effects.extend([Effect::RetryWrite, Effect::Snapshot]);
                self.unsnapshotted = false;
                self.tell("every change is written at once; now the set file too");
            }
            C::Copy => self.copy(),
            C::ReadOnly => self.toggle_read_only(),
            C::Cancel => self.cancel(),
            C::Leave => self.leave(),
            C::Interrupt => self.interrupt(),
            C::Suspend => {
                self.snapshot();
                self.effects.push(Effect::Suspend);
            }
            C::Redraw => self.effects.push(Effect::Redraw),
            _ => {}
        }
    }

    /// Begins a sequence of keys with `leader`, and shows what can follow it.
    fn lead(&mut self, leader: char) {
        self.pending = vec![Key::char(leader)];
        self.menu_shown = true;
    }

    fn toggle_read_only(&mut self) {
        if let Some(reason) = self.held.clone() {
            self.warn(&reason);
            return;
        }
        self.locked = !self.locked;
        self.tell(if self.locked { "read only: zr allows changes again" } else { "changes are allowed again" });
    }

    /// One step back: from a panel, from extending, from hits, to one word.
    fn cancel(&mut self) {
        if let Some(overlay) = self.overlay.take() {
            self.close(overlay);
            return;
        }
        if self.jump.take().is_some() {
            return;
        }
        if self.looking.is_some() {
            self.stop_looking();
            return;
        }
        if self.extending.take().is_some() || self.identical.take().is_some() {
            return;
        }
        if self.builder.is_some() {
            self.leave_builder();
            return;
        }
        if self.search.take().is_some() {
            return;
        }
        let selection = self.selection();
        let document = self.document(self.focus);
        if let Some(word) = document.word_at(selection.start).or_else(|| document.next_word(selection.start))
            && word != selection
        {
            self.reselect(word);
        }
        self.widened.clear();
        self.hand = None;
    }

    fn interrupt(&mut self) {
        if self.interrupted.is_some_and(|before| self.tick.saturating_sub(before) <= TWICE) {
            self.leave();
            return;
        }
        self.interrupted = Some(self.tick);
        self.cancel();
        self.tell("Ctrl-c again leaves; all is saved as the title says");
    }

    /// Leaves; what is not on the disk is tried once more by the writer on the way out. Where that failed until now,
    /// the first time says what would be lost instead.
    fn leave(&mut self) {
        let lost = self.history.last().saturating_sub(self.saved.durable);
        if self.saved.failure.is_none() || lost == 0 || std::mem::replace(&mut self.loss_told, true) {
            self.effects.push(Effect::Quit);
            return;
        }
        let changes = counted(usize::try_from(lost).unwrap_or(usize::MAX), "change");
        self.warn(&format!("leaving loses {changes}: again leaves, Space s saves them"));
    }

    fn copy(&mut self) {
        let Some(text) = self.selected_text() else { return };
        let place = self.place_words(self.focus, self.selection().start);
        let name = &self.file_names[self.focus.index()];
        let copied = format!("“{text}” ({name}, {place})");
        self.put_on_clipboard(copied, "copied with its place, if the terminal allows it");
    }

    /// Sends `text` to the clipboard and says `done`, or why that cannot be.
    pub(super) fn put_on_clipboard(&mut self, text: String, done: &str) {
        if !self.settings.clipboard {
            self.tell("nothing is copied: the settings or this terminal keep the clipboard closed");
            return;
        }
        self.effects.push(Effect::Copy(text));
        self.tell(done);
    }
}
