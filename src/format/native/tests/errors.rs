//! What is said of a file that cannot be read: one sentence, the place, and what to do.

use super::documents;
use crate::format::native::*;
use crate::format::{Place, Problem, ReadError};

/// A mention that reads.
const MENTION: &str = r#"(id: "j4daw3h9", doc: a, at: [(12, 18, "Dostum")], label: "person", how: seen),"#;

/// A file in which `mentions` begin at line 7, column 9.
fn file(mentions: &str) -> String {
    format!(
        "#![enable(implicit_some)]\n(\n    format: 1,\n    set: \"s\", schema: \"news\", annotator: \"mk\",\n    \
         documents: [],\n    mentions: [\n        {mentions}\n    ],\n)\n"
    )
}

fn error(text: &str) -> ReadError {
    let [left, right] = documents();
    match read(text, [&left, &right]) {
        Ok(_) => panic!("this file is read:\n{text}"),
        Err(error) => error,
    }
}

/// What is said of a file with [`MENTION`] after `from` in it became `to`.
fn changed(from: &str, to: &str) -> String {
    assert!(MENTION.contains(from), "{from}");
    error(&file(&MENTION.replacen(from, to, 1))).to_string()
}

#[test]
fn a_wrong_field_is_named_with_its_place_and_the_right_ones() {
    assert_eq!(
        changed("label", "lable"),
        "7:60: unexpected field `lable` in mention, expected one of `id`, `doc`, `at`, `label`, `entity`, \
         `attributes`, `note`, `confidence`, `doubt`, `by`, `on`, `how`"
    );
    assert_eq!(changed("label: \"person\", ", ""), "7:69: the field `label` is missing in mention");
    assert_eq!(changed("how", "doc: b, how"), "7:77: the field `doc` stands twice in mention");
    assert_eq!(
        error("(format: 1, sett: \"s\")").to_string(),
        "1:13: unexpected field `sett` in set, expected one of `format`, `set`, `schema`, `annotator`, `documents`, \
         `entities`, `mentions`, `attributions`, `links`, `decisions`, `codes`"
    );
    assert_eq!(error("(format: 1, set: \"s\", set: \"t\")").to_string(), "1:23: the field `set` stands twice in set");
}

#[test]
fn a_wrong_value_says_what_was_expected() {
    let table = [
        ("seen", "sene", "7:82: unexpected `sene`, expected one of `seen`, `all_alike`, `imported`, `curated`"),
        ("doc: a", "doc: c", "7:31: unexpected `c`, expected one of `a`, `b`"),
        ("18", "x", "7:44: expected a whole number"),
        ("18", "-1", "7:45: a number is out of range"),
        ("18", "99999999999999999999", "7:44: a number is out of range"),
        ("\"person\"", "person", "7:66: expected a string in double quotes"),
        ("\"person\"", "\"person", "7:67: a string begins here and does not end"),
        ("(id", "[id", "7:9: expected the opening `(` of a mention"),
        ("(id", "x(id", "7:9: expected a mention in parentheses, found `x`"),
        ("(12, 18, \"Dostum\")", "(12, 18)", "7:46: expected a tuple of size 3 but found 2 elements instead"),
        (" how", " attributes: {\"x\": \"\", \"x\": \"\"}, how", "7:100: the attribute `x` stands twice"),
        (" how", " on: \"2026\", how", "7:82: `2026` is not a time of the form `2026-11-21T14:02:07Z`"),
        (" how", " confidence: 0.8505, how", "7:89: a confidence is a number from 0 to 1 with at most three decimals"),
        (" how", " confidence: 1.5, how", "7:89: a confidence is a number from 0 to 1 with at most three decimals"),
        (
            "j4daw3h9",
            "j4DAW3H9",
            "7:15: `j4DAW3H9` is not an id: ids are 8 characters of 0-9 and a-z without i, l, o, u; documents are a \
             and b",
        ),
        ("j4daw3h9", "a", "7:15: the ids `a` and `b` belong to the documents"),
    ];
    for (from, to, said) in table {
        assert_eq!(changed(from, to), said);
    }
}

