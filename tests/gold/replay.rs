//! The keys that the real pair takes, one by one and all alike.

use std::sync::Arc;

use diptych::format::schema::bundled;
use diptych::replay::{Options, Outcome, gold, replay, target};
use diptych::text::{DocId, Document};

use super::read;

pub fn replayed(options: Options) -> Option<Outcome> {
    let articles = [read("articles/000_8c08ab6769eec205.txt"), read("articles/003_55d5bbca680cbe59.txt")];
    let ([Some(a), Some(b)], Some(json)) = (articles, read("gold/sheberghan.json")) else {
        eprintln!("skipped: the real pair is not beside the checkout");
        return None;
    };
    let gold = gold::read(&json).expect("the gold is of the form");
    let documents = [Arc::new(Document::new(DocId::A, a)), Arc::new(Document::new(DocId::B, b))];
    let named = |layer: &str| layer == "named";
    let target = target::target(&gold, [&documents[0], &documents[1]], [true; 2], named).expect("it fits the texts");
    let schema = bundled("news").expect("it is bundled");
    Some(replay(&gold, &target, documents, schema, options).expect("the schema has its labels"))
}

fn check(options: Options, mentions: usize, attributions: usize) {
    let Some(outcome) = replayed(options) else { return };
    assert_eq!(outcome.differences, Vec::<String>::new());
    assert_eq!((outcome.mentions.count, outcome.attributions.count), (90, 33));
    assert!(outcome.mentions.keys <= mentions, "{:?}", outcome.mentions);
    assert!(outcome.attributions.keys <= attributions, "{:?}", outcome.attributions);
}

#[test]
fn one_by_one_the_pair_takes_no_more_keys_than_it_did() {
    // At most 1.2 keys for a mention and 2.5 for an attribution.
    check(Options::default(), 107, 60);
}

#[test]
fn all_alike_the_pair_takes_no_more_keys_than_it_did() {
    // At most 0.6 keys for a mention.
    check(Options { all_alike: true, ..Options::default() }, 46, 69);
}
