//! What leaves the program: data on standard output, words on standard error, and an exit code.

use std::fmt;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use crate::text::display::shown;

/// Something was found or refused; the program did what it was asked.
pub const FOUND: u8 = 1;

/// The program was used wrongly, or what it was given cannot be used.
pub const WRONG: u8 = 2;

/// Why the program ends without having done what it was asked.
#[derive(Debug)]
pub struct Failure {
    /// One sentence on what happened, with the name of the thing.
    what: String,
    /// One sentence on what can be done.
    hint: Option<String>,
    code: u8,
}

impl Failure {
    /// Returns the failure to do what was asked, for a reason that `what` says in one sentence.
    pub fn new(what: impl fmt::Display) -> Self {
        Failure { what: what.to_string(), hint: None, code: WRONG }
    }

    /// Returns this failure with what can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Returns this failure as something that was refused, not as wrong use.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.code = FOUND;
        self
    }

    /// Writes the failure to standard error and returns the code to end with.
    #[must_use]
    pub fn report(&self) -> ExitCode {
        tell("error", &self.what);
        if let Some(hint) = &self.hint {
            tell("hint", hint);
        }
        ExitCode::from(self.code)
    }
}

/// The sentence on what happened, without the hint.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Writes `kind: sentence` to standard error, where nobody can be told that it cannot be written.
pub fn tell(kind: &str, sentence: &str) {
    let _ = writeln!(io::stderr(), "{kind}: {}", shown(sentence));
}

/// Hands standard output to `write`; a reader who has read enough, as `head` has, is no failure.
///
/// # Errors
///
/// When standard output cannot be written to for any other reason.
pub fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format_args!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes `text` line by line, each fit for a terminal.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_lines(out: &mut dyn Write, text: &str) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{}", shown(line)))
}

/// Writes `value` as one JSON object on a line of its own.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_object(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Returns whether standard output is a terminal.
pub fn to_terminal() -> bool {
    io::stdout().is_terminal()
}
