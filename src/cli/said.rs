//! `diptych said`: who said what in both articles, with what is tied and what only comes near.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::output::write_object;
use crate::annotation::names::one_line;
use crate::annotation::speaker::speakers;
use crate::annotation::{Attribution, Difference, Id, Record, Set, counted};
use crate::compare::Comparison;
use crate::compare::said::{Order, Relation, Row, Said, inside};
use crate::text::display::shown;
use crate::text::{DocId, Document, Span};

/// One claim, in words and places.
#[derive(Debug, Clone, Serialize)]
struct Claim {
    set: String,
    id: String,
    doc: String,
    /// Its paragraph, counted from 1.
    paragraph: usize,
    /// Its first character, counted from 0, and the one after its last.
    start: usize,
    end: usize,
    /// The words of the text that say who speaks.
    source: String,
    /// The entities that these name.
    entity: String,
    role: String,
    naming: String,
    mode: String,
    content: String,
    /// The claim in whose content it is nested.
    within: String,
}

/// One tie of a claim.
#[derive(Debug, Clone, Serialize)]
struct Tie {
    relation: &'static str,
    /// In what they differ.
    #[serde(rename = "in")]
    differs_in: &'static str,
    /// How near they are where nobody has tied them, 0 to 1.
    score: Option<f32>,
    other: String,
}

/// A claim with its ties.
#[derive(Debug, Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    claim: &'a Claim,
    ties: &'a [Tie],
}

/// Who said what in a pair, ready to be written.
pub struct Table {
    claims: Vec<Claim>,
    ties: HashMap<String, Vec<Tie>>,
    rows: Vec<Row>,
    /// The place of each claim, by its id.
    places: HashMap<String, usize>,
    counts: [usize; 2],
    tied: [usize; 2],
}

impl Table {
    /// Returns who said what in `set`, made on `documents`; and why nothing can be said of what comes near, if so.
    #[must_use]
    pub fn of(set: &Set, documents: &[Arc<Document>; 2]) -> (Self, Option<String>) {
        for document in documents {
            document.count();
        }
        let (comparison, told) = match Comparison::of(documents) {
            Ok(comparison) => (Some(comparison), None),
            Err(error) => (None, Some(format!("what is near without a tie is left out: {error}"))),
        };
        let said = Said::of(set, comparison.as_ref());
        let rows = said.rows(|_| true, Order::Text, |_| String::new());
        let mut table = Table {
            claims: Vec::new(),
            ties: HashMap::new(),
            places: HashMap::new(),
            counts: said.claims.each_ref().map(Vec::len),
            tied: said.counts(set).tied,
            rows,
        };
        for &id in said.claims.iter().flatten() {
            let Some(Record::Attribution(attribution)) = set.get(id) else { continue };
            table.places.insert(id.to_string(), table.claims.len());
            table.claims.push(claim(set, [&documents[0], &documents[1]], attribution));
            for (other, says) in inside(set, id) {
                table.add(id, other, Relation::Tied(says));
            }
        }
        for row in table.rows.clone() {
            if let (Relation::Tied(_) | Relation::Near(_), [Some(a), Some(b)]) = (row.relation, row.ends) {
                table.add(a, b, row.relation);
                table.add(b, a, row.relation);
            }
        }
        (table, told)
    }

    fn add(&mut self, one: Id, other: Id, relation: Relation) {
        let (word, differs_in, score) = words(relation);
        let tie = Tie { relation: word, differs_in, score, other: other.to_string() };
        self.ties.entry(one.to_string()).or_default().push(tie);
    }

    fn get(&self, id: Id) -> Option<&Claim> {
        self.named(&id.to_string())
    }

    fn named(&self, id: &str) -> Option<&Claim> {
        self.places.get(id).and_then(|at| self.claims.get(*at))
    }

    fn ties_of(&self, claim: &Claim) -> &[Tie] {
        self.ties.get(&claim.id).map_or(&[], Vec::as_slice)
    }

