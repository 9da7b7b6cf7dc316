//! The tables of `assets/suggest`: which words may be cues, and what the small words do in a sentence.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::class::{Classes, classes};
use crate::text::table;

/// How surely a verb attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Nearly always: *say*.
    First,
    /// Mostly: *insist*.
    Second,
    /// Where its company says so: *believe*.
    Third,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// *say*
    Base,
    /// *says*
    Third,
    /// *said*, as past or participle where they are the same
    Past,
    /// *shown*
    Participle,
    /// *saying*
    Ing,
}

/// What the tables say of one form as a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CueWord {
    /// As a verb.
    pub verb: Option<(Tier, Form)>,
    /// Whether it is a noun that names what was said.
    pub noun: bool,
    /// Whether an addressee stands after the verb.
    pub addressee: bool,
}

/// Ordered, for it is built whole at the first key that needs it: a hash map of these would take twice the memory.
static CUES: LazyLock<BTreeMap<String, CueWord>> =
    LazyLock::new(|| cue_words(include_str!("../../assets/suggest/cues.txt")));
static SAYING: LazyLock<HashSet<&str>> = LazyLock::new(|| section("saying"));
static CATENATIVE: LazyLock<HashSet<&str>> = LazyLock::new(|| section("catenative"));
static CLASSES: LazyLock<HashMap<&str, Classes>> =
    LazyLock::new(|| word_classes(include_str!("../../assets/suggest/words.txt")));

/// Returns what the tables say of `word`, in small letters, as a cue.
pub fn cue_word(word: &str) -> Option<CueWord> {
    CUES.get(word).copied()
}

/// Returns whether `word`, in small letters, names where or how something was said.
pub fn is_of_saying(word: &str) -> bool {
    SAYING.contains(word)
}

/// Returns whether `word`, in small letters, is a verb that takes another into one cue: *appeared to show*.
pub fn is_catenative(word: &str) -> bool {
    CATENATIVE.contains(word)
}

/// Returns the classes of the small word `word`, in small letters.
pub fn small_word(word: &str) -> Classes {
    CLASSES.get(word).copied().unwrap_or_default()
}

/// Returns the words under one heading of the table of cues.
fn section(name: &str) -> HashSet<&'static str> {
    let words = table::words(include_str!("../../assets/suggest/cues.txt"));
    words.filter(|(heading, _)| *heading == name).map(|(_, word)| word).collect()
}

fn cue_words(table: &'static str) -> BTreeMap<String, CueWord> {
    let mut irregular: HashMap<&str, [&str; 5]> = HashMap::new();
    for (_, line) in table::lines(table).filter(|(heading, _)| *heading == "irregular") {
        let mut forms = line.split_whitespace();
        if let (Some(base), Some(third), Some(past), Some(participle), Some(ing)) =
            (forms.next(), forms.next(), forms.next(), forms.next(), forms.next())
        {
            irregular.insert(base, [base, third, past, participle, ing]);
        }
    }
    let mut words: BTreeMap<String, CueWord> = BTreeMap::new();
    for (section, line) in table::lines(table) {
        let tier = match section {
            "first" => Some(Tier::First),
            "second" => Some(Tier::Second),
            "third" => Some(Tier::Third),
            _ => None,
        };
        for word in line.split_whitespace() {
            if let Some(tier) = tier {
                for (form, spelled) in verb_forms(word, irregular.get(word)) {
                    let entry = words.entry(spelled).or_default();
                    // The stronger reading of a form counts, and the past where it is the participle too.
                    if entry.verb.is_none_or(|(known, _)| tier < known) {
                        entry.verb = Some((tier, form));
                    }
                }
            } else if section == "noun" {
                words.entry(word.to_owned()).or_default().noun = true;
                words.entry(plural(word)).or_default().noun = true;
            } else if section == "addressee" {
                for (_, spelled) in verb_forms(word, irregular.get(word)) {
                    words.entry(spelled).or_default().addressee = true;
                }
            }
        }
    }
    words
}

/// Returns the forms of the verb `base`.
fn verb_forms(base: &str, irregular: Option<&[&str; 5]>) -> Vec<(Form, String)> {
    const FORMS: [Form; 5] = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Ing];
    if let Some(spelled) = irregular {
        return FORMS.into_iter().zip(spelled.iter().map(|form| (*form).to_owned())).collect();
    }
    let (past, ing) = if let Some(stem) = base.strip_suffix('e') {
        (format!("{base}d"), if base.ends_with("ee") { format!("{base}ing") } else { format!("{stem}ing") })
    } else if let Some(stem) = consonant_y(base) {
        (format!("{stem}ied"), format!("{base}ing"))
    } else {
        (format!("{base}ed"), format!("{base}ing"))
    };
    vec![(Form::Base, base.to_owned()), (Form::Third, plural(base)), (Form::Past, past), (Form::Ing, ing)]
}

/// Returns `word` with the ending of a plural, which is that of a third person too.
fn plural(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        format!("{stem}ies")
    } else if let Some(stem) = word.strip_suffix("sis") {
        format!("{stem}ses")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// Returns what stands before a last *y* that follows a consonant.
fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

fn word_classes(table: &'static str) -> HashMap<&'static str, Classes> {
    let mut words: HashMap<&str, Classes> = HashMap::new();
    for (section, line) in table::lines(table) {
        let class = match section {
            "auxiliary" => classes::AUXILIARY,
            "negation" => classes::NEGATION,
            "preposition" => classes::PREPOSITION,
            "subordinator" => classes::SUBORDINATOR,
            "wh" => classes::WH,
            "determiner" => classes::DETERMINER,
            "possessive" => classes::POSSESSIVE,
            "pronoun" => classes::PRONOUN,
            "conjunction" => classes::CONJUNCTION,
            "day" => classes::DAY,
            "adverb" => classes::ADVERB,
            "particle" => classes::PARTICLE,
            "past" => classes::PAST,
            _ => continue,
        };
        for word in line.split_whitespace() {
            *words.entry(word).or_default() |= class;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_by_rule_and_by_list() {
        for (word, tier, form) in [
            ("say", Tier::First, Form::Base),
            ("said", Tier::First, Form::Past),
            ("denied", Tier::Second, Form::Past),
            ("denies", Tier::Second, Form::Third),
            ("arguing", Tier::Second, Form::Ing),
            ("admitted", Tier::Second, Form::Past),
            ("shown", Tier::Second, Form::Participle),
            ("agreeing", Tier::Second, Form::Ing),
            ("stresses", Tier::Second, Form::Third),
            ("hopes", Tier::Third, Form::Third),
        ] {
            assert_eq!(cue_word(word).and_then(|cue| cue.verb), Some((tier, form)), "{word}");
        }
        assert!(cue_word("hopes").is_some_and(|cue| cue.noun) && cue_word("analyses").is_some_and(|cue| cue.noun));
        assert!(
            cue_word("told").is_some_and(|cue| cue.addressee) && !cue_word("said").is_some_and(|cue| cue.addressee)
        );
        assert_eq!(cue_word("dam"), None);
    }

    #[test]
    fn small_words_have_their_classes() {
        assert!(small_word("that").has(classes::SUBORDINATOR) && small_word("that").has(classes::DETERMINER));
        assert!(small_word("’s").has(classes::POSSESSIVE) && small_word("’s").has(classes::AUXILIARY));
        assert_eq!(small_word("dam"), Classes::default());
        assert!(is_of_saying("statement") && !is_of_saying("said"));
    }
}
