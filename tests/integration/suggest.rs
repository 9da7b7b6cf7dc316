//! `diptych suggest`: likely places as data, in several languages.

use std::path::Path;

use crate::run::Folder;

/// Returns what is suggested for a text of `tests/integration/languages` beside an empty one.
fn suggested(language: &str) -> serde_json::Value {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/integration/languages/{language}.txt"));
    let text = std::fs::read(text).expect("a text of ours");
    let out =
        Folder::new().with("left.txt", text).with("right.txt", "").run("suggest left.txt right.txt --json").well();
    serde_json::from_str(&out).expect("one object")
}

fn texts(report: &serde_json::Value) -> Vec<&str> {
    let candidates = report["candidates"].as_array().expect("a list");
    candidates.iter().map(|candidate| candidate["text"].as_str().expect("words")).collect()
}

#[test]
fn candidates_have_places_in_characters_labels_and_rules() {
    let folder = Folder::new().with("a.txt", "Ş ran. President Ayşe Şahin left Melvice, she said.").with("b.txt", "");
    let out = folder.run("suggest a.txt b.txt --json").well();
    let report: serde_json::Value = serde_json::from_str(&out).expect("one object");
    let first = serde_json::json!({
        "doc": "a", "start": 17, "end": 27, "text": "Ayşe Şahin", "what": "mention", "label": "person",
        "rule": "title", "decided": false,
    });
    assert_eq!(report["candidates"][0], first);
    assert_eq!((&report["articles"][0]["words"], &report["articles"][0]["cues"]), (&9.into(), &1.into()));
    assert_eq!(report["articles"][1]["stops_per_100_words"], 0.0);
    let lines = folder.run("suggest a.txt b.txt").well();
    assert!(
        lines.starts_with("a  9 words, 2 likely mentions, 1 cues, 0 decided, 33.3 stops in 100 words\n"),
        "{lines}"
    );
    assert!(lines.contains("a 17-27  person  title  Ayşe Şahin\n"), "{lines}");
}

#[test]
fn what_a_set_has_decided_is_said() {
    let out = Folder::of_sample().run("suggest courier--herald.sample.ron --json").well();
    let report: serde_json::Value = serde_json::from_str(&out).expect("one object");
    let decided = report["articles"][0]["decided"].as_u64().expect("a number");
    assert!(decided > 20, "{}", report["articles"]);
}

#[test]
fn german_nouns_are_no_names() {
    let report = suggested("de");
    let found = texts(&report);
    for name in ["MELVICE", "Melvice", "Şirin Aldeş", "Tomas Brenn", "Berlin", "Jan Vaskel", "NATO", "Frankreich"] {
        assert!(found.contains(&name), "{name}: {found:?}");
    }
    for noun in ["Staudamm", "Bürgermeisterin", "Hochwasser", "Regierung", "Soldaten", "Boote", "Hilfe", "Menschen"] {
        assert!(!found.contains(&noun), "{noun}: {found:?}");
    }
    let stops = report["articles"][0]["stops_per_100_words"].as_f64().expect("a number");
    assert!(stops < 16.0, "{stops}");
}

#[test]
fn scripts_without_capitals_have_no_rule_but_what_was_decided_is_offered() {
    for language in ["ar", "zh"] {
        assert_eq!(texts(&suggested(language)), ["NATO"], "{language}");
    }
}

#[test]
fn each_candidate_says_its_rule_its_features_and_why() {
    let folder = Folder::new().with("a.txt", "The men left Melvice. The old dam holds, they admit.").with("b.txt", "");
    let report: serde_json::Value =
        serde_json::from_str(&folder.run("suggest a.txt b.txt --explain --json").well()).expect("one object");
    assert_eq!(report["learned_from"], 0);
    let name = &report["candidates"][0];
    assert_eq!((&name["text"], &name["rule"], &name["why"]), (&"Melvice".into(), &"capital".into(), &"offered".into()));
    assert_eq!(name["by_rules"], name["chance"]);
    let features = name["features"].as_array().expect("a list");
    assert!(features.iter().any(|of| of["feature"] == "name: before left"), "{features:?}");
    let cues = report["candidates"].as_array().expect("a list").iter().filter(|one| one["rule"] == "cue");
    assert_eq!(cues.clone().count(), 1, "{report}");
    let text = folder.run("suggest a.txt b.txt --explain").well();
    assert!(text.contains("Melvice  capital, 0.73 by rules, 0.73 as learned: offered\n"), "{text}");
}

#[test]
fn what_a_set_teaches_is_explained() {
    let report = Folder::of_sample().run("suggest courier--herald.sample.ron --explain --json").well();
    let report: serde_json::Value = serde_json::from_str(&report).expect("one object");
    assert!(report["learned_from"].as_u64().expect("a number") > 20, "{}", report["learned_from"]);
    let candidates = report["candidates"].as_array().expect("a list");
    let weights = candidates.iter().flat_map(|one| one["features"].as_array().expect("a list"));
    assert!(weights.filter(|of| of["weight"] != 0.0).count() > 50);
    assert!(candidates.iter().any(|one| one["by_rules"] != one["chance"]));
}

#[test]
fn the_word_lists_of_a_schema_are_offered_with_their_rule() {
    const SCHEMA: &str = include_str!("../../assets/schemas/news.ron");
    let place = "wash: place, words: [\"old mill\"], words_file: \"places.txt\"";
    let folder = Folder::new()
        .variable("DIPTYCH_CONFIG", "own.ron")
        .with("a.txt", "the old mill near 喀布尔 and the Ordal.")
        .with("b.txt", "")
        .with("own.ron", "(schema: \"war.ron\")")
        .with("war.ron", SCHEMA.replace("name: \"news\"", "name: \"war\"").replace("wash: place", place));
    folder.run("keys --config own.ron").wrong("error: cannot read the word list places.txt: no such file");
    let folder = folder.with("places.txt", "# ours\r\n喀布尔\r\n\r\nOrdal\r\n");
    let out = folder.run("suggest a.txt b.txt --json").well();
    let report: serde_json::Value = serde_json::from_str(&out).expect("one object");
    let candidates = report["candidates"].as_array().expect("a list");
    let told = candidates.iter().map(|one| (&one["text"], &one["label"], &one["rule"]));
    let expected = ["old mill", "喀布尔", "Ordal"].map(|text| (text.into(), "place".into(), "word list".into()));
    let expected: &[(serde_json::Value, serde_json::Value, serde_json::Value)] = &expected;
    assert!(told.eq(expected.iter().map(|(text, label, rule)| (text, label, rule))), "{report}");
    let without = folder.with("own.ron", "()").run("suggest a.txt b.txt --json").well();
    assert!(!without.contains("word list"), "the lists belong to the schema: {without}");
}
