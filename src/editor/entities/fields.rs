//! What is written of an entity: its name, other names, ids elsewhere, a note.

use super::Editor;
use crate::annotation::Record;
use crate::annotation::entities::{Joined, check_outside_id, renamed};
use crate::annotation::names::{folded_name, one_line};
use crate::editor::aspect::Aspect;
use crate::editor::panel::Purpose;

impl Editor {
    /// Opens the line in which `aspect` of the chosen entity is written.
    pub(super) fn open_aspect(&mut self, aspect: Aspect) {
        let Some(row) = self.chosen_row() else { return };
        if let Some(reason) = self.read_only_reason() {
            return self.warn(&format!("{reason}: nothing can be changed"));
        }
        let text = match row.entity.and_then(|id| self.set.get(id)) {
            Some(Record::Entity(entity)) => aspect.of(entity),
            _ if aspect == Aspect::Name => row.name.clone(),
            _ => String::new(),
        };
        self.open_field(Purpose::Entity(aspect, Box::new(row)), &text);
    }

    /// Takes `text` for `aspect` of the entity of `row`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words; nothing is changed then.
    pub(in crate::editor) fn set_aspect(&mut self, aspect: Aspect, row: &Joined, text: &str) -> Result<(), String> {
        let text = text.trim();
        let name = &row.name;
        match aspect {
            Aspect::Name if text.is_empty() => Err("an entity has a name".to_owned()),
            Aspect::Name => {
                let (old, new) = (name.clone(), one_line(text));
                let summary = format!("rename “{old}” to “{new}”");
                if self.change_entity(row, &summary, |entity| renamed(entity, &new)) {
                    let same = folded_name(&old) == folded_name(&new);
                    let kept = if same { "" } else { "; the old name stays one of its names" };
                    self.tell(&format!("“{old}” is called “{new}” now{kept}"));
                }
                Ok(())
            }
            Aspect::Aliases => {
                let mut aliases: Vec<String> = Vec::new();
                for alias in text.split([';', '；', '؛']).map(one_line).filter(|alias| !alias.is_empty()) {
                    if !aliases.contains(&alias) {
                        aliases.push(alias);
                    }
                }
                let words = if aliases.is_empty() { "no other names".to_owned() } else { aliases.join("; ") };
                if self.change_entity(row, &format!("“{name}” also: {words}"), |entity| entity.aliases = aliases) {
                    self.tell(&format!("“{name}” also: {words}"));
                }
                Ok(())
            }
            Aspect::Ids => {
                let mut ids: Vec<String> = Vec::new();
                for id in text.split_whitespace() {
                    check_outside_id(id).map_err(|reason| format!("{id}: {reason}"))?;
                    if !ids.iter().any(|known| known == id) {
                        ids.push(id.to_owned());
                    }
                }
                let words = if ids.is_empty() { "no ids".to_owned() } else { ids.join(" ") };
                if self.change_entity(row, &format!("“{name}” is {words}"), |entity| entity.outside_ids = ids) {
                    self.tell(&format!("“{name}” is {words}"));
                }
                Ok(())
            }
            Aspect::Note => {
                if self.change_entity(row, &format!("note on “{name}”"), |entity| text.clone_into(&mut entity.note))
                {
                    self.tell(&format!("the note on “{name}” is kept"));
                }
                Ok(())
            }
        }
    }
}
