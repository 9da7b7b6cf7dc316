//! Documents, positions, spans, words, sentences and wrapping: what can be said of a text alone.
//!
//! Offsets in memory are bytes of the decoded UTF-8 text without its byte order mark; files and exports
//! count characters or UTF-16 units, and [`units`] is the one place where these are converted.

pub mod document;
pub mod position;
pub mod units;

pub use document::{Document, FragmentError};
pub use position::{DocId, Fragment, Span, SpanError};
