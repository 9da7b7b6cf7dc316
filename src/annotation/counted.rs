//! Counts in words: `1 tag`, `3 entities`.

/// Returns `count` with `word` after it, in the plural if there is not one: `3 entities`.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    let plural = match word {
        _ if count == 1 => word.to_owned(),
        _ if word.ends_with('y') => format!("{}ies", word.trim_end_matches('y')),
        word => format!("{word}s"),
    };
    format!("{count} {plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_plural() {
        let words = [(1, "party"), (0, "party"), (2, "tie")].map(|(count, word)| counted(count, word));
        assert_eq!(words, ["1 party", "0 parties", "2 ties"]);
    }
}
