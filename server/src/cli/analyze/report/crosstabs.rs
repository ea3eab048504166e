//! Themes and codes by the columns that are compared, with χ²; and words.

pub mod words;

use analysis::chart::heatmap::{HeatCell, Heatmap, Mark, heatmap};
use analysis::coding::stance::Stance;
use analysis::rounded::{percent, signed};
use analysis::statistics::SIGNIFICANT;
use analysis::statistics::chi_square::{ChiSquare, stars};
use analysis::statistics::independence::Independence;
use analysis::table::crosstab::{CodeCell, CodeCrosstab, CodeTotal};
use serde::Serialize;

use super::further::caption_of_rows;
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::said::{self, Said, said};
use super::{Number, decimals, grouped};
use crate::cli::analyze::LANG;
use crate::cli::analyze::crossed::CodeTest;
use crate::cli::analyze::figures::Figures;
use crate::i18n::text;
use crate::view::tested::residuals::mark_of;
use crate::view::tested::{TestLine, p_value};

/// Values shown side by side; `crosstab.csv` has all.
pub(super) const MOST_VALUES: usize = 10;

/// Codes in a table and its picture; `crosstab.csv` has all.
const MOST_CODES: usize = 200;

#[derive(Serialize)]
pub struct CrosstabView {
    title: String,
    /// What the rows are: themes or codes.
    rows_label: String,
    pub(super) picture: PictureView,
    said: Said,
    /// Values with their number of people, and where the texts of these are listed.
    values: Vec<(String, String, String)>,
    rows: Vec<RowView>,
    /// People without a value; empty where there is none.
    left_out: String,
    /// How many are left out because their texts have several values, in words; empty where nobody is.
    contradicting: String,
    is_cut: bool,
    /// How many codes are shown of how many, in words; empty where all are.
    codes_cut: String,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    cells: Vec<CellView>,
    test: String,
    /// Whether it is Fisher's, because an expected count is under 5.
    is_fisher: bool,
}

#[derive(Serialize)]
struct CellView {
    number: Number,
    percent: String,
    /// ▲ for more than expected, ▽ for less, empty for neither.
    sign: &'static str,
    /// Adjusted residual with its corrected probability, for the picture.
    #[serde(skip)]
    residual: Option<(f64, f64)>,
}

/// Two tables for each column, themes of challenges and of good practices; and one for coding rules.
///
/// # Errors
/// When a table cannot be drawn.
pub fn crosstabs(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<Vec<CrosstabView>> {
    let mut views = Vec::new();
    let tables = figures.crosstabs.iter().zip(&figures.tests).zip(&figures.contradicting);
    for ((table, tests), &n_contradicting) in tables {
        let is_of_rules = table.codes.iter().all(|code| figures.code(&code.name).is_none());
        let kinds: &[Option<Stance>] =
            if is_of_rules { &[None] } else { &[Some(Stance::Challenge), Some(Stance::GoodPractice)] };
        let tested: Vec<_> = tests.iter().map(|test| (test.independence, test.p_holm.as_slice())).collect();
        let mut lines: Vec<Option<TestLine>> = said::lines(table, &tested).into_iter().map(Some).collect();
        for &kind in kinds {
            let mut view = view(figures, (table, tests.as_slice()), kind, listings);
            tell_left_out(&mut view, table, n_contradicting);
            let of_kind = shown(figures, table, kind).0.into_iter();
            let of_kind: Vec<TestLine> = of_kind.filter_map(|place| lines.get_mut(place)?.take()).collect();
            view.said = said(&of_kind, &table.row_label);
            view.picture = picture(&format!("heatmap{}", views.len() + 1), table, &view)?;
            views.push(view);
        }
    }
    Ok(views)
}

/// Says who stands in no row of a table.
fn tell_left_out(view: &mut CrosstabView, table: &CodeCrosstab, n_contradicting: usize) {
    let n_left_out = table.left_out.shown().unwrap_or_default();
    if n_left_out > n_contradicting {
        view.left_out = grouped((n_left_out - n_contradicting) as u32);
    }
    if n_contradicting > 0 {
        let args = [("n", grouped(n_contradicting as u32))];
        view.contradicting = text(LANG, "analyze-crosstab-contradicting", &args);
    }
}

/// The places of the codes of a kind that anybody speaks of, of very many those of most people, and how many there are. All others
/// are in `crosstab.csv`.
fn shown(figures: &Figures, table: &CodeCrosstab, kind: Option<Stance>) -> (Vec<usize>, usize) {
    let is_shown = |(_, code): &(usize, &CodeTotal)| {
        figures.code(&code.name).map(|found| found.kind) == kind && code.count.shown() != Some(0)
    };
    let codes = table.codes.iter().enumerate().filter(is_shown);
    let mut places: Vec<usize> = codes.map(|(place, _)| place).collect();
    let n_codes = places.len();
    places.sort_by_key(|&place| (std::cmp::Reverse(table.codes[place].count.shown()), place));
    places.truncate(MOST_CODES);
    places.sort_unstable();
    (places, n_codes)
}

/// What is said where not all codes are shown.
fn codes_cut(n_shown: usize, n_codes: usize) -> String {
    if n_shown == n_codes {
        return String::new();
    }
    let args = [("n", grouped(n_shown as u32)), ("all", grouped(n_codes as u32))];
    text(LANG, "analyze-crosstab-codes-cut", &args)
}

fn view(
    figures: &Figures,
    (table, tests): (&CodeCrosstab, &[CodeTest]),
    kind: Option<Stance>,
    listings: &mut Listings<'_>,
) -> CrosstabView {
    let values = largest(table);
    let mut rows = Vec::new();
    let (places, n_codes) = shown(figures, table, kind);
    for place in places {
        rows.push(row(table, &values, (place, &table.codes[place]), tests.get(place), listings));
    }
    let themes = match kind {
        Some(kind) => text(LANG, &format!("analyze-themes-{}", kind.key()), &[]),
        None => text(LANG, "analyze-rules", &[]),
    };
    let rows_label = if kind.is_some() { "analyze-theme" } else { "analyze-rules-code" };
    let args = [("themes", themes), ("column", table.row_label.clone())];
    CrosstabView {
        title: text(LANG, "analyze-crosstab-title", &args),
        rows_label: text(LANG, rows_label, &[]),
        codes_cut: codes_cut(rows.len(), n_codes),
        ..CrosstabView::of(table, &values, rows, listings)
    }
}

impl CrosstabView {
    /// These rows by some of a table's values, of which nothing is said yet.
    fn of(
        table: &CodeCrosstab,
        values: &[usize],
        rows: Vec<RowView>,
        listings: &mut Listings<'_>,
    ) -> CrosstabView {
        let head = |place: &usize| {
            let row = &table.rows[*place];
            let href = listings.href(&format!("{} {}", table.row_label, row.label), &row.members);
            (row.label.clone(), grouped(row.n.shown().unwrap_or_default() as u32), href)
        };
        CrosstabView {
            title: String::new(),
            rows_label: String::new(),
            picture: PictureView::default(),
            said: Said::default(),
            values: values.iter().map(head).collect(),
            rows,
            left_out: String::new(),
            contradicting: String::new(),
            is_cut: values.len() < table.rows.len(),
            codes_cut: String::new(),
        }
    }
}

/// The values with most people, in the order of the table.
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
    (place, code): (usize, &CodeTotal),
    test: Option<&CodeTest>,
    listings: &mut Listings<'_>,
) -> RowView {
    let label = format!("{} {}", code.name, code.label).trim_end().to_owned();
    let mut cell = |value: &usize| {
        let row = &table.rows[*value];
        let cell = &row.cells[place];
        let p_holm = test.and_then(|test| test.p_holm.get(*value).copied().flatten());
        CellView {
            number: listings.number_of(
                &format!("{label} × {}", row.label),
                cell.count.shown().unwrap_or_default() as u32,
                &cell.members,
            ),
            percent: percent(cell.share.unwrap_or_default(), 1),
            sign: sign(cell, p_holm),
            residual: cell.residual.zip(p_holm),
        }
    };
    RowView {
        cells: values.iter().map(&mut cell).collect(),
        test: test.and_then(|test| test.independence.as_ref()).map(tested).unwrap_or_default(),
        is_fisher: test.and_then(|test| test.independence).is_some_and(|tested| tested.fisher.is_some()),
        label,
    }
}

