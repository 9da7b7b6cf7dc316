//! Word lists: strings that somebody wrote down with the label each is likely to get, found where they stand as whole words.
//!
//! The strings lie sorted in one piece, so that the longest one that a text begins with is found by halving.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::ground::Stretch;
use crate::text::word::words;
use crate::text::{DocId, Document};

/// So many stretches are kept; they are all forgotten where there are more.
const KEPT: usize = 512;

/// Strings with their labels.
#[derive(Debug, Default)]
pub struct WordList {
    /// All strings, one after the other.
    text: String,
    /// Where each lies, sorted by what it is.
    entries: Vec<Entry>,
    /// How many bytes the longest has.
    longest: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    label: u32,
}

/// A place where a string of a list stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its bytes in the document.
    pub bytes: Range<usize>,
    /// The number of its label.
    pub label: usize,
}

impl WordList {
    /// Returns the list of `strings`, each with the number of its label; of equal ones the first counts. What would not fit
    /// into 4 GiB is left out.
    #[must_use]
    pub fn of<'list>(strings: impl Iterator<Item = (usize, &'list str)>) -> Self {
        let mut list = WordList::default();
        for (label, string) in strings.filter(|(_, string)| !string.is_empty()) {
            let (start, end) = (u32::try_from(list.text.len()), u32::try_from(list.text.len() + string.len()));
            let (Ok(start), Ok(end), Ok(label)) = (start, end, u32::try_from(label)) else { break };
            list.text.push_str(string);
            list.entries.push(Entry { start, end, label });
            list.longest = list.longest.max(string.len());
        }
        let text = list.text.as_bytes();
        list.entries.sort_by(|one, other| bytes_of(text, *one).cmp(bytes_of(text, *other)));
        list.entries.dedup_by(|next, kept| bytes_of(text, *next) == bytes_of(text, *kept));
        list.entries.shrink_to_fit();
        list
    }

    /// Returns whether it lists nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the number of the label that `string` is listed with.
    #[must_use]
    pub fn label_of(&self, string: &str) -> Option<usize> {
        let at = self.entries.binary_search_by(|entry| self.bytes(*entry).cmp(string.as_bytes())).ok()?;
        Some(self.entries[at].label as usize)
    }

    /// Returns where listed strings stand in `sentence` of `document` as whole words, the longest first that begins at a
    /// place; they do not overlap. The work is proportional to the sentence.
    #[must_use]
    pub fn within(&self, document: &Document, sentence: &Range<usize>) -> Vec<Listed> {
        if self.is_empty() {
            return Vec::new();
        }
        let text = document.slice(sentence.clone());
        let words = words(text);
        let mut found: Vec<Listed> = Vec::new();
        let mut free = 0;
        for start in starts(text, &words) {
            if start < free {
                continue;
            }
            let whole = |length: usize| {
                let end = start + length;
                let after = words.partition_point(|word| word.end <= end);
                let inside = words.get(after).is_some_and(|word| word.start < end);
                let borders = [start, end].map(|at| document.is_grapheme_border(sentence.start + at));
                !inside && borders == [true, true]
            };
            let rest = text.as_bytes().get(start..).unwrap_or_default();
            let Some((length, label)) = self.longest(rest, whole) else { continue };
            free = start + length;
            found.push(Listed { bytes: sentence.start + start..sentence.start + free, label });
        }
        found
    }

    /// Returns how many bytes the longest listed string has with which `text` begins and that `fits`, and its label.
    fn longest(&self, text: &[u8], fits: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let mut probe = text.get(..self.longest).unwrap_or(text);
        // The last string that is not behind the probe in the order of bytes begins with every listed one that the probe
        // begins with: so what both share is all that needs to be looked at next.
        while !probe.is_empty() {
            let at = self.entries.partition_point(|entry| self.bytes(*entry) <= probe).checked_sub(1)?;
            let entry = self.entries[at];
            let bytes = self.bytes(entry);
            let shared = bytes.iter().zip(probe).take_while(|(one, other)| one == other).count();
            let is_listed = shared == bytes.len();
            if is_listed && fits(shared) {
                return Some((shared, entry.label as usize));
            }
            probe = &probe[..shared - usize::from(is_listed)];
        }
        None
    }

    fn bytes(&self, entry: Entry) -> &[u8] {
        bytes_of(self.text.as_bytes(), entry)
    }
}

fn bytes_of(text: &[u8], entry: Entry) -> &[u8] {
    text.get(entry.start as usize..entry.end as usize).unwrap_or_default()
}

/// Returns where a listed string may begin in `text`: at a word, or at a mark between words.
fn starts(text: &str, words: &[Range<usize>]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(words.len() * 2);
    let mut end = 0;
    let last = text.len()..text.len();
    for word in words.iter().chain([&last]) {
        let between = text.get(end..word.start).unwrap_or_default().char_indices();
        starts.extend(between.filter(|(_, mark)| !mark.is_whitespace()).map(|(at, _)| end + at));
        starts.push(word.start);
        end = word.end;
    }
    starts
}

