//! Checking a set on the disk: what a session would find, said without opening one. Nothing is ever written.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::Disk;
use super::error::{FileError, Named, if_there};
use super::line::{self, Tail};
use super::open_error::{damage_hint, doctor_hint};
use super::past::{Past, flaw};
use super::place::Place;
use super::replay::{Fit, Replay, replay};
use super::texts::{Pair, Texts, Walk, both};
use crate::annotation::{DocumentInfo, RecordKind, Set, counted, integrity};
use crate::format::native;
use crate::text::{DocId, Document, MAX_ARTICLE_BYTES, decode, sha256};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Worth knowing; nothing is lost.
    Warning,
    /// Something cannot be read, or stands against something else.
    Error,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub grade: Grade,
    /// Its name, which stays: `journal-torn`.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub text: String,
    /// What can be done, if that is known.
    pub hint: Option<String>,
}

/// What a check has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// The set's file.
    pub set: PathBuf,
    /// How many records of each kind there are with the journal's operations applied; empty where the set cannot be read.
    pub counts: Vec<(RecordKind, usize)>,
    /// The number of the last operation that would come back.
    pub recovers: u64,
    /// How many operations the journal holds that the set's file does not.
    pub waiting: usize,
    /// What was found, in the order of the files: set, articles, journal, history; then what is doubtful in the set.
    pub findings: Vec<Finding>,
}

impl CheckReport {
    /// Returns whether nothing but warnings was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.grade == Grade::Warning)
    }

    /// Returns the report as text, a line for each thing, with a line feed at its end.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}", self.set.display());
        let counts: Vec<String> = self.counts.iter().map(|(kind, count)| counted(*count, kind.word())).collect();
        if !counts.is_empty() {
            let _ = write!(text, ": {}", counts.join(", "));
        }
        let _ = write!(text, "\nrecovers {}\n", self.recovers);
        if self.waiting > 0 {
            let _ = writeln!(text, "{} in the journal and not in the file", counted(self.waiting, "operation"));
        }
        for finding in &self.findings {
            let grade = if finding.grade == Grade::Error { "error" } else { "warning" };
            let _ = writeln!(text, "{grade} {}: {}", finding.code, finding.text);
            if let Some(hint) = &finding.hint {
                let _ = writeln!(text, "hint: {hint}");
            }
        }
        text
    }

    fn add(&mut self, grade: Grade, code: &'static str, text: impl Into<String>) {
        self.findings.push(Finding { grade, code, text: text.into(), hint: None });
    }

    fn error(&mut self, code: &'static str, text: impl Into<String>, hint: impl Into<String>) {
        self.findings.push(Finding { grade: Grade::Error, code, text: text.into(), hint: Some(hint.into()) });
    }
}

/// Checks the set whose file is `set`, its articles, its journal and its history.
#[must_use]
pub fn check(disk: &dyn Disk, set: &Path) -> CheckReport {
    let mut report =
        CheckReport { set: set.to_owned(), counts: Vec::new(), recovers: 0, waiting: 0, findings: Vec::new() };
    if let Err(error) = check_files(disk, &Place::new(set.to_owned()), &mut report) {
        report.add(Grade::Error, "unreadable", error.to_string());
    }
    report
}

fn check_files(disk: &dyn Disk, place: &Place, report: &mut CheckReport) -> Result<(), FileError> {
    let journal = if_there(disk.read(&place.journal(), u64::MAX)).named("read", &place.journal())?;
    let Some(text) = set_text(disk, place, journal.as_deref(), report)? else { return Ok(()) };
    let head = match native::head(&text) {
        Ok(head) => head,
        Err(error) => {
            report.error(error.problem.code(), error.to_string(), damage_hint(&error, place.set()));
            return Ok(());
        }
    };
    let mut documents: Vec<Arc<Document>> = Vec::new();
    for doc in DocId::BOTH {
        match head.documents.iter().find(|info| info.doc == doc) {
            Some(info) => documents.extend(find_article(disk, place, info, report)?.map(Arc::new)),
            None => documents.push(Arc::new(Document::new(doc, String::new()))),
        }
    }
    let Ok(base) = Pair::try_from(documents) else { return Ok(()) };
    let mut set = match native::read(&text, both(&base)) {
        Ok(set) => set,
        Err(error) => {
            report.error(error.problem.code(), error.to_string(), damage_hint(&error, place.set()));
            return Ok(());
        }
    };
    let texts = Texts::new(vec![place.clone()], &base);
    let mut walk = Walk::new(disk, &texts, base);
    check_journal(disk, place, &text, journal.as_deref(), &mut set, &mut walk, report)?;
    check_borders(&set, both(walk.now()), report);
    for finding in integrity::findings(&set, both(walk.now())) {
        report.add(Grade::Warning, finding.what.code(), finding.text);
    }
    report.counts = counts(&set);
    Ok(())
}

