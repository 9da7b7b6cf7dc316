//! Going from one attribution to the next, and what was said before a place.

use std::ops::Range;

use super::finish::shown_at;
use crate::annotation::Record;
use crate::editor::Editor;
use crate::text::DocId;

impl Editor {
    /// Goes to the next attribution after the selection (before it, if `back`), through both articles and round.
    pub(super) fn step_attribution(&mut self, back: bool) {
        let (doc, at) = (self.focus, self.selection().start);
        let found = self
            .next_attribution(doc, Some(at), back)
            .or_else(|| self.next_attribution(doc.other(), None, back))
            .or_else(|| self.next_attribution(doc, None, back));
        match found {
            Some((doc, range)) => {
                self.mark_place();
                self.show_place(doc, range);
            }
            None => self.tell("no attribution yet: a makes one"),
        }
    }

    /// Returns where the next attribution of `doc` after byte `from` is to be seen, or after the edge of the text.
    fn next_attribution(&self, doc: DocId, from: Option<usize>, back: bool) -> Option<(DocId, Range<usize>)> {
        let length = self.document(doc).len();
        let edge = if back { length } else { 0 };
        let beyond = |start: usize| from.is_none_or(|from| if back { start < from } else { start > from });
        let mut stretch = crate::annotation::Set::stretch_of(from.unwrap_or(edge));
        loop {
            let seen = self.set.touching(doc, &stretch).into_iter().filter_map(|record| match record {
                Record::Attribution(one) => shown_at(one),
                _ => None,
            });
            let seen = seen.filter(|range| stretch.contains(&range.start) && beyond(range.start));
            let found = if back { seen.max_by_key(|range| range.start) } else { seen.min_by_key(|range| range.start) };
            if let Some(found) = found {
                return Some((doc, found));
            }
            stretch = self.set.next_stretch(doc, stretch.start, back, length)?;
        }
    }
}
