//! A set whose file is not as this program left it: the state it was left in, and what another program did since.

use crate::annotation::merge::{Counts, difference};
use crate::annotation::{Operation, OperationKind, Set, Timestamp, Transaction};
use crate::format::native;
use crate::store::disk::{Disk, Stamp};
use crate::store::error::{FileError, Named, if_there};
use crate::store::journal::{self, Header};
use crate::store::line;
use crate::store::place::Place;
use crate::text::{Document, sha256};

/// Who is said to have done what was done to the file between two sessions.
const ANOTHER: &str = "another program";

/// The set's file as this program left it, of which there is a copy.
pub(super) struct Apart {
    /// The content of the file.
    pub text: String,
    /// Its head.
    pub head: native::Head,
    /// Its SHA-256.
    pub hash: String,
    /// How many operations the journal has after it.
    pub waiting: usize,
}

/// Returns the file of the set at `place` as this program left it, if it is not `text` now (`None`: none, or none that can be
/// read), and if the journal goes on from the copy.
///
/// # Errors
///
/// When a file that is there cannot be read.
pub(super) fn find(disk: &dyn Disk, place: &Place, text: Option<&str>) -> Result<Option<Apart>, FileError> {
    let path = place.journal();
    let Some(journal) = if_there(disk.read(&path, u64::MAX)).named("read", &path)? else { return Ok(None) };
    let read = line::read(&journal);
    let Ok((header, _)) = Header::read(&read) else { return Ok(None) };
    let known = |text: &str| {
        let hash = sha256(text);
        journal::known(&read.lines, &header, &hash).map(|from| (hash, from))
    };
    if text.is_some_and(|text| known(text).is_some()) {
        return Ok(None);
    }
    let path = place.base();
    let copy = if_there(disk.read(&path, native::MAX_SET_BYTES as u64)).named("read", &path)?;
    let Some(text) = copy.and_then(|bytes| String::from_utf8(bytes).ok()) else { return Ok(None) };
    let (Some((hash, from)), Ok(head)) = (known(&text), native::head(&text)) else { return Ok(None) };
    let waiting = journal::operations(&read.lines, from).count();
    Ok(Some(Apart { text, head, hash, waiting }))
}

/// Whether anything was done to the records of a file between two sessions.
pub(super) enum Outside {
    /// This, which enters the history as operation number `seq`.
    Done(Box<Operation>),
    /// Nothing but how the file is set out.
    Form,
    /// That cannot be said: the file is not of the same set any more.
    Unknown,
}

/// Returns what another program did to the set that `apart` holds, and that is `set` now, in a file with `stamp` and `head`.
pub(super) fn outside(
    apart: &Apart,
    (set, head, stamp): (&Set, &native::Head, &Stamp),
    seq: u64,
    documents: [&Document; 2],
) -> Outside {
    let names = |head: &native::Head| (head.set.clone(), head.schema.clone(), head.annotator.clone());
    let texts = |head: &native::Head| head.documents.iter().map(|info| info.sha256.clone()).collect::<Vec<_>>();
    if names(head) != names(&apart.head) || texts(head) != texts(&apart.head) {
        return Outside::Unknown;
    }
    let Ok(before) = native::read(&apart.text, documents) else { return Outside::Unknown };
    let edits = difference(&before, set);
    if edits.is_empty() {
        return Outside::Form;
    }
    let summary = format!("changed by another program ({})", Counts::of(&edits).words());
    let seconds = i64::try_from(stamp.modified / 1_000_000_000).unwrap_or_default();
    let at = Timestamp(seconds.clamp(Timestamp::FIRST.0, Timestamp::LAST.0));
    let (by, kind, transaction) = (ANOTHER.to_owned(), OperationKind::Do, Transaction { summary, edits });
    Outside::Done(Box::new(Operation { seq, at, by, kind, transaction }))
}
