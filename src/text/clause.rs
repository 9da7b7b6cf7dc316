//! Clauses and phrases: what lies between a word and its sentence.
//!
//! A clause lies between two borders: comma, semicolon, colon, dash, quotation mark, bracket, the ends of its
//! sentence. It holds neither these nor the blanks around it, nor the sentence's end mark. A phrase is a guess
//! at a name or a noun with what describes it; a person widens or narrows it.

use std::ops::Range;

use super::document::Document;
use super::lexicon::{is_connector, is_function_word};
use super::quotation::{is_mark, mark};
use super::word::{is_dotted, words};

/// A phrase reaches at most so many words to each side.
const REACH: usize = 12;

/// Words before which a clause may end and another begin.
const JOINING: [&str; 12] =
    ["and", "but", "or", "that", "who", "which", "whose", "while", "because", "although", "after", "before"];

/// Returns whether `mark` ends a clause whatever stands around it.
fn always_parts(mark: char) -> bool {
    matches!(
        mark,
        ';' | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '—'
            | '―'
            | '…'
            | '!'
            | '?'
            | '、'
            | '，'
            | '；'
            | '：'
            | '（'
            | '）'
            | '【'
            | '】'
            | '《'
            | '》'
            | '،'
            | '؛'
            | '؟'
            | '。'
            | '！'
            | '？'
            | '۔'
            | '।'
    )
}

/// Returns the borders between clauses in `text`, a sentence, in order.
fn borders(text: &str) -> Vec<Range<usize>> {
    let mut borders: Vec<Range<usize>> = mark::marks(text)
        .iter()
        .filter(|mark| mark.stands_before_word() || mark.stands_after_word())
        .map(|mark| mark.at..mark.end())
        .collect();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, sign)) = characters.next() {
        let after = characters.peek().map(|&(_, after)| after);
        let between = |test: fn(char) -> bool| before.is_some_and(test) && after.is_none_or(test);
        let parts = match sign {
            ',' => !between(|side| side.is_ascii_digit()),
            ':' => !between(char::is_alphanumeric),
            '-' | '–' => between(char::is_whitespace),
            // Points that follow each other; a single one belongs to an abbreviation or ends the sentence.
            '.' => before == Some('.') || after == Some('.'),
            _ => always_parts(sign),
        };
        if parts {
            borders.push(at..at + sign.len_utf8());
        }
        before = Some(sign);
    }
    borders.sort_unstable_by_key(|border| border.start);
    borders
}

/// Returns `clause`, bytes of `text`, without blanks around it and without a last point, `None` if nothing is left.
fn trimmed(text: &str, clause: Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(clause.clone())?;
    let start = clause.start + (whole.len() - whole.trim_start().len());
    let with_point = whole.trim();
    let content = with_point.trim_end_matches('.').trim_end();
    // The last point of an abbreviation belongs to its word.
    let last = content.rsplit(|character: char| !(character.is_alphanumeric() || character == '.')).next();
    let point = usize::from(content.len() < with_point.len() && last.is_some_and(is_dotted));
    (!content.is_empty()).then_some(start..start + content.len() + point)
}

impl Document {
    /// Returns the clause that holds `byte`, within its sentence; on a border, the one before it.
    ///
    /// Never empty unless the text is: where a sentence is all borders, it is the sentence.
    #[must_use]
    pub fn clause_at(&self, byte: usize) -> Range<usize> {
        let sentence = self.sentence_at(byte);
        let text = self.slice(sentence.clone());
        let at = byte.saturating_sub(sentence.start);
        let mut start = 0;
        let mut best = None;
        for border in borders(text).into_iter().chain(std::iter::once(text.len()..text.len())) {
            if let Some(clause) = trimmed(text, start..border.start.max(start)) {
                let after = clause.start > at;
                if !after || best.is_none() {
                    best = Some(clause);
                }
                if after {
                    break;
                }
            }
            start = border.end;
        }
        best.map_or(sentence.clone(), |clause| clause.start + sentence.start..clause.end + sentence.start)
    }

