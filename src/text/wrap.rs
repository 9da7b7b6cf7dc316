//! Rows: a block wrapped to a width, each row with its map between cells and bytes.
//!
//! A row ends where UAX 14 allows it, or before the grapheme that no longer fits where it allows nothing in the
//! whole row. Blanks at a row's end belong to it and hang: they are drawn as far as the width goes and take no
//! cell beyond. A tab reaches to the next multiple of [`TAB`] cells. A grapheme that is wider than the whole
//! row has a row of its own and is drawn as marks, one a cell. U+2028 and the like end a row, after their mark.

use super::block::Block;
use super::document::Document;

mod mixed;
mod plain;
mod row;

pub use row::{Cluster, Row};

/// How many cells apart tab stops are.
pub const TAB: u16 = 4;

/// Returns the rows of `block` wrapped to `width` cells, at least one; together they hold exactly the block.
///
/// A width of 0 is taken as 1. The rows of one block depend on nothing outside it.
#[must_use]
pub fn wrap(document: &Document, block: &Block, width: u16) -> Vec<Row> {
    let width = width.max(1);
    let text = document.slice(block.start..block.end);
    if plain::is_plain(text) {
        plain::rows(text, block.start, width)
    } else {
        mixed::rows(document, block.start, block.end, width)
    }
}

