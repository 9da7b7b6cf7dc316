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
    let line = ran.out.lines().find(|line| line.starts_with("error set-damaged: ")).unwrap_or_default();
    assert!(line.contains("“Melvoce”") && line.contains("“Melvice”"), "{}", ran.out);
    let json = folder.run("check --json courier--herald.sample.ron");
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("one object");
    assert_eq!((json.code, report["findings"][0]["code"].as_str()), (1, Some("set-damaged")));
}

#[test]
fn what_is_not_there_is_wrong_use() {
    let folder = Folder::new().with("folder/x", "");
    folder.run("check nix.ron").wrong("error: there is no file nix.ron");
    folder.run("check folder").wrong("error: cannot read folder: is a folder");
}
