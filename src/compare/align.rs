//! Alignment: which stretches of an old text stand where in a new one.
//!
//! Runs of words that stand once in each text are anchors. Each grows to a block, as far as both texts agree. The
//! heaviest choice of blocks in one order is the chain; large whole blocks outside it were moved. The gaps of the chain
//! are aligned more closely. Where blocks grow over the same words, because these are repeated around something that
//! went or came, nobody can say which of them stayed: such words are contested.
//!
//! The work grows with n log n of the tokens, whatever the texts.

mod anchor;
mod chain;
mod gap;

use std::collections::HashMap;
use std::ops::Range;

use self::anchor::anchors;
use self::chain::chain;
use super::token::{Token, tokens};

/// The length of the runs that anchor the whole texts.
const RUN: usize = 8;
/// A block of the chain with fewer tokens is weak.
const STRONG: usize = 6;
/// A moved block with this many tokens of its own needs not be whole lines.
const LARGE: usize = 24;
/// What stands this near the end of a block may have come there by chance.
const EDGE: usize = 4;
/// Beyond an edge no more tokens than this are looked at.
const FAR: usize = 2048;
/// Around what stands in a weak block, both texts may differ in this many tokens at a time.
const TYPO: usize = 3;
/// What stands in a weak block must be the only one of its kind among so many tokens before and after it.
const NEAR: usize = 16;

/// How far a block is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It has its place among what stayed.
    Kept,
    /// It is large or whole, and stands elsewhere now.
    Moved,
    /// It is a few words between two changes.
    Weak,
}

/// A stretch of tokens that stands in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// The first token in the old text.
    pub old: usize,
    /// The first token in the new text.
    pub new: usize,
    /// How many tokens it has.
    pub len: usize,
    /// How far it is trusted.
    pub trust: Trust,
}

impl Block {
    fn old_end(&self) -> usize {
        self.old + self.len
    }

    fn new_end(&self) -> usize {
        self.new + self.len
    }

    /// Returns whether it holds all of `tokens` of the old text.
    fn holds(&self, tokens: &Range<usize>) -> bool {
        self.old <= tokens.start && tokens.end <= self.old_end()
    }
}

/// Where some tokens of the old text stand in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// They stand here and nowhere else: the first token in the new text.
    Here(usize),
    /// They could be the ones that begin at these tokens, but others could be as well.
    Contested(Vec<usize>),
    /// No place fits all of them.
    Nowhere,
}

/// The alignment of two texts.
pub(super) struct Alignment {
    pub old: Vec<Token>,
    pub new: Vec<Token>,
    /// Sorted by their place in the old text.
    blocks: Vec<Block>,
    /// For each block, which of its tokens in the old text another one claims too.
    contested: Vec<Vec<Range<usize>>>,
    /// The places of the strong blocks in the new text, sorted.
    news: Vec<Range<usize>>,
}

impl Alignment {
    /// Aligns two texts.
    pub fn of(old_text: &str, new_text: &str) -> Self {
        let (old, new) = (tokens(old_text), tokens(new_text));
        let mut blocks = grown(&old, &new, &anchors(&old, &new, RUN));
        blocks.extend(ends(&old, &new, &blocks));
        blocks.sort_unstable_by_key(|block| (block.old, block.new));
        let chosen = chain(&blocks);
        let contested = contested(&blocks);
        let lines = |block: &Block| {
            let broken = |text: &str, tokens: &[Token], at: usize| {
                let before = at.checked_sub(1).map_or(0, |before| tokens[before].end());
                let after = tokens.get(at).map_or(text.len(), |token| token.start());
                after == text.len()
                    || before == 0
                    || text.get(before..after).is_some_and(|gap| gap.contains(['\n', '\r']))
            };
            let both =
                |shift: usize| broken(old_text, &old, block.old + shift) && broken(new_text, &new, block.new + shift);
            let near = EDGE.min(block.len / 2);
            (0..=near).any(both) && (block.len - near..=block.len).any(both)
        };
        let mut kept = Vec::new();
        for ((block, chosen), claims) in blocks.iter().zip(chosen).zip(contested) {
            let own = block.len.saturating_sub(claims.iter().map(Range::len).sum());
            let whole = block.old == 0 && block.new == 0 && block.len == old.len().max(new.len());
            let moved = own >= LARGE || own >= RUN && own * 2 >= block.len && lines(block);
            match chosen {
                true if block.len >= STRONG || whole => kept.push(Block { trust: Trust::Kept, ..*block }),
                true => kept.push(Block { trust: Trust::Weak, ..*block }),
                false if moved => kept.push(Block { trust: Trust::Moved, ..*block }),
                false => {}
            }
        }
        Alignment::with(old, new, kept)
    }

