//! The lists of options in front: opened, narrowed as a person types, and the one that is taken.

use std::cmp::Reverse;

use super::Editor;
use super::chooser::{Ask, COUNTS, Choice, Chooser, Near, Pick, Row, written};
use super::panel::{Act, Kind, Overlay, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::entities::{Joined, Seen};
use crate::annotation::names::folded_name;
use crate::annotation::{Record, Timestamp, Who, counted};

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
        let rows = self.shown_options(&mut chooser, "");
        let mut panel = Panel::new(Kind::Choose, heading, about, rows);
        panel.list.top();
        panel.chooser = Some(Box::new(chooser));
        self.overlay = Some(Overlay::Panel(Box::new(panel)));
    }

    /// Narrows the list of options in front by what is typed.
    pub(super) fn narrow_chooser(&mut self) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let typed = panel.filter.text().to_owned();
        if panel.chooser.as_ref().is_some_and(|chooser| matches!(chooser.ask, Ask::Locate(_))) {
            return self.ask_for_places(&typed);
        }
        let Some(mut chooser) = panel.chooser.take() else { return };
        let rows = self.shown_options(&mut chooser, &typed);
        if let Some(Overlay::Panel(panel)) = &mut self.overlay {
            panel.chooser = Some(chooser);
            panel.put_rows(rows);
        }
    }

    /// Shows the options of `chooser` that `typed` leaves, and returns their rows.
    fn shown_options(&self, chooser: &mut Chooser, typed: &str) -> Vec<PanelRow> {
        let mut options = chooser.narrow(typed);
        for option in options.iter_mut().filter(|option| option.row.is_empty()) {
            if let Pick::Who(who) = &option.pick {
                option.row = self.who_row(&chooser.ask, who);
            }
        }
        numbered(chooser.show(options))
    }

    /// Puts `options` in the place of those before, under a `note` where there is one, if it is still asked where something
    /// lies.
    pub(super) fn offer_places(&mut self, note: &str, options: Vec<Choice>) {
        let of = self.asked_row().map(|row| format!("of “{}”", row.name)).unwrap_or_default();
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let Some(chooser) = panel.chooser.as_mut().filter(|chooser| matches!(chooser.ask, Ask::Locate(_))) else {
            return;
        };
        let places = options.iter().filter(|option| matches!(option.pick, Pick::Place(_))).count();
        let count = if places > 0 { format!("  {}", counted(places, "place")) } else { String::new() };
        panel.about = of + &count;
        let mut rows = Vec::new();
        if !note.is_empty() {
            rows.push(PanelRow { pieces: vec![(0, note.to_owned(), DIM.italic())], act: Act::None });
        }
        rows.extend(numbered(chooser.show(options)));
        // The note is chosen where there is one: Enter at a name that is not found takes no place away.
        panel.put_rows(rows);
    }

    /// Says that places are being searched; those before stay in sight, and none of them can be taken.
    pub(super) fn await_places(&mut self) {
        let of = self.asked_row().map(|row| format!("of “{}”", row.name)).unwrap_or_default();
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        if let Some(chooser) = &mut panel.chooser {
            chooser.waiting = true;
            panel.about = format!("{of}  searching");
        }
    }

    /// Does what the chosen option says.
    pub(super) fn pick(&mut self, at: usize) {
        let Some(Overlay::Panel(panel)) = &mut self.overlay else { return };
        let Some((ask, pick)) = panel.chooser.take().and_then(|chooser| chooser.taken(at)) else { return };
        self.overlay = None;
        self.back_to_entities();
        match (ask, pick) {
            (Ask::Names(mention, _), pick) => self.name_mention(mention, &pick),
            (Ask::Party(_), pick) => self.name_party(pick),
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

    /// Returns the options for what `words` name, of `label` if there is one: the nearest names first, then what was tied
    /// last; `now` is what they name already. Their rows are made when they are shown.
    pub(super) fn who_options(&self, words: &str, label: Option<&str>, now: Option<&Who>) -> Vec<Choice> {
        let Some(names) = &self.names else { return Vec::new() };
        let (asked, wanted) = (Near::to(words), |of: &str| label.is_none_or(|label| label == of));
        let entities = self.set.entities().filter(|entity| wanted(&entity.label));
        let entities = entities.map(|entity| (Who::Entity(entity.id), entity.provenance.on));
        let unowned = names.unowned().filter(|key| wanted(&key.label) && self.schema.may_be_entity(&key.label));
        // What names itself alone is no choice.
        let unowned =
            unowned.map(|key| (Who::Named(key.clone()), Timestamp::FIRST)).filter(|(who, _)| Some(who) != now);
        let mut found: Vec<_> = entities
            .chain(unowned)
            .map(|(who, on)| {
                let near = names.names_of(&who).map(|key| asked.of(&key.name)).max().unwrap_or(0);
                let near = if Some(&who) == now { 0 } else { near };
                let tied = self.tied.iter().rposition(|last| *last == who).map_or(0, |at| at + 1);
                let count: usize = names.counts(&who).iter().sum();
                (Reverse((near, tied, on, count)), self.name_of_who(&who), who)
            })
            .collect();
        found.sort_unstable();
        let option = |(_, words, who)| Choice { pick: Pick::Who(who), row: Vec::new(), words };
        found.into_iter().map(option).collect()
    }

    /// Returns the row of `who` among what may be picked for `ask`.
    fn who_row(&self, ask: &Ask, who: &Who) -> Row {
        let label = match who {
            Who::Named(key) => key.label.clone(),
            Who::Entity(id) => match self.set.get(*id) {
                Some(Record::Entity(entity)) => entity.label.clone(),
                _ => String::new(),
            },
        };
        let mention = match ask {
            Ask::Names(id, _) => self.set.mention(*id),
            _ => None,
        };
        let remark = match mention.filter(|mention| self.who(mention).as_ref() == Some(who)) {
            Some(mention) if mention.entity.is_some() => "it names this now",
            Some(_) => "by name only ?",
            None => "",
        };
        let counts = self.names.as_ref().map(|names| names.counts(who)).unwrap_or_default();
        self.entity_row(&label, &self.name_of_who(who), counts, matches!(who, Who::Named(_)), remark)
    }

    /// Returns the row of an entity called `name`, or of what is joined by this name alone if it is `open`.
    fn entity_row(&self, label: &str, name: &str, [a, b]: [usize; 2], open: bool, remark: &str) -> Row {
        let (letter, wash) = self.letter_of(label);
        let open = if open { " ?" } else { "" };
        vec![
            (0, letter.to_string(), PLAIN.bold().wash(wash)),
            (2, format!("{name}{open}"), PLAIN),
            (COUNTS, format!("A {a:>3}  B {b:>3}"), DIM),
            (REMARKS, remark.to_owned(), DIM),
        ]
    }

    /// Lists the entities that the chosen one may be the same as, its own label and the nearest names first.
    pub(super) fn open_merge(&mut self) {
        let Some(entities) = &self.entities else { return };
        let Some(row) = entities.chosen().cloned() else { return };
        let mut others: Vec<&Joined> = entities.rows.iter().filter(|other| other.who() != row.who()).collect();
        let names: Vec<Near> =
            row.names.iter().map(|seen| &seen.name).chain([&row.name]).map(|name| Near::to(name)).collect();
        others.sort_by_cached_key(|other| {
            let folded = folded_name(&other.name);
            let near = names.iter().map(|name| name.of(&folded)).max().unwrap_or(0);
            (other.label != row.label, Reverse(near), Reverse(other.counts[0] + other.counts[1]))
        });
        let option = |other: &Joined| {
            let remark = written(other);
            let row = self.entity_row(&other.label, &other.name, other.counts, other.entity.is_none(), &remark);
            Choice { pick: Pick::Who(other.who()), row, words: format!("{} {remark}", other.name) }
        };
        let options: Vec<Choice> = others.into_iter().map(option).collect();
        let about = format!("“{}” with", row.name);
        self.open_chooser(Ask::Merge(Box::new(row)), "Merge", about, options, "there is no other entity");
    }

    /// Lists the names of the chosen entity, one of which may leave it.
    pub(super) fn open_split(&mut self) {
        let Some(row) = self.entities.as_ref().and_then(|entities| entities.chosen()).cloned() else { return };
        if row.entity.is_none() {
            let name = &row.name;
            return self
                .tell(&format!("“{name}” is joined by its name alone: Enter confirms it, then a name can leave it"));
        }
        if row.names.len() < 2 {
            let words = format!("“{}” has one name only; = on one of its tags gives that another entity", row.name);
            return self.tell(&words);
        }
        let times = self.sign('×');
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
