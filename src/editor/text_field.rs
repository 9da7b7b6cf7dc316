//! A line of text that a person writes: search, filter, note, palette.
//!
//! It counts in graphemes, what a reader calls a character: é written as e and a mark, a flag, a family emoji
//! and a Hindi conjunct are each passed and deleted whole. Every key reads only the text near the cursor.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::command::Command;
use crate::text::display::shown_cluster;

/// One line of text and the cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextField {
    text: String,
    /// The byte before which the next text goes; always a border of graphemes.
    cursor: usize,
}

/// The part of a [`TextField`] that a screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What stands there, never wider than asked for, and safe for a terminal.
    pub shown: String,
    /// The column of the cursor, counted from the first cell of `shown`.
    pub cursor: u16,
}

impl TextField {
    /// Returns a field that holds `text`, cleaned as by [`insert`](Self::insert), with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut field = TextField::default();
        field.insert(text);
        field
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts `text` at the cursor, typed or pasted: line ends and tabs become blanks, other control characters go.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text.replace("\r\n", "\n").chars().filter_map(clean).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
        self.settle();
    }

    /// Deletes the character before the cursor.
    pub fn backspace(&mut self) {
        let start = self.before(self.cursor);
        self.cut(start, self.cursor);
    }

    /// Deletes the character after the cursor.
    pub fn delete(&mut self) {
        self.cut(self.cursor, self.after(self.cursor));
    }

    /// Deletes back to the start of the word before the cursor.
    pub fn delete_word(&mut self) {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let word = before.split_word_bound_indices().rev().find(|(_, piece)| !piece.trim().is_empty());
        let start = word.map_or(0, |(start, _)| start);
        // Few characters bind to what follows them although a word begins there; these stay whole as well.
        let start = if self.is_border(start) { start } else { self.before(start) };
        self.cut(start, self.cursor);
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    /// Goes a character to the left.
    pub fn left(&mut self) {
        self.cursor = self.before(self.cursor);
    }

    /// Goes a character to the right.
    pub fn right(&mut self) {
        self.cursor = self.after(self.cursor);
    }

    /// Goes to the start of the line.
    pub fn start(&mut self) {
        self.cursor = 0;
    }

    /// Goes to the end of the line.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Does `command` if it is one of writing a line; returns whether it is.
    pub fn apply(&mut self, command: Command) -> bool {
        match command {
            Command::TextLeft => self.left(),
            Command::TextRight => self.right(),
            Command::TextStart => self.start(),
            Command::TextEnd => self.end(),
            Command::TextBackspace => self.backspace(),
            Command::TextDelete => self.delete(),
            Command::TextDeleteWord => self.delete_word(),
            Command::TextClear => self.clear(),
            _ => return false,
        }
        true
    }

    /// Returns what `width` cells show of the line. The cursor is always within them, with some of the text after
    /// it where there is more than fits.
    #[must_use]
    pub fn view(&self, width: u16) -> View {
        let width = usize::from(width);
        let (before, after) = self.text.split_at_checked(self.cursor).unwrap_or((&self.text, ""));
        // The cursor needs a cell, the character under it all of its cells.
        let under = after.graphemes(true).next().map_or(1, |grapheme| usize::from(shown_cluster(grapheme).1));
        let ahead = fitting(after.graphemes(true), (width / 4).max(under).min(width)).1.max(1);
        let (pieces, column) = fitting(before.graphemes(true).rev(), width.saturating_sub(ahead));
        let mut text: String = pieces.into_iter().rev().collect();
        text.extend(fitting(after.graphemes(true), width - column).0);
        View { shown: text, cursor: u16::try_from(column).unwrap_or(u16::MAX) }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.cursor = start;
        self.settle();
    }

    /// Moves the cursor to the end of the grapheme that a change has made around it.
    fn settle(&mut self) {
        if !self.is_border(self.cursor) {
            self.cursor = self.after(self.cursor);
        }
    }

    fn is_border(&self, byte: usize) -> bool {
        GraphemeCursor::new(byte, self.text.len(), true).is_boundary(&self.text, 0) != Ok(false)
    }

    fn before(&self, byte: usize) -> usize {
        let border = GraphemeCursor::new(byte, self.text.len(), true).prev_boundary(&self.text, 0);
        border.ok().flatten().unwrap_or(0)
    }

    fn after(&self, byte: usize) -> usize {
        let border = GraphemeCursor::new(byte, self.text.len(), true).next_boundary(&self.text, 0);
        border.ok().flatten().unwrap_or(self.text.len())
    }
}

