//! The main table of `GeoNames`: 19 columns parted by tabs, one place a line, as their files of countries and cities have it.

use super::{Entry, Gazetteer};

/// The columns, in their order.
const COLUMNS: [&str; 19] = [
    "id",
    "name",
    "ascii name",
    "alternate names",
    "latitude",
    "longitude",
    "feature class",
    "feature code",
    "country",
    "other countries",
    "admin1",
    "admin2",
    "admin3",
    "admin4",
    "population",
    "elevation",
    "terrain",
    "time zone",
    "changed",
];

/// Why a file is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A line is not UTF-8.
    #[error("line {line} is not UTF-8")]
    Encoding {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line has more or fewer columns.
    #[error("line {line} has {found} columns; the main table of GeoNames has 19, parted by tabs")]
    Columns {
        /// The line, counted from 1.
        line: usize,
        /// How many columns it has.
        found: usize,
    },
    /// A value is not what its column holds.
    #[error("line {line}, column {column} ({name}): `{value}` is {wrong}")]
    Value {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What the column holds.
        name: &'static str,
        /// What stands there, cut where it is long.
        value: String,
        /// What is wrong with it.
        wrong: &'static str,
    },
    /// There is no place in it.
    #[error("there is no place in it")]
    Empty,
    /// It is too large to be kept in memory.
    #[error("it has more names than can be kept; take the table of a country or of cities")]
    TooLarge,
}

/// Returns the places of `table`.
pub(super) fn read(table: &[u8]) -> Result<Gazetteer, TableError> {
    let table = table.strip_prefix(b"\xef\xbb\xbf").unwrap_or(table);
    let mut wrong = None;
    let lines = table.split(|byte| *byte == b'\n').enumerate();
    let lines = lines.map(|(at, line)| (at + 1, line.strip_suffix(b"\r").unwrap_or(line)));
    let mut entries = lines.filter(|(_, line)| !line.is_empty()).map(|(line, bytes)| {
        let text = std::str::from_utf8(bytes).ok().ok_or(TableError::Encoding { line })?;
        entry(line, text)
    });
    let read = Gazetteer::of(std::iter::from_fn(|| match entries.next()? {
        Ok(entry) => Some(entry),
        Err(error) => {
            wrong = Some(error);
            None
        }
    }));
    match (wrong, read) {
        (Some(error), _) => Err(error),
        (None, None) => Err(TableError::TooLarge),
        (None, Some(read)) if read.is_empty() => Err(TableError::Empty),
        (None, Some(read)) => Ok(read),
    }
}

fn entry(line: usize, text: &str) -> Result<Entry<'_>, TableError> {
    let columns: Vec<&str> = text.split('\t').collect();
    let [id, name, _, others, latitude, longitude, _, code, country, _, _, _, _, _, population, ..] = columns[..]
    else {
        return Err(TableError::Columns { line, found: columns.len() });
    };
    if columns.len() != COLUMNS.len() {
        return Err(TableError::Columns { line, found: columns.len() });
    }
    let wrong = |column: usize, wrong| {
        let value = columns.get(column).map_or(String::new(), |value| value.chars().take(40).collect());
        TableError::Value { line, column: column + 1, name: COLUMNS[column], value, wrong }
    };
    let degrees = |column: usize, text: &str, most: f64| {
        let degrees: f64 = text.parse().ok().ok_or_else(|| wrong(column, "no number of degrees"))?;
        if (-most..=most).contains(&degrees) { Ok(degrees) } else { Err(wrong(column, "not on the earth")) }
    };
    let location = (degrees(4, latitude, 90.0)?, degrees(5, longitude, 180.0)?);
    let id = id.parse().ok().ok_or_else(|| wrong(0, "no GeoNames number"))?;
    if name.trim().is_empty() {
        return Err(wrong(1, "no name"));
    }
    let population: u64 = if population.is_empty() {
        0
    } else {
        population.parse().ok().ok_or_else(|| wrong(14, "no number of people"))?
    };
    let inhabitants = u32::try_from(population).unwrap_or(u32::MAX);
    Ok(Entry { id, name, others, location: Some(location), code, country, inhabitants })
}
