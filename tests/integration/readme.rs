//! What the README shows is what the program does.

use std::collections::BTreeSet;

use crate::run::Folder;

const README: &str = include_str!("../../README.md");

#[test]
fn the_plain_lines_are_those_of_the_sample() {
    let shown = README.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let printed = Folder::of_sample().run("courier--herald.sample.ron").well();
    assert!(printed.contains(shown), "the README shows\n{shown}");
}

#[test]
fn every_command_is_one_of_the_program() {
    let help = Folder::new().run("--help").well();
    let commands: BTreeSet<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let mut named = BTreeSet::new();
    let blocks = README.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("diptych "));
    for line in README.split('`').filter_map(|code| code.strip_prefix("diptych ")).chain(lines) {
        let word = line.split_whitespace().next().unwrap_or_default();
        if word.chars().all(|letter| letter.is_ascii_lowercase()) && !word.is_empty() {
            named.insert(word);
        }
    }
    assert!(named.is_subset(&commands), "{named:?} of {commands:?}");
    assert!(named.len() >= 6, "{named:?}");
}

#[test]
fn every_key_of_the_first_five_minutes_is_bound() {
    let minutes = README.split("### The first five minutes").nth(1).and_then(|rest| rest.split("\n## ").next());
    let keys = Folder::new().run("keys --json").well();
    let bound: BTreeSet<String> = keys
        .lines()
        .flat_map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).expect("one object a line");
            let shown = row["shown"].as_array().cloned().unwrap_or_default();
            shown.into_iter().filter_map(|key| key.as_str().map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect();
    let minutes = minutes.expect("the README has them").split("All keys:").next().expect("a beginning");
    let named: Vec<&str> = minutes.split('`').skip(1).step_by(2).filter(|key| key.chars().count() <= 5).collect();
    assert!(named.len() > 25, "{named:?}");
    for key in named {
        let twice: Vec<&str> = key.split(' ').collect();
        let known = twice.iter().all(|key| bound.contains(*key));
        assert!(known, "`{key}` is bound to nothing; bound are {bound:?}");
    }
}
