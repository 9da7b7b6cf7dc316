//! Words as a person selects them, the unit of every selection.
//!
//! The bounds are those of UAX 29, changed where they cut what news writers mean as one or the other:
//!
//! - `U.S.`, `B.C.`, `p.m.`: single letters with points keep their last point; `Mr.` and `J.` do not.
//! - `co-operate`, `24-hour`, `2021-08-08`: a hyphen between letters or digits joins them.
//! - `Dostum’s`: two words, the second is `’s`, so that a name is taken without it; `don’t` is one.
//! - `$5`, `50%`, `14:02`, `AT&T`: one word.
//! - `KABUL:The`, `city.The`: two words, a blank is missing.
//! - A picture (emoji) is a word, punctuation is none, an ideograph is one each.
//!
//! A chunk without blanks of more than 1 KiB is cut near the absolute multiples of 1 KiB, between two words if
//! there is a place within 256 bytes.

use std::ops::Range;

use super::document::Document;
use super::grapheme;

mod chunk;
mod split;

use chunk::Chunks;
pub(super) use split::is_dotted;

/// Returns the words of `text` in order, disjoint.
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    let chunks = Chunks(text);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(candidate) = chunks.first_candidate(at..text.len()) {
        let chunk = chunks.at(candidate);
        at = chunk.end;
        words.extend(words_of(text, chunk));
    }
    words
}

/// Returns the words of one chunk of `text`.
fn words_of(text: &str, chunk: Range<usize>) -> impl DoubleEndedIterator<Item = Range<usize>> {
    // An accent on the blank before belongs to that.
    let start = grapheme::ceiling(text, chunk.start).min(chunk.end);
    let borders = grapheme::borders(text, start, chunk.end).map(move |border| border - start);
    let words = split::split(text.get(start..chunk.end).unwrap_or_default(), borders);
    words.into_iter().map(move |word| word.start + start..word.end + start)
}

