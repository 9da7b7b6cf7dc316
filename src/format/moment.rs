//! Moments as files write them: `2026-11-21T14:02:07Z`, always UTC, whole seconds.

use std::fmt::Write;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::annotation::Timestamp;

/// Writes `moment` to `out`. Years outside 0 to 9999, which a set refuses, are written as the nearest moment inside.
pub(super) fn write(out: &mut String, moment: Timestamp) {
    let time = Offset::UTC.to_datetime(inside(moment));
    let (year, month, day) = (time.year(), time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z").expect("a String takes all");
}

/// Returns `moment` as files have it. Years outside 0 to 9999, which a set refuses, become the nearest moment inside.
#[must_use]
pub fn text(moment: Timestamp) -> String {
    let mut out = String::new();
    write(&mut out, moment);
    out
}

/// Returns `moment` by the clock on the wall in `zone`: day `2026-11-21`, time `14:02`.
#[must_use]
pub fn local(moment: Timestamp, zone: &TimeZone) -> (String, String) {
    let time = zone.to_datetime(inside(moment));
    let day = format!("{:04}-{:02}-{:02}", time.year(), time.month(), time.day());
    (day, format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// Returns `moment`, or the nearest one that a set takes.
fn inside(moment: Timestamp) -> jiff::Timestamp {
    let seconds = moment.0.clamp(Timestamp::FIRST.0, Timestamp::LAST.0);
    jiff::Timestamp::from_second(seconds).expect("clamped to what jiff holds")
}

/// Returns the moment that `text` names as files have it, `None` if it has another form or names none.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let form = b"dddd-dd-ddTdd:dd:ddZ";
    let fits = |(byte, form): (&u8, &u8)| if *form == b'd' { byte.is_ascii_digit() } else { byte == form };
    if bytes.len() != form.len() || !bytes.iter().zip(form).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize| number(from, from + 2).and_then(|number| i8::try_from(number).ok());
    let time = DateTime::new(number(0, 4)?, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0).ok()?;
    Offset::UTC.to_timestamp(time).ok().map(|moment| Timestamp(moment.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back() {
        assert_eq!(text(Timestamp(1_795_269_727)), "2026-11-21T14:02:07Z");
        for seconds in [0, -1, 951_782_400, 1_795_269_727, Timestamp::FIRST.0, Timestamp::LAST.0] {
            assert_eq!(parse(&text(Timestamp(seconds))), Some(Timestamp(seconds)), "{seconds}");
        }
    }

    #[test]
    fn a_moment_is_that_of_the_place() {
        let local_in = |hours| local(Timestamp(1_795_269_727), &TimeZone::fixed(jiff::tz::offset(hours)));
        assert_eq!(local_in(0), ("2026-11-21".to_owned(), "14:02".to_owned()));
        assert_eq!(local_in(11), ("2026-11-22".to_owned(), "01:02".to_owned()));
        for seconds in [i64::MIN, i64::MAX, 0] {
            let _ = local(Timestamp(seconds), &TimeZone::fixed(jiff::tz::offset(-12)));
        }
    }

    #[test]
    fn other_forms_and_days_that_are_none_are_refused() {
        for bad in [
            "",
            "2026-11-21",
            "2026-11-21T14:02:07",
            "2026-11-21T14:02:07+01:00",
            "2026-11-21 14:02:07Z",
            "2026-02-30T00:00:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T14:02:60Z",
            "２026-11-21T14:02Z",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
