//! Choosing among entities, names and places: a list that is narrowed by typing, the likeliest first.

use super::list::List;
use super::scene::{Ink, Role};
use crate::annotation::entities::Joined;
use crate::annotation::names::{folded_name, one_line};
use crate::annotation::{Id, Who};
use crate::suggest::gazetteer::Place;

/// No more options are shown than these; typing brings up the others.
const SHOWN: u16 = 200;

/// The column of the counts in a row.
pub(super) const COUNTS: u16 = 40;

const PLAIN: Ink = Ink::of(Role::Text);
const DIM: Ink = Ink::of(Role::Dim);

/// What is being asked.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    /// What this tag names; its words.
    Names(Id, String),
    /// Who the party in hand of the builder is; its words, if it has some.
    Party(String),
    /// What this row is the same as.
    Merge(Box<Joined>),
    /// Which of its names leaves this row.
    Split(Box<Joined>),
    /// Where this row lies.
    Locate(Box<Joined>),
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pick {
    /// What these mentions name.
    Who(Who),
    /// Nothing: the tag names no entity.
    Nobody,
    /// A new entity of this name.
    New(String),
    /// The mentions that have just these words.
    Words(String),
    /// This place.
    Place(Box<Place>),
    /// These coordinates, in degrees.
    At(f64, f64),
    /// No place.
    Nowhere,
}

/// The pieces of a row, each at its column.
pub(super) type Row = Vec<(u16, String, Ink)>;

/// One option: its row, the words that typing finds it by, and what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub pick: Pick,
    /// Empty where it is made only when it is shown.
    pub row: Row,
    pub words: String,
}

/// The list of options as it stands.
#[derive(Debug, Clone)]
pub(super) struct Chooser {
    pub ask: Ask,
    options: Vec<Choice>,
    /// Which options typing leaves.
    found: List,
    /// What each row of the panel stands for.
    picks: Vec<Pick>,
    /// Whether the answer to what was typed last is not here yet.
    pub waiting: bool,
}

impl Chooser {
    /// Returns the list of `options`, none of them shown before [`narrow`](Self::narrow).
    pub fn new(ask: Ask, options: Vec<Choice>) -> Self {
        let mut found = List::new(options.iter().map(|option| option.words.clone()).collect());
        found.set_height(SHOWN);
        Chooser { ask, options, found, picks: Vec::new(), waiting: false }
    }

    /// Returns the options that `typed` leaves, no more than are shown; where something can be made of it, that comes last.
    pub fn narrow(&mut self, typed: &str) -> Vec<Choice> {
        let typed = one_line(typed);
        self.found.filter(&typed);
        let left = self.found.window().filter_map(|(at, _)| self.options.get(at));
        let mut choices: Vec<Choice> = left.cloned().collect();
        let (Ask::Names(_, own) | Ask::Party(own)) = &self.ask else { return choices };
        let name = if typed.is_empty() { own.clone() } else { typed };
        // The words themselves are new only where nothing is called so.
        let known = |option: &Choice| option.words == name;
        if !name.is_empty() && (name != *own || !choices.iter().any(known)) {
            let row = vec![(2, name.clone(), PLAIN), (COUNTS, "a new entity".to_owned(), DIM.italic())];
            choices.push(Choice { pick: Pick::New(name.clone()), row, words: name });
        }
        choices
    }

    /// Returns whether options are searched by somebody else, and come and go with each letter.
    pub fn is_search(&self) -> bool {
        matches!(self.ask, Ask::Locate(_))
    }

    /// Shows `choices` and returns their rows.
    pub fn show(&mut self, choices: Vec<Choice>) -> Vec<Row> {
        let (picks, rows) = choices.into_iter().map(|choice| (choice.pick, choice.row)).unzip();
        self.picks = picks;
        self.waiting = false;
        rows
    }

    /// Returns what is asked, and what row number `at` stands for.
    pub fn taken(self, at: usize) -> Option<(Ask, Pick)> {
        let pick = self.picks.into_iter().nth(at)?;
        Some((self.ask, pick))
    }
}

/// Returns the option that no entity is meant.
pub(super) fn nobody() -> Choice {
    let words = "no entity".to_owned();
    Choice { pick: Pick::Nobody, row: vec![(2, words.clone(), DIM.italic())], words }
}

/// Returns the other names of `row` as they stand in the texts.
pub(super) fn written(row: &Joined) -> String {
    let others = row.names.iter().map(|seen| seen.name.as_str()).filter(|name| *name != row.name);
    others.collect::<Vec<_>>().join(", ")
}

/// Two words are akin where one begins with the other and that has at least so many letters: *Afghan*, *Afghanistan*.
const AKIN: usize = 4;

/// A name that others are compared with.
pub(super) struct Near {
    /// As [`folded_name`] returns it.
    folded: String,
    initials: String,
}

impl Near {
    /// Returns `name` to be compared with others.
    pub fn to(name: &str) -> Self {
        let folded = folded_name(name);
        let initials = initials(&folded);
        Near { folded, initials }
    }

    /// Returns how near a name is, as [`folded_name`] returns it, the greater the nearer: equal, one within the other by
    /// whole words, the initials of the other or words that are akin to its, words in common; 0 for nothing in common.
    pub fn of(&self, other: &str) -> u8 {
        let one = self.folded.as_str();
        if one == other {
            return 4;
        }
        let words = |name| str::split(name, ' ');
        let within = |few, many| words(few).all(|word| words(many).any(|other| other == word));
        if within(one, other) || within(other, one) {
            return 3;
        }
        let is_short = |name: &str| !name.contains(' ');
        if is_short(one) && !is_short(other) && initials(other) == one
            || is_short(other) && !is_short(one) && self.initials == other
        {
            return 2;
        }
        let all_akin = |few, many| words(few).all(|word| words(many).any(|other| akin(word, other)));
        if all_akin(one, other) || all_akin(other, one) {
            return 2;
        }
        u8::from(words(one).any(|word| word.chars().count() > 2 && words(other).any(|other| other == word)))
    }
}

/// Returns the first letters of the words of `name`.
fn initials(name: &str) -> String {
    name.split(' ').filter_map(|word| word.chars().next()).collect()
}

fn akin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    one == other || short.chars().count() >= AKIN && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_nearer_the_more_they_share() {
        let near = |one: &str, other: &str| {
            let (there, back) = (Near::to(one).of(&folded_name(other)), Near::to(other).of(&folded_name(one)));
            assert_eq!(there, back, "{one}, {other}");
            there
        };
        assert_eq!((near("The Taliban", "Taliban"), near("Dostum", "Abdul Rashid Dostum")), (4, 3));
        assert_eq!((near("AFP", "Agence France Presse"), near("Afghan", "Afghanistan")), (2, 2));
        assert_eq!(near("Afghanistan government", "Afghan government"), 2);
        assert_eq!((near("Afghan National Army", "Afghan government"), near("Iran", "Kabul")), (1, 0));
        assert_eq!((near("Ira", "Iran"), near("", "Kabul")), (0, 0), "three letters say nothing");
    }
}
