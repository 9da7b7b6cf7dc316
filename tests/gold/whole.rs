//! The whole annotation of the real pair, entered by keys alone: named mentions, attributions, entities, claims that both
//! make, and the contradiction; and how many keys that took.

use std::collections::{BTreeMap, BTreeSet};

use diptych::annotation::{Difference, Id, LinkKind, Member, Record, RecordKind, Timestamp};
use diptych::editor::Editor;
use diptych::editor::input::{Input, InputKind};
use diptych::editor::key::Key;
use diptych::replay::Options;
use diptych::text::DocId;

use super::heart::{number, pair};
use super::replay::replayed;

/// Presses keys, and returns how many.
fn keys(editor: &mut Editor, keys: &str) -> usize {
    let pressed: Vec<Key> = keys.split_whitespace().map(|key| key.parse().expect(key)).collect();
    for key in &pressed {
        editor.handle(Input { tick: 0, at: Timestamp::default(), kind: InputKind::Key(*key) });
    }
    pressed.len()
}

/// Returns the row of the screen in which something is chosen.
fn chosen(editor: &Editor) -> String {
    let scene = editor.scene();
    let pointer = scene.pieces.iter().find(|piece| piece.text.starts_with('▸') && piece.y + 2 < scene.height);
    let y = pointer.map(|piece| piece.y);
    let mut row: Vec<_> = scene.pieces.iter().filter(|piece| Some(piece.y) == y && piece.x > 110).collect();
    row.sort_by_key(|piece| piece.x);
    row.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Makes the entities in their list: names that differ are merged, all others confirmed. Returns the keys.
fn make_entities(editor: &mut Editor) -> usize {
    let mut count = keys(editor, "space e");
    for _ in 0..40 {
        let row = chosen(editor);
        if !row.contains('?') {
            break;
        }
        let others = ["Afghan ?", "Abdul Rashid Dostum ?", "Afghanistan government ?"];
        let is_other =
            others.iter().any(|name| row.contains(&format!(" {name}")) || row.contains(&name.replace(" ?", "  ?")));
        // The first that is offered is right in each case.
        count += keys(editor, if is_other { "= enter" } else { "enter" });
    }
    count + keys(editor, "esc")
}

/// The ends of a link, what it says, and in what they differ.
type Tie = (BTreeSet<Id>, LinkKind, Option<Difference>);

fn ties(editor: &Editor) -> Vec<Tie> {
    let end = |member: &Member| match member {
        Member::Record(RecordKind::Attribution, id) => *id,
        other => panic!("not a claim: {other:?}"),
    };
    let links = editor.set().records().filter_map(|record| match record {
        Record::Link(link) => Some((link.members.iter().map(end).collect(), link.kind, link.differs_in)),
        _ => None,
    });
    links.collect()
}

/// Returns the attribution of the set that row `row` of the gold is: the one whose cue, or else content, begins there.
fn claim(editor: &Editor, row: &serde_json::Value) -> Id {
    let doc = if row["doc"] == "A" { DocId::A } else { DocId::B };
    let first = |part: &str| row[part].as_array().and_then(|spans| spans.first()).map(|span| number(&span[0]));
    let (name, start) = first("cue").map_or_else(|| ("content", first("content")), |start| ("cue", Some(start)));
    let document = editor.document(doc);
    let found = editor.set().records().find_map(|record| match record {
        Record::Attribution(one) if one.doc == doc => {
            let span =
                if name == "cue" { one.cues.first() } else { one.contents.first().filter(|_| one.cues.is_empty()) };
            (span.map(|span| document.chars_before(span.start())) == start).then_some(one.id)
        }
        _ => None,
    });
    found.unwrap_or_else(|| panic!("not in the set: {row}"))
}

fn check_entities(editor: &Editor, gold: &serde_json::Value) {
    let mut names: BTreeMap<String, Id> = BTreeMap::new();
    for row in gold["mentions"].as_array().expect("a list").iter().filter(|row| row["layer"] == "named") {
        let document = editor.document(if row["doc"] == "A" { DocId::A } else { DocId::B });
        let place = (document.id(), number(&row["start"]), number(&row["end"]));
        let same = |one: &&diptych::annotation::Mention| {
            let chars = |byte: usize| document.chars_before(byte);
            (one.span.doc(), chars(one.span.start()), chars(one.span.end())) == place
        };
        let mention = editor.set().mentions().filter(|one| one.span.doc() == document.id()).find(same);
        let entity = mention.and_then(|mention| mention.entity).unwrap_or_else(|| panic!("names nothing: {row}"));
        let name = row["entity"].as_str().expect("a name").to_owned();
        assert_eq!(*names.entry(name).or_insert(entity), entity, "{row}");
    }
    let ids: BTreeSet<Id> = names.values().copied().collect();
    assert_eq!((names.len(), ids.len(), editor.set().count(RecordKind::Entity)), (22, 22, 22));
}

fn check_ties(editor: &Editor, gold: &serde_json::Value) {
    let rows: BTreeMap<usize, Id> = gold["attributions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (number(&row["id"]), claim(editor, row)))
        .collect();
    let mut wanted: Vec<Tie> = Vec::new();
    for row in gold["same_claim"].as_array().expect("a list") {
        let ends = ["A", "B"].map(|side| rows[&number(&row[side])]).into_iter().collect();
        let (kind, differs_in) = match row["kind"].as_str().expect("a word") {
            "same" => (LinkKind::Same, None),
            "sourcing differs" => (LinkKind::Differs, Some(Difference::Source)),
            "detail differs: place" => (LinkKind::Differs, Some(Difference::Place)),
            _ => (LinkKind::Differs, Some(Difference::Other)),
        };
        wanted.push((ends, kind, differs_in));
    }
    for row in gold["contradicts"].as_array().expect("a list") {
        let ends = row["between"].as_array().expect("a list").iter().map(|id| rows[&number(id)]).collect();
        wanted.push((ends, LinkKind::Contradicts, None));
    }
    let found = ties(editor);
    assert!(found.len() == wanted.len() && wanted.iter().all(|tie| found.contains(tie)), "{found:?}\n{wanted:?}");
}

/// Enters all of it as `options` say, checks it, and returns how many keys it took.
fn entered(options: Options, gold: &serde_json::Value) -> usize {
    let how = if options.all_alike { "all alike" } else { "one by one" };
    let outcome = replayed(options).expect("the pair is there");
    assert_eq!(outcome.differences, Vec::<String>::new());
    let (mentions, attributions) = (outcome.mentions.keys, outcome.attributions.keys);
    let mut editor = outcome.editor;
    editor.handle(Input { tick: 0, at: Timestamp::default(), kind: InputKind::Resize(160, 48) });
    let entities = make_entities(&mut editor);
    check_entities(&editor, gold);
    // The claims of the seven pairs come near, in the order of the left article; then the contradiction, inside the right one.
    let claims = keys(&mut editor, "space w g = j d s j = j d t j = j d o j =")
        + keys(&mut editor, "j j j j j enter m m ] a = !");
    check_ties(&editor, gold);
    let all = mentions + attributions + entities + claims;
    println!(
        "{how}: {mentions} keys for 90 mentions, {attributions} for 33 attributions, {entities} for 22 entities, {claims} for 8 ties: {all}"
    );
    all
}

#[test]
fn the_whole_pair_is_entered_by_keys_alone_and_equals_the_gold() {
    let Some((_, gold)) = pair() else { return };
    let one_by_one = entered(Options::default(), &gold);
    let all_alike = entered(Options { all_alike: true, ..Options::default() }, &gold);
    assert!(one_by_one <= 235 && all_alike <= 180, "{one_by_one} {all_alike}");
}
