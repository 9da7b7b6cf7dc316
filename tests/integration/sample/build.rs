//! Makes the annotation set of the bundled pair from its list.

use std::collections::BTreeMap;

use diptych::annotation::{
    Attribution, Code, Decision, DecisionOn, DocumentInfo, Edit, Entity, How, Id, IdSource, Link, LinkKind, Member,
    Mention, Party, Provenance, Record, RecordKind, Set, Timestamp, Transaction,
};
use diptych::text::{DocId, Document, Span};

use super::list::{
    CODES, DOUBT, NO_COUNTERPART, NOT_A_NAME, SAID, SAME_BUT_TIME, STRINGS, Said, THINGS, TIES, USES, VERIFIED,
};

/// The seed of the ids: any would do, as long as it stays.
const SEED: u64 = 0x0005_4D11_E0F7_2026;

/// The morning on which the annotating begins, 2026-04-21T09:00:00Z.
const BEGIN: i64 = 1_776_762_000;

/// The annotator that the set belongs to.
pub const ANNOTATOR: &str = "sample";

/// Returns the bytes of the `nth` place, from 1, where `words` stand in `text` as whole words.
fn place(text: &str, words: &str, nth: usize) -> Option<std::ops::Range<usize>> {
    let borders = |start: usize, end: usize| {
        let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        let cut = |inner: Option<char>, outer| letter(inner) && letter(outer);
        !cut(words.chars().next(), before) && !cut(words.chars().next_back(), after)
    };
    let places = text.match_indices(words).map(|(start, found)| start..start + found.len());
    places.filter(|place| borders(place.start, place.end)).nth(nth - 1)
}

/// Returns the span of `words`, of which `#2` says the second place and ` … ` parts pieces.
fn span(document: &Document, words: &str) -> Span {
    let pieces: Vec<_> = words
        .split(" … ")
        .map(|piece| {
            let (piece, nth) =
                piece.rsplit_once('#').map_or((piece, 1), |(piece, nth)| (piece, nth.parse().expect(nth)));
            let place = place(document.text(), piece, nth);
            let place = place.unwrap_or_else(|| panic!("{} has no `{words}`", document.id()));
            document.fragment(place).expect("whole characters")
        })
        .collect();
    Span::from_pieces(document.id(), &pieces).expect("pieces apart")
}

/// Gathers records with new ids and rising times.
struct Builder<'texts> {
    documents: [&'texts Document; 2],
    ids: IdSource,
    records: Vec<Record>,
}

