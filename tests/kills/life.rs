//! One life of a set: rounds of starting, working and being killed.

use std::path::Path;
use std::time::Duration;

use crate::chance::Chance;
use crate::pty::Terminal;
use crate::run::Folder;

const SIZE: (u16, u16) = (100, 30);

/// How many rounds a life has.
const ROUNDS: u32 = 15;

/// What is typed: a step and a label, wider selections, taking back and doing again, removing, doubting.
const KEYS: [&str; 12] = ["lp", "lo", "lt", "jd", "wp", "Lo", "et", "u", "U", "x", ";", "Jp"];

const SAVE: &str = "\x13";
const LEAVE: &str = "\x11";

/// What came of a round.
pub struct Round {
    /// What the kill met, for the tally.
    pub met: Vec<&'static str>,
    /// How many changes more than before the screen had shown as saved.
    pub fresh: u64,
    /// What was lost, or came back wrong.
    pub lost: Option<String>,
}

/// What `check` says would come back.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    there: bool,
    recovers: u64,
    waiting: u64,
}

/// A set that is worked on and killed.
pub struct Life {
    folder: Folder,
    chance: Chance,
    set: &'static str,
    arguments: Vec<String>,
    rounds: u32,
    shown: u64,
    kept: Kept,
}

impl Life {
    /// Begins the life of `seed`: every second one with a set that is there already and takes longer to write.
    pub fn begin(seed: u64) -> Life {
        let large = seed.is_multiple_of(2);
        let folder = if large {
            Folder::of_sample()
        } else {
            let left = "“Şıbırğan’s fall” was near, an aide said.\r\n\r\nDostum had left for 上海 — été 👩‍👧.\n";
            Folder::new()
                .with("left.txt", left.repeat(6))
                .with("right.txt", "The city has fallen, AFP said. ".repeat(9))
        };
        let set = if large { "courier--herald.sample.ron" } else { "left--right.mk.ron" };
        let names = if large { ["courier.txt", "herald.txt"] } else { ["left.txt", "right.txt"] };
        let mut arguments: Vec<String> =
            names.iter().map(|name| folder.path(name).to_string_lossy().into_owned()).collect();
        if large {
            arguments.extend(["--as".to_owned(), "sample".to_owned()]);
        }
        Life { folder, chance: Chance::new(seed), set, arguments, rounds: 0, shown: 0, kept: Kept::default() }
    }

    /// Starts, works, kills and checks; `None` when the life is over.
    pub fn round(&mut self) -> Option<Round> {
        if self.rounds == ROUNDS {
            return None;
        }
        self.rounds += 1;
        let half_before = self.half_written();
        let (met, shown, typed) = self.killed();
        let mut round = Round { met: vec![met], fresh: shown.saturating_sub(self.shown), lost: None };
        let before = self.kept;
        self.shown = self.shown.max(shown);
        match self.check() {
            Ok(kept) => {
                let most = before.recovers.max(shown) + typed;
                let what =
                    format!("round {}, {met}: shown as saved {shown}, before {before:?}, now {kept:?}", self.rounds);
                if kept.recovers < shown || kept.recovers < before.recovers {
                    round.lost = Some(what);
                } else if kept.recovers > most {
                    round.lost = Some(format!("{what}: more than the {typed} keys explain"));
                }
                round.met.extend((before.waiting > 0).then_some("with a journal to recover"));
                round.met.extend((!kept.there).then_some("before there was a set"));
                self.kept = kept;
            }
            Err(told) => round.lost = Some(format!("round {}, {met}: {told}", self.rounds)),
        }
        let half_written = self.half_written();
        round.met.extend((half_written && !half_before).then_some("in the middle of a file"));
        Some(round)
    }

    /// Starts the program and kills it; returns when, the highest number shown as saved, and how many keys were typed.
    fn killed(&mut self) -> (&'static str, u64, u64) {
        let mut desk = self.start();
        let mut typed = 0;
        let (met, last, wait) = match self.chance.below(8) {
            0 | 1 => ("starting", "", 25_000),
            2 | 3 => ("typing", "", 15_000),
            4 | 5 => ("a snapshot", SAVE, 12_000),
            6 => ("leaving", LEAVE, 12_000),
            _ => ("typing at the start", "lplolt", 40_000),
        };
        if matches!(met, "typing" | "a snapshot" | "leaving") {
            desk.wait_for("▸");
            for _ in 0..=self.chance.below(6) {
                let keys = self.chance.one_of(&KEYS);
                typed += keys.len() as u64;
                let before = saved(&desk.picture());
                desk.send(keys);
                // Half of the time the disk is waited for, but not for ever: some keys change nothing.
                let patience = if self.chance.below(2) == 0 { 6_000 } else { 100_000 };
                desk.pass(self.instant(patience), |screen| saved(screen) > before);
            }
        }
        typed += last.len() as u64;
        desk.send(last);
        desk.pass(self.instant(wait), |_| false);
        if !desk.has_ended() {
            desk.kill();
        }
        let mut shown = 0;
        desk.each_picture(SIZE, |screen| shown = shown.max(saved(screen)));
        desk.ended();
        (met, shown, typed)
    }

    fn start(&self) -> Terminal {
        let home = self.folder.path("home");
        let variables = [("HOME", &*home.to_string_lossy()), ("LOGNAME", "mk")];
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        Terminal::start(SIZE, Path::new(env!("CARGO_BIN_EXE_diptych")), &arguments, &variables)
    }

    /// Returns whether a file lies there that was to take the place of another.
    fn half_written(&self) -> bool {
        self.folder.files().iter().any(|name| Path::new(name).extension().is_some_and(|end| end == "new"))
    }

    fn instant(&mut self, micros: u64) -> Duration {
        Duration::from_micros(self.chance.below(micros))
    }

    /// Returns what would be recovered.
    fn check(&self) -> Result<Kept, String> {
        let ran = self.folder.run(&format!("check --json {}", self.set));
        if ran.code == 2 && ran.err.starts_with(&format!("error: there is no file {}", self.set)) {
            return Ok(Kept::default());
        }
        if ran.code != 0 {
            return Err(format!("{ran:?}"));
        }
        let report: serde_json::Value = serde_json::from_str(&ran.out).map_err(|error| format!("{error}: {ran:?}"))?;
        let number = |name: &str| report[name].as_u64().ok_or_else(|| format!("no {name}: {ran:?}"));
        Ok(Kept { there: true, recovers: number("recovers")?, waiting: number("waiting")? })
    }
}

/// Returns the number that the title line calls saved, 0 if there is none.
fn saved(screen: &vt100::Screen) -> u64 {
    let title = screen.rows(0, SIZE.0).next().unwrap_or_default();
    let Some((_, rest)) = title.split_once("saved ") else { return 0 };
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}
