//! Any bytes as an article: refused with a place that is in them, or read exactly and taken apart without a gap.

use std::ops::Range;

use diptych::text::display::width;
use diptych::text::quotation::quotations;
use diptych::text::word::words;
use diptych::text::{Block, DocId, Document, MAX_ARTICLE_BYTES, Row, decode, wrap};

use crate::output::{commands, unfit};

/// How long a text becomes at most by what is repeated in it, in bytes: longer than a block and a cut line.
const LONGEST: usize = 48 * 1024;

/// About how many places of a text are asked about.
const ASKED: usize = 40;

/// Checks `bytes` as an article. The last two say how wide it is wrapped and how often its middle is repeated.
pub fn check(bytes: &[u8]) {
    let (width, times) = match bytes {
        [.., width, times] => (u16::from(*width), usize::from(*times)),
        _ => (40, 0),
    };
    let Some(document) = read(bytes) else { return };
    taken_apart(&document, width);
    if times > 200 {
        let text = document.text();
        let (first, last) = (document.char_floor(text.len() / 3), document.char_floor(text.len() / 3 * 2));
        let middle = &text[first..last];
        let times = (times * times).min(LONGEST / middle.len().max(1));
        let long = format!("{}{}{}", &text[..first], middle.repeat(times), &text[last..]);
        taken_apart(&Document::new(DocId::B, long), width);
    }
}

/// Reads `bytes`, or checks why they cannot be read.
fn read(bytes: &[u8]) -> Option<Document> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    assert!(bytes.len() < usize::try_from(MAX_ARTICLE_BYTES).expect("memory is larger"));
    match decode(DocId::A, bytes.to_vec()) {
        Ok(decoded) => {
            assert_eq!(decoded.bom, bytes.starts_with(MARK));
            let text = bytes.strip_prefix(MARK).unwrap_or(bytes);
            assert_eq!(decoded.document.text().as_bytes(), text, "not a byte is changed");
            Some(decoded.document)
        }
        Err(error) => {
            let sentences = [error.to_string(), error.hint()];
            assert!(sentences.iter().all(|sentence| !sentence.is_empty() && !sentence.contains(commands)));
            if let Some((_, at)) = sentences[0].split_once("at byte ") {
                let digits: String = at.chars().take_while(char::is_ascii_digit).collect();
                let at: usize = digits.parse().expect("a number");
                assert!(at < bytes.len(), "{error} of {}", bytes.len());
                assert!(sentences[0].contains("NUL") || std::str::from_utf8(&bytes[..at]).is_ok(), "{error}");
            }
            None
        }
    }
}

fn taken_apart(document: &Document, width: u16) {
    offsets(document);
    blocks(document, width);
    graphemes(document);
    covered(document, "words", &words(document.text()), Document::word_at);
    let sentences: Vec<_> = document.sentences().collect();
    covered(document, "sentences", &sentences, |document, byte| Some(document.sentence_at(byte)));
    no_text_between(document, &sentences);
    paragraphs(document);
    places(document);
}

fn steps(document: &Document) -> impl Iterator<Item = usize> {
    (0..=document.len() + 1).step_by(1 + document.len() / ASKED)
}

/// Characters and UTF-16 units convert there and back at every border.
fn offsets(document: &Document) {
    let (text, index) = (document.text(), document.index());
    let (mut characters, mut units) = (0, 0);
    for (place, (byte, character)) in text.char_indices().enumerate() {
        if place % (1 + text.len() / 400) == 0 {
            assert_eq!((index.chars_before(text, byte), index.utf16_before(text, byte)), (characters, units));
            assert_eq!(
                (index.byte_of_char(text, characters), index.byte_of_utf16(text, units)),
                (Some(byte), Some(byte))
            );
        }
        characters += 1;
        units += character.len_utf16();
    }
    assert_eq!((index.chars(), index.utf16()), (characters, units));
    assert_eq!(document.byte_of_char(characters), Some(text.len()));
    assert_eq!(document.byte_of_char(characters + 1), None);
}

/// Blocks and the rows of each tile the text, whichever way one comes to them.
fn blocks(document: &Document, width: u16) {
    let mut at = 0;
    let mut next = Some(document.block_at(0));
    let mut before: Option<Block> = None;
    while let Some(block) = next {
        assert_eq!(block.start, at);
        assert!(block.start <= block.end && block.end <= block.next && (block.next > at || document.is_empty()));
        assert!(block.end - block.start <= 32 * 1024);
        assert!(["", "\n", "\r", "\r\n"].contains(&document.slice(block.end..block.next)));
        assert!(!document.slice(block.start..block.end).contains(['\n', '\r']));
        assert_eq!(document.block_before(&block), before);
        assert_eq!(document.block_at(block.start + (block.next - block.start) / 2), block);
        rows(document, &block, width);
        at = block.next;
        before = Some(block);
        next = document.block_after(&block);
    }
    assert_eq!(at, document.len());
}

fn rows(document: &Document, block: &Block, width: u16) {
    let mut at = block.start;
    for row in wrap(document, block, width) {
        assert_eq!(row.bytes().start, at);
        assert!(row.bytes().end > at || block.is_empty());
        assert!(row.width() <= width.max(1));
        at = row.bytes().end;
        assert!(document.is_grapheme_border(at));
        cells(document, &row);
    }
    assert_eq!(at, block.end);
}

