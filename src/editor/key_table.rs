//! The keys as text: for `docs/keys.md`, for `diptych keys`, and as rows for programs.
//!
//! All of it is made from the key map in force, the command table and the schema, so that it cannot disagree
//! with what the keys do.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::command::{Command, Entry, Group, TABLE, Where};
use super::key::Key;
use super::keymap::{Keymap, notation, shown};
use crate::annotation::Schema;

/// One command with its keys in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The heading it stands under.
    pub group: &'static str,
    /// Its name in the configuration; none for a label after the ninth.
    pub command: Option<&'static str>,
    /// The word for the place in the configuration.
    #[serde(rename = "where")]
    pub place: &'static str,
    /// Its keys there as the configuration writes them.
    pub keys: Vec<String>,
    /// The same keys as screens show them.
    pub shown: Vec<String>,
    /// A word or two for it.
    pub hint: String,
    /// A sentence on it, without a full stop.
    pub sentence: String,
    #[serde(skip)]
    unusual: Option<&'static str>,
}

impl Row {
    /// Returns the sentence, with the place where the heading does not say it.
    fn what(&self) -> String {
        match self.unusual {
            Some(place) => format!("{} ({place})", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

/// Returns all commands in the order of help, those without a key too, and those with keys in several places once
/// for each.
#[must_use]
pub fn rows(keymap: &Keymap, schema: &Schema) -> Vec<Row> {
    let mut rows = Vec::with_capacity(TABLE.len() + schema.labels.len());
    for group in Group::ALL {
        if group == Group::Label {
            rows.extend(label_rows(keymap, schema));
        }
        for entry in TABLE.iter().filter(|entry| entry.group == group) {
            let (hint, sentence) = (entry.hint.to_owned(), entry.sentence.to_owned());
            rows.extend(places(keymap, entry.command, group, entry.place, &hint, &sentence));
        }
    }
    rows
}

fn label_rows(keymap: &Keymap, schema: &Schema) -> Vec<Row> {
    let commands = (0..=u8::MAX).map(Command::Label).zip(&schema.labels);
    let of = |(command, label): (Command, &crate::annotation::schema::Label)| {
        let sentence = match command {
            Command::LabelAlike(_) => {
                format!("Give the label {} to every identical string in both articles", label.title)
            }
            _ => format!("Give the label {}", label.title),
        };
        places(keymap, command, Group::Label, Where::Reading, &label.title, &sentence)
    };
    let alike = (0..=u8::MAX).map(Command::LabelAlike).zip(&schema.labels).flat_map(of);
    commands.flat_map(of).chain(alike).collect()
}

/// Returns the rows of `command`, one for each place where it has keys; for `usual` if there is none.
fn places(keymap: &Keymap, command: Command, group: Group, usual: Where, hint: &str, sentence: &str) -> Vec<Row> {
    let row = |place: Where, keys: Vec<&[Key]>| Row {
        group: group.title(),
        command: command.name(),
        place: place.word(),
        keys: keys.iter().map(|keys| notation(keys)).collect(),
        shown: keys.iter().map(|keys| shown(keys)).collect(),
        hint: hint.to_owned(),
        sentence: sentence.to_owned(),
        unusual: unusual(group, place),
    };
    let mut rows = Vec::new();
    for place in Where::ALL {
        let keys = keys_in(keymap, command, place);
        if !keys.is_empty() {
            rows.push(row(place, keys));
        }
    }
    if rows.is_empty() {
        rows.push(row(usual, Vec::new()));
    }
    rows
}

/// Returns the keys of `command` in `place`: those of the table first, in its order, then short ones, then letters.
fn keys_in(keymap: &Keymap, command: Command, place: Where) -> Vec<&[Key]> {
    let bound = keymap.iter().filter(|(at, _, run)| *at == place && *run == command);
    let mut keys: Vec<&[Key]> = bound.map(|(_, keys, _)| keys).collect();
    let table: &[&str] = command.entry().map_or(&[], |entry: &Entry| entry.keys);
    keys.sort_by_key(|keys| {
        let in_table = table.iter().position(|known| *known == notation(keys)).unwrap_or(usize::MAX);
        let digit = keys.iter().any(|key| key.typed().is_some_and(|typed| typed.is_ascii_digit()));
        (in_table, keys.len(), digit)
    });
    keys
}

/// Returns the words for `place` where one would not expect it of a command of `group`.
fn unusual(group: Group, place: Where) -> Option<&'static str> {
    let expected = match group {
        Group::Review => Where::Review,
        Group::Entities => Where::Entities,
        Group::Counterparts => Where::Counterparts,
        Group::Said => Where::Said,
        Group::Compare => Where::Compare,
        Group::Overview => Where::Overview,
        Group::List => Where::List,
        Group::Text => Where::Text,
        _ => Where::Reading,
    };
    let words = match place {
        Where::Anywhere => "everywhere",
        Where::Reading => "while reading",
        Where::Review => "in the review of a rebase",
        Where::Jump => "in a jump",
        Where::Builder => "in the builder",
        Where::Entities => "in the list of entities",
        Where::Counterparts => "in the list of counterparts",
        Where::Said => "in who said what",
        Where::Compare => "in the compare view",
        Where::Overview => "in the overview",
        Where::List => "in a list",
        Where::Text => "in a line of text",
    };
    (place != expected).then_some(words)
}

/// Returns `rows` under their headings, in the order of `rows`.
fn grouped(rows: &[Row]) -> impl Iterator<Item = (&'static str, &[Row])> {
    rows.chunk_by(|one, next| one.group == next.group).filter_map(|rows| Some((rows.first()?.group, rows)))
}

/// Returns the keys as aligned text, a line for each command under the headings of its group.
#[must_use]
pub fn plain(rows: &[Row]) -> String {
    let keys = |row: &Row| if row.shown.is_empty() { "-".to_owned() } else { row.shown.join("  ") };
    let widest = rows.iter().map(|row| keys(row).width()).max().unwrap_or(0);
    let longest = rows.iter().filter_map(|row| row.command).map(str::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (group, rows) in grouped(rows) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(group.to_owned());
        for row in rows {
            let keys = keys(row);
            let gap = " ".repeat(widest - keys.width());
            let name = row.command.unwrap_or("-");
            lines.push(format!("  {keys}{gap}  {name:longest$}  {}", row.what()));
        }
    }
    ended(&lines)
}

/// Returns `lines` each with its end.
fn ended(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

const INTRODUCTION: &str = "\
# Keys

These are the keys as they come. `diptych keys` prints those in force with your own configuration, and `F1` shows on
the screen which of them work where you are. `Ctrl-d` means Control and d together; `gg` means g twice, `]t` first
one, then the other. A great letter is typed with Shift.

The names in the second column are for the command palette (`:`) and for the key section of the configuration,
`config.example.ron`, which says how to change keys. The letters of labels come from the schema";

/// Returns the whole content of `docs/keys.md`.
#[must_use]
pub fn keys_markdown(keymap: &Keymap, schema: &Schema) -> String {
    let mut lines = vec![format!("{INTRODUCTION}, here `{}`.", cell(&schema.name))];
    for (group, rows) in grouped(&rows(keymap, schema)) {
        let mut letters = group.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        let heading: String = first.chain(letters).collect();
        lines.push(format!("\n## {heading}\n\n| keys | name | what it does |\n| --- | --- | --- |"));
        for row in rows {
            let keys: Vec<String> = row.shown.iter().map(|keys| code(keys)).collect();
            let name = row.command.map(code).unwrap_or_default();
            lines.push(format!("| {} | {name} | {} |", keys.join(" "), cell(&row.what())));
        }
    }
    lines.push(FOOT.to_owned());
    ended(&lines)
}

const FOOT: &str = "
<!-- Made from the command table by a test; `DIPTYCH_BLESS=1 cargo test --test generated` writes it anew. -->";

/// Returns `text` as code in a cell of a table.
fn code(text: &str) -> String {
    let text = cell(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Returns `text` such that it stays within its cell of a table.
fn cell(text: &str) -> String {
    let plain = text.replace('|', "\\|");
    plain.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Returns the key section of the configuration that states every key of the table: the lines between its brackets.
#[must_use]
pub fn configuration() -> String {
    let bindings = |entry: &'static Entry| entry.keys.iter().map(move |keys| (entry, binding(entry, keys)));
    let widest = TABLE.iter().flat_map(bindings).map(|(_, binding)| binding.len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for group in Group::ALL {
        lines.push(format!("        // {}", group.title()));
        for (entry, binding) in TABLE.iter().filter(|entry| entry.group == group).flat_map(bindings) {
            lines.push(format!("        {binding:widest$} // {}", entry.sentence));
        }
    }
    ended(&lines)
}

fn binding(entry: &Entry, keys: &str) -> String {
    let place = entry.place.word();
    format!("(where: \"{place}\", key: {}, run: \"{}\"),", quoted(keys), entry.name)
}

/// Returns `text` as a RON string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::schema::Label;
    use crate::editor::keymap::Binding;

    fn schema() -> Schema {
        let label = |name: &str, title: &str, key, key_alone| Label {
            title: title.to_owned(),
            key_alone,
            ..Label::new(name, key)
        };
        let mut labels = vec![label("person", "Person", 'p', true), label("sehir", "Şehir | 城市", 'g', false)];
        labels.extend(('A'..='H').map(|key| label(&key.to_string(), "More", key, false)));
        Schema { name: "test".to_owned(), labels, attributes: Vec::new(), codes: Vec::new() }
    }

    fn table(own: &[Binding]) -> Vec<Row> {
        rows(&Keymap::new(&schema(), own).expect("no clash"), &schema())
    }

    fn find<'rows>(rows: &'rows [Row], command: &str) -> Vec<&'rows Row> {
        rows.iter().filter(|row| row.command == Some(command)).collect()
    }

    fn own(place: Where, keys: &str, run: Option<Command>) -> Binding {
        Binding { place, keys: keys.split(' ').map(|key| key.parse().expect("a key")).collect(), run }
    }

    #[test]
    fn every_command_and_every_label_has_a_row() {
        let rows = table(&[]);
        for entry in TABLE {
            let [row] = find(&rows, entry.name)[..] else { panic!("{}", entry.name) };
            assert_eq!(row.keys, entry.keys, "{}", entry.name);
        }
        assert_eq!(rows.len(), TABLE.len() + 2 * schema().labels.len());
        let [alike] = find(&rows, "alike.1")[..] else { panic!("all alike") };
        assert_eq!(alike.keys, ["P", ", P"]);
        let [person] = find(&rows, "label.1")[..] else { panic!("no first label") };
        assert_eq!(
            (person.keys.as_slice(), person.hint.as_str()),
            (&["p", "1", ", p"].map(str::to_owned)[..], "Person")
        );
        let tenth = rows.iter().find(|row| row.command.is_none()).expect("a tenth label");
        assert_eq!(tenth.shown, [",H"]);
    }

    #[test]
    fn own_keys_are_shown_where_they_are() {
        let rows = table(&[
            own(Where::List, "C-x C-s", Some(Command::Undo)),
            own(Where::Reading, "V", Some(Command::Undo)),
            own(Where::Reading, "x", None),
        ]);
        let undo: Vec<_> = find(&rows, "undo").into_iter().map(|row| (row.place, row.shown.join(" "))).collect();
        assert_eq!(undo, [("reading", "u V".to_owned()), ("list", "Ctrl-x Ctrl-s".to_owned())]);
        let [remove] = find(&rows, "tag.remove")[..] else { panic!("one row") };
        assert_eq!((remove.place, remove.keys.len()), ("reading", 0));
        let text = plain(&rows);
        assert!(text.contains("Undo the last change, in whichever article it was (in a list)"), "{text}");
        assert!(text.lines().any(|line| line.trim_start().starts_with("-  ") && line.contains("tag.remove")), "{text}");
    }

    #[test]
    fn plain_text_is_aligned_by_cells() {
        let text = plain(&table(&[]));
        let column = |line: &str, word: &str| line.split(word).next().map(UnicodeWidthStr::width);
        let lines: Vec<&str> = text.lines().collect();
        let next = lines.iter().find(|line| line.contains("word.next")).expect("a row");
        let label = lines.iter().find(|line| line.contains("label.2")).expect("a row");
        assert!(next.contains("l  →"), "{next}");
        assert_eq!(column(next, "word.next"), column(label, "label.2"));
        assert_eq!(lines.first(), Some(&"label"));
    }

    #[test]
    fn markdown_keeps_its_cells() {
        let keymap = Keymap::new(
            &schema(),
            &[own(Where::Reading, "|", Some(Command::Undo)), own(Where::Reading, "`", Some(Command::Undo))],
        );
        let text = keys_markdown(&keymap.expect("no clash"), &schema());
        assert!(text.contains("`u` `` ` `` `\\|`"), "{text}");
        assert!(text.contains("Give the label Şehir \\| 城市"), "{text}");
        assert!(text.contains("## In a line of text\n"), "{text}");
        assert!(text.contains("| `Ctrl-q` | `leave` | Leave; all is saved (everywhere) |"), "{text}");
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        assert!(text.lines().filter(|line| line.starts_with('|')).all(|line| bars(line) == 4), "{text}");
    }

    #[test]
    fn rows_are_data_for_programs() {
        let rows = table(&[]);
        let [row] = find(&rows, "article.top")[..] else { panic!("one row") };
        let expected = serde_json::json!({
            "group": "move", "command": "article.top", "where": "reading", "keys": ["g g"], "shown": ["gg"],
            "hint": "top", "sentence": "Go to the top of the article",
        });
        assert_eq!(serde_json::to_value(row).expect("a value"), expected);
    }

    #[test]
    fn the_configuration_names_every_key_of_the_table_once() {
        let text = configuration();
        for entry in TABLE {
            for keys in entry.keys {
                assert_eq!(text.matches(&binding(entry, keys)).count(), 1, "{keys} {}", entry.name);
            }
        }
        assert_eq!(quoted("\"\\"), "\"\\\"\\\\\"");
    }
}
