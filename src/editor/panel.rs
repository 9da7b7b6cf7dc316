//! Panels and lines of text in front of the desk: what they hold, and what the keys in them do.

mod kind;

use std::ops::Range;

pub(super) use kind::Kind;

use super::Editor;
use super::aspect::Aspect;
use super::chooser::Chooser;
use super::claims::Screen;
use super::command::{Command, Where};
use super::compared;
use super::glance::Overview;
use super::input::{Effect, Request};
use super::key::{Key, KeyCode};
use super::list::List;
use super::scene::Ink;
use super::search::Outcome;
use super::text_field::TextField;
use crate::annotation::Id;
use crate::annotation::entities::Joined;
use crate::annotation::merge::Choice;
use crate::annotation::schema::Attribute;
use crate::format::native;
use crate::text::DocId;

/// What stands in front of the desk.
#[derive(Debug, Clone)]
pub(super) enum Overlay {
    /// A list in a sheet.
    Panel(Box<Panel>),
    /// A line of text in the place of the status line.
    Field(Box<Field>),
    /// The review of a rebase, over the whole desk.
    Review,
    /// The list of entities, beside the articles or over them.
    Entities,
    /// Who said what, over the whole desk.
    Said(Box<Screen>),
    /// The compare view, over the whole desk.
    Compare(Box<compared::Screen>),
    /// Both articles at a glance, over the whole desk.
    Overview(Box<Overview>),
}

impl Overlay {
    /// Returns where keys are pressed while it is in front.
    pub fn place(&self) -> Where {
        match self {
            Overlay::Panel(panel) if panel.typing => Where::Text,
            Overlay::Panel(panel) if panel.kind == Kind::Counterparts => Where::Counterparts,
            Overlay::Panel(_) => Where::List,
            Overlay::Field(_) => Where::Text,
            Overlay::Review => Where::Review,
            Overlay::Entities => Where::Entities,
            Overlay::Said(screen) if screen.typing => Where::Text,
            Overlay::Said(_) => Where::Said,
            Overlay::Compare(_) => Where::Compare,
            Overlay::Overview(_) => Where::Overview,
        }
    }
}

/// What happens when a row of a panel is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Run a command.
    Run(Command),
    /// Go to a tag.
    GoTo(Id),
    /// Give an attribute of a tag its next value.
    Attribute(Id, String),
    /// Write the note of a tag.
    Note(Id),
    /// Return to the state after the change in this row.
    ReturnTo,
    /// Put this command line on the clipboard.
    Copy(String),
    /// Let this become of a set that another program has changed.
    Choose(Choice),
    /// Take the option of this number.
    Pick(usize),
    /// Say what a tag names.
    Name(Id),
    /// Nothing.
    None,
}

/// One row of a panel: pieces of text, each at its column from the left edge of the text.
#[derive(Debug, Clone)]
pub(super) struct PanelRow {
    /// The pieces.
    pub pieces: Vec<(u16, String, Ink)>,
    /// What choosing it does.
    pub act: Act,
}

