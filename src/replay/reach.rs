//! Reaching: the fewest keys that bring the selection to a stretch of the text, from wherever it is.

use std::ops::Range;

use super::hand::{Hand, quicker};
use super::shape::{Way, shape};
use crate::editor::command::Command;
use crate::editor::key::{Key, KeyCode};
use crate::text::{DocId, Document};

/// So many keys at most are spent on shaping what was reached.
const SHAPING: usize = 12;

/// A coarse motion is pressed at most so often, a fine one after it half as often.
const STEPS: usize = 8;

/// So many words to each side of the target are known by their distance.
const AROUND: usize = 40;

/// At most so many letters are typed to find a word.
const LETTERS: usize = 7;

/// Motions forwards, and the same back.
const COARSE: [[Command; 2]; 6] = [
    [Command::NextCue, Command::PreviousCue],
    [Command::NextSentence, Command::PreviousSentence],
    [Command::LineDown, Command::LineUp],
    [Command::NextParagraph, Command::PreviousParagraph],
    [Command::NextQuotation, Command::PreviousQuotation],
    [Command::End, Command::Top],
];

const FINE: [Command; 2] = [Command::LineDown, Command::LineUp];

/// Returns `hand` with `target` of `doc` selected by the fewest keys; `None` where there is no way.
pub(super) fn select(hand: &Hand, doc: DocId, target: &Range<usize>) -> Option<Hand> {
    let mut start = hand.clone();
    if hand.editor.focus() != doc && !start.run(Command::OtherPane) {
        return None;
    }
    let landing = Landing::of(&start, target);
    let near = landing.finish(&start, SHAPING * 4);
    let far = searched(&start, &landing, near.as_ref().map_or(usize::MAX, |hand| hand.pressed));
    let best = quicker(near, far);
    let best = moved(&start, &landing, best);
    best.filter(|hand| hand.editor.selection() == *target)
}

/// A target and the words from which it is selected.
struct Landing {
    target: Range<usize>,
    /// Words of the target, each with the way from it to the target.
    words: Vec<(Range<usize>, Way)>,
    /// The words around the target, in order.
    around: Vec<Range<usize>>,
}

impl Landing {
    fn of(hand: &Hand, target: &Range<usize>) -> Self {
        let document = hand.document();
        let around = around(document, target);
        let inside = around.iter().filter(|word| word.start < target.end && target.start < word.end);
        let inside: Vec<&Range<usize>> = inside.collect();
        let some = inside.iter().take(4).chain(inside.last());
        let ways = some.filter_map(|word| Some(((*word).clone(), shape(hand, word, target, SHAPING)?)));
        Landing { target: target.clone(), words: ways.collect(), around }
    }

    /// Returns `hand` with the target selected by edges, objects and words from where it is, in at most `most` keys.
    fn finish(&self, hand: &Hand, most: usize) -> Option<Hand> {
        let ((command, count), way) = self.estimate(hand, most)?;
        let commands: Vec<Command> = std::iter::repeat_n(command, count).chain(way.commands).collect();
        hand.having_run(&commands).filter(|hand| hand.editor.selection() == self.target)
    }

    /// Returns how to finish from where `hand` is in at most `most` keys: the words to step over, and the shaping.
    fn estimate(&self, hand: &Hand, most: usize) -> Option<((Command, usize), Way)> {
        let from = hand.editor.selection();
        let stepped = self.words.iter().filter_map(|(word, way)| {
            let (command, count) = self.steps(&from, word)?;
            Some((count * hand.price(command)? + way.keys, (command, count), way))
        });
        let stepped = stepped.min_by_key(|(cost, ..)| *cost).filter(|(cost, ..)| *cost <= most);
        let least = stepped.as_ref().map_or(most.saturating_add(1), |(cost, ..)| *cost);
        // From a word of its own the target was shaped already.
        let touches = from.start < self.target.end && self.target.start < from.end;
        if touches
            && least > 0
            && let Some(way) = shape(hand, &from, &self.target, (least - 1).min(SHAPING))
        {
            return Some(((Command::NextWord, 0), way));
        }
        stepped.map(|(_, steps, way)| (steps, way.clone()))
    }

