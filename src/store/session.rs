//! A session: two articles and their set opened together, ready to be read and, where that is safe, written.
//!
//! Opening goes in two steps, so that large articles can be shown before a large set is read: [`open`] reads the articles
//! and the head of the set and claims the lock; [`Opening::finish`] reads the set, checks that it was made on these
//! articles, and brings back what the journal adds. Nothing but the lock file is written.

mod apart;
mod choose;
mod finish;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use super::article::{Article, SMALL, Source};
use super::disk::{Disk, Stamp};
use super::lock::{Claim, Held, Holder};
use super::open_error::OpenError;
use super::place::Place;
use super::stable::read_stable;
use crate::format::{Problem, native};
use crate::text::DocId;

use apart::Apart;
pub use finish::Opened;

/// Sets up to this many bytes are read before the first picture.
const QUICK: usize = 64 << 10;

/// Where a set is to lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// Beside the left article, or in the data folder where nothing can be written there.
    Beside,
    /// In the data folder, as for the sample.
    Data,
    /// In this file.
    File(PathBuf),
}

/// What to open, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The articles, left first.
    pub sources: [Source; 2],
    /// Where the set lies.
    pub place: Where,
    /// The folder for sets that cannot lie beside their articles, if there is one.
    pub data_folder: Option<PathBuf>,
    /// Who opens it, and from where.
    pub holder: Holder,
    /// Whether a set of another annotator may be changed.
    pub anybodys: bool,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// The name of the schema that a new set is made with.
    pub schema: String,
    /// The file that a new set begins with, instead of with nothing.
    pub begin_with: Option<Cow<'static, str>>,
}

/// The file of a set as it was found.
struct SetFile {
    text: String,
    stamp: Stamp,
    head: native::Head,
}

/// Articles that are open and a set that is found but not read.
pub struct Opening {
    disk: Arc<dyn Disk>,
    options: Options,
    /// The articles as they are on the disk now.
    articles: [Arc<Article>; 2],
    place: Place,
    set: Option<SetFile>,
    /// The set as this program left it, where its file is no longer that and changes wait in the journal.
    apart: Option<Apart>,
    lock: Option<Held>,
    read_only: Option<String>,
    told: Vec<String>,
}

/// Opens two articles and finds their set.
///
/// # Errors
///
/// When an article cannot be had, or the set's file is not one that can be read. A lock that another holds, and a
/// folder that cannot be written, are no errors: then the set opens read-only.
pub fn open(disk: Arc<dyn Disk>, mut options: Options) -> Result<Opening, OpenError> {
    let empty = || Source::Given { name: String::new(), bytes: Cow::Borrowed(&[]), keep: false };
    let chosen = choose::candidates(&*disk, &options)?;
    let [left, right] = std::mem::replace(&mut options.sources, [empty(), empty()]);
    let articles = [Article::load(&*disk, DocId::A, left)?, Article::load(&*disk, DocId::B, right)?].map(Arc::new);
    let claimed = choose::claim(&*disk, chosen, &options);
    let mut opening = Opening {
        disk,
        options,
        articles,
        place: claimed.place,
        set: None,
        apart: None,
        lock: None,
        read_only: claimed.read_only,
        told: claimed.told,
    };
    match claimed.claim {
        Some(Claim::Ours(held, told)) => {
            opening.lock = Some(held);
            opening.told.extend(told);
        }
        Some(Claim::Theirs(holder)) => opening.read_only = Some(format!("in use by {holder}")),
        None => {}
    }
    match opening.find_set() {
        Ok(()) => Ok(opening),
        Err(error) => {
            opening.unlock();
            Err(error)
        }
    }
}

impl Opening {
    /// Returns the articles as they are now.
    #[must_use]
    pub fn articles(&self) -> &[Arc<Article>; 2] {
        &self.articles
    }

    /// Returns where the set lies or will lie.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the name of the schema that the set was made with, `None` for a set that is not there yet.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        self.head().map(|head| head.schema.as_str())
    }

    /// Returns whether [`Opening::finish`] takes no longer than a picture: otherwise the articles should be shown first.
    #[must_use]
    pub fn is_quick(&self) -> bool {
        let large = |article: &Arc<Article>| article.document().len() > SMALL;
        self.set.as_ref().is_none_or(|set| set.text.len() <= QUICK && !self.articles.iter().any(large))
    }

    /// Returns the head of the set that opens, `None` for one that is not there yet.
    fn head(&self) -> Option<&native::Head> {
        let apart = self.apart.as_ref().map(|apart| &apart.head);
        apart.or(self.set.as_ref().map(|set| &set.head))
    }

    fn find_set(&mut self) -> Result<(), OpenError> {
        let found = read_set(&*self.disk, &self.place);
        self.find_apart(found.as_ref().ok().and_then(Option::as_ref).map(|set| set.text.as_str()))?;
        let unreadable = match found {
            // As long as changes wait for it that the person has to choose about, it need not be one that can be read.
            Err(error @ OpenError::Set { .. }) if self.apart.is_some() => Some(error),
            found => {
                self.set = found?;
                None
            }
        };
        let Some(head) = self.head().filter(|_| self.read_only.is_none()) else { return Ok(()) };
        let owner = &head.annotator;
        if self.set.as_ref().is_some_and(|set| set.stamp.protected) {
            self.read_only = Some(format!("{} is protected from writing", self.place.name()));
            self.unlock();
        } else if *owner != self.options.holder.annotator && !self.options.anybodys {
            self.read_only = Some(format!("the set belongs to {owner}; `--as {owner}` opens it for writing"));
            self.unlock();
        }
        match unreadable {
            Some(error) if self.apart.is_none() => Err(error),
            _ => Ok(()),
        }
    }

    /// Looks for the set as this program left it, whose file holds `text` now, if changes wait for it.
    fn find_apart(&mut self, text: Option<&str>) -> Result<(), OpenError> {
        // Without the lock it is shown as its file has it.
        self.apart = match self.lock {
            Some(_) => apart::find(&*self.disk, &self.place, text)?.filter(|apart| apart.waiting > 0),
            None => None,
        };
        Ok(())
    }

    /// Gives the lock up, for a set that will not be written.
    fn unlock(&mut self) {
        self.apart = None;
        if let Some(Err(error)) = self.lock.take().map(|held| held.release(&*self.disk, true)) {
            self.told.push(error.to_string());
        }
    }
}

/// Reads the file of the set at `place`, `None` if there is none.
fn read_set(disk: &dyn Disk, place: &Place) -> Result<Option<SetFile>, OpenError> {
    let path = place.set();
    let Some((bytes, stamp)) = read_stable(disk, path, native::MAX_SET_BYTES as u64)? else { return Ok(None) };
    let damaged = |problem| OpenError::Set { path: path.to_owned(), problem: Box::new(problem) };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        damaged(Problem::Syntax(format!("it is not UTF-8 at byte {at}")).into())
    })?;
    let head = native::head(&text).map_err(damaged)?;
    Ok(Some(SetFile { text, stamp, head }))
}

#[cfg(test)]
mod tests;
