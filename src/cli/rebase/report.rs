//! What a rebase comes to, for people with old and new side by side, and for programs.

use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use crate::annotation::{Id, Record};
use crate::cli::output::tell;
use crate::compare::carry::Excerpt;
use crate::compare::{Carried, Part, Review};
use crate::text::display::{shown, shown_cluster, width};
use crate::text::{Document, Span};

/// How many cells each of the two columns has.
const COLUMN: usize = 46;

/// What carrying a set came to.
pub struct Report<'report> {
    pub set: &'report Path,
    pub article: &'report Path,
    pub old: &'report Document,
    pub new: &'report Document,
    pub carried: &'report Carried,
}

/// The report as programs read it. Positions count characters.
#[derive(Debug, Serialize)]
pub struct Json {
    set: String,
    article: String,
    doc: &'static str,
    wrote: Option<String>,
    exact: usize,
    moved: Vec<Moved>,
    respelled: Vec<Moved>,
    review: Vec<Waiting>,
}

#[derive(Debug, Serialize)]
struct Moved {
    id: String,
    kind: &'static str,
    old: Vec<Stretch>,
    new: Vec<Stretch>,
}

#[derive(Debug, Serialize)]
struct Waiting {
    id: String,
    kind: &'static str,
    lost: bool,
    waits_for: Vec<String>,
    parts: Vec<Piece>,
}

#[derive(Debug, Serialize)]
struct Piece {
    old: Stretch,
    new: Option<Stretch>,
    proposals: Vec<Offer>,
}

#[derive(Debug, Serialize)]
struct Offer {
    reason: &'static str,
    score: u16,
    new: Stretch,
}

#[derive(Debug, Serialize)]
struct Stretch {
    chars: Vec<[usize; 2]>,
    before: String,
    text: String,
    after: String,
}

impl Stretch {
    fn of(document: &Document, span: &Span) -> Self {
        let Excerpt { before, text, after } = Excerpt::of(document, span);
        let chars = |byte| document.chars_before(byte);
        let pieces = span.pieces().map(|piece| [chars(piece.start()), chars(piece.end())]);
        Stretch { chars: pieces.collect(), before, text, after }
    }
}

