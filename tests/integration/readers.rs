//! Exports read back by programs that nobody here wrote, and compared with the set, fragment by fragment.
//!
//! `DIPTYCH_READERS_PYTHON` names a Python that has their libraries; the readers lie beside the repository. Without
//! one of both the tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use diptych::annotation::{Attribution, Id, IdSource, Mention, Party, Provenance, Record, Set, SetBuilder};
use diptych::format::{self, schema};
use diptych::text::{DocId, Document, Fragment, Span};

/// What a reader says: document, first character, character after the last, label, text.
type Row = (String, usize, usize, String, String);

const NASTY: &str = "😊 “The city fell,” Ehsan Niro said,\r\n“without a fight”.\r\nThe e\u{301}lite of Şıbırğan\tfled — \
                     喀布尔 بيان प्रदर्शन 👩‍👧‍👦🏳️‍🌈 =2+2, x;y|z \\ 'q' \u{a0}end\r\n\r\n";

fn reader(script: &str) -> Option<(PathBuf, PathBuf)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/readers").join(script);
    let Some(python) = std::env::var_os("DIPTYCH_READERS_PYTHON") else {
        eprintln!("skipped: DIPTYCH_READERS_PYTHON names no Python with the readers' libraries");
        return None;
    };
    if !script.is_file() {
        eprintln!("skipped: there is no {}", script.display());
        return None;
    }
    Some((python.into(), script))
}

fn documents() -> [Document; 2] {
    [Document::new(DocId::A, NASTY.repeat(4)), Document::new(DocId::B, format!("B: {}", NASTY.repeat(3)))]
}

/// A set of many mentions at places without any order: nested, overlapping, split in two and three, the same twice.
fn set(documents: &[Document; 2]) -> Set {
    let mut builder = SetBuilder::new("many", "news", "mk");
    let mut ids = IdSource::new(11);
    let mut dice = 7_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).expect("31 bits") % sides
    };
    for _ in 0..1500 {
        let document = &documents[roll(2)];
        let mut borders: Vec<usize> =
            (0..2 * (1 + roll(3))).map(|_| document.char_floor(roll(document.len() + 1))).collect();
        borders.sort_unstable();
        borders.dedup();
        let pieces: Vec<Fragment> =
            borders.chunks_exact(2).map(|pair| document.fragment(pair[0]..pair[1]).expect("on borders")).collect();
        let Ok(span) = Span::from_pieces(document.id(), &pieces) else { continue };
        let label = ["person", "place", "organization"][roll(3)];
        let mention = Mention::new(ids.next(|_: Id| false), span, label, Provenance::default());
        builder.enter(Record::Mention(mention)).expect("whole and new");
    }
    builder.finish().expect("fits together")
}

/// The fragments of all mentions, cut at what `breaks`, in the words of a reader, counted.
fn expected(set: &Set, documents: &[Document; 2], names: [&str; 2], breaks: &[char]) -> BTreeMap<Row, usize> {
    let mut rows = BTreeMap::new();
    for mention in set.mentions() {
        let doc = mention.span.doc().index();
        let characters: Vec<char> = documents[doc].text().chars().collect();
        for piece in mention.span.fragments() {
            let start = documents[doc].chars_before(piece.start());
            let covered = &characters[start..documents[doc].chars_before(piece.end())];
            let mut from = start;
            for part in covered.split(|character| breaks.contains(character)) {
                let (text, to): (String, usize) = (part.iter().collect(), from + part.len());
                if !part.is_empty() {
                    *rows.entry((names[doc].to_owned(), from, to, mention.label.clone(), text)).or_default() += 1;
                }
                from = to + 1;
            }
        }
    }
    rows
}

