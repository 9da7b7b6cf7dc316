//! Entities by keys: what a tag names, and the list of them all.

use super::{Bench, bench_at};
use crate::annotation::entities::named;
use crate::annotation::{Edit, Id, Provenance, Record, Transaction};

fn id(number: u64) -> Id {
    Id::from_bits(number)
}

/// A bench with an entity called `name` in the set.
fn with_entity(text: &str, label: &str, name: &str) -> Bench {
    let mut bench = bench_at(text);
    let entity = named(id(7), label, name, &Provenance::default());
    bench.editor.set.apply(&Transaction::of("", Edit::add(Record::Entity(entity)))).expect("nothing clashes");
    bench
}

impl Bench {
    /// Returns what the tags name, in the order of the texts: `Dostum = Abdul Rashid Dostum`.
    fn names(&self) -> Vec<String> {
        let set = self.editor.set();
        let mut mentions: Vec<_> = set.mentions().collect();
        mentions.sort_by_key(|mention| (mention.span.doc(), mention.span.start()));
        let words = |mention: &crate::annotation::Mention| {
            let name = mention.entity.and_then(|id| crate::annotation::entities::name_of(set, id)).unwrap_or("·");
            format!("{} = {name}", self.editor.document(mention.span.doc()).covered_span(&mention.span))
        };
        mentions.into_iter().map(words).collect()
    }
}

#[test]
fn two_keys_say_what_a_tag_names() {
    let mut bench = with_entity("The |insurgents| took Kabul.", "organization", "Taliban");
    bench.keys("o = enter");
    assert_eq!(bench.names(), ["insurgents = Taliban"], "{}", bench.screen());
    bench.keys("u");
    assert_eq!(bench.names(), ["insurgents = ·"]);
    bench.keys("U");
    assert_eq!(bench.names(), ["insurgents = Taliban"]);
}

#[test]
fn words_without_a_tag_are_tagged_first() {
    let mut bench = with_entity("The |insurgents| took Kabul.", "organization", "Taliban");
    bench.keys("=");
    assert_eq!(bench.message(), "no tag here: a label key tags the words, then = ties them");
}
