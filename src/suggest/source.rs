//! Source candidates: the phrases left and right of a cue that may name who says it.

use std::ops::Range;

use super::class::Classes;
use super::class::classes::{
    ADVERB, AUXILIARY, BREAK, CAPITAL, CLOSING, COLON, COMMA, CONJUNCTION, DAY, DETERMINER, ED, END, FINITE, MARK,
    NEGATION, NUMBER, OPENING, POSSESSIVE, PREPOSITION, PRONOUN, SUBORDINATOR, WH, WORD,
};
use super::feature::of_source;
use super::learner::Learner;
use super::passage::Passage;
use super::rank::{Alternative, best};
use super::token::Token;

/// A source reaches at most so many tokens.
const LONGEST: usize = 24;

/// So many tokens are looked at before a cue.
const REACH: usize = 40;

/// A source: tokens, or nobody.
pub(super) type Source = Option<Range<usize>>;

/// What of a cue matters to where its source stands.
#[expect(clippy::struct_excessive_bools, reason = "each is one independent fact about the cue")]
pub(super) struct Kind {
    /// The source stands right of it: *according to*, *claimed by*.
    pub right: bool,
    /// It is a noun.
    pub noun: bool,
    /// It is a passive without *by*, which names nobody.
    pub passive: bool,
    /// Something that may have been said ends just before it, so that verb and subject may be turned round.
    pub after_content: bool,
    /// That is a quotation.
    pub after_quotation: bool,
    /// It is a participle that goes on from a verb before it: *…, adding that*.
    pub ing: bool,
}

impl Kind {
    /// Returns the kind of the cue `cue`.
    pub fn of(passage: &Passage, cue: &Range<usize>) -> Self {
        let word = cue.clone().find_map(|at| passage.token(at).and_then(|token| token.cue));
        let head = passage.before(cue.end);
        let verb = word.is_some_and(|word| word.verb.is_some());
        let noun = word.is_some_and(|word| word.noun)
            && (!verb
                || passage
                    .before(cue.start)
                    .is_some_and(|before| before.is(DETERMINER | POSSESSIVE) && !before.is(PRONOUN)));
        let by = passage.is_word(cue.end, "by") || head.is_some_and(|head| head.word == "by");
        let to_be = cue.clone().any(|at| {
            passage
                .token(at)
                .is_some_and(|token| ["is", "was", "are", "were", "been", "be", "being"].contains(&token.word.as_str()))
        });
        let ing = head.is_some_and(|head| head.word.ends_with("ing"));
        let before = passage.before(cue.start);
        let comma = before.is_some_and(|before| before.is(COMMA));
        let sentence = passage.sentence(cue.start);
        let after_quotation = before.is_some_and(|before| before.is(CLOSING))
            || comma && cue.start.checked_sub(2).is_some_and(|at| passage.is(at, CLOSING));
        let verb_before = (sentence.start..cue.start).any(|at| passage.is(at, FINITE));
        Kind {
            right: head.is_some_and(|head| head.word == "to" || head.word == "from") && cue.len() > 1 || by,
            noun,
            passive: to_be && !by && !ing,
            after_content: after_quotation || comma && verb_before,
            after_quotation,
            ing,
        }
    }
}

/// Returns the best sources of the cue `cue`, nobody among them.
pub(super) fn sources(
    passage: &Passage,
    cue: &Range<usize>,
    count: usize,
    learner: Option<&Learner>,
) -> Vec<Alternative<Source>> {
    best(ranked(passage, cue, learner), count)
}

/// Returns all sources that the cue `cue` may have, with their scores, in no order.
pub(super) fn ranked(passage: &Passage, cue: &Range<usize>, learner: Option<&Learner>) -> Vec<Alternative<Source>> {
    let kind = Kind::of(passage, cue);
    let mut candidates = vec![Alternative { value: None, score: nobody(passage, cue, &kind) }];
    left(passage, cue, &kind, &mut candidates);
    right(passage, cue, &kind, &mut candidates);
    if let Some(learner) = learner {
        learner.weigh(&mut candidates, |source| of_source(passage, cue, source.as_ref()));
    }
    candidates
}

