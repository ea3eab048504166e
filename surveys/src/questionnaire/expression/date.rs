//! Dates in expressions: times of day in Asia/Tokyo, without time zone. A date alone is its midnight.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde_json::Value;

/// Japan has had one offset and no summer time since 1951.
const TOKYO_SECONDS: i64 = 9 * 3600;

/// The date that a value means: a text as `parse` reads it, a number as milliseconds since 1970 (UTC), as in JavaScript.
pub fn of_value(value: &Value) -> Option<NaiveDateTime> {
    match value {
        Value::String(text) => parse(text),
        Value::Number(number) => of_milliseconds(number.as_f64()?),
        _ => None,
    }
}

fn of_milliseconds(number: f64) -> Option<NaiveDateTime> {
    // JavaScript's own range of dates.
    if number.abs() > 8.64e15 {
        return None;
    }
    tokyo(DateTime::from_timestamp_millis(number as i64)?.naive_utc())
}

/// Milliseconds since 1970 (UTC).
pub fn milliseconds(date: NaiveDateTime) -> f64 {
    (date.and_utc().timestamp_millis() - TOKYO_SECONDS * 1000) as f64
}

fn tokyo(utc: NaiveDateTime) -> Option<NaiveDateTime> {
    utc.checked_add_signed(TimeDelta::seconds(TOKYO_SECONDS))
}

/// `2026-11-25`, `2026/11/25`, `2026-11`, each with or without `T10:30`, `10:30:00`, fractions and an offset. Without
/// an offset it is a time in Tokyo.
pub fn parse(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return tokyo(time.naive_utc());
    }
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, time_of_day(time)?),
        None => (text, NaiveTime::MIN),
    };
    Some(date(day)?.and_time(time))
}

fn date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (year, month, *day),
        [year, month] => (year, month, "1"),
        _ => return None,
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text.trim(), format).ok())
}

/// A date as ISO text; the time of day only if it is not midnight.
pub fn iso(date: NaiveDateTime) -> String {
    let format = if is_midnight(date) { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" };
    date.format(format).to_string()
}

/// Whether it is the beginning of a day.
pub fn is_midnight(date: NaiveDateTime) -> bool {
    date.hour() == 0 && date.minute() == 0 && date.second() == 0
}

/// The beginning of its day.
pub fn midnight(date: NaiveDateTime) -> NaiveDateTime {
    date.date().and_time(NaiveTime::MIN)
}

/// A date as exact as the text that it is compared with: to the day, the hour or the minute.
pub fn as_exact_as(date: NaiveDateTime, text: &str) -> NaiveDateTime {
    let length = text.chars().count();
    let hour = if length < 11 { 0 } else { date.hour() };
    let minute = if length < 14 { 0 } else { date.minute() };
    let second = if length < 17 { 0 } else { date.second() };
    date.date().and_hms_opt(hour, minute, second).unwrap_or(date)
}

/// A date some months later. A day that the month does not have runs over into the next one, as in JavaScript:
/// 31 January and a month is 3 March.
pub fn add_months(date: NaiveDateTime, months: i64) -> Option<NaiveDateTime> {
    let month = (i64::from(date.year()) * 12 + i64::from(date.month0())).checked_add(months)?;
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)?;
    let day = first.checked_add_days(Days::new(u64::from(date.day0())))?;
    Some(day.and_time(date.time()))
}

/// Whole months from one date to another; negative if the second is earlier.
pub fn months_between(from: NaiveDateTime, to: NaiveDateTime) -> i64 {
    let months = |date: NaiveDateTime| i64::from(date.year()) * 12 + i64::from(date.month0());
    let is_short = to.day() < from.day();
    months(to) - months(from) - i64::from(is_short)
}
