//! The writer: takes operations in, and says of which it is sure that they will never be lost.
//!
//! It knows no thread and no clock: `app` runs it beside the editor, tests and replays run it inline. What it holds in
//! memory is the text of the set's file as it should be, and the operations since; a snapshot is made of these two, as
//! a recovery after a crash would make it.

mod aside;
mod before;
mod others;
mod prepare;
mod settle;
mod snapshot;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::article::Article;
use super::disk::{Disk, Stamp};
use super::error::FileError;
use super::journal::{AppendError, Journal};
use super::line;
use super::lock::Held;
use super::place::Place;
use super::texts::{Pair, TextError, Texts, sides};
use crate::annotation::{EditError, Operation, Record, Set};
use crate::format::native::encode_operation;
use crate::text::sha256;

use others::Foreign;
pub use others::News;
use settle::Agreed;
pub use settle::Step;
pub use snapshot::Snapshot;

/// After this many operations a snapshot is due.
const DUE_OPERATIONS: usize = 500;

/// After this many bytes of operations a snapshot is due.
const DUE_BYTES: usize = 1 << 20;

/// How far the writer has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// The number of the last operation that survives whatever happens; 0 for none.
    pub durable: u64,
    /// Why later operations do not, in a few words: `disk full`.
    pub failure: Option<String>,
}

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk did not do it.
    #[error(transparent)]
    File(#[from] FileError),
    /// The set's file is not as this program left it.
    #[error("{name} was changed by another program and is left as it is; what is done here is kept in {}", kept.display())]
    Foreign {
        /// The name of the set's file.
        name: String,
        /// Where this program's own state is written at each snapshot.
        kept: PathBuf,
    },
    /// A text that an operation lies in cannot be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The journal is not as this program left it.
    #[error("the journal was changed by another program")]
    Lost,
    /// The set cannot be put together again.
    #[error("the set cannot be put together: {0}")]
    Broken(String),
}

impl WriteError {
    /// Returns the reason in a few words: `disk full`.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            WriteError::File(error) | WriteError::Text(TextError::File(error)) => error.reason(),
            WriteError::Foreign { .. } => "changed by another program".to_owned(),
            WriteError::Lost | WriteError::Text(_) | WriteError::Broken(_) => self.to_string(),
        }
    }
}

impl From<EditError> for WriteError {
    fn from(error: EditError) -> Self {
        WriteError::Broken(error.to_string())
    }
}

impl From<AppendError> for WriteError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Lost => WriteError::Lost,
            AppendError::File(error) => WriteError::File(error),
        }
    }
}

/// What the operations build on: the set's file as it should be on the disk.
#[derive(Debug)]
pub struct Base {
    /// The content of the file.
    pub text: String,
    /// The state of the file when it had that content; `None` while there is no file.
    pub stamp: Option<Stamp>,
    /// The number of the last operation in it.
    pub seq: u64,
    hash: OnceLock<String>,
}

impl Base {
    /// Returns the base that a file with this content and state is.
    #[must_use]
    pub fn new(text: String, stamp: Option<Stamp>, seq: u64) -> Self {
        Base { text, stamp, seq, hash: OnceLock::new() }
    }

    /// Returns the base that this program left in a file that is not as it was any more.
    #[must_use]
    pub fn left(text: String, seq: u64) -> Self {
        // No file has this stamp, so that the first look finds out what there is.
        let stamp = Stamp {
            device: 0,
            inode: 0,
            size: 0,
            modified: i128::MIN,
            changed: i128::MIN,
            folder: true,
            protected: false,
        };
        Base::new(text, Some(stamp), seq)
    }

    /// Returns the SHA-256 of the content, computed at the first call.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| sha256(&self.text))
    }
}

/// What a writer begins with.
pub struct Start {
    /// The file system.
    pub disk: Arc<dyn Disk>,
    /// Where the set lies.
    pub place: Place,
    /// The articles, whose copies go with the set, with the texts that it is on.
    pub articles: [Arc<Article>; 2],
    /// The texts that the set's file was made on.
    pub base: Pair,
    /// All the texts that it was ever on.
    pub texts: Texts,
    /// The set's file, or the new set that is to become one.
    pub ground: Ground,
    /// Operations after that, which the journal already holds.
    pub since: Vec<Arc<Operation>>,
    /// The place under which journal and history lie, if the set was renamed since.
    pub renamed_from: Option<Place>,
    /// The lock.
    pub lock: Held,
}

/// What there is of a set when a session begins.
pub enum Ground {
    /// Its file.
    File(Base),
    /// Nothing yet but the set in memory, which becomes the file at the first change, and the number of the last
    /// operation that an earlier file of the same name had.
    New(Box<Set>, u64),
}

