//! The operations that are still whole in the journal and the history of a set.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Missing;
use crate::annotation::Operation;
use crate::store::disk::Disk;
use crate::store::error::{FileError, Named, if_there};
use crate::store::journal::{self, Header, VERSION};
use crate::store::line::{self, Line, Lines, Tail};
use crate::store::place::Place;
use crate::store::texts::{Pair, Walk, WalkError};

/// A line that is whole.
struct Entry {
    place: (PathBuf, usize),
    text: String,
}

/// What journal and history still hold.
#[derive(Default)]
pub struct Changes {
    /// The operations by their numbers, each as it stands there.
    entries: BTreeMap<u64, Entry>,
    header: Option<Header>,
    /// The number of the last operation before the journal, if that can be told.
    before: Option<u64>,
    /// The snapshots that the journal knows: SHA-256, and number of the last operation in it.
    snapshots: Vec<(String, u64)>,
    /// Whether there is a journal.
    there: bool,
    /// The number of the last operation in the history.
    history: u64,
    missing: Vec<Missing>,
    /// Sentences worth knowing.
    pub told: Vec<String>,
}

/// The operations that could be read, and what kept others from being read.
#[derive(Default)]
pub struct Found {
    /// The operations in their order, with file and line.
    pub operations: Vec<(Operation, (PathBuf, usize))>,
    /// The operations that could not be read, with their numbers.
    pub unread: Vec<(u64, Missing)>,
    /// The texts that the last of them leaves.
    pub at: Option<Pair>,
}

impl Changes {
    /// Reads the side files of `place`.
    ///
    /// # Errors
    ///
    /// When one that is there cannot be read at all.
    pub fn read(disk: &dyn Disk, place: &Place) -> Result<Self, FileError> {
        let mut changes = Changes::default();
        let path = place.history();
        if let Some(bytes) = if_there(disk.read(&path, u64::MAX)).named("read", &path)? {
            let (lines, broken) = line::salvage(&bytes);
            changes.enter(&path, lines);
            changes.history = changes.entries.keys().next_back().copied().unwrap_or(0);
            if !broken.is_empty() {
                changes.told.push(format!("{} is damaged in line {}", path.display(), listed(&broken)));
            }
        }
        let path = place.journal();
        if let Some(bytes) = if_there(disk.read(&path, u64::MAX)).named("read", &path)? {
            changes.journal(path, &bytes);
        }
        Ok(changes)
    }

    fn journal(&mut self, file: PathBuf, bytes: &[u8]) {
        self.there = true;
        let (mut lines, mut broken) = line::salvage(bytes);
        if let Tail::Torn { line, .. } = line::end(bytes).tail {
            broken.retain(|number| *number < line);
            self.told.push(format!("line {line} of {} was never finished and is left out", file.display()));
        }
        let first = lines.iter().position(|line| line.number == 1 && line.body.starts_with("(journal:"));
        if let Some(line) = first.map(|at| lines.remove(at)) {
            self.before = Some(line.seq);
            match Header::read(&Lines { lines: vec![line], tail: Tail::Whole }) {
                Ok((header, _)) => self.header = Some(header),
                Err(error) => {
                    let (what, why) = ("the changes in it".to_owned(), error.to_string());
                    self.missing.push(Missing { file, line: Some(1), what, why });
                    return;
                }
            }
        }
        for number in &broken {
            let what = if *number == 1 { "the first line" } else { "a change" };
            let why = "the checksum of the line is wrong".to_owned();
            self.missing.push(Missing { file: file.clone(), line: Some(*number), what: what.to_owned(), why });
        }
        let mut numbers: Vec<u64> = self.before.into_iter().chain(lines.iter().map(|line| line.seq)).collect();
        numbers.sort_unstable();
        let gap = numbers.windows(2).find(|ends| ends[1] > ends[0] + 1);
        if let (Some(&[last, next]), true) = (gap, broken.is_empty()) {
            let what = format!("the changes {} to {}", last + 1, next - 1);
            let why = format!("version {VERSION} journals have no gaps, and this one has");
            self.missing.push(Missing { file: file.clone(), line: None, what, why });
        }
        self.enter(&file, lines);
    }

    fn enter(&mut self, file: &std::path::Path, lines: Vec<Line<'_>>) {
        for line in lines {
            match journal::body(&line) {
                journal::Body::Snapshot(hash) => self.snapshots.push((hash.to_owned(), line.seq)),
                journal::Body::Operation(text) => {
                    let entry = Entry { place: (file.to_owned(), line.number), text: text.to_owned() };
                    self.entries.insert(line.seq, entry);
                }
            }
        }
    }

    /// Returns whether there is anything in them.
    pub fn any(&self) -> bool {
        !self.entries.is_empty() || self.header.is_some()
    }

    /// Returns the names of the set and of its annotator, empty where the journal does not say them.
    pub fn names(&self) -> (&str, &str) {
        self.header.as_ref().map_or(("", ""), |header| (&header.set, &header.annotator))
    }

    /// Returns the number of the last operation that a file with the SHA-256 `hash` holds.
    ///
    /// A damaged file has none that the journal knows. Then it is taken for the oldest that it may be: what the journal
    /// does once more leaves every record as the last change left it.
    pub fn from(&self, hash: &str) -> u64 {
        let known = self.snapshots.iter().rev().find(|(snapshot, _)| snapshot == hash);
        match (known, self.before) {
            (Some((_, seq)), _) => *seq,
            (None, Some(before)) => before,
            (None, None) if self.there => self.history,
            (None, None) => u64::MAX,
        }
    }

    /// Returns the text of the operations, newest first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.values().rev().map(|entry| entry.text.as_str())
    }

    /// Returns whether the journal goes on from a file with the SHA-256 `hash`.
    pub fn knows(&self, hash: &str) -> bool {
        self.header.as_ref().is_none_or(|header| header.base == hash)
            || self.snapshots.iter().any(|(snapshot, _)| snapshot == hash)
    }

    /// Returns what is missing in the journal.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// Returns the operations. `walk` begins after operation `from`, with the texts of the set's file.
    pub fn operations(&self, mut walk: Walk<'_>, from: u64) -> Found {
        let mut found = Found::default();
        let base = walk.now().clone();
        let mut enter = |seq: u64, entry: &Entry, read: Result<Operation, WalkError>| match read {
            Ok(operation) => found.operations.push((operation, entry.place.clone())),
            Err(error) => {
                let why = match error {
                    WalkError::Line(error) => error.problem.to_string(),
                    WalkError::Text(error) => error.to_string(),
                };
                let (what, place) = (format!("change {seq}"), entry.place.clone());
                found.unread.push((seq, Missing { file: place.0, line: Some(place.1), what, why }));
            }
        };
        for (&seq, entry) in self.entries.iter().rev().filter(|(seq, _)| **seq <= from) {
            enter(seq, entry, walk.back(&entry.text));
        }
        walk.set(base);
        for (&seq, entry) in self.entries.iter().filter(|(seq, _)| **seq > from) {
            enter(seq, entry, walk.forward(&entry.text));
        }
        found.operations.sort_by_key(|(operation, _)| operation.seq);
        found.unread.sort_by_key(|(seq, _)| *seq);
        found.at = Some(walk.now().clone());
        found
    }
}

/// Returns `numbers` as a list of words, the first few of them.
fn listed(numbers: &[usize]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = numbers.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = if numbers.len() > SHOWN { " and others" } else { "" };
    format!("{}{more}", shown.join(", "))
}