impl PanelRow {
    /// Returns the words that a filter reads.
    fn words(&self) -> String {
        self.pieces.iter().map(|(_, text, _)| text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A list in a sheet at the foot of the screen.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    /// Which one.
    pub kind: Kind,
    /// The bold word of its heading.
    pub heading: String,
    /// The plain words after it.
    pub about: String,
    /// The rows.
    pub rows: Vec<PanelRow>,
    /// Which of them are shown, and which is chosen.
    pub list: List,
    /// What is typed to narrow the list.
    pub filter: TextField,
    /// Whether keys go to the filter.
    pub typing: bool,
    /// The foot: keys and what they do.
    pub foot: Vec<(&'static str, &'static str)>,
    /// What is chosen among, where rows are options.
    pub chooser: Option<Box<Chooser>>,
}

impl Panel {
    /// Returns a panel of `rows` in which the first is chosen.
    pub fn new(kind: Kind, heading: &str, about: String, rows: Vec<PanelRow>) -> Self {
        let mut list = List::new(rows.iter().map(PanelRow::words).collect());
        // The first row that does something, not the heading above it.
        if let Some(first) = rows.iter().position(|row| row.act != Act::None) {
            list.choose(first);
        }
        let typing = matches!(kind, Kind::Palette | Kind::Choose);
        let (heading, filter) = (heading.to_owned(), TextField::new(""));
        let foot = kind.foot();
        Panel { kind, heading, about, rows, list, filter, typing, foot, chooser: None }
    }

    /// Puts `rows` in the place of those before and chooses the first.
    pub fn put_rows(&mut self, rows: Vec<PanelRow>) {
        self.list.give_words(vec![String::new(); rows.len()]);
        self.list.top();
        self.rows = rows;
    }

    /// Returns what choosing the chosen row does.
    pub fn act(&self) -> Act {
        if matches!(self.kind, Kind::History { .. }) {
            return Act::ReturnTo;
        }
        self.list.chosen().and_then(|at| self.rows.get(at)).map_or(Act::None, |row| row.act.clone())
    }
}

/// What a line of text is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A pattern to search for; where the search began.
    Search(DocId, Range<usize>),
    /// The note of a tag.
    Note(Id),
    /// The value of an attribute of a tag.
    Attribute(Id, String),
    /// The file that a copy of the set is written to.
    SaveCopy,
    /// What is written of the entity in this row.
    Entity(Aspect, Box<Joined>),
}

/// A line of text being written.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// What it is for.
    pub purpose: Purpose,
    /// The text.
    pub text: TextField,
    /// Words beside it: how many hits, what is wrong.
    pub beside: String,
}

impl Editor {
    /// Offers `key` to what is in front; `true` if it was text typed there, or a value's letter.
    pub(super) fn overlay_takes(&mut self, key: Key) -> bool {
        let Some(typed) = key.typed() else { return false };
        match &mut self.overlay {
            Some(Overlay::Field(field)) => {
                field.text.insert(typed.encode_utf8(&mut [0; 4]));
                self.typed();
                true
            }
            Some(Overlay::Said(screen)) if screen.typing => {
                screen.words.insert(typed.encode_utf8(&mut [0; 4]));
                self.said_typed();
                true
            }
            Some(Overlay::Panel(panel)) if panel.typing => {
                panel.filter.insert(typed.encode_utf8(&mut [0; 4]));
                self.typed();
                true
            }
            Some(Overlay::Entities) if self.entities.as_ref().is_some_and(|entities| entities.typing) => {
                self.type_entity_filter(typed.encode_utf8(&mut [0; 4]));
                true
            }
            Some(Overlay::Panel(panel)) if panel.kind == Kind::Details => {
                let act = panel.act();
                self.attribute_letter(&act, typed)
            }
            Some(Overlay::Panel(panel)) if panel.kind == Kind::Others => self.choose_by_letter(typed),
            Some(Overlay::Panel(panel)) if panel.kind == Kind::Tags && key.code == KeyCode::Char('x') => {
                if let Act::GoTo(id) = panel.act() {
                    self.remove_listed(id);
                }
                true
            }
            _ => false,
        }
    }

    /// Takes pasted text: into the line of text in front, otherwise nowhere.
    pub(super) fn paste(&mut self, text: &str) {
        match &mut self.overlay {
            Some(Overlay::Field(field)) => field.text.insert(text),
            Some(Overlay::Panel(panel)) if panel.typing => panel.filter.insert(text),
            Some(Overlay::Entities) if self.entities.as_ref().is_some_and(|entities| entities.typing) => {
                return self.type_entity_filter(text);
            }
            Some(Overlay::Said(screen)) if screen.typing => {
                screen.words.insert(text);
                self.said_typed();
                return;
            }
            _ => {
                self.tell("text can be pasted into a search, a note or a filter");
                return;
            }
        }
        self.typed();
    }

