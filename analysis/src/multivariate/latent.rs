//! Latent semantic analysis: texts as points in few dimensions, in which words that keep company lie together.
//!
//! Sources: S. Deerwester et al., Indexing by latent semantic analysis, JASIS 41 (1990), 391–407; the singular vectors by subspace
//! iteration (N. Halko, P. G. Martinsson and J. A. Tropp, Finding structure with randomness, SIAM Review 53, 2011, algorithm 4.4)
//! from a start that is always the same.

use nalgebra::DMatrix;

use super::decomposition::symmetric;
use super::similarity::dot;
use super::{NotComputed, Sparse, all_finite};
use crate::statistics::random::{SEED, fraction};

/// Dimensions that are computed beyond those asked for, so that the last ones come out right.
const SPARE: usize = 10;

/// Steps of the iteration.
const STEPS: usize = 8;

/// Largest product of rows and dimensions.
const MOST_CELLS: usize = 100_000_000;

/// Weights of words in texts: (1 + ln count) · ln(N ÷ texts with the word), rows of length 1. Words of all texts weigh
/// nothing and are left out. Source: G. Salton and C. Buckley, Term-weighting approaches in automatic text retrieval (1988).
pub fn weighted(counts: &[Sparse], n_columns: usize) -> Vec<Sparse> {
    let mut n_rows_of = vec![0_u32; n_columns];
    for &(column, count) in counts.iter().flatten() {
        if let Some(n) = n_rows_of.get_mut(column as usize) {
            *n += u32::from(count > 0.0);
        }
    }
    let n = counts.len() as f64;
    let weight = |&(column, count): &(u32, f64)| {
        let n_rows = n_rows_of.get(column as usize).copied().filter(|n_rows| *n_rows > 0 && count > 0.0)?;
        let weight = (1.0 + count.ln()) * (n / f64::from(n_rows)).ln();
        (weight > 0.0).then_some((column, weight))
    };
    counts.iter().map(|row| unit(row.iter().filter_map(weight).collect())).collect()
}

fn unit(mut row: Sparse) -> Sparse {
    let length = dot(&row, &row).sqrt();
    if length > 0.0 {
        for (_, value) in &mut row {
            *value /= length;
        }
    }
    row
}

/// The rows as points of at most `n_dimensions`: left singular vectors times singular values. Fewer rows, columns or
/// dimensions with a meaning give fewer coordinates.
///
/// # Errors
/// [`NotComputed::TooFew`] without rows, columns or dimensions, [`NotComputed::TooMany`] for more than fit into memory,
/// [`NotComputed::NotANumber`] for values that are none.
pub fn latent(rows: &[Sparse], n_columns: usize, n_dimensions: usize) -> Result<Vec<Vec<f64>>, NotComputed> {
    let width = (n_dimensions + SPARE).min(rows.len()).min(n_columns);
    if width == 0 || n_dimensions == 0 {
        return Err(NotComputed::TooFew);
    }
    if (rows.len() + n_columns).saturating_mul(width) > MOST_CELLS {
        return Err(NotComputed::TooMany);
    }
    all_finite(rows.iter().flatten().map(|(_, value)| value))?;
    if rows.iter().flatten().any(|&(column, _)| column as usize >= n_columns) {
        return Err(NotComputed::NotANumber);
    }
    let mut state = SEED;
    let mut basis: DMatrix<f64> = DMatrix::from_fn(n_columns, width, |_, _| fraction(&mut state) - 0.5);
    for _ in 0..STEPS {
        basis = back(rows, &forth(rows, &basis), n_columns).qr().q();
    }
    let points = forth(rows, &basis);
    let products = points.tr_mul(&points);
    let eigen = symmetric(width, |a, b| products[(a, b)])?;
    let largest = eigen.values.first().copied().unwrap_or(0.0);
    let n_real = eigen.values.iter().filter(|value| **value > largest * 1e-12).count();
    let n_kept = n_real.min(n_dimensions);
    if n_kept == 0 {
        return Ok(vec![Vec::new(); rows.len()]);
    }
    let turn: DMatrix<f64> = DMatrix::from_fn(width, n_kept, |a, dimension| eigen.vectors[dimension][a]);
    let turned = points * turn;
    Ok(turned.row_iter().map(|row| row.iter().copied().collect()).collect())
}

/// Rows × basis.
fn forth(rows: &[Sparse], basis: &DMatrix<f64>) -> DMatrix<f64> {
    let mut points: DMatrix<f64> = DMatrix::zeros(rows.len(), basis.ncols());
    for dimension in 0..basis.ncols() {
        for (place, row) in rows.iter().enumerate() {
            points[(place, dimension)] =
                row.iter().map(|&(column, value)| value * basis[(column as usize, dimension)]).sum();
        }
    }
    points
}

