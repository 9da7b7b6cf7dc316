//! `diptych doctor`: a damaged set stays as it is, and a new file holds what was intact in it.

use crate::run::Folder;

const SET: &str = "courier--herald.sample.ron";
const NEW: &str = "courier--herald.sample.salvaged.ron";

#[test]
fn a_whole_set_is_copied_and_a_file_that_is_there_never_replaced() {
    let folder = Folder::of_sample();
    let out = folder.run(&format!("doctor {SET}")).well();
    let counts = "2 documents, 18 entities, 86 mentions, 44 attributions, 13 links, 2 decisions, 5 codes";
    assert_eq!(out, format!("{NEW}: {counts}\n"));
    assert_eq!(folder.read(NEW), folder.read(SET));
    folder.run(&format!("doctor {SET}")).wrong(&format!("error: {NEW} is there already, and nothing was written"));
    folder
        .run(&format!("doctor {SET} -o {SET}"))
        .wrong(&format!("error: {SET} is there already, and nothing was written"));
}

#[test]
fn a_bad_line_costs_that_line_only_and_is_named() {
    let folder = Folder::of_sample();
    let set = folder.read(SET);
    let damaged: String =
        set.split_inclusive('\n')
            // The entity of Yeşova, and with it what mentions and links refer to.
            .map(|line| {
                if line.contains("name: \"Yeşova\"") { line.replacen("label", "lab\0el", 1) } else { line.to_owned() }
            })
            .collect();
    let folder = folder.with("damaged.ron", &damaged);
    let told = folder.run("damaged.ron");
    assert_eq!(told.code, 2);
    assert!(told.err.contains("`diptych doctor damaged.ron` saves what is intact into a new file"), "{}", told.err);
    assert!(folder.run("check damaged.ron").out.contains("`diptych doctor damaged.ron`"));

    let ran = folder.run("doctor damaged.ron -o new.ron");
    assert_eq!(ran.code, 1, "{ran:?}");
    let counts = "2 documents, 17 entities, 86 mentions, 44 attributions, 13 links, 2 decisions, 5 codes";
    assert_eq!(ran.out, format!("new.ron: {counts}\n"));
    let line = set.lines().position(|line| line.contains("name: \"Yeşova\"")).expect("it is there") + 1;
    let first = ran.err.lines().next().unwrap_or_default();
    assert!(first.starts_with(&format!("missing: damaged.ron:{line}: entity c71avcb3: ")), "{}", ran.err);
    let cut = ran.err.lines().filter(|line| line.contains("the reference to c71avcb3")).count();
    assert_eq!(cut, set.matches("entity: \"c71avcb3\"").count(), "{}", ran.err);
    assert_eq!(folder.read("damaged.ron"), damaged);
    folder.run("check new.ron").well();
    folder.run("stats new.ron").well();
}

#[test]
fn it_says_the_same_to_programs() {
    let folder = Folder::of_sample();
    let set = folder.read(SET);
    let folder = folder.with("cut.ron", set.get(..set.len() / 2).expect("a whole character"));
    let ran = folder.run("doctor --json cut.ron -o home/new.ron");
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("one object");
    assert_eq!((ran.code, report["intact"].as_bool()), (1, Some(false)));
    let missing = report["missing"].as_array().expect("a list");
    assert!(missing.iter().any(|missing| missing["what"] == "the end of the file"), "{missing:?}");
    assert!(missing.iter().all(|missing| missing["line"].is_u64() || missing["why"].is_string()));
    // In another folder the articles are named in full.
    folder.run("check home/new.ron").well();
}

#[test]
fn what_is_no_set_is_wrong_use() {
    let folder = Folder::new().with("text.ron", "Not a set.\n");
    folder.run("doctor nix.ron").wrong("error: there is no file nix.ron");
    folder.run("doctor text.ron").wrong("error: nothing in text.ron or beside it can be read as a set");
    assert_eq!(folder.files(), ["text.ron"]);
}