/// What is marked is significant after Holm's correction for all cells of the table.
fn sign(cell: &CodeCell, p_holm: Option<f64>) -> &'static str {
    match cell.residual.filter(|_| p_holm.is_some_and(|p| p < SIGNIFICANT)) {
        Some(residual) if residual > 0.0 => "▲",
        Some(_) => "▽",
        None => "",
    }
}

/// The table as a picture: where it differs from independence can be seen from afar. Empty without a row or a value.
fn picture(id: &str, counted: &CodeCrosstab, table: &CrosstabView) -> anyhow::Result<PictureView> {
    if table.rows.is_empty() || table.values.is_empty() {
        return Ok(PictureView::default());
    }
    let note = heatmap_note(counted.total.shown().unwrap_or_default(), "column");
    let chart = Heatmap {
        caption: caption_of_rows(&table.title, &note),
        columns: table.values.iter().map(|(value, n, _)| format!("{value} (n={n})")).collect(),
        rows: table.rows.iter().map(|row| row.label.clone()).collect(),
        cells: table.rows.iter().map(|row| row.cells.iter().map(heat_cell).collect()).collect(),
    };
    let style = style(id);
    Ok(PictureView::of(heatmap(&chart, &style)?, &note))
}

/// What is said of a table of so many people as a picture; `of` is what shares are of, `row` or `column`.
pub(super) fn heatmap_note(n: usize, of: &str) -> String {
    text(LANG, "analyze-heatmap-note", &[("n", grouped(n as u32)), ("of", of.to_owned())])
}

fn heat_cell(cell: &CellView) -> HeatCell {
    let found = cell.residual.filter(|(residual, _)| residual.is_finite());
    let mark = found.map_or(Mark::None, |(residual, p_holm)| mark_of(residual, p_holm));
    let residual = found.map(|(residual, _)| format!(" {}", signed(residual, 2))).unwrap_or_default();
    HeatCell {
        text: format!("{} ({}%){residual}", cell.number.text, cell.percent),
        is_hidden: false,
        shade: mark.shade(),
        mark,
        href: cell.number.href.clone(),
    }
}

fn tested(tested: &Independence) -> String {
    let ChiSquare { statistic, df, .. } = tested.chi_square;
    let measure = tested.association.map_or_else(|| "–".to_owned(), |found| decimals(found.value, 2));
    format!("{} ({df}){}, {}, {measure}", decimals(statistic, 2), stars(tested.p), p_value(tested.p))
}
