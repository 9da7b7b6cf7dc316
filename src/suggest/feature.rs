//! Features: what of a cue, a source or a content the learner looks at.

use std::ops::Range;

use super::class::classes::{
    ADVERB, AUXILIARY, BREAK, CAPITAL, CLOSING, COLON, COMMA, CONJUNCTION, DAY, DETERMINER, ED, END, FINITE, ING,
    NUMBER, OPENING, POSSESSIVE, PREPOSITION, PRONOUN, SUBORDINATOR, WH, WORD,
};
use super::learner::{Feature, feature};
use super::passage::Passage;

/// Returns the word of token number `at`, or the class of a mark.
pub(super) fn word<'passage>(passage: &'passage Passage, at: Option<usize>) -> &'passage str {
    at.and_then(|at| passage.token(at)).map_or("", |token| token.word.as_str())
}

/// Returns a short word for what token number `at` is.
pub(super) fn class(passage: &Passage, at: Option<usize>) -> &'static str {
    const NAMES: [(super::class::Classes, &str); 20] = [
        (OPENING, "“"),
        (CLOSING, "”"),
        (COMMA, ","),
        (COLON, ":"),
        (BREAK, "-"),
        (END, "."),
        (DAY, "day"),
        (PRONOUN, "they"),
        (POSSESSIVE, "his"),
        (DETERMINER, "the"),
        (WH, "who"),
        (PREPOSITION, "in"),
        (SUBORDINATOR, "that"),
        (CONJUNCTION, "and"),
        (AUXILIARY, "has"),
        (FINITE, "fell"),
        (NUMBER, "7"),
        (CAPITAL, "Name"),
        (ADVERB, "ly"),
        (ING, "ing"),
    ];
    let Some(token) = at.and_then(|at| passage.token(at)) else { return "" };
    let named = NAMES.iter().find(|(class, _)| token.is(*class)).map(|(_, name)| *name);
    named.unwrap_or(if token.is(ED) {
        "ed"
    } else if token.is(WORD) {
        "word"
    } else {
        "mark"
    })
}

/// Returns a length in words, the longer the coarser.
fn size(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 | 5 => "4",
        6..=8 => "6",
        9..=14 => "9",
        15..=24 => "15",
        _ => "25",
    }
}

/// Returns the word that the cue is known by.
fn head<'passage>(passage: &'passage Passage, cue: &Range<usize>) -> &'passage str {
    let known = cue.clone().rev().find(|at| passage.token(*at).is_some_and(|token| token.cue.is_some()));
    word(passage, known.or(cue.end.checked_sub(1)))
}

/// Returns the features of both borders of `tokens`.
fn borders(passage: &Passage, name: &str, tokens: &Range<usize>, found: &mut Vec<Feature>) {
    let before = tokens.start.checked_sub(1);
    let last = tokens.end.checked_sub(1);
    let ends = [("before", before), ("first", Some(tokens.start)), ("last", last), ("after", Some(tokens.end))];
    for (end, at) in ends {
        found.push(feature(name, &[end, "class", class(passage, at)]));
        found.push(feature(name, &[end, "word", word(passage, at)]));
    }
    found.push(feature(name, &["start", class(passage, before), class(passage, Some(tokens.start))]));
    found.push(feature(name, &["end", class(passage, last), class(passage, Some(tokens.end))]));
    let sentence = passage.sentence(tokens.start);
    let at_start = if tokens.start == sentence.start { "whole start" } else { "inner start" };
    let rest = tokens.end..sentence.end;
    let at_end = if rest.clone().any(|at| passage.is(at, WORD)) { "inner end" } else { "whole end" };
    found.push(feature(name, &[at_start, at_end]));
    found.push(feature(name, &["size", size(tokens.len())]));
}

/// Returns the features of token number `at` as the word of a cue.
pub(super) fn of_cue(passage: &Passage, at: usize) -> Vec<Feature> {
    traits_of_cue(passage, at, feature)
}

