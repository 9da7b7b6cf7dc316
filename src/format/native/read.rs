//! Reading a set file: strict, in one pass, each record converted as it comes.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::convert::{Documents, IntoRecord};
use super::head::{FIELDS, HEAD_FIELDS, Head, version, without_mark};
use super::locate::{self, Section, Wanted};
use super::{syntax, v1};
use crate::annotation::{DocumentInfo, EditError, Id, Record, Set, SetBuilder};
use crate::format::error::{Problem, ReadError};
use crate::text::Document;

/// Returns the head of the set file `text`. The annotations behind it are neither read nor checked.
///
/// # Errors
///
/// When the file is too large, is not a set, is of a newer format, or its head is damaged.
pub fn head(text: &str) -> Result<Head, ReadError> {
    version(text)?;
    let mut top = Top::head_only();
    parse(text, &mut top)?;
    Ok(top.head)
}

/// Returns the set that the file `text` holds, made against `documents`, left first.
///
/// # Errors
///
/// When the file is too large, is not a set, is of a newer format, is damaged, or does not fit the documents. The
/// error names line and column; nothing of the set is kept.
pub fn read(text: &str, documents: [&Document; 2]) -> Result<Set, ReadError> {
    version(text)?;
    let mut top = Top::whole(documents, text.len());
    parse(text, &mut top)?;
    let Some(load) = top.load else { return Err(Problem::NotASet.into()) };
    let mut set = load.builder.finish().map_err(|error| refused(text, &error))?;
    (set.name, set.schema, set.annotator) = (top.head.set, top.head.schema, top.head.annotator);
    Ok(set)
}

/// Reads `text` into `top`.
pub(super) fn parse(text: &str, top: &mut Top) -> Result<(), ReadError> {
    let text = without_mark(text);
    let error = match syntax::options().from_str_seed(text, &mut *top) {
        Ok(()) => return Ok(()),
        Err(_) if top.enough => return Ok(()),
        Err(error) => error,
    };
    if let Some(place) = locate::git_marker(text) {
        return Err(Problem::GitConflict.at(place));
    }
    // The records go before the file is looked at again.
    let Some(fault) = top.load.take().and_then(|load| load.fault) else {
        return Err(syntax::problem(&error));
    };
    let problem = match fault.problem {
        Trouble::Problem(problem) => problem,
        Trouble::Taken(id) => match locate::find(text, Wanted::Id(id)) {
            Some(first) => Problem::Conflict { id, first },
            None => Problem::Incomplete { id, reason: "its id is taken".to_owned() },
        },
    };
    Err(ReadError { problem, at: locate::find(text, Wanted::At(fault.section, fault.index)) })
}

/// Returns the error for records that do not hold together.
fn refused(text: &str, error: &EditError) -> ReadError {
    let (id, problem) = match *error {
        EditError::Dangling { id, by } => (by, Problem::Dangling { id, by }),
        EditError::Stale { id } | EditError::WrongId { id } | EditError::Referred { id, .. } => {
            (id, Problem::Incomplete { id, reason: error.to_string() })
        }
        EditError::Incomplete { id, reason } => (id, Problem::Incomplete { id, reason: reason.to_owned() }),
    };
    ReadError { problem, at: locate::find(without_mark(text), Wanted::Id(id)) }
}

/// What is read of a file, and how far.
pub(super) struct Top<'d> {
    pub head: Head,
    load: Option<Load<'d>>,
    /// Set when the head is read and no more is asked for.
    enough: bool,
    seen: Vec<Field>,
}

struct Load<'d> {
    documents: Documents<'d>,
    builder: SetBuilder,
    fault: Option<Fault>,
}

/// A record that reads as RON but cannot be entered.
struct Fault {
    section: Section,
    index: usize,
    problem: Trouble,
}

enum Trouble {
    Problem(Problem),
    /// Another record has the id.
    Taken(Id),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Format,
    Set,
    Schema,
    Annotator,
    Documents,
    Entities,
    Mentions,
    Attributions,
    Links,
    Decisions,
    Codes,
}

/// About how many bytes of a file one record takes.
const RECORD: usize = 160;

/// The most lines that the list of the two documents may have: one that a merge has doubled is read.
const MOST_DOCUMENTS: usize = 100;

/// Room is made for at most this many records before they are seen, whatever the size of the file says.
const MOST_ROOM: usize = 1 << 16;

impl<'d> Top<'d> {
    pub fn head_only() -> Self {
        Top { head: Head::default(), load: None, enough: false, seen: Vec::new() }
    }

