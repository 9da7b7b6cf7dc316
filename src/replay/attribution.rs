//! Attributions entered by keys.

use std::ops::Range;

use super::differences::{attributions, is};
use super::hand::{Hand, quicker};
use super::mend::mend;
use super::reach::select;
use super::tally::{Kind, Tally};
use super::target::{Saying, Target};
use crate::editor::Part;
use crate::editor::command::Command;

/// So many keys an attribution takes that is gone to by hand, if the guess is good.
pub(super) const REACHED: usize = 5;

/// So many words of a cue are tried as the one that the builder is opened on.
const WORDS: usize = 3;

/// Makes the attributions of `target` that `hand` has not made yet, and counts the keys. One that cannot be made is left
/// out, and shows as a difference.
pub(super) fn enter(hand: &mut Hand, target: &Target, tally: &mut Tally) {
    for saying in &target.sayings {
        if let Some(made) = by_hand(hand, saying, &target.parts) {
            *hand = made;
            tally.add(Kind::Reached, hand.take_count());
        }
    }
}

/// Returns `hand` with `saying` made, gone to by the fewest keys found.
fn by_hand(hand: &Hand, saying: &Saying, parts: &[Part]) -> Option<Hand> {
    let mut best: Option<Hand> = None;
    for (command, place) in openings(hand, saying) {
        let Some(mut hand) = select(hand, saying.doc, &place) else { continue };
        if best.as_ref().is_some_and(|best| best.pressed <= hand.pressed + 2) || !hand.run(command) {
            continue;
        }
        best = quicker(best, made(&hand, saying, parts));
    }
    best
}

/// Returns the commands that open the builder and what is selected then, the likeliest first.
fn openings(hand: &Hand, saying: &Saying) -> Vec<(Command, Range<usize>)> {
    let document = hand.editor.document(saying.doc);
    let first = |part: Part| saying.pieces(part).first().cloned();
    let word = |at: usize| document.word_at(at).or_else(|| document.next_word(at));
    let mut openings = Vec::new();
    if let Some(content) = first(Part::Content).filter(|_| saying.continues.is_some()) {
        openings.extend(word(content.start).map(|word| (Command::SameSource, word)));
        openings.push((Command::SameSource, content));
    }
    if let Some(cue) = first(Part::Cue) {
        let mut at = cue.start;
        for _ in 0..WORDS {
            let Some(word) = word(at).filter(|word| word.start < cue.end) else { break };
            at = word.end;
            openings.push((Command::Attribute, word));
        }
        openings.push((Command::Attribute, cue));
    } else {
        openings.extend(first(Part::Content).map(|content| (Command::Attribute, content)));
    }
    for part in [Part::Content, Part::Source, Part::Addressee, Part::Supplement] {
        openings.extend(first(part).and_then(|piece| word(piece.start)).map(|word| (Command::Attribute, word)));
    }
    openings.dedup();
    openings
}

/// Returns `hand`, whose builder has just been opened, with `saying` mended and accepted; `None` where that makes no new
/// attribution like it.
pub(super) fn made(hand: &Hand, saying: &Saying, parts: &[Part]) -> Option<Hand> {
    if hand.building()?.of.is_some() {
        return None;
    }
    let mut hand = mend(hand, saying, parts)?;
    let accepted = hand.run(Command::Accept);
    (accepted && attributions(hand.editor.set()).iter().any(|one| is(saying, parts, one))).then_some(hand)
}
