//! Articles: the text that is read, its fingerprint, and its copy beside the set.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::open_error::OpenError;
use super::place::Place;
use super::replace::replace;
use crate::annotation::DocumentInfo;
use crate::text::{DocId, Document, MAX_ARTICLE_BYTES, decode};

/// Texts up to this many bytes are counted and hashed at opening; for larger ones that waits until it is needed.
pub const SMALL: usize = 1 << 20;

/// Where an article comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Bytes that are in no file: the bundled sample, standard input.
    Given {
        /// A name as a file would have it: `report.txt`.
        name: String,
        /// The bytes.
        bytes: Cow<'static, [u8]>,
        /// Whether they become a file of that name beside the set at the first change.
        keep: bool,
    },
}

impl Source {
    /// Returns the name of the file.
    #[must_use]
    pub fn name(&self) -> Cow<'_, std::ffi::OsStr> {
        match self {
            Source::File(path) => path.file_name().map_or_else(|| path.as_os_str().into(), Cow::from),
            Source::Given { name, .. } => std::ffi::OsStr::new(name.as_str()).into(),
        }
    }

    /// Returns the path or the name as the person gave it.
    #[must_use]
    pub fn shown(&self) -> PathBuf {
        match self {
            Source::File(path) => path.clone(),
            Source::Given { name, .. } => PathBuf::from(name),
        }
    }
}

/// An article that was read.
#[derive(Debug)]
pub struct Article {
    document: Arc<Document>,
    source: Source,
    bom: bool,
}

impl Article {
    /// Reads the article `id`.
    ///
    /// # Errors
    ///
    /// When it is missing, a folder, unreadable, too large, binary, or not UTF-8.
    pub fn load(disk: &dyn Disk, id: DocId, source: Source) -> Result<Self, OpenError> {
        let (bytes, source) = match source {
            Source::File(path) => {
                let bytes = disk.read(&path, MAX_ARTICLE_BYTES).map_err(|error| OpenError::article(&path, error))?;
                (bytes, Source::File(path))
            }
            // The bytes become the document; the copy of them would only be kept twice.
            Source::Given { name, bytes, keep } => {
                (bytes.into_owned(), Source::Given { name, bytes: Cow::Borrowed(&[]), keep })
            }
        };
        let decoded = decode(id, bytes)
            .map_err(|problem| OpenError::NotText { path: source.shown(), problem: Box::new(problem) })?;
        Ok(Article { document: Arc::new(decoded.document), source, bom: decoded.bom })
    }

    /// Returns the text.
    #[must_use]
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Returns where it came from; of given bytes the name alone.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns the SHA-256 of the text, computed at the first call.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.document.hash()
    }

    /// Returns the encoding that it was read in, as a set names it.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        if self.bom { "UTF-8 with BOM" } else { "UTF-8" }
    }

    /// Returns the same article with the text `document` in the place of the one it has now.
    #[must_use]
    pub fn with(&self, document: Arc<Document>) -> Article {
        Article { document, source: self.source.clone(), bom: self.bom }
    }

    /// Returns what a new set at `place` says of the article. Count and hash are left open for a large text.
    ///
    /// # Errors
    ///
    /// When the disk cannot say where the article lies.
    pub fn info(&self, disk: &dyn Disk, place: &Place) -> Result<DocumentInfo, FileError> {
        let mut info = DocumentInfo {
            doc: self.document.id(),
            file: self.file_from(disk, place)?,
            title: String::new(),
            outlet: String::new(),
            date: String::new(),
            language: String::new(),
            source: String::new(),
            encoding: self.encoding().to_owned(),
            characters: 0,
            sha256: String::new(),
        };
        if self.document.len() <= SMALL {
            self.complete(&mut info);
        }
        Ok(info)
    }

    /// Fills in count and hash where [`Article::info`] left them open.
    pub fn complete(&self, info: &mut DocumentInfo) {
        if info.sha256.is_empty() {
            info.characters = self.document.index().chars();
            self.hash().clone_into(&mut info.sha256);
        }
    }

    /// Returns the path of the file as the set names it: relative where it lies with the set.
    fn file_from(&self, disk: &dyn Disk, place: &Place) -> Result<String, FileError> {
        let path = match &self.source {
            Source::File(path) => path,
            Source::Given { name, .. } => return Ok(name.clone()),
        };
        if let Ok(relative) = path.strip_prefix(place.folder()) {
            return Ok(relative.to_string_lossy().into_owned());
        }
        // Two ways to one folder, or another folder: then the name must not depend on the current one.
        let whole = disk.resolve(path).named("find", path)?;
        let folder = if_there(disk.resolve(place.folder())).named("find", place.folder())?;
        let relative = folder.and_then(|folder| whole.strip_prefix(folder).ok());
        Ok(relative.unwrap_or(&whole).to_string_lossy().into_owned())
    }

    /// Makes sure that the copy of the text lies beside the set at `place`, safely, and so does the file of given bytes that are
    /// to be kept. The folders that hold them must be synced by the caller.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn keep(&self, disk: &dyn Disk, place: &Place) -> Result<(), FileError> {
        keep_text(disk, place, &self.document)?;
        let text = self.document.text().as_bytes();
        if let Source::Given { name, keep: true, .. } = &self.source {
            let path = place.folder().join(name);
            match if_there(disk.read(&path, MAX_ARTICLE_BYTES)).named("read", &path)? {
                Some(found) if found == text => {}
                Some(_) => return Err(io::ErrorKind::AlreadyExists.into()).named("make", &path),
                None => replace(disk, &path, text)?,
            }
        }
        Ok(())
    }
}

/// Makes sure that the copy of `document` lies beside the set at `place`, safely. The folder that holds it must be synced by
/// the caller.
///
/// # Errors
///
/// When the disk fails.
pub fn keep_text(disk: &dyn Disk, place: &Place, document: &Document) -> Result<(), FileError> {
    let text = document.text().as_bytes();
    let copy = place.copy(document.hash());
    // The name of a copy says what it holds, so that its length is enough to know a whole one.
    let there = if_there(disk.stamp(&copy)).named("look at", &copy)?;
    if there.is_none_or(|stamp| stamp.size != text.len() as u64) {
        replace(disk, &copy, text)?;
    }
    Ok(())
}
