//! Edits as they happen to articles, each character of the result knowing which ones of the old text it was.

use std::ops::Range;

use diptych::text::{Document, Span};
use unicode_normalization::UnicodeNormalization;

/// Numbers by chance, the same for the same seed (`SplitMix64`).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// Returns a number below `count`, which is not 0.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % count as u64).expect("it is below a usize")
    }
}

/// The kinds of edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Typo,
    Insertion,
    Copy,
    WordGone,
    SentenceGone,
    ParagraphGone,
    Moved,
    LineEnds,
    NormalForm,
    Quotes,
    Boilerplate,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Typo,
        Kind::Insertion,
        Kind::WordGone,
        Kind::SentenceGone,
        Kind::ParagraphGone,
        Kind::Moved,
        Kind::LineEnds,
        Kind::NormalForm,
        Kind::Quotes,
        Kind::Boilerplate,
        Kind::Copy,
    ];

    pub fn any(random: &mut Random) -> Self {
        Kind::ALL[random.below(Kind::ALL.len())]
    }

    pub fn any_but_copy(random: &mut Random) -> Self {
        Kind::ALL[random.below(Kind::ALL.len() - 1)]
    }
}

/// A character and the bytes of the old text that it was; none for what is new.
#[derive(Debug, Clone)]
struct Cell {
    character: char,
    was: Option<Range<usize>>,
}

/// A text in the making.
pub struct Edited {
    cells: Vec<Cell>,
    done: Vec<Kind>,
}

/// Where everything is after all edits.
pub struct Places {
    /// For each character of the new text, what it was.
    was: Vec<Option<Range<usize>>>,
    /// For each byte of the old text, the first and the last character that it became.
    cells: Vec<Option<(usize, usize)>>,
    /// The first byte of each character of the new text.
    starts: Vec<usize>,
}

impl Places {
    /// Returns the bytes of `span` of the old text, piece by piece; `None` if anything in it has changed but typesetting.
    pub fn of(&self, span: &Span) -> Option<Vec<(usize, usize)>> {
        span.pieces().map(|piece| self.piece(&piece.bytes())).collect()
    }

    fn piece(&self, bytes: &Range<usize>) -> Option<(usize, usize)> {
        let (first, last) = (self.cells[bytes.start]?.0, self.cells[bytes.end - 1]?.1);
        let mut at = bytes.start;
        for was in self.was.get(first..=last)? {
            let was = was.as_ref()?;
            // Several characters may have been one, and one several.
            if was.start != at && was.end != at {
                return None;
            }
            at = was.end;
        }
        (at == bytes.end).then(|| (self.starts[first], self.starts[last + 1]))
    }
}

const NEW: [&str; 6] = [
    "Officials gave no figures.",
    "This could not be verified at once.",
    "Rain fell over the whole valley until noon.",
    "The Herald has asked for a comment.",
    "Trains were late.",
    "A second version of this report adds detail.",
];
const NEW_WORDS: [&str; 6] = ["reportedly", "also", "(sic)", "42", "the", "very"];
const BOILERPLATE: [&str; 5] = [
    "Accept all cookies | Settings",
    "Read more: Five things to know today",
    "© 2026 Somebody. All rights reserved.",
    "Subscribe to our newsletter.\nBy signing up you agree to the terms.",
    "ADVERTISEMENT",
];

