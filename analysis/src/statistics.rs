//! Tests and measures of association, pure and repeatable: the same counts give the same figures.
//!
//! Distributions come from `statrs`; formulas are those of R's own tests unless a file says otherwise. What cannot be
//! tested is an answer of its own ([`NotTested`]), never a figure that is no number.

pub mod association;
pub mod chi_square;
pub mod cronbach;
pub mod fisher;
pub mod independence;
pub mod keyness;
pub mod kruskal_wallis;
pub mod mann_whitney;
pub mod mcnemar;
pub mod random;
mod ranks;
pub mod residual;
pub mod signed_rank;

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

pub use self::ranks::FEWEST_FOR_NORMAL;

/// Below this probability a difference is spoken of, and marked with one sign.
pub const SIGNIFICANT: f64 = 0.05;
/// Below this one it is marked with two.
pub const HIGHLY_SIGNIFICANT: f64 = 0.01;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTested {
    /// Fewer values, groups, rows or columns than the test needs.
    TooFew,
    /// All values are the same.
    NoVariation,
    /// A value is infinite or no number.
    NotFinite,
    /// More than can be computed in reasonable time.
    TooLarge,
    /// What was counted is no answer, such as "prefer not to say".
    NoAnswer,
    /// Some of those who are counted could not have it.
    OtherBase,
}

/// How a probability was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By adding up the probabilities of all outcomes at least as extreme.
    Exact,
    /// From the distribution that the statistic has in large samples.
    Approximate,
    /// By drawing tables at random, with a fixed seed.
    Simulated,
}

/// Probability that a standard normal variable is at least as far from 0 as `z`.
fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Probability that χ² with `df` degrees of freedom is at least `statistic`; not tested without a degree of freedom.
fn upper_tail(statistic: f64, df: usize) -> Result<f64, NotTested> {
    let distribution = ChiSquared::new(df as f64).map_err(|_| NotTested::TooFew)?;
    Ok(distribution.sf(statistic))
}

fn all_finite<'v>(values: impl IntoIterator<Item = &'v f64>) -> Result<(), NotTested> {
    match values.into_iter().all(|value| value.is_finite()) {
        true => Ok(()),
        false => Err(NotTested::NotFinite),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Says by how much a figure is off.
    #[track_caller]
    pub(crate) fn near(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    /// `2 * scipy.stats.norm.sf(1.96)`: 0.04999579029644087.
    #[test]
    fn the_tails_of_the_normal_distribution() {
        near(two_sided(1.96), 0.049_995_790_296, 1e-9);
        near(two_sided(-1.96), 0.049_995_790_296, 1e-9);
        near(two_sided(0.0), 1.0, 1e-12);
    }
}
