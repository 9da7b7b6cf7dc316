//! Texts for tests: made by chance out of what has broken other programs, and the real pair where it is at hand.

use std::path::Path;

use proptest::prelude::*;

use super::document::Document;
use super::position::DocId;

/// Returns document A of `text`.
pub(super) fn document(text: impl Into<String>) -> Document {
    Document::new(DocId::A, text.into())
}

/// Pieces of a few characters that ask for care, ordinary prose among them.
fn piece() -> impl Strategy<Value = String> {
    let fixed = |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(str::to_owned);
    prop_oneof![
        6 => "[a-zA-Z]{1,9}",
        4 => Just(" ".to_owned()),
        2 => "[ -~]{0,20}",
        2 => fixed(&["\n", "\r\n", "\r", "\n\n", "\n\r", " \n\t\n", "\r\r\n", "\u{2028}", "\u{85}", "\t", "   ", "\u{a0}", "\u{3000}", "\u{205f}"]),
        2 => fixed(&["Şıbırğan’s", "“without a fight\"", "‘so’", "«oui»", "„ja“", "—", "…", "1,000.5", "$5", "0$\u{301}", "\u{600}$5", "U.S.", "Mr. ", "p.m. "]),
        2 => fixed(&["喀布尔。", "「はい。」", "ｶﾞ", "서울", "ᄀᄀᆨ", "กำลัง", "हिन्दी", "क्ष्म", "؟ ", "می‌خواهم", "لا", "שָׁלוֹם"]),
        2 => fixed(&["👩‍👧‍👦", "🇦🇫", "🇦", "👍🏽", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u{301}", "\u{301}", "\u{200d}", "\u{600}5"]),
        1 => fixed(&["\0", "\u{1b}[31m", "\u{7f}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{e0041}", "\u{ad}", "\u{ffff}"]),
    ]
}

/// Short texts of everything that asks for care.
pub(super) fn short() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Texts of a few pieces that go on for hundreds or thousands of bytes, with short ones between.
pub(super) fn long() -> impl Strategy<Value = String> {
    let run = (piece(), 1..4000_usize).prop_map(|(piece, times)| piece.repeat(times.min(9000 / piece.len().max(1))));
    prop::collection::vec(prop_oneof![piece(), run], 0..12).prop_map(|pieces| pieces.concat())
}

/// Returns the text of a file of the shared folder, `None` (and says so) where there is none.
pub(super) fn shared(name: &str) -> Option<String> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not here", path.display());
    }
    text
}
