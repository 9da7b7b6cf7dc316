//! `diptych formats`: the list of formats, and what each of them cannot hold.

use std::io::{self, Write};

use serde::Serialize;

use super::output::write_object;
use crate::format::{FORMATS, Format};

/// One format as programs read it.
#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    extensions: &'static [&'static str],
    reads: bool,
    writes: bool,
    loses: &'static [&'static str],
    sentence: &'static str,
}

/// Writes all formats, three lines at most for each.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write) -> io::Result<()> {
    let width = FORMATS.iter().map(|format| format.name.len()).max().unwrap_or(0);
    for format in FORMATS {
        writeln!(out, "{:width$}  {:11}  {}", format.name, ways(format), format.sentence)?;
        if !format.loses.is_empty() {
            writeln!(out, "{:width$}  {:11}  loses {}", "", "", format.loses.join("; "))?;
        }
    }
    Ok(())
}

fn ways(format: &Format) -> &'static str {
    match (format.reads, format.writes) {
        (true, true) => "read, write",
        (true, false) => "read",
        (false, true) => "write",
        (false, false) => "",
    }
}

/// Writes all formats as one JSON object a line.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_json(out: &mut dyn Write) -> io::Result<()> {
    for &Format { name, extensions, reads, writes, loses, sentence, .. } in FORMATS {
        write_object(out, &Row { name, extensions, reads, writes, loses, sentence })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_native_format_comes_first_and_loses_nothing() {
        let mut out = Vec::new();
        write_json(&mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("text");
        let first: serde_json::Value = serde_json::from_str(text.lines().next().expect("a line")).expect("an object");
        assert_eq!((first["name"].as_str(), first["loses"].as_array().map(Vec::len)), (Some("ron"), Some(0)));
        assert_eq!(text.lines().count(), FORMATS.len());
    }
}