    /// Runs a command of a list or of a line of text.
    pub(super) fn overlay_command(&mut self, command: Command) {
        match &mut self.overlay {
            None => {}
            Some(Overlay::Review) => self.review_command(command),
            Some(Overlay::Entities) => self.entity_command(command),
            Some(Overlay::Said(_)) => self.said_list_command(command),
            Some(Overlay::Compare(_)) => self.compare_list_command(command),
            Some(Overlay::Overview(_)) => self.overview_list_command(command),
            Some(Overlay::Field(field)) => match command {
                Command::TextAct => self.finish_field(),
                Command::TextDown | Command::TextUp => self.step_field(command == Command::TextUp),
                _ => {
                    if field.text.apply(command) {
                        self.typed();
                    }
                }
            },
            Some(Overlay::Panel(panel)) => match command {
                Command::ListAct => self.act(),
                Command::LookAt => self.look_at_chosen(),
                Command::GoToChange => self.go_to_chosen(),
                Command::TextAct if matches!(panel.kind, Kind::Palette | Kind::Choose) => self.act(),
                Command::TextAct => panel.typing = false,
                Command::ListFilter => panel.typing = true,
                Command::ListClose => {
                    self.overlay = None;
                    self.back_behind();
                }
                _ => {
                    if !panel.list.apply(command) && panel.filter.apply(command) {
                        self.typed();
                    }
                }
            },
        }
    }

    /// Follows what was typed: narrows the list, searches as far as the pattern goes.
    fn typed(&mut self) {
        self.give_words();
        match &mut self.overlay {
            Some(Overlay::Panel(panel)) if panel.chooser.is_some() => self.narrow_chooser(),
            Some(Overlay::Panel(panel)) => {
                let filter = panel.filter.text().to_owned();
                panel.list.filter(&filter);
            }
            Some(Overlay::Field(field)) => {
                if let Purpose::Search(doc, range) = field.purpose.clone() {
                    let pattern = field.text.text().to_owned();
                    self.search_typed(&pattern, &(doc, range));
                }
            }
            Some(
                Overlay::Review | Overlay::Entities | Overlay::Said(_) | Overlay::Compare(_) | Overlay::Overview(_),
            )
            | None => {}
        }
    }

