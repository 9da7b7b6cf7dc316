//! Finding: runs of capitals in each sentence, cut and joined by the words in and around them.

use std::cmp::Reverse;
use std::ops::Range;

use super::evidence::Evidence;
use super::line::{Heading, Line};
use super::{Ends, Name, Rule, Sort, date, hyphen, official, run, traits};
use crate::suggest::learner::{feature, in_words};
use crate::suggest::passage::Passage;

/// Returns the likely mentions of `passage` in the order of reading, the outer before the inner; `evidence` says how the
/// words look elsewhere.
#[must_use]
pub fn names(passage: &Passage, evidence: &Evidence) -> Vec<Name> {
    names_in(passage, evidence, &(0..usize::MAX))
}

/// As [`names`], for the sentences alone that begin within `bytes` of the document.
#[must_use]
pub fn names_in(passage: &Passage, evidence: &Evidence, bytes: &Range<usize>) -> Vec<Name> {
    found(passage, evidence, bytes, false)
}

/// As [`names_in`], each with its traits in words.
#[must_use]
pub fn names_explained(passage: &Passage, evidence: &Evidence, bytes: &Range<usize>) -> Vec<Name> {
    found(passage, evidence, bytes, true)
}

fn found(passage: &Passage, evidence: &Evidence, bytes: &Range<usize>, explain: bool) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    let here = |sentence: &&Range<usize>| bytes.contains(&passage.bytes(sentence).start);
    for sentence in passage.sentences().iter().filter(here) {
        let line = Line::new(passage, sentence.clone(), evidence, explain);
        find(&line, &mut found);
    }
    found.sort_by_key(|name| (name.bytes.start, Reverse(name.bytes.end)));
    found.dedup_by(|next, kept| next.bytes == kept.bytes);
    found
}

/// Adds the names of one sentence.
fn find(line: &Line, found: &mut Vec<Name>) {
    let mut at = 0;
    while at < line.len() {
        if let Some(end) = date::end(line, at) {
            found.push(name(line, at..end, Some(Sort::Date), Rule::Date));
            at = end;
            continue;
        }
        if let Some(end) = official::end(line, at) {
            found.push(name(line, at..end, Some(Sort::Organization), Rule::Official));
            at = end;
            continue;
        }
        if let Some((bytes, sort)) = hyphen::part(line, at) {
            found.push(part_of_word(line, at, bytes, sort));
            at += 1;
            continue;
        }
        let Some(range) = run::at(line, at) else {
            at += 1;
            continue;
        };
        at = range.end;
        for part in run::parts(line, range) {
            add(line, part, found);
        }
    }
}

/// Adds the name at `part`, and the body it makes with the small words after it.
fn add(line: &Line, part: run::Part, found: &mut Vec<Name>) {
    let run::Part { range, title } = part;
    let demonym = line.is_of_country(&range);
    let body = if demonym { official::body_after(line, range.end) } else { None };
    if let Some(end) = body {
        found.push(name(line, range.start..end, Some(Sort::Organization), Rule::Body));
    }
    let rule = rule(line, &range, title, demonym);
    let sort = run::sort(line, &range, title);
    found.push(name(line, range, sort, rule));
}

/// Returns the name at the tokens `range` of `line`.
fn name(line: &Line, range: Range<usize>, sort: Option<Sort>, rule: Rule) -> Name {
    let ends = traits::ends(line, &range).into();
    made(line, &range, line.bytes(&range), (sort, rule), ends)
}

/// Returns the name at `bytes`, a part of the word that is token number `at` of `line`.
fn part_of_word(line: &Line, at: usize, bytes: Range<usize>, sort: Option<Sort>) -> Name {
    let whole = line.bytes(&(at..at + 1));
    let ends = if whole == bytes { Box::default() } else { [(Ends::Whole, whole)].into() };
    made(line, &(at..at + 1), bytes, (sort, Rule::Hyphen), ends)
}

fn made(
    line: &Line,
    range: &Range<usize>,
    bytes: Range<usize>,
    (sort, rule): (Option<Sort>, Rule),
    ends: Box<[(Ends, Range<usize>)]>,
) -> Name {
    let found = traits::Found { range, text: line.slice(&bytes), rule, sort };
    let traits = traits::of(line, &found, feature).into();
    let words = if line.explains() { traits::of(line, &found, in_words).into() } else { Box::default() };
    Name { bytes, sort, rule, traits, words, ends }
}

fn rule(line: &Line, range: &Range<usize>, title: bool, demonym: bool) -> Rule {
    match () {
        () if title => Rule::Title,
        () if line.is_dateline(range) => Rule::Dateline,
        () if line.heading() != Heading::None => Rule::Heading,
        () if demonym => Rule::Demonym,
        () if line.opens(range.start) => Rule::Start,
        () => Rule::Capital,
    }
}