fn nobody(passage: &Passage, cue: &Range<usize>, kind: &Kind) -> f32 {
    let mut score = -0.5;
    if kind.passive && !kind.right {
        score += 3.0;
    }
    if kind.noun {
        score += if passage.before(cue.start).is_some_and(|before| before.is(POSSESSIVE)) { -1.0 } else { 2.4 };
    }
    // *pictures, said to have been taken there*
    if !kind.noun && passage.is_word(cue.end, "to") && passage.before(cue.end).is_some_and(|last| last.word == "said") {
        score += 4.5;
    }
    score
}

fn left(passage: &Passage, cue: &Range<usize>, kind: &Kind, found: &mut Vec<Alternative<Source>>) {
    let sentence = passage.sentence(cue.start);
    let from = sentence.start.max(cue.start.saturating_sub(REACH));
    for end in (from + 1..=cue.start).rev() {
        let possessor = kind.noun && passage.before(end).is_some_and(|last| last.is(POSSESSIVE));
        if end != cue.start && !ends_something(passage, end) && !possessor {
            continue;
        }
        for start in (from.max(end.saturating_sub(LONGEST))..end).rev() {
            if !passage.is(start, WORD) {
                continue;
            }
            let Some(last) = passage.before(end).filter(|last| last.is(WORD)) else { break };
            let range = start..end;
            let mut score = phrase(passage, &range, last) + left_score(passage, cue, &range, from);
            if kind.right {
                score -= 3.0;
            }
            if kind.after_content
                && passage.is(cue.end, CAPITAL | DETERMINER | POSSESSIVE | PRONOUN)
                && end != cue.start
            {
                score -= 1.0;
            }
            if kind.noun {
                score += noun_source(passage, cue, &range);
            }
            if kind.ing
                && passage.before(cue.start).is_some_and(|before| before.is(COMMA | CLOSING))
                && end + 2 > cue.start
            {
                score -= 2.5;
            }
            found.push(Alternative { value: Some(range), score });
        }
    }
}

/// Returns whether a phrase may end before token number `at`.
fn ends_something(passage: &Passage, at: usize) -> bool {
    passage.is(at, COMMA | FINITE | WH | AUXILIARY | OPENING | BREAK | ADVERB)
}

/// Returns what stands for a phrase left of the cue as its source.
fn left_score(passage: &Passage, cue: &Range<usize>, range: &Range<usize>, from: usize) -> f32 {
    let mut score = 0.0;
    let between = range.end..cue.start;
    let comma = between.len() == 1 && passage.is(range.end, COMMA);
    if between.is_empty() {
        score += 2.4;
    } else if comma && range.clone().any(|at| passage.is(at, COMMA)) {
        // X, the minister, said
        score += 2.6;
    } else if between.clone().all(|at| passage.is(at, ADVERB | DAY | COMMA)) {
        score += 1.6;
    } else if between.len() > 2
        && passage.is(between.start, COMMA | BREAK)
        && passage.before(between.end).is_some_and(|mark| mark.is(COMMA | BREAK))
        && !between.clone().any(|at| passage.is(at, OPENING | CLOSING | CONJUNCTION))
    {
        // X, who was there, said
        score += if passage.is(between.start + 1, WH) { 2.2 } else { 1.6 };
    } else {
        score += subject_of_first_verb(passage, cue, range, from);
    }
    score + starts_well(passage, range, from)
}

/// Returns what stands for a phrase as the subject of the verb that the cue goes on from: *X denied A and said B*.
fn subject_of_first_verb(passage: &Passage, cue: &Range<usize>, range: &Range<usize>, from: usize) -> f32 {
    let between = range.end..cue.start;
    let joined = passage.before(cue.start).is_some_and(|before| before.is(CONJUNCTION));
    let ing = passage.before(cue.end).is_some_and(|last| last.word.ends_with("ing"))
        && passage.before(cue.start).is_some_and(|before| before.is(COMMA | CLOSING | SUBORDINATOR | PREPOSITION));
    let relative = passage.before(cue.start).is_some_and(|before| before.is(WH));
    let verb_after =
        passage.is(range.end, FINITE) || passage.is(range.end, ADVERB) && passage.is(range.end + 1, FINITE);
    // X, who came on Friday, denied A and said B; “the woman, who said”.
    if relative && between.len() <= 2 {
        return 2.2;
    }
    if (joined || ing) && (verb_after || passage.is(range.end, COMMA)) {
        if range.start == from {
            return 2.2;
        }
        let first = passage.before(range.start).is_some_and(|before| before.is(MARK | SUBORDINATOR));
        return if first { 1.4 } else { 0.8 };
    }
    -0.6 - 0.15 * f32::from(u16::try_from(between.len().min(20)).unwrap_or(20))
}

