//! Ties between claims and between sentences: made, changed, followed, undone.

use super::Bench;
use crate::annotation::Record;
use crate::annotation::ties::Says;
use crate::editor::input::{Effect, InputKind, Report, Request};
use crate::text::DocId;

const LEFT: &str =
    "The mayor said the dam at Orlec holds. Three people were hurt in Melvice.\n\nA “ş” 喀布尔 stood there.";
const RIGHT: &str = "Nobody slept in Carrow.\n\nOfficials said the dam at Orlec still holds. \
    Five people were hurt in Melvice. A guard claimed the dam was shut.";

impl Bench {
    /// Selects the first `words` in `doc`.
    pub(super) fn at(&mut self, doc: DocId, words: &str) -> &mut Self {
        let start = self.editor.document(doc).text().find(words).expect("the words are there");
        self.editor.show_place(doc, start..start + words.len());
        self
    }

    /// Returns the links in words, each with its ends in the order that they were tied in.
    pub(super) fn links(&self) -> Vec<String> {
        let mut found = Vec::new();
        for record in self.editor.set().records() {
            if let Record::Link(link) = record {
                let ends: Vec<String> = link.members.iter().map(|end| self.editor.end_words(end)).collect();
                found.push(format!("{}: {}", Says::of(link).words(), ends.join(" = ")));
            }
        }
        found.sort();
        found
    }

    /// Returns the row of the screen that has `words`.
    pub(super) fn row(&self, words: &str) -> String {
        let screen = self.screen();
        screen.lines().find(|row| row.contains(words)).unwrap_or_else(|| panic!("no {words} in:\n{screen}")).to_owned()
    }
}

/// A bench with the claims of the mayor, of the officials and of the guard.
fn claims() -> Bench {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "said").keys("a a");
    bench.at(DocId::B, "said").keys("a a");
    bench.at(DocId::B, "claimed").keys("a a");
    bench.at(DocId::A, "said");
    bench
}

const SAME: &str = "The mayor “the dam at Orlec holds” = Officials “the dam at Orlec still holds”";

#[test]
fn two_keys_tie_a_claim_to_the_nearest_one() {
    let mut bench = claims();
    bench.keys("= enter");
    assert_eq!(bench.links(), [format!("same: {SAME}")], "{}", bench.message());
    assert!(bench.message().starts_with("same: The mayor “the dam"), "{}", bench.message());
    bench.keys("u");
    assert_eq!(bench.links(), Vec::<String>::new());
    bench.keys("U");
    assert_eq!(bench.links(), [format!("same: {SAME}")]);
    assert_eq!(bench.journal.len(), 6);
}

#[test]
fn the_list_says_place_nearness_speaker_and_what_is_tied() {
    let mut bench = claims();
    bench.keys("=");
    let row = bench.row("▸ 1");
    assert!(row.contains("B ¶2") && row.contains("Officials") && row.contains("the dam at Orlec still"), "{row}");
    assert!(!row.contains('≡'), "{row}");
    bench.keys("enter =");
    assert!(bench.row("▸ 1").contains('≡'), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.message(), "they are tied just so already");
    bench.keys("-");
    assert_eq!(bench.links(), Vec::<String>::new());
}

#[test]
fn a_tie_of_another_kind_is_changed_not_doubled() {
    let mut bench = claims();
    bench.keys("= enter = d");
    assert!(bench.row("in place").contains("n in number"), "{}", bench.screen());
    bench.keys("t");
    assert_eq!(bench.links(), [format!("differs in place: {SAME}")]);
    bench.keys("= d n = !");
    assert_eq!(bench.links(), [format!("contradicts: {SAME}")]);
    bench.keys("u");
    assert_eq!(bench.links(), [format!("differs in number: {SAME}")]);
    bench.keys("= 2 !");
    assert_eq!(bench.links().len(), 2, "the second row is another end");
}

#[test]
fn sentences_are_tied_and_shown_in_both_margins() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "hurt").keys("= d n");
    assert_eq!(
        bench.links(),
        ["differs in number: “Three people were hurt in Melvice.” = “Five people were hurt in Melvice.”"]
    );
    let screen = bench.screen();
    assert!(screen.contains("≠2") && screen.contains("1≠"), "{screen}");
    bench.keys("h l");
    assert!(bench.row("▸ “hurt”").contains("≠ differs in number from B ¶2"), "{}", bench.screen());
    bench.at(DocId::B, "Five");
    assert!(bench.row("▸ “Five”").contains("from A ¶1"), "{}", bench.screen());
    bench.at(DocId::B, "Nobody");
    assert!(!bench.row("▸ “Nobody”").contains('≠'), "{}", bench.screen());
}

