//! Reading what a rebase needs: the new text of an article, and the tags that were parked.

use std::path::PathBuf;
use std::sync::Arc;

use super::sources::Sources;
use crate::annotation::{Edit, Record, Set, Transaction};
use crate::compare::Rebase;
use crate::format::native;
use crate::store::article::{Article, Source};
use crate::store::error::{Named, if_there};
use crate::store::texts::both;
use crate::text::{DocId, Document};

/// Looks for the tags of `set` in the text that the article `old` has on the disk now.
///
/// # Errors
///
/// A sentence to tell, where the article cannot be read or is the text that the set is on.
pub(super) fn rebase(sources: &Sources, old: &Arc<Document>, set: &Set) -> Result<Rebase, String> {
    let doc = old.id();
    let source = &sources.files[doc.index()];
    let name = source.name().to_string_lossy().into_owned();
    if let Source::Given { .. } = source {
        return Err(format!("{name} was not read from a file, and so it has no new text"));
    }
    let article = Article::load(&*sources.past.disk, doc, source.clone()).map_err(|error| error.to_string())?;
    if article.hash() == old.hash() {
        return Err(format!("{name} is the text that this set is on: there is nothing to carry"));
    }
    let new = Arc::clone(article.document());
    new.count();
    sources.past.texts.add(&new);
    sources.past.texts.add(old);
    let set = completed(set, old)?;
    let mut rebase = Rebase::new(Arc::clone(old), new, &set);
    rebase.set_encoding(article.encoding());
    Ok(rebase)
}

/// Returns `set` with count and hash of `old` filled in where a new set has left them open.
fn completed(set: &Set, old: &Document) -> Result<Set, String> {
    let mut set = set.clone();
    if let Some(info) = set.document(old.id()).filter(|info| info.sha256.is_empty()).cloned() {
        let mut after = info.clone();
        (after.characters, after.sha256) = (old.index().chars(), old.hash().to_owned());
        let edit = Edit::replace(Record::Document(info), Record::Document(after));
        set.apply(&Transaction::of("", edit)).map_err(|error| error.to_string())?;
    }
    Ok(set)
}

/// Looks for places in `documents` for the tags of the newest file of parked ones that has some that are not in `set`.
///
/// # Errors
///
/// A sentence to tell, where there is none or a file cannot be read.
pub(super) fn parked(sources: &Sources, documents: &[Arc<Document>; 2], set: &Set) -> Result<Rebase, String> {
    let mut reason = None;
    for path in files(sources)? {
        match take_up(sources, documents, set, &path) {
            Ok(Some(rebase)) => return Ok(rebase),
            Ok(None) => {}
            Err(error) => {
                reason.get_or_insert(error);
            }
        }
    }
    Err(reason.unwrap_or_else(|| "nothing is parked".to_owned()))
}

/// Returns the files of parked tags beside the set, the newest first.
fn files(sources: &Sources) -> Result<Vec<PathBuf>, String> {
    let Some(place) = sources.past.places.first() else { return Ok(Vec::new()) };
    let folder = if place.folder().as_os_str().is_empty() { std::path::Path::new(".") } else { place.folder() };
    let names = if_there(sources.past.disk.list(folder)).named("list", folder).map_err(|error| error.to_string())?;
    let begin = format!("{}.parked-", place.stem().to_string_lossy());
    let number = |name: &std::ffi::OsString| {
        let name = name.to_str()?;
        let number = name.strip_prefix(&begin)?.strip_suffix(".ron")?;
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        Some((digits.parse::<u64>().ok()?, name.to_owned()))
    };
    let mut found: Vec<(u64, String)> = names.unwrap_or_default().iter().filter_map(number).collect();
    found.sort_unstable();
    Ok(found.into_iter().rev().map(|(_, name)| place.folder().join(name)).collect())
}

/// Returns the rebase of what the file at `path` holds and `set` does not, `None` if there is nothing.
fn take_up(
    sources: &Sources,
    documents: &[Arc<Document>; 2],
    set: &Set,
    path: &std::path::Path,
) -> Result<Option<Rebase>, String> {
    let (disk, name) = (&*sources.past.disk, path.display());
    let bytes = disk.read(path, native::MAX_SET_BYTES as u64).named("read", path).map_err(|error| error.to_string())?;
    let said = |error: &dyn std::fmt::Display| format!("{name}: {error}");
    let text = String::from_utf8(bytes).map_err(|error| said(&error))?;
    let head = native::head(&text).map_err(|error| said(&error))?;
    let mut texts = documents.clone();
    for info in &head.documents {
        let doc = info.doc.index();
        texts[doc] = sources.past.texts.get(disk, info.doc, &info.sha256).map_err(|error| said(&error))?;
    }
    let parked = native::read(&text, both(&texts)).map_err(|error| said(&error))?;
    let is_new = |record: &Record| !record.spans().is_empty() && set.get(record.id()).is_none();
    if !parked.records().any(is_new) {
        return Ok(None);
    }
    let other = |doc: DocId| texts[doc.index()].hash() != documents[doc.index()].hash();
    match DocId::BOTH.map(other) {
        [true, true] => Err(format!("{name} was parked on other texts of both articles; it opens as a set of its own")),
        [_, is_right] => {
            let at = usize::from(is_right);
            let (old, new) = (Arc::clone(&texts[at]), Arc::clone(&documents[at]));
            Ok(Some(Rebase::taking_up(old, new, parked, set)))
        }
    }
}
