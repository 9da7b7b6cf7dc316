//! The running program: one channel in, the editor in the middle, effects out.
//!
//! [`event`] is what the terminal and the system send; [`screen`] is what a terminal must be able to do.

pub mod event;
pub mod screen;

pub use event::{Event, Signal};
pub use screen::Screen;