/// Returns what a line of text keeps of `character`.
fn clean(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if character.is_control() => None,
        _ => Some(character),
    }
}

/// Returns the first of `graphemes` that fit into `width` cells, as screens show them, and the cells they take.
fn fitting<'text>(graphemes: impl Iterator<Item = &'text str>, width: usize) -> (Vec<Cow<'text, str>>, usize) {
    let (mut pieces, mut taken) = (Vec::new(), 0);
    for grapheme in graphemes {
        let (piece, cells) = shown_cluster(grapheme);
        let wider = taken + usize::from(cells);
        if wider > width {
            break;
        }
        taken = wider;
        pieces.push(piece);
    }
    (pieces, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    /// Does `act` to a field written with `|` for the cursor and returns it in the same way.
    fn after(written: &str, act: impl Fn(&mut TextField)) -> String {
        let (before, rest) = written.split_once('|').expect("a cursor");
        let mut field = TextField { text: format!("{before}{rest}"), cursor: before.len() };
        act(&mut field);
        let (before, rest) = field.text.split_at(field.cursor);
        format!("{before}|{rest}")
    }

    #[test]
    fn graphemes_are_deleted_and_passed_whole() {
        for whole in ["é", "e\u{301}", "👩‍👧‍👦", "🇦🇫", "क्षि", "喀", "ş", "\u{1100}\u{1161}\u{11a8}", "👍🏽"]
        {
            assert_eq!(after(&format!("a{whole}|b"), TextField::backspace), "a|b", "{whole}");
            assert_eq!(after(&format!("a|{whole}b"), TextField::delete), "a|b", "{whole}");
            assert_eq!(after(&format!("a|{whole}b"), TextField::right), format!("a{whole}|b"));
            assert_eq!(after(&format!("a{whole}|b"), TextField::left), format!("a|{whole}b"));
        }
        assert_eq!(after("🇦🇫🇹🇷|", TextField::backspace), "🇦🇫|");
        assert_eq!(after("|", TextField::backspace), "|");
        assert_eq!(after("|", TextField::delete), "|");
    }

    #[test]
    fn a_mark_typed_after_its_letter_belongs_to_it() {
        assert_eq!(after("e|", |field| field.insert("\u{301}")), "e\u{301}|");
        // The joiner makes one family of two; the cursor must not stay inside.
        assert_eq!(after("👩|👧", |field| field.insert("\u{200d}")), "👩\u{200d}👧|");
        // The letter between two halves of a flag goes: they join.
        assert_eq!(after("🇦b|🇫", TextField::backspace), "🇦🇫|");
    }

    #[test]
    fn words_are_deleted_backwards() {
        assert_eq!(after("two words  |x", TextField::delete_word), "two |x");
        assert_eq!(after("don’t|", TextField::delete_word), "|");
        assert_eq!(after("喀布尔|", TextField::delete_word), "喀布|");
        assert_eq!(after("said.|", TextField::delete_word), "said|");
        assert_eq!(after("   |", TextField::delete_word), "|");
        assert_eq!(after("|x", TextField::delete_word), "|x");
    }

    #[test]
    fn pasted_lines_become_one() {
        assert_eq!(TextField::new("a\r\nb\nc\td\u{2028}e\u{1b}[2J\u{7}").text(), "a b c d e[2J");
    }

    #[test]
    fn editing_commands_are_taken_and_others_left() {
        let mut field = TextField::new("ab cd");
        for command in [Command::TextLeft, Command::TextBackspace, Command::TextEnd, Command::TextDeleteWord] {
            assert!(field.apply(command));
        }
        assert_eq!(field.text(), "ab ");
        assert!(field.apply(Command::TextStart) && field.apply(Command::TextRight) && field.apply(Command::TextDelete));
        assert_eq!(field.text(), "a ");
        assert!(field.apply(Command::TextClear));
        assert_eq!(field.text(), "");
        assert!(!field.apply(Command::TextAct) && !field.apply(Command::TextDown));
    }

    #[test]
    fn a_long_line_scrolls_sideways() {
        let mut field = TextField::new("0123456789");
        assert_eq!(field.view(20), View { shown: "0123456789".to_owned(), cursor: 10 });
        assert_eq!(field.view(11), View { shown: "0123456789".to_owned(), cursor: 10 });
        assert_eq!(field.view(8), View { shown: "3456789".to_owned(), cursor: 7 });
        field.left();
        assert_eq!(field.view(8), View { shown: "23456789".to_owned(), cursor: 7 });
        field.left();
        assert_eq!(field.view(8), View { shown: "23456789".to_owned(), cursor: 6 });
        field.start();
        assert_eq!(field.view(8), View { shown: "01234567".to_owned(), cursor: 0 });
        assert_eq!(field.view(0), View { shown: String::new(), cursor: 0 });
    }

    #[test]
    fn a_wide_character_is_never_cut() {
        let mut field = TextField::new("喀布尔");
        assert_eq!(field.view(4), View { shown: "尔".to_owned(), cursor: 2 });
        field.left();
        assert_eq!(field.view(4), View { shown: "布尔".to_owned(), cursor: 2 });
        assert_eq!(field.view(1), View { shown: String::new(), cursor: 0 });
    }

    #[test]
    fn nothing_unseen_reaches_the_screen() {
        let view = TextField::new("\u{200b}x").view(9);
        assert_eq!((view.shown.width(), view.cursor), (2, 2), "{view:?}");
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-c .]{0,3}",
            any::<String>(),
            prop::sample::select(vec![
                "\u{301}", "\u{200d}", "👩", "👧", "🇦", "क", "\u{94d}", "ष", "喀", "\u{600}", "ş"
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    #[derive(Debug, Clone)]
    enum Act {
        Insert(String),
        Apply(Command),
    }

    fn act() -> impl Strategy<Value = Act> {
        let editing = super::super::command::TABLE.iter().map(|entry| entry.command);
        let editing: Vec<Command> = editing.filter(|command| TextField::default().apply(*command)).collect();
        prop_oneof![text().prop_map(Act::Insert), prop::sample::select(editing).prop_map(Act::Apply)]
    }

    proptest! {
        #[test]
        fn the_cursor_always_stands_between_graphemes(acts in prop::collection::vec(act(), 0..20), width in 0_u16..30) {
            let mut field = TextField::default();
            for act in acts {
                match act {
                    Act::Insert(text) => field.insert(&text),
                    Act::Apply(command) => prop_assert!(field.apply(command)),
                }
                let mut borders = field.text.grapheme_indices(true).map(|(at, _)| at).chain([field.text.len()]);
                prop_assert!(borders.any(|at| at == field.cursor), "{:?}", field);
                let view = field.view(width);
                prop_assert!(view.shown.width() <= usize::from(width), "{:?} {:?}", field, view);
                prop_assert!(view.cursor < width.max(1), "{:?} {:?}", field, view);
            }
        }

        #[test]
        fn what_fits_is_shown_whole(text in "[a-zş喀]{0,12}") {
            let field = TextField::new(&text);
            prop_assert_eq!(field.view(40).shown, text);
        }

        #[test]
        fn backspace_undoes_each_grapheme(text in text()) {
            let mut field = TextField::new(&text);
            let mut count = field.text.graphemes(true).count();
            while !field.text.is_empty() {
                field.backspace();
                count -= 1;
                prop_assert_eq!(field.text.graphemes(true).count(), count);
            }
        }
    }
}
