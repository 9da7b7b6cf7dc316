//! A paragraph as a bar: what is named in it, and what is said by someone.

use std::ops::Range;

use crate::annotation::Record;
use crate::annotation::schema::Wash;
use crate::editor::Editor;
use crate::editor::glance::{Bar, Cell};
use crate::text::{DocId, Fragment, Span};

impl Editor {
    /// Returns the paragraph in `bytes` of `doc` as a bar of at most `most` cells, each of `scale` letters.
    pub(super) fn bar(&self, doc: DocId, bytes: &Range<usize>, scale: usize, most: usize) -> Bar {
        let document = self.document(doc);
        let letters = document.chars_before(bytes.end) - document.chars_before(bytes.start);
        let wanted = letters.div_ceil(scale.max(1)).max(1);
        let count = wanted.min(most);
        let mut cells = vec![Cell::default(); count];
        // Letters of one paragraph take about as many bytes each: a cell is no measure for more.
        let cell = |byte: usize| {
            let inside = byte.clamp(bytes.start, bytes.end) - bytes.start;
            inside * wanted / bytes.len().max(1)
        };
        let shown = |piece: Range<usize>| {
            let (from, to) = (cell(piece.start), cell(piece.end.saturating_sub(1)) + 1);
            from.min(count)..to.min(count)
        };
        let pieces = |span: &Span| -> Vec<Range<usize>> { span.pieces().map(Fragment::bytes).map(shown).collect() };
        let mut named: Vec<(usize, &Span, Wash, char)> = Vec::new();
        for record in self.set.touching(doc, bytes) {
            match record {
                Record::Mention(mention) => {
                    let (letter, wash) = self.letter_of(&mention.label);
                    let span = &mention.span;
                    named.push((span.end() - span.start(), span, wash, letter));
                }
                Record::Attribution(claim) => {
                    for range in claim.contents.iter().flat_map(pieces) {
                        cells[range].iter_mut().for_each(|cell| cell.said = true);
                    }
                }
                _ => {}
            }
        }
        // What lies in another one is drawn over it.
        named.sort_by_key(|(length, span, ..)| (std::cmp::Reverse(*length), span.start()));
        for (_, span, wash, letter) in named {
            for range in pieces(span) {
                for (at, cell) in cells[range].iter_mut().enumerate() {
                    cell.named = Some((wash, (at == 0).then_some(letter)));
                }
            }
        }
        Bar { cells, cut: wanted > count }
    }
}
