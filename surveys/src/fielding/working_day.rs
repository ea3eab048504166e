//! Working days: by when a request is answered.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The next working day after a day: the day after it, weekends passed over. Holidays are not known; whoever sees to a
/// request can move its day.
pub fn next(day: NaiveDate) -> NaiveDate {
    let n_days = match day.weekday() {
        Weekday::Fri => 3,
        Weekday::Sat => 2,
        _ => 1,
    };
    day.checked_add_days(Days::new(n_days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_passed_over() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        // The 26th is a Thursday.
        let after: Vec<u32> = [26, 27, 28, 29].map(|d| next(day(d)).day()).into();
        assert_eq!(after, [27, 30, 30, 30]);
        assert_eq!(next(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()).to_string(), "2027-01-01");
        assert_eq!(next(NaiveDate::MAX), NaiveDate::MAX);
    }
}
