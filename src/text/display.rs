//! The one mapping of text from outside to what may reach a terminal.
//!
//! A terminal takes control characters for commands, lets bidirectional overrides turn a line round, and shows
//! nothing at all for zero-width characters and tags. Each of these becomes a visible mark here: a control its
//! picture (`␀` to `␟`, `␡`), a line separator `␤`, everything else `␚`; an accent that has no letter stands on
//! `◌`. Joiners stay where they do their work: inside pictures, and in the words of scripts that join letters.
//!
//! Widths are those of `unicode-width`, grapheme by grapheme, as the cells are filled.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::grapheme::is_simple;

/// The mark for what is invisible and has no picture of its own.
pub const HIDDEN: &str = "␚";
/// What an accent without a letter stands on.
const BASE: char = '◌';
/// Of a longer grapheme only so many bytes are shown: the rest are accents upon accents.
const LONGEST: usize = 64;
/// A grapheme that takes more cells is shown as [`HIDDEN`].
const WIDEST: u16 = 8;
/// The flags that are spelled in tag characters: England, Scotland, Wales.
const TAG_FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Returns `text` as one line for a terminal: line ends, tabs and all else that is unfit to be shown become marks.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        line.push_str(&shown_cluster(cluster).0);
    }
    if line == text { Cow::Borrowed(text) } else { Cow::Owned(line) }
}

/// Returns how many cells a text takes that [`shown`] has returned.
#[must_use]
pub fn width(shown: &str) -> usize {
    if shown.is_ascii() {
        return shown.len();
    }
    shown.graphemes(true).map(|grapheme| usize::from(cells(grapheme))).sum()
}

/// Returns how one grapheme is shown, and in how many cells: at least one.
#[must_use]
pub fn shown_cluster(cluster: &str) -> (Cow<'_, str>, u16) {
    if let [b' '..=b'~'] = cluster.as_bytes() {
        return (Cow::Borrowed(cluster), 1);
    }
    let mut characters = cluster.chars();
    if let (Some(first), None) = (characters.next(), characters.next())
        && is_simple(first)
        && let Some(width @ 1..) = first.width()
    {
        return (Cow::Borrowed(cluster), if width == 1 { 1 } else { 2 });
    }
    let width = cells(cluster);
    if (1..=WIDEST).contains(&width) && (is_fit(cluster) || TAG_FLAGS.contains(&cluster)) {
        return (Cow::Borrowed(cluster), width);
    }
    let safe = spelled(cluster);
    let mut width = 0_u16;
    for grapheme in safe.graphemes(true) {
        let cells = cells(grapheme);
        width = width.saturating_add(cells);
        if cells == 0 || width > WIDEST {
            return (Cow::Borrowed(HIDDEN), 1);
        }
    }
    if width == 0 { (Cow::Borrowed(HIDDEN), 1) } else { (Cow::Owned(safe), width) }
}

/// Returns how many cells `grapheme` takes.
fn cells(grapheme: &str) -> u16 {
    u16::try_from(grapheme.width()).unwrap_or(u16::MAX)
}

/// Returns the characters of `cluster`, each with the mark in its place if it must not be shown.
fn marks(cluster: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let mut base = None;
    let mut before = None;
    let mut rest = cluster.chars();
    std::iter::from_fn(move || {
        let character = rest.next()?;
        let mark = mark_for(character, base, before, rest.as_str().chars().next());
        // Nothing joins a mark, nor dresses it.
        before = mark.is_none().then_some(character);
        if mark.is_some() || character.width() != Some(0) {
            base = before;
        }
        Some((character, mark))
    })
}

/// Returns whether `cluster`, which takes cells, may be shown as it is.
fn is_fit(cluster: &str) -> bool {
    cluster.len() <= LONGEST && marks(cluster).all(|(_, mark)| mark.is_none())
}

/// Returns `cluster` with marks in place of what must not be shown, cut if it is long.
fn spelled(cluster: &str) -> String {
    let mut safe = String::with_capacity(cluster.len().min(LONGEST) + 4);
    for (character, mark) in marks(cluster) {
        if safe.is_empty() && mark.is_none() && cells(cluster) == 0 {
            safe.push(BASE);
        }
        safe.push(mark.unwrap_or(character));
        if safe.len() > LONGEST {
            break;
        }
    }
    safe
}

/// Returns the mark in place of `character`, `None` where it may be shown.
///
/// In its grapheme, `base` is what was last shown before it in a cell of its own, if that is no mark; `before`, if that is
/// none either, and `next` are its neighbours.
fn mark_for(character: char, base: Option<char>, before: Option<char>, next: Option<char>) -> Option<char> {
    let hidden = HIDDEN.chars().next();
    let in_word = base.is_some_and(joins_letters);
    match character {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7F}' => Some('␡'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('␤'),
        // The joiner: inside a picture, or in a word whose letters join.
        '\u{200D}' => {
            let in_picture = base.and(before).and(next).is_some_and(|next| next.width() != Some(0));
            if in_picture || in_word { None } else { hidden }
        }
        '\u{200C}' if in_word => None,
        '\u{200C}' => hidden,
        // One variation selector says how the character before it looks; more would only hide something.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {
            let useful = before.is_some_and(|before| !is_selector(before) && before.width() != Some(0));
            if useful || in_word { None } else { hidden }
        }
        _ if is_hidden(character) => hidden,
        _ => None,
    }
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Returns whether `character` belongs to a script in which joiners shape words: Arabic, Indic and their kin.
fn joins_letters(character: char) -> bool {
    matches!(character,
        '\u{620}'..='\u{109F}' | '\u{1780}'..='\u{180A}' | '\u{1820}'..='\u{18AF}' | '\u{1B00}'..='\u{1BFF}'
        | '\u{A800}'..='\u{A8FF}' | '\u{A980}'..='\u{A9FF}' | '\u{FB50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10A00}'..='\u{11FFF}')
}

