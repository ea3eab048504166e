//! Themes that came up or grew within a week: those that are suggested, and apart from them those that people have coded. Both by
//! the day on which the answer came or the hearing was held; texts without a day (anonymous waves) are left out.
//!
//! For internal work alone: the window moves day by day, so that its numbers of two days tell of whoever came or left it between them,
//! whatever each of them withholds.

use std::collections::{BTreeSet, HashMap};

use analysis::table::crosstab::{CodeCrosstab, CodeHits};
use analysis::table::suppress::{Disclosure, Protected, protect};
use analysis::table::{Count, Kind, MAX_CATEGORIES, RowId, ValueLabel, Variable};
use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;
use surveys::entity::code;
use surveys::store::codings::Coded;
use surveys::store::segments::Origin;

use crate::dataset::Dataset;
use crate::dataset::writings::{Writing, id_of};
use crate::i18n::{self, Lang};
use crate::pages::coding::tree;
use crate::pages::explore::Reading;
use crate::pages::explore::groups;
use crate::pages::explore::standing::standing;
use crate::pages::explore::themes::sets::suggested;
use crate::pages::surveys::address;
use crate::view::figure::{BarLine, CellView, FigureView, TableView, bar_figure, column, counted, words};
use crate::view::time;

/// Days that are new.
const WEEK: i64 = 7;
/// The most themes of a list.
const MOST: usize = 12;
/// Values of the table's attribute.
const NEW: &str = "week";
const OLD: &str = "before";

/// What is new, from suggestions and from people.
#[derive(Serialize)]
pub struct NewThemes {
    suggested: Option<FigureView>,
    coded: Option<FigureView>,
    /// Texts of the week and before, in words.
    n: String,
}

/// A theme with who spoke of it.
struct Line {
    label: String,
    href: String,
    week: Count,
    share: Option<f64>,
    before: Count,
    before_share: Option<f64>,
}

impl Line {
    fn is_first(&self) -> bool {
        self.before == Count::Shown(0)
    }

    /// Whether more of the week's people spoke of it than of those before.
    fn has_grown(&self) -> bool {
        match (self.week, self.before) {
            (Count::Shown(n), Count::Shown(_)) => {
                n > 0 && self.share.unwrap_or(0.0) > self.before_share.unwrap_or(0.0)
            }
            _ => false,
        }
    }
}

/// The themes of the seven days that end today, with all numbers as they are: for those who may read the texts.
///
/// # Errors
/// When a table or a chart cannot be made.
pub fn new_themes(
    reading: &Reading,
    codes: &[code::Model],
    stances: &[code::Model],
    coded: &[Coded],
    today: NaiveDate,
) -> anyhow::Result<NewThemes> {
    let lang = reading.dataset.lang;
    let periods = periods(&reading.dataset, &reading.writings, today);
    let base = format!("{}/analysis/texts?theme=", address(reading.dataset.survey.id));
    let suggested = suggested(reading, None)?;
    let table = table(&periods, &suggested)?;
    let href = |code: &str| format!("{base}{code}");
    let suggested = figure("new-suggested", "progress-themes-suggested", lines(&table, &href), lang)?;
    let by_people = people_hits(reading, codes, stances, coded);
    let table = self::table(&periods, &by_people)?;
    let codes_href = |code: &str| format!("/codes/{code}");
    let by_people = figure("new-coded", "progress-themes-coded", lines(&table, &codes_href), lang)?;
    let rows = &table.table().rows;
    let n = |value: &str| {
        rows.iter().find(|row| row.value == value).map_or(Count::Shown(0), |row| row.n).to_string()
    };
    let left_out = periods.iter().filter(|period| period.is_none()).count();
    let mut says = i18n::text(lang.code(), "progress-themes-n", &[("week", n(NEW)), ("before", n(OLD))]);
    if left_out > 0 {
        says.push_str(&i18n::plain(lang, "progress-themes-left-out"));
    }
    Ok(NewThemes { suggested, coded: by_people, n: says })
}

/// Whether each text is of the week or from before; None where its day is not known.
fn periods(dataset: &Dataset, writings: &[Writing], today: NaiveDate) -> Vec<Option<String>> {
    let mut days: HashMap<String, NaiveDate> = HashMap::new();
    for fielded in dataset.fielded.iter().filter(|fielded| fielded.has_times) {
        for response in &fielded.responses {
            let day = time::tokyo(response.submitted_at).date_naive();
            days.insert(id_of(Origin::Response(response.id)), day);
        }
    }
    for heard in &dataset.hearings {
        days.insert(id_of(Origin::Note(heard.hearing.id)), heard.hearing.held_on);
    }
    let first = today - TimeDelta::days(WEEK - 1);
    let period = |writing: &Writing| {
        let day = days.get(&writing.id)?;
        Some(if *day >= first { NEW } else { OLD }.to_owned())
    };
    writings.iter().map(period).collect()
}

