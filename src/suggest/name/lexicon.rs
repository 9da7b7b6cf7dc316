//! The table of `assets/suggest/names.txt`: what a word is to the rules for names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::table;

/// What a word may be; a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sorts(u32);

impl Sorts {
    /// Before a person's name: *President*.
    pub const TITLE: Sorts = Sorts(1);
    /// Before a title: *deputy*.
    pub const BEFORE_TITLE: Sorts = Sorts(1 << 1);
    /// A country or a town that most people know.
    pub const COUNTRY: Sorts = Sorts(1 << 2);
    /// *Afghan*
    pub const DEMONYM: Sorts = Sorts(1 << 3);
    /// After a country it makes the name of a body: *government*.
    pub const BODY: Sorts = Sorts(1 << 4);
    /// Before *ministry*: *interior*.
    pub const MINISTRY: Sorts = Sorts(1 << 5);
    /// With a capital it makes a name one of a body: *Army*.
    pub const ORGANIZATION: Sorts = Sorts(1 << 6);
    /// A body of one word: *AFP*.
    pub const KNOWN: Sorts = Sorts(1 << 7);
    /// With a capital it makes a name one of a place: *River*.
    pub const PLACE: Sorts = Sorts(1 << 8);
    /// Small, after the name of a place: *province*.
    pub const AFTER_PLACE: Sorts = Sorts(1 << 9);
    /// Before the name of a place: *in*.
    pub const INTO: Sorts = Sorts(1 << 10);
    /// Beside the name of a person: *said*.
    pub const PERSON_VERB: Sorts = Sorts(1 << 11);
    /// *Monday*
    pub const DAY: Sorts = Sorts(1 << 12);
    /// *January*
    pub const MONTH: Sorts = Sorts(1 << 13);
    /// Between two parts of one name: *bin*.
    pub const PARTICLE: Sorts = Sorts(1 << 14);
    /// After the head of a name: *of*.
    pub const OF: Sorts = Sorts(1 << 15);
    /// Before a hyphen, no part of a name: *anti*.
    pub const PREFIX: Sorts = Sorts(1 << 16);
    /// Before a hyphen, part of the name: *al*.
    pub const ARTICLE: Sorts = Sorts(1 << 17);
    /// It begins sentences and names nothing: *meanwhile*.
    pub const OPENER: Sorts = Sorts(1 << 18);
    /// Among the commonest words of a language whose nouns have capitals.
    pub const NOUN_CAPITALS: Sorts = Sorts(1 << 19);
    /// There, before a noun and not before the name of a person or town.
    pub const NOUN_DETERMINER: Sorts = Sorts(1 << 20);

    /// With a capital, first or last in a name, it makes it one of an event: *Operation*.
    pub const EVENT: Sorts = Sorts(1 << 21);

    /// Returns whether this holds one of `others`.
    pub const fn has(self, others: Sorts) -> bool {
        self.0 & others.0 != 0
    }

    /// Returns this and `others`.
    pub const fn and(self, others: Sorts) -> Sorts {
        Sorts(self.0 | others.0)
    }
}

static TABLE: LazyLock<HashMap<&str, Sorts>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Sorts> = HashMap::new();
    for (heading, word) in table::words(include_str!("../../../assets/suggest/names.txt")) {
        let entry = words.entry(word).or_default();
        *entry = entry.and(sort(heading));
    }
    words
});

fn sort(heading: &str) -> Sorts {
    match heading {
        "title" => Sorts::TITLE,
        "before_title" => Sorts::BEFORE_TITLE,
        "country" => Sorts::COUNTRY,
        "demonym" => Sorts::DEMONYM,
        "body" => Sorts::BODY,
        "ministry" => Sorts::MINISTRY,
        "organization" => Sorts::ORGANIZATION,
        "known" => Sorts::KNOWN,
        "place" => Sorts::PLACE,
        "event" => Sorts::EVENT,
        "after_place" => Sorts::AFTER_PLACE,
        "into" => Sorts::INTO,
        "person_verb" => Sorts::PERSON_VERB,
        "day" => Sorts::DAY,
        "month" => Sorts::MONTH,
        "particle" => Sorts::PARTICLE,
        "of" => Sorts::OF,
        "prefix" => Sorts::PREFIX,
        "article" => Sorts::ARTICLE,
        "opener" => Sorts::OPENER,
        "noun_capitals" => Sorts::NOUN_CAPITALS,
        "noun_determiner" => Sorts::NOUN_DETERMINER,
        _ => Sorts::default(),
    }
}

/// Returns what the table says of `word`, in small letters; the words of one name are joined by `_`.
pub fn sorts(word: &str) -> Sorts {
    TABLE.get(word).copied().unwrap_or_default()
}

/// Returns what the table says of a word that may be a plural: *Afghans*.
pub fn sorts_of_plural(word: &str) -> Sorts {
    let whole = sorts(word);
    match word.strip_suffix('s') {
        Some(single) if whole == Sorts::default() => sorts(single),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_known_and_words_keep_all_their_sorts() {
        for (heading, word) in table::words(include_str!("../../../assets/suggest/names.txt")) {
            assert!(sort(heading) != Sorts::default(), "[{heading}] {word}");
        }
        assert!(
            sorts("georgia").has(Sorts::COUNTRY)
                && sorts("state").has(Sorts::PLACE)
                && sorts("state").has(Sorts::OPENER)
        );
        assert!(sorts_of_plural("afghans").has(Sorts::DEMONYM) && !sorts_of_plural("dams").has(Sorts::DEMONYM));
        assert_eq!(sorts("dam"), Sorts::default());
    }
}
