//! A list of rows with one chosen, which can be filtered: help, tags, labels, messages, the palette.
//!
//! It knows numbers of rows and the words that the filter reads; what a row looks like is its owner's business.
//! A draw asks for the rows in the [`window`](List::window) alone, however many there are.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32String};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::command::Command;

/// Rows, of which some are shown and one is chosen.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// How many rows there are.
    count: usize,
    /// The words of the rows before the first filter has been typed, none afterwards.
    unread: Vec<String>,
    /// The words of the rows as the matcher reads them, none before.
    texts: Vec<Searchable>,
    /// The rows that the filter leaves, best first; `None` for all in their own order.
    found: Option<Vec<usize>>,
    /// The filter, normalised.
    filter: String,
    /// The chosen row, counted among those shown.
    chosen: usize,
    /// The first row of the window, counted among those shown.
    top: usize,
    height: usize,
}

impl List {
    /// Returns a list of rows that have these words, the first row chosen, its window empty until
    /// [`set_height`](Self::set_height).
    #[must_use]
    pub fn new(rows: Vec<String>) -> Self {
        List { count: rows.len(), unread: rows, ..List::default() }
    }

    /// Returns a list of `count` rows whose words are not read before they are [given](Self::give_words).
    #[must_use]
    pub fn of(count: usize) -> Self {
        List { count, ..List::default() }
    }

    /// Returns whether a filter needs the words of the rows first.
    #[must_use]
    pub fn lacks_words(&self) -> bool {
        self.unread.len() + self.texts.len() < self.count
    }

    /// Takes the words of all rows, in their order.
    pub fn give_words(&mut self, rows: Vec<String>) {
        self.count = rows.len();
        self.texts.clear();
        self.unread = rows;
    }

    /// Makes it a list of `count` rows, at least as many as before: the new ones come after them, and the same row stays
    /// chosen. The words of all are to be given anew.
    pub fn grow(&mut self, count: usize) {
        self.count = count.max(self.count);
        self.texts.clear();
        self.unread.clear();
    }

    /// Returns how many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Returns whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns how many rows the filter leaves.
    #[must_use]
    pub fn shown_len(&self) -> usize {
        self.found.as_ref().map_or(self.len(), Vec::len)
    }

    /// Shows only the rows that have the letters of every word of `filter` in this order, best first, and chooses
    /// the best.
    ///
    /// A small letter stands for a great one as well, a plain one for one with a mark. Without a word all rows come
    /// back in their own order and the same row stays chosen.
    pub fn filter(&mut self, filter: &str) {
        let filter: String = filter.nfkc().collect();
        if filter == self.filter {
            return;
        }
        let narrower = filter.starts_with(&self.filter);
        self.filter = filter;
        let words: Vec<Word> = self.filter.split_whitespace().map(Word::new).collect();
        let chosen = self.chosen();
        if words.is_empty() {
            self.found = None;
            self.choose(chosen.unwrap_or(0));
            return;
        }
        let before = self.found.take().filter(|_| narrower);
        self.found = Some(self.matching(&words, before));
        self.top();
    }

    /// Narrows the list by the same filter anew, after its rows have been given other words.
    pub fn filter_again(&mut self) {
        let filter = std::mem::take(&mut self.filter);
        self.found = None;
        self.filter(&filter);
    }

    /// Returns the rows that match all of `words`, best first: of all, or of those `among` which they must be.
    fn matching(&mut self, words: &[Word], among: Option<Vec<usize>>) -> Vec<usize> {
        self.texts.extend(self.unread.drain(..).map(|text| Searchable::new(&text)));
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut score = |row: usize| {
            let text = self.texts.get(row)?;
            let scores = words.iter().map(|word| word.score(text, &mut matcher));
            Some((Reverse(scores.sum::<Option<u32>>()?), row))
        };
        let mut scored: Vec<(Reverse<u32>, usize)> = match among {
            Some(rows) => rows.into_iter().filter_map(&mut score).collect(),
            None => (0..self.texts.len()).filter_map(&mut score).collect(),
        };
        scored.sort_unstable();
        scored.into_iter().map(|(_, row)| row).collect()
    }

