//! The table that comes with the program: countries and larger towns, from the data of `GeoNames`.
//!
//! `docs/places.md` says what is in it, and `assets/places` how it was made.

use std::sync::LazyLock;

use super::{Entry, Gazetteer};

/// Read at the first use, never at the start.
static BUNDLED: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::of(TABLE.lines().filter_map(entry)).unwrap_or_default());

const TABLE: &str = include_str!("../../../assets/places/places.tsv");

/// Returns the bundled places.
#[must_use]
pub fn bundled() -> &'static Gazetteer {
    &BUNDLED
}

fn entry(line: &str) -> Option<Entry<'_>> {
    let mut columns = line.split('\t');
    let mut next = || columns.next();
    let (id, name, others, latitude, longitude) = (next()?.parse().ok()?, next()?, next()?, next()?, next()?);
    let (code, country, inhabitants) = (next()?, next()?, next()?.parse().ok()?);
    let location = latitude.parse().ok().zip(longitude.parse().ok());
    Some(Entry { id, name, others, location, code, country, inhabitants })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_place() {
        let places: Vec<Entry> = TABLE.lines().filter_map(entry).collect();
        assert_eq!(places.len(), TABLE.lines().count());
        assert!(places.windows(2).all(|pair| pair[0].id < pair[1].id), "sorted, none twice");
        let is_whole = |place: &Entry| place.location.is_some() || place.code == "PCLI";
        assert!(places.iter().all(is_whole), "only countries are without coordinates");
        assert!(TABLE.len() < 1_500_000, "{} bytes are a third of the program", TABLE.len());
    }
}
