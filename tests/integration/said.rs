//! Who said what on the command line: for people, as tables, line by line.

use std::collections::BTreeMap;

use crate::run::Folder;

const SET: &str = "courier--herald.sample.ron";

#[test]
fn pairs_are_printed_for_people_with_what_ties_them() {
    let out = Folder::of_sample().run(&format!("said {SET}")).well();
    assert!(out.starts_with("44 attributions: A 15, B 29; tied to the other article: A 11, B 11\n"), "{out}");
    assert!(out.contains("\n\ndiffers in number\n  A 1   officials at the Caldrian Water Authority"), "{out}");
    let pair =
        "same\n  A 5   an aide to Vaskel                 the lower town had been emptied\n  B 6   an aide to Vaskel";
    assert!(out.contains(pair), "{out}");
    assert!(out.contains("\n~ near, not tied (0.47)\n  A 9   The authority"), "{out}");
    assert!(out.contains("\nin A, not tied to the other article\n") && out.contains("(contradicts B 8)"), "{out}");
    assert!(out.contains("not in the text"), "{out}");
}

#[test]
fn a_table_has_a_row_for_each_claim_and_its_tie() {
    let folder = Folder::of_sample();
    let out = folder.run(&format!("said --csv {SET}")).well();
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let columns = reader.headers().expect("a heading").clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| columns.iter().map(str::to_owned).zip(row.expect("whole").iter().map(str::to_owned)).collect())
        .collect();
    assert_eq!(rows.len(), 44);
    let by_id: BTreeMap<&str, &BTreeMap<String, String>> = rows.iter().map(|row| (row["id"].as_str(), row)).collect();
    let [a, b] = [by_id["xynksz60"], by_id["xw504mn1"]];
    assert_eq!((a["relation"].as_str(), a["in"].as_str(), a["other"].as_str()), ("differs", "number", "xw504mn1"));
    assert_eq!((b["other"].as_str(), b["other_source"].as_str()), ("xynksz60", a["source"].as_str()));
    assert_eq!((a["doc"].as_str(), a["entity"].as_str(), b["entity"].as_str()), ("a", "", "Caldrian Water Authority"));
    assert_eq!((a["role"].as_str(), a["mode"].as_str()), ("official", "indirect"));
    // The places count characters of the article.
    for row in &rows {
        let name = if row["doc"] == "a" { "courier.txt" } else { "herald.txt" };
        let text: Vec<char> = folder.read(name).trim_start_matches('\u{feff}').chars().collect();
        let place = row["start"].parse::<usize>().expect("a number")..row["end"].parse().expect("a number");
        let covered: String = text[place].iter().collect();
        let piece = row["content"].split(" … ").next().expect("a piece").to_owned();
        let covered = covered.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(covered.contains(&piece), "{piece} in {covered}");
    }
    let near: Vec<&str> =
        rows.iter().filter(|row| row["relation"] == "near").map(|row| row["score"].as_str()).collect();
    assert_eq!(near, ["0.47", "0.47"]);
}

#[test]
fn json_lines_and_markdown_say_the_same_ties() {
    let folder = Folder::of_sample();
    let out = folder.run(&format!("said --json {SET}")).well();
    let claims: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let tied = |relation: &str| {
        let ties = claims.iter().flat_map(|claim| claim["ties"].as_array().expect("a list"));
        ties.filter(|tie| tie["relation"] == relation).count()
    };
    assert_eq!((claims.len(), tied("same"), tied("differs"), tied("contradicts")), (44, 14, 8, 2));
    let out = folder.run(&format!("said --markdown {SET}")).well();
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 2 + 29);
    for row in &rows {
        // A bar inside a cell has a backslash before it.
        assert_eq!(row.replace("\\|", "").matches('|').count(), 8, "{row}");
    }
    assert!(out.contains("| differs in number |") && out.contains("| near 0.47 |"), "{out}");
}

#[test]
fn wrong_use_is_told_in_a_sentence_and_an_empty_set_is_a_table_without_rows() {
    let folder = Folder::of_sample();
    folder.run("said nix.ron").wrong("error: cannot read the set nix.ron: no such file");
    let both = folder.run(&format!("said --csv --json {SET}"));
    assert_eq!((both.code, both.out.as_str()), (2, ""));
    let set = folder.read(SET);
    let empty = set.split("    entities: [").next().expect("the head");
    let folder = folder.with(
        "empty.ron",
        format!("{empty}    entities: [], mentions: [], attributions: [], links: [], decisions: [], codes: [],\n)\n"),
    );
    assert_eq!(folder.run("said --csv empty.ron").well().lines().count(), 1);
    assert_eq!(folder.run("said --json empty.ron").well(), "");
    assert!(folder.run("said empty.ron").well().starts_with("0 attributions: A 0, B 0"));
}
