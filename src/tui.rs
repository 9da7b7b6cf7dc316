//! The terminal: events in, pictures out.
//!
//! A [`Scene`](crate::editor::scene::Scene) becomes styled cells by the [`theme`], and cells become bytes for a
//! terminal. Nothing here knows what a mention is.

mod answer;
pub mod canvas;
mod composer;
pub mod depth;
mod encode;
mod guard;
pub mod input;
pub mod paint;
mod sgr;
pub mod terminal;
pub mod theme;
pub mod watch;

pub use composer::{ColourSource, Options};
