//! Whole lines: what stands once in each text, word for word from line end to line end, is the same line wherever it went.
//!
//! Unless another could have become it: a line of one text that the other has not, and that is mostly the same words. Then
//! nobody can say whether the line stayed, or was copied and then changed where it had been.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::anchor::run_hash;
use crate::compare::token::Token;

/// A line of fewer tokens may stand anywhere by chance.
const LONG: usize = 8;
/// Lines are likened by what they share of runs of so many tokens.
const SHARED: usize = 3;
/// Where more tokens than this stand in lines that only one text has, the texts are too different to go by lines.
const MOST: usize = 1 << 20;

/// A line that is the same in both texts and can be taken for no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its tokens in the old text.
    pub old: Range<usize>,
    /// Its first token in the new text.
    pub new: usize,
}

/// The lines of a text.
struct Lines<'t> {
    tokens: &'t [Token],
    /// The tokens of each.
    ranges: Vec<Range<usize>>,
    /// For each hash of the words of a line, the first line that has it, and whether others have it too.
    by_hash: HashMap<u64, (usize, bool)>,
}

impl<'t> Lines<'t> {
    fn of(text: &str, tokens: &'t [Token]) -> Self {
        let (mut ranges, mut start) = (Vec::new(), 0);
        for (at, pair) in tokens.windows(2).enumerate() {
            let gap = text.get(pair[0].end()..pair[1].start()).unwrap_or_default();
            if gap.contains(['\n', '\r']) {
                ranges.push(start..at + 1);
                start = at + 1;
            }
        }
        if start < tokens.len() {
            ranges.push(start..tokens.len());
        }
        // Shorter ones are neither certain nor like another.
        ranges.retain(|range| range.len() >= SHARED);
        let mut by_hash = HashMap::new();
        for (number, range) in ranges.iter().enumerate() {
            by_hash
                .entry(run_hash(&tokens[range.clone()]))
                .and_modify(|(_, again): &mut (usize, bool)| *again = true)
                .or_insert((number, false));
        }
        Lines { tokens, ranges, by_hash }
    }

    /// Returns the short runs of all lines that `other` has not, `None` if there are too many of them.
    fn only_here(&self, other: &Lines<'_>) -> Option<HashSet<u64>> {
        let lines = self.ranges.iter().filter_map(|range| self.tokens.get(range.clone()));
        let alone: Vec<&[Token]> = lines.filter(|line| !other.by_hash.contains_key(&run_hash(line))).collect();
        let count: usize = alone.iter().map(|line| line.len()).sum();
        (count <= MOST).then(|| alone.into_iter().flat_map(|line| line.windows(SHARED).map(run_hash)).collect())
    }
}

/// Returns the lines that are certain, sorted by their place in the old text.
pub(super) fn certain(old_text: &str, old: &[Token], new_text: &str, new: &[Token]) -> Vec<Line> {
    let (olds, news) = (Lines::of(old_text, old), Lines::of(new_text, new));
    let (Some(gone), Some(came)) = (olds.only_here(&news), news.only_here(&olds)) else { return Vec::new() };
    let mut lines = Vec::new();
    for (hash, (number, again)) in &olds.by_hash {
        let Some((place, false)) = news.by_hash.get(hash).filter(|_| !again) else { continue };
        let (range, place) = (&olds.ranges[*number], &news.ranges[*place]);
        let (line, same) = (&old[range.clone()], &new[place.clone()]);
        let is_same = line.len() == same.len() && line.iter().zip(same).all(|(one, other)| one.hash == other.hash);
        let is_like = |runs: &HashSet<u64>| {
            let shared = line.windows(SHARED).filter(|run| runs.contains(&run_hash(run))).count();
            2 * shared >= line.len() + 1 - SHARED
        };
        if is_same && line.len() >= LONG && !is_like(&gone) && !is_like(&came) {
            lines.push(Line { old: range.clone(), new: place.start });
        }
    }
    lines.sort_unstable_by_key(|line| line.old.start);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::token::tokens;

    const A: &str = "The bridge to the station held through the night, officers said.\n";
    const B: &str = "Kestrel Wire reported on Monday that nobody was hurt in the fire.\n";
    const C: &str = "An aide to the mayor denied that the lower town had been emptied.\n";

    /// The numbers of the lines of `old` that are certain, with the first bytes of their places in `new`.
    fn found(old: &str, new: &str) -> Vec<(usize, usize)> {
        let (olds, news) = (tokens(old), tokens(new));
        let number = |line: &Line| old.get(..olds[line.old.start].start()).map_or(0, |before| before.lines().count());
        certain(old, &olds, new, &news).iter().map(|line| (number(line), news[line.new].start())).collect()
    }

    #[test]
    fn a_line_is_found_wherever_it_went() {
        assert_eq!(found(&[A, B, C].concat(), &[C, A, B].concat().replace('\n', "\r\n")).len(), 3);
        assert_eq!(found(&[A, B, C].concat(), &[C, A].concat()), [(0, C.len()), (2, 0)]);
        assert_eq!(found("Short.\n", "Short.\n"), [], "it may stand there by chance");
    }

    #[test]
    fn a_line_that_stands_twice_or_has_a_double_is_not_certain() {
        assert_eq!(found(&[A, B, B].concat(), &[A, B].concat()), [(0, 0)]);
        assert_eq!(found(&[A, B].concat(), &[B, A, B].concat()), [(0, B.len())]);
        let changed = B.replace("nobody", "no one");
        assert_eq!(found(&[A, B].concat(), &[A, &changed, B].concat()), [(0, 0)], "copied, and the first then changed");
        assert_eq!(found(&[A, B, &changed].concat(), &[A, B].concat()), [(0, 0)], "one gone, and the other corrected");
    }
}
