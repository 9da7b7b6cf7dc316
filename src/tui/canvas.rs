//! The screen as the terminal shows it, and the bytes that turn it into the next picture.
//!
//! Rows whose pieces are those of the last picture are not painted again, so that a key costs what it changed.

use ratatui::buffer::Cell;

use super::encode::Encoder;
use super::paint;
use super::theme::Theme;
use crate::editor::scene::{Piece, Scene};

/// What the terminal shows, and how to bring it to show something else.
#[derive(Debug)]
pub struct Canvas {
    /// The row being painted.
    row: Vec<Cell>,
    /// The same row as the terminal shows it.
    before: Vec<Cell>,
    /// The pieces that each row of the terminal was painted from. Its cells are painted from them again when the row
    /// changes, since a screen of cells takes more room than the rest of a small session.
    painted: Vec<Vec<Piece>>,
    /// The colours that they were painted in.
    theme: Option<Theme>,
    /// Whether every row must be painted, whatever its pieces are.
    stale: bool,
    /// How many columns and rows the cells are, if the terminal is known to show them.
    size: Option<(u16, u16)>,
    encoder: Encoder,
}

impl Default for Canvas {
    fn default() -> Self {
        Canvas::new()
    }
}

impl Canvas {
    /// Returns a canvas that knows nothing of the terminal yet.
    #[must_use]
    pub fn new() -> Self {
        Canvas {
            row: Vec::new(),
            before: Vec::new(),
            painted: Vec::new(),
            theme: None,
            stale: false,
            size: None,
            encoder: Encoder::new(),
        }
    }

    /// Forgets what the terminal shows: the next picture is drawn in full.
    pub fn forget(&mut self) {
        self.size = None;
    }

    /// Has all cells painted anew, as when the theme has changed; those that come out different are sent.
    pub fn repaint(&mut self) {
        self.stale = true;
    }

    /// Returns the bytes that turn the last picture into `scene`, in the colours of `theme`.
    ///
    /// They must reach the terminal before the next picture is drawn.
    pub fn draw(&mut self, scene: &Scene, theme: &Theme) -> &[u8] {
        self.encoder.bytes.clear();
        if self.size != Some((scene.width, scene.height)) {
            self.begin(scene);
        }
        let stale = std::mem::take(&mut self.stale);
        let old = if stale { self.theme.take() } else { None };
        let order = by_rows(scene);
        let mut rest = order.as_slice();
        for (y, painted) in (0..scene.height).zip(&mut self.painted) {
            let (here, below) = rest.split_at(rest.partition_point(|piece| piece.y <= y));
            rest = below;
            if !stale && painted.iter().eq(here.iter().copied()) {
                continue;
            }
            lay(&mut self.before, painted.iter(), old.as_ref().unwrap_or(theme));
            lay(&mut self.row, here.iter().copied(), theme);
            self.encoder.row(y, &self.before, &self.row);
            *painted = here.iter().copied().cloned().collect();
        }
        self.theme.get_or_insert_with(|| theme.clone());
        self.encoder.end(scene.cursor);
        &self.encoder.bytes
    }

    /// Blanks the terminal and the cells, in the size of `scene`.
    fn begin(&mut self, scene: &Scene) {
        let (width, height) = (usize::from(scene.width), usize::from(scene.height));
        self.encoder.clear_screen();
        self.row.resize(width, Cell::EMPTY);
        self.before.resize(width, Cell::EMPTY);
        self.painted.clear();
        self.painted.resize(height, Vec::new());
        self.size = Some((scene.width, scene.height));
    }
}

/// Paints `pieces` over the blank cells of `row`.
fn lay<'piece>(row: &mut [Cell], pieces: impl Iterator<Item = &'piece Piece>, theme: &Theme) {
    row.fill(Cell::EMPTY);
    for piece in pieces {
        paint::lay(row, piece.x, &piece.text, theme.style(piece.ink));
    }
}

