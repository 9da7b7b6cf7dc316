//! One life of a set: rounds of starting, working and being ended.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::migrate::REMARK;
use crate::pty::{Ended, Terminal};
use crate::run::Folder;

pub const SIZE: (u16, u16) = (100, 30);

/// How many rounds a life has.
const ROUNDS: u32 = 15;

/// What is typed: a step and a label, wider selections, taking back and doing again, removing, doubting.
const KEYS: [&str; 12] = ["lp", "lo", "lt", "jd", "wp", "Lo", "et", "u", "U", "x", ";", "Jp"];

/// Stands under the first picture, whatever is told there.
pub const READY: &str = "Space menu";

pub const SAVE: &str = "\x13";
pub const LEAVE: &str = "\x11";
const STOP: &str = "\x1a";

/// The exit code after a kill.
const KILLED: u32 = 137;

/// What ends a round: the kill that nothing can answer as often as the four that ask for the end.
const SIGNALS: [(&str, u32); 8] = [
    ("KILL", KILLED),
    ("KILL", KILLED),
    ("KILL", KILLED),
    ("KILL", KILLED),
    ("TERM", 143),
    ("HUP", 129),
    ("INT", 130),
    ("QUIT", 131),
];

/// What is counted where a program that was stopped did not go on.
const STOPPED_AND_KILLED: &str = "stopped, then killed";

/// The sizes between which a terminal jumps; none is larger than the first.
const SIZES: [(u16, u16); 6] = [SIZE, (1, 1), (20, 5), (80, 24), (33, 30), (100, 2)];

/// How long a terminal that is gone lets the disk finish: what takes longer is only promised when it is shown as saved.
const HANGUP: Duration = Duration::from_millis(800);

/// What came of a round.
pub struct Round {
    /// What the end met, for the tally.
    pub met: Vec<&'static str>,
    /// How many changes more than before the screen had shown as saved.
    pub fresh: u64,
    /// What was lost, or came back wrong.
    pub lost: Option<String>,
}

