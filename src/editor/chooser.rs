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
    /// What this tag names.
    Names(Id),
    /// Who the party in hand of the builder is.
    Party,
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
}

impl Chooser {
    /// Returns the list of `options`, none of them shown before [`narrow`](Self::narrow).
    pub fn new(ask: Ask, options: Vec<Choice>) -> Self {
        let mut found = List::new(options.iter().map(|option| option.words.clone()).collect());
        found.set_height(SHOWN);
        Chooser { ask, options, found, picks: Vec::new() }
    }

    /// Returns the rows that `typed` leaves, each with what it stands for; where something can be made of it, that comes
    /// last.
    pub fn narrow(&mut self, typed: &str) -> Vec<Row> {
        let typed = one_line(typed);
        self.found.filter(&typed);
        let left = self.found.window().filter_map(|(at, _)| self.options.get(at));
        let mut choices: Vec<Choice> = left.cloned().collect();
        if matches!(self.ask, Ask::Names(_) | Ask::Party) && !typed.is_empty() {
            let row = vec![(2, typed.clone(), PLAIN), (COUNTS, "a new entity".to_owned(), DIM.italic())];
            choices.push(Choice { pick: Pick::New(typed.clone()), row, words: typed });
        }
        self.show(choices)
    }

    /// Shows `choices` and returns their rows.
    pub fn show(&mut self, choices: Vec<Choice>) -> Vec<Row> {
        let (picks, rows) = choices.into_iter().map(|choice| (choice.pick, choice.row)).unzip();
        self.picks = picks;
        rows
    }

    /// Returns what is asked, and what row number `at` stands for.
    pub fn taken(self, at: usize) -> Option<(Ask, Pick)> {
        let pick = self.picks.into_iter().nth(at)?;
        Some((self.ask, pick))
    }
}

/// Returns the other names of `row` as they stand in the texts.
pub(super) fn written(row: &Joined) -> String {
    let others = row.names.iter().map(|seen| seen.name.as_str()).filter(|name| *name != row.name);
    others.collect::<Vec<_>>().join(", ")
}

/// Two words are akin where one begins with the other and that has at least so many letters: *Afghan*, *Afghanistan*.
const AKIN: usize = 4;

/// Returns how near two names are, the greater the nearer: equal, one within the other by whole words, the initials of the
/// other or words that are akin to its, words in common; 0 for nothing in common.
pub(super) fn nearness(one: &str, other: &str) -> u8 {
    let (one, other) = (folded_name(one), folded_name(other));
    if one == other {
        return 4;
    }
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let (left, right) = (words(&one), words(&other));
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    if within(&left, &right) || within(&right, &left) {
        return 3;
    }
    let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    if (right.len() > 1 && initials(&right) == one) || (left.len() > 1 && initials(&left) == other) {
        return 2;
    }
    let akin = |one: &String, other: &String| {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        one == other || short.chars().count() >= AKIN && long.starts_with(short.as_str())
    };
    let all_akin = |few: &[String], many: &[String]| few.iter().all(|word| many.iter().any(|other| akin(word, other)));
    if all_akin(&left, &right) || all_akin(&right, &left) {
        return 2;
    }
    u8::from(left.iter().any(|word| right.contains(word) && word.chars().count() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_nearer_the_more_they_share() {
        let near = |one: &str, other: &str| nearness(one, other);
        assert_eq!((near("The Taliban", "Taliban"), near("Dostum", "Abdul Rashid Dostum")), (4, 3));
        assert_eq!((near("AFP", "Agence France Presse"), near("Afghan", "Afghanistan")), (2, 2));
        assert_eq!(near("Afghanistan government", "Afghan government"), 2);
        assert_eq!((near("Afghan National Army", "Afghan government"), near("Iran", "Kabul")), (1, 0));
        assert_eq!((near("Ira", "Iran"), near("", "Kabul")), (0, 0), "three letters say nothing");
    }
}
