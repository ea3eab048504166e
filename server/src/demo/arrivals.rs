//! When invented answers came: over two weeks, most after a letter and after its reminder, so that there is a curve to look at.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::chance::Chance;
use crate::view::time;

/// In how many of 100 cases an answer comes on each of the days: after the letter, and after the reminder on the eighth.
const DAYS: [u32; 14] = [4, 14, 12, 9, 7, 4, 2, 2, 12, 11, 8, 6, 5, 4];
/// The minute of a day at which the first are sent: half past eight.
const FIRST: u32 = 510;
/// So many minutes later the last are, by one of a hundred steps.
const STEP: u32 = 6;
/// Minutes that answering takes at least, and that some take longer.
const TAKES: [u32; 2] = [6, 20];

/// When somebody began to answer and sent it, in the two weeks that end with a day. Both follow from the seed.
pub fn times(seed: u64, last: NaiveDate) -> [DateTime<Utc>; 2] {
    let mut chance = Chance::new(seed);
    let drawn = chance.percent();
    let reached = DAYS.iter().scan(0_u32, |sum, percent| {
        *sum += percent;
        Some(*sum)
    });
    // The percentages are 100 together, so that one of the days is drawn.
    let n_after = reached.filter(|sum| drawn < *sum).count().saturating_sub(1);
    let day = last - TimeDelta::days(i64::try_from(n_after).unwrap_or_default());
    let minute = FIRST + chance.percent() * STEP;
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into());
    let sent = time::in_tokyo(local).unwrap_or_else(|| local.and_utc());
    let [least, more] = TAKES;
    [sent - TimeDelta::minutes((least + chance.percent() % more).into()), sent]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn answers_come_on_all_days_of_two_weeks_and_most_after_the_letters() {
        let last = NaiveDate::from_ymd_opt(2026, 11, 14).unwrap();
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for seed in 0..400 {
            let [began, sent] = times(seed, last);
            assert!(began < sent);
            assert_eq!([began, sent], times(seed, last), "the same at every run");
            *days.entry(time::tokyo(sent).date_naive()).or_default() += 1;
        }
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(days.keys().copied().collect::<Vec<_>>(), (1..=14).map(day).collect::<Vec<_>>());
        let n = |of| days[&day(of)];
        assert!(n(2) > n(7) && n(9) > n(8), "{days:?}");
    }
}
