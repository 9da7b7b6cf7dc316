//! When a change was made, by the clock on the wall.

use jiff::tz::TimeZone;

use crate::annotation::Timestamp;
use crate::editor::Editor;
use crate::format::moment;

impl Editor {
    /// Returns the day and the time of `at`, in UTC as long as the zone is not known.
    pub(super) fn day_and_time(&self, at: Timestamp) -> (String, String) {
        moment::local(at, self.zone.as_ref().unwrap_or(&TimeZone::UTC))
    }

    /// Returns day and time of `at` as one: `2026-11-21 14:02`.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        let (day, time) = self.day_and_time(at);
        format!("{day} {time}")
    }
}
