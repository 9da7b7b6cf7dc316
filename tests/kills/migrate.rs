//! Rounds in which a file edited by hand, which this program would not write so, is written anew, and the end comes then.

use crate::life::{End, Life, READY, SAVE};

/// What was done to the file by hand may be a change of its own.
const CHANGES: u64 = 1;

/// What a remark begins with.
pub const REMARK: &str = "// by hand in round";

impl Life {
    /// Puts a remark into the set's file, changes something, has the file written anew, and ends. `None` where there is no
    /// file, or where changes wait that are not in it: then there is something to settle first.
    pub fn migrated(&mut self) -> Option<End> {
        let remark = format!("{REMARK} {}", self.rounds);
        let text = self.folder.read(self.set);
        let (first, rest) = text.split_once('\n').filter(|_| self.is_settled())?;
        self.replace(&format!("{first}\n{remark}\n{rest}"));
        let mut desk = self.start();
        desk.wait_for(READY);
        let typed = self.type_some(&mut desk);
        desk.send(SAVE);
        desk.pass(self.instant(30_000), |_| false);
        let typed = typed + SAVE.len() as u64 + CHANGES;
        let mut end = self.finish(desk, vec!["while a file edited by hand is written anew"], typed, &[0]);
        let is_there = self.folder.files().iter().any(|name| self.holds(name, &remark));
        end.fault = end.fault.or_else(|| (!is_there).then(|| format!("the remark {remark:?} is nowhere")));
        Some(end)
    }
}
