//! Correspondence analysis: rows and columns of a table of counts as points that stand close when they go together.
//!
//! Source: M. Greenacre, Correspondence Analysis in Practice, 2nd ed. (2007), appendix A; standard coordinates, scalings and
//! the choice of words as in R's `MASS::corresp` and KH Coder. With n for the total, r and c for row and column masses and
//! S = (x ÷ n − r c) ÷ √(r c), the squares of the singular values of S are the eigenvalues of S'S; the smaller side of the
//! table is decomposed, the other one follows by the transition formula.

pub mod columns;

use serde::Serialize;

use super::decomposition::{LARGEST_SIDE, is_negative, symmetric};
use super::{NotComputed, Sparse};

/// Words of an analysis where nobody says how many: KH Coder's number.
pub const USUAL_WORDS: usize = 60;

/// More words make no picture.
pub const MOST_WORDS: usize = 150;

/// Words or codes among which those that differ most are looked for where nobody has to be protected.
pub const MOST_COMPARED: usize = 1_000;

/// Dimensions that are listed.
pub const DIMENSIONS: usize = 5;

/// Singular values below this are rounding.
const LEAST_SINGULAR_VALUE: f64 = 1e-6;

/// How coordinates are stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scaling {
    /// Standard coordinates: as they are.
    Standard,
    /// Principal coordinates: times the singular value (KH Coder: sym).
    Principal,
    /// Times the root of the singular value (KH Coder: symbi), what biplots use.
    Root,
}

/// A correspondence analysis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Correspondence {
    /// Singular values (canonical correlations) of the dimensions that were kept, the largest first.
    pub singular_values: Vec<f64>,
    /// Sum of the squares of all singular values, also of those that were not kept.
    pub inertia: f64,
    /// Standard coordinates of each row, one a dimension; `None` for a row without a count.
    pub rows: Vec<Option<Vec<f64>>>,
    /// Standard coordinates of each column; `None` for a column without a count.
    pub columns: Vec<Option<Vec<f64>>>,
}

impl Correspondence {
    /// The share (0 to 1) of the inertia that a dimension explains.
    pub fn share(&self, dimension: usize) -> f64 {
        self.singular_values.get(dimension).map_or(0.0, |value| value.powi(2) / self.inertia)
    }

    /// Standard coordinates as they are drawn.
    pub fn scaled(&self, coordinates: &[f64], scaling: Scaling) -> Vec<f64> {
        let factor = |singular_value: f64| match scaling {
            Scaling::Standard => 1.0,
            Scaling::Principal => singular_value,
            Scaling::Root => singular_value.sqrt(),
        };
        coordinates
            .iter()
            .zip(&self.singular_values)
            .map(|(value, &singular)| value * factor(singular))
            .collect()
    }
}

/// Analyses a table of counts, row by row, and keeps at most `n_dimensions`. Of the two signs of a dimension the one is
/// taken that makes the column positive whose coordinate times the root of its mass is largest.
///
/// # Errors
/// [`NotComputed::TooFew`] for fewer than two rows or columns with a count, [`NotComputed::TooMany`] where even the smaller side is too
/// large to be decomposed, [`NotComputed::NotANumber`] for counts that are none.
pub fn correspondence(
    rows: &[Sparse],
    n_columns: usize,
    n_dimensions: usize,
) -> Result<Correspondence, NotComputed> {
    let is_bad =
        |&(place, value): &(u32, f64)| place as usize >= n_columns || !value.is_finite() || value < 0.0;
    if rows.iter().flatten().any(is_bad) {
        return Err(NotComputed::NotANumber);
    }
    let row_totals: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, value)| value).sum()).collect();
    let mut column_totals: Vec<f64> = vec![0.0; n_columns];
    for &(column, value) in rows.iter().flatten() {
        column_totals[column as usize] += value;
    }
    let n_full = |totals: &[f64]| totals.iter().filter(|total| **total > 0.0).count();
    let (n_rows, n_full_columns) = (n_full(&row_totals), n_full(&column_totals));
    if n_rows < 2 || n_full_columns < 2 {
        return Err(NotComputed::TooFew);
    }
    let mut result = if n_full_columns <= n_rows {
        let (columns, rows, values, inertia) = sides(rows, &row_totals, &column_totals, n_dimensions)?;
        Correspondence { singular_values: values, inertia, rows, columns }
    } else {
        let turned = turned(rows, n_columns);
        let (rows, columns, values, inertia) = sides(&turned, &column_totals, &row_totals, n_dimensions)?;
        Correspondence { singular_values: values, inertia, rows, columns }
    };
    orient(&mut result, &column_totals);
    Ok(result)
}

fn turned(rows: &[Sparse], n_columns: usize) -> Vec<Sparse> {
    let mut columns = vec![Sparse::new(); n_columns];
    for (row, values) in rows.iter().enumerate() {
        for &(column, value) in values {
            columns[column as usize].push((row as u32, value));
        }
    }
    columns
}

/// Coordinates of one side.
type Points = Vec<Option<Vec<f64>>>;

