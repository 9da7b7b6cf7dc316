//! Dates: days of the week, days of months and years, as news write them.

use super::lexicon::Sorts;
use super::line::Line;

/// Returns the end of the date that begins with token number `at`.
pub fn end(line: &Line, at: usize) -> Option<usize> {
    let shape = line.shape(at)?;
    if is_numeric_date(line.spelled(at)) {
        return Some(at + 1);
    }
    if shape.number {
        // *8 August 2021*
        let month = is_month(line, at + 1) && is_day(line, at);
        return month.then(|| with_year(line, at + 2));
    }
    if !shape.capital {
        return None;
    }
    if shape.has(Sorts::DAY) {
        let comma = if line.is(at + 1, ",") { at + 2 } else { at + 1 };
        let more = (is_month(line, comma) || is_day(line, comma)).then(|| end(line, comma)).flatten();
        return Some(more.unwrap_or(at + 1));
    }
    if !is_month(line, at) {
        return None;
    }
    let point = usize::from(line.is(at + 1, ".") && line.touches_next(at));
    let next = at + 1 + point;
    if is_day(line, next) {
        return Some(with_year(line, next + 1));
    }
    if is_year(line, next) {
        return Some(next + 1);
    }
    // *May* and *March* begin sentences, and *April* is somebody's name.
    let named = line.shape(at + 1).is_some_and(|next| next.capital && next.is_word);
    (!line.opens(at) && !named).then_some(at + 1)
}

/// Returns the end of a date whose day and month end before token number `at`, with the year after it.
fn with_year(line: &Line, at: usize) -> usize {
    match () {
        () if is_year(line, at) => at + 1,
        () if line.is(at, ",") && is_year(line, at + 1) => at + 2,
        () => at,
    }
}

fn is_month(line: &Line, at: usize) -> bool {
    line.shape(at).is_some_and(|shape| shape.capital && shape.has(Sorts::MONTH))
}

fn is_day(line: &Line, at: usize) -> bool {
    let digits = line.spelled(at).trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    at < line.len() && digits.len() <= 2 && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(line: &Line, at: usize) -> bool {
    at < line.len() && line.spelled(at).parse::<u16>().is_ok_and(|year| (1000..2200).contains(&year))
}

/// Returns whether `word` is a date in digits: *2021-08-08*, *8/8/2021*.
fn is_numeric_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty();
    let [first, middle, last] = parts.as_slice() else { return false };
    parts.iter().all(digits)
        && middle.len() <= 2
        && (first.len() == 4 && last.len() <= 2 || last.len() == 4 && first.len() <= 2)
}