/// How the program came to its end.
pub struct End {
    /// What the end met, for the tally.
    pub met: Vec<&'static str>,
    /// How many changes there may be more than before.
    pub typed: u64,
    /// The highest number shown as saved.
    pub saved: u64,
    /// The highest number that must come back: where the program ended in order, all that was done.
    pub promised: u64,
    /// What is wrong with the way it ended.
    pub fault: Option<String>,
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
    pub folder: Folder,
    pub chance: Chance,
    pub set: &'static str,
    arguments: Vec<String>,
    pub rounds: u32,
    /// How often another program has changed the set.
    pub strikes: u64,
    pub shown: u64,
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
        Life {
            folder,
            chance: Chance::new(seed),
            set,
            arguments,
            rounds: 0,
            strikes: 0,
            shown: 0,
            kept: Kept::default(),
        }
    }

    /// Starts, works, ends and checks; `None` when the life is over.
    pub fn round(&mut self) -> Option<Round> {
        if self.rounds == ROUNDS {
            return None;
        }
        self.rounds += 1;
        let half_before = self.half_written();
        let special = match self.chance.below(20) {
            0 | 1 if self.kept.there => self.struck(),
            2 if self.kept.recovers > 0 => self.carried(),
            3 if self.kept.there => self.migrated(),
            _ => None,
        };
        let End { met, typed, saved, promised, fault } = special.unwrap_or_else(|| self.ended());
        let mut round = Round { met, fresh: saved.saturating_sub(self.shown), lost: None };
        let before = self.kept;
        self.shown = self.shown.max(saved);
        let is = format!("round {}, {}", self.rounds, round.met.join(", "));
        match self.check(&mut round.met) {
            Ok(kept) => {
                let what =
                    format!("{is}: shown as saved {saved}, promised {promised}, before {before:?}, now {kept:?}");
                if kept.recovers < saved.max(promised) || kept.recovers < before.recovers {
                    round.lost = Some(what);
                } else if kept.recovers > before.recovers.max(saved) + typed + self.strikes.min(1) {
                    round.lost = Some(format!("{what}: more than the {typed} keys explain"));
                }
                round.met.extend((before.waiting > 0).then_some("with a journal to recover"));
                round.met.extend((!kept.there).then_some("before there was a set"));
                self.kept = kept;
            }
            Err(told) => round.lost = Some(format!("{is}: {told}")),
        }
        round.lost = round.lost.or_else(|| fault.map(|fault| format!("{is}: {fault}")));
        round.met.extend((self.half_written() && !half_before).then_some("in the middle of a file"));
        round.met.extend(self.between_files().then_some("between a snapshot and its journal"));
        Some(round)
    }

    /// Returns whether no change waits that is not in the set's file.
    pub fn is_settled(&self) -> bool {
        self.kept.waiting == 0
    }

    /// Starts the program, works with it and ends it.
    fn ended(&mut self) -> End {
        let mut desk = self.start();
        let mut typed = 0;
        let (phase, last, wait) = match self.chance.below(8) {
            0 | 1 => ("starting", "", 25_000),
            2 | 3 => ("typing", "", 15_000),
            4 | 5 => ("a snapshot", SAVE, 12_000),
            6 => ("leaving", LEAVE, 12_000),
            _ => ("typing at the start", "lplolt", 40_000),
        };
        let mut met = vec![phase];
        if matches!(phase, "typing" | "a snapshot" | "leaving") {
            desk.wait_for(READY);
            typed += self.type_some(&mut desk);
            met.extend(self.disturb(&mut desk));
        }
        // Keys after the end would be the shell's, whose terminal Ctrl-S stops.
        if !met.contains(&STOPPED_AND_KILLED) {
            typed += last.len() as u64;
            desk.send(last);
            desk.pass(self.instant(wait), |_| false);
        }
        let is_early = !desk.screen().contains(READY);
        met.extend((phase == "starting" && is_early && self.kept.waiting > 0).then_some("during the recovery"));
        self.finish(desk, met, typed, &[0])
    }

    /// Ends the program, which was met so and had these keys, by a signal; where it ended in order, the exit code must be the
    /// signal's or one of `codes`.
    pub fn finish(&mut self, desk: Terminal, mut met: Vec<&'static str>, typed: u64, codes: &[u32]) -> End {
        let (signal, code) = *self.chance.one_of(&SIGNALS);
        met.push(signal);
        let asked = Instant::now();
        if !desk.has_ended() {
            desk.signal_if_there(signal);
        }
        let in_order = desk.wait_for_end() != KILLED && (signal != "HUP" || asked.elapsed() < HANGUP);
        let (mut saved, mut made) = (0, 0);
        desk.each_picture(SIZE, |screen| {
            saved = saved.max(number_after("saved ", screen));
            made = made.max(number_after("saving ", screen));
        });
        // A program that is to stop saves before it does.
        let promised = if in_order || met.contains(&STOPPED_AND_KILLED) { made } else { 0 };
        let ended = desk.ended();
        let is_expected = ended.left.is_empty() && (ended.code == code || codes.contains(&ended.code));
        let fault = match ended.code {
            KILLED => None,
            _ if is_expected => told_less(&ended, saved.max(made)),
            _ => Some(format!("{ended:?}")),
        };
        End { met, typed, saved, promised, fault }
    }

    /// Types a few keys, waiting for the disk after some of them; returns how many.
    pub fn type_some(&mut self, desk: &mut Terminal) -> u64 {
        let mut typed = 0;
        for _ in 0..=self.chance.below(6) {
            let keys = self.chance.one_of(&KEYS);
            typed += keys.len() as u64;
            let before = number_after("saved ", &desk.picture());
            desk.send(keys);
            // Half of the time the disk is waited for, but not for ever: some keys change nothing.
            let patience = if self.chance.below(2) == 0 { 6_000 } else { 100_000 };
            desk.pass(self.instant(patience), |screen| number_after("saved ", screen) > before);
        }
        typed
    }

    /// Lets the terminal change its size, or stops the program and lets it go on, or neither.
    fn disturb(&mut self, desk: &mut Terminal) -> Option<&'static str> {
        match self.chance.below(6) {
            0 => {
                for _ in 0..=self.chance.below(12) {
                    desk.resize(*self.chance.one_of(&SIZES));
                    desk.pass(self.instant(3_000), |_| false);
                }
                Some("with sizes down to 1x1")
            }
            1 => {
                if self.chance.below(2) == 0 {
                    desk.signal("TSTP");
                } else {
                    desk.send(STOP);
                }
                desk.wait_until_stopped();
                if self.chance.below(2) == 0 {
                    desk.signal_if_there("KILL");
                    return Some(STOPPED_AND_KILLED);
                }
                desk.signal("CONT");
                Some("stopped, then gone on")
            }
            _ => None,
        }
    }

    pub fn start(&self) -> Terminal {
        let home = self.folder.path("home");
        let variables = [("HOME", &*home.to_string_lossy()), ("LOGNAME", "mk")];
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        Terminal::start(SIZE, Path::new(env!("CARGO_BIN_EXE_diptych")), &arguments, &variables)
    }

    /// Returns the path of the left article.
    pub fn left(&self) -> &Path {
        Path::new(&self.arguments[0])
    }

    /// Returns whether a file lies there that was to take the place of another.
    fn half_written(&self) -> bool {
        self.folder.files().iter().any(|name| Path::new(name).extension().is_some_and(|end| end == "new"))
    }

    /// Returns whether a snapshot had been announced in the journal and its own journal not yet begun.
    fn between_files(&self) -> bool {
        let is_journal = |name: &&String| Path::new(name).extension().is_some_and(|end| end == "journal");
        self.folder.files().iter().filter(is_journal).any(|name| self.folder.read(name).contains(" snapshot "))
    }

    pub fn instant(&mut self, micros: u64) -> Duration {
        Duration::from_micros(self.chance.below(micros))
    }

    /// Returns what would be recovered, once what another program did is settled; that is added to `met`.
    fn check(&mut self, met: &mut Vec<&'static str>) -> Result<Kept, String> {
        let mut ran = self.folder.run(&format!("check --json {}", self.set));
        if ran.code == 2 && ran.err.starts_with(&format!("error: there is no file {}", self.set)) {
            return Ok(Kept::default());
        }
        if self.strikes > 0 && ran.out.contains("\"set-foreign\"") {
            met.extend(self.settle()?.then_some("asked again at the next start"));
            ran = self.folder.run(&format!("check --json {}", self.set));
        }
        if ran.code != 0 {
            return Err(format!("{ran:?}"));
        }
        let report: serde_json::Value = serde_json::from_str(&ran.out).map_err(|error| format!("{error}: {ran:?}"))?;
        let number = |name: &str| report[name].as_u64().ok_or_else(|| format!("no {name}: {ran:?}"));
        // What another program did to the file alone is a change of its own from the next start on; a remark is none.
        let is_remark = self.folder.read(self.set).contains(REMARK);
        let outside = u64::from(self.strikes > 0 && !is_remark && ran.out.contains("\"set-changed\""));
        Ok(Kept { there: true, recovers: number("recovers")? + outside, waiting: number("waiting")? })
    }
}

/// Says so where the last words of a program tell less than its screen had `shown`.
fn told_less(ended: &Ended, shown: u64) -> Option<String> {
    let told = ended.after.split_once("up to change ")?.1;
    let digits: String = told.chars().take_while(char::is_ascii_digit).collect();
    let told: u64 = digits.parse().unwrap_or(0);
    (told < shown).then(|| format!("shown was {shown}: {ended:?}"))
}

/// Returns the number that stands after `word` in the title line, 0 if there is none.
pub fn number_after(word: &str, screen: &vt100::Screen) -> u64 {
    let title = screen.rows(0, SIZE.0).next().unwrap_or_default();
    let Some((_, rest)) = title.split_once(word) else { return 0 };
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}
