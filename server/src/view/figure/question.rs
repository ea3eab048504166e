//! Figures of closed questions and of codes: bars, stacked bars by area or kind, heat maps, with their tests.

use analysis::chart::Caption;
use analysis::chart::heatmap::{self, Heatmap, heatmap};
use analysis::chart::stacked_bar::{self, stacked_bar};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::crosstab::{CodeCrosstab, CodeRow, Crosstab};
use analysis::table::frequency::{Frequency, FrequencyRow};
use analysis::table::suppress::Protected;
use analysis::table::tested::{TestedCode, TestedCrosstab, test_codes, test_crosstab};
use analysis::table::{Count, ValueLabel};

use super::drafted::drafted;
use super::{
    BarLine, CellView, FigureView, LinkTo, TableView, bar_figure, caption, column, counted, join, words,
};
use crate::dataset::tables::QuestionTable;
use crate::i18n::{self, Lang, Wording};
use crate::view::tested::among::is_any_tested;
use crate::view::tested::residuals::{mark, with_residual};
use crate::view::tested::{Tested, code_lines, codes_reading, crosstab_line};

/// A question's figure; `tested` has the tests of the same table.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn question_figure(
    id: &str,
    title: &str,
    (table, tested): (&QuestionTable, &Tested),
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    match (table, tested) {
        (QuestionTable::Frequency(table), _) => frequency_figure(id, title, table, link, lang),
        (QuestionTable::Crosstab(table), Tested::Crosstab(tested)) => {
            crosstab_figure(id, title, (table, tested), link, lang)
        }
        (QuestionTable::Crosstab(table), _) => {
            crosstab_figure(id, title, (table, &test_crosstab(table)), link, lang)
        }
        (QuestionTable::Choices(table), tested) => {
            let mut figure = match tested {
                Tested::Codes(tested) => code_figure(id, title, (table, tested.as_slice()), link, lang)?,
                _ => code_figure(id, title, (table, test_codes(table).as_slice()), link, lang)?,
            };
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
    let in_one_each = frequency.base.shown().filter(|_| !frequency.may_exceed_whole);
    let reading = drafted(&lines, in_one_each, lang, Wording::Usual);
    let mut figure = bar_figure(id, title, base_note(frequency, lang), lines, lang)?;
    figure.reading = reading;
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
    let args = [("base", frequency.base.to_string()), ("n", frequency.n.to_string())];
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
    (table, tested): (&Protected<Crosstab>, &TestedCrosstab),
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let crosstab = table.table();
    let total = i18n::text(lang.code(), "figure-n", &[("n", crosstab.total.to_string())]);
    let line = crosstab_line(title, table, tested, lang);
    let test = if line.test.is_empty() {
        String::new()
    } else {
        let args = [("test", line.test.clone()), ("figures", line.figures(lang))];
        i18n::text(lang.code(), "figure-test", &args)
    };
    let note = join(&[total, test, hidden_note(crosstab.has_hidden, lang)], lang);
    let empty = i18n::plain(lang, "figure-empty");
    let mut chart = stacked_bar::of_crosstab(table, Caption { empty, ..caption(title, &note) });
    for (bar, row) in chart.bars.iter_mut().zip(&crosstab.rows) {
        bar.hrefs = crosstab.columns.iter().map(|column| link(&column.value, Some(&row.value))).collect();
    }
    let mut columns = vec![column(&crosstab.row_label, false)];
    columns.extend(crosstab.columns.iter().map(|value| column(&value.label, true)));
    columns.push(column(i18n::plain(lang, "table-total"), true));
    let row = |(row, value): (usize, &ValueLabel)| {
        let mut cells = vec![words(&value.label)];
        let found = crosstab.cells.get(row).map(Vec::as_slice).unwrap_or_default();
        let residuals = tested.residuals.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.extend(found.iter().zip(&crosstab.columns).zip(residuals).map(|((cell, column), residual)| {
            let counted = counted(cell.count, cell.row_share, link(&column.value, Some(&value.value)));
            with_residual(counted, residual.as_ref())
        }));
        let total = crosstab.row_totals.get(row).copied().unwrap_or(Count::Hidden);
        cells.push(counted(total, None, String::new()));
        cells
    };
    let rows = crosstab.rows.iter().enumerate().map(row).collect();
    let is_tested = tested.residuals.iter().flatten().any(Option::is_some);
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading: line.says,
        svg: stacked_bar(&chart, &Style::new(id))?,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows },
        under: under(is_tested, lang),
    })
}

/// What stands behind the numbers of a table; empty where nothing is tested.
fn under(is_tested: bool, lang: Lang) -> String {
    let words = ["figure-under-residuals", "figure-marks"].map(|key| i18n::plain(lang, key));
    if is_tested { join(&words, lang) } else { String::new() }
}