    /// Writes the table for people: the rows as the screen has them, no word left out.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let [a, b] = self.counts;
        let all = counted(a + b, "attribution");
        writeln!(out, "{all}: A {a}, B {b}; tied to the other article: A {}, B {}", self.tied[0], self.tied[1])?;
        let width = self.claims.iter().map(|claim| name(claim).chars().count()).max().unwrap_or(0).min(32);
        for part in [0, 1] {
            for row in self.rows.iter().filter(|row| usize::from(matches!(row.relation, Relation::Near(_))) == part) {
                match row.relation {
                    Relation::Tied(says) => writeln!(out, "\n{}", says.words())?,
                    Relation::Near(score) => writeln!(out, "\n~ near, not tied ({score:.2})")?,
                    Relation::Apart => continue,
                }
                for claim in row.ends.into_iter().flatten().filter_map(|id| self.get(id)) {
                    self.write_claim(out, claim, width)?;
                }
            }
        }
        for doc in DocId::BOTH {
            let apart = self.rows.iter().filter(|row| row.relation == Relation::Apart);
            let claims: Vec<&Claim> =
                apart.filter_map(|row| row.ends[doc.index()]).filter_map(|id| self.get(id)).collect();
            if !claims.is_empty() {
                writeln!(out, "\nin {}, not tied to the other article", doc.letter())?;
            }
            for claim in claims {
                self.write_claim(out, claim, width)?;
            }
        }
        Ok(())
    }

    fn write_claim(&self, out: &mut dyn Write, claim: &Claim, width: usize) -> io::Result<()> {
        let here = |tie: &&Tie| self.named(&tie.other).is_some_and(|other| other.doc == claim.doc);
        let inside: Vec<String> = self.ties_of(claim).iter().filter(here).map(|tie| self.inside_words(tie)).collect();
        let inside = if inside.is_empty() { String::new() } else { format!("  ({})", inside.join(", ")) };
        let content = if claim.content.is_empty() { "not in the text" } else { &claim.content };
        let (letter, name) = (claim.doc.to_uppercase(), name(claim));
        writeln!(out, "  {letter} {:<3} {:width$}  {}{inside}", claim.paragraph, shown(&name), shown(content))
    }

    fn inside_words(&self, tie: &Tie) -> String {
        let other = self.named(&tie.other);
        let place = other.map_or(String::new(), |other| format!("{} {}", other.doc.to_uppercase(), other.paragraph));
        format!("{} {place}", tie.relation)
    }

    /// Writes the table in Markdown: a row for each row of the screen.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "| A | source | claim | tie | B | source | claim |")?;
        writeln!(out, "| ---: | --- | --- | --- | ---: | --- | --- |")?;
        for row in &self.rows {
            let (word, differs_in, score) = words(row.relation);
            let tie = match (score, differs_in) {
                (Some(score), _) => format!("near {score:.2}"),
                (None, "") => word.to_owned(),
                (None, differs_in) => format!("{word} in {differs_in}"),
            };
            let cells = row.ends.map(|id| match id.and_then(|id| self.get(id)) {
                Some(claim) => format!("{} | {} | {}", claim.paragraph, cell(&name(claim)), cell(&claim.content)),
                None => " |  | ".to_owned(),
            });
            writeln!(out, "| {} | {tie} | {} |", cells[0], cells[1])?;
        }
        Ok(())
    }

    /// Writes one JSON object a line, one for each claim, its ties in it.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        self.claims.iter().try_for_each(|claim| write_object(out, &Line { claim, ties: self.ties_of(claim) }))
    }

    /// Writes a CSV table: a row for each claim, and one more for each further tie that it has.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        table.write_record([
            "set",
            "id",
            "doc",
            "paragraph",
            "start",
            "end",
            "source",
            "entity",
            "role",
            "naming",
            "mode",
            "content",
            "within",
            "relation",
            "in",
            "score",
            "other",
            "other_doc",
            "other_paragraph",
            "other_source",
            "other_content",
        ])?;
        for claim in &self.claims {
            let ties = self.ties_of(claim);
            if ties.is_empty() {
                table.write_record(self.csv_row(claim, None))?;
            }
            for tie in ties {
                table.write_record(self.csv_row(claim, Some(tie)))?;
            }
        }
        table.flush()
    }

    fn csv_row(&self, claim: &Claim, tie: Option<&Tie>) -> Vec<String> {
        let text = |text: &str| text.to_owned();
        let other = tie.and_then(|tie| self.named(&tie.other));
        let of_other = |field: fn(&Claim) -> String| other.map(field).unwrap_or_default();
        vec![
            text(&claim.set),
            text(&claim.id),
            text(&claim.doc),
            claim.paragraph.to_string(),
            claim.start.to_string(),
            claim.end.to_string(),
            text(&claim.source),
            text(&claim.entity),
            text(&claim.role),
            text(&claim.naming),
            text(&claim.mode),
            text(&claim.content),
            text(&claim.within),
            tie.map_or_else(String::new, |tie| text(tie.relation)),
            tie.map_or_else(String::new, |tie| text(tie.differs_in)),
            tie.and_then(|tie| tie.score).map_or_else(String::new, |score| format!("{score:.2}")),
            of_other(|other| other.id.clone()),
            of_other(|other| other.doc.clone()),
            of_other(|other| other.paragraph.to_string()),
            of_other(|other| other.source.clone()),
            of_other(|other| other.content.clone()),
        ]
    }
}

