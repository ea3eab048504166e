//! Columns against one another in the report.

use analysis::chart::heatmap::{Heatmap, heatmap, of_residuals};
use serde::Serialize;

use super::crosstabs::heatmap_note;
use super::further::caption_of_rows;
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::said::SaidLine;
use crate::cli::analyze::compared::AttributeTable;
use crate::i18n::Lang;
use crate::view::tested::crosstab_line;
use crate::view::tested::residuals::mark;

/// A table with more rows or columns makes no picture; `attributes.csv` has all.
const MOST_VALUES: usize = 30;

/// One column against another.
#[derive(Serialize)]
pub struct AttributesView {
    title: String,
    /// Empty where there are too many values.
    pub(super) picture: PictureView,
    said: SaidLine,
    left_out: String,
}

/// Every two columns.
///
/// # Errors
/// When a table cannot be drawn.
pub fn attributes(
    tables: &[AttributeTable],
    listings: &mut Listings<'_>,
) -> anyhow::Result<Vec<AttributesView>> {
    (1..).zip(tables).map(|(number, table)| attributes_view(number, table, listings)).collect()
}

fn attributes_view(
    number: usize,
    found: &AttributeTable,
    listings: &mut Listings<'_>,
) -> anyhow::Result<AttributesView> {
    let table = found.table.table();
    let title = format!("{} × {}", table.row_label, table.column_label);
    let line = crosstab_line(&table.column_label, &found.table, &found.tested, Lang::Ja);
    let view = AttributesView {
        said: SaidLine::of(&line),
        left_out: table.left_out.to_string(),
        picture: PictureView::default(),
        title,
    };
    let is_drawn = |n: usize| (1..=MOST_VALUES).contains(&n);
    if !is_drawn(table.rows.len()) || !is_drawn(table.columns.len()) {
        return Ok(view);
    }
    let note = heatmap_note(table.total.shown().unwrap_or_default(), "row");
    let caption = caption_of_rows(&view.title, &note);
    let chart = of_residuals(&found.table, &found.tested.residuals, &|found| mark(Some(found)), caption);
    let chart = linked(chart, found, listings);
    let style = style(&format!("attributes{number}"));
    Ok(AttributesView { picture: PictureView::of(heatmap(&chart, &style)?, &note), ..view })
}

/// The cells lead to the texts of their people.
fn linked(mut chart: Heatmap, found: &AttributeTable, listings: &mut Listings<'_>) -> Heatmap {
    let table = found.table.table();
    for ((drawn, row), texts) in chart.cells.iter_mut().zip(&table.rows).zip(&found.texts) {
        for ((drawn, column), texts) in drawn.iter_mut().zip(&table.columns).zip(texts) {
            drawn.href = listings.href(&format!("{} × {}", row.label, column.label), texts);
        }
    }
    chart
}
