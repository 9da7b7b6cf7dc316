//! The clock: where time comes into the program.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::annotation::Timestamp;

/// Returns the time zone that this machine, or the person, has set; UTC where none is.
#[must_use]
pub fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

/// Counts from the moment it was made, and knows the time of day.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Default for Clock {
    fn default() -> Self {
        Clock { start: Instant::now() }
    }
}

impl Clock {
    /// Returns the milliseconds since the clock was made; they never go back.
    #[must_use]
    pub fn tick(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Returns how long it is until `tick`, nothing if that is past.
    #[must_use]
    pub fn until(&self, tick: u64) -> Duration {
        Duration::from_millis(tick).saturating_sub(self.start.elapsed())
    }

    /// Returns the time of day.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => Timestamp(seconds(after)),
            Err(before) => Timestamp(-seconds(before.duration())),
        }
    }
}

/// Returns a number that no other session has, for the ids of new records: of the time, the process and the chance that the
/// system gives every process.
#[must_use]
pub fn seed() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    hasher.write_u128(time.as_nanos());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_on_and_seeds_differ() {
        let clock = Clock::default();
        let first = clock.tick();
        assert!(clock.tick() >= first);
        assert_eq!(clock.until(0), Duration::ZERO);
        assert!(clock.until(3_600_000) > Duration::from_secs(3_000));
        assert!(clock.now() > Timestamp(1_700_000_000));
        assert_ne!(seed(), seed());
    }
}
