//! Content candidates: the stretches left and right of a cue and its source that may be what is said.

use std::ops::Range;

use super::class::classes::{
    ADVERB, AUXILIARY, BREAK, CAPITAL, CLOSING, COLON, COMMA, CONJUNCTION, DAY, DETERMINER, END, FINITE, ING, MARK,
    OPENING, POSSESSIVE, PREPOSITION, PRONOUN, SUBORDINATOR, WH, WORD,
};
use super::cue::probability;
use super::feature::of_content;
use super::learner::Learner;
use super::lexicon::is_of_saying;
use super::passage::Passage;
use super::rank::{Alternative, best};
use super::source::Kind;

/// A content: tokens of its pieces in the order of the text; empty for nothing.
pub(super) type Content = Vec<Range<usize>>;

/// A content inside one sentence has at most so many places where it may end.
const ENDS: usize = 24;

/// So many words may stand between a border and the source.
const BEFORE_SOURCE: usize = 5;

/// So many words may stand between a cue and the *that* or the colon after which the content begins.
const BEFORE_THAT: usize = 10;

/// A piece of a content with its score.
struct Piece {
    tokens: Range<usize>,
    score: f32,
}

/// Returns the best contents of the cue `cue` whose source is `source`, and the addressee that stands between.
pub(super) fn contents(
    passage: &Passage,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    count: usize,
    learner: Option<&Learner>,
) -> (Vec<Alternative<Content>>, Option<Range<usize>>) {
    let (candidates, addressee) = ranked(passage, cue, source, learner);
    (best(candidates, count), addressee)
}

/// Returns all contents that the cue `cue` may have, with their scores, in no order, and the addressee that stands between.
pub(super) fn ranked(
    passage: &Passage,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
    learner: Option<&Learner>,
) -> (Vec<Alternative<Content>>, Option<Range<usize>>) {
    let kind = Kind::of(passage, cue);
    let group = group(passage, cue, source);
    let sentence = passage.sentence(cue.start);
    let (start, addressee) = skip_right(passage, group.end, cue, sentence.end);
    let right = right(passage, start, group.end, sentence.end);
    let by = passage.before(cue.end).is_some_and(|last| last.word == "by");
    let left = if by { subjects(passage, cue.start, sentence.start) } else { left(passage, &group, sentence.start) };
    let mut candidates = vec![Alternative { value: Vec::new(), score: nothing(passage, cue, &kind) }];
    let mut place = Standing::of(passage, &group, &sentence, start);
    if by {
        place = Standing { left: 2.0, right: -2.0, both: -4.0 };
    }
    // *“We heard it,” she said. “It came down the hill.”*
    let next = passage.quotations().iter().find(|quotation| quotation.start == sentence.end);
    if let (Some(next), Some(quotation)) = (next, left.first().filter(|piece| passage.is(piece.tokens.start, OPENING)))
    {
        let score = quotation.score + place.left - 0.4;
        candidates.push(Alternative { value: vec![quotation.tokens.clone(), next.clone()], score });
    }
    for piece in &right {
        candidates.push(Alternative { value: vec![piece.tokens.clone()], score: piece.score + place.right });
    }
    for piece in &left {
        candidates.push(Alternative { value: vec![piece.tokens.clone()], score: piece.score + place.left });
    }
    if place.both > 0.0 {
        for left in left.iter().take(4) {
            for right in right.iter().take(6) {
                let score = f32::midpoint(left.score, right.score) + place.both;
                candidates.push(Alternative { value: vec![left.tokens.clone(), right.tokens.clone()], score });
            }
        }
    }
    if let Some(learner) = learner {
        learner.weigh(&mut candidates, |content| of_content(passage, cue, source, content));
    }
    (candidates, addressee)
}

