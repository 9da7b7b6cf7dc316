//! The texts that a damaged set was made on: by their fingerprints, or, where those are damaged, by what fits.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::DoctorError;
use super::changes::Changes;
use crate::annotation::DocumentInfo;
use crate::format::native::{Remains, decode_operation};
use crate::store::disk::Disk;
use crate::store::place::Place;
use crate::store::texts::Pair;
use crate::text::{DocId, Document, MAX_ARTICLE_BYTES, decode, sha256};

/// How many records and operations are tried on a text.
const TRIED: usize = 200;

/// The two texts, and what the new file says of them.
pub struct Texts {
    documents: Pair,
    infos: Vec<DocumentInfo>,
    told: Vec<String>,
}

/// A text that may be the one, and its file.
struct Candidate {
    path: PathBuf,
    document: Document,
    hash: String,
}

/// What is looked through for the texts of one set.
struct Search<'s> {
    disk: &'s dyn Disk,
    place: &'s Place,
    remains: &'s Remains<'s>,
    changes: &'s Changes,
}

impl Texts {
    /// Finds the texts of the set at `place`, for a new file that is to lie at `new`.
    ///
    /// # Errors
    ///
    /// [`DoctorError::NoText`] when the set says which text it was made on, and that one is nowhere.
    pub fn find(
        disk: &dyn Disk,
        place: &Place,
        new: &Path,
        remains: &Remains<'_>,
        changes: &Changes,
    ) -> Result<Self, DoctorError> {
        let search = Search { disk, place, remains, changes };
        let empty = DocId::BOTH.map(|doc| Arc::new(Document::new(doc, String::new())));
        let mut texts = Texts { documents: empty, infos: Vec::new(), told: Vec::new() };
        for doc in DocId::BOTH {
            let info = remains.head.documents.iter().find(|info| info.doc == doc);
            let found = match info {
                Some(info) => Some(search.by_fingerprint(info)?),
                None => search.by_fit(doc, &texts),
            };
            let Some(found) = found else {
                texts.told.push(format!("the line of document {doc} is lost, and no copy of a text fits"));
                continue;
            };
            let mut info = info.cloned().unwrap_or_else(|| unnamed(doc));
            if info.file.is_empty() || disk.stamp(&place.folder().join(&info.file)).is_err() {
                texts.told.push(format!("the text of document {doc} is taken from {}", found.path.display()));
            }
            info.file = file_from(disk, place, new, &info.file, &found.path);
            info.characters = found.document.index().chars();
            info.sha256 = found.hash;
            texts.documents[doc.index()] = Arc::new(found.document);
            texts.infos.push(info);
        }
        Ok(texts)
    }

    /// Returns the texts, left first; that of a document of which nothing is known is empty.
    pub fn documents(&self) -> &Pair {
        &self.documents
    }

    /// Returns what the new file says of them.
    pub fn infos(&self) -> &[DocumentInfo] {
        &self.infos
    }

    /// Returns sentences worth knowing.
    pub fn told(&self) -> &[String] {
        &self.told
    }
}

/// Returns what is known of a document whose line is lost.
fn unnamed(doc: DocId) -> DocumentInfo {
    DocumentInfo::unknown(doc, "")
}

/// Returns the path of an article as a set at `new` names it, which the one at `place` called `file`.
fn file_from(disk: &dyn Disk, place: &Place, new: &Path, file: &str, found: &Path) -> String {
    let same = new.parent().unwrap_or(Path::new("")) == place.folder();
    let path = match (same, found.strip_prefix(place.folder())) {
        (true, _) if !file.is_empty() => return file.to_owned(),
        (true, Ok(relative)) => relative.to_owned(),
        _ => disk.resolve(found).unwrap_or_else(|_| found.to_owned()),
    };
    path.to_string_lossy().into_owned()
}

impl Search<'_> {
    /// Returns the text of `info`, of which one field may be damaged: its fingerprint or its length decides.
    fn by_fingerprint(&self, info: &DocumentInfo) -> Result<Candidate, DoctorError> {
        let named = self.place.folder().join(&info.file);
        let candidates = self.candidates(info.doc, Some(&named));
        let mut fitting = candidates.into_iter().filter(|found| {
            found.hash == info.sha256
                || found.document.index().chars() == info.characters && self.score(info.doc, found) > 0
        });
        let first = fitting.next().ok_or(DoctorError::NoText(named))?;
        Ok(fitting.find(|found| found.hash == info.sha256 && first.hash != info.sha256).unwrap_or(first))
    }

    /// Returns the text that most of what can be read fits into; where nothing says it, the only one that is left.
    fn by_fit(&self, doc: DocId, taken: &Texts) -> Option<Candidate> {
        let mut left = self.candidates(doc, None);
        let other = self.remains.head.documents.iter().find(|info| info.doc != doc).map(|info| info.sha256.as_str());
        left.retain(|found| {
            Some(found.hash.as_str()) != other && taken.infos.iter().all(|info| info.sha256 != found.hash)
        });
        let scores: Vec<usize> = left.iter().map(|found| self.score(doc, found)).collect();
        let best = scores.iter().copied().max().filter(|best| *best > 0 || left.len() == 1)?;
        let at = scores.iter().position(|score| *score == best)?;
        Some(left.swap_remove(at))
    }

    /// Returns the file called `named` and all copies of articles, as far as they are texts.
    fn candidates(&self, doc: DocId, named: Option<&Path>) -> Vec<Candidate> {
        let folder = self.place.copies();
        let copies = self.disk.list(&folder).unwrap_or_default();
        let copies = copies.iter().map(|name| folder.join(name));
        let paths = named.map(Path::to_owned).into_iter().chain(copies);
        let read = |path: PathBuf| {
            // What cannot be read, or is no text, is not the one.
            let bytes = self.disk.read(&path, MAX_ARTICLE_BYTES).ok()?;
            let document = decode(doc, bytes).ok()?.document;
            let hash = sha256(document.text());
            Some(Candidate { path, document, hash })
        };
        paths.filter_map(read).collect()
    }

    /// Returns how many records and operations fit into a text that do not fit into none.
    fn score(&self, doc: DocId, found: &Candidate) -> usize {
        let [left, right] = DocId::BOTH.map(|doc| Document::new(doc, String::new()));
        let with = match doc {
            DocId::A => [&found.document, &right],
            DocId::B => [&left, &found.document],
        };
        let without = [&left, &right];
        let records = self.remains.records.iter().take(TRIED);
        let records = records.filter(|piece| piece.record(with).is_ok() && piece.record(without).is_err()).count();
        let fits = |text: &&str| decode_operation(text, with).is_ok() && decode_operation(text, without).is_err();
        records + self.changes.texts().take(TRIED).filter(fits).count()
    }
}
