//! A comparison as one page for a browser: both reports side by side, what differs marked, tags if there is a set. The page
//! needs nothing but itself, and prints.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use super::Compared;
use crate::annotation::{Record, counted};
use crate::compare::row::Row;
use crate::text::display::shown;
use crate::text::{DocId, Document, Fragment};

/// How the page looks, on a screen and on paper.
const STYLE: &str = include_str!("../../../assets/compare/page.css");

impl Compared {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written to.
    pub fn write_html(&self, out: &mut dyn Write) -> io::Result<()> {
        let [left, right] = self.names.each_ref().map(|name| escaped(name));
        writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<title>{left} and {right}, compared</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
        writeln!(out, "<header>\n<h1>{left} and {right}</h1>\n<p>{}</p>\n{LEGEND}</header>", self.summary())?;
        writeln!(out, "<main>\n<table>\n<thead><tr><th scope=\"col\">A · {left}</th><th scope=\"col\">in common</th>")?;
        writeln!(out, "<th scope=\"col\">B · {right}</th></tr></thead>\n<tbody>")?;
        let mut shared: [Vec<Range<usize>>; 2] = [Vec::new(), Vec::new()];
        for passage in &self.comparison.passages {
            for (side, bytes) in shared.iter_mut().zip(&passage.bytes) {
                side.push(bytes.clone());
            }
        }
        for side in &mut shared {
            side.sort_by_key(|bytes| bytes.start);
        }
        for row in self.comparison.rows() {
            self.write_row(out, &row, &shared)?;
        }
        writeln!(out, "</tbody>\n</table>\n</main>\n</body>\n</html>")
    }

    fn summary(&self) -> String {
        let [a, b] = crate::compare::passages::shares(&self.comparison.sentences, &self.comparison.passages);
        format!(
            "{} of sentences; {} of words that stand in both: {:.0} % of A, {:.0} % of B.",
            counted(self.comparison.ties.len(), "pair"),
            counted(self.comparison.passages.len(), "passage"),
            a * 100.0,
            b * 100.0
        )
    }

    fn write_row(&self, out: &mut dyn Write, row: &Row, shared: &[Vec<Range<usize>>; 2]) -> io::Result<()> {
        let class = row.pair.as_ref().map_or("alone", |pair| pair.class.word());
        writeln!(out, "<tr class=\"{class}\">")?;
        self.write_side(out, row, 0, shared)?;
        let between = match &row.pair {
            Some(pair) => {
                let flags: Vec<&str> = pair.flags.iter().map(|flag| flag.word()).collect();
                let flags =
                    if flags.is_empty() { String::new() } else { format!("<br><strong>{}</strong>", flags.join(", ")) };
                format!("{} {:.2}{flags}", pair.class.word(), pair.tie.score)
            }
            None => "no counterpart found".to_owned(),
        };
        writeln!(out, "<td class=\"between\">{between}</td>")?;
        self.write_side(out, row, 1, shared)?;
        writeln!(out, "</tr>")
    }

    fn write_side(
        &self,
        out: &mut dyn Write,
        row: &Row,
        side: usize,
        shared: &[Vec<Range<usize>>; 2],
    ) -> io::Result<()> {
        let doc = DocId::BOTH[side];
        let Some(at) = row.sentences[side] else {
            let words = if row.pair.is_some() { "<span class=\"again\">as above</span>" } else { "" };
            return writeln!(out, "<td>{words}</td>");
        };
        let document = self.text(doc);
        let bytes = self.comparison.sentences.of[side][at].bytes.clone();
        let differing: Vec<Range<usize>> = row.pair.as_ref().map_or_else(Vec::new, |pair| {
            let marked = self.comparison.marked(pair, side).into_iter();
            marked.filter(|(_, differs)| *differs).map(|(bytes, _)| bytes).collect()
        });
        let number =
            document.paragraph_number(bytes.start).map(|number| format!("<span class=\"place\">¶{number}</span> "));
        writeln!(
            out,
            "<td>{}{}</td>",
            number.unwrap_or_default(),
            self.marked_text(document, &bytes, &differing, touching(&shared[side], &bytes))
        )
    }