    /// Adds what stands in the gaps of the chain to `blocks`.
    fn with(old: Vec<Token>, new: Vec<Token>, mut blocks: Vec<Block>) -> Self {
        let mut at = (0, 0);
        let mut more = Vec::new();
        let kept =
            blocks.iter().filter(|block| block.trust != Trust::Moved).map(|block| (*block, block.old, block.new));
        let last = Block { old: old.len(), new: new.len(), len: 0, trust: Trust::Weak };
        for (block, start, place) in kept.chain([(last, old.len(), new.len())]) {
            if at.0 < start && at.1 < place {
                more.extend(gap::inside(&old, &new, at.0..start, at.1..place));
            }
            at = (block.old_end(), block.new_end());
        }
        let trust = |block: Block| if block.len < STRONG { Trust::Weak } else { Trust::Kept };
        blocks.extend(more.into_iter().map(|block| Block { trust: trust(block), ..block }));
        blocks.sort_unstable_by_key(|block| (block.old, block.new));
        let contested = contested(&blocks);
        let strong = blocks.iter().filter(|block| block.trust != Trust::Weak);
        let mut news: Vec<_> = strong.map(|block| block.new..block.new_end()).collect();
        news.sort_unstable_by_key(|range| range.start);
        Alignment { old, new, blocks, contested, news }
    }

    /// Returns where `tokens` of the old text stand in the new one.
    pub fn find(&self, tokens: &Range<usize>) -> Found {
        let holding: Vec<usize> = self.around(tokens).filter(|&at| self.blocks[at].holds(tokens)).collect();
        let place = |at: usize| self.blocks[at].new + tokens.start - self.blocks[at].old;
        let strong: Vec<usize> = holding.iter().copied().filter(|&at| self.blocks[at].trust != Trust::Weak).collect();
        let sure = match strong.as_slice() {
            [] => holding.first().copied().filter(|&at| self.is_sure_between_changes(at, tokens)),
            [at] => Some(*at).filter(|&at| self.is_sure_in(at, tokens)),
            _ => None,
        };
        match sure {
            Some(at) => Found::Here(place(at)),
            None if holding.is_empty() => Found::Nowhere,
            None => Found::Contested(holding.into_iter().map(place).collect()),
        }
    }

    /// Returns the token of the new text that token `at` of the old one became, as far as that is known.
    pub fn new_of(&self, at: usize) -> Option<usize> {
        let holding = self.around(&(at..at + 1)).map(|at| &self.blocks[at]).filter(|block| block.holds(&(at..at + 1)));
        let best = holding.min_by_key(|block| (block.trust == Trust::Moved, std::cmp::Reverse(block.len)));
        best.map(|block| block.new + at - block.old)
    }

    /// Returns about where token `at` of the old text would stand in the new one.
    pub fn near(&self, at: usize) -> usize {
        let end = self.blocks.partition_point(|block| block.old <= at);
        let known = self.blocks[..end].iter().rev().find(|block| block.trust != Trust::Moved);
        known.map_or(0, |block| (block.new + at - block.old).min(block.new_end())).min(self.new.len())
    }

    /// Returns the numbers of the blocks that may share a token with `tokens`.
    fn around(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let end = self.blocks.partition_point(|block| block.old < tokens.end);
        // No more than a few blocks lie over each other: each has a run of its own that stands nowhere else.
        let start = tokens.start;
        (end.saturating_sub(8)..end).filter(move |&at| self.blocks[at].old_end() > start)
    }

