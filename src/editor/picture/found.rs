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

impl Editor {
    /// Returns what was found of the sentences in a row of `doc` that holds `bytes`: a flag where a word differs that is worth
    /// one, else the counterpart of a sentence that begins there.
    pub(super) fn found_mark(&self, doc: DocId, bytes: &Range<usize>) -> Option<FoundMark> {
        if self.follow.marks_hidden {
            return None;
        }
        let facing = self.facing()?;
        let sentences = &facing.comparison.sentences;
        let first = sentences.at(doc.index(), bytes.start)?;
        let mut alike = None;
        let here = sentences.of[doc.index()].iter().enumerate().skip(first);
        for (at, sentence) in here.take_while(|(_, sentence)| sentence.bytes.start < bytes.end) {
            let Some(place) = facing.best_tie(doc, at) else { continue };
            let (Some(tie), Some(found)) = (facing.comparison.ties.get(place), facing.found(place)) else { continue };
            let flag = found.flags().next().filter(|_| bytes.contains(&found.place(doc)));
            let begins = bytes.contains(&sentence.bytes.start);
            if flag.is_none() && (!begins || alike.is_some()) {
                continue;
            }
            let (other, other_at) = (doc.other(), if doc == DocId::A { tie.b } else { tie.a });
            let Some(faced) = self.compared_bytes(other, other_at) else { continue };
            // A person who has looked knows better.
            if self.has_no_counterpart(doc, &sentence.bytes).is_some()
                || self.has_no_counterpart(other, &faced).is_some()
            {
                continue;
            }
            if let Some(flag) = flag {
                return Some(FoundMark::Flag(flag));
            }
            alike = self.document(other).paragraph_number(faced.start).map(FoundMark::Alike);
        }
        alike
    }

    /// Returns what was found of the sentence under the selection.
    fn found_here(&self) -> Option<Found> {
        let facing = self.facing()?;
        let at = self.compared_sentence()?;
        facing.found(facing.best_tie(self.focus, at)?)
    }

    /// Adds to the status line what differs between the sentence under the selection and its counterpart.
    pub(super) fn found_parts(&self, parts: &mut Vec<(String, u16, Ink)>, wide: bool) {
        use crate::editor::counterpart::Faces;
        let Some(found) = self.found_here().filter(|_| matches!(self.follow.faces, Faces::Passage(_))) else { return };
        let words: Vec<&str> = found.flags().map(word).collect();
        if !words.is_empty() && !self.follow.marks_hidden {
            let differs = if words.len() == 1 { "differs" } else { "differ" };
            let words = if wide { format!("{} {differs}", words.join(", ")) } else { words.join(", ") };
            parts.push((words, 2, Ink::of(Role::Differs).band()));
        }
    }
}