/// Returns what the learner looks at in token number `at` as the word of a cue, made by `make`.
pub(super) fn traits_of_cue<T>(passage: &Passage, at: usize, make: impl Fn(&str, &[&str]) -> T) -> Vec<T> {
    let (spelled, before, after) = (word(passage, Some(at)), at.checked_sub(1), Some(at + 1));
    let quoted = if passage.token(at).is_some_and(|token| token.depth > 0) { "quoted" } else { "plain" };
    vec![
        make("cue", &[]),
        make("cue", &["word", spelled]),
        make("cue", &["word", spelled, class(passage, after)]),
        make("cue", &["before", class(passage, before)]),
        make("cue", &["after", class(passage, after)]),
        make("cue", &["after", word(passage, after)]),
        make("cue", &[class(passage, before), class(passage, after), quoted]),
    ]
}

/// Returns the features of `tokens` as all that belongs to a cue.
pub(super) fn of_extent(passage: &Passage, tokens: &Range<usize>) -> Vec<Feature> {
    let (before, last) = (tokens.start.checked_sub(1), tokens.end.checked_sub(1));
    vec![
        feature("extent", &["first", class(passage, Some(tokens.start))]),
        feature("extent", &["before", class(passage, before)]),
        feature("extent", &["last", word(passage, last)]),
        feature("extent", &["last", class(passage, last)]),
        feature("extent", &["after", word(passage, Some(tokens.end))]),
        feature("extent", &["size", size(tokens.len())]),
    ]
}

/// Returns the features of `source` as the source of the cue `cue`.
pub(super) fn of_source(passage: &Passage, cue: &Range<usize>, source: Option<&Range<usize>>) -> Vec<Feature> {
    let head = head(passage, cue);
    let before = class(passage, cue.start.checked_sub(1));
    let Some(tokens) = source else {
        return vec![
            feature("nobody", &[]),
            feature("nobody", &["cue", head]),
            feature("nobody", &["before", before]),
            feature("nobody", &["after", class(passage, Some(cue.end))]),
        ];
    };
    let left = tokens.end <= cue.start;
    let side = if left { "left" } else { "right" };
    let between = if left { tokens.end..cue.start } else { cue.end..tokens.start.max(cue.end) };
    let mut found = vec![
        feature("source", &["side", side]),
        feature("source", &["side", side, head]),
        feature("source", &["between", side, size(between.len())]),
        feature("source", &["between", class(passage, Some(between.start)), size(between.len())]),
    ];
    borders(passage, "source", tokens, &mut found);
    for (name, what) in [("comma", COMMA), ("who", WH), ("of", PREPOSITION), ("and", CONJUNCTION), ("fell", FINITE)] {
        if tokens.clone().any(|at| passage.is(at, what)) {
            found.push(feature("source", &["inside", name]));
        }
    }
    found
}

/// Returns the features of `content` as the content of the cue `cue` with the source `source`.
pub(super) fn of_content(
    passage: &Passage,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    content: &[Range<usize>],
) -> Vec<Feature> {
    let head = head(passage, cue);
    let sides: Vec<&str> = content.iter().map(|piece| if piece.end <= cue.start { "left" } else { "right" }).collect();
    let shape = sides.join(" ");
    let mut found = vec![
        feature("content", &["shape", &shape]),
        feature("content", &["shape", &shape, head]),
        feature("content", &["shape", &shape, class(passage, cue.start.checked_sub(1)), class(passage, Some(cue.end))]),
    ];
    for (piece, side) in content.iter().zip(&sides) {
        let name = if *side == "left" { "content left" } else { "content right" };
        borders(passage, name, piece, &mut found);
        found.push(feature(name, &["cue", head, word(passage, Some(piece.start))]));
        let (from, until) = match source {
            Some(source) => (source.start.min(cue.start), source.end.max(cue.end)),
            None => (cue.start, cue.end),
        };
        let gap = if *side == "left" { piece.end..from } else { until..piece.start };
        found.push(feature(name, &["gap", size(gap.len()), class(passage, Some(gap.start))]));
        let quoted = passage
            .quotations()
            .iter()
            .find(|quotation| quotation.start <= piece.start && piece.end <= quotation.end || *quotation == piece);
        found.push(feature(
            name,
            &[
                "quoted",
                match quoted {
                    Some(quotation) if quotation == piece => "all",
                    Some(_) => "part",
                    None => "none",
                },
            ],
        ));
    }
    found
}
