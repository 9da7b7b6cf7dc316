//! Gold: a finished annotation as JSON, read strictly; places are characters, as the file has them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::editor::Part;

/// A pair has so many documents.
const MOST: usize = 2;

/// What of an attribution's fields is no part of it, whatever it looks like.
const NO_PARTS: [&str; 7] = ["id", "doc", "sentence", "note", "within", "continues", "text"];

/// A finished annotation of one or two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// The documents, left first.
    pub documents: Vec<GoldDocument>,
    /// What is tagged.
    pub mentions: Vec<GoldMention>,
    /// Who says what.
    pub attributions: Vec<GoldAttribution>,
    /// What was left out, and why, one sentence each.
    pub notes: Vec<String>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldDocument {
    /// Its name in the file.
    pub name: String,
    /// Where its text is.
    pub text: GoldText,
}

/// Where the text of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoldText {
    /// In this file.
    File(String),
    /// Here.
    Inline(String),
}

/// A stretch of a document in characters, and where the file says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldSpan {
    /// The characters.
    pub chars: Range<usize>,
    /// The place in the file: `mentions[3]`.
    pub place: String,
    /// The words that the file gives for it.
    pub words: Option<String>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldMention {
    /// The number of its document.
    pub doc: usize,
    /// What it covers.
    pub span: GoldSpan,
    /// Its label.
    pub label: String,
    /// Its layer: `named` where the file says nothing.
    pub layer: String,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldAttribution {
    /// Its id in the file; its number there, counted from 1, where it has none.
    pub id: String,
    /// The number of its document.
    pub doc: usize,
    /// The pieces of each part that has any.
    pub parts: BTreeMap<Part, Vec<GoldSpan>>,
    /// The id of the attribution that it lies in.
    pub within: Option<String>,
    /// The id of the attribution that it goes on with.
    pub continues: Option<String>,
}

/// Why a file is no gold; one sentence with the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct GoldError {
    place: String,
    what: String,
}

impl GoldError {
    /// Returns the error at `place`.
    pub(super) fn at(place: impl Into<String>, what: impl Into<String>) -> Self {
        GoldError { place: place.into(), what: what.into() }
    }
}

/// Reads a gold file.
///
/// # Errors
///
/// When it is not JSON, or not of the form; the words name the place.
pub fn read(json: &str) -> Result<Gold, GoldError> {
    let value: Value = serde_json::from_str(json).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        GoldError::at(place, "this is not JSON")
    })?;
    let whole =
        value.as_object().ok_or_else(|| GoldError::at("the file", "an object with `documents` was expected"))?;
    let documents = documents(whole)?;
    let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    let mut gold = Gold { mentions: Vec::new(), attributions: Vec::new(), notes: Vec::new(), documents: Vec::new() };
    for (at, row) in rows(whole, "mentions")? {
        gold.mentions.push(mention(&names, &at, row)?);
    }
    for (number, (at, row)) in rows(whole, "attributions")?.into_iter().enumerate() {
        let attribution = attribution(&names, &at, number + 1, row)?;
        if attribution.parts.is_empty() {
            gold.notes.push(format!("{at} has no words in any part and is left out"));
        } else {
            gold.attributions.push(attribution);
        }
    }
    gold.documents = documents;
    Ok(gold)
}

fn documents(whole: &Map<String, Value>) -> Result<Vec<GoldDocument>, GoldError> {
    let expected = || GoldError::at("documents", "each needs a name and a `file` or a `text`");
    let named: Vec<(String, &Value)> = match whole.get("documents") {
        Some(Value::Object(documents)) => documents.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Some(Value::Array(documents)) => {
            let name = |value: &Value| ["id", "doc", "name"].into_iter().find_map(|key| scalar(value.get(key)?));
            documents
                .iter()
                .map(|value| name(value).map(|name| (name, value)).ok_or_else(expected))
                .collect::<Result<_, _>>()?
        }
        _ => return Err(GoldError::at("documents", "one or two documents were expected here")),
    };
    if named.is_empty() || named.len() > MOST {
        return Err(GoldError::at("documents", format!("one or two were expected, and there are {}", named.len())));
    }
    let document = |(name, value): (String, &Value)| {
        let field = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let text = field("text").map(GoldText::Inline);
        let file = || field("file").or_else(|| value.as_str().map(str::to_owned)).map(GoldText::File);
        let text = text
            .or_else(file)
            .ok_or_else(|| GoldError::at(format!("documents.{name}"), "a `file` or a `text` was expected"))?;
        Ok(GoldDocument { name, text })
    };
    named.into_iter().map(document).collect()
}