/// Returns the tokens from the first to the last of cue and source, where they stand side by side; else the cue.
fn group(passage: &Passage, cue: &Range<usize>, source: Option<&Range<usize>>) -> Range<usize> {
    let Some(source) = source else { return cue.clone() };
    let mut group = source.start.min(cue.start)..source.end.max(cue.end);
    let sentence = passage.sentence(cue.start);
    if passage.sentence(source.start) != sentence || far_apart(passage, cue, source) {
        return cue.clone();
    }
    // What stands between a border and the source belongs to the source: *, the dpa news agency reported*.
    let from = group.start.saturating_sub(BEFORE_SOURCE).max(sentence.start);
    let open = |at: usize| passage.is(at, COMMA | CLOSING | BREAK) && !passage.is(at, OPENING);
    if let Some(border) = (from..group.start).rev().find(|at| open(*at))
        && !(border..group.start).any(|at| passage.is(at, FINITE | SUBORDINATOR | CONJUNCTION | PREPOSITION))
    {
        group.start = border + 1;
    }
    group
}

fn far_apart(passage: &Passage, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let between = if source.end <= cue.start { source.end..cue.start } else { cue.end..source.start };
    between.len() > 3 || between.clone().any(|at| passage.is(at, FINITE))
}

/// What the place of cue and source in their sentence says of where the content stands.
struct Standing {
    left: f32,
    right: f32,
    both: f32,
}

impl Standing {
    fn of(passage: &Passage, group: &Range<usize>, sentence: &Range<usize>, start: usize) -> Self {
        let comma_before = passage.before(group.start).is_some_and(|before| before.is(COMMA | CLOSING | BREAK))
            && group.start > sentence.start;
        let first = group.start == sentence.start
            || !passage
                .tokens()
                .get(sentence.start..group.start)
                .unwrap_or_default()
                .iter()
                .any(|token| token.is(WORD));
        let quote_before = passage.before(group.start).is_some_and(|before| before.is(CLOSING))
            || passage.before(group.start).is_some_and(|before| before.is(COMMA))
                && group.start.checked_sub(2).is_some_and(|at| passage.is(at, CLOSING));
        let comma_after = passage.is(start, COMMA | BREAK) && !passage.is(start + 1, OPENING);
        let closes =
            start >= sentence.end || passage.is(start, END) || !(start..sentence.end).any(|at| passage.is(at, WORD));
        if first && !closes {
            return Standing { left: -3.0, right: 1.8, both: -4.0 };
        }
        if closes && first {
            // *“Yes,” | she said. | “No,”*: what was said stands in a sentence of its own.
            return Standing { left: 0.6, right: -2.0, both: -4.0 };
        }
        if closes {
            return Standing { left: if comma_before { 2.6 } else { 0.4 }, right: -3.0, both: -4.0 };
        }
        if quote_before {
            let reopens = passage.is(start, OPENING) || passage.is(start, COMMA) && passage.is(start + 1, OPENING);
            return if reopens {
                Standing { left: 0.4, right: -0.6, both: 2.4 }
            } else {
                Standing { left: 2.0, right: 0.2, both: -1.0 }
            };
        }
        if comma_before && comma_after {
            let adding = passage.is(start + 1, ING) && probability(passage, start + 1) > 0.1;
            let according = passage.is_word(group.start, "according");
            let goes_on = !passage.is(start + 1, CONJUNCTION | WH) && !adding && !according;
            return if goes_on {
                Standing { left: 0.9, right: -1.0, both: 2.2 }
            } else {
                Standing { left: 2.2, right: -0.6, both: 0.6 }
            };
        }
        if comma_before && !quote_before && in_front(passage, sentence.start, group.start) {
            // *In Zaranj, | posts suggested | the Taliban were welcomed*
            return Standing { left: -2.0, right: 1.6, both: 0.9 };
        }
        if comma_after {
            return Standing { left: 0.6, right: -0.4, both: -0.5 };
        }
        Standing { left: -1.6, right: 1.6, both: -2.0 }
    }
}

