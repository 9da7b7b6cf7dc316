//! What can still be read of a damaged set file, line by line: one annotation stands on a line, and a bad line costs that one.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::convert::{Documents, IntoRecord};
use super::head::{Head, without_mark};
use super::{FORMAT, syntax, v1};
use crate::annotation::{DocumentInfo, Id, Record};

/// How many characters of a line that holds nothing known are shown.
const SHOWN: usize = 24;

/// The lines of a set file that hold a record, and what else they say.
#[derive(Debug, Default)]
pub struct Remains<'t> {
    /// What is known of the head; an empty name is one that cannot be read.
    pub head: Head,
    /// The lines that may hold a record, as they stand.
    pub records: Vec<Piece<'t>>,
    /// The lines that hold nothing that can be read.
    pub missing: Vec<Missing>,
}

/// A line that may hold a record, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'t> {
    /// Its number in the file, counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: &'t str,
    section: &'static str,
}

/// Something that cannot be had any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The number of the line, counted from 1.
    pub line: usize,
    /// What it is, as far as that can be told: `mention j4daw3h9`.
    pub what: String,
    /// Why it cannot be had.
    pub why: String,
}

/// The sections of a file, each with the word for one record of it.
const SECTIONS: [(&str, &str); 7] = [
    ("documents", "document"),
    ("entities", "entity"),
    ("mentions", "mention"),
    ("attributions", "attribution"),
    ("links", "link"),
    ("decisions", "decision"),
    ("codes", "code"),
];

/// The fields of a file that stand before its sections.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    format: Option<u32>,
    set: Option<String>,
    schema: Option<String>,
    annotator: Option<String>,
}

/// Returns what can be read of the file `bytes`, whatever has happened to it.
#[must_use]
pub fn remains(bytes: &[u8]) -> Remains<'_> {
    let mut found = Remains::default();
    let mut section = "record";
    let mut number = 0;
    let mut ended = false;
    for line in bytes.split(|byte| *byte == b'\n') {
        number += 1;
        let Ok(text) = std::str::from_utf8(line) else {
            found.lost(number, section, &String::from_utf8_lossy(line), "it is not UTF-8".to_owned());
            continue;
        };
        let text = without_mark(text).trim();
        ended = text == ")" || ended && text.is_empty();
        if let Some((_, word)) = SECTIONS.iter().find(|(name, _)| opens(text, name)) {
            section = word;
        } else if !is_frame(text) {
            found.line(number, section, text);
        }
    }
    if !ended {
        let (what, why) = ("the end of the file".to_owned(), "it breaks off here".to_owned());
        found.missing.push(Missing { line: number, what, why });
    }
    found
}

/// Returns whether `line` opens the section `name`.
fn opens(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| matches!(rest.trim_end_matches(','), ": [" | ": []"))
}

/// Returns whether `line` holds nothing but what every file has.
fn is_frame(line: &str) -> bool {
    matches!(line, "" | "(" | ")" | "]" | "],") || line.starts_with("//") || line.starts_with("#![")
}

impl<'t> Remains<'t> {
    fn line(&mut self, line: usize, section: &'static str, text: &'t str) {
        if text.contains("(id:") || text.starts_with('(') {
            self.record(line, section, text);
        } else if !self.head_line(text) {
            self.lost(line, "line", text, "it cannot be read".to_owned());
        }
    }

    /// Takes in the records that stand on a line: one, or several where line feeds have gone.
    fn record(&mut self, line: usize, section: &'static str, text: &'t str) {
        let pieces = [vec![text], split(text)];
        let reads = |pieces: &&Vec<&str>| pieces.iter().all(|text| notation(text, section).is_ok());
        let pieces = pieces.iter().find(reads).or(pieces.last()).map_or(&[][..], Vec::as_slice);
        for text in pieces {
            match notation(text, section) {
                Ok(Some(info)) => self.head.documents.push(info),
                Ok(None) => self.records.push(Piece { line, text, section }),
                Err(why) => self.lost(line, section, text, why),
            }
        }
    }

