//! A cross table with its sides exchanged.

use super::{Crosstab, CrosstabCell};

impl Crosstab {
    /// The same table with what was down the side along the top. Who was not asked the one side is exchanged with who was not asked
    /// the other one.
    pub(in crate::table) fn transposed(self) -> Crosstab {
        let turned = |cell: &CrosstabCell| CrosstabCell {
            row_share: cell.column_share,
            column_share: cell.row_share,
            ..cell.clone()
        };
        let column = |place: usize| -> Vec<CrosstabCell> {
            self.cells.iter().filter_map(|cells| cells.get(place).map(turned)).collect()
        };
        let cells = (0..self.columns.len()).map(column).collect();
        Crosstab {
            row_label: self.column_label,
            column_label: self.row_label,
            rows: self.columns,
            columns: self.rows,
            cells,
            row_totals: self.column_totals,
            column_totals: self.row_totals,
            not_asked: self.not_placed,
            not_asked_total: self.not_placed_total,
            not_placed: self.not_asked,
            not_placed_total: self.not_asked_total,
            withheld_rows: self.withheld_columns,
            withheld_columns: self.withheld_rows,
            total: self.total,
            left_out: self.left_out,
            test: self.test,
            has_hidden: self.has_hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::table::crosstab::{CrosstabOptions, crosstab};
    use crate::table::{Column, ColumnData, Count, Kind, ValueLabel, Variable, frame};

    fn variable(name: &str) -> Variable {
        let value = |value: &str| ValueLabel { value: value.to_string(), label: value.to_string() };
        Variable {
            name: name.to_string(),
            label: name.to_string(),
            kind: Kind::Single,
            values: vec![value("0"), value("1")],
        }
    }

    /// By hand: of 甲 two said 0 and one said 1, of 乙 one said 1.
    #[test]
    fn rows_become_columns_with_all_that_is_known_of_them() {
        let texts = |name: &str, cells: [&str; 4]| Column {
            name: name.to_string(),
            data: ColumnData::Texts(cells.map(|cell| Some(cell.to_string())).to_vec()),
        };
        let table = frame(vec![texts("a", ["0", "0", "0", "1"]), texts("b", ["0", "0", "1", "1"])]).unwrap();
        let options = CrosstabOptions::default();
        let lying = crosstab(&table, &variable("a"), &variable("b"), options).unwrap();
        let standing = crosstab(&table, &variable("b"), &variable("a"), options).unwrap();
        assert_eq!(lying.column_totals, [Count::Shown(2), Count::Shown(2)]);
        let turned = lying.clone().transposed();
        assert_eq!((&turned.rows, &turned.row_totals), (&standing.rows, &standing.row_totals));
        assert_eq!(turned.cells[1][0].count, Count::Shown(1));
        assert_eq!(turned.cells[1][0].row_share, standing.cells[1][0].row_share);
        assert_eq!(turned.transposed(), lying);
    }
}
