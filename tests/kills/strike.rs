//! Rounds in which another program changes the set under the running one, and the end comes while that is being settled.

use crate::life::{End, LEAVE, Life, READY, number_after};

/// What is settled are so many changes at most: the merge, another one at the next start, and what is found there.
const CHANGES: u64 = 3;

/// The program is told that its window has the keyboard again, and looks.
const FOCUS: &str = "\x1b[I";

impl Life {
    /// Works, has another program change the set, chooses what becomes of both, and ends; `None` where the set holds no tag to
    /// change.
    pub fn struck(&mut self) -> Option<End> {
        let mark = format!("struck in round {}", self.rounds);
        struck(&self.folder.read(self.set), &mark)?;
        let mut desk = self.start();
        desk.wait_for(READY);
        let typed = self.type_some(&mut desk);
        // Two programs that write in the same instant are another matter.
        desk.wait_until("all saved", |screen| number_after("saving ", screen) == 0);
        let theirs = struck(&self.folder.read(self.set), &mark)?;
        self.replace(&theirs);
        desk.send(FOCUS);
        desk.wait_for("keep both");
        let choice = *self.chance.one_of(&["m", "t", ""]);
        desk.send(choice);
        desk.pass(self.instant(30_000), |_| false);
        let mut end = self.finish(desk, vec!["while another program's change is settled"], typed + CHANGES, &[0, 1]);
        self.strikes += 1;
        let is_there = self.folder.files().iter().any(|name| self.holds(name, &mark));
        end.fault =
            end.fault.or_else(|| (!is_there).then(|| format!("what the other program wrote, {mark:?}, is nowhere")));
        Some(end)
    }

    /// Starts the program on a set whose file and journal do not go together, and settles what it asks. Returns whether it
    /// asked.
    pub fn settle(&mut self) -> Result<bool, String> {
        let mut desk = self.start();
        // Where theirs was taken and only the mark of that is missing, there is nothing to ask.
        let is_asked = |screen: &vt100::Screen| screen.contents().contains("keep both");
        desk.wait_until("a set", |screen| is_asked(screen) || number_after("saved ", screen) > 0);
        let asks = is_asked(&desk.picture());
        desk.send(if asks { "m" } else { "" });
        desk.wait_until("what is saved", |screen| number_after("saved ", screen) > 0);
        desk.send(LEAVE);
        let ended = desk.ended();
        if (ended.code, ended.left.len()) == (0, 0) { Ok(asks) } else { Err(format!("after the choice: {ended:?}")) }
    }

    /// Has another file take the set's name, as git does it.
    pub fn replace(&self, text: &str) {
        let beside = self.folder.path("theirs.tmp");
        std::fs::write(&beside, text).expect("a file beside the set");
        std::fs::rename(&beside, self.folder.path(self.set)).expect("in the place of the set");
    }

    pub fn holds(&self, name: &str, mark: &str) -> bool {
        let bytes = std::fs::read(self.folder.path(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).contains(mark)
    }
}

/// Returns the set file `text` with `mark` as the note of its first tag that has none; `None` where there is no such tag.
fn struck(text: &str, mark: &str) -> Option<String> {
    let is_bare = |line: &&str| line.contains("at: [(") && line.contains(", label: \"") && !line.contains(" note: ");
    let line = text.lines().find(is_bare)?;
    Some(text.replacen(line, &line.replacen(", label: \"", &format!(", note: \"{mark}\", label: \""), 1), 1))
}
