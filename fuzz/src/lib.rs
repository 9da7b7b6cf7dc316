//! What each fuzz target checks of the bytes it is given. A check that fails panics.
//!
//! The checks are those of a reader who does not know the code: they say what must hold of whatever comes in, with their
//! own means where the code's own means would only repeat what it does.

#![expect(clippy::missing_panics_doc, reason = "a check is there to panic")]

pub mod article;
pub mod config;
mod damage;
pub mod display;
pub mod doctor;
pub mod journal;
pub mod keys;
pub mod native;
mod output;
mod pair;
mod place;

/// One target: its name and its check.
pub type Target = (&'static str, fn(&[u8]));

/// All targets by name.
pub const TARGETS: [Target; 7] = [
    ("article", article::check),
    ("config", config::check),
    ("display", display::check),
    ("doctor", doctor::check),
    ("journal", journal::check),
    ("keys", keys::check),
    ("native", native::check),
];