/// Returns whether what stands before `end` is a place or a time that begins the sentence: *In Zaranj,*.
fn in_front(passage: &Passage, start: usize, end: usize) -> bool {
    passage.is(start, PREPOSITION) && end - start < 9 && !(start..end).any(|at| passage.is(at, FINITE))
}

fn nothing(passage: &Passage, cue: &Range<usize>, kind: &Kind) -> f32 {
    let that = passage.is_word(cue.end, "that") || passage.is_word(cue.end, "to");
    if kind.noun && !that { 1.4 } else { -0.6 }
}

/// Returns where the content right of `at` begins, after an addressee and circumstances, and the addressee.
fn skip_right(passage: &Passage, at: usize, cue: &Range<usize>, end: usize) -> (usize, Option<Range<usize>>) {
    let mut start = at;
    let mut addressee = None;
    let takes = cue.clone().any(|at| passage.token(at).and_then(|token| token.cue).is_some_and(|cue| cue.addressee));
    if takes && start == cue.end {
        let told = phrase_end(passage, start, end);
        if told > start {
            addressee = Some(start..told);
            start = told;
        }
    }
    loop {
        let next = circumstance_end(passage, start, end);
        if next == start {
            break;
        }
        start = next;
    }
    (start, addressee)
}

/// Returns the end of the short noun phrase that begins at `start`; `start` if none does.
fn phrase_end(passage: &Passage, start: usize, end: usize) -> usize {
    let Some(first) = passage.token(start) else { return start };
    let subject = ["he", "she", "they", "we", "i"].contains(&first.word.as_str());
    if first.is(MARK | SUBORDINATOR | PREPOSITION) && !first.is(DETERMINER)
        || first.is(FINITE)
        || first.word == "that"
        || subject
    {
        return start;
    }
    if ["me", "us", "him", "them", "her", "it", "you"].contains(&first.word.as_str()) {
        return start + 1;
    }
    let mut at = start;
    let capital = first.is(CAPITAL);
    while at < end && at < start + 6 {
        let Some(token) = passage.token(at) else { break };
        let goes_on = token.is(WORD)
            && !token.is(FINITE | SUBORDINATOR | PREPOSITION | WH | CONJUNCTION | DAY)
            && (at == start || !token.is(DETERMINER | PRONOUN));
        let same = if capital {
            token.is(CAPITAL) || token.is(POSSESSIVE)
        } else {
            !token.is(CAPITAL) || first.opens_phrase()
        };
        if !goes_on || at > start && !same {
            break;
        }
        at += 1;
    }
    // *told AFP Sheberghan had fallen*: two names side by side are told apart by the capitals alone.
    if capital
        && at > start + 1
        && passage.is(at, FINITE)
        && passage.token(start).is_some_and(|first| is_acronym(&first.word, passage, start))
    {
        return start + 1;
    }
    at
}

fn is_acronym(word: &str, passage: &Passage, at: usize) -> bool {
    let spelled = passage.token(at).map(|token| passage.document().slice(token.bytes.clone())).unwrap_or_default();
    word.len() <= 5 && spelled.chars().all(char::is_uppercase)
}

/// Returns the end of the circumstance that begins at `start`: *on Monday*, *in a statement*, *to reporters*.
fn circumstance_end(passage: &Passage, start: usize, end: usize) -> usize {
    let Some(first) = passage.token(start) else { return start };
    if first.is(DAY) && !first.is(PREPOSITION) {
        return start + 1;
    }
    if !first.is(PREPOSITION) {
        return start;
    }
    for at in start + 1..end.min(start + 8) {
        let Some(token) = passage.token(at) else { break };
        if token.is(MARK | FINITE) || token.is(SUBORDINATOR) && !token.is(DETERMINER | PREPOSITION) {
            break;
        }
        if token.is(DAY) || is_of_saying(&token.word) {
            // *in a Facebook post Wednesday*
            let more = |at: &usize| passage.token(*at).is_some_and(|token| token.is(DAY) || is_of_saying(&token.word));
            return (at + 1..end).find(|at| !more(at)).unwrap_or(end);
        }
    }
    start
}

