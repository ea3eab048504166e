//! How strongly two variables hang together: φ for two by two, else Cramér's V, with 95 % intervals.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};
use statrs::function::factorial::ln_factorial;
use statrs::function::gamma::{checked_gamma_lr, ln_gamma};

use super::NotTested;
use super::chi_square::{Correction, chi_square, without_empty};

/// Which measure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// φ, −1 to 1: above 0 where the first row goes with the first column.
    Phi,
    /// Cramér's V, 0 to 1.
    CramersV,
}

/// An association with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Association {
    /// Which measure it is.
    pub measure: Measure,
    /// Its value.
    pub value: f64,
    /// Lower and upper end of the 95 % interval, which holds the value. `None` for a V that is larger than what its interval allows:
    /// V is never below 0, so that chance alone makes it larger, and where χ² is small beside its degrees of freedom there is
    /// nothing that an interval could be told of.
    pub interval: Option<(f64, f64)>,
}

impl Association {
    /// How strong it is without a direction: a φ below 0 is turned round, with its interval, as if the columns were.
    pub fn without_direction(self) -> Association {
        if self.value >= 0.0 {
            return self;
        }
        let interval = self.interval.map(|(low, high)| (-high, -low));
        Association { value: -self.value, interval, ..self }
    }
}

/// Steps after which a non-centrality is as near as it gets; some twenty are usual.
const MOST_STEPS: usize = 100;

/// Last step of a non-centrality in relation to it: far less than any digit that is shown.
const NARROW: f64 = 1e-12;

/// 97.5 % quantile of the normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// The association of rows and columns. Rows and columns without a count are passed over.
///
/// # Errors
/// [`NotTested::TooFew`] for fewer than two rows or columns with a count, or fewer than four counts of two by two.
pub fn association(observed: &[Vec<usize>]) -> Result<Association, NotTested> {
    let table = without_empty(observed);
    let test = chi_square(&table, Correction::Never).ok_or(NotTested::TooFew)?;
    let n: usize = table.iter().flatten().sum();
    match table.as_slice() {
        [first, second] if first.len() == 2 => phi([first[0], first[1], second[0], second[1]]),
        _ => {
            let smaller = table.len().min(table.first().map_or(0, Vec::len)) - 1;
            let (low, high) = cramers_v_interval(test.statistic, test.df, n as f64 * smaller as f64);
            let value = test.cramers_v;
            let interval = Some((low.min(value), high)).filter(|(_, high)| value <= *high);
            Ok(Association { measure: Measure::CramersV, value, interval })
        }
    }
}

/// φ is Pearson's correlation of two variables of 0 and 1; its interval is by Fisher's z (R. A. Fisher, Metron 1, 1921).
fn phi([a, b, c, d]: [usize; 4]) -> Result<Association, NotTested> {
    let n = a + b + c + d;
    if n < 4 {
        return Err(NotTested::TooFew);
    }
    let product = |one: usize, other: usize| one as f64 * other as f64;
    let margins = product(a + b, c + d) * product(a + c, b + d);
    let value = ((product(a, d) - product(b, c)) / margins.sqrt()).clamp(-1.0, 1.0);
    let half = NORMAL_975 / ((n - 3) as f64).sqrt();
    // At ±1 z is infinite; the interval then is the value alone, which tanh gives.
    let (low, high) = ((value.atanh() - half).tanh(), (value.atanh() + half).tanh());
    Ok(Association { measure: Measure::Phi, value, interval: Some((low, high)) })
}

/// The 95 % interval of V: the non-centralities λ for which the observed χ² is the 97.5 % and the 2.5 % quantile, as
/// V = √(λ ÷ (n · (smaller side − 1))).
///
/// Source: J. H. Steiger and R. T. Fouladi, Noncentrality interval estimation and the evaluation of statistical models (1997);
/// M. Smithson, Confidence Intervals (2003), chapter 4.
fn cramers_v_interval(statistic: f64, df: usize, divisor: f64) -> (f64, f64) {
    let end =
        |probability: f64| (non_centrality(statistic, df as f64, probability) / divisor).sqrt().min(1.0);
    (end(0.975), end(0.025))
}

/// The λ at which χ² below `statistic` has this probability; 0 where even λ = 0 makes it less probable.
fn non_centrality(statistic: f64, df: f64, probability: f64) -> f64 {
    if !statistic.is_finite() || below(statistic, df, 0.0) <= probability {
        return 0.0;
    }
    // The Illinois variant of the false position (M. Dowell and P. Jarratt, BIT 11, 1971): the end that stays counts for half.
    let above = |lambda: f64| below(statistic, df, lambda) - probability;
    let (mut low, mut high) = (0.0, 10.0 * statistic + 100.0);
    let (mut at_low, mut at_high) = (above(low), above(high));
    let mut was_low = None;
    for _ in 0..MOST_STEPS {
        let between = low + (high - low) * at_low / (at_low - at_high);
        let next = if low < between && between < high { between } else { f64::midpoint(low, high) };
        let at_next = above(next);
        if at_next == 0.0 {
            return next;
        }
        let is_low = at_next > 0.0;
        let (stays, moved) = if is_low {
            (&mut at_high, (&mut low, &mut at_low))
        } else {
            (&mut at_low, (&mut high, &mut at_high))
        };
        if was_low == Some(is_low) {
            *stays /= 2.0;
        }
        let step = (*moved.0 - next).abs();
        (*moved.0, *moved.1) = (next, at_next);
        was_low = Some(is_low);
        if step <= NARROW * next {
            return next;
        }
    }
    low
}

