//! Times as people read them: stored in UTC, shown in Asia/Tokyo.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};

use crate::i18n::Lang;

/// Japan has had one offset and no summer time since 1951.
const TOKYO_SECONDS: i32 = 9 * 3600;
/// The year in which Reiwa began.
const FIRST_OF_REIWA: i32 = 2019;

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

/// The day of an ISO 8601 text as people read it, e.g. `2026年11月23日`; empty for what is no day.
pub fn day_in_words(iso: &str, lang: Lang) -> String {
    iso.parse::<NaiveDate>().map(|day| date(day, lang)).unwrap_or_default()
}

/// A day in both eras in Japanese, e.g. `2026年（令和8年）11月23日`. Days before Reiwa have the Western year alone.
pub fn date_in_both_eras(date: NaiveDate, lang: Lang) -> String {
    let first = NaiveDate::from_ymd_opt(FIRST_OF_REIWA, 5, 1);
    if lang == Lang::En || first.is_none_or(|first| date < first) {
        return self::date(date, lang);
    }
    format!("{}年（{}年）{}月{}日", date.year(), in_reiwa(date.year()), date.month(), date.day())
}

/// A year from 2019 on in its era, e.g. `令和8`.
fn in_reiwa(year: i32) -> String {
    match year - FIRST_OF_REIWA + 1 {
        1 => "令和元".to_owned(),
        year => format!("令和{year}"),
    }
}

/// Words in which somebody wrote years, each with the other era beside it: `令和7年4月` becomes `2025年（令和7年）4月`. Years that
/// have both already stay, and so does everything else.
pub fn in_both_eras(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        // What stands in brackets is the other era of what stands before them.
        let is_beside = whole.ends_with(['（', '(']);
        let (length, words) = year_at(rest).filter(|_| !is_beside).unwrap_or_else(|| {
            // A number is taken whole, so that no part of it is read as a year.
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            let length = digits.max(next.len_utf8());
            (length, rest.get(..length).unwrap_or_default().to_owned())
        });
        whole.push_str(&words);
        rest = rest.get(length..).unwrap_or_default();
    }
    whole
}

/// The length in bytes of the year that a text begins with, and the year in both eras; None of other texts, and where both are there.
fn year_at(text: &str) -> Option<(usize, String)> {
    let after_era = text.strip_prefix("令和");
    let digits: String = after_era.unwrap_or(text).chars().take_while(char::is_ascii_digit).collect();
    let number = match after_era {
        Some(after) if after.starts_with('元') => "元",
        _ => digits.as_str(),
    };
    let start = after_era.map_or(0, |_| "令和".len()) + number.len();
    let unit = if text.get(start..)?.starts_with("年度") { "年度" } else { "年" };
    let after = text.get(start..)?.strip_prefix(unit)?;
    if after.starts_with(['（', '(']) {
        return None;
    }
    let year: i32 = number.replace('元', "1").parse().ok()?;
    let words = match after_era {
        Some(_) if (1..100).contains(&year) => {
            format!("{}{unit}（令和{number}{unit}）", FIRST_OF_REIWA - 1 + year)
        }
        None if (FIRST_OF_REIWA + 1..2100).contains(&year) => {
            format!("{number}{unit}（{}{unit}）", in_reiwa(year))
        }
        _ => return None,
    };
    Some((start + unit.len(), words))
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
    fn a_year_stands_in_both_eras() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        assert_eq!(date_in_both_eras(day(2026, 11), Lang::Ja), "2026年（令和8年）11月1日");
        assert_eq!(date_in_both_eras(day(2019, 5), Lang::Ja), "2019年（令和元年）5月1日");
        assert_eq!(date_in_both_eras(day(2019, 4), Lang::Ja), "2019年4月1日");
        assert_eq!(date_in_both_eras(day(2026, 11), Lang::En), "1 November 2026");
        for (written, both) in [
            ("令和7年4月〜令和8年3月", "2025年（令和7年）4月〜2026年（令和8年）3月"),
            ("2025年4月から", "2025年（令和7年）4月から"),
            ("令和元年度", "2019年度（令和元年度）"),
            ("2025年（令和7年）4月", "2025年（令和7年）4月"),
            ("令和7年（2025年）4月", "令和7年（2025年）4月"),
            ("12025年、第7年、秋", "12025年、第7年、秋"),
            ("", ""),
        ] {
            assert_eq!(in_both_eras(written), both, "{written}");
        }
    }

    #[test]
    fn an_evening_in_utc_is_the_next_day_in_tokyo() {
        let time = Utc.with_ymd_and_hms(2026, 11, 23, 15, 3, 0).unwrap();
        assert_eq!(iso_day(time), "2026-11-24");
        assert_eq!(day_in_words(&iso_day(time), Lang::Ja), "2026年11月24日");
        assert_eq!(day_in_words("", Lang::Ja), "");
        assert_eq!(date_time(time, Lang::Ja), "2026年11月24日 00:03");
        assert_eq!(date_time(time, Lang::En), "24 November 2026 00:03");
    }
}
