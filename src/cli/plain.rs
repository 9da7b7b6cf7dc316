//! The pair as plain numbered lines, for pipes, pagers and screen readers.
//!
//! One line a paragraph: the article's letter, the number, the text with each tag as `[words]label`. Under it one
//! line for each attribution that begins there, further in where it lies inside another: source, cue and content,
//! parted by `|`, `-` for a part that is missing; then, where it is tied to others, the sign, the place and the
//! difference.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use crate::annotation::{Attribution, Difference, Id, Link, LinkKind, Member, Mention, Party, Record, RecordKind, Set};
use crate::text::display::shown;
use crate::text::{DocId, Document, Span};

/// A pair to print, with what stands above each article.
pub struct Plain<'pair> {
    /// The two articles.
    pub documents: [&'pair Document; 2],
    /// Their file names.
    pub names: [&'pair str; 2],
    /// The set.
    pub set: &'pair Set,
    /// Whether marks may be set off by escape codes.
    pub colour: bool,
}

/// The words around a part that may be set off from the text.
struct Ink {
    dim: &'static str,
    bold: &'static str,
    end: &'static str,
}

const COLOURED: Ink = Ink { dim: "\x1b[2m", bold: "\x1b[1m", end: "\x1b[0m" };
const PLAIN: Ink = Ink { dim: "", bold: "", end: "" };

impl Plain<'_> {
    /// Writes both articles, the left one first.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for document in self.documents {
            document.count();
        }
        let ties = self.ties();
        for doc in DocId::BOTH {
            if doc == DocId::B {
                writeln!(out)?;
            }
            self.article(out, doc, &ties)?;
        }
        Ok(())
    }

    fn ink(&self) -> &'static Ink {
        if self.colour { &COLOURED } else { &PLAIN }
    }

    fn article(&self, out: &mut impl Write, doc: DocId, ties: &HashMap<Id, Vec<String>>) -> io::Result<()> {
        let document = self.documents[doc.index()];
        let (ink, letter) = (self.ink(), doc.letter());
        let about = self.set.document(doc);
        let known = about.map_or([""; 3], |about| [about.title.as_str(), about.outlet.as_str(), about.date.as_str()]);
        let heading: Vec<_> =
            std::iter::once(self.names[doc.index()]).chain(known).filter(|word| !word.is_empty()).collect();
        writeln!(out, "{}{letter}  {}{}", ink.bold, shown(&heading.join(", ")), ink.end)?;
        let width = document.paragraph_count().unwrap_or(0).to_string().len();
        let mut number = 0;
        let mut next = document.paragraph(1);
        while let Some(paragraph) = next {
            number += 1;
            write!(out, "{letter} {number:>width$}  ")?;
            self.paragraph(out, document, &paragraph)?;
            self.attributions(out, document, &paragraph, ties, width + 4)?;
            next = document.next_paragraph(paragraph.start);
        }
        Ok(())
    }

    /// Writes the text of `paragraph` with its tags, and a line end.
    fn paragraph(&self, out: &mut impl Write, document: &Document, paragraph: &Range<usize>) -> io::Result<()> {
        let ink = self.ink();
        let mentions = self.set.touching(document.id(), paragraph).into_iter().filter_map(|record| match record {
            Record::Mention(mention) => Some(mention),
            _ => None,
        });
        let mut at = paragraph.start;
        for mark in marks(mentions, paragraph) {
            write!(out, "{}", line(document, at..mark.byte))?;
            write!(out, "{}{}{}", ink.dim, shown(&mark.sign), ink.end)?;
            at = mark.byte;
        }
        writeln!(out, "{}", line(document, at..paragraph.end))
    }

    /// Writes a line for each attribution whose first word lies in `paragraph`.
    fn attributions(
        &self,
        out: &mut impl Write,
        document: &Document,
        paragraph: &Range<usize>,
        ties: &HashMap<Id, Vec<String>>,
        indent: usize,
    ) -> io::Result<()> {
        let ink = self.ink();
        for record in self.set.touching(document.id(), paragraph) {
            let Record::Attribution(attribution) = record else { continue };
            if !attribution.spans().map(Span::start).min().is_some_and(|first| paragraph.contains(&first)) {
                continue;
            }
            let parts = self.parts(document, attribution).join(" | ");
            let indent = if attribution.within.is_some() { indent + 2 } else { indent };
            let ties = ties.get(&attribution.id).map_or_else(String::new, |ties| format!("  {}", ties.join(" ")));
            writeln!(out, "{:indent$}{}said: {parts}{ties}{}", "", ink.dim, ink.end)?;
        }
        Ok(())
    }

    /// Returns source, cue and content of `attribution` in words, and what else it has.
    fn parts(&self, document: &Document, attribution: &Attribution) -> Vec<String> {
        let words = |spans: &[Span]| {
            let texts: Vec<_> = spans.iter().map(|span| words(document, span)).collect();
            if texts.is_empty() { "-".to_owned() } else { texts.join("; ") }
        };
        let who = |parties: &[Party]| {
            let names: Vec<_> = parties.iter().map(|party| self.party(document, party)).collect();
            if names.is_empty() { "-".to_owned() } else { names.join("; ") }
        };
        let goes_on = attribution.sources.is_empty() && attribution.continues.is_some();
        let source = if goes_on { "(the same, going on)".to_owned() } else { who(&attribution.sources) };
        let mut parts = vec![source, words(&attribution.cues), words(&attribution.contents)];
        if !attribution.addressees.is_empty() {
            parts.push(format!("to {}", who(&attribution.addressees)));
        }
        if !attribution.supplements.is_empty() {
            parts.push(words(&attribution.supplements));
        }
        parts
    }

    /// Returns the words of a party, or the name of what it is, or both where a pronoun alone says too little.
    fn party(&self, document: &Document, party: &Party) -> String {
        let entity = party.entity.and_then(|id| match self.set.get(id) {
            Some(Record::Entity(entity)) => Some(shown(&entity.name).into_owned()),
            _ => None,
        });
        let mention = party.mention.and_then(|id| self.set.mention(id)).map(|mention| &mention.span);
        match (party.span.as_ref().or(mention).map(|span| words(document, span)), entity) {
            (Some(words), Some(name)) if !words.contains(&name) => format!("{words} ({name})"),
            (Some(words), _) => words,
            (None, Some(name)) => format!("({name})"),
            (None, None) => "-".to_owned(),
        }
    }

    /// Returns for each attribution the signs of what it is tied to, by one walk over the set.
    fn ties(&self) -> HashMap<Id, Vec<String>> {
        let mut links: Vec<&Link> = self
            .set
            .records()
            .filter_map(|record| match record {
                Record::Link(link) => Some(link),
                _ => None,
            })
            .collect();
        links.sort_unstable_by_key(|link| link.id);
        let mut ties: HashMap<Id, Vec<String>> = HashMap::new();
        for link in links {
            let ends = link.members.iter().filter_map(|member| match member {
                Member::Record(RecordKind::Attribution, id) => Some(*id),
                _ => None,
            });
            let ends: Vec<Id> = ends.collect();
            for id in &ends {
                let others = ends.iter().filter(|other| *other != id).filter_map(|other| self.place(*other));
                ties.entry(*id).or_default().extend(others.map(|place| sign(link, &place)));
            }
        }
        ties
    }

    /// Returns where attribution `id` begins: `B12`.
    fn place(&self, id: Id) -> Option<String> {
        let Some(Record::Attribution(attribution)) = self.set.get(id) else { return None };
        let first = attribution.spans().map(Span::start).min()?;
        let number = self.documents[attribution.doc.index()].paragraph_number(first)?;
        Some(format!("{}{number}", attribution.doc.letter()))
    }
}

