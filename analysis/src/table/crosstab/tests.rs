//! Cross tables of invented answers, counted by hand.

use super::*;
use crate::table::{Column, ColumnData, frame};

fn variable(name: &str, kind: Kind, values: &[&str]) -> Variable {
    let label = |value: &&str| ValueLabel { value: (*value).to_string(), label: (*value).to_string() };
    Variable {
        name: name.to_string(),
        label: name.to_string(),
        kind,
        values: values.iter().map(label).collect(),
    }
}

fn table() -> Frame {
    let texts =
        |cells: [&str; 7]| ColumnData::Texts(cells.iter().map(|cell| Some((*cell).to_string())).collect());
    let lists = ["p q", "p", "", "q", "p", "p q", "p"]
        .map(|cell| Some(cell.split_whitespace().map(str::to_string).collect::<Vec<_>>()));
    frame(vec![
        Column { name: "region".to_string(), data: texts(["n", "s", "n", "", "s", "n", "n"]) },
        Column { name: "kind".to_string(), data: texts(["x", "x", "y", "x", "y", "", "x"]) },
        Column { name: "themes".to_string(), data: ColumnData::Lists(lists.to_vec()) },
    ])
    .unwrap()
}

#[test]
fn every_row_is_in_one_cell_or_left_out() {
    let (region, kind) =
        (variable("region", Kind::Single, &["n", "s", "e"]), variable("kind", Kind::Single, &[]));
    let result = crosstab(&table(), &region, &kind, CrosstabOptions::default()).unwrap();
    let members: Vec<Vec<&[RowId]>> =
        result.cells.iter().map(|row| row.iter().map(|cell| cell.members.as_slice()).collect()).collect();
    assert_eq!(members, [[&[0, 6][..], &[2]], [&[1], &[4]], [&[], &[]]]);
    assert_eq!(result.row_totals, [3, 2, 0].map(Count::Shown));
    assert_eq!(result.column_totals, [3, 2].map(Count::Shown));
    assert_eq!((result.total, result.left_out), (Count::Shown(5), Count::Shown(2)));
    let cell = &result.cells[0][0];
    assert_eq!(
        (cell.row_share, cell.column_share, cell.total_share),
        (Some(2.0 / 3.0), Some(2.0 / 3.0), Some(0.4))
    );
    assert_eq!((cell.expected, result.cells[2][0].row_share), (Some(1.8), None));
    assert!(result.test.is_some_and(|test| test.df == 1 && test.is_doubtful));
}

#[test]
fn codes_that_are_never_found_stay_in_the_table() {
    let region = variable("region", Kind::Single, &["n", "s"]);
    let hits = |name: &str, rows: &[RowId]| CodeHits {
        name: name.to_string(),
        label: name.to_string(),
        rows: rows.to_vec(),
    };
    let codes = [hits("不足", &[6, 0, 1, 0, 3, 99]), hits("偏見", &[])];
    let result = code_crosstab(&table(), &region, &codes, CrosstabOptions::default()).unwrap();
    assert_eq!(result.rows.iter().map(|row| row.n).collect::<Vec<_>>(), [4, 2].map(Count::Shown));
    assert_eq!(result.rows[0].cells[0].members, [0, 6]);
    assert_eq!(result.rows[1].cells[0].members, [1]);
    assert_eq!(result.rows[0].members, [0, 2, 5, 6]);
    assert_eq!((result.rows[0].cells[0].share, result.rows[1].cells[0].count), (Some(0.5), Count::Shown(1)));
    assert_eq!((result.codes[0].count, result.codes[0].share), (Count::Shown(3), Some(0.5)));
    assert_eq!((result.codes[1].count, result.codes[1].test), (Count::Shown(0), None));
    assert_eq!((result.total, result.left_out), (Count::Shown(6), Count::Shown(1)));
}

/// The figures that KH Coder prints for [hits, misses] of two groups are R's of the same table of two by two.
#[test]
fn a_code_is_tested_as_kh_coder_does() {
    let cells = (0..31).map(|row| Some(if row < 17 { "a" } else { "b" }.to_string())).collect();
    let table = frame(vec![Column { name: "g".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
    let rows: Vec<RowId> = (0..12).chain(17..24).collect();
    let codes = [CodeHits { name: "c".to_string(), label: "c".to_string(), rows }];
    let result =
        code_crosstab(&table, &variable("g", Kind::Single, &[]), &codes, CrosstabOptions::default()).unwrap();
    // R: chisq.test(matrix(c(12, 5, 7, 7), ncol = 2))$p.value # 0.4233
    let test = result.codes[0].test.unwrap();
    assert!(test.is_corrected && (test.p - 0.4233).abs() < 0.00005);
    let residuals = (result.rows[0].cells[0].residual.unwrap(), result.rows[1].cells[0].residual.unwrap());
    assert!(residuals.0 > 0.0 && (residuals.0 + residuals.1).abs() < 1e-12);
}

#[test]
fn several_answers_become_codes() {
    let themes = variable("themes", Kind::Multiple, &["q", "p"]);
    let codes = choices(&table(), &themes).unwrap();
    assert_eq!((codes[0].name.as_str(), codes[0].rows.as_slice()), ("q", &[0, 3, 5][..]));
    assert_eq!(codes[1].rows, [0, 1, 4, 5, 6]);
    let region = variable("region", Kind::Single, &[]);
    let refused = crosstab(&table(), &region, &themes, CrosstabOptions::default());
    assert!(matches!(refused, Err(Error::NotCountable { .. })));
}

#[test]
fn a_table_that_nobody_can_read_is_refused() {
    let cells = (0..MAX_CATEGORIES + 1).map(|row| Some(row.to_string())).collect();
    let table = frame(vec![Column { name: "g".to_string(), data: ColumnData::Texts(cells) }]).unwrap();
    let wide = variable("g", Kind::Single, &[]);
    let refused = crosstab(&table, &wide, &wide, CrosstabOptions::default());
    assert!(matches!(refused, Err(Error::TooManyCategories { .. })));
}
