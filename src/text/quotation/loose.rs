//! Loose quotation marks: those in a stretch of text whose partner is not in it.

use std::ops::Range;

use super::mark::{self, Family, Mark};
use super::quotations;
use crate::text::Document;

impl Document {
    /// Returns the first bytes of the quotation marks in `pieces` whose partner lies in none of them, or is not in the
    /// text at all, in order.
    ///
    /// Single marks are passed over, since they may be apostrophes. A quotation that is not closed at the end of its
    /// paragraph is whole where the next paragraph begins with a mark, as where a speech runs over several.
    #[must_use]
    pub fn loose_marks(&self, pieces: &[Range<usize>]) -> Vec<usize> {
        let inside = |byte: usize| pieces.iter().any(|piece| piece.contains(&byte));
        let mut loose = Vec::new();
        for piece in pieces {
            let mut at = piece.start;
            while at < piece.end {
                let paragraph = self.paragraph_at(at);
                let found = loose_in(self, &paragraph, inside);
                loose.extend(found.into_iter().filter(|byte| (at..piece.end).contains(byte)));
                at = paragraph.end.max(at + 1);
            }
        }
        loose.sort_unstable();
        loose.dedup();
        loose
    }
}

/// Returns the marks of `paragraph` that are `inside` and whose partner is not.
fn loose_in(document: &Document, paragraph: &Range<usize>, inside: impl Fn(usize) -> bool) -> Vec<usize> {
    let text = document.slice(paragraph.clone());
    let found = quotations(text);
    let of_text = |byte: usize| byte + paragraph.start;
    let is_whole = |mark: &Mark| {
        if let Some(quotation) = found.iter().find(|quotation| quotation.start == mark.at) {
            let last = text.get(quotation.clone()).and_then(|words| words.char_indices().next_back());
            return match last
                .filter(|(at, sign)| *at > 0 && mark::family(*sign).is_some_and(|(of, _)| of == mark.family))
            {
                Some((at, _)) => inside(of_text(quotation.start + at)),
                None => goes_on(document, paragraph, mark.family),
            };
        }
        found.iter().any(|quotation| quotation.end == mark.end() && inside(of_text(quotation.start)))
    };
    let marks = mark::marks(text).into_iter().filter(|mark| mark.family != Family::Single && inside(of_text(mark.at)));
    marks.filter(|mark| !is_whole(mark)).map(|mark| of_text(mark.at)).collect()
}

/// Returns whether the paragraph after `paragraph` begins with a mark of `family`.
fn goes_on(document: &Document, paragraph: &Range<usize>, family: Family) -> bool {
    let Some(next) = document.next_word(paragraph.end.saturating_sub(1).max(paragraph.start)) else { return false };
    let next = document.paragraph_at(next.start);
    let first = document.slice(next).trim_start().chars().next();
    first.and_then(mark::family).is_some_and(|(found, _)| found == family)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DocId;
    use proptest::prelude::*;

    /// Returns the loose marks of the words `parts` of `text`, each with what follows it.
    fn loose(text: &str, parts: &[&str]) -> Vec<String> {
        let document = Document::new(DocId::A, text.to_owned());
        let place = |part: &&str| text.find(part).map(|at| at..at + part.len()).expect("it is in the text");
        let pieces: Vec<Range<usize>> = parts.iter().map(place).collect();
        let after = |at: usize| text.get(at..).unwrap_or_default().chars().take(4).collect();
        document.loose_marks(&pieces).into_iter().map(after).collect()
    }

    #[test]
    fn a_mark_is_loose_where_its_partner_is_outside() {
        let text = "He said: “We will fight on,” and “so will they.”";
        assert_eq!(loose(text, &["“We will fight on,”"]), [""; 0]);
        assert_eq!(loose(text, &["We will fight on"]), [""; 0]);
        assert_eq!(loose(text, &["“We will fight on,"]), ["“We "]);
        assert_eq!(loose(text, &["fight on,”"]), ["” an"]);
        assert_eq!(loose(text, &["“We will", "on,”"]), [""; 0]);
    }

    #[test]
    fn mixed_marks_are_partners_and_stray_ones_are_not() {
        assert_eq!(loose("It fell “without a fight\", he said.", &["“without a fight\""]), [""; 0]);
        assert_eq!(loose("It fell without a fight”, he said.", &["It fell without a fight”"]), ["”, h"]);
        assert_eq!(loose("The rebels’ guns and Dostum’s men", &["rebels’ guns and Dostum’s"]), [""; 0]);
    }

    #[test]
    fn a_speech_may_run_over_paragraphs() {
        let text = "“It was tested.\n\n“And it closed,” he said.\n\n“Then";
        assert_eq!(loose(text, &["“It was tested.", "“And it closed,”"]), [""; 0]);
        assert_eq!(loose(text, &["“It was tested."]), [""; 0]);
        assert_eq!(loose(text, &["“Then"]), ["“The"]);
    }

    proptest! {
        #[test]
        fn any_stretch_of_any_text_can_be_asked(text in "[a“”\"«』 ’\\n👩é]{0,40}", from in 0usize..60, until in 0usize..60) {
            let document = Document::new(DocId::A, text.clone());
            let (from, until) = (document.char_floor(from), document.char_ceiling(until));
            for at in document.loose_marks(std::slice::from_ref(&(from..until.max(from)))) {
                prop_assert!(from <= at && at < until);
                prop_assert!(text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(super::super::is_mark));
            }
        }
    }
}
