//! Counted tables as sheets to download. Only protected tables are taken; see [`crate::table::suppress`].

use serde::{Deserialize, Serialize};

use crate::document::{Cell, Sheet};
use crate::statistics::chi_square::ChiSquare;
use crate::table::Count;
use crate::table::crosstab::{CodeCrosstab, Crosstab};
use crate::table::frequency::{Base, Frequency};
use crate::table::suppress::Protected;

/// The words of the sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableWords {
    /// Head of the column with values as stored.
    pub value: String,
    /// Head of the column with the words for values.
    pub label: String,
    /// Head of a column with counts (人数).
    pub count: String,
    /// Head of a column with percentages (%).
    pub percent: String,
    /// Totals (合計).
    pub total: String,
    /// No answer (無回答).
    pub no_answer: String,
    /// Rows with an answer (有効回答).
    pub answered: String,
    /// All rows (全体).
    pub everyone: String,
    /// Rows left out of a cross table.
    pub left_out: String,
    /// Expected counts.
    pub expected: String,
    /// Adjusted residuals.
    pub residual: String,
    /// Percentage of the row.
    pub row_percent: String,
    /// Percentage of the column.
    pub column_percent: String,
    /// χ².
    pub chi_square: String,
    /// Degrees of freedom.
    pub df: String,
    /// The probability.
    pub p: String,
    /// Cramér's V.
    pub cramers_v: String,
}

/// A frequency as a sheet: the values, no answer, answers and all rows below each other.
pub fn frequency_sheet(frequency: &Protected<Frequency>, name: &str, words: &TableWords) -> Sheet {
    let table = frequency.table();
    let mut rows: Vec<Vec<Cell>> = table
        .rows
        .iter()
        .map(|row| {
            let percent = percent(row.share, row.count, table.base);
            vec![Cell::text(&row.value), Cell::text(&row.label), Cell::count(row.count), percent]
        })
        .collect();
    let whole = |kind: Base, n: Count| match table.base_kind == kind {
        true if n.is_hidden() => Cell::Hidden,
        true => Cell::Number(100.0),
        false => Cell::Empty,
    };
    let silent = &table.no_answer;
    let summary = [
        (&words.no_answer, silent.count, Cell::percent(silent.share, silent.count)),
        (&words.answered, table.answered, whole(Base::Answered, table.answered)),
        (&words.everyone, table.n, whole(Base::Everyone, table.n)),
    ];
    rows.extend(
        summary
            .map(|(word, count, percent)| vec![Cell::Empty, Cell::text(word), Cell::count(count), percent]),
    );
    let columns = [&words.value, &words.label, &words.count, &words.percent];
    Sheet { name: name.to_string(), columns: columns.into_iter().cloned().collect(), rows }
}

/// A cross table as programs read it: one row a cell, with everything known of it. The columns are those of
/// [`code_crosstab_cells_sheet`], so that tables of many questions can stand below each other.
pub fn crosstab_cells_sheet(crosstab: &Protected<Crosstab>, name: &str, words: &TableWords) -> Sheet {
    let table = crosstab.table();
    let mut rows = Vec::new();
    for ((row, cells), row_total) in table.rows.iter().zip(&table.cells).zip(&table.row_totals) {
        for ((column, cell), column_total) in table.columns.iter().zip(cells).zip(&table.column_totals) {
            rows.push(vec![
                Cell::text(&row.label),
                Cell::text(&column.label),
                Cell::count(cell.count),
                percent(cell.row_share, cell.count, *row_total),
                percent(cell.column_share, cell.count, *column_total),
                Cell::rounded(cell.expected, 3),
                Cell::rounded(cell.residual, 3),
            ]);
        }
    }
    Sheet { name: name.to_string(), columns: cell_heads(&table.row_label, words), rows }
}

/// Codes, or the choices of a multiple-answer question, against an attribute: one row a cell. A person may be in
/// several cells of a row, so there is neither a share of the column nor an expected count.
pub fn code_crosstab_cells_sheet(
    crosstab: &Protected<CodeCrosstab>,
    name: &str,
    words: &TableWords,
) -> Sheet {
    let table = crosstab.table();
    let mut rows = Vec::new();
    for row in &table.rows {
        for (code, cell) in table.codes.iter().zip(&row.cells) {
            rows.push(vec![
                Cell::text(&row.label),
                Cell::text(&code.label),
                Cell::count(cell.count),
                percent(cell.share, cell.count, row.n),
                Cell::Empty,
                Cell::Empty,
                Cell::rounded(cell.residual, 3),
            ]);
        }
    }
    Sheet { name: name.to_string(), columns: cell_heads(&table.row_label, words), rows }
}

