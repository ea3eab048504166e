//! Columns against one another, words against columns, and α of scales.

use analysis::document::{Cell, Sheet};
use analysis::statistics::independence::Independence;

use super::{ids, sheet, test_name};
use crate::cli::analyze::alpha::Alpha;
use crate::cli::analyze::compared::{AttributeTable, WordTable};
use crate::cli::analyze::figures::Figures;

/// What is said of a test of independence.
const TEST_COLUMNS: [&str; 7] =
    ["test", "chi_square", "df", "test_p", "association", "association_low", "association_high"];

/// One row for each two values; the residual is corrected for all cells of its table.
pub fn attributes(figures: &Figures, tables: &[AttributeTable]) -> Sheet {
    let rows = tables.iter().flat_map(|table| of_attributes(figures, table)).collect();
    let mut columns =
        vec!["column1", "value1", "column2", "value2", "people", "people_value1", "people_value2"];
    columns.extend(["percent_value1", "percent_value2", "residual", "residual_p_holm"]);
    columns.extend(TEST_COLUMNS);
    columns.extend(["left_out", "ids"]);
    sheet("attributes", &columns, rows)
}

fn of_attributes(figures: &Figures, found: &AttributeTable) -> Vec<Vec<Cell>> {
    let table = found.table.table();
    let mut rows = Vec::new();
    for (row, value) in table.rows.iter().enumerate() {
        for (column, other) in table.columns.iter().enumerate() {
            let Some(cell) = table.cells.get(row).and_then(|cells| cells.get(column)) else { continue };
            let residual = found.tested.residuals.get(row).and_then(|row| row.get(column)).copied().flatten();
            let mut cells = vec![
                Cell::text(&table.row_label),
                Cell::text(&value.value),
                Cell::text(&table.column_label),
                Cell::text(&other.value),
                Cell::count(cell.count),
                table.row_totals.get(row).map_or(Cell::Empty, |n| Cell::count(*n)),
                table.column_totals.get(column).map_or(Cell::Empty, |n| Cell::count(*n)),
                Cell::percent(cell.row_share, cell.count),
                Cell::percent(cell.column_share, cell.count),
                Cell::rounded(residual.map(|found| found.residual), 3),
                Cell::probability(residual.map(|found| found.p_holm)),
            ];
            cells.extend(test_cells(found.tested.independence.found()));
            cells.push(Cell::count(table.left_out));
            let texts = found.texts.get(row).and_then(|cells| cells.get(column));
            cells.push(texts.map_or(Cell::Empty, |texts| ids(figures, texts)));
            rows.push(cells);
        }
    }
    rows
}

/// One row for each word and value; the residual is corrected for all cells of its table.
pub fn words(figures: &Figures, tables: &[WordTable]) -> Sheet {
    let rows = tables.iter().flat_map(|table| of_words(figures, table)).collect();
    let mut columns = vec!["by", "value", "n", "word", "class", "people", "percent"];
    columns.extend(["residual", "residual_p_holm"]);
    columns.extend(TEST_COLUMNS);
    columns.extend(["left_out", "ids"]);
    sheet("word_crosstab", &columns, rows)
}

fn of_words(figures: &Figures, found: &WordTable) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (value, row) in found.table.rows.iter().enumerate() {
        let words = found.table.codes.iter().zip(&found.classes).zip(&row.cells).zip(&found.tests);
        rows.extend(words.map(|(((word, class), cell), test)| {
            let mut cells = vec![
                Cell::text(&found.table.row_label),
                Cell::text(&row.value),
                Cell::count(row.n),
                Cell::text(&word.name),
                Cell::text(class),
                Cell::count(cell.count),
                Cell::percent(cell.share, cell.count),
                Cell::rounded(cell.residual, 3),
                Cell::probability(test.p_holm.get(value).copied().flatten()),
            ];
            cells.extend(test_cells(test.independence.as_ref()));
            cells.push(Cell::Integer(found.n_contradicting as i64));
            cells.push(ids(figures, &cell.members));
            cells
        }));
    }
    rows
}

fn test_cells(found: Option<&Independence>) -> [Cell; 7] {
    let association = found.and_then(|found| found.association);
    let interval = association.and_then(|association| association.interval);
    [
        found.map_or(Cell::Empty, |found| Cell::text(test_name(found))),
        Cell::rounded(found.map(|found| found.chi_square.statistic), 3),
        found.map_or(Cell::Empty, |found| Cell::Integer(found.chi_square.df as i64)),
        Cell::probability(found.map(|found| found.p)),
        Cell::effect(association.map(|association| association.value)),
        Cell::effect(interval.map(|(low, _)| low)),
        Cell::effect(interval.map(|(_, high)| high)),
    ]
}

/// One row for each scale, with α of all and without it.
pub fn alpha(figures: &Figures, found: &[Alpha]) -> Sheet {
    let rows = found.iter().flat_map(|alpha| {
        let set = alpha.set.table();
        let found = set.alpha.found();
        set.items.iter().enumerate().map(move |(place, item)| {
            let without = found.and_then(|found| found.without.get(place).copied().flatten());
            vec![
                Cell::text(&alpha.wave),
                Cell::Integer(set.items.len() as i64),
                Cell::count(set.n),
                Cell::rounded(found.map(|found| found.alpha), 3),
                Cell::Integer(alpha.n_left_out as i64),
                Cell::text(item),
                Cell::rounded(without, 3),
                ids(figures, &alpha.texts),
            ]
        })
    });
    let columns = ["wave", "items", "n", "alpha", "left_out", "item", "alpha_without", "ids"];
    sheet("alpha", &columns, rows.collect())
}
