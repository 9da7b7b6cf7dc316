//! `diptych doctor`: what is intact in a damaged set goes into a new file, and what is missing is named.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::output::{Failure, tell, write_object};
use crate::annotation::counted;
use crate::store::doctor::{DoctorError, Missing, Salvage};
use crate::text::display::shown;

/// What was done, as programs read it.
#[derive(Debug, Serialize)]
struct Report<'salvage> {
    set: String,
    new: String,
    intact: bool,
    counts: BTreeMap<&'static str, usize>,
    returned: usize,
    missing: Vec<Row<'salvage>>,
    told: &'salvage [String],
}

#[derive(Debug, Serialize)]
struct Row<'salvage> {
    file: String,
    line: Option<usize>,
    what: &'salvage str,
    why: &'salvage str,
}

impl<'salvage> Row<'salvage> {
    fn of(Missing { file, line, what, why }: &'salvage Missing) -> Self {
        Row { file: file.display().to_string(), line: *line, what, why }
    }
}

impl From<DoctorError> for Failure {
    fn from(error: DoctorError) -> Self {
        let hint = error.hint();
        Failure::new(error).hint(hint)
    }
}

/// Says on standard error what `salvage` does not hold, and what else is worth knowing.
pub fn tell_missing(salvage: &Salvage) {
    for sentence in &salvage.told {
        tell("note", sentence);
    }
    for Missing { file, line, what, why } in &salvage.missing {
        let line = line.map_or_else(String::new, |line| format!(":{line}"));
        tell("missing", &format!("{}{line}: {what}: {why}", file.display()));
    }
}

/// Writes what the file `new` holds as a line.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, new: &Path, salvage: &Salvage) -> io::Result<()> {
    let counts: Vec<String> = salvage.counts.iter().map(|(kind, count)| counted(*count, kind.word())).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    let back = match salvage.returned {
        0 => String::new(),
        back => format!("; {back} of them from the journal or the history"),
    };
    writeln!(out, "{}: {counts}{back}", shown(&new.display().to_string()))
}

/// Writes what was done to `set` as one JSON object.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, set: &Path, new: &Path, salvage: &Salvage) -> io::Result<()> {
    let report = Report {
        set: set.display().to_string(),
        new: new.display().to_string(),
        intact: salvage.missing.is_empty(),
        counts: salvage.counts.iter().map(|(kind, count)| (kind.word(), *count)).collect(),
        returned: salvage.returned,
        missing: salvage.missing.iter().map(Row::of).collect(),
        told: &salvage.told,
    };
    write_object(out, &report)
}
