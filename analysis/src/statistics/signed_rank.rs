//! Wilcoxon's signed rank test: whether a scale of the same people moved.
//!
//! Source: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945), 80–83; pairs without a
//! difference are passed over; exact and approximate as in R's `wilcox.test(paired = TRUE)`. Effect: D. S. Kerby, The simple
//! difference formula, Comprehensive Psychology 3 (2014).

use serde::Serialize;

use super::ranks::{FEWEST_FOR_NORMAL, ranked};
use super::{Method, NotTested, all_finite, two_sided};

/// The outcome of Wilcoxon's test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SignedRank {
    /// Sum of the ranks of those whose value rose (R's V).
    pub statistic: f64,
    /// Pairs that differ.
    pub n_changed: usize,
    /// All pairs.
    pub n: usize,
    /// Two-sided probability.
    pub p: f64,
    /// How it was found.
    pub method: Method,
    /// Matched-pairs rank-biserial correlation, −1 to 1: above 0 when values rose.
    pub effect: f64,
}

/// Tests whether values rose or fell, from pairs of before and after.
///
/// # Errors
/// [`NotTested::TooFew`] without a pair, [`NotTested::NoVariation`] where nobody changed, [`NotTested::NotFinite`] for values that are no numbers.
pub fn signed_rank(pairs: &[(f64, f64)]) -> Result<SignedRank, NotTested> {
    all_finite(pairs.iter().flat_map(|(before, after)| [before, after]))?;
    let changes: Vec<f64> =
        pairs.iter().map(|(before, after)| after - before).filter(|change| *change != 0.0).collect();
    all_finite(&changes)?;
    let n_changed = changes.len();
    if n_changed == 0 {
        return Err(if pairs.is_empty() { NotTested::TooFew } else { NotTested::NoVariation });
    }
    let sizes: Vec<f64> = changes.iter().map(|change| change.abs()).collect();
    let ranked = ranked(&sizes);
    let risen = changes.iter().zip(&ranked.ranks).filter(|(change, _)| **change > 0.0);
    let statistic: f64 = risen.map(|(_, rank)| rank).sum();
    let n = n_changed as f64;
    let total = n * (n + 1.0) / 2.0;
    let is_exact = n_changed < FEWEST_FOR_NORMAL && ranked.ties == 0.0 && n_changed == pairs.len();
    let (p, method) = if is_exact {
        let lower = statistic.min(total - statistic).round() as usize;
        ((2.0 * exact_below(n_changed, lower)).min(1.0), Method::Exact)
    } else {
        let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ranked.ties / 48.0;
        let distance = ((statistic - total / 2.0).abs() - 0.5).max(0.0);
        (two_sided(distance / variance.sqrt()), Method::Approximate)
    };
    let effect = (2.0 * statistic - total) / total;
    Ok(SignedRank { statistic, n_changed, n: pairs.len(), p, method, effect })
}

/// Probability that the ranks 1 to `n`, each taken with probability ½, sum up to at most `most`.
fn exact_below(n: usize, most: usize) -> f64 {
    let mut ways: Vec<f64> = vec![0.0; most + 1];
    ways[0] = 1.0;
    for rank in 1..=n {
        for sum in (rank..=most).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    ways.iter().sum::<f64>() / 2_f64.powi(n as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// Depression scores of R's `?wilcox.test` (Hollander and Wolfe 1973, p. 29): V = 40 and one-sided p = 0.01953;
    /// `scipy.stats.wilcoxon(x, y, mode="exact")` two-sided: 0.0390625.
    #[test]
    #[expect(clippy::approx_constant, reason = "3.14 is a score of a patient")]
    fn depression_scores_are_exact() {
        let x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        let pairs: Vec<(f64, f64)> = y.into_iter().zip(x).collect();
        let result = signed_rank(&pairs).unwrap();
        assert_eq!((result.statistic, result.method), (40.0, Method::Exact));
        near(result.p, 0.039_062_5, 1e-12);
        near(result.effect, (40.0 - 5.0) / 45.0, 1e-12);
    }

    /// `scipy.stats.wilcoxon(after - before, zero_method="wilcox", correction=True, mode="approx")`: W− = 8,
    /// p = 0.08041321561442799; W+ = 37 of 45.
    #[test]
    fn ties_and_zeros_are_approximated() {
        let before = [3.0, 4.0, 2.0, 5.0, 3.0, 3.0, 4.0, 2.0, 1.0, 3.0, 4.0, 5.0];
        let after = [4.0, 4.0, 4.0, 5.0, 4.0, 2.0, 5.0, 3.0, 3.0, 4.0, 4.0, 4.0];
        let pairs: Vec<(f64, f64)> = before.into_iter().zip(after).collect();
        let result = signed_rank(&pairs).unwrap();
        assert_eq!((result.statistic, result.n_changed, result.n), (37.0, 9, 12));
        assert_eq!(result.method, Method::Approximate);
        near(result.p, 0.080_413_215_614_427_99, 1e-9);
        near(result.effect, 0.644_444_444_444_444_5, 1e-12);
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(signed_rank(&[]), Err(NotTested::TooFew));
        assert_eq!(signed_rank(&[(1.0, 1.0)]), Err(NotTested::NoVariation));
        assert_eq!(signed_rank(&[(f64::NAN, 1.0)]), Err(NotTested::NotFinite));
        assert_eq!(signed_rank(&[(f64::MIN, f64::MAX)]), Err(NotTested::NotFinite));
    }
}
