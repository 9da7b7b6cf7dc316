//! The chain: the heaviest choice of blocks that stand in the same order in both texts.

use super::Block;

/// Returns for each of `blocks` whether it is in the chain. The work grows with n log n.
pub(super) fn chain(blocks: &[Block]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_unstable_by_key(|&at| (blocks[at].old, std::cmp::Reverse(blocks[at].new)));
    let mut places: Vec<usize> = blocks.iter().map(|block| block.new).collect();
    places.sort_unstable();
    places.dedup();
    let mut best = Best { tree: vec![(0, usize::MAX); places.len() + 1] };
    let mut before = vec![usize::MAX; blocks.len()];
    let mut last = (0, usize::MAX);
    for at in order {
        let rank = places.partition_point(|&place| place < blocks[at].new);
        let (weight, previous) = best.below(rank);
        before[at] = previous;
        let entry = (weight + blocks[at].len, at);
        best.enter(rank, entry);
        if entry.0 > last.0 {
            last = entry;
        }
    }
    let mut chosen = vec![false; blocks.len()];
    let mut at = last.1;
    while let Some(mark) = chosen.get_mut(at) {
        *mark = true;
        at = before[at];
    }
    chosen
}

/// The heaviest chain that ends below each rank: a Fenwick tree (1994) of maxima.
struct Best {
    tree: Vec<(usize, usize)>,
}

impl Best {
    fn below(&self, rank: usize) -> (usize, usize) {
        let mut best = (0, usize::MAX);
        let mut at = rank;
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            at &= at - 1;
        }
        best
    }

    fn enter(&mut self, rank: usize, entry: (usize, usize)) {
        let mut at = rank + 1;
        while at < self.tree.len() {
            if entry.0 > self.tree[at].0 {
                self.tree[at] = entry;
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::align::Trust;

    fn blocks(places: &[(usize, usize, usize)]) -> Vec<Block> {
        let block = |&(old, new, len)| Block { old, new, len, trust: Trust::Kept };
        places.iter().map(block).collect()
    }

    #[test]
    fn the_heavier_of_two_that_cross_stays() {
        assert_eq!(chain(&blocks(&[(0, 0, 5), (5, 20, 9), (14, 5, 15), (30, 30, 1)])), [true, false, true, true]);
        assert_eq!(chain(&blocks(&[(0, 5, 2), (0, 0, 1)])), [true, false]);
        assert!(chain(&[]).is_empty());
    }
}
