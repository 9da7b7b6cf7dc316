//! What the worker answers questions from: the past of the set, the texts of the session, and where they come from.

use std::sync::Arc;

use super::places::Places;
use crate::store::article::Source;
use crate::store::past::Past;
use crate::text::Document;

/// What questions are answered from.
#[derive(Clone)]
pub(super) struct Sources {
    pub past: Past,
    pub documents: [Arc<Document>; 2],
    /// Where the articles come from, left first.
    pub files: [Source; 2],
    /// The places that can be searched.
    pub places: Places,
    /// Whether times are those of the place.
    pub local: bool,
}
