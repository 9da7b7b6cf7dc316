//! What two rows of words have in common in one order: a longest common subsequence, and for long rows one that is as good
//! as the words that stand once in both make it.

use std::collections::HashMap;
use std::ops::Range;

/// Up to so many cells are looked at for one longest common subsequence.
const CELLS: usize = 1 << 20;

/// Returns places of equal words in `a` and `b`, both rising.
///
/// Short rows have as many in common as is possible. Long ones are parted first at words, or else at three words in a row,
/// that stand once in both; where there is none, a long stretch counts as different throughout.
#[must_use]
pub fn common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut waiting = vec![(0..a.len(), 0..b.len())];
    while let Some((left, right)) = waiting.pop() {
        let (left, right) = equal_ends(a, b, left, right, &mut found);
        if left.is_empty() || right.is_empty() {
            continue;
        }
        if (left.len() + 1) * (right.len() + 1) <= CELLS {
            let pairs = longest(&a[left.clone()], &b[right.clone()]);
            found.extend(pairs.into_iter().map(|(i, j)| (left.start + i, right.start + j)));
            continue;
        }
        let anchors = [1, 3].into_iter().map(|length| anchors(a, b, &left, &right, length)).find(|all| !all.is_empty());
        let anchors = anchors.unwrap_or_default();
        let (mut from_a, mut from_b) = (left.start, right.start);
        for &(at_a, at_b) in &anchors {
            waiting.push((from_a..at_a, from_b..at_b));
            found.push((at_a, at_b));
            (from_a, from_b) = (at_a + 1, at_b + 1);
        }
        if !anchors.is_empty() {
            waiting.push((from_a..left.end, from_b..right.end));
        }
    }
    found.sort_unstable();
    found
}

/// Takes what is equal at both ends of two rows, and returns what is left between.
fn equal_ends(
    a: &[u32],
    b: &[u32],
    mut left: Range<usize>,
    mut right: Range<usize>,
    found: &mut Vec<(usize, usize)>,
) -> (Range<usize>, Range<usize>) {
    while !left.is_empty() && !right.is_empty() && a[left.start] == b[right.start] {
        found.push((left.start, right.start));
        left.start += 1;
        right.start += 1;
    }
    while !left.is_empty() && !right.is_empty() && a[left.end - 1] == b[right.end - 1] {
        left.end -= 1;
        right.end -= 1;
        found.push((left.end, right.end));
    }
    (left, right)
}

/// Returns the first places of runs of `length` words that stand once in both rows, as many as keep their order.
fn anchors(a: &[u32], b: &[u32], left: &Range<usize>, right: &Range<usize>, length: usize) -> Vec<(usize, usize)> {
    let mut once: HashMap<&[u32], [Option<usize>; 2]> = HashMap::new();
    let mut twice: std::collections::HashSet<&[u32]> = std::collections::HashSet::new();
    for (side, words, range) in [(0, a, left), (1, b, right)] {
        for (at, run) in words[range.clone()].windows(length).enumerate() {
            if once.entry(run).or_default()[side].replace(range.start + at).is_some() {
                twice.insert(run);
            }
        }
    }
    let both = once.iter().filter(|(run, _)| !twice.contains(*run));
    let mut pairs: Vec<(usize, usize)> = both.filter_map(|(_, [a, b])| Some(((*a)?, (*b)?))).collect();
    pairs.sort_unstable();
    rising(&pairs)
}

/// Returns the most of `pairs`, which rise on the left, that rise on the right too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends such a row with the smallest right place, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, right)) in pairs.iter().enumerate() {
        let place = ends.partition_point(|end| pairs[*end].1 < *right);
        before.push(place.checked_sub(1).map(|last| ends[last]));
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        found.push(pairs[at]);
        next = before[at];
    }
    found.reverse();
    found
}

/// Returns the pairs of a longest common subsequence.
fn longest(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let columns = b.len() + 1;
    let mut lengths = vec![0u32; (a.len() + 1) * columns];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * columns + j] = if a[i] == b[j] {
                lengths[(i + 1) * columns + j + 1] + 1
            } else {
                lengths[(i + 1) * columns + j].max(lengths[i * columns + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * columns + j] >= lengths[i * columns + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_rows_are_parted_where_words_stand_once() {
        let a: Vec<u32> = (0..5000).map(|at| if at % 3 == 0 { 9999 } else { at }).collect();
        let mut b = a.clone();
        b.drain(100..200);
        b[3000] = 77_777;
        let found = common(&a, &b);
        assert_eq!(found.len(), 5000 - 100 - 1);
        assert!(found.iter().all(|(i, j)| a[*i] == b[*j]));
    }

    #[test]
    fn what_repeats_without_end_is_not_looked_at_for_ever() {
        let (a, b): (Vec<u32>, Vec<u32>) =
            ((0..50_000).map(|at| at % 2).collect(), (0..50_000).map(|at| at / 2 % 2).collect());
        let found = common(&a, &b);
        assert!(found.iter().all(|(i, j)| a[*i] == b[*j]));
    }

    proptest! {
        #[test]
        fn the_places_rise_and_the_words_are_equal(a in prop::collection::vec(0u32..6, 0..60), b in prop::collection::vec(0u32..6, 0..60)) {
            let found = common(&a, &b);
            prop_assert!(found.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            prop_assert!(found.iter().all(|(i, j)| a[*i] == b[*j]));
            prop_assert_eq!(found.len(), longest(&a, &b).len());
        }
    }
}
