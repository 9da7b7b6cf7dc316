//! Suggestions: what is likely to be tagged next. Pure rules over the words of one passage; nothing is ever stored.
//!
//! A passage is a sentence with its neighbours. Its tokens carry classes from the tables in `assets/suggest`; on these a
//! word is scored as a cue, and around a cue, or around any word a person has chosen, candidates for source and
//! content are made, scored and ranked.

mod attribution;
mod class;
mod content;
mod cue;
mod feature;
pub mod gazetteer;
pub mod ground;
mod habit;
mod learner;
mod lexicon;
pub mod listed;
mod name;
pub mod outside;
mod passage;
mod rank;
mod source;
mod teach;
mod token;

pub use attribution::{Guess, guess, guess_with};
pub use cue::{Cue, STRONG, WEAK, cues, cues_explained};
pub use habit::{DROPPED, Labels};
pub use learner::Learner;
pub use name::{Ends, Evidence, Name, Rule, Seen, Sort, names, names_explained, names_in};
pub use passage::Passage;
pub use rank::Alternative;
pub use teach::{Accepted, Decided, Teaching};
