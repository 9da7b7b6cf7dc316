//! What leaves the program: data on standard output, words on standard error, and an exit code.

use std::fmt;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use crate::text::display::{is_unfit, shown};

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

/// Writes `value` as one JSON object on a line of its own; what a terminal must not get is written as `\u` and its number.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_object(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    for part in json.split_inclusive(is_unfit) {
        match part.chars().next_back().filter(|last| is_unfit(*last)) {
            Some(last) => {
                write!(out, "{}", part.strip_suffix(last).unwrap_or(part))?;
                // Such a character stands in a string, where its number says the same.
                last.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            }
            None => write!(out, "{part}")?,
        }
    }
    writeln!(out)
}

/// Returns whether standard output is a terminal.
pub fn to_terminal() -> bool {
    io::stdout().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_and_holds_nothing_that_a_terminal_takes_for_a_command() {
        let hostile = "Şile 東京 \u{1b}[2J\u{9b}2J\u{7f}\u{85}\u{202e}x\u{2028}\u{e0041}\\ \"";
        let mut out = Vec::new();
        write_object(&mut out, &hostile).expect("memory takes all");
        let json = String::from_utf8(out).expect("text");
        assert!(!json.trim_end().contains(is_unfit) && json.contains("Şile 東京"), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), hostile);
    }
}
