//! The terminal as a screen: each picture in one write.

use std::io;
use std::mem;
use std::os::fd::AsFd;
use std::sync::Arc;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGTSTP;

use super::composer::{Composer, Options};
use super::guard::{self, Guard};
use super::input::Answer;
use crate::app::screen::Screen;
use crate::editor::scene::Scene;

/// The terminal, held and drawn on; given back when this is dropped.
#[derive(Debug)]
pub struct Terminal {
    composer: Composer,
    /// Whether the modes are set; they go before the next picture where they are not.
    set: bool,
    answer: Option<Answer>,
    commands: bool,
    guard: Guard,
}

impl Terminal {
    /// Takes the terminal of the standard output; nothing shows before the first picture.
    ///
    /// # Errors
    ///
    /// When the standard output or input is no terminal.
    pub fn take(options: Options) -> io::Result<Terminal> {
        let guard = Guard::take(options.mouse)?;
        let answer = options.asks_background().then(Answer::default);
        let commands = options.commands;
        Ok(Terminal { composer: Composer::new(options), set: false, answer, commands, guard })
    }

    /// Returns where the terminal's background will be told, if the terminal is going to be asked.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        self.answer.as_ref().map(Arc::clone)
    }
}

/// Returns how many columns and rows the terminal has; 80 and 24 where it does not know.
///
/// # Errors
///
/// When there is no terminal.
pub fn size() -> io::Result<(u16, u16)> {
    Ok(match crossterm::terminal::size()? {
        (0, _) | (_, 0) => (80, 24),
        size => size,
    })
}

impl Screen for Terminal {
    fn draw(&mut self, scene: &Scene) -> io::Result<()> {
        if let Some(background) = self.answer.as_ref().and_then(|answer| answer.get()) {
            self.composer.learn(*background);
            self.answer = None;
        }
        let modes = if mem::replace(&mut self.set, true) { String::new() } else { self.guard.modes() };
        write(self.composer.picture(scene, &modes))
    }

    fn forget(&mut self) {
        self.composer.forget();
    }

    fn redraw(&mut self) -> io::Result<()> {
        guard::retake()?;
        self.set = false;
        self.forget();
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        guard::lend()?;
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.redraw()?;
        size()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        if !self.commands {
            return Ok(());
        }
        let mut sequence = String::new();
        CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).map_err(io::Error::other)?;
        write(sequence.as_bytes())
    }
}

/// Writes all of `bytes` to the standard output, in one call where the terminal takes them in one.
fn write(mut bytes: &[u8]) -> io::Result<()> {
    let output = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(output.as_fd(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // Another program that shares the terminal has asked it not to wait; we do.
            Err(Errno::AGAIN) => {
                poll(&mut [PollFd::new(&output, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
