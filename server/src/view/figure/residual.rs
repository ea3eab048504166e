//! A cross table as a heat map of its adjusted residuals: where the table differs from independence.

use analysis::chart::Caption;
use analysis::chart::heatmap::{heatmap, of_residuals};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::table::crosstab::Crosstab;
use analysis::table::suppress::Protected;
use analysis::table::tested::TestedCrosstab;

use super::{CellView, FigureView, LinkTo, TableView, caption, column, join, withheld, words};
use crate::i18n::{self, Lang};
use crate::view::tested::residuals::{mark, printed};

/// The figure. What is marked is significant with Holm's correction for the whole table, as beside the numbers of the same
/// table. Where nothing is tested it says so, and has the counts alone.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn residual_figure(
    id: &str,
    title: &str,
    (table, tested): (&Protected<Crosstab>, &TestedCrosstab),
    link: LinkTo<'_>,
    lang: Lang,
) -> Result<FigureView, Error> {
    let say = |key: &str| i18n::plain(lang, key);
    let crosstab = table.table();
    let args = [("n", crosstab.total.to_string())];
    let hidden = if crosstab.has_hidden { say("figure-hidden") } else { String::new() };
    let n = i18n::text(lang.code(), "figure-n", &args);
    let is_tested = tested.residuals.iter().flatten().any(Option::is_some);
    let how = if is_tested { "figure-marks" } else { "figure-residuals-none" };
    let note = join(&[n, say("figure-residuals"), say(how), hidden], lang);
    let caption = Caption { empty: say("figure-empty"), ..caption(title, &note) };
    let mut chart = of_residuals(table, &tested.residuals, &|found| mark(Some(found)), caption);
    for (drawn, (row, cells)) in chart.cells.iter_mut().zip(crosstab.rows.iter().zip(&crosstab.cells)) {
        for (drawn, (column, cell)) in drawn.iter_mut().zip(crosstab.columns.iter().zip(cells)) {
            if cell.count.shown().is_some_and(|n| n > 0) {
                drawn.href = link(&column.value, Some(&row.value));
            }
        }
    }
    let mut columns = vec![column(&crosstab.row_label, false)];
    columns.extend(crosstab.columns.iter().map(|value| column(&value.label, true)));
    let rows = crosstab.rows.iter().zip(&crosstab.cells).zip(&tested.residuals);
    let rows = rows.map(|((row, cells), residuals)| {
        let numbers = cells.iter().zip(residuals).map(|(cell, residual)| {
            let number = residual.as_ref().map(printed).unwrap_or_default();
            if cell.count.is_hidden() { withheld() } else { words(number) }
        });
        std::iter::once(words(&row.label)).chain(numbers).collect::<Vec<CellView>>()
    });
    Ok(FigureView {
        id: id.to_owned(),
        title: title.to_owned(),
        note,
        reading: String::new(),
        svg: heatmap(&chart, &Style::new(id))?,
        is_wide: true,
        table: TableView { caption: title.to_owned(), columns, rows: rows.collect() },
        under: String::new(),
    })
}
