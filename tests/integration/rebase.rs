//! `diptych rebase`: a set carried to an article's new text, as a new set; the old one is never touched.

use crate::run::Folder;

const SET: &str = "courier--herald.sample.ron";
const NEW: &str = "courier--herald.sample.rebased.ron";

/// The sample after a line was put before the left article, at another place of the disk.
fn with_line(folder: Folder) -> Folder {
    let text = format!("Accept all cookies\n\n{}", folder.read("courier.txt"));
    folder.with("new/courier.txt", text)
}

#[test]
fn what_only_moved_is_carried_whole_and_the_old_set_stays() {
    let folder = with_line(Folder::of_sample());
    let before = folder.read(SET);
    let ran = folder.run(&format!("rebase {SET} --to new/courier.txt"));
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err.contains("to review: 0 changed, 0 lost\n") && ran.err.ends_with(&format!("wrote: {NEW}\n")),
        "{}",
        ran.err
    );
    assert_eq!(folder.read(SET), before);
    let checked = folder.run(&format!("check {NEW}")).well();
    assert!(checked.contains("86 mentions, 44 attributions, 13 links"), "{checked}");
    let again = folder.run(&format!("rebase {SET} --to new/courier.txt"));
    again.wrong(&format!("error: {NEW} is there already, and nothing was written"));
}

#[test]
fn what_changed_and_what_is_gone_is_listed_and_ends_with_1() {
    let folder = Folder::of_sample();
    let text = folder.read("courier.txt").replace("Melvice", "Melvise");
    let folder = folder.with("new/courier.txt", text);
    let files = folder.files();
    let ran = folder.run(&format!("rebase {SET} --to new/courier.txt --dry-run"));
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("[Melvice]") && ran.err.contains("[Melvise]"), "{}", ran.err);
    assert!(
        ran.err.contains("the words have changed (0 %)") && ran.err.contains(&format!("all are still in {SET}")),
        "{}",
        ran.err
    );
    assert_eq!(folder.files(), files, "a dry run writes nothing");
    let json = folder.run(&format!("rebase {SET} --to new/courier.txt --json -o other.ron"));
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("one object");
    assert_eq!((json.code, report["wrote"].as_str(), report["doc"].as_str()), (1, Some("other.ron"), Some("a")));
    let review = report["review"].as_array().expect("a list");
    let checked = folder.run("check --json other.ron").well();
    let counts: serde_json::Value = serde_json::from_str(&checked).expect("one object");
    let count = |kind: &str| counts["counts"][kind].as_u64().unwrap_or(0);
    let left = ["mention", "attribution", "link", "decision"].map(count).iter().sum::<u64>();
    assert_eq!(left + review.len() as u64, 86 + 44 + 13 + 2, "carried or listed");
    assert!(review.iter().any(|row| row["parts"][0]["proposals"][0]["new"]["text"] == "Melvise"), "{review:?}");
}

#[test]
fn an_article_that_changed_in_its_place_is_carried_from_its_copy() {
    let folder = with_line(Folder::of_sample());
    folder.run(&format!("rebase {SET} --to new/courier.txt -o second.ron"));
    let folder = folder.with("new/courier.txt", "Nothing of it is left.\n");
    let shown = folder.run("export -f jsonl second.ron");
    assert!(shown.err.contains("hint: `diptych rebase SET --to new/courier.txt`"), "{}", shown.err);
    let ran = folder.run("rebase second.ron --to new/courier.txt");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("nothing like it was found"), "{}", ran.err);
    let checked = folder.run("check second.rebased.ron").well();
    assert!(checked.contains("2 documents, 18 entities"), "{checked}");
}

#[test]
fn which_article_is_meant_must_be_clear() {
    let folder = Folder::of_sample().with("other.txt", "Another text.\n");
    let ran = folder.run(&format!("rebase {SET} --to other.txt"));
    ran.wrong("error: which article other.txt is a new text of is not clear");
    assert_eq!(folder.run(&format!("rebase {SET} --to other.txt --doc b --dry-run")).code, 1);
    folder.run(&format!("rebase {SET} --to nix.txt --doc a")).wrong("error: there is no file nix.txt");
}
