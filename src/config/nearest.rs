//! The known word that a mistyped one was probably meant to be.

/// Returns the word of `known` that takes the fewest slips to become `word`, unless it takes too many to be meant.
pub(super) fn nearest<'word>(word: &str, known: impl Iterator<Item = &'word str>) -> Option<&'word str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let allowed = (word.len() / 4).max(1);
    let slips = known.map(|known| (slips(&word, &known.chars().collect::<Vec<_>>()), known));
    slips.min_by_key(|(slips, _)| *slips).filter(|(slips, _)| *slips <= allowed).map(|(_, known)| known)
}

/// Returns how many characters must be put in, left out, replaced or swapped with the next to make `one` of `other`.
fn slips(one: &[char], other: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, character) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, wanted) in other.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(character != wanted);
            let mut least = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *wanted && other[j - 1] == *character {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let count =
            |one: &str, other: &str| slips(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>());
        assert_eq!(count("", ""), 0);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("word.nxt", "word.next"), 1);
        assert_eq!(count("thmee", "theme"), 1);
        assert_eq!(count("darkk", "dark"), 1);
        assert_eq!(count("şehir", "sehir"), 1);
    }

    #[test]
    fn only_a_near_word_is_offered() {
        let known = ["undo", "redo", "word.next", "word.previous"];
        assert_eq!(nearest("Undo", known.into_iter()), Some("undo"));
        assert_eq!(nearest("next.word", known.into_iter()), None);
        assert_eq!(nearest("word.perv", known.into_iter()), None);
        assert_eq!(nearest("word.prevous", known.into_iter()), Some("word.previous"));
        assert_eq!(nearest("", known.into_iter()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }
}
