//! The letters that a word begins with, as a person types them: small, without marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Letters that no decomposition brings to those of a keyboard, with these.
const BARE: [(char, char); 9] =
    [('ı', 'i'), ('ø', 'o'), ('ł', 'l'), ('đ', 'd'), ('ħ', 'h'), ('ß', 's'), ('æ', 'a'), ('œ', 'o'), ('þ', 't')];

/// Returns `character` as it is compared: small, without marks.
pub fn plain(character: char) -> char {
    let bare = character.nfkd().find(|part| !is_combining_mark(*part)).unwrap_or(character);
    let small = bare.to_lowercase().next().unwrap_or(bare);
    BARE.iter().find(|(marked, _)| *marked == small).map_or(small, |(_, bare)| *bare)
}

/// Returns the first letter of `word` and the second, if it has one; what stands before its first letter or digit is
/// left out.
pub fn letters(word: &str) -> (char, Option<char>) {
    let start = word.find(char::is_alphanumeric).unwrap_or(0);
    let mut clusters = word.get(start..).unwrap_or(word).graphemes(true);
    let mut next = || clusters.next()?.chars().next().map(plain);
    (next().unwrap_or('\0'), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_small_and_bare() {
        for (word, first, second) in [
            ("Şıbırğan", 's', Some('i')),
            ("e\u{301}té", 'e', Some('t')),
            ("İzmir", 'i', Some('z')),
            ("’s", 's', None),
            ("$5", '5', None),
            ("喀", '喀', None),
            ("أفغانستان", 'ا', Some('ف')),
            ("👩‍👧", '👩', None),
            ("Straße", 's', Some('t')),
            ("ßa", 's', Some('a')),
        ] {
            assert_eq!(letters(word), (first, second), "{word}");
        }
    }
}