    /// Returns where the clauses of the sentence that holds `byte` begin and where they end, both in order: at its
    /// borders, and at words such as *and*, *that*, *who*.
    #[must_use]
    pub fn clause_edges(&self, byte: usize) -> (Vec<usize>, Vec<usize>) {
        let sentence = self.sentence_at(byte);
        let text = self.slice(sentence.clone());
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let mut start = 0;
        for border in borders(text).into_iter().chain(std::iter::once(text.len()..text.len())) {
            if let Some(clause) = trimmed(text, start..border.start.max(start)) {
                starts.push(sentence.start + clause.start);
                ends.push(sentence.start + clause.end);
                // A quotation mark may belong to what stands before it.
                let quotes = text.get(border.clone()).and_then(|mark| mark.chars().next()).is_some_and(is_mark);
                if quotes {
                    ends.push(sentence.start + border.end);
                }
            }
            start = border.end;
        }
        for word in words(text) {
            let spelled = text.get(word.clone()).unwrap_or_default().to_lowercase();
            if JOINING.contains(&spelled.as_str()) {
                starts.extend([sentence.start + word.start, sentence.start + word.end + 1]);
                ends.push(
                    sentence.start + text.get(..word.start).unwrap_or_default().trim_end_matches([' ', ',']).len(),
                );
            }
        }
        starts.retain(|start| *start < sentence.end && self.char_floor(*start) == *start);
        for edges in [&mut starts, &mut ends] {
            edges.sort_unstable();
            edges.dedup();
        }
        (starts, ends)
    }

    /// Returns a plausible noun phrase around the word at `byte`; between two words, around the next one.
    ///
    /// Around a word with a capital, the run of such words, small words inside names among them; else the run of
    /// words up to punctuation or a function word. Never empty unless the text is.
    #[must_use]
    pub fn phrase_at(&self, byte: usize) -> Range<usize> {
        let sentence = self.sentence_at(byte);
        let next = || self.first_word_in(byte..sentence.end);
        let previous = || self.last_word_in(sentence.start..byte.min(sentence.end));
        let inside = |word: &Range<usize>| sentence.start <= word.start && word.end <= sentence.end;
        let Some(word) = self.word_at(byte).filter(inside).or_else(next).or_else(previous) else { return sentence };
        if let Some(name) = self.name_around(&word, &sentence) {
            return name;
        }
        if is_function_word(self.slice(word.clone())) {
            return word;
        }
        let content = |word: &Range<usize>| {
            let word = self.slice(word.clone());
            is_name(word) || !is_function_word(word)
        };
        let left = self.words_left(&word, &sentence).take_while(content).last();
        let right = self.words_right(&word, &sentence).take_while(content).last();
        left.map_or(word.start, |first| first.start)..right.map_or(word.end, |last| last.end)
    }

    /// Returns the run of words with capitals around `word`, `None` if it is no part of one.
    fn name_around(&self, word: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let connects = |word: &Range<usize>| is_connector(self.slice(word.clone()));
        let names = |word: &Range<usize>| is_name(self.slice(word.clone()));
        // The furthest name that only connectors part from the next one, one at a time.
        let furthest = |words: &mut dyn Iterator<Item = Range<usize>>| {
            let mut last = None;
            let mut connected = connects(word);
            for next in words {
                if names(&next) {
                    (last, connected) = (Some(next), false);
                } else if connects(&next) && !connected {
                    connected = true;
                } else {
                    break;
                }
            }
            last
        };
        let left = furthest(&mut self.words_left(word, sentence));
        let right = furthest(&mut self.words_right(word, sentence));
        let is_part = names(word) || (connects(word) && left.is_some() && right.is_some());
        is_part.then(|| left.map_or(word.start, |first| first.start)..right.map_or(word.end, |last| last.end))
    }

    /// Returns the words before `word` with nothing but a blank between, the nearest first.
    fn words_left(&self, word: &Range<usize>, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let (mut from, floor) = (word.start, sentence.start);
        let near = std::iter::from_fn(move || {
            let before = self.last_word_in(floor..from)?;
            let parted = !is_gap(self.slice(before.end..from));
            from = before.start;
            (!parted).then_some(before)
        });
        near.take(REACH)
    }

    /// Returns the words after `word` with nothing but a blank between, the nearest first.
    fn words_right(&self, word: &Range<usize>, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let (mut from, ceiling) = (word.end, sentence.end);
        let near = std::iter::from_fn(move || {
            let after = self.first_word_in(from..ceiling)?;
            let parted = !is_gap(self.slice(from..after.start));
            from = after.end;
            (!parted).then_some(after)
        });
        near.take(REACH)
    }
}

