//! `diptych stats`: counts over a set as a table for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::annotation::Stats;
use crate::annotation::stats::Sides;
use crate::text::display::shown;
use unicode_width::UnicodeWidthStr;

/// Writes `stats` as a table.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    writeln!(out, "set         {}", shown(&stats.set))?;
    writeln!(out, "annotator   {}", shown(&stats.annotator))?;
    writeln!(out, "characters  A {}, B {}", stats.characters.a, stats.characters.b)?;
    labels(out, stats)?;
    attributions(out, stats)?;
    let links = &stats.links;
    let number = |kind: &str| stats.records.get(kind).copied().unwrap_or(0);
    writeln!(out)?;
    let entities = &stats.entities;
    let Sides { a, b } = entities.mentioned;
    writeln!(out, "entities      {}: in A {a}, in B {b}, in both {}", entities.count, entities.in_both)?;
    let differs = sum(&links.differs);
    let kinds = if differs == 0 { String::new() } else { format!(" ({})", counted(&links.differs)) };
    writeln!(
        out,
        "links         {}: same {}, differs {differs}{kinds}, contradicts {}",
        number("link"),
        links.same,
        links.contradicts
    )?;
    writeln!(out, "decisions     {}", number("decision"))?;
    writeln!(out, "codes         {}", number("code"))?;
    writeln!(out, "doubtful      {}", stats.doubtful)?;
    writeln!(out, "with a note   {}", stats.noted)
}

fn labels(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    let words: Vec<_> = stats.labels.iter().map(|row| shown(&row.label)).collect();
    let width = words.iter().map(|word| word.chars().count()).chain(["mentions".len()]).max().unwrap_or(0);
    writeln!(out, "\n{:width$}      A      B   strings in A  in B  in both", "mentions")?;
    for (word, row) in words.iter().zip(&stats.labels) {
        let (mentions, strings) = (row.mentions, row.strings);
        writeln!(
            out,
            "{word:width$} {:>6} {:>6} {:>14} {:>5} {:>8}",
            mentions.a, mentions.b, strings.a, strings.b, row.strings_in_both
        )?;
    }
    let total = stats
        .labels
        .iter()
        .fold(Sides::default(), |sum, row| Sides { a: sum.a + row.mentions.a, b: sum.b + row.mentions.b });
    writeln!(out, "{:width$} {:>6} {:>6}", "all", total.a, total.b)
}

fn attributions(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    let all = &stats.attributions;
    writeln!(out, "\nattributions  {}: A {}, B {}", all.count.total(), all.count.a, all.count.b)?;
    if all.count.total() == 0 {
        return Ok(());
    }
    for (words, number) in [
        ("without source", all.without_source),
        ("without cue", all.without_cue),
        ("without content", all.without_content),
        ("split", all.split),
        ("nested", all.nested),
        ("going on", all.continuing),
        ("drafts", all.drafts),
        ("disputed", all.disputed),
    ] {
        if number > 0 {
            writeln!(out, "  {words:15} {number:>4}")?;
        }
    }
    let sources = all.sources.iter().map(|row| (row.source.as_str(), row.attributions)).collect();
    by(out, "source", sources)?;
    for (name, values) in &all.attributes {
        by(out, name, values.iter().map(|(value, sides)| (value.as_str(), *sides)).collect())?;
    }
    Ok(())
}

/// Writes how many attributions of each value there are in each article.
fn by(out: &mut dyn Write, name: &str, values: Vec<(&str, Sides)>) -> io::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let head = format!("by {}", shown(name));
    let words: Vec<_> = values.iter().map(|(value, _)| shown(value)).collect();
    let width = words.iter().map(|word| word.width()).chain([head.width()]).max().unwrap_or(0);
    writeln!(out, "\n  {head}{:1$}      A      B", "", width - head.width())?;
    for (word, (_, Sides { a, b })) in words.iter().zip(values) {
        writeln!(out, "  {word}{:1$} {a:>6} {b:>6}", "", width - word.width())?;
    }
    Ok(())
}

/// Writes `stats` as a CSV table, one row a count.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write_csv(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(["set", "measure", "value", "a", "b", "both", "all"])?;
    let cell = |count: Option<usize>| count.map_or_else(String::new, |count| count.to_string());
    for row in stats.rows() {
        let (a, b) = (row.sides.map(|sides| sides.a), row.sides.map(|sides| sides.b));
        let all = row.all.or(row.sides.map(Sides::total));
        let counts = [a, b, row.both, all].map(cell);
        table.write_record([&stats.set, &row.measure, &row.value].into_iter().chain(&counts))?;
    }
    table.flush()
}

fn sum(counts: &BTreeMap<String, usize>) -> usize {
    counts.values().sum()
}

/// Returns `counts` as `place 2, number 1`, the most frequent first.
fn counted(counts: &BTreeMap<String, usize>) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
    counts.iter().map(|(word, number)| format!("{} {number}", shown(word))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_set_prints_a_table_without_rows() {
        let stats = Stats { set: "a--b".to_owned(), annotator: "mk\x1b".to_owned(), ..Stats::default() };
        let mut out = Vec::new();
        write_text(&mut out, &stats).expect("memory takes all");
        let text = String::from_utf8(out).expect("text");
        assert!(text.contains("\nattributions  0: A 0, B 0\n") && text.contains("links         0: same 0"), "{text}");
        assert!(!text.contains('\x1b'), "{text:?}");
    }

    #[test]
    fn counts_are_listed_from_the_most_frequent() {
        let counts = BTreeMap::from([("direct".to_owned(), 2), ("indirect".to_owned(), 7), ("mixed".to_owned(), 2)]);
        assert_eq!(counted(&counts), "indirect 7, direct 2, mixed 2");
    }
}
