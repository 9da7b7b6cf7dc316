//! The program is ended at random instants, again and again: nothing that its screen had called saved may be lost.
//!
//! A *life* is one set from its first change on: the program is started on it, worked with and ended, and started
//! again, a few rounds long. Half of the ends are kills, which nothing can answer; half are signals that ask for the end,
//! before which everything done is to be saved. Between, the terminal changes its size, the program is stopped, and
//! another program changes the set, or an article gets a new text, and the end comes while that is being settled. After
//! each end the highest `saved N` that the screen had shown is held against what
//! `diptych check` would recover. A short run goes with the other tests; `DIPTYCH_KILLS=10000` asks for so many rounds,
//! `DIPTYCH_KILLS_SEED` names the seed of the first life, each further one having the next number.

#[path = "../support/chance.rs"]
mod chance;
mod life;
mod migrate;
#[path = "../support/pty.rs"]
#[expect(dead_code, reason = "other test binaries use the rest")]
mod pty;
mod retext;
#[path = "../integration/run.rs"]
#[expect(dead_code, reason = "another test binary uses the rest")]
mod run;
mod strike;

use std::collections::BTreeMap;

use life::{Life, Round};

/// How many rounds a plain `cargo test` takes.
const SHORT: u64 = 15;

/// What all rounds came to.
#[derive(Default)]
struct Tally {
    rounds: u64,
    counts: BTreeMap<&'static str, u64>,
    saved: u64,
    lost: Vec<String>,
}

impl Tally {
    fn add(&mut self, seed: u64, round: Round) {
        self.rounds += 1;
        self.saved += round.fresh;
        for what in round.met {
            *self.counts.entry(what).or_default() += 1;
        }
        if let Some(lost) = round.lost {
            eprintln!("LOST in the life of seed {seed}: {lost}");
            self.lost.push(format!("seed {seed}: {lost}"));
        }
    }

    fn tell(&self, first: u64, seed: u64) {
        let met: Vec<String> = self.counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
        let (rounds, saved, losses) = (self.rounds, self.saved, self.lost.len());
        eprintln!("kills: {rounds} rounds, seeds {first} to {seed}, {saved} changes shown as saved, lost {losses}");
        eprintln!("kills: {}", met.join(", "));
    }
}

fn number(variable: &str, default: u64) -> u64 {
    let Ok(value) = std::env::var(variable) else { return default };
    value.parse().unwrap_or_else(|_| panic!("{variable} is a number, not {value:?}"))
}

#[test]
fn nothing_shown_as_saved_is_lost_by_a_sudden_end() {
    let rounds = number("DIPTYCH_KILLS", SHORT);
    let first = number("DIPTYCH_KILLS_SEED", 1);
    let mut tally = Tally::default();
    let mut seed = first;
    loop {
        let mut life = Life::begin(seed);
        while let Some(round) = life.round().filter(|_| tally.rounds < rounds) {
            tally.add(seed, round);
            if tally.rounds % 500 == 0 {
                tally.tell(first, seed);
            }
        }
        if tally.rounds >= rounds {
            break;
        }
        seed += 1;
    }
    tally.tell(first, seed);
    assert!(tally.lost.is_empty(), "{}", tally.lost.join("\n"));
    assert!(tally.saved > 0, "the rounds came to saving");
}
