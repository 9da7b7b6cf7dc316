//! What a change did, record by record, in words.

use std::collections::BTreeMap;

use crate::annotation::{Attribution, DecisionOn, Edit, Id, Link, Member, Mention, Party, Record};
use crate::editor::Editor;
use crate::editor::panel::{Act, PanelRow};
use crate::editor::scene::{Ink, Role};
use crate::text::{DocId, Document, Span};

const DIM: Ink = Ink::of(Role::Dim);
const PLAIN: Ink = Ink::of(Role::Text);

/// From this many cells on, the words of a record have more room.
const WIDE: u16 = 100;

/// What is said of a record, by name.
type Facts = Vec<(String, String)>;

impl Editor {
    /// Returns the heading of the part that says what change `seq` did: a name and some words.
    pub(in crate::editor) fn change_heading(&self, seq: u64) -> (String, String) {
        let Some(operation) = self.history.get(seq) else {
            return ("Before".to_owned(), "where the history begins".to_owned());
        };
        let records = match operation.transaction.edits.len() {
            1 => "1 record".to_owned(),
            count => format!("{count} records"),
        };
        (format!("Change {seq}"), records)
    }

    /// Returns what change `seq` did in at most `most` rows of `limit` cells.
    pub(in crate::editor) fn change_rows(&self, seq: u64, most: usize, limit: u16) -> Vec<PanelRow> {
        let Some(operation) = self.history.get(seq) else { return Vec::new() };
        let edits = &operation.transaction.edits;
        let shown = if edits.len() > most { most.saturating_sub(1) } else { edits.len() };
        let sides = [self.words_after(seq.saturating_sub(1)), self.words_after(seq)];
        let mut rows: Vec<PanelRow> = edits.iter().take(shown).map(|edit| row(edit, &sides, limit)).collect();
        if shown < edits.len() && most > 0 {
            let words = format!("and {} more", edits.len() - shown);
            rows.push(PanelRow { pieces: vec![(0, words, DIM.italic())], act: Act::None });
        }
        rows
    }

    /// Returns what `edit`, made for the texts that are shown, does in a row of `limit` cells.
    pub(in crate::editor) fn edit_row(&self, edit: &Edit, limit: u16) -> PanelRow {
        row(edit, &[self.words_now(), self.words_now()], limit)
    }

    /// Returns the words for records in the texts that are shown.
    fn words_now(&self) -> Words<'_> {
        Words { editor: self, texts: DocId::BOTH.map(|doc| Some(self.document(doc))) }
    }

    /// Returns the words for records of the state after change `seq`, whose texts may be others than those that are shown.
    fn words_after(&self, seq: u64) -> Words<'_> {
        Words { editor: self, texts: DocId::BOTH.map(|doc| self.text_after(seq, doc)) }
    }

    /// Returns the text that `doc` had after change `seq`, `None` where it is not known any more.
    pub(super) fn text_after(&self, seq: u64, doc: DocId) -> Option<&Document> {
        let shown = self.document(doc);
        let Some(hash) = self.history.text_after(seq, doc) else { return Some(shown) };
        let known = std::iter::once(shown).chain(self.texts.iter().map(|text| &**text));
        known.into_iter().find(|text| text.id() == doc && text.hash() == hash)
    }
}

