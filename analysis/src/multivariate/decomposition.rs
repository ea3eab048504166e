//! Eigenvalues and eigenvectors of symmetric matrices, with signs that are always the same.
//!
//! The work is done by nalgebra (Householder tridiagonalization and QR steps); a vector and its negative are equally right,
//! so that here the largest entry of each is positive.

use nalgebra::{DMatrix, SymmetricEigen};

use super::{NotComputed, all_finite};

/// Largest side of a matrix: beyond it the work, which grows with the third power, takes too long.
pub const LARGEST_SIDE: usize = 1_000;

/// Steps after which the decomposition is given up; finite matrices need a few for each eigenvalue.
const MOST_STEPS: usize = 100 * LARGEST_SIDE;

/// Eigenvalues, the largest first, with their vectors of length 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues.
    pub values: Vec<f64>,
    /// One vector an eigenvalue.
    pub vectors: Vec<Vec<f64>>,
}

/// Decomposes the symmetric matrix of `n` rows with these entries; only those on and below the diagonal matter.
///
/// # Errors
/// [`NotComputed::TooFew`] without a row, [`NotComputed::TooMany`] for more than [`LARGEST_SIDE`], [`NotComputed::NotANumber`] for entries that
/// are none, or where no end is found.
pub fn symmetric(n: usize, entry: impl Fn(usize, usize) -> f64) -> Result<Eigen, NotComputed> {
    match n {
        0 => return Err(NotComputed::TooFew),
        n if n > LARGEST_SIDE => return Err(NotComputed::TooMany),
        _ => {}
    }
    let matrix: DMatrix<f64> = DMatrix::from_fn(n, n, entry);
    all_finite(matrix.iter())?;
    let eigen = SymmetricEigen::try_new(matrix, f64::EPSILON, MOST_STEPS).ok_or(NotComputed::NotANumber)?;
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]).then(a.cmp(&b)));
    let vector = |&place: &usize| {
        let mut vector: Vec<f64> = eigen.eigenvectors.column(place).iter().copied().collect();
        if is_negative(&vector) {
            for value in &mut vector {
                *value = -*value;
            }
        }
        vector
    };
    let vectors = order.iter().map(vector).collect();
    Ok(Eigen { values: order.iter().map(|&place| eigen.eigenvalues[place]).collect(), vectors })
}

/// Whether the largest entry is negative. Of entries that are equally large but for rounding the first one decides.
pub(super) fn is_negative(vector: &[f64]) -> bool {
    let mut largest: f64 = 0.0;
    for &value in vector {
        if value.abs() > largest.abs() * (1.0 + 1e-9) {
            largest = value;
        }
    }
    largest < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// By hand: [[2, 1], [1, 2]] has the eigenvalues 3 and 1 with (1, 1) and (1, −1), both divided by √2.
    #[test]
    fn two_by_two() {
        let eigen = symmetric(2, |a, b| if a == b { 2.0 } else { 1.0 }).unwrap();
        let half = 0.5_f64.sqrt();
        near(eigen.values[0], 3.0, 1e-12);
        near(eigen.values[1], 1.0, 1e-12);
        for (value, expected) in eigen.vectors.iter().flatten().zip([half, half, half, -half]) {
            near(*value, expected, 1e-12);
        }
    }

    #[test]
    fn bad_matrices_are_refused() {
        assert_eq!(symmetric(0, |_, _| 1.0), Err(NotComputed::TooFew));
        assert_eq!(symmetric(LARGEST_SIDE + 1, |_, _| 1.0), Err(NotComputed::TooMany));
        assert_eq!(symmetric(2, |_, _| f64::NAN), Err(NotComputed::NotANumber));
        assert_eq!(symmetric(3, |_, _| 0.0).unwrap().values, [0.0; 3]);
        assert_eq!(symmetric(1, |_, _| -4.0).unwrap().values, [-4.0]);
    }
}
