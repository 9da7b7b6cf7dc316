//! Parties that are entities: `=` says who the source in hand is, with words in the text or without.

use super::{Builder, Item, Part, Whom};
use crate::annotation::entities::{name_of, named};
use crate::annotation::names::one_line;
use crate::annotation::{Edit, Record, Who};
use crate::editor::Editor;
use crate::editor::chooser::{Ask, Pick, nobody};

impl Builder {
    /// Lets the party in hand be `whom`; its words stay. One that has neither words nor entity goes.
    fn set_whom(&mut self, whom: Option<Whom>) {
        let at = self.at.0;
        let items = self.draft.items_mut(self.part);
        if items.get(at).is_none() {
            items.push(Item::default());
        }
        let at = at.min(items.len() - 1);
        let Some(item) = items.get_mut(at) else { return };
        item.whom = whom;
        if item.pieces.is_empty() && item.whom.is_none() {
            items.remove(at);
        }
        self.at = (at.min(items.len().saturating_sub(1)), 0);
    }
}

impl Editor {
    /// Lists the entities that the source or the addressee in hand may be, the nearest names first.
    pub(super) fn choose_party(&mut self) {
        self.need_names();
        let Some(builder) = &self.builder else { return };
        if !matches!(builder.part, Part::Source | Part::Addressee) {
            return self.tell("who speaks and to whom can be an entity: s takes the source in hand");
        }
        let item = builder.draft.items(builder.part).get(builder.at.0);
        let document = self.document(builder.doc);
        let words = item.map(|item| item.pieces.iter().map(|piece| document.slice(piece.clone())).collect::<Vec<_>>());
        let words = one_line(&words.unwrap_or_default().join(" "));
        let mut options = self.who_options(&words, None, None);
        if item.is_some_and(|item| item.whom.is_some()) {
            options.push(nobody());
        }
        let (heading, about) = match builder.part {
            _ if !words.is_empty() => ("Who is", format!("“{words}”")),
            Part::Addressee => ("To whom", "not in the text".to_owned()),
            _ => ("Who speaks", "not in the text".to_owned()),
        };
        self.open_chooser(Ask::Party(words), heading, about, options, "");
    }

    /// Lets the party in hand be what was picked; a new entity is made with the attribution.
    pub(in crate::editor) fn name_party(&mut self, pick: Pick) {
        let whom = match pick {
            Pick::Nobody => None,
            Pick::Who(Who::Entity(entity)) => Some(Whom::Entity(entity)),
            Pick::Who(who @ Who::Named(_)) => {
                let name = self.name_of_who(&who);
                let Who::Named(key) = who else { return };
                Some(Whom::New(name, Some(key.label)))
            }
            Pick::New(name) => Some(Whom::New(name, None)),
            _ => return,
        };
        let words = match whom.as_ref().and_then(|whom| self.whom_name(whom)) {
            Some(name) => format!("it is “{name}”; a accepts"),
            None => "it is no entity now".to_owned(),
        };
        let Some(builder) = &mut self.builder else { return };
        builder.set_whom(whom);
        builder.set_by_hand[builder.part.index()] = true;
        self.tell(&words);
    }

    /// Returns the name of what a party is said to be.
    pub(in crate::editor) fn whom_name<'a>(&'a self, whom: &'a Whom) -> Option<&'a str> {
        match whom {
            Whom::Before(id, _) | Whom::Entity(id) => name_of(&self.set, *id),
            Whom::New(name, _) => Some(name),
        }
    }

    /// Returns the edits that make the entities which parties of the draft are to be, and lets them be these. One has the
    /// label of the mention that its words are, where they are one.
    pub(super) fn make_entities(&mut self, builder: &mut Builder) -> Vec<Edit> {
        let mut made: Vec<(Whom, Edit, Whom)> = Vec::new();
        for part in [Part::Source, Part::Addressee] {
            for at in 0..builder.draft.items(part).len() {
                let Some(item) = builder.draft.items(part).get(at) else { continue };
                let Some(whom @ Whom::New(name, label)) = &item.whom else { continue };
                let known = made.iter().find(|(known, ..)| known == whom).map(|(.., is)| is.clone());
                let is = known.unwrap_or_else(|| {
                    let label = label.clone().or_else(|| self.label_of_words(builder, item)).unwrap_or_default();
                    let id = self.new_id();
                    let entity = named(id, &label, name, &self.provenance());
                    made.push((whom.clone(), Edit::add(Record::Entity(entity)), Whom::Entity(id)));
                    Whom::Entity(id)
                });
                if let Some(item) = builder.draft.items_mut(part).get_mut(at) {
                    item.whom = Some(is);
                }
            }
        }
        made.into_iter().map(|(_, edit, _)| edit).collect()
    }

    /// Returns the label of the mention that the words of `item` are, otherwise the first of the schema.
    fn label_of_words(&self, builder: &Builder, item: &Item) -> Option<String> {
        let document = self.document(builder.doc);
        let mention = item.span(document).and_then(|span| self.mention_named_by(document, &span));
        let label = mention.map(|mention| &mention.label);
        label.or_else(|| self.schema.labels.first().map(|label| &label.name)).cloned()
    }
}
