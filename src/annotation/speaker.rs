//! Speakers: who an attribution says speaks, by entity where that is known, by words otherwise.

use super::attribution::{Attribution, Party};
use super::id::Id;
use super::names::folded_name;
use super::record::Record;
use super::set::Set;
use crate::text::Document;

/// So many quotations that run on are followed back to who began.
const STEPS: usize = 64;

/// One who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The entity, where a person has said which it is.
    pub entity: Option<Id>,
    /// The entity's name, or the words of the text.
    pub name: String,
    /// The words of the text; none where the text names nobody.
    pub words: String,
}

impl Speaker {
    /// Returns what two speakers have in common who are the same: the entity, or the name without case and article.
    #[must_use]
    pub fn key(&self) -> String {
        match self.entity {
            Some(id) => id.to_string(),
            None => folded_name(&self.name),
        }
    }
}

/// Returns who speaks in `attribution`; where it goes on with a quotation and names nobody, who speaks there.
#[must_use]
pub fn speakers(set: &Set, documents: [&Document; 2], attribution: &Attribution) -> Vec<Speaker> {
    let mut at = attribution;
    for _ in 0..STEPS {
        if !at.sources.is_empty() {
            break;
        }
        match at.continues.and_then(|id| set.get(id)) {
            Some(Record::Attribution(before)) => at = before,
            _ => break,
        }
    }
    at.sources.iter().map(|party| speaker(set, documents, party)).collect()
}

fn speaker(set: &Set, documents: [&Document; 2], party: &Party) -> Speaker {
    let mention = party.mention.and_then(|id| set.mention(id));
    let span = party.span.as_ref().or(mention.map(|mention| &mention.span));
    let words = span.map(|span| documents[span.doc().index()].covered_span(span)).unwrap_or_default();
    let id = party.entity.or(mention.and_then(|mention| mention.entity));
    let entity = id.and_then(|id| match set.get(id) {
        Some(Record::Entity(entity)) => Some(entity),
        _ => None,
    });
    let name = entity.map_or_else(|| words.clone(), |entity| entity.name.clone());
    Speaker { entity: entity.map(|entity| entity.id), name, words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, Entity, IdSource, Provenance, Transaction, entities};
    use crate::text::DocId;

    #[test]
    fn who_speaks_is_the_entity_the_words_or_whoever_began() {
        let documents = [
            Document::new(DocId::A, "The Mayor said it holds. “It will.” Nobody slept.".to_owned()),
            Document::new(DocId::B, String::new()),
        ];
        let (mut ids, mut set) = (IdSource::new(1), Set::new("s", "news", "mk"));
        let mut next = || ids.next(|_| false);
        let entity: Entity = entities::named(next(), "person", "Ayşe", &Provenance::default());
        let of = |range: std::ops::Range<usize>| documents[0].span(range).expect("inside");
        let mut said = Attribution::empty(next(), DocId::A, Provenance::default());
        said.sources.push(Party { span: Some(of(0..9)), ..Party::default() });
        let mut on = Attribution::empty(next(), DocId::A, Provenance::default());
        on.contents.push(of(25..39));
        on.continues = Some(said.id);
        let mut known = said.clone();
        known.id = next();
        known.sources[0].entity = Some(entity.id);
        let mut nobody = on.clone();
        (nobody.id, nobody.continues) = (next(), None);
        let records = [Record::Entity(entity.clone())]
            .into_iter()
            .chain([&said, &on, &known, &nobody].map(|one| Record::Attribution(one.clone())));
        let edits = records.map(Edit::add).collect();
        set.apply(&Transaction { summary: String::new(), edits }).expect("all fit together");
        let names = |one: &Attribution| -> Vec<(String, String)> {
            let found = speakers(&set, [&documents[0], &documents[1]], one);
            found.iter().map(|speaker| (speaker.name.clone(), speaker.key())).collect()
        };
        assert_eq!(names(&said), [("The Mayor".to_owned(), "mayor".to_owned())]);
        assert_eq!(names(&on), names(&said));
        assert_eq!(names(&known), [("Ayşe".to_owned(), entity.id.to_string())]);
        assert_eq!(names(&nobody), []);
    }
}
