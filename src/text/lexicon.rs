//! The words of a language that the rules ask for, read from the tables in `assets/text`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::table;

/// What the point after an abbreviation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A name follows: no sentence ends here.
    Title,
    /// No sentence ends here before a number.
    Number,
    /// A sentence ends here only before a word that begins one.
    Open,
    /// A sentence ends here unless a day, a month or a time zone follows.
    Hour,
    /// No abbreviation, but a day or a month.
    Date,
}

/// The abbreviations of each kind in small letters, and whether each must begin with a capital in the text.
type Abbreviations = HashMap<Kind, HashMap<String, bool>>;

static ABBREVIATIONS: LazyLock<Abbreviations> =
    LazyLock::new(|| abbreviations(include_str!("../../assets/text/abbreviations.txt")));
static FUNCTION_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table::words(include_str!("../../assets/text/function_words.txt")).map(|(_, word)| word).collect()
});
static CONNECTORS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table::words(include_str!("../../assets/text/connectors.txt")).map(|(_, word)| word).collect());

fn abbreviations(table: &str) -> Abbreviations {
    let mut kinds = Abbreviations::new();
    for (heading, word) in table::words(table) {
        let kind = match heading {
            "title" => Kind::Title,
            "number" => Kind::Number,
            "open" => Kind::Open,
            "hour" => Kind::Hour,
            "date" => Kind::Date,
            _ => continue,
        };
        let capital = word.starts_with(char::is_uppercase);
        kinds.entry(kind).or_default().insert(word.to_lowercase(), capital);
    }
    kinds
}

/// Returns whether `word`, without its point, is an abbreviation, or a day or month, of `kind`.
pub(super) fn is_of_kind(word: &str, kind: Kind) -> bool {
    let capital = ABBREVIATIONS.get(&kind).and_then(|words| words.get(&word.to_lowercase()));
    capital.is_some_and(|&capital| !capital || word.starts_with(char::is_uppercase))
}

/// Returns whether `word` stands between noun phrases or begins sentences, whatever its capitals.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word) || FUNCTION_WORDS.contains(word.to_lowercase().as_str())
}

/// Returns whether `word`, in small letters, stands inside names.
pub(super) fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        assert_eq!(ABBREVIATIONS.len(), 5);
        assert!(is_of_kind("Mr", Kind::Title) && is_of_kind("MR", Kind::Title) && !is_of_kind("mr", Kind::Title));
        assert!(is_of_kind("No", Kind::Number) && is_of_kind("p.m", Kind::Hour) && is_of_kind("Friday", Kind::Date));
        assert!(!is_of_kind("", Kind::Open) && !is_of_kind("Determiners", Kind::Title));
        assert!(is_function_word("The") && is_function_word("’s") && !is_function_word("Taliban"));
        assert!(is_connector("bin") && !is_connector("Bin") && !is_connector("#"));
    }
}
