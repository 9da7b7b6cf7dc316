//! Identical strings: where the selected words stand as such in both articles, and all of them selected at once.
//!
//! What is selected beside the selection is never listed: the rows on the screen are searched when they are drawn, and
//! both articles when a label is given.

use std::ops::Range;

use memchr::memmem;

use super::Editor;
use super::command::Command;
use super::stepping::What;
use crate::annotation::counted;
use crate::text::{DocId, Document};

/// More strings than this are not taken by one key.
pub(super) const MOST: usize = 2_000;

/// More places than this are not looked at for one key, those within words among them.
const PLACES: usize = 1_000_000;

/// Of no more places than this is it asked where the words around them end.
const ASKED: usize = 2 * MOST;

/// All strings that are identical to the selected one, selected with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identical {
    /// The selection that it belongs to.
    place: (DocId, Range<usize>),
    /// How many there are in each article, the selected one among them.
    pub counts: [usize; 2],
}

/// Returns where `string` stands in the part `within` of `document`. The work is proportional to the part.
pub(super) fn occurrences<'t>(
    document: &'t Document,
    string: &'t str,
    within: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 't {
    let finder = memmem::Finder::new(string.as_bytes()).into_owned();
    let mut from = within.start;
    std::iter::from_fn(move || {
        let at = from + finder.find(document.text().as_bytes().get(from..within.end)?)?;
        let bytes = at..at + string.len();
        from = bytes.end.max(at + 1);
        Some(bytes)
    })
}

/// Returns whether no word goes on beyond the ends of `bytes`.
fn is_whole(document: &Document, bytes: &Range<usize>) -> bool {
    let first = document.word_at(bytes.start);
    let last = document.word_at(document.char_floor(bytes.end - 1));
    first.is_none_or(|word| word.start >= bytes.start) && last.is_none_or(|word| word.end <= bytes.end)
}

/// Returns whether `bytes` plainly begin or end within a word: an ASCII letter or digit on both sides. No word is looked for.
fn is_plainly_within(document: &Document, bytes: &Range<usize>) -> bool {
    let text = document.text().as_bytes();
    let is_plain = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let goes_on = |at: usize| at > 0 && is_plain(at - 1) && is_plain(at);
    goes_on(bytes.start) || goes_on(bytes.end)
}

/// Returns whether a hyphen stands right before or after `bytes`.
fn is_hyphened(document: &Document, bytes: &Range<usize>) -> bool {
    let is_hyphen = |character: char| matches!(character, '-' | '‐' | '‑');
    document.slice(0..bytes.start).ends_with(is_hyphen)
        || document.slice(bytes.end..document.len()).starts_with(is_hyphen)
}

impl Editor {
    /// Returns whether `bytes` of `doc` are words of their own: whole ones, what is selected, or the likely part of a word
    /// with a hyphen, as in *anti-Taliban*.
    pub(super) fn is_identical(&self, doc: DocId, bytes: &Range<usize>) -> bool {
        let document = self.document(doc);
        let likely = || {
            let stops = self.likely(doc, bytes);
            stops.iter().any(|stop| stop.bytes == *bytes && matches!(stop.what, What::Mention { .. }))
        };
        let selected = doc == self.focus && *bytes == self.selection();
        selected
            || !is_plainly_within(document, bytes) && is_whole(document, bytes)
            || is_hyphened(document, bytes) && likely()
    }

    /// Returns every string of each article that is identical to `string`; none if there are too many for one key. The work
    /// has a bound, but for passing over text in which the string does not stand.
    pub(super) fn all_of(&self, string: &str) -> Option<[Vec<Range<usize>>; 2]> {
        let (mut found, mut asked) = ([Vec::new(), Vec::new()], 0);
        let places = DocId::BOTH.into_iter().flat_map(|doc| {
            let document = self.document(doc);
            occurrences(document, string, 0..document.len()).map(move |bytes| (doc, bytes))
        });
        for (number, (doc, bytes)) in places.enumerate() {
            asked += usize::from(!is_plainly_within(self.document(doc), &bytes));
            if number >= PLACES || asked > ASKED || found.iter().map(Vec::len).sum::<usize>() > MOST {
                return None;
            }
            if self.is_identical(doc, &bytes) {
                found[doc.index()].push(bytes);
            }
        }
        (found.iter().map(Vec::len).sum::<usize>() <= MOST).then_some(found)
    }

    /// Selects every string of both articles that is identical to the selected one.
    pub(super) fn select_identical(&mut self) {
        let Some(string) = self.selected_text().map(str::to_owned) else {
            return self.tell("nothing is selected");
        };
        let words = self.document(self.focus).span(self.selection()).map(|span| self.quoted(&span)).unwrap_or_default();
        let Some(counts) = self.all_of(&string).map(|found| found.map(|strings| strings.len())) else {
            return self.warn(&format!("{words} stands more than {MOST} times: too many for one key"));
        };
        let [a, b] = counts;
        if a + b < 2 {
            return self.tell(&format!("{words} stands only here"));
        }
        self.identical = Some(Identical { place: (self.focus, self.selection()), counts });
        self.tell(&format!("{} selected: {a} in A, {b} in B · a label key labels them, Esc leaves one", a + b));
    }

    /// Returns whether all identical strings are selected, with how many there are in each article.
    pub(super) fn all_identical(&self) -> Option<[usize; 2]> {
        let identical = self.identical.as_ref()?;
        let here = (self.focus, &self.panes[self.focus.index()].selection);
        ((identical.place.0, &identical.place.1) == here).then_some(identical.counts)
    }

    /// Returns the identical strings that touch `bytes` of `doc`, where all of them are selected.
    pub(super) fn identical_within(&self, doc: DocId, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let (Some(_), Some(string)) = (self.all_identical(), self.selected_text()) else { return Vec::new() };
        let document = self.document(doc);
        let beyond = string.len().saturating_sub(1);
        let near = bytes.start.saturating_sub(beyond)..(bytes.end + beyond).min(document.len());
        occurrences(document, string, near).filter(|bytes| self.is_identical(doc, bytes)).collect()
    }

    /// Lets go of the identical strings before `command`, unless that is about all of them or changes nothing.
    pub(super) fn identical_before(&mut self, command: Command) {
        use Command as C;
        let stays = matches!(
            command,
            C::Label(_)
                | C::LabelAlike(_)
                | C::LabelAsBefore
                | C::LabelByLetter
                | C::Repeat
                | C::Remove
                | C::NotThis
                | C::ScrollDown
                | C::ScrollUp
                | C::Centre
                | C::Redraw
                | C::Save
                | C::Cancel
                | C::Interrupt
                | C::Help
                | C::HelpHere
                | C::Palette
        );
        if !stays {
            self.identical = None;
        }
    }

    /// Dismisses all identical strings, where they are selected; `false` where they are not.
    pub(super) fn dismiss_identical(&mut self) -> bool {
        let Some([a, b]) = self.all_identical() else { return false };
        if self.exact_mention().is_some() {
            let words = counted(a + b, "string");
            self.tell(&format!("{words} selected, and this one is a tag: Esc, then x removes it"));
        } else {
            self.refuse_string();
            self.identical = None;
        }
        true
    }
}