impl Document {
    /// Returns the word that covers `byte`, `None` on blanks and punctuation.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> Option<Range<usize>> {
        let character = self.text().get(self.char_floor(byte)..)?.chars().next()?;
        if character.is_whitespace() {
            return None;
        }
        words_of(self.text(), Chunks(self.text()).at(byte)).find(|word| word.contains(&byte))
    }

    /// Returns the first word that starts at or after `byte`; reads on over all that is no word.
    #[must_use]
    pub fn next_word(&self, byte: usize) -> Option<Range<usize>> {
        self.first_word_in(byte..self.len())
    }

    /// Returns the last word that ends at or before `byte`; reads back over all that is no word.
    #[must_use]
    pub fn previous_word(&self, byte: usize) -> Option<Range<usize>> {
        self.last_word_in(0..byte)
    }

    /// Returns the first word that lies within `bytes`.
    pub(super) fn first_word_in(&self, bytes: Range<usize>) -> Option<Range<usize>> {
        let chunks = Chunks(self.text());
        let mut at = bytes.start;
        loop {
            let chunk = chunks.at(chunks.first_candidate(at..bytes.end)?);
            at = chunk.end;
            if let Some(word) = words_of(self.text(), chunk).find(|word| word.start >= bytes.start) {
                return Some(word).filter(|word| word.end <= bytes.end);
            }
        }
    }

    /// Returns the last word that lies within `bytes`.
    pub(super) fn last_word_in(&self, bytes: Range<usize>) -> Option<Range<usize>> {
        let chunks = Chunks(self.text());
        let mut at = bytes.end;
        loop {
            let chunk = chunks.at(chunks.last_candidate(bytes.start..at)?);
            at = chunk.start;
            if let Some(word) = words_of(self.text(), chunk).rfind(|word| word.end <= bytes.end) {
                return Some(word).filter(|word| word.start >= bytes.start);
            }
        }
    }

    /// Returns the word that covers `byte`, or else the last one before it, or the first one after it, of those that touch
    /// `within`; reads nothing but that and the words at its ends.
    #[must_use]
    pub fn word_near(&self, byte: usize, within: Range<usize>) -> Option<Range<usize>> {
        let words = self.words_touching(&within);
        let after = words.partition_point(|word| word.start <= byte);
        words.get(after.saturating_sub(1)).cloned()
    }

    /// Returns the words that begin within `bytes`, in order; reads nothing but that and the words at its ends.
    #[must_use]
    pub fn words_beginning(&self, bytes: Range<usize>) -> Vec<Range<usize>> {
        let mut words = self.words_touching(&bytes);
        words.retain(|word| bytes.contains(&word.start));
        words
    }

    /// Returns the words that share a byte with `within`, in order.
    fn words_touching(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let chunks = Chunks(self.text());
        // A word that begins or ends outside may have only its marks within.
        let last = self.char_floor(within.end.saturating_sub(1));
        let mut words: Vec<Range<usize>> = [within.start, last].into_iter().filter_map(|at| self.word_at(at)).collect();
        let mut at = within.start;
        while let Some(candidate) = chunks.first_candidate(at..within.end) {
            let chunk = chunks.at(candidate);
            at = chunk.end;
            words.extend(words_of(self.text(), chunk));
        }
        words.retain(|word| word.start < within.end && within.start < word.end);
        words.sort_unstable_by_key(|word| word.start);
        words.dedup();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, shared, short};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = words(text).into_iter().map(|word| text.get(word).expect("a word is text")).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn abbreviations_keep_their_last_point_and_titles_do_not() {
        check(
            "the U.S. and B.C., at 5 p.m. (e.g. π.Χ.)",
            &["the", "U.S.", "and", "B.C.", "at", "5", "p.m.", "e.g.", "π.Χ."],
        );
        check("Mr. J. Smith, Dr. No. 5.", &["Mr", "J", "Smith", "Dr", "No", "5"]);
        check(
            "U.S.-led U.S.’s www.afp.com today.The city...but",
            &["U.S.", "led", "U.S.", "’s", "www.afp.com", "today", "The", "city", "but"],
        );
    }

    #[test]
    fn hyphens_join_and_dashes_part() {
        check(
            "co-operate media-information al-Qaeda 24-hour 2021-08-08 co‑op -x- a--b",
            &["co-operate", "media-information", "al-Qaeda", "24-hour", "2021-08-08", "co‑op", "x", "a", "b"],
        );
        check("Kabul–Herat AFP/File a—b", &["Kabul", "Herat", "AFP", "File", "a", "b"]);
    }

    #[test]
    fn the_possessive_is_a_word_of_its_own() {
        check(
            "Dostum's Afghanistan’s TALIBAN’S 1990's",
            &["Dostum", "'s", "Afghanistan", "’s", "TALIBAN", "’S", "1990", "'s"],
        );
        check("don't O’Brien l’Avion fighters’ ‘so’ 's", &["don't", "O’Brien", "l’Avion", "fighters", "so", "s"]);
    }

    #[test]
    fn numbers_are_words_with_their_signs() {
        check(
            "1,000.5 24 $5 US$5.5m 500€ 50% 14:02 12:30:05 5:1 ٣٫٥ 10km",
            &["1,000.5", "24", "$5", "US", "$5.5m", "500€", "50%", "14:02", "12:30:05", "5", "1", "٣٫٥", "10km"],
        );
        check("AT&T R&D a&b KABUL:The $ % …", &["AT&T", "R&D", "a", "b", "KABUL", "The"]);
    }

    #[test]
    fn every_script_has_words() {
        check("Şıbırğan e\u{301}té हिन्दी می‌خواهم שלום", &["Şıbırğan", "e\u{301}té", "हिन्दी", "می‌خواهم", "שלום"]);
        check("喀布尔。カブール「서울」กำ", &["喀", "布", "尔", "カブール", "서울", "กำ"]);
        check("go👩‍👧‍👦🇦🇫👍🏽 ❤️1️⃣ ☎ ™ →", &["go", "👩‍👧‍👦", "🇦🇫", "👍🏽", "❤️", "1️⃣"]);
    }

    #[test]
    fn a_word_over_a_multiple_of_a_kibibyte_stays_whole() {
        let document = document("Sheberghan ".repeat(5000));
        for byte in (1024..50_000).step_by(1024) {
            let word = document.word_at(byte).or_else(|| document.word_at(byte + 1)).expect("a word");
            assert_eq!(document.slice(word), "Sheberghan");
        }
    }

    #[test]
    fn five_megabytes_without_a_blank_have_words_of_a_kibibyte() {
        let document = document("x".repeat(5_000_000));
        let word = document.word_at(2_500_000).expect("a word");
        assert!(word.len() == 1024 && word.contains(&2_500_000));
        assert_eq!(document.next_word(word.end).map(|next| next.start), Some(word.end));
        let ideographs = super::super::sample::document("喀".repeat(2_000_000));
        assert_eq!(ideographs.word_at(3_000_001), Some(3_000_000..3_000_003));
    }

    #[test]
    fn there_is_no_word_in_blanks_and_punctuation() {
        let document = document(format!("{}x{}", " -\n\0".repeat(100_000), "…。 ".repeat(100_000)));
        assert_eq!(document.next_word(0), Some(400_000..400_001));
        assert_eq!(document.previous_word(document.len()), Some(400_000..400_001));
        assert_eq!((document.next_word(400_001), document.previous_word(400_000)), (None, None));
        assert_eq!(document.word_at(document.len()), None);
    }

    #[test]
    fn the_wide_blank_that_begins_paragraphs_in_chinese_is_no_word() {
        let document = document("\u{3000}\u{3000}喀 \u{205F}\n\u{3000}".to_owned());
        assert_eq!(document.next_word(0), Some(6..9));
        assert_eq!(document.next_word(9), None);
        assert_eq!(document.previous_word(document.len()), Some(6..9));
        assert_eq!(document.previous_word(6), None);
    }

    #[test]
    fn every_named_mention_of_the_real_pair_starts_and_ends_with_a_word() {
        let Some(gold) = shared("gold/sheberghan.json") else { return };
        let gold: serde_json::Value = serde_json::from_str(&gold).expect("the gold is JSON");
        let mut seen = 0;
        for side in ["A", "B"] {
            let file = gold["documents"][side]["file"].as_str().expect("a document has a file");
            let document = document(shared(file).expect("the articles lie beside the gold"));
            let words = words(document.text());
            for mention in gold["mentions"].as_array().expect("a list").iter().filter(|mention| mention["doc"] == side)
            {
                let byte = |name: &str| {
                    let chars = usize::try_from(mention[name].as_u64().expect("a number")).expect("a small one");
                    document.byte_of_char(chars).expect("an offset in the text")
                };
                assert!(words.iter().any(|word| word.start == byte("start")), "{mention}");
                assert!(words.iter().any(|word| word.end == byte("end")), "{mention}");
                seen += 1;
            }
        }
        assert!(seen > 90, "named and nominal mentions were looked at");
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let words = words(text);
        let mut end = 0;
        for word in &words {
            prop_assert!(end <= word.start && word.start < word.end);
            prop_assert!(document.is_grapheme_border(word.start) && document.is_grapheme_border(word.end));
            end = word.end;
        }
        for byte in (0..=text.len() + 1).step_by(1 + text.len() / 60) {
            let covering = words.iter().find(|word| word.contains(&byte)).cloned();
            prop_assert_eq!(document.word_at(byte), covering, "at {}", byte);
            let next = words.iter().find(|word| word.start >= byte).cloned();
            prop_assert_eq!(document.next_word(byte), next, "after {}", byte);
            let previous = words.iter().rfind(|word| word.end <= byte).cloned();
            prop_assert_eq!(document.previous_word(byte), previous, "before {}", byte);
            let within = document.char_floor(byte.saturating_sub(9))..document.char_floor(byte + 9);
            let mut near = words.iter().filter(|word| word.start < within.end && within.start < word.end);
            let before = near.clone().rfind(|word| word.start <= byte);
            let expected = before.or_else(|| near.next()).cloned();
            prop_assert_eq!(document.word_near(byte, within.clone()), expected, "near {}", byte);
            let beginning: Vec<_> = words.iter().filter(|word| within.contains(&word.start)).cloned().collect();
            prop_assert_eq!(document.words_beginning(within), beginning);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn words_are_the_same_from_everywhere(text in short()) {
            agrees(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6))]

        #[test]
        fn words_of_long_chunks_are_the_same_from_everywhere(text in long()) {
            agrees(&text)?;
        }
    }
}