impl Edited {
    pub fn new(document: &Document) -> Self {
        let cell = |(at, character): (usize, char)| Cell { character, was: Some(at..at + character.len_utf8()) };
        Edited { cells: document.text().char_indices().map(cell).collect(), done: Vec::new() }
    }

    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.character).collect()
    }

    /// Returns what was done, for a failure.
    pub fn history(&self) -> String {
        format!("{:?}", self.done)
    }

    /// Returns what became of each byte of `old`.
    pub fn places(&self, old: &Document) -> Places {
        let mut cells = vec![None; old.len()];
        let mut starts = vec![0];
        for (at, cell) in self.cells.iter().enumerate() {
            starts.push(starts[at] + cell.character.len_utf8());
            for byte in cell.was.clone().into_iter().flatten() {
                cells[byte] = Some(cells[byte].map_or((at, at), |(first, _)| (first, at)));
            }
        }
        Places { was: self.cells.iter().map(|cell| cell.was.clone()).collect(), cells, starts }
    }

    /// Makes one edit and returns whether the text allowed it.
    pub fn edit(&mut self, kind: Kind, random: &mut Random) -> bool {
        self.done.push(kind);
        let before = self.text();
        match kind {
            Kind::Typo => self.typo(random),
            Kind::Insertion if random.below(2) == 0 => {
                let word = NEW_WORDS[random.below(NEW_WORDS.len())];
                let at = self.border(random, |cell| cell.character == ' ');
                self.insert(at, &format!(" {word}"));
            }
            Kind::Insertion => {
                let sentence = NEW[random.below(NEW.len())];
                let at = self.sentence(random).end;
                self.insert(at, &format!(" {sentence}"));
            }
            Kind::Copy => {
                let range = self.sentence(random);
                let text: String = self.cells[range].iter().map(|cell| cell.character).collect();
                let at = self.sentence(random).end;
                self.insert(at, &format!(" {}", text.trim()));
            }
            Kind::WordGone => {
                let start = self.border(random, |cell| cell.character == ' ');
                let length = self.cells[start..].iter().skip(1).position(|cell| cell.character.is_whitespace());
                self.cells.drain(start..start + length.map_or(0, |length| length + 1));
            }
            Kind::SentenceGone => drop(self.cells.drain(self.sentence(random)).count()),
            Kind::ParagraphGone => {
                let range = self.paragraph(random);
                self.cells.drain(range);
            }
            Kind::Moved => {
                let range = self.paragraph(random);
                let cells: Vec<Cell> = self.cells.drain(range).collect();
                let at = if self.cells.is_empty() { 0 } else { self.paragraph(random).start };
                self.cells.splice(at..at, cells);
            }
            Kind::LineEnds => self.line_ends(),
            Kind::NormalForm => self.normal_form(),
            Kind::Quotes => self.quotes(),
            Kind::Boilerplate => {
                for _ in 0..=random.below(3) {
                    let at = if self.cells.is_empty() { 0 } else { self.paragraph(random).start };
                    self.insert(at, &format!("{}\n", BOILERPLATE[random.below(BOILERPLATE.len())]));
                }
            }
        }
        before != self.text()
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.cells.splice(at..at, text.chars().map(|character| Cell { character, was: None }));
    }

    /// Returns the number of some cell that `fits`, 0 if none does.
    fn border(&self, random: &mut Random, fits: impl Fn(&Cell) -> bool) -> usize {
        let all: Vec<usize> = (0..self.cells.len()).filter(|&at| fits(&self.cells[at])).collect();
        if all.is_empty() { 0 } else { all[random.below(all.len())] }
    }

    /// Strikes a wrong key somewhere in a word.
    fn typo(&mut self, random: &mut Random) {
        let at = self.border(random, |cell| cell.character.is_alphabetic());
        if at == 0 {
            return;
        }
        let letter = char::from(b'a' + u8::try_from(random.below(26)).expect("a letter"));
        match random.below(3) {
            0 => drop(self.cells.remove(at)),
            1 => self.insert(at, &letter.to_string()),
            _ if self.cells[at].character != letter => self.cells[at] = Cell { character: letter, was: None },
            _ => {}
        }
    }

    /// Returns some paragraph with its line end.
    fn paragraph(&self, random: &mut Random) -> Range<usize> {
        let starts = self.border(random, |cell| cell.character.is_alphanumeric());
        let is_end = |cell: &Cell| cell.character == '\n';
        let start = self.cells[..starts].iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = self.cells[starts..].iter().position(is_end).map_or(self.cells.len(), |end| starts + end + 1);
        start..end
    }

    /// Returns some sentence with the blank before it.
    fn sentence(&self, random: &mut Random) -> Range<usize> {
        let within = self.border(random, |cell| cell.character.is_alphanumeric());
        let is_end = |cell: &Cell| matches!(cell.character, '.' | '\n');
        let start = self.cells[..within].iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = self.cells[within..]
            .iter()
            .position(is_end)
            .map_or(self.cells.len(), |end| within + end + usize::from(self.cells[within + end].character == '.'));
        start..end
    }

    fn line_ends(&mut self) {
        let had = self.cells.iter().any(|cell| cell.character == '\r');
        let mut cells = Vec::new();
        for cell in std::mem::take(&mut self.cells) {
            match cell.character {
                // What stood before a line feed is a part of it.
                '\r' if had => {}
                '\n' if had => cells.push(cell),
                '\n' => cells.extend([Cell { character: '\r', was: cell.was.clone() }, cell]),
                _ => cells.push(cell),
            }
        }
        self.cells = cells;
    }

    /// Decomposes the letters, or composes them where they are decomposed.
    fn normal_form(&mut self) {
        let composed = self.text().nfc().eq(self.text().chars());
        let mut cells: Vec<Cell> = Vec::new();
        for cell in std::mem::take(&mut self.cells) {
            let last = cells.last().filter(|_| !composed).map(|last| last.character);
            let both = last.and_then(|last| unicode_normalization::char::compose(last, cell.character));
            match (both, cells.last_mut()) {
                (Some(character), Some(last)) => {
                    let was = last.was.clone().zip(cell.was);
                    *last = Cell {
                        character,
                        was: was.map(|(was, more)| was.start.min(more.start)..was.end.max(more.end)),
                    };
                }
                _ if composed => {
                    let was = cell.was;
                    cells.extend(cell.character.nfd().map(|character| Cell { character, was: was.clone() }));
                }
                _ => cells.push(cell),
            }
        }
        self.cells = cells;
    }

    fn quotes(&mut self) {
        let curly = self.cells.iter().any(|cell| matches!(cell.character, '“' | '’'));
        let mut cells = Vec::new();
        for mut cell in std::mem::take(&mut self.cells) {
            cell.character = match cell.character {
                '“' | '”' if curly => '"',
                '’' | '‘' if curly => '\'',
                '"' if !curly => '“',
                '\'' if !curly => '’',
                '–' | '—' => '-',
                ' ' if curly && cell.was.as_ref().is_some_and(|was| was.start % 17 == 0) => '\u{a0}',
                other => other,
            };
            if cell.character == '…' {
                cells.extend([(); 2].map(|()| Cell { character: '.', was: cell.was.clone() }));
                cell.character = '.';
            }
            cells.push(cell);
        }
        self.cells = cells;
    }
}
