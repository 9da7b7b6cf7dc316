//! `diptych replay`: finished annotations entered through the real keys, and what that took.

use diptych::annotation::{Attribution, Party, Record, Set};
use diptych::text::{DocId, Document, Span};
use serde_json::{Value, json};

use crate::run::Folder;
use crate::sample;

/// The keys that the bundled pair took when this was written: they may fall, not rise.
const MENTIONS: u64 = 159;
const ATTRIBUTIONS: u64 = 95;

/// Returns what `set` says of `documents` in the form that `replay` reads.
fn gold(set: &Set, documents: &[Document; 2]) -> Value {
    let chars = |document: &Document, byte: usize| document.chars_before(byte);
    let mut mentions = Vec::new();
    let mut attributions = Vec::new();
    for record in set.records() {
        match record {
            Record::Mention(one) if one.span.fragments().len() == 1 => {
                let document = &documents[one.span.doc().index()];
                let (start, end) = (chars(document, one.span.start()), chars(document, one.span.end()));
                let text = document.covered_span(&one.span);
                mentions.push(
                    json!({"doc": name(one.span.doc()), "start": start, "end": end, "label": one.label, "text": text}),
                );
            }
            Record::Attribution(one) => attributions.push(attribution(one, &documents[one.doc.index()])),
            _ => {}
        }
    }
    json!({
        "documents": {"A": {"file": "courier.txt"}, "B": {"text": documents[1].text()}},
        "mentions": mentions,
        "attributions": attributions,
    })
}

fn name(doc: DocId) -> &'static str {
    if doc == DocId::A { "A" } else { "B" }
}

fn attribution(one: &Attribution, document: &Document) -> Value {
    let spans = |spans: Vec<&Span>| -> Vec<[usize; 2]> {
        let pieces = spans.into_iter().flat_map(Span::pieces);
        pieces.map(|piece| [document.chars_before(piece.start()), document.chars_before(piece.end())]).collect()
    };
    let parties = |parties: &'_ [Party]| spans(parties.iter().filter_map(|party| party.span.as_ref()).collect());
    json!({
        "id": one.id.to_string(),
        "doc": name(one.doc),
        "source": parties(&one.sources),
        "cue": spans(one.cues.iter().collect()),
        "content": spans(one.contents.iter().collect()),
        "addressee": parties(&one.addressees),
        "supplement": spans(one.supplements.iter().collect()),
        "within": one.within.map(|id| id.to_string()),
        "continues": one.continues.map(|id| id.to_string()),
    })
}

fn of_sample() -> Folder {
    let documents = sample::documents();
    let gold = gold(&sample::kept(&documents), &documents);
    Folder::new().with("courier.txt", documents[0].text()).with("gold/sample.json", gold.to_string())
}

#[test]
fn the_bundled_pair_takes_no_more_keys_than_it_did() {
    let folder = of_sample();
    let figures: Value = serde_json::from_str(&folder.run("replay --json gold/sample.json").out).expect("one object");
    assert_eq!(figures["files"][0]["differences"], Value::Null);
    assert_eq!(figures["equal"], true);
    let keys = |layer: &str| figures[layer]["keys"].as_u64().expect("a number");
    eprintln!("{} keys for mentions, {} for attributions", keys("mentions"), keys("attributions"));
    assert!(keys("mentions") <= MENTIONS, "{} keys for mentions", keys("mentions"));
    assert!(keys("attributions") <= ATTRIBUTIONS, "{} keys for attributions", keys("attributions"));
    assert_eq!(figures["mentions"]["count"], 86);
    assert_eq!(figures["attributions"]["count"], 44);
}

#[test]
fn any_text_and_any_parts_can_be_replayed() {
    let text = "“Su yükseliyor,” dedi Şirin. 洪水已經退去，市長說。 قال: صامد 👩‍👩‍👧!";
    let at = |words: &str| {
        let byte = text.find(words).expect("the words are there");
        let start = text.get(..byte).unwrap_or_default().chars().count();
        [start, start + words.chars().count()]
    };
    let gold = json!({
        "documents": {"only": {"text": text}},
        "mentions": [
            {"start": at("Şirin")[0], "end": at("Şirin")[1], "label": "person"},
            {"start": at("👩‍👩‍👧")[0], "end": at("👩‍👩‍👧")[1], "label": "emoji"},
            {"start": at("市")[0], "end": at("市")[1], "label": "place", "layer": "nominal"},
        ],
        "attributions": [
            {"source": [at("Şirin")], "cue": [at("dedi")], "content": [at("“Su"), at("yükseliyor,”")]},
            {"source": [at("市長")], "cue": [at("說")], "content": at("洪水已經退去")},
            {"content": [at("صامد")], "time": [at("قال")]},
            {"cue": []},
        ],
    });
    let folder = Folder::new().with("gold.json", gold.to_string());
    let ran = folder.run("replay gold.json");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("equal to the gold"), "{}", ran.out);
    let notes = "note: gold.json: added to the schema news for this replay: emoji\n\
                 note: gold.json: attributions[3] has no words in any part and is left out\n";
    assert_eq!(ran.err, notes);
}

#[test]
fn what_cannot_be_replayed_is_named_with_its_place() {
    let folder = Folder::new()
        .with("a.json", r#"{"documents": {"A": {"file": "gone.txt"}}}"#)
        .with(
            "b.json",
            r#"{"documents": {"A": {"text": "x"}}, "mentions": [{"start": 0, "end": 2, "label": "place"}]}"#,
        )
        .with("c.json", "no");
    folder.run("replay a.json").wrong("error: there is no file gone.txt");
    folder
        .run("replay b.json")
        .wrong("error: cannot replay b.json: mentions[0]: character 2 lies behind the end of A, which has 1");
    folder.run("replay c.json").wrong("error: cannot replay c.json: line 1, column 2: this is not JSON");
    folder.run("replay d.json").wrong("error: cannot replay d.json: no such file");
}

/// Ten sentences of one form, in each of which the name alone is the source.
fn habits(names: [&str; 5]) -> String {
    let (mut text, mut attributions) = (String::new(), Vec::new());
    for name in names {
        let start = text.chars().count();
        let name_at = start + "Governor ".len();
        let cue = name_at + name.chars().count() + 1;
        text += &["Governor ", name, " said the dam holds. "].concat();
        attributions.push(json!({
            "doc": "A", "source": [[name_at, cue - 1]], "cue": [[cue, cue + 4]], "content": [[cue + 5, cue + 18]],
        }));
    }
    json!({"documents": {"A": {"text": text}}, "attributions": attributions}).to_string()
}

#[test]
fn what_is_learned_of_one_file_helps_with_the_next() {
    let first = habits(["Vaskel", "Brenn", "Aldeş", "Maucourt", "Okoye"]);
    let second = habits(["Larkin", "Nowak", "Rossi", "Haddad", "Tanaka"]);
    let folder = Folder::new().with("1.json", first).with("2.json", second);
    let keys = |run: &str| -> u64 {
        let figures: Value = serde_json::from_str(&folder.run(run).out).expect("one object");
        assert_eq!(figures["equal"], true, "{run}");
        let files = figures["files"].as_array().expect("a list");
        files.last().expect("a file")["attributions"]["keys"].as_u64().expect("a number")
    };
    let (alone, after) = (keys("replay --json --learn 2.json"), keys("replay --json --learn 1.json 2.json"));
    assert!(after < alone, "{after} keys after another file, {alone} without");
    assert_eq!(after, keys("replay --json --learn 1.json 2.json"), "the same each time");
}