/// Where the strings of a list stand in stretches of text, kept for as long as the text is the same.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The list, once it was needed.
    list: Option<Rc<WordList>>,
    texts: Option<[Arc<Document>; 2]>,
    stretches: HashMap<(DocId, usize), Rc<[Listed]>>,
}

impl Places {
    /// Returns the list, which `make` makes the first time.
    pub fn list(&mut self, make: impl FnOnce() -> WordList) -> Rc<WordList> {
        Rc::clone(self.list.get_or_insert_with(|| Rc::new(make())))
    }

    /// Returns where strings of `list` stand in `stretch`, number `number` of its document.
    pub fn within(
        &mut self,
        list: &WordList,
        documents: &[Arc<Document>; 2],
        (doc, number): (DocId, usize),
        stretch: &Stretch,
    ) -> Rc<[Listed]> {
        let same = |texts: &[Arc<Document>; 2]| texts.iter().zip(documents).all(|(one, two)| Arc::ptr_eq(one, two));
        if !self.texts.as_ref().is_some_and(same) {
            (self.texts, self.stretches) = (Some(documents.clone()), HashMap::new());
        }
        if let Some(known) = self.stretches.get(&(doc, number)) {
            return Rc::clone(known);
        }
        let document = &documents[doc.index()];
        let found: Rc<[Listed]> =
            stretch.sentences.iter().flat_map(|sentence| list.within(document, sentence)).collect();
        if self.stretches.len() >= KEPT {
            self.stretches.clear();
        }
        self.stretches.insert((doc, number), Rc::clone(&found));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(strings: &[&str]) -> WordList {
        WordList::of(strings.iter().copied().enumerate())
    }

    fn found<'text>(list: &WordList, text: &'text str) -> Vec<&'text str> {
        let document = Document::new(DocId::A, text.to_owned());
        let found = list.within(&document, &(0..text.len()));
        found.into_iter().filter_map(|listed| text.get(listed.bytes)).collect()
    }

    #[test]
    fn the_longest_string_is_found_first() {
        let list = list(&["Caldrian", "Caldrian Water", "Caldrian Water Authority", "Water", "Caldrian Wat"]);
        assert_eq!(found(&list, "The Caldrian Water Authority spoke."), ["Caldrian Water Authority"]);
        assert_eq!(found(&list, "The Caldrian Water Board, Water"), ["Caldrian Water", "Water"]);
        assert_eq!(found(&list, "A Caldrian Wate"), ["Caldrian"]);
        assert!(found(&list, "").is_empty() && found(&WordList::default(), "Water").is_empty());
    }

    #[test]
    fn strings_are_whole_words_of_every_script_as_they_are_written() {
        let all = list(&["Ordal", "喀布尔", "كابول", "Şıbırğan", "U.S.", "#MeToo", "flood", "🇹🇷", "Yahoo!", "cafe"]);
        assert_eq!(found(&all, "Ordalia, Ordal’s (Ordal)"), ["Ordal", "Ordal"]);
        assert_eq!(found(&all, "他在喀布尔说。"), ["喀布尔"]);
        assert_eq!(found(&all, "في كابول، Şıbırğan"), ["كابول", "Şıbırğan"]);
        assert_eq!(found(&all, "The U.S. in #MeToo, 🇹🇷 of Yahoo!"), ["U.S.", "#MeToo", "🇹🇷", "Yahoo!"]);
        assert_eq!(found(&all, "A flood, Flood and floods"), ["flood"]);
        assert!(found(&all, "cafe\u{301}").is_empty(), "an accent belongs to its letter");
    }

    #[test]
    fn of_equal_strings_the_first_counts() {
        let list = WordList::of([(2, "Ordal"), (0, "Melvice"), (1, "Ordal"), (1, "")].into_iter());
        assert_eq!((list.label_of("Ordal"), list.label_of("Melvice"), list.label_of("")), (Some(2), Some(0), None));
    }

    proptest! {
        #[test]
        fn halving_finds_what_going_through_all_finds(
            strings in prop::collection::vec("[ab é喀]{1,5}", 0..12),
            text in "[ab é喀.\u{301}]{0,20}",
        ) {
            let strings: Vec<&str> = strings.iter().map(|one| one.trim()).collect();
            let list = list(&strings);
            let bytes = text.as_bytes();
            for at in 0..bytes.len() {
                for most in 0..16 {
                    let slow = strings.iter().filter(|one| !one.is_empty() && one.len() <= most);
                    let slow = slow.filter(|one| bytes[at..].starts_with(one.as_bytes())).map(|one| one.len()).max();
                    prop_assert_eq!(list.longest(&bytes[at..], |length| length <= most).map(|(length, _)| length), slow);
                }
            }
            let document = Document::new(DocId::A, text.clone());
            let mut end = 0;
            for Listed { bytes, label } in list.within(&document, &(0..text.len())) {
                prop_assert!(bytes.start >= end && document.span(bytes.clone()).is_ok());
                prop_assert_eq!(document.slice(bytes.clone()), strings[label]);
                end = bytes.end;
            }
        }
    }
}