/// Keeps what is done to one set.
pub struct Writer {
    disk: Arc<dyn Disk>,
    place: Place,
    articles: [Arc<Article>; 2],
    texts: Texts,
    /// The texts that the set's file was made on.
    base: Pair,
    /// The texts that the set is on after the operations that are safe in the journal.
    at: Pair,
    ground: Ground,
    /// Operations after the base that are safe in the journal.
    since: Vec<Arc<Operation>>,
    since_bytes: usize,
    /// Operations that are not safe yet.
    waiting: Vec<Arc<Operation>>,
    /// New files that are to be safe before what waits.
    beside: Vec<(PathBuf, String)>,
    /// The last operation before which the set was backed up.
    backed_up: u64,
    durable: u64,
    failure: Option<String>,
    told: Vec<String>,
    /// Whether the files beside the set are there.
    settled: bool,
    /// Whether the copy of what the operations build on is there.
    based: bool,
    journal: Option<Journal>,
    /// How many bytes of the history were safe when the journal began.
    history: u64,
    renamed_from: Option<Place>,
    /// Folders with new names, to be synced before anything in them counts as kept.
    owed: BTreeSet<PathBuf>,
    /// Whether the set's file is the one that this session found.
    is_as_found: bool,
    /// The set's file as another program has left it, while nobody has chosen what becomes of that.
    foreign: Option<Foreign>,
    /// What was chosen and is not done yet.
    agreed: Option<Agreed>,
    /// What another program did between two sessions, written with the first change of this one.
    deferred: Option<Arc<Operation>>,
    news: Option<News>,
    moved: Option<Place>,
    /// The last operation of what is kept because of that.
    kept: u64,
    /// From how many operations on the next snapshot is due.
    due: usize,
    lock: Held,
}

