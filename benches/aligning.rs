//! Comparing two reports by their size: sentences, pairs, passages and what differs.
//!
//! Words are as frequent as in a language: a few in every sentence, most of them rare. Half of the right report is the left
//! one, in another order and with words changed.

use std::sync::Arc;

use diptych::compare::Comparison;
use diptych::compare::facing::Facing;
use diptych::text::{DocId, Document};
use divan::Bencher;
use divan::counter::BytesCount;

#[path = "../tests/support/chance.rs"]
#[allow(dead_code, reason = "the benchmark needs no choice")]
mod chance;

use chance::Chance;

fn main() {
    divan::main();
}

/// Returns a word; small numbers are frequent.
fn word(chance: &mut Chance) -> String {
    // One below another below another: the first of 40,000 words comes about as often as `the` does.
    let top = 1 + chance.below(40_000);
    let below = 1 + chance.below(top);
    let rank = chance.below(below);
    let syllables =
        ["or", "mel", "vi", "ka", "den", "stu", "la", "re", "po", "nim", "sa", "gor", "hu", "bel", "ti", "fra"];
    let mut rest = rank;
    let mut word = String::new();
    loop {
        word.push_str(syllables[usize::try_from(rest % 16).expect("below 16")]);
        rest /= 16;
        if rest == 0 {
            return word;
        }
    }
}

fn sentence(chance: &mut Chance) -> String {
    let words: Vec<String> = (0..8 + chance.below(24)).map(|_| word(chance)).collect();
    let text = words.join(" ");
    let (first, rest) = text.split_at(1);
    format!("{}{rest}. ", first.to_uppercase())
}

/// Two reports of about `bytes` bytes each.
fn texts(bytes: usize) -> [Arc<Document>; 2] {
    let mut chance = Chance::new(11);
    let (mut left, mut length) = (Vec::new(), 0);
    while length < bytes {
        left.push(sentence(&mut chance));
        length += left.last().map_or(0, String::len);
    }
    let mut right = Vec::new();
    for text in &left {
        let place = usize::try_from(chance.below(right.len() as u64 / 8 + 1)).expect("small");
        let text = match chance.below(4) {
            0 => text.clone(),
            1 => text.replacen(' ', &format!(" {} ", word(&mut chance)), 2),
            _ => sentence(&mut chance),
        };
        right.insert(right.len() - place, text);
    }
    let set = |doc: DocId, sentences: &[String]| {
        let paragraphs: Vec<String> = sentences.chunks(3).map(<[String]>::concat).collect();
        Arc::new(Document::new(doc, paragraphs.join("\n\n")))
    };
    [set(DocId::A, &left), set(DocId::B, &right)]
}

/// Two articles of 600 and of 5,000 words each, then of 100 kB, 1 MB and 4 MB.
#[divan::bench(args = [4_000, 32_000, 100_000, 1_000_000, 4_000_000], sample_count = 3, sample_size = 1)]
fn compare(bencher: Bencher<'_, '_>, bytes: usize) {
    let texts = texts(bytes);
    bencher
        .counter(BytesCount::new(texts[0].len() + texts[1].len()))
        .bench(|| Comparison::of(&texts).expect("small enough"));
}

/// What differs in all pairs.
#[divan::bench(args = [4_000, 32_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn look_through(bencher: Bencher<'_, '_>, bytes: usize) {
    let comparison = Arc::new(Comparison::of(&texts(bytes)).expect("small enough"));
    bencher.bench(|| Facing::of(Arc::clone(&comparison)));
}
