//! Exchanging the text of a pane: selection, view and the places visited go to where they belong in the other text.
//!
//! The edits of the transaction say where the tags have gone, and what lies between them goes with the nearest one. The work
//! depends on what has changed between both texts, not on what is the same.

use std::ops::Range;
use std::sync::Arc;

use super::Editor;
use super::search::Search;
use crate::annotation::{Edit, Swap, Transaction};
use crate::text::{DocId, Document};

/// So many bytes from a place are read to know it again, the more first.
const KNOWN: [usize; 3] = [64, 24, 10];

/// So many bytes before and after the likely place are searched for them.
const NEAR: usize = 4096;

/// Where the bytes of one text stand in another.
struct Crossing<'t> {
    from: &'t Document,
    to: &'t Document,
    /// How many bytes are the same at the start of both texts.
    head: usize,
    /// How many bytes are the same at the end of both.
    tail: usize,
    /// Bytes of which it is known, sorted: in the one text, and in the other.
    anchors: Vec<(usize, usize)>,
}

impl<'t> Crossing<'t> {
    fn new(from: &'t Document, to: &'t Document, edits: &[Edit]) -> Self {
        let (one, other) = (from.text().as_bytes(), to.text().as_bytes());
        let head = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        let rest = one.len().min(other.len()) - head;
        let same = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other);
        let tail = same.take(rest).count();
        let mut anchors = vec![(head, head)];
        for edit in edits {
            let (Some(before), Some(after)) = (&edit.before, &edit.after) else { continue };
            let here = before.spans().into_iter().zip(after.spans()).filter(|(span, _)| span.doc() == from.id());
            anchors.extend(here.flat_map(|(old, new)| [(old.start(), new.start()), (old.end(), new.end())]));
        }
        anchors.sort_unstable();
        Crossing { from, to, head, tail, anchors }
    }

    /// Returns the byte of the other text that `byte` has become, at a border between characters.
    fn place(&self, byte: usize) -> usize {
        let byte = byte.min(self.from.len());
        if byte < self.head {
            return byte;
        }
        if byte >= self.from.len() - self.tail {
            return byte + self.to.len() - self.from.len();
        }
        let next = self.anchors.partition_point(|(from, _)| *from <= byte);
        let (from, to) = next.checked_sub(1).and_then(|last| self.anchors.get(last)).copied().unwrap_or_default();
        let likely = self.to.char_floor((to + byte.saturating_sub(from)).min(self.to.len()));
        self.same_words(byte, likely).unwrap_or(likely)
    }

    /// Returns the place near `likely` that begins with the words that stand at `byte`.
    fn same_words(&self, byte: usize, likely: usize) -> Option<usize> {
        let first = self.to.char_ceiling(likely.saturating_sub(NEAR));
        let near = self.to.slice(first..self.to.char_floor((likely + NEAR).min(self.to.len())));
        // The more words are the same, the surer they are the ones.
        KNOWN.into_iter().find_map(|length| {
            let words = self.from.slice(byte..self.from.char_floor((byte + length).min(self.from.len())));
            let hits = near.match_indices(words).map(|(at, _)| first + at);
            hits.filter(|_| !words.trim().is_empty()).min_by_key(|at| at.abs_diff(likely))
        })
    }

    /// Returns the same words in the other text, or the word that is nearest to where they stood.
    fn stretch(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.place(bytes.start);
        let end = start + bytes.len();
        let is_whole = |byte| self.to.is_grapheme_border(byte);
        if !bytes.is_empty()
            && end <= self.to.len()
            && self.to.slice(start..end) == self.from.slice(bytes.clone())
            && is_whole(start)
            && is_whole(end)
        {
            return start..end;
        }
        let word = self.to.word_at(start).or_else(|| self.to.next_word(start));
        word.or_else(|| self.to.previous_word(start)).unwrap_or(0..0)
    }
}

