//! Folding names: without marks and case, and down to the skeleton in which transliterations of one name agree.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that stand for one sound in a Latin transliteration, the longest first, and the letter of their skeleton.
const SOUNDS: [(&str, &str); 30] = [
    ("tsch", "s"),
    ("dzh", "j"),
    ("dsch", "j"),
    ("sch", "s"),
    ("tch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("cz", "s"),
    ("sz", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("zh", "j"),
    ("dj", "j"),
    ("dz", "j"),
    ("ph", "f"),
    ("th", "t"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
    ("ß", "s"),
    ("þ", "t"),
    ("ð", "d"),
    ("ł", "l"),
    ("đ", "d"),
    ("ħ", "h"),
];

/// Letters of Latin script that a skeleton leaves out, but for the first one of a name.
const VOWELS: &str = "aeiouyæøœəıɛɔ";

/// Returns `name` in small letters without marks; letters and digits alone.
#[must_use]
pub fn folded(name: &str) -> String {
    name.nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// Returns the skeleton of `name`: of Latin letters the consonants, each sound as one letter, and one vowel for whichever
/// the name begins with; of other scripts what [`folded`] leaves.
#[must_use]
pub fn skeleton(name: &str) -> String {
    let folded = folded(name);
    let mut skeleton = String::new();
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let sound = SOUNDS.iter().find_map(|(letters, sound)| Some((rest.strip_prefix(letters)?, *sound)));
        let (after, sound) = sound.unwrap_or_else(|| {
            let (letter, after) = rest.split_at(first.len_utf8());
            (after, letter)
        });
        if !VOWELS.contains(first) {
            let doubled = first.is_ascii_lowercase() && skeleton.ends_with(sound);
            if !doubled {
                skeleton.push_str(sound);
            }
        } else if skeleton.is_empty() {
            skeleton.push('a');
        }
        rest = after;
    }
    skeleton
}

/// Returns how far `one` is from `other`, both folded, in halves of a letter: a vowel for another vowel counts half. `None`
/// if that is more than `most`.
#[must_use]
pub fn distance(one: &str, other: &str, most: u32) -> Option<u32> {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > most as usize {
        return None;
    }
    let cost = |letter: char| if VOWELS.contains(letter) { 1 } else { 2 };
    let mut row: Vec<u32> = std::iter::once(0)
        .chain(other.iter().scan(0, |sum, letter| {
            *sum += cost(*letter);
            Some(*sum)
        }))
        .collect();
    for letter in &one {
        let mut before = row.first().copied().unwrap_or(0);
        let mut last = before + cost(*letter);
        let mut lowest = last;
        if let Some(first) = row.first_mut() {
            *first = last;
        }
        for (at, there) in other.iter().enumerate() {
            let above = row.get(at + 1).copied().unwrap_or(u32::MAX);
            let exchanged = match letter == there {
                true => 0,
                false if VOWELS.contains(*letter) && VOWELS.contains(*there) => 1,
                false => 2,
            };
            let best = (before + exchanged).min(above + cost(*letter)).min(last + cost(*there));
            before = above;
            last = best;
            lowest = lowest.min(best);
            if let Some(cell) = row.get_mut(at + 1) {
                *cell = best;
            }
        }
        if lowest > most {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

/// Returns whether one letter more, less or exchanged makes `one` of `other`.
#[must_use]
pub fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > 3 {
        return false;
    }
    let head = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let most = one.len().min(other.len()) - head;
    let tail = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    // What is left between may be one letter of up to four bytes on either side.
    let left = |bytes: &[u8]| {
        let middle = bytes.get(head..bytes.len() - tail).unwrap_or(bytes);
        middle.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count()
    };
    left(one) <= 1 && left(other) <= 1
}
