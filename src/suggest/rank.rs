//! Ranking: alternatives with their scores, the best first.

/// One of several guesses for a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative<T> {
    /// The guess.
    pub value: T,
    /// How well it fits; only differences mean something.
    pub score: f32,
}

/// Returns the `count` best of `candidates`, each value once, the best first; of equals the one that came first.
pub(super) fn best<T: PartialEq>(mut candidates: Vec<Alternative<T>>, count: usize) -> Vec<Alternative<T>> {
    candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
    let mut chosen: Vec<Alternative<T>> = Vec::new();
    for candidate in candidates {
        if chosen.len() == count {
            break;
        }
        if !chosen.iter().any(|known| known.value == candidate.value) {
            chosen.push(candidate);
        }
    }
    chosen
}