/// A row of a list.
type Row<'value> = &'value Map<String, Value>;

/// Returns the rows of the list `name` with their places; none where the list is absent.
fn rows<'value>(whole: &'value Map<String, Value>, name: &str) -> Result<Vec<(String, Row<'value>)>, GoldError> {
    let list = match whole.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(GoldError::at(name, "a list was expected")),
    };
    let row = |(at, value): (usize, &'value Value)| {
        let place = format!("{name}[{at}]");
        match value.as_object() {
            Some(row) => Ok((place, row)),
            None => Err(GoldError::at(place, "an object was expected")),
        }
    };
    list.iter().enumerate().map(row).collect()
}

/// Returns a text or a number as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the number of the document that `row` names; a single one need not be named.
fn doc(names: &[&str], at: &str, row: &Map<String, Value>) -> Result<usize, GoldError> {
    let Some(wanted) = row.get("doc").and_then(scalar) else {
        return match names {
            [_] => Ok(0),
            _ => Err(GoldError::at(format!("{at}.doc"), "the name of a document was expected")),
        };
    };
    names.iter().position(|name| *name == wanted).ok_or_else(|| {
        GoldError::at(format!("{at}.doc"), format!("there is no document `{wanted}`, only {}", names.join(" and ")))
    })
}

fn mention(names: &[&str], at: &str, row: &Map<String, Value>) -> Result<GoldMention, GoldError> {
    let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let label = text("label").filter(|label| !label.trim().is_empty());
    let label = label.ok_or_else(|| GoldError::at(format!("{at}.label"), "the name of a label was expected"))?;
    let edge = |key: &str| character(row.get(key), || format!("{at}.{key}"));
    let chars = not_empty(edge("start")?..edge("end")?, at)?;
    let span = GoldSpan { chars, place: at.to_owned(), words: text("text") };
    Ok(GoldMention {
        doc: doc(names, at, row)?,
        span,
        label,
        layer: text("layer").unwrap_or_else(|| "named".to_owned()),
    })
}

fn attribution(
    names: &[&str],
    at: &str,
    number: usize,
    row: &Map<String, Value>,
) -> Result<GoldAttribution, GoldError> {
    let mut parts: BTreeMap<Part, Vec<GoldSpan>> = BTreeMap::new();
    for (role, value) in row {
        let part = match role.as_str() {
            role if NO_PARTS.contains(&role) || role.ends_with("_text") => continue,
            "source" => Part::Source,
            "cue" => Part::Cue,
            "content" => Part::Content,
            "addressee" | "recipient" => Part::Addressee,
            // Whatever else lies in the text belongs to it besides; what is no list of places says something else.
            _ if is_places(value) => Part::Supplement,
            _ => continue,
        };
        let found = places(value, &format!("{at}.{role}"))?;
        if !found.is_empty() {
            parts.entry(part).or_default().extend(found);
        }
    }
    for pieces in parts.values_mut() {
        pieces.sort_by_key(|piece| (piece.chars.start, piece.chars.end));
        pieces.dedup_by(|one, other| one.chars == other.chars);
    }
    let id = row.get("id").and_then(scalar).unwrap_or_else(|| number.to_string());
    let other = |key: &str| row.get(key).and_then(scalar);
    Ok(GoldAttribution { id, doc: doc(names, at, row)?, parts, within: other("within"), continues: other("continues") })
}

/// Returns whether `value` is a list of places or one place.
fn is_places(value: &Value) -> bool {
    let pair = |value: &Value| value.as_array().is_some_and(|pair| pair.len() == 2 && pair.iter().all(Value::is_u64));
    value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(pair)) || pair(value)
}

