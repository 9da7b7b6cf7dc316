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
pub mod paragraph;
pub mod position;
pub mod quotation;
#[cfg(test)]
mod sample;
pub mod sentence;
pub mod units;
pub mod word;
pub mod wrap;

pub use block::Block;
pub use decode::{DecodeError, Decoded, MAX_ARTICLE_BYTES, decode};
pub use document::{Document, FragmentError};
pub use fingerprint::sha256;
pub use position::{DocId, Fragment, Span, SpanError};
pub use wrap::{Cluster, Row, wrap};