/// Returns the pieces that begin at or after `start`, right of what ends at `group_end`, the best first.
fn right(passage: &Passage, start: usize, group_end: usize, sentence_end: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut begin = start;
    while begin < sentence_end && passage.is(begin, COMMA | COLON | BREAK) && !passage.is(begin, OPENING) {
        begin += 1;
    }
    let that = passage.is_word(begin, "that") && !passage.is(begin + 1, FINITE);
    let mut starts = vec![(begin, if that { 0.3 } else { 1.0 })];
    if that {
        starts.insert(0, (begin + 1, 1.4));
    }
    if start > group_end {
        starts.push((group_end, 0.2));
    }
    starts.extend(later_starts(passage, begin, sentence_end));
    if begin > group_end {
        starts.extend(later_starts(passage, group_end, sentence_end));
    }
    for (begin, bonus) in starts {
        let Some(first) = passage.token(begin).filter(|_| begin < sentence_end) else { continue };
        if first.is(MARK) && !first.is(OPENING) {
            continue;
        }
        if let Some(quotation) = passage.quotations().iter().find(|quotation| quotation.start == begin) {
            let ends = passage.is(quotation.end, MARK)
                || quotation.end >= sentence_end
                || passage.is(quotation.end, WH | CONJUNCTION);
            pieces.push(Piece { tokens: quotation.clone(), score: bonus + if ends { 2.8 } else { 0.2 } });
        }
        for end in right_ends(passage, begin, sentence_end) {
            let tokens = begin..end;
            let score = bonus + right_end(passage, &tokens, sentence_end) + inner(passage, &tokens);
            pieces.push(Piece { tokens, score });
        }
    }
    pieces.sort_by(|one, other| other.score.total_cmp(&one.score));
    pieces
}

/// Returns where a content may begin after words that say how it was said: *in response to the tweet that*, *issued the
/// following statement:*, *According to X, who was there,*; each with what stands for it.
fn later_starts(passage: &Passage, begin: usize, sentence_end: usize) -> Vec<(usize, f32)> {
    let mut starts = Vec::new();
    let near = begin + 1..sentence_end.min(begin + BEFORE_THAT);
    let plain = |until: usize| !(begin..until).any(|at| passage.is(at, FINITE | MARK));
    if let Some(that) = near.clone().find(|at| passage.is_word(*at, "that"))
        && passage.is(begin, PREPOSITION | DAY | CAPITAL | PRONOUN)
        && plain(that)
    {
        starts.push((that + 1, 2.6));
    }
    if let Some(colon) = near.clone().find(|at| passage.is(*at, COLON) && passage.is(at + 1, OPENING))
        && plain(colon)
    {
        starts.push((colon + 1, 1.6));
    }
    if passage.before(begin).is_some_and(|before| before.is(COMMA))
        && ["which", "who", "whose", "whom"].iter().any(|word| passage.is_word(begin, word))
        && let Some(comma) = (begin..sentence_end).find(|at| passage.is(*at, COMMA))
    {
        starts.push((comma + 1, 1.8));
    }
    starts
}

/// Returns the places where a content that begins at `begin` may end: clause borders and the end of the sentence.
fn right_ends(passage: &Passage, begin: usize, sentence_end: usize) -> Vec<usize> {
    let mut last = sentence_end;
    let quoted = passage.token(begin).is_some_and(|first| first.depth > 0 && !first.is(OPENING));
    while last > begin && passage.before(last).is_some_and(|mark| mark.is(END) || quoted && mark.is(CLOSING | COMMA)) {
        last -= 1;
    }
    let border = |at: &usize| {
        passage.is(*at, COMMA | BREAK | COLON | CLOSING)
            || passage.is(*at, CONJUNCTION | WH | SUBORDINATOR) && !passage.is(*at, DETERMINER)
    };
    let mut ends: Vec<usize> = (begin + 1..last).filter(border).take(ENDS).collect();
    let after_quotes = ends.iter().filter(|at| passage.is(**at, CLOSING)).map(|at| at + 1).collect::<Vec<_>>();
    ends.extend(after_quotes);
    ends.push(last);
    ends
}

