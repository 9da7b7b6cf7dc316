//! The time-outs that the editor has asked for. While there is none, nothing wakes the program.

use crate::editor::input::Timer;

/// Time-outs that have not come yet, each with the tick at which it comes; a handful at most.
#[derive(Debug, Clone, Default)]
pub struct Timers(Vec<(Timer, u64)>);

impl Timers {
    /// Lets `timer` come at `tick`, whenever it was to come before.
    pub fn set(&mut self, timer: Timer, tick: u64) {
        self.0.retain(|(other, _)| *other != timer);
        self.0.push((timer, tick));
    }

    /// Returns the tick at which the next one comes, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<u64> {
        self.0.iter().map(|(_, tick)| *tick).min()
    }

    /// Takes out one that has come by `tick`, the earliest first.
    pub fn take(&mut self, tick: u64) -> Option<Timer> {
        let due = self.0.iter().enumerate().filter(|(_, (_, at))| *at <= tick).min_by_key(|(_, (_, at))| *at);
        let place = due.map(|(place, _)| place)?;
        Some(self.0.remove(place).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_again_moves_a_timer_and_each_comes_once() {
        let mut timers = Timers::default();
        timers.set(Timer::Idle, 50);
        timers.set(Timer::Menu, 40);
        timers.set(Timer::Idle, 70);
        assert_eq!((timers.next(), timers.take(39)), (Some(40), None));
        assert_eq!((timers.take(70), timers.take(70), timers.take(70)), (Some(Timer::Menu), Some(Timer::Idle), None));
        assert_eq!(timers.next(), None);
    }
}
