//! When the invented answers came.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Utc;

use super::{filled, rows};
use crate::cli::block_on;

#[test]
fn answers_came_over_two_weeks_and_those_after_the_forum_later() {
    block_on(async {
        let (_folder, config) = filled().await;
        let query = "SELECT json_array(questionnaire_id, substr(submitted_at, 1, 19)) FROM responses \
            WHERE submitted_at IS NOT NULL ORDER BY submitted_at";
        let mut times: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for row in rows(&config, query).await {
            times.entry(row[0].as_i64().unwrap()).or_default().push(row[1].as_str().unwrap().to_owned());
        }
        let day = |at: &String| at.chars().take(10).collect::<String>();
        for questionnaire in [1, 2, 4] {
            let days: BTreeSet<String> = times[&questionnaire].iter().map(day).collect();
            // In UTC, where the first hours of a morning are of the day before.
            assert!((9..=15).contains(&days.len()), "{questionnaire}: {days:?}");
        }
        assert!(times[&1].last() < times[&4].first() && times[&2].last() < times[&4].first());
        let today = Utc::now().date_naive().to_string();
        assert!(times[&4].iter().all(|at| day(at) <= today), "nobody answered tomorrow");
        Ok(())
    })
    .unwrap();
}
