//! Bytes from outside made a document, or the reason why they are none.

use super::document::Document;
use super::position::DocId;

/// The largest article that is read, in bytes.
pub const MAX_ARTICLE_BYTES: u64 = 64 * 1024 * 1024;

/// So many bytes from the start say what an unknown file looks like.
const SAMPLE: usize = 4096;

/// A document and what was taken off it.
#[derive(Debug)]
pub struct Decoded {
    /// The document.
    pub document: Document,
    /// Whether the bytes began with a byte order mark, which the text does not hold.
    pub bom: bool,
}

/// Why bytes are not an article, to be read after the name of the file and `is`; places are bytes from its start.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There are more bytes than [`MAX_ARTICLE_BYTES`].
    #[error("larger than 64 MiB, the most that is read of an article")]
    TooLarge,
    /// A file of a kind that is known by its first bytes.
    #[error("{kind}, not a text")]
    Known {
        /// The kind, with its article.
        kind: &'static str,
        /// What makes a text of it.
        hint: &'static str,
    },
    /// There are NUL bytes, as in no text.
    #[error("a binary file, not a text: NUL byte at byte {at}")]
    Binary {
        /// The place of the first one.
        at: usize,
    },
    /// A text in units of two or four bytes.
    #[error("{encoding}, not UTF-8")]
    Wide {
        /// The encoding, as `iconv` names it.
        encoding: &'static str,
    },
    /// The last character is not complete.
    #[error("cut off inside a character at byte {at}")]
    CutOff {
        /// Where the character begins.
        at: usize,
    },
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {at} (0x{byte:02X})")]
    NotUtf8 {
        /// The place of the first wrong byte.
        at: usize,
        /// Its value.
        byte: u8,
        /// The encoding that it looks like, as `iconv` names it.
        guess: &'static str,
    },
}

impl DecodeError {
    /// Returns one sentence on what can be done.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            DecodeError::TooLarge => "cut the file into several articles".to_owned(),
            DecodeError::Known { hint, .. } => (*hint).to_owned(),
            DecodeError::Binary { .. } => "save the article as plain text in UTF-8".to_owned(),
            DecodeError::Wide { encoding } => format!("`iconv -f {encoding} -t UTF-8 FILE > NEW` converts it"),
            DecodeError::CutOff { .. } => "the file is not complete; fetch it again".to_owned(),
            DecodeError::NotUtf8 { guess, .. } => {
                format!("it looks like {guess}: `iconv -f {guess} -t UTF-8 FILE > NEW` would convert it")
            }
        }
    }
}

/// Makes document `id` of `bytes`, which must be UTF-8; they are not copied, a byte order mark is dropped.
///
/// # Errors
///
/// When the bytes are too many, binary, in another encoding, or cut off inside a character.
pub fn decode(id: DocId, mut bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_ARTICLE_BYTES) {
        return Err(DecodeError::TooLarge);
    }
    if let Some(error) = foreign(&bytes) {
        return Err(error);
    }
    let bom = bytes.starts_with(b"\xEF\xBB\xBF");
    if bom {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { document: Document::new(id, text), bom }),
        Err(error) => {
            let wrong = error.utf8_error();
            let place = wrong.valid_up_to();
            let at = if bom { place + 3 } else { place };
            let byte = error.as_bytes().get(place).copied().unwrap_or_default();
            // A text of another encoding may end in such a byte too, but not after much UTF-8.
            let cut_off = wrong.error_len().is_none() && !error.as_bytes().get(..place).is_none_or(<[u8]>::is_ascii);
            Err(if cut_off {
                DecodeError::CutOff { at }
            } else {
                DecodeError::NotUtf8 { at, byte, guess: guess(error.as_bytes().get(place..).unwrap_or_default()) }
            })
        }
    }
}

/// Returns why `bytes` are no text of 8-bit units, if they are none.
fn foreign(bytes: &[u8]) -> Option<DecodeError> {
    let known = |kind, hint| Some(DecodeError::Known { kind, hint });
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => {
            return known("a PDF file", "`pdftotext FILE NEW` takes the text out of it");
        }
        [b'P', b'K', 3, 4, ..] => {
            return known("a ZIP archive, as .docx, .odt and .epub files are", "save its text as plain text in UTF-8");
        }
        [0x1F, 0x8B, ..] => return known("a gzip file", "`gunzip FILE` unpacks it"),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(DecodeError::Wide { encoding: "UTF-32" }),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some(DecodeError::Wide { encoding: "UTF-16" }),
        _ => {}
    }
    let at = memchr::memchr(0, bytes)?;
    let pairs = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default().chunks_exact(2);
    let count = pairs.len();
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    // Western text in UTF-16 has a NUL in nearly every pair, always on the same side.
    match (first * 2 > count, second * 2 > count) {
        (true, false) if second * 50 <= count => Some(DecodeError::Wide { encoding: "UTF-16BE" }),
        (false, true) if first * 50 <= count => Some(DecodeError::Wide { encoding: "UTF-16LE" }),
        _ => Some(DecodeError::Binary { at }),
    }
}

