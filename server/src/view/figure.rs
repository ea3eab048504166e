//! Tables and charts as templates see them. Counts come in as protected tables only, so that what is withheld cannot
//! reach a page.

use analysis::chart::Caption;
use analysis::chart::bar::{Bar, BarChart, bar, count_and_percent, of_frequency};
use analysis::chart::heatmap::{self, heatmap};
use analysis::chart::stacked_bar::{self, stacked_bar};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::frequency::Frequency;
use analysis::table::suppress::Protected;
use analysis::table::test::ChiSquare;
use analysis::table::{Count, ValueLabel};
use serde::Serialize;

use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang};

/// A chart with the table of its numbers.
#[derive(Serialize)]
pub struct FigureView {
    /// Unique on the page.
    pub id: String,
    /// Number and words of the question.
    pub title: String,
    /// Base, n and what was done, in words.
    pub note: String,
    /// The picture; empty when it could not be drawn.
    pub svg: String,
    /// The numbers.
    pub table: TableView,
}

/// A table for the component `data_table`.
#[derive(Serialize)]
pub struct TableView {
    /// Name of the table.
    pub caption: String,
    /// Columns; the first names the row.
    pub columns: Vec<ColumnView>,
    /// Rows of cells, one a column.
    pub rows: Vec<Vec<CellView>>,
}

/// A column of a table.
#[derive(Serialize)]
pub struct ColumnView {
    /// Its name.
    pub label: String,
    /// Aligned to the right.
    pub is_number: bool,
}

/// A cell of a table.
#[derive(Clone, Default, Serialize)]
pub struct CellView {
    /// What is printed.
    pub text: String,
    /// Leads to what was counted; empty when that may not be seen.
    pub href: String,
    /// Withheld.
    pub is_suppressed: bool,
}

/// Where the number for a value (and a value of the attribute) leads; empty for nowhere.
pub type LinkTo<'a> = &'a dyn Fn(&str, Option<&str>) -> String;

/// A column of words or of numbers.
pub fn column(label: impl Into<String>, is_number: bool) -> ColumnView {
    ColumnView { label: label.into(), is_number }
}

/// A cell of words.
pub fn words(text: impl Into<String>) -> CellView {
    CellView { text: text.into(), ..CellView::default() }
}

/// A cell of a count with its share that leads to what was counted.
pub fn counted(count: Count, share: Option<f64>, href: String) -> CellView {
    match count {
        Count::Hidden => CellView { is_suppressed: true, ..CellView::default() },
        Count::Shown(n) => CellView {
            text: count_and_percent(count, share),
            href: if n == 0 { String::new() } else { href },
            is_suppressed: false,
        },
    }
}

/// A question's figure.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn question_figure(
    id: &str,
    title: &str,
    table: &QuestionTable,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    match table {
        QuestionTable::Frequency(table) => frequency_figure(id, title, table, link, lang),
        QuestionTable::Crosstab(table) => crosstab_figure(id, title, table, link, lang),
        QuestionTable::Choices(table) => code_figure(id, title, table, link, lang),
    }
}

/// Frequencies as bars.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn frequency_figure(
    id: &str,
    title: &str,
    table: &Protected<Frequency>,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let frequency = table.table();
    let note = base_note(frequency, lang);
    let chart = of_frequency(table, None, caption(title, &note, ""));
    let mut rows: Vec<Vec<CellView>> = frequency
        .rows
        .iter()
        .map(|row| {
            vec![words(&row.label), counted(row.count, None, link(&row.value, None)), percent(row.share)]
        })
        .collect();
    rows.push(vec![
        words(say("table-no-answer")),
        counted(frequency.no_answer.count, None, String::new()),
        words(""),
    ]);
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        svg: bar(&chart, &Style::new(id))?,
        table: TableView {
            caption: title.to_owned(),
            columns: vec![
                column(say("table-value"), false),
                column(say("table-count"), true),
                column(say("table-share"), true),
            ],
            rows,
        },
        note,
    })
}

/// What the shares of a frequency table are shares of.
pub fn base_note(frequency: &Frequency, lang: Lang) -> String {
    let args = [("base", number(frequency.base)), ("n", number(frequency.n))];
    let base = i18n::text(lang.code(), "figure-base", &args);
    let several =
        if frequency.may_exceed_whole { i18n::plain(lang, "figure-several") } else { String::new() };
    let hidden = if frequency.has_hidden { i18n::plain(lang, "figure-hidden") } else { String::new() };
    join(&[base, several, hidden], lang)
}