/// Returns the pieces from the top row to the bottom one, a later one of the scene still after an earlier one.
fn by_rows(scene: &Scene) -> Vec<&Piece> {
    let mut pieces: Vec<_> = scene.pieces.iter().collect();
    pieces.sort_by_key(|piece| piece.y);
    pieces
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier};
    use ratatui::widgets::Widget;

    use super::*;
    use crate::annotation::schema::Wash;
    use crate::editor::scene::{Ink, Role};
    use crate::tui::depth::Depth;
    use crate::tui::paint::Painting;
    use crate::tui::theme::standard::Standard;

    const WIDTH: u16 = 24;
    const HEIGHT: u16 = 4;

    fn theme() -> Theme {
        Theme::bundled(Standard::Dark, Depth::Indexed256)
    }

    fn piece(x: u16, y: u16, text: &str, ink: Ink) -> Piece {
        Piece { x, y, text: text.to_owned(), ink }
    }

    fn scene(pieces: Vec<Piece>) -> Scene {
        Scene { width: WIDTH, height: HEIGHT, pieces, ..Scene::default() }
    }

    fn told(canvas: &mut Canvas, pieces: Vec<Piece>) -> String {
        let bytes = canvas.draw(&scene(pieces), &theme()).to_vec();
        String::from_utf8(bytes).expect("UTF-8").replace('\x1b', "^").replace("\r\n", "$")
    }

    fn plain(x: u16, y: u16, text: &str) -> Piece {
        piece(x, y, text, Ink::default())
    }

    #[test]
    fn the_first_picture_clears_and_later_ones_send_what_differs() {
        let mut canvas = Canvas::new();
        assert_eq!(told(&mut canvas, vec![plain(0, 1, "first"), plain(2, 0, "top")]), "^[m^[2J^[1;3Htop$first^[?25l");
        assert_eq!(told(&mut canvas, vec![plain(0, 1, "first"), plain(2, 0, "top")]), "");
        assert_eq!(told(&mut canvas, vec![plain(0, 1, "fiend"), plain(2, 0, "top")]), "^[2;3Hend");
        canvas.forget();
        assert_eq!(told(&mut canvas, vec![plain(0, 1, "fiend")]), "^[m^[2J^[2Hfiend^[?25l");
        canvas.repaint();
        assert_eq!(told(&mut canvas, vec![plain(0, 1, "fiend")]), "");
        canvas.repaint();
        let accent = || vec![piece(0, 1, "fiend", Ink::of(Role::Accent))];
        assert_eq!(told(&mut canvas, accent()), "^[2H^[1;38;5;179mfiend^[m");
        canvas.repaint();
        let light = Theme::bundled(Standard::Light, Depth::Indexed256);
        let bytes = canvas.draw(&scene(accent()), &light).to_vec();
        assert_eq!(String::from_utf8_lossy(&bytes).replace('\x1b', "^"), "^[2H^[1;38;5;94mfiend^[m");
    }

    #[test]
    fn short_gaps_are_written_over_and_long_ones_jumped() {
        let mut canvas = Canvas::new();
        told(&mut canvas, vec![plain(0, 0, "abcdefghijklmnop")]);
        assert_eq!(told(&mut canvas, vec![plain(0, 0, "Abc’efgHijklmnoP")]), "^[HAbc’efgH^[7CP");
    }

    #[test]
    fn what_became_blank_is_erased() {
        let mut canvas = Canvas::new();
        told(&mut canvas, vec![plain(0, 0, "abcdefghijklmnopqrst"), plain(0, 1, "abcdefghijklmnopqrst")]);
        let left = vec![plain(0, 0, "ab"), plain(0, 1, "ab"), plain(18, 1, "st")];
        assert_eq!(told(&mut canvas, left), "^[1;3H^[K^[2;3H^[16X");
    }

    #[test]
    fn one_sequence_colours_a_run_and_one_ends_it() {
        let mut canvas = Canvas::new();
        let washed = piece(0, 0, "two words", Ink::of(Role::Text).wash(Wash::Place));
        let bold = piece(10, 0, "a key", Ink::default().bold());
        assert_eq!(
            told(&mut canvas, vec![washed, bold]),
            "^[m^[2J^[H^[38;5;255;48;5;22mtwo words^[C^[0;1ma key^[m^[?25l"
        );
    }

    #[test]
    fn after_a_cluster_the_place_is_said_again() {
        let mut canvas = Canvas::new();
        assert_eq!(told(&mut canvas, vec![plain(0, 0, "e\u{301}x京y")]), "^[m^[2J^[He\u{301}^[1;2Hx京y^[?25l");
    }

    #[test]
    fn a_picture_without_room_is_drawn_without_complaint() {
        let mut canvas = Canvas::new();
        canvas.draw(&Scene { pieces: vec![plain(0, 0, "x")], ..Scene::default() }, &theme());
        let cursor = Some((0, 0));
        canvas.draw(
            &Scene { width: 1, height: 1, pieces: vec![plain(0, 0, "京")], cursor, ..Scene::default() },
            &theme(),
        );
    }

    fn terminal() -> vt100::Parser {
        let size = |cells| NonZeroU16::new(cells).expect("not zero");
        vt100::Parser::new(size(HEIGHT), size(WIDTH), 0)
    }

    /// What shows of a cell: text, ground, underline, reverse, and of a text its colour, weight and slant. Bold and dim
    /// count as one weight, for the terminal of these tests knows one of them at a time.
    type Look = (String, vt100::Color, bool, bool, Option<(vt100::Color, bool, bool)>);

    fn shown(terminal: &vt100::Parser, x: u16, y: u16) -> Look {
        let cell = terminal.screen().cell(y, x).expect("a cell of the screen");
        let text = if cell.has_contents() || cell.is_wide_continuation() { cell.contents() } else { " " };
        let voice = (cell.fgcolor(), cell.bold() || cell.dim(), cell.italic());
        let voice = Some(voice).filter(|_| text != " ");
        (text.to_owned(), cell.bgcolor(), cell.underline(), cell.inverse(), voice)
    }

    fn meant(buffer: &Buffer, x: u16, y: u16) -> Look {
        let cell = &buffer[(x, y)];
        let color = |color| match color {
            Color::Indexed(index) => vt100::Color::Idx(index),
            _ => vt100::Color::Default,
        };
        let has = |modifier| cell.modifier.contains(modifier);
        let voice = (color(cell.fg), has(Modifier::BOLD) || has(Modifier::DIM), has(Modifier::ITALIC));
        let voice = Some(voice).filter(|_| cell.symbol() != " ");
        (cell.symbol().to_owned(), color(cell.bg), has(Modifier::UNDERLINED), has(Modifier::REVERSED), voice)
    }

    fn ink() -> impl Strategy<Value = Ink> {
        let roles = prop::sample::select(vec![Role::Text, Role::Dim, Role::Accent, Role::Cue, Role::Alarm]);
        let washes = prop::option::of(prop::sample::select(Wash::ALL.to_vec()));
        (roles, washes, any::<[bool; 4]>()).prop_map(|(role, wash, [selected, candidate, nested, band])| Ink {
            role,
            wash,
            nested,
            candidate,
            selected,
            band,
            ..Ink::default()
        })
    }

    fn picture() -> impl Strategy<Value = Vec<Piece>> {
        let one = (0..WIDTH, 0..HEIGHT, "[a-c京’ ]{0,14}", ink());
        prop::collection::vec(one.prop_map(|(x, y, text, ink)| piece(x, y, &text, ink)), 0..8)
    }

    proptest! {
        /// The heart of this module: whatever was shown before, the terminal shows the picture painted.
        #[test]
        fn the_terminal_shows_each_picture(pictures in prop::collection::vec(picture(), 1..6), flat in any::<bool>()) {
            let theme = Theme::bundled(Standard::Dark, if flat { Depth::None } else { Depth::Indexed256 });
            let (mut canvas, mut terminal) = (Canvas::new(), terminal());
            for pieces in pictures {
                let scene = scene(pieces);
                let area = Rect::new(0, 0, WIDTH, HEIGHT);
                let mut buffer = Buffer::empty(area);
                Painting { scene: &scene, theme: &theme }.render(area, &mut buffer);
                terminal.process(canvas.draw(&scene, &theme));
                for (x, y) in (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y))) {
                    let (shown, mut meant) = (shown(&terminal, x, y), meant(&buffer, x, y));
                    if paint::is_continuation(&buffer[(x, y)]) {
                        // What a terminal says of the second half of a wide character is its own affair.
                        meant = (String::new(), shown.1, shown.2, shown.3, shown.4);
                    }
                    prop_assert_eq!(shown, meant, "at {},{}", x, y);
                }
            }
        }
    }
}
