//! The real pair stepped through: how many keys a named mention costs, all seen one by one, and all alike.

use std::collections::BTreeSet;

use diptych::editor::{Editor, What};

use super::{Row, pair, press, rows_of};

/// A mention that is never offered costs so many keys: a jump to it and the label.
const BY_HAND: usize = 5;

fn key_of(label: &str) -> &'static str {
    match label {
        "person" => "p",
        "organization" => "o",
        "place" => "t",
        other => panic!("no key for {other}"),
    }
}

/// Returns the gold's label for what the editor offers, and the string.
fn wanted(editor: &Editor, gold: &[Row]) -> Option<(Option<String>, String)> {
    let stop = editor.offer()?.stop;
    assert!(matches!(stop.what, What::Mention { .. }), "only mentions were chosen");
    let document = editor.document(stop.doc);
    let (start, end) = (document.chars_before(stop.bytes.start), document.chars_before(stop.bytes.end));
    let row = gold.iter().find(|(doc, from, to, _)| *doc == stop.doc.as_str() && (*from, *to) == (start, end));
    Some((row.map(|row| row.3.clone()), document.slice(stop.bytes).to_owned()))
}

/// Steps through the pair, deciding each stop by the keys that `decide` names, and returns how many keys that took.
fn step_through(editor: &mut Editor, gold: &[Row], decide: impl Fn(&Editor, Option<&str>, &str) -> String) -> usize {
    for key in ["z", "t", "tab"] {
        press(editor, key);
    }
    let mut keys = 1;
    while let Some((label, string)) = wanted(editor, gold) {
        for key in decide(editor, label.as_deref(), &string).split(' ') {
            press(editor, key);
            keys += 1;
        }
        assert!(keys < 1000, "stepping does not end at {string}: {:?}", editor.message());
    }
    keys
}

fn missed(editor: &Editor, gold: &[Row]) -> usize {
    let wanted: BTreeSet<Row> = gold.iter().cloned().collect();
    let found = rows_of(editor);
    assert!(found.is_subset(&wanted), "too much: {:?}", found.difference(&wanted).collect::<Vec<_>>());
    wanted.difference(&found).count()
}

#[test]
fn one_by_one_a_named_mention_costs_hardly_more_than_a_key() {
    let Some((mut editor, gold)) = pair() else { return };
    let keys = step_through(&mut editor, &gold, |_, label, _| label.map_or("x", key_of).to_owned());
    let missed = missed(&editor, &gold);
    let all = keys + BY_HAND * missed;
    eprintln!("{} mentions one by one: {keys} keys, {missed} never offered, {all} keys in all", gold.len());
    assert!(all * 100 <= gold.len() * 112, "{all} keys for {} mentions", gold.len());
}

#[test]
fn all_alike_a_named_mention_costs_half_a_key() {
    let Some((mut editor, gold)) = pair() else { return };
    let keys = step_through(&mut editor, &gold, |editor, label, string| {
        let Some(label) = label else { return "X".to_owned() };
        // Where the same words are something else elsewhere, each is decided by itself.
        let is = |row: &&Row| {
            let document =
                editor.document(if row.0 == "a" { diptych::text::DocId::A } else { diptych::text::DocId::B });
            let at = |chars: usize| document.byte_of_char(chars).expect("inside the article");
            document.slice(at(row.1)..at(row.2)) == string
        };
        let one_label = gold.iter().filter(is).all(|row| row.3 == label);
        let key = key_of(label);
        if one_label { key.to_uppercase() } else { key.to_owned() }
    });
    let wanted: BTreeSet<Row> = gold.iter().cloned().collect();
    let found = rows_of(&editor);
    let (wrong, missed) = (found.difference(&wanted).count(), wanted.difference(&found).count());
    // What is wrong is gone to and taken away by three keys: `]p` and `x`.
    let all = keys + 3 * wrong + BY_HAND * missed;
    eprintln!("{} mentions all alike: {keys} keys, {wrong} too many, {missed} never offered, {all} in all", gold.len());
    assert!(all * 100 <= gold.len() * 60, "{all} keys for {} mentions", gold.len());
}
