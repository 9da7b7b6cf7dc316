//! `diptych suggest`: what stepping would stop at in a pair, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::output::write_object;
use crate::editor::{Editor, Stop, What};
use crate::text::display::shown;
use crate::text::word::words;
use crate::text::{DocId, Document};

/// One likely place.
#[derive(Debug, Serialize)]
struct Candidate<'pair> {
    /// The article, `a` or `b`.
    doc: &'static str,
    /// Its first character, counted from 0.
    start: usize,
    /// The character after its last.
    end: usize,
    text: &'pair str,
    /// `mention` or `cue`.
    what: &'static str,
    /// The label that Enter would give; none where nothing says which.
    label: Option<String>,
    /// By which rule it was found; none for a cue.
    rule: Option<&'static str>,
    /// Whether it was tagged, attributed or dismissed already.
    decided: bool,
}

/// What stepping meets in one article.
#[derive(Debug, Serialize)]
struct Article {
    doc: &'static str,
    words: usize,
    mentions: usize,
    cues: usize,
    decided: usize,
    /// How many places in a hundred words are stopped at.
    stops_per_100_words: f64,
}

/// What stepping meets in a pair.
#[derive(Debug, Serialize)]
pub struct Report<'pair> {
    articles: Vec<Article>,
    candidates: Vec<Candidate<'pair>>,
}

impl<'pair> Report<'pair> {
    /// Returns all that stepping would stop at in the articles of `editor`. The work is proportional to these.
    #[must_use]
    pub fn of(editor: &'pair Editor) -> Self {
        let mut report = Report { articles: Vec::new(), candidates: Vec::new() };
        for doc in DocId::BOTH {
            let document = editor.document(doc);
            let stops = editor.likely(doc, &(0..document.len()));
            report.articles.push(Article::of(document, &stops));
            report.candidates.extend(stops.iter().map(|stop| candidate(document, stop)));
        }
        report
    }
}

impl Article {
    fn of(document: &Document, stops: &[Stop]) -> Self {
        let words = words(document.text()).len();
        let cues = stops.iter().filter(|stop| stop.what == What::Cue).count();
        let decided = stops.iter().filter(|stop| stop.decided).count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "an article has fewer words than a number of this kind can tell apart"
        )]
        let share = if words == 0 { 0.0 } else { stops.len() as f64 * 100.0 / words as f64 };
        let stops_per_100_words = (share * 10.0).round() / 10.0;
        Article { doc: document.id().as_str(), words, mentions: stops.len() - cues, cues, decided, stops_per_100_words }
    }
}

fn candidate<'pair>(document: &'pair Document, stop: &Stop) -> Candidate<'pair> {
    let (what, label, rule) = match &stop.what {
        What::Mention { label, rule } => ("mention", label.clone(), Some(*rule)),
        What::Cue => ("cue", None, None),
    };
    Candidate {
        doc: document.id().as_str(),
        start: document.chars_before(stop.bytes.start),
        end: document.chars_before(stop.bytes.end),
        text: document.slice(stop.bytes.clone()),
        what,
        label,
        rule,
        decided: stop.decided,
    }
}

/// Writes `report` as one JSON object.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    write_object(out, report)
}

/// Writes `report` as lines: one for each article, one for each candidate.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for article in &report.articles {
        writeln!(
            out,
            "{}  {} words, {} likely mentions, {} cues, {} decided, {:.1} stops in 100 words",
            article.doc, article.words, article.mentions, article.cues, article.decided, article.stops_per_100_words
        )?;
    }
    for candidate in &report.candidates {
        let label = candidate.label.as_deref().unwrap_or(if candidate.what == "cue" { "cue" } else { "?" });
        let decided = if candidate.decided { "  decided" } else { "" };
        let text = shown(candidate.text).replace('\n', " ");
        let rule = candidate.rule.unwrap_or("-");
        writeln!(
            out,
            "{} {}-{}  {}  {rule}  {text}{decided}",
            candidate.doc,
            candidate.start,
            candidate.end,
            shown(label)
        )?;
    }
    Ok(())
}
