//! Tying: `=` says what is the same as the thing under the selection, whatever that is.

use super::Editor;
use super::chooser::{Ask, Pick, nobody};
use super::command::Command;
use crate::annotation::entities::{name_of, named, tie};
use crate::annotation::names::one_line;
use crate::annotation::{Edit, Id, Mention, Record, Transaction, Who};
use crate::text::DocId;

/// So many of the entities tied last are offered before the others.
const TIED: usize = 50;

/// So many mentions are gone through at once for the status line.
const AT_ONCE: usize = 1000;

/// What a longer tag names is not looked up for the status line, in bytes.
const LONGEST: usize = 400;

/// What `=` is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tied {
    /// A tag: which entity does it name?
    Mention(Id),
    /// An attribution: where else is the same said?
    Attribution,
    /// The sentence: where else does the same stand?
    Sentence,
}

/// What a mention names: the name, whether by its own name only, and how often each article mentions it where that is known.
pub(super) type Named = (String, bool, Option<[usize; 2]>);

impl Editor {
    /// Runs a command about what is the same.
    pub(super) fn tie_command(&mut self, command: Command) {
        match command {
            Command::Same => self.same(),
            Command::NextSame => self.step_same(false),
            Command::PreviousSame => self.step_same(true),
            Command::Entities => self.open_entities(),
            Command::MarkEnd => self.mark_end(),
            Command::FollowTie => self.follow_tie(),
            _ => {}
        }
    }

    /// Asks what the thing under the selection is the same as.
    fn same(&mut self) {
        if let Some(reason) = self.read_only_reason() {
            self.warn(&format!("{reason}: nothing can be changed"));
            return;
        }
        match self.tied_here() {
            Tied::Mention(id) => self.choose_entity(id),
            Tied::Attribution | Tied::Sentence => self.offer_here(),
        }
    }

    /// Returns what `=` is about: the tag of just the selected words or the one in hand, an attribution by its cue or a
    /// part of it, the innermost tag around the selection, the sentence.
    fn tied_here(&self) -> Tied {
        if let Some(made) = self.just_made() {
            return Tied::Mention(made.id);
        }
        let selection = self.selection();
        let tag = self.in_hand();
        let is_exact = |id: Id| {
            let span = self.set.mention(id).map(|mention| mention.span.start()..mention.span.end());
            self.hand == Some(id) || span == Some(selection.clone())
        };
        match tag.map(|mention| mention.id) {
            Some(id) if is_exact(id) => Tied::Mention(id),
            _ if self.attribution_here().is_some() => Tied::Attribution,
            Some(id) => Tied::Mention(id),
            None => Tied::Sentence,
        }
    }

    /// Lists the entities that tag `id` may name: of its label, the nearest names first, then those tied last.
    pub(super) fn choose_entity(&mut self, id: Id) {
        self.need_names();
        let (Some(mention), Some(names)) = (self.set.mention(id), &self.names) else { return };
        let sides = [self.document(DocId::A), self.document(DocId::B)];
        let words = one_line(&sides[mention.span.doc().index()].covered_span(&mention.span));
        let label = mention.label.as_str();
        let mut options = self.who_options(&words, Some(label), Some(&names.who(mention, sides)));
        if mention.entity.is_some() {
            options.push(nobody());
        }
        let about = format!("{}  {}", self.quoted(&mention.span), self.label_title(label));
        self.open_chooser(Ask::Names(id, words), "Same as", about, options, "");
    }

    /// Lets tag `id` name what was picked.
    pub(super) fn name_mention(&mut self, id: Id, pick: &Pick) {
        let Some(label) = self.set.mention(id).map(|mention| mention.label.clone()) else { return };
        let by = self.provenance();
        let (first, entity) = match pick {
            Pick::Nobody => (None, None),
            Pick::Who(Who::Entity(entity)) => (None, Some(*entity)),
            Pick::Who(Who::Named(_)) | Pick::New(_) => {
                let name = match pick {
                    Pick::New(name) => name.clone(),
                    Pick::Who(who) => self.name_of_who(who),
                    _ => String::new(),
                };
                let new = named(self.new_id(), &label, &name, &by);
                let entity = new.id;
                let add = Edit::add(Record::Entity(new));
                (Some(Transaction::of("", add)), Some(entity))
            }
            Pick::Words(_) | Pick::Place(_) | Pick::At(..) | Pick::Nowhere => return,
        };
        let done = self.commit_after(first, |set| Some(tie(set, &[id], entity, &by)));
        if !done {
            if self.message.is_none() {
                self.tell("it names this already");
            }
            return;
        }
        self.hand = Some(id);
        self.last_tag = Some(id);
        let words = self.set.mention(id).map(|mention| self.quoted(&mention.span)).unwrap_or_default();
        let Some(entity) = entity else { return self.tell(&format!("{words} names no entity now")) };
        let who = Who::Entity(entity);
        self.tied.retain(|tied| *tied != who);
        self.tied.push(who);
        if self.tied.len() > TIED {
            self.tied.remove(0);
        }
        let name = name_of(&self.set, entity).unwrap_or_default().to_owned();
        self.tell(&format!("{words} names “{name}”   ]m goes through its mentions"));
    }

    /// Makes the index of names for the tag in hand, whose entity the status line shows. A large set waits until somebody
    /// asks for entities, so that no key goes through it unasked.
    pub(super) fn name_tag_in_hand(&mut self) {
        if self.names.is_none() && self.mention_count() <= AT_ONCE && self.in_hand().is_some() {
            self.need_names();
        }
    }

    /// Returns what `mention` names; none where it stands alone.
    pub(super) fn entity_of(&self, mention: &Mention) -> Option<Named> {
        // A tag as long as a page is no name.
        if mention.span.covered_bytes() > LONGEST {
            return None;
        }
        let who = self.who(mention)?;
        let counts = self.names.as_ref().map(|names| names.counts(&who));
        if let Who::Entity(entity) = who {
            return Some((name_of(&self.set, entity)?.to_owned(), mention.entity.is_none(), counts));
        }
        let is_name = self.schema.may_be_entity(&mention.label);
        counts.filter(|[a, b]| is_name && a + b > 1).map(|counts| (self.name_of_who(&who), true, Some(counts)))
    }

    /// Returns the name to show of what mentions of one name name.
    pub(super) fn name_of_who(&self, who: &Who) -> String {
        match who {
            Who::Entity(entity) => name_of(&self.set, *entity).unwrap_or_default().to_owned(),
            Who::Named(key) => {
                let first = self.names.as_ref().and_then(|names| names.next(who, None, false));
                let first = first.and_then(|(.., id)| self.set.mention(id));
                let words = |mention: &Mention| self.document(mention.span.doc()).covered_span(&mention.span);
                first.map_or_else(|| key.name.clone(), |mention| one_line(&words(mention)))
            }
        }
    }
}