/// Returns the places in `value`: a list of `[start, end]`, one of them alone, or nothing.
fn places(value: &Value, at: &str) -> Result<Vec<GoldSpan>, GoldError> {
    let list = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Array(list) => list,
        _ => return Err(GoldError::at(at, "a list of [start, end] was expected")),
    };
    let place = |at: String, pair: &[Value]| match pair {
        [start, end] => {
            let edge = |value| character(Some(value), || at.clone());
            let chars = not_empty(edge(start)?..edge(end)?, &at)?;
            Ok(GoldSpan { chars, place: at, words: None })
        }
        _ => Err(GoldError::at(at, "two numbers were expected")),
    };
    if list.first().is_some_and(Value::is_number) {
        return place(at.to_owned(), list).map(|one| vec![one]);
    }
    let pair = |(number, value): (usize, &Value)| {
        let at = format!("{at}[{number}]");
        match value.as_array() {
            Some(pair) => place(at, pair),
            None => Err(GoldError::at(at, "[start, end] was expected")),
        }
    };
    list.iter().enumerate().map(pair).collect()
}

fn character(value: Option<&Value>, at: impl Fn() -> String) -> Result<usize, GoldError> {
    let number = value.and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| GoldError::at(at(), "the number of a character was expected"))
}

fn not_empty(chars: Range<usize>, at: &str) -> Result<Range<usize>, GoldError> {
    if chars.is_empty() {
        return Err(GoldError::at(at, format!("{} to {} holds no character", chars.start, chars.end)));
    }
    Ok(chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        read(json).expect_err(json).to_string()
    }

    #[test]
    fn a_file_may_leave_out_what_it_does_not_have() {
        let gold = read(r#"{"documents": {"A": {"text": "x"}}}"#).expect("one document");
        assert!(gold.mentions.is_empty() && gold.attributions.is_empty());
        let gold = read(
            r#"{"documents": [{"id": 1, "file": "a.txt"}, {"id": 2, "text": "b"}],
                "mentions": [{"doc": 2, "start": 0, "end": 1, "label": "x"}],
                "attributions": [{"doc": 1, "source": null, "cue": [], "content": [3, 4], "place": [[5, 6]], "who": "me"},
                                 {"doc": 1, "content": []}]}"#,
        )
        .expect("of the form");
        assert_eq!((gold.mentions[0].doc, gold.mentions[0].layer.as_str()), (1, "named"));
        assert_eq!(gold.attributions.len(), 1, "{:?}", gold.notes);
        let parts = &gold.attributions[0].parts;
        assert_eq!(parts.keys().copied().collect::<Vec<_>>(), [Part::Content, Part::Supplement]);
        assert_eq!(gold.notes, ["attributions[1] has no words in any part and is left out"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let with = |rest: &str| format!(r#"{{"documents": {{"A": {{"text": "x"}}, "B": {{"text": "y"}}}}, {rest}}}"#);
        for (json, words) in [
            ("{".to_owned(), "line 1, column 1: this is not JSON"),
            ("[]".to_owned(), "the file: an object with `documents` was expected"),
            ("{}".to_owned(), "documents: one or two documents were expected here"),
            (r#"{"documents": {}}"#.to_owned(), "documents: one or two were expected, and there are 0"),
            (r#"{"documents": {"A": {}}}"#.to_owned(), "documents.A: a `file` or a `text` was expected"),
            (with(r#""mentions": {}"#), "mentions: a list was expected"),
            (with(r#""mentions": [3]"#), "mentions[0]: an object was expected"),
            (
                with(r#""mentions": [{"doc": "C", "start": 0, "end": 1, "label": "x"}]"#),
                "mentions[0].doc: there is no document `C`, only A and B",
            ),
            (
                with(r#""mentions": [{"start": 0, "end": 1, "label": "x"}]"#),
                "mentions[0].doc: the name of a document was expected",
            ),
            (
                with(r#""mentions": [{"doc": "A", "start": -1, "end": 1, "label": "x"}]"#),
                "mentions[0].start: the number of a character was expected",
            ),
            (
                with(r#""mentions": [{"doc": "A", "start": 2, "end": 2, "label": "x"}]"#),
                "mentions[0]: 2 to 2 holds no character",
            ),
            (
                with(r#""mentions": [{"doc": "A", "start": 0, "end": 1}]"#),
                "mentions[0].label: the name of a label was expected",
            ),
            (
                with(r#""attributions": [{"doc": "A", "cue": "said"}]"#),
                "attributions[0].cue: a list of [start, end] was expected",
            ),
            (
                with(r#""attributions": [{"doc": "A", "cue": [[1, 2, 3]]}]"#),
                "attributions[0].cue[0]: two numbers were expected",
            ),
        ] {
            assert_eq!(refused(&json), words, "{json}");
        }
    }
}