/// The texts that people have put a code on, code by code (as many codes as a table takes); stances and codes out of use are no
/// themes.
fn people_hits(
    reading: &Reading,
    codes: &[code::Model],
    stances: &[code::Model],
    coded: &[Coded],
) -> Vec<CodeHits> {
    let found = standing(&reading.writings, coded);
    let is_theme = |code: &&code::Model| {
        code.is_codable && code.closed_at.is_none() && stances.iter().all(|stance| stance.id != code.id)
    };
    let hits = |code: &code::Model| {
        let has = |one: &Coded| one.codings.iter().any(|coding| coding.code_id == code.id);
        let rows: BTreeSet<RowId> = found
            .iter()
            .filter(|(_, one)| has(one))
            .filter_map(|(place, _)| RowId::try_from(*place).ok())
            .collect();
        CodeHits {
            name: code.id.0.to_string(),
            label: tree::label(code, reading.dataset.lang),
            rows: rows.into_iter().collect(),
        }
    };
    let hits = codes.iter().filter(is_theme).map(hits);
    hits.filter(|hits| !hits.rows.is_empty()).take(MAX_CATEGORIES).collect()
}

/// Those without a day are in neither period.
fn table(periods: &[Option<String>], hits: &[CodeHits]) -> anyhow::Result<Protected<CodeCrosstab>> {
    let value = |value: &str| ValueLabel { value: value.to_owned(), label: value.to_owned() };
    let attribute = Variable {
        name: "period".to_owned(),
        label: "period".to_owned(),
        kind: Kind::Single,
        values: vec![value(NEW), value(OLD)],
    };
    Ok(protect(groups::counted(&attribute, periods, hits)?, Disclosure::Internal))
}

/// The themes that are new or have grown: new ones first, then by people.
fn lines(table: &Protected<CodeCrosstab>, href: &dyn Fn(&str) -> String) -> Vec<Line> {
    let table = table.table();
    let cell = |value: &str, place: usize| {
        let row = table.rows.iter().find(|row| row.value == value)?;
        row.cells.get(place).map(|cell| (cell.count, cell.share))
    };
    let line = |(place, code): (usize, &analysis::table::crosstab::CodeTotal)| {
        let (week, share) = cell(NEW, place).unwrap_or((Count::Shown(0), None));
        let (before, before_share) = cell(OLD, place).unwrap_or((Count::Shown(0), None));
        Line { label: code.label.clone(), href: href(&code.name), week, share, before, before_share }
    };
    let mut lines: Vec<Line> = table.codes.iter().enumerate().map(line).filter(Line::has_grown).collect();
    lines.sort_by_key(|line| (!line.is_first(), std::cmp::Reverse(line.week.shown())));
    lines.truncate(MOST);
    lines
}

/// Bars of the week's people over the table of both periods; none where nothing is new.
fn figure(id: &str, title: &str, lines: Vec<Line>, lang: Lang) -> anyhow::Result<Option<FigureView>> {
    if lines.is_empty() {
        return Ok(None);
    }
    let say = |key: &str| i18n::plain(lang, key);
    let title = say(title);
    let bar = |line: &Line| BarLine {
        label: line.label.clone(),
        count: line.week,
        share: line.share,
        href: String::new(),
    };
    let bars = lines.iter().map(bar).collect();
    let mut figure = bar_figure(id, &title, say("progress-themes-note"), bars, lang)?;
    figure.reading.clear();
    let row = |line: Line| {
        let news = if line.is_first() { "progress-theme-first" } else { "progress-theme-grown" };
        vec![
            CellView { href: line.href, ..words(line.label) },
            counted(line.week, line.share, String::new()),
            counted(line.before, line.before_share, String::new()),
            words(say(news)),
        ]
    };
    figure.table = TableView {
        caption: title,
        columns: vec![
            column(say("progress-theme"), false),
            column(say("progress-theme-week"), true),
            column(say("progress-theme-before"), true),
            column(say("progress-theme-news"), false),
        ],
        rows: lines.into_iter().map(row).collect(),
    };
    Ok(Some(figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(periods: &[&str], rows: &[RowId]) -> Vec<Line> {
        let periods: Vec<Option<String>> = periods.iter().map(|period| Some((*period).to_owned())).collect();
        let hits = [CodeHits { name: "C01".to_owned(), label: "C01".to_owned(), rows: rows.to_vec() }];
        lines(&table(&periods, &hits).unwrap(), &|_| String::new())
    }

    #[test]
    fn a_theme_is_new_when_nobody_spoke_of_it_before() {
        let lines = found(&[OLD, OLD, NEW, NEW], &[3]);
        assert!(lines.len() == 1 && lines[0].is_first());
        let lines = found(&[OLD, OLD, NEW, NEW], &[0, 2, 3]);
        assert!(lines.len() == 1 && !lines[0].is_first(), "half before, all now");
        assert!(found(&[OLD, OLD, NEW, NEW], &[0, 1, 2]).is_empty(), "it shrank");
    }
}
