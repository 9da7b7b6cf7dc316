//! `diptych check`: what a set holds, what would come back, and what is wrong, for people and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::output::{Failure, write_lines, write_object};
use crate::store::Disk;
use crate::store::check::{CheckReport, Finding, Grade, check};

/// The report as programs read it.
#[derive(Debug, Serialize)]
struct Report<'report> {
    set: String,
    sound: bool,
    counts: BTreeMap<&'static str, usize>,
    recovers: u64,
    waiting: usize,
    findings: Vec<Row<'report>>,
}

#[derive(Debug, Serialize)]
struct Row<'report> {
    grade: &'static str,
    code: &'static str,
    text: &'report str,
    hint: Option<&'report str>,
}

impl<'report> Row<'report> {
    fn of(finding: &'report Finding) -> Self {
        let grade = if finding.grade == Grade::Error { "error" } else { "warning" };
        Row { grade, code: finding.code, text: &finding.text, hint: finding.hint.as_deref() }
    }
}

/// Checks the set in the file `set`.
///
/// # Errors
///
/// When there is no such file, or it cannot be read.
pub fn checked(disk: &dyn Disk, set: &Path) -> Result<CheckReport, Failure> {
    let report = check(disk, set);
    // Without a file there is nothing to say of it, unless a journal waits for one.
    let unread =
        |finding: &&Finding| finding.code == "unreadable" || finding.code == "set-missing" && report.waiting == 0;
    match report.findings.iter().find(unread) {
        Some(finding) => {
            let failure = Failure::new(&finding.text);
            Err(failure.hint(finding.hint.as_deref().unwrap_or("name the `.ron` file that diptych wrote")))
        }
        None => Ok(report),
    }
}

/// Writes `report` as lines.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, report: &CheckReport) -> io::Result<()> {
    write_lines(out, &report.to_text())
}

/// Writes `report` as one JSON object.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, report: &CheckReport) -> io::Result<()> {
    let report = Report {
        set: report.set.display().to_string(),
        sound: report.is_sound(),
        counts: report.counts.iter().map(|(kind, count)| (kind.word(), *count)).collect(),
        recovers: report.recovers,
        waiting: report.waiting,
        findings: report.findings.iter().map(Row::of).collect(),
    };
    write_object(out, &report)
}
