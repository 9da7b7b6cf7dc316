//! Quotations: what stands between quotation marks, the marks included, paragraph by paragraph.
//!
//! The marks of a family close each other whatever their form: `“without a fight"` stands so in the news. What
//! is opened and not closed goes on to the end of its paragraph, as where a speech runs over several, each
//! with an opening mark. Single marks must be closed, or else they were apostrophes.

use std::ops::Range;

use super::document::Document;

mod loose;
pub(super) mod mark;

use mark::{Family, Mark, Side};

/// Quotations within quotations are followed so deep.
const DEEPEST: usize = 32;

/// A quotation that has not been closed yet.
struct Open {
    at: usize,
    end: usize,
    sign: char,
    family: Family,
}

/// Returns whether `character` is a quotation mark of any kind, or the apostrophe that looks like one.
#[must_use]
pub fn is_mark(character: char) -> bool {
    mark::family(character).is_some()
}

/// Returns the quotations of `text`, one paragraph, in the order of their starts, outer ones first.
#[must_use]
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let marks = mark::marks(text);
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        let closable = closable(&open, mark);
        match closable.filter(|_| closes(mark, &open, marks.get(place + 1..).unwrap_or_default())) {
            Some(which) => {
                // What was opened inside and not closed is none.
                open.truncate(which + 1);
                found.extend(open.pop().filter(|opened| opened.end < mark.at).map(|opened| opened.at..mark.end()));
            }
            None if opens(mark) => {
                // Straight marks do not nest: the one before was left open by mistake.
                let stale = open.last().is_some_and(|last| last.sign == mark.sign && mark.side == Side::Both);
                if let Some(opened) = open.pop_if(|_| stale).filter(|opened| opened.family != Family::Single) {
                    found.extend(unclosed(text, &opened, mark.at));
                }
                if open.len() < DEEPEST {
                    open.push(Open { at: mark.at, end: mark.end(), sign: mark.sign, family: mark.family });
                }
            }
            None => {}
        }
    }
    for opened in open.iter().filter(|opened| opened.family != Family::Single) {
        found.extend(unclosed(text, opened, text.len()));
    }
    found.sort_unstable_by_key(|quotation| (quotation.start, std::cmp::Reverse(quotation.end)));
    found
}

/// Returns the quotation from `opened` to before the blanks at `end`.
fn unclosed(text: &str, opened: &Open, end: usize) -> Option<Range<usize>> {
    let content = text.get(opened.end..end)?.trim_end();
    (!content.trim_start().is_empty()).then(|| opened.at..opened.end + content.len())
}

/// Returns which of `open` the mark would close.
fn closable(open: &[Open], mark: &Mark) -> Option<usize> {
    let last = open.iter().rposition(|opened| opened.family == mark.family)?;
    // An apostrophe inside other marks is far more likely than a quotation that ends inside another.
    (mark.family != Family::Single || last + 1 == open.len()).then_some(last)
}

/// Returns whether `mark` closes the last of `open` of its family; `later` are the marks after it.
fn closes(mark: &Mark, open: &[Open], later: &[Mark]) -> bool {
    let opener = open.iter().rfind(|opened| opened.family == mark.family).map(|opened| opened.sign);
    match mark.side {
        Side::Opening => false,
        Side::Closing => mark.family != Family::Single || closes_single(mark, later),
        // „so“ and ‚so‘, but also “so“ where it cannot open; »so« turned round.
        Side::MostlyOpening => {
            let turned = matches!(opener, Some('„' | '‚' | '»' | '›' | '‟' | '‛'));
            mark.stands_after_word() || (turned && !mark.stands_before_word())
        }
        Side::MostlyClosing => !(matches!(opener, Some('»' | '›')) && mark.stands_before_word()),
        Side::Both if mark.family == Family::Single => mark.stands_after_word() && closes_single(mark, later),
        // A straight mark before a word, inside curly ones, opens a quotation within.
        Side::Both => !mark.stands_before_word() || mark.stands_after_word(),
    }
}

