//! From a scene to the bytes for a terminal: whole pictures, and what a key changes of one.

use std::hint::black_box;

use diptych::annotation::schema::Wash;
use diptych::editor::scene::{Ink, Piece, Role, Scene};
use diptych::tui::canvas::Canvas;
use diptych::tui::depth::Depth;
use diptych::tui::paint::Painting;
use diptych::tui::theme::Theme;
use diptych::tui::theme::standard::Standard;
use divan::Bencher;
use divan::counter::BytesCount;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

const WIDTH: u16 = 160;
const HEIGHT: u16 = 48;

fn main() {
    divan::main();
}

fn theme() -> Theme {
    Theme::bundled(Standard::Dark, Depth::TrueColor)
}

/// A desk: two columns of text in rows, each with a tag, a cue and a number, `top` rows down the text.
fn desk(top: u16, selected: Option<u16>) -> Scene {
    let mut pieces = vec![piece(6, 0, "left--right.mk.ron", Ink::default().bold())];
    for y in 2..HEIGHT - 2 {
        for x in [1, 86] {
            let number = (top + y) * 7 + x;
            pieces.push(piece(x, y, &format!("{:>3}", number % 100), Ink::of(Role::Gutter)));
            pieces.push(piece(x + 4, y, "▎", Ink::of(Role::Bar)));
            pieces.push(piece(x + 6, y, &format!("The {number}th ship’s master "), Ink::default()));
            let tag = Ink { selected: selected == Some(y) && x == 1, ..Ink::default().wash(Wash::Place) };
            pieces.push(piece(x + 30, y, "Şile harbour", tag));
            pieces.push(piece(x + 43, y, "said", Ink::of(Role::Cue)));
            pieces.push(piece(x + 48, y, "that no ship had left", Ink::default()));
        }
        pieces.push(piece(80, y, "│", Ink::of(Role::Rule)));
    }
    pieces.push(piece(0, HEIGHT - 2, &" ".repeat(usize::from(WIDTH)), Ink::default().band()));
    Scene { width: WIDTH, height: HEIGHT, pieces, cursor: Some((31, selected.unwrap_or(2))), ..Scene::default() }
}

fn piece(x: u16, y: u16, text: &str, ink: Ink) -> Piece {
    Piece { x, y, text: text.to_owned(), ink }
}

#[divan::bench]
fn theme_read_and_made(bencher: Bencher<'_, '_>) {
    bencher.bench(theme);
}

#[divan::bench]
fn scene_to_buffer(bencher: Bencher<'_, '_>) {
    let (scene, theme) = (desk(0, None), theme());
    let area = Rect::new(0, 0, WIDTH, HEIGHT);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(|| Painting { scene: black_box(&scene), theme: &theme }.render(area, &mut buffer));
}

/// Alternates between two pictures, so that each costs the way from the other.
fn way(bencher: Bencher<'_, '_>, one: &Scene, other: &Scene) {
    let theme = theme();
    let mut canvas = Canvas::new();
    canvas.draw(one, &theme);
    let bytes = canvas.draw(other, &theme).len();
    let mut turn = true;
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        turn = !turn;
        black_box(canvas.draw(black_box(if turn { other } else { one }), &theme).len())
    });
}

#[divan::bench]
fn first_picture(bencher: Bencher<'_, '_>) {
    let (scene, theme) = (desk(0, None), theme());
    bencher.bench_local(|| black_box(Canvas::new().draw(black_box(&scene), &theme).len()));
}

#[divan::bench]
fn nothing_changed(bencher: Bencher<'_, '_>) {
    way(bencher, &desk(0, Some(9)), &desk(0, Some(9)));
}

#[divan::bench]
fn selection_moved(bencher: Bencher<'_, '_>) {
    way(bencher, &desk(0, Some(9)), &desk(0, Some(10)));
}

#[divan::bench]
fn both_panes_scrolled(bencher: Bencher<'_, '_>) {
    way(bencher, &desk(0, Some(9)), &desk(1, Some(9)));
}
