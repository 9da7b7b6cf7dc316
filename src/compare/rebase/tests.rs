//! Deciding a rebase: whatever is chosen, the transaction fits the set, nothing is dropped, and all of it can be undone.

use proptest::prelude::*;

use super::*;
use crate::annotation::{Attribution, DocumentInfo, IdSource, Mention, Party, Provenance, RecordKind};

const OLD: &str = "KABUL (AFP) - The Taliban captured Sheberghan on Saturday, an aide to Dostum said.\n\n\
    The city is home to warlord Abdul Rashid Dostum, who returned this week from Turkey.\n\n\
    Residents of the desert city had fled to the north, and the road was closed for days.\n";

fn info(document: &Document) -> Record {
    Record::Document(DocumentInfo::of(document, "left.txt"))
}

/// Returns a set with a mention of each of `words`, the first time it stands in `document`, and their ids.
fn set(document: &Document, words: &[&str]) -> (Set, Vec<Id>) {
    let (mut set, mut ids) = (Set::new("pair", "news", "mk"), IdSource::new(1));
    let right = Document::new(DocId::B, "Another article.".to_owned());
    let mut edits = vec![Edit::add(info(document)), Edit::add(info(&right))];
    let mut found = Vec::new();
    for word in words {
        let start = document.text().find(word).expect(word);
        let span = document.span(start..start + word.len()).expect(word);
        let id = ids.next(|_| false);
        edits.push(Edit::add(Record::Mention(Mention::new(id, span, "place", Provenance::default()))));
        found.push(id);
    }
    set.apply(&Transaction { summary: String::new(), edits }).expect("fits");
    (set, found)
}

/// Adds an attribution whose source is the mention `source` and whose cue is `said`.
fn attribute(set: &mut Set, document: &Document, source: Id) -> Id {
    let id = IdSource::new(99).next(|id| set.get(id).is_some());
    let mut attribution = Attribution::empty(id, DocId::A, Provenance::default());
    attribution.sources.push(Party { mention: Some(source), ..Party::default() });
    let cue = document.text().find("said").expect("there");
    attribution.cues.push(document.span(cue..cue + 4).expect("there"));
    set.apply(&Transaction::of("", Edit::add(Record::Attribution(attribution)))).expect("fits");
    id
}

fn texts(old: &str, new: &str) -> [Arc<Document>; 2] {
    [old, new].map(|text| Arc::new(Document::new(DocId::A, text.to_owned())))
}

fn words(set: &Set, id: Id, document: &Document) -> Option<String> {
    set.get(id).and_then(|record| record.spans().first().map(|span| document.covered_span(span)))
}

#[test]
fn a_candidate_a_place_by_hand_a_parked_and_a_removed_tag() {
    let new = OLD
        .replace("Sheberghan", "Şıbırğan")
        .replace("Dostum said", "Dostom said")
        .replace("desert city", "steppe")
        .replace("Turkey", "the west");
    let [old, new] = texts(OLD, &new);
    let (before, ids) = set(&old, &["Sheberghan", "Dostum", "desert city", "Turkey", "Taliban"]);
    let mut rebase = Rebase::new(Arc::clone(&old), Arc::clone(&new), &before);
    let row = |rebase: &Rebase, id: Id| {
        (0..rebase.rows().len()).find(|&row| rebase.review(row).is_some_and(|review| review.record.id() == id))
    };
    assert_eq!(row(&rebase, ids[4]), None, "what is not in doubt is not asked");
    assert_eq!(rebase.counts(), [4, 0, 0, 0]);
    let rows = [0, 1, 2, 3].map(|at| row(&rebase, ids[at]).expect("in doubt"));
    assert_eq!(new.covered_span(rebase.candidates(rows[0])[0].span), "Şıbırğan");
    assert!(rebase.choose(rows[0], &Choice::Candidate(0)) && !rebase.choose(rows[0], &Choice::Candidate(9)));
    let start = new.text().find("Dostom").expect("there");
    let span = new.span(start..start + 6).expect("there");
    assert!(rebase.choose(rows[1], &Choice::ByHand(span)));
    assert!(rebase.choose(rows[2], &Choice::Remove));
    assert_eq!((rebase.park_rest(), rebase.counts()), (1, [0, 2, 1, 1]));
    let mut after = before.clone();
    after.apply(&rebase.transaction()).expect("made for this set");
    let found = [0, 1, 2, 3, 4].map(|at| words(&after, ids[at], &new));
    let expected = [Some("Şıbırğan"), Some("Dostom"), None, None, Some("Taliban")];
    assert_eq!(found.each_ref().map(Option::as_deref), expected);
    let parked = rebase.parked(&before).expect("whole").expect("one is parked");
    assert_eq!((parked.count(RecordKind::Mention), parked.count(RecordKind::Document)), (1, 2));
    assert_eq!(words(&parked, ids[3], &old).as_deref(), Some("Turkey"));
}

