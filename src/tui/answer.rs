//! The terminal's answer to the question for its background colour, taken out of the keys.
//!
//! The answer `ESC ] 11 ; rgb:1818/1818/1c1c BEL` (or `ESC \` at its end) arrives where keys arrive: as Alt-`]`, `1`,
//! `1`, `;` and so on. Digits are labels, so none of it may pass. It may come in pieces, late, without its end, or
//! never; and a person may press Alt-`]`.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::depth::Background;
use super::theme::contrast::contrast;
use super::theme::palette::Rgb;

/// Lets events through and keeps back what belongs to the answer.
#[derive(Debug, Default)]
pub(super) struct Filter {
    state: State,
    /// What is kept back, as it came.
    held: Vec<Event>,
    /// What the answer says so far, from its `]`.
    said: String,
}

/// Where in the answer the filter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// No question was asked, or the answer has come: everything passes.
    #[default]
    Idle,
    /// The answer may begin with the next key.
    Asked,
    /// Escape has just passed; a `]` would be the second half of an answer torn there.
    Torn,
    /// The answer has begun; Escape may be half of its end.
    Inside {
        /// Whether the last key was Escape.
        ending: bool,
    },
}

/// What an answer begins with; a person hardly types this after Alt-`]`.
const OPENING: &str = "]11;";
/// The longest that an answer can be.
const LONGEST: usize = 64;
/// How long a beginning may stay without a next key before it counts as typed.
const BEGINNING_WAITS: Duration = Duration::from_millis(500);
/// How long an answer may stop in the middle, as on a slow line.
const MIDDLE_WAITS: Duration = Duration::from_secs(2);

impl Filter {
    /// Returns a filter that waits for an answer if the question is `asked`.
    pub(super) fn new(asked: bool) -> Self {
        Filter { state: if asked { State::Asked } else { State::Idle }, ..Filter::default() }
    }

    /// Returns how long to wait for another event before [`Filter::give_up`]; `None` when nothing is kept back.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Inside { .. } if self.said.len() < OPENING.len() => Some(BEGINNING_WAITS),
            State::Inside { .. } => Some(MIDDLE_WAITS),
            _ => None,
        }
    }

    /// Takes `event`, puts what passes into `passed`, and returns the background once the answer has told it.
    pub(super) fn take(&mut self, event: Event, passed: &mut Vec<Event>) -> Option<Background> {
        let key = match &event {
            Event::Key(key) if key.kind != KeyEventKind::Release => *key,
            _ => {
                passed.push(event);
                return None;
            }
        };
        match self.state {
            State::Idle => passed.push(event),
            State::Asked | State::Torn => {
                let opens = is(key, ']', KeyModifiers::ALT);
                if opens || self.state == State::Torn && is(key, ']', KeyModifiers::NONE) {
                    self.state = State::Inside { ending: false };
                    self.said.push(']');
                    self.held.push(event);
                } else {
                    self.state = if key.code == KeyCode::Esc { State::Torn } else { State::Asked };
                    passed.push(event);
                }
            }
            State::Inside { ending } => return self.go_on(key, ending, passed),
        }
        None
    }

    fn go_on(&mut self, key: KeyEvent, ending: bool, passed: &mut Vec<Event>) -> Option<Background> {
        let ends = is(key, 'g', KeyModifiers::CONTROL)
            || is(key, '\\', KeyModifiers::ALT)
            || ending && is(key, '\\', KeyModifiers::NONE);
        if ends && self.said.len() >= OPENING.len() {
            let background = background(&self.said);
            *self = Filter::default();
            return background;
        }
        match key.code {
            KeyCode::Char(character) if !ending && self.fits(character, key.modifiers) => {
                self.said.push(character);
                self.held.push(Event::Key(key));
            }
            KeyCode::Esc if !ending && self.said.len() >= OPENING.len() => {
                self.state = State::Inside { ending: true };
                self.held.push(Event::Key(key));
            }
            _ => {
                self.give_up(passed);
                return self.take(Event::Key(key), passed);
            }
        }
        None
    }

    /// Whether `character` may come next in an answer.
    fn fits(&self, character: char, modifiers: KeyModifiers) -> bool {
        if modifiers.intersects(KeyModifiers::ALT | KeyModifiers::CONTROL) || self.said.len() >= LONGEST {
            return false;
        }
        match OPENING.chars().nth(self.said.len()) {
            Some(expected) => character == expected,
            None => character.is_ascii_alphanumeric() || matches!(character, ':' | '/' | '#' | '.'),
        }
    }

    /// Ends the waiting: what was kept back passes if a person may have typed it, else it is dropped.
    pub(super) fn give_up(&mut self, passed: &mut Vec<Event>) {
        let ended_in_escape = self.state == State::Inside { ending: true };
        if self.said.len() < OPENING.len() {
            passed.append(&mut self.held);
        } else if ended_in_escape {
            passed.extend(self.held.pop());
        }
        self.held.clear();
        self.said.clear();
        self.state = State::Asked;
    }
}

fn is(key: KeyEvent, character: char, modifiers: KeyModifiers) -> bool {
    key.code == KeyCode::Char(character) && key.modifiers == modifiers
}

