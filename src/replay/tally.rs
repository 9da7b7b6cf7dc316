//! The tally: how many keys what took.

use std::collections::BTreeMap;

use serde::Serialize;

/// How a tag or an attribution came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Offered and right.
    Accepted,
    /// Labelled together with an identical string.
    Alike,
    /// Offered, and put right by keys.
    Repaired,
    /// Never offered: gone to by hand.
    Reached,
    /// Offered, and none: said so, or passed.
    Dismissed,
}

impl Kind {
    /// Returns the word for it, in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Accepted => "accepted",
            Kind::Alike => "all alike",
            Kind::Repaired => "repaired",
            Kind::Reached => "reached by hand",
            Kind::Dismissed => "dismissed",
        }
    }
}

/// How many there were of a kind, and the keys they took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cost {
    /// How many.
    pub count: usize,
    /// How many keys in all.
    pub keys: usize,
}

/// The keys of one layer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// How many tags or attributions the gold has.
    pub count: usize,
    /// All keys, those for what was dismissed among them.
    pub keys: usize,
    /// The same by kind.
    pub kinds: BTreeMap<Kind, Cost>,
}

impl Tally {
    /// Counts one more that came about as `kind` by `keys`.
    pub(super) fn add(&mut self, kind: Kind, keys: usize) {
        self.add_many(kind, 1, keys);
    }

    /// Counts `count` more that came about as `kind` by `keys`.
    pub(super) fn add_many(&mut self, kind: Kind, count: usize, keys: usize) {
        if kind != Kind::Dismissed {
            self.count += count;
        }
        self.keys += keys;
        let cost = self.kinds.entry(kind).or_default();
        cost.count += count;
        cost.keys += keys;
    }

    /// Counts `keys` more that belong to what came about as `kind`.
    pub(super) fn add_keys(&mut self, kind: Kind, keys: usize) {
        if keys > 0 {
            self.keys += keys;
            self.kinds.entry(kind).or_default().keys += keys;
        }
    }

    /// Adds what `other` counted.
    pub fn join(&mut self, other: &Tally) {
        self.count += other.count;
        self.keys += other.keys;
        for (kind, cost) in &other.kinds {
            let sum = self.kinds.entry(*kind).or_default();
            sum.count += cost.count;
            sum.keys += cost.keys;
        }
    }
}