    /// Takes in the fields of the head that a line holds, each by itself; returns whether all of it could be read.
    fn head_line(&mut self, text: &str) -> bool {
        let mut whole = true;
        for field in text.split_inclusive("\", ") {
            let field = field.trim_end_matches([',', ' ']);
            match parse::<HeadLine>(&format!("({field})")) {
                Ok(HeadLine { format, set, schema, annotator }) => {
                    self.head.format = format.unwrap_or(self.head.format);
                    whole &= format.is_none_or(|format| format == FORMAT);
                    let head = &mut self.head;
                    for (place, found) in
                        [(&mut head.set, set), (&mut head.schema, schema), (&mut head.annotator, annotator)]
                    {
                        *place = found.unwrap_or(std::mem::take(place));
                    }
                }
                Err(_) => whole = false,
            }
        }
        whole
    }

    fn lost(&mut self, line: usize, section: &str, text: &str, why: String) {
        let what = match id_in(text) {
            Some(id) => format!("{section} {id}"),
            None if section == "line" => format!("`{}`", text.chars().take(SHOWN).collect::<String>()),
            None => format!("a {section}"),
        };
        self.missing.push(Missing { line, what, why });
    }
}

/// Returns the parts of `text` that may each be a record.
fn split(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text.match_indices("(id:").map(|(at, _)| at).collect();
    starts.push(text.len());
    starts.windows(2).filter_map(|ends| text.get(ends[0]..ends[1])).collect()
}

/// Returns the part of `text` from the first opening to the last closing parenthesis.
fn inner(text: &str) -> &str {
    let ends = text.find('(').zip(text.rfind(')'));
    ends.and_then(|(start, end)| text.get(start..=end)).unwrap_or(text)
}

/// Returns the id that a broken record begins with, if that can be read.
fn id_in(text: &str) -> Option<Id> {
    text.split_once("id: \"")?.1.split_once('"')?.0.parse().ok()
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    syntax::options().from_str(text).map_err(|error| syntax::problem(&error).problem.to_string())
}

/// Checks that `text` is written as a record is. Of a document, returns what it says.
fn notation(text: &str, section: &str) -> Result<Option<DocumentInfo>, String> {
    match read(text, section)? {
        v1::Record::Document(document) => Ok(Some(document.into())),
        _ => Ok(None),
    }
}

/// Reads a record of whatever kind: no record of one kind can be taken for one of another.
fn read<'t>(text: &'t str, section: &str) -> Result<v1::Record<'t>, String> {
    fn as_a<'t, T: Deserialize<'t>>(
        text: &'t str,
        record: fn(T) -> v1::Record<'t>,
    ) -> Result<v1::Record<'t>, ron::error::SpannedError> {
        syntax::options().from_str(text).map(record)
    }
    type Reader = for<'a> fn(&'a str) -> Result<v1::Record<'a>, ron::error::SpannedError>;
    let readers: [(&str, Reader); 7] = [
        ("document", |text| as_a(text, v1::Record::Document)),
        ("entity", |text| as_a(text, v1::Record::Entity)),
        ("mention", |text| as_a(text, v1::Record::Mention)),
        ("attribution", |text| as_a(text, v1::Record::Attribution)),
        ("link", |text| as_a(text, v1::Record::Link)),
        ("decision", |text| as_a(text, v1::Record::Decision)),
        ("code", |text| as_a(text, v1::Record::Code)),
    ];
    let text = inner(text);
    let mut own = Err("it cannot be read".to_owned());
    // What is wrong is said of the kind that the line should hold.
    let (first, others): (Vec<_>, Vec<_>) = readers.into_iter().partition(|(word, _)| *word == section);
    for (word, reader) in first.into_iter().chain(others) {
        match reader(text) {
            Ok(record) => return Ok(record),
            Err(error) if word == section => own = Err(syntax::problem(&error).problem.to_string()),
            Err(_) => {}
        }
    }
    own
}

impl Piece<'_> {
    /// Returns the record that stands there, its spans being in `documents`, left first.
    ///
    /// # Errors
    ///
    /// When a span does not lie in them, or covers other text than the line says.
    pub fn record(&self, documents: Documents) -> Result<Record, Missing> {
        let problem = match read(self.text, self.section) {
            Ok(record) => match record.into_record(documents) {
                Ok(record) => return Ok(record),
                Err(problem) => problem.to_string(),
            },
            Err(why) => why,
        };
        let what =
            id_in(self.text).map_or_else(|| format!("a {}", self.section), |id| format!("{} {id}", self.section));
        Err(Missing { line: self.line, what, why: problem })
    }
}