/// A share of `base` as a percentage: withheld with its count or its base.
fn percent(share: Option<f64>, count: Count, base: Count) -> Cell {
    if base.is_hidden() { Cell::Hidden } else { Cell::percent(share, count) }
}

fn cell_heads(attribute: &str, words: &TableWords) -> Vec<String> {
    let heads = [
        &words.label,
        &words.count,
        &words.row_percent,
        &words.column_percent,
        &words.expected,
        &words.residual,
    ];
    std::iter::once(attribute.to_string()).chain(heads.into_iter().cloned()).collect()
}

/// Codes against an attribute: group sizes, a count and a percentage for each code, totals, and χ² of each code below.
pub fn code_crosstab_sheet(crosstab: &Protected<CodeCrosstab>, name: &str, words: &TableWords) -> Sheet {
    let table = crosstab.table();
    let mut columns = vec![words.value.clone(), table.row_label.clone(), words.everyone.clone()];
    for code in &table.codes {
        columns.extend(pair(&code.label, words));
    }
    let mut rows = Vec::with_capacity(table.rows.len() + 6);
    for row in &table.rows {
        let mut line = vec![Cell::text(&row.value), Cell::text(&row.label), Cell::count(row.n)];
        for cell in &row.cells {
            line.extend([Cell::count(cell.count), percent(cell.share, cell.count, row.n)]);
        }
        rows.push(line);
    }
    let mut line = vec![Cell::Empty, Cell::text(&words.total), Cell::count(table.total)];
    for code in &table.codes {
        line.extend([Cell::count(code.count), percent(code.share, code.count, table.total)]);
    }
    rows.push(line);
    rows.push(vec![Cell::Empty, Cell::text(&words.left_out), Cell::count(table.left_out)]);
    let by_code: Vec<Vec<(&String, Cell)>> =
        table.codes.iter().map(|code| statistics(code.test.as_ref(), words)).collect();
    for place in 0..by_code.first().map_or(0, Vec::len) {
        let mut line = vec![Cell::Empty, Cell::text(by_code[0][place].0), Cell::Empty];
        for code in &by_code {
            line.extend([code[place].1.clone(), Cell::Empty]);
        }
        rows.push(line);
    }
    Sheet { name: name.to_string(), columns, rows }
}

fn pair(label: &str, words: &TableWords) -> [String; 2] {
    [format!("{label} [{}]", words.count), format!("{label} [{}]", words.percent)]
}

