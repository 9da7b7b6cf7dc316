//! The lines of a journal or history: a checksum, the number of an operation, and what it holds.
//!
//! ```text
//! 7c9e0f1b 130 (seq:130,at:"2026-11-21T14:02:07Z",…)
//! 03ab99d2 +131 (seq:131,…)
//! ```
//!
//! The checksum is the CRC-32 of everything after it and its space, without the line feed. Lines that were written in one go
//! reach the disk in any order or not at all; all but the first of them carry a `+`, so that a gap before them
//! is what a power cut leaves, while a gap before any other line is damage: that line was begun only after everything
//! before it was safe.

use std::ops::Range;

use super::checksum::crc32;

/// One whole line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'t> {
    /// The number of the operation, or of the last one before it for lines that hold none.
    pub seq: u64,
    /// Whether it was written in one go with the line before it.
    pub joined: bool,
    /// What it holds.
    pub body: &'t str,
    /// Its place in the file, in bytes, line feed included.
    pub place: Range<usize>,
    /// Its number in the file, counted from 1.
    pub number: usize,
}

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// With a whole line.
    Whole,
    /// With something that was never finished, this many bytes of it, at this line.
    Torn {
        /// How many bytes come after the last whole line.
        bytes: usize,
        /// The number of the line, counted from 1.
        line: usize,
    },
    /// A line is broken although later ones are whole: something happened to the file.
    Damaged {
        /// The number of the first broken line, counted from 1.
        line: usize,
    },
}

/// The whole lines of a file, up to the first that is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines<'t> {
    /// The lines.
    pub lines: Vec<Line<'t>>,
    /// What comes after them.
    pub tail: Tail,
}

impl Lines<'_> {
    /// Returns the length of the whole lines in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.lines.last().map_or(0, |line| line.place.end)
    }
}

/// Appends the line of `body` to `out`; `body` must hold no line feed.
pub fn write(out: &mut Vec<u8>, seq: u64, joined: bool, body: &str) {
    debug_assert!(!body.contains('\n'), "a body is one line");
    let rest = format!("{}{seq} {body}", if joined { "+" } else { "" });
    out.extend_from_slice(format!("{:08x} {rest}\n", crc32(rest.as_bytes())).as_bytes());
}

/// Reads the lines of a file. No content makes it fail: what is no whole line is told by [`Lines::tail`].
#[must_use]
pub fn read(bytes: &[u8]) -> Lines<'_> {
    let mut lines = Vec::new();
    let tail = each(bytes, |line| lines.push(line));
    Lines { lines, tail }
}

/// Where the whole lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The number of the operation of the last one, 0 if there is none.
    pub seq: u64,
    /// Their length in bytes.
    pub length: usize,
    /// What comes after them.
    pub tail: Tail,
}

/// Returns where the whole lines of a file end. However many they are, none is kept in memory.
#[must_use]
pub fn end(bytes: &[u8]) -> End {
    let (mut seq, mut length) = (0, 0);
    let tail = each(bytes, |line| (seq, length) = (line.seq, line.place.end));
    End { seq, length, tail }
}

/// Shows the whole lines of a file to `see`, up to the first that is not, and returns what comes after them.
fn each<'t>(bytes: &'t [u8], mut see: impl FnMut(Line<'t>)) -> Tail {
    let mut broken: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut number = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        number += 1;
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        match rest.get(..length).and_then(parse) {
            Some((seq, joined, body)) if broken.is_none() => {
                see(Line { seq, joined, body, place: at..at + length, number });
            }
            Some((_, joined, _)) => {
                if let (false, Some((line, _))) = (joined, broken) {
                    return Tail::Damaged { line };
                }
            }
            None => broken = broken.or(Some((number, at))),
        }
        at += length;
    }
    match broken {
        Some((line, start)) => Tail::Torn { bytes: bytes.len() - start, line },
        None => Tail::Whole,
    }
}

/// Reads whatever lines of a file are whole, wherever they stand, and returns with them the numbers of those that are not.
///
/// A line whose content is whole counts, even where its line feed has become something else.
#[must_use]
pub fn salvage(bytes: &[u8]) -> (Vec<Line<'_>>, Vec<usize>) {
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (index, piece) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let content = piece.strip_suffix(b"\n").unwrap_or(piece);
        let mut whole = 0;
        for part in parts(content) {
            if let Some((seq, joined, body)) = parse_content(part) {
                lines.push(Line { seq, joined, body, place: at..at + piece.len(), number: index + 1 });
                whole += part.len() + 1;
            }
        }
        if whole < content.len() {
            broken.push(index + 1);
        }
        at += piece.len();
    }
    (lines, broken)
}

/// How many places of a broken line are tried as the border of two.
const TRIED: usize = 16;

