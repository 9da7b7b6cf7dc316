//! Counts as the rows of one table, for the screen and for spreadsheets.

use super::{Sides, Stats};

/// One row: what is counted, of which value, where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What is counted: `mentions`, `attributions by role`.
    pub measure: String,
    /// Of what: a label, a name, the value of an attribute; empty for all.
    pub value: String,
    /// How many there are in the left document and in the right one, where that can be said.
    pub sides: Option<Sides>,
    /// How many are in both, where that can be said.
    pub both: Option<usize>,
    /// How many there are in all, where that is not what both documents have together.
    pub all: Option<usize>,
}

impl Row {
    fn of(measure: &str, value: &str, sides: Sides) -> Self {
        Row { measure: measure.to_owned(), value: value.to_owned(), sides: Some(sides), ..Row::default() }
    }

    fn whole(measure: &str, value: &str, all: usize) -> Self {
        Row { measure: measure.to_owned(), value: value.to_owned(), all: Some(all), ..Row::default() }
    }
}

impl Stats {
    /// Returns all counts as rows, those of one measure one after the other.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = vec![Row::of("characters", "", self.characters)];
        rows.extend(self.labels.iter().map(|label| Row::of("mentions", &label.label, label.mentions)));
        rows.extend(self.labels.iter().map(|label| Row {
            both: Some(label.strings_in_both),
            ..Row::of("different strings", &label.label, label.strings)
        }));
        rows.push(Row {
            both: Some(self.entities.in_both),
            all: Some(self.entities.count),
            ..Row::of("entities", "", self.entities.mentioned)
        });
        let said = &self.attributions;
        rows.push(Row::of("attributions", "", said.count));
        rows.extend(said.sources.iter().map(|row| Row::of("attributions by source", &row.source, row.attributions)));
        for (name, values) in &said.attributes {
            let measure = format!("attributions by {name}");
            rows.extend(values.iter().map(|(value, sides)| Row::of(&measure, value, *sides)));
        }
        let parts = [
            ("without source", said.without_source),
            ("without cue", said.without_cue),
            ("without content", said.without_content),
            ("split", said.split),
            ("nested", said.nested),
            ("going on", said.continuing),
            ("drafts", said.drafts),
            ("disputed", said.disputed),
        ];
        rows.extend(
            parts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(word, count)| Row::whole("attributions by shape", word, count)),
        );
        rows.push(Row::whole("links", "same", self.links.same));
        for (word, count) in &self.links.differs {
            rows.push(Row::whole("links", &format!("differs in {word}"), *count));
        }
        rows.push(Row::whole("links", "contradicts", self.links.contradicts));
        for kind in ["decision", "code"] {
            rows.push(Row::whole("other records", kind, self.records.get(kind).copied().unwrap_or(0)));
        }
        rows.push(Row::whole("other records", "doubtful", self.doubtful));
        rows.push(Row::whole("other records", "with a note", self.noted));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::stats::{EntityStats, LabelStats};

    #[test]
    fn each_count_has_one_row_and_measures_stay_together() {
        let one = Sides { a: 2, b: 1 };
        let label = LabelStats { label: "place".to_owned(), mentions: one, strings: one, strings_in_both: 1 };
        let entities = EntityStats { count: 4, mentioned: one, in_both: 1 };
        let stats = Stats { labels: vec![label], entities, doubtful: 3, ..Stats::default() };
        let rows = stats.rows();
        let words = |row: &Row| format!("{} {} {:?} {:?}", row.measure, row.value, row.both, row.all);
        let found: Vec<String> = rows.iter().map(words).collect();
        assert!(found.contains(&"different strings place Some(1) None".to_owned()), "{found:?}");
        assert!(found.contains(&"entities  Some(1) Some(4)".to_owned()), "{found:?}");
        assert!(found.contains(&"other records doubtful None Some(3)".to_owned()), "{found:?}");
        let mut measures: Vec<&str> = rows.iter().map(|row| row.measure.as_str()).collect();
        measures.dedup();
        let runs = measures.len();
        measures.sort_unstable();
        measures.dedup();
        assert_eq!(measures.len(), runs);
    }
}
