//! Invented data for the tests of tables.

use crate::table::{Column, ColumnData, Frame, Kind, ValueLabel, Variable, frame};

/// A variable with the values 0, 1 and so on.
pub(super) fn variable(name: &str, kind: Kind, n_values: usize) -> Variable {
    let values =
        (0..n_values).map(|n| ValueLabel { value: n.to_string(), label: format!("値{n}") }).collect();
    Variable { name: name.to_string(), label: name.to_string(), kind, values }
}

/// Data with `counts[a][b]` rows of each pair of values of `a` and `b`.
pub(super) fn grid(counts: &[Vec<usize>]) -> Frame {
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for (r, line) in counts.iter().enumerate() {
        for (c, &count) in line.iter().enumerate() {
            rows.extend(std::iter::repeat_n(Some(r.to_string()), count));
            columns.extend(std::iter::repeat_n(Some(c.to_string()), count));
        }
    }
    let column = |name: &str, cells| Column { name: name.to_string(), data: ColumnData::Texts(cells) };
    frame(vec![column("a", rows), column("b", columns)]).unwrap()
}