/// Codes by attribute as a heat map, with the test of each code.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn code_figure(
    id: &str,
    title: &str,
    (table, tested): (&Protected<CodeCrosstab>, &[TestedCode]),
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let crosstab = table.table();
    let total = i18n::text(lang.code(), "figure-n", &[("n", crosstab.total.to_string())]);
    let how = i18n::plain(lang, "figure-codes");
    let tests = match is_any_tested(tested) {
        true => join(&["figure-codes-tested", "figure-marks"].map(|key| i18n::plain(lang, key)), lang),
        false => String::new(),
    };
    let few = match crosstab.rows.iter().any(is_small) {
        true => i18n::text(lang.code(), "figure-not-shaded", &[("n", FEWEST_SHADED.to_string())]),
        false => String::new(),
    };
    let note = join(&[total, how, tests, few, hidden_note(crosstab.has_hidden, lang)], lang);
    let empty = i18n::plain(lang, "figure-empty");
    let mut chart = code_chart(table, tested, Caption { empty, ..caption(title, &note) });
    for (place, (cells, code)) in chart.cells.iter_mut().zip(&crosstab.codes).enumerate() {
        for (cell, row) in cells.iter_mut().zip(&crosstab.rows) {
            // Nobody and what is withheld lead nowhere.
            let count = row.cells.get(place).and_then(|cell| cell.count.shown());
            if count.is_some_and(|n| n > 0) {
                cell.href = link(&code.name, Some(&row.value));
            }
        }
    }
    let lines = code_lines(None, table, tested, lang);
    let mut columns = vec![column(i18n::plain(lang, "table-code"), false)];
    columns.extend(chart.columns.iter().map(|label| column(label, true)));
    columns.push(column(i18n::plain(lang, "table-total"), true));
    columns.push(column(i18n::plain(lang, "table-test"), true));
    let row = |(place, code): (usize, &analysis::table::crosstab::CodeTotal)| {
        let mut cells: Vec<CellView> = vec![words(&code.label)];
        let residuals = tested.get(place).map(|tested| tested.residuals.as_slice()).unwrap_or_default();
        cells.extend(crosstab.rows.iter().zip(residuals).filter_map(|(row, residual)| {
            let cell = row.cells.get(place)?;
            let counted = counted(cell.count, cell.share, link(&code.name, Some(&row.value)));
            Some(with_residual(counted, residual.as_ref()))
        }));
        cells.push(counted(code.count, code.share, link(&code.name, None)));
        cells.push(words(lines.get(place).map(|line| line.figures(lang)).unwrap_or_default()));
        cells
    };
    let rows = crosstab.codes.iter().enumerate().map(row).collect();
    let is_tested = tested.iter().flat_map(|code| &code.residuals).any(Option::is_some);
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading: codes_reading(&lines, &crosstab.row_label, lang),
        svg: heatmap(&chart, &Style::new(id))?,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows },
        under: under(is_tested, lang),
    })
}

/// The share of a group of fewer people is not shaded: one of one would be the darkest cell of all. The number is our own.
const FEWEST_SHADED: usize = 5;

/// Whether a group is told to be of too few people for a shade.
fn is_small(row: &CodeRow) -> bool {
    row.n.shown().is_some_and(|n| (1..FEWEST_SHADED).contains(&n))
}

/// The heat map of codes, with marks where a cell stands out, and no shade for the shares of few people.
pub fn code_chart(table: &Protected<CodeCrosstab>, tested: &[TestedCode], caption: Caption) -> Heatmap {
    let mut chart = upright(heatmap::of_code_crosstab(table, caption));
    for (cells, tested) in chart.cells.iter_mut().zip(tested) {
        for (cell, residual) in cells.iter_mut().zip(&tested.residuals) {
            cell.mark = mark(residual.as_ref());
        }
    }
    for cells in &mut chart.cells {
        let of_few = cells.iter_mut().zip(&table.table().rows).filter(|(_, row)| is_small(row));
        of_few.for_each(|(cell, _)| cell.shade = 0.0);
    }
    chart
}

/// The same heat map with codes down and areas across: there are more codes than areas, and their names are longer.
fn upright(chart: Heatmap) -> Heatmap {
    let cells = (0..chart.columns.len())
        .map(|place| chart.cells.iter().filter_map(|row| row.get(place).cloned()).collect())
        .collect();
    Heatmap { caption: chart.caption, columns: chart.rows, rows: chart.columns, cells }
}

#[cfg(test)]
mod tests {
    use analysis::chart::heatmap::{HeatCell, Mark};

    use super::*;

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