#[test]
fn who_refers_to_a_tag_waits_with_it_and_goes_where_it_goes() {
    let [old, new] = texts(OLD, &OLD.replace("Dostum said", "Dostom said"));
    let (mut before, ids) = set(&old, &["Dostum"]);
    let speech = attribute(&mut before, &old, ids[0]);
    let mut rebase = Rebase::new(old, Arc::clone(&new), &before);
    assert_eq!(rebase.counts(), [2, 0, 0, 0]);
    let of = |id: Id| rebase.carried().review.iter().position(|review| review.record.id() == id).expect("in review");
    let (tag, speech_at) = (of(ids[0]), of(speech));
    let row = (0..2).find(|&row| rebase.rows()[row].review == tag).expect("a row");
    assert!(rebase.choose(row, &Choice::Candidate(0)));
    assert!(matches!(rebase.fate(speech_at), Some(Fate::Placed(_))), "nothing of its own was in doubt");
    assert!(rebase.choose(row, &Choice::Remove));
    assert_eq!((rebase.fate(tag), rebase.fate(speech_at)), (Some(&Fate::Removed), Some(&Fate::Parked)));
    let parked = rebase.parked(&before).expect("whole").expect("the attribution");
    assert!(parked.get(speech).is_some() && parked.get(ids[0]).is_some(), "with what it refers to");
    let mut after = before.clone();
    after.apply(&rebase.transaction()).expect("nothing hangs loose");
    assert_eq!((after.get(speech), after.get(ids[0])), (None, None));
    // Both come back together, or only the tag.
    let [old, _] = texts(OLD, "");
    let mut back = Rebase::taking_up(old, Arc::clone(&new), parked, &after);
    assert!(back.takes_up() && back.counts()[0] == 2 && back.transaction().edits.is_empty());
    for row in 0..back.rows().len() {
        assert!(back.choose(row, &Choice::Candidate(0)), "row {row}");
    }
    after.apply(&back.transaction()).expect("fits again");
    assert_eq!(
        (words(&after, ids[0], &new).as_deref(), words(&after, speech, &new).as_deref()),
        (Some("Dostom"), Some("said"))
    );
}

/// An edit of the text: what is taken out where, and what is put there.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let word = prop_oneof![
        Just("喀布尔 ".to_owned()),
        Just("\r\n".to_owned()),
        Just("e\u{301}👩‍👧".to_owned()),
        "[a-z’ ]{0,12}"
    ];
    prop::collection::vec((0usize..300, 0usize..40, word), 1..6)
}

fn edited(text: &str, edits: &[(usize, usize, String)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, length, word) in edits {
        let at = (*at).min(text.len());
        let end = (at + length).min(text.len());
        text.splice(at..end, word.chars());
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_decision_fits_the_set_drops_nothing_and_can_be_undone(
        edits in edits(),
        choices in prop::collection::vec(0u8..5, 8),
    ) {
        let [old, new] = texts(OLD, &edited(OLD, &edits));
        let (mut before, ids) = set(&old, &["Taliban", "Sheberghan", "Saturday", "Dostum", "city", "Turkey", "north"]);
        attribute(&mut before, &old, ids[3]);
        let mut rebase = Rebase::new(Arc::clone(&old), Arc::clone(&new), &before);
        for row in 0..rebase.rows().len() {
            let choice = match choices[row % 8] {
                0 => Choice::Open,
                1 => Choice::Park,
                2 => Choice::Remove,
                3 => Choice::Candidate(1),
                _ => Choice::Candidate(0),
            };
            rebase.choose(row, &choice);
        }
        // What was found step by step is what is found at once.
        let counts = rebase.counts();
        let all: Vec<usize> = (0..rebase.states.len()).collect();
        rebase.refresh(&all);
        prop_assert_eq!(counts, rebase.counts());
        rebase.park_rest();
        prop_assert_eq!(rebase.counts()[0], 0);
        let transaction = rebase.transaction();
        let mut after = before.clone();
        prop_assert!(after.apply(&transaction).is_ok());
        let parked = rebase.parked(&before).expect("whole");
        let [_, _, parked_count, removed] = rebase.counts();
        prop_assert_eq!(parked.is_some(), parked_count > 0);
        let gone = before.records().filter(|record| after.get(record.id()).is_none());
        let gone: Vec<Id> = gone.map(Record::id).collect();
        prop_assert_eq!(gone.len(), parked_count + removed);
        let kept = gone.iter().filter(|id| parked.as_ref().is_some_and(|parked| parked.get(**id) == before.get(**id)));
        prop_assert!(kept.count() >= parked_count);
        for record in after.records() {
            for span in record.spans().into_iter().filter(|span| span.doc() == DocId::A) {
                for piece in span.pieces() {
                    prop_assert!(new.fragment(piece.bytes()).is_ok());
                }
            }
        }
        prop_assert!(after.apply(&transaction.inverse()).is_ok());
        for record in before.records() {
            prop_assert_eq!(after.get(record.id()), Some(record));
        }
        prop_assert_eq!(after.records().count(), before.records().count());
    }
}