/// Returns whether a single mark that could close does, and is not the apostrophe of a plural: `the rebels’ guns`.
fn closes_single(mark: &Mark, later: &[Mark]) -> bool {
    let plural = mark.before.is_some_and(|before| matches!(before, 's' | 'S' | 'x' | 'z')) && mark.after == Some(' ');
    let same = |other: &&Mark| other.family == Family::Single;
    let next = later.iter().find(same);
    mark.before.is_some_and(|before| !before.is_whitespace())
        && !(plural && next.is_some_and(|next| next.stands_after_word() && !next.stands_before_word()))
}

/// Returns whether `mark` opens, where it does not close.
fn opens(mark: &Mark) -> bool {
    match mark.side {
        Side::Opening => true,
        Side::Closing => false,
        Side::MostlyOpening => !(mark.family == Family::Single && mark.before.is_some_and(char::is_alphanumeric)),
        Side::MostlyClosing | Side::Both => mark.stands_before_word(),
    }
}

impl Document {
    fn quotations_of(&self, paragraph: Range<usize>) -> impl DoubleEndedIterator<Item = Range<usize>> {
        let offset = paragraph.start;
        quotations(self.slice(paragraph)).into_iter().map(move |found| found.start + offset..found.end + offset)
    }

    /// Returns the innermost quotation that covers `byte`, its marks included.
    #[must_use]
    pub fn quotation_at(&self, byte: usize) -> Option<Range<usize>> {
        let found = self.quotations_of(self.paragraph_at(byte));
        found.filter(|quotation| quotation.contains(&byte)).min_by_key(ExactSizeIterator::len)
    }

    /// Returns the first quotation that starts after `byte`; reads on over all that has no quotation mark.
    #[must_use]
    pub fn next_quotation(&self, byte: usize) -> Option<Range<usize>> {
        let mut from = byte.saturating_add(1);
        loop {
            let rest = self.text().get(self.char_ceiling(from)..)?;
            let mark = self.len() - rest.len() + rest.find(|character| mark::family(character).is_some())?;
            let paragraph = self.paragraph_at(mark);
            from = paragraph.end;
            if let Some(found) = self.quotations_of(paragraph).find(|quotation| quotation.start > byte) {
                return Some(found);
            }
        }
    }

