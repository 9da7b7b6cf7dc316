//! A comparison as text: both reports side by side, sentence by sentence, what differs marked.

use std::io::{self, Write};

use super::Compared;
use crate::annotation::counted;
use crate::compare::row::{Class, Pair, Row};
use crate::text::runs::rows;
use crate::text::{DocId, display};

/// What stands between the columns.
const BETWEEN: &str = " │ ";

/// A column has at least so many cells.
const LEAST: usize = 24;

/// What is said of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It stands in both.
    Plain,
    /// It stands on this side alone, or otherwise there.
    Differs,
}

impl Compared {
    /// Writes both reports side by side in `width` cells; with `colour`, what differs is set off by it, otherwise by
    /// brackets as `wdiff` has them: `[-here-]` `{+there+}`.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_text(&self, out: &mut dyn Write, width: usize, colour: bool) -> io::Result<()> {
        let column = (width.saturating_sub(display::width(BETWEEN)) / 2).max(LEAST);
        let [left, right] = self.names.each_ref().map(|name| display::shown(name));
        let head = [vec![format!("A  {left}")], vec![format!("B  {right}")]];
        write_columns(out, &head, column)?;
        writeln!(out)?;
        for row in self.comparison.rows() {
            writeln!(out, "{}", self.heading(&row, colour))?;
            let sides = [0, 1].map(|side| self.side(&row, side, column, colour));
            write_columns(out, &sides, column)?;
            writeln!(out)?;
        }
        let [a, b] = crate::compare::passages::shares(&self.comparison.sentences, &self.comparison.passages);
        writeln!(
            out,
            "{} of sentences, {}: {:.0} % of the words of A, {:.0} % of those of B",
            counted(self.comparison.ties.len(), "pair"),
            counted(self.comparison.passages.len(), "passage"),
            a * 100.0,
            b * 100.0
        )
    }

    /// Returns the line above a row: where both stand, how near they are, what differs.
    fn heading(&self, row: &Row, colour: bool) -> String {
        let place = |side: usize, at: usize| {
            let doc = DocId::BOTH[side];
            let start = self.comparison.sentences.of[side][at].bytes.start;
            let number = self.text(doc).paragraph_number(start).map(|number| format!(" ¶{number}"));
            format!("{}{}", doc.letter(), number.unwrap_or_default())
        };
        let words = match (&row.pair, row.sentences) {
            (Some(pair), _) => {
                let flags: Vec<&str> = pair.flags.iter().map(|flag| flag.word()).collect();
                let flags = if flags.is_empty() { String::new() } else { format!("  differs in {}", flags.join(", ")) };
                let (a, b) = (place(0, pair.tie.a), place(1, pair.tie.b));
                format!("{a} {} {b}  {:.2} {}{flags}", sign(pair), pair.tie.score, pair.class.word())
            }
            (None, [Some(a), _]) => format!("{}  no counterpart found in B", place(0, a)),
            (None, [None, Some(b)]) => format!("{}  no counterpart found in A", place(1, b)),
            (None, [None, None]) => String::new(),
        };
        if colour { format!("\x1b[2m{words}\x1b[0m") } else { words }
    }

    /// Returns one side of a row in lines of at most `column` cells.
    fn side(&self, row: &Row, side: usize, column: usize, colour: bool) -> Vec<String> {
        let Some(at) = row.sentences[side] else {
            return match &row.pair {
                Some(_) => vec!["(as above)".to_owned()],
                None => Vec::new(),
            };
        };
        let document = self.text(DocId::BOTH[side]);
        let runs: Vec<(String, Mark)> = match &row.pair {
            Some(pair) => {
                let marked = self.comparison.marked(pair, side).into_iter();
                marked
                    .map(|(bytes, differs)| {
                        let text = document.slice(bytes);
                        match (differs, colour, side) {
                            (false, ..) => (text.to_owned(), Mark::Plain),
                            (true, true, _) => (text.to_owned(), Mark::Differs),
                            (true, false, 0) => (format!("[-{text}-]"), Mark::Differs),
                            (true, false, _) => (format!("{{+{text}+}}"), Mark::Differs),
                        }
                    })
                    .collect()
            }
            None => {
                vec![(document.slice(self.comparison.sentences.of[side][at].bytes.clone()).to_owned(), Mark::Plain)]
            }
        };
        let line = |row: Vec<(String, Mark)>| {
            let run = |(text, mark): (String, Mark)| match (mark, colour, side) {
                (Mark::Differs, true, 0) => format!("\x1b[1;33m{text}\x1b[0m"),
                (Mark::Differs, true, _) => format!("\x1b[1;36m{text}\x1b[0m"),
                _ => text,
            };
            row.into_iter().map(run).collect::<String>()
        };
        rows(&runs, column).into_iter().map(line).collect()
    }
}

fn sign(pair: &Pair) -> char {
    match pair.class {
        Class::Same => '≡',
        Class::Near => '~',
        Class::Related => '·',
    }
}

/// Writes two columns of lines side by side.
fn write_columns(out: &mut dyn Write, sides: &[Vec<String>; 2], column: usize) -> io::Result<()> {
    for at in 0..sides[0].len().max(sides[1].len()) {
        let [left, right] = [0, 1].map(|side: usize| sides[side].get(at).map_or("", String::as_str));
        let room = column.saturating_sub(visible(left));
        writeln!(out, "{}", format!("{left}{}{BETWEEN}{right}", " ".repeat(room)).trim_end())?;
    }
    Ok(())
}

/// Returns how many cells `line` takes, colours aside.
fn visible(line: &str) -> usize {
    let mut width = 0;
    for (at, part) in line.split('\u{1b}').enumerate() {
        let text = if at == 0 { part } else { part.split_once('m').map_or("", |(_, text)| text) };
        width += display::width(text);
    }
    width
}