impl Editor {
    /// Takes in a text that the set may be on, as long as the session lasts.
    pub(super) fn know_text(&mut self, document: &Arc<Document>) {
        if !self.texts.iter().any(|known| Arc::ptr_eq(known, document)) {
            self.texts.push(Arc::clone(document));
        }
    }

    /// Returns the articles as `swaps` leave them, `None` where a text is not known.
    pub(super) fn documents_after(&mut self, swaps: &[Swap]) -> Option<[Arc<Document>; 2]> {
        let mut documents = self.documents.clone();
        for swap in swaps {
            self.know_text(&documents[swap.doc.index()]);
            let is_it = |known: &&Arc<Document>| known.id() == swap.doc && known.hash() == swap.after;
            documents[swap.doc.index()] = self.texts.iter().find(is_it).map(Arc::clone)?;
        }
        Some(documents)
    }

    /// Shows `documents` in the panes; `transaction`, which has been applied, has brought the tags there.
    pub(super) fn exchange(&mut self, documents: [Arc<Document>; 2], transaction: &Transaction) {
        // Its parts are places of the old text.
        self.builder = None;
        self.links.forget();
        self.follow.forget();
        let before = std::mem::replace(&mut self.documents, documents);
        for doc in DocId::BOTH {
            let (from, to) = (Arc::clone(&before[doc.index()]), Arc::clone(&self.documents[doc.index()]));
            if Arc::ptr_eq(&from, &to) {
                continue;
            }
            let crossing = Crossing::new(&from, &to, &transaction.edits);
            let pane = self.pane_mut(doc);
            let (selection, top) = (crossing.stretch(&pane.selection), crossing.place(pane.top_byte()));
            pane.exchange(selection, top);
            self.places.carry(doc, |range| crossing.stretch(range));
            self.carry_stepping(doc, |range| crossing.stretch(range));
        }
        self.extending = None;
        self.jump = None;
        self.widened.clear();
        self.hand = None;
        let [left, right] = self.documents.clone();
        let again = self.search.take().map(|search| Search::new(&search.pattern, [&left, &right]));
        self.search = again.and_then(Result::ok);
        self.fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_goes_where_its_words_have_gone() {
        let from = Document::new(DocId::A, "Head. “Şıbırğan” fell today. The aide spoke. 喀布尔 end.".to_owned());
        let to =
            Document::new(DocId::A, "Head. Yesterday “Şıbırğan” has fallen. The aide spoke. 喀布尔 end.".to_owned());
        let crossing = Crossing::new(&from, &to, &[]);
        for words in ["Head", "Şıbırğan", "The", "aide", "喀布尔"] {
            let start = from.text().find(words).expect("there");
            let found = crossing.stretch(&(start..start + words.len()));
            assert_eq!(to.slice(found), words);
        }
        let start = from.text().find("fell").expect("there");
        let nearest = crossing.stretch(&(start..start + 4));
        assert!(!nearest.is_empty() && to.is_grapheme_border(nearest.start), "{nearest:?}");
    }

    #[test]
    fn any_place_of_any_text_goes_to_a_whole_word_or_nowhere() {
        let texts = ["", " \n", "👩‍👧 e\u{301}té", "喀布尔机场。", "a b c", "b c a\r\n\r\nb c a"];
        for (from, to) in texts.iter().flat_map(|from| texts.map(|to| (*from, to))) {
            let (from, to) = (Document::new(DocId::A, from.to_owned()), Document::new(DocId::A, to.to_owned()));
            let crossing = Crossing::new(&from, &to, &[]);
            for start in (0..=from.len()).filter(|at| from.is_grapheme_border(*at)) {
                for end in [start, from.next_grapheme(start), from.len()] {
                    let found = crossing.stretch(&(start..end.max(start)));
                    assert!(to.is_grapheme_border(found.start) && to.is_grapheme_border(found.end));
                }
            }
        }
    }
}
