//! Documents, positions, spans, words, sentences and wrapping: what can be said of a text alone.
//!
//! Offsets in memory are bytes of the decoded UTF-8 text without its byte order mark; files and exports
//! count characters or UTF-16 units, and [`units`] is the one place where these are converted.
//!
//! An article may be 64 MiB long, in one line. Whatever is asked of a position is answered from a bounded
//! window around it; what reads more says so.

pub mod block;
mod character;
pub mod clause;
mod counts;
mod cut;
pub mod decode;
pub mod display;
pub mod document;
pub mod fingerprint;
pub mod grapheme;
mod lexicon;
pub(crate) mod pack;
pub mod paragraph;
pub mod position;
pub mod quotation;
pub mod runs;
#[cfg(test)]
mod sample;
pub mod sentence;
pub mod table;
pub mod units;
pub mod word;
pub mod wrap;

pub use block::Block;
pub use decode::{DecodeError, Decoded, MAX_ARTICLE_BYTES, decode};
pub use document::{Document, FragmentError};
pub use fingerprint::sha256;
pub use position::{DocId, Fragment, Span, SpanError};
pub use wrap::{Cluster, Row, wrap};

#[cfg(test)]
mod tests {
    use super::sample::document;
    use super::*;

    /// Asks `document` everything that can be asked of `byte`, and that nothing reaches beyond its bounds.
    fn ask(document: &Document, byte: usize) {
        let length = document.len();
        let block = document.block_at(byte);
        assert!(block.end - block.start <= 32 * 1024 && block.next <= length);
        let rows = wrap(document, &block, 32);
        let row = rows.iter().find(|row| row.bytes().contains(&byte)).unwrap_or(&rows[0]);
        assert!(row.byte_at(row.cell_of(byte)) <= byte && row.width() <= 32);
        assert!(row.shown(document, 0..32).chars().all(|character| !character.is_control()));
        let paragraph = document.paragraph_at(byte);
        assert!(paragraph.len() <= 128 * 1024);
        for part in [document.sentence_at(byte), document.clause_at(byte), document.phrase_at(byte), paragraph] {
            assert!(document.text().is_char_boundary(part.start) && document.text().is_char_boundary(part.end));
        }
        for part in [
            document.word_at(byte),
            document.next_word(byte),
            document.previous_word(byte),
            document.next_sentence(byte),
            document.previous_sentence(byte),
            document.next_paragraph(byte),
            document.previous_paragraph(byte),
            document.quotation_at(byte),
            document.next_quotation(byte),
            document.previous_quotation(byte),
        ]
        .into_iter()
        .flatten()
        {
            assert!(part.start < part.end && part.end <= length && document.fragment(part).is_ok());
        }
        assert!(document.previous_grapheme(byte) <= byte && document.next_grapheme(byte) <= length);
        assert!(document.paragraph_number(byte) <= document.paragraph_count());
    }

    #[test]
    fn every_question_has_an_answer_in_texts_that_break_programs() {
        let repeated = [
            "x",
            " ",
            "\n",
            "\r",
            "\n\r",
            "\r\r\n",
            "\0",
            "\t",
            "-",
            ".",
            "\"",
            "'",
            "“",
            "’s ",
            "1. ",
            "U.S.",
            "a, ",
            "喀",
            "。",
            "\u{301}",
            "\u{200d}",
            "\u{200b}",
            "\u{feff}",
            "\u{202e}",
            "\u{ad}",
            "\u{600}",
            "\u{1100}",
            "\u{e0061}",
            "🇦",
            "👩‍👧‍👦",
            "👩\u{200d}",
            "क्",
            "กำ",
            "لا",
            "عَلَيْكُم ",
            "e\u{301}",
            "ﷺ",
            "\u{2028}",
            "\u{ffff}",
        ];
        for unit in repeated {
            let document = document(format!("A{}", unit.repeat(40_000 / unit.len())));
            for byte in [0, 1, 1024, 16_384, 20_001, document.len() - 1, usize::MAX] {
                ask(&document, byte);
            }
        }
        for text in ["", "\u{feff}", "\u{301}", "\r\n", "\u{1f1e6}"] {
            for byte in 0..5 {
                ask(&document(text), byte);
            }
        }
    }
}