fn crosstab_figure(
    id: &str,
    title: &str,
    table: &Protected<Crosstab>,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let crosstab = table.table();
    let hidden = if crosstab.has_hidden { i18n::plain(lang, "figure-hidden") } else { String::new() };
    let total = i18n::text(lang.code(), "figure-n", &[("n", number(crosstab.total))]);
    let note = join(&[total, test_words(crosstab.test.as_ref(), lang), hidden], lang);
    let chart = stacked_bar::of_crosstab(table, caption(title, "", ""));
    let mut columns = vec![column(&crosstab.row_label, false)];
    columns.extend(crosstab.columns.iter().map(|value| column(&value.label, true)));
    columns.push(column(i18n::plain(lang, "table-total"), true));
    let row = |(row, value): (usize, &ValueLabel)| {
        let mut cells = vec![words(&value.label)];
        let found = crosstab.cells.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.extend(found.iter().zip(&crosstab.columns).map(|(cell, column)| {
            counted(cell.count, cell.row_share, link(&column.value, Some(&value.value)))
        }));
        let total = crosstab.row_totals.get(row).copied().unwrap_or(Count::Hidden);
        cells.push(counted(total, None, String::new()));
        cells
    };
    let rows = crosstab.rows.iter().enumerate().map(row).collect();
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        svg: stacked_bar(&chart, &Style::new(id))?,
        table: TableView { caption: title.to_owned(), columns, rows },
        note,
    })
}

/// Codes by attribute as a heat map, with χ² for each code.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn code_figure(
    id: &str,
    title: &str,
    table: &Protected<CodeCrosstab>,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let crosstab = table.table();
    let hidden = if crosstab.has_hidden { i18n::plain(lang, "figure-hidden") } else { String::new() };
    let total = i18n::text(lang.code(), "figure-n", &[("n", number(crosstab.total))]);
    let note = join(&[total, i18n::plain(lang, "figure-codes"), hidden], lang);
    let chart = heatmap::of_code_crosstab(table, caption(title, "", ""));
    let mut columns = vec![column(i18n::plain(lang, "table-code"), false)];
    columns.extend(
        crosstab.rows.iter().map(|row| column(format!("{}（n={}）", row.label, number(row.n)), true)),
    );
    columns.push(column(i18n::plain(lang, "table-total"), true));
    columns.push(column(i18n::plain(lang, "table-test"), true));
    let rows = crosstab
        .codes
        .iter()
        .enumerate()
        .map(|(place, code)| {
            let mut cells = vec![words(&code.label)];
            cells.extend(crosstab.rows.iter().filter_map(|row| {
                let cell = row.cells.get(place)?;
                Some(counted(cell.count, cell.share, link(&code.name, Some(&row.value))))
            }));
            cells.push(counted(code.count, code.share, link(&code.name, None)));
            cells.push(words(code.test.as_ref().map(short_test).unwrap_or_default()));
            cells
        })
        .collect();
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        svg: heatmap(&chart, &Style::new(id))?,
        table: TableView { caption: title.to_owned(), columns, rows },
        note,
    })
}

/// `χ²(2) = 6.13, p = .047, V = .35`.
pub fn short_test(test: &ChiSquare) -> String {
    format!(
        "χ²({}) = {:.2}, {}, V = {}",
        test.df,
        test.statistic,
        p_value(test.p),
        without_zero(test.cramers_v, 2)
    )
}

fn test_words(test: Option<&ChiSquare>, lang: Lang) -> String {
    let Some(test) = test else { return i18n::plain(lang, "figure-no-test") };
    let mut parts = vec![i18n::text(lang.code(), "figure-test", &[("test", short_test(test))])];
    if test.is_corrected {
        parts.push(i18n::plain(lang, "figure-yates"));
    }
    if test.low_expected_share > 0.2 {
        parts.push(i18n::plain(lang, "figure-low-expected"));
    }
    join(&parts, lang)
}

fn p_value(p: f64) -> String {
    if p < 0.001 { "p < .001".to_owned() } else { format!("p = {}", without_zero(p, 3)) }
}

/// Statistics that cannot exceed 1 are printed without the zero before the point.
fn without_zero(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

/// A count as text.
pub fn number(count: Count) -> String {
    count.shown().map_or("*".to_owned(), |n| n.to_string())
}

fn percent(share: Option<f64>) -> CellView {
    words(share.map(|share| format!("{:.1}%", share * 100.0)).unwrap_or_default())
}

fn caption(title: &str, subtitle: &str, note: &str) -> Caption {
    Caption {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        note: note.to_owned(),
        description: format!("{title} {subtitle}"),
    }
}

fn join(parts: &[String], lang: Lang) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(if lang == Lang::Ja { "" } else { " " })
}

