//! Search: a regular expression over both articles, hit by hit.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::Editor;
use super::pane::seen;
use crate::text::{DocId, Document};

/// Above this many bytes an article is not searched whole while the pattern is being typed.
const WHOLE: usize = 2 << 20;

/// More hits than this are not counted.
const COUNTED: usize = 9999;

/// So many bytes beyond a stretch are read too: what follows decides where a hit ends, and whether a line or a word does.
const BEYOND: usize = 4096;

/// What is searched for, and how often it was found.
#[derive(Debug, Clone)]
pub(super) struct Search {
    /// The pattern as typed.
    pub pattern: String,
    regex: Regex,
    /// How many hits each article has, left first; none where the article is too large to be counted while typing.
    pub counts: [Option<usize>; 2],
}

impl Search {
    /// Returns the search for `pattern`: capitals count only where the pattern has one.
    ///
    /// # Errors
    ///
    /// When the pattern is not a regular expression, or too large a one; the words say which.
    pub fn new(pattern: &str, documents: [&Document; 2]) -> Result<Self, String> {
        let regex = RegexBuilder::new(pattern)
            .case_insensitive(!has_capital(pattern))
            .multi_line(true)
            .crlf(true)
            .size_limit(1 << 20)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
                other => {
                    let words = other.to_string();
                    let reason = words.lines().last().unwrap_or("").trim_start_matches("error: ");
                    format!("not a pattern yet: {reason}")
                }
            })?;
        let counts = documents.map(|document| {
            (document.len() <= WHOLE)
                .then(|| regex.find_iter(document.text()).filter(|hit| !hit.is_empty()).take(COUNTED).count())
        });
        Ok(Search { pattern: pattern.to_owned(), regex, counts })
    }

    /// Returns the hits that begin in `bytes`, in order; no more of the article is read than these and what is near.
    pub fn hits_in<'text>(
        &'text self,
        document: &'text Document,
        bytes: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'text {
        let until = document.char_floor(bytes.end.saturating_add(BEYOND));
        let text = document.text().get(..until).unwrap_or("");
        let mut at = document.char_floor(bytes.start);
        let hits = std::iter::from_fn(move || {
            let hit = self.first(document, text, at)?;
            at = hit.end;
            Some(hit)
        });
        hits.take_while(move |hit| hit.start < bytes.end)
    }

    /// Returns the first hit that begins at or after `from`.
    fn after(&self, document: &Document, from: usize) -> Option<Range<usize>> {
        self.first(document, document.text(), from)
    }

    /// Returns the first hit from `from` on in `text`, the beginning of the article; one without a character is none.
    fn first(&self, document: &Document, text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        while at < text.len() {
            let hit = self.regex.find_at(text, at)?;
            if !hit.is_empty() {
                return Some(hit.range());
            }
            at = document.next_grapheme(hit.end());
        }
        None
    }

    /// Returns the last hit that begins before `until`, read in pieces of growing size from there backwards.
    fn before(&self, document: &Document, until: usize) -> Option<Range<usize>> {
        let mut size = 4096;
        loop {
            let start = document.char_floor(until.saturating_sub(size));
            let last = self.hits_in(document, start..document.char_floor(until)).last();
            // A hit cut by the start of the piece would differ; one well inside does not.
            if let Some(hit) = last.filter(|hit| start == 0 || hit.start > start) {
                return Some(hit);
            }
            if start == 0 {
                return None;
            }
            size *= 4;
        }
    }
}

/// Returns whether `pattern` asks for a capital; the letter after a backslash is none of the text's.
fn has_capital(pattern: &str) -> bool {
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character.is_uppercase() {
            return true;
        }
    }
    false
}

/// Returns `hit` with the graphemes that it cuts taken in whole: a letter is never selected without its marks.
fn whole_graphemes(document: &Document, hit: &Range<usize>) -> Range<usize> {
    let border = |byte| document.is_grapheme_border(byte);
    let start = if border(hit.start) { hit.start } else { document.previous_grapheme(hit.start) };
    let end = if border(hit.end) { hit.end } else { document.next_grapheme(hit.end) };
    start..end
}

/// What a search for a pattern being typed came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A hit is selected.
    Found,
    /// There is none in either article.
    Nowhere,
    /// There is none in what is seen; an article is too large to be read whole while typing.
    NotSeen,
}

impl Editor {
    /// Takes `pattern` as what is searched for and shows the first hit from `origin` on. Where an article is large and
    /// `whole` is false, only what is seen is searched.
    ///
    /// # Errors
    ///
    /// When the pattern is not a regular expression; the words say why.
    pub(super) fn search_from(
        &mut self,
        pattern: &str,
        origin: &(DocId, Range<usize>),
        whole: bool,
    ) -> Result<Outcome, String> {
        self.search = None;
        if pattern.is_empty() {
            return Ok(Outcome::Nowhere);
        }
        let documents = self.documents.clone();
        let search = Search::new(pattern, [&documents[0], &documents[1]])?;
        let large = documents.iter().any(|document| document.len() > WHOLE);
        let found = if large && !whole {
            let (document, doc) = (self.document(origin.0), origin.0);
            let seen = seen(&self.pane(doc).lines(document));
            let hit = search.hits_in(document, seen).find(|hit| hit.start >= origin.1.start);
            hit.map(|hit| (doc, whole_graphemes(document, &hit)))
        } else {
            self.find(&search, origin.0, origin.1.start, false)
        };
        self.search = Some(search);
        Ok(match found {
            Some((doc, hit)) => {
                self.show_place(doc, hit);
                Outcome::Found
            }
            None if large && !whole => Outcome::NotSeen,
            None => Outcome::Nowhere,
        })
    }