impl Builder<'_> {
    fn id(&mut self) -> Id {
        let Builder { ids, records, .. } = self;
        ids.next(|id| records.iter().any(|record| record.id() == id))
    }

    fn provenance(&self, how: How) -> Provenance {
        let seconds = 20 * i64::try_from(self.records.len()).expect("few records");
        Provenance { by: ANNOTATOR.to_owned(), on: Timestamp(BEGIN + seconds), how }
    }

    fn document(&self, doc: char) -> &Document {
        self.documents[usize::from(doc == 'b')]
    }

    /// Adds a mention of every place in both texts where one of `strings` stands outside the longer ones before it.
    fn mentions(&mut self, label: &str, strings: &[&str], entity: Option<Id>, kind: &str) {
        for document in self.documents {
            let mut taken: Vec<Span> = Vec::new();
            for string in strings {
                let places = (1..).map_while(|nth| place(document.text(), string, nth));
                for bytes in places.collect::<Vec<_>>() {
                    if !taken.iter().any(|span| span.touches(&bytes)) {
                        taken.push(document.span(bytes).expect("whole characters"));
                    }
                }
            }
            for span in &taken {
                let alike = |other: &&Span| document.covered_span(other) == document.covered_span(span);
                let how = if taken.iter().filter(alike).count() > 1 { How::AllAlike } else { How::Seen };
                let (span, id, provenance) = (span.clone(), self.id(), self.provenance(how));
                let mut mention = Mention { entity, ..Mention::new(id, span, label, provenance) };
                self.remark(&mut mention, kind);
                self.records.push(Record::Mention(mention));
            }
        }
    }

    /// Gives `mention` its attributes and its doubt.
    fn remark(&self, mention: &mut Mention, kind: &str) {
        let here = |(doc, words): (char, &str)| span(self.document(doc), words) == mention.span;
        if !kind.is_empty() {
            let used = USES.iter().find(|(doc, words, _)| here((*doc, words))).map_or("literal", |(.., used)| used);
            for (name, value) in [("kind", kind), ("use", used)] {
                mention.attributes.insert(name.to_owned(), value.to_owned());
            }
        }
        let (doc, words, why) = DOUBT;
        if here((doc, words)) {
            (mention.doubt, mention.note) = (true, why.to_owned());
        }
    }

    fn things(&mut self) -> BTreeMap<&'static str, Id> {
        let mut keys = BTreeMap::from([("", Id::A)]);
        for thing in THINGS {
            let (id, provenance) = (self.id(), self.provenance(How::Seen));
            keys.insert(thing.key, id);
            let aliases = thing.strings.iter().filter(|name| **name != thing.name);
            self.records.push(Record::Entity(Entity {
                id,
                label: thing.label.to_owned(),
                name: thing.name.to_owned(),
                aliases: aliases.map(|name| (*name).to_owned()).collect(),
                outside_ids: Vec::new(),
                location: None,
                attributes: BTreeMap::new(),
                note: String::new(),
                provenance,
            }));
            self.mentions(thing.label, thing.strings, Some(id), thing.kind);
        }
        keys
    }

    fn party(&self, doc: char, words: &str, entity: Option<Id>) -> Vec<Party> {
        if words.is_empty() && entity.is_none() {
            return Vec::new();
        }
        let span = (!words.is_empty()).then(|| span(self.document(doc), words));
        let exactly =
            |record: &&Record| matches!(record, Record::Mention(mention) if Some(&mention.span) == span.as_ref());
        let mention = self.records.iter().find(exactly).map(Record::id);
        vec![Party { span, mention, entity }]
    }

    fn attribution(&mut self, said: &Said, things: &BTreeMap<&str, Id>, earlier: &BTreeMap<&str, Id>) -> Id {
        let doc = if said.doc == 'a' { DocId::A } else { DocId::B };
        let part = |words: &str| -> Vec<Span> {
            if words.is_empty() { Vec::new() } else { vec![span(self.document(said.doc), words)] }
        };
        let who = Some(things[said.who]).filter(|_| !said.who.is_empty());
        let names = ["mode", "role", "naming"].into_iter().zip(said.attributes);
        let verified = VERIFIED.iter().find(|(key, _)| *key == said.key).map_or("unchecked", |(_, verified)| verified);
        let given = names.chain([("verified", verified)]).filter(|(_, value)| !value.is_empty());
        let (cues, contents, supplements) = (part(said.cue), part(said.content), part(said.supplement));
        let sources = self.party(said.doc, said.source, who);
        let addressees = self.party(said.doc, said.addressee, None);
        let id = self.id();
        let attribution = Attribution {
            sources,
            addressees,
            cues,
            contents,
            supplements,
            within: earlier.get(said.within).copied(),
            continues: earlier.get(said.continues).copied(),
            attributes: given.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            ..Attribution::empty(id, doc, self.provenance(How::Seen))
        };
        self.records.push(Record::Attribution(attribution));
        id
    }

    fn link(&mut self, kind: LinkKind, members: Vec<Member>, note: &str) -> Link {
        let (id, provenance) = (self.id(), self.provenance(How::Seen));
        Link { id, kind, differs_in: None, members, note: note.to_owned(), doubt: false, provenance }
    }

    fn decision(&mut self, on: DecisionOn) {
        let (id, provenance) = (self.id(), self.provenance(How::Seen));
        self.records.push(Record::Decision(Decision { id, on, label: None, provenance }));
    }

    fn code(&mut self, doc: Option<DocId>, variable: &str, value: &str) {
        let (id, provenance) = (self.id(), self.provenance(How::Seen));
        let (variable, value) = (variable.to_owned(), value.to_owned());
        self.records.push(Record::Code(Code { id, doc, variable, value, note: String::new(), provenance }));
    }
}

/// Returns the complete set of the pair, with what is known of its documents.
pub fn set(documents: [&Document; 2], about: [DocumentInfo; 2]) -> Set {
    let mut builder = Builder { documents, ids: IdSource::new(SEED), records: Vec::new() };
    builder.records.extend(about.map(Record::Document));
    let things = builder.things();
    for (label, strings) in STRINGS {
        builder.mentions(label, strings, None, "");
    }
    let mut attributions = BTreeMap::new();
    for said in SAID {
        let id = builder.attribution(said, &things, &attributions);
        attributions.insert(said.key, id);
    }
    for (kind, differs_in, ends, note) in TIES {
        let members = ends.map(|key| Member::Record(RecordKind::Attribution, attributions[key])).to_vec();
        let link = builder.link(*kind, members, note);
        builder.records.push(Record::Link(Link { differs_in: *differs_in, ..link }));
    }
    let passages = [0, 1].map(|at| Member::Span(span(documents[at], SAME_BUT_TIME[at])));
    let link = builder.link(LinkKind::Differs, passages.to_vec(), "");
    builder.records.push(Record::Link(Link { differs_in: Some(diptych::annotation::Difference::Time), ..link }));
    builder.decision(DecisionOn::NoCounterpart(span(documents[1], NO_COUNTERPART)));
    builder.decision(DecisionOn::NotThis(NOT_A_NAME.to_owned()));
    for (doc, variable, value) in CODES {
        let doc = match doc {
            'a' => Some(DocId::A),
            'b' => Some(DocId::B),
            _ => None,
        };
        builder.code(doc, variable, value);
    }

    let mut set = Set::new("melvice-2026", "news", ANNOTATOR);
    let edits = builder.records.into_iter().map(Edit::add).collect();
    set.apply(&Transaction { summary: "the bundled sample".to_owned(), edits }).expect("the list fits together");
    set
}