    /// Returns whether a motion forwards, or back, can come nearer to the target from `from`.
    fn lies(&self, forwards: bool, from: &Range<usize>) -> bool {
        if forwards { from.start <= self.target.start } else { self.target.end <= from.end }
    }

    /// Returns the motion by words from `from` to `word`, and how often.
    fn steps(&self, from: &Range<usize>, word: &Range<usize>) -> Option<(Command, usize)> {
        let first = self.around.first()?;
        let last = self.around.last()?;
        if from.end <= word.start {
            let between = self.around.iter().filter(|one| one.start >= from.end && one.start <= word.start).count();
            return (from.end >= first.start).then_some((Command::NextWord, between));
        }
        if word.end <= from.start {
            let between = self.around.iter().filter(|one| one.end <= from.start && one.start >= word.start).count();
            return (from.start <= last.end).then_some((Command::PreviousWord, between));
        }
        (from == word).then_some((Command::NextWord, 0))
    }
}

/// Returns the words of `target` and around it.
fn around(document: &Document, target: &Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = target.start;
    while let Some(word) = document.previous_word(at).filter(|_| words.len() < AROUND) {
        at = word.start;
        words.push(word);
    }
    words.reverse();
    let mut at = words.last().map_or(target.start, |word| word.end);
    let mut beyond = 0;
    while let Some(word) = document.next_word(at).filter(|_| beyond < AROUND) {
        at = word.end;
        beyond += usize::from(word.start >= target.end);
        words.push(word);
    }
    words
}

/// Returns the quickest of `best` and the ways by coarse motions and lines.
fn moved(start: &Hand, landing: &Landing, mut best: Option<Hand>) -> Option<Hand> {
    let limit = |best: &Option<Hand>| best.as_ref().map_or(usize::MAX, |hand| hand.pressed);
    for [forwards, back] in COARSE {
        let forwards_now = landing.lies(true, &start.editor.selection());
        let coarse = if forwards_now { forwards } else { back };
        let mut hand = start.clone();
        for _ in 0..STEPS {
            let before = hand.editor.selection();
            if !hand.run(coarse) || hand.pressed + 1 >= limit(&best) || before == hand.editor.selection() {
                break;
            }
            best = finished(&hand, landing, best);
            let passed = !landing.lies(forwards_now, &hand.editor.selection());
            best = by_lines(&hand, landing, FINE[usize::from(passed == forwards_now)], best);
            if passed {
                break;
            }
        }
    }
    best
}

/// Returns the quickest of `best` and the ways from where `hand` is by the lines that `line` goes.
fn by_lines(hand: &Hand, landing: &Landing, line: Command, mut best: Option<Hand>) -> Option<Hand> {
    let mut hand = hand.clone();
    for _ in 0..STEPS / 2 {
        if best.as_ref().is_some_and(|best| hand.pressed + 2 >= best.pressed) || !hand.run(line) {
            break;
        }
        best = finished(&hand, landing, best);
    }
    best
}

fn finished(hand: &Hand, landing: &Landing, best: Option<Hand>) -> Option<Hand> {
    let most = best.as_ref().map_or(usize::MAX, |best| best.pressed.saturating_sub(hand.pressed + 1));
    let found = landing.finish(hand, most);
    quicker(best, found)
}

/// Returns the quickest way by searching for the beginning of a word, if it takes fewer than `most` keys.
fn searched(start: &Hand, landing: &Landing, most: usize) -> Option<Hand> {
    let mut best: Option<Hand> = None;
    for (word, _) in landing.words.iter().take(2) {
        let mut hand = start.clone();
        if !hand.run(Command::Search) {
            return best;
        }
        let letters: Vec<char> = hand.document().slice(word.clone()).chars().collect();
        for letter in
            letters.into_iter().flat_map(char::to_lowercase).take(LETTERS).filter(|letter| letter.is_alphanumeric())
        {
            hand.press(&[Key::char(letter)]);
            let limit = best.as_ref().map_or(most, |best| best.pressed);
            if hand.pressed + 1 >= limit {
                break;
            }
            if hand.editor.selection().start == word.start {
                let mut hand = hand.clone();
                hand.press(&[Key::plain(KeyCode::Enter)]);
                best = finished(&hand, landing, best);
                break;
            }
        }
    }
    best
}
