//! Cues: how likely each word is one by which somebody says something, and how far the cue reaches around it.

use std::ops::Range;

use super::class::classes::{
    ADVERB, AUXILIARY, CAPITAL, CLOSING, COLON, COMMA, CONJUNCTION, DAY, DETERMINER, FINITE, NEGATION, NUMBER, OPENING,
    PARTICLE, POSSESSIVE, PREPOSITION, PRONOUN, WH, WORD,
};
use super::feature::{of_cue, of_extent, traits_of_cue};
use super::learner::{Feature, Learner, in_words};
use super::lexicon::{self, CueWord, Form, Tier};
use super::passage::Passage;
use super::rank::Alternative;

/// A cue at or above this probability is one to stop at.
pub const STRONG: f32 = 0.3;

/// A cue at or above this probability is marked.
pub const WEAK: f32 = 0.06;

/// A word that may be a cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// The bytes of the cue with all that belongs to it: *has not said*, *according to*.
    pub bytes: Range<usize>,
    /// How likely it is one, 0 to 1.
    pub probability: f32,
    /// What the learner looks at.
    pub(super) features: Vec<Feature>,
    /// The same in words, where that was asked for.
    pub(super) words: Vec<String>,
    /// The tokens.
    pub(super) tokens: Range<usize>,
}

impl Learner {
    /// Returns how likely `cue` is one, 0 to 1, by the rules and by what was learned.
    #[must_use]
    pub fn chance(&self, cue: &Cue) -> f32 {
        self.chance_of(cue.probability, &cue.features)
    }

    /// Returns how likely something with these `features` is a cue that is one by the rules with `probability`.
    pub(super) fn chance_of(&self, probability: f32, features: &[Feature]) -> f32 {
        if probability <= 0.0 || self.is_empty() {
            return probability;
        }
        let odds = libm::logf(probability / (1.0 - probability).max(f32::EPSILON));
        logistic(odds + self.score(features))
    }
}

/// Returns the cues of `passage` at or above [`WEAK`], in order.
#[must_use]
pub fn cues(passage: &Passage) -> Vec<Cue> {
    found(passage, false)
}

/// As [`cues`], each with what the learner looks at in words.
#[must_use]
pub fn cues_explained(passage: &Passage) -> Vec<Cue> {
    found(passage, true)
}

fn found(passage: &Passage, explain: bool) -> Vec<Cue> {
    let made = |at: usize, probability: f32, tokens: Range<usize>| Cue {
        bytes: passage.bytes(&tokens),
        probability,
        features: of_cue(passage, at),
        words: if explain { traits_of_cue(passage, at, in_words) } else { Vec::new() },
        tokens,
    };
    let mut found: Vec<Cue> = Vec::new();
    for at in 0..passage.tokens().len() {
        let probability = probability(passage, at);
        if probability < WEAK {
            continue;
        }
        let tokens = extent(passage, at);
        // Two words of one cue: *was quoted as saying*.
        if let Some(last) = found.last_mut().filter(|last| last.tokens.end > tokens.start) {
            if probability > last.probability {
                *last = made(at, probability, tokens);
            }
            continue;
        }
        found.push(made(at, probability, tokens));
    }
    found
}

/// Returns how likely token number `at` is a cue by the rules alone, 0 to 1.
pub(super) fn probability(passage: &Passage, at: usize) -> f32 {
    if is_according(passage, at) {
        return 0.95;
    }
    let Some(word) = passage.token(at).and_then(|token| token.cue) else { return 0.0 };
    let score = match word.verb {
        Some((tier, form)) => {
            let verb = verb_score(passage, at, word, tier, form);
            if word.noun && is_noun(passage, at) { noun_score(passage, at) } else { verb }
        }
        None => noun_score(passage, at),
    };
    logistic(score)
}

/// Returns the probability that has the logarithm of odds `odds`.
fn logistic(odds: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-odds))
}

/// Returns whether token number `at` is the first word of *according to*.
fn is_according(passage: &Passage, at: usize) -> bool {
    passage.is_word(at, "according") && passage.is_word(at + 1, "to")
}

