//! The test of Mann and Whitney: whether a scale is higher in one of two groups.
//!
//! Source: H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is stochastically larger than the
//! other, Annals of Mathematical Statistics 18 (1947), 50–60; exact and approximate as in R's `wilcox.test`. Effect: D. S. Kerby,
//! The simple difference formula, Comprehensive Psychology 3 (2014).

use serde::Serialize;

use super::ranks::{FEWEST_FOR_NORMAL, ranked};
use super::{Method, NotTested, all_finite, two_sided};

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MannWhitney {
    /// U of the first group (R's W): pairs in which its value is higher, ties as half.
    pub statistic: f64,
    /// Two-sided probability.
    pub p: f64,
    /// How it was found.
    pub method: Method,
    /// Rank-biserial correlation, −1 to 1: above 0 when the first group has the higher values.
    pub effect: f64,
}

/// Tests whether two groups have values of the same height.
///
/// # Errors
/// [`NotTested::TooFew`] where a group is empty, [`NotTested::NoVariation`] where all values are the same, [`NotTested::NotFinite`] for
/// values that are no numbers.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Result<MannWhitney, NotTested> {
    all_finite(first.iter().chain(second))?;
    let (m, n) = (first.len(), second.len());
    if m == 0 || n == 0 {
        return Err(NotTested::TooFew);
    }
    let values: Vec<f64> = first.iter().chain(second).copied().collect();
    let ranked = ranked(&values);
    let (m_f, n_f) = (m as f64, n as f64);
    let pairs = m_f * n_f;
    let statistic = ranked.ranks.iter().take(m).sum::<f64>() - m_f * (m_f + 1.0) / 2.0;
    let effect = 2.0 * statistic / pairs - 1.0;
    if m < FEWEST_FOR_NORMAL && n < FEWEST_FOR_NORMAL && ranked.ties == 0.0 {
        let lower = statistic.min(pairs - statistic).round() as usize;
        let p = (2.0 * exact_below(m, n, lower)).min(1.0);
        return Ok(MannWhitney { statistic, p, method: Method::Exact, effect });
    }
    let all = m_f + n_f;
    let variance = pairs / 12.0 * (all + 1.0 - ranked.ties / (all * (all - 1.0)));
    if variance <= 0.0 {
        return Err(NotTested::NoVariation);
    }
    let distance = ((statistic - pairs / 2.0).abs() - 0.5).max(0.0);
    let p = two_sided(distance / variance.sqrt());
    Ok(MannWhitney { statistic, p, method: Method::Approximate, effect })
}

/// Probability of U ≤ `most`. The numbers of orders with each U are the coefficients of the Gaussian binomial
/// ∏ (1 − qⁿ⁺ⁱ) ÷ (1 − qⁱ), i = 1 … m; the low ones follow from low ones alone.
fn exact_below(m: usize, n: usize, most: usize) -> f64 {
    let mut ways: Vec<f64> = vec![0.0; most + 1];
    ways[0] = 1.0;
    let mut all: f64 = 1.0;
    for i in 1..=m {
        for u in (n + i..=most).rev() {
            ways[u] -= ways[u - n - i];
        }
        for u in i..=most {
            ways[u] += ways[u - i];
        }
        all *= (n + i) as f64 / i as f64;
    }
    ways.iter().sum::<f64>() / all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// R's `?wilcox.test` (Hollander and Wolfe 1973, p. 69): W = 35, one-sided p = 0.1272;
    /// `scipy.stats.mannwhitneyu(x, y, method="exact")` two-sided: 0.2544122544122544.
    #[test]
    fn small_groups_are_exact() {
        let x = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        let y = [1.15, 0.88, 0.90, 0.74, 1.21];
        let result = mann_whitney(&x, &y).unwrap();
        near(result.statistic, 35.0, 1e-12);
        assert_eq!(result.method, Method::Exact);
        near(result.p, 0.254_412_254_412_254_4, 1e-12);
        near(mann_whitney(&y, &x).unwrap().p, result.p, 1e-12);
    }

    /// `scipy.stats.mannwhitneyu(arange(49) * 2, arange(49) * 1.7 + 13.05, method="exact")`: U = 1057, p = 0.31108380612169.
    #[test]
    fn the_largest_exact_groups() {
        let x: Vec<f64> = (0..49).map(|i| f64::from(i) * 2.0).collect();
        let y: Vec<f64> = (0..49).map(|i| f64::from(i) * 1.7 + 13.05).collect();
        let result = mann_whitney(&x, &y).unwrap();
        near(result.statistic, 1057.0, 1e-9);
        near(result.p, 0.311_083_806_121_690_07, 1e-10);
    }

    /// `scipy.stats.mannwhitneyu(x, y, method="asymptotic")`: U = 47, p = 0.028050629822992446; 2 · 47 ÷ 56 − 1 = .678571.
    #[test]
    fn ties_are_approximated() {
        let result =
            mann_whitney(&[5.0, 4.0, 4.0, 3.0, 5.0, 4.0, 2.0, 5.0], &[3.0, 2.0, 4.0, 1.0, 3.0, 2.0, 3.0])
                .unwrap();
        near(result.statistic, 47.0, 1e-12);
        near(result.p, 0.028_050_629_822_992_446, 1e-9);
        near(result.effect, 0.678_571_428_571_428_6, 1e-12);
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(mann_whitney(&[], &[1.0]), Err(NotTested::TooFew));
        assert_eq!(mann_whitney(&[2.0, 2.0], &[2.0]), Err(NotTested::NoVariation));
        assert_eq!(mann_whitney(&[f64::INFINITY], &[2.0]), Err(NotTested::NotFinite));
    }
}