/// Returns what an answer such as `]11;rgb:1818/1818/1c1c` says.
fn background(answer: &str) -> Option<Background> {
    let colour = answer.strip_prefix(OPENING)?;
    let rgb = match colour.split_once(':') {
        Some(("rgb" | "rgba", parts)) => {
            let mut parts = parts.split('/').map(part);
            Rgb(parts.next()??, parts.next()??, parts.next()??)
        }
        _ => Rgb::read(colour)?,
    };
    let light = contrast(rgb, Rgb(0, 0, 0)) > contrast(rgb, Rgb(255, 255, 255));
    Some(if light { Background::Light } else { Background::Dark })
}

/// Returns a part of a colour in 0 to 255, from one to four hexadecimal digits.
fn part(digits: &str) -> Option<u8> {
    let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1)?;
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 4)?;
    u8::try_from(value * 255 / most.max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// The events of `text`, in which `^` goes before a character with Control, `!` before one with Alt, and `$` is
    /// Escape.
    fn keys(text: &str) -> Vec<Event> {
        let mut characters = text.chars();
        let mut events = Vec::new();
        while let Some(character) = characters.next() {
            events.push(match character {
                '^' => key(KeyCode::Char(characters.next().expect("a character")), KeyModifiers::CONTROL),
                '!' => key(KeyCode::Char(characters.next().expect("a character")), KeyModifiers::ALT),
                '$' => key(KeyCode::Esc, KeyModifiers::NONE),
                _ => key(KeyCode::Char(character), KeyModifiers::NONE),
            });
        }
        events
    }

    /// What passes of `text` and what it tells; `.` at the end is silence.
    fn filtered(text: &str) -> (Vec<Event>, Option<Background>) {
        let (typed, silence) = text.strip_suffix('~').map_or((text, false), |typed| (typed, true));
        let (mut filter, mut passed, mut told) = (Filter::new(true), Vec::new(), None);
        for event in keys(typed) {
            told = filter.take(event, &mut passed).or(told);
        }
        if silence {
            assert!(filter.patience().is_some(), "{text}");
            filter.give_up(&mut passed);
        }
        assert_eq!(filter.patience(), None, "{text}");
        (passed, told)
    }

    #[test]
    fn an_answer_is_swallowed_whole_and_told() {
        for (answer, told) in [
            ("!]11;rgb:1818/1818/1c1c^g", Background::Dark),
            ("!]11;rgb:fafa/fafa/f7f7!\\", Background::Light),
            ("!]11;rgba:ffff/ffff/ffff/ffff^g", Background::Light),
            ("!]11;rgb:f/f/e^g", Background::Light),
            ("!]11;#fdf6e3^g", Background::Light),
            ("$]11;rgb:00/2b/36$\\", Background::Dark),
        ] {
            let (passed, background) = filtered(&format!("{answer}p"));
            let torn = answer.starts_with('$');
            assert_eq!(passed, keys(if torn { "$p" } else { "p" }), "{answer}");
            assert_eq!(background, Some(told), "{answer}");
        }
    }

    #[test]
    fn keys_before_and_after_the_answer_pass_in_order() {
        assert_eq!(filtered("jk!]11;rgb:0/0/0^g!]12").0, keys("jk!]12"));
        assert_eq!(filtered("j!x$p").0, keys("j!x$p"));
    }

    #[test]
    fn an_answer_that_nobody_understands_is_swallowed_too() {
        assert_eq!(filtered("!]11;rgb:zz/0/0^gp"), (keys("p"), None));
        assert_eq!(filtered("!]11;^gp"), (keys("p"), None));
        assert_eq!(filtered("!]11;rgb:12345/0/0^gp"), (keys("p"), None));
    }

    #[test]
    fn an_answer_without_an_end_holds_nothing_up() {
        assert_eq!(filtered("!]11;rgb:1818/18~").0, keys(""));
        assert_eq!(filtered("!]11;rgb:1818/18 p").0, keys(" p"));
        assert_eq!(filtered("!]11;rgb:18$p").0, keys("$p"));
        assert_eq!(filtered("!]11;rgb:18$~").0, keys("$"));
        let endless = format!("!]11;{}", "1".repeat(200));
        assert!(filtered(&endless).0.len() < 200);
    }

    #[test]
    fn what_a_person_types_passes() {
        assert_eq!(filtered("!]~").0, keys("!]"));
        assert_eq!(filtered("!]1~").0, keys("!]1"));
        assert_eq!(filtered("!]t").0, keys("!]t"));
        assert_eq!(filtered("!]11p").0, keys("!]11p"));
        assert_eq!(filtered("$]t").0, keys("$]t"));
        assert_eq!(filtered("!]!]t").0, keys("!]!]t"));
        assert_eq!(filtered("!]1!]11;rgb:0/0/0^g"), (keys("!]1"), Some(Background::Dark)));
    }

    #[test]
    fn nothing_is_kept_back_unless_the_question_was_asked() {
        let (mut filter, mut passed) = (Filter::new(false), Vec::new());
        for event in keys("!]11;rgb:0/0/0^g") {
            filter.take(event, &mut passed);
        }
        assert_eq!(passed, keys("!]11;rgb:0/0/0^g"));
    }

    #[test]
    fn other_events_pass_through_the_middle_of_an_answer() {
        let (mut filter, mut passed) = (Filter::new(true), Vec::new());
        for event in keys("!]11;rgb:0") {
            filter.take(event, &mut passed);
        }
        filter.take(Event::FocusLost, &mut passed);
        assert_eq!(passed, [Event::FocusLost]);
        assert_eq!(filter.patience(), Some(MIDDLE_WAITS));
    }
}
