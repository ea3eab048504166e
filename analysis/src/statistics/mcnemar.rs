//! McNemar's test: whether a yes-or-no answer of the same people changed.
//!
//! Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions, Psychometrika 12 (1947),
//! 153–157; with the correction of A. L. Edwards (1948) as in R's `mcnemar.test`; exact for few changes, as a sign test.

use serde::Serialize;
use statrs::distribution::{Binomial, DiscreteCDF};

use super::{Method, NotTested, upper_tail};

/// With fewer people who changed than this the test is exact.
pub const FEWEST_FOR_CHI_SQUARE: usize = 25;

/// The outcome of McNemar's test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct McNemar {
    /// People who said yes before and no after.
    pub lost: usize,
    /// People who said no before and yes after.
    pub gained: usize,
    /// χ² with one degree of freedom, with continuity correction; `None` for the exact test.
    pub statistic: Option<f64>,
    /// Two-sided probability.
    pub p: f64,
    /// How it was found.
    pub method: Method,
    /// Share of those who changed that gained, 0 to 1: .5 when as many gained as lost.
    pub gained_share: f64,
}

/// Tests whether as many people gained as lost. Those who did not change say nothing about it.
///
/// # Errors
/// [`NotTested::NoVariation`] where nobody changed, [`NotTested::TooLarge`] for more people than can be counted.
pub fn mcnemar(lost: usize, gained: usize) -> Result<McNemar, NotTested> {
    let changed = lost.checked_add(gained).ok_or(NotTested::TooLarge)?;
    if changed == 0 {
        return Err(NotTested::NoVariation);
    }
    let gained_share = gained as f64 / changed as f64;
    if changed < FEWEST_FOR_CHI_SQUARE {
        let fewer = Binomial::new(0.5, changed as u64).map_err(|_| NotTested::TooFew)?;
        let p = (2.0 * fewer.cdf(lost.min(gained) as u64)).min(1.0);
        return Ok(McNemar { lost, gained, statistic: None, p, method: Method::Exact, gained_share });
    }
    let difference = (lost.abs_diff(gained) as f64 - 1.0).max(0.0);
    let statistic = difference.powi(2) / changed as f64;
    let p = upper_tail(statistic, 1)?;
    Ok(McNemar { lost, gained, statistic: Some(statistic), p, method: Method::Approximate, gained_share })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// Approval of a prime minister (Agresti, Categorical Data Analysis, 1990, p. 350): 150 lost, 86 gained. By hand
    /// (64 − 1)² ÷ 236 = 16.8178; `scipy.stats.chi2.sf(16.81779661, 1)` = 4.114562281e-05.
    #[test]
    fn many_changes_are_approximated() {
        let result = mcnemar(150, 86).unwrap();
        near(result.statistic.unwrap(), 16.817_796_610_169_49, 1e-12);
        near(result.p, 4.114_562_281e-5, 1e-12);
        near(result.gained_share, 86.0 / 236.0, 1e-12);
    }

    /// `scipy.stats.binomtest(2, 12).pvalue` = 0.03857421875, `binomtest(3, 6).pvalue` = 1.
    #[test]
    fn few_changes_are_exact() {
        let result = mcnemar(2, 10).unwrap();
        assert_eq!((result.method, result.statistic), (Method::Exact, None));
        near(result.p, 0.038_574_218_75, 1e-12);
        near(mcnemar(10, 2).unwrap().p, 0.038_574_218_75, 1e-12);
        near(mcnemar(3, 3).unwrap().p, 1.0, 1e-12);
    }

    #[test]
    fn no_change_is_no_test() {
        assert_eq!(mcnemar(0, 0), Err(NotTested::NoVariation));
        near(mcnemar(20, 20).unwrap().p, 1.0, 1e-12);
    }
}
