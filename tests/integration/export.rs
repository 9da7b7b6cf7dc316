//! Exports as files, into folders and down pipes.

use crate::run::Folder;

#[test]
fn the_native_form_comes_back_as_it_was() {
    let folder = Folder::of_sample();
    let set = folder.read("courier--herald.sample.ron");
    assert_eq!(folder.run("export --format ron courier--herald.sample.ron").well(), set);
    let ran = folder.run("export --format ron -o copy.ron courier.txt herald.txt --annotator sample");
    assert_eq!((ran.code, ran.err.as_str()), (0, "wrote: copy.ron\n"));
    assert_eq!(folder.read("copy.ron"), set);
}

#[test]
fn files_that_are_there_are_kept_unless_forced() {
    let folder = Folder::of_sample().with("out/melvice-2026.ron", "mine");
    let ran = folder.run("export --format ron --to out courier--herald.sample.ron");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let error = format!(
        "error: {} is there already, and nothing was written\nhint: `--force` replaces it\n",
        "out/melvice-2026.ron"
    );
    assert_eq!((ran.err, folder.read("out/melvice-2026.ron").as_str()), (error, "mine"));
    assert_eq!(folder.run("export --format ron --to out --force courier--herald.sample.ron").code, 0);
    assert_eq!(folder.read("out/melvice-2026.ron"), folder.read("courier--herald.sample.ron"));
}

#[test]
fn an_unknown_format_is_answered_with_the_known_ones() {
    let ran = Folder::of_sample().run("export --format docx courier--herald.sample.ron");
    ran.wrong("error: there is no format `docx` to export to");
    assert!(ran.err.contains("hint: known are ron"), "{}", ran.err);
}

#[test]
fn tables_need_a_folder_and_what_brat_loses_is_said() {
    let folder = Folder::of_sample();
    let ran = folder.run("export --format csv courier--herald.sample.ron");
    ran.wrong(
        "error: csv is 9 files: documents.csv, entities.csv, mentions.csv, attributions.csv, attribution_parts.csv, \
         links.csv, link_members.csv, decisions.csv, codes.csv",
    );
    assert_eq!(folder.run("export --format csv --to tables courier--herald.sample.ron").code, 0);
    assert_eq!(folder.read("tables/mentions.csv").lines().count(), 87);
    let ran = folder.run("export --format brat --to out/brat courier--herald.sample.ron");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("note: not in brat: 12 links: ") && ran.err.contains("\nwrote: out/brat/courier.ann\n"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("out/brat/herald.txt"), folder.read("herald.txt"));
}

#[test]
fn every_line_of_json_lines_is_an_object_by_itself() {
    let out = Folder::of_sample().run("export --format jsonl courier--herald.sample.ron").well();
    let records: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    let count = |kind: &str| records.iter().filter(|record| record["record"] == kind).count();
    assert_eq!((count("mention"), count("attribution"), count("link"), count("document")), (86, 44, 13, 2));
}
