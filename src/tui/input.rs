//! The first feeder: what comes from the terminal, as the program knows it.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use crossterm::event::{self as terminal, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::answer::Filter;
use super::depth::Background;
use crate::app::event::Event;
use crate::editor::input::{Mouse, MouseKind};
use crate::editor::key::{Key, KeyCode};

/// Where the terminal's background is told once it has answered.
pub type Answer = Arc<OnceLock<Background>>;

/// Starts the thread that reads the terminal and puts what it reads into `events`, until nobody takes it any more.
///
/// With `answer` the terminal has been asked for its background: the answer is taken out of the keys, kept there,
/// and followed by [`Event::Repaint`].
///
/// # Errors
///
/// When the system starts no thread.
pub fn start(events: Sender<Event>, answer: Option<Answer>) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name("input".to_owned()).spawn(move || feed(&events, answer.as_ref()))
}

fn feed(events: &Sender<Event>, answer: Option<&Answer>) {
    let mut filter = Filter::new(answer.is_some());
    let mut passed = Vec::new();
    // An error means that there is no terminal any more, which the watch tells.
    while let Ok(told) = read(&mut filter, &mut passed) {
        let repaint = told.zip(answer).filter(|(told, answer)| answer.set(*told).is_ok()).map(|_| Event::Repaint);
        if passed.drain(..).filter_map(convert).chain(repaint).any(|event| events.send(event).is_err()) {
            return;
        }
    }
}

/// Waits for the next event, or for the silence that ends an answer.
fn read(filter: &mut Filter, passed: &mut Vec<terminal::Event>) -> io::Result<Option<Background>> {
    if let Some(patience) = filter.patience()
        && !terminal::poll(patience)?
    {
        filter.give_up(passed);
        return Ok(None);
    }
    Ok(filter.take(terminal::read()?, passed))
}

/// Returns what the program knows of an event, if anything. The size of the screen is told by the watch, which
/// cannot miss it.
fn convert(event: terminal::Event) -> Option<Event> {
    match event {
        terminal::Event::Key(event) => key(event).map(Event::Key),
        terminal::Event::Paste(text) => Some(Event::Paste(text)),
        terminal::Event::Mouse(event) => mouse(event).map(Event::Mouse),
        terminal::Event::FocusGained => Some(Event::Focus(true)),
        terminal::Event::FocusLost => Some(Event::Focus(false)),
        terminal::Event::Resize(..) => None,
    }
}

fn key(event: terminal::KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    let mut shift = has(KeyModifiers::SHIFT);
    let code = match event.code {
        _ if event.kind == KeyEventKind::Release => return None,
        terminal::KeyCode::Char(character) => {
            let shifted = shift && character.is_ascii_lowercase();
            shift = false;
            KeyCode::Char(if shifted { character.to_ascii_uppercase() } else { character })
        }
        terminal::KeyCode::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        terminal::KeyCode::Enter => KeyCode::Enter,
        terminal::KeyCode::Esc => KeyCode::Esc,
        terminal::KeyCode::Tab => KeyCode::Tab,
        terminal::KeyCode::Backspace => KeyCode::Backspace,
        terminal::KeyCode::Delete => KeyCode::Delete,
        terminal::KeyCode::Up => KeyCode::Up,
        terminal::KeyCode::Down => KeyCode::Down,
        terminal::KeyCode::Left => KeyCode::Left,
        terminal::KeyCode::Right => KeyCode::Right,
        terminal::KeyCode::Home => KeyCode::Home,
        terminal::KeyCode::End => KeyCode::End,
        terminal::KeyCode::PageUp => KeyCode::PageUp,
        terminal::KeyCode::PageDown => KeyCode::PageDown,
        terminal::KeyCode::F(number) => KeyCode::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT), shift })
}

fn mouse(event: terminal::MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { x: event.column, y: event.row, kind })
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyEvent, KeyEventState, MouseEvent};

    use super::*;

    fn pressed(code: terminal::KeyCode, modifiers: KeyModifiers) -> Option<String> {
        key(KeyEvent::new(code, modifiers)).map(Key::notation)
    }

    #[test]
    fn keys_come_as_configuration_names_them() {
        use terminal::KeyCode as Code;
        const NONE: KeyModifiers = KeyModifiers::NONE;
        const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
        for (code, modifiers, expected) in [
            (Code::Char('p'), NONE, "p"),
            (Code::Char('P'), SHIFT, "P"),
            (Code::Char('p'), SHIFT, "P"),
            (Code::Char('Ş'), SHIFT, "Ş"),
            (Code::Char('?'), SHIFT, "?"),
            (Code::Char(' '), NONE, "space"),
            (Code::Char('d'), KeyModifiers::CONTROL, "C-d"),
            (Code::Char('x'), KeyModifiers::ALT, "A-x"),
            (Code::Tab, NONE, "tab"),
            (Code::BackTab, NONE, "S-tab"),
            (Code::BackTab, SHIFT, "S-tab"),
            (Code::Left, KeyModifiers::CONTROL, "C-left"),
            (Code::Right, SHIFT, "S-right"),
            (Code::F(12), NONE, "f12"),
        ] {
            assert_eq!(pressed(code, modifiers).as_deref(), Some(expected), "{code:?} {modifiers:?}");
        }
        assert_eq!(pressed(Code::CapsLock, NONE), None);
    }

    #[test]
    fn a_key_that_comes_up_says_nothing() {
        let mut event = KeyEvent::new(terminal::KeyCode::Char('p'), KeyModifiers::NONE);
        (event.kind, event.state) = (KeyEventKind::Release, KeyEventState::NONE);
        assert_eq!(key(event), None);
        event.kind = KeyEventKind::Repeat;
        assert_eq!(key(event), Some(Key::char('p')));
    }

    #[test]
    fn the_left_button_and_the_wheel_are_known() {
        let at = |kind| mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE });
        assert_eq!(at(MouseEventKind::Down(MouseButton::Left)), Some(Mouse { x: 3, y: 4, kind: MouseKind::Press }));
        assert_eq!(at(MouseEventKind::ScrollDown), Some(Mouse { x: 3, y: 4, kind: MouseKind::WheelDown }));
        assert_eq!(at(MouseEventKind::Down(MouseButton::Right)), None);
        assert_eq!(at(MouseEventKind::Moved), None);
    }
}
