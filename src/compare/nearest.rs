//! Which sentences of the other report are nearest to each one, without setting every one beside every other.
//!
//! Candidates share a stem that few sentences have, or are the same word for word; only they are weighed in full. The work
//! grows with the number of sentences, whatever the texts.

use std::cmp::Ordering;
use std::collections::HashMap;

/// How many of the nearest are kept for each sentence.
const NEAREST: usize = 8;

/// So many candidates are weighed in full.
const CANDIDATES: usize = 12;

/// A stem that stands in more sentences of the right report than this finds no candidates.
const COMMON: usize = 400;

/// After so many places of its rarest stems, the others of a sentence are passed over.
const PLACES: usize = 4000;

/// A sentence as it is weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'s> {
    /// Its stems by number, in order, each with its weight; all together of length 1.
    pub weights: &'s [(u32, f32)],
    /// The same for sentences that have the same words, and rarely for others.
    pub words: u64,
}

/// The nearest sentences of each one: their numbers, and the cosines.
pub(super) type Near = Vec<Vec<(usize, f32)>>;

/// Returns for each sentence of both reports the nearest ones of the other, best first. Stems are numbers below `stems`.
pub(super) fn near(of: &[Vec<Weighed<'_>>; 2], stems: usize) -> [Near; 2] {
    let places = Places::of(&of[1], stems);
    let copies = Copies::of(of);
    let mut best = [vec![Best::default(); of[0].len()], vec![Best::default(); of[1].len()]];
    let mut dots = vec![0.0f32; of[1].len()];
    let mut touched: Vec<u32> = Vec::new();
    for (a, sentence) in of[0].iter().enumerate() {
        places.add(sentence, &mut dots, &mut touched);
        for b in touched.drain(..) {
            let dot = std::mem::take(&mut dots[b as usize]);
            best[0][a].add(b, dot);
            best[1][b as usize].add(number(a), dot);
        }
        if let Some(b) = copies.other[a] {
            best[0][a].add(b, 1.0);
            best[1][b as usize].add(number(a), 1.0);
        }
    }
    let weighed = |side: usize, at: usize, candidates: &Best| {
        let cosine = |other: u32| cosine(of[side][at].weights, of[1 - side][other as usize].weights);
        let mut found: Vec<(u32, f32)> = candidates.met.iter().map(|(other, _)| (*other, cosine(*other))).collect();
        // Of those that are equally near the copy of the same number comes first: the second here for the second there.
        let copy = |other: u32| copies.number[1 - side][other as usize].abs_diff(copies.number[side][at]);
        found.sort_by(|(one, near), (other, far)| {
            far.total_cmp(near).then_with(|| copy(*one).cmp(&copy(*other))).then(one.cmp(other))
        });
        found.dedup();
        found.truncate(NEAREST);
        found.into_iter().map(|(other, score)| (other as usize, score)).collect()
    };
    let all = |side: usize| best[side].iter().enumerate().map(|(at, best)| weighed(side, at, best)).collect();
    [all(0), all(1)]
}

/// Sentences are counted by 32 bits: a text of 64 MiB has fewer.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Returns the cosine of two rows of weights of length 1, both in the order of the stems.
pub(super) fn cosine(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((stem, weight)), Some((there, heavy))) = (one.get(i), other.get(j)) {
        match stem.cmp(there) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += weight * heavy;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// Where each stem stands in a report.
struct Places {
    /// For each stem where its places begin; one more at the end.
    starts: Vec<u32>,
    /// Sentences and weights.
    places: Vec<(u32, f32)>,
}

impl Places {
    fn of(sentences: &[Weighed<'_>], stems: usize) -> Self {
        let mut starts = vec![0u32; stems + 1];
        for (stem, _) in sentences.iter().flat_map(|sentence| sentence.weights) {
            starts[*stem as usize + 1] += 1;
        }
        for stem in 0..stems {
            starts[stem + 1] += starts[stem];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0.0); starts[stems] as usize];
        for (at, sentence) in sentences.iter().enumerate() {
            for (stem, weight) in sentence.weights {
                let place = &mut next[*stem as usize];
                places[*place as usize] = (number(at), *weight);
                *place += 1;
            }
        }
        Places { starts, places }
    }

    fn of_stem(&self, stem: u32) -> &[(u32, f32)] {
        let stem = stem as usize;
        &self.places[self.starts[stem] as usize..self.starts[stem + 1] as usize]
    }

    /// Adds to `dots` how near the sentences are that share rare stems with `sentence`, and their numbers to `touched`.
    fn add(&self, sentence: &Weighed<'_>, dots: &mut [f32], touched: &mut Vec<u32>) {
        let mut stems: Vec<(&[(u32, f32)], f32)> =
            sentence.weights.iter().map(|(stem, weight)| (self.of_stem(*stem), *weight)).collect();
        stems.sort_by_key(|(places, _)| places.len());
        let mut looked = 0;
        for (places, weight) in stems {
            looked += places.len();
            if places.len() > COMMON || looked > PLACES {
                break;
            }
            for (at, other) in places {
                let dot = &mut dots[*at as usize];
                if *dot == 0.0 {
                    touched.push(*at);
                }
                *dot += weight * other;
            }
        }
    }
}

/// The best of what was met, in no order.
#[derive(Debug, Clone, Default)]
struct Best {
    met: Vec<(u32, f32)>,
    /// Once there are enough, what is not above this is none of them.
    floor: f32,
}

impl Best {
    fn add(&mut self, at: u32, score: f32) {
        if self.met.len() < CANDIDATES {
            self.met.push((at, score));
        } else if score > self.floor {
            let worst =
                self.met.iter_mut().min_by(|(one, low), (other, high)| low.total_cmp(high).then(other.cmp(one)));
            if let Some(worst) = worst {
                *worst = (at, score);
            }
        } else {
            return;
        }
        if self.met.len() == CANDIDATES {
            self.floor = self.met.iter().map(|(_, score)| *score).fold(f32::MAX, f32::min);
        }
    }
}

/// Sentences that stand word for word in a report more than once, or in both.
struct Copies {
    /// For each sentence of both reports, how many like it come before it.
    number: [Vec<u32>; 2],
    /// For each left sentence the right one like it with the same number.
    other: Vec<Option<u32>>,
}

impl Copies {
    fn of(of: &[Vec<Weighed<'_>>; 2]) -> Self {
        let mut right: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut number_right = Vec::with_capacity(of[1].len());
        for (at, sentence) in of[1].iter().enumerate() {
            let copies = right.entry(sentence.words).or_default();
            number_right.push(number(copies.len()));
            copies.push(number(at));
        }
        let mut met: HashMap<u64, usize> = HashMap::new();
        let (mut number_left, mut other) = (Vec::with_capacity(of[0].len()), Vec::with_capacity(of[0].len()));
        for sentence in &of[0] {
            let like = right.get(&sentence.words).filter(|_| !sentence.weights.is_empty());
            let count = met.entry(sentence.words).or_default();
            other.push(like.and_then(|like| like.get(*count)).copied());
            number_left.push(number(*count));
            *count += 1;
        }
        Copies { number: [number_left, number_right], other }
    }
}
