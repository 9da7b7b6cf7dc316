//! Sentences, each within its paragraph and without the blanks around it.
//!
//! A sentence ends at an end mark, what closes after it included; in text without end marks the
//! paragraph is the sentence. One of more than 8 KiB is cut near the absolute multiples of 8 KiB.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::block::Lines;
use super::character;
use super::cut::Pieces;
use super::document::Document;

mod border;

/// End marks are looked for in parts of the text that begin at multiples of this, so that it is the same from
/// whatever byte one asks.
const PART: usize = 1024;

/// The sentences of one paragraph side by side, each with the blanks before it.
struct Sentences<'text> {
    document: &'text Document,
    paragraph: Range<usize>,
    /// The ends of sentences in the parts that were looked at, by the number of the part.
    known: RefCell<BTreeMap<usize, Rc<[usize]>>>,
}

impl Sentences<'_> {
    /// Returns the ends of sentences in part `number` of the text, in order.
    fn ends_in_part(&self, number: usize) -> Rc<[usize]> {
        if let Some(known) = self.known.borrow().get(&number) {
            return Rc::clone(known);
        }
        let part = number * PART..(number + 1) * PART;
        // An end mark shortly before the part may have its company inside.
        let from = part.start.saturating_sub(border::NEAR).max(self.paragraph.start);
        let to = character::ceiling(self.document.text(), part.end.min(self.paragraph.end));
        let text = self.document.slice(0..self.paragraph.end);
        let mut at = character::ceiling(text, from);
        let mut ends = Vec::new();
        while let Some(mark) = border::end_mark(text, at, to) {
            let (end, ends_here) = border::judge(text, mark);
            at = end.max(mark + 1);
            if ends_here && part.contains(&end) && end < self.paragraph.end {
                ends.push(end);
            }
        }
        let ends: Rc<[usize]> = ends.into();
        self.known.borrow_mut().insert(number, Rc::clone(&ends));
        ends
    }

    /// Returns the sentence of `piece` without the blanks around it, `None` if there is nothing else.
    fn trimmed(&self, piece: Range<usize>) -> Option<Range<usize>> {
        Some(self.document.trimmed(piece)).filter(|sentence| !sentence.is_empty())
    }

    /// Returns the next sentence in the piece that holds `at` or after it, and moves `at` behind its piece.
    fn step(&self, at: &mut usize) -> Option<Range<usize>> {
        while *at < self.paragraph.end {
            let piece = self.piece(*at);
            *at = piece.end;
            if let Some(sentence) = self.trimmed(piece) {
                return Some(sentence);
            }
        }
        None
    }

    /// Returns the sentences from the one that holds `byte` on.
    fn from(&self, byte: usize) -> impl Iterator<Item = Range<usize>> {
        let mut at = byte;
        std::iter::from_fn(move || self.step(&mut at))
    }

    /// Returns the sentences from the one that holds `byte` back.
    fn back_from(&self, byte: usize) -> impl Iterator<Item = Range<usize>> {
        let mut at = Some(byte.min(self.paragraph.end.saturating_sub(1)));
        let pieces = std::iter::from_fn(move || {
            let piece = self.piece(at.filter(|&at| at >= self.paragraph.start && at < self.paragraph.end)?);
            at = piece.start.checked_sub(1);
            Some(piece)
        });
        pieces.filter_map(|piece| self.trimmed(piece))
    }
}

impl Pieces for Sentences<'_> {
    const STEP: usize = 8 * 1024;
    const MARGIN: usize = 4 * 1024;

    fn length(&self) -> usize {
        self.paragraph.end
    }

    fn start(&self, byte: usize, floor: usize) -> Option<usize> {
        if byte <= self.paragraph.start {
            return Some(byte);
        }
        let mut part = byte / PART;
        loop {
            if let Some(&end) = self.ends_in_part(part).iter().rfind(|&&end| end <= byte) {
                return Some(end).filter(|&end| end >= floor);
            }
            if part * PART <= self.paragraph.start {
                return Some(self.paragraph.start).filter(|&start| start >= floor);
            }
            if part * PART <= floor {
                return None;
            }
            part -= 1;
        }
    }

    fn end(&self, byte: usize, ceiling: usize) -> Option<usize> {
        let mut part = byte / PART;
        loop {
            if let Some(&end) = self.ends_in_part(part).iter().find(|&&end| end > byte) {
                return Some(end).filter(|&end| end <= ceiling);
            }
            part += 1;
            if part * PART >= self.paragraph.end {
                return Some(self.paragraph.end).filter(|&end| end <= ceiling);
            }
            if part * PART > ceiling {
                return None;
            }
        }
    }

    fn settle(&self, multiple: usize) -> usize {
        Lines(self.document).settle(multiple)
    }
}

