//! Anchors: short runs of tokens that stand once in the old text and once in the new one.

use crate::compare::token::Token;

/// Of longer texts only a share of the runs is looked at, so that about so many are held in memory.
const HELD: usize = 1 << 20;

/// Returns the places, in the old and in the new text, of the runs of `length` tokens that stand once in each; sorted
/// by the place in the old text.
pub(super) fn anchors(old: &[Token], new: &[Token], length: usize) -> Vec<(usize, usize)> {
    let share = (old.len().max(new.len()) / HELD + 1) as u64;
    let (left, right) = (single(old, length, share), single(new, length, share));
    let mut pairs = Vec::new();
    let mut others = right.iter().peekable();
    for (hash, at) in &left {
        while others.next_if(|(other, _)| other < hash).is_some() {}
        if let Some((_, place)) = others.next_if(|(other, _)| other == hash) {
            let (at, place) = (*at as usize, *place as usize);
            let same = |(one, other): (&Token, &Token)| one.hash == other.hash;
            if old[at..at + length].iter().zip(&new[place..place + length]).all(same) {
                pairs.push((at, place));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Returns the hashes of the runs that stand only once, with their places, sorted.
fn single(tokens: &[Token], length: usize, share: u64) -> Vec<(u64, u32)> {
    let mut runs: Vec<(u64, u32)> = tokens
        .windows(length)
        .map(run_hash)
        .zip(0..)
        // Which runs are left out depends on their words alone, so that both texts leave out the same.
        .filter(|(hash, _)| (hash >> 7) % share == 0)
        .collect();
    runs.sort_unstable();
    let is_single = |at: usize| {
        let differs = |other: Option<&(u64, u32)>| other.is_none_or(|(hash, _)| *hash != runs[at].0);
        differs(at.checked_sub(1).and_then(|before| runs.get(before))) && differs(runs.get(at + 1))
    };
    (0..runs.len()).filter(|&at| is_single(at)).map(|at| runs[at]).collect()
}

/// Returns the hash of the words of `run`, in their order.
pub(super) fn run_hash(run: &[Token]) -> u64 {
    run.iter().fold(0x9E37_79B9_7F4A_7C15, |hash: u64, token| {
        let mixed = (hash ^ u64::from(token.hash)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 29)
    })
}
