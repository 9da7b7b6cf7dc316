//! Bytes from outside made a document, or the reason why they are none.

use super::document::Document;
use super::position::DocId;

/// The largest article that is read, in bytes.
pub const MAX_ARTICLE_BYTES: u64 = 64 * 1024 * 1024;

/// A document and what was taken off it.
#[derive(Debug)]
pub struct Decoded {
    /// The document.
    pub document: Document,
    /// Whether the bytes began with a byte order mark, which the text does not hold.
    pub bom: bool,
}

/// Why bytes are not an article; the sentence says what would help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There are more bytes than [`MAX_ARTICLE_BYTES`].
    #[error("larger than 64 MiB, the limit for an article ({bytes} bytes); cut it into several files")]
    TooLarge {
        /// How many bytes there are.
        bytes: u64,
    },
    /// The text holds NUL bytes, as no text does.
    #[error("a binary file, not a text: NUL byte at byte {at}")]
    Binary {
        /// The place of the first NUL.
        at: usize,
    },
    /// The text is UTF-16.
    #[error("UTF-16, not UTF-8; `iconv -f UTF-16 -t UTF-8 FILE > NEW` converts it")]
    Utf16,
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {at} (0x{byte:02X}); `iconv -f {guess} -t UTF-8 FILE > NEW` may convert it")]
    NotUtf8 {
        /// The place of the first wrong byte.
        at: usize,
        /// Its value.
        byte: u8,
        /// The encoding that it could be in.
        guess: &'static str,
    },
}

/// Makes document `id` of `bytes`, which must be UTF-8, without copying them.
///
/// # Errors
///
/// When the bytes are too many, binary, or not UTF-8.
pub fn decode(id: DocId, mut bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    let bom = bytes.starts_with(b"\xEF\xBB\xBF");
    if bom {
        bytes.drain(..3);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(DecodeError::Binary { at });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { document: Document::new(id, text), bom }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            Err(DecodeError::NotUtf8 { at, byte, guess: "windows-1252" })
        }
    }
}