    /// Returns the next hit from `at` in `doc`, going on through the other article and round.
    fn find(&self, search: &Search, doc: DocId, at: usize, back: bool) -> Option<(DocId, Range<usize>)> {
        let whole = |doc: DocId| if back { self.document(doc).len() } else { 0 };
        for (doc, at) in [(doc, at), (doc.other(), whole(doc.other())), (doc, whole(doc))] {
            let document = self.document(doc);
            let hit = if back { search.before(document, at) } else { search.after(document, at) };
            if let Some(hit) = hit {
                return Some((doc, whole_graphemes(document, &hit)));
            }
        }
        None
    }

    /// Goes to the next hit (the one before, if `back`).
    pub(super) fn step_hit(&mut self, back: bool) {
        let Some(search) = self.search.clone() else {
            self.tell("nothing searched for yet: / searches");
            return;
        };
        let selection = self.selection();
        let document = self.document(self.focus);
        let at = if back { selection.start } else { document.next_grapheme(selection.start) };
        match self.find(&search, self.focus, at, back) {
            Some((doc, hit)) => {
                self.mark_place();
                self.show_place(doc, hit);
            }
            None => self.tell(&format!("`{}` is in neither article", search.pattern)),
        }
    }

    /// Searches for the selected text as it stands.
    pub(super) fn search_selection(&mut self) {
        let Some(text) = self.selected_text().map(str::to_owned) else { return };
        let documents = self.documents.clone();
        let pattern = regex::escape(&text);
        match Search::new(&pattern, [&documents[0], &documents[1]]) {
            Ok(search) => {
                self.search = Some(search);
                self.step_hit(false);
            }
            Err(reason) => self.tell(&reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::new(DocId::A, text.to_owned())
    }

    fn search(pattern: &str, document: &Document) -> Search {
        Search::new(pattern, [document, document]).expect("a pattern")
    }

    /// Returns the hits of `pattern` in `text`, found forwards and backwards one by one.
    fn both_ways(pattern: &str, text: &str) -> [Vec<Range<usize>>; 2] {
        let document = document(text);
        let search = search(pattern, &document);
        let mut forwards = Vec::new();
        while let Some(hit) = search.after(&document, forwards.last().map_or(0, |hit: &Range<usize>| hit.end)) {
            forwards.push(hit);
        }
        let mut backwards: Vec<Range<usize>> = Vec::new();
        while let Some(hit) = search.before(&document, backwards.last().map_or(document.len(), |hit| hit.start)) {
            backwards.push(hit);
        }
        backwards.reverse();
        [forwards, backwards]
    }

    #[test]
    fn the_way_back_finds_what_the_way_there_finds() {
        let long = format!("start {} end\r\nnext", "a long line ".repeat(3000));
        for (pattern, text) in [
            ("\\w+$", "one two\nthree four"),
            ("^\\w+", "one two\r\nthree four"),
            (r"\bto\b", "to today to tomorrow to"),
            ("x*", "ax bxx"),
            ("$", "no characters\nhere"),
            ("’s|ş", "Şıbırğan’s ş"),
            (r"\w+$", &long),
            ("^start", &long),
            ("line", &long),
        ] {
            let [forwards, backwards] = both_ways(pattern, text);
            assert_eq!(forwards, backwards, "{pattern}");
        }
        assert_eq!(both_ways(r"\w+$", &long)[0].len(), 2, "a line may end with CR LF");
    }

    #[test]
    fn a_stretch_has_the_hits_that_the_whole_text_has_there() {
        let document = document("to today to\nto");
        let hits = |pattern, bytes| {
            let search = search(pattern, &document);
            search.hits_in(&document, bytes).map(|hit| hit.start).collect::<Vec<_>>()
        };
        assert_eq!(hits(r"\bto\b", 0..5), [0], "`today` goes on behind the stretch");
        assert_eq!(hits("^to", 9..14), [12], "no line begins at 9");
        assert_eq!(hits("to$", 0..11), [9]);
        assert!(hits("to", 4..4).is_empty());
    }

    #[test]
    fn a_class_of_characters_is_no_capital() {
        let document = document("in Kabul");
        for (pattern, found) in [(r"\Wkabul", true), ("kabul", true), ("Kabul", true), (r"\WKABUL", false)] {
            assert_eq!(search(pattern, &document).after(&document, 0).is_some(), found, "{pattern}");
        }
    }
}
