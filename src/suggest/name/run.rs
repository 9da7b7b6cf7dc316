//! Runs: words with capitals that stand together, parted at titles, and what each part is likely to be.

use std::ops::Range;

use super::Sort;
use super::lexicon::Sorts;
use super::line::{Heading, Line};

/// A name within a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its tokens.
    pub range: Range<usize>,
    /// Whether a title stands before it.
    pub title: bool,
}

/// A run has at most so many tokens: beyond them it is a list, or no running text.
const LONGEST: usize = 14;

/// Returns the run of names that begins with token number `at`.
pub fn at(line: &Line, at: usize) -> Option<Range<usize>> {
    if !line.is_name(at) {
        return None;
    }
    let mut end = at + 1;
    while end - at < LONGEST {
        match next(line, at, end) {
            Some(next) => end = next,
            None => break,
        }
    }
    let range = without_opener(line, at..end)?;
    Some(range)
}

/// Returns the end of the run `start..end` with the next part of it.
fn next(line: &Line, start: usize, end: usize) -> Option<usize> {
    if line.is_name(end) && !line.opens(end) {
        return Some(end + 1);
    }
    // An initial, or a title's point: *George W. Bush*, *Gen. Dostum*.
    let last = line.shape(end - 1)?;
    let initial = last.word.chars().count() == 1
        || last.has(Sorts::TITLE)
        || ["st", "ft", "mt", "jr"].contains(&last.word.as_str());
    if line.is(end, ".") && initial && !last.dotted && line.touches_next(end - 1) && line.is_name(end + 1) {
        return Some(end + 2);
    }
    if line.is(end, "&") && line.is_name(end + 1) {
        return Some(end + 2);
    }
    // *Suleiman al-Amr*
    if super::hyphen::has_article(line, end) {
        return Some(end + 1);
    }
    if line.is(end, "/") || line.shape(end)?.capital {
        return None;
    }
    let small = line.shape(end)?;
    if small.has(Sorts::PARTICLE) && line.is_name(end + 1) && line.heading() == Heading::None {
        return Some(end + 2);
    }
    let head = Sorts::ORGANIZATION.and(Sorts::PLACE);
    // *Secretary of State*: what follows the title is a part of it.
    if line.is(end, "of") && last.has(Sorts::TITLE) && line.has(end + 1, Sorts::MINISTRY) && line.is_name(end + 1) {
        return Some(end + 2);
    }
    if small.has(Sorts::OF) && last.has(head) && !last.has(Sorts::DEMONYM.and(Sorts::COUNTRY)) {
        let after = if line.is(end + 1, "the") { end + 2 } else { end + 1 };
        return line.is_name(after).then_some(after + 1);
    }
    // *Ministry of Trade and Industry*
    // and *Islamic State of Iraq and the Levant*
    let of = (start..end).any(|at| line.has(at, Sorts::OF)) && (start..end).any(|at| line.has(at, head));
    let after = if line.is(end + 1, "the") { end + 2 } else { end + 1 };
    let joins = of && line.is(end, "and") && line.is_name(after) && !line.is_of_country(&(after..after + 1));
    let joins = joins && (after == end + 1 || !line.is_name(after + 1));
    joins.then_some(after + 1)
}

/// Returns `run` without words that have a capital only since a sentence begins with them; none if nothing is left.
fn without_opener(line: &Line, run: Range<usize>) -> Option<Range<usize>> {
    let mut start = run.start;
    if line.opens(start) && !line.has(start, Sorts::TITLE) {
        let several = run.len() > 1;
        let opener = line.has(start, Sorts::OPENER) && !line.has(start, Sorts::COUNTRY.and(Sorts::DEMONYM));
        let verb =
            ["ing", "ed", "ly"].iter().any(|end| line.shape(start).is_some_and(|first| first.word.ends_with(end)));
        let common = opener || line.german() || verb && line.is_proven(start + 1);
        let seen_small = several && !line.is_name_at_start(start) && common;
        if seen_small || !several && !line.is_name_at_start(start) {
            start += 1;
        }
    }
    // One letter is an initial or a mark of a list.
    while start < run.end && line.is(start, ".") {
        start += 1;
    }
    (start < run.end).then_some(start..run.end)
}

/// Returns the names in `run`: what stands before a title is one, what stands after it another.
pub fn parts(line: &Line, run: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = run.start;
    let mut title = titled_before(line, run.start);
    let mut at = run.start;
    while at < run.end {
        if is_title(line, &run, at) {
            // *vice*, *foreign* before it belong to the title.
            let mut end = at;
            while end > start && line.has(end - 1, Sorts::BEFORE_TITLE) && !line.has(end - 1, Sorts::COUNTRY) {
                end -= 1;
            }
            push(line, &mut parts, start..end, title);
            at += 1;
            if line.is(at, ".") {
                at += 1;
            }
            title = !line.is(at, "of");
            if !title && line.has(at + 1, Sorts::MINISTRY) {
                at = (at + 1..run.end)
                    .find(|at| !line.has(*at, Sorts::MINISTRY) && !line.is(*at, "and"))
                    .unwrap_or(run.end);
                title = true;
            }
            start = at;
            continue;
        }
        at += 1;
    }
    push(line, &mut parts, start..run.end, title);
    parts
}

