//! The target: what the set is to hold in the end, in bytes of the two documents.

use std::collections::BTreeSet;
use std::ops::Range;

use super::gold::{Gold, GoldAttribution, GoldError, GoldSpan};
use crate::annotation::counted;
use crate::editor::Part;
use crate::text::{DocId, Document};

/// What a set is to hold in the end.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The tags, in the order of the text.
    pub tags: Vec<Tag>,
    /// The attributions, in the order of the text.
    pub sayings: Vec<Saying>,
    /// The parts that are to be as the gold has them: those of any attribution of its, and source, cue and content.
    pub parts: Vec<Part>,
    /// What was left out, and why, one sentence each.
    pub notes: Vec<String>,
}

/// A tag to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The article.
    pub doc: DocId,
    /// The bytes.
    pub bytes: Range<usize>,
    /// The label.
    pub label: String,
}

/// An attribution to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its id in the gold.
    pub id: String,
    /// The article.
    pub doc: DocId,
    /// The pieces of each part in bytes, in the order of [`Part::ALL`].
    parts: [Vec<Range<usize>>; 5],
    /// The id of the one that it lies in.
    pub within: Option<String>,
    /// The id of the one that it goes on with.
    pub continues: Option<String>,
}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    /// By the text: what begins first, of those that begin together the longer.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let place = |tag: &Tag| (tag.doc, tag.bytes.start, std::cmp::Reverse(tag.bytes.end));
        place(self).cmp(&place(other)).then_with(|| self.label.cmp(&other.label))
    }
}

impl Saying {
    /// Returns the pieces of `part`.
    #[must_use]
    pub fn pieces(&self, part: Part) -> &[Range<usize>] {
        self.parts.get(part.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns where its first word is.
    #[must_use]
    pub fn start(&self) -> usize {
        self.parts.iter().flatten().map(|piece| piece.start).min().unwrap_or(0)
    }

    /// Returns where somebody who reads comes upon it: at its cue, otherwise at what there is first.
    #[must_use]
    pub fn met_at(&self) -> usize {
        self.pieces(Part::Cue).first().map_or(self.start(), |cue| cue.start)
    }
}

/// Returns what a set on `documents` is to hold by `gold`; only tags of the layers that `wanted` knows.
/// `from_file` says which text came from a file: a line end counts one there, in whatever way it is written.
///
/// # Errors
///
/// When a place lies outside of its text, or holds other words than the file says.
pub fn target(
    gold: &Gold,
    documents: [&Document; 2],
    from_file: [bool; 2],
    wanted: impl Fn(&str) -> bool,
) -> Result<Target, GoldError> {
    let places = [0, 1].map(|at| Places::of(documents[at], from_file[at] && fits(gold, documents[at], at)));
    let bytes = |doc: usize, span: &GoldSpan| places[doc].bytes(span, &gold.documents[doc].name);
    let mut target = Target { notes: gold.notes.clone(), ..Target::default() };
    for mention in gold.mentions.iter().filter(|mention| wanted(&mention.layer)) {
        let tag = Tag {
            doc: DocId::BOTH[mention.doc],
            bytes: bytes(mention.doc, &mention.span)?,
            label: mention.label.clone(),
        };
        target.tags.push(tag);
    }
    let given = target.tags.len();
    target.tags = target.tags.into_iter().collect::<BTreeSet<Tag>>().into_iter().collect();
    if target.tags.len() < given {
        let twice = given - target.tags.len();
        let verbs = if twice == 1 { ["stands", "counts"] } else { ["stand", "count"] };
        target.notes.push(format!("{} {} twice and {} once", counted(twice, "mention"), verbs[0], verbs[1]));
    }
    for attribution in &gold.attributions {
        let saying = saying(attribution, |span| bytes(attribution.doc, span))?;
        if target.sayings.iter().any(|known| (known.doc, &known.parts) == (saying.doc, &saying.parts)) {
            target.notes.push(format!("attribution {} stands twice and counts once", saying.id));
        } else {
            target.sayings.push(saying);
        }
    }
    let has = |part: &Part| {
        matches!(part, Part::Source | Part::Cue | Part::Content)
            || target.sayings.iter().any(|saying| !saying.pieces(*part).is_empty())
    };
    target.parts = Part::ALL.into_iter().filter(has).collect();
    target.sayings.sort_by_key(|saying| (saying.doc, saying.met_at(), saying.start()));
    Ok(target)
}

fn saying(
    attribution: &GoldAttribution,
    bytes: impl Fn(&GoldSpan) -> Result<Range<usize>, GoldError>,
) -> Result<Saying, GoldError> {
    let mut parts: [Vec<Range<usize>>; 5] = Default::default();
    for (part, spans) in &attribution.parts {
        for span in spans {
            parts[part.index()].push(bytes(span)?);
        }
    }
    Ok(Saying {
        id: attribution.id.clone(),
        doc: DocId::BOTH[attribution.doc],
        parts,
        within: attribution.within.clone(),
        continues: attribution.continues.clone(),
    })
}

/// Returns whether the words that the file gives for its tags stand there if a line end counts one, or if nobody can
/// tell.
fn fits(gold: &Gold, document: &Document, doc: usize) -> bool {
    let places = Places::of(document, true);
    let name = &gold.documents[doc].name;
    gold.mentions.iter().filter(|mention| mention.doc == doc).all(|mention| places.bytes(&mention.span, name).is_ok())
}

/// Where the characters of a document begin.
struct Places<'document> {
    document: &'document Document,
    /// The byte at which each character begins, and the length; none where the document counts as the file does.
    joined: Option<Vec<usize>>,
}

impl<'document> Places<'document> {
    /// Returns the places of `document`; CR LF counts one character if `joined`.
    fn of(document: &'document Document, joined: bool) -> Self {
        let text = document.text();
        let joined = (joined && text.contains("\r\n")).then(|| {
            let line_feed = |at: usize| at > 0 && text.get(at - 1..=at) == Some("\r\n");
            let begins = text.char_indices().map(|(at, _)| at).filter(|at| !line_feed(*at));
            begins.chain(std::iter::once(text.len())).collect()
        });
        Places { document, joined }
    }

