//! Tables of which nothing is told: every number of them would tell one that another table withholds.

use super::{Disclosure, Protected, Rule, Suppressible, protect};
use crate::table::Count;
use crate::table::crosstab::{CodeCrosstab, Crosstab};
use crate::table::frequency::{Frequency, FrequencyRow};
use crate::table::summary::Summary;

/// A table that can be withheld as a whole.
pub trait Whole: Suppressible {
    /// Takes every number out of it; values and words stay.
    fn withhold(&mut self);
}

/// Withholds all of a table from readers from whom something is withheld.
pub fn protect_whole<T: Whole>(mut table: T, disclosure: Disclosure) -> Protected<T> {
    if Rule::of(disclosure).is_some() {
        table.withhold();
    }
    Protected { table }
}

/// [`protect_whole`] if nothing is told of what the table counts, else [`protect`].
pub fn protect_unless<T: Whole>(is_untold: bool, table: T, disclosure: Disclosure) -> Protected<T> {
    if is_untold { protect_whole(table, disclosure) } else { protect(table, disclosure) }
}

impl Whole for Frequency {
    fn withhold(&mut self) {
        let withhold = |row: &mut FrequencyRow| {
            (row.count, row.share) = (Count::Hidden, None);
            row.members.clear();
        };
        self.rows.iter_mut().for_each(withhold);
        withhold(&mut self.no_answer);
        for count in [&mut self.base, &mut self.answered, &mut self.n, &mut self.not_asked] {
            *count = Count::Hidden;
        }
        self.has_hidden = true;
    }
}

impl Whole for Crosstab {
    fn withhold(&mut self) {
        for cell in self.cells.iter_mut().flatten() {
            cell.count = Count::Hidden;
            (cell.row_share, cell.column_share, cell.total_share) = (None, None, None);
            (cell.expected, cell.residual) = (None, None);
            cell.members.clear();
        }
        let lists =
            [&mut self.row_totals, &mut self.column_totals, &mut self.not_asked, &mut self.not_placed];
        lists.into_iter().flatten().for_each(|count| *count = Count::Hidden);
        let sums =
            [&mut self.total, &mut self.left_out, &mut self.not_asked_total, &mut self.not_placed_total];
        sums.into_iter().for_each(|count| *count = Count::Hidden);
        self.test = None;
        self.has_hidden = true;
    }
}

impl Whole for CodeCrosstab {
    fn withhold(&mut self) {
        for row in &mut self.rows {
            (row.n, row.not_asked) = (Count::Hidden, Count::Hidden);
            row.members.clear();
            for cell in &mut row.cells {
                (cell.count, cell.share, cell.residual) = (Count::Hidden, None, None);
                cell.members.clear();
            }
        }
        for code in &mut self.codes {
            (code.count, code.share, code.test) = (Count::Hidden, None, None);
            code.not_placed = Count::Hidden;
        }
        let sums =
            [&mut self.total, &mut self.left_out, &mut self.not_asked_total, &mut self.not_placed_total];
        sums.into_iter().for_each(|count| *count = Count::Hidden);
        self.has_hidden = true;
    }
}

impl Whole for Summary {
    fn withhold(&mut self) {
        (self.n, self.no_answer) = (Count::Hidden, Count::Hidden);
        (self.mean, self.sd, self.median, self.low, self.high) = (None, None, None, None, None);
        self.n_not_asked = 0;
        self.values.clear();
        self.has_hidden = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::crosstab::{CrosstabOptions, choices, code_crosstab, crosstab};
    use crate::table::frequency::{FrequencyOptions, frequency};
    use crate::table::summary::summary;
    use crate::table::{Column, ColumnData, Frame, Kind, ValueLabel, Variable, frame};

    fn asked() -> Frame {
        let cells = |texts: &[&str]| texts.iter().map(|text| Some((*text).to_owned())).collect();
        let column = |name: &str, texts: &[&str]| Column {
            name: name.to_owned(),
            data: ColumnData::Texts(cells(texts)),
        };
        frame(vec![column("q", &["a", "a", "b", "b", "a"]), column("g", &["x", "y", "x", "y", "x"])]).unwrap()
    }

    fn variable(name: &str, values: [&str; 2]) -> Variable {
        let values = values.map(|value| ValueLabel { value: value.to_owned(), label: value.to_owned() });
        Variable { name: name.to_owned(), label: name.to_owned(), kind: Kind::Single, values: values.into() }
    }

    /// All numbers of a table as it is written for others.
    fn numbers(table: &impl serde::Serialize) -> Vec<String> {
        fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Number(number) => found.push(number.to_string()),
                serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
                serde_json::Value::Object(fields) => {
                    fields.values().for_each(|value| collect(value, found));
                }
                _ => {}
            }
        }
        let mut found = Vec::new();
        collect(&serde_json::to_value(table).unwrap(), &mut found);
        found
    }

    #[test]
    fn no_number_is_left_and_colleagues_see_all() {
        let (frame, q, g) = (asked(), variable("q", ["a", "b"]), variable("g", ["x", "y"]));
        let counted = frequency(&frame, &q, FrequencyOptions::default()).unwrap();
        let crossed = crosstab(&frame, &g, &q, CrosstabOptions::default()).unwrap();
        let chosen =
            code_crosstab(&frame, &g, &choices(&frame, &q).unwrap(), CrosstabOptions::default()).unwrap();
        let figures = summary(&[1.0, 2.0, 4.0], 4, 1);
        let none: [String; 0] = [];
        assert_eq!(numbers(&protect_whole(counted.clone(), Disclosure::PROTECTED)), none);
        assert_eq!(numbers(&protect_whole(crossed.clone(), Disclosure::PROTECTED)), none);
        assert_eq!(numbers(&protect_whole(figures.clone(), Disclosure::PROTECTED)), none);
        assert_eq!(numbers(&protect_whole(chosen, Disclosure::PROTECTED)), none);
        assert_eq!(*protect_whole(counted.clone(), Disclosure::Internal).table(), counted);
        assert_eq!(*protect_whole(crossed.clone(), Disclosure::Internal).table(), crossed);
        assert_eq!(*protect_whole(figures.clone(), Disclosure::Internal).table(), figures);
    }
}
