//! The test of Kruskal and Wallis: whether a scale is of the same height in several groups.
//!
//! Source: W. H. Kruskal and W. A. Wallis, Use of ranks in one-criterion variance analysis, JASA 47 (1952), 583–621, with the
//! correction for ties, as R's `kruskal.test`. Effect: M. Tomczak and E. Tomczak, The need to report effect size estimates
//! revisited, Trends in Sport Sciences 1 (2014), 19–25.

use serde::Serialize;

use super::ranks::ranked;
use super::{NotTested, all_finite, upper_tail};

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct KruskalWallis {
    /// H, corrected for ties.
    pub statistic: f64,
    /// Groups with a value, less one.
    pub df: usize,
    /// Upper tail probability of χ² with `df` degrees of freedom.
    pub p: f64,
    /// ε² = H ÷ (n − 1), 0 to 1.
    pub effect: f64,
}

/// Tests whether groups have values of the same height. Groups without a value are passed over.
///
/// # Errors
/// [`NotTested::TooFew`] for fewer than two groups or three values, [`NotTested::NoVariation`] where all values are the same,
/// [`NotTested::NotFinite`] for values that are no numbers.
pub fn kruskal_wallis(groups: &[Vec<f64>]) -> Result<KruskalWallis, NotTested> {
    let values: Vec<f64> = groups.iter().flatten().copied().collect();
    all_finite(&values)?;
    let df = groups.iter().filter(|group| !group.is_empty()).count().saturating_sub(1);
    if df == 0 || values.len() < 3 {
        return Err(NotTested::TooFew);
    }
    let ranked = ranked(&values);
    let n = values.len() as f64;
    let correction = 1.0 - ranked.ties / (n.powi(3) - n);
    if correction <= 0.0 {
        return Err(NotTested::NoVariation);
    }
    let mut ranks = ranked.ranks.iter();
    let mut between: f64 = 0.0;
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let size = group.len() as f64;
        let mean = ranks.by_ref().take(group.len()).sum::<f64>() / size;
        between += size * (mean - (n + 1.0) / 2.0).powi(2);
    }
    let statistic = 12.0 / (n * (n + 1.0)) * between / correction;
    let (p, effect) = (upper_tail(statistic, df)?, (statistic / (n - 1.0)).min(1.0));
    Ok(KruskalWallis { statistic, df, p, effect })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// R's `?kruskal.test` (Hollander and Wolfe 1973, p. 116): chi-squared = 0.77143, df = 2, p-value = 0.68.
    #[test]
    fn dust_in_lungs() {
        let groups =
            [vec![2.9, 3.0, 2.5, 2.6, 3.2], vec![3.8, 2.7, 4.0, 2.4], vec![2.8, 3.4, 3.7, 2.2, 2.0], vec![]];
        let result = kruskal_wallis(&groups).unwrap();
        near(result.statistic, 0.771_428_571_428_572_2, 1e-12);
        assert_eq!(result.df, 2);
        near(result.p, 0.679_964_773_578_893_6, 1e-9);
    }

    /// `scipy.stats.kruskal([1, 2, 2, 3], [2, 3, 3, 4], [4, 4, 5, 5])`: H = 8.018315018315018, p = 0.01814867889349773.
    #[test]
    fn ties_are_corrected_for() {
        let groups = [vec![1.0, 2.0, 2.0, 3.0], vec![2.0, 3.0, 3.0, 4.0], vec![4.0, 4.0, 5.0, 5.0]];
        let result = kruskal_wallis(&groups).unwrap();
        near(result.statistic, 8.018_315_018_315_018, 1e-12);
        near(result.p, 0.018_148_678_893_497_73, 1e-9);
        near(result.effect, 0.728_937_728_937_728_9, 1e-12);
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(kruskal_wallis(&[]), Err(NotTested::TooFew));
        assert_eq!(kruskal_wallis(&[vec![1.0, 2.0, 3.0], vec![]]), Err(NotTested::TooFew));
        assert_eq!(kruskal_wallis(&[vec![1.0, 1.0], vec![1.0]]), Err(NotTested::NoVariation));
        assert_eq!(kruskal_wallis(&[vec![1.0, f64::NAN], vec![1.0]]), Err(NotTested::NotFinite));
    }
}