    /// Returns whether `tokens` in strong block `at` can be taken for no others.
    fn is_sure_in(&self, at: usize, tokens: &Range<usize>) -> bool {
        let block = &self.blocks[at];
        let contested = |claim: &Range<usize>| claim.start <= tokens.start && tokens.end <= claim.end;
        if self.contested[at].iter().any(contested) {
            return false;
        }
        let strong = |other: &&Block| other.trust != Trust::Weak;
        if tokens.start - block.old < EDGE {
            let before = self.blocks[..at].iter().rev().find(strong).map_or(0, Block::old_end);
            let place = self.news.partition_point(|range| range.start < block.new);
            let new_before = self.news[..place].last().map_or(0, |range| range.end);
            if self.comes_again(tokens, before..block.old, new_before..block.new, true) {
                return false;
            }
        }
        if block.old_end() - tokens.end < EDGE {
            let after = self.blocks[at + 1..].iter().find(strong).map_or(self.old.len(), |next| next.old);
            let place = self.news.partition_point(|range| range.start <= block.new);
            let new_after = self.news.get(place).map_or(self.new.len(), |range| range.start);
            return !self.comes_again(tokens, block.old_end()..after, block.new_end()..new_after, false);
        }
        true
    }

    /// Returns whether one text in exchange for another lies at an edge, and `tokens` stand in either once more. Where
    /// something only went or only came, what is contested is known.
    fn comes_again(&self, tokens: &Range<usize>, old: Range<usize>, new: Range<usize>, before: bool) -> bool {
        if old.is_empty() || new.is_empty() {
            return false;
        }
        let near = |range: Range<usize>| {
            if before {
                range.start.max(range.end.saturating_sub(FAR))..range.end
            } else {
                range.start..range.end.min(range.start + FAR)
            }
        };
        let words = &self.old[tokens.clone()];
        count(&self.old[near(old)], words) + count(&self.new[near(new)], words) > 0
    }

    /// Returns whether `tokens` in weak block `at`, between two changes, can be taken for no others.
    fn is_sure_between_changes(&self, at: usize, tokens: &Range<usize>) -> bool {
        let block = &self.blocks[at];
        let chained = |other: &&Block| other.trust != Trust::Moved;
        let before = self.blocks[..at].iter().rev().find(chained).map_or((0, 0), |b| (b.old_end(), b.new_end()));
        let ends = (self.old.len(), self.new.len());
        let after = self.blocks[at + 1..].iter().find(chained).map_or(ends, |next| (next.old, next.new));
        let small = |from: usize, to: usize| from <= to && to - from <= TYPO;
        let alone = |all: &[Token], start: usize| {
            let near = start.saturating_sub(NEAR)..(start + tokens.len() + NEAR).min(all.len());
            count(&all[near], &self.old[tokens.clone()]) == 1
        };
        small(before.0, block.old)
            && small(before.1, block.new)
            && small(block.old_end(), after.0)
            && small(block.new_end(), after.1)
            && alone(&self.old, tokens.start)
            && alone(&self.new, block.new + tokens.start - block.old)
    }
}

/// Returns how often `words` stand among `tokens`.
fn count(tokens: &[Token], words: &[Token]) -> usize {
    let same = |run: &&[Token]| run.iter().zip(words).all(|(one, other)| one.hash == other.hash);
    tokens.windows(words.len().max(1)).filter(same).count()
}

/// Returns the blocks that grow from `anchors`, pairs of places sorted by the first.
fn grown(old: &[Token], new: &[Token], anchors: &[(usize, usize)]) -> Vec<Block> {
    let mut ends: HashMap<usize, usize> = HashMap::new();
    let mut blocks = Vec::new();
    for &(at, place) in anchors {
        let end = ends.entry(at.wrapping_sub(place)).or_default();
        if at < *end {
            continue;
        }
        let back = old[..at].iter().rev().zip(new[..place].iter().rev());
        let back = back.take_while(|(one, other)| one.hash == other.hash).count();
        let len = back + agreeing(&old[at..], &new[place..]);
        let block = Block { old: at - back, new: place - back, len, trust: Trust::Weak };
        *end = block.old_end();
        blocks.push(block);
    }
    blocks
}

/// Returns on how many tokens both agree from their begin.
fn agreeing(old: &[Token], new: &[Token]) -> usize {
    old.iter().zip(new).take_while(|(one, other)| one.hash == other.hash).count()
}

/// Returns the blocks at the begin and the end of both texts that are not among `blocks`.
fn ends(old: &[Token], new: &[Token], blocks: &[Block]) -> Vec<Block> {
    let front = agreeing(old, new);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one.hash == other.hash).count();
    let front = Block { old: 0, new: 0, len: front, trust: Trust::Weak };
    let back = Block { old: old.len() - back, new: new.len() - back, len: back, trust: Trust::Weak };
    let known = |block: &Block| blocks.iter().any(|other| (other.old, other.new) == (block.old, block.new));
    let mut ends = Vec::new();
    for block in [front, back] {
        if block.len > 0 && !known(&block) && !ends.contains(&block) {
            ends.push(block);
        }
    }
    ends
}

