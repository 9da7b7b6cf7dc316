//! The terminal: events in, pictures out.
//!
//! A [`Scene`](crate::editor::scene::Scene) becomes styled cells by the [`theme`], and cells become bytes for a
//! terminal. Nothing here knows what a mention is.

pub mod canvas;
pub mod depth;
mod encode;
pub mod paint;
mod sgr;
pub mod theme;
