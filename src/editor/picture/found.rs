//! What the comparison has found, beside the rows of the desk and in the status line: apart from what people have tied.

use std::ops::Range;

use crate::compare::differences::Change;
use crate::compare::facing::Found;
use crate::editor::Editor;
use crate::editor::scene::{Ink, Role};
use crate::text::DocId;

/// What stands in a margin of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoundMark {
    /// Something worth a flag differs here.
    Flag(Change),
    /// A sentence that begins here is like one in this paragraph of the other article.
    Alike(usize),
}

/// Returns the word for `change` as people read it.
pub(super) fn word(change: Change) -> &'static str {
    if change == Change::Attribution { "source" } else { change.word() }
}

/// Returns the word for `change` in the three cells of a margin.
fn short(change: Change) -> &'static str {
    match change {
        Change::Number => "num",
        Change::Place => "pla",
        Change::Time => "tim",
        Change::Negation => "not",
        Change::Attribution => "src",
        Change::Function | Change::Other => "",
    }
}

impl FoundMark {
    /// Returns what stands in the margin of `doc`, and its role.
    pub fn shown(self, doc: DocId) -> (String, Role) {
        match (self, doc) {
            (FoundMark::Flag(change), _) => (short(change).to_owned(), Role::Differs),
            // Three cells hold two figures; the number goes before the sign does.
            (FoundMark::Alike(paragraph), DocId::A) if paragraph > 99 => ("~  ".to_owned(), Role::Dim),
            (FoundMark::Alike(paragraph), DocId::B) if paragraph > 99 => ("  ~".to_owned(), Role::Dim),
            (FoundMark::Alike(paragraph), DocId::A) => (format!("~{paragraph:<2}"), Role::Dim),
            (FoundMark::Alike(paragraph), DocId::B) => (format!("{paragraph:>2}~"), Role::Dim),
        }
    }
}

/// What was found of a sentence, as far as a margin shows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundHere {
    /// The first byte of the sentence.
    begins: usize,
    /// What differs that is worth a flag, and where.
    flag: Option<(usize, Change)>,
    /// The paragraph in which its counterpart begins.
    paragraph: Option<usize>,
}

impl FoundHere {
    /// Returns what stands beside a row that holds `bytes`: a flag where a word differs that is worth one, else the counterpart
    /// of a sentence that begins there.
    pub fn mark(all: &[FoundHere], bytes: &Range<usize>) -> Option<FoundMark> {
        let flag = all.iter().filter_map(|one| one.flag).find(|(place, _)| bytes.contains(place));
        let alike = || all.iter().filter(|one| bytes.contains(&one.begins)).find_map(|one| one.paragraph);
        flag.map(|(_, flag)| FoundMark::Flag(flag)).or_else(|| alike().map(FoundMark::Alike))
    }
}

impl Editor {
    /// Returns what was found of the sentences that `bytes` of `doc` touch, for [`FoundHere::mark`].
    pub(super) fn found_in(&self, doc: DocId, bytes: &Range<usize>) -> Vec<FoundHere> {
        if self.follow.marks_hidden {
            return Vec::new();
        }
        let Some(sentences) = self.facing().map(|facing| &facing.comparison.sentences) else { return Vec::new() };
        let first = sentences.at(doc.index(), bytes.start).unwrap_or(usize::MAX);
        let here = sentences.of[doc.index()].iter().enumerate().skip(first);
        let here = here.take_while(|(_, sentence)| sentence.bytes.start < bytes.end);
        let other = doc.other();
        let found = here.filter_map(|(at, sentence)| {
            let (other_at, found) = self.found_of(doc, at)?;
            let faced = self.compared_bytes(other, other_at)?;
            let paragraph = self.document(other).paragraph_number(faced.start);
            let flag = found.flags().next().map(|flag| (found.place(doc), flag));
            Some(FoundHere { begins: sentence.bytes.start, flag, paragraph })
        });
        found.collect()
    }

    /// Returns what was found of the sentence under the selection.
    fn found_here(&self) -> Option<Found> {
        Some(self.found_of(self.focus, self.compared_sentence()?)?.1)
    }

    /// Adds to the status line what differs between the sentence under the selection and its counterpart.
    pub(super) fn found_parts(&self, parts: &mut Vec<(String, u16, Ink)>, wide: bool) {
        let Some(found) = self.found_here() else { return };
        let words: Vec<&str> = found.flags().map(word).collect();
        if !words.is_empty() && !self.follow.marks_hidden {
            let differs = if words.len() == 1 { "differs" } else { "differ" };
            let words = if wide { format!("{} {differs}", words.join(", ")) } else { words.join(", ") };
            parts.push((words, 2, Ink::of(Role::Differs).band()));
        }
    }
}