/// Returns whether `between`, which stands between two words, leaves them in one phrase: blanks alone.
fn is_gap(between: &str) -> bool {
    !between.is_empty() && between.len() <= 8 && between.chars().all(char::is_whitespace)
}

/// Returns whether `word` has a capital and is no function word at the start of a sentence.
fn is_name(word: &str) -> bool {
    let capital = word.contains(char::is_uppercase) && word.starts_with(char::is_alphabetic);
    // `US` and `WHO` are names, though `us` and `who` are none.
    let capitals = word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
    capital && (capitals || !is_function_word(word))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, shared, short};
    use super::*;
    use proptest::prelude::*;

    /// Returns the clause and the phrase of the first byte of `word` in `text`.
    fn around(text: &str, word: &str) -> (String, String) {
        let document = document(text);
        let byte = text.find(word).expect("the word is in the text");
        let part = |bytes: Range<usize>| document.slice(bytes).to_owned();
        (part(document.clause_at(byte)), part(document.phrase_at(byte)))
    }

    #[test]
    fn clauses_lie_between_commas_dashes_marks_and_brackets() {
        let text = "On Friday, “without 1,000 men\", locals — mostly youths – fled (at 14:02): all left the U.S.";
        for (word, clause) in [
            ("On", "On Friday"),
            ("men", "without 1,000 men"),
            ("locals", "locals"),
            ("youths", "mostly youths"),
            ("fled", "fled"),
            ("14", "at 14:02"),
            ("left", "all left the U.S."),
            (",", "On Friday"),
            ("—", "locals"),
        ] {
            assert_eq!(around(text, word).0, clause, "{word}");
        }
        assert_eq!(around("The city had fallen... but we stay.", "we").0, "but we stay");
        assert_eq!(around("喀布尔，昨天陷落；他们说。", "昨").0, "昨天陷落");
        assert_eq!(around("He left. She stayed, Dostum’s men too!", "men").0, "Dostum’s men too");
        assert_eq!(around("— (…)", "(").0, "— (…)");
    }

    #[test]
    fn phrases_are_names_with_their_small_words_or_nouns_up_to_function_words() {
        let text =
            "In Kabul the Bank of England’s President Ashraf Ghani met WHO aides of al-Qaeda and Osama bin Laden.";
        for (word, phrase) in [
            ("In", "In"),
            ("Kabul", "Kabul"),
            ("Bank", "Bank of England"),
            ("of", "Bank of England"),
            ("England", "Bank of England"),
            ("Ashraf", "President Ashraf Ghani"),
            ("met", "President Ashraf Ghani met WHO aides"),
            ("WHO", "WHO"),
            ("al-", "al-Qaeda"),
            ("and Osama", "and"),
            ("bin", "Osama bin Laden"),
        ] {
            assert_eq!(around(text, word).1, phrase, "{word}");
        }
        let text = "the head of the government’s media information department, a local jail";
        assert_eq!(around(text, "media").1, "media information department");
        assert_eq!(around(text, ",").1, "a");
        assert_eq!(around(text, "jail").1, "local jail");
        assert_eq!(around("… — …", "—").1, "… — …");
    }

    #[test]
    fn names_of_the_real_pair_are_phrases() {
        let Some(text) = shared("articles/003_55d5bbca680cbe59.txt") else { return };
        for name in ["Abdul Rashid Dostum", "President Ashraf Ghani", "Qader Malia", "Afghan National Army"] {
            let last = name.split(' ').next_back().expect("a name has words");
            let start = text.find(name).expect("it is named") + name.len() - last.len();
            let document = document(text.as_str());
            assert_eq!(document.slice(document.phrase_at(start)), name);
        }
    }

    fn lie_within(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        for byte in (0..=text.len()).step_by(1 + text.len() / 30) {
            let sentence = document.sentence_at(byte);
            for part in [document.clause_at(byte), document.phrase_at(byte)] {
                prop_assert!(sentence.start <= part.start && part.end <= sentence.end);
                prop_assert!(part.start < part.end || text.is_empty());
                prop_assert!(text.is_char_boundary(part.start) && text.is_char_boundary(part.end));
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn clauses_and_phrases_lie_within_their_sentence(text in short()) {
            lie_within(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn clauses_and_phrases_of_long_sentences_too(text in long()) {
            lie_within(&text)?;
        }
    }
}
