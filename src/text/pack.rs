//! Packing: numbers, texts and spans in as few bytes of memory as they need. Nothing packed is ever written to a file.
//!
//! What was packed is unpacked in the same order by the same version of the program, so that no unpacking can fail.

use super::position::{DocId, Fragment, Span};

/// Packs values one after the other, up to a limit.
#[derive(Debug)]
pub(crate) struct Packer {
    out: Vec<u8>,
    limit: usize,
    full: bool,
}

impl Packer {
    /// Returns a packer of at most `limit` bytes at a time.
    pub fn new(limit: usize) -> Self {
        Packer { out: Vec::new(), limit, full: false }
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.out.clear();
        self.full = false;
    }

    /// Returns what was packed, `None` if it was more than the limit.
    pub fn packed(&self) -> Option<&[u8]> {
        (!self.full).then_some(&self.out)
    }

    /// Packs `bytes`, whose number is known when they are unpacked.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.full |= self.out.len() + bytes.len() > self.limit;
        if !self.full {
            self.out.extend_from_slice(bytes);
        }
    }

    /// Packs `number`, seven bits a byte, the lowest first.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes(&[low_bits(number) | 0x80]);
            number >>= 7;
        }
        self.bytes(&[low_bits(number)]);
    }

    /// Packs `text`.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// Packs `span`.
    pub fn span(&mut self, span: &Span) {
        let count = span.fragments().len() as u64;
        self.number(count << 1 | span.doc().index() as u64);
        for piece in span.pieces() {
            self.number(piece.start() as u64);
            self.number((piece.end() - piece.start()) as u64);
        }
    }
}

fn low_bits(number: u64) -> u8 {
    u8::try_from(number & 0x7F).expect("seven bits fit into a byte")
}

/// What is left to unpack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed<'b>(pub &'b [u8]);

const WHOLE: &str = "what was packed is whole";

impl<'b> Packed<'b> {
    /// Returns the next `count` bytes.
    pub fn bytes(&mut self, count: usize) -> &'b [u8] {
        let (found, rest) = self.0.split_at_checked(count).expect(WHOLE);
        self.0 = rest;
        found
    }

    /// Returns the next number.
    pub fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first().expect(WHOLE);
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return number;
            }
            shift += 7;
        }
    }

    /// Returns the next number that was a size.
    pub fn size(&mut self) -> usize {
        usize::try_from(self.number()).expect("it was a size when it was packed")
    }

    /// Returns the next text.
    pub fn text(&mut self) -> &'b str {
        let length = self.size();
        std::str::from_utf8(self.bytes(length)).expect(WHOLE)
    }

    /// Returns the next span.
    pub fn span(&mut self) -> Span {
        let head = self.size();
        let doc = DocId::BOTH[head & 1];
        let mut piece = || {
            let start = self.size();
            Fragment::checked(start, start + self.size())
        };
        if head >> 1 == 1 {
            return Span::of(doc, piece());
        }
        let pieces: Vec<Fragment> = (0..head >> 1).map(|_| piece()).collect();
        Span::from_pieces(doc, &pieces).expect("its pieces were those of a span")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn numbers_and_texts_come_back_in_their_order() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX];
        let texts = ["", "Şıbırğan", "喀布尔 👩‍👧‍👦"];
        let mut packer = Packer::new(1000);
        for (number, text) in numbers.iter().zip(texts.iter().cycle()) {
            packer.number(*number);
            packer.text(text);
        }
        let mut all = Packed(packer.packed().expect("short"));
        for (number, text) in numbers.iter().zip(texts.iter().cycle()) {
            assert_eq!((all.number(), all.text()), (*number, *text));
        }
        assert!(all.0.is_empty());
    }

    #[test]
    fn a_span_keeps_its_document_its_pieces_and_their_order() {
        for doc in DocId::BOTH {
            let document = Document::new(doc, "“The water is falling,” she added, “slowly.”".repeat(400));
            let piece = |start, end| document.fragment(start..end).expect("inside, on borders");
            for pieces in [vec![piece(3, 6)], vec![piece(7, 12), piece(3, 6)], vec![piece(3, 6), piece(6, 9_001)]] {
                let span = Span::from_pieces(doc, &pieces).expect("disjoint");
                let mut packer = Packer::new(1000);
                packer.span(&span);
                assert_eq!(Packed(packer.packed().expect("short")).span(), span);
            }
        }
    }

    #[test]
    fn what_is_too_long_is_not_packed_at_all() {
        let mut packer = Packer::new(4);
        packer.text("four");
        assert_eq!(packer.packed(), None, "its length takes a byte, too");
        packer.number(1);
        assert_eq!(packer.packed(), None, "what comes after does not make it whole");
        packer.clear();
        packer.text("thr");
        assert_eq!(packer.packed(), Some(b"\x03thr".as_slice()));
    }
}
