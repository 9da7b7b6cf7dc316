//! `diptych compare`: what two reports share, as text, JSON, one page, and many pairs at once.

use crate::run::Folder;

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("one object")
}

#[test]
fn the_sample_is_compared_and_all_places_lie_in_the_articles() {
    let folder = Folder::of_sample();
    let report = json(&folder.run("compare --json courier.txt herald.txt").well());
    let lengths = ["courier.txt", "herald.txt"].map(|name| folder.read(name).chars().count() as u64);
    let pairs = report["pairs"].as_array().expect("a list");
    assert!(pairs.len() > 5, "{report}");
    for found in pairs.iter().chain(report["passages"].as_array().expect("a list")) {
        for (side, length) in ["a", "b"].into_iter().zip(lengths) {
            let place = [found[side][0].as_u64(), found[side][1].as_u64()].map(|at| at.expect("a number"));
            assert!(place[0] < place[1] && place[1] <= length, "{found}");
        }
    }
    assert!(pairs.iter().all(|pair| ["same", "near", "related"].contains(&pair["class"].as_str().unwrap_or_default())));
    assert!(report["passages"].as_array().is_some_and(|all| all.iter().all(|one| one["words"].as_u64() >= Some(6))));
}

#[test]
fn text_stands_side_by_side_and_never_claims_more_than_is_known() {
    let folder = Folder::new()
        .with("a.txt", "The dam holds. It fell on Sunday in Orlec.\n")
        .with("b.txt", "Nobody slept. It fell on Monday in Orlec.\n");
    let text = folder.run("compare a.txt b.txt").well();
    let expected = [
        "A ¶1  no counterpart found in B",
        "A ¶1 ~ B ¶1  0.",
        "near  differs in time",
        "It fell on [-Sunday-] in Orlec.",
        "│ It fell on {+Monday+} in Orlec.",
        "B ¶1  no counterpart found in A",
        "1 pair of sentences",
    ];
    for words in expected {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains('\u{1b}') && !text.to_lowercase().contains("only in"), "{text}");
    let coloured = folder.run("compare --color always a.txt b.txt").well();
    assert!(coloured.contains("\u{1b}[1;33mSunday\u{1b}[0m"), "{coloured}");
}

#[test]
fn the_page_is_whole_and_holds_nothing_that_a_browser_would_run() {
    let hostile = "The <b>dam</b> & \"the gate\" hold. <script>alert(1)</script> \u{1b}[2J\n";
    let folder = Folder::new().with("a.txt", hostile).with("b.txt", hostile);
    let page = folder.run("compare --html a.txt b.txt").well();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains('\u{1b}'), "{page}");
    assert!(page.contains("&lt;b&gt;dam&lt;/b&gt; &amp; &quot;the gate&quot;"), "{page}");
    for element in
        ["html", "head", "style", "body", "header", "main", "table", "thead", "tbody", "tr", "td", "mark", "span"]
    {
        let open = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
        assert_eq!(open, page.matches(&format!("</{element}>")).count(), "{element}");
    }
}

#[test]
fn a_set_brings_its_articles_and_its_tags() {
    let folder = Folder::of_sample();
    let page = folder.run("compare --html courier--herald.sample.ron").well();
    assert!(page.contains("<span class=\"tag\" title=\"place\">Melvice</span>"), "tags are shown");
    let plain = folder.run("compare --html courier.txt herald.txt").well();
    assert!(!plain.contains("class=\"tag\" title"), "no set, no tags");
    let named = folder.run("compare --html courier.txt herald.txt --set courier--herald.sample.ron").well();
    assert_eq!(named, page);
}

#[test]
fn many_pairs_are_compared_line_by_line() {
    let folder = Folder::of_sample();
    let lines =
        "{\"id\":1,\"a\":\"courier.txt\",\"b\":\"herald.txt\"}\n{\"id\":2,\"a\":\"nix.txt\",\"b\":\"herald.txt\"}\n";
    let ran = folder.run_with("compare --lines", lines.as_bytes());
    let found: Vec<serde_json::Value> = ran.out.lines().map(json).collect();
    assert_eq!((ran.code, found.len()), (1, 2), "{ran:?}");
    let alone = json(&folder.run("compare --json courier.txt herald.txt").well());
    assert_eq!((found[0]["pairs"].clone(), found[0]["id"].as_u64()), (alone["pairs"].clone(), Some(1)));
    assert!(found[1]["error"].as_str().is_some_and(|error| error.contains("nix.txt")), "{found:?}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = Folder::new().with("a.txt", "x");
    folder.run("compare a.txt nix.txt").wrong("error: there is no file nix.txt");
    folder.run("compare a.txt").wrong("error: two articles, or a set with its articles, are compared");
}