/// Returns `line`, in two parts if that is what it was made of.
fn parts(line: &[u8]) -> Vec<&[u8]> {
    const SUM: usize = 8;
    // The last line feed of a file may have become something else, too.
    let shorter = line.split_last().map_or(line, |(_, rest)| rest);
    if let Some(whole) = [line, shorter].into_iter().find(|line| parse_content(line).is_some()) {
        return vec![whole];
    }
    let begins = |at: &usize| {
        let sum = line.get(at + 1..at + 1 + SUM);
        line.get(at + 1 + SUM) == Some(&b' ') && sum.is_some_and(|sum| sum.iter().all(u8::is_ascii_hexdigit))
    };
    let borders = (1..line.len()).filter(begins).take(TRIED);
    let border = borders.into_iter().find(|at| line.get(at + 1..).and_then(parse_content).is_some());
    match border.and_then(|at| line.split_at_checked(at)) {
        Some((first, second)) => vec![first, second.get(1..).unwrap_or_default()],
        None => vec![line],
    }
}

fn parse(line: &[u8]) -> Option<(u64, bool, &str)> {
    parse_content(line.strip_suffix(b"\n")?)
}

/// Reads a line without its line feed.
fn parse_content(line: &[u8]) -> Option<(u64, bool, &str)> {
    let line = std::str::from_utf8(line).ok()?;
    let (sum, rest) = line.split_once(' ')?;
    if sum != format!("{:08x}", crc32(rest.as_bytes())) {
        return None;
    }
    let (seq, body) = rest.split_once(' ')?;
    let (joined, seq) = match seq.strip_prefix('+') {
        Some(seq) => (true, seq),
        None => (false, seq),
    };
    Some((seq.parse().ok()?, joined, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(lines: &[(u64, bool, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (seq, joined, body) in lines {
            write(&mut bytes, *seq, *joined, body);
        }
        bytes
    }

    const THREE: [(u64, bool, &str); 3] = [(7, false, "(a)"), (8, false, "(“ş”)"), (9, true, "(c)")];

    #[test]
    fn lines_read_back() {
        let bytes = file(&THREE);
        let read = read(&bytes);
        let found: Vec<_> = read.lines.iter().map(|line| (line.seq, line.joined, line.body)).collect();
        assert_eq!(found, THREE);
        assert_eq!((read.tail, read.length()), (Tail::Whole, bytes.len()));
        assert!(bytes.starts_with(b"7d1be967 7 (a)\n"), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_file_cut_anywhere_keeps_its_whole_lines_and_tells_the_rest() {
        let bytes = file(&THREE);
        let ends: Vec<usize> = read(&bytes).lines.iter().map(|line| line.place.end).collect();
        for cut in 0..=bytes.len() {
            let read = read(&bytes[..cut]);
            let whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(read.lines.len(), whole);
            let left = cut - read.length();
            let expected = if left == 0 { Tail::Whole } else { Tail::Torn { bytes: left, line: whole + 1 } };
            assert_eq!(read.tail, expected);
            let seq = read.lines.last().map_or(0, |line| line.seq);
            assert_eq!(end(&bytes[..cut]), End { seq, length: read.length(), tail: expected });
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_is_found() {
        let bytes = file(&THREE);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(read(&flipped).tail, Tail::Whole, "bit {bit}");
        }
    }

    #[test]
    fn of_a_damaged_file_all_other_lines_are_salvaged() {
        let bytes = file(&THREE);
        let places: Vec<_> = read(&bytes).lines.iter().map(|line| line.place.clone()).collect();
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let (lines, broken) = salvage(&flipped);
            let hit = places.iter().position(|place| place.contains(&at)).expect("in a line");
            let feed = places[hit].end == at + 1;
            assert!(lines.len() == 2 + usize::from(feed) && broken.len() == usize::from(!feed), "byte {at}: {lines:?}");
        }
        assert_eq!(salvage(&bytes[..bytes.len() - 1]).0.len(), 3, "a line without its line feed is whole");
        assert_eq!(salvage(b"no line\n\n\xff"), (Vec::new(), vec![1, 3]));
    }

    #[test]
    fn a_gap_is_damage_unless_one_go_explains_it() {
        let mut first_broken = file(&THREE);
        first_broken[10] ^= 1;
        assert_eq!(read(&first_broken).tail, Tail::Damaged { line: 1 });
        let bytes = file(&THREE);
        let mut second_lost = bytes.clone();
        let second = read(&bytes).lines[1].place.clone();
        second_lost[second.clone()].fill(0);
        assert_eq!(read(&second_lost).tail, Tail::Torn { bytes: bytes.len() - second.start, line: 2 });
    }
}
