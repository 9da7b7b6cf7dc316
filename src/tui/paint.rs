//! From pieces to cells: each grapheme in the cells that its width asks for.
//!
//! A grapheme of two cells stands in the first; the second holds an empty symbol, so that it never passes for a blank.
//! Where it is half covered or half outside, its cells become blank.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::Theme;
use crate::editor::scene::Scene;

/// A scene and the theme to draw it with, as a widget; its corner is the corner of the area.
#[derive(Debug, Clone, Copy)]
pub struct Painting<'a> {
    /// What to draw.
    pub scene: &'a Scene,
    /// How it looks.
    pub theme: &'a Theme,
}

impl Widget for Painting<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        for piece in self.scene.pieces.iter().filter(|piece| piece.y < area.height) {
            let start = buffer.index_of(area.x, area.y + piece.y);
            let row = &mut buffer.content[start..start + usize::from(area.width)];
            lay(row, piece.x, &piece.text, self.theme.style(piece.ink));
        }
    }
}

/// Lays `text` into the cells of `row` from column `x`, as much as fits.
pub(super) fn lay(row: &mut [Cell], x: u16, text: &str, style: Style) {
    let mut at = usize::from(x);
    if at >= row.len() || text.is_empty() {
        return;
    }
    part_wide(row, at);
    let look = Look::of(style);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        if is_simple(first) && after.chars().next().is_none_or(is_simple) {
            let Some(cell) = row.get_mut(at) else { return };
            cell.set_char(first);
            look.apply(cell, first == ' ');
            at += 1;
            rest = after;
        } else {
            let grapheme = rest.graphemes(true).next().unwrap_or(rest);
            rest = rest.get(grapheme.len()..).unwrap_or_default();
            at += lay_grapheme(row, at, grapheme, look);
            if at >= row.len() {
                return;
            }
        }
    }
    blank_rest(row, at);
}

/// Lays one grapheme of any width and returns how many cells it took.
fn lay_grapheme(row: &mut [Cell], at: usize, grapheme: &str, look: Look) -> usize {
    // Texts come with such characters already made visible; this is the last gate before the terminal.
    let symbol = if grapheme.chars().any(char::is_control) { "?" } else { grapheme };
    let width = symbol.width();
    let room = row.len().saturating_sub(at);
    let Some(cells) = row.get_mut(at..at + width.min(room)) else { return 0 };
    for (place, cell) in cells.iter_mut().enumerate() {
        cell.set_symbol(match place {
            _ if width > room => " ",
            0 => symbol,
            _ => "",
        });
        look.apply(cell, symbol == " ");
    }
    width
}

/// Blanks the cells before `at` of a grapheme that reaches over `at`.
fn part_wide(row: &mut [Cell], at: usize) {
    if !is_continuation(&row[at]) {
        return;
    }
    for cell in row[..at].iter_mut().rev() {
        let head = !is_continuation(cell);
        cell.set_symbol(" ");
        if head {
            break;
        }
    }
    blank_rest(row, at);
}

/// Blanks the cells from `at` that have lost the grapheme they belonged to.
fn blank_rest(row: &mut [Cell], at: usize) {
    for cell in row.iter_mut().skip(at).take_while(|cell| is_continuation(cell)) {
        cell.set_symbol(" ");
    }
}

/// Whether `cell` is not the first of a grapheme.
pub(super) fn is_continuation(cell: &Cell) -> bool {
    cell.symbol().is_empty()
}

/// Whether `character` fills one cell and joins with no other of its kind: most of what is drawn.
fn is_simple(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}'
        | '\u{2500}'..='\u{259f}')
}

/// A style with every part known, as cells hold it.
#[derive(Clone, Copy)]
struct Look {
    text: Color,
    ground: Color,
    line: Color,
    modifier: Modifier,
}

impl Look {
    fn of(style: Style) -> Look {
        Look {
            text: style.fg.unwrap_or_default(),
            ground: style.bg.unwrap_or_default(),
            line: style.underline_color.unwrap_or_default(),
            modifier: style.add_modifier,
        }
    }