/// Returns whether a terminal may take `character`, wherever it stands, for a command, for nothing or for a turn of the line.
#[must_use]
pub fn is_unfit(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || is_hidden(character)
}

/// Returns whether a terminal would show nothing for `character`, or turn the line round.
fn is_hidden(character: char) -> bool {
    let not_a_character = u32::from(character) & 0xFFFE == 0xFFFE || matches!(character, '\u{FDD0}'..='\u{FDEF}');
    not_a_character
        || matches!(character,
            '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::super::sample::short;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_of_every_script_is_shown_as_it_is() {
        for text in [
            "",
            "plain ASCII ~",
            "Şıbırğan’s “fall”",
            "喀布尔。",
            "서울",
            "قال می\u{200c}خواهم",
            "हिन्दी क्\u{200d}ष",
            "👩‍👧‍👦 🇦🇫 👍🏽 ❤️ 1️⃣",
            TAG_FLAGS[0],
            "e\u{301}",
            "ｶﾞ",
            "葛\u{E0100}",
        ] {
            assert!(matches!(shown(text), Cow::Borrowed(_)), "{text:?} became {:?}", shown(text));
        }
    }

    #[test]
    fn what_a_terminal_would_obey_or_hide_becomes_a_mark() {
        for (text, mark) in [
            ("a\u{1b}[31mb", "a␛[31mb"),
            ("\0\t\r\n\u{7f}", "␀␉␍␊␡"),
            ("\u{9b}x", "␚x"),
            ("a\u{2028}b\u{85}", "a␤b␤"),
            ("a\u{202e}cba", "a␚cba"),
            ("\u{2067}x\u{2069}", "␚x␚"),
            ("a\u{200b}b\u{feff}", "a␚b␚"),
            ("co\u{ad}op", "co␚op"),
            ("a\u{200d}b\u{200c}", "a␚b␚"),
            ("\u{200d}", "␚"),
            ("a\u{e0041}", "a␚"),
            ("\u{1f3f4}\u{e0061}", "\u{1f3f4}␚"),
            ("\u{301}a", "◌\u{301}a"),
            ("\u{fe0f}", "␚"),
            ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}␚"),
            ("\u{ffff}", "␚"),
            ("👩\u{200d}", "👩␚"),
            ("\u{3164}", "␚"),
            ("\u{901}\u{200c}", "◌\u{901}␚"),
            ("\u{1825}\u{e0069}\u{200d}\u{fe0f}", "\u{1825}␚␚␚"),
            ("\u{922}\u{e0065}\u{94d}\u{200d}\u{937}", "\u{922}␚\u{94d}␚\u{937}"),
            ("👩\u{e0041}\u{301}\u{200d}👧", "👩␚\u{301}␚👧"),
            ("\u{3}\u{e33}\u{200d}", "␃\u{e33}\u{200d}"),
        ] {
            assert_eq!(shown(&shown(text)), mark, "{text:?} twice");
            assert_eq!(shown(text), mark, "{text:?}");
        }
    }

    #[test]
    fn widths_are_counted_in_cells() {
        for (text, cells) in [
            ("a", 1),
            ("ş", 1),
            ("喀", 2),
            ("서", 2),
            ("👩‍👧‍👦", 2),
            ("🇦🇫", 2),
            ("❤️", 2),
            ("ｶﾞ", 2),
            ("e\u{301}", 1),
            ("\u{301}", 1),
            ("\u{200b}", 1),
            ("\r\n", 2),
            ("a\u{e0041}", 2),
            ("’", 1),
            ("—", 1),
            ("…", 1),
            ("␚", 1),
        ] {
            assert_eq!(shown_cluster(text).1, cells, "{text:?}");
        }
        assert_eq!(width("喀布尔 Kabul"), 12);
    }

    #[test]
    fn every_simple_character_takes_the_width_of_the_standard() {
        for character in ('\0'..=char::MAX).filter(|&character| is_simple(character)) {
            let text = character.to_string();
            assert_eq!(shown_cluster(&text), (Cow::Borrowed(text.as_str()), cells(&text)), "{character:?}");
        }
    }

    #[test]
    fn graphemes_beyond_measure_are_shown_small() {
        let accents = format!("a{}", "\u{301}".repeat(500));
        let (text, width) = shown_cluster(&accents);
        assert!(text.len() <= LONGEST + 4 && text.starts_with('a'));
        assert_eq!(width, 1);
        assert_eq!(shown_cluster(&"\u{1100}".repeat(100)), (Cow::Borrowed(HIDDEN), 1));
    }

    proptest! {
        #[test]
        fn nothing_invisible_comes_through(text in prop_oneof![short(), any::<String>()]) {
            let line = shown(&text).into_owned();
            for grapheme in line.graphemes(true) {
                prop_assert!(cells(grapheme) > 0, "{:?} in {:?}", grapheme, line);
                prop_assert!(!grapheme.contains(char::is_control));
                prop_assert!(TAG_FLAGS.contains(&grapheme) || !grapheme.contains(is_hidden), "{:?}", grapheme);
            }
            let clusters = || text.graphemes(true).map(shown_cluster);
            prop_assert!(clusters().all(|(part, _)| shown(&part) == part), "what is shown once is shown so again");
            let cells: usize = clusters().map(|(_, width)| usize::from(width)).sum();
            prop_assert_eq!(cells, width(&line));
        }
    }
}
