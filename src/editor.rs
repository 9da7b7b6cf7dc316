//! The editor: keys in, transactions and a picture out. No terminal, no files, no clock, no threads.
//!
//! [`input`] says what comes in and what goes out; [`scene`] is the picture before colours.

pub mod command;
pub mod input;
pub mod key;
pub mod keymap;
pub mod list;
pub mod scene;
pub mod text_field;
