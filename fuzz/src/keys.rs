//! Any keys on any text: every picture is fit for a terminal, what was done is on the disk, and undo leads back to the start.

use std::io;

use diptych::app::{App, Screen};
use diptych::editor::input::{InputKind, Mouse, MouseKind, Timer};
use diptych::editor::key::{Key, KeyCode};
use diptych::editor::scene::Scene;
use diptych::store::SimulatedDisk;
use diptych::tui::canvas::Canvas;
use diptych::tui::depth::Depth;
use diptych::tui::theme::Theme;
use diptych::tui::theme::standard::Standard;

use crate::output::{foreign, unfit};
use crate::pair;

/// So many things happen at most.
const MOST: usize = 300;

/// Checks the bytes after the first NUL as keys on the text before it; without a NUL as keys on the pair's own.
pub fn check(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == 0);
    let (text, keys) = at.map_or((None, bytes), |at| (Some(String::from_utf8_lossy(&bytes[..at])), &bytes[at + 1..]));
    let left = text.as_deref().unwrap_or(pair::TEXTS[0]);
    let disk = pair::disk([left, pair::TEXTS[1]]);
    let mut program = Desk::new(&disk);
    let start = pair::held(&program.app);
    let mut keys = keys.iter().copied();
    for _ in 0..MOST {
        let Some(kind) = next(&mut keys) else { break };
        program.hand(kind);
        if program.app.why().is_some() {
            break;
        }
    }
    let done = pair::held(&program.app);
    let kept = pair::opened(&disk.after_crash(0)).expect("what was done is whole");
    let documents = [kept.articles[0].document().as_ref(), kept.articles[1].document().as_ref()];
    assert_eq!(pair::text(&kept.set, documents), done, "all that was done is on the disk");
    if program.app.why().is_none() && !program.is_held_back() {
        program.undo_all(&start);
    }
}

/// Returns the next thing that happens.
fn next(keys: &mut impl Iterator<Item = u8>) -> Option<InputKind> {
    let byte = keys.next()?;
    let mut number = || u16::from(keys.next().unwrap_or_default());
    Some(match byte {
        0x1b => key(KeyCode::Esc),
        b'\t' => key(KeyCode::Tab),
        b'\r' => key(KeyCode::Enter),
        0x7f => key(KeyCode::Backspace),
        1..0x1b => InputKind::Key(Key::ctrl(char::from(byte - 1 + b'a'))),
        b' '..=b'~' => InputKind::Key(Key::char(char::from(byte))),
        0x80 => InputKind::Resize(number(), number()),
        0x81 => mouse(number(), number(), MouseKind::Press),
        0x82 => mouse(number(), number(), MouseKind::Drag),
        0x83 => mouse(number(), number(), MouseKind::Release),
        0x84 => mouse(number(), number(), MouseKind::WheelUp),
        0x85 => mouse(number(), number(), MouseKind::WheelDown),
        0x86 => InputKind::Timeout(Timer::Menu),
        0x87 => InputKind::Timeout(Timer::Idle),
        0x88 => InputKind::Focus(false),
        0x89 => {
            let length = usize::from(number() % 32);
            let pasted: Vec<u8> = keys.take(length).collect();
            InputKind::Paste(String::from_utf8_lossy(&pasted).into_owned())
        }
        0x90 => key(KeyCode::Up),
        0x91 => key(KeyCode::Down),
        0x92 => key(KeyCode::Left),
        0x93 => key(KeyCode::Right),
        0x94 => key(KeyCode::Home),
        0x95 => key(KeyCode::End),
        0x96 => key(KeyCode::PageUp),
        0x97 => key(KeyCode::PageDown),
        0x98 => key(KeyCode::Delete),
        0x99 => key(KeyCode::F(1)),
        0x9a => InputKind::Key(Key { shift: true, ..Key::plain(KeyCode::Right) }),
        0x9b => InputKind::Key(Key { ctrl: true, ..Key::plain(KeyCode::Right) }),
        0x9c => InputKind::Key(Key { alt: true, ..Key::plain(KeyCode::Left) }),
        _ => InputKind::Key(Key::char(char::from_u32(0x3b1 + u32::from(byte)).unwrap_or('ş'))),
    })
}

fn key(code: KeyCode) -> InputKind {
    InputKind::Key(Key::plain(code))
}

fn mouse(x: u16, y: u16, kind: MouseKind) -> InputKind {
    InputKind::Mouse(Mouse { x, y, kind })
}

/// The program on its screen.
struct Desk {
    app: App,
    glass: Glass,
    tick: u64,
}

impl Desk {
    fn new(disk: &SimulatedDisk) -> Self {
        let glass = Glass { canvas: Canvas::new(), theme: Theme::bundled(Standard::Dark, Depth::TrueColor) };
        Desk { app: pair::program(disk, (80, 24)), glass, tick: 0 }
    }

    fn hand(&mut self, kind: InputKind) {
        self.tick += 700;
        pair::hand(&mut self.app, &mut self.glass, self.tick, kind);
        self.app.draw(&mut self.glass);
    }

    /// Whether changes are refused, by `read only`.
    fn is_held_back(&mut self) -> bool {
        for _ in 0..4 {
            self.hand(key(KeyCode::Esc));
        }
        let before = pair::held(&self.app);
        for key in ['p', 'o'] {
            self.hand(InputKind::Key(Key::char(key)));
        }
        pair::held(&self.app) == before
    }

    /// Takes back everything, which must lead to `start`.
    fn undo_all(&mut self, start: &str) {
        let mut idle = 0;
        let mut before = pair::held(&self.app);
        while idle < 3 {
            self.hand(InputKind::Key(Key::char('u')));
            let now = pair::held(&self.app);
            idle = if now == before { idle + 1 } else { 0 };
            before = now;
        }
        assert_eq!(before, start, "{:?}", self.app.editor().message());
    }
}

/// A screen that looks at what a terminal would get.
struct Glass {
    canvas: Canvas,
    theme: Theme,
}

impl Screen for Glass {
    fn draw(&mut self, scene: &Scene) -> io::Result<()> {
        let bytes = self.canvas.draw(scene, &self.theme);
        assert_eq!(foreign(bytes), None, "a terminal must not get this");
        assert_eq!(unfit(&scene.title), None, "{:?}", scene.title);
        Ok(())
    }

    fn forget(&mut self) {
        self.canvas.forget();
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.canvas.forget();
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        self.canvas.forget();
        Ok((60, 20))
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}