/// Returns for each of `blocks`, sorted by their place in the old text, the tokens there that another strong one claims
/// too, in the old text or in the new one.
fn contested(blocks: &[Block]) -> Vec<Vec<Range<usize>>> {
    let mut contested = vec![Vec::new(); blocks.len()];
    let strong = |at: &usize| blocks[*at].len >= STRONG;
    let by_old: Vec<usize> = (0..blocks.len()).filter(strong).collect();
    let mut by_new = by_old.clone();
    by_new.sort_unstable_by_key(|&at| blocks[at].new);
    for (order, start) in [(by_old, (|block: &Block| block.old) as fn(&Block) -> usize), (by_new, |block| block.new)] {
        for (nth, &at) in order.iter().enumerate() {
            let (block, end) = (&blocks[at], start(&blocks[at]) + blocks[at].len);
            for &next in order[nth + 1..].iter().take(8).take_while(|&&next| start(&blocks[next]) < end) {
                let (from, to) = (start(&blocks[next]), end.min(start(&blocks[next]) + blocks[next].len));
                for (block, at) in [(block, at), (&blocks[next], next)] {
                    let shift = from - start(block);
                    contested[at].push(block.old + shift..block.old + shift + (to - from));
                }
            }
        }
    }
    contested
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "The bridge to the station held through the night, officers said.\n";
    const B: &str = "Kestrel Wire reported on Monday that nobody was hurt in the fire.\n";
    const C: &str = "An aide to the mayor denied that the lower town had been emptied.\n";

    /// Returns where each word `word` of `old` is found in `new`, as bytes.
    fn found(old: &str, new: &str, word: &str) -> Vec<Option<usize>> {
        let alignment = Alignment::of(old, new);
        let of = |at: usize| match alignment.find(&(at..at + 1)) {
            Found::Here(place) => Some(alignment.new[place].start()),
            Found::Contested(_) | Found::Nowhere => None,
        };
        let is = |at: &usize| old.get(alignment.old[*at].bytes()) == Some(word);
        (0..alignment.old.len()).filter(is).map(of).collect()
    }

    #[test]
    fn what_stays_what_moves_and_what_goes() {
        let (abc, acb) = ([A, B, C].concat(), [A, C, B].concat());
        assert_eq!(found(&abc, &acb, "Kestrel"), [Some(A.len() + C.len())]);
        assert_eq!(found(&abc, &acb, "mayor"), [acb.find("mayor")]);
        assert_eq!(found(&abc, &[A, C].concat(), "Kestrel"), [None]);
        assert_eq!(found(&abc, &[A, C].concat(), "mayor"), [Some(A.len() + 15)]);
        assert_eq!(found(A, A, "the"), [Some(14), Some(39)]);
        assert_eq!(found("go go", "go go", "go"), [Some(0), Some(3)]);
        assert_eq!(found("", A, "the"), []);
        assert_eq!(found(A, "", "night"), [None]);
    }

    #[test]
    fn which_of_two_equal_paragraphs_went_is_not_guessed() {
        assert_eq!(found(&[A, B, B, C].concat(), &[A, B, C].concat(), "Kestrel"), [None, None]);
        assert_eq!(found(&[A, B, C].concat(), &[A, B, B, C].concat(), "Kestrel"), [None]);
        let parted = [A, B, C, B].concat();
        assert_eq!(found(&parted, &[A, C, B].concat(), "Kestrel"), [None, Some(A.len() + C.len())]);
    }

    #[test]
    fn a_sentence_that_was_copied_and_then_corrected_is_no_move() {
        let old = [A, B, C].concat();
        let new = [A, &B.replace("nobody", "no one"), C, B].concat();
        assert_eq!(found(&old, &new, "Kestrel"), [Some(A.len())]);
        assert_eq!(found(&old, &new, "nobody"), [None]);
    }

    #[test]
    fn words_between_two_slips_of_the_pen_are_found() {
        let new = A.replace("station", "sation").replace("through", "thru");
        assert_eq!(found(A, &new, "held"), [new.find("held")]);
        let rewritten = "The night was calm, and the bridge held.\n";
        assert_eq!(found(A, rewritten, "held"), [None]);
    }
}
