//! The attributes of the attribution in the builder: a capital for each, and the mode computed from the text.

use super::{Part, lets_through};
use crate::annotation::schema::{AppliesTo, Attribute};
use crate::editor::Editor;
use crate::editor::command::Where;
use crate::editor::key::Key;
use crate::editor::keymap::Lookup;

impl Editor {
    /// Gives an attribute of the schema its next value by the capital that stands for it; `false` for another key.
    pub(in crate::editor) fn builder_takes(&mut self, key: Key) -> bool {
        let Some(typed) = key.typed().filter(|typed| typed.is_uppercase()) else { return false };
        if self.builder.is_none() || self.overlay.is_some() || !self.pending.is_empty() {
            return false;
        }
        let Some(attribute) = self.attribute_keys().into_iter().find(|(key, _)| *key == typed).map(|(_, at)| at) else {
            return false;
        };
        let Some(attribute) = self.schema.attributes.get(attribute) else { return false };
        let Some(builder) = &mut self.builder else { return false };
        let now = builder.attributes.get(&attribute.name);
        let next = match now.and_then(|now| attribute.values.iter().position(|value| value.name == *now)) {
            Some(at) => attribute.values.get(at + 1),
            None => attribute.values.first(),
        };
        builder.mode_chosen |= attribute.name == "mode";
        match next {
            Some(value) => builder.attributes.insert(attribute.name.clone(), value.name.clone()),
            None => builder.attributes.remove(&attribute.name),
        };
        true
    }

    /// Returns the attributes of attributions that have listed values, each with the capital that changes it and its
    /// place in the schema: the first letter of its name that is free.
    pub(in crate::editor) fn attribute_keys(&self) -> Vec<(char, usize)> {
        let mut taken: Vec<char> = ('A'..='Z').filter(|letter| self.has_work(*letter)).collect();
        let mut keys = Vec::new();
        let of_attributions =
            |attribute: &Attribute| attribute.on == AppliesTo::Attribution && !attribute.values.is_empty();
        for (at, attribute) in self.schema.attributes.iter().enumerate().filter(|(_, one)| of_attributions(one)) {
            let letters =
                attribute.name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase());
            let free = letters.chain('A'..='Z').find(|letter| !taken.contains(letter));
            if let Some(letter) = free {
                taken.push(letter);
                keys.push((letter, at));
            }
        }
        keys
    }

    /// Returns whether `letter` runs or begins something in the builder by the key map.
    fn has_work(&self, letter: char) -> bool {
        let key = [Key::char(letter)];
        match self.keymap.look_up(Where::Builder, &key) {
            Lookup::Unbound => match self.keymap.look_up(Where::Reading, &key) {
                Lookup::Run(command) => lets_through(command),
                Lookup::Pending => true,
                Lookup::Unbound => false,
            },
            Lookup::Run(_) | Lookup::Pending => true,
        }
    }

    /// Computes whether the content is quoted, in part or not at all, unless a person has said so.
    pub(super) fn compute_mode(&mut self) {
        let Some(builder) = &mut self.builder else { return };
        let known = |value: &str| {
            self.schema
                .attributes
                .iter()
                .any(|attribute| attribute.name == "mode" && attribute.values.iter().any(|known| known.name == value))
        };
        if builder.mode_chosen {
            return;
        }
        let document = &self.documents[builder.doc.index()];
        let (mut quoted, mut unquoted) = (false, false);
        for piece in builder.draft.items(Part::Content).iter().flat_map(|item| &item.pieces) {
            let whole = document.quotation_at(piece.start).is_some_and(|quotation| piece.end <= quotation.end);
            let part = document
                .next_quotation(piece.start.saturating_sub(1))
                .is_some_and(|quotation| quotation.start < piece.end);
            (quoted, unquoted) = (quoted || whole || part, unquoted || !whole);
        }
        let mode = match (quoted, unquoted) {
            (true, false) => "direct",
            (true, true) => "mixed",
            (false, _) => "indirect",
        };
        if builder.draft.items(Part::Content).is_empty() {
            builder.attributes.remove("mode");
        } else if known(mode) {
            builder.attributes.insert("mode".to_owned(), mode.to_owned());
        }
    }
}
