//! `diptych history`: what was done to a set, told from its side files without writing any.

use crate::desk::{leave, start};
use crate::run::Folder;

const SAMPLE: &str = "courier--herald.sample.ron";

#[test]
fn every_change_is_told_the_newest_first() {
    let folder = worked_on();
    let files = folder.files();
    let text = folder.run(&format!("history {SAMPLE}")).well();
    let lines: Vec<&str> = text.lines().collect();
    let [third, second, first] = lines.as_slice() else { panic!("three changes: {text}") };
    assert!(third.starts_with("   3  ") && third.contains("  sample  undo 2: make “"), "{third}");
    assert!(second.ends_with("  (undone)") && first.starts_with("   1  "), "{text}");
    let json = folder.run(&format!("history --json {SAMPLE}")).well();
    let rows: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let numbers: Vec<_> = rows.iter().map(|row| row["seq"].as_u64()).collect();
    assert_eq!(numbers, [Some(3), Some(2), Some(1)]);
    assert_eq!((rows[0]["undo"].as_u64(), rows[1]["undone"].as_bool()), (Some(2), Some(true)));
    assert_eq!((rows[1]["records"].as_u64(), rows[2]["by"].as_str()), (Some(1), Some("sample")));
    assert!(rows[0]["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{json}");
    assert_eq!(folder.files(), files, "nothing is written");
    let at = |zone: &str| {
        let output = folder.command(&format!("history {SAMPLE}")).env("TZ", zone).output().expect("it runs");
        String::from_utf8(output.stdout)
            .expect("text")
            .lines()
            .next()
            .and_then(|line| Some(line.get(6..22)?.to_owned()))
    };
    let utc = rows[0]["at"].as_str().and_then(|at| at.get(..16)).map(|at| at.replace('T', " "));
    assert_eq!(at("UTC0"), utc);
    assert_ne!(at("EAST-3"), utc, "times are those of the place");
}

#[test]
fn a_set_that_nothing_was_done_to_has_no_line() {
    assert_eq!(Folder::of_sample().run(&format!("history {SAMPLE}")).well(), "");
    Folder::new().run("history nix.ron").wrong("error: cannot read the set nix.ron: no such file");
}

/// The sample after a tag, another label for it, and that undone.
fn worked_on() -> Folder {
    let folder = Folder::of_sample();
    let mut desk = start(&folder, &format!("--as sample {SAMPLE}"));
    desk.wait_for("mentions 86");
    desk.send("lpr");
    desk.wait_for("saved 2");
    desk.send("u");
    desk.wait_for("saved 3");
    leave(desk);
    folder
}
