//! CSV tables: one for each kind of record, and one each for the parts of attributions and the members of links.
//!
//! RFC 4180 in UTF-8 without a byte order mark: lines end in CR LF, cells are quoted where they need it. A span takes
//! one row a fragment, offsets in characters; the first column names the set, so that tables of many sets can be put
//! one under the other. Several values in a cell stand between `|`; a `|` or `\` in a value has a `\` before it. A cell
//! that begins with `=`, `+`, `-` or `@` is data and stays as it is.

mod sheet;

use self::sheet::{Place, Sheet, join};
use super::export::{Export, Format, OutFile, Source};
use super::order::all;
use crate::annotation::schema::AppliesTo;
use crate::annotation::{
    Attribution, Code, Decision, DecisionOn, Difference, DocumentInfo, Entity, Id, Link, Member, Mention, Party,
};
use crate::text::{DocId, Span};

/// The format, as the list of formats has it.
pub(super) const CSV: Format = Format {
    name: "csv",
    extensions: &["csv"],
    reads: false,
    writes: true,
    loses: &[],
    sentence: "CSV tables of documents, entities, mentions, attributions, links, decisions and codes, for R, pandas \
               and spreadsheets",
    export,
};

fn export(source: &Source) -> Export {
    let attributions: Vec<&Attribution> = all(source.set);
    let links: Vec<&Link> = all(source.set);
    let files = vec![
        documents(source),
        entities(source),
        mentions(source),
        attribution_table(source, &attributions),
        attribution_parts(source, &attributions),
        link_table(source, &links),
        link_members(source, &links),
        decisions(source),
        codes(source),
    ];
    Export { files, losses: Vec::new() }
}

fn id_or_empty(id: Option<Id>) -> String {
    id.map_or_else(String::new, |id| id.to_string())
}

fn flag(set: bool) -> &'static str {
    if set { "true" } else { "false" }
}

fn documents(source: &Source) -> OutFile {
    let rows: Vec<&DocumentInfo> = all(source.set);
    Sheet::new("documents", source)
        .column("id", |row: &&DocumentInfo| row.doc.as_str())
        .column("file", |row| row.file.as_str())
        .column("title", |row| row.title.as_str())
        .column("outlet", |row| row.outlet.as_str())
        .column("date", |row| row.date.as_str())
        .column("language", |row| row.language.as_str())
        .column("source", |row| row.source.as_str())
        .column("encoding", |row| row.encoding.as_str())
        .column("characters", |row| row.characters.to_string())
        .column("sha256", |row| row.sha256.as_str())
        .write(rows)
}

fn entities(source: &Source) -> OutFile {
    let rows: Vec<&Entity> = all(source.set);
    let degrees = |degrees: Option<f64>| degrees.map_or_else(String::new, |degrees| degrees.to_string());
    Sheet::new("entities", source)
        .column("id", |row: &&Entity| row.id.to_string())
        .column("label", |row| row.label.as_str())
        .column("name", |row| row.name.as_str())
        .column("aliases", |row| join(&row.aliases))
        .column("ids", |row| join(&row.outside_ids))
        .column("latitude", move |row| degrees(row.location.map(|(latitude, _)| latitude)))
        .column("longitude", move |row| degrees(row.location.map(|(_, longitude)| longitude)))
        .attributes(source, |on| matches!(on, AppliesTo::Entity(_)), &rows, |row| &row.attributes)
        .column("note", |row| row.note.as_str())
        .origin(|row| &row.provenance)
        .write(rows)
}

fn mentions(source: &Source) -> OutFile {
    let mentions: Vec<&Mention> = all(source.set);
    let rows = Place::beside(source, mentions, |mention| Some(&mention.span));
    let thousandths = |share: u16| (f64::from(share) / 1000.0).to_string();
    Sheet::new("mentions", source)
        .column("id", |(row, _): &(&Mention, _)| row.id.to_string())
        .place(|(_, place)| *place)
        .column("label", |(row, _)| row.label.as_str())
        .column("entity", |(row, _)| id_or_empty(row.entity))
        .column("confidence", move |(row, _)| row.confidence.map_or_else(String::new, thousandths))
        .column("doubt", |(row, _)| flag(row.doubt))
        .attributes(source, |on| matches!(on, AppliesTo::Mention(_)), &rows, |(row, _)| &row.attributes)
        .column("note", |(row, _)| row.note.as_str())
        .origin(|(row, _)| &row.provenance)
        .write(rows)
}