/// Returns how many records of each kind `set` has, kinds without any left out.
#[must_use]
pub fn counts(set: &Set) -> Vec<(RecordKind, usize)> {
    let kinds = [
        RecordKind::Document,
        RecordKind::Entity,
        RecordKind::Mention,
        RecordKind::Attribution,
        RecordKind::Link,
        RecordKind::Decision,
        RecordKind::Code,
    ];
    kinds.map(|kind| (kind, set.count(kind))).into_iter().filter(|(_, count)| *count > 0).collect()
}

fn set_text(
    disk: &dyn Disk,
    place: &Place,
    journal: Option<&[u8]>,
    report: &mut CheckReport,
) -> Result<Option<String>, FileError> {
    let path = place.set();
    let Some(bytes) = if_there(disk.read(path, native::MAX_SET_BYTES as u64)).named("read", path)? else {
        report.add(Grade::Error, "set-missing", format!("there is no file {}", path.display()));
        report.waiting = journal.map_or(0, |bytes| line::read(bytes).lines.len().saturating_sub(1));
        return Ok(None);
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            report.error("set-damaged", format!("it is not UTF-8 at byte {at}"), doctor_hint(path));
            Ok(None)
        }
    }
}

/// Returns the text that the set was made on: the article, or its copy where the article has changed or gone.
fn find_article(
    disk: &dyn Disk,
    place: &Place,
    info: &DocumentInfo,
    report: &mut CheckReport,
) -> Result<Option<Document>, FileError> {
    let path = place.folder().join(&info.file);
    let read = |path: &Path| if_there(disk.read(path, MAX_ARTICLE_BYTES)).named("read", path);
    let text = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| decode(info.doc, bytes).ok());
    let is_it = |document: &Document| sha256(document.text()) == info.sha256;
    let found = read(&path)?;
    let there = found.is_some();
    let article = text(found).map(|decoded| decoded.document);
    if let Some(document) = article.filter(is_it) {
        return Ok(Some(document));
    }
    let what = if there { "is another text than the one the set was made on" } else { "is not there" };
    let code = if there { "article-changed" } else { "article-missing" };
    let copy = text(read(&place.copy(&info.sha256))?).map(|decoded| decoded.document).filter(is_it);
    if copy.is_some() {
        report.add(Grade::Warning, code, format!("{} {what}; the copy of that one is whole", path.display()));
    } else {
        let text = format!("{} {what}, and there is no copy of that one", path.display());
        report.error(code, text, "put the article back as it was");
    }
    Ok(copy)
}

fn check_journal(
    disk: &dyn Disk,
    place: &Place,
    text: &str,
    journal: Option<&[u8]>,
    set: &mut Set,
    walk: &mut Walk<'_>,
    report: &mut CheckReport,
) -> Result<(), FileError> {
    let replay = match journal {
        Some(bytes) => {
            let mut replay = replay(set, &sha256(text), bytes, walk);
            replay.weigh_copy(disk, place, bytes)?;
            replay
        }
        None => Replay::none(Past::last_in_history(disk, place)?),
    };
    report.recovers = replay.last;
    report.waiting = replay.operations.len();
    if let Some(damage) = &replay.damage {
        let hint = format!("the set opens read-only; {}", doctor_hint(place.set()));
        report.error("journal-damaged", damage.to_string(), hint);
    } else if let Tail::Torn { bytes, line } = replay.tail {
        let text = format!("line {line} of the journal was never finished ({bytes} bytes) and will be left out");
        report.add(Grade::Warning, "journal-torn", text);
    }
    match replay.fit {
        Fit::Foreign { waiting } => {
            report.waiting = waiting;
            let text = "the set was changed by another program while changes waited in the journal";
            report.error(
                "set-foreign",
                text,
                "open the set: the program asks what becomes of both, or says why it cannot",
            );
        }
        Fit::Changed => {
            report.add(Grade::Warning, "set-changed", "the set was changed by another program since the last session");
        }
        Fit::None | Fit::Known => {}
    }
    let path = place.history();
    if let Some(bytes) = if_there(disk.read(&path, u64::MAX)).named("read", &path)? {
        let lines = journal.map(line::read);
        if let Some(text) = flaw(&bytes, lines.as_ref()) {
            report.add(Grade::Warning, "history-damaged", format!("{text}; undo goes back no further than that"));
        }
    }
    Ok(())
}