/// Returns the sign of `link` with the `place` of its other end: `≠B12 number`.
fn sign(link: &Link, place: &str) -> String {
    let differs_in = match link.differs_in {
        Some(Difference::Place) => " place",
        Some(Difference::Number) => " number",
        Some(Difference::Time) => " time",
        Some(Difference::Source) => " source",
        Some(Difference::Other) | None => "",
    };
    match link.kind {
        LinkKind::Same => format!("≡{place}"),
        LinkKind::Differs => format!("≠{place}{differs_in}"),
        LinkKind::Contradicts => format!("!{place}"),
    }
}

/// Returns `bytes` of `document` on one line, fit for a terminal.
fn line(document: &Document, bytes: Range<usize>) -> String {
    let text = document.text().get(bytes).unwrap_or_default();
    let pieces: Vec<_> = text.split(['\n', '\r']).filter(|piece| !piece.is_empty()).map(shown).collect();
    pieces.join(" ")
}

/// Returns the words of all pieces of `span` on one line.
fn words(document: &Document, span: &Span) -> String {
    let pieces: Vec<_> = span.pieces().map(|piece| line(document, piece.bytes())).collect();
    pieces.join(" … ")
}

/// A sign that goes between two bytes of a paragraph.
struct Mark {
    byte: usize,
    sign: String,
}

