//! When a change was made, in the words of the history.

use jiff::Timestamp as Moment;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::annotation::Timestamp;
use crate::editor::Editor;

impl Editor {
    /// Returns `at` by the clock on the wall: day `2026-11-21`, time `14:02`.
    pub(super) fn day_and_time(&self, at: Timestamp) -> (String, String) {
        let local = local(self.zone.as_ref(), at);
        let day = format!("{:04}-{:02}-{:02}", local.year(), local.month(), local.day());
        (day, format!("{:02}:{:02}", local.hour(), local.minute()))
    }

    /// Returns day and time of `at` as one: `2026-11-21 14:02`.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        let (day, time) = self.day_and_time(at);
        format!("{day} {time}")
    }
}

/// Returns date and time at `at` in `zone`, or in UTC as long as the zone is not known.
fn local(zone: Option<&TimeZone>, at: Timestamp) -> DateTime {
    let at = Moment::from_second(at.0.clamp(Timestamp::FIRST.0, Timestamp::LAST.0)).unwrap_or(Moment::UNIX_EPOCH);
    zone.unwrap_or(&TimeZone::UTC).to_datetime(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_that_of_the_place() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let at = Timestamp(1_795_269_727);
        assert_eq!(local(None, at).to_string(), "2026-11-21T14:02:07");
        assert_eq!(local(Some(&zone), at).to_string(), "2026-11-21T16:02:07");
        for at in [i64::MIN, i64::MAX, 0] {
            let _ = local(Some(&zone), Timestamp(at));
        }
    }
}
