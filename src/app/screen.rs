//! What the program needs of a terminal; `tui` provides it, tests write the pictures down.

use std::io;

use crate::editor::scene::Scene;

/// A place where pictures are shown.
///
/// An error of any of these means that the terminal is gone: the program keeps what was done and leaves.
pub trait Screen {
    /// Shows `scene`, writing only what differs from what is shown.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn draw(&mut self, scene: &Scene) -> io::Result<()>;

    /// Forgets what is shown, so that the next picture is written whole.
    fn forget(&mut self);

    /// Takes the terminal again, which somebody else may have used, and forgets what is shown.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn redraw(&mut self) -> io::Result<()>;

    /// Gives the terminal back, stops the process until the shell continues it, and takes the terminal again; the
    /// next picture is written whole. Returns the columns and rows that the screen has now.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn suspend(&mut self) -> io::Result<(u16, u16)>;

    /// Puts `text` on the clipboard of the terminal.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}
