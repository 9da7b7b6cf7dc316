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
mod line;

use std::collections::HashMap;
use std::ops::Range;

use self::anchor::anchors;
use self::chain::chain;
use self::line::Line;
use super::token::{Token, tokens};

/// The length of the runs that anchor the whole texts.
const RUN: usize = 8;
/// A block of the chain with fewer tokens is weak.
const STRONG: usize = 6;
/// A moved block with this many tokens of its own needs not be whole lines.
const LARGE: usize = 24;
/// What stands this near the end of a block may agree by chance, if one text is exchanged for another there.
const EDGE: usize = RUN;
/// Beyond an edge no more tokens than this are looked at.
const FAR: usize = 512;
/// A moved block need not begin and end with a line to the token: it may have grown so far by chance.
const LOOSE: usize = 4;
/// Where no more tokens than this are exchanged for others, only these were changed, and not what is around them.
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
    /// It stands elsewhere and may be there by chance, or be a copy.
    Doubtful,
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

    /// Returns whether what stands in it may be carried on its word alone.
    fn is_strong(&self) -> bool {
        matches!(self.trust, Trust::Kept | Trust::Moved)
    }

    /// Returns whether it stands in the same order in both texts as all others of the chain.
    fn is_chained(&self) -> bool {
        matches!(self.trust, Trust::Kept | Trust::Weak)
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
    /// The lines that can be taken for no others, sorted by their place in the old text.
    lines: Vec<Line>,
}

/// An edge of a block as words in it see it.
struct Edge {
    /// The words and all that stands between them and the edge, in the old text.
    words: Range<usize>,
    /// Whether they stand near it.
    near: bool,
    /// What lies beyond it in the old text, as far as the next block.
    old: Range<usize>,
    /// What lies beyond it in the new text.
    new: Range<usize>,
}