/// Returns whether a word that may be verb or noun is a noun here.
fn is_noun(passage: &Passage, at: usize) -> bool {
    let Some(before) = passage.before(at).filter(|before| before.is(WORD)) else { return false };
    let adjective = !before.is(AUXILIARY | PRONOUN | WH | ADVERB | NEGATION | CONJUNCTION | CAPITAL)
        && before.cue.is_none()
        && at.checked_sub(2).is_some_and(|two| passage.is(two, DETERMINER | POSSESSIVE | PREPOSITION));
    before.is(DETERMINER | POSSESSIVE | PREPOSITION) && !before.is(PRONOUN) && before.word != "to" || adjective
}

fn verb_score(passage: &Passage, at: usize, word: CueWord, tier: Tier, form: Form) -> f32 {
    let mut score = match tier {
        Tier::First => 0.9,
        Tier::Second => -1.1,
        Tier::Third => -3.0,
    };
    score += match form {
        Form::Third | Form::Past => 0.8,
        Form::Ing => -1.0,
        Form::Participle => -0.3,
        Form::Base => -0.5,
    };
    score += before_verb(passage, at, form) + after_verb(passage, at, word) + around_verb(passage, at);
    let sentence = passage.sentence(at);
    if passage.is(at, CAPITAL) && at > sentence.start && !passage.before(at).is_some_and(|before| before.is(OPENING)) {
        // *the United States*
        score -= 2.5;
    }
    let next = passage.token(at + 1).filter(|_| at + 1 < sentence.end);
    if word.noun && form == Form::Third && next.is_some_and(|next| next.is(FINITE))
        || form == Form::Third && next.and_then(|next| next.cue).is_some_and(|next| next.verb.is_some())
    {
        // *the posts suggested*
        score -= 2.5;
    }
    if is_catenative(passage, at) {
        score += 1.0;
    }
    let passive = extent(passage, at).any(|at| {
        passage.token(at).is_some_and(|token| ["is", "was", "are", "were", "be", "been"].contains(&token.word.as_str()))
    });
    if passive && matches!(form, Form::Past | Form::Participle) {
        score -= 0.9;
    }
    score
}

/// Returns whether *to* and a verb such as *appear* stand before token number `at`: *appeared to show*.
fn is_catenative(passage: &Passage, at: usize) -> bool {
    at.checked_sub(2).is_some_and(|verb| {
        passage.is_word(at - 1, "to") && passage.token(verb).is_some_and(|verb| lexicon::is_catenative(&verb.word))
    })
}

/// Returns what the words before a verb say for and against it.
fn before_verb(passage: &Passage, at: usize, form: Form) -> f32 {
    let mut score = 0.0;
    let start = extent(passage, at).start;
    let sentence = passage.sentence(at);
    let Some(before) = passage.before(start).filter(|_| start > sentence.start) else {
        return if form == Form::Ing { 0.0 } else { -2.0 };
    };
    if before.is(CLOSING) || before.is(COMMA) && passage.before(start - 1).is_some_and(|mark| mark.is(CLOSING)) {
        score += 1.8;
    } else if before.is(COMMA) && form == Form::Ing {
        score += 1.6;
    } else if before.is(COMMA) {
        score += 0.3;
    }
    if before.is(PRONOUN) && !before.is(DETERMINER) || before.is(CAPITAL) {
        score += 0.8;
    } else if before.is(WH) || before.is(WORD) && !before.is(PREPOSITION | DETERMINER | POSSESSIVE | CONJUNCTION) {
        score += 0.4;
    }
    if before.is(DETERMINER | POSSESSIVE | PREPOSITION) && !before.is(PRONOUN | NUMBER) {
        score -= if before.word == "to" { 0.9 } else { 2.2 };
    }
    score
}

