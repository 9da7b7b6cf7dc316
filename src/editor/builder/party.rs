//! Parties that are entities: `=` says who the source in hand is, with words in the text or without.

use std::cmp::Reverse;

use super::{Builder, Item, Part};
use crate::annotation::entities::{name_of, named};
use crate::annotation::names::one_line;
use crate::annotation::{Edit, Id, OperationKind, Record, Transaction, Who};
use crate::editor::Editor;
use crate::editor::chooser::{Ask, Choice, Pick, nearness};
use crate::editor::scene::{Ink, Role};

impl Builder {
    /// Lets the party in hand be `entity`; its words stay. One that has neither words nor entity goes.
    fn set_entity(&mut self, entity: Option<Id>) {
        let at = self.at.0;
        let items = self.draft.items_mut(self.part);
        if items.get(at).is_none() {
            items.push(Item::default());
        }
        let at = at.min(items.len() - 1);
        let Some(item) = items.get_mut(at) else { return };
        item.entity = entity;
        item.party = item.party.take().map(|party| crate::annotation::Party { entity, ..party });
        if item.pieces.is_empty() && entity.is_none() {
            items.remove(at);
        }
        self.at = (at.min(items.len().saturating_sub(1)), 0);
    }
}

impl Editor {
    /// Lists the entities that the source or the addressee in hand may be, the nearest names first.
    pub(super) fn choose_party(&mut self) {
        let Some(builder) = &self.builder else { return };
        if !matches!(builder.part, Part::Source | Part::Addressee) {
            return self.tell("who speaks and to whom can be an entity: s takes the source in hand");
        }
        let item = builder.draft.items(builder.part).get(builder.at.0);
        let document = self.document(builder.doc);
        let words = item.map(|item| item.pieces.iter().map(|piece| document.slice(piece.clone())).collect::<Vec<_>>());
        let words = one_line(&words.unwrap_or_default().join(" "));
        let is_one = item.is_some_and(|item| item.entity.is_some());
        let mut found: Vec<_> = self.set.entities().collect();
        found.sort_by_cached_key(|entity| {
            let tied = self.tied.iter().rposition(|last| *last == Who::Entity(entity.id)).map_or(0, |at| at + 1);
            (Reverse(nearness(&words, &entity.name)), Reverse(tied), entity.name.clone(), entity.id)
        });
        let option = |entity: &crate::annotation::Entity| {
            let (letter, wash) = self.letter_of(&entity.label);
            let row = vec![
                (0, letter.to_string(), Ink::of(Role::Text).bold().wash(wash)),
                (2, entity.name.clone(), Ink::of(Role::Text)),
            ];
            Choice { pick: Pick::Who(Who::Entity(entity.id)), row, words: entity.name.clone() }
        };
        let mut options: Vec<Choice> = found.into_iter().map(option).collect();
        if is_one {
            let row = vec![(2, "no entity".to_owned(), Ink::of(Role::Dim).italic())];
            options.push(Choice { pick: Pick::Nobody, row, words: "no entity".to_owned() });
        }
        let about = if words.is_empty() { "who is not in the text".to_owned() } else { format!("“{words}”") };
        self.open_chooser(Ask::Party, "Who is", about, options, "");
    }

    /// Lets the party in hand be what was picked; a new entity is put into the set at once.
    pub(in crate::editor) fn name_party(&mut self, pick: Pick) {
        let entity = match pick {
            Pick::Nobody => None,
            Pick::Who(Who::Entity(entity)) => Some(entity),
            Pick::New(name) => {
                let Some(label) = self.schema.labels.first().map(|label| label.name.clone()) else { return };
                let new = named(self.new_id(), &label, &name, &self.provenance());
                let id = new.id;
                let add = Transaction::of(format!("entity “{name}”"), Edit::add(Record::Entity(new)));
                if !self.commit(OperationKind::Do, add) {
                    return;
                }
                Some(id)
            }
            _ => return,
        };
        let Some(builder) = &mut self.builder else { return };
        builder.set_entity(entity);
        builder.set_by_hand[builder.part.index()] = true;
        match entity.and_then(|id| name_of(&self.set, id)).map(str::to_owned) {
            Some(name) => self.tell(&format!("it is “{name}”; a accepts")),
            None => self.tell("it is no entity now"),
        }
    }
}
