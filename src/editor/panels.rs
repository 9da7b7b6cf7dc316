//! The panels: keys, palette, tags, labels, details and messages, each made of what the editor knows.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Editor;
use super::builder;
use super::claims::lets_through;
use super::command::{Command, Entry, Group, TABLE, Where};
use super::compared;
use super::grid::Grid;
use super::input::Grade;
use super::panel::{Act, Kind, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::schema::Wash;
use crate::annotation::{Mention, RecordKind};
use crate::format::{self, FORMATS};
use crate::text::{DocId, display};

/// How many words before and after a mention a list shows.
const CONTEXT: usize = 7;

/// How many cells of a panel's row keys take.
const KEYS: u16 = 12;

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);
const KEY: Ink = Ink::of(Role::Accent).bold();

impl Editor {
    /// Shows the keys that work on the desk, the ones most used first.
    pub(super) fn open_help(&mut self) {
        let (place, about) = match self.place() {
            Where::Review => (Where::Review, "in the review of a rebase"),
            Where::Entities => (Where::Entities, "in the list of entities"),
            Where::Said => (Where::Said, "in who said what"),
            Where::Compare => (Where::Compare, "in the compare view"),
            Where::Overview => (Where::Overview, "in the overview"),
            Where::Jump => (Where::Jump, "in a jump"),
            Where::Builder => (Where::Builder, "in the attribution"),
            Where::Counterparts => (Where::Counterparts, "in what may say the same"),
            _ => (Where::Reading, "on the desk"),
        };
        self.put_review_behind();
        self.put_said_behind();
        self.put_compare_behind();
        self.put_overview_behind();
        // The keys of the place come first, then those that work everywhere.
        let mut rows = match place {
            Where::Review | Where::Jump => self.key_rows(|entry| entry.place == place),
            Where::Entities | Where::Overview => self.key_rows(|entry| [place, Where::List].contains(&entry.place)),
            Where::Builder => self.key_rows(|entry| {
                entry.place == place || entry.place == Where::Reading && builder::lets_through(entry.command)
            }),
            Where::Counterparts => self.key_rows(|entry| [place, Where::List].contains(&entry.place)),
            Where::Said => self.key_rows(|entry| {
                entry.place == place || entry.place == Where::Counterparts && lets_through(entry.command)
            }),
            Where::Compare => self.key_rows(|entry| {
                entry.place == place || entry.place == Where::Counterparts && compared::lets_through(entry.command)
            }),
            _ => Vec::new(),
        };
        rows.extend(self.key_rows(|entry| {
            let here = entry.place == Where::Anywhere || entry.place == place && place == Where::Reading;
            here && !entry.keys.is_empty()
        }));
        let about = about.to_owned();
        self.open_panel(Panel::new(Kind::Keys, "Keys", about, rows), "no key is bound");
    }

    /// Shows every key of the program.
    pub(super) fn open_all_keys(&mut self) {
        let rows = self.key_rows(|_| true);
        let about = format!("all {} commands", rows.iter().filter(|row| row.act != Act::None).count());
        self.open_panel(Panel::new(Kind::Keys, "Keys", about, rows), "no key is bound");
    }

