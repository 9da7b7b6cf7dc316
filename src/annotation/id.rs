//! Ids: one space over all kinds of record, short enough to read and never met by chance.

use std::fmt;
use std::str::FromStr;

/// The letters and digits of an id: Crockford's base 32, without `i`, `l`, `o` and `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters the id of a record has; that of a document has one.
const LENGTH: usize = 8;

/// The id of a record: 8 characters (40 bits), or `a` and `b` for the two documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; LENGTH]);

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: ids are 8 characters of 0-9 and a-z without i, l, o, u; documents are a and b")]
pub struct IdError(String);

impl IdError {
    /// Returns the error for `text`, of which no more is shown than a message can hold.
    fn of(text: &str) -> Self {
        const SHOWN: usize = 40;
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        IdError(shown)
    }
}

impl Id {
    /// The id of the left document.
    pub const A: Id = Id([b'a', 0, 0, 0, 0, 0, 0, 0]);
    /// The id of the right document.
    pub const B: Id = Id([b'b', 0, 0, 0, 0, 0, 0, 0]);

    /// How many bytes an id takes in memory.
    pub(super) const LENGTH: usize = LENGTH;

    /// Returns the bytes of the id, for [`Id::of_bytes`].
    pub(super) fn bytes(self) -> [u8; LENGTH] {
        self.0
    }

    /// Returns the id that had these bytes.
    pub(super) fn of_bytes(bytes: [u8; LENGTH]) -> Self {
        Id(bytes)
    }

    /// Returns the id made of the lowest 40 bits of `bits`.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        let mut bytes = [0; LENGTH];
        for (place, byte) in bytes.iter_mut().enumerate() {
            let shift = 5 * (LENGTH - 1 - place);
            // Five bits always fit.
            let digit = usize::try_from(bits >> shift & 31).unwrap_or(0);
            *byte = ALPHABET[digit];
        }
        Id(bytes)
    }

    /// Returns the number that no other id has.
    #[must_use]
    pub fn number(self) -> u64 {
        u64::from_be_bytes(self.0)
    }

    /// Returns the id as files write it.
    ///
    /// # Panics
    ///
    /// Never: an id holds ASCII alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|&byte| byte == 0).unwrap_or(LENGTH);
        std::str::from_utf8(&self.0[..length]).expect("an id is ASCII")
    }
}

impl From<crate::text::DocId> for Id {
    fn from(doc: crate::text::DocId) -> Self {
        match doc {
            crate::text::DocId::A => Id::A,
            crate::text::DocId::B => Id::B,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text {
            "a" => return Ok(Id::A),
            "b" => return Ok(Id::B),
            _ => {}
        }
        let Ok(bytes) = <[u8; LENGTH]>::try_from(text.as_bytes()) else { return Err(IdError::of(text)) };
        if bytes.iter().all(|byte| ALPHABET.contains(byte)) { Ok(Id(bytes)) } else { Err(IdError::of(text)) }
    }
}

/// A source of new ids: a seed and a count, so that the same seed gives the same ids in a test.
///
/// The mixing is `SplitMix64` (Steele, Lea and Flood 2014), whose full period keeps the ids of one source apart;
/// the seed that `app` gives keeps two people's apart.
#[derive(Debug, Clone)]
pub struct IdSource(u64);

impl IdSource {
    /// Returns the source that begins at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        IdSource(seed)
    }

    /// Returns the next id for which `taken` is false.
    pub fn next(&mut self, taken: impl Fn(Id) -> bool) -> Id {
        loop {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut bits = self.0;
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let id = Id::from_bits(bits ^ (bits >> 31));
            if !taken(id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_others_are_refused() {
        let mut source = IdSource::new(7);
        let id = source.next(|_| false);
        assert_eq!(id.as_str().len(), 8);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("a".parse(), Ok(Id::A));
        for bad in ["", "c", "12345678i", "1234567i", "ABCDEFGH", "１２３"] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_taken_id_is_passed_over() {
        let first = IdSource::new(1).next(|_| false);
        let second = IdSource::new(1).next(|id| id == first);
        assert_ne!(first, second);
    }
}
