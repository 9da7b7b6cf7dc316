//! `diptych suggest --explain`: why each candidate is offered or not, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::output::write_object;
use crate::editor::{Editor, Explained};
use crate::text::display::shown;
use crate::text::{DocId, Document};

/// One candidate with its reasons.
#[derive(Debug, Serialize)]
struct Reasons<'pair> {
    doc: &'static str,
    /// Its first character, counted from 0.
    start: usize,
    /// The character after its last.
    end: usize,
    text: &'pair str,
    /// What is offered instead, if other words are.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'pair str>,
    rule: &'static str,
    /// How likely it is by the rules alone.
    by_rules: f64,
    /// How likely it is with what was learned.
    chance: f64,
    offered: bool,
    why: String,
    features: Vec<Feature>,
}

/// What the learner looks at, with the weight that was learned.
#[derive(Debug, Serialize)]
struct Feature {
    feature: String,
    weight: f64,
}

/// All candidates of a pair with their reasons.
#[derive(Debug, Serialize)]
pub struct Report<'pair> {
    /// How many decisions were learned from.
    learned_from: usize,
    candidates: Vec<Reasons<'pair>>,
}

impl<'pair> Report<'pair> {
    /// Returns the candidates of both articles of `editor`. The work is proportional to these.
    #[must_use]
    pub fn of(editor: &'pair Editor) -> Self {
        let reasons = |doc: DocId| {
            let document = editor.document(doc);
            editor.explained(doc).into_iter().map(move |one| Reasons::of(document, one))
        };
        let candidates = DocId::BOTH.into_iter().flat_map(reasons).collect();
        Report { learned_from: editor.learned_so_far().len(), candidates }
    }
}

impl<'pair> Reasons<'pair> {
    fn of(document: &'pair Document, one: Explained) -> Self {
        let feature = |(feature, weight)| Feature { feature, weight: thousandths(weight) };
        Reasons {
            doc: one.doc.as_str(),
            start: document.chars_before(one.bytes.start),
            end: document.chars_before(one.bytes.end),
            text: document.slice(one.bytes),
            instead: one.instead.map(|bytes| document.slice(bytes)),
            rule: one.rule,
            by_rules: thousandths(one.by_rules),
            chance: thousandths(one.chance),
            offered: one.offered,
            why: one.why,
            features: one.features.into_iter().map(feature).collect(),
        }
    }
}

/// Returns `number` with three places.
fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

/// Writes `report` as one JSON object.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    write_object(out, report)
}

/// Writes `report` as lines: one for each candidate, and below it what was learned of it.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "learned from {} decisions", report.learned_from)?;
    for one in &report.candidates {
        let text = shown(one.text).replace('\n', " ");
        writeln!(
            out,
            "{} {}-{}  {text}  {}, {:.2} by rules, {:.2} as learned: {}",
            one.doc, one.start, one.end, one.rule, one.by_rules, one.chance, one.why
        )?;
        for of in one.features.iter().filter(|of| of.weight != 0.0) {
            writeln!(out, "    {:+.3}  {}", of.weight, shown(&of.feature))?;
        }
        if let Some(instead) = one.instead {
            writeln!(out, "    offered as {}", shown(instead).replace('\n', " "))?;
        }
    }
    Ok(())
}
