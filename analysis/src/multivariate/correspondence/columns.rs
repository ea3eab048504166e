//! Some columns of a table of counts, what they add up to, and what they give: what pages and the command print of an analysis.

use super::{Correspondence, DIMENSIONS, correspondence};
use crate::multivariate::{NotComputed, Sparse};

/// A table of counts with some of its columns alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// The rows; the places in them are those among the columns that were chosen.
    pub rows: Vec<Sparse>,
    /// The sum of each row.
    pub row_totals: Vec<f64>,
    /// The sum of each column.
    pub column_totals: Vec<f64>,
}

impl Columns {
    /// These columns of a table, in this order; those that are chosen twice count once.
    pub fn of(rows: &[Sparse], chosen: &[usize]) -> Columns {
        let rows = only(rows, chosen);
        let mut column_totals: Vec<f64> = vec![0.0; chosen.len()];
        for &(column, count) in rows.iter().flatten() {
            column_totals[column as usize] += count;
        }
        let row_totals = rows.iter().map(|row| row.iter().map(|(_, count)| count).sum()).collect();
        Columns { rows, row_totals, column_totals }
    }

    /// Their correspondence analysis in up to [`DIMENSIONS`] dimensions.
    ///
    /// # Errors
    /// See [`correspondence`].
    pub fn analysed(&self) -> Result<Correspondence, NotComputed> {
        correspondence(&self.rows, self.column_totals.len(), DIMENSIONS)
    }
}

/// The rows with these columns alone.
fn only(rows: &[Sparse], chosen: &[usize]) -> Vec<Sparse> {
    let place = |column: u32| chosen.iter().position(|&chosen| chosen == column as usize);
    let cell = |&(column, count): &(u32, f64)| Some((u32::try_from(place(column)?).ok()?, count));
    let row = |row: &Sparse| {
        let mut cells: Sparse = row.iter().filter_map(cell).collect();
        cells.sort_by_key(|(column, _)| *column);
        cells
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_columns_come_in_their_own_order() {
        let rows = [vec![(0, 1.0), (2, 3.0), (5, 2.0)], vec![(1, 9.0)]];
        let found = Columns::of(&rows, &[5, 0]);
        assert_eq!(found.rows, [vec![(0, 2.0), (1, 1.0)], vec![]]);
        assert_eq!((found.row_totals, found.column_totals), (vec![3.0, 0.0], vec![2.0, 1.0]));
    }

    /// Two rows and two columns without one another's counts: one dimension that explains everything.
    #[test]
    fn the_chosen_columns_are_analysed_alone() {
        let rows = [vec![(0, 4.0), (1, 9.0)], vec![(1, 9.0), (2, 4.0)]];
        let found = Columns::of(&rows, &[0, 2]).analysed().unwrap();
        assert!((found.inertia - 1.0).abs() < 1e-9);
        assert_eq!(Columns::of(&rows, &[1]).analysed(), Err(NotComputed::TooFew));
    }
}