/// Warns of spans that cut what is read as one character.
fn check_borders(set: &Set, documents: [&Document; 2], report: &mut CheckReport) {
    let mut cut: Vec<String> = Vec::new();
    set.visit(|record| {
        let spans = record.spans();
        let mut ends = spans.iter().flat_map(|span| {
            let document = documents[span.doc().index()];
            span.fragments().iter().flat_map(move |piece| [(document, piece.start()), (document, piece.end())])
        });
        if ends.any(|(document, byte)| !document.is_grapheme_border(byte)) {
            cut.push(format!("{} {} cuts what is read as one character", record.kind().word(), record.id()));
        }
    });
    cut.sort_unstable();
    for text in cut {
        report.add(Grade::Warning, "cut-character", text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SimulatedDisk;
    use crate::store::testing::{HISTORY, JOURNAL, LEFT, SET, Script, open_pair, pair};

    /// Returns a disk on which a session of `count` operations was killed; a snapshot was taken after five.
    fn killed(count: usize) -> SimulatedDisk {
        let disk = pair();
        let opened = open_pair(&disk);
        let script = Script::new(&opened, count as u64);
        let mut writer = opened.writer.expect("writable");
        for operation in &script.operations {
            writer.submit(Arc::clone(operation));
            writer.flush();
            if operation.seq == 5 {
                writer.snapshot().expect("written");
            }
        }
        disk.after_crash(1)
    }

    /// Returns the codes of what was found in the files; the script's records may be doubtful besides.
    fn codes(report: &CheckReport) -> Vec<&'static str> {
        let doubtful = integrity::Doubtful::ALL.map(integrity::Doubtful::code);
        report.findings.iter().map(|finding| finding.code).filter(|code| !doubtful.contains(code)).collect()
    }

    #[test]
    fn what_waits_in_the_journal_is_told_and_nothing_is_written() {
        let disk = killed(8);
        let calls = disk.calls();
        let report = check(&disk, Path::new(SET));
        assert!(report.is_sound());
        let text = report.to_text();
        assert!(text.contains("\nrecovers 8\n3 operations in the journal and not in the file\n"), "{text}");
        for call in calls..disk.calls() {
            let call = disk.call(call).expect("a call");
            assert!(call.starts_with("read") || call.starts_with("stamp"), "{call}");
        }
    }

    #[test]
    fn a_torn_journal_is_a_warning_and_a_broken_one_an_error() {
        let disk = killed(8);
        let journal = disk.peek(JOURNAL).expect("a journal");
        disk.put(JOURNAL, &journal[..journal.len() - 1]);
        let report = check(&disk, Path::new(SET));
        assert_eq!((codes(&report), report.recovers, report.is_sound()), (vec!["journal-torn"], 7, true));
        let mut broken = journal;
        let second = broken.iter().position(|byte| *byte == b'\n').expect("a line") + 20;
        broken[second] ^= 1;
        disk.put(JOURNAL, broken);
        let report = check(&disk, Path::new(SET));
        assert_eq!((codes(&report), report.recovers, report.is_sound()), (vec!["journal-damaged"], 5, false));
        assert_eq!(open_pair(&disk).read_only.map(|reason| reason.contains("line 2 of the journal")), Some(true));
    }

    #[test]
    fn a_changed_article_is_read_from_its_copy() {
        let disk = killed(3);
        disk.put(LEFT, "Another text.");
        let report = check(&disk, Path::new(SET));
        assert_eq!((codes(&report), report.recovers), (vec!["article-changed"], 3));
        for path in crate::store::testing::below(&disk, "/news/.diptych/articles") {
            disk.take(path);
        }
        disk.take(LEFT);
        let report = check(&disk, Path::new(SET));
        assert_eq!((codes(&report), report.is_sound()), (vec!["article-missing"], false));
    }

    #[test]
    fn every_other_state_has_its_code() {
        let disk = killed(8);
        let set = String::from_utf8(disk.peek(SET).expect("a set")).expect("text");
        disk.put(SET, set.replace("format: 1", "format: 9"));
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["set-newer"]);
        disk.put(SET, set.replace("label: ", "lable: "));
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["set-damaged"]);
        disk.put(SET, set.replace("annotator: \"mk\"", "annotator: \"ab\""));
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["set-foreign"]);
        disk.put(SET, b"\xff".to_vec());
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["set-damaged"]);
        disk.take(SET);
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["set-missing"]);
        disk.put(SET, set);
        disk.put(HISTORY, "");
        assert_eq!(codes(&check(&disk, Path::new(SET))), ["history-damaged"]);
    }

    #[test]
    fn every_code_is_in_the_documents() {
        let documents = include_str!("../../docs/format.md");
        let source = concat!(include_str!("check.rs"), include_str!("../format/error.rs"));
        // A code is said as the second value of a finding or of an arm: small letters and hyphens in quotation marks.
        let codes =
            source.split('"').skip(1).step_by(2).filter(|text| {
                text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            });
        let codes: Vec<&str> = codes.chain(integrity::Doubtful::ALL.map(integrity::Doubtful::code)).collect();
        assert!(codes.len() > 20, "{codes:?}");
        for code in codes {
            assert!(documents.contains(&format!("\n| `{code}` |")), "{code}");
        }
    }
}
