//! Choosing among entities, names and places: a list that is narrowed by typing, the likeliest first.

use super::Editor;
use super::list::List;
use super::panel::{Act, Kind, Overlay, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::entities::Joined;
use crate::annotation::{Id, Who};

/// No more options are shown than these; typing brings up the others.
const SHOWN: u16 = 200;

/// The column of the counts in a row.
const COUNTS: u16 = 40;

/// The column of remarks in a row.
const REMARKS: u16 = 54;

const PLAIN: Ink = Ink::of(Role::Text);
const DIM: Ink = Ink::of(Role::Dim);

/// What is being asked.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    /// What this tag names.
    Names(Id),
    /// What this row is the same as.
    Merge(Box<Joined>),
    /// Which of its names leaves this row.
    Split(Box<Joined>),
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
}

/// One option: its row, the words that typing finds it by, and what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub pick: Pick,
    pub row: Vec<(u16, String, Ink)>,
    pub words: String,
}

/// The list of options as it stands.
#[derive(Debug)]
pub(super) struct Chooser {
    pub ask: Ask,
    options: Vec<Choice>,
    /// Which options typing leaves.
    found: List,
    /// What each row of the panel stands for.
    picks: Vec<Pick>,
}

impl Chooser {
    fn new(ask: Ask, options: Vec<Choice>) -> Self {
        let mut found = List::new(options.iter().map(|option| option.words.clone()).collect());
        found.set_height(SHOWN);
        Chooser { ask, options, found, picks: Vec::new() }
    }

    /// Returns the rows that `typed` leaves; where something can be made of it, a row for that comes last.
    fn rows(&mut self, typed: &str) -> Vec<PanelRow> {
        let typed = crate::annotation::entities::one_line(typed);
        self.found.filter(&typed);
        let left = self.found.window().filter_map(|(at, _)| self.options.get(at));
        let mut choices: Vec<Choice> = left.cloned().collect();
        if matches!(self.ask, Ask::Names(_)) && !typed.is_empty() {
            let row = vec![(2, typed.clone(), PLAIN), (COUNTS, "a new entity".to_owned(), DIM.italic())];
            choices.push(Choice { pick: Pick::New(typed.clone()), row, words: typed });
        }
        let (mut rows, mut picks) = (Vec::new(), Vec::new());
        for choice in choices {
            rows.push(PanelRow { pieces: choice.row, act: Act::Pick(picks.len()) });
            picks.push(choice.pick);
        }
        self.picks = picks;
        rows
    }
}

impl Editor {
    /// Puts a list of `options` in front, under `heading`; says `empty` where there is none and none can be made.
    pub(super) fn open_chooser(&mut self, ask: Ask, heading: &str, about: String, options: Vec<Choice>, empty: &str) {
        if options.is_empty() && matches!(ask, Ask::Merge(_) | Ask::Split(_)) {
            return self.tell(empty);
        }
        let mut chooser = Chooser::new(ask, options);
        let rows = chooser.rows("");
        let mut panel = Panel::new(Kind::Choose, heading, about, rows);
        panel.list.top();
        panel.chooser = Some(Box::new(chooser));
        self.overlay = Some(Overlay::Panel(Box::new(panel)));
    }