/// Which part of a table by area is shown.
#[derive(Clone, Copy, Debug)]
pub enum Slice<'a> {
    /// The totals.
    Whole,
    /// The row of this value.
    Row(&'a str),
}

/// The counts of a question in a slice, in the order of its values.
pub fn slice_counts(table: &QuestionTable, slice: Slice<'_>) -> Vec<(String, Count)> {
    bars(table, slice)
        .map(|(bars, _)| bars.into_iter().map(|(label, count, _)| (label, count)).collect())
        .unwrap_or_default()
}

/// Label, count and share of a value.
type SliceBar = (String, Count, Option<f64>);

/// The bars of a slice and their base; `None` when the table has no such row.
fn bars(table: &QuestionTable, slice: Slice<'_>) -> Option<(Vec<SliceBar>, Count)> {
    match (table, slice) {
        (QuestionTable::Frequency(table), _) => {
            let table = table.table();
            let bars = table.rows.iter().map(|row| (row.label.clone(), row.count, row.share));
            Some((bars.collect(), table.base))
        }
        (QuestionTable::Crosstab(table), Slice::Whole) => {
            let table = table.table();
            let bars = table.columns.iter().zip(&table.column_totals);
            let bars =
                bars.map(|(value, count)| (value.label.clone(), *count, share_of(*count, table.total)));
            Some((bars.collect(), table.total))
        }
        (QuestionTable::Crosstab(table), Slice::Row(wanted)) => {
            let table = table.table();
            let place = table.rows.iter().position(|row| row.value == wanted)?;
            let bars = table.columns.iter().zip(table.cells.get(place)?);
            let bars = bars.map(|(value, cell)| (value.label.clone(), cell.count, cell.row_share));
            Some((bars.collect(), table.row_totals.get(place).copied()?))
        }
        (QuestionTable::Choices(table), Slice::Whole) => {
            let table = table.table();
            let bars = table.codes.iter().map(|code| (code.label.clone(), code.count, code.share));
            Some((bars.collect(), table.total))
        }
        (QuestionTable::Choices(table), Slice::Row(wanted)) => {
            let table = table.table();
            let row = table.rows.iter().find(|row| row.value == wanted)?;
            let bars = table.codes.iter().zip(&row.cells);
            let bars = bars.map(|(code, cell)| (code.label.clone(), cell.count, cell.share));
            Some((bars.collect(), row.n))
        }
    }
}

fn share_of(count: Count, total: Count) -> Option<f64> {
    match (count, total) {
        (Count::Shown(n), Count::Shown(total)) if total > 0 => Some(n as f64 / total as f64),
        _ => None,
    }
}

/// The bars of one area, or of all, from the protected table by area; `None` when the table has no such row.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn slice_figure(
    id: &str,
    title: &str,
    table: &QuestionTable,
    slice: Slice<'_>,
    lang: Lang,
) -> Result<Option<FigureView>, Error> {
    let Some((bars, base)) = bars(table, slice) else { return Ok(None) };
    let say = |key: &str| i18n::plain(lang, key);
    let has_hidden = bars.iter().any(|(_, count, _)| count.is_hidden());
    let n = i18n::text(lang.code(), "figure-n", &[("n", number(base))]);
    let several =
        if matches!(table, QuestionTable::Choices(_)) { say("figure-several") } else { String::new() };
    let note = join(&[n, several, if has_hidden { say("figure-hidden") } else { String::new() }], lang);
    let chart = BarChart {
        caption: caption(title, "", ""),
        bars: bars
            .iter()
            .map(|(label, count, share)| Bar {
                label: label.clone(),
                value: count.shown().map(|n| n as f64),
                text: count_and_percent(*count, *share),
                is_muted: false,
            })
            .collect(),
        full: None,
    };
    let rows = bars
        .iter()
        .map(|(label, count, share)| {
            vec![words(label), counted(*count, None, String::new()), percent(*share)]
        })
        .collect();
    Ok(Some(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        svg: bar(&chart, &Style::new(id))?,
        table: TableView {
            caption: title.to_owned(),
            columns: vec![
                column(say("table-value"), false),
                column(say("table-count"), true),
                column(say("table-share"), true),
            ],
            rows,
        },
        note,
    }))
}