impl Writer {
    /// Returns the writer that goes on from `start`. Nothing is written before the first operation.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let Start { disk, place, articles, base: base_texts, texts, ground, since, renamed_from, lock } = start;
        let (base, is_as_found) = match &ground {
            Ground::File(base) => (base.seq, true),
            Ground::New(_, seq) => (*seq, false),
        };
        Writer {
            disk,
            place,
            at: articles.each_ref().map(|article| Arc::clone(article.document())),
            base: base_texts,
            articles,
            texts,
            ground,
            durable: since.last().map_or(base, |operation| operation.seq),
            since,
            since_bytes: 0,
            waiting: Vec::new(),
            beside: Vec::new(),
            backed_up: 0,
            failure: None,
            told: Vec::new(),
            settled: false,
            based: false,
            journal: None,
            history: 0,
            renamed_from,
            owed: lock.made().iter().cloned().collect(),
            is_as_found,
            foreign: None,
            agreed: None,
            deferred: None,
            news: None,
            moved: None,
            kept: 0,
            due: DUE_OPERATIONS,
            lock,
        }
    }

    /// Takes `operation` in; nothing is written before the next [`Writer::flush`].
    pub fn submit(&mut self, operation: Arc<Operation>) {
        self.waiting.extend(self.deferred.take());
        let is_other = |agreed: &mut Agreed| agreed.seq == operation.seq && agreed.edits != operation.transaction.edits;
        // Something else was done before the answer came: it has to be chosen anew.
        drop(self.agreed.take_if(is_other));
        let operation = self.completed(operation);
        self.waiting.push(operation);
    }

    /// Takes in a new file of this name, which is to lie beside the set before any operation that follows counts as kept.
    pub fn put_beside(&mut self, name: &str, text: String) {
        self.beside.push((self.place.folder().join(name), text));
    }

    /// Writes what waits, in one go, and returns how far that came. Does nothing if nothing waits.
    pub fn flush(&mut self) -> Progress {
        let result = if self.is_idle() { Ok(()) } else { self.try_flush() };
        match result {
            Ok(()) if self.waiting.is_empty() && self.foreign.is_none() => self.failure = None,
            Ok(()) => {}
            Err(error) => self.fail(&error),
        }
        self.progress()
    }

    /// Returns whether there is nothing to do but what was tried before.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && !self.is_agreed()
    }

    /// Returns how far the writer has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        // What another program did is in the file, and so on the disk.
        let durable = self.deferred.as_ref().map_or(self.durable, |operation| operation.seq);
        Progress { durable, failure: self.failure.clone() }
    }

    /// Returns the sentences to tell that have come up since the last call.
    pub fn take_told(&mut self) -> Vec<String> {
        std::mem::take(&mut self.told)
    }

    /// Returns how many operations are not safe.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Returns whether so much has been written since the last snapshot that the next one should not wait.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.since.len() >= self.due || self.since_bytes >= DUE_BYTES && self.due == DUE_OPERATIONS
    }

    /// Returns where the set lies.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Ends the session: what waits is tried once more, a snapshot is written if there is something for one, and the
    /// lock is given up. Returns how far that came, and the sentences to tell.
    #[must_use]
    pub fn close(mut self) -> (Progress, Vec<String>) {
        if let Err(error) = self.snapshot() {
            let mut sentence = error.to_string();
            self.told.retain(|told| *told != sentence);
            if self.foreign.is_some() {
                sentence.push_str("; the next start asks what is to become of both");
            } else if self.waiting() == 0 {
                sentence.push_str("; the set file is older than the journal, which has all: the next start reads it");
            }
            self.told.push(sentence);
        }
        let progress = self.progress();
        if let Err(error) = self.lock.release(&*self.disk, !self.settled) {
            self.told.push(error.to_string());
        }
        (progress, self.told)
    }

    fn fail(&mut self, error: &WriteError) {
        let reason = error.reason();
        // The same failure again is no news, and what another program did is told with what can be done.
        if self.failure.as_ref() != Some(&reason) && !matches!(error, WriteError::Foreign { .. }) {
            self.told.push(error.to_string());
        }
        self.failure = Some(reason);
    }

    fn try_flush(&mut self) -> Result<(), WriteError> {
        self.prepare()?;
        self.look_outside()?;
        // What was agreed takes place right after the operation that it begins with.
        if let Some(seq) = self.agreed.as_ref().map(|agreed| agreed.seq) {
            let until = self.waiting.partition_point(|operation| operation.seq <= seq);
            self.write_waiting(until)?;
            self.carry_out()?;
        }
        self.write_waiting(self.waiting.len())?;
        if self.foreign.is_some() { Err(self.foreign_error()) } else { Ok(()) }
    }

    /// Writes the first `count` of the operations that wait.
    fn write_waiting(&mut self, count: usize) -> Result<(), WriteError> {
        if count == 0 {
            return Ok(());
        }
        self.put_before(count)?;
        let (bytes, at) = self.lines(self.waiting.get(..count).unwrap_or(&[]), &self.at)?;
        match self.append(&bytes) {
            // Everything is in memory: a new journal of it is as good as the old one.
            Err(WriteError::Lost) => {
                self.told.push(format!("{}; it is written anew", WriteError::Lost));
                self.prepare()?;
                self.append(&bytes)?;
            }
            appended => appended?,
        }
        self.since_bytes += bytes.len();
        self.since.extend(self.waiting.drain(..count));
        self.at = at;
        self.durable = self.since.last().map_or(self.durable, |operation| operation.seq);
        Ok(())
    }

    /// Returns the lines of `operations`, the first of which finds the texts `at`, to be written in one go, and the texts
    /// that the last one leaves.
    fn lines(&self, operations: &[Arc<Operation>], at: &Pair) -> Result<(Vec<u8>, Pair), TextError> {
        let (mut bytes, mut at) = (Vec::new(), at.clone());
        for (place, operation) in operations.iter().enumerate() {
            let after = self.texts.after(&*self.disk, &at, &operation.transaction.swaps())?;
            let line = encode_operation(operation, sides(&at, &after));
            line::write(&mut bytes, operation.seq, place > 0, &line);
            at = after;
        }
        Ok((bytes, at))
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let Some(journal) = &mut self.journal else { return Err(WriteError::Lost) };
        let appended = journal.append(&*self.disk, bytes);
        if let Err(AppendError::Lost) = appended {
            (self.journal, self.settled, self.based) = (None, false, false);
        }
        Ok(appended?)
    }

    fn foreign_error(&self) -> WriteError {
        WriteError::Foreign { name: self.place.name(), kept: self.place.kept() }
    }

    /// Returns `operation` with count and hash filled in where a new set has left them open.
    fn completed(&self, operation: Arc<Operation>) -> Arc<Operation> {
        let is_open =
            |record: &Option<Record>| matches!(record, Some(Record::Document(info)) if info.sha256.is_empty());
        if !operation.transaction.edits.iter().any(|edit| is_open(&edit.before) || is_open(&edit.after)) {
            return operation;
        }
        let mut operation = Arc::unwrap_or_clone(operation);
        for edit in &mut operation.transaction.edits {
            for record in [&mut edit.before, &mut edit.after] {
                if let Some(Record::Document(info)) = record {
                    self.articles[info.doc.index()].complete(info);
                }
            }
        }
        Arc::new(operation)
    }
}

#[cfg(test)]
mod tests;