/// Returns what stands for and against the end of `tokens`.
fn right_end(passage: &Passage, tokens: &Range<usize>, sentence_end: usize) -> f32 {
    let end = tokens.end;
    if !(end..sentence_end).any(|at| passage.is(at, WORD)) {
        return 1.5;
    }
    let mut score = 0.0;
    let next = |word: &str| passage.is_word(end, word) || passage.is(end, COMMA) && passage.is_word(end + 1, word);
    let comma = passage.is(end, COMMA);
    let another = other_cue(passage, end, sentence_end);
    if comma && (next("but") || next("while") || next("although") || next("though")) {
        score += if another { 1.9 } else { 0.9 };
    } else if comma && passage.is(end + 1, WH) {
        score += 0.5;
    } else if comma && passage.is(end + 1, ING) && probability(passage, end + 1) > 0.1 {
        score += 2.4;
    } else if (next("and") || next("but")) && verb_follows(passage, end, sentence_end) {
        score += 2.2;
    } else if comma && said_after(passage, end, sentence_end) {
        // , AFP reported.
        score += 2.6;
    } else if comma && another && next("and") {
        score += 1.9;
    } else if comma && another && passage.is(end + 1, PREPOSITION) {
        score += 1.2;
    } else if comma || passage.is(end, BREAK) {
        score += 0.0;
    } else {
        score -= 1.2;
    }
    score
}

/// Returns whether, after *and* or *but* at `at`, a cue goes on with the same subject.
fn verb_follows(passage: &Passage, at: usize, sentence_end: usize) -> bool {
    let mut at = at;
    while at < sentence_end && passage.is(at, COMMA | CONJUNCTION | ADVERB) {
        at += 1;
    }
    // *and on Sunday he told*
    passage.is(at, FINITE) && probability(passage, at) > 0.25
}

/// Returns whether the rest of the sentence, from the comma at `at`, is source and cue alone.
fn said_after(passage: &Passage, at: usize, sentence_end: usize) -> bool {
    let rest = at + 1..sentence_end;
    if rest.len() > 16 {
        return false;
    }
    let Some(cue) = rest.clone().find(|at| probability(passage, *at) > 0.3) else { return false };
    let after = (cue + 1..sentence_end).filter(|at| passage.is(*at, WORD)).count();
    let finite_before = (rest.start..cue).any(|at| passage.is(at, FINITE));
    !finite_before && (after <= 3 || passage.is_word(cue, "according"))
}

fn other_cue(passage: &Passage, at: usize, sentence_end: usize) -> bool {
    (at..sentence_end).any(|at| probability(passage, at) > 0.3)
}

/// Returns what stands against the inside of a content.
fn inner(passage: &Passage, tokens: &Range<usize>) -> f32 {
    let mut score = 0.0;
    // Into a quotation, or out of one.
    let crossing = passage.quotations().iter().any(|quotation| {
        let starts_in = quotation.start < tokens.start && tokens.start < quotation.end && tokens.end > quotation.end;
        let ends_in = quotation.start < tokens.end && tokens.end < quotation.end && tokens.start <= quotation.start;
        starts_in || ends_in
    });
    if crossing {
        score -= 3.0;
    }
    // An open bracket.
    let brackets = |mark: &str| tokens.clone().filter(|at| passage.is_word(*at, mark)).count();
    if brackets("(") != brackets(")") {
        score -= 1.5;
    }
    let words = tokens.clone().filter(|at| passage.is(*at, WORD)).count();
    if words < 2 {
        score -= 1.5;
    }
    if passage
        .before(tokens.end)
        .is_some_and(|last| last.is(PREPOSITION | DETERMINER | POSSESSIVE) && !last.is(ADVERB | PRONOUN))
    {
        score -= 1.0;
    }
    score
}

