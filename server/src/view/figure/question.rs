//! Figures of closed questions and of codes: bars, stacked bars by area or kind, heat maps with χ².

use analysis::chart::heatmap::{self, Heatmap, heatmap};
use analysis::chart::stacked_bar::{self, stacked_bar};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::statistics::chi_square::ChiSquare;
use analysis::table::crosstab::{CodeCrosstab, Crosstab};
use analysis::table::frequency::{Frequency, FrequencyRow};
use analysis::table::suppress::Protected;
use analysis::table::{Count, ValueLabel};

use super::{
    BarLine, CellView, FigureView, LinkTo, TableView, bar_figure, caption, column, counted, join, number,
    words,
};
use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang};

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
        QuestionTable::Choices(table) => {
            let mut figure = code_figure(id, title, table, link, lang)?;
            figure.note = join(&[i18n::plain(lang, "figure-several"), figure.note], lang);
            Ok(figure)
        }
    }
}

fn frequency_figure(
    id: &str,
    title: &str,
    table: &Protected<Frequency>,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let frequency = table.table();
    let lines = frequency_lines(frequency, link);
    let mut figure = bar_figure(id, title, base_note(frequency, lang), lines, lang)?;
    figure.table.rows.push(vec![
        words(i18n::plain(lang, "table-no-answer")),
        counted(frequency.no_answer.count, None, String::new()),
        words(""),
    ]);
    Ok(figure)
}

/// The values of a frequency table as bars.
pub fn frequency_lines(frequency: &Frequency, link: LinkTo<'_>) -> Vec<BarLine> {
    let line = |row: &FrequencyRow| BarLine {
        label: row.label.clone(),
        count: row.count,
        share: row.share,
        href: link(&row.value, None),
    };
    frequency.rows.iter().map(line).collect()
}

/// What the shares of a frequency table are shares of.
fn base_note(frequency: &Frequency, lang: Lang) -> String {
    let args = [("base", number(frequency.base)), ("n", number(frequency.n))];
    let base = i18n::text(lang.code(), "figure-base", &args);
    let several =
        if frequency.may_exceed_whole { i18n::plain(lang, "figure-several") } else { String::new() };
    join(&[base, several, hidden_note(frequency.has_hidden, lang)], lang)
}

fn hidden_note(has_hidden: bool, lang: Lang) -> String {
    if has_hidden { i18n::plain(lang, "figure-hidden") } else { String::new() }
}

fn crosstab_figure(
    id: &str,
    title: &str,
    table: &Protected<Crosstab>,
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let crosstab = table.table();
    let total = i18n::text(lang.code(), "figure-n", &[("n", number(crosstab.total))]);
    let test = test_words(crosstab.test.as_ref(), lang);
    let note = join(&[total, test, hidden_note(crosstab.has_hidden, lang)], lang);
    let chart = stacked_bar::of_crosstab(table, caption(title, &note));
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
        note,
        reading: String::new(),
        svg: stacked_bar(&chart, &Style::new(id))?,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows },
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
    let total = i18n::text(lang.code(), "figure-n", &[("n", number(crosstab.total))]);
    let how = i18n::plain(lang, "figure-codes");
    let note = join(&[total, how, hidden_note(crosstab.has_hidden, lang)], lang);
    let chart = upright(heatmap::of_code_crosstab(table, caption(title, &note)));
    let mut columns = vec![column(i18n::plain(lang, "table-code"), false)];
    columns.extend(chart.columns.iter().map(|label| column(label, true)));
    columns.push(column(i18n::plain(lang, "table-total"), true));
    columns.push(column(i18n::plain(lang, "table-test"), true));
    let row = |(place, code): (usize, &analysis::table::crosstab::CodeTotal)| {
        let mut cells: Vec<CellView> = vec![words(&code.label)];
        cells.extend(crosstab.rows.iter().filter_map(|row| {
            let cell = row.cells.get(place)?;
            Some(counted(cell.count, cell.share, link(&code.name, Some(&row.value))))
        }));
        cells.push(counted(code.count, code.share, link(&code.name, None)));
        cells.push(words(code.test.as_ref().map(short_test).unwrap_or_default()));
        cells
    };
    let rows = crosstab.codes.iter().enumerate().map(row).collect();
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading: String::new(),
        svg: heatmap(&chart, &Style::new(id))?,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows },
    })
}

/// The same heat map with codes down and areas across: there are more codes than areas, and their names are longer.
fn upright(chart: Heatmap) -> Heatmap {
    let cells = (0..chart.columns.len())
        .map(|place| chart.cells.iter().filter_map(|row| row.get(place).cloned()).collect())
        .collect();
    Heatmap { caption: chart.caption, columns: chart.rows, rows: chart.columns, cells }
}

/// `χ²(2) = 6.13, p = .047, V = .35`.
fn short_test(test: &ChiSquare) -> String {
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

#[cfg(test)]
mod tests {
    use analysis::chart::heatmap::{HeatCell, Mark};

    use super::*;

    #[test]
    fn probabilities_are_printed_as_journals_do() {
        assert_eq!(p_value(0.0004), "p < .001");
        assert_eq!(p_value(0.047), "p = .047");
        assert_eq!(p_value(1.0), "p = 1.000");
    }

    #[test]
    fn an_upright_heat_map_keeps_every_cell_with_its_row_and_column() {
        let cell = |text: &str| HeatCell {
            text: text.to_owned(),
            is_hidden: false,
            shade: 0.0,
            mark: Mark::None,
            href: String::new(),
        };
        let lying = Heatmap {
            caption: caption("題", ""),
            columns: ["C01", "C02", "C03"].map(str::to_owned).into(),
            rows: ["北部", "南部"].map(str::to_owned).into(),
            cells: vec![vec![cell("1"), cell("2"), cell("3")], vec![cell("4"), cell("5"), cell("6")]],
        };
        let chart = upright(lying);
        assert_eq!(chart.rows, ["C01", "C02", "C03"]);
        assert_eq!(chart.columns, ["北部", "南部"]);
        assert_eq!(chart.cells[2], vec![cell("3"), cell("6")]);
    }
}
