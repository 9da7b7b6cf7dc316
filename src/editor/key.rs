//! Keys: a code and modifiers, and the words by which configuration and screens name them.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, with Shift already in it: `P`, `?`.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// One key press: a code and its modifiers.
///
/// Shift is told apart only where it is not part of the character: `P` is a character of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Whether Control was down.
    pub ctrl: bool,
    /// Whether Alt was down.
    pub alt: bool,
    /// Whether Shift was down; always false for characters.
    pub shift: bool,
}

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key; keys are written `p`, `C-d`, `S-tab`, `A-left`, `space`, `f1`")]
pub struct KeyError(String);

const NAMES: [(&str, &str, KeyCode); 14] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Esc),
    ("tab", "Tab", KeyCode::Tab),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Delete", KeyCode::Delete),
    ("up", "↑", KeyCode::Up),
    ("down", "↓", KeyCode::Down),
    ("left", "←", KeyCode::Left),
    ("right", "→", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
    ("space", "Space", KeyCode::Char(' ')),
];

impl Key {
    /// Returns the key `code` without modifiers.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// Returns the key of `character` without Control and Alt.
    #[must_use]
    pub const fn char(character: char) -> Self {
        Key::plain(KeyCode::Char(character))
    }

    /// Returns the key of `character` with Control.
    #[must_use]
    pub const fn ctrl(character: char) -> Self {
        Key { code: KeyCode::Char(character), ctrl: true, alt: false, shift: false }
    }

    /// Returns the character typed, if the key types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self {
            Key { code: KeyCode::Char(character), ctrl: false, alt: false, .. } => Some(character),
            _ => None,
        }
    }

    /// Returns the key as configuration files write it: `C-d`, `S-tab`, `p`.
    #[must_use]
    pub fn notation(self) -> String {
        let mut text = String::new();
        for (on, word) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if on {
                text.push_str(word);
            }
        }
        match NAMES.iter().find(|(_, _, code)| *code == self.code) {
            Some((name, _, _)) => text.push_str(name),
            None => match self.code {
                KeyCode::Char(character) => text.push(character),
                KeyCode::F(number) => {
                    text.push('f');
                    text.push_str(&number.to_string());
                }
                _ => {}
            },
        }
        text
    }
}

/// As screens show it: `Ctrl-d`, `Shift-Tab`, `p`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, word) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if on {
                f.write_str(word)?;
            }
        }
        match NAMES.iter().find(|(_, _, code)| *code == self.code) {
            Some((_, shown, _)) => f.write_str(shown),
            None => match self.code {
                KeyCode::Char(character) => write!(f, "{character}"),
                KeyCode::F(number) => write!(f, "F{number}"),
                _ => Ok(()),
            },
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut key = Key::char(' ');
        let mut rest = text;
        while let Some((modifier, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            match modifier.to_ascii_lowercase().as_str() {
                "c" | "ctrl" => key.ctrl = true,
                "a" | "alt" => key.alt = true,
                "s" | "shift" => key.shift = true,
                _ => break,
            }
            rest = after;
        }
        let mut characters = rest.chars();
        key.code = match (characters.next(), characters.next()) {
            (Some(character), None) if !character.is_whitespace() && !character.is_control() => {
                KeyCode::Char(character)
            }
            _ => named(rest).ok_or_else(|| KeyError(text.to_owned()))?,
        };
        if key.shift && matches!(key.code, KeyCode::Char(_)) {
            return Err(KeyError(text.to_owned()));
        }
        Ok(key)
    }
}

fn named(name: &str) -> Option<KeyCode> {
    let lower = name.to_ascii_lowercase();
    if let Some((_, _, code)) = NAMES.iter().find(|(name, _, _)| *name == lower) {
        return Some(*code);
    }
    let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_reads_back() {
        for text in ["p", "P", "C-d", "S-tab", "A-left", "C-A-x", "space", "f12", "-", "C--", "ş", "?", "pageup"] {
            let key: Key = text.parse().expect(text);
            assert_eq!(key.notation(), text);
        }
        assert_eq!("ctrl-n".parse::<Key>(), Ok(Key::ctrl('n')));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", " ", "pp", "f0", "f99", "S-p", "hyper-x", "C-"] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }
}
