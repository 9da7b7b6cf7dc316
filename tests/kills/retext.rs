//! Rounds in which an article has a new text, and the end comes while its tags are carried there.

use crate::life::{End, Life};

/// A carrying, and the undoing of it, are so many changes.
const CHANGES: u64 = 2;

impl Life {
    /// Gives the left article another beginning, carries its tags there, and ends. `None` where the text cannot be had.
    pub fn carried(&mut self) -> Option<End> {
        let text = std::fs::read_to_string(self.left()).ok()?;
        std::fs::write(self.left(), format!("Corrected {} times. {text}", self.rounds)).ok()?;
        let mut desk = self.start();
        desk.wait_for("has changed");
        desk.send(" r");
        desk.wait_for(" carried");
        desk.wait_for("new text of");
        let keys = *self.chance.one_of(&["w", "w", "wu", ""]);
        desk.send(keys);
        desk.pass(self.instant(60_000), |_| false);
        let end = self.finish(desk, vec!["while tags are carried to a new text"], CHANGES, &[0]);
        let is_carried = end.saved.max(end.promised) > self.shown;
        let also = is_carried.then_some("right after they were");
        Some(End { met: end.met.into_iter().chain(also).collect(), ..end })
    }
}
