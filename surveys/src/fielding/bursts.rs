//! Answers that came unusually close together: somebody may have sent invented ones, to lift a number over the threshold and take them back
//! afterwards. It is a reason to look and nothing more: people who answer in one room come as close.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

/// So many answers within [`WITHIN_MINUTES`] are many: as many as the usual threshold of small numbers. The number is our own.
pub const FEWEST: usize = 5;
/// The minutes within which they come. The number is our own.
pub const WITHIN_MINUTES: i64 = 10;

/// The bursts among the times (ascending) at which answers came, as places of their first and behind their last one, in the order of
/// time: each answer of a burst is one of at least [`FEWEST`] that came within [`WITHIN_MINUTES`]. Bursts have no answer in common.
pub fn bursts(times: &[DateTime<Utc>]) -> Vec<Range<usize>> {
    let within = TimeDelta::minutes(WITHIN_MINUTES);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (first, window) in times.windows(FEWEST).enumerate() {
        let (Some(from), Some(until)) = (window.first(), window.last()) else { continue };
        if *until - *from > within {
            continue;
        }
        match found.last_mut() {
            Some(last) if first < last.end => last.end = first + FEWEST,
            _ => found.push(first..first + FEWEST),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes after some time.
    fn at(minutes: &[i64]) -> Vec<DateTime<Utc>> {
        minutes.iter().map(|minute| DateTime::UNIX_EPOCH + TimeDelta::minutes(*minute)).collect()
    }

    #[test]
    fn five_within_ten_minutes_are_a_burst_and_four_are_none() {
        assert_eq!(bursts(&at(&[0, 3, 5, 8, 10])), vec![0..5], "the last one in the tenth minute");
        assert!(bursts(&at(&[0, 3, 5, 8, 11])).is_empty(), "one too late");
        assert!(bursts(&at(&[0, 0, 0, 0])).is_empty() && bursts(&[]).is_empty());
    }

    #[test]
    fn what_goes_on_is_one_burst_and_what_comes_later_another() {
        let every_two_minutes: Vec<i64> = (0..20).map(|n| 2 * n).collect();
        assert_eq!(bursts(&at(&every_two_minutes)), vec![0..20]);
        assert_eq!(bursts(&at(&[0, 60, 61, 62, 63, 64, 65, 200, 300, 300, 300, 300, 300])), [1..7, 8..13]);
    }

    /// The first five and the last five are within ten minutes each, and no five across the gap between them.
    #[test]
    fn two_bursts_that_follow_each_other_stay_apart() {
        assert_eq!(bursts(&at(&[0, 1, 2, 3, 4, 13, 14, 15, 16, 17])), [0..5, 5..10]);
    }
}
