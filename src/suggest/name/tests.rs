//! Names as the rules find them, said as a text with brackets.

use super::*;
use crate::suggest::Passage;
use crate::text::{DocId, Document};

/// Returns the names of `text` in order, each with the word of its sort.
fn found(text: &str) -> Vec<String> {
    let document = Document::new(DocId::A, text.to_owned());
    let mut evidence = Evidence::default();
    evidence.add(text);
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let paragraph = document.paragraph_at(at);
        let passage = Passage::of(&document, paragraph.clone());
        all.extend(names(&passage, &evidence));
        let Some(next) = document.next_paragraph(at) else { break };
        at = next.start;
    }
    let word = |sort: Option<Sort>| match sort {
        Some(Sort::Person) => "person",
        Some(Sort::Organization) => "body",
        Some(Sort::Place) => "place",
        Some(Sort::Date) => "date",
        None => "?",
    };
    all.into_iter().map(|name| format!("{} {}", word(name.sort), document.slice(name.bytes))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn capitals_inside_a_sentence_are_names() {
    check("the road to Melvice and René Okoye", &["place Melvice", "person René Okoye"]);
}