/// Rows turned on their side × points.
fn back(rows: &[Sparse], points: &DMatrix<f64>, n_columns: usize) -> DMatrix<f64> {
    let mut basis: DMatrix<f64> = DMatrix::zeros(n_columns, points.ncols());
    for dimension in 0..points.ncols() {
        for (place, row) in rows.iter().enumerate() {
            for &(column, value) in row {
                basis[(column as usize, dimension)] += value * points[(place, dimension)];
            }
        }
    }
    basis
}

/// The a of a ÷ (a + share of a word): the larger, the less frequent words are held back.
pub const SMOOTHING: f64 = 0.001;

/// Texts as weighted means of the vectors of their words; empty for a text without a known word. `shares` are the shares
/// (0 to 1) of the words among all tokens.
///
/// Source: S. Arora, Y. Liang and T. Ma, A simple but tough-to-beat baseline for sentence embeddings (ICLR 2017), with a of
/// [`SMOOTHING`].
pub fn means(counts: &[Sparse], vectors: &[Option<Vec<f32>>], shares: &[f64]) -> Vec<Vec<f64>> {
    let mean = |row: &Sparse| {
        let mut mean: Vec<f64> = Vec::new();
        for &(word, count) in row {
            let Some(Some(vector)) = vectors.get(word as usize) else { continue };
            let weight = count * SMOOTHING / (SMOOTHING + shares.get(word as usize).copied().unwrap_or(0.0));
            mean.resize(mean.len().max(vector.len()), 0.0);
            for (sum, value) in mean.iter_mut().zip(vector) {
                *sum += weight * f64::from(*value);
            }
        }
        mean
    };
    counts.iter().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    fn rows() -> Vec<Sparse> {
        vec![
            vec![(0, 2.0), (1, 1.0)],
            vec![(0, 1.0), (1, 2.0), (2, 1.0)],
            vec![(2, 3.0), (3, 1.0)],
            vec![(2, 1.0), (3, 2.0)],
            vec![],
        ]
    }

    /// `numpy.linalg.svd` of the five rows: the first two singular values, and the first coordinates up to sign.
    #[test]
    fn points_are_those_of_the_singular_vectors() {
        let points = latent(&rows(), 4, 2).unwrap();
        for (dimension, expected) in SINGULAR_VALUES.iter().enumerate() {
            let length: f64 = points.iter().map(|point| point[dimension].powi(2)).sum::<f64>().sqrt();
            near(length, *expected, 1e-9);
        }
        for (point, expected) in points.iter().zip(FIRST) {
            near(point[0].abs(), expected, 1e-9);
        }
        assert_eq!(points, latent(&rows(), 4, 2).unwrap());
        assert_eq!(latent(&rows(), 4, 99).unwrap()[0].len(), 4);
    }

    const SINGULAR_VALUES: [f64; 2] = [3.806_673_278_983_111_7, 2.920_937_972_155_236];
    const FIRST: [f64; 5] =
        [0.654_457_581_898_549_7, 1.552_825_197_714_162, 2.949_739_329_242_525, 1.717_620_016_558_775_6, 0.0];

    /// By hand: of 2 texts, word 0 is in one (ln 2), word 1 in both (0).
    #[test]
    fn words_of_all_texts_weigh_nothing() {
        let weights = weighted(&[vec![(0, 3.0), (1, 1.0)], vec![(1, 5.0)]], 2);
        assert_eq!(weights[0].len(), 1);
        near(weights[0][0].1, 1.0, 1e-12);
        assert_eq!(weights[1], Sparse::new());
    }

    #[test]
    fn frequent_words_count_less_in_means() {
        let vectors = [Some(vec![1.0, 0.0]), Some(vec![0.0, 1.0]), None];
        let means = means(&[vec![(0, 1.0), (1, 1.0)], vec![(2, 4.0)]], &vectors, &[0.001, 0.009]);
        near(means[0][0], 0.5, 1e-12);
        near(means[0][1], 0.1, 1e-12);
        assert!(means[1].is_empty());
    }

    #[test]
    fn bad_input_is_refused() {
        assert_eq!(latent(&[], 3, 2), Err(NotComputed::TooFew));
        assert_eq!(latent(&[vec![(0, f64::NAN)]], 1, 1), Err(NotComputed::NotANumber));
        assert_eq!(latent(&[vec![(5, 1.0)]], 1, 1), Err(NotComputed::NotANumber));
        assert_eq!(latent(&[vec![]], 1, 1).unwrap(), [Vec::<f64>::new()]);
    }
}