/// Returns what the words after a verb say for and against it.
fn after_verb(passage: &Passage, at: usize, word: CueWord) -> f32 {
    let mut score = 0.0;
    let end = extent(passage, at).end;
    let sentence = passage.sentence(at);
    let near = end..(end + 7).min(sentence.end);
    let clause_end = |at: &usize| passage.is(*at, COMMA) || passage.token(*at).is_some_and(|token| token.cue.is_some());
    let until = near.clone().find(clause_end).unwrap_or(near.end);
    if (end..until).any(|at| passage.is_word(at, "that")) {
        score += if passage.is_word(end, "that") { 1.6 } else { 0.8 };
    }
    if passage.is(end, OPENING) || passage.is(end, COLON | COMMA) && passage.is(end + 1, OPENING) {
        score += 1.6;
    } else if near.clone().any(|at| passage.is(at, OPENING)) {
        score += 0.6;
    }
    if passage.is(end, COLON) {
        score += 0.8;
    }
    if passage.is_word(end, "to") && !word.addressee {
        score += 0.2;
    }
    if passage.is(end, PREPOSITION) && !passage.is(end, PARTICLE) && !passage.is_word(end, "to") {
        score -= 0.7;
    }
    // Something that is done, not said: *reported crimes*, *found a way*.
    if passage.is(end, PRONOUN) && !passage.is(end, DETERMINER) {
        score += 0.4;
    }
    if end >= sentence.end || passage.is(end, super::class::classes::END) {
        score += 0.3;
    }
    score
}

/// Returns what the quotations of the sentence say for and against a word of it.
fn around_verb(passage: &Passage, at: usize) -> f32 {
    let sentence = passage.sentence(at);
    let inside = passage.token(at).is_some_and(|token| token.depth > 0);
    let quoted = sentence.clone().any(|at| passage.is(at, OPENING | CLOSING));
    match (quoted, inside) {
        (true, false) => 0.5,
        (_, true) => -1.0,
        (false, false) => 0.0,
    }
}

/// Returns the score of a noun as a cue: only with what makes it one.
fn noun_score(passage: &Passage, at: usize) -> f32 {
    let mut score = -3.2;
    let after = |word: &str| passage.is_word(at + 1, word);
    if after("that") {
        score += 3.0;
    } else if after("to") {
        score += 0.6;
    } else if after("by") || after("from") {
        score += 1.2;
    } else if after("of") || after("about") {
        score += 0.2;
    }
    let before = passage.before(at);
    if before.is_some_and(|before| before.is(POSSESSIVE)) {
        score += 1.4;
    }
    if passage.is(at + 1, OPENING | COLON) {
        score += 0.8;
    }
    score
}

/// Returns the tokens of the cue whose word is token number `at`.
pub(super) fn extent(passage: &Passage, at: usize) -> Range<usize> {
    if is_according(passage, at) {
        return at..at + 2;
    }
    let Some(token) = passage.token(at) else { return at..at };
    let sentence = passage.sentence(at);
    let mut start = if is_catenative(passage, at) { at - 2 } else { at };
    if passage.is_word(at + 1, "by") && token.cue.is_some_and(|cue| cue.verb.is_some()) {
        // *claimed by*: who says it is named after it.
        return start..at + 2;
    }
    if token.cue.is_some_and(|cue| cue.verb.is_some()) {
        // Auxiliaries and negation, with the adverbs between them and the verb.
        let mut look = start;
        while look > sentence.start {
            let Some(before) = passage.before(look) else { break };
            if before.is(AUXILIARY | NEGATION) && !before.is(POSSESSIVE) {
                start = look - 1;
            } else if !before.is(ADVERB) || before.is(DAY) {
                break;
            }
            look -= 1;
        }
    }
    let mut end = at + 1;
    if passage.is(end, PARTICLE) && token.cue.is_some_and(|cue| cue.verb.is_some()) && !passage.is_word(end, "for")
        || passage.is_word(end, "for") && ["call", "called", "calls", "calling"].contains(&token.word.as_str())
    {
        end += 1;
    }
    start..end
}

/// Returns what the cue around token number `at` may reach over, the best first: all that belongs to it, the word alone, and
/// with the *that* or *to* after it, as annotators differ.
pub(super) fn extents(passage: &Passage, at: usize, learner: Option<&Learner>) -> Vec<Alternative<Range<usize>>> {
    let whole = extent(passage, at);
    let mut found = vec![Alternative { value: whole.clone(), score: 2.0 }];
    let mut add = |value: Range<usize>, score: f32| {
        if found.iter().all(|known| known.value != value) {
            found.push(Alternative { value, score });
        }
    };
    if ["that", "to"].iter().any(|word| passage.is_word(whole.end, word)) {
        add(whole.start..whole.end + 1, 0.6);
    }
    add(at..at + 1, 0.3);
    add(at..whole.end, 0.2);
    add(whole.start..at + 1, 0.1);
    if let Some(learner) = learner {
        learner.weigh(&mut found, |tokens| of_extent(passage, tokens));
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}
