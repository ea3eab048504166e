//! Where many answers came through the public link within minutes, as a table that leads to them. For internal work alone.

use analysis::table::Count;
use serde::Serialize;
use surveys::fielding::bursts::{FEWEST, WITHIN_MINUTES};

use crate::dataset::bursts::Burst;
use crate::dataset::{Dataset, Fielded};
use crate::i18n;
use crate::pages::explore::responses;
use crate::view::figure::{TableView, column, counted, words};
use crate::view::time;

/// The most rows of the table, the newest.
const MOST: usize = 20;

/// What the page says of bursts.
#[derive(Serialize)]
pub struct BurstsView {
    lead: String,
    table: TableView,
    /// That there were more; empty where all are listed.
    more: String,
}

/// What is said of the bursts of a questionnaire; None where there are none.
pub fn view(dataset: &Dataset, fielded: &Fielded, bursts: &[Burst]) -> Option<BurstsView> {
    if bursts.is_empty() {
        return None;
    }
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let say_with = |key: &str, args: &[(&str, String)]| i18n::text(dataset.lang.code(), key, args);
    let row = |burst: &Burst| {
        let span = [("from", time::date_time(burst.from, dataset.lang)), ("until", time::clock(burst.until))];
        // What was taken back, or may not be used, is in no list.
        let n_used = fielded.responses.iter().filter(|response| burst.ids.contains(&response.id)).count();
        let href = match n_used {
            0 => String::new(),
            _ => responses::href(dataset, fielded, &[("burst", &burst.first.0.to_string())]),
        };
        vec![
            words(say_with("progress-burst-span", &span)),
            counted(Count::Shown(burst.ids.len()), None, String::new()),
            counted(Count::Shown(burst.n_withdrawn), None, String::new()),
            counted(Count::Shown(n_used), None, href),
        ]
    };
    let n_more = bursts.len().saturating_sub(MOST);
    let limits = [("n", FEWEST.to_string()), ("minutes", WITHIN_MINUTES.to_string())];
    Some(BurstsView {
        lead: say_with("progress-bursts-lead", &limits),
        table: TableView {
            caption: say("progress-bursts"),
            columns: vec![
                column(say("progress-burst-when"), false),
                column(say("progress-burst-came"), true),
                column(say("progress-burst-withdrawn"), true),
                column(say("progress-burst-used"), true),
            ],
            rows: bursts.iter().take(MOST).map(row).collect(),
        },
        more: match n_more {
            0 => String::new(),
            n => say_with("progress-bursts-more", &[("n", n.to_string())]),
        },
    })
}
