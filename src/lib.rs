//! `diptych`: two reports of one event side by side, tagged by keyboard and kept as plain text.
//!
//! Knowledge flows one way, from the top of this list to its end; `tests/house.rs` holds the arrows.
//! `ARCHITECTURE.md` walks one keystroke through the modules.

pub mod annotation;
pub mod text;

pub mod compare;
pub mod format;
pub mod suggest;

pub mod store;

pub mod editor;

pub mod replay;

pub mod app;

pub mod config;
pub mod tui;

pub mod cli;
