//! RON as this program reads it, and its errors in our words.

use ron::error::{Error, SpannedError};
use ron::extensions::Extensions;

use crate::format::error::{Problem, ReadError};
use crate::format::place::Place;

/// How deep values may nest: a set needs about twelve levels, and each costs stack.
const MAX_DEPTH: usize = 64;

/// Returns the reader's options: `Some` may be left out, nesting has a limit.
pub(in crate::format) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(MAX_DEPTH)
}

/// Returns `error` as a read error at its place.
pub(in crate::format) fn problem(error: &SpannedError) -> ReadError {
    Problem::Syntax(sentence(&error.code)).at(place(error))
}

fn place(error: &SpannedError) -> Place {
    let at = error.span.start;
    Place { line: at.line, column: at.col }
}

fn sentence(error: &Error) -> String {
    let of = |outer: &Option<String>| outer.as_ref().map_or_else(String::new, |outer| format!(" in {outer}"));
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            format!("unexpected field `{}`{}, expected {}", shorten(found), of(outer), one_of(expected))
        }
        Error::MissingStructField { field, outer } => format!("the field `{field}` is missing{}", of(outer)),
        Error::DuplicateStructField { field, outer } => format!("the field `{field}` stands twice{}", of(outer)),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("unexpected `{}`, expected {}", shorten(found), one_of(expected))
        }
        Error::ExceededRecursionLimit => format!("values are nested more than {MAX_DEPTH} deep"),
        Error::Eof => "the text ends in the middle of a value".to_owned(),
        Error::TrailingCharacters => "expected nothing after the closing `)`".to_owned(),
        Error::ExpectedString => "expected a string in double quotes".to_owned(),
        Error::ExpectedStringEnd => "a string begins here and does not end".to_owned(),
        Error::ExpectedInteger => "expected a whole number".to_owned(),
        Error::IntegerOutOfBounds => "a number is out of range".to_owned(),
        Error::ExpectedFloat => "expected a number".to_owned(),
        Error::ExpectedBoolean => "expected `true` or `false`".to_owned(),
        Error::ExpectedIdentifier => "expected a name".to_owned(),
        Error::ExpectedComma | Error::ExpectedStructLikeEnd => "expected a comma or a closing `)`".to_owned(),
        Error::ExpectedArrayEnd => "expected a comma or a closing `]`".to_owned(),
        Error::ExpectedNamedStructLike(name) => format!("expected the opening `(` of {}", article(name)),
        Error::ExpectedDifferentStructName { expected, found } => {
            format!("expected {} in parentheses, found `{}`", article(expected), shorten(found))
        }
        other => lower_first(&other.to_string()),
    }
}

/// Returns the name of a record as a sentence has it: `an entity`, `a link`.
fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

fn one_of(expected: &[&str]) -> String {
    match expected {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [first, others @ ..] => {
            others.iter().fold(format!("one of `{first}`"), |list, next| format!("{list}, `{next}`"))
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

/// How many characters of foreign text a message shows.
const SHOWN: usize = 40;

/// Returns the first characters of `text`, with `…` where more follow.
pub(super) fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
