//! How typical something is of one group rather than of another: log-likelihood, χ² and the size of the difference.
//!
//! Sources: T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19 (1993),
//! 61–74 (log-likelihood of all four cells); A. Hardie, Log ratio: an informal introduction (2014).

use serde::Serialize;

use super::association::{Association, association};
use super::chi_square::{ChiSquare, Correction, chi_square};
use super::{NotTested, upper_tail};

/// What is counted of one thing in two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// How many of the group have it.
    pub inside: usize,
    /// All of the group.
    pub inside_total: usize,
    /// How many of the others have it.
    pub outside: usize,
    /// All of the others.
    pub outside_total: usize,
}

/// How typical one thing is of a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Keyness {
    /// G², the log-likelihood ratio, with one degree of freedom; 0 or more.
    pub log_likelihood: f64,
    /// Probability of so large a G².
    pub p: f64,
    /// χ² with Yates' correction.
    pub chi_square: Option<ChiSquare>,
    /// Binary logarithm of share inside ÷ share outside: 1 is twice as often, −1 half as often. A count of 0 is taken as ½.
    pub log_ratio: f64,
    /// φ with its interval; `None` for fewer than four counts.
    pub phi: Option<Association>,
}

/// Compares a group with the others. Counts beyond their totals are taken as the totals.
///
/// # Errors
/// [`NotTested::TooFew`] where a side is empty, [`NotTested::NoVariation`] where all or none have it.
pub fn keyness(counts: Counts) -> Result<Keyness, NotTested> {
    let Counts { inside_total, outside_total, .. } = counts;
    let (inside, outside) = (counts.inside.min(inside_total), counts.outside.min(outside_total));
    if inside_total == 0 || outside_total == 0 {
        return Err(NotTested::TooFew);
    }
    let table = [vec![inside, inside_total - inside], vec![outside, outside_total - outside]];
    let log_likelihood = log_likelihood(
        inside as f64,
        (inside_total - inside) as f64,
        outside as f64,
        (outside_total - outside) as f64,
    );
    if inside + outside == 0 || inside + outside == inside_total + outside_total {
        return Err(NotTested::NoVariation);
    }
    let share = |count: usize, total: usize| (count as f64).max(0.5) / total as f64;
    Ok(Keyness {
        log_likelihood,
        p: upper_tail(log_likelihood, 1)?,
        chi_square: chi_square(&table, Correction::TwoByTwo),
        log_ratio: (share(inside, inside_total) / share(outside, outside_total)).log2(),
        phi: association(&table).ok(),
    })
}

/// G² of the four cells a, b (first row), c, d: 2 Σ O ln(O ÷ E). A cell that is not above 0 adds nothing.
pub fn log_likelihood(a: f64, b: f64, c: f64, d: f64) -> f64 {
    let term = |count: f64| if count > 0.0 { count * count.ln() } else { 0.0 };
    let cells = term(a) + term(b) + term(c) + term(d);
    let margins = term(a + b) + term(c + d) + term(a + c) + term(b + d);
    (2.0 * (cells - margins + term(a + b + c + d))).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    fn of(inside: usize, inside_total: usize, outside: usize, outside_total: usize) -> Keyness {
        keyness(Counts { inside, inside_total, outside, outside_total }).unwrap()
    }

    /// `scipy.stats.chi2_contingency([[30, 970], [10, 990]], lambda_="log-likelihood", correction=False)`: 10.669048049699542,
    /// p 0.0010894317002244336; with Yates' χ² 9.209183673469388, p 0.002408040467287961.
    #[test]
    fn three_times_as_often() {
        let result = of(30, 1000, 10, 1000);
        near(result.log_likelihood, 10.669_048_049_699_542, 1e-9);
        near(result.p, 0.001_089_431_700_224_433_6, 1e-9);
        let chi_square = result.chi_square.unwrap();
        near(chi_square.statistic, 9.209_183_673_469_388, 1e-9);
        near(chi_square.p, 0.002_408_040_467_287_961, 1e-9);
        near(result.log_ratio, 3_f64.log2(), 1e-12);
        near(of(10, 1000, 30, 1000).log_ratio, -3_f64.log2(), 1e-12);
    }

    /// The same of [[8, 92], [0, 100]]: 11.42378473995172; log ratio log₂(.08 ÷ .005) = 4.
    #[test]
    fn a_word_that_only_one_group_has() {
        let result = of(8, 100, 0, 100);
        near(result.log_likelihood, 11.423_784_739_951_72, 1e-9);
        near(result.log_ratio, 4.0, 1e-12);
    }

    #[test]
    fn nothing_to_compare_is_said() {
        let of = |inside, inside_total, outside, outside_total| {
            keyness(Counts { inside, inside_total, outside, outside_total })
        };
        assert_eq!(of(0, 0, 3, 10), Err(NotTested::TooFew));
        assert_eq!(of(0, 10, 0, 10), Err(NotTested::NoVariation));
        assert_eq!(of(10, 10, 12, 10), Err(NotTested::NoVariation));
    }
}