/// Exports, reads back and returns the lines that the reader prints.
fn lines(
    format: &str,
    set: &Set,
    documents: &[Document; 2],
    script: &str,
    args: &[&str],
) -> Option<Vec<serde_json::Value>> {
    let (python, script) = reader(script)?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = schema::bundled("news").expect("bundled");
    let format = format::find(format).expect("a format");
    for file in format::export(format, set, [&documents[0], &documents[1]], &schema).files {
        std::fs::write(folder.path().join(&file.name), &file.bytes).expect("it takes files");
    }
    let output =
        Command::new(python).arg(script).args(args).current_dir(folder.path()).output().expect("the reader starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect())
}

fn place(line: &serde_json::Value) -> Option<(usize, usize)> {
    let number = |name: &str| line[name].as_u64().map(|place| usize::try_from(place).expect("small"));
    number("start").zip(number("end"))
}

/// Returns the rows with a place, counted.
fn counted(lines: &[serde_json::Value]) -> BTreeMap<Row, usize> {
    let mut rows = BTreeMap::new();
    for line in lines {
        let Some((start, end)) = place(line) else { continue };
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        *rows.entry((text("doc"), start, end, text("label"), text("text"))).or_default() += 1;
    }
    rows
}

fn compare(found: &BTreeMap<Row, usize>, expected: &BTreeMap<Row, usize>) {
    assert!(expected.len() > 1000, "{} rows are too few to say anything", expected.len());
    let missing: Vec<_> = expected.iter().filter(|(row, count)| found.get(row) != Some(count)).take(5).collect();
    assert!(missing.is_empty(), "not read back: {missing:#?}");
    let new: Vec<_> = found.iter().filter(|(row, count)| expected.get(row) != Some(count)).take(5).collect();
    assert!(new.is_empty(), "read back, but not in the set: {new:#?}");
}

#[test]
fn two_libraries_read_every_span_of_brat_files() {
    let documents = documents();
    let set = set(&documents);
    let expected = expected(&set, &documents, ["a", "b"], &['\r', '\n', '\t']);
    for option in [&[][..], &["--bioc"]] {
        let args: Vec<&str> = option.iter().copied().chain(["a.ann", "b.ann"]).collect();
        let Some(found) = lines("brat", &set, &documents, "read_brat.py", &args) else { return };
        compare(&counted(&found), &expected);
    }
}

#[test]
fn two_libraries_read_every_span_of_csv_tables() {
    let documents = documents();
    let set = set(&documents);
    let expected = expected(&set, &documents, ["a", "b"], &[]);
    for option in [&[][..], &["--duckdb"]] {
        let args: Vec<&str> = option.iter().copied().chain(["mentions.csv"]).collect();
        let Some(found) = lines("csv", &set, &documents, "read_table.py", &args) else { return };
        compare(&counted(&found), &expected);
    }
}

#[test]
fn a_library_reads_every_span_of_json_lines() {
    let documents = documents();
    let set = set(&documents);
    let mut extents = BTreeMap::new();
    for mention in set.mentions() {
        let doc = mention.span.doc();
        let document = &documents[doc.index()];
        let (start, end) = (mention.span.start(), mention.span.end());
        let text = document.text().get(start..end).expect("on borders").to_owned();
        let (start, end) = (document.chars_before(start), document.chars_before(end));
        *extents.entry((doc.to_string(), start, end, mention.label.clone(), text)).or_default() += 1;
    }
    let Some(found) = lines("jsonl", &set, &documents, "read_table.py", &["many.jsonl"]) else { return };
    compare(&counted(&found), &extents);
}

/// The Sheberghan pair with the attributions of its gold, and for each of them its roles with their places.
fn gold() -> Option<([Document; 2], Set, BTreeSet<Roles>)> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(gold) = std::fs::read_to_string(shared.join("gold/sheberghan.json")) else {
        eprintln!("skipped: there is no gold beside the repository");
        return None;
    };
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("the gold is JSON");
    let article = |doc: DocId| {
        let file = gold["documents"][doc.letter().to_string()]["file"].as_str().expect("a file");
        Document::new(doc, std::fs::read_to_string(shared.join(file)).expect("the article"))
    };
    let documents = DocId::BOTH.map(article);
    let mut builder = SetBuilder::new("gold", "news", "mk");
    let mut ids = IdSource::new(5);
    let mut wanted = BTreeSet::new();
    for entry in gold["attributions"].as_array().expect("a list") {
        let document = &documents[usize::from(entry["doc"] == "B")];
        let places = |role: &str| -> Vec<(usize, usize)> {
            let numbers = |pair: &serde_json::Value| serde_json::from_value(pair.clone()).expect("two numbers");
            entry[role].as_array().map_or_else(Vec::new, |places| places.iter().map(numbers).collect())
        };
        let spans = |role: &str| -> Vec<Span> {
            let byte = |character| document.byte_of_char(character).expect("inside the text");
            let piece = |&(start, end): &(usize, usize)| document.fragment(byte(start)..byte(end)).expect("not empty");
            let pieces: Vec<Fragment> = places(role).iter().map(piece).collect();
            Span::from_pieces(document.id(), &pieces).into_iter().collect()
        };
        let mut attribution = Attribution::empty(ids.next(|_| false), document.id(), Provenance::default());
        attribution.sources =
            spans("source").into_iter().map(|span| Party { span: Some(span), ..Party::default() }).collect();
        (attribution.cues, attribution.contents) = (spans("cue"), spans("content"));
        let names = [("Source", "source"), ("Cue", "cue"), ("Content", "content")];
        let roles = names.map(|(name, role)| (name.to_owned(), places(role))).into_iter();
        let roles: BTreeMap<String, Vec<(usize, usize)>> = roles.filter(|(_, places)| !places.is_empty()).collect();
        wanted.insert((document.id().to_string(), roles));
        builder.enter(Record::Attribution(attribution)).expect("whole and new");
    }
    Some((documents, builder.finish().expect("fits together"), wanted))
}

/// The document of an attribution, and the places of the pieces of each of its roles.
type Roles = (String, BTreeMap<String, Vec<(usize, usize)>>);

#[test]
fn a_library_reads_every_attribution_of_the_gold_as_an_event() {
    let Some((documents, set, wanted)) = gold() else { return };
    let Some(found) = lines("brat", &set, &documents, "read_brat.py", &["--bioc", "a.ann", "b.ann"]) else { return };
    let mut bound: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    for line in &found {
        if let Some(place) = place(line) {
            bound.entry((text(&line["doc"]), text(&line["id"]))).or_default().push(place);
        }
    }
    let events = found.iter().filter_map(|line| Some((text(&line["doc"]), line["extra"]["args"].as_object()?)));
    let roles = |(doc, args): (String, &serde_json::Map<String, serde_json::Value>)| {
        let role = |(role, id): (&String, &serde_json::Value)| (role.clone(), bound[&(doc.clone(), text(id))].clone());
        (doc.clone(), args.iter().map(role).collect())
    };
    let found: BTreeSet<Roles> = events.map(roles).collect();
    assert_eq!(found, wanted);
}