    /// Gives the list in front the words that a filter reads, if it has none yet.
    fn give_words(&mut self) {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return };
        let Kind::History { newest } = panel.kind else { return };
        if !panel.list.lacks_words() {
            return;
        }
        let words = self.history_words(newest);
        if let Some(Overlay::Panel(panel)) = &mut self.overlay {
            panel.list.give_words(words);
        }
    }

    fn search_typed(&mut self, pattern: &str, origin: &(DocId, Range<usize>)) {
        let found = self.search_from(pattern, origin, false);
        if !matches!(found, Ok(Outcome::Found)) {
            self.show_place(origin.0, origin.1.clone());
        }
        let beside = match found {
            Err(reason) => reason,
            Ok(_) if pattern.is_empty() => String::new(),
            Ok(Outcome::Nowhere) => "in neither article".to_owned(),
            Ok(Outcome::NotSeen) => "not in sight: Enter reads the whole of a large article".to_owned(),
            Ok(Outcome::Found) => self.hit_counts(),
        };
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.beside = beside;
        }
    }

    /// Returns how many hits there are: `5 hits   A 2  B 3`.
    fn hit_counts(&self) -> String {
        match self.search.as_ref().map(|search| search.counts) {
            Some([Some(a), Some(b)]) => {
                format!("{} {}   A {a}  B {b}", a + b, if a + b == 1 { "hit" } else { "hits" })
            }
            Some(_) => "a large article: hits are counted where you go".to_owned(),
            None => String::new(),
        }
    }

    /// Keeps the hit that is shown, or looks for one in all of both articles.
    fn finish_search(&mut self, pattern: &str, origin: &(DocId, Range<usize>)) {
        let here = (self.focus, self.selection());
        self.show_place(origin.0, origin.1.clone());
        let outcome = if here == *origin { self.search_from(pattern, origin, true) } else { Ok(Outcome::Found) };
        match outcome {
            Ok(Outcome::Found) => {
                let hit = if here == *origin { (self.focus, self.selection()) } else { here };
                self.show_place(origin.0, origin.1.clone());
                self.mark_place();
                self.show_place(hit.0, hit.1);
                let counts = self.hit_counts();
                self.tell(&format!("{counts}   n next  N before  Esc drops the marks"));
            }
            Ok(Outcome::Nowhere | Outcome::NotSeen) => self.tell(&format!("`{pattern}` is in neither article")),
            Err(reason) => self.tell(&format!("`{pattern}`: {reason}")),
        }
    }

    fn step_field(&mut self, back: bool) {
        if let Some(Overlay::Field(field)) = &self.overlay
            && matches!(field.purpose, Purpose::Search(..))
            && self.search.is_some()
        {
            self.step_hit(back);
        }
    }

    /// Takes the line of text as it stands.
    fn finish_field(&mut self) {
        let Some(Overlay::Field(mut field)) = self.overlay.take() else { return };
        let text = field.text.text().to_owned();
        match field.purpose {
            Purpose::Entity(aspect, ref row) => match self.set_aspect(aspect, row, &text) {
                Ok(()) => self.back_to_entities(),
                Err(reason) => {
                    field.beside = reason;
                    self.overlay = Some(Overlay::Field(field));
                }
            },
            Purpose::Search(doc, range) => {
                if text.is_empty() {
                    return;
                }
                self.finish_search(&text, &(doc, range));
            }
            Purpose::SaveCopy => {
                let path = text.trim().to_owned();
                if !path.is_empty() {
                    let documents = [self.document(DocId::A), self.document(DocId::B)];
                    let text = native::write(&self.set, documents);
                    self.effects.push(Effect::Ask(Request::SaveCopy { path, text }));
                }
            }
            Purpose::Note(id) => {
                self.set_note(id, text.trim());
                self.refresh();
            }
            Purpose::Attribute(id, name) => {
                let value = Some(text.trim()).filter(|value| !value.is_empty());
                self.set_attribute(id, &name, value);
                self.open_details();
            }
        }
    }

    /// Puts back what stood before `overlay`, which is given up.
    pub(super) fn close(&mut self, overlay: Overlay) {
        let field = match overlay {
            Overlay::Field(field) => field,
            Overlay::Panel(_) => return self.back_behind(),
            Overlay::Review => return self.close_review(),
            Overlay::Entities => return self.leave_entities(),
            Overlay::Said(_) | Overlay::Compare(_) | Overlay::Overview(_) => return,
        };
        match field.purpose {
            Purpose::Search(doc, range) => {
                self.search = None;
                self.show_place(doc, range);
            }
            Purpose::Attribute(..) => self.open_details(),
            Purpose::Entity(..) => self.back_to_entities(),
            _ => {}
        }
    }

    /// Comes back to what stood behind a panel that was closed.
    pub(super) fn back_behind(&mut self) {
        self.back_to_review();
        self.back_to_entities();
    }

    /// Opens the search line.
    pub(super) fn open_search(&mut self) {
        let purpose = Purpose::Search(self.focus, self.selection());
        self.overlay =
            Some(Overlay::Field(Box::new(Field { purpose, text: TextField::new(""), beside: String::new() })));
    }

    /// Opens the note of the tag in hand.
    pub(super) fn open_note(&mut self) {
        if let Some(mention) = self.tag_or_tell() {
            self.open_field(Purpose::Note(mention.id), &mention.note);
        }
    }

    /// Opens the line in which the name of a copy is written.
    pub(super) fn open_save_copy(&mut self) {
        let name = self.set_file.strip_suffix(".ron").unwrap_or(&self.set_file);
        // What is written is what is seen.
        let which = self.looking.map_or("copy".to_owned(), |seq| format!("change-{seq}"));
        let text = TextField::new(&format!("{name}.{which}.ron"));
        let field = Field { purpose: Purpose::SaveCopy, text, beside: String::new() };
        self.overlay = Some(Overlay::Field(Box::new(field)));
    }

    pub(super) fn open_field(&mut self, purpose: Purpose, text: &str) {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing can be changed"));
            return;
        }
        self.overlay =
            Some(Overlay::Field(Box::new(Field { purpose, text: TextField::new(text), beside: String::new() })));
    }

    /// Does what the chosen row says.
    fn act(&mut self) {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return };
        // Fingers that know another program leave this one by its words too.
        if panel.kind == Kind::Palette && matches!(panel.filter.text(), "q" | "q!" | "wq" | "x" | "quit" | "exit") {
            self.overlay = None;
            self.run(Command::Leave);
            return;
        }
        if panel.chooser.as_ref().is_some_and(|chooser| chooser.waiting) {
            return self.tell("still searching: Enter takes a place of the new list");
        }
        match panel.act() {
            Act::Run(command) => {
                self.overlay = None;
                self.back_behind();
                self.run(command);
            }
            Act::GoTo(id) => {
                if let Some(span) = self.set.mention(id).map(|mention| mention.span.clone()) {
                    self.overlay = None;
                    self.mark_place();
                    self.take_in_hand(id, &span);
                }
            }
            Act::Attribute(id, name) => self.next_value(id, &name),
            Act::Note(id) => {
                if let Some(note) = self.set.mention(id).map(|mention| mention.note.clone()) {
                    self.open_field(Purpose::Note(id), &note);
                }
            }
            Act::Copy(line) => {
                let words = format!("copied, if the terminal allows it: {line}");
                self.put_on_clipboard(line, &words);
            }
            Act::ReturnTo => self.return_to_chosen(),
            Act::Choose(choice) => self.choose(choice),
            Act::Pick(at) => self.pick(at),
            Act::Name(id) => self.choose_entity(id),
            Act::None if panel.kind == Kind::Choose => self.tell("there is nothing to take"),
            Act::None => {}
        }
    }

    /// Returns the attribute called `name` that mention `id` may carry.
    fn attribute_of(&self, id: Id, name: &str) -> Option<&Attribute> {
        let mention = self.set.mention(id)?;
        self.schema.mention_attributes(&mention.label).find(|attribute| attribute.name == name)
    }

    /// Gives attribute `name` the value after the one it has; none after the last.
    fn next_value(&mut self, id: Id, name: &str) {
        let Some(attribute) = self.attribute_of(id, name).cloned() else { return };
        let now = self.set.mention(id).and_then(|mention| mention.attributes.get(name).cloned());
        if attribute.values.is_empty() {
            self.open_field(Purpose::Attribute(id, name.to_owned()), now.as_deref().unwrap_or(""));
            return;
        }
        let next = match now.and_then(|now| attribute.values.iter().position(|value| value.name == now)) {
            Some(at) => attribute.values.get(at + 1),
            None => attribute.values.first(),
        };
        self.set_attribute(id, name, next.map(|value| value.name.as_str()));
        self.refresh();
    }

    /// Gives the chosen attribute the value whose letter was typed; `false` if it has none such.
    fn attribute_letter(&mut self, act: &Act, typed: char) -> bool {
        let Act::Attribute(id, name) = act else { return false };
        let attribute = self.attribute_of(*id, name);
        let value = attribute.and_then(|attribute| attribute.values.iter().find(|value| value.key == typed));
        let Some(value) = value.map(|value| value.name.clone()) else { return false };
        self.set_attribute(*id, name, Some(&value));
        self.refresh();
        true
    }

    fn remove_listed(&mut self, id: Id) {
        if let Some(mention) = self.set.mention(id).cloned() {
            self.remove_mention(&mention);
            self.refresh();
        }
    }

    /// Makes the panel in front anew after a change, with the same row chosen.
    pub(super) fn refresh(&mut self) {
        let Some(Overlay::Panel(panel)) = &self.overlay else { return };
        let (kind, chosen, filter) = (panel.kind, panel.list.chosen(), panel.filter.text().to_owned());
        match kind {
            Kind::Details => self.open_details(),
            Kind::Tags => self.open_tags(),
            Kind::Keys
            | Kind::Palette
            | Kind::Labels
            | Kind::Messages
            | Kind::Export
            | Kind::Places
            | Kind::Others
            | Kind::Choose
            | Kind::Counterparts
            | Kind::Statistics
            | Kind::History { .. } => return,
        }
        if let Some(Overlay::Panel(panel)) = &mut self.overlay {
            panel.filter = TextField::new(&filter);
            panel.list.filter(&filter);
            if let Some(chosen) = chosen {
                panel.list.choose(chosen.min(panel.rows.len().saturating_sub(1)));
            }
        }
    }

    /// Puts `panel` in front, if it has a row; otherwise says `empty`.
    pub(super) fn open_panel(&mut self, panel: Panel, empty: &str) {
        if panel.rows.is_empty() {
            self.overlay = None;
            self.tell(empty);
        } else {
            self.overlay = Some(Overlay::Panel(Box::new(panel)));
        }
    }
}
