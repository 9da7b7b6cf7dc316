//! Evidence: how the words of a text are written where a capital says something, inside its sentences.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{Sorts, sorts};
use crate::text::word::words;

/// How often a word was seen inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// With a capital.
    pub capital: u16,
    /// In small letters.
    pub small: u16,
    /// After a title, or as the last of several words with capitals, as a person's name is.
    pub person: u16,
    /// Where the name of a place stands: *in Kabul*, *Zaranj city*.
    pub place: u16,
}

/// What the words of some texts look like inside their sentences.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    words: HashMap<Box<str>, Seen>,
    /// How many words there are, and how many of them are of the commonest of a language whose nouns have capitals.
    counts: [usize; 2],
}

/// A text in a language whose nouns have capitals has at least one of that language's commonest words in so many.
const COMMON_IN: usize = 9;

/// A heading has at most so many words.
const LONGEST_HEADING: usize = 24;

/// Words with capitals of these sorts are no names of people by themselves.
const NO_NAME: Sorts = Sorts::ORGANIZATION
    .and(Sorts::PLACE)
    .and(Sorts::COUNTRY)
    .and(Sorts::DEMONYM)
    .and(Sorts::DAY)
    .and(Sorts::MONTH)
    .and(Sorts::KNOWN)
    .and(Sorts::OPENER);

/// The word before.
#[derive(Debug, Default)]
struct Before {
    /// The word in small letters, if it may be a name.
    name: Option<String>,
    /// Whether it has a capital inside a sentence.
    capital: bool,
    is: Sorts,
}

impl Evidence {
    /// Counts the words of `text`. The work is proportional to it.
    pub fn add(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.add_line(line);
        }
    }

    fn add_line(&mut self, text: &str) {
        let words = words(text);
        let heading = is_heading(text, &words);
        let mut end = 0;
        let mut before = Before::default();
        for word in words {
            let spelled = text.get(word.clone()).unwrap_or_default();
            let first = opens_sentence(text, end..word.start);
            end = word.end;
            let small = spelled.to_lowercase();
            self.counts[0] += 1;
            self.counts[1] += usize::from(sorts(&small).has(Sorts::NOUN_CAPITALS));
            let shouted = spelled.chars().nth(1).is_some_and(char::is_uppercase);
            let is = sorts(&small);
            let capital = spelled.starts_with(char::is_uppercase);
            if is.has(Sorts::AFTER_PLACE) && !first && !capital {
                self.note(before.name.take(), |seen| seen.place += 2);
            }
            let kept = std::mem::replace(&mut before, Before { name: None, capital: capital && !first, is });
            if first || shouted || heading {
                continue;
            }
            if capital && !is.has(NO_NAME) {
                before.name = Some(small.clone());
                let person = kept.is.has(Sorts::TITLE) || kept.capital && !kept.is.has(NO_NAME);
                let place = kept.is.has(Sorts::INTO) && !kept.capital;
                self.note(person.then(|| small.clone()), |seen| seen.person += 1);
                self.note(place.then(|| small.clone()), |seen| seen.place += 1);
            }
            let seen = match self.words.get_mut(small.as_str()) {
                Some(seen) => seen,
                None => self.words.entry(small.into()).or_default(),
            };
            let count = if capital { &mut seen.capital } else { &mut seen.small };
            *count = count.saturating_add(1);
        }
    }

    /// Notes of `word`, if there is one, what `count` counts, as far as numbers go.
    fn note(&mut self, word: Option<String>, count: impl Fn(&mut Seen)) {
        let Some(word) = word else { return };
        let seen = self.words.entry(word.into()).or_default();
        if seen.person < u16::MAX - 2 && seen.place < u16::MAX - 2 {
            count(seen);
        }
    }

    /// Returns how often `word`, in small letters, was seen inside a sentence.
    #[must_use]
    pub fn seen(&self, word: &str) -> Seen {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Returns whether the texts are in a language in which all nouns have capitals, so that a capital says little. That is
    /// told by the commonest words of German.
    #[must_use]
    pub fn nouns_have_capitals(&self) -> bool {
        let [all, common] = self.counts;
        common * COMMON_IN > all
    }
}

/// Returns whether nearly all longer words of the line `text` have capitals, so that a capital says nothing there.
fn is_heading(text: &str, words: &[Range<usize>]) -> bool {
    if text.trim_end().ends_with(['.', '!', '?', '”', '"']) || words.len() > LONGEST_HEADING {
        return false;
    }
    let long = words.iter().filter_map(|word| text.get(word.clone())).filter(|word| word.chars().count() > 3);
    let (mut all, mut capitals) = (0, 0);
    for word in long {
        all += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    all > 2 && capitals * 8 >= all * 7
}

/// Returns whether a sentence or a heading may begin after what stands `between` two words.
fn opens_sentence(text: &str, between: Range<usize>) -> bool {
    between.start == 0
        || text
            .get(between)
            .unwrap_or_default()
            .contains(['.', '!', '?', '…', ':', '“', '"', '„', '«', '‘', '\n', '—', '–', '(', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_inside_sentences_count() {
        let mut evidence = Evidence::default();
        evidence.add("Police saw Kabul. Kabul fell. “Police ran,” police said. KABUL: It");
        assert_eq!(evidence.seen("police"), Seen { small: 1, ..Seen::default() });
        assert_eq!(evidence.seen("kabul"), Seen { capital: 1, ..Seen::default() });
        assert_eq!(evidence.seen("ran"), Seen { small: 1, ..Seen::default() });
        assert!(!evidence.nouns_have_capitals());
    }

    #[test]
    fn people_and_places_are_known_by_their_company() {
        let mut evidence = Evidence::default();
        evidence.add("They met Ashraf Ghani in Zaranj. They left Nimroz province with President Dostum.");
        let counts = |word: &str| (evidence.seen(word).person, evidence.seen(word).place);
        assert_eq!((counts("ghani"), counts("dostum")), ((1, 0), (1, 0)));
        assert_eq!((counts("zaranj"), counts("nimroz")), ((0, 1), (0, 2)));
    }

    #[test]
    fn german_is_told_by_its_small_words() {
        let mut evidence = Evidence::default();
        evidence.add("Die Regierung hat am Montag in Berlin mit dem Bau der Brücke begonnen.");
        assert!(evidence.nouns_have_capitals());
    }
}
