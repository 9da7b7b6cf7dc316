//! Following: from the place under the selection to the other end of its tie, or to what comes nearest in the other article.

use std::ops::Range;

use super::Compared;
use super::ends::sign;
use crate::annotation::Member;
use crate::annotation::ties::Says;
use crate::compare::counterparts::counterparts;
use crate::editor::Editor;
use crate::text::DocId;

/// How many counterparts are gone through where there is no tie.
const NEAREST: usize = 3;

/// The ends that are gone through, one after the other.
#[derive(Debug, Clone)]
pub(in crate::editor) struct Following {
    /// Where each is to be seen, with what is said of it.
    ends: Vec<(DocId, Range<usize>, String)>,
    /// The one that was gone to last.
    at: usize,
    /// The last change when they were found, and the one that was looked at: another state may have other ends.
    found: (u64, Option<u64>),
}

impl Editor {
    /// Goes to the other end of the tie under the selection, or to the nearest counterpart; when it was gone to just before,
    /// to the next one.
    pub(in crate::editor) fn follow_tie(&mut self) {
        if self.follow_on() {
            return;
        }
        let Some(ends) = self.ends_to_follow() else { return };
        if ends.is_empty() {
            self.links.following = None;
            let other = self.focus.other().letter();
            self.tell(&format!("no counterpart found in {other}"));
            return;
        }
        self.mark_place();
        self.links.following = Some(Following { ends, at: 0, found: (self.history.last(), self.looking) });
        self.show_followed();
    }

    /// Goes to the next of several ends, if the selection is where the last one was; `false` if not.
    fn follow_on(&mut self) -> bool {
        let (here, now) = ((self.focus, self.selection()), (self.history.last(), self.looking));
        let Some(following) = self.links.following.as_mut().filter(|following| following.found == now) else {
            return false;
        };
        let is_there = following.ends.get(following.at).is_some_and(|(doc, range, _)| (*doc, range.clone()) == here);
        if !is_there || following.ends.len() < 2 {
            return false;
        }
        following.at = (following.at + 1) % following.ends.len();
        self.show_followed();
        true
    }

    fn show_followed(&mut self) {
        let Some(following) = &self.links.following else { return };
        let Some((doc, range, words)) = following.ends.get(following.at).cloned() else { return };
        let more = match following.ends.len() {
            1 => String::new(),
            count => format!("; {} of {count}, W the next", following.at + 1),
        };
        self.show_place(doc, range);
        self.tell(&format!("{words}{more}; C-o comes back"));
    }

    /// Returns where the ties under the selection lead, or else the nearest counterparts of what is there; none, and said
    /// why, where that is not known yet.
    fn ends_to_follow(&mut self) -> Option<Vec<(DocId, Range<usize>, String)>> {
        let ties = self.ties_here();
        if !ties.is_empty() {
            let found = ties.iter().filter_map(|(says, other)| self.followed(*says, other));
            return Some(found.collect());
        }
        let comparison = match self.compared() {
            Compared::Ready(comparison) => comparison,
            Compared::Asked => {
                self.tell("the two articles are being compared: W again in a moment");
                return None;
            }
            Compared::Never(reason) => {
                self.tell(&reason);
                return None;
            }
        };
        let sentence = self.sentence_here();
        let found = sentence.map_or_else(Vec::new, |end| counterparts(&comparison, &self.set, &end, NEAREST));
        let place = |one: crate::compare::counterparts::Counterpart| {
            let (doc, range) = self.end_place(&one.end)?;
            let beside = one.beside_words();
            let beside = if beside.is_empty() { beside } else { format!(", {beside}") };
            Some((doc, range, format!("nearest, not tied: {:.2}{beside}", one.score)))
        };
        Some(found.into_iter().filter_map(place).collect())
    }

    fn followed(&self, says: Says, other: &Member) -> Option<(DocId, Range<usize>, String)> {
        let (doc, range) = self.end_place(other)?;
        let (sign, _) = sign(says.kind);
        let sign = if self.settings.ascii { String::new() } else { format!("{sign} ") };
        Some((doc, range, format!("{sign}{}", says.words())))
    }
}
