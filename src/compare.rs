//! Comparing texts: where the words of one stand in another, and what two reports share.
//!
//! Texts are compared as tokens that leave out what typesetting changes: line ends and other blanks, the normal form
//! of letters with accents, curly and straight quotes, dashes of any length.

mod align;
pub mod carry;
mod common;
pub mod comparison;
pub mod counterparts;
pub mod differences;
pub mod evidence;
pub mod facing;
mod nearest;
pub mod paragraphs;
pub mod passages;
pub mod rebase;
pub mod row;
pub mod said;
pub mod sentences;
mod token;
pub mod word;

pub use carry::{Carried, Part, Proposal, Reason, Review, carry};
pub use comparison::Comparison;
pub use rebase::{Choice, Fate, Rebase, Row};
