//! The lists of options in front: opened, narrowed as a person types, and the one that is taken.

use super::Editor;
use super::chooser::{Ask, COUNTS, Choice, Chooser, Pick, Row, nearness, written};
use super::panel::{Act, Kind, Overlay, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::Who;
use crate::annotation::entities::{Joined, Seen};

/// The column of remarks in a row.
const REMARKS: u16 = 54;

const PLAIN: Ink = Ink::of(Role::Text);
const DIM: Ink = Ink::of(Role::Dim);

/// Returns the rows of a panel, each of which takes the option of its number.
fn numbered(rows: Vec<Row>) -> Vec<PanelRow> {
    rows.into_iter().enumerate().map(|(at, pieces)| PanelRow { pieces, act: Act::Pick(at) }).collect()
}

impl Editor {
    /// Puts a list of `options` in front, under `heading`; says `empty` where there is none and none can be made.
    pub(super) fn open_chooser(&mut self, ask: Ask, heading: &str, about: String, options: Vec<Choice>, empty: &str) {
        if options.is_empty() && matches!(ask, Ask::Merge(_) | Ask::Split(_)) {
            return self.tell(empty);
        }
        let mut chooser = Chooser::new(ask, options);
        let rows = numbered(chooser.narrow(""));
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
        if matches!(chooser.ask, Ask::Locate(_)) {
            return self.ask_for_places(&typed);
        }
        let rows = chooser.narrow(&typed);
        panel.put_rows(numbered(rows));
    }

    /// Puts `options` in the place of those before, if it is still asked where something lies.
    pub(super) fn offer_places(&mut self, about: String, options: Vec<Choice>) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let Some(chooser) = panel.chooser.as_mut().filter(|chooser| matches!(chooser.ask, Ask::Locate(_))) else {
            return;
        };
        let rows = chooser.show(options);
        panel.about = about;
        panel.put_rows(numbered(rows));
    }

    /// Does what the chosen option says.
    pub(super) fn pick(&mut self, at: usize) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let Some(chooser) = panel.chooser.take() else { return };
        let Some((ask, pick)) = chooser.taken(at) else { return };
        self.overlay = None;
        self.back_to_entities();
        match (ask, pick) {
            (Ask::Names(mention), pick) => self.name_mention(mention, &pick),
            (Ask::Party, pick) => self.name_party(pick),
            (Ask::Merge(gone), Pick::Who(who)) => {
                let rows = self.entities.as_ref().map(|entities| entities.rows.as_slice()).unwrap_or_default();
                if let Some(kept) = rows.iter().find(|row| row.who() == who).cloned() {
                    self.merge_rows(&gone, &kept);
                }
            }
            (Ask::Split(row), Pick::Words(name)) => self.split_name(&row, &name),
            (Ask::Locate(row), pick) => self.locate(&row, pick),
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
        let option = |seen: &Seen| Choice {
            pick: Pick::Words(seen.name.clone()),
            row: vec![(0, format!("{times}{}", seen.count), DIM), (6, seen.name.clone(), PLAIN)],
            words: seen.name.clone(),
        };
        let options: Vec<Choice> = row.names.iter().map(option).collect();
        let about = format!("of “{}”: which name leaves it", row.name);
        self.open_chooser(Ask::Split(Box::new(row)), "Split", about, options, "");
    }
}
