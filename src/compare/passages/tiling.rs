//! Rows of words that are laid out with tiles: how far two rows agree, and which words are taken.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::compare::word::{Sense, Word};

/// So many words are set beside each other one by one before the rest is looked at as a whole.
const ONE_BY_ONE: usize = 64;

/// The words of a report, marks aside.
pub(super) struct Row<'w> {
    pub words: Vec<&'w Word>,
    /// The number of each word.
    pub plain: Vec<u32>,
    /// How many words before each one say something; one more at the end.
    contents: Vec<u32>,
    /// A number for the words before each one; one more at the end.
    sums: Vec<u64>,
}

/// The prime by which sums are taken, and what each sum is multiplied by.
const PRIME: u64 = (1 << 61) - 1;
const BASE: u64 = 0x0123_4567_89AB_CDEF;

/// Returns the product of two numbers below [`PRIME`], below it again.
fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

impl<'w> Row<'w> {
    pub fn of(words: impl Iterator<Item = &'w Word>) -> Self {
        let words: Vec<&Word> = words.filter(|word| word.sense != Sense::Mark).collect();
        let (mut content, mut contents, mut sum, mut sums) = (0, vec![0], 0, vec![0]);
        for word in &words {
            content += u32::from(word.is_content());
            contents.push(content);
            sum = (times(sum, BASE) + u64::from(word.plain) + 1) % PRIME;
            sums.push(sum);
        }
        let plain = words.iter().map(|word| word.plain).collect();
        Row { words, plain, contents, sums }
    }

    /// Returns how many words in `range` say something.
    pub fn content(&self, range: Range<usize>) -> usize {
        (self.contents[range.end] - self.contents[range.start]) as usize
    }

    /// Returns the bytes from the first word in `range` to the last; it is not empty.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.words[range.start].bytes().start..self.words[range.end - 1].bytes().end
    }

    /// Returns how many words from `a` on are those of `other` from `b` on.
    pub fn agrees(&self, a: usize, other: &Row<'_>, b: usize) -> usize {
        let (left, right) = (&self.plain[a..], &other.plain[b..]);
        let first = left.iter().zip(right).take(ONE_BY_ONE).take_while(|(one, other)| one == other).count();
        if first < ONE_BY_ONE {
            return first;
        }
        // Halves the stretch in which the first difference lies; equal sums are equal words but for a chance of 2^-61 or so.
        let (mut equal, mut differs) = (first, left.len().min(right.len()) + 1);
        while equal + 1 < differs {
            let middle = usize::midpoint(equal, differs);
            let power = power(middle);
            if self.sum(a..a + middle, power) == other.sum(b..b + middle, power) {
                equal = middle;
            } else {
                differs = middle;
            }
        }
        equal
    }

    /// Returns a number for the words in `range`, the same for the same words; `power` is that of their count.
    fn sum(&self, range: Range<usize>, power: u64) -> u64 {
        (self.sums[range.end] + PRIME - times(self.sums[range.start], power)) % PRIME
    }
}

/// Returns [`BASE`] to the power of `count`.
fn power(count: usize) -> u64 {
    let (mut power, mut base, mut rest) = (1, BASE % PRIME, count);
    while rest > 0 {
        if rest % 2 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        rest /= 2;
    }
    power
}

/// Which words of a row are taken: stretches by their first word, each with the word after its last.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Returns the first word from `at` on that is free.
    pub fn next_free(&self, at: usize) -> usize {
        match self.0.range(..=at).next_back() {
            Some((_, end)) if at < *end => *end,
            _ => at,
        }
    }

    /// Returns the first word from `at`, which is free, that is taken.
    pub fn next_taken(&self, at: usize) -> Option<usize> {
        self.0.range(at..).next().map(|(start, _)| *start)
    }

    /// Returns whether no word in `range` is taken.
    pub fn is_free(&self, range: Range<usize>) -> bool {
        range.is_empty()
            || self.next_free(range.start) == range.start
                && self.next_taken(range.start).is_none_or(|at| range.end <= at)
    }

    /// Takes the words in `range`, which are free.
    pub fn take(&mut self, range: Range<usize>) {
        let end = self.0.remove(&range.end).unwrap_or(range.end);
        let before = self.0.range(..range.start).next_back().filter(|(_, end)| **end == range.start);
        let start = before.map_or(range.start, |(start, _)| *start);
        self.0.insert(start, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::word::Numbers;
    use proptest::prelude::*;

    #[test]
    fn rows_agree_as_far_as_their_words_are_the_same() {
        let text = "the dam at Orlec holds ".repeat(60);
        let other = format!("{text} no more");
        let mut numbers = Numbers::default();
        let words = [text.as_str(), other.as_str()].map(|text| numbers.words(text, 0));
        let rows = words.each_ref().map(|words| Row::of(words.iter()));
        assert_eq!((rows[0].agrees(0, &rows[1], 0), rows[0].agrees(5, &rows[1], 0)), (300, 295));
        assert_eq!((rows[0].agrees(0, &rows[1], 299), rows[0].agrees(1, &rows[1], 0)), (0, 0));
        assert_eq!((rows[1].agrees(150, &rows[0], 0), rows[1].agrees(0, &rows[1], 5)), (150, 295));
    }

    proptest! {
        #[test]
        fn what_is_taken_is_told_as_a_row_of_flags_tells_it(ranges in prop::collection::vec((0usize..40, 1usize..8), 0..12)) {
            let (mut taken, mut flags) = (Taken::default(), vec![false; 60]);
            for (start, length) in ranges {
                let range = start..start + length;
                prop_assert_eq!(taken.is_free(range.clone()), !flags[range.clone()].contains(&true));
                if taken.is_free(range.clone()) {
                    flags[range.clone()].fill(true);
                    taken.take(range);
                }
                for at in 0..50 {
                    prop_assert_eq!(taken.next_free(at), (at..60).find(|at| !flags[*at]).expect("the end is free"));
                    if !flags[at] {
                        prop_assert_eq!(taken.next_taken(at), (at..60).find(|at| flags[*at]));
                    }
                }
            }
        }
    }
}
