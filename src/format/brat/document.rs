//! The annotations of one document in brat's notation.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use super::cut::{in_order, pieces};
use super::names::{breaks, is_reference, one_line, plain};
use super::shared::Shared;
use crate::annotation::{
    Attribution, AttributionState, Entity, Id, Link, LinkKind, Member, Mention, Party, Record, Set,
};
use crate::format::export::Source;
use crate::format::losses::{Loss, Losses};
use crate::format::order::all;
use crate::format::piece::Piece;
use crate::text::{DocId, Span};

static SPLIT: Loss = Loss {
    one: "span over a line end or tab",
    many: "spans over line ends or tabs",
    why: "written in pieces without the line ends and tabs",
};
static BREAKS_ALONE: Loss =
    Loss { one: "span of line ends alone", many: "spans of line ends alone", why: "brat has no line ends in spans" };
static REORDERED: Loss = Loss {
    one: "order of display of a split span",
    many: "orders of display of split spans",
    why: "brat takes pieces that touch for an overlap when they stand against the order of the text",
};
static WORDLESS: Loss = Loss {
    one: "attribution without words in the text",
    many: "attributions without words in the text",
    why: "an event in brat needs a trigger",
};
static PARTY: Loss = Loss {
    one: "party that is an entity without words here",
    many: "parties that are entities without words here",
    why: "written as a note",
};
static ACROSS: Loss = Loss { one: "link", many: "links", why: "brat has no link across documents" };
static TIED: Loss = Loss {
    one: "link to what is no mention, attribution or passage",
    many: "links to what is no mention, attribution or passage",
    why: "brat has no such annotation",
};
static CHAIN: Loss = Loss {
    one: "link of more than two members",
    many: "links of more than two members",
    why: "written as relations from one member to the next",
};
static NOTE_LINES: Loss = Loss { one: "note of several lines", many: "notes of several lines", why: "put on one line" };
static VALUES: Loss = Loss {
    one: "value of an attribute",
    many: "values of attributes",
    why: "written with _ for blanks and other signs",
};
/// The lines of one document, each kind with its own count.
#[derive(Default)]
pub(super) struct Annotations {
    lines: String,
    counts: BTreeMap<char, usize>,
    /// What stands for the mentions and attributions that could be written.
    made: HashMap<Id, String>,
}

const INVARIANT: &str = "a String takes all that is written";

impl Annotations {
    /// Returns the annotation file of `doc`.
    pub fn of(source: &Source, doc: DocId, shared: &mut Shared) -> String {
        let mut writer = Writer { annotations: Annotations::default(), source, doc, shared };
        for mention in all::<Mention>(source.set).into_iter().filter(|mention| mention.span.doc() == doc) {
            writer.mention(mention);
        }
        let here: Vec<&Attribution> = all(source.set);
        let here: Vec<&Attribution> = here.into_iter().filter(|attribution| attribution.doc == doc).collect();
        for attribution in &here {
            writer.attribution(attribution);
        }
        for attribution in here {
            writer.nesting(attribution);
        }
        for link in all::<Link>(source.set) {
            writer.link(link);
        }
        writer.annotations.lines
    }

    /// Writes a line `prefix` with the next number of its kind and returns its id.
    fn line(&mut self, prefix: char, rest: &str) -> String {
        let count = self.counts.entry(prefix).or_default();
        *count += 1;
        let id = format!("{prefix}{count}");
        writeln!(self.lines, "{id}\t{rest}").expect(INVARIANT);
        id
    }
}

struct Writer<'a, 's> {
    annotations: Annotations,
    source: &'a Source<'a>,
    doc: DocId,
    shared: &'s mut Shared,
}

impl Writer<'_, '_> {
    fn lose(&mut self, loss: &'static Loss) {
        self.shared.losses.count(loss, 1);
    }

    fn entity(&self, id: Id) -> Option<&Entity> {
        match self.source.set.get(id) {
            Some(Record::Entity(entity)) => Some(entity),
            _ => None,
        }
    }

    /// Writes a text-bound line and returns its id, `None` where the span holds nothing but line ends and tabs.
    fn bound(&mut self, kind: &str, span: &Span) -> Option<String> {
        let (pieces, whole) = pieces(&Piece::all(self.source.documents, span));
        if !whole {
            self.lose(if pieces.is_empty() { &BREAKS_ALONE } else { &SPLIT });
        }
        if pieces.is_empty() {
            return None;
        }
        let (pieces, kept) = in_order(pieces);
        if !kept {
            self.lose(&REORDERED);
        }
        let places: Vec<String> = pieces.iter().map(|piece| format!("{} {}", piece.start, piece.end)).collect();
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        Some(self.annotations.line('T', &format!("{kind} {}\t{}", places.join(";"), texts.join(" "))))
    }

