//! `diptych replay`: the keys that a finished annotation takes, for people and for programs.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use super::args;
use super::output::{FOUND, Failure, print, tell, write_object};
use crate::format::schema::bundled;
use crate::replay::gold::{self, Gold, GoldText};
use crate::replay::tally::Tally;
use crate::replay::target::target;
use crate::replay::{Options, Outcome, replay};
use crate::store::error::reason;
use crate::store::{Article, Disk, RealDisk, Source};
use crate::suggest::Learner;
use crate::text::display::shown;
use crate::text::{DocId, Document, MAX_ARTICLE_BYTES};

/// The labels that a replay begins with.
const SCHEMA: &str = "news";

/// The figures of one file, or of all.
#[derive(Debug, Default, Serialize)]
struct Figures {
    #[serde(skip_serializing_if = "String::is_empty")]
    file: String,
    mentions: Tally,
    attributions: Tally,
    equal: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<Figures>,
}

/// Enters what the files of `asked` hold and prints the keys.
///
/// # Errors
///
/// When a file is no gold, an article cannot be had, or they do not fit together.
pub fn run(asked: &args::Replay) -> Result<ExitCode, Failure> {
    let mut all = Figures { equal: true, ..Figures::default() };
    let mut learned = asked.learn.then(Learner::default);
    for path in &asked.gold {
        let outcome = replayed(&RealDisk, path, asked, learned.take())?;
        learned = asked.learn.then(|| outcome.editor.learned_so_far().clone());
        let file = path.display().to_string();
        for note in &outcome.notes {
            tell("note", &format!("{file}: {note}"));
        }
        all.mentions.join(&outcome.mentions);
        all.attributions.join(&outcome.attributions);
        all.equal &= outcome.differences.is_empty();
        all.files.push(Figures {
            file,
            equal: outcome.differences.is_empty(),
            mentions: outcome.mentions,
            attributions: outcome.attributions,
            differences: outcome.differences,
            files: Vec::new(),
        });
    }
    print(|out| if asked.json { write_object(out, &all) } else { write_text(out, &all) })?;
    Ok(if all.equal { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn replayed(disk: &dyn Disk, path: &Path, asked: &args::Replay, learned: Option<Learner>) -> Result<Outcome, Failure> {
    let cannot = |why: &dyn std::fmt::Display| Failure::new(format_args!("cannot replay {}: {why}", path.display()));
    let bytes = disk.read(path, MAX_ARTICLE_BYTES).map_err(|error| {
        cannot(&reason(&error)).hint("name a JSON file with `documents`, `mentions` and `attributions`")
    })?;
    let json = String::from_utf8(bytes)
        .map_err(|error| cannot(&format_args!("it is not UTF-8 at byte {}", error.utf8_error().valid_up_to())))?;
    let gold = gold::read(&json).map_err(|error| cannot(&error))?;
    let documents = documents(disk, path, &gold)?;
    let from_file =
        [0, 1].map(|at| gold.documents.get(at).is_some_and(|document| matches!(document.text, GoldText::File(_))));
    let layer = |layer: &str| asked.all_layers || layer == "named";
    let target = target(&gold, [&documents[0], &documents[1]], from_file, layer).map_err(|error| cannot(&error))?;
    let schema = bundled(SCHEMA).ok_or_else(|| cannot(&"the bundled schema is missing"))?;
    let options = Options { no_suggestions: asked.no_suggestions, all_alike: asked.all_alike, learned };
    replay(&gold, &target, documents, schema, options).map_err(|error| cannot(&error))
}

/// Returns the texts of `gold`, which lies in the file `path`; an empty one for the second where there is none.
fn documents(disk: &dyn Disk, path: &Path, gold: &Gold) -> Result<[Arc<Document>; 2], Failure> {
    let mut documents = DocId::BOTH.map(|doc| Arc::new(Document::new(doc, String::new())));
    for (doc, document) in DocId::BOTH.into_iter().zip(&gold.documents) {
        let source = match &document.text {
            GoldText::Inline(text) => {
                Source::Given { name: document.name.clone(), bytes: Cow::Owned(text.clone().into_bytes()), keep: false }
            }
            GoldText::File(file) => Source::File(found(disk, path, file)),
        };
        documents[doc.index()] = Arc::clone(Article::load(disk, doc, source)?.document());
    }
    Ok(documents)
}

/// Returns where `file` lies: beside the gold file or in the folder above that; beside it where it is nowhere.
fn found(disk: &dyn Disk, gold: &Path, file: &str) -> PathBuf {
    let beside = gold.with_file_name(file);
    let above = gold.parent().map(|folder| folder.join("..").join(file));
    let there = |path: &PathBuf| disk.stamp(path).is_ok();
    if there(&beside) { beside } else { above.filter(there).unwrap_or(beside) }
}

fn write_text(out: &mut dyn Write, all: &Figures) -> io::Result<()> {
    for figures in &all.files {
        writeln!(out, "{}", shown(&figures.file))?;
        write_figures(out, figures)?;
        if figures.equal {
            writeln!(out, "  equal to the gold")?;
        }
        for difference in &figures.differences {
            writeln!(out, "  {}", shown(difference))?;
        }
    }
    if all.files.len() > 1 {
        let equal = all.files.iter().filter(|figures| figures.equal).count();
        writeln!(out, "all {} files, {equal} equal to the gold", all.files.len())?;
        write_figures(out, all)?;
    }
    Ok(())
}

fn write_figures(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    for (layer, tally) in [("mentions", &figures.mentions), ("attributions", &figures.attributions)] {
        let each = match tally.count {
            0 => String::new(),
            count => format!("  {} each", hundredths(tally.keys, count)),
        };
        writeln!(out, "  {layer:<18}{:>6}{:>7} keys{each}", tally.count, tally.keys)?;
        for (kind, cost) in &tally.kinds {
            writeln!(out, "    {:<16}{:>6}{:>7}", kind.word(), cost.count, cost.keys)?;
        }
    }
    Ok(())
}

/// Returns `keys` by `count` with two places.
fn hundredths(keys: usize, count: usize) -> String {
    let hundredths = (keys * 100 + count / 2) / count;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
