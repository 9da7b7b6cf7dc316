//! The past of a set: the operations of earlier sessions, which undo goes back through.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::journal::{self, Header};
use super::line::{self, Lines, Tail};
use super::place::Place;
use super::texts::{Pair, Texts, Walk};
use crate::annotation::Operation;
use crate::text::Document;

/// Where the operations of earlier sessions are to be found. Nothing is read before it is asked for.
#[derive(Clone)]
pub struct Past {
    /// The file system.
    pub disk: Arc<dyn Disk>,
    /// The set whose past it is, and the places under which its side files may lie if it was renamed.
    pub places: Vec<Place>,
    /// The number of the last operation before this session.
    pub last: u64,
    /// The texts that the set was on then.
    pub at: Pair,
    /// The texts that it was on before.
    pub texts: Texts,
    /// That operation, where it is in no file yet: what another program did since the session before.
    pub pending: Option<Arc<Operation>>,
}

/// The operations of earlier sessions, and what kept older ones from being read.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    /// The operations, oldest first, without a gap up to the last one before this session.
    pub operations: Vec<Operation>,
    /// The texts that they lie in.
    pub texts: Vec<Arc<Document>>,
    /// Why there are no older ones, if there should be.
    pub told: Option<String>,
}

impl Past {
    /// Reads the operations of earlier sessions.
    ///
    /// The journal is read before the history: a snapshot that the writer takes in between moves operations from the
    /// first to the second, and so each is in one of the two when that is read.
    ///
    /// # Errors
    ///
    /// When a file that is there cannot be read.
    pub fn read(&self) -> Result<Remembered, FileError> {
        let mut files = Vec::new();
        for place in &self.places {
            for (path, is_journal) in [(place.journal(), true), (place.history(), false)] {
                let bytes = if_there(self.disk.read(&path, u64::MAX)).named("read", &path)?;
                files.extend(bytes.map(|bytes| (bytes, is_journal)));
            }
        }
        let mut texts: BTreeMap<u64, &str> = BTreeMap::new();
        for (bytes, is_journal) in &files {
            let read = line::read(bytes);
            let operations = journal::operations(&read.lines, 0).map(|(line, text)| (line.seq, text));
            // A history has no header, so that its first line is an operation too.
            let start = read.lines.first().filter(|_| !is_journal).map(|line| (line.seq, line.body));
            texts.extend(start.into_iter().chain(operations));
        }
        Ok(self.unbroken(&texts))
    }

    /// Returns the operations among `texts` that lead up to the last one without a gap.
    fn unbroken(&self, texts: &BTreeMap<u64, &str>) -> Remembered {
        let mut found = Remembered { texts: self.at.to_vec(), ..Remembered::default() };
        let mut walk = Walk::new(&*self.disk, &self.texts, self.at.clone());
        let mut seq = self.last;
        if let Some(pending) = self.pending.as_ref().filter(|pending| pending.seq == seq) {
            found.operations.push((**pending).clone());
            seq -= 1;
        }
        while let Some(text) = texts.get(&seq).filter(|_| seq > 0) {
            match walk.back(text) {
                Ok(operation) => found.operations.push(operation),
                Err(error) => {
                    found.told =
                        Some(format!("undo goes back to change {}: the one before cannot be read ({error})", seq + 1));
                    break;
                }
            }
            for document in walk.now() {
                if !found.texts.iter().any(|known| Arc::ptr_eq(known, document)) {
                    found.texts.push(Arc::clone(document));
                }
            }
            seq -= 1;
        }
        if seq > 0 && found.told.is_none() {
            found.told =
                Some(format!("undo goes back to change {}: the history of those before is not there", seq + 1));
        }
        found.operations.reverse();
        found
    }

    /// Returns the number of the last operation in the side files, 0 if there is none.
    ///
    /// # Errors
    ///
    /// When a file that is there cannot be read.
    pub fn last_in_history(disk: &dyn Disk, place: &Place) -> Result<u64, FileError> {
        let path = place.history();
        let bytes = if_there(disk.read(&path, u64::MAX)).named("read", &path)?.unwrap_or_default();
        Ok(line::end(&bytes).seq)
    }
}

/// Returns why the history in `bytes` is not whole, if it is not; `journal` says how much of it should be there.
#[must_use]
pub fn flaw(bytes: &[u8], journal: Option<&Lines<'_>>) -> Option<String> {
    let end = line::end(bytes);
    let expected = journal.and_then(|lines| Header::read(lines).ok()).map_or(0, |(header, _)| header.history);
    match end.tail {
        Tail::Damaged { line } => Some(format!("line {line} of the history is damaged")),
        _ if (end.length as u64) < expected => {
            Some(format!("the history has {} whole bytes where the journal says {expected}", end.length))
        }
        _ => None,
    }
}
