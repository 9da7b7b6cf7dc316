//! Mending: the fewest keys that make what the builder holds what it should be, part by part.

use std::ops::Range;

use super::hand::{Hand, quicker};
use super::reach::select;
use super::shape::shape;
use super::target::Saying;
use crate::editor::command::Command;
use crate::editor::{Building, Part};

/// A part whose mending takes no more keys than this by its edges is not looked for by motions.
const SHORT: usize = 4;

/// A part takes at most so many steps: pieces added, taken away and moved.
const STEPS: usize = 24;

const GUESSES: [Command; 4] = [Command::Guess1, Command::Guess2, Command::Guess3, Command::Guess4];

/// Returns `hand`, whose builder is open, with each of `parts` as in `saying`, by the fewest keys found; `None` where there
/// is no way.
pub(super) fn mend(hand: &Hand, saying: &Saying, parts: &[Part]) -> Option<Hand> {
    let mut hand = hand.clone();
    let goes_on = hand.building()?.continues.is_some();
    if goes_on != saying.continues.is_some() && !hand.run(Command::SameSourceHere) {
        return None;
    }
    let wrong = wrong(&hand, saying, parts);
    let tried = orders(&wrong).into_iter().filter_map(|order| in_order(&hand, saying, &order, parts));
    tried.fold(None, |best, hand| quicker(best, Some(hand)))
}

/// Returns those of `parts` that are not as in `saying`.
fn wrong(hand: &Hand, saying: &Saying, parts: &[Part]) -> Vec<Part> {
    let Some(building) = hand.building() else { return parts.to_vec() };
    parts.iter().copied().filter(|part| !is_right(&building, saying, *part)).collect()
}

fn is_right(building: &Building, saying: &Saying, part: Part) -> bool {
    pieces(building, part) == saying.pieces(part)
}

/// Returns the pieces of `part` in the order of the text.
fn pieces(building: &Building, part: Part) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = building.items(part).iter().flatten().cloned().collect();
    pieces.sort_by_key(|piece| (piece.start, piece.end));
    pieces
}

/// Returns the orders in which parts are mended: all of up to three, of more a sensible one and its reverse.
fn orders(parts: &[Part]) -> Vec<Vec<Part>> {
    if parts.len() > 3 {
        let sensible = [Part::Cue, Part::Source, Part::Content, Part::Addressee, Part::Supplement];
        let first: Vec<Part> = sensible.into_iter().filter(|part| parts.contains(part)).collect();
        return vec![first.iter().rev().copied().collect(), first];
    }
    match parts {
        [] => vec![Vec::new()],
        _ => parts
            .iter()
            .flat_map(|first| {
                let rest: Vec<Part> = parts.iter().filter(|part| *part != first).copied().collect();
                orders(&rest).into_iter().map(|rest| std::iter::once(*first).chain(rest).collect())
            })
            .collect(),
    }
}

fn in_order(hand: &Hand, saying: &Saying, order: &[Part], parts: &[Part]) -> Option<Hand> {
    let mut hand = hand.clone();
    // A part that was right may be guessed anew when another is mended: those come last.
    for part in order.iter().chain(parts) {
        if !is_right(&hand.building()?, saying, *part) {
            hand = with_part(&hand, saying, *part)?;
        }
    }
    wrong(&hand, saying, parts).is_empty().then_some(hand)
}

/// Returns `hand` with `part` as in `saying`, by the fewest keys found.
fn with_part(hand: &Hand, saying: &Saying, part: Part) -> Option<Hand> {
    let mut hand = hand.clone();
    if hand.building()?.part != part && !hand.run(part.command()) {
        return None;
    }
    let wanted = saying.pieces(part);
    let mut best = settle(&hand, part, wanted);
    for (guess, command) in hand.building()?.guesses.iter().zip(GUESSES) {
        let near = guess.len() == wanted.len()
            || guess
                .iter()
                .any(|piece| wanted.iter().any(|wanted| piece.start == wanted.start || piece.end == wanted.end));
        let mut guessed = hand.clone();
        if near && best.as_ref().is_none_or(|best| guessed.pressed + 1 < best.pressed) && guessed.run(command) {
            best = quicker(best, settle(&guessed, part, wanted));
        }
    }
    best
}

/// Returns `hand`, with `part` in hand, its pieces made those of `wanted` one by one.
fn settle(hand: &Hand, part: Part, wanted: &[Range<usize>]) -> Option<Hand> {
    let mut hand = hand.clone();
    for _ in 0..STEPS {
        let building = hand.building()?;
        let there = pieces(&building, part);
        if there == wanted {
            return Some(hand);
        }
        let missing: Vec<&Range<usize>> = wanted.iter().filter(|wanted| !there.contains(wanted)).collect();
        let needless =
            |piece: &Range<usize>| !wanted.contains(piece) || there.iter().filter(|one| *one == piece).count() > 1;
        let lit = building.items(part).get(building.at.0).and_then(|item| item.get(building.at.1)).cloned();
        if there.iter().any(needless) && !lit.as_ref().is_some_and(needless) {
            // The key of the part goes on to its next piece.
            if !hand.run(part.command()) {
                return None;
            }
            continue;
        }
        let nearest = |from: &Range<usize>| {
            missing
                .iter()
                .min_by_key(|wanted| wanted.start.abs_diff(from.start) + wanted.end.abs_diff(from.end))
                .copied()
        };
        hand = match (lit.filter(needless), there.is_empty()) {
            (Some(lit), _) => match nearest(&lit) {
                Some(wanted) => placed(&hand, &building, wanted)?,
                None => hand.having_run(&[Command::PartClear])?,
            },
            (None, true) => placed(&hand, &building, missing.first()?)?,
            (None, false) => added(&hand, &there, &missing)?,
        };
    }
    None
}

/// Returns `hand` with the piece in hand put to `wanted`.
fn placed(hand: &Hand, building: &Building, wanted: &Range<usize>) -> Option<Hand> {
    let from = hand.editor.selection();
    // The selection of a part that is missing stands elsewhere: it has to move to be taken.
    let by_edges = if from == *wanted {
        hand.having_run(&[Command::GrowRight, Command::ShrinkRight])
    } else {
        shape(hand, &from, wanted, SHORT).and_then(|way| hand.having_run(&way.commands))
    };
    by_edges.filter(|hand| hand.editor.selection() == *wanted).or_else(|| select(hand, building.doc, wanted))
}

/// Returns `hand` with another piece in hand: one of the same item, or of another where it would overlap.
fn added(hand: &Hand, there: &[Range<usize>], missing: &[&Range<usize>]) -> Option<Hand> {
    let overlaps = |wanted: &Range<usize>| there.iter().any(|one| one.start < wanted.end && wanted.start < one.end);
    let apart = missing.iter().any(|wanted| !overlaps(wanted));
    let added = hand.having_run(&[if apart { Command::PartPiece } else { Command::PartAnother }])?;
    (pieces(&added.building()?, added.building()?.part).len() > there.len()).then_some(added)
}
