//! Fisher's exact test: exact for two by two, by drawing tables with the same totals for larger ones.
//!
//! Formulas: A. Agresti, *An Introduction to Categorical Data Analysis*, 2nd ed. (2007), section 2.6; two-sided as in R's
//! `fisher.test`: all tables with these totals that are not more probable than the observed one.

use serde::Serialize;
use statrs::distribution::{Discrete, Hypergeometric};
use statrs::function::factorial::ln_factorial;

use super::chi_square::without_empty;
use super::random::{SEED, fraction};
use super::{Method, NotTested};

/// Tables drawn for a simulated test; the least probability that it can give is 1 ÷ (this + 1).
pub const DRAWS: usize = 9_999;

/// Largest total of a table that is tested.
const LARGEST: usize = 1_000_000;

/// Most steps of a simulated test.
const MOST_STEPS: usize = 200_000_000;

/// Tables count as equally probable when the logarithms of their probabilities differ by less than this (as in R, where it is a share).
const TOLERANCE: f64 = 1e-7;

/// The outcome of Fisher's test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fisher {
    /// Two-sided probability.
    pub p: f64,
    /// Exact for two by two, else simulated.
    pub method: Method,
}

/// Tests whether rows and columns are independent. Rows and columns without a count are passed over.
///
/// # Errors
/// [`NotTested::TooFew`] for fewer than two rows or columns with a count, [`NotTested::TooLarge`] for more than can be added up or drawn.
pub fn fisher(observed: &[Vec<usize>]) -> Result<Fisher, NotTested> {
    let table = without_empty(observed);
    let columns = table.first().map_or(0, Vec::len);
    match (table.len(), columns) {
        (0 | 1, _) | (_, 0 | 1) => Err(NotTested::TooFew),
        (2, 2) => Ok(Fisher { p: exact(&table)?, method: Method::Exact }),
        _ => Ok(Fisher { p: simulated(&table)?, method: Method::Simulated }),
    }
}

fn exact(table: &[Vec<usize>]) -> Result<f64, NotTested> {
    let cell = |row: usize, column: usize| table[row][column] as u64;
    let row = cell(0, 0) + cell(0, 1);
    let column = cell(0, 0) + cell(1, 0);
    let total = row + cell(1, 0) + cell(1, 1);
    if total > LARGEST as u64 {
        return Err(NotTested::TooLarge);
    }
    let Ok(distribution) = Hypergeometric::new(total, row, column) else { return Err(NotTested::TooFew) };
    let (least, most) = ((row + column).saturating_sub(total), row.min(column));
    let limit = distribution.ln_pmf(cell(0, 0)) + TOLERANCE;
    let probabilities = (least..=most).map(|count| distribution.ln_pmf(count)).filter(|ln| *ln <= limit);
    Ok(probabilities.map(f64::exp).sum::<f64>().min(1.0))
}

/// The totals of a table, and what its cells are drawn with.
struct Totals {
    rows: Vec<usize>,
    columns: Vec<usize>,
    all: usize,
    /// ln(n!) of every n up to the total.
    ln_factorials: Vec<f64>,
}

impl Totals {
    fn of(table: &[Vec<usize>]) -> Totals {
        let n_columns = table.first().map_or(0, Vec::len);
        let sorted = |mut totals: Vec<usize>| {
            // The largest come last: what is left for them is not drawn.
            totals.sort_unstable();
            totals
        };
        let rows = sorted(table.iter().map(|row| row.iter().sum()).collect());
        let columns = sorted((0..n_columns).map(|c| table.iter().map(|row| row[c]).sum()).collect());
        let all = rows.iter().sum();
        Totals { rows, columns, all, ln_factorials: Vec::new() }
    }

    /// About how many steps the drawing of one table takes: one a cell, and as many as its count usually differs from the expected one,
    /// which is about its square root. Σ√ of the expected counts is at most √(cells × total).
    fn n_steps(&self) -> usize {
        let n_cells = self.rows.len().saturating_mul(self.columns.len());
        n_cells.saturating_add(n_cells.saturating_mul(self.all).isqrt())
    }

    /// Draws one table with these totals and gives Σ ln(count!) of its cells: the larger, the less probable. Row by row, what a column
    /// gets of a row follows the hypergeometric distribution of what is left of both.
    fn draw(&self, state: &mut u64) -> f64 {
        let mut left = self.columns.clone();
        let mut sum = 0.0;
        let mut below = self.all;
        for &row in self.rows.iter().take(self.rows.len().saturating_sub(1)) {
            let (mut to_give, mut right) = (row, below);
            for column in &mut left {
                let count = self.cell(state, *column, to_give, right);
                right -= *column;
                to_give -= count;
                *column -= count;
                sum += self.ln_factorials[count];
            }
            below -= row;
        }
        sum + left.iter().map(|&count| self.ln_factorials[count]).sum::<f64>()
    }

