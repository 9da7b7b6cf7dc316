//! The doctor: makes a new set file of what is intact in a damaged one, its journal and its history.
//!
//! Nothing that is there is ever changed. Each record costs itself alone: a line that cannot be read is named with the
//! reason, and what the journal or the history still know of it comes back.

mod changes;
mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check;
use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::place::Place;
use super::replace::replace;
use super::texts::{Pair, Texts as Library, Walk, both};
use crate::annotation::mend::{Cost, Mended, mend};
use crate::annotation::{Id, Record, RecordKind, Set};
use crate::format::native::{self, FORMAT, MAX_SET_BYTES, Remains};
use crate::text::sha256;
use changes::Changes;
use texts::Texts;

/// Something that could not be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The file in which it stood.
    pub file: PathBuf,
    /// The number of its line, counted from 1, if it is one line.
    pub line: Option<usize>,
    /// What it is, as far as that can be told: `mention j4daw3h9`.
    pub what: String,
    /// Why it cannot be had.
    pub why: String,
}

/// What could be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvage {
    /// The text of the new file.
    pub text: String,
    /// How many records of each kind it holds.
    pub counts: Vec<(RecordKind, usize)>,
    /// How many of them came back from the journal or the history alone.
    pub returned: usize,
    /// What it does not hold, in the order of the files and lines.
    pub missing: Vec<Missing>,
    /// Sentences worth knowing, each without a full stop.
    pub told: Vec<String>,
}

/// Why nothing was saved. No file was made.
#[derive(Debug, thiserror::Error)]
pub enum DoctorError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is neither a set nor anything that was beside one.
    #[error("there is no file {}", .0.display())]
    Absent(PathBuf),
    /// Nothing of what is there can be read.
    #[error("nothing in {} or beside it can be read as a set", .0.display())]
    Nothing(PathBuf),
    /// A later version of the program wrote the set.
    #[error("{} has format {format}, and this program reads up to {FORMAT}", path.display())]
    Newer {
        /// The set's file.
        path: PathBuf,
        /// The number of its format.
        format: u32,
    },
    /// A text that the set was made on is nowhere.
    #[error("the set was made on {}, and neither that text nor a copy of it is there", .0.display())]
    NoText(PathBuf),
    /// Something has the name of the new file.
    #[error("{} is there already, and nothing was written", .0.display())]
    Taken(PathBuf),
    /// What was saved does not hold together.
    #[error("what can be read does not hold together: {0}")]
    Broken(String),
}

impl DoctorError {
    /// Returns one sentence on what can be done.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            DoctorError::File(_) => "check the rights of the file and of its folder",
            DoctorError::Absent(_) | DoctorError::Nothing(_) => "name the `.ron` file that diptych wrote",
            DoctorError::Newer { .. } => "use the newer version; the file is left as it is",
            DoctorError::NoText(_) => "put the article there as it was; without it no offset can be trusted",
            DoctorError::Taken(_) => "name another file with `-o`",
            DoctorError::Broken(_) => "this is a fault of the program; the files are left as they are",
        }
    }
}

/// Returns the name under which the new file lies if no other is asked for: `a--b.mk.salvaged.ron`.
#[must_use]
pub fn new_name(set: &Path) -> PathBuf {
    let mut name = set.file_stem().unwrap_or_default().to_owned();
    name.push(".salvaged.ron");
    set.with_file_name(name)
}

/// Writes `salvage` to the file `new`, which must not be there.
///
/// # Errors
///
/// When something has the name, or the disk fails; then there is no new file.
pub fn deliver(disk: &dyn Disk, new: &Path, salvage: &Salvage) -> Result<(), DoctorError> {
    let claimed = disk.create(new, None);
    if claimed.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::AlreadyExists) {
        return Err(DoctorError::Taken(new.to_owned()));
    }
    drop(claimed.named("create", new)?);
    replace(disk, new, salvage.text.as_bytes()).map_err(|error| {
        // The name was claimed by this call; the failure is what is told.
        let _ = disk.remove(new);
        error.into()
    })
}

