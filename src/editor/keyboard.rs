//! Keyboards of other scripts: which letter of a command each of their letters stands for.

use super::key::{Key, KeyCode};

/// What the characters of a keyboard stand for where they are commands and no text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keyboard(Vec<(char, char)>);

/// Why a keyboard cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyboardError {
    /// There is not one character for each.
    #[error("`typed` has {typed} characters and `means` {means}")]
    Lengths {
        /// How many characters are typed.
        typed: usize,
        /// How many are meant.
        means: usize,
    },
    /// A character stands for two.
    #[error("`typed` has {0} twice")]
    Twice(char),
}

/// Returns the capital of `letter`, if it has one of one character.
fn capital(letter: char) -> Option<char> {
    let mut capital = letter.to_uppercase();
    let (first, more) = (capital.next()?, capital.next());
    (more.is_none() && first != letter).then_some(first)
}

impl Keyboard {
    /// Returns the keyboard on which each character of `typed` stands for the one at its place in `means`, and its capital
    /// for the capital of that.
    ///
    /// # Errors
    ///
    /// When these are not equally many, or a character is typed for two.
    pub fn new(typed: &str, means: &str) -> Result<Self, KeyboardError> {
        let lengths = (typed.chars().count(), means.chars().count());
        if lengths.0 != lengths.1 {
            return Err(KeyboardError::Lengths { typed: lengths.0, means: lengths.1 });
        }
        let mut pairs: Vec<(char, char)> = typed.chars().zip(means.chars()).collect();
        let capitals: Vec<(char, char)> =
            pairs.iter().filter_map(|(typed, means)| capital(*typed).zip(capital(*means))).collect();
        pairs.sort_unstable();
        if let Some(pair) = pairs.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(KeyboardError::Twice(pair[0].0));
        }
        for (typed, means) in capitals {
            if let Err(at) = pairs.binary_search_by_key(&typed, |(typed, _)| *typed) {
                pairs.insert(at, (typed, means));
            }
        }
        Ok(Keyboard(pairs))
    }

    /// Returns the key that `key` stands for, itself where it stands for no other.
    #[must_use]
    pub fn meant(&self, key: Key) -> Key {
        let KeyCode::Char(typed) = key.code else { return key };
        match self.0.binary_search_by_key(&typed, |(typed, _)| *typed) {
            Ok(at) => Key { code: KeyCode::Char(self.0[at].1), ..key },
            Err(_) => key,
        }
    }

    /// Returns the characters that stand for `meant`.
    pub fn typed_for(&self, meant: char) -> impl Iterator<Item = char> {
        self.0.iter().filter(move |(_, means)| *means == meant).map(|(typed, _)| *typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_their_capitals_stand_for_others_and_the_rest_for_themselves() {
        let keyboard = Keyboard::new("йцфхХς", "qwa[{w").expect("one for each");
        for (typed, meant) in [('й', 'q'), ('Й', 'Q'), ('Ф', 'A'), ('х', '['), ('Х', '{'), ('q', 'q'), ('ж', 'ж')]
        {
            assert_eq!(keyboard.meant(Key::char(typed)), Key::char(meant), "{typed}");
        }
        assert_eq!(keyboard.meant(Key::ctrl('ц')), Key::ctrl('w'));
        assert_eq!(keyboard.meant(Key::plain(KeyCode::Enter)), Key::plain(KeyCode::Enter));
        assert_eq!(keyboard.typed_for('w').collect::<String>(), "ςц");
        assert_eq!(Keyboard::default().meant(Key::char('й')), Key::char('й'));
    }

    #[test]
    fn one_character_for_each_and_one_only() {
        assert_eq!(Keyboard::new("йц", "q"), Err(KeyboardError::Lengths { typed: 2, means: 1 }));
        assert_eq!(Keyboard::new("йй", "qw"), Err(KeyboardError::Twice('й')));
    }
}