    /// How many of `drawn` out of `all` lots are among `marked` ones: a uniform number is used up by the probabilities from the most
    /// probable count outwards.
    fn cell(&self, state: &mut u64, marked: usize, drawn: usize, all: usize) -> usize {
        let (least, most) = ((marked + drawn).saturating_sub(all), marked.min(drawn));
        if least == most {
            return least;
        }
        let ln = |n: usize| self.ln_factorials[n];
        // Lots that are neither drawn nor marked, where `count` are both.
        let neither = |count: usize| all + count - marked - drawn;
        let mode = ((marked + 1) * (drawn + 1) / (all + 2)).clamp(least, most);
        let of_mode = (ln(marked) + ln(all - marked) + ln(drawn) + ln(all - drawn)
            - ln(all)
            - ln(mode)
            - ln(marked - mode)
            - ln(drawn - mode)
            - ln(neither(mode)))
        .exp();
        let mut left = fraction(state) - of_mode;
        let (mut up, mut of_up, mut down, mut of_down) = (mode, of_mode, mode, of_mode);
        while left >= 0.0 && (up < most || down > least) {
            if up < most {
                of_up *= ((marked - up) * (drawn - up)) as f64 / ((up + 1) * neither(up + 1)) as f64;
                up += 1;
                left -= of_up;
                if left < 0.0 {
                    return up;
                }
            }
            if down > least {
                of_down *= (down * neither(down)) as f64 / ((marked - down + 1) * (drawn - down + 1)) as f64;
                down -= 1;
                left -= of_down;
                if left < 0.0 {
                    return down;
                }
            }
        }
        mode
    }
}

/// As R's `fisher.test(simulate.p.value = TRUE)`, with a fixed seed.
fn simulated(table: &[Vec<usize>]) -> Result<f64, NotTested> {
    let mut totals = Totals::of(table);
    if totals.n_steps().saturating_mul(DRAWS) > MOST_STEPS || totals.all > LARGEST {
        return Err(NotTested::TooLarge);
    }
    totals.ln_factorials = (0..=totals.all as u64).map(ln_factorial).collect();
    let observed: f64 = table.iter().flatten().map(|&count| totals.ln_factorials[count]).sum();
    let mut state = SEED;
    let as_extreme = (0..DRAWS).filter(|_| totals.draw(&mut state) >= observed - TOLERANCE).count();
    Ok((as_extreme + 1) as f64 / (DRAWS + 1) as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::tests::near;

    fn p(table: [[usize; 2]; 2]) -> f64 {
        fisher(&table.map(Vec::from)).unwrap().p
    }

    /// Fisher's tea tasting (Agresti 2007, section 2.6.2): P = .486. The other values are `scipy.stats.fisher_exact` 1.17;
    /// the second table, of convictions of twins, is in R's `?fisher.test` (p = 0.0005367 two-sided).
    #[test]
    fn tables_of_two_by_two_are_exact() {
        near(p([[3, 1], [1, 3]]), 0.485_714_285_714_285_65, 1e-12);
        near(p([[2, 10], [15, 3]]), 0.000_536_724_119_143_435_7, 1e-12);
        near(p([[8, 2], [1, 5]]), 0.034_965_034_965_034_975, 1e-12);
        near(p([[0, 7], [6, 5]]), 0.037_707_390_648_567_124, 1e-12);
        assert_eq!(fisher(&[vec![3, 1], vec![1, 3]]).unwrap().method, Method::Exact);
    }

    /// The exact probabilities, .0246778 and .0259740, come from adding up all tables with the same totals (Python). The
    /// standard error of a simulated probability of .025 is .0016.
    #[test]
    fn larger_tables_are_simulated_and_repeatable() {
        let three = [vec![3, 1, 0], vec![1, 4, 2], vec![0, 1, 5]];
        let result = fisher(&three).unwrap();
        assert_eq!(result.method, Method::Simulated);
        near(result.p, 0.024_677_8, 0.006);
        assert_eq!(fisher(&three), Ok(result));
        near(fisher(&[vec![4, 1, 0], vec![1, 3, 5]]).unwrap().p, 0.025_974, 0.006);
        near(fisher(&[vec![4, 1], vec![1, 3], vec![0, 5]]).unwrap().p, 0.025_974, 0.006);
    }

    /// From a copy of the drawing written in Python, with the same seed: figures stay the same from version to version.
    #[test]
    fn draws_stay_the_same() {
        near(fisher(&[vec![3, 1, 0], vec![1, 4, 2], vec![0, 1, 5]]).unwrap().p, 0.0251, 1e-12);
        near(fisher(&[vec![4, 1, 0], vec![1, 3, 5]]).unwrap().p, 0.0273, 1e-12);
    }

    /// Of many counts the exact probability is near that of χ² (`scipy.stats.chi2_contingency` 1.17: .032452), which counts that are
    /// drawn far from the expected ones have to add up to. The standard error is .0018.
    #[test]
    fn tables_of_many_counts_come_near_chi_square() {
        let many = [vec![400, 365, 250], vec![390, 400, 225], vec![330, 340, 260]];
        near(fisher(&many).unwrap().p, 0.032_452, 0.007);
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(fisher(&[]), Err(NotTested::TooFew));
        assert_eq!(fisher(&[vec![3, 0], vec![4, 0]]), Err(NotTested::TooFew));
        assert_eq!(fisher(&[vec![1_000_000, 2], vec![3, 4]]), Err(NotTested::TooLarge));
        let large = vec![vec![200_000; 3]; 3];
        assert_eq!(fisher(&large), Err(NotTested::TooLarge));
        let wide = vec![vec![9; 100]; 100];
        assert_eq!(fisher(&wide), Err(NotTested::TooLarge));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_exact_test_has_no_sides(a in 0usize..40, b in 0usize..40, c in 0usize..40, d in 0usize..40) {
            let same = [[[a, b], [c, d]], [[c, d], [a, b]], [[b, a], [d, c]], [[a, c], [b, d]]];
            let results: Vec<_> = same.iter().map(|table| fisher(&table.map(Vec::from))).collect();
            for result in &results {
                match (result, &results[0]) {
                    (Ok(one), Ok(other)) => {
                        prop_assert!((one.p - other.p).abs() < 1e-9 && one.p > 0.0 && one.p <= 1.0);
                    }
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }
    }
}