impl Report<'_> {
    /// Returns the report as one object; `wrote` is the file of the new set.
    pub fn to_json(&self, wrote: Option<&Path>) -> Json {
        let name = |path: &Path| path.display().to_string();
        let respelled = |id: Id| self.carried.respelled.contains(&id);
        let edits = self.carried.transaction.edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
            (Some(Record::Document(_)), _) => None,
            (Some(before), Some(after)) => Some((before, after)),
            _ => None,
        });
        let (respelled, moved): (Vec<_>, Vec<_>) = edits.partition(|(before, _)| respelled(before.id()));
        let rows = |pairs: Vec<(&Record, &Record)>| pairs.into_iter().map(|(old, new)| self.moved(old, new)).collect();
        Json {
            set: name(self.set),
            article: name(self.article),
            doc: self.old.id().as_str(),
            wrote: wrote.map(name),
            exact: self.carried.exact,
            moved: rows(moved),
            respelled: rows(respelled),
            review: self.carried.review.iter().map(|review| self.waiting(review)).collect(),
        }
    }

    fn moved(&self, old: &Record, new: &Record) -> Moved {
        let all = |record: &Record, document: &Document| {
            let spans = record.spans().into_iter().filter(|span| span.doc() == document.id());
            spans.map(|span| Stretch::of(document, span)).collect()
        };
        Moved { id: old.id().to_string(), kind: old.kind().word(), old: all(old, self.old), new: all(new, self.new) }
    }

    fn waiting(&self, review: &Review) -> Waiting {
        let part = |part: &Part| Piece {
            old: Stretch::of(self.old, &part.span),
            new: part.place.as_ref().map(|span| Stretch::of(self.new, span)),
            proposals: part
                .proposals
                .iter()
                .map(|proposal| Offer {
                    reason: proposal.reason.words(),
                    score: proposal.score,
                    new: Stretch::of(self.new, &proposal.span),
                })
                .collect(),
        };
        Waiting {
            id: review.record.id().to_string(),
            kind: review.record.kind().word(),
            lost: review.is_lost(),
            waits_for: review.waits_for.iter().map(Id::to_string).collect(),
            parts: review.parts.iter().map(part).collect(),
        }
    }

    /// Writes the report to standard error.
    pub fn tell(&self) {
        let Carried { exact, moved, respelled, review, .. } = self.carried;
        let lost = review.iter().filter(|review| review.is_lost()).count();
        let (letter, article, changed) = (self.old.id().letter(), self.article.display(), review.len() - lost);
        tell(
            "note",
            &format!("tags of {letter} carried to {article}: {exact}, of which {moved} stand at another place"),
        );
        if !respelled.is_empty() {
            tell(
                "note",
                &format!("carried with line ends, letters, quotes or dashes set otherwise: {}", respelled.len()),
            );
        }
        tell("note", &format!("to review: {changed} changed, {lost} lost"));
        for review in review {
            self.tell_one(review);
        }
    }

    fn tell_one(&self, review: &Review) {
        let label = match &review.record {
            Record::Mention(mention) => format!(" {}", mention.label),
            _ => String::new(),
        };
        let state = if review.is_lost() { "lost" } else { "changed" };
        let waits: Vec<String> = review.waits_for.iter().map(Id::to_string).collect();
        let waits = if waits.is_empty() { String::new() } else { format!("; it waits for {}", waits.join(", ")) };
        tell(state, &format!("{} {}{label}{waits}", review.record.kind().word(), review.record.id()));
        for part in &review.parts {
            let old = marked(&part.excerpt);
            match (&part.place, part.proposals.as_slice()) {
                (Some(place), _) => beside(&old, &marked(&Excerpt::of(self.new, place)), "found"),
                (None, []) => beside(&old, "", "nothing like it was found"),
                (None, proposals) => {
                    for proposal in proposals {
                        let (reason, percent) = (proposal.reason.words(), proposal.score / 10);
                        let new = marked(&Excerpt::of(self.new, &proposal.span));
                        beside(&old, &new, &format!("{reason} ({percent} %)"));
                    }
                }
            }
        }
    }
}

/// Returns an excerpt in one line, fit to be shown, with the stretch itself in brackets.
fn marked(excerpt: &Excerpt) -> String {
    format!("{}[{}]{}", shown(&excerpt.before), shown(&excerpt.text), shown(&excerpt.after))
}

/// Writes two texts side by side, and what there is to say of them below.
fn beside(old: &str, new: &str, words: &str) {
    let (old, new) = (rows(old), rows(new));
    for at in 0..old.len().max(new.len()) {
        let cell = |rows: &[String]| rows.get(at).cloned().unwrap_or_default();
        let (left, right) = (cell(&old), cell(&new));
        let pad = " ".repeat(COLUMN.saturating_sub(width(&left)));
        line(&format!("  {left}{pad} | {right}"));
    }
    line(&format!("  {:COLUMN$} > {words}", ""));
}

/// Writes a line to standard error, where nobody can be told that it cannot be written.
fn line(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
}

/// Returns `shown`, which is fit to be shown, cut into rows of a column.
fn rows(shown: &str) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in shown.split_inclusive(' ') {
        let fits = |row: &String, more: &str| width(row) + width(more.trim_end()) <= COLUMN;
        if rows.last().is_some_and(|row| !row.is_empty() && !fits(row, word)) {
            rows.push(String::new());
        }
        let mut rest = word;
        while let Some(last) = rows.last_mut() {
            let room = COLUMN.saturating_sub(width(last));
            let mut taken = 0;
            let mut cells = 0;
            for (at, character) in rest.char_indices() {
                cells += usize::from(shown_cluster(character.encode_utf8(&mut [0; 4])).1);
                if cells > room && character != ' ' {
                    break;
                }
                taken = at + character.len_utf8();
            }
            let (now, later) = rest.split_at(taken);
            last.push_str(now);
            rest = later;
            if rest.is_empty() {
                break;
            }
            rows.push(String::new());
        }
    }
    rows.iter().map(|row| row.trim_end().to_owned()).collect()
}