    fn mention(&mut self, mention: &Mention) {
        let kind = self.shared.types.of(&mention.label);
        let Some(id) = self.bound(&kind, &mention.span) else { return };
        self.attributes(&id, &kind, &mention.attributes);
        if let Some(share) = mention.confidence {
            self.field(&id, "Confidence", Some(&(f64::from(share) / 1000.0).to_string()));
        }
        if mention.doubt {
            self.field(&id, "Doubt", None);
        }
        if let Some(entity) = mention.entity {
            self.reference(&id, entity);
        }
        self.note(&id, &mention.note);
        self.annotations.made.insert(mention.id, id);
    }

    fn attribution(&mut self, attribution: &Attribution) {
        let mut arguments = Arguments::default();
        let mut notes: Vec<String> = Vec::new();
        let parties = [("Source", &attribution.sources), ("Addressee", &attribution.addressees)];
        for (role, parties) in parties {
            for party in parties {
                match self.party(role, party) {
                    Some(id) => arguments.push(role, &id),
                    None => notes.extend(self.unsaid(role, party)),
                }
            }
        }
        let parts =
            [("Cue", &attribution.cues), ("Content", &attribution.contents), ("Supplement", &attribution.supplements)];
        for (role, spans) in parts {
            for span in spans {
                if let Some(id) = self.bound(role, span) {
                    arguments.push(role, &id);
                }
            }
        }
        let Some(trigger) = self.trigger(attribution) else { return self.lose(&WORDLESS) };
        let id = self.annotations.line('E', &format!("Attribution:{trigger}{}", arguments.0));
        self.attributes(&id, "Attribution", &attribution.attributes);
        if attribution.state != AttributionState::default() {
            self.field(&id, "State", Some(attribution.state.word()));
        }
        if attribution.doubt {
            self.field(&id, "Doubt", None);
        }
        self.note(&id, &attribution.note);
        for note in notes {
            self.note(&id, &note);
        }
        for link in &attribution.evidence {
            self.comment("Evidence", &id, link);
        }
        self.annotations.made.insert(attribution.id, id);
    }

    /// Writes the event's trigger: over the cue, or over the first part that there is.
    fn trigger(&mut self, attribution: &Attribution) -> Option<String> {
        let said = attribution.cues.iter().chain(&attribution.contents).chain(attribution.spans());
        let words = said.chain(attribution.sources.iter().chain(&attribution.addressees).filter_map(|party| {
            let mention = party.mention.and_then(|id| self.source.set.mention(id))?;
            (mention.span.doc() == attribution.doc).then_some(&mention.span)
        }));
        let has_words = |span: &&Span| !pieces(&Piece::all(self.source.documents, span)).0.is_empty();
        let span = words.into_iter().find(has_words)?;
        // The span has been counted where it stands as a part.
        let before = std::mem::take(&mut self.shared.losses);
        let id = self.bound("Attribution", span);
        self.shared.losses = before;
        id
    }

    /// Returns what stands for a party: its own words, else its mention.
    fn party(&mut self, role: &str, party: &Party) -> Option<String> {
        let mention = party.mention.and_then(|id| self.annotations.made.get(&id).cloned());
        let words = party.span.as_ref().and_then(|span| self.bound(role, span));
        let Some(words) = words else { return mention };
        if let Some(mention) = mention {
            self.relation("Names", &mention, &words);
        }
        if let Some(entity) = party.entity {
            self.reference(&words, entity);
        }
        Some(words)
    }

    /// Returns the note on a party that has no words here.
    fn unsaid(&mut self, role: &str, party: &Party) -> Option<String> {
        let mention = party.mention.and_then(|id| self.source.set.mention(id));
        let entity = party.entity.or_else(|| mention.and_then(|mention| mention.entity));
        self.lose(&PARTY);
        let name = entity.and_then(|id| self.entity(id)).map(|entity| entity.name.clone())?;
        Some(format!("{role}: {name}"))
    }

    fn nesting(&mut self, attribution: &Attribution) {
        for (kind, other) in [("Within", attribution.within), ("Continues", attribution.continues)] {
            let made = &self.annotations.made;
            let ends = made.get(&attribution.id).zip(other.and_then(|other| made.get(&other)));
            if let Some((from, to)) = ends.map(|(from, to)| (from.clone(), to.clone())) {
                self.relation(kind, &from, &to);
            }
        }
    }