    /// Returns the last quotation that starts before `byte`; reads back over all that has no quotation mark.
    #[must_use]
    pub fn previous_quotation(&self, byte: usize) -> Option<Range<usize>> {
        let mut to = byte;
        loop {
            let before = self.text().get(..self.char_ceiling(to))?;
            let mark = before.rfind(|character| mark::family(character).is_some())?;
            let paragraph = self.paragraph_at(mark);
            to = paragraph.start;
            if let Some(found) = self.quotations_of(paragraph).rfind(|quotation| quotation.start < byte) {
                return Some(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, shared, short};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> =
            quotations(text).into_iter().map(|bytes| text.get(bytes).expect("whole characters")).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_every_kind_are_found() {
        check("He said “so” and \"so\".", &["“so”", "\"so\""]);
        check(
            "„Ja“, »ja«, «oui», « oui », ”jo”, ‹ja›, 「はい」『本』。",
            &["„Ja“", "»ja«", "«oui»", "« oui »", "”jo”", "‹ja›", "「はい」", "『本』"],
        );
        check("‘so’ or 'so', ‚so‘.", &["‘so’", "'so'", "‚so‘"]);
    }

    #[test]
    fn mismatched_marks_close_each_other() {
        check("It fell “without a fight\", he said.", &["“without a fight\""]);
        check("It fell \"without a fight”, „so\" they said, “so“.", &["\"without a fight”", "„so\"", "“so“"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("Dostum's and the rebels’ men don't see ’90s '90s O’Brien.", &[]);
        check(
            "‘don’t go’ and ‘the rebels’ guns fell’ and 'it's so'",
            &["‘don’t go’", "‘the rebels’ guns fell’", "'it's so'"],
        );
        check("“the rebels’ guns” and the men’s", &["“the rebels’ guns”"]);
        check("5'10\" tall and 'not closed", &[]);
    }

    #[test]
    fn quotations_lie_within_quotations() {
        check(
            "“He said ‘no’ to “me” too” – \"a “b” c\" “d \"e\" f”",
            &["“He said ‘no’ to “me” too”", "‘no’", "“me”", "\"a “b” c\"", "“b”", "“d \"e\" f”", "\"e\""],
        );
        check("「はい『本』です」", &["「はい『本』です」", "『本』"]);
    }

    #[test]
    fn what_is_not_closed_goes_on_to_the_end() {
        check("“We left. ", &["“We left."]);
        check("\"We left. \"They stayed.\"", &["\"We left.", "\"They stayed.\""]);
        check("\"\" “” “ 5\" ”", &["“ 5\""]);
    }

    #[test]
    fn the_innermost_quotation_of_the_paragraph_is_the_one_at_a_byte() {
        let document = document("“One ‘two’ three.\n\n“Four” \"five\"\nNo.");
        assert_eq!(document.quotation_at(4).map(|found| document.slice(found)), Some("“One ‘two’ three."));
        assert_eq!(document.quotation_at(8).map(|found| document.slice(found)), Some("‘two’"));
        assert_eq!(document.quotation_at(document.len() - 1), None);
        let mut at = document.quotation_at(0);
        let mut starts = Vec::new();
        while let Some(found) = at {
            starts.push(found.start);
            at = document.next_quotation(found.start);
        }
        assert_eq!(starts, [0, 7, 25, 36]);
        assert_eq!(document.previous_quotation(36).map(|found| found.start), Some(25));
        assert_eq!(document.previous_quotation(25).map(|found| found.start), Some(7));
        assert_eq!(document.previous_quotation(0), None);
    }

    #[test]
    fn the_real_pair_has_its_quotations() {
        for (name, count) in [("articles/000_8c08ab6769eec205.txt", 1), ("articles/003_55d5bbca680cbe59.txt", 6)] {
            let Some(text) = shared(name) else { return };
            let document = document(text);
            let all = std::iter::successors(document.next_quotation(0), |last| document.next_quotation(last.start));
            let all: Vec<_> = all.collect();
            assert_eq!(all.len(), count, "{all:?}");
            assert!(all.iter().all(|quotation| !document.slice(quotation.clone()).contains('\n')));
        }
    }

    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let document = document(text);
        let all: Vec<_> = (1..=document.paragraph_count().expect("a short text"))
            .flat_map(|number| {
                document.quotations_of(document.paragraph(number).expect("it is counted")).collect::<Vec<_>>()
            })
            .collect();
        for pair in all.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            prop_assert!(first.start < second.start);
            prop_assert!(second.end <= first.end || first.end <= second.start, "{:?} cross", pair);
        }
        for byte in (0..=text.len()).step_by(1 + text.len() / 60) {
            let next = all.iter().find(|quotation| quotation.start > byte).cloned();
            prop_assert_eq!(document.next_quotation(byte), next, "after {}", byte);
            let previous = all.iter().rfind(|quotation| quotation.start < byte).cloned();
            prop_assert_eq!(document.previous_quotation(byte), previous, "before {}", byte);
            if let Some(found) = document.quotation_at(byte) {
                prop_assert!(found.contains(&byte) && all.contains(&found));
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn quotations_never_cross(text in prop_oneof![short(), "[“”„\"‘’'«» a.]{0,30}"]) {
            agrees(&text)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn quotations_of_long_paragraphs_never_cross(text in long()) {
            agrees(&text)?;
        }
    }
}