/// Returns whether `cluster` is a blank that may hang at a row's end: not one that holds words together.
fn is_blank(cluster: &str) -> bool {
    matches!(cluster, " " | "\t" | "\u{1680}" | "\u{3000}" | "\u{205F}")
        || matches!(cluster.as_bytes(), [0xE2, 0x80, 0x80..=0x86 | 0x88..=0x8A])
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, long, short};
    use super::*;
    use crate::text::display;
    use proptest::prelude::*;

    fn all(document: &Document, width: u16) -> Vec<Row> {
        let mut block = document.block_at(0);
        let mut rows = wrap(document, &block, width);
        while let Some(next) = document.block_after(&block) {
            rows.extend(wrap(document, &next, width));
            block = next;
        }
        rows
    }

    /// Returns what is drawn in each row.
    fn lines(text: &str, width: u16) -> Vec<String> {
        let document = document(text);
        all(&document, width).iter().map(|row| row.shown(&document, 0..width).into_owned()).collect()
    }

    #[test]
    fn words_move_to_the_next_row_and_blanks_hang() {
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("the insurgents took it", 9), ["the ", "insurgent", "s took it"]);
        assert_eq!(lines("took it   all", 7), ["took it", "all"]);
        assert_eq!(lines("took it   ", 7), ["took it"]);
        assert_eq!(lines("a “b c” — d", 5), ["a “b ", "c” — ", "d"]);
        assert_eq!(lines("co-operate (a) and/or", 7), ["co-", "operate", "(a) ", "and/or"]);
    }

    #[test]
    fn wide_graphemes_and_accents_are_never_cut() {
        assert_eq!(lines("喀布尔。好", 5), ["喀布", "尔。", "好"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("👩‍👧‍👦🇦🇫x", 3), ["👩‍👧‍👦", "🇦🇫x"]);
    }

    #[test]
    fn a_grapheme_wider_than_the_row_is_drawn_as_a_mark() {
        assert_eq!(lines("a喀b", 1), ["a", "␚", "b"]);
        let document = document("喀");
        let row = &wrap(&document, &document.block_at(0), 0)[0];
        assert_eq!((row.bytes(), row.width(), row.byte_at(0), row.cell_of(2)), (0..3, 1, 0, 0));
    }

    #[test]
    fn tabs_reach_to_the_next_stop_and_controls_have_marks() {
        assert_eq!(lines("a\tb\t\tc\u{1b}", 20), ["a   b       c␛"]);
        assert_eq!(lines("abc \tdef\tg", 6), ["abc   ", "def g"]);
        assert_eq!(lines("a\u{2028}b\u{85}", 9), ["a␤", "b␤"]);
    }

    #[test]
    fn cells_and_bytes_agree_where_runs_meet() {
        let document = document("a’s 喀布 e\u{301}\tx");
        let row = &wrap(&document, &document.block_at(0), 40)[0];
        assert_eq!(
            [0, 1, 4, 5, 6, 9, 12, 13, 16, 17, 18].map(|byte| row.cell_of(byte)),
            [0, 1, 2, 3, 4, 6, 8, 9, 10, 12, 13]
        );
        assert_eq!([0, 1, 2, 4, 5, 6, 11, 12, 99].map(|cell| row.byte_at(cell)), [0, 1, 4, 6, 6, 9, 16, 17, 17]);
        assert_eq!(row.cells(2..7), std::iter::once(1..6).collect::<Vec<_>>());
        assert_eq!(row.cells(18..19), []);
        assert_eq!(row.shown(&document, 1..6), "’s 喀");
    }

    #[test]
    fn hanging_blanks_take_no_cells() {
        let document = document("ab    ’ c");
        let row = &wrap(&document, &document.block_at(0), 4)[0];
        assert_eq!((row.bytes(), row.width()), (0..6, 4));
        assert_eq!([3, 4, 5, 6].map(|byte| row.cell_of(byte)), [3, 4, 4, 4]);
        assert_eq!((row.cells(4..6), row.cells(1..6)), (vec![], std::iter::once(1..4).collect()));
        assert_eq!(row.byte_at(9), 3);
    }

    fn check(document: &Document, block: &Block, width: u16) -> Result<(), TestCaseError> {
        let mut at = block.start;
        for row in wrap(document, block, width) {
            prop_assert_eq!(row.bytes().start, at);
            prop_assert!(row.bytes().end > at || block.is_empty());
            at = row.bytes().end;
            prop_assert!(document.is_grapheme_border(at) && row.width() <= width);
            for from in [0, 1, row.width() / 2] {
                let clusters = row.clusters(document).filter(|cluster| cluster.cell >= from);
                let drawn: String = clusters.map(|cluster| cluster.shown.into_owned()).collect();
                prop_assert_eq!(row.shown(document, from..row.width()), drawn);
            }
            let (mut byte, mut cell) = (row.bytes().start, 0);
            for cluster in row.clusters(document) {
                prop_assert_eq!((cluster.bytes.start, cluster.cell), (byte, cell));
                prop_assert_eq!(display::width(&cluster.shown), usize::from(cluster.width));
                for inside in cluster.bytes.clone() {
                    prop_assert_eq!(row.cell_of(inside), cell);
                }
                for inside in cell..cell + cluster.width {
                    prop_assert_eq!(row.byte_at(inside), byte);
                }
                let covered = row.cells(cluster.bytes.clone());
                prop_assert_eq!(covered, std::iter::once(cell..cell + cluster.width).collect::<Vec<_>>());
                (byte, cell) = (cluster.bytes.end, cell + cluster.width);
            }
            prop_assert_eq!(cell, row.width());
            let hanging = document.slice(byte..at);
            prop_assert!(hanging.chars().all(|blank| is_blank(&blank.to_string())), "{:?} hangs", hanging);
            prop_assert_eq!((row.cell_of(byte), row.cell_of(at)), (row.width(), row.width()));
            let whole: Vec<_> = if row.width() > 0 { std::iter::once(0..row.width()).collect() } else { Vec::new() };
            prop_assert_eq!(row.cells(row.bytes()), whole);
        }
        prop_assert_eq!(at, block.end);
        Ok(())
    }

    proptest! {
        #[test]
        fn rows_tile_their_block_and_map_both_ways(text in short(), width in 0_u16..30) {
            let document = document(text);
            let mut block = Some(document.block_at(0));
            while let Some(one) = block {
                check(&document, &one, width.max(1))?;
                block = document.block_after(&one);
            }
        }

        #[test]
        fn plain_rows_are_those_of_the_whole_algorithm(text in "[ -~]{0,200}|([a-z]{1,9}[ ,.;:!?()\"'/%$-]{1,3}){0,40}", width in 1_u16..40) {
            let document = document(text);
            let ends = |rows: Vec<Row>| rows.iter().map(Row::bytes).collect::<Vec<_>>();
            let plain = ends(plain::rows(document.text(), 0, width));
            prop_assert_eq!(plain, ends(mixed::rows(&document, 0, document.len(), width)));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn rows_of_long_lines_tile_their_block(text in long(), width in 1_u16..200) {
            let document = document(text);
            let block = document.block_at(document.len() / 2);
            check(&document, &block, width)?;
        }
    }
}
