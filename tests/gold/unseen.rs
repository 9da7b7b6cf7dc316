//! First guesses on news that the rules were not written on: single sentences with one source and one stated fact.
//!
//! The corpus (`FactAppeal`, CC BY 4.0) marks sources and facts, not cues: the likeliest cue outside both is taken. Ends are
//! compared without marks, which it treats in no one way. The figures must not fall unseen.

use std::ops::Range;

use diptych::suggest::{Learner, Passage, cues, guess, guess_with};
use diptych::text::{DocId, Document};

/// A sentence with its source, its fact and its cue, in bytes.
struct Case {
    document: Document,
    source: Range<usize>,
    fact: Range<usize>,
    cue: Range<usize>,
}

/// Returns the text of `marked` without its marks, and what they mark: name and bytes.
fn parsed(marked: &str) -> (String, Vec<(String, Range<usize>)>) {
    let (mut text, mut open, mut found) = (String::new(), Vec::new(), Vec::new());
    for part in marked.split('<') {
        let (tag, rest) = if text.is_empty() && open.is_empty() && !marked.starts_with('<') && found.is_empty() {
            ("", part)
        } else {
            part.split_once('>').unwrap_or(("", part))
        };
        let name = tag.trim_start_matches('/').split(':').next().unwrap_or_default().to_owned();
        if tag.starts_with('/') {
            if let Some(at) = open.iter().rposition(|(known, _): &(String, usize)| *known == name) {
                let (name, start) = open.remove(at);
                found.push((name, start..text.len()));
            }
        } else if !tag.is_empty() {
            open.push((name, text.len()));
        }
        text.push_str(rest);
    }
    (text, found)
}

/// Returns `bytes` without marks and blanks at its ends.
fn bare(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let words = text.get(bytes.clone()).unwrap_or_default();
    let mark = |character: char| !character.is_alphanumeric();
    let start = bytes.start + (words.len() - words.trim_start_matches(mark).len());
    start..(bytes.start + words.trim_end_matches(mark).len()).max(start)
}

fn cases() -> Option<Vec<Case>> {
    let Some(table) = super::read("corpora/suggest/factappeal-train.csv") else {
        eprintln!("skipped: the corpora are not beside the checkout");
        return None;
    };
    let mut cases = Vec::new();
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.expect("a table");
        let (text, found) = parsed(row.get(1).unwrap_or_default());
        let of =
            |name: &str| found.iter().filter(|(known, _)| known == name).map(|(_, bytes)| bytes).collect::<Vec<_>>();
        let (sources, facts) = (of("Source"), of("Fact_Appeal"));
        let ([source], [fact]) = (sources.as_slice(), facts.as_slice()) else { continue };
        let (source, fact) = (bare(&text, source), bare(&text, fact));
        let document = Document::new(DocId::A, text);
        let apart = |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
        let outside = cues(&Passage::around(&document, 0)).into_iter();
        let outside = outside.filter(|cue| apart(&cue.bytes, &source) && apart(&cue.bytes, &fact));
        let likeliest = outside.max_by(|one, other| one.probability.total_cmp(&other.probability)).map(|cue| cue.bytes);
        if let Some(cue) = likeliest {
            cases.push(Case { document, source, fact, cue });
        }
    }
    Some(cases)
}

#[test]
fn first_guesses_hold_on_news_that_nobody_prepared() {
    let Some(cases) = cases() else { return };
    let mut right = [0; 4];
    for case in &cases {
        let (text, passage) = (case.document.text(), Passage::around(&case.document, 0));
        let found = guess(&passage, case.cue.clone(), None).expect("there is a word");
        let sources = found.sources.iter().map(|one| one.value.as_ref().map(|bytes| bare(text, bytes)));
        let at = sources.into_iter().position(|one| one.as_ref() == Some(&case.source));
        right[0] += usize::from(at == Some(0));
        right[1] += usize::from(at.is_some());
        let known = Some(case.source.clone());
        let found = guess(&passage, case.cue.clone(), Some(&known)).expect("there is a word");
        let is_fact = |pieces: &Vec<Range<usize>>| matches!(pieces.as_slice(), [only] if bare(text, only) == case.fact);
        let at = found.contents.iter().position(|one| is_fact(&one.value));
        right[2] += usize::from(at == Some(0));
        right[3] += usize::from(at.is_some());
    }
    println!("{} sentences; source first, among four, fact first, among four: {right:?}", cases.len());
    assert!(cases.len() > 500);
    let share = |count: usize| count * 100 / cases.len();
    assert!(share(right[0]) >= 70 && share(right[1]) >= 83, "{right:?} of {}", cases.len());
    assert!(share(right[2]) >= 84 && share(right[3]) >= 91, "{right:?} of {}", cases.len());
}

#[test]
fn what_is_learned_of_one_half_does_not_harm_the_other() {
    let Some(cases) = cases() else { return };
    let (taught, asked): (Vec<_>, Vec<_>) = cases.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let mut learner = Learner::default();
    for (number, (_, case)) in (0..).zip(taught) {
        let (text, passage) = (case.document.text(), Passage::around(&case.document, 0));
        let known = Some(case.source.clone());
        let found = guess_with(&passage, case.cue.clone(), Some(&known), Some(&learner)).expect("there is a word");
        let is_fact = |pieces: &Vec<Range<usize>>| matches!(pieces.as_slice(), [only] if bare(text, only) == case.fact);
        let content = found.contents.into_iter().find(|one| is_fact(&one.value)).map(|one| one.value);
        let accepted = diptych::suggest::Accepted {
            cue: case.cue.clone(),
            source: known,
            content: content.unwrap_or_else(|| vec![case.fact.clone()]),
        };
        learner.teach_in(number, &case.document, &accepted);
    }
    let first = |learner: Option<&Learner>| {
        let right = asked.iter().filter(|(_, case)| {
            let (text, passage) = (case.document.text(), Passage::around(&case.document, 0));
            let found = guess_with(&passage, case.cue.clone(), None, learner).expect("there is a word");
            let source = found.sources.first().and_then(|one| one.value.as_ref());
            source.map(|bytes| bare(text, bytes)).as_ref() == Some(&case.source)
        });
        right.count()
    };
    let (before, after) = (first(None), first(Some(&learner)));
    println!("{} sentences not taught; source first by rules {before}, with what was learned {after}", asked.len());
    assert!(after >= before, "{after} < {before}");
}
