//! Differences: where a set is not what it was to be, one sentence each.

use std::collections::BTreeMap;
use std::ops::Range;

use super::target::{Saying, Tag, Target};
use crate::annotation::{Attribution, Id, Record, Set};
use crate::editor::{Editor, Part};
use crate::text::{DocId, Fragment, Span};

/// Returns where the set of `editor` differs from `target`; empty where they are equal. That an attribution lies in another, or goes
/// on with one, is compared where the target says so.
pub(super) fn differences(editor: &Editor, target: &Target) -> Vec<String> {
    let mut found = tags(editor, target);
    found.extend(sayings(editor, target));
    found
}

fn tags(editor: &Editor, target: &Target) -> Vec<String> {
    let mut there: Vec<Tag> = editor
        .set()
        .mentions()
        .map(|mention| Tag {
            doc: mention.span.doc(),
            bytes: mention.span.start()..mention.span.end(),
            label: mention.label.clone(),
        })
        .collect();
    there.sort();
    let words = |tag: &Tag| format!("{} “{}”", tag.label, words(editor, tag.doc, &tag.bytes));
    let missing = target.tags.iter().filter(|tag| !there.contains(tag)).map(|tag| format!("missing: {}", words(tag)));
    let more =
        there.iter().filter(|tag| !target.tags.contains(tag)).map(|tag| format!("not in the gold: {}", words(tag)));
    missing.chain(more).collect()
}

fn sayings(editor: &Editor, target: &Target) -> Vec<String> {
    let there = attributions(editor.set());
    let mut ids: BTreeMap<&str, Id> = BTreeMap::new();
    let mut found = Vec::new();
    for saying in &target.sayings {
        match there.iter().find(|one| is(saying, &target.parts, one)) {
            Some(one) => {
                ids.insert(&saying.id, one.id);
            }
            None => found.push(format!("missing: attribution {}, {}", saying.id, shown(editor, saying))),
        }
    }
    for one in there.iter().filter(|one| !target.sayings.iter().any(|saying| is(saying, &target.parts, one))) {
        let start = one.spans().map(Span::start).min().unwrap_or(0);
        let end = one.spans().map(Span::end).max().unwrap_or(0);
        found.push(format!("not in the gold: the attribution in “{}”", words(editor, one.doc, &(start..end))));
    }
    for saying in &target.sayings {
        let Some(one) = ids.get(saying.id.as_str()).and_then(|id| there.iter().find(|one| one.id == *id)) else {
            continue;
        };
        for (wanted, is, relation) in
            [(&saying.within, one.within, "lie within"), (&saying.continues, one.continues, "go on with")]
        {
            let Some(other) = wanted.as_deref() else { continue };
            if ids.get(other).is_some_and(|id| is != Some(*id)) {
                found.push(format!("attribution {} should {relation} {other}", saying.id));
            }
        }
    }
    found
}

/// Returns the attributions of `set`.
pub(super) fn attributions(set: &Set) -> Vec<Attribution> {
    let attribution = |record: &Record| match record {
        Record::Attribution(one) => Some(one.clone()),
        _ => None,
    };
    set.records().filter_map(attribution).collect()
}

/// Returns whether `one` is `saying`: the same pieces in each of `parts`.
pub(super) fn is(saying: &Saying, parts: &[Part], one: &Attribution) -> bool {
    saying.doc == one.doc && parts.iter().all(|part| pieces(one, *part) == saying.pieces(*part))
}

fn pieces(one: &Attribution, part: Part) -> Vec<Range<usize>> {
    let parties = |parties: &'_ [crate::annotation::Party]| -> Vec<Span> {
        parties.iter().filter_map(|party| party.span.clone()).collect()
    };
    let spans = match part {
        Part::Source => parties(&one.sources),
        Part::Cue => one.cues.clone(),
        Part::Content => one.contents.clone(),
        Part::Addressee => parties(&one.addressees),
        Part::Supplement => one.supplements.clone(),
    };
    let mut pieces: Vec<Range<usize>> = spans.iter().flat_map(Span::pieces).map(Fragment::bytes).collect();
    pieces.sort_by_key(|piece| (piece.start, piece.end));
    pieces
}

fn shown(editor: &Editor, saying: &Saying) -> String {
    let part = |part: Part| {
        saying.pieces(part).iter().map(|piece| words(editor, saying.doc, piece)).collect::<Vec<_>>().join(" … ")
    };
    let some = Part::ALL.into_iter().filter(|one| !saying.pieces(*one).is_empty());
    some.map(|one| format!("{} “{}”", one.word(), part(one))).collect::<Vec<_>>().join(", ")
}

fn words(editor: &Editor, doc: DocId, bytes: &Range<usize>) -> String {
    const SHOWN: usize = 60;
    let words = editor.document(doc).slice(bytes.clone());
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}