#[test]
fn a_place_that_is_not_in_the_text_is_told_apart_from_damage() {
    let moved = error(&file(&MENTION.replace("Dostum", "Dustom")));
    let said = "7:9: characters 12 to 18 of document a are “Dostum”, but the file says “Dustom”";
    assert_eq!(moved.to_string(), said);
    assert_eq!(moved.hint(), "the article has changed since it was annotated, or this is another article");
    assert!(matches!(moved.problem, Problem::TextDiffers { start: 12, end: 18, .. }));
    let long = "documents: [],\n    decisions: [(id: \"00000001\", about: not_here(doc: a, at: [(0, 37, \"Aides said “Dostum” had left Sibirgan\")]))],";
    assert_eq!(
        error(&file("").replace("documents: [],", long)).to_string(),
        "6:17: characters 0 to 37 of document a are “… had left Şıbırğan”, but the file says “… had left Sibirgan”"
    );
    let composed =
        long.replace("(0, 37, \"Aides said “Dostum” had left Sibirgan\")", "(29, 37, \"S\u{327}ıbırg\u{306}an\")");
    assert_eq!(
        error(&file("").replace("documents: [],", &composed)).to_string(),
        "6:17: characters 29 to 37 of document a, “Şıbırğan”, are composed otherwise than in the file"
    );
    assert_eq!(changed("18", "99"), "7:9: characters 12 to 99 lie outside document a, which has 44");
    assert_eq!(changed("12, 18", "99, 100"), "7:9: characters 99 to 100 lie outside document a, which has 44");
    assert_eq!(changed("12, 18", "18, 12"), "7:9: a piece must end after it starts");
    assert_eq!(changed("12, 18", "12, 12"), "7:9: a piece must end after it starts");
    assert_eq!(changed("(12, 18, \"Dostum\")", ""), "7:9: a span needs at least one piece");
    let twice = "(12, 18, \"Dostum\"), (17, 19, \"m”\")";
    assert_eq!(changed("(12, 18, \"Dostum\")", twice), "7:9: two pieces of a span overlap");
}

#[test]
fn identical_lines_count_once_and_one_id_with_two_contents_is_a_conflict() {
    let [left, right] = documents();
    let set = read(&file(&format!("{MENTION}\n        {MENTION}")), [&left, &right]).expect("the same line twice");
    assert_eq!(set.records().count(), 1);
    let other = MENTION.replace("person", "place");
    let conflict = error(&file(&format!("{MENTION}\n        {other}")));
    assert_eq!(
        conflict.to_string(),
        "8:9: `j4daw3h9` stands here with other content than at 7:9: a conflict to resolve"
    );
    assert_eq!(conflict.hint(), "keep one of the lines 7 and 8, and delete the other");
}

#[test]
fn an_id_is_unique_over_all_kinds() {
    let code = "\n    ],\n    codes: [\n        (id: \"j4daw3h9\", variable: \"genre\", value: \"report\"),";
    let conflict = error(&file(&format!("{MENTION}{code}")));
    assert!(matches!(conflict.problem, Problem::Conflict { first: Place { line: 7, column: 9 }, .. }), "{conflict}");
    assert_eq!(conflict.at, Some(Place { line: 10, column: 9 }));
}

#[test]
fn the_markers_of_a_merge_are_named_as_what_they_are() {
    let other = MENTION.replace("person", "place");
    let merged = error(&file(&format!("(\n<<<<<<< HEAD\n{MENTION}\n=======\n{other}\n>>>>>>> other")));
    assert_eq!(merged.to_string(), "8:1: git left the markers of an unfinished merge here");
    assert_eq!(
        error("(\n<<<<<<< HEAD\n    format: 1,\n").to_string(),
        "2:1: git left the markers of an unfinished merge here"
    );
}

#[test]
fn a_reference_to_nothing_names_both_ends_and_the_line() {
    assert_eq!(
        changed("how", "entity: \"00000000\", how"),
        "7:9: `j4daw3h9` refers to `00000000`, which is not in the file"
    );
    let links = "\n    ],\n    links: [\n        (id: \"00000001\", kind: same, members: [mention(\"j4daw3h9\"), document(a)]),";
    let wrong = error(&file(&format!("{MENTION}{links}")));
    assert_eq!(wrong.to_string(), "10:9: `00000001` refers to `a`, which is not in the file");
    let wrong = error(&file(&format!("{MENTION}{}", links.replace("document(a)", "entity(\"j4daw3h9\")"))));
    let said = "10:9: `00000001` is not whole: it refers to a record of another kind than it says";
    assert_eq!(wrong.to_string(), said);
}

#[test]
fn a_circle_of_references_names_one_of_them_with_its_place() {
    let says = |id: &str, step: &str, of: &str| {
        format!("(id: \"{id}\", doc: a, cues: [[(6, 10, \"said\")]], {step}: \"{of}\"),\n        ")
    };
    for (step, reason) in [("within", "it lies within itself"), ("continues", "it goes on with itself")] {
        let circle = [("00000001", "00000002"), ("00000002", "00000003"), ("00000003", "00000001")];
        let circle: String = circle.into_iter().map(|(id, of)| says(id, step, of)).collect();
        let wrong = error(&file(&circle).replace("mentions", "attributions"));
        assert_eq!(wrong.to_string(), format!("7:9: `00000001` is not whole: {reason}"));
        let wrong = error(&file(&says("00000001", step, "00000001")).replace("mentions", "attributions"));
        assert_eq!(wrong.to_string(), "7:9: `00000001` is not whole: it refers to itself");
    }
}

#[test]
fn a_huge_string_is_told_in_a_short_sentence_with_its_place() {
    let huge = "ş".repeat(1 << 20);
    for (from, to, place) in [
        ("\"person\"", format!("\"{huge}"), "7:67: "),
        ("label", huge.clone(), "7:"),
        ("seen", huge.clone(), "7:"),
        ("Dostum", huge.clone(), "7:9: "),
        ("j4daw3h9", huge.clone(), "7:15: "),
        ("18", "9".repeat(1 << 20), "7:44: "),
    ] {
        let told = changed(from, &to);
        assert!(told.starts_with(place) && told.len() < 400, "{}", told.chars().take(400).collect::<String>());
    }
}