impl Document {
    fn sentences_of(&self, paragraph: Range<usize>) -> Sentences<'_> {
        Sentences { document: self, paragraph, known: RefCell::default() }
    }

    /// Returns the sentence that holds `byte`, without the blanks around it; between two, the one before.
    ///
    /// Never empty unless the text is: on a blank line it is that line with its line end.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Range<usize> {
        let sentences = self.sentences_of(self.paragraph_at(byte));
        let before = sentences.back_from(byte).find(|sentence| sentence.start <= byte);
        let found = before.or_else(|| sentences.from(sentences.paragraph.start).next());
        found.unwrap_or_else(|| {
            let block = self.block_at(byte);
            block.start..block.next
        })
    }

    /// Returns all sentences of the text in order.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = Some(self.paragraph_at(0));
        std::iter::successors(first, |paragraph| self.next_paragraph(paragraph.start)).flat_map(|paragraph| {
            let sentences = self.sentences_of(paragraph);
            let mut at = sentences.paragraph.start;
            std::iter::from_fn(move || sentences.step(&mut at))
        })
    }

    /// Returns the first sentence that starts after `byte`; reads on over blank lines.
    #[must_use]
    pub fn next_sentence(&self, byte: usize) -> Option<Range<usize>> {
        let paragraph = self.paragraph_at(byte);
        let after = self.sentences_of(paragraph.clone()).from(byte.max(paragraph.start)).find(|next| next.start > byte);
        after.or_else(|| {
            let paragraph = self.next_paragraph(byte)?;
            self.sentences_of(paragraph.clone()).from(paragraph.start).next()
        })
    }

    /// Returns the last sentence that ends at or before `byte`; reads back over blank lines.
    #[must_use]
    pub fn previous_sentence(&self, byte: usize) -> Option<Range<usize>> {
        let before = self.sentences_of(self.paragraph_at(byte)).back_from(byte).find(|last| last.end <= byte);
        before.or_else(|| {
            let paragraph = self.previous_paragraph(byte)?;
            self.sentences_of(paragraph.clone()).back_from(paragraph.end).next()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, shared, short};
    use super::*;
    use proptest::prelude::*;

    fn all(document: &Document) -> Vec<Range<usize>> {
        document.sentences().collect()
    }

    /// Checks that the sentences of `marked` without its bars are what stands between the bars.
    fn check(marked: &str) {
        let document = document(marked.replace('|', ""));
        let found: Vec<_> = all(&document).into_iter().map(|sentence| document.slice(sentence)).collect();
        let expected: Vec<_> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn points_marks_and_what_closes_after_them_end_a_sentence() {
        check("They left. |Why? |Nobody knows! |“We fled.” |(All of us.) |'Yes.' |The end");
        check("A note.[3] |Another one.[12] |“No?!” |Good.");
        check("Er sagte: „Nein.“ |Dann ging er. |Elle dit « Non. » |Puis partit.");
        check("a title without an end\n|and a line.");
    }

    #[test]
    fn abbreviations_titles_and_initials_do_not() {
        check("Mr. Ghani met Gen. John F. Kelly Jr. Monday. |Dr. No. 5 left St. Helens.");
        check("Smith, of Apple Inc. Ltd., met U.S. President J. R. Biden. |He left the U.S. |The end came.");
        check(
            "It began at 5 p.m. on Aug. 8, at 6 p.m. EST and 7 a.m. Friday. |It ended at 9 p.m. |Police came at 10 p.m. Sunday.",
        );
        check("Flight No. 5 has approx. 300 seats. |In 2020. |14 people died. |In 2021. |They left.");
        check("1. The first item. |It is long.\n|2. The second. |Plan B. |It failed, cf. p. 14.");
    }

    #[test]
    fn what_goes_on_in_small_letters_is_one_sentence() {
        check("The fighting has subsided... but we hear more. |Well... |Nobody came.");
        check("“Why?” she asked. |“Go!” he said. |“Why?” |She asked.");
        check("In Herat. — AFP/File, e.g. the U.N., i.e. all, www.afp.com is 3.5 p.c. up.");
        check("The city...and more. |It fell.|The rest stood. |“It fell.”|He left. |Version 2.0.1 came.");
    }

    #[test]
    fn every_script_ends_its_sentences() {
        check("喀布尔陷落。|他们说：“走吧。”|真的吗？|「行く。」と言った。|はい！");
        check("هل سقطت المدينة؟ |نعم. |شہر گر گیا۔ |ہاں۔ |नगर गिर गया। |हाँ।");
        check("Город пал. |А. С. Пушкин молчал. |Да!");
    }

    #[test]
    fn a_byte_between_two_sentences_has_the_one_before() {
        let document = document(" One.  Two. \n\n");
        assert_eq!(
            [0, 1, 4, 5, 6, 7, 11, 12].map(|byte| document.sentence_at(byte)),
            [1..5, 1..5, 1..5, 1..5, 1..5, 7..11, 7..11, 7..11,]
        );
        assert_eq!(document.sentence_at(13), 13..14);
        assert_eq!(
            (document.next_sentence(0), document.next_sentence(1), document.next_sentence(7)),
            (Some(1..5), Some(7..11), None)
        );
        assert_eq!((document.previous_sentence(13), document.previous_sentence(7)), (Some(7..11), Some(1..5)));
        assert_eq!((document.previous_sentence(4), super::super::sample::document("").sentence_at(0)), (None, 0..0));
    }

    #[test]
    fn a_sentence_of_megabytes_is_cut_and_a_byte_in_it_is_answered() {
        for unit in ["words and ", "x", "1. ", "...", "?!\"", "\" ", "U.S. "] {
            let document = document(unit.repeat(2_000_000 / unit.len()));
            let sentence = document.sentence_at(1_000_001);
            assert!(sentence.len() < 20 * 1024, "{unit}: {sentence:?}");
            assert!(document.next_sentence(1_000_001).is_some() && document.previous_sentence(1_000_001).is_some());
        }
    }

    #[test]
    fn the_sentences_of_the_real_pair_are_those_of_the_gold() {
        let Some(gold) = shared("gold/sheberghan.json") else { return };
        let gold: serde_json::Value = serde_json::from_str(&gold).expect("the gold is JSON");
        for side in ["A", "B"] {
            let entry = &gold["documents"][side];
            let document = document(shared(entry["file"].as_str().expect("a file")).expect("it lies beside the gold"));
            let expected: Vec<Range<usize>> = serde_json::from_value::<Vec<(usize, usize)>>(entry["sentences"].clone())
                .expect("pairs of characters")
                .into_iter()
                .map(|(start, end)| {
                    let byte = |chars| document.byte_of_char(chars).expect("an offset in the text");
                    byte(start)..byte(end)
                })
                .collect();
            assert_eq!(all(&document), expected, "{side}");
        }
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let all = all(&document);
        let mut end = 0;
        for sentence in &all {
            prop_assert!(document.slice(end..sentence.start).trim().is_empty(), "blanks between");
            prop_assert!(sentence.start < sentence.end);
            let content = document.slice(sentence.clone());
            prop_assert_eq!(content.trim(), content);
            end = sentence.end;
        }
        prop_assert!(document.slice(end..text.len()).trim().is_empty());
        for byte in (0..=text.len()).step_by(1 + text.len() / 60) {
            let at = document.sentence_at(byte);
            prop_assert!(!at.is_empty() || text.is_empty());
            if let Some(holding) = all.iter().find(|sentence| sentence.contains(&byte)) {
                prop_assert_eq!(&at, holding, "at {}", byte);
            }
            let next = all.iter().find(|sentence| sentence.start > byte).cloned();
            prop_assert_eq!(document.next_sentence(byte), next, "after {}", byte);
            let previous = all.iter().rfind(|sentence| sentence.end <= byte).cloned();
            prop_assert_eq!(document.previous_sentence(byte), previous, "before {}", byte);
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn sentences_tile_the_text_that_is_no_blank(text in short()) {
            agrees(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn long_sentences_are_the_same_from_everywhere(text in long()) {
            agrees(&text)?;
        }
    }
}
