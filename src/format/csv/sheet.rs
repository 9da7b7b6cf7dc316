//! One table while it is declared and written: each column is a name and how its cell is got from a row.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::schema::AppliesTo;
use crate::annotation::{How, Provenance, Timestamp};
use crate::format::export::{OutFile, Source};
use crate::format::moment;
use crate::format::piece::Piece;
use crate::text::{DocId, Span};

type Cell<'a, R> = Box<dyn Fn(&R) -> Cow<'a, str> + 'a>;

/// A table of rows made from `R`.
pub(super) struct Sheet<'a, R> {
    name: &'static str,
    columns: Vec<(Cow<'a, str>, Cell<'a, R>)>,
}

const INVARIANT: &str = "a Vec takes all that is written, and every row has a cell for each column";

impl<'a, R: 'a> Sheet<'a, R> {
    /// Returns a table with the column that names the set.
    pub fn new(name: &'static str, source: &Source<'a>) -> Self {
        let set = source.set.name.as_str();
        Sheet { name, columns: Vec::new() }.column("set", move |_| set)
    }

    pub fn column<C: Into<Cow<'a, str>>>(mut self, name: &'a str, cell: impl Fn(&R) -> C + 'a) -> Self {
        self.columns.push((Cow::Borrowed(name), Box::new(move |row| cell(row).into())));
        self
    }

    /// Adds a column for each attribute that such records may carry or do carry: those of the schema in its order,
    /// then others by name.
    pub fn attributes(
        mut self,
        source: &Source<'a>,
        on: fn(&AppliesTo) -> bool,
        rows: &[R],
        get: impl Fn(&R) -> &'a BTreeMap<String, String> + Copy + 'a,
    ) -> Self {
        let of_schema = source.schema.attributes.iter().filter(|attribute| on(&attribute.on));
        let mut names: Vec<&'a str> = Vec::new();
        for attribute in of_schema {
            if !names.contains(&attribute.name.as_str()) {
                names.push(&attribute.name);
            }
        }
        let found: BTreeSet<&'a str> = rows.iter().flat_map(|row| get(row).keys()).map(String::as_str).collect();
        let others: Vec<&'a str> = found.into_iter().filter(|name| !names.contains(name)).collect();
        for name in names.into_iter().chain(others) {
            let cell = move |row: &R| Cow::Borrowed(get(row).get(name).map_or("", String::as_str));
            self.columns.push((Cow::Owned(format!("attribute_{name}")), Box::new(cell)));
        }
        self
    }

    /// Adds the columns on where a record comes from.
    pub fn origin(self, get: impl Fn(&R) -> &'a Provenance + Copy + 'a) -> Self {
        let on = move |row: &R| match get(row).on {
            unknown if unknown == Timestamp::default() => String::new(),
            known => moment::text(known),
        };
        let imported_from = move |row: &R| match &get(row).how {
            How::Imported(from) => from.as_str(),
            How::Seen | How::AllAlike | How::Curated => "",
        };
        self.column("by", move |row| get(row).by.as_str())
            .column("on", on)
            .column("how", move |row| get(row).how.word())
            .column("imported_from", imported_from)
    }

    /// Adds the columns of one fragment of a span.
    pub fn place(self, get: impl Fn(&R) -> Option<Place<'a>> + Copy + 'a) -> Self {
        let number = move |pick: fn(Place<'a>) -> usize| {
            move |row: &R| get(row).map_or_else(String::new, |place| pick(place).to_string())
        };
        self.column("doc", move |row| get(row).map_or("", |place| place.doc.as_str()))
            .column("fragment", number(|place| place.number))
            .column("fragments", number(|place| place.of))
            .column("start", number(|place| place.piece.start))
            .column("end", number(|place| place.piece.end))
            .column("text", move |row| get(row).map_or("", |place| place.piece.text))
    }

    /// Returns the file with `rows`.
    pub fn write(self, rows: impl IntoIterator<Item = R>) -> OutFile {
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(self.columns.iter().map(|(name, _)| name.as_bytes())).expect(INVARIANT);
        for row in rows {
            let cells = self.columns.iter().map(|(_, cell)| cell(&row));
            for cell in cells {
                writer.write_field(cell.as_bytes()).expect(INVARIANT);
            }
            writer.write_record(None::<&[u8]>).expect(INVARIANT);
        }
        OutFile { name: format!("{}.csv", self.name), bytes: writer.into_inner().expect(INVARIANT) }
    }
}

/// One fragment of a span.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    doc: DocId,
    /// Its number in the order of display, counted from 1.
    number: usize,
    /// How many the span has.
    of: usize,
    piece: Piece<'a>,
}

impl<'a> Place<'a> {
    /// Returns the fragments of `span`, or one `None` where there is no span, so that its row is there.
    pub fn all(source: &Source<'a>, span: Option<&Span>) -> Vec<Option<Self>> {
        let Some(span) = span else { return vec![None] };
        let pieces = Piece::all(source.documents, span);
        let of = pieces.len();
        let place = |(at, piece)| Some(Place { doc: span.doc(), number: at + 1, of, piece });
        pieces.into_iter().enumerate().map(place).collect()
    }

    /// Returns each of `records` once for each fragment of its span.
    pub fn beside<T>(
        source: &Source<'a>,
        records: Vec<&'a T>,
        span: fn(&T) -> Option<&Span>,
    ) -> Vec<(&'a T, Option<Self>)> {
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.extend(Place::all(source, span(record)).into_iter().map(|place| (record, place)));
        }
        rows
    }
}

/// Returns several values as one cell: `|` between them, `\` before a `|` or `\` in one of them.
pub(super) fn join(values: &[String]) -> String {
    let escaped: Vec<String> = values.iter().map(|value| value.replace('\\', "\\\\").replace('|', "\\|")).collect();
    escaped.join("|")
}
