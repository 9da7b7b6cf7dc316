//! Words with a hyphen: the part of them that is a name, *Taliban* in *anti-Taliban*.

use std::ops::Range;

use super::Sort;
use super::lexicon::{Sorts, sorts};
use super::line::{Heading, Line};

/// Returns the bytes and the sort of the name within the word at token number `at`, if it holds one.
pub fn part(line: &Line, at: usize) -> Option<(Range<usize>, Option<Sort>)> {
    let spelled = line.spelled(at);
    let (hyphen, mark) = spelled.char_indices().find(|(_, character)| ['-', '‐', '‑'].contains(character))?;
    let (first, last) = (spelled.get(..hyphen)?, spelled.get(hyphen + mark.len_utf8()..)?);
    let capital = |part: &str| part.starts_with(char::is_uppercase);
    if line.heading() != Heading::None || line.german() || last.is_empty() {
        return None;
    }
    let bytes = line.bytes(&(at..at + 1));
    let known = sorts(&first.to_lowercase());
    let is_prefix = known.has(Sorts::PREFIX);
    if !capital(first) {
        // *al-Qaeda* is a name as a whole, *anti-Taliban* holds one.
        let whole = known.has(Sorts::ARTICLE);
        let bytes = if whole { bytes } else { bytes.end - last.len()..bytes.end };
        let sort = if whole { sort(spelled) } else { sort(last) };
        return capital(last).then_some((bytes, sort));
    }
    if is_prefix && capital(last) {
        return Some((bytes.end - last.len()..bytes.end, sort(last)));
    }
    // *Afghan-led*, but *Jean-Luc* and *24-hour*.
    let follows = last.starts_with(char::is_lowercase) && !line.opens(at) && !known.has(Sorts::ARTICLE);
    let named = known.has(Sorts::DEMONYM.and(Sorts::COUNTRY).and(Sorts::KNOWN)) || first.chars().count() > 2;
    let bytes = bytes.start..bytes.start + first.len();
    (follows && named).then(|| (bytes, sort(first)))
}

/// Returns whether token number `at` is a name after a small article that belongs to it: *al-Qaeda*.
pub fn has_article(line: &Line, at: usize) -> bool {
    let spelled = if at < line.len() { line.spelled(at) } else { "" };
    let parts = spelled.split_once(['-', '‐', '‑']);
    parts.is_some_and(|(first, last)| sorts(first).has(Sorts::ARTICLE) && last.starts_with(char::is_uppercase))
}

fn sort(part: &str) -> Option<Sort> {
    let sorts = super::lexicon::sorts_of_plural(&part.to_lowercase());
    match () {
        () if sorts.has(Sorts::COUNTRY.and(Sorts::DEMONYM)) => Some(Sort::Place),
        () if sorts.has(Sorts::KNOWN) => Some(Sort::Organization),
        () => None,
    }
}
