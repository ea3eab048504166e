//! When a response was sent, in the spellings of the services.

use super::platform::Platform;
use crate::questionnaire::question::input::moment;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use unicode_normalization::UnicodeNormalization;

/// Japan has one offset and no summer time.
const TOKYO_SECONDS: i32 = 9 * 3600;
/// LimeSurvey writes 1980 where it keeps no times.
const NOT_KEPT: i32 = 1980;
/// No service of this kind is older.
const FIRST_YEAR: i32 = 2000;

/// The moment in a cell; None if it cannot be read, or says that it was not kept. Without a zone it is Tokyo's, in
/// KoboToolbox's column `_submission_time` UTC.
pub fn read(cell: &str, platform: Platform) -> Option<DateTime<Utc>> {
    written(cell, platform).filter(|(local, _)| local.year() >= FIRST_YEAR).map(|(_, moment)| moment)
}

/// Whether a cell has something that is no moment, so that nobody knows when the row was sent. A service that says that
/// it kept no time has said so.
pub fn is_unreadable(cell: &str, platform: Platform) -> bool {
    let is_known = |local: NaiveDateTime| local.year() >= FIRST_YEAR || local.year() == NOT_KEPT;
    !platform.is_blank(cell) && !written(cell, platform).is_some_and(|(local, _)| is_known(local))
}

/// What the clock said, and the moment.
fn written(cell: &str, platform: Platform) -> Option<(NaiveDateTime, DateTime<Utc>)> {
    let text: String = cell.nfkc().collect();
    let (text, offset) = zone(text.trim());
    let offset = offset.unwrap_or(if platform == Platform::Kobo { 0 } else { TOKYO_SECONDS });
    let local = clock(text)?;
    let moment = FixedOffset::east_opt(offset)?.from_local_datetime(&local).single()?;
    Some((local, moment.with_timezone(&Utc)))
}

/// Parts `GMT+9`, `+09:00` and `Z` from a moment; the offset in seconds.
fn zone(text: &str) -> (&str, Option<i32>) {
    if let Some(text) = text.strip_suffix('Z') {
        return (text, Some(0));
    }
    if let Some((before, zone)) = text.split_once(" GMT") {
        // Nobody knows when a zone is that cannot be read: the whole is no moment then.
        return seconds(zone).map_or((text, None), |offset| (before, Some(offset)));
    }
    // The date has hyphens of its own.
    let Some(at) = text.find(['T', ' ']).and_then(|day| text.rfind(['+', '-']).filter(|at| *at > day)) else {
        return (text, None);
    };
    match (text.get(..at), text.get(at..).and_then(seconds)) {
        (Some(text), Some(offset)) => (text, Some(offset)),
        _ => (text, None),
    }
}

/// The offset in seconds; None for one that no place on earth has.
fn seconds(zone: &str) -> Option<i32> {
    const MAX_HOURS: i32 = 14;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        0 => return zone.is_empty().then_some(0),
        1 | 2 => (digits.parse().ok()?, 0),
        5.. => return None,
        _ => (digits.get(..digits.len() - 2)?.parse().ok()?, digits.get(digits.len() - 2..)?.parse().ok()?),
    };
    (hours <= MAX_HOURS && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

/// A day and a time with seconds, with or without parts of a second, `午前` and `PM`.
fn clock(text: &str) -> Option<NaiveDateTime> {
    let text = text.split_once('.').filter(|(whole, _)| whole.contains(':')).map_or(text, |(whole, _)| whole);
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "0:00"));
    let day = moment::date(day).or_else(|| american(day))?;
    // `moment::time` forgets the seconds, and two responses of one minute must not become one.
    let second = time.split(':').nth(2).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
    let second: u32 = second.and_then(|digits: String| digits.parse().ok()).unwrap_or(0);
    let (hour, minute) = moment::time(time)?.split_once(':').map(|(h, m)| (h.parse(), m.parse()))?;
    day.and_hms_opt(hour.ok()?, minute.ok()?, second.min(59))
}

/// `11/20/2026`, as services write it for people in the United States.
fn american(day: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> = day.split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [month, day, year] = parts.as_slice() else { return None };
    let year = if *year < 100 { year + 2000 } else { *year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, *month, *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_s_spelling_is_the_same_moment() {
        for (platform, cell) in [
            (Platform::Google, "2026/11/20 10:15:23"),
            (Platform::Google, "2026/11/20 10:15:23 午前 GMT+9"),
            (Platform::Google, "11/20/2026 10:15:23"),
            (Platform::Microsoft, "2026-11-20T10:15:23"),
            (Platform::Limesurvey, "2026-11-20 10:15:23"),
            (Platform::Kobo, "2026-11-20T01:15:23"),
            (Platform::Kobo, "2026-11-20T10:15:23.000+09:00"),
            (Platform::Other, "2026-11-20T01:15:23Z"),
        ] {
            let read = read(cell, platform).map(|moment| moment.to_rfc3339());
            assert_eq!(read.as_deref(), Some("2026-11-20T01:15:23+00:00"), "{cell}");
        }
        assert_eq!(
            read("2026/11/20 1:05:00 午後 GMT+9", Platform::Google)
                .map(|moment| moment.to_rfc3339())
                .as_deref(),
            Some("2026-11-20T04:05:00+00:00")
        );
        for cell in ["", "昨日", "1980-01-01 00:00:00", "2026-13-01 00:00:00"] {
            assert_eq!(read(cell, Platform::Limesurvey), None, "{cell}");
        }
        for cell in ["", " ", "N/A", "1980-01-01 00:00:00", "2026-11-20 10:15:23"] {
            assert!(!is_unreadable(cell, Platform::Limesurvey), "{cell}");
        }
        for cell in
            ["昨日", "2026-13-01 00:00:00", "2026/13/45 99:99", "2026/11/20 25:00", "0026/11/20 10:15"]
        {
            assert!(is_unreadable(cell, Platform::Google), "{cell}");
        }
    }

    #[test]
    fn a_zone_that_no_place_has_is_no_zone() {
        for (cell, offset) in [("+05:30", 19_800), ("-0330", -12_600), ("+14:00", 50_400), ("+9", 32_400)] {
            assert_eq!(seconds(cell), Some(offset), "{cell}");
        }
        for zone in ["+2147483647", "+99999", "-9999:00", "+15:00", "+09:60", "-99"] {
            assert_eq!(seconds(zone), None, "{zone}");
            for cell in [format!("2026-11-20T10:15:23{zone}"), format!("2026/11/20 10:15:23 GMT{zone}")] {
                assert_eq!(read(&cell, Platform::Google), None, "{cell}");
                assert!(is_unreadable(&cell, Platform::Google), "{cell}");
            }
        }
    }
}