/// Distribution function of the non-central χ²: a mixture of central ones with Poisson weights (Johnson, Kotz and
/// Balakrishnan, Continuous Univariate Distributions 2, 1995, formula 29.3).
fn below(statistic: f64, df: f64, lambda: f64) -> f64 {
    if statistic <= 0.0 {
        return 0.0;
    }
    if lambda <= 0.0 {
        return ChiSquared::new(df).map_or(0.0, |distribution| distribution.cdf(statistic));
    }
    let (half, x) = (lambda / 2.0, statistic / 2.0);
    // Weights further than this from their mean are below 1e-20.
    let reach = 10.0 * half.sqrt() + 30.0;
    let (first, last) = ((half - reach).max(0.0) as u64, (half + reach) as u64);
    let mut central = checked_gamma_lr(df / 2.0 + first as f64, x).unwrap_or(0.0);
    let mut sum: f64 = 0.0;
    for j in first..=last {
        let weight = (j as f64 * half.ln() - half - ln_factorial(j)).exp();
        sum += weight * central.max(0.0);
        // P(a + 1, x) = P(a, x) − xᵃ e⁻ˣ ÷ Γ(a + 1).
        let shape = df / 2.0 + j as f64;
        central -= (shape * x.ln() - x - ln_gamma(shape + 1.0)).exp();
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::tests::near;

    fn near_both(found: Association, (low, high): (f64, f64), within: f64) {
        let interval = found.interval.unwrap();
        near(interval.0, low, within);
        near(interval.1, high, within);
    }

    /// φ of R's example table `matrix(c(12, 5, 7, 7), ncol = 2)`; `numpy.tanh(numpy.arctanh(phi) ± 1.95996 / sqrt(28))`.
    #[test]
    fn phi_of_two_by_two() {
        let result = association(&[vec![12, 7], vec![5, 7]]).unwrap();
        assert_eq!(result.measure, Measure::Phi);
        near(result.value, 0.210_348_867_424_647_15, 1e-12);
        near_both(result, (-0.155_588_011_577_303_6, 0.525_519_377_929_674_8), 1e-12);
        near(association(&[vec![7, 12], vec![7, 5]]).unwrap().value, -0.210_348_867_424_647_15, 1e-12);
    }

    /// Both tables stand in the tests of χ². The ends come from `scipy.stats.ncx2.cdf` 1.17, solved with `brentq`.
    #[test]
    fn cramers_v_with_its_interval() {
        let scipy = association(&[vec![100, 150], vec![203, 322], vec![420, 700], vec![320, 210]]).unwrap();
        assert_eq!(scipy.measure, Measure::CramersV);
        near(scipy.value, 0.186_178_130_774_836_78, 1e-12);
        near_both(scipy, (0.143_858_468_111_721_65, 0.223_958_871_312_046_48), 1e-8);
        let places =
            association(&[vec![90, 60, 104, 95], vec![30, 50, 51, 20], vec![30, 40, 45, 35]]).unwrap();
        near(places.value, 0.137_480_636_003_157_8, 1e-12);
        near_both(places, (0.062_834_999_589_276_6, 0.179_565_046_544_245_15), 1e-8);
    }

    /// Five groups that hardly differ in four answers: χ²(12) = 8.41, p = .753, V = .093. `scipy.stats.ncx2.cdf` 1.17 solved with
    /// `brentq` gives λ = 0 and 8.912 364 108 873 579, that is 0 and .0956. Of those that differ still less (χ²(12) = 5.61, V = .076)
    /// it gives 0 and .0555, below V itself: the end is not moved up to V, there is no interval.
    #[test]
    fn an_interval_ends_where_the_distribution_says_and_never_at_the_value() {
        let groups = |cells: [[usize; 4]; 5]| association(&cells.map(Vec::from)).unwrap();
        let some = groups([
            [20, 12, 18, 16],
            [13, 17, 12, 19],
            [22, 16, 20, 14],
            [12, 14, 16, 15],
            [17, 21, 14, 17],
        ]);
        near(some.value, 0.092_861_177_235_600_46, 1e-12);
        near_both(some, (0.0, 0.095_607_982_226_963_47), 1e-8);
        let (_, upper) = cramers_v_interval(5.606_570_900_983_337, 12, 327.0 * 3.0);
        near(upper, 0.055_530_418_674_090_774, 1e-8);
        let less = groups([
            [20, 14, 18, 16],
            [15, 17, 12, 18],
            [22, 16, 19, 14],
            [12, 13, 16, 15],
            [18, 20, 15, 17],
        ]);
        near(less.value, 0.075_598_670_097_246_5, 1e-12);
        assert_eq!(less.interval, None);
    }

    #[test]
    fn extremes_are_defined() {
        let perfect = association(&[vec![5, 0], vec![0, 5]]).unwrap();
        assert_eq!((perfect.value, perfect.interval), (1.0, Some((1.0, 1.0))));
        assert_eq!(association(&[vec![5, 0], vec![4, 0]]), Err(NotTested::TooFew));
        assert_eq!(association(&[vec![1, 0], vec![0, 1]]), Err(NotTested::TooFew));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_interval_holds_the_value(cells in proptest::collection::vec(0usize..2000, 9)) {
            let table: Vec<Vec<usize>> = cells.chunks(3).map(<[usize]>::to_vec).collect();
            if let Ok(result) = association(&table) {
                let p = chi_square(&table, Correction::Never).map_or(1.0, |test| test.p);
                prop_assert!(result.interval.is_some() || p > 0.5, "{:?}", result);
                if let Some((low, high)) = result.interval {
                    prop_assert!(low <= result.value && result.value <= high, "{:?}", result);
                    prop_assert!(low >= -1.0 && high <= 1.0);
                }
            }
        }
    }
}
