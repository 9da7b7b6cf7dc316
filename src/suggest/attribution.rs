//! The guess of an attribution around a word: cue, and the best alternatives for source and content.

use std::ops::Range;

use super::content;
use super::cue;
use super::learner::Learner;
use super::passage::Passage;
use super::rank::Alternative;
use super::source;

/// So many alternatives are listed for a part.
pub const ALTERNATIVES: usize = 4;

/// What is guessed around a cue. All ranges are bytes of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The cue with all that belongs to it.
    pub cue: Range<usize>,
    /// The cue as it may be taken instead, the best first, that one among them.
    pub cues: Vec<Alternative<Range<usize>>>,
    /// Who says it, the best first; `None` is nobody named.
    pub sources: Vec<Alternative<Option<Range<usize>>>>,
    /// What is said, the best first, each in one or two pieces; no piece is nothing said.
    pub contents: Vec<Alternative<Vec<Range<usize>>>>,
    /// To whom it is said.
    pub addressee: Option<Range<usize>>,
}

/// Returns the guess of the attribution whose cue is, or begins with, the words at `at` of `passage`: any words can be
/// made the cue. With `source`, that is who says it, and the content is guessed for that. `None` where there is no word.
#[must_use]
pub fn guess(passage: &Passage, at: Range<usize>, source: Option<&Option<Range<usize>>>) -> Option<Guess> {
    guess_with(passage, at, source, None)
}