    fn bytes(&self, span: &GoldSpan, name: &str) -> Result<Range<usize>, GoldError> {
        let byte = |chars: usize| match &self.joined {
            Some(begins) => begins.get(chars).copied(),
            None => self.document.byte_of_char(chars),
        };
        let (Some(start), Some(end)) = (byte(span.chars.start), byte(span.chars.end)) else {
            let characters = self.joined.as_ref().map_or_else(|| self.document.index().chars(), |all| all.len() - 1);
            let what = format!("character {} lies behind the end of {name}, which has {characters}", span.chars.end);
            return Err(GoldError::at(span.place.clone(), what));
        };
        let there = self.document.slice(start..end);
        let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        match &span.words {
            Some(words) if plain(words) != plain(there) => {
                let what = format!("{} to {} of {name} is “{there}”, not “{words}”", span.chars.start, span.chars.end);
                Err(GoldError::at(span.place.clone(), what))
            }
            _ => Ok(start..end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::gold::read;
    use super::*;

    fn made(text: &str, from_file: bool, rows: &str) -> Result<Target, GoldError> {
        let gold = read(&format!(r#"{{"documents": {{"A": {{"file": "a.txt"}}}}, {rows}}}"#)).expect("of the form");
        let documents = [Document::new(DocId::A, text.to_owned()), Document::new(DocId::B, String::new())];
        target(&gold, [&documents[0], &documents[1]], [from_file, false], |layer| layer == "named")
    }

    #[test]
    fn characters_become_bytes() {
        let rows = r#""mentions": [{"start": 1, "end": 3, "label": "x", "text": "ş東"}, {"start": 0, "end": 1, "label": "y", "layer": "nominal"}],
            "attributions": [{"id": 7, "content": [[3, 4], [0, 1]], "within": 8}]"#;
        let made = made("aş東z", true, rows).expect("all lies inside");
        assert_eq!(made.tags.iter().map(|tag| tag.bytes.clone()).collect::<Vec<_>>(), [Range { start: 1, end: 6 }]);
        let saying = &made.sayings[0];
        assert_eq!(saying.pieces(Part::Content), [0..1, 6..7]);
        assert_eq!((saying.id.as_str(), saying.within.as_deref(), saying.met_at()), ("7", Some("8"), 0));
    }

    #[test]
    fn a_line_end_of_a_file_counts_one_unless_the_words_say_otherwise() {
        let bytes = |rows: &str| made("a\r\nbc", true, rows).map(|made| made.tags[0].bytes.clone());
        assert_eq!(bytes(r#""mentions": [{"start": 2, "end": 4, "label": "x"}]"#), Ok(3..5));
        assert_eq!(bytes(r#""mentions": [{"start": 3, "end": 5, "label": "x", "text": "bc"}]"#), Ok(3..5));
    }

    #[test]
    fn places_outside_and_other_words_are_refused() {
        let words = |rows: &str| made("one two", true, rows).expect_err("refused").to_string();
        assert_eq!(
            words(r#""mentions": [{"start": 4, "end": 9, "label": "x"}]"#),
            "mentions[0]: character 9 lies behind the end of A, which has 7"
        );
        assert_eq!(
            words(r#""mentions": [{"start": 4, "end": 7, "label": "x", "text": "one"}]"#),
            "mentions[0]: 4 to 7 of A is “two”, not “one”"
        );
    }

    #[test]
    fn what_stands_twice_counts_once() {
        let row = r#"{"start": 0, "end": 3, "label": "x"}"#;
        let made = made(
            "one two",
            true,
            &format!(r#""mentions": [{row}, {row}], "attributions": [{{"cue": [[0, 3]]}}, {{"cue": [0, 3]}}]"#),
        )
        .expect("of the form");
        assert_eq!((made.tags.len(), made.sayings.len(), made.notes.len()), (1, 1, 2));
    }
}