/// Reads whatever is left of the set `set` for a new file that is to lie at `new`. Nothing is written.
///
/// # Errors
///
/// When a file cannot be read, nothing in them can, a text is nowhere, or a later version wrote them.
pub fn salvage(disk: &dyn Disk, set: &Path, new: &Path) -> Result<Salvage, DoctorError> {
    let place = Place::new(set.to_owned());
    let bytes = if_there(disk.read(set, MAX_SET_BYTES as u64)).named("read", set)?;
    let changes = Changes::read(disk, &place)?;
    let Some(bytes) = bytes.or_else(|| changes.any().then(Vec::new)) else {
        return Err(DoctorError::Absent(set.to_owned()));
    };
    let remains = native::remains(&bytes);
    let (read, broken) = (remains.records.len(), remains.missing.len());
    if remains.head.format > FORMAT && broken > read {
        return Err(DoctorError::Newer { path: set.to_owned(), format: remains.head.format });
    }
    let head = &remains.head;
    if read == 0 && !changes.any() && head.documents.is_empty() && head.set.is_empty() {
        return Err(DoctorError::Nothing(set.to_owned()));
    }
    let texts = Texts::find(disk, &place, new, &remains, &changes)?;
    let library = Library::new(vec![place.clone()], texts.documents());
    let mut patient = Patient::new(set, texts.documents().clone());
    let whole = std::str::from_utf8(&bytes).ok();
    let whole = whole.and_then(|text| Some((native::read(text, both(&patient.documents)).ok()?, sha256(text))));
    match &whole {
        Some((set, hash)) => {
            patient.records.extend(set.records().map(|record| (record.id(), record.clone())));
            if !changes.knows(hash) {
                patient.told.push(format!("{} is not the file that its journal goes on from", place.name()));
            }
        }
        None => patient.take_file(&remains),
    }
    patient.take_texts(&texts);
    let walk = Walk::new(disk, &library, texts.documents().clone());
    patient.take_changes(&changes, walk, whole.as_ref().map(|(_, hash)| hash.as_str()));
    patient.told.extend(changes.told.iter().cloned());
    patient.finish(&named(&remains, &changes, set))
}

/// Returns an empty set with the names that can be read, or stand in for those that cannot.
fn named(remains: &Remains<'_>, changes: &Changes, set: &Path) -> Set {
    let head = &remains.head;
    let or = |name: &str, other: &str| if name.is_empty() { other.to_owned() } else { name.to_owned() };
    let (title, annotator) = changes.names();
    let stem = set.file_stem().unwrap_or_default().to_string_lossy();
    let (pair, owner) = stem.rsplit_once('.').unwrap_or((&stem, "me"));
    let name = or(&head.set, &or(title, pair));
    Set::new(&name, &or(&head.schema, "news"), &or(&head.annotator, &or(annotator, owner)))
}

/// A set that is being put together.
struct Patient {
    file: PathBuf,
    /// The texts that the records lie in.
    documents: Pair,
    records: BTreeMap<Id, Record>,
    /// Where each record stood.
    places: BTreeMap<Id, (PathBuf, usize)>,
    missing: Vec<Missing>,
    returned: usize,
    told: Vec<String>,
}

impl Patient {
    fn new(file: &Path, documents: Pair) -> Self {
        let (records, places) = (BTreeMap::new(), BTreeMap::new());
        let (missing, told) = (Vec::new(), Vec::new());
        Patient { file: file.to_owned(), documents, records, places, missing, returned: 0, told }
    }

    /// Takes in the records of a file that is not whole.
    fn take_file(&mut self, remains: &Remains<'_>) {
        let mut lost = remains.missing.clone();
        for piece in &remains.records {
            match piece.record(both(&self.documents)) {
                Ok(record) => {
                    let id = record.id();
                    if self.records.get(&id).is_some_and(|first| *first != record) {
                        let (what, first) = (format!("{} {id}", record.kind().word()), self.places[&id].1);
                        let why = format!("another record with this id stands in line {first}");
                        lost.push(native::Missing { line: piece.line, what, why });
                        continue;
                    }
                    self.places.insert(id, (self.file.clone(), piece.line));
                    self.records.insert(id, record);
                }
                Err(missing) => lost.push(missing),
            }
        }
        lost.sort_by_key(|missing| missing.line);
        let file = &self.file;
        self.missing.extend(lost.into_iter().map(|native::Missing { line, what, why }| Missing {
            file: file.clone(),
            line: Some(line),
            what,
            why,
        }));
    }

