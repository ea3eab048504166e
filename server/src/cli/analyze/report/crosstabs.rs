//! Themes by the columns that are compared, with χ².

use analysis::coding::stance::Stance;
use analysis::statistics::chi_square::ChiSquare;
use analysis::table::crosstab::{CodeCell, CodeCrosstab, CodeTotal};
use serde::Serialize;

use super::listings::Listings;
use super::{Number, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::i18n::text;

/// Values shown side by side; `crosstab.csv` has all.
const MOST_VALUES: usize = 10;

/// Beyond this adjusted residual a cell differs at the 5 % level.
const NOTABLE_RESIDUAL: f64 = 1.96;

#[derive(Serialize)]
pub struct CrosstabView {
    title: String,
    /// Values with their number of texts.
    values: Vec<(String, String)>,
    rows: Vec<RowView>,
    left_out: String,
    is_cut: bool,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    cells: Vec<CellView>,
    test: String,
    is_doubtful: bool,
}

#[derive(Serialize)]
struct CellView {
    number: Number,
    percent: String,
    /// ▲ for more than expected, ▽ for less, empty for neither.
    sign: &'static str,
}

/// Two tables for each column: themes of challenges and of good practices.
pub fn crosstabs(figures: &Figures, listings: &mut Listings<'_>) -> Vec<CrosstabView> {
    let mut views = Vec::new();
    for table in &figures.crosstabs {
        for kind in [Stance::Challenge, Stance::GoodPractice] {
            views.push(view(figures, table, kind, listings));
        }
    }
    views
}

fn view(figures: &Figures, table: &CodeCrosstab, kind: Stance, listings: &mut Listings<'_>) -> CrosstabView {
    let values = largest(table);
    let mut rows = Vec::new();
    for (place, code) in table.codes.iter().enumerate() {
        let is_of_kind = figures.code(&code.name).is_some_and(|found| found.kind == kind);
        // Codes that no one speaks of are in `crosstab.csv`.
        if is_of_kind && code.count.shown() != Some(0) {
            rows.push(row(table, &values, place, code, listings));
        }
    }
    let args = [
        ("themes", text(LANG, &format!("analyze-themes-{}", kind.key()), &[])),
        ("column", table.row_label.clone()),
    ];
    let n_of = |place: &usize| table.rows[*place].n.shown().unwrap_or_default() as u32;
    CrosstabView {
        title: text(LANG, "analyze-crosstab-title", &args),
        values: values.iter().map(|place| (table.rows[*place].label.clone(), grouped(n_of(place)))).collect(),
        rows,
        left_out: grouped(table.left_out.shown().unwrap_or_default() as u32),
        is_cut: values.len() < table.rows.len(),
    }
}

/// The values with most texts, in the order of the table.
fn largest(table: &CodeCrosstab) -> Vec<usize> {
    let mut places: Vec<usize> = (0..table.rows.len()).collect();
    places.sort_by_key(|&place| (std::cmp::Reverse(table.rows[place].n.shown()), place));
    places.truncate(MOST_VALUES);
    places.sort_unstable();
    places
}

fn row(
    table: &CodeCrosstab,
    values: &[usize],
    place: usize,
    code: &CodeTotal,
    listings: &mut Listings<'_>,
) -> RowView {
    let label = format!("{} {}", code.name, code.label);
    let mut cell = |value: &usize| {
        let row = &table.rows[*value];
        let cell = &row.cells[place];
        CellView {
            number: listings.number(&format!("{label} × {}", row.label), &cell.members),
            percent: format!("{:.1}", cell.share.unwrap_or_default() * 100.0),
            sign: sign(cell),
        }
    };
    RowView {
        cells: values.iter().map(&mut cell).collect(),
        test: code.test.as_ref().map(test).unwrap_or_default(),
        is_doubtful: code.test.as_ref().is_some_and(|test| test.is_doubtful),
        label,
    }
}

fn sign(cell: &CodeCell) -> &'static str {
    match cell.residual {
        Some(residual) if residual > NOTABLE_RESIDUAL => "▲",
        Some(residual) if residual < -NOTABLE_RESIDUAL => "▽",
        _ => "",
    }
}

fn test(test: &ChiSquare) -> String {
    format!("{:.2} ({}){}", test.statistic, test.df, test.stars)
}
