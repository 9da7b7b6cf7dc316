//! Choosing an entity for a tag.

use super::Editor;
use super::panel::{Act, Kind, Panel, PanelRow};
use super::scene::{Ink, Role};
use crate::annotation::entities::{name_of, tie};
use crate::annotation::{Entity, Id, OperationKind};

impl Editor {
    /// Lists the entities that tag `id` may name.
    pub(super) fn choose_entity(&mut self, id: Id) {
        let Some(mention) = self.set.mention(id) else { return };
        let mut found: Vec<&Entity> = self.set.entities().filter(|entity| entity.label == mention.label).collect();
        found.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        let row = |entity: &Entity| PanelRow {
            pieces: vec![(0, entity.name.clone(), Ink::of(Role::Text))],
            act: Act::Tie(id, entity.id),
        };
        let rows: Vec<PanelRow> = found.into_iter().map(row).collect();
        let about = self.quoted(&mention.span);
        self.open_panel(Panel::new(Kind::Tie, "Same as", about, rows), "no entity has this label yet");
    }

    /// Lets tag `id` name `entity`.
    pub(super) fn tie_to(&mut self, id: Id, entity: Id) {
        self.overlay = None;
        let transaction = tie(&self.set, &[id], Some(entity), &self.provenance());
        let name = name_of(&self.set, entity).unwrap_or_default().to_owned();
        if transaction.edits.is_empty() {
            self.tell(&format!("it names “{name}” already"));
        } else if self.commit(OperationKind::Do, transaction) {
            self.tell(&format!("names “{name}”"));
        }
    }
}