/// Returns whether token number `at` of `run` is a title and no part of a name.
fn is_title(line: &Line, run: &Range<usize>, at: usize) -> bool {
    let Some(shape) = line.shape(at).filter(|shape| shape.has(Sorts::TITLE)) else { return false };
    if at + 1 < run.end {
        // *General Assembly*, *Prime Minister’s Office*
        let head = line.has(run.end - 1, Sorts::ORGANIZATION) && !shape.word.contains('.') && !line.is(at + 1, ".");
        return !head || line.has(at + 1, Sorts::TITLE);
    }
    // The last word: *the Afghan President*, but *Stephen King*.
    at == run.start
        || line.has(at - 1, Sorts::TITLE.and(Sorts::BEFORE_TITLE).and(Sorts::ORGANIZATION))
        || line.is_of_country(&(at - 1..at))
        || line.is_of_country(&(run.start..at))
}

/// Returns whether a title in small letters stands right before token number `at`: *warlord Abdul Rashid Dostum*.
fn titled_before(line: &Line, at: usize) -> bool {
    line.before(at).is_some_and(|before| before.has(Sorts::TITLE))
}

fn push(line: &Line, parts: &mut Vec<Part>, range: Range<usize>, title: bool) {
    let Some(range) = trimmed(line, range) else { return };
    // *Middle East Tobias Ellwood*: two names side by side.
    let two = range.start..range.start + 2;
    let person = range.len() > 3 && !line.has(range.end - 1, Sorts::ORGANIZATION.and(Sorts::PLACE));
    if person && line.joined_sorts(&two).has(Sorts::COUNTRY) {
        parts.push(Part { range: two.clone(), title: false });
        parts.push(Part { range: two.end..range.end, title: true });
        return;
    }
    parts.push(Part { range, title });
}

/// Returns `range` without what cannot stand at the ends of a name; none if nothing is left.
fn trimmed(line: &Line, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, mut end } = range;
    let loose = |at: usize| {
        line.is(at, ".")
            || line.is(at, "&")
            || line.has(at, Sorts::OF) && !line.shape(at).is_some_and(|shape| shape.capital)
    };
    while start < end && loose(start) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    if end - start == 1 {
        let shape = line.shape(start)?;
        let letters = shape.word.chars().count();
        let nothing = Sorts::OPENER.and(Sorts::TITLE);
        let known = Sorts::COUNTRY.and(Sorts::DEMONYM).and(Sorts::KNOWN).and(Sorts::ORGANIZATION);
        if letters == 1 && shape.word.is_ascii() || shape.has(nothing) && !shape.has(known) {
            return None;
        }
    }
    let only_titles = (start..end).all(|at| line.has(at, Sorts::TITLE.and(Sorts::BEFORE_TITLE)));
    (!only_titles).then_some(start..end)
}

/// Returns what the name at `range` is likely to be of.
pub fn sort(line: &Line, range: &Range<usize>, title: bool) -> Option<Sort> {
    let whole = line.joined_sorts(range);
    if whole.has(Sorts::COUNTRY.and(Sorts::DEMONYM)) || line.is_dateline(range) {
        return Some(Sort::Place);
    }
    if whole.has(Sorts::KNOWN) {
        return Some(Sort::Organization);
    }
    let last = range.end - 1;
    let event = line.has(range.start, Sorts::EVENT) && !line.has(last, Sorts::ORGANIZATION);
    if range.len() > 1 && (event || line.has(last, Sorts::EVENT)) {
        return Some(Sort::Event);
    }
    let of = range.clone().find(|&at| line.has(at, Sorts::OF) && at > range.start);
    let head = of.map_or(last, |of| of - 1);
    if line.has(head, Sorts::ORGANIZATION) || line.has(last, Sorts::ORGANIZATION) {
        return Some(Sort::Organization);
    }
    if range.len() > 1 && (line.has(head, Sorts::PLACE) || line.has(range.start, Sorts::PLACE))
        || line.has(range.end, Sorts::AFTER_PLACE)
    {
        return Some(Sort::Place);
    }
    if title {
        return Some(Sort::Person);
    }
    let (person, place) = line.company(range);
    match by_neighbours(line, range) {
        // *to Dostum*
        Some(Sort::Place) if range.len() == 1 && person * 2 > place + 1 => return Some(Sort::Person),
        Some(sort) => return Some(sort),
        None if range.len() == 1 && person * 2 > place => return Some(Sort::Person),
        None if range.len() == 1 && place > 0 => return Some(Sort::Place),
        None => {}
    }
    let shouted = line.shape(range.start)?.shouted && line.heading() != Heading::Shouted;
    match range.len() {
        1 if shouted => Some(Sort::Organization),
        1 => None,
        _ => Some(Sort::Person),
    }
}

/// Returns what the words around `range` say of it.
fn by_neighbours(line: &Line, range: &Range<usize>) -> Option<Sort> {
    let before = range.start.checked_sub(1);
    let of_place = range.start >= 2 && line.is(range.start - 1, "of") && line.has(range.start - 2, Sorts::AFTER_PLACE);
    if of_place || before.is_some_and(|before| line.has(before, Sorts::INTO)) && range.len() < 3 {
        return Some(Sort::Place);
    }
    let speaks = |at: usize| line.has(at, Sorts::PERSON_VERB);
    let apposed = line.is(range.end, ",") && (range.end + 1..range.end + 4).any(|at| line.has(at, Sorts::TITLE));
    if speaks(range.end) || before.is_some_and(speaks) || line.is(range.end, ",") && speaks(range.end + 1) || apposed {
        return Some(Sort::Person);
    }
    None
}