#[test]
fn a_list_without_end_is_refused_where_it_becomes_too_long() {
    let pieces = "(12, 18, \"Dostum\"),".repeat(65_536);
    let told = changed("(12, 18, \"Dostum\")", &pieces);
    assert!(told.starts_with("7:") && told.ends_with("the list is too long: this one may have 65535 values"), "{told}");
    let attributes: Vec<String> = (0..1001).map(|number| format!("\"{number}\": \"\"")).collect();
    let attributes = attributes.join(",");
    let told = changed(" how", &format!(" attributes: {{{attributes}}}, how"));
    assert!(told.starts_with("7:") && told.ends_with("a record has at most 1000 attributes"), "{told}");
    let members = "mention(\"j4daw3h9\"),".repeat(4001);
    let link = format!("\n    ],\n    links: [\n        (id: \"00000001\", kind: same, members: [{members}]),");
    let told = error(&file(&format!("{MENTION}{link}"))).to_string();
    assert!(told.starts_with("10:") && told.ends_with("the list is too long: this one may have 4000 values"), "{told}");
}

#[test]
fn a_record_that_is_not_whole_says_what_it_lacks() {
    assert_eq!(changed("person", ""), "7:9: `j4daw3h9` is not whole: a mention needs a label");
    let link = "(id: \"00000001\", kind: same, in: place, members: [mention(\"j4daw3h9\"), mention(\"j4daw3h9\")])";
    let wrong = error(&file(&format!("{MENTION}\n    ],\n    links: [\n        {link}")));
    assert_eq!(wrong.to_string(), "10:9: `00000001` is not whole: only a link that says `differs` says in what");
}

#[test]
fn a_newer_file_is_refused_before_anything_else_is_read() {
    let newer = error("#![enable(a_thing_of_the_future)]\n// made of comments\n(\n    format: 2,\n    <new notation>");
    assert_eq!(newer.to_string(), "4:1: the file has format 2, and this program reads up to 1");
    assert_eq!(newer.hint(), "open it with the newer version; the file is left as it is");
    assert_eq!(
        head("(format: 4000000000)").map_err(|error| error.problem),
        Err(Problem::Newer { format: 4_000_000_000 })
    );
    assert_eq!(error("(format: 0)").to_string(), "1:1: there is no format 0");
}

#[test]
fn another_file_is_not_taken_for_a_set() {
    for text in ["", "KABUL: the city fell.", "(format: \"1\")", "(format: 1x)", "formation: 1", "\u{0}\u{FFFD}"] {
        assert_eq!(error(text).problem, Problem::NotASet, "{text:?}");
        assert_eq!(head(text).map_err(|error| error.problem), Err(Problem::NotASet), "{text:?}");
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_hangs() {
    for opening in ["(", "[", "{", "[(", "Some(", "/*", "how: imported(", "r#\""] {
        let deep = opening.repeat(200_000);
        for text in [format!("(format: 1, {deep}"), format!("(format: 1, set: {deep}"), file(&deep)] {
            let told = error(&text).to_string();
            assert!(told.len() < 300, "{told}");
        }
        assert!(head(&format!("(format: 1, mentions: {deep}")).is_err());
        let [left, right] = documents();
        assert!(decode_operation(&format!("(seq: 1, edits: [(id: \"a\", before: {deep}"), [&left, &right]).is_err());
    }
}

#[test]
fn the_head_is_read_however_damaged_the_rest_is() {
    let text = file("nothing that reads");
    let head = head(&text).expect("the head is whole");
    assert_eq!((head.format, head.set.as_str(), head.schema.as_str()), (1, "s", "news"));
    assert_eq!(error(&text).at.map(|at| at.line), Some(7));
}

#[test]
fn an_operation_that_does_not_fit_is_refused() {
    let [left, right] = documents();
    let decode = |line: &str| decode_operation(line, [&left, &right]).map_err(|error| error.to_string());
    let line = |record: &str| {
        format!("(seq: 1, at: \"2026-11-21T14:02:07Z\", by: \"mk\", kind: do, summary: \"\", edits: [{record}])")
    };
    let mention = MENTION.trim_end_matches(',');
    assert!(decode(&line(&format!("(id: \"j4daw3h9\", after: mention({mention}))"))).is_ok());
    let moved = mention.replace("12, 18", "13, 19");
    assert_eq!(
        decode(&line(&format!("(id: \"j4daw3h9\", after: mention({moved}))"))),
        Err("1:1: characters 13 to 19 of document a are “ostum””, but the file says “Dostum”".to_owned())
    );
    let unknown = decode(&line("").replace("do,", "done,"));
    assert_eq!(unknown, Err("1:54: unexpected `done`, expected one of `do`, `undo`, `redo`".to_owned()));
}