    /// Returns the number of the chosen row among all rows, counted from 0; none where none is shown.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.row(self.chosen)
    }

    /// Chooses row number `row` of all rows if it is shown; returns whether it is.
    pub fn choose(&mut self, row: usize) -> bool {
        let place = match &self.found {
            None => (row < self.len()).then_some(row),
            Some(found) => found.iter().position(|shown| *shown == row),
        };
        if let Some(place) = place {
            self.go(place);
        }
        place.is_some()
    }

    /// Returns the numbers of the rows shown after the chosen one, then of those before it, both downwards.
    pub fn round(&self) -> impl Iterator<Item = usize> + '_ {
        (self.chosen + 1..self.shown_len()).chain(0..self.chosen).filter_map(|place| self.row(place))
    }

    /// Goes `rows` rows down, or up if negative, as far as there are rows.
    pub fn move_by(&mut self, rows: isize) {
        self.go(self.chosen.saturating_add_signed(rows));
    }

    /// Goes to the first row shown.
    pub fn top(&mut self) {
        self.go(0);
    }

    /// Goes to the last row shown.
    pub fn end(&mut self) {
        self.go(usize::MAX);
    }

    /// Makes the window this many rows high.
    pub fn set_height(&mut self, rows: u16) {
        self.height = usize::from(rows);
        self.go(self.chosen);
    }

    /// Does `command` if it is one of moving in a list, or past the suggestions under a line of text; returns
    /// whether it is.
    pub fn apply(&mut self, command: Command) -> bool {
        let page = isize::try_from(self.height.max(1)).unwrap_or(isize::MAX);
        match command {
            Command::ListDown | Command::TextDown => self.move_by(1),
            Command::ListUp | Command::TextUp => self.move_by(-1),
            Command::ListPageDown => self.move_by(page),
            Command::ListPageUp => self.move_by(-page),
            Command::ListTop => self.top(),
            Command::ListEnd => self.end(),
            _ => return false,
        }
        true
    }

    /// Returns the rows to draw, downwards: the number of each among all rows, and whether it is the chosen one.
    pub fn window(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        let end = (self.top + self.height).min(self.shown_len());
        (self.top..end).filter_map(|place| Some((self.row(place)?, place == self.chosen)))
    }

    /// Returns how many rows shown lie above the window.
    #[must_use]
    pub fn above(&self) -> usize {
        self.top
    }

    fn row(&self, place: usize) -> Option<usize> {
        match &self.found {
            None => (place < self.len()).then_some(place),
            Some(found) => found.get(place).copied(),
        }
    }

    /// Returns the place of the chosen row among those shown, counted from 0.
    #[must_use]
    pub fn chosen_place(&self) -> usize {
        self.chosen
    }

    /// Chooses the row shown at `place`, or the last, and moves the window as little as keeps it in sight.
    pub fn go(&mut self, place: usize) {
        self.chosen = place.min(self.shown_len().saturating_sub(1));
        // Before the first drawing there is no window yet; it begins at the top, not at the chosen row.
        if self.height == 0 {
            return;
        }
        let last_top = self.shown_len().saturating_sub(self.height);
        let lowest = (self.chosen + 1).saturating_sub(self.height);
        self.top = self.top.max(lowest).min(self.chosen).min(last_top.max(lowest));
    }
}

/// The words of one row as the matcher reads them.
#[derive(Debug, Clone)]
struct Searchable {
    /// With marks, a letter and its mark being one character wherever there is one.
    exact: Utf32String,
    /// Without marks; `None` if that is the same.
    plain: Option<Utf32String>,
}