    fn whole(documents: Documents<'d>, bytes: usize) -> Self {
        let mut builder = SetBuilder::new("", "", "");
        builder.make_room((bytes / RECORD).min(MOST_ROOM));
        let load = Load { documents, builder, fault: None };
        Top { load: Some(load), ..Top::head_only() }
    }

    fn value<'de, A: MapAccess<'de>>(&mut self, field: Field, map: &mut A) -> Result<(), A::Error> {
        match field {
            Field::Format => self.head.format = map.next_value()?,
            Field::Set => self.head.set = map.next_value::<v1::Text>()?.owned(),
            Field::Schema => self.head.schema = map.next_value::<v1::Text>()?.owned(),
            Field::Annotator => self.head.annotator = map.next_value::<v1::Text>()?.owned(),
            Field::Documents => self.documents(map)?,
            Field::Entities => self.records::<v1::Entity, A>(Section::Entities, map)?,
            Field::Mentions => self.records::<v1::Mention, A>(Section::Mentions, map)?,
            Field::Attributions => self.records::<v1::Attribution, A>(Section::Attributions, map)?,
            Field::Links => self.records::<v1::Link, A>(Section::Links, map)?,
            Field::Decisions => self.records::<v1::Decision, A>(Section::Decisions, map)?,
            Field::Codes => self.records::<v1::Code, A>(Section::Codes, map)?,
        }
        Ok(())
    }

    fn documents<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        let documents = map.next_value::<v1::List<v1::Document, MOST_DOCUMENTS>>()?.0;
        self.head.documents = documents.into_iter().map(DocumentInfo::from).collect();
        let Some(load) = &mut self.load else { return Ok(()) };
        for (index, info) in self.head.documents.iter().enumerate() {
            load.enter(Section::Documents, index, Ok(Record::Document(info.clone()))).map_err(de::Error::custom)?;
        }
        Ok(())
    }

    fn records<'de, T, A>(&mut self, section: Section, map: &mut A) -> Result<(), A::Error>
    where
        T: Deserialize<'de> + IntoRecord,
        A: MapAccess<'de>,
    {
        match &mut self.load {
            Some(load) => map.next_value_seed(Records { load, section, of: std::marker::PhantomData::<T> }),
            None => map.next_value::<IgnoredAny>().map(|_| ()),
        }
    }
}

impl Load<'_> {
    /// Enters a record, or keeps what is wrong with it and returns words that nobody reads.
    fn enter(&mut self, section: Section, index: usize, record: Result<Record, Problem>) -> Result<(), &'static str> {
        let problem = match record.map(|record| self.builder.enter(record)) {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(EditError::Stale { id })) => Trouble::Taken(id),
            Ok(Err(EditError::Incomplete { id, reason })) => {
                Trouble::Problem(Problem::Incomplete { id, reason: reason.to_owned() })
            }
            Ok(Err(other)) => Trouble::Problem(Problem::Syntax(other.to_string())),
            Err(problem) => Trouble::Problem(problem),
        };
        self.fault = Some(Fault { section, index, problem });
        Err("a record cannot be entered")
    }
}

impl<'de> DeserializeSeed<'de> for &mut Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("set", FIELDS, self)
    }
}

impl<'de> Visitor<'de> for &mut Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an annotation set")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key::<Field>()? {
            if self.seen.contains(&field) {
                return Err(de::Error::duplicate_field(FIELDS[field as usize]));
            }
            self.value(field, &mut map)?;
            self.seen.push(field);
            let head = self.seen.iter().filter(|&&field| (field as usize) < HEAD_FIELDS).count();
            if self.load.is_none() && head == HEAD_FIELDS {
                self.enough = true;
                return Err(de::Error::custom("the head is enough"));
            }
        }
        match (0..HEAD_FIELDS).find(|&at| !self.seen.iter().any(|&field| field as usize == at)) {
            Some(missing) => Err(de::Error::missing_field(FIELDS[missing])),
            None => Ok(()),
        }
    }
}

/// One list of records.
struct Records<'l, 'd, T> {
    load: &'l mut Load<'d>,
    section: Section,
    of: std::marker::PhantomData<T>,
}

impl<'de, T: Deserialize<'de> + IntoRecord> DeserializeSeed<'de> for Records<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de> + IntoRecord> Visitor<'de> for Records<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(record) = list.next_element::<T>()? {
            let record = record.into_record(self.load.documents);
            self.load.enter(self.section, index, record).map_err(de::Error::custom)?;
            index += 1;
        }
        Ok(())
    }
}