    /// Narrows the list of options in front by what is typed.
    pub(super) fn narrow_chooser(&mut self) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let typed = panel.filter.text().to_owned();
        let Some(chooser) = &mut panel.chooser else { return };
        let rows = chooser.rows(&typed);
        panel.put_rows(rows);
    }

    /// Does what the chosen option says.
    pub(super) fn pick(&mut self, at: usize) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let Some(chooser) = panel.chooser.take() else { return };
        let Some(pick) = chooser.picks.into_iter().nth(at) else { return };
        self.overlay = None;
        self.back_to_entities();
        match (chooser.ask, pick) {
            (Ask::Names(mention), pick) => self.name_mention(mention, pick),
            (Ask::Merge(gone), Pick::Who(who)) => {
                let rows = self.entities.as_ref().map(|entities| entities.rows.as_slice()).unwrap_or_default();
                if let Some(kept) = rows.iter().find(|row| row.who() == who).cloned() {
                    self.merge_rows(&gone, &kept);
                }
            }
            (Ask::Split(row), Pick::Words(name)) => self.split_name(&row, &name),
            _ => {}
        }
    }

    /// Returns the option of what `who` stands for, called `name`, with `remark` beside it.
    pub(super) fn who_choice(&self, label: &str, name: &str, counts: [usize; 2], who: Who, remark: &str) -> Choice {
        let (letter, wash) = self.letter_of(label);
        let open = if matches!(who, Who::Named(_)) { " ?" } else { "" };
        let [a, b] = counts;
        let row = vec![
            (0, letter.to_string(), PLAIN.bold().wash(wash)),
            (2, format!("{name}{open}"), PLAIN),
            (COUNTS, format!("A {a:>3}  B {b:>3}"), DIM),
            (REMARKS, remark.to_owned(), DIM),
        ];
        Choice { pick: Pick::Who(who), row, words: format!("{name} {remark}") }
    }

    /// Lists the entities that the chosen one may be the same as, its own label and the nearest names first.
    pub(super) fn open_merge(&mut self) {
        let Some(entities) = &self.entities else { return };
        let Some(row) = entities.chosen().cloned() else { return };
        let mut others: Vec<&Joined> = entities.rows.iter().filter(|other| other.who() != row.who()).collect();
        let names: Vec<&str> = row.names.iter().map(|seen| seen.name.as_str()).chain([row.name.as_str()]).collect();
        others.sort_by_cached_key(|other| {
            let near = names.iter().map(|name| nearness(name, &other.name)).max().unwrap_or(0);
            (other.label != row.label, std::cmp::Reverse(near), std::cmp::Reverse(other.counts[0] + other.counts[1]))
        });
        let option =
            |other: &Joined| self.who_choice(&other.label, &other.name, other.counts, other.who(), &written(other));
        let options: Vec<Choice> = others.into_iter().map(option).collect();
        let about = format!("“{}” with", row.name);
        self.open_chooser(Ask::Merge(Box::new(row)), "Merge", about, options, "there is no other entity");
    }

    /// Lists the names of the chosen entity, one of which may leave it.
    pub(super) fn open_split(&mut self) {
        let Some(row) = self.entities.as_ref().and_then(|entities| entities.chosen()).cloned() else { return };
        if row.entity.is_none() || row.names.len() < 2 {
            return self
                .tell(&format!("“{}” has one name only; = on one of its tags gives that another entity", row.name));
        }
        let times = if self.settings.ascii { 'x' } else { '×' };
        let option = |seen: &crate::annotation::entities::Seen| Choice {
            pick: Pick::Words(seen.name.clone()),
            row: vec![(0, format!("{times}{}", seen.count), DIM), (6, seen.name.clone(), PLAIN)],
            words: seen.name.clone(),
        };
        let options: Vec<Choice> = row.names.iter().map(option).collect();
        let about = format!("of “{}”: which name leaves it", row.name);
        self.open_chooser(Ask::Split(Box::new(row)), "Split", about, options, "");
    }
}

/// Returns the other names of `row` as they stand in the texts.
pub(super) fn written(row: &Joined) -> String {
    let others = row.names.iter().map(|seen| seen.name.as_str()).filter(|name| *name != row.name);
    others.collect::<Vec<_>>().join(", ")
}

/// Returns how near two names are, the greater the nearer: equal, one within the other by whole words, words in common,
/// the initials of the other; 0 for nothing in common.
pub(super) fn nearness(one: &str, other: &str) -> u8 {
    use crate::annotation::entities::folded_name;
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
    u8::from(left.iter().any(|word| right.contains(word) && word.chars().count() > 2))
}
