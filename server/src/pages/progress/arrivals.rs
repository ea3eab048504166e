//! When answers came: their number day by day, with the days on which letters went out. For internal work alone, and never of
//! anonymous waves, whose answers have no days (decision 14).

use std::collections::BTreeMap;

use analysis::chart::Caption;
use analysis::chart::running_total::{Day, RunningTotal, running_total};
use analysis::chart::style::Style;
use analysis::table::Count;
use chrono::{Datelike, NaiveDate};
use surveys::id::QuestionnaireId;
use surveys::store;

use crate::dataset::{Dataset, Fielded};
use crate::error::Result;
use crate::i18n::{self, Lang};
use crate::inviting::letter::{INVITE, REMINDER};
use crate::view::figure::{BAR_WIDTH, FigureView, TableView, caption, column, counted, words};
use crate::view::frame::Frame;
use crate::view::time;

/// The most days in the table, the last on which something happened.
const MOST_ROWS: usize = 60;
/// The most days from the first to the last: beyond them the year of somebody's clock was wrong.
const MOST_DAYS: usize = 3660;

/// The days on which invitations and reminders were handed over, with what it was.
///
/// # Errors
/// When the database fails.
pub async fn letters(
    frame: &Frame,
    questionnaire: QuestionnaireId,
) -> Result<BTreeMap<NaiveDate, Vec<String>>> {
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for letter in store::messages::of_questionnaire(&frame.app.db, questionnaire).await? {
        let Some(at) = letter.sent_at else { continue };
        let round = letter.kind.strip_prefix(REMINDER);
        let what = match round {
            Some(round) => frame.text_with("progress-mark-reminder", &[("round", round.to_owned())]),
            None if letter.kind == INVITE => frame.text("progress-mark-invite"),
            None => continue,
        };
        let done = days.entry(time::tokyo(at).date_naive()).or_default();
        if !done.contains(&what) {
            done.push(what);
        }
    }
    Ok(days)
}

/// The line of answers with its table.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn figure(
    dataset: &Dataset,
    fielded: &Fielded,
    letters: &BTreeMap<NaiveDate, Vec<String>>,
) -> anyhow::Result<FigureView> {
    let say = |key: &str| i18n::plain(dataset.lang, key);
    let mut new: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for response in &fielded.responses {
        *new.entry(time::tokyo(response.submitted_at).date_naive()).or_default() += 1;
    }
    let days = days(&new, letters, dataset.lang);
    let title = say("progress-arrivals");
    let note = say("progress-arrivals-note");
    let words_of = Caption {
        empty: say("progress-arrivals-none"),
        limited: say("progress-arrivals-limited"),
        ..caption(&title, &note)
    };
    let drawn = days.iter().map(|day| Day {
        label: format!("{}/{}", day.date.month(), day.date.day()),
        total: day.total,
        mark: day.mark.clone(),
    });
    let chart = RunningTotal { caption: words_of, days: drawn.collect() };
    let svg = running_total(&chart, &Style { width: BAR_WIDTH, ..Style::new("arrivals") })?;
    let happened: Vec<&Arrived> = days.iter().filter(|day| day.new > 0 || !day.mark.is_empty()).collect();
    let n_before = happened.len().saturating_sub(MOST_ROWS);
    let row = |day: &&Arrived| {
        vec![
            words(time::date(day.date, dataset.lang)),
            counted(Count::Shown(day.new), None, String::new()),
            counted(Count::Shown(day.total), None, String::new()),
            words(day.mark.clone()),
        ]
    };
    Ok(FigureView {
        id: "arrivals".to_owned(),
        note,
        reading: String::new(),
        under: String::new(),
        svg,
        is_wide: false,
        table: TableView {
            caption: title.clone(),
            columns: vec![
                column(say("progress-day"), false),
                column(say("progress-day-new"), true),
                column(say("progress-day-total"), true),
                column(say("progress-day-letters"), false),
            ],
            rows: happened.iter().skip(n_before).map(row).collect(),
        },
        title,
    })
}

/// A day with its answers.
#[derive(Debug, PartialEq, Eq)]
struct Arrived {
    date: NaiveDate,
    new: usize,
    total: usize,
    mark: String,
}

/// All days from the first on which something happened to the last.
fn days(
    new: &BTreeMap<NaiveDate, usize>,
    letters: &BTreeMap<NaiveDate, Vec<String>>,
    lang: Lang,
) -> Vec<Arrived> {
    let ends = |of: [Option<&NaiveDate>; 2], first: bool| {
        let known = of.into_iter().flatten().copied();
        if first { known.min() } else { known.max() }
    };
    let first = ends([new.keys().next(), letters.keys().next()], true);
    let last = ends([new.keys().next_back(), letters.keys().next_back()], false);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let separator = i18n::plain(lang, "list-separator");
    let mut total = 0;
    let day = |date: NaiveDate| {
        let new = new.get(&date).copied().unwrap_or(0);
        total += new;
        let mark = letters.get(&date).map(|letters| letters.join(&separator)).unwrap_or_default();
        Arrived { date, new, total, mark }
    };
    first.iter_days().take_while(|date| *date <= last).take(MOST_DAYS).map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_from_the_first_letter_to_the_last_answer_has_its_total() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let new = BTreeMap::from([(day(4), 2), (day(6), 1)]);
        let letters = BTreeMap::from([(day(3), vec!["招待".to_owned()])]);
        let found = days(&new, &letters, Lang::Ja);
        let totals: Vec<(u32, usize, usize)> =
            found.iter().map(|day| (day.date.day(), day.new, day.total)).collect();
        assert_eq!(totals, [(3, 0, 0), (4, 2, 2), (5, 0, 2), (6, 1, 3)]);
        assert_eq!(found[0].mark, "招待");
        assert!(days(&BTreeMap::new(), &BTreeMap::new(), Lang::Ja).is_empty());
    }
}