    fn take_texts(&mut self, texts: &Texts) {
        for info in texts.infos() {
            self.records.insert(info.doc.into(), Record::Document(info.clone()));
        }
        self.told.extend(texts.told().iter().cloned());
    }

    /// Takes in what journal and history add to the file; `hash` is its SHA-256 if it is whole.
    fn take_changes(&mut self, changes: &Changes, walk: Walk<'_>, hash: Option<&str>) {
        let from = changes.from(hash.unwrap_or_default());
        let found = changes.operations(walk, from);
        let unread = found.unread.into_iter().filter(|(seq, _)| hash.is_none() || *seq > from);
        self.missing.extend(changes.missing().iter().cloned().chain(unread.map(|(_, missing)| missing)));
        if hash.is_none() {
            let mut known: BTreeMap<Id, Option<Record>> = BTreeMap::new();
            for (operation, _) in found.operations.iter().filter(|(operation, _)| operation.seq <= from) {
                known.extend(operation.transaction.edits.iter().map(|edit| (edit.id, edit.after.clone())));
            }
            for (id, record) in known {
                if let Some(record) = record.filter(|_| !self.records.contains_key(&id)) {
                    self.records.insert(id, record);
                    self.returned += 1;
                    self.is_back(id);
                }
            }
        }
        if let Some(at) = found.at {
            self.documents = at;
        }
        for (operation, place) in found.operations.into_iter().filter(|(operation, _)| operation.seq > from) {
            for edit in operation.transaction.edits {
                match edit.after {
                    Some(record) => {
                        self.returned += usize::from(self.records.insert(edit.id, record).is_none());
                        self.places.insert(edit.id, place.clone());
                        self.is_back(edit.id);
                    }
                    None => {
                        self.records.remove(&edit.id);
                    }
                }
            }
        }
    }

    /// Strikes from what is missing the record `id`, which came back from elsewhere.
    fn is_back(&mut self, id: Id) {
        let end = format!(" {id}");
        self.missing.retain(|missing| missing.file != self.file || !missing.what.ends_with(&end));
    }

    fn mended(&mut self, mended: Mended) {
        let Mended { id, kind, cost } = mended;
        let what = format!("{} {id}", kind.word());
        let place = self.places.get(&id);
        let (what, why) = match cost {
            Cost::Gone(reason) => (what, reason.to_owned()),
            Cost::Without(ids) => {
                let ids: Vec<_> = ids.iter().map(Id::as_str).collect();
                (format!("in {what} the reference to {}", ids.join(", ")), "there is no such record".to_owned())
            }
            Cost::Cut(reason) => (format!("in {what} a reference"), reason.to_owned()),
        };
        let (file, line) = place.map_or((self.file.clone(), None), |(file, line)| (file.clone(), Some(*line)));
        self.missing.push(Missing { file, line, what, why });
    }

    fn finish(mut self, empty: &Set) -> Result<Salvage, DoctorError> {
        let broken = |error: &dyn std::fmt::Display| DoctorError::Broken(error.to_string());
        let (set, mended) = mend(std::mem::take(&mut self.records), empty).map_err(|error| broken(&error))?;
        for mended in mended {
            self.mended(mended);
        }
        let documents = both(&self.documents);
        let text = native::write(&set, documents);
        native::read(&text, documents).map_err(|error| broken(&error))?;
        let counts = check::counts(&set);
        let Patient { missing, returned, told, .. } = self;
        Ok(Salvage { text, counts, returned, missing, told })
    }
}

#[cfg(test)]
mod tests;