impl Alignment {
    /// Aligns two texts.
    pub fn of(old_text: &str, new_text: &str) -> Self {
        let (old, new) = (tokens(old_text), tokens(new_text));
        let mut blocks = grown(&old, &new, &anchors(&old, &new, RUN));
        blocks.extend(ends(&old, &new, &blocks));
        blocks.sort_unstable_by_key(|block| (block.old, block.new));
        let chosen = chain(&blocks);
        let contested = contested(&blocks, |_| true);
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
            let near = LOOSE.min(block.len / 2);
            (0..=near).any(both) && (block.len - near..=block.len).any(both)
        };
        let mut kept = Vec::new();
        for ((block, chosen), claims) in blocks.iter().zip(chosen).zip(contested) {
            let own = block.len.saturating_sub(claims.iter().map(Range::len).sum());
            // What the texts begin or end with has a place without being long: only its other edge is in doubt.
            let end = block.old == 0 && block.new == 0 || block.old_end() == old.len() && block.new_end() == new.len();
            let moved = own >= LARGE || own >= RUN && own * 2 >= block.len && lines(block);
            match chosen {
                true if block.len >= STRONG || end => kept.push(Block { trust: Trust::Kept, ..*block }),
                true => kept.push(Block { trust: Trust::Weak, ..*block }),
                false if moved => kept.push(Block { trust: Trust::Moved, ..*block }),
                false => kept.push(Block { trust: Trust::Doubtful, ..*block }),
            }
        }
        let lines = line::certain(old_text, &old, new_text, &new);
        Alignment::with(old, new, kept, lines)
    }

    /// Adds what stands in the gaps of the chain to `blocks`.
    fn with(old: Vec<Token>, new: Vec<Token>, mut blocks: Vec<Block>, lines: Vec<Line>) -> Self {
        let mut at = (0, 0);
        let mut more = Vec::new();
        let kept = blocks.iter().filter(|block| block.is_chained()).map(|block| (*block, block.old, block.new));
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
        let contested = contested(&blocks, |block| block.trust != Trust::Weak);
        let strong = blocks.iter().filter(|block| block.is_strong());
        let mut news: Vec<_> = strong.map(|block| block.new..block.new_end()).collect();
        news.sort_unstable_by_key(|range| range.start);
        Alignment { old, new, blocks, contested, news, lines }
    }

    /// Returns where `tokens` of the old text stand in the new one.
    pub fn find(&self, tokens: &Range<usize>) -> Found {
        let line = self.lines.get(self.lines.partition_point(|line| line.old.end <= tokens.start));
        if let Some(line) = line.filter(|line| line.old.start <= tokens.start && tokens.end <= line.old.end) {
            return Found::Here(line.new + tokens.start - line.old.start);
        }
        let holding: Vec<usize> = self.around(tokens).filter(|&at| self.blocks[at].holds(tokens)).collect();
        let place = |at: usize| self.blocks[at].new + tokens.start - self.blocks[at].old;
        let strong: Vec<usize> = holding.iter().copied().filter(|&at| self.blocks[at].is_strong()).collect();
        let sure = match (strong.as_slice(), holding.as_slice()) {
            ([at], _) => Some(*at).filter(|&at| self.is_sure_in(at, tokens)),
            ([], [at]) => Some(*at).filter(|&at| self.is_sure_between_changes(at, tokens)),
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
        let best = holding.min_by_key(|block| (!block.is_chained(), std::cmp::Reverse(block.len)));
        best.map(|block| block.new + at - block.old)
    }

    /// Returns about where token `at` of the old text would stand in the new one.
    pub fn near(&self, at: usize) -> usize {
        let end = self.blocks.partition_point(|block| block.old <= at);
        let known = self.blocks[..end].iter().rev().find(|block| block.is_chained());
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
        let contested = |claim: &Range<usize>| claim.start < tokens.end && tokens.start < claim.end;
        if self.contested[at].iter().any(contested) {
            return false;
        }
        let strong = |other: &&Block| other.is_strong();
        let before = self.blocks[..at].iter().rev().find(strong).map_or(0, Block::old_end);
        let place = self.news.partition_point(|range| range.start < block.new);
        let new_before = self.news[..place].last().map_or(0, |range| range.end);
        let after = self.blocks[at + 1..].iter().find(strong).map_or(self.old.len(), |next| next.old);
        let new_after = self.news[place..].iter().find(|range| range.start > block.new);
        let new_after = new_after.map_or(self.new.len(), |range| range.start);
        let from_start = Edge {
            words: block.old..tokens.end,
            near: tokens.start - block.old < EDGE,
            old: before..block.old,
            new: new_before..block.new,
        };
        let to_end = Edge {
            words: tokens.start..block.old_end(),
            near: block.old_end() - tokens.end < EDGE,
            old: block.old_end()..after,
            new: block.new_end()..new_after,
        };
        !self.is_by_chance(&from_start) && !self.is_by_chance(&to_end)
    }

    /// Returns whether words at an edge of a block may agree by chance: near one where a stretch was exchanged for another, or
    /// where all of them up to the edge stand once more in what went or came there.
    fn is_by_chance(&self, edge: &Edge) -> bool {
        let exchanged = !edge.old.is_empty() && !edge.new.is_empty() && edge.old.len().max(edge.new.len()) > TYPO;
        if edge.near && exchanged {
            return true;
        }
        let words = &self.old[edge.words.clone()];
        let again = |all: &[Token], gap: &Range<usize>| {
            // The nearer end of the gap is the one that counts; where it lies is not worth a distinction.
            let (start, end) = (gap.start, gap.end.max(gap.start));
            let near = [start..end.min(start + FAR), end.saturating_sub(FAR).max(start)..end];
            near.into_iter().any(|part| count(&all[part], words) > 0)
        };
        words.len() <= FAR && (again(&self.old, &edge.old) || again(&self.new, &edge.new))
    }

    /// Returns whether `tokens` in weak block `at`, between two changes, can be taken for no others.
    fn is_sure_between_changes(&self, at: usize, tokens: &Range<usize>) -> bool {
        let block = &self.blocks[at];
        if !block.is_chained() {
            return false;
        }
        let kept = |other: &&Block| other.trust == Trust::Kept;
        let weak = |other: &&Block| other.trust == Trust::Weak;
        let before = self.blocks[..at].iter().rposition(|other| kept(&other));
        let after = self.blocks[at..].iter().position(|other| kept(&other)).map_or(self.blocks.len(), |next| at + next);
        let start = before.map_or((0, 0), |before| (self.blocks[before].old_end(), self.blocks[before].new_end()));
        let ends = (self.old.len(), self.new.len());
        let end = self.blocks.get(after).map_or(ends, |next| (next.old, next.new));
        let agreed: usize = self.blocks[before.map_or(0, |at| at + 1)..after].iter().filter(weak).map(|b| b.len).sum();
        let few = |from: usize, to: usize| to.saturating_sub(from).saturating_sub(agreed) <= TYPO;
        let alone = |all: &[Token], start: usize| {
            let near = start.saturating_sub(NEAR)..(start + tokens.len() + NEAR).min(all.len());
            count(&all[near], &self.old[tokens.clone()]) == 1
        };
        few(start.0, end.0)
            && few(start.1, end.1)
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

/// Returns for each of `blocks`, sorted by their place in the old text, the tokens there that another one claims too, in
/// the old text or in the new one. Only those for which `claims` holds are looked at.
fn contested(blocks: &[Block], claims: impl Fn(&Block) -> bool) -> Vec<Vec<Range<usize>>> {
    let mut contested = vec![Vec::new(); blocks.len()];
    let by_old: Vec<usize> = (0..blocks.len()).filter(|&at| claims(&blocks[at])).collect();
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
    fn a_sentence_that_was_copied_and_then_corrected_is_asked_about() {
        let old = [A, B, C].concat();
        let new = [A, &B.replace("nobody", "no one"), C, B].concat();
        assert_eq!(found(&old, &new, "Kestrel"), [None]);
        assert_eq!(found(&old, &new, "nobody"), [None]);
        assert_eq!(found(&old, &new, "aide"), [new.find("aide")]);
    }

    #[test]
    fn words_between_two_slips_of_the_pen_are_found() {
        let new = A.replace("station", "sation").replace("through", "thru");
        assert_eq!(found(A, &new, "held"), [new.find("held")]);
        let rewritten = "The night was calm, and the bridge held.\n";
        assert_eq!(found(A, rewritten, "held"), [None]);
    }
}