fn statistics<'a>(test: Option<&ChiSquare>, words: &'a TableWords) -> Vec<(&'a String, Cell)> {
    let df = test.and_then(|test| i64::try_from(test.df).ok()).map_or(Cell::Empty, Cell::Integer);
    vec![
        (&words.chi_square, Cell::rounded(test.map(|test| test.statistic), 3)),
        (&words.df, df),
        (&words.p, Cell::probability(test.map(|test| test.p))),
        (&words.cramers_v, Cell::effect(test.map(|test| test.cramers_v))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::csv::{CsvOptions, write};
    use crate::table::crosstab::{CodeHits, CrosstabOptions, code_crosstab, crosstab};
    use crate::table::frequency::{FrequencyOptions, frequency};
    use crate::table::suppress::{Disclosure, protect};
    use crate::table::{Column, ColumnData, Frame, Kind, RowId, ValueLabel, Variable, frame};

    fn words() -> TableWords {
        let word = |word: &str| word.to_string();
        TableWords {
            value: word("値"),
            label: word("選択肢"),
            count: word("人数"),
            percent: word("%"),
            total: word("合計"),
            no_answer: word("無回答"),
            answered: word("有効回答"),
            everyone: word("全体"),
            left_out: word("除外"),
            expected: word("期待度数"),
            residual: word("調整済み残差"),
            row_percent: word("行%"),
            column_percent: word("列%"),
            chi_square: word("χ²"),
            df: word("自由度"),
            p: word("p"),
            cramers_v: word("V"),
        }
    }

    fn variable(name: &str, labels: &[&str]) -> Variable {
        let values = labels.iter().enumerate();
        let values =
            values.map(|(n, label)| ValueLabel { value: n.to_string(), label: (*label).to_string() });
        Variable {
            name: name.to_string(),
            label: name.to_string(),
            kind: Kind::Single,
            values: values.collect(),
        }
    }

    fn table() -> Frame {
        let kind = (0..44).map(|row| Some(usize::from(row >= 20).to_string()));
        let answer =
            (0..44).map(|row| (row != 43).then(|| usize::from(row % 4 == 0 || row == 30).to_string()));
        let column = |name: &str, cells: Vec<Option<String>>| Column {
            name: name.to_string(),
            data: ColumnData::Texts(cells),
        };
        frame(vec![column("種別", kind.collect()), column("回答", answer.collect())]).unwrap()
    }

    fn lines(sheet: &Sheet) -> Vec<String> {
        let text = String::from_utf8(
            write(sheet, CsvOptions { has_byte_order_mark: false, ..CsvOptions::default() }).unwrap(),
        )
        .unwrap();
        text.lines().map(str::to_string).collect()
    }

    #[test]
    fn a_frequency_says_its_base() {
        let result =
            frequency(&table(), &variable("回答", &["いいえ", "はい"]), FrequencyOptions::default()).unwrap();
        let sheet = frequency_sheet(&protect(result, Disclosure::PROTECTED), "単純集計", &words());
        let expected = [
            "値,選択肢,人数,%",
            "0,いいえ,31,72.1",
            "1,はい,12,27.9",
            ",無回答,1,",
            ",有効回答,43,100",
            ",全体,44,",
        ];
        assert_eq!(lines(&sheet), expected);
    }

    #[test]
    fn cells_are_listed_for_programs() {
        let (kind, answer) = (variable("種別", &["病院", "企業"]), variable("回答", &["いいえ", "はい"]));
        let result = crosstab(&table(), &kind, &answer, CrosstabOptions::default()).unwrap();
        let sheet = crosstab_cells_sheet(&protect(result.clone(), Disclosure::PROTECTED), "表", &words());
        assert_eq!(lines(&sheet)[0], "種別,選択肢,人数,行%,列%,期待度数,調整済み残差");
        assert_eq!(lines(&sheet)[1], "病院,いいえ,15,75,48.4,14.419,0.396");
        assert_eq!(sheet.rows.len(), 4);
        let strict = Disclosure::Protected { min_cell: 10, hide_zeros: false };
        let sheet = crosstab_cells_sheet(&protect(result, strict), "表", &words());
        assert!(lines(&sheet)[1].starts_with("病院,いいえ,*,*,*,"), "{:?}", lines(&sheet));
    }

    #[test]
    fn codes_have_a_test_each() {
        let hits =
            |name: &str, rows: Vec<RowId>| CodeHits { name: name.to_string(), label: name.to_string(), rows };
        let codes = [hits("不足", (0..30).collect()), hits("偏見", Vec::new())];
        let kind = variable("種別", &["病院", "企業"]);
        let result = code_crosstab(&table(), &kind, &codes, CrosstabOptions::default()).unwrap();
        let result = protect(result, Disclosure::PROTECTED);
        let cells = lines(&code_crosstab_cells_sheet(&result, "表", &words()));
        assert_eq!(cells[0], "種別,選択肢,人数,行%,列%,期待度数,調整済み残差");
        assert!(
            cells[1].starts_with("病院,不足,20,100,,,") && cells[4].starts_with("企業,偏見,0,0,,,"),
            "{cells:?}"
        );
        let sheet = code_crosstab_sheet(&result, "表", &words());
        let lines = lines(&sheet);
        assert_eq!(lines[0], "値,種別,全体,不足 [人数],不足 [%],偏見 [人数],偏見 [%]");
        assert_eq!(lines[1..4], ["0,病院,20,20,100,0,0", "1,企業,24,10,41.7,0,0", ",合計,44,30,68.2,0,0"]);
        assert!(lines[5].starts_with(",χ²,,14.") && lines[5].ends_with(",,,"));
    }
}
