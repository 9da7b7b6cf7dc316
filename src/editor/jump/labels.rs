//! Labels to jump by: short ones, no one the beginning of another.

/// The letters of labels, those under the fingers first.
const EASY: &str = "jkdlsahgeiruowncmptvbyxqzf";

/// More of them where these are not enough; what is easily taken for another is left out.
const MORE: &str = "JKDLSAHGERUWNCMPTVBYXQZF23456789";

/// Returns `count` labels, the shortest first; none of them begins with one that `is_taken` has. Fewer, where nothing is
/// left to begin with.
///
/// Two letters are enough for as many words as a large screen has.
pub fn labels(count: usize, is_taken: impl Fn(char) -> bool) -> Vec<String> {
    let free = |letters: &str| letters.chars().filter(|letter| !is_taken(*letter)).collect::<Vec<char>>();
    let easy: Vec<char> = EASY.chars().collect();
    let first = free(EASY);
    if count <= first.len() * easy.len() {
        return tree(count, &first, &easy);
    }
    let all: Vec<char> = EASY.chars().chain(MORE.chars()).collect();
    tree(count, &free(&all.iter().collect::<String>()), &all)
}

/// Returns `count` labels of the letters `rest`, the first one of each among `first`.
fn tree(count: usize, first: &[char], rest: &[char]) -> Vec<String> {
    if first.is_empty() {
        return Vec::new();
    }
    let mut labels: Vec<String> = first.iter().map(char::to_string).collect();
    let mut grown = 0;
    // One label becomes the beginning of longer ones, the last of the shortest first, until there are enough.
    while labels.len() - grown < count {
        let stem = labels[grown].clone();
        labels.extend(rest.iter().map(|letter| format!("{stem}{letter}")));
        grown += 1;
    }
    labels.drain(..grown);
    labels.truncate(count);
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_label_begins_another_and_two_letters_are_enough(count in 0_usize..3300, taken in "[a-z]{0,12}") {
            let labels = labels(count, |letter| taken.contains(letter.to_ascii_lowercase()));
            prop_assert_eq!(labels.len(), count);
            let mut sorted = labels.clone();
            sorted.sort();
            for pair in sorted.windows(2) {
                prop_assert!(!pair[1].starts_with(&pair[0]), "{:?}", pair);
            }
            let longest = labels.iter().map(String::len).max().unwrap_or(0);
            prop_assert!(longest <= 2 || !taken.is_empty());
            prop_assert!(labels.windows(2).all(|pair| pair[0].len() <= pair[1].len()), "the shortest first");
            for label in &labels {
                let first = label.chars().next().expect("no label is empty");
                prop_assert!(!taken.contains(first.to_ascii_lowercase()));
            }
        }
    }

    #[test]
    fn few_words_have_one_letter_each_and_nothing_is_made_of_nothing() {
        assert_eq!(labels(3, |_| false), ["j", "k", "d"]);
        assert!(labels(26, |_| false).iter().all(|label| label.len() == 1));
        assert!(labels(5, |_| true).is_empty());
    }
}
