//! Exports of a set with every kind of record, held against whole expected files.
//!
//! `DIPTYCH_BLESS=1` writes the expected files anew, for a person to read the difference.

use std::path::{Path, PathBuf};

use diptych::annotation::Set;
use diptych::format::{self, Export, native, schema};
use diptych::text::{DocId, Document};

const LEFT: &str = "😊 “The city fell,” Ehsan Niro said on Saturday,\r\n“without a fight”.\r\n\
                    The e\u{301}lite guard of Şıbırğan fled, he added.\r\n";
const RIGHT: &str = "KABUL: Officials in Kabul\tdenied it; “nonsense,” they told “AFP”.\n\
                     喀布尔 بيان 👩‍👧‍👦 =2+2\n";
const SET: &str = include_str!("../data/formats/pair.ron");

fn documents() -> [Document; 2] {
    [Document::new(DocId::A, LEFT.to_owned()), Document::new(DocId::B, RIGHT.to_owned())]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn set(documents: &[Document; 2]) -> Set {
    native::read(SET, [&documents[0], &documents[1]]).unwrap_or_else(|error| panic!("pair.ron: {error}"))
}

fn exported(format: &str) -> Export {
    let documents = documents();
    let schema = schema::bundled("news").expect("bundled");
    let format = format::find(format).expect("a format");
    format::export(format, &set(&documents), [&documents[0], &documents[1]], &schema)
}

/// Holds every file of an export against the one of its name.
fn as_expected(format: &str) -> Export {
    let export = exported(format);
    for file in &export.files {
        let path = folder().join(&file.name);
        if std::env::var_os("DIPTYCH_BLESS").is_some() {
            std::fs::write(&path, &file.bytes).expect("the folder of the test can be written");
        }
        let expected = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (expected, found) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(&file.bytes));
        let differs = expected.split('\n').zip(found.split('\n')).position(|(expected, found)| expected != found);
        let line = differs.map_or_else(String::new, |line| format!(", first in line {}", line + 1));
        assert!(expected == found, "{} differs from what is expected{line}:\n{found}", file.name);
    }
    export
}

#[test]
fn the_set_itself_is_written_as_it_was_read() {
    let documents = documents();
    assert_eq!(native::write(&set(&documents), [&documents[0], &documents[1]]), SET);
    let export = exported("ron");
    assert_eq!(export.files.len(), 1);
    assert_eq!((export.files[0].name.as_str(), export.files[0].bytes.as_slice()), ("every-kind.ron", SET.as_bytes()));
}

#[test]
fn brat_files_are_as_expected_and_what_they_lose_is_told() {
    let export = as_expected("brat");
    let names: Vec<&str> = export.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["left.txt", "left.ann", "right.txt", "right.ann", "annotation.conf"]);
    assert_eq!(export.files[0].bytes, LEFT.as_bytes());
    assert_eq!(
        export.losses,
        [
            "2 spans over line ends or tabs: written in pieces without the line ends and tabs",
            "1 note of several lines: put on one line",
            "1 order of display of a split span: brat takes pieces that touch for an overlap when they stand against \
             the order of the text",
            "1 value of an attribute: written with _ for blanks and other signs",
            "2 parties that are entities without words here: written as a note",
            "1 link of more than two members: written as relations from one member to the next",
            "1 span of line ends alone: brat has no line ends in spans",
            "1 attribution without words in the text: an event in brat needs a trigger",
            "1 link: brat has no link across documents",
            "1 link to what is no mention, attribution or passage: brat has no such annotation",
            "3 decisions: brat has no place for them",
            "2 codes: brat has no annotation of a whole document",
            "1 outside id without a `:`: a reference in brat is of the form resource:id",
            "2 entities with aliases, coordinates, attributes or a note: a reference in brat has an id and a name",
            "1 entity without a mention: brat knows what stands in the text",
            "2 names of labels or attributes: brat takes letters, digits, - and _"
        ]
    );
}

#[test]
fn tables_are_as_expected() {
    let export = as_expected("csv");
    let names: Vec<&str> = export.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "documents.csv",
            "entities.csv",
            "mentions.csv",
            "attributions.csv",
            "attribution_parts.csv",
            "links.csv",
            "link_members.csv",
            "decisions.csv",
            "codes.csv"
        ]
    );
    assert!(export.losses.is_empty());
    let page = include_str!("../../docs/exports.md");
    assert!(names.iter().all(|name| page.contains(&format!("| `{name}` |"))), "docs/exports.md names every table");
}

#[test]
fn json_lines_are_as_expected() {
    let export = as_expected("jsonl");
    assert_eq!(export.files.len(), 1);
    assert!(export.losses.is_empty());
}
