//! Dates and times as people in Japan write them, in the forms of HTML: `2026-04-01`, `2026-04-01T09:30`, `2026-04`,
//! `2026-W14`, `09:30`.

use super::{folded, hyphenated};
use chrono::{NaiveDate, NaiveTime, Weekday};
use unicode_normalization::UnicodeNormalization;

/// Eras with the year before their first one.
const ERAS: &[(&str, i32)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("T", 1911),
    ("M", 1867),
];

/// A date written year first with any of `-/.年月日` between, the year in four digits or in an era (`令和8`, `R8`).
pub fn date(typed: &str) -> Option<NaiveDate> {
    let text = hyphenated(typed).to_uppercase();
    let parts: Vec<&str> = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    NaiveDate::from_ymd_opt(western_year(year)?, month.parse().ok()?, day.parse().ok()?)
}

/// A month, written as a date without its day.
pub fn month(typed: &str) -> Option<String> {
    let text = hyphenated(typed).to_uppercase();
    let parts: Vec<&str> = text.trim_end_matches('月').split(['-', '/', '.', '年']).collect();
    let [year, month] = parts.as_slice() else { return None };
    let first = NaiveDate::from_ymd_opt(western_year(year)?, month.parse().ok()?, 1)?;
    Some(first.format("%Y-%m").to_string())
}

/// A week of ISO 8601: `2026-W14`, `2026年第14週`.
pub fn week(typed: &str) -> Option<String> {
    let text = folded(typed).replace('第', "");
    let (year, week) = text.split_once(['-', '年'])?;
    // Without a word for it, the number could be a month.
    let week = week.strip_suffix('週').or_else(|| week.strip_prefix(['W', 'w']))?;
    let week: u32 = week.trim_start_matches(['W', 'w']).parse().ok()?;
    let monday = NaiveDate::from_isoywd_opt(western_year(year)?, week, Weekday::Mon)?;
    Some(monday.format("%G-W%V").to_string())
}

/// A time of day: `9:30`, `9時30分`, `午後2時半`, `0930`, `2:30 PM`.
pub fn time(typed: &str) -> Option<String> {
    let mut text = folded(typed).to_uppercase();
    let mut is_afternoon = None;
    for (mark, afternoon) in [("午前", false), ("午後", true), ("AM", false), ("PM", true)] {
        if let Some(rest) = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)) {
            (text, is_afternoon) = (rest.to_owned(), Some(afternoon));
            break;
        }
    }
    let (hour, minute, second) = clock(&text)?;
    let hour = match is_afternoon {
        Some(_) if hour > 12 => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    Some(NaiveTime::from_hms_opt(hour, minute, second)?.format("%H:%M").to_string())
}

/// Hours, minutes and seconds.
fn clock(text: &str) -> Option<(u32, u32, u32)> {
    let is_digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if is_digits && text.len() == 4 {
        return Some((text.get(..2)?.parse().ok()?, text.get(2..)?.parse().ok()?, 0));
    }
    let text = text.replace("時半", "時30");
    let text = text.trim_end_matches(['分', '秒']);
    if let Some(hour) = text.strip_suffix('時') {
        return Some((hour.parse().ok()?, 0, 0));
    }
    let parts: Vec<&str> = text.split([':', '時', '分']).collect();
    match parts.as_slice() {
        [hour, minute] => Some((hour.parse().ok()?, minute.parse().ok()?, 0)),
        [hour, minute, second] => Some((hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?)),
        _ => None,
    }
}

/// A date with a time of day, parted by `T`, a space or the `日` of the date.
pub fn date_time(typed: &str) -> Option<String> {
    let text: String = typed.nfkc().collect();
    let text = text.trim();
    let (day, clock) = match text.split_once('日') {
        Some(parts) => parts,
        None => text.split_once(|c: char| c == 'T' || c.is_whitespace())?,
    };
    Some(format!("{}T{}", date(day)?, time(clock)?))
}

