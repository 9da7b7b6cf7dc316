//! The trail: the stops behind, each with the change that was decided there.

use std::ops::Range;

use crate::text::DocId;

/// So many stops are remembered.
const MOST: usize = 200;

/// A stop behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The article.
    pub doc: DocId,
    /// The bytes of the stop.
    pub bytes: Range<usize>,
    /// The number of the change that was decided there, if one was.
    by: Option<u64>,
}

/// The stops behind, the last one last.
#[derive(Debug, Clone, Default)]
pub struct Trail(Vec<Step>);

impl Trail {
    /// Adds the stop `bytes` of `doc`, left by change number `by` or undecided; a stop left twice in a row is one.
    pub fn leave(&mut self, doc: DocId, bytes: Range<usize>, by: Option<u64>) {
        match self.0.last_mut().filter(|last| last.doc == doc && last.bytes == bytes) {
            Some(last) => last.by = by.or(last.by),
            None => self.0.push(Step { doc, bytes, by }),
        }
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Takes the last stop off.
    pub fn pop(&mut self) -> Option<Step> {
        self.0.pop()
    }

    /// Returns the stop at which change number `by` was decided, and takes it and all after it off.
    pub fn back_to(&mut self, by: u64) -> Option<Step> {
        let at = self.0.iter().rposition(|step| step.by == Some(by))?;
        self.0.drain(at..).next()
    }

    /// Returns whether a stop behind was decided by change number `by`.
    pub fn is_by(&self, by: u64) -> bool {
        self.0.iter().any(|step| step.by == Some(by))
    }

    /// Puts every stop in `doc` to where `place` says.
    pub fn carry(&mut self, doc: DocId, place: impl Fn(&Range<usize>) -> Range<usize>) {
        for step in self.0.iter_mut().filter(|step| step.doc == doc) {
            step.bytes = place(&step.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_leads_back_to_its_stop_and_to_no_other() {
        let mut trail = Trail::default();
        trail.leave(DocId::A, 0..4, Some(7));
        trail.leave(DocId::A, 0..9, None);
        trail.leave(DocId::A, 0..9, Some(8));
        trail.leave(DocId::B, 0..9, None);
        assert_eq!(trail.back_to(9), None);
        assert!(trail.is_by(7) && trail.is_by(8) && !trail.is_by(9));
        let place = |step: Option<Step>| step.map(|step| (step.doc, step.bytes));
        assert_eq!(place(trail.back_to(8)), Some((DocId::A, 0..9)));
        assert_eq!(place(trail.pop()), Some((DocId::A, 0..4)));
        assert_eq!(trail.pop(), None);
    }

    #[test]
    fn the_trail_has_an_end() {
        let mut trail = Trail::default();
        for at in 0..MOST + 5 {
            trail.leave(DocId::A, at..at + 1, None);
        }
        assert_eq!(trail.0.len(), MOST);
        assert_eq!(trail.0.first().map(|step| step.bytes.start), Some(5));
    }
}