    fn key_rows(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<PanelRow> {
        let mut rows = Vec::new();
        for group in Group::ALL {
            let heading = PanelRow { pieces: vec![(0, group.title().to_owned(), DIM.italic())], act: Act::None };
            let mut members = Vec::new();
            let is_wanted = |entry: &Entry| entry.group == group && wanted(entry);
            if group == Group::Label && TABLE.iter().any(is_wanted) {
                members.extend(self.label_rows());
            }
            let entries = TABLE.iter().filter(|entry| is_wanted(entry));
            members.extend(entries.map(|entry| self.command_row(entry)));
            if !members.is_empty() {
                rows.push(heading);
                rows.append(&mut members);
            }
        }
        rows
    }

    fn command_row(&self, entry: &Entry) -> PanelRow {
        let keys = self.keymap.keys_of(entry.command).join(" ");
        let keys = if keys.is_empty() { "·".to_owned() } else { keys };
        PanelRow { pieces: vec![(0, keys, KEY), (KEYS, as_label(entry.sentence), PLAIN)], act: Act::Run(entry.command) }
    }

    /// Returns a row for each label: its keys on its wash, its title, and how many mentions have it.
    fn label_rows(&self) -> Vec<PanelRow> {
        let label = |(place, label): (usize, &crate::annotation::schema::Label)| {
            let command = Command::Label(u8::try_from(place).ok()?);
            let keys = self.keymap.keys_of(command);
            let keys: Vec<&str> = keys.iter().map(String::as_str).filter(|keys| !keys.is_empty()).collect();
            let letter = if label.key_alone { label.key.to_string() } else { format!(",{}", label.key) };
            // The comma reaches every label; it need not be said of each.
            let others: Vec<&str> = keys.into_iter().filter(|keys| *keys != letter && !keys.starts_with(',')).collect();
            let alike = self.keymap.keys_of(Command::LabelAlike(u8::try_from(place).ok()?));
            let alike =
                alike.iter().min_by_key(|keys| keys.len()).map(|keys| format!("; {keys} all alike in both articles"));
            let alike = alike.unwrap_or_default();
            let pieces = vec![
                (0, letter, PLAIN.bold().wash(label.wash)),
                (4, others.join(" "), DIM),
                (KEYS, format!("label the selection {}{alike}", label.title), PLAIN),
            ];
            Some(PanelRow { pieces, act: Act::Run(command) })
        };
        self.schema.labels.iter().enumerate().filter_map(label).collect()
    }

    /// Shows every command by name, to be found by typing.
    pub(super) fn open_palette(&mut self) {
        let mut rows: Vec<PanelRow> = Vec::new();
        for entry in TABLE.iter().filter(|entry| matches!(entry.place, Where::Reading | Where::Anywhere)) {
            let keys = self.keymap.keys_of(entry.command).join(" ");
            let pieces = vec![
                (0, keys, KEY),
                (KEYS, as_label(entry.sentence), PLAIN),
                (KEYS + 2 + width(entry.sentence), entry.name.to_owned(), DIM),
            ];
            rows.push(PanelRow { pieces, act: Act::Run(entry.command) });
        }
        rows.extend(self.label_rows());
        let about = format!("{} commands", rows.len());
        self.open_panel(Panel::new(Kind::Palette, "Command", about, rows), "no command");
    }

    /// Lists the tags of both articles in reading order.
    pub(super) fn open_tags(&mut self) {
        let mut mentions: Vec<&Mention> = self.set.mentions().collect();
        mentions.sort_by_key(|mention| {
            (mention.span.doc(), mention.span.start(), std::cmp::Reverse(mention.span.end()), mention.id)
        });
        let here = self.in_hand().map(|mention| mention.id);
        let chosen = mentions.iter().position(|mention| Some(mention.id) == here).or_else(|| {
            let at = (self.focus, self.selection().start);
            Some(mentions.partition_point(|mention| (mention.span.doc(), mention.span.start()) < at))
        });
        let rows: Vec<PanelRow> = mentions.into_iter().map(|mention| self.tag_row(mention)).collect();
        let doubtful = self.set.mentions().filter(|mention| mention.doubt).count();
        let mut about = format!("{} in both articles", rows.len());
        if doubtful > 0 {
            about = format!("{about}  {doubtful} doubtful");
        }
        let mut panel = Panel::new(Kind::Tags, "Tags", about, rows);
        if let Some(chosen) = chosen {
            panel.list.choose(chosen.min(panel.rows.len().saturating_sub(1)));
        }
        self.open_panel(panel, "no tag yet: a label key tags the selection");
    }

    fn tag_row(&self, mention: &Mention) -> PanelRow {
        let (letter, wash) = self.letter_of(&mention.label);
        let doc = mention.span.doc();
        let place = self.place_words(doc, mention.span.start());
        let mut signs = String::new();
        if mention.doubt {
            signs.push('?');
        }
        if !mention.note.is_empty() {
            signs.push('*');
        }
        let pieces = vec![
            (0, letter.to_string(), PLAIN.bold().wash(wash)),
            (2, signs, Ink::of(Role::Warning)),
            (5, place, DIM),
            (KEYS + 1, self.quoted(&mention.span), PLAIN),
            (KEYS + 34, self.context(mention), DIM),
        ];
        PanelRow { pieces, act: Act::GoTo(mention.id) }
    }

    /// Returns some words before and after a mention, its own left out.
    fn context(&self, mention: &Mention) -> String {
        let document = self.document(mention.span.doc());
        let sentence = document.sentence_at(mention.span.start());
        let part = |bytes: std::ops::Range<usize>| document.text().get(bytes).unwrap_or("");
        let before = part(sentence.start.min(mention.span.start())..mention.span.start());
        let after = part(mention.span.end()..sentence.end.max(mention.span.end()));
        let last: Vec<&str> = before.split_whitespace().rev().take(CONTEXT).collect();
        let first: Vec<&str> = after.split_whitespace().take(CONTEXT).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        // A blank beside the gap only where the text has one.
        let gap = |has: bool| if has { " " } else { "" };
        let (left, right) = (gap(before.ends_with(char::is_whitespace)), gap(after.starts_with(char::is_whitespace)));
        format!("{}{left}…{right}{}", last.join(" "), first.join(" "))
    }

    /// Lists the labels with their keys and how often each was given.
    pub(super) fn open_labels(&mut self) {
        let mut counts: std::collections::BTreeMap<&str, [usize; 2]> = std::collections::BTreeMap::new();
        for mention in self.set.mentions() {
            counts.entry(&mention.label).or_default()[mention.span.doc().index()] += 1;
        }
        let mut rows = self.label_rows();
        for (row, label) in rows.iter_mut().zip(&self.schema.labels) {
            let [a, b] = counts.remove(label.name.as_str()).unwrap_or_default();
            row.pieces[2] = (KEYS, label.title.clone(), PLAIN);
            row.pieces.push((KEYS + 20, format!("A {a:>4}   B {b:>4}"), DIM));
        }
        // A set may hold labels that its schema does not know; they are shown, not hidden.
        for (name, [a, b]) in counts {
            let pieces = vec![
                (KEYS, name.to_owned(), PLAIN),
                (KEYS + 20, format!("A {a:>4}   B {b:>4}"), DIM),
                (KEYS + 40, "not in the schema".to_owned(), DIM.italic()),
            ];
            rows.push(PanelRow { pieces, act: Act::None });
        }
        let about = format!("of the schema {}", self.schema.name);
        self.open_panel(Panel::new(Kind::Labels, "Labels", about, rows), "the schema has no label");
    }

    /// Shows the tags around the selection with their attributes, the innermost first.
    pub(super) fn open_details(&mut self) {
        self.need_names();
        let mentions: Vec<Mention> = match self.in_hand() {
            Some(first) => {
                let others = self.mentions_around().into_iter().filter(|mention| mention.id != first.id);
                std::iter::once(first).chain(others).cloned().collect()
            }
            None => Vec::new(),
        };
        let mut rows = Vec::new();
        let mut first_attribute = None;
        for mention in &mentions {
            rows.extend(self.detail_rows(mention, &mut first_attribute, rows.len()));
        }
        let about = match mentions.len() {
            1 => "of this tag".to_owned(),
            count => format!("of {count} tags here, the innermost first"),
        };
        let mut panel = Panel::new(Kind::Details, "Details", about, rows);
        if let Some(row) = first_attribute {
            panel.list.choose(row);
        }
        self.open_panel(panel, "no tag here: ]t goes to the next one");
    }

    fn detail_rows(&self, mention: &Mention, first: &mut Option<usize>, before: usize) -> Vec<PanelRow> {
        let (letter, wash) = self.letter_of(&mention.label);
        let by = &mention.provenance.by;
        let heading = vec![
            (0, letter.to_string(), PLAIN.bold().wash(wash)),
            (2, self.quoted(&mention.span), PLAIN.bold()),
            (46, format!("by {by}{}", if mention.doubt { "   doubtful" } else { "" }), DIM),
        ];
        let mut rows = vec![PanelRow { pieces: heading, act: Act::GoTo(mention.id) }];
        let (name, counts) = match self.entity_of(mention) {
            Some((name, open, counts)) => {
                let counts = counts.map_or(String::new(), |[a, b]| format!("A {a}  B {b}"));
                (if open { format!("{name} ?") } else { name }, counts)
            }
            None => ("·".to_owned(), String::new()),
        };
        let titles = self.schema.mention_attributes(&mention.label).map(|attribute| attribute.title.width());
        // Where room is scarce, the letters of the values are worth more than a long title.
        let most = if self.panel_room() > 90 { 24 } else { 14 };
        let values = 4 + u16::try_from(titles.max().unwrap_or(0).clamp(14, most)).unwrap_or(14);
        let pieces = vec![(2, "Entity".to_owned(), DIM), (values, name, PLAIN), (values + 40, counts, DIM)];
        rows.push(PanelRow { pieces, act: Act::Name(mention.id) });
        for attribute in self.schema.mention_attributes(&mention.label) {
            let value = mention.attributes.get(&attribute.name);
            let letters: Vec<String> =
                attribute.values.iter().map(|value| format!("{} {}", value.key, value.name)).collect();
            let choices = if letters.is_empty() { "free text".to_owned() } else { letters.join("  ") };
            let pieces = vec![
                (2, attribute.title.clone(), DIM),
                (values, value.map_or("·", String::as_str).to_owned(), PLAIN),
                (values + 14, choices, DIM),
            ];
            first.get_or_insert(before + rows.len());
            rows.push(PanelRow { pieces, act: Act::Attribute(mention.id, attribute.name.clone()) });
        }
        // What the schema does not name is shown all the same.
        for (name, value) in &mention.attributes {
            if self.schema.mention_attributes(&mention.label).all(|attribute| attribute.name != *name) {
                rows.push(PanelRow {
                    pieces: vec![(2, name.clone(), DIM), (values, value.clone(), PLAIN)],
                    act: Act::None,
                });
            }
        }
        let note = if mention.note.is_empty() { "·".to_owned() } else { mention.note.clone() };
        rows.push(PanelRow {
            pieces: vec![(2, "Note".to_owned(), DIM), (values, note, PLAIN)],
            act: Act::Note(mention.id),
        });
        rows
    }

    /// Lists the formats with the command that writes each, and what of this very set it would leave out.
    pub(super) fn open_export(&mut self) {
        let documents = [self.document(DocId::A), self.document(DocId::B)];
        let mut rows = Vec::new();
        for format in FORMATS.iter().filter(|format| format.writes) {
            let set = quoted_for_shell(&self.settings.set_place);
            let line = format!("diptych export --format {} --to export {set}", format.name);
            let losses = format::export(format, &self.set, documents, &self.schema).losses;
            let sentence = vec![(0, format.name.to_owned(), PLAIN.bold()), (KEYS, format.sentence.to_owned(), PLAIN)];
            rows.push(PanelRow { pieces: sentence, act: Act::Copy(line.clone()) });
            rows.push(PanelRow { pieces: vec![(KEYS, line, Ink::of(Role::Accent))], act: Act::None });
            for loss in losses {
                rows.push(PanelRow { pieces: vec![(KEYS, format!("left out: {loss}"), DIM.italic())], act: Act::None });
            }
        }
        let about = "written by the command line, from the set as it is saved".to_owned();
        self.open_panel(Panel::new(Kind::Export, "Export", about, rows), "no format can be written");
    }

    /// Shows the messages of this session, the newest first.
    pub(super) fn open_messages(&mut self) {
        let room = self.panel_room();
        let mut rows = Vec::new();
        for message in self.messages.iter().rev() {
            let role = match message.grade {
                Grade::Info => Role::Text,
                Grade::Warning => Role::Warning,
                Grade::Error => Role::Error,
            };
            for (place, line) in folded(&message.text, room.saturating_sub(2)).into_iter().enumerate() {
                let column = if place == 0 { 0 } else { 2 };
                rows.push(PanelRow { pieces: vec![(column, line, Ink::of(role))], act: Act::None });
            }
        }
        let about = "the newest first".to_owned();
        self.open_panel(Panel::new(Kind::Messages, "Messages", about, rows), "no message yet");
    }

    /// Shows where the settings and the set lie, in full.
    pub(super) fn open_places(&mut self) {
        let room = self.panel_room().saturating_sub(KEYS);
        let mut rows = Vec::new();
        for (name, place) in [("settings", &self.settings.config_place), ("set", &self.settings.set_place)] {
            for (at, line) in folded(place, room).into_iter().enumerate() {
                let name = if at == 0 { name.to_owned() } else { String::new() };
                let pieces = vec![(0, name, DIM), (KEYS, line, PLAIN)];
                rows.push(PanelRow { pieces, act: Act::Copy(place.clone()) });
            }
        }
        let about = "where they lie".to_owned();
        self.open_panel(Panel::new(Kind::Places, "Files", about, rows), "no file is in use");
    }

    /// Returns how many cells a row of a panel has.
    pub(super) fn panel_room(&self) -> u16 {
        Grid::of(self.size, &self.settings).map_or(self.size.0, |grid| grid.right.saturating_sub(grid.left()) + 1)
    }

    /// Returns the letter and the wash of the label called `name`.
    pub(super) fn letter_of(&self, name: &str) -> (char, Wash) {
        self.schema.label(name).map_or(('?', Wash::Other), |label| (label.key, label.wash))
    }

    /// Returns where `byte` of `doc` lies, in words: `A ¶6`.
    pub(super) fn place_words(&self, doc: DocId, byte: usize) -> String {
        let sign = if self.settings.ascii { "" } else { "¶" };
        match self.document(doc).paragraph_number(byte) {
            Some(number) => format!("{} {sign}{number}", doc.letter()),
            None => doc.letter().to_string(),
        }
    }

    /// Returns how many mentions there are.
    pub(super) fn mention_count(&self) -> usize {
        self.set.count(RecordKind::Mention)
    }
}

/// Returns `sentence` as the rows of panels are written, from a small letter on.
fn as_label(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// Returns `text` in lines of at most `room` cells, parted at blanks where there are any.
pub(super) fn folded(text: &str, room: u16) -> Vec<String> {
    let room = usize::from(room.max(8));
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for piece in display::shown(text).split_inclusive(' ') {
        if used > 0 && used + piece.trim_end().width() > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for cluster in piece.graphemes(true) {
            if used + cluster.width() > room && !cluster.trim().is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(cluster);
            used += cluster.width();
        }
    }
    lines.push(line);
    lines
}

/// Returns `path` as a shell takes it for one word.
pub(super) fn quoted_for_shell(path: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "/._-+,:@%~".contains(character);
    let is_plain = !path.is_empty() && path.chars().all(plain) && !path.starts_with(['~', '-']);
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Returns the width of `text` in cells, which is ASCII.
fn width(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}