/// Returns the pieces that end before `group`, the best first.
fn left(passage: &Passage, group: &Range<usize>, sentence_start: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut end = group.start;
    // The mark before the source belongs to a quotation alone: *“so,” he said*, but *so*, he said.
    while end > 0 && passage.before(end).is_some_and(|mark| mark.is(COMMA | BREAK | CONJUNCTION) && !mark.is(CLOSING)) {
        end -= 1;
    }
    if let Some(quotation) = quotation_before(passage, end) {
        // A quotation alone, from its mark to its mark.
        let whole =
            !passage.before(quotation.start).is_some_and(|before| before.is(WORD) && quotation.start > sentence_start);
        pieces.push(Piece { tokens: quotation.clone(), score: if whole { 3.4 } else { 0.6 } });
    }
    let mut starts = vec![sentence_start];
    let border = |at: &usize| {
        passage.is(*at, COMMA | BREAK | COLON)
            || passage.is(*at, CONJUNCTION | SUBORDINATOR) && !passage.is(*at, DETERMINER)
    };
    starts.extend((sentence_start..end).filter(border).map(|at| at + 1));
    for start in starts.into_iter().rev().take(ENDS) {
        if start >= end || passage.is(start, MARK) && !passage.is(start, OPENING) {
            continue;
        }
        let tokens = start..end;
        let mut score = inner(passage, &tokens);
        if start == sentence_start {
            score += if passage.is(start, CONJUNCTION) { 0.6 } else { 1.2 };
        } else if passage.before(start).is_some_and(|before| before.is(CONJUNCTION))
            && passage.is(start, CONJUNCTION | CAPITAL | DETERMINER | PRONOUN)
        {
            score += 0.3;
        } else {
            score -= 0.5;
        }
        pieces.push(Piece { tokens, score });
    }
    pieces.sort_by(|one, other| other.score.total_cmp(&one.score));
    pieces
}

/// Returns the noun phrases before the passive at `cue_start` that may be what somebody did or claimed, best first.
fn subjects(passage: &Passage, cue_start: usize, sentence_start: usize) -> Vec<Piece> {
    let mut end = cue_start;
    while end > sentence_start
        && passage.before(end).is_some_and(|before| {
            before.is(AUXILIARY | WH | ADVERB | COMMA) || before.word == "that" || before.word == "were"
        })
    {
        end -= 1;
    }
    let mut pieces = Vec::new();
    // What stands between commas after the noun is passed over as well: *An attack, days before, was claimed by*.
    let comma = (sentence_start..end).find(|at| passage.is(*at, COMMA));
    for (end, bonus) in [(end, 0.0)].into_iter().chain(comma.map(|comma| (comma, 0.4))) {
        for start in sentence_start..end {
            let opens = passage.token(start).is_some_and(|first| first.opens_phrase() || first.is(CAPITAL));
            if !opens || (start..end).any(|at| passage.is(at, FINITE | COMMA)) {
                continue;
            }
            let mut score = bonus;
            if start == sentence_start || passage.before(start).is_some_and(|before| before.is(COMMA | FINITE)) {
                score += 1.0;
            }
            if passage.is_word(start, "a") || passage.is_word(start, "an") {
                score += 1.2;
            }
            if passage.before(start).is_some_and(|before| before.word == "of" || before.is(DETERMINER | CAPITAL)) {
                score -= 1.5;
            }
            pieces.push(Piece { tokens: start..end, score });
        }
    }
    pieces.sort_by(|one, other| other.score.total_cmp(&one.score));
    pieces
}

/// Returns the outermost quotation that ends at `end`.
fn quotation_before<'passage>(passage: &'passage Passage, end: usize) -> Option<&'passage Range<usize>> {
    passage.quotations().iter().find(|quotation| quotation.end == end)
}