#[test]
fn a_marked_end_is_offered_first_wherever_one_goes() {
    let mut bench = claims();
    bench.at(DocId::B, "claimed").keys("m m");
    assert!(bench.message().starts_with("marked B ¶2 A guard “the dam was shut”"), "{}", bench.message());
    bench.at(DocId::B, "said").keys("=");
    assert!(bench.row("▸ 1").contains("marked"), "{}", bench.screen());
    bench.keys("!");
    assert_eq!(bench.links(), ["contradicts: Officials “the dam at Orlec still holds” = A guard “the dam was shut”"]);
    bench.at(DocId::A, "said").keys("=");
    assert!(!bench.screen().contains("marked"), "it is used up: {}", bench.screen());
    bench.keys("esc").at(DocId::A, "ş").keys("=");
    assert!(bench.message().starts_with("no counterpart found in B; m m"), "{}", bench.message());
}

#[test]
fn a_tie_is_followed_to_its_ends_and_back() {
    let mut bench = claims();
    bench.keys("= enter = 2 ! W");
    assert_eq!((bench.selected(), bench.editor.focus()), ("said", DocId::B));
    assert_eq!(bench.message(), "≡ same; 1 of 2, W the next; C-o comes back");
    bench.keys("W");
    assert_eq!(bench.selected(), "claimed");
    bench.keys("W");
    assert_eq!((bench.selected(), bench.editor.focus()), ("said", DocId::B), "and round");
    bench.keys("C-o");
    assert_eq!((bench.selected(), bench.editor.focus()), ("said", DocId::A));
}

#[test]
fn without_a_tie_the_nearest_sentence_is_gone_to() {
    let mut bench = Bench::new(LEFT, RIGHT);
    bench.at(DocId::A, "hurt").keys("W");
    assert_eq!(bench.selected(), "Five people were hurt in Melvice.");
    assert!(bench.message().starts_with("nearest, not tied: 0."), "{}", bench.message());
    bench.keys("C-o");
    assert_eq!(bench.selected(), "hurt");
    bench.at(DocId::A, "ş").keys("W");
    assert_eq!(bench.message(), "no counterpart found in B");
    let mut empty = Bench::new("", "");
    empty.keys("W = m m");
    assert_eq!(empty.message(), "there is no word to mark");
}

#[test]
fn a_large_pair_is_compared_by_the_worker_and_waited_for_by_no_key() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(1200);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.at(DocId::A, "hurt").keys("=");
    assert!(bench.screen().contains("comparing the two articles"), "{}", bench.screen());
    bench.keys("enter");
    assert_eq!(bench.links(), Vec::<String>::new());
    let asked: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Ask(Request::Compare(texts)) => Some(texts.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(asked.len(), 1, "asked once");
    let found = crate::compare::facing::Facing::between(&asked[0]).map(std::sync::Arc::new);
    bench.input(InputKind::Report(Report::Compared(found)));
    assert!(bench.row("▸ 1").contains("Five people"), "{}", bench.screen());
    bench.keys("d n W");
    assert_eq!((bench.links().len(), bench.selected()), (1, "Five people were hurt in Melvice."));
}

#[test]
fn a_set_that_cannot_be_changed_is_not_tied() {
    let mut bench = claims();
    bench.keys("z r =");
    assert!(bench.message().contains("nothing can be changed"), "{}", bench.message());
    assert_eq!(bench.links(), Vec::<String>::new());
}

#[test]
fn a_filter_stays_when_the_comparison_comes() {
    let filler = "Nothing happened on that long day anywhere. ".repeat(1200);
    let mut bench = Bench::new(&format!("{LEFT}\n\n{filler}"), RIGHT);
    bench.at(DocId::B, "Nobody").keys("m m").at(DocId::A, "hurt").keys("= /").type_text("five");
    let asked = bench.effects.iter().find_map(|effect| match effect {
        Effect::Ask(Request::Compare(texts)) => Some(texts.clone()),
        _ => None,
    });
    let found = crate::compare::facing::Facing::between(&asked.expect("it was asked")).map(std::sync::Arc::new);
    bench.input(InputKind::Report(Report::Compared(found)));
    assert!(bench.row("Same as").contains("/five"), "{}", bench.screen());
    assert!(bench.row("▸").contains("Five people") && !bench.screen().contains("marked"), "{}", bench.screen());
    bench.type_text("z");
    assert!(bench.screen().contains("nothing has these letters"), "keys go to the filter: {}", bench.screen());
}

#[test]
fn ends_that_are_tied_no_more_are_not_gone_through() {
    let mut bench = claims();
    bench.keys("= enter = 2 ! W");
    assert!(bench.message().contains("1 of 2"), "{}", bench.message());
    bench.editor.show_place(DocId::A, bench.editor.selection());
    bench.at(DocId::A, "said").keys("= 2 -").at(DocId::B, "said").keys("W");
    assert_eq!((bench.selected(), bench.editor.focus()), ("said", DocId::A), "{}", bench.message());
}