/// Returns the encoding that `bytes`, which begin with the first that is not UTF-8, look like.
fn guess(bytes: &[u8]) -> &'static str {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let high = sample.iter().filter(|&&byte| byte >= 0x80).count();
    let low_letters = sample.iter().filter(|&&byte| byte >= 0xE0).count();
    if high * 2 < sample.len() || high < 4 {
        "windows-1252"
    } else if low_letters * 10 >= high * 7 {
        // Cyrillic small letters.
        "windows-1251"
    } else {
        "GB18030"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let decoded = decode(DocId::A, bytes.to_vec()).expect("these are UTF-8");
        (decoded.document.text().to_owned(), decoded.bom)
    }

    fn refused(bytes: &[u8]) -> (String, String) {
        let error = decode(DocId::A, bytes.to_vec()).expect_err("these are no UTF-8");
        (error.to_string(), error.hint())
    }

    #[test]
    fn text_comes_as_it_is_without_its_byte_order_mark() {
        assert_eq!(text(b""), (String::new(), false));
        assert_eq!(text("a\r\nş’喀\u{1b}".as_bytes()), ("a\r\nş’喀\u{1b}".to_owned(), false));
        assert_eq!(text(b"\xEF\xBB\xBFone"), ("one".to_owned(), true));
        assert_eq!(text(b"\xEF\xBB\xBF\xEF\xBB\xBF"), ("\u{feff}".to_owned(), true));
    }

    #[test]
    fn a_wrong_byte_is_named_by_its_place_in_the_file() {
        assert_eq!(refused(b"caf\xE9 au lait").0, "not UTF-8 at byte 3 (0xE9)");
        assert_eq!(refused(b"\xEF\xBB\xBFcaf\xE9 au lait").0, "not UTF-8 at byte 6 (0xE9)");
        assert_eq!(refused("喀布尔".as_bytes().split_at(8).0).0, "cut off inside a character at byte 6");
        assert_eq!(refused(b"caf\xE9").0, "not UTF-8 at byte 3 (0xE9)");
        assert_eq!(refused(b"\xED\xA0\x80").0, "not UTF-8 at byte 0 (0xED)");
    }

    #[test]
    fn the_hint_names_the_encoding_that_it_looks_like() {
        let (_, hint) = refused(b"The \x93city\x94 fell.");
        assert_eq!(hint, "it looks like windows-1252: `iconv -f windows-1252 -t UTF-8 FILE > NEW` would convert it");
        assert!(
            refused(b"\xCA\xE0\xE1\xF3\xEB \xE2\xE7\xFF\xF2 \xF2\xE0\xEB\xE8\xE1\xE0\xEC\xE8")
                .1
                .contains("windows-1251")
        );
        assert!(refused(b"\xBF\xA6\xB2\xBC\xB6\xFB\xA1\xA3\xB3\xC7\xCA\xD0").1.contains("GB18030"));
    }

    #[test]
    fn files_that_are_no_text_say_what_they_are() {
        let wide = |units: &str, order: fn(u16) -> [u8; 2]| units.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for (bytes, what) in [
            (b"PNG\0\0".to_vec(), "a binary file, not a text: NUL byte at byte 3"),
            (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "a PDF file, not a text"),
            (b"PK\x03\x04\0\0".to_vec(), "a ZIP archive, as .docx, .odt and .epub files are, not a text"),
            (wide("\u{feff}One", u16::to_le_bytes), "UTF-16, not UTF-8"),
            (wide("One “two” Şı", u16::to_le_bytes), "UTF-16LE, not UTF-8"),
            (wide("One “two” Şı", u16::to_be_bytes), "UTF-16BE, not UTF-8"),
            (b"\xFF\xFE\0\0O\0\0\0".to_vec(), "UTF-32, not UTF-8"),
        ] {
            assert_eq!(refused(&bytes).0, what);
        }
    }

    #[test]
    fn nothing_above_the_limit_is_looked_at() {
        let most = usize::try_from(MAX_ARTICLE_BYTES).expect("memory is larger");
        assert_eq!(refused(&vec![b'a'; most + 1]).0, "larger than 64 MiB, the most that is read of an article");
    }
}
