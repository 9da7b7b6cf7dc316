//! What any export of any set must be: whole, well formed, and true to the documents.

mod merge;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::arbitrary::{self, documents};
use super::*;
use crate::annotation::RecordKind;

fn exported(name: &str, set: &Set) -> Export {
    let schema = schema::bundled("news").expect("bundled");
    export(find(name).expect("a format"), set, documents(), &schema)
}

fn text(export: &Export, at: usize) -> String {
    String::from_utf8(export.files[at].bytes.clone()).expect("exports are UTF-8")
}

fn characters(doc: usize) -> Vec<char> {
    documents()[doc].text().chars().collect()
}

#[test]
fn formats_have_names_and_files_of_their_own() {
    let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.len(), FORMATS.len());
    for format in FORMATS {
        assert_eq!(find(format.name).map(|found| found.name), Some(format.name));
        assert!(format.writes, "every format of the list is written");
        assert!(!format.sentence.is_empty() && !format.sentence.ends_with('.'), "{}", format.sentence);
        for extension in format.extensions {
            assert_eq!(find(extension).map(|found| found.name), Some(format.name), "{extension}");
        }
    }
    assert!(find("word").is_none());
}

#[test]
fn file_names_are_safe_everywhere() {
    for (name, safe) in [
        ("sheberghan-2021", "sheberghan-2021"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("", "set"),
        ("..", "set"),
        (".hidden", "hidden"),
        ("a b\u{202E}\n", "a_b__"),
        ("Şıbırğan", "Şıbırğan"),
    ] {
        assert_eq!(export::file_name(name), safe, "{name:?}");
    }
}

#[test]
fn an_empty_set_exports_too() {
    let set = Set::new("empty", "news", "mk");
    for format in FORMATS {
        let export = exported(format.name, &set);
        assert!(!export.files.is_empty(), "{}", format.name);
        assert!(export.losses.is_empty(), "{:?}", export.losses);
    }
}

/// Reads a brat file as strictly as its own server does, and holds every span against the document.
fn check_brat(text: &str, doc: usize) {
    let characters = characters(doc);
    let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
    let mut uses: Vec<(&str, Vec<String>)> = Vec::new();
    assert!(text.is_empty() || text.ends_with('\n'));
    for line in text.split_terminator('\n') {
        // What Python's `splitlines` takes for the end of a line; a reader of brat files may use it.
        let ends = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        assert!(!line.contains(ends) && line.matches('\t').count() <= 2, "{line:?}");
        let (id, rest) = line.split_once('\t').expect("an id and a tab");
        let (data, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let words: Vec<&str> = data.split(' ').collect();
        assert!(kinds.insert(id, words[0]).is_none(), "{id} stands twice");
        let of = |word: &str| word.split_once(':').map_or(word, |(_, id)| id).to_owned();
        match id.get(..1) {
            Some("T") => {
                let places = data.get(words[0].len() + 1..).expect("places");
                let mut pieces = Vec::new();
                for place in places.split(';') {
                    let (start, end) = place.split_once(' ').expect("two numbers");
                    let (start, end): (usize, usize) = (start.parse().expect("a number"), end.parse().expect("too"));
                    assert!(start < end && pieces.iter().all(|&(from, to)| end < from || start >= to), "{line}");
                    pieces.push((start, end));
                }
                let pieces: Vec<String> =
                    pieces.into_iter().map(|(start, end)| characters[start..end].iter().collect()).collect();
                assert_eq!(tail, pieces.join(" "));
            }
            Some("E") => uses.push((id, words.iter().map(|word| of(word)).collect())),
            Some("R") => {
                assert_eq!(words.len(), 3, "{line}");
                uses.push((id, words[1..].iter().map(|word| of(word)).collect()));
            }
            Some("A") => {
                assert!((2..=3).contains(&words.len()), "{line}");
                uses.push((id, vec![words[1].to_owned()]));
            }
            Some("N") => {
                assert!(words.len() == 3 && words[2].contains(':'), "{line}");
                uses.push((id, vec![words[1].to_owned()]));
            }
            Some("#") => uses.push((id, vec![words[1].to_owned()])),
            other => panic!("{other:?} begins no line of brat: {line}"),
        }
    }
    for (id, used) in uses {
        assert!(used.iter().all(|used| kinds.contains_key(used.as_str())), "{id} uses {used:?}\n{text}");
        if id.starts_with('E') {
            let trigger = kinds.get(used[0].as_str());
            assert_eq!(trigger, kinds[id].split(':').next().as_ref(), "a trigger has the type of its event");
        }
    }
}

fn csv_rows(file: &OutFile) -> Vec<BTreeMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(file.bytes.as_slice());
    reader.deserialize().map(|row| row.expect("a row with all its cells")).collect()
}

proptest! {
    // Making a set costs more than exporting it.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn brat_files_are_well_formed_and_say_what_the_documents_say(set in arbitrary::set()) {
        let export = exported("brat", &set);
        prop_assert_eq!(export.files.len(), 5);
        let names: BTreeSet<&str> = export.files.iter().map(|file| file.name.as_str()).collect();
        prop_assert_eq!(names.len(), 5);
        for doc in 0..2 {
            prop_assert!(text(&export, 2 * doc) == documents()[doc].text());
            check_brat(&text(&export, 2 * doc + 1), doc);
        }
    }

    #[test]
    fn tables_read_back_and_say_what_the_documents_say(set in arbitrary::set()) {
        let export = exported("csv", &set);
        for file in &export.files {
            for row in csv_rows(file) {
                let Some(start) = row.get("start").filter(|start| !start.is_empty()) else { continue };
                let doc = usize::from(row["doc"] == "b");
                let place = start.parse().expect("a number")..row["end"].parse().expect("a number");
                prop_assert_eq!(&characters(doc)[place].iter().collect::<String>(), &row["text"]);
            }
        }
        let count = |name: &str, id: &str| {
            let file = export.files.iter().find(|file| file.name == name).expect(name);
            csv_rows(file).iter().map(|row| row[id].clone()).collect::<BTreeSet<String>>().len()
        };
        prop_assert_eq!(count("mentions.csv", "id"), set.count(RecordKind::Mention));
        prop_assert_eq!(count("attributions.csv", "id"), set.count(RecordKind::Attribution));
        prop_assert_eq!(count("attribution_parts.csv", "attribution"), set.count(RecordKind::Attribution));
        prop_assert_eq!(count("link_members.csv", "link"), set.count(RecordKind::Link));
        prop_assert_eq!(count("decisions.csv", "id"), set.count(RecordKind::Decision));
        prop_assert_eq!(count("entities.csv", "id"), set.count(RecordKind::Entity));
        prop_assert_eq!(count("codes.csv", "id"), set.count(RecordKind::Code));
    }

    #[test]
    fn json_lines_hold_every_record_and_say_what_the_documents_say(set in arbitrary::set()) {
        let export = exported("jsonl", &set);
        let text = text(&export, 0);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
        prop_assert_eq!(lines.len(), 1 + set.records().count());
        for line in &lines {
            prop_assert_eq!(line["set"].as_str(), Some(set.name.as_str()));
            let Some(fragments) = line["fragments"].as_array() else { continue };
            let characters = characters(usize::from(line["doc"] == "b"));
            for piece in fragments.iter().chain([line]) {
                let place = |name: &str| usize::try_from(piece[name].as_u64().expect(name)).expect("small");
                let found: String = characters[place("start")..place("end")].iter().collect();
                prop_assert_eq!(Some(found.as_str()), piece["text"].as_str());
            }
        }
    }
}
