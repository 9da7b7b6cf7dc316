//! Suggesters from outside: what a program of the user's own is asked, and what it may answer. Nothing it says is trusted.
//!
//! It is given sentences as JSON Lines, one object a line, and answers each with one object that has the same number:
//!
//! ```text
//! {"id":7,"doc":"a","text":"The Taliban captured Sheberghan city."}
//! {"id":7,"candidates":[{"start":4,"end":11,"label":"organization"},{"start":21,"end":31,"label":"place","score":0.9}]}
//! ```
//!
//! Offsets are Unicode characters from the start of the sentence, end exclusive.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::{DocId, Document};

/// Longer sentences are not sent, in bytes.
pub const LONGEST_SENTENCE: usize = 8 << 10;

/// Longer answers are not read, in bytes.
pub const LONGEST_ANSWER: usize = 1 << 20;

/// Of one answer so many candidates are taken.
const MOST: usize = 200;

/// The label by which a candidate says that it is the cue of an attribution.
pub const CUE: &str = "cue";

/// A sentence to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number, which the answer repeats.
    pub id: u64,
    /// The document it stands in.
    pub doc: DocId,
    /// Its first byte there.
    pub start: usize,
    /// Its text.
    pub text: String,
}

/// What a program has to say of one sentence, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The number of the sentence.
    pub id: u64,
    /// The document.
    pub doc: DocId,
    /// The places, in bytes of the document, each with the label proposed.
    pub candidates: Vec<(Range<usize>, String)>,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// It is not a line of the form.
    #[error("its answer is not an object with `id` and `candidates`: {0}")]
    Form(String),
    /// It answers what was not asked.
    #[error("it answers number {0}, which was not asked")]
    Unasked(u64),
    /// A candidate lies outside the sentence, is empty, or cuts what is read as one character.
    #[error("characters {start} to {end} of sentence {id} are no words of it")]
    Place {
        /// The sentence.
        id: u64,
        /// The first character.
        start: usize,
        /// The character after the last one.
        end: usize,
    },
}

#[derive(Serialize)]
struct Line<'question> {
    id: u64,
    doc: &'static str,
    text: &'question str,
}

#[derive(Deserialize)]
struct Said {
    id: u64,
    #[serde(default)]
    candidates: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Candidate {
    start: usize,
    end: usize,
    label: String,
}

impl Question {
    /// Returns the question of the sentence `bytes` of `document`; none if it is too long or has no words.
    #[must_use]
    pub fn of(id: u64, document: &Document, bytes: Range<usize>) -> Option<Self> {
        let text = document.slice(bytes.clone());
        let asks = bytes.len() <= LONGEST_SENTENCE && text.chars().any(char::is_alphanumeric);
        asks.then(|| Question { id, doc: document.id(), start: bytes.start, text: text.to_owned() })
    }

    /// Returns the line that asks it, with a line feed at its end.
    #[must_use]
    pub fn line(&self) -> String {
        let line = Line { id: self.id, doc: self.doc.as_str(), text: &self.text };
        // A number and two texts can always be written.
        serde_json::to_string(&line).map(|line| line + "\n").unwrap_or_default()
    }
}

/// Returns what the line `answer` says, if it is the answer to one of `asked`.
///
/// # Errors
///
/// When it is no answer, answers something else, or names a place that is not in its sentence.
pub fn read(answer: &str, asked: &[Question]) -> Result<Answer, AnswerError> {
    let said: Said = serde_json::from_str(answer).map_err(|error| AnswerError::Form(error.to_string()))?;
    let question = asked.iter().find(|question| question.id == said.id).ok_or(AnswerError::Unasked(said.id))?;
    let sentence = Document::new(question.doc, question.text.clone());
    let mut candidates = Vec::new();
    for Candidate { start, end, label } in said.candidates.into_iter().take(MOST) {
        let wrong = AnswerError::Place { id: said.id, start, end };
        let bytes = sentence.byte_of_char(start).zip(sentence.byte_of_char(end)).map(|(start, end)| start..end);
        let bytes = bytes.filter(|bytes| {
            bytes.start < bytes.end
                && sentence.is_grapheme_border(bytes.start)
                && sentence.is_grapheme_border(bytes.end)
                && !sentence.slice(bytes.clone()).trim().is_empty()
        });
        let bytes = bytes.ok_or(wrong)?;
        candidates.push((bytes.start + question.start..bytes.end + question.start, label));
    }
    Ok(Answer { id: said.id, doc: question.doc, candidates })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn question(text: &str) -> Question {
        let document = Document::new(DocId::B, format!("Before. {text}"));
        Question::of(7, &document, 8..document.len()).expect("there are words")
    }

    #[test]
    fn a_sentence_is_asked_by_one_line() {
        let line = question("The “Taliban” captured Şıbırğan.").line();
        assert_eq!(line, "{\"id\":7,\"doc\":\"b\",\"text\":\"The “Taliban” captured Şıbırğan.\"}\n");
        assert!(!question("one\r\ntwo").line().trim_end().contains(['\r', '\n']));
        let document = Document::new(DocId::A, format!("… — …{}", "x ".repeat(LONGEST_SENTENCE)));
        assert_eq!(Question::of(1, &document, 0..6), None);
        assert_eq!(Question::of(1, &document, 0..document.len()), None);
    }

    #[test]
    fn offsets_are_characters_and_become_bytes_of_the_document() {
        let asked = [question("Şıbırğan 👩‍👩‍👧 fell.")];
        let answer =
            read("{\"id\":7,\"candidates\":[{\"start\":0,\"end\":8,\"label\":\"place\",\"score\":0.5}]}", &asked);
        let expected =
            Answer { id: 7, doc: DocId::B, candidates: vec![(8..8 + "Şıbırğan".len(), "place".to_owned())] };
        assert_eq!(answer, Ok(expected));
        assert_eq!(read("{\"id\":7}", &asked), Ok(Answer { id: 7, doc: DocId::B, candidates: Vec::new() }));
    }

    #[test]
    fn what_is_no_answer_is_refused_with_a_reason() {
        let asked = [question("Şıbırğan 👩‍👩‍👧 fell.")];
        let place = |start: usize, end: usize| {
            read(&format!("{{\"id\":7,\"candidates\":[{{\"start\":{start},\"end\":{end},\"label\":\"x\"}}]}}"), &asked)
        };
        for (start, end) in [(0, 0), (3, 2), (0, 999), (9, 10), (8, 9), (usize::MAX, usize::MAX)] {
            assert_eq!(place(start, end), Err(AnswerError::Place { id: 7, start, end }));
        }
        assert_eq!(read("{\"id\":8}", &asked), Err(AnswerError::Unasked(8)));
        for line in ["", "[]", "{}", "{\"id\":-1}", "{\"id\":7,\"candidates\":[{\"start\":1}]}", "\u{0}"] {
            assert!(matches!(read(line, &asked), Err(AnswerError::Form(_))), "{line}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_answered_lies_in_the_sentence(text in "[a-c 👩é\u{301}\u{200d}喀]{1,20}b", start in 0usize..30, end in 0usize..30) {
            let asked = [question(&text)];
            let line = format!("{{\"id\":7,\"candidates\":[{{\"start\":{start},\"end\":{end},\"label\":\"x\"}}]}}");
            if let Ok(answer) = read(&line, &asked) {
                for (bytes, _) in answer.candidates {
                    prop_assert!(bytes.start >= 8 && bytes.end <= 8 + text.len() && bytes.start < bytes.end);
                    prop_assert!(text.get(bytes.start - 8..bytes.end - 8).is_some());
                }
            }
        }
    }
}