    /// Returns the text of `bytes` with what differs and what is tagged marked; cut wherever one of them begins or ends.
    fn marked_text(
        &self,
        document: &Document,
        bytes: &Range<usize>,
        differing: &[Range<usize>],
        shared: &[Range<usize>],
    ) -> String {
        let tags = self.tags(document, bytes);
        let borders = |range: &Range<usize>| [range.start, range.end];
        let mut cuts: Vec<usize> = differing.iter().flat_map(borders).collect();
        cuts.extend(tags.iter().flat_map(|(range, _)| borders(range)));
        cuts.extend(shared.iter().flat_map(borders));
        cuts.retain(|cut| bytes.start < *cut && *cut < bytes.end);
        cuts.push(bytes.end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut text = String::new();
        let mut from = bytes.start;
        for until in cuts {
            let covers = |range: &Range<usize>| range.start <= from && until <= range.end;
            let words = escaped(document.slice(from..until)).into_owned();
            let labels: Vec<&str> =
                tags.iter().filter(|(range, _)| covers(range)).map(|(_, label)| label.as_str()).collect();
            let words = match labels.last() {
                Some(_) => format!("<span class=\"tag\" title=\"{}\">{words}</span>", escaped(&labels.join(", "))),
                None => words,
            };
            let words = if touching(shared, &(from..until)).iter().any(covers) {
                format!("<span class=\"shared\">{words}</span>")
            } else {
                words
            };
            let words = if touching(differing, &(from..until)).iter().any(covers) {
                format!("<mark>{words}</mark>")
            } else {
                words
            };
            text.push_str(&words);
            from = until;
        }
        text
    }

    /// Returns the tags that touch `bytes`, outer before inner, each with its label.
    fn tags(&self, document: &Document, bytes: &Range<usize>) -> Vec<(Range<usize>, String)> {
        let Some(set) = &self.set else { return Vec::new() };
        let mut tags = Vec::new();
        for record in set.touching(document.id(), bytes) {
            let (spans, label): (Vec<_>, &str) = match record {
                Record::Mention(mention) => (vec![&mention.span], &mention.label),
                Record::Attribution(one) => (one.cues.iter().collect(), "cue"),
                _ => continue,
            };
            let pieces = spans.into_iter().flat_map(|span| span.pieces().map(Fragment::bytes).collect::<Vec<_>>());
            tags.extend(pieces.map(|piece| (piece, label.to_owned())));
        }
        tags
    }
}

/// What the marks of the page mean.
const LEGEND: &str = "<p class=\"legend\"><span class=\"shared\">words in both</span> · <mark>what differs</mark> · \
<span class=\"tag\">tagged</span> · “no counterpart found” says no more than that.</p>\n";

/// Returns those of `ranges`, which are in order and share no byte, that touch `bytes`.
fn touching<'r>(ranges: &'r [Range<usize>], bytes: &Range<usize>) -> &'r [Range<usize>] {
    let from = ranges.partition_point(|range| range.end <= bytes.start);
    let to = ranges.partition_point(|range| range.start < bytes.end);
    ranges.get(from..to).unwrap_or_default()
}

/// Returns `text` as a page takes it, fit to be shown; the ends of its lines are blanks.
fn escaped(text: &str) -> Cow<'_, str> {
    let text = if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(shown(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")).into_owned())
    } else {
        shown(text)
    };
    if text.contains(['&', '<', '>', '"']) {
        let plain = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        return Cow::Owned(plain);
    }
    Cow::Owned(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_lines_are_blanks_and_what_commands_is_shown() {
        assert_eq!(escaped("holds,\r\nand\nno\tone <b> & \"so\""), "holds, and no one &lt;b&gt; &amp; &quot;so&quot;");
        assert!(!escaped("a\u{1b}[2J").contains('\u{1b}'));
    }

    #[test]
    fn only_the_passages_that_touch_a_sentence_are_looked_at() {
        let ranges = [0..4, 6..9, 9..12];
        assert_eq!(touching(&ranges, &(4..6)), &[] as &[Range<usize>]);
        assert_eq!(touching(&ranges, &(3..10)), &ranges);
        assert_eq!(touching(&ranges, &(9..10)), &ranges[2..]);
    }
}