/// Cells and bytes of a row map both ways, and what is drawn takes these cells.
fn cells(document: &Document, row: &Row) {
    let whole = row.shown(document, 0..row.width());
    assert_eq!(unfit(&whole), None, "{whole:?}");
    assert_eq!(width(&whole), usize::from(row.width()), "{whole:?}");
    let (mut byte, mut cell) = (row.bytes().start, 0);
    let mut drawn = String::new();
    for cluster in row.clusters(document) {
        assert_eq!((cluster.bytes.start, cluster.cell), (byte, cell));
        assert!(cluster.width > 0 && width(&cluster.shown) == usize::from(cluster.width), "{cluster:?}");
        assert!(cluster.bytes.clone().all(|inside| row.cell_of(inside) == cell), "{cluster:?}");
        assert!((cell..cell + cluster.width).all(|inside| row.byte_at(inside) == byte), "{cluster:?}");
        let covered = row.cells(cluster.bytes.clone());
        assert!(covered.len() == 1 && covered[0] == (cell..cell + cluster.width), "{cluster:?}");
        drawn.push_str(&cluster.shown);
        (byte, cell) = (cluster.bytes.end, cell + cluster.width);
    }
    assert_eq!((cell, &*drawn), (row.width(), &*whole));
    assert_eq!((row.cell_of(byte), row.cell_of(row.bytes().end)), (row.width(), row.width()));
    assert!(document.slice(byte..row.bytes().end).chars().all(char::is_whitespace), "only blanks hang");
}

fn graphemes(document: &Document) {
    let mut borders = vec![0];
    borders.extend(document.graphemes(0..document.len()).map(|grapheme| grapheme.end));
    assert_eq!(borders.last(), Some(&document.len()));
    assert!(borders.windows(2).all(|pair| pair[0] < pair[1]) || document.is_empty());
    for byte in steps(document).filter(|byte| *byte <= document.len()) {
        let place = borders.partition_point(|&border| border <= byte);
        assert_eq!(document.is_grapheme_border(byte), borders[place - 1] == byte, "border {byte}");
        assert_eq!(document.next_grapheme(byte), borders.get(place).copied().unwrap_or(document.len()), "after {byte}");
        let before = borders.partition_point(|&border| border < byte);
        assert_eq!(document.previous_grapheme(byte), borders[before.saturating_sub(1)], "before {byte}");
    }
}

/// `parts` are disjoint, in order, whole characters, and the one that covers a byte is found from that byte.
fn covered(
    document: &Document,
    what: &str,
    parts: &[Range<usize>],
    at: impl Fn(&Document, usize) -> Option<Range<usize>>,
) {
    let mut end = 0;
    for part in parts {
        assert!(end <= part.start && part.start < part.end, "{what}: {part:?} after {end}");
        assert!(document.fragment(part.clone()).is_ok(), "{what}: {part:?}");
        end = part.end;
    }
    for byte in steps(document) {
        let holding = parts.iter().find(|part| part.contains(&byte));
        if holding.is_some() || what == "words" {
            assert_eq!(at(document, byte).as_ref(), holding, "{what} at {byte}");
        }
    }
}

fn no_text_between(document: &Document, sentences: &[Range<usize>]) {
    let mut end = 0;
    for sentence in sentences {
        assert!(document.slice(end..sentence.start).trim().is_empty(), "text before {sentence:?}");
        end = sentence.end;
    }
    assert!(document.slice(end..document.len()).trim().is_empty(), "text after the last sentence");
}

fn paragraphs(document: &Document) {
    let count = document.paragraph_count().expect("a short text");
    let mut end = 0;
    let mut quoted = 0..0;
    for number in 1..=count {
        let paragraph = document.paragraph(number).expect("it is counted");
        assert!(document.slice(end..paragraph.start).trim().is_empty() && paragraph.start < paragraph.end);
        assert_eq!(document.paragraph_number(paragraph.start), Some(number));
        let next = (number < count).then(|| document.paragraph(number + 1).expect("it is counted"));
        assert_eq!(document.next_paragraph(paragraph.start), next);
        let text = document.slice(paragraph.clone());
        for found in quotations(text) {
            let found = found.start + paragraph.start..found.end + paragraph.start;
            assert!(found.end <= paragraph.end && document.fragment(found.clone()).is_ok());
            assert!(found.start > quoted.start || quoted.is_empty());
            assert!(found.end <= quoted.end || quoted.end <= found.start, "{found:?} crosses {quoted:?}");
            quoted = found;
        }
        end = paragraph.end;
    }
    assert!(document.slice(end..document.len()).trim().is_empty());
}

/// Whatever is asked of a byte lies in the text, on borders of characters, and in what is larger.
fn places(document: &Document) {
    for byte in steps(document) {
        let sentence = document.sentence_at(byte);
        for part in [document.clause_at(byte), document.phrase_at(byte)] {
            assert!(sentence.start <= part.start && part.end <= sentence.end, "{part:?} in {sentence:?}");
            assert!(document.is_empty() || document.fragment(part).is_ok());
        }
        let [next, previous] = [document.next_word(byte), document.previous_word(byte)];
        assert!(next.is_none_or(|word| word.start >= byte) && previous.is_none_or(|word| word.end <= byte));
        let [next, previous] = [document.next_sentence(byte), document.previous_sentence(byte)];
        assert!(next.is_none_or(|sentence| sentence.start > byte));
        assert!(previous.is_none_or(|sentence| sentence.end <= byte));
        let [next, previous] = [document.next_quotation(byte), document.previous_quotation(byte)];
        assert!(next.is_none_or(|quotation| quotation.start > byte));
        assert!(previous.is_none_or(|quotation| quotation.start < byte));
        assert!(document.quotation_at(byte).is_none_or(|quotation| quotation.contains(&byte)));
    }
}