/// Coordinates of the small and of the large side, singular values and inertia. `large` are the rows of the large side.
fn sides(
    large: &[Sparse],
    large_totals: &[f64],
    small_totals: &[f64],
    n_dimensions: usize,
) -> Result<(Points, Points, Vec<f64>, f64), NotComputed> {
    let total: f64 = small_totals.iter().sum();
    let full: Vec<usize> = (0..small_totals.len()).filter(|&place| small_totals[place] > 0.0).collect();
    let products = products(large, large_totals, small_totals, &full)?;
    let root = |place: usize| (small_totals[full[place]] / total).sqrt();
    let eigen = symmetric(full.len(), |a, b| products[a][b] - root(a) * root(b))?;
    let inertia = eigen.values.iter().map(|value| value.max(0.0)).sum();
    let values: Vec<f64> = eigen.values.iter().map(|value| value.max(0.0).sqrt()).collect();
    let n_real = values.iter().filter(|value| **value > LEAST_SINGULAR_VALUE).count();
    let n_kept = n_real.min(n_dimensions).min(full.len() - 1);
    let mut small: Points = vec![None; small_totals.len()];
    for (place, &thing) in full.iter().enumerate() {
        let coordinate = |dimension: usize| eigen.vectors[dimension][place] / root(place);
        small[thing] = Some((0..n_kept).map(coordinate).collect());
    }
    let values: Vec<f64> = values.into_iter().take(n_kept).collect();
    let points = large.iter().zip(large_totals);
    let points = points.map(|(row, &row_total)| transition(row, row_total, &small, &values)).collect();
    Ok((small, points, values, inertia))
}

/// Σ x x' ÷ (row total · √(column totals)) for each pair of the small side: S'S with the trivial dimension still in it.
fn products(
    large: &[Sparse],
    large_totals: &[f64],
    small_totals: &[f64],
    full: &[usize],
) -> Result<Vec<Vec<f64>>, NotComputed> {
    if full.len() > LARGEST_SIDE {
        return Err(NotComputed::TooMany);
    }
    let mut place_of = vec![0; small_totals.len()];
    for (place, &thing) in full.iter().enumerate() {
        place_of[thing] = place;
    }
    let mut products = vec![vec![0.0; full.len()]; full.len()];
    for (row, &total) in large.iter().zip(large_totals).filter(|(_, total)| **total > 0.0) {
        for &(a, x) in row.iter().filter(|(_, value)| *value > 0.0) {
            for &(b, y) in row.iter().filter(|(_, value)| *value > 0.0) {
                let (a, b) = (a as usize, b as usize);
                let scale = total * (small_totals[a] * small_totals[b]).sqrt();
                products[place_of[a]][place_of[b]] += x * y / scale;
            }
        }
    }
    Ok(products)
}

/// A point of the large side: the mean of the points of the small side that it has counts of, stretched.
fn transition(
    row: &[(u32, f64)],
    row_total: f64,
    small: &[Option<Vec<f64>>],
    values: &[f64],
) -> Option<Vec<f64>> {
    if row_total <= 0.0 {
        return None;
    }
    let mut point: Vec<f64> = vec![0.0; values.len()];
    for &(thing, count) in row {
        for (sum, value) in point.iter_mut().zip(small[thing as usize].iter().flatten()) {
            *sum += count / row_total * value;
        }
    }
    for (sum, value) in point.iter_mut().zip(values) {
        *sum /= value;
    }
    Some(point)
}

fn orient(result: &mut Correspondence, column_totals: &[f64]) {
    for dimension in 0..result.singular_values.len() {
        let weighted: Vec<f64> = result
            .columns
            .iter()
            .zip(column_totals)
            .filter_map(|(point, total)| point.as_ref().map(|point| point[dimension] * total.sqrt()))
            .collect();
        if is_negative(&weighted) {
            for point in result.columns.iter_mut().chain(&mut result.rows).flatten() {
                point[dimension] = -point[dimension];
            }
        }
    }
}

/// The columns that differ most between the rows, by χ² of (count, rest of the row's total): KH Coder's choice of 60 words.
/// `totals` are all tokens of each row; rows without any of the columns are left out, and so are columns without a count. The most
/// different come first.
pub fn most_different(rows: &[Sparse], totals: &[f64], n_columns: usize, limit: usize) -> Vec<usize> {
    let full = || rows.iter().zip(totals).filter(|(row, total)| !row.is_empty() && **total > 0.0);
    let all: f64 = full().map(|(_, total)| total).sum();
    let mut counts: Vec<f64> = vec![0.0; n_columns];
    for &(column, count) in full().flat_map(|(row, _)| row) {
        if let Some(sum) = counts.get_mut(column as usize) {
            *sum += count;
        }
    }
    // A row of t tokens, n of them the word, whose share in all is p, adds (n − t p)² ÷ (t p (1 − p)); without the word t p ÷ (1 − p).
    let mut chi_squares: Vec<f64> = counts.iter().map(|count| count / (1.0 - count / all)).collect();
    for (row, total) in full() {
        for &(column, count) in row.iter().filter(|(column, _)| (*column as usize) < n_columns) {
            let share = counts[column as usize] / all;
            chi_squares[column as usize] +=
                (count * count - 2.0 * count * total * share) / (total * share * (1.0 - share));
        }
    }
    let is_counted = |column: &usize| counts[*column] > 0.0 && chi_squares[*column].is_finite();
    let mut order: Vec<usize> = (0..n_columns).filter(is_counted).collect();
    order.sort_by(|&a, &b| chi_squares[b].total_cmp(&chi_squares[a]).then(a.cmp(&b)));
    order.truncate(limit);
    order
}

#[cfg(test)]
mod tests;
