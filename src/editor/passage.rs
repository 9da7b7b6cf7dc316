//! Passages: a stretch of an article with a little of what stands around it, the stretch marked, set in rows.

use std::ops::Range;

use crate::text::runs::rows;
use crate::text::{Document, Span};

/// Longer stretches are shown by their beginning and their end, of so many characters together.
const LONGEST: usize = 280;

/// A run of text in a row, and whether it is marked.
pub(super) type Run = (String, bool);

/// Returns the rows, `width` cells wide, of `span` of `document` with about `around` bytes on each side, as far as the
/// paragraphs go. Text is fit to be shown; blanks are one blank each, and `gap` stands for what is left out.
pub(super) fn passage(document: &Document, span: &Span, around: usize, width: u16, gap: char) -> Vec<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let paragraph = document.paragraph_at(span.start()).start.min(span.start());
    let from = document.char_ceiling(span.start().saturating_sub(around)).max(paragraph);
    let before = document.slice(from..span.start());
    // Where the text is cut, the first word may be half of one.
    let cut = from > paragraph;
    let before = if cut { before.split_once(char::is_whitespace).map_or("", |(_, rest)| rest) } else { before };
    runs.push((format!("{}{before}", if cut { format!("{gap} ") } else { String::new() }), false));
    let mut last: Option<usize> = None;
    for fragment in span.fragments() {
        if let Some(last) = last {
            runs.push((shortened(document, last..fragment.start(), around, gap), false));
        }
        runs.push((shortened(document, fragment.bytes(), LONGEST, gap), true));
        last = Some(fragment.end());
    }
    let end = document.paragraph_at(span.end().saturating_sub(1)).end.max(span.end());
    let until = document.char_floor(span.end() + around).min(end).max(span.end());
    let after = document.slice(span.end()..until);
    let cut = until < end && !document.slice(until..end).trim().is_empty();
    let after = if cut { after.rsplit_once(char::is_whitespace).map_or("", |(first, _)| first) } else { after };
    runs.push((format!("{after}{}", if cut { format!(" {gap}") } else { String::new() }), false));
    rows(&runs, usize::from(width.max(2)))
}

/// Returns the text of `bytes`, its middle left out if it has more than about `most` bytes.
fn shortened(document: &Document, bytes: Range<usize>, most: usize, gap: char) -> String {
    if bytes.len() <= most {
        return document.slice(bytes).to_owned();
    }
    let head = document.char_floor(bytes.start + most * 2 / 3);
    let tail = document.char_ceiling(bytes.end - most / 3);
    format!("{} {gap} {}", document.slice(bytes.start..head).trim_end(), document.slice(tail..bytes.end).trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DocId, display};

    fn shown(text: &str, bytes: Range<usize>, around: usize, width: u16) -> Vec<String> {
        let document = Document::new(DocId::A, text.to_owned());
        let span = document.span(bytes).expect("inside");
        let row = |row: Vec<Run>| {
            row.into_iter().map(|(text, marked)| if marked { format!("[{text}]") } else { text }).collect::<String>()
        };
        passage(&document, &span, around, width, '…').into_iter().map(row).collect()
    }

    #[test]
    fn the_stretch_is_marked_and_stands_in_its_paragraph() {
        let text = "Another one.\n\nThe Taliban captured \t Sheberghan city.\n\nThe next.";
        let start = text.find("Sheberghan").expect("there");
        assert_eq!(shown(text, start..start + 10, 99, 20), ["The Taliban captured", "[Sheberghan] city."]);
        assert_eq!(shown(text, start..start + 10, 12, 40), ["… captured [Sheberghan] city."]);
    }

    #[test]
    fn long_words_wide_letters_and_what_is_unfit_stay_in_the_row() {
        assert_eq!(shown("喀布尔机场喀布尔机场", 0..15, 99, 8), ["[喀布尔机]", "[场]喀布尔", "机场"]);
        assert_eq!(shown("a\u{1b}[31m👩‍👧", 1..2, 99, 40), ["a[␛][31m👩‍👧"]);
        for width in 0..12 {
            for row in shown("an 👩‍👧 e\u{301}té 喀布尔 longword", 3..14, 3, width) {
                let plain = row.replace(['[', ']'], "");
                assert!(display::width(&plain) <= usize::from(width.max(2)), "{width}: {row}");
            }
        }
    }

    #[test]
    fn a_long_stretch_is_shown_by_its_ends() {
        let text = "word ".repeat(1000);
        let rows = shown(&text, 0..4999, 99, 60);
        assert!(rows.len() < 10 && rows.concat().contains('…'), "{rows:?}");
    }
}