/// Returns the words for a relation, in what it differs, and how near it is.
fn words(relation: Relation) -> (&'static str, &'static str, Option<f32>) {
    match relation {
        Relation::Tied(says) => (says.kind.word(), says.differs_in.map_or("", Difference::word), None),
        Relation::Near(score) => ("near", "", Some((score * 100.0).round() / 100.0)),
        Relation::Apart => ("", "", None),
    }
}

fn claim(set: &Set, documents: [&Document; 2], attribution: &Attribution) -> Claim {
    let document = documents[attribution.doc.index()];
    let start = attribution.spans().map(Span::start).min().unwrap_or(0);
    let end = attribution.spans().map(Span::end).max().unwrap_or(0);
    let who = speakers(set, documents, attribution);
    let joined =
        |words: Vec<String>, by: &str| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(by);
    let entity = who.iter().filter(|speaker| speaker.entity.is_some()).map(|speaker| speaker.name.clone()).collect();
    let attribute = |name: &str| attribution.attributes.get(name).cloned().unwrap_or_default();
    let said = attribution.contents.iter().map(|span| one_line(&document.covered_span(span))).collect();
    Claim {
        set: set.name.clone(),
        id: attribution.id.to_string(),
        doc: attribution.doc.as_str().to_owned(),
        paragraph: document.paragraph_number(start).unwrap_or(0),
        start: document.chars_before(start),
        end: document.chars_before(end),
        source: joined(who.iter().map(|speaker| one_line(&speaker.words)).collect(), "; "),
        entity: joined(entity, "; "),
        role: attribute("role"),
        naming: attribute("naming"),
        mode: attribute("mode"),
        content: joined(said, " … "),
        within: attribution.within.map_or_else(String::new, |id| id.to_string()),
    }
}

/// Returns who speaks, in words.
fn name(claim: &Claim) -> String {
    match (claim.source.as_str(), claim.entity.as_str()) {
        ("", "") => "not in the text".to_owned(),
        ("", entity) => entity.to_owned(),
        (source, _) => source.to_owned(),
    }
}

/// Returns `words` as they may stand in a cell of a Markdown table.
fn cell(words: &str) -> String {
    let mut cell = String::new();
    for character in shown(words).chars() {
        if matches!(character, '|' | '\\' | '`' | '*' | '_' | '<' | '[' | '&') {
            cell.push('\\');
        }
        cell.push(character);
    }
    cell
}
