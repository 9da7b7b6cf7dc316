//! The pages on files and the program say the same: their examples, their fields, their words.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{self, Visitor};

use crate::annotation::schema::{Attribute, AttributeValue, Label, Schema, Variable, Wash};
use crate::format::native::{decode_operation, encode_operation, read, v1, write};
use crate::text::{DocId, Document};

const PAGE: &str = include_str!("../../../../docs/format.md");

/// The fenced blocks of the page in one language, without their fences.
fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    PAGE.split(opening.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

fn documents() -> [Document; 2] {
    let [left, right] = blocks("text")[..] else { panic!("the page shows two articles") };
    [Document::new(DocId::A, left.to_owned()), Document::new(DocId::B, right.to_owned())]
}

#[test]
fn the_example_is_a_set_as_the_program_writes_it() {
    let [left, right] = documents();
    let set = read(blocks("ron")[0], [&left, &right]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(write(&set, [&left, &right]), blocks("ron")[0]);
    for document in [&left, &right] {
        let info = set.document(document.id()).expect("the example has both");
        assert_eq!(info.characters, document.index().chars());
        assert_eq!(info.sha256, crate::text::fingerprint::sha256(document.text()));
    }
}

#[test]
fn the_example_of_an_operation_reads_and_is_written_so() {
    let [left, right] = documents();
    let line = blocks("ron")[1].trim_end();
    let operation = decode_operation(line, [&left, &right]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(encode_operation(&operation, [&left, &right]), line);
}

/// Asks a type for the names of its fields or words, and gives no value.
struct Names<'n>(&'n mut Vec<&'static str>);

impl<'de> de::Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("names only"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(fields);
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(variants);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

fn names<T: Deserialize<'static> + fmt::Debug>() -> Vec<&'static str> {
    let mut names = Vec::new();
    assert!(T::deserialize(Names(&mut names)).is_err());
    assert!(!names.is_empty());
    names
}

/// The fields that a page lists, by the heading above the table.
fn listed(page: &'static str) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut heading = "";
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            heading = title;
        }
        let Some(cell) = line.strip_prefix("| `").and_then(|rest| rest.split(" | ").next()) else { continue };
        tables.entry(heading).or_default().extend(cell.trim_end_matches('`').split("` `"));
    }
    tables
}

#[test]
fn every_field_is_described_in_its_order() {
    let listed = listed(PAGE);
    assert_eq!(listed["The file"], crate::format::native::head::FIELDS);
    assert_eq!(listed["document"], names::<v1::Document>());
    assert_eq!(listed["entity"], names::<v1::Entity>());
    assert_eq!(listed["mention"], names::<v1::Mention>());
    assert_eq!(listed["attribution"], names::<v1::Attribution>());
    assert_eq!(listed["party"], names::<v1::Party>());
    assert_eq!(listed["link"], names::<v1::Link>());
    assert_eq!(listed["decision"], names::<v1::Decision>());
    assert_eq!(listed["code"], names::<v1::Code>());
    assert_eq!(listed["operation"], names::<v1::Operation>());
    assert_eq!(listed["edit"], names::<v1::Edit>());
    assert_eq!(listed["Where a record comes from"], ["by", "on", "how"]);
}

#[test]
fn every_word_is_described() {
    let words = [
        names::<v1::Doc>(),
        names::<v1::How>(),
        names::<v1::State>(),
        names::<v1::LinkKind>(),
        names::<v1::Difference>(),
        names::<v1::Member>(),
        names::<v1::About>(),
        names::<v1::OperationKind>(),
    ];
    for word in words.into_iter().flatten() {
        let described = [format!("`{word}`"), format!("`{word}(")];
        assert!(described.iter().any(|form| PAGE.contains(form.as_str())), "{word}");
    }
}

#[test]
fn the_page_on_schemas_describes_every_field_and_wash() {
    const SCHEMAS: &str = include_str!("../../../../docs/schema.md");
    let listed = listed(SCHEMAS);
    assert_eq!(listed["The file"], names::<Schema>());
    assert_eq!(listed["label"], names::<Label>());
    assert_eq!(listed["attribute"], names::<Attribute>());
    assert_eq!(listed["value"], names::<AttributeValue>());
    assert_eq!(listed["variable"], names::<Variable>());
    for wash in names::<Wash>() {
        assert!(SCHEMAS.contains(&format!("`{wash}`")), "{wash}");
    }
}