/// Returns the brackets around the words of `mentions` in `paragraph`, in the order in which they are written.
fn marks<'set>(mentions: impl Iterator<Item = &'set Mention>, paragraph: &Range<usize>) -> Vec<Mark> {
    // At one byte, brackets close before others open; the outer one opens first and closes last.
    let mut marks: Vec<((usize, u8, usize, Id), Mark)> = Vec::new();
    for mention in mentions {
        let last = mention.span.fragments().len() - 1;
        for (piece, fragment) in mention.span.fragments().iter().enumerate() {
            let (start, end) = (fragment.start().max(paragraph.start), fragment.end().min(paragraph.end));
            if start >= end {
                continue;
            }
            let goes_on = piece > 0 || fragment.start() < start;
            let goes_further = piece < last || fragment.end() > end;
            let open = if goes_on { "…[" } else { "[" };
            let close = format!("]{}{}", mention.label, if goes_further { "…" } else { "" });
            marks.push(((start, 1, usize::MAX - end, mention.id), Mark { byte: start, sign: open.to_owned() }));
            marks.push(((end, 0, usize::MAX - start, mention.id), Mark { byte: end, sign: close }));
        }
    }
    marks.sort_unstable_by_key(|(order, _)| *order);
    marks.into_iter().map(|(_, mark)| mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, IdSource, Provenance, Transaction};

    struct Pair {
        documents: [Document; 2],
        ids: IdSource,
        set: Set,
    }

    impl Pair {
        fn new(left: &str, right: &str) -> Self {
            let [a, b] = [(DocId::A, left), (DocId::B, right)].map(|(id, text)| Document::new(id, text.to_owned()));
            Pair { documents: [a, b], ids: IdSource::new(1), set: Set::new("s", "news", "mk") }
        }

        fn span(&self, doc: DocId, pieces: &[&str]) -> Span {
            let document = &self.documents[doc.index()];
            let pieces: Vec<_> = pieces
                .iter()
                .map(|words| {
                    let start = document.text().find(words).expect("the words stand in the text");
                    document.fragment(start..start + words.len()).expect("whole characters")
                })
                .collect();
            Span::from_pieces(doc, &pieces).expect("apart")
        }

        fn add(&mut self, record: Record) {
            self.set.apply(&Transaction::of("", Edit::add(record))).expect("it fits");
        }

        fn tag(&mut self, doc: DocId, pieces: &[&str], label: &str) {
            let id = self.ids.next(|_| false);
            let mention = Mention::new(id, self.span(doc, pieces), label, Provenance::default());
            self.add(Record::Mention(mention));
        }

        fn said(&mut self, doc: DocId, cue: &str, content: &[&str]) -> Id {
            let id = self.ids.next(|_| false);
            let mut attribution = Attribution::empty(id, doc, Provenance::default());
            attribution.cues.push(self.span(doc, &[cue]));
            attribution.contents.push(self.span(doc, content));
            self.add(Record::Attribution(attribution));
            id
        }

        fn printed(&self, colour: bool) -> String {
            let documents = [&self.documents[0], &self.documents[1]];
            let mut out = Vec::new();
            let plain = Plain { documents, names: ["a.txt", "b.txt"], set: &self.set, colour };
            plain.write(&mut out).expect("memory takes all");
            String::from_utf8(out).expect("text in, text out")
        }
    }

    #[test]
    fn nested_split_and_touching_tags_are_told_apart() {
        let mut pair = Pair::new("The Afghan government’s Ehsan and Amir Niro left.\n\nŞe fell.\n", "");
        pair.tag(DocId::A, &["Afghan"], "place");
        pair.tag(DocId::A, &["Afghan government"], "organization");
        pair.tag(DocId::A, &["Ehsan", "Niro"], "person");
        pair.tag(DocId::A, &["Amir Niro"], "person");
        pair.tag(DocId::A, &["’s"], "other");
        let expected = "\
A  a.txt
A 1  The [[Afghan]place government]organization[’s]other [Ehsan]person… and [Amir …[Niro]person]person left.
A 2  Şe fell.

B  b.txt
";
        assert_eq!(pair.printed(false), expected);
    }

    #[test]
    fn attributions_stand_under_their_paragraph_with_what_they_are_tied_to() {
        let mut pair = Pair::new("“Go,” he said, “now.”\n", "One.\n\nHe said\nnothing.\n");
        let left = pair.said(DocId::A, "said", &["“Go,”", "“now.”"]);
        let right = pair.said(DocId::B, "said", &["nothing"]);
        let members = [left, right].map(|id| Member::Record(RecordKind::Attribution, id)).to_vec();
        let id = pair.ids.next(|_| false);
        let link = Link {
            id,
            kind: LinkKind::Differs,
            differs_in: Some(Difference::Number),
            members,
            note: String::new(),
            doubt: false,
            provenance: Provenance::default(),
        };
        pair.add(Record::Link(link));
        let printed = pair.printed(false);
        let said: Vec<_> = printed.lines().filter(|line| line.contains("said: ")).map(str::trim).collect();
        let place = pair.documents[1].paragraph_number(6).expect("a paragraph begins there");
        let expected = [
            format!("said: - | said | “Go,” … “now.”  ≠B{place} number"),
            "said: - | said | nothing  ≠A1 number".to_owned(),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_could_be_a_command_to_the_terminal_is_shown_as_a_mark() {
        let mut pair = Pair::new("red \x1b[31malert\u{202e}\n", "");
        pair.tag(DocId::A, &["alert"], "event\x07");
        assert!(!pair.printed(false).contains(['\x1b', '\x07', '\u{202e}']), "{:?}", pair.printed(false));
        assert!(pair.printed(true).contains("\x1b[2m[\x1b[0malert"), "{:?}", pair.printed(true));
    }
}
