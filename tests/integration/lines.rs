//! The pair as numbered lines, and counts over its set.

use std::io::{BufRead, BufReader};

use crate::run::Folder;

const LEFT: &str = "“Go,” said Aldeş.\r\n\r\nNobody in Yeşova went.\r\n";
const RIGHT: &str = "\u{feff}Aldeş told [them] to go \u{1b}[31mnow\u{202e}.\n";

#[test]
fn a_pair_without_a_set_prints_as_numbered_lines() {
    let folder = Folder::new().with("left.txt", LEFT).with("right.txt", RIGHT);
    let expected = "\
A  left.txt
A 1  “Go,” said Aldeş.
A 2  Nobody in Yeşova went.

B  right.txt
B 1  Aldeş told [them] to go ";
    let printed = folder.run("left.txt right.txt").well();
    assert_eq!(printed.get(..expected.len()), Some(expected));
    assert!(!printed.contains(['\u{1b}', '\u{202e}', '\r', '\u{feff}']), "{printed:?}");
    assert_eq!(folder.files(), ["left.txt", "right.txt"], "printing writes nothing");
}

#[test]
fn tags_and_what_is_said_stand_with_the_text() {
    let printed = Folder::of_sample().run("courier--herald.sample.ron").well();
    let line = |start: &str| printed.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    assert_eq!(
        line("A  5"),
        "A  5  The bridge to the station held, but an aide to [Vaskel]person confirmed that the lower town had been emptied, \
         [Kestrel Wire]organization reported."
    );
    let nested: Vec<&str> = printed.lines().skip_while(|line| !line.starts_with("A  5")).skip(1).take(2).collect();
    assert_eq!(
        nested,
        [
            "      said: Kestrel Wire | reported | The bridge to the station held, but an aide to Vaskel confirmed that the lower \
             town had been emptied  ≠B6",
            "        said: an aide to Vaskel | confirmed | the lower town had been emptied  ≡B6",
        ]
    );
    assert!(line("A  1").contains("the [[Caldrian]place Water Authority]organization"));
    assert!(printed.contains("\n      said: (the same, going on) | - | \"By the time anybody called us"));
    assert!(printed.contains("\n      said: - | allegations | sirens in the valley had been switched off\n"));
}

#[test]
fn without_arguments_the_sample_is_printed_and_nothing_written() {
    let folder = Folder::new();
    let printed = folder.run("").well();
    assert!(printed.starts_with("A  courier.txt, Lower town of Melvice"), "{printed}");
    assert_eq!(printed, folder.run("--sample --plain").well());
    assert_eq!(folder.files(), Vec::<String>::new());
}

#[test]
fn standard_input_is_an_article() {
    let folder = Folder::new().with("b.txt", "Two.\n");
    let printed = folder.run_with("- b.txt", "Ünö.\n".as_bytes()).well();
    assert_eq!(printed, "A  stdin.txt\nA 1  Ünö.\n\nB  b.txt\nB 1  Two.\n");
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = Folder::of_sample();
    assert!(!folder.run("courier--herald.sample.ron").well().contains('\u{1b}'));
    assert!(folder.run("courier--herald.sample.ron --color always").well().contains("\u{1b}[2m["));
    assert!(!folder.run("courier--herald.sample.ron --color never").well().contains('\u{1b}'));
}

#[test]
fn a_reader_who_has_read_enough_ends_the_program_quietly() {
    let text = "A line that is long enough to fill a pipe many times over.\n\n".repeat(20_000);
    let folder = Folder::new().with("a.txt", &text).with("b.txt", &text);
    let mut child = folder.command("a.txt b.txt").spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    assert_eq!(lines.next().expect("a line").expect("read"), "A  a.txt");
    drop(lines);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn counts_are_printed_for_people_and_for_programs() {
    let folder = Folder::of_sample();
    let table = folder.run("stats courier--herald.sample.ron").well();
    assert!(table.starts_with("set         melvice-2026\nannotator   sample\ncharacters  A "), "{table}");
    assert!(
        table.contains("links         13: same 7, differs 5 (other 2, number 1, place 1, time 1), contradicts 1\n")
    );
    let json = folder.run("stats --json courier.txt herald.txt --annotator sample").well();
    let stats: serde_json::Value = serde_json::from_str(&json).expect("one object");
    assert_eq!((stats["links"]["same"].as_u64(), stats["attributions"]["split"].as_u64()), (Some(7), Some(7)));
    assert_eq!(stats["labels"][0]["label"].as_str(), Some("place"));
    let role = &stats["attributions"]["attributes"]["role"]["official"];
    assert!(role["a"].as_u64() > Some(0) && role["b"].as_u64() > Some(0), "{role}");
    let first = &stats["attributions"]["sources"][0];
    assert_eq!((first["source"].as_str(), first["entity"].as_bool()), (Some("Dorin Vaskel"), Some(true)));
    assert!(
        table.contains("\n  by source ") && table.contains("\n  by role ") && table.contains("in both "),
        "{table}"
    );
    let csv = folder.run("stats --csv courier--herald.sample.ron").well();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as many cells as the heading")).collect();
    let all = rows.iter().find(|row| &row[1] == "attributions").expect("a row of all");
    assert_eq!((&all[3], &all[4], &all[6]), ("15", "29", "44"));
}