    fn link(&mut self, link: &Link) {
        if docs_of(self.source.set, link) != [Some(self.doc)] {
            return;
        }
        let kind = match (link.kind, link.differs_in) {
            (LinkKind::Same, _) => "Same".to_owned(),
            (LinkKind::Contradicts, _) => "Contradicts".to_owned(),
            (LinkKind::Differs, None) => "Differs".to_owned(),
            (LinkKind::Differs, Some(difference)) => format!("Differs-{}", difference.word()),
        };
        let mut ends: Vec<String> = Vec::new();
        for member in &link.members {
            let end = match member {
                Member::Span(span) => self.bound("Passage", span),
                Member::Record(_, id) => self.annotations.made.get(id).cloned(),
            };
            ends.extend(end);
        }
        if ends.len() < link.members.len() || ends.len() < 2 {
            return self.lose(&TIED);
        }
        if ends.len() > 2 {
            self.lose(&CHAIN);
        }
        for pair in ends.windows(2) {
            let id = self.relation(&kind, &pair[0], &pair[1]);
            self.note(&id, &link.note);
            if link.doubt {
                self.field(&id, "Doubt", None);
            }
        }
    }

    fn relation(&mut self, kind: &str, from: &str, to: &str) -> String {
        self.shared.used.relations.insert(kind.to_owned());
        self.annotations.line('R', &format!("{kind} Arg1:{from} Arg2:{to}"))
    }

    fn attributes(&mut self, of: &str, on: &str, attributes: &BTreeMap<String, String>) {
        for (name, value) in attributes {
            let name = self.shared.attributes.of(name);
            let plain = plain(value);
            if plain != *value {
                self.lose(&VALUES);
            }
            self.shared.used.attribute(&name, on, Some(&plain));
            self.annotations.line('A', &format!("{name} {of} {plain}"));
        }
    }

    /// Writes a field of ours as an attribute.
    fn field(&mut self, of: &str, name: &str, value: Option<&str>) {
        let on = if of.starts_with('R') { "<RELATION>" } else { "<ANY>" };
        self.shared.used.attribute(name, on, value);
        let value = value.map_or_else(String::new, |value| format!(" {value}"));
        self.annotations.line('A', &format!("{name} {of}{value}"));
    }

    fn reference(&mut self, of: &str, entity: Id) {
        let Some(Record::Entity(entity)) = self.source.set.get(entity) else { return };
        let name = one_line(&entity.name);
        self.annotations.line('N', &format!("Reference {of} diptych:{}\t{name}", entity.id));
        for outside in &entity.outside_ids {
            if !is_reference(outside) {
                continue;
            }
            self.annotations.line('N', &format!("Reference {of} {outside}\t{name}"));
        }
    }

    fn note(&mut self, of: &str, note: &str) {
        if !note.trim().is_empty() {
            self.comment("AnnotatorNotes", of, note);
        }
    }

    fn comment(&mut self, kind: &str, of: &str, text: &str) {
        if text.contains(breaks) {
            self.lose(&NOTE_LINES);
        }
        self.annotations.line('#', &format!("{kind} {of}\t{}", one_line(text)));
    }
}

/// The arguments of an event, numbered from the second of a role on.
#[derive(Default)]
struct Arguments(String, BTreeMap<&'static str, usize>);

impl Arguments {
    fn push(&mut self, role: &'static str, id: &str) {
        let count = self.1.entry(role).or_default();
        *count += 1;
        match count {
            1 => write!(self.0, " {role}:{id}"),
            count => write!(self.0, " {role}{count}:{id}"),
        }
        .expect(INVARIANT);
    }
}

/// Counts the links that lie in both documents, or in none.
pub(super) fn count_ties_across(set: &Set, losses: &mut Losses) {
    for link in all::<Link>(set) {
        match docs_of(set, link).as_slice() {
            [Some(_)] => {}
            docs if docs.iter().all(Option::is_some) => losses.count(&ACROSS, 1),
            _ => losses.count(&TIED, 1),
        }
    }
}

/// Returns the documents in which the members of `link` lie, each once; `None` for one that lies in no text.
fn docs_of(set: &Set, link: &Link) -> Vec<Option<DocId>> {
    let mut docs: Vec<Option<DocId>> = Vec::new();
    for member in &link.members {
        let doc = match member {
            Member::Span(span) => Some(span.doc()),
            Member::Record(_, id) => match set.get(*id) {
                Some(Record::Mention(mention)) => Some(mention.span.doc()),
                Some(Record::Attribution(attribution)) => Some(attribution.doc),
                _ => None,
            },
        };
        if !docs.contains(&doc) {
            docs.push(doc);
        }
    }
    docs
}
