//! Gaps: what lies between two blocks of the chain, aligned more closely.

use std::ops::Range;

use super::anchor::anchors;
use super::chain::chain;
use super::{Block, Trust, grown};
use crate::compare::token::Token;

/// The length of the runs that anchor a gap.
const RUN: usize = 4;
/// Gaps up to this many tokens on both sides are aligned token by token.
const SMALL: usize = 64;

/// Returns the blocks inside the gap between `old` and `new`, ranges of tokens, in order.
pub(super) fn inside(olds: &[Token], news: &[Token], old: Range<usize>, new: Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = (old.start, new.start);
    for block in anchored(olds, news, &old, &new) {
        blocks.extend(token_by_token(olds, news, at.0..block.old, at.1..block.new));
        at = (block.old_end(), block.new_end());
        blocks.push(block);
    }
    blocks.extend(token_by_token(olds, news, at.0..old.end, at.1..new.end));
    blocks
}

/// Returns the blocks around the short runs that stand once on each side of the gap, in the same order there.
fn anchored(olds: &[Token], news: &[Token], old: &Range<usize>, new: &Range<usize>) -> Vec<Block> {
    let (left, right) = (&olds[old.clone()], &news[new.clone()]);
    if left.len() < RUN || right.len() < RUN {
        return Vec::new();
    }
    let blocks = grown(left, right, &anchors(left, right, RUN));
    let chosen = chain(&blocks);
    let mut end = (0_usize, 0_usize);
    let mut kept = Vec::new();
    for (block, _) in blocks.into_iter().zip(chosen).filter(|(_, chosen)| *chosen) {
        // Blocks grow into each other where words are repeated; the first one keeps them.
        let cut = end.0.saturating_sub(block.old).max(end.1.saturating_sub(block.new));
        if cut < block.len {
            let len = block.len - cut;
            end = (block.old + block.len, block.new + block.len);
            kept.push(Block { old: old.start + block.old + cut, new: new.start + block.new + cut, len, ..block });
        }
    }
    kept
}

/// Returns the longest common subsequence of a small gap as blocks; nothing for a large one.
fn token_by_token(olds: &[Token], news: &[Token], old: Range<usize>, new: Range<usize>) -> Vec<Block> {
    if old.is_empty() || new.is_empty() || old.len() > SMALL || new.len() > SMALL {
        return Vec::new();
    }
    let (left, right) = (&olds[old.clone()], &news[new.clone()]);
    let width = right.len() + 1;
    // The longest subsequence of what is left from each pair of places on.
    let mut longest = vec![0_u16; (left.len() + 1) * width];
    for at in (0..left.len()).rev() {
        for place in (0..right.len()).rev() {
            longest[at * width + place] = if left[at].hash == right[place].hash {
                longest[(at + 1) * width + place + 1] + 1
            } else {
                longest[(at + 1) * width + place].max(longest[at * width + place + 1])
            };
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    let (mut at, mut place) = (0, 0);
    while at < left.len() && place < right.len() {
        if left[at].hash == right[place].hash {
            let here = (old.start + at, new.start + place);
            match blocks.last_mut().filter(|block| (block.old + block.len, block.new + block.len) == here) {
                Some(block) => block.len += 1,
                None => blocks.push(Block { old: here.0, new: here.1, len: 1, trust: Trust::Weak }),
            }
            (at, place) = (at + 1, place + 1);
        } else if longest[(at + 1) * width + place] >= longest[at * width + place + 1] {
            at += 1;
        } else {
            place += 1;
        }
    }
    blocks
}
