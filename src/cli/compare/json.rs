//! A comparison as programs read it: sentences and passages as places in characters.

use std::ops::Range;

use serde::Serialize;

use crate::compare::Comparison;
use crate::text::{DocId, Document};

/// What two reports share. All places are `[start, end]` in characters of the article, the end exclusive.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Sentences that belong together, in the order of the left report.
    pairs: Vec<Pair>,
    /// Stretches of words that stand in both, in the order of the left report.
    passages: Vec<Passage>,
    /// The sentences of each report for which no counterpart was found.
    no_counterpart: Sides<Vec<[usize; 2]>>,
    /// How many words of each report stand in passages, 0 to 1.
    shared: Sides<f64>,
}

#[derive(Debug, Serialize)]
struct Pair {
    a: [usize; 2],
    b: [usize; 2],
    score: f64,
    class: &'static str,
    flags: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Passage {
    a: [usize; 2],
    b: [usize; 2],
    words: usize,
}

#[derive(Debug, Serialize)]
struct Sides<T> {
    a: T,
    b: T,
}

impl Report {
    /// Returns what `comparison` has found.
    pub fn of(comparison: &Comparison) -> Self {
        let texts = DocId::BOTH.map(|doc| comparison.text(doc));
        let sentence = |side: usize, at: usize| place(texts[side], &comparison.sentences.of[side][at].bytes);
        let pairs: Vec<_> = comparison.ties.iter().map(|tie| comparison.pair(*tie)).collect();
        let alone = |side: usize| {
            let tied: std::collections::HashSet<usize> =
                comparison.ties.iter().map(|tie| if side == 0 { tie.a } else { tie.b }).collect();
            let all = 0..comparison.sentences.of[side].len();
            all.filter(|at| !tied.contains(at)).map(|at| sentence(side, at)).collect()
        };
        let [left, right] = crate::compare::passages::shares(&comparison.sentences, &comparison.passages);
        Report {
            no_counterpart: Sides { a: alone(0), b: alone(1) },
            pairs: pairs
                .iter()
                .map(|pair| Pair {
                    a: sentence(0, pair.tie.a),
                    b: sentence(1, pair.tie.b),
                    score: rounded(pair.tie.score.into()),
                    class: pair.class.word(),
                    flags: pair.flags.iter().map(|flag| flag.word()).collect(),
                })
                .collect(),
            passages: comparison
                .passages
                .iter()
                .map(|passage| Passage {
                    a: place(texts[0], &passage.bytes[0]),
                    b: place(texts[1], &passage.bytes[1]),
                    words: passage.words,
                })
                .collect(),
            shared: Sides { a: rounded(left), b: rounded(right) },
        }
    }
}

fn place(document: &Document, bytes: &Range<usize>) -> [usize; 2] {
    [document.chars_before(bytes.start), document.chars_before(bytes.end)]
}

/// Returns `value` with three decimals.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
