//! What the tests of this layer share: a pair on a simulated disk, and a script of operations on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::article::Source;
use super::disk::Disk;
use super::lock::Holder;
use super::open_error::OpenError;
use super::session::{Opened, Options, Where, open};
use super::simulated::SimulatedDisk;
use crate::annotation::{
    Edit, History, IdSource, Mention, Operation, OperationKind, Provenance, Record, Set, Timestamp, Transaction,
};
use crate::format::native;
use crate::text::{DocId, Document};

pub const LEFT: &str = "/news/left.txt";
pub const RIGHT: &str = "/news/right.txt";
pub const SET: &str = "/news/left--right.mk.ron";
pub const JOURNAL: &str = "/news/.diptych/left--right.mk.journal";
pub const HISTORY: &str = "/news/.diptych/left--right.mk.history";

/// Returns a disk with two articles and nothing else.
pub fn pair() -> SimulatedDisk {
    let disk = SimulatedDisk::new();
    disk.put(LEFT, "“Şıbırğan’s fall”, an aide said.\r\nDostum had left — 上海 👩‍👧 e\u{301}té.\n");
    disk.put(RIGHT, format!("\u{feff}{}", "The city of Sheberghan has fallen, AFP reported. ".repeat(2)));
    disk
}

pub fn options() -> Options {
    Options {
        sources: [Source::File(PathBuf::from(LEFT)), Source::File(PathBuf::from(RIGHT))],
        place: Where::Beside,
        data_folder: Some(PathBuf::from("/data/diptych")),
        holder: Holder { process: 4711, annotator: "mk".to_owned(), host: "hera".to_owned() },
        anybodys: false,
        read_only: false,
        schema: "news".to_owned(),
        begin_with: None,
    }
}

pub fn open_with(disk: &SimulatedDisk, options: Options) -> Result<Opened, OpenError> {
    let disk: Arc<dyn Disk> = Arc::new(disk.clone());
    open(disk, options)?.finish()
}

pub fn open_pair(disk: &SimulatedDisk) -> Opened {
    open_with(disk, options()).expect("the pair opens")
}

/// Returns the text of the file that `opened` would be kept in, without the lines on its documents, whose paths depend on where
/// it lies.
pub fn text_of(opened: &Opened) -> String {
    without_documents(&native::write(&opened.set, [opened.articles[0].document(), opened.articles[1].document()]))
}

pub fn without_documents(text: &str) -> String {
    text.lines().filter(|line| !line.contains("sha256:")).collect::<Vec<_>>().join("\n")
}

/// Operations on the pair, and the text of the set before the first and after each of them.
pub struct Script {
    pub operations: Vec<Arc<Operation>>,
    pub states: Vec<String>,
}

impl Script {
    /// Returns `count` operations that go on from `opened`: mentions added, also several at once, changed and
    /// removed, undone and redone.
    pub fn new(opened: &Opened, count: u64) -> Self {
        let documents = [opened.articles[0].document().as_ref(), opened.articles[1].document().as_ref()];
        let mut script = Script { operations: Vec::new(), states: vec![native::write(&opened.set, documents)] };
        let mut set = opened.set.clone();
        let mut history = History::starting_after(opened.last);
        let mut ids = IdSource::new(opened.last + 7 + 1000 * opened.set.records().count() as u64);
        for step in 0..count {
            let (kind, transaction) = next(step, &set, &history, &mut ids, documents);
            set.apply(&transaction).expect("made for this state");
            let seq = history.last() + 1;
            let at = Timestamp(1_700_000_000 + i64::try_from(seq).expect("small"));
            let operation = Arc::new(Operation { seq, at, by: "mk".to_owned(), kind, transaction });
            history.record(Arc::clone(&operation));
            script.operations.push(operation);
            script.states.push(native::write(&set, documents));
        }
        script
    }
}

fn next(
    step: u64,
    set: &Set,
    history: &History,
    ids: &mut IdSource,
    documents: [&Document; 2],
) -> (OperationKind, Transaction) {
    let mut mentions: Vec<&Mention> = set.mentions().collect();
    mentions.sort_unstable_by_key(|mention| mention.id);
    match (step % 10, mentions.first(), history.to_undo(), history.to_redo()) {
        (4, Some(first), ..) => {
            let mut after = (*first).clone();
            after.note = "a “note”\nof two lines \u{1b}[0m".to_owned();
            let edit = Edit::replace(Record::Mention((*first).clone()), Record::Mention(after));
            (OperationKind::Do, Transaction::of("note", edit))
        }
        (5, _, Some((of, undone)), _) => (OperationKind::Undo { of }, undone.inverse()),
        (6, _, _, Some((of, redone))) => (OperationKind::Redo { of }, redone.clone()),
        (8, Some(first), ..) => {
            (OperationKind::Do, Transaction::of("remove", Edit::remove(Record::Mention((*first).clone()))))
        }
        (3, ..) => {
            let edits = (0..3).map(|at| Edit::add(mention(ids, documents[1], at * 6..at * 6 + 3))).collect();
            (OperationKind::Do, Transaction { summary: "tag all alike".to_owned(), edits })
        }
        _ => {
            let start = usize::try_from(step).expect("small") % 9;
            let document = documents[0];
            let start = document.char_floor(start);
            let end = document.next_grapheme(start + 1);
            (OperationKind::Do, Transaction::of("tag", Edit::add(mention(ids, document, start..end))))
        }
    }
}

fn mention(ids: &mut IdSource, document: &Document, bytes: std::ops::Range<usize>) -> Record {
    let span = document.span(bytes).expect("inside the text");
    let label = if document.id() == DocId::A { "place" } else { "person" };
    let provenance = Provenance { by: "mk".to_owned(), ..Provenance::default() };
    Record::Mention(Mention::new(ids.next(|_| false), span, label, provenance))
}

/// Returns the paths of `files` below `folder`.
pub fn below(disk: &SimulatedDisk, folder: &str) -> Vec<PathBuf> {
    disk.files().into_iter().filter(|path| path.starts_with(Path::new(folder))).collect()
}