/// Returns what stands for the first word of a phrase left of a cue.
fn starts_well(passage: &Passage, range: &Range<usize>, from: usize) -> f32 {
    let Some(first) = passage.token(range.start) else { return 0.0 };
    let mut score = 0.0;
    let before = passage.before(range.start).filter(|_| range.start > from);
    let boundary = before.is_none_or(|before| {
        before.is(MARK)
            || before.is(CONJUNCTION | SUBORDINATOR) && !before.is(DETERMINER)
            || before.is(WH)
            || before.word == "that"
    });
    if boundary {
        score += 1.4;
    } else if before.is_some_and(|before| before.is(DAY)) {
        score += 0.3;
    }
    if first.is(CAPITAL | NUMBER | PRONOUN) || first.opens_phrase() {
        score += 0.7;
    }
    // *Rochelle and Marvin*: one source, not half of it.
    let names = before.is_some_and(|before| before.word == "and" || before.word == "&")
        && first.is(CAPITAL)
        && range.start.checked_sub(2).is_some_and(|at| at >= from && passage.is(at, CAPITAL));
    if names {
        score -= 1.2;
    }
    let Some(before) = before.filter(|_| !boundary) else { return score };
    if before.is(PREPOSITION) {
        score -= 1.6;
    } else if before.is(FINITE) || before.cue.is_some_and(|cue| cue.verb.is_some()) {
        score -= 0.2;
    } else if before.is(DETERMINER | POSSESSIVE | NUMBER) || before.is(CAPITAL) && first.is(CAPITAL) {
        score -= 2.6;
    } else if !first.is(DETERMINER | PRONOUN) {
        // An adjective or a noun before it belongs to it.
        score -= 1.6;
    }
    score
}

/// Returns what stands for and against a phrase by its own words, wherever it stands; `last` is its last token.
fn phrase(passage: &Passage, range: &Range<usize>, last: &Token) -> f32 {
    let mut score = 0.0;
    let Some(first) = passage.token(range.start) else { return score };
    let inside = passage.tokens().get(range.clone()).unwrap_or_default();
    if first.is(PREPOSITION | AUXILIARY | NEGATION) && !first.is(DETERMINER) || first.is(CONJUNCTION | DAY) {
        score -= 3.0;
    }
    if first.is(SUBORDINATOR | WH) && !first.is(DETERMINER | PRONOUN) || first.is(ADVERB) && !first.is(CAPITAL | NUMBER)
    {
        score -= 2.4;
    }
    if first.is(WH) {
        score -= if inside.len() > 1 { 2.0 } else { 1.2 };
    }
    if last.is(ADVERB | DAY) && inside.len() > 1 {
        score -= 1.5;
    }
    if first.word.starts_with('’') {
        score -= 4.0;
    }
    if last.is(PREPOSITION | DETERMINER | CONJUNCTION | SUBORDINATOR | POSSESSIVE | WH)
        && !(last.is(PRONOUN) && inside.len() == 1)
    {
        score -= if last.is(POSSESSIVE) { 1.0 } else { 3.0 };
    }
    let commas = count(inside, COMMA);
    let relative = inside.windows(2).any(|pair| pair[0].is(COMMA) && pair[1].is(WH));
    let verbs = inside.iter().skip(1).filter(|token| token.is(FINITE) && !token.is(POSSESSIVE)).count();
    let verbs = if relative { verbs.saturating_sub(1) } else { verbs };
    score -= 1.6 * small(verbs);
    // *contacted by AFP*: a participle that belongs to the noun before it.
    let participles =
        inside.windows(2).filter(|pair| pair[0].is(ED) && !pair[0].is(FINITE) && !pair[1].is(PREPOSITION)).count();
    score -= 0.3 * small(participles);
    score -= 0.5 * small(commas);
    score -= 2.2 * small(count(inside, OPENING | CLOSING)) + 2.5 * small(count(inside, END | COLON));
    score -= 0.9
        * small(
            inside
                .iter()
                .skip(1)
                .filter(|token| token.is(SUBORDINATOR) && !token.is(DETERMINER | PREPOSITION | WH))
                .count(),
        );
    score -= 0.9
        * small(
            inside.iter().skip(1).filter(|token| token.is(PRONOUN) && !token.is(DETERMINER | POSSESSIVE | WH)).count(),
        );
    let words = count(inside, WORD);
    score -= 0.04 * small(words.saturating_sub(3)) + 0.25 * small(words.saturating_sub(12));
    score
}