    /// Gives `cell` this look; of a blank one only what shows, so that equal pictures are equal cells.
    fn apply(self, cell: &mut Cell, blank: bool) {
        let Look { mut text, ground, line, mut modifier } = self;
        if blank && !modifier.intersects(Modifier::UNDERLINED.union(Modifier::REVERSED)) {
            (text, modifier) = (Color::Reset, Modifier::empty());
        }
        (cell.fg, cell.bg, cell.underline_color, cell.modifier) = (text, ground, line, modifier);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::schema::Wash;
    use crate::editor::scene::{Ink, Piece, Role};
    use crate::tui::depth::Depth;
    use crate::tui::theme::standard::Standard;

    fn piece(x: u16, y: u16, text: &str) -> Piece {
        Piece { x, y, text: text.to_owned(), ink: Ink::default() }
    }

    fn painted(width: u16, height: u16, pieces: Vec<Piece>) -> Buffer {
        let scene = Scene { width, height, pieces, ..Scene::default() };
        let theme = Theme::bundled(Standard::Dark, Depth::Indexed256);
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        Painting { scene: &scene, theme: &theme }.render(area, &mut buffer);
        buffer
    }

    /// The symbols of a row with `|` between the cells.
    fn cells(buffer: &Buffer, y: u16) -> String {
        let row: Vec<_> = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        row.join("|")
    }

    fn line(width: u16, pieces: &[(u16, &str)]) -> String {
        cells(&painted(width, 1, pieces.iter().map(|(x, text)| piece(*x, 0, text)).collect()), 0)
    }

    #[test]
    fn each_grapheme_takes_the_cells_of_its_width() {
        assert_eq!(line(6, &[(1, "a’ş")]), " |a|’|ş| | ");
        assert_eq!(line(6, &[(0, "e\u{301}x\u{327}y")]), "e\u{301}|x\u{327}|y| | | ");
        assert_eq!(line(6, &[(0, "京都x")]), "京||都||x| ");
        assert_eq!(line(6, &[(0, "👩‍👩‍👧x")]), "👩‍👩‍👧||x| | | ");
        assert_eq!(line(6, &[(0, "لا!")]), "ل|ا|!| | | ");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(line(3, &[(1, "abc")]), " |a|b");
        assert_eq!(line(3, &[(0, "ab京")]), "a|b| ");
        assert_eq!(line(3, &[(3, "x"), (9, "y")]), " | | ");
    }

    #[test]
    fn a_grapheme_half_covered_becomes_blank() {
        assert_eq!(line(5, &[(0, "a京b"), (2, "x")]), "a| |x|b| ");
        assert_eq!(line(5, &[(0, "a京b"), (1, "x")]), "a|x| |b| ");
        assert_eq!(line(5, &[(0, "a京b"), (0, "京")]), "京|| |b| ");
    }

    #[test]
    fn nothing_that_commands_a_terminal_reaches_a_cell() {
        assert_eq!(line(6, &[(0, "\u{1b}[m\r\n\u{9b}")]), "?|[|m|?|?| ");
        assert_eq!(line(4, &[(0, "a\u{202e}b\u{200b}")]), "a|b| | ");
    }

    #[test]
    fn the_smallest_areas_are_drawn_without_complaint() {
        let all = vec![piece(0, 0, "京都"), piece(0, 0, "x"), piece(5, 5, "y"), piece(0, 1, "")];
        painted(0, 0, all.clone());
        assert_eq!(cells(&painted(1, 1, all), 0), "x");
    }

    #[test]
    fn a_later_piece_covers_an_earlier_one_and_its_colours() {
        let washed = Piece { ink: Ink::of(Role::Text).wash(Wash::Place), ..piece(0, 0, "abc") };
        let buffer = painted(4, 1, vec![washed, piece(1, 0, "x")]);
        assert_eq!(cells(&buffer, 0), "a|x|c| ");
        assert_eq!(buffer[(0, 0)].bg, Color::Indexed(22));
        assert_eq!(buffer[(1, 0)].bg, Color::Reset);
    }

    #[test]
    fn blanks_keep_only_what_shows() {
        let bold = Piece { ink: Ink::of(Role::Accent).bold(), ..piece(0, 0, "a b") };
        let buffer = painted(4, 1, vec![bold]);
        assert_eq!(buffer[(1, 0)], buffer[(3, 0)]);
        let underlined = Piece { ink: Ink { nested: true, ..Ink::default() }, ..piece(0, 0, "a b") };
        assert_eq!(painted(4, 1, vec![underlined])[(1, 0)].modifier, Modifier::UNDERLINED);
    }

    proptest! {
        #[test]
        fn wide_graphemes_stay_whole_whatever_covers_them(pieces in prop::collection::vec((0..12_u16, "[a京é ]{0,6}"), 0..8)) {
            let pieces: Vec<_> = pieces.iter().map(|(x, text)| piece(*x, 0, text)).collect();
            let buffer = painted(10, 1, pieces);
            for x in 0..10 {
                let wide = buffer[(x, 0)].symbol().width() == 2;
                let followed = x + 1 < 10 && is_continuation(&buffer[(x + 1, 0)]);
                prop_assert_eq!(wide, followed, "{}", cells(&buffer, 0));
            }
            prop_assert!(!is_continuation(&buffer[(0, 0)]));
        }
    }
}
