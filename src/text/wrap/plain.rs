//! Rows of printable ASCII, where a byte is a grapheme is a cell.
//!
//! Between ASCII characters UAX 14 decides by the two characters alone and by whether blanks stand between
//! them. All its answers are asked for once and kept, so that rows come out the same as by the whole algorithm.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_linebreak::{BreakOpportunity, break_property, linebreaks};

use super::Row;

/// For each character a set of those before which a row may end if they follow it, at once or after blanks.
struct Breaks {
    next: [u128; 128],
    after_blanks: [u128; 128],
}

static BREAKS: LazyLock<Breaks> = LazyLock::new(|| {
    let mut breaks = Breaks { next: [0; 128], after_blanks: [0; 128] };
    // Characters of one class have one answer: about twenty classes instead of 95 characters.
    let mut classes: Vec<(u8, char, u128)> = Vec::new();
    for character in ' '..='~' {
        let class = break_property(u32::from(character)) as u8;
        let bit = 1 << u32::from(character);
        match classes.iter_mut().find(|known| known.0 == class) {
            Some(known) => known.2 |= bit,
            None => classes.push((class, character, bit)),
        }
    }
    for &(_, before, befores) in &classes {
        for &(_, after, afters) in &classes {
            let next = allows(&format!("{before}{after}"), 1);
            let after_blanks = allows(&format!("{before} {after}"), 2);
            for byte in (0..128).filter(|byte| befores & (1 << byte) != 0) {
                breaks.next[byte] |= if next { afters } else { 0 };
                breaks.after_blanks[byte] |= if after_blanks { afters } else { 0 };
            }
        }
    }
    breaks
});

/// Returns whether UAX 14 allows a break in `text` before `at`.
fn allows(text: &str, at: usize) -> bool {
    linebreaks(text).any(|(place, kind)| place == at && kind == BreakOpportunity::Allowed)
}

impl Breaks {
    /// Returns whether a row may end before `at`, where no blank stands.
    fn before(&self, text: &[u8], at: usize) -> bool {
        let Some(&after) = text.get(at) else { return false };
        let words = text.get(..at).unwrap_or_default();
        let content = words.trim_ascii_end();
        let (table, before) = match content.last() {
            // Blanks at the start of the text are what stands before.
            None => (&self.next, b' '),
            Some(&before) if content.len() == at => (&self.next, before),
            Some(&before) => (&self.after_blanks, before),
        };
        at > 0 && table.get(usize::from(before)).is_some_and(|afters| afters & (1 << u32::from(after)) != 0)
    }
}

/// Returns whether `text` is printable ASCII alone.
pub(super) fn is_plain(text: &str) -> bool {
    // Looked at in strips, so that the compiler can look at many bytes at once.
    text.as_bytes().chunks(64).all(|strip| strip.iter().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')))
}

/// Returns the rows of `text`, which is plain and begins at byte `offset` of its document.
pub(super) fn rows(text: &str, offset: usize, width: u16) -> Vec<Row> {
    let bytes = text.as_bytes();
    let mut rows = Vec::with_capacity(bytes.len() / usize::from(width) + 1);
    let mut start = 0;
    loop {
        let end = row_end(bytes, start, usize::from(width));
        let Range { start: from, end: to } = start..end;
        rows.push(Row::plain(offset + from..offset + to, width));
        if end >= bytes.len() {
            return rows;
        }
        start = end;
    }
}

/// Returns the end of the row that begins at `start`.
fn row_end(bytes: &[u8], start: usize, width: usize) -> usize {
    let limit = start + width;
    if limit >= bytes.len() {
        return bytes.len();
    }
    // Blanks that begin within the width hang.
    let blanks = bytes.get(limit..).unwrap_or_default().iter().take_while(|&&byte| byte == b' ').count();
    let after_blanks = limit + blanks;
    if after_blanks == bytes.len() {
        return after_blanks;
    }
    if blanks > 0 && BREAKS.before(bytes, after_blanks) {
        return after_blanks;
    }
    let last = (start + 1..=limit).rev().find(|&at| bytes.get(at) != Some(&b' ') && BREAKS.before(bytes, at));
    last.unwrap_or(after_blanks)
}