/// Returns what stands for a phrase as the one whose words a noun names: *the government’s hopes*.
fn noun_source(passage: &Passage, cue: &Range<usize>, range: &Range<usize>) -> f32 {
    let near = range.end + 2 >= cue.start && (range.end..cue.start).all(|at| passage.is(at, WORD));
    let possessive = passage.before(range.end).is_some_and(|last| last.is(POSSESSIVE));
    match (possessive && near, range.end == cue.start) {
        (true, true) => 3.0,
        (true, false) => 4.6,
        (false, _) => -3.0,
    }
}

fn right(passage: &Passage, cue: &Range<usize>, kind: &Kind, found: &mut Vec<Alternative<Source>>) {
    let sentence = passage.sentence(cue.start);
    let mut start = cue.end;
    let named = kind.right || passage.is_word(start, "by");
    if passage.is_word(start, "by") {
        start += 1;
    }
    let Some(first) = passage.token(start).filter(|first| first.is(WORD)) else { return };
    let turned = kind.after_content
        && (first.is(CAPITAL | NUMBER) || first.opens_phrase() || !first.is(PREPOSITION | SUBORDINATOR));
    if !named && !turned {
        return;
    }
    let furthest = sentence.end.min(start + LONGEST);
    for end in start + 1..=furthest {
        let Some(last) = passage.before(end).filter(|last| last.is(WORD)) else { continue };
        let range = start..end;
        let mut score = phrase(passage, &range, last) + ends_well(passage, &range, sentence.end);
        score += if named {
            3.6
        } else if kind.after_quotation {
            1.9
        } else {
            0.4
        };
        if first.is(CAPITAL | NUMBER | PRONOUN) || first.opens_phrase() {
            score += 0.7;
        }
        if !named && told(passage, cue) {
            score -= 2.0;
        }
        if turned && !named && first.is(PRONOUN | SUBORDINATOR) {
            score -= 1.5;
        }
        found.push(Alternative { value: Some(range), score });
    }
}

/// Returns whether an addressee stands after the cue.
fn told(passage: &Passage, cue: &Range<usize>) -> bool {
    cue.clone().any(|at| passage.token(at).and_then(|token| token.cue).is_some_and(|word| word.addressee))
}

/// Returns what stands for the end of a phrase right of a cue.
fn ends_well(passage: &Passage, range: &Range<usize>, sentence_end: usize) -> f32 {
    let Some(next) = passage.token(range.end).filter(|_| range.end < sentence_end) else { return 1.4 };
    let last = passage.before(range.end);
    if next.is(END) {
        return 1.4;
    }
    if next.is(COMMA) {
        // An apposition goes on after the comma: *said X, the mayor of Y.*
        let apposition = passage.is(range.end + 1, DETERMINER)
            || passage.is(range.end + 1, WORD)
                && !passage.is(range.end + 1, WH | CONJUNCTION | PREPOSITION | SUBORDINATOR | ADVERB | PRONOUN);
        // A name and what somebody is, in one order or the other.
        let name = last.is_some_and(|last| last.is(CAPITAL));
        return if apposition && name != passage.is(range.end + 1, CAPITAL) { 0.3 } else { 1.6 };
    }
    if next.is(MARK) {
        return 1.2;
    }
    if next.is(CAPITAL) && last.is_some_and(|last| last.is(CAPITAL))
        || next.is(POSSESSIVE) && next.word.starts_with('’')
    {
        return -2.6;
    }
    if next.word == "of" {
        return -1.6;
    }
    if next.is(WH | SUBORDINATOR | CONJUNCTION | FINITE | DAY) {
        return 0.7;
    }
    if next.is(PREPOSITION | ADVERB) {
        return 0.0;
    }
    -1.4
}

fn count(tokens: &[Token], classes: Classes) -> usize {
    tokens.iter().filter(|token| token.is(classes)).count()
}

fn small(count: usize) -> f32 {
    f32::from(u8::try_from(count).unwrap_or(u8::MAX))
}