/// The day of a date, of a date with a time of day, or of a month, whose first it is.
pub fn day(typed: &str) -> Option<NaiveDate> {
    let of_moment = || date(date_time(typed)?.split_once('T')?.0);
    let of_month = || date(&format!("{}-01", month(typed)?));
    date(typed).or_else(of_moment).or_else(of_month)
}

fn western_year(year: &str) -> Option<i32> {
    for (era, before) in ERAS {
        if let Some(year) = year.strip_prefix(era) {
            let year: i32 = if year == "元" { 1 } else { year.parse().ok()? };
            return (1..=99).contains(&year).then_some(before + year);
        }
    }
    if year.len() == 4 { year.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_year_first() {
        for typed in
            ["2026-02-01", "2026/2/1", "２０２６年２月１日", "2026.02.01", "令和８年２月１日", "R8.2.1"]
        {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), Some("2026-02-01"), "{typed}");
        }
        for typed in ["r8.2.1", "R8ー2ー1", "２０２６－０２－０１", "2026‐2‐1", "㋿8年2月1日"]
        {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), Some("2026-02-01"), "{typed}");
        }
        assert_eq!(date("大正12年9月1日").map(|date| date.to_string()).as_deref(), Some("1923-09-01"));
        assert_eq!(date("平成元年1月8日").map(|date| date.to_string()).as_deref(), Some("1989-01-08"));
        for typed in ["2026-02-30", "26/2/1", "2026-02", "来月", ""] {
            assert_eq!(date(typed), None, "{typed}");
        }
    }

    #[test]
    fn days_moments_and_months_are_of_a_day() {
        for (typed, expected) in
            [("2026-04-09", "2026-04-09"), ("2026-04-09T09:30", "2026-04-09"), ("2026-04", "2026-04-01")]
        {
            assert_eq!(day(typed).map(|day| day.to_string()).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["2026-W14", "09:30", "春ごろ", ""] {
            assert_eq!(day(typed), None, "{typed}");
        }
    }

    #[test]
    fn months_and_weeks_are_read_year_first() {
        for typed in ["2026-04", "2026年4月", "令和８年４月", "２０２６／４", "r8.4", "2026－4"]
        {
            assert_eq!(month(typed).as_deref(), Some("2026-04"), "{typed}");
        }
        for typed in ["2026-W14", "2026年第14週", "２０２６年１４週", "R8-w14"] {
            assert_eq!(week(typed).as_deref(), Some("2026-W14"), "{typed}");
        }
        for typed in ["", "2026", "4月", "2026-13", "2026-04-01", "2026-W54", "2026-W"] {
            assert_eq!((month(typed).filter(|_| typed != "2026-04"), week(typed)), (None, None), "{typed}");
        }
    }

    #[test]
    fn times_are_read_as_people_say_them() {
        for typed in
            ["14:30", "１４：３０", "14時30分", "午後2時半", "2:30pm", "1430", "午後２：３０", "14:30:05"]
        {
            assert_eq!(time(typed).as_deref(), Some("14:30"), "{typed}");
        }
        for (typed, expected) in
            [("9時", "09:00"), ("午前0時", "00:00"), ("正午12時", ""), ("午後12時", "12:00")]
        {
            assert_eq!(time(typed).unwrap_or_default(), expected, "{typed}");
        }
        for typed in ["", "25:00", "9:60", "午後13時", "昼ごろ", ":", "時"] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_date_and_a_time_are_read_together() {
        for typed in ["2026-04-01T09:30", "2026/4/1 9:30", "令和8年4月1日　午前９時半", "2026年4月1日9時30分"]
        {
            assert_eq!(date_time(typed).as_deref(), Some("2026-04-01T09:30"), "{typed}");
        }
        for typed in ["", "2026-04-01", "9:30", "明日の9時"] {
            assert_eq!(date_time(typed), None, "{typed}");
        }
    }
}
