//! `diptych check`: what is whole, what would come back, what is damaged; and nothing is ever written.

use crate::run::Folder;

#[test]
fn a_whole_set_is_counted_and_a_torn_journal_told() {
    let folder = Folder::of_sample();
    let files = folder.files();
    let whole = folder.run("check courier--herald.sample.ron").well();
    let expected = "courier--herald.sample.ron: 2 documents, 18 entities, 86 mentions, 44 attributions, 13 links, 2 decisions, 5 codes\n\
                    recovers 0\n";
    assert_eq!(whole, expected);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run("check --json courier--herald.sample.ron").well()).expect("one object");
    assert_eq!((json["sound"].as_bool(), json["counts"]["mention"].as_u64()), (Some(true), Some(86)));
    assert_eq!(folder.files(), files);
}

#[test]
fn damage_is_told_with_its_place_and_ends_with_1() {
    let folder = Folder::of_sample();
    let set = folder.read("courier--herald.sample.ron");
    let folder = folder.with("courier--herald.sample.ron", set.replacen("\"Melvice\")]", "\"Melvoce\")]", 1));
    let ran = folder.run("check courier--herald.sample.ron");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{ran:?}");
    let line = ran.out.lines().find(|line| line.starts_with("error text-differs: ")).unwrap_or_default();
    assert!(line.contains("“Melvoce”") && line.contains("“Melvice”"), "{}", ran.out);
    let json = folder.run("check --json courier--herald.sample.ron");
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("one object");
    assert_eq!((json.code, report["findings"][0]["code"].as_str()), (1, Some("text-differs")));
}

#[test]
fn what_is_not_there_is_wrong_use() {
    let folder = Folder::new().with("folder/x", "");
    folder.run("check nix.ron").wrong("error: there is no file nix.ron");
    folder.run("check folder").wrong("error: cannot read folder: is a folder");
}

#[test]
fn what_does_not_hold_together_has_a_code_and_what_is_doubtful_is_a_warning() {
    let folder = Folder::of_sample();
    let set = folder.read("courier--herald.sample.ron");
    let name = "courier--herald.sample.ron";
    // The first attribution with a quotation at its end, cut before the closing mark.
    let nested = set.lines().find(|line| line.contains("within: ")).expect("the sample nests");
    let outer = nested.split("within: \"").nth(1).and_then(|rest| rest.get(..8)).expect("an id");
    let own = nested.split("(id: \"").nth(1).and_then(|rest| rest.get(..8)).expect("an id");
    let line_of = |id: &str| set.lines().find(|line| line.contains(&format!("(id: \"{id}\""))).expect("its line");
    let around = line_of(outer);
    let cases = [
        ("reference-dangling", set.replacen(&format!("within: \"{outer}\""), "within: \"zzzzzzzz\"", 1)),
        ("circle", set.replacen(around, &around.replacen(", by: ", &format!(", within: \"{own}\", by: "), 1), 1)),
        ("party-empty", set.replacen(nested, &nested.replacen("sources: [", "sources: [(), ", 1), 1)),
        ("record-incomplete", set.replacen("kind: same, ", "kind: same, in: place, ", 1)),
        ("merge-unfinished", set.replacen("    mentions: [", "<<<<<<< HEAD\n    mentions: [", 1)),
    ];
    for (code, text) in cases {
        assert!(text != set, "{code}: nothing was changed");
        let ran = Folder::of_sample().with(name, text).run(&format!("check {name}"));
        assert_eq!(ran.code, 1, "{code}: {ran:?}");
        assert!(ran.out.contains(&format!("error {code}: ")), "{code}: {}", ran.out);
    }
    // Another attribution holds it now: nothing is lost, and something is not as it was meant.
    let other = set.lines().find(|line| {
        line.contains("cues: ") && line.contains("doc: b") && !line.contains(own) && !line.contains(outer)
    });
    let other = other.and_then(|line| line.split("(id: \"").nth(1)).and_then(|rest| rest.get(..8)).expect("an id");
    let text = set.replacen(&format!("within: \"{outer}\""), &format!("within: \"{other}\""), 1);
    let ran = Folder::of_sample().with(name, text).run(&format!("check {name}"));
    let warned = ran.out.contains("warning nested-outside: ") || ran.out.contains("warning across-documents: ");
    assert!(ran.code == 0 && warned, "{ran:?}");
}
