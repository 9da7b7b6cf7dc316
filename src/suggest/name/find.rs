//! Finding: runs of capitals in each sentence, cut and joined by the words in and around them.

use std::cmp::Reverse;
use std::ops::Range;

use super::evidence::Evidence;
use super::line::{Heading, Line};
use super::{Name, Rule, Sort, date, hyphen, official, run};
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
    let mut found: Vec<Name> = Vec::new();
    let here = |sentence: &&Range<usize>| bytes.contains(&passage.bytes(sentence).start);
    for sentence in passage.sentences().iter().filter(here) {
        let line = Line::new(passage, sentence.clone(), evidence);
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
            found.push(Name { bytes: line.bytes(&(at..end)), sort: Some(Sort::Date), rule: Rule::Date });
            at = end;
            continue;
        }
        if let Some(end) = official::end(line, at) {
            let bytes = line.bytes(&(at..end));
            found.push(Name { bytes, sort: Some(Sort::Organization), rule: Rule::Official });
            at = end;
            continue;
        }
        if let Some(name) = hyphen::part(line, at) {
            found.push(name);
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
        let bytes = line.bytes(&(range.start..end));
        found.push(Name { bytes, sort: Some(Sort::Organization), rule: Rule::Body });
    }
    let rule = rule(line, &range, title, demonym);
    let sort = run::sort(line, &range, title);
    found.push(Name { bytes: line.bytes(&range), sort, rule });
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
