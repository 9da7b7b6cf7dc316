//! `diptych keys`: every command with its keys, as the command table and the settings have them.

use std::io::{self, Write};

use serde::Serialize;

use crate::annotation::Schema;
use crate::editor::command::{Command, Group, TABLE, Where};
use crate::editor::keymap::Keymap;
use crate::text::display::shown;

/// One command as it is listed.
#[derive(Debug, Serialize)]
struct Row {
    command: &'static str,
    keys: Vec<String>,
    #[serde(rename = "where")]
    place: &'static str,
    group: &'static str,
    sentence: String,
}

/// Writes every command of `keymap`, by groups.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, keymap: &Keymap, schema: &Schema) -> io::Result<()> {
    let rows = rows(keymap, schema);
    let widest = |cell: fn(&Row) -> usize| rows.iter().map(cell).max().unwrap_or(0);
    let (keys, command) = (widest(|row| row.keys.join(" · ").chars().count()), widest(|row| row.command.len()));
    for (at, row) in rows.iter().enumerate() {
        if at == 0 || rows[at - 1].group != row.group {
            writeln!(out, "{}{}", if at == 0 { "" } else { "\n" }, row.group)?;
        }
        let (run_by, name) = (row.keys.join(" · "), row.command);
        writeln!(out, "  {run_by:keys$}  {name:command$}  {}", shown(&row.sentence))?;
    }
    Ok(())
}

/// Writes every command of `keymap` as one JSON object a line.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, keymap: &Keymap, schema: &Schema) -> io::Result<()> {
    for row in rows(keymap, schema) {
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}

fn rows(keymap: &Keymap, schema: &Schema) -> Vec<Row> {
    let labels = schema.labels.iter().enumerate().filter_map(|(at, label)| {
        let command = Command::Label(u8::try_from(at).ok()?);
        Some(Row {
            command: command.name().unwrap_or("label.by_letter"),
            keys: keymap.keys_of(command),
            place: Where::Reading.word(),
            group: Group::Label.title(),
            sentence: format!("Give the label {}", label.title),
        })
    });
    let others = TABLE.iter().map(|entry| Row {
        command: entry.name,
        keys: keymap.keys_of(entry.command),
        place: entry.place.word(),
        group: entry.group.title(),
        sentence: entry.sentence.to_owned(),
    });
    labels.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::schema::bundled;

    fn printed(write: impl Fn(&mut dyn Write, &Keymap, &Schema) -> io::Result<()>) -> String {
        let schema = bundled("news").expect("it comes with the program");
        let keymap = Keymap::new(&schema, &[]).expect("the table holds together");
        let mut out = Vec::new();
        write(&mut out, &keymap, &schema).expect("memory takes all");
        String::from_utf8(out).expect("names and sentences are text")
    }

    #[test]
    fn every_command_is_listed_once_and_labels_come_first() {
        let text = printed(write_text);
        assert!(text.starts_with("label\n  "), "{text}");
        let listed = text.lines().filter(|line| line.starts_with("  ")).count();
        assert_eq!(listed, TABLE.len() + 8);
        let person = text.lines().nth(1).expect("a first row");
        assert!(person.contains("p · ,p · 1") || person.contains("label.1"), "{person}");
        assert!(person.ends_with("Give the label Person"), "{person}");
    }

    #[test]
    fn each_line_of_json_is_an_object_by_itself() {
        let text = printed(write_json);
        let rows: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
        let undo = rows.iter().find(|row| row["command"] == "undo").expect("undo is a command");
        assert_eq!((undo["keys"][0].as_str(), undo["where"].as_str()), (Some("u"), Some("reading")));
    }
}