impl Searchable {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Searchable { exact: Utf32String::Ascii(text.into()), plain: None };
        }
        let exact: Vec<char> = text.nfkc().collect();
        let plain: Vec<char> = text.nfkd().filter(|character| !is_combining_mark(*character)).nfc().collect();
        let plain = (plain != exact).then(|| Utf32String::Unicode(plain.into()));
        Searchable { exact: Utf32String::Unicode(exact.into()), plain }
    }
}

/// One word of a filter.
struct Word {
    atom: Atom,
    /// Whether it has marks, so that they matter.
    marked: bool,
}

impl Word {
    fn new(word: &str) -> Self {
        let atom = Atom::new(word, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy, false);
        Word { atom, marked: word.nfkd().any(is_combining_mark) }
    }

    fn score(&self, text: &Searchable, matcher: &mut Matcher) -> Option<u32> {
        let text = text.plain.as_ref().filter(|_| !self.marked).unwrap_or(&text.exact);
        self.atom.score(text.slice(..), matcher).map(u32::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(rows: &[&str]) -> List {
        let mut list = List::new(rows.iter().map(|row| (*row).to_owned()).collect());
        list.set_height(3);
        list
    }

    fn window(list: &List) -> Vec<usize> {
        list.window().map(|(row, _)| row).collect()
    }

    #[test]
    fn the_window_follows_the_chosen_row() {
        let mut list = list(&["a", "b", "c", "d", "e"]);
        assert_eq!(list.window().collect::<Vec<_>>(), [(0, true), (1, false), (2, false)]);
        assert!(list.apply(Command::ListPageDown));
        assert_eq!(list.window().collect::<Vec<_>>(), [(1, false), (2, false), (3, true)]);
        assert!(list.apply(Command::ListUp) && list.apply(Command::ListUp));
        assert_eq!(window(&list), [1, 2, 3]);
        assert!(list.apply(Command::ListEnd));
        assert_eq!((window(&list), list.chosen()), (vec![2, 3, 4], Some(4)));
        list.move_by(isize::MAX);
        assert_eq!(list.chosen(), Some(4));
        list.move_by(isize::MIN);
        assert_eq!((window(&list), list.chosen()), (vec![0, 1, 2], Some(0)));
        assert!(!list.apply(Command::ListAct) && !list.apply(Command::Undo));
    }

    #[test]
    fn a_higher_window_leaves_no_gap_at_its_foot() {
        let mut list = list(&["a", "b", "c", "d", "e"]);
        list.end();
        list.set_height(4);
        assert_eq!(window(&list), [1, 2, 3, 4]);
        list.set_height(1);
        assert_eq!(window(&list), [4]);
        list.set_height(0);
        assert_eq!(window(&list), Vec::<usize>::new());
        list.set_height(9);
        assert_eq!(window(&list), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_best_comes_first_and_the_order_comes_back() {
        let mut list = list(&["next sentence", "narrow column of text", "next", "search", "Next"]);
        list.filter("next");
        assert_eq!(window(&list)[..2], [0, 2], "whole words, in their order");
        assert_eq!(list.shown_len(), 4);
        list.filter("Next");
        assert_eq!(window(&list), [4], "a great letter means only itself");
        list.filter("zzz");
        assert_eq!((list.shown_len(), list.chosen(), list.len()), (0, None, 5));
        list.filter("sear");
        assert_eq!(list.chosen(), Some(3));
        list.filter(" ");
        assert_eq!((list.shown_len(), list.chosen()), (5, Some(3)), "the chosen row stays chosen");
        assert_eq!(window(&list), [1, 2, 3]);
    }

    #[test]
    fn marks_and_scripts_are_found() {
        let mut list =
            list(&["Şıbırğan", "cafe\u{301}", "喀布尔 Kabul", "काबुल", "كابل", "x\u{301}y", "👩‍👧‍👦 family", "하나"]);
        for (filter, row) in [
            ("şı", 0),
            ("sib", 0),
            ("Sib", 0),
            ("café", 1),
            ("cafe", 1),
            ("布", 2),
            ("काबु", 3),
            ("하", 7),
            ("كا", 4),
            ("xy", 5),
            ("👩", 6),
        ] {
            list.filter(filter);
            assert_eq!(list.chosen(), Some(row), "{filter}");
        }
    }

    #[test]
    fn a_mark_means_only_itself() {
        let mut list = list(&["cafe", "café"]);
        list.filter("café");
        assert_eq!((list.shown_len(), list.chosen()), (1, Some(1)));
    }

    #[test]
    fn words_are_looked_for_each() {
        let mut list = list(&["tag.remove  Remove the tag", "Remove nothing", "tag only"]);
        list.filter("remove tag");
        assert_eq!(list.shown_len(), 1);
        list.filter("tag \\");
        assert_eq!(list.shown_len(), 0);
    }

    #[test]
    fn rows_are_chosen_by_number() {
        let mut list = list(&["aa", "b", "ab"]);
        assert!(list.choose(2) && !list.choose(3));
        assert_eq!(list.chosen(), Some(2));
        list.filter("a");
        assert!(list.choose(2) && !list.choose(1));
        assert_eq!(list.chosen(), Some(2));
        let mut none = List::new(Vec::new());
        assert!(none.is_empty() && !none.choose(0));
        none.end();
        none.filter("x");
        assert_eq!((none.chosen(), none.above()), (None, 0));
    }

    #[test]
    fn a_hundred_thousand_rows_are_filtered() {
        let rows: Vec<String> = (0..100_000).map(|row| format!("mention {row} of Şıbırğan")).collect();
        let mut list = List::new(rows);
        list.set_height(20);
        list.filter("99999");
        assert_eq!((list.shown_len(), list.chosen()), (1, Some(99_999)));
        list.filter("");
        list.end();
        assert_eq!(list.window().last(), Some((99_999, true)));
    }

    #[test]
    fn words_may_come_late_and_rows_after_them() {
        let mut list = List::of(3);
        list.set_height(2);
        list.end();
        assert_eq!((list.lacks_words(), window(&list), list.chosen()), (true, vec![1, 2], Some(2)));
        list.give_words(["aa", "b", "ab"].map(str::to_owned).into());
        list.filter("a");
        assert_eq!((list.lacks_words(), list.shown_len()), (false, 2));
        list.filter("");
        list.choose(1);
        list.grow(5);
        assert_eq!((list.lacks_words(), list.len(), list.chosen()), (true, 5, Some(1)));
    }

    fn words() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-cA ]{0,3}",
            prop::sample::select(vec![
                "é", "e\u{301}", "x\u{301}", "ş", "\u{1112}", "\u{1161}", "喀", "की", "ﬁ", "\u{301}", "\\", "ſ"
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn typing_on_finds_what_the_whole_filter_finds(
            rows in prop::collection::vec(words(), 0..12),
            filter in words(),
        ) {
            let mut typed = List::new(rows.clone());
            for end in filter.char_indices().map(|(at, character)| at + character.len_utf8()) {
                typed.filter(filter.get(..end).expect("a border"));
            }
            let mut whole = List::new(rows);
            whole.filter(&filter);
            prop_assert_eq!(typed.found, whole.found);
        }

        #[test]
        fn the_chosen_row_is_always_in_the_window(
            count in 0_usize..30,
            acts in prop::collection::vec((0_u8..4, -12_isize..12), 0..20),
        ) {
            let mut list = List::new((0..count).map(|row| row.to_string()).collect());
            for (act, by) in acts {
                match act {
                    0 => list.set_height(u16::try_from(by.max(0)).expect("small")),
                    1 => list.filter(&by.max(-1).to_string().replace("-1", "")),
                    _ => list.move_by(by),
                }
                let window: Vec<(usize, bool)> = list.window().collect();
                prop_assert_eq!(window.len(), list.height.min(list.shown_len()));
                let chosen = window.iter().find(|(_, chosen)| *chosen).map(|(row, _)| *row);
                prop_assert_eq!(chosen, list.chosen().filter(|_| list.height > 0));
            }
        }
    }
}
