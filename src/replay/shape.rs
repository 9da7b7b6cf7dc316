//! Shaping: the fewest commands that make one selection of another, by its edges and by text objects.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use super::hand::Hand;
use crate::editor::command::Command;
use crate::editor::selection::{object_at, widened};
use crate::text::Document;

/// An edge is moved by at most so many keys.
const FURTHEST: usize = 40;

/// At most so many characters are crossed one by one.
const CHARACTERS: usize = 12;

/// Each key at most widens so often before somebody moves an edge.
const WIDENINGS: usize = 5;

const RIGHT: [Command; 4] = [Command::GrowRight, Command::ShrinkRight, Command::ClauseOut, Command::ClauseIn];
const LEFT: [Command; 4] = [Command::GrowLeft, Command::ShrinkLeft, Command::LeftClauseOut, Command::LeftClauseIn];

const OBJECTS: [Command; 6] = [
    Command::SelectWord,
    Command::SelectPhrase,
    Command::SelectClause,
    Command::SelectQuotation,
    Command::SelectSentence,
    Command::SelectParagraph,
];

/// Commands and how many keys they take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub commands: Vec<Command>,
    pub keys: usize,
}

/// Returns the fewest commands that make `to` of the selection `from`, if there is a way of at most `most` keys. `hand`
/// says what the commands cost where it is.
pub(super) fn shape(hand: &Hand, from: &Range<usize>, to: &Range<usize>, most: usize) -> Option<Way> {
    let document = hand.document();
    let mut best: Option<Way> = None;
    for (commands, base) in bases(document, from) {
        let Some(keys) = price(hand, &commands) else { continue };
        let limit = best.as_ref().map_or(most + 1, |best| best.keys);
        if keys >= limit {
            continue;
        }
        if let Some(edges) = edges(hand, &base, to, limit - keys - 1) {
            let Some(more) = price(hand, &edges).filter(|more| keys + more < limit) else { continue };
            best = Some(Way { commands: [commands, edges].concat(), keys: keys + more });
        }
    }
    best
}

fn price(hand: &Hand, commands: &[Command]) -> Option<usize> {
    commands.iter().map(|command| hand.price(*command)).sum()
}

/// Returns `from` and the text objects that a person can select from there, each with the commands that do it.
fn bases(document: &Document, from: &Range<usize>) -> Vec<(Vec<Command>, Range<usize>)> {
    let mut bases = vec![(Vec::new(), from.clone())];
    let mut wide = from.clone();
    for count in 1..=WIDENINGS {
        let Some(wider) = widened(document, &wide) else { break };
        bases.push((vec![Command::Widen; count], wider.clone()));
        wide = wider;
    }
    for command in OBJECTS {
        if let Some(object) = object_at(document, from, command) {
            bases.push((vec![command], object));
        }
    }
    bases
}

/// Returns the commands that move the edges of `from` to those of `to`, at most `most` of them.
fn edges(hand: &Hand, from: &Range<usize>, to: &Range<usize>, most: usize) -> Option<Vec<Command>> {
    let (right, left);
    if to.end > from.start {
        right = edge(hand, from, to.end, RIGHT, most)?;
        left = edge(hand, &(from.start..to.end), to.start, LEFT, most - right.len())?;
        return Some([right, left].concat());
    }
    left = edge(hand, from, to.start, LEFT, most)?;
    right = edge(hand, &(to.start..from.end), to.end, RIGHT, most - left.len())?;
    Some([left, right].concat())
}

/// Returns the fewest of `by`, at most `most`, that bring one edge of `from` to byte `to`, the rest of the way by characters.
fn edge(hand: &Hand, from: &Range<usize>, to: usize, by: [Command; 4], most: usize) -> Option<Vec<Command>> {
    let right = by[0] == Command::GrowRight;
    let (start, fixed) = if right { (from.end, from.start) } else { (from.start, from.end) };
    let allowed = |at: usize| if right { at > fixed } else { at < fixed };
    let mut came: HashMap<usize, (usize, Command)> = HashMap::new();
    let mut seen = HashSet::from([start]);
    let mut queue = VecDeque::from([(start, 0)]);
    let mut best: Option<(usize, usize, Vec<Command>)> = None;
    while let Some((at, depth)) = queue.pop_front() {
        let limit = best.as_ref().map_or(most.min(FURTHEST) + 1, |best| best.0);
        if depth >= limit {
            break;
        }
        let rest = characters(hand.document(), at, to, right, limit - depth - 1);
        if let Some(rest) = rest {
            best = Some((depth + rest.len(), at, rest));
        }
        for command in by {
            let Some(moved) = hand.edge(command, right, at).filter(|moved| allowed(*moved)) else { continue };
            if seen.insert(moved) {
                came.insert(moved, (at, command));
                queue.push_back((moved, depth + 1));
            }
        }
    }
    let (_, mut at, rest) = best?;
    let mut commands = Vec::new();
    while let Some((before, command)) = came.get(&at).filter(|_| at != start) {
        commands.push(*command);
        at = *before;
    }
    commands.reverse();
    commands.extend(rest);
    Some(commands)
}

/// Returns the commands that cross the characters between `from` and `to`, if they are at most `most` and few.
fn characters(document: &Document, from: usize, to: usize, right: bool, most: usize) -> Option<Vec<Command>> {
    let (onward, back) = if right {
        (Command::GrowRightCharacter, Command::ShrinkRightCharacter)
    } else {
        (Command::ShrinkLeftCharacter, Command::GrowLeftCharacter)
    };
    let mut at = from;
    for count in 0..=CHARACTERS.min(most) {
        if at == to {
            return Some(vec![if from < to { onward } else { back }; count]);
        }
        at = if from < to { document.next_grapheme(at) } else { document.previous_grapheme(at) };
        if (from < to) != (at <= to) && at != to {
            return None;
        }
    }
    None
}