/// The roles of an attribution with their spans, parties apart.
fn parties(attribution: &Attribution) -> [(&'static str, &[Party]); 2] {
    [("source", &attribution.sources), ("addressee", &attribution.addressees)]
}

fn parts(attribution: &Attribution) -> [(&'static str, &[Span]); 3] {
    [("cue", &attribution.cues), ("content", &attribution.contents), ("supplement", &attribution.supplements)]
}

fn attribution_table<'a>(source: &Source<'a>, rows: &[&'a Attribution]) -> OutFile {
    let documents = source.documents;
    let covered = move |span: &Span| documents[span.doc().index()].covered_span(span);
    let texts = move |spans: &mut dyn Iterator<Item = &Span>| join(&spans.map(covered).collect::<Vec<_>>());
    let named = move |parties: &[Party]| texts(&mut parties.iter().filter_map(|party| party.span.as_ref()));
    Sheet::new("attributions", source)
        .column("id", |row: &&Attribution| row.id.to_string())
        .column("doc", |row| row.doc.as_str())
        .column("source", move |row| named(&row.sources))
        .column("addressee", move |row| named(&row.addressees))
        .column("cue", move |row| texts(&mut row.cues.iter()))
        .column("content", move |row| texts(&mut row.contents.iter()))
        .column("supplement", move |row| texts(&mut row.supplements.iter()))
        .column("within", |row| id_or_empty(row.within))
        .column("continues", |row| id_or_empty(row.continues))
        .column("state", |row| row.state.word())
        .column("doubt", |row| flag(row.doubt))
        .attributes(source, |on| matches!(on, AppliesTo::Attribution), rows, |row| &row.attributes)
        .column("evidence", |row| join(&row.evidence))
        .column("note", |row| row.note.as_str())
        .origin(|row| &row.provenance)
        .write(rows.iter().copied())
}

/// One fragment of one part of an attribution.
struct Part<'a> {
    attribution: &'a Attribution,
    role: &'static str,
    /// Its number among those of its role, counted from 1.
    number: usize,
    party: Option<&'a Party>,
    place: Option<Place<'a>>,
}

fn attribution_parts<'a>(source: &Source<'a>, attributions: &[&'a Attribution]) -> OutFile {
    let mut rows: Vec<Part<'a>> = Vec::new();
    for &attribution in attributions {
        for (role, parties) in parties(attribution) {
            for (at, party) in parties.iter().enumerate() {
                let part = |place| Part { attribution, role, number: at + 1, party: Some(party), place };
                rows.extend(Place::all(source, party.span.as_ref()).into_iter().map(part));
            }
        }
        for (role, spans) in parts(attribution) {
            for (at, span) in spans.iter().enumerate() {
                let part = |place| Part { attribution, role, number: at + 1, party: None, place };
                rows.extend(Place::all(source, Some(span)).into_iter().map(part));
            }
        }
    }
    Sheet::new("attribution_parts", source)
        .column("attribution", |row: &Part| row.attribution.id.to_string())
        .column("label", |row| row.role)
        .column("part", |row| row.number.to_string())
        .place(|row| row.place)
        .column("mention", |row| id_or_empty(row.party.and_then(|party| party.mention)))
        .column("entity", |row| id_or_empty(row.party.and_then(|party| party.entity)))
        .write(rows)
}

fn link_table<'a>(source: &Source<'a>, rows: &[&'a Link]) -> OutFile {
    Sheet::new("links", source)
        .column("id", |row: &&Link| row.id.to_string())
        .column("kind", |row| row.kind.word())
        .column("in", |row| row.differs_in.map_or("", Difference::word))
        .column("members", |row| row.members.len().to_string())
        .column("doubt", |row| flag(row.doubt))
        .column("note", |row| row.note.as_str())
        .origin(|row| &row.provenance)
        .write(rows.iter().copied())
}

fn link_members<'a>(source: &Source<'a>, links: &[&'a Link]) -> OutFile {
    let mut rows = Vec::new();
    for link in links {
        for (at, member) in link.members.iter().enumerate() {
            let (word, id, span) = match member {
                Member::Record(kind, id) => (kind.word(), Some(*id), None),
                Member::Span(span) => ("span", None, Some(span)),
            };
            rows.extend(Place::all(source, span).into_iter().map(|place| (link.id, at + 1, word, id, place)));
        }
    }
    Sheet::new("link_members", source)
        .column("link", |row: &(Id, usize, &'static str, Option<Id>, Option<Place<'a>>)| row.0.to_string())
        .column("member", |row| row.1.to_string())
        .column("kind", |row| row.2)
        .column("id", |row| id_or_empty(row.3))
        .place(|row| row.4)
        .write(rows)
}

fn decisions(source: &Source) -> OutFile {
    let decisions: Vec<&Decision> = all(source.set);
    let rows = Place::beside(source, decisions, |decision| match &decision.on {
        DecisionOn::NotHere(span) | DecisionOn::NoCounterpart(span) => Some(span),
        DecisionOn::NotThis(_) => None,
    });
    Sheet::new("decisions", source)
        .column("id", |(row, _): &(&Decision, _)| row.id.to_string())
        .column("about", |(row, _)| row.on.word())
        .column("string", |(row, _)| match &row.on {
            DecisionOn::NotThis(string) => string.as_str(),
            DecisionOn::NotHere(_) | DecisionOn::NoCounterpart(_) => "",
        })
        .column("label", |(row, _)| row.label.as_deref().unwrap_or_default())
        .place(|(_, place)| *place)
        .origin(|(row, _)| &row.provenance)
        .write(rows)
}

fn codes(source: &Source) -> OutFile {
    let rows: Vec<&Code> = all(source.set);
    Sheet::new("codes", source)
        .column("id", |row: &&Code| row.id.to_string())
        .column("doc", |row| row.doc.map_or("", DocId::as_str))
        .column("variable", |row| row.variable.as_str())
        .column("value", |row| row.value.as_str())
        .column("note", |row| row.note.as_str())
        .origin(|row| &row.provenance)
        .write(rows)
}
