//! Official names in small letters: *interior ministry*, and a body after its country, *Afghan security forces*.

use super::lexicon::{Sorts, sorts};
use super::line::Line;

/// Returns the end of the official name that begins with token number `at`.
pub fn end(line: &Line, at: usize) -> Option<usize> {
    let small = |at: usize| line.shape(at).is_some_and(|shape| shape.is_word && !shape.capital);
    // *interior ministry*, but *the Afghan interior ministry* is the body of its country.
    let named = small(at) && line.has(at, Sorts::MINISTRY) && line.is(at + 1, "ministry");
    if named && !line.before(at).is_some_and(|before| before.has(Sorts::DEMONYM.and(Sorts::COUNTRY)) && before.capital)
    {
        return Some(at + 2);
    }
    let of = small(at) && line.is(at, "ministry") && line.is(at + 1, "of") && line.has(at + 2, Sorts::MINISTRY);
    of.then_some(at + 3)
}

/// Returns the end of the body that small words from token number `at` on make with the country before them.
pub fn body_after(line: &Line, at: usize) -> Option<usize> {
    let word =
        |at: usize| line.shape(at).filter(|shape| shape.is_word && !shape.capital).map(|shape| shape.word.as_str());
    let one = word(at)?;
    if let Some(two) = word(at + 1)
        && sorts(&format!("{one}_{two}")).has(Sorts::BODY)
    {
        return Some(at + 2);
    }
    sorts(one).has(Sorts::BODY).then_some(at + 1)
}