/// As [`guess`], with what was learned added to what the rules say.
#[must_use]
pub fn guess_with(
    passage: &Passage,
    at: Range<usize>,
    source: Option<&Option<Range<usize>>>,
    learner: Option<&Learner>,
) -> Option<Guess> {
    let chosen = passage.covered(&at);
    let first = if chosen.is_empty() { passage.at_byte(at.start)? } else { chosen.start };
    let mut cues = cue::extents(passage, first, learner);
    // More words than one were chosen as the cue: these it is.
    if chosen.len() > 1 {
        cues.retain(|one| one.value != chosen);
        cues.insert(0, Alternative { value: chosen, score: f32::MAX });
    }
    cues.truncate(ALTERNATIVES);
    let tokens = cues.first().map(|best| best.value.clone())?;
    let sources = source::sources(passage, &tokens, ALTERNATIVES, learner);
    let best = match source {
        Some(given) => given.as_ref().map(|bytes| passage.covered(bytes)),
        None => sources.first().and_then(|first| first.value.clone()),
    };
    let (contents, addressee) = content::contents(passage, &tokens, best.as_ref(), ALTERNATIVES, learner);
    let bytes = |range: &Range<usize>| passage.bytes(range);
    Some(Guess {
        cue: passage.bytes(&tokens),
        cues: cues.into_iter().map(|one| Alternative { value: bytes(&one.value), score: one.score }).collect(),
        sources: sources
            .into_iter()
            .map(|one| Alternative { value: one.value.as_ref().map(bytes), score: one.score })
            .collect(),
        contents: contents
            .into_iter()
            .map(|one| Alternative { value: one.value.iter().map(bytes).collect(), score: one.score })
            .collect(),
        addressee: addressee.as_ref().map(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::super::cue::cues;
    use super::*;
    use crate::text::{DocId, Document};

    /// What is guessed first around `word` of `text`: cue, source and the pieces of the content.
    fn first(text: &str, word: &str) -> (String, String, Vec<String>) {
        let document = Document::new(DocId::A, text.to_owned());
        let at = text.find(word).expect("the word is in the text");
        let passage = Passage::around(&document, at);
        let found = guess(&passage, at..at + word.len(), None).expect("there is a word");
        let source = found.sources.first().and_then(|one| one.value.clone());
        let content = found.contents.first().map(|one| one.value.clone()).unwrap_or_default();
        (
            document.slice(found.cue).to_owned(),
            source.map(|bytes| document.slice(bytes).to_owned()).unwrap_or_default(),
            content.into_iter().map(|bytes| document.slice(bytes).to_owned()).collect(),
        )
    }

    fn check(text: &str, word: &str, cue: &str, source: &str, content: &[&str]) {
        let (found_cue, found_source, found_content) = first(text, word);
        assert_eq!((found_cue.as_str(), found_source.as_str()), (cue, source), "{text}");
        assert_eq!(found_content, content, "{text}");
    }

    #[test]
    fn the_source_stands_before_the_cue() {
        check("The mayor said the dam holds.", "said", "said", "The mayor", &["the dam holds"]);
        check("An engineer has not said why it leaks.", "said", "has not said", "An engineer", &["why it leaks"]);
        check(
            "Tomas Brenn, the spokesman of the authority, insisted that all eleven had gone off.",
            "insisted",
            "insisted",
            "Tomas Brenn, the spokesman of the authority",
            &["all eleven had gone off"],
        );
        check("They also showed an empty bus.", "showed", "showed", "They", &["an empty bus"]);
        check("The gates held, and René and Ayşe agreed to stay.", "agreed", "agreed", "René and Ayşe", &["to stay"]);
    }

    #[test]
    fn the_source_stands_after_the_cue() {
        check("“The dam holds,” said Şirin Aldeş.", "said", "said", "Şirin Aldeş", &["“The dam holds,”"]);
        check("According to officials, the dam holds.", "According", "According to", "officials", &["the dam holds"]);
        check(
            "The dam holds, according to its builder.",
            "according",
            "according to",
            "its builder",
            &["The dam holds"],
        );
        check("An attack was claimed by the rebels.", "claimed", "claimed by", "the rebels", &["An attack"]);
    }

    #[test]
    fn a_content_is_split_around_who_says_it() {
        check(
            "Three people were hurt, officials said, one of them badly.",
            "said",
            "said",
            "officials",
            &["Three people were hurt", "one of them badly"],
        );
        check(
            "“It was tested,” said Maucourt, “and it closed.”",
            "said",
            "said",
            "Maucourt",
            &["“It was tested,”", "“and it closed.”"],
        );
    }

    #[test]
    fn a_content_ends_where_another_speaks() {
        check(
            "The bridge held, but an aide confirmed it was shut, Kestrel Wire reported.",
            "confirmed",
            "confirmed",
            "an aide",
            &["it was shut"],
        );
        check(
            "Vaskel denied the charge and said the money was there.",
            "said",
            "said",
            "Vaskel",
            &["the money was there"],
        );
    }

    #[test]
    fn to_whom_and_when_are_passed_over() {
        check("Aldeş told AFP on Monday that the water falls.", "told", "told", "Aldeş", &["the water falls"]);
        check("Police said in a Facebook post Wednesday that she is safe.", "said", "said", "Police", &["she is safe"]);
    }

    #[test]
    fn nobody_and_nothing_are_guesses_too() {
        check("He dismissed accusations that it rusts.", "accusations", "accusations", "", &["it rusts"]);
        assert_eq!(first("Said.", "Said").1, "");
    }

    #[test]
    fn any_word_of_any_text_can_be_made_the_cue() {
        for text in [
            "，",
            "洪水已經退去，市長說。",
            "قال رئيس البلدية إن السد صامد.",
            "a",
            "“",
            "👩‍👩‍👧 says e\u{301}",
            "x \u{202e}y z",
        ] {
            let document = Document::new(DocId::A, text.to_owned());
            for (at, character) in text.char_indices() {
                let passage = Passage::around(&document, at);
                let _ = cues(&passage);
                if let Some(found) = guess(&passage, at..at + character.len_utf8(), None) {
                    assert!(text.get(found.cue).is_some_and(|cue| !cue.is_empty()), "{text}");
                    let pieces = found.contents.iter().flat_map(|one| &one.value);
                    assert!(
                        pieces
                            .chain(found.sources.iter().filter_map(|one| one.value.as_ref()))
                            .all(|bytes| text.get(bytes.clone()).is_some_and(|part| !part.is_empty()))
                    );
                }
            }
        }
    }

    #[test]
    fn the_content_is_guessed_again_for_another_source() {
        let text = "The water is high, the mayor of Melvice said.";
        let document = Document::new(DocId::A, text.to_owned());
        let at = text.find("said").expect("it is there");
        let passage = Passage::around(&document, at);
        let source = text.find("the mayor").map(|start| start..at - 1);
        let found = guess(&passage, at..at + 4, Some(&source)).expect("there is a word");
        assert_eq!(found.contents.first().map(|one| one.value.clone()), Some(std::iter::once(0..17).collect()));
    }
}
