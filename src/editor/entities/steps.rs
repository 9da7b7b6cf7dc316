//! Going through the mentions of one entity, in both articles.

use super::Editor;
use crate::annotation::names::{Place, place};
use crate::annotation::{Id, Mention, Who};
use crate::editor::panel::Overlay;
use crate::text::{DocId, Span};

impl Editor {
    /// Returns what `mention` names, as far as that is known without going through the set.
    pub(in crate::editor) fn who(&self, mention: &Mention) -> Option<Who> {
        let sides = [self.document(DocId::A), self.document(DocId::B)];
        match (&self.names, mention.entity) {
            (Some(names), _) => Some(names.who(mention, sides)),
            (None, entity) => entity.map(Who::Entity),
        }
    }

    /// Goes to the next mention of what the tag here names (the one before, if `back`), through both articles and round.
    pub(in crate::editor) fn step_same(&mut self, back: bool) {
        self.need_names();
        let Some(mention) = self.tag_or_tell() else { return };
        let Some(who) = self.who(&mention) else { return };
        match self.next_mention_of(&who, Some(place(&mention)), back) {
            Some((id, span)) if id != mention.id => {
                self.mark_place();
                self.take_in_hand(id, &span);
            }
            _ => self.tell("this is the only mention of it"),
        }
    }

    /// Goes to the next mention of the chosen entity (the one before, if `back`); without room beside the articles the
    /// list closes.
    pub(super) fn step_chosen(&mut self, back: bool) {
        let Some(row) = self.chosen_row() else { return };
        let here = self.in_hand().filter(|mention| row.mentions().any(|id| id == mention.id));
        let here = match here {
            Some(mention) => place(mention),
            // From wherever the selection is.
            None => (self.focus, self.selection().start, self.selection().end, if back { Id::A } else { Id::B }),
        };
        let Some((id, span)) = self.next_mention_of(&row.who(), Some(here), back) else {
            return self.tell(&format!("“{}” has no mention", row.name));
        };
        if !self.is_docked() {
            self.close_entities();
            self.tell("]m and [m go on through its mentions");
        }
        self.mark_place();
        self.take_in_hand(id, &span);
        if self.is_docked() {
            self.overlay = Some(Overlay::Entities);
        }
    }

    /// Returns the next mention of `who` after `from`, round to the first.
    fn next_mention_of(&self, who: &Who, from: Option<Place>, back: bool) -> Option<(Id, Span)> {
        let names = self.names.as_ref()?;
        let (.., id) = names.next(who, from, back).or_else(|| names.next(who, None, back))?;
        Some((id, self.set.mention(id)?.span.clone()))
    }
}