/// Returns the row for `edit`, whose records are said in the words of `sides`: before it and after it.
fn row(edit: &Edit, sides: &[Words<'_>; 2], limit: u16) -> PanelRow {
    let (thing, place, more) = if limit >= WIDE { (11, 56, 64) } else { (11, 38, 45) };
    let [was, is] = sides;
    let (verb, words, record) = match (&edit.before, &edit.after) {
        (None, Some(after)) => ("added", is, after),
        (Some(before), None) => ("removed", was, before),
        (Some(_), Some(after)) => ("changed", is, after),
        (None, None) => return PanelRow { pieces: vec![(0, "nothing".to_owned(), DIM)], act: Act::None },
    };
    let mut pieces = vec![(0, verb.to_owned(), DIM)];
    if let Record::Mention(mention) = record {
        let (letter, wash) = words.editor.letter_of(&mention.label);
        pieces.push((9, letter.to_string(), PLAIN.bold().wash(wash)));
    }
    pieces.push((thing, words.thing(record), PLAIN));
    if let Some(span) = record.spans().first() {
        pieces.push((place, words.place(span), DIM));
    }
    let more_words = match (&edit.before, &edit.after) {
        (Some(before), Some(after)) => differences(&was.facts(before), &is.facts(after), words.editor.settings.ascii),
        // What it covers stands before it.
        _ => said(words.facts(record).into_iter().filter(|(name, _)| name != "words" && name != "kind")),
    };
    pieces.push((more, more_words, DIM));
    PanelRow { pieces, act: Act::None }
}

/// Returns what is different: `label person → place, doubt none → yes`.
fn differences(before: &Facts, after: &Facts, ascii: bool) -> String {
    let arrow = if ascii { "to" } else { "→" };
    let of = |facts: &Facts, name: &str| {
        facts.iter().find(|(known, _)| known == name).map_or("none".to_owned(), |(_, value)| value.clone())
    };
    let gone = before.iter().filter(|(name, _)| after.iter().all(|(other, _)| other != name));
    let mut words = Vec::new();
    for (name, _) in after.iter().chain(gone) {
        let (from, to) = (of(before, name), of(after, name));
        if from != to {
            words.push(format!("{name} {from} {arrow} {to}"));
        }
    }
    if words.is_empty() { "signed anew".to_owned() } else { words.join(", ") }
}

/// Records in words, with the texts that they lie in.
struct Words<'e> {
    editor: &'e Editor,
    /// The texts, left first; `None` for one that is not known any more.
    texts: [Option<&'e Document>; 2],
}

impl Words<'_> {
    fn quoted(&self, span: &Span) -> String {
        let text = self.texts[span.doc().index()];
        text.map_or("words of an earlier text".to_owned(), |text| self.editor.quoted_from(text, span))
    }

    /// Returns where `span` lies: `A ¶6`.
    fn place(&self, span: &Span) -> String {
        let (doc, start) = (span.doc(), span.start());
        let is_shown = |text: &&Document| std::ptr::eq(*text, self.editor.document(doc));
        match self.texts[doc.index()].filter(is_shown) {
            Some(_) => self.editor.place_words(doc, start),
            None => doc.letter().to_string(),
        }
    }

    /// Returns what `record` is: a mention by its words, an entity by its name.
    fn thing(&self, record: &Record) -> String {
        match record {
            Record::Document(document) => format!("article {} {}", document.doc.letter(), document.file),
            Record::Entity(entity) => format!("entity {}", entity.name),
            Record::Mention(mention) => self.quoted(&mention.span),
            Record::Attribution(attribution) => {
                let first = attribution.contents.first().or(attribution.cues.first());
                first.map_or("attribution".to_owned(), |span| format!("attribution {}", self.quoted(span)))
            }
            Record::Link(link) => format!("link {}", link.kind.word()),
            Record::Decision(decision) => match &decision.on {
                DecisionOn::NotHere(span) => format!("not tagged {}", self.quoted(span)),
                DecisionOn::NotThis(string) => format!("never tagged “{string}”"),
                DecisionOn::NoCounterpart(span) => format!("no counterpart {}", self.quoted(span)),
            },
            Record::Code(code) => format!("code {}", code.variable),
        }
    }

    /// Returns all that is said of `record` besides what it is.
    fn facts(&self, record: &Record) -> Facts {
        let mut facts = Facts::new();
        match record {
            Record::Mention(mention) => self.mention_facts(mention, &mut facts),
            Record::Attribution(attribution) => self.attribution_facts(attribution, &mut facts),
            Record::Link(link) => self.link_facts(link, &mut facts),
            Record::Entity(entity) => {
                put(&mut facts, "label", &entity.label);
                put(&mut facts, "name", &entity.name);
                put(&mut facts, "also", &entity.aliases.join(", "));
                put(&mut facts, "ids", &entity.outside_ids.join(", "));
                let place = entity.location.map(|(latitude, longitude)| format!("{latitude} {longitude}"));
                put(&mut facts, "at", &place.unwrap_or_default());
                put_attributes(&mut facts, &entity.attributes);
                put(&mut facts, "note", &entity.note);
            }
            Record::Document(document) => {
                put(&mut facts, "file", &document.file);
                put(&mut facts, "title", &document.title);
                put(&mut facts, "outlet", &document.outlet);
                put(&mut facts, "date", &document.date);
                put(&mut facts, "language", &document.language);
                put(&mut facts, "source", &document.source);
                put(&mut facts, "encoding", &document.encoding);
                put(&mut facts, "text", &document.sha256.chars().take(12).collect::<String>());
            }
            Record::Decision(decision) => put(&mut facts, "label", decision.label.as_deref().unwrap_or("any")),
            Record::Code(code) => {
                put(&mut facts, "value", &code.value);
                put(&mut facts, "note", &code.note);
            }
        }
        facts
    }

    fn mention_facts(&self, mention: &Mention, facts: &mut Facts) {
        put(facts, "label", self.editor.label_title(&mention.label));
        put(facts, "words", &self.quoted(&mention.span));
        put(facts, "entity", &self.name_of(mention.entity));
        put_attributes(facts, &mention.attributes);
        put(facts, "note", &mention.note);
        let sure = mention.confidence.map(|thousandths| format!("{:.3}", f32::from(thousandths) / 1000.0));
        put(facts, "confidence", &sure.unwrap_or_default());
        put(facts, "doubt", if mention.doubt { "yes" } else { "" });
    }

    fn attribution_facts(&self, attribution: &Attribution, facts: &mut Facts) {
        for (name, parties) in [("source", &attribution.sources), ("addressee", &attribution.addressees)] {
            let words: Vec<String> = parties.iter().map(|party| self.party(party)).collect();
            put(facts, name, &words.join(", "));
        }
        let parts =
            [("cue", &attribution.cues), ("content", &attribution.contents), ("supplement", &attribution.supplements)];
        for (name, spans) in parts {
            put(facts, name, &self.all_quoted(spans));
        }
        put(facts, "within", &attribution.within.map(|id| id.to_string()).unwrap_or_default());
        put(facts, "continues", &attribution.continues.map(|id| id.to_string()).unwrap_or_default());
        put_attributes(facts, &attribution.attributes);
        put(facts, "note", &attribution.note);
        put(facts, "evidence", &attribution.evidence.join(", "));
        put(facts, "state", attribution.state.word());
        put(facts, "doubt", if attribution.doubt { "yes" } else { "" });
    }

    fn link_facts(&self, link: &Link, facts: &mut Facts) {
        put(facts, "kind", link.kind.word());
        put(facts, "in", link.differs_in.map_or("", |difference| difference.word()));
        let member = |member: &Member| match member {
            Member::Span(span) => self.quoted(span),
            Member::Record(_, id) => self.name_of(Some(*id)),
        };
        let members: Vec<String> = link.members.iter().map(member).collect();
        put(facts, "ties", &members.join(", "));
        put(facts, "note", &link.note);
        put(facts, "doubt", if link.doubt { "yes" } else { "" });
    }

    fn party(&self, party: &Party) -> String {
        match (&party.span, party.mention, party.entity) {
            (Some(span), ..) => self.quoted(span),
            (None, None, entity) => self.name_of(entity),
            (None, mention, _) => self.name_of(mention),
        }
    }

    fn all_quoted(&self, spans: &[Span]) -> String {
        let words: Vec<String> = spans.iter().map(|span| self.quoted(span)).collect();
        words.join(", ")
    }

    /// Returns what record `id` is, or the id where the set that is seen does not have it.
    fn name_of(&self, id: Option<Id>) -> String {
        match id.map(|id| (id, self.editor.set.get(id))) {
            None => String::new(),
            Some((_, Some(Record::Entity(entity)))) => entity.name.clone(),
            Some((_, Some(record @ (Record::Mention(_) | Record::Attribution(_))))) => {
                self.editor.words_now().thing(record)
            }
            Some((id, _)) => id.to_string(),
        }
    }
}

fn put(facts: &mut Facts, name: &str, value: &str) {
    if !value.is_empty() {
        facts.push((name.to_owned(), value.to_owned()));
    }
}

fn put_attributes(facts: &mut Facts, attributes: &BTreeMap<String, String>) {
    facts.extend(attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
}

/// Returns facts as one line.
fn said(facts: impl Iterator<Item = (String, String)>) -> String {
    let words: Vec<String> = facts.map(|(name, value)| format!("{name} {value}")).collect();
    words.join(", ")
}
