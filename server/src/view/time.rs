//! Times as people read them: stored in UTC, shown in Asia/Tokyo.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};

use crate::i18n::Lang;

/// Japan has had one offset and no summer time since 1951.
const TOKYO_SECONDS: i32 = 9 * 3600;

/// A time in Tokyo.
pub fn tokyo(time: DateTime<Utc>) -> DateTime<FixedOffset> {
    match FixedOffset::east_opt(TOKYO_SECONDS) {
        Some(offset) => time.with_timezone(&offset),
        None => time.fixed_offset(),
    }
}

/// Day and time, e.g. `2026年11月23日 14:03`.
pub fn date_time(time: DateTime<Utc>, lang: Lang) -> String {
    let local = tokyo(time);
    format!("{} {:02}:{:02}", date(local.date_naive(), lang), local.hour(), local.minute())
}

/// Time of day, e.g. `14:03`.
pub fn clock(time: DateTime<Utc>) -> String {
    let local = tokyo(time);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A day, e.g. `2026年11月23日`.
pub fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => date.format("%-d %B %Y").to_string(),
    }
}

/// The day of a moment in Tokyo as in ISO 8601, e.g. `2026-11-23`.
pub fn iso_day(time: DateTime<Utc>) -> String {
    tokyo(time).date_naive().to_string()
}

/// Whether the day of a moment has passed, as people in Tokyo count days.
pub fn is_day_over(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    tokyo(at).date_naive() < tokyo(now).date_naive()
}

/// A wall clock in Tokyo as a moment.
pub fn in_tokyo(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let offset = FixedOffset::east_opt(TOKYO_SECONDS)?;
    Some(offset.from_local_datetime(&local).single()?.with_timezone(&Utc))
}

/// Monday and Sunday of the week that a day is in.
pub fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let week = day.week(chrono::Weekday::Mon);
    (week.first_day(), week.last_day())
}

/// The time of day in Tokyo, as the rules of a questionnaire see it.
pub fn now() -> NaiveDateTime {
    tokyo(Utc::now()).naive_local()
}

/// Today in Tokyo.
pub fn today() -> NaiveDate {
    tokyo(Utc::now()).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_at_midnight_in_tokyo() {
        let at = Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap();
        let evening = Utc.with_ymd_and_hms(2026, 11, 23, 14, 59, 59).unwrap();
        assert!(!is_day_over(at, evening));
        assert!(is_day_over(at, evening + chrono::TimeDelta::seconds(1)));
    }

    #[test]
    fn an_evening_in_utc_is_the_next_day_in_tokyo() {
        let time = Utc.with_ymd_and_hms(2026, 11, 23, 15, 3, 0).unwrap();
        assert_eq!(iso_day(time), "2026-11-24");
        assert_eq!(date_time(time, Lang::Ja), "2026年11月24日 00:03");
        assert_eq!(date_time(time, Lang::En), "24 November 2026 00:03");
    }
}
