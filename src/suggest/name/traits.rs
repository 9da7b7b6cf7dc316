//! Traits: what of a name the learner looks at, and the ends that it might have instead.

use std::ops::Range;

use super::lexicon::Sorts;
use super::line::{Heading, Line};
use super::{Ends, Rule, Sort};
use crate::suggest::class::classes::{DETERMINER, FINITE};

/// What is known of a name when it is found.
pub struct Found<'name> {
    /// Its tokens in the line.
    pub range: &'name Range<usize>,
    /// How it is written.
    pub text: &'name str,
    pub rule: Rule,
    pub sort: Option<Sort>,
}

/// Returns the traits of the string `text`, the first ones of [`of`], each made by `make` of a name and of the words that tell it from others.
pub fn of_string<T>(text: &str, make: &mut impl FnMut(&str, &[&str]) -> T) -> Vec<T> {
    let small = text.to_lowercase();
    let mut words = small.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    vec![make("name", &["text", &small]), make("name", &["first", first]), make("name", &["last", last])]
}

/// Returns all traits of `found` in `line`, made by `make`.
pub fn of<T>(line: &Line, found: &Found, mut make: impl FnMut(&str, &[&str]) -> T) -> Vec<T> {
    let (range, rule) = (found.range, found.rule.word());
    let sort = found.sort.map_or("?", Sort::word);
    let mut traits = of_string(found.text, &mut make);
    let (before, after) = (range.start.checked_sub(1), Some(range.end));
    // These say something of the label too.
    traits.push(make("name", &["sort", sort]));
    traits.push(make("name", &["before", line.word(before)]));
    traits.push(make("name", &["after", line.word(after)]));
    // These do not: what they share with other names is how likely all of them are tagged.
    traits.push(make("name", &["any"]));
    traits.push(make("name", &["rule", rule]));
    traits.push(make("name", &["rule", rule, sort]));
    let size = match found.text.split_whitespace().count() {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    };
    traits.push(make("name", &["size", size]));
    traits.push(make("name", &["before class", line.class(before)]));
    traits.push(make("name", &["after class", line.class(after)]));
    traits.push(make("name", &["between", line.class(before), line.class(after)]));
    traits.push(make("name", &["sort after", sort, line.word(after)]));
    let shape = match line.shape(range.start) {
        _ if line.heading() != Heading::None => "heading",
        Some(first) if first.dotted => "dotted",
        Some(first) if first.shouted => "capitals",
        _ if line.opens(range.start) => "start",
        _ => "inside",
    };
    traits.push(make("name", &["shape", shape, rule]));
    let known = line.joined_sorts(range);
    for (sorts, word) in [(Sorts::COUNTRY, "country"), (Sorts::DEMONYM, "demonym"), (Sorts::KNOWN, "known body")] {
        if known.has(sorts) {
            traits.push(make("name", &["table", word]));
        }
    }
    if line.is_seen_small(range) {
        traits.push(make("name", &["small elsewhere"]));
    }
    traits
}

/// Returns the other ends that the name at `range` might have, in bytes.
pub fn ends(line: &Line, range: &Range<usize>) -> Vec<(Ends, Range<usize>)> {
    let mut found = Vec::new();
    let mut add = |ends: Ends, range: Range<usize>| found.push((ends, line.bytes(&range)));
    let mut title = range.start;
    while title > 0 && (line.has(title - 1, Sorts::TITLE.and(Sorts::BEFORE_TITLE)) || is_point(line, title - 1)) {
        title -= 1;
    }
    if title < range.start && !is_point(line, title) {
        add(Ends::Title, title..range.end);
    }
    if range.start > 0 && line.is_of(range.start - 1, DETERMINER) {
        add(Ends::Article, range.start - 1..range.end);
    }
    let possessive = line.word(Some(range.end)).starts_with('’') && line.touches_next(range.end - 1);
    if possessive {
        add(Ends::Possessive, range.start..range.end + 1);
    }
    let noun = line.shape(range.end).is_some_and(|next| next.is_word && !next.capital && !next.number);
    if noun && !possessive && !line.is_small_word(range.end) && !line.is_of(range.end, FINITE) {
        add(Ends::Noun, range.start..range.end + 1);
    }
    if range.len() > 1 {
        add(Ends::WithoutFirst, range.start + 1..range.end);
        add(Ends::First, range.start..range.start + 1);
        if range.len() > 2 {
            add(Ends::WithoutLast, range.start..range.end - 1);
            add(Ends::Last, range.end - 1..range.end);
        }
    }
    found
}

/// Returns whether token number `at` is the point of a title: *Gen. Dostum*.
fn is_point(line: &Line, at: usize) -> bool {
    at > 0 && line.is(at, ".") && line.touches_next(at - 1) && line.has(at - 1, Sorts::TITLE)
}
