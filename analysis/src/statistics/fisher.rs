//! Fisher's exact test: exact for two by two, by drawing tables with the same totals for larger ones.
//!
//! Formulas: A. Agresti, *An Introduction to Categorical Data Analysis*, 2nd ed. (2007), section 2.6; two-sided as in R's
//! `fisher.test`: all tables with these totals that are not more probable than the observed one.

use serde::Serialize;
use statrs::distribution::{Discrete, Hypergeometric};
use statrs::function::factorial::ln_factorial;

use super::chi_square::without_empty;
use super::random::{SEED, place};
use super::{Method, NotTested};

/// Tables drawn for a simulated test; the least probability that it can give is 1 ÷ (this + 1).
pub const DRAWS: usize = 9_999;

/// Largest total of an exact test.
const LARGEST_EXACT: usize = 1_000_000;

/// Most single draws of a simulated test.
const MOST_STEPS: usize = 200_000_000;

/// Tables count as equally probable when their probabilities differ by less than this share (as in R).
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
    if total > LARGEST_EXACT as u64 {
        return Err(NotTested::TooLarge);
    }
    let Ok(distribution) = Hypergeometric::new(total, row, column) else { return Err(NotTested::TooFew) };
    let (least, most) = ((row + column).saturating_sub(total), row.min(column));
    let limit = distribution.ln_pmf(cell(0, 0)) + TOLERANCE;
    let probabilities = (least..=most).map(|count| distribution.ln_pmf(count)).filter(|ln| *ln <= limit);
    Ok(probabilities.map(f64::exp).sum::<f64>().min(1.0))
}

/// One side of the table as lots to draw, the other as groups that draw them.
struct Urn {
    /// The category of each lot.
    lots: Vec<usize>,
    /// How many lots each category has: the same however they are drawn.
    per_category: Vec<usize>,
    /// How many lots each group draws; the largest group comes last and takes what is left.
    groups: Vec<usize>,
}

impl Urn {
    fn new(table: &[Vec<usize>]) -> Urn {
        let n_columns = table.first().map_or(0, Vec::len);
        let rows: Vec<usize> = table.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<usize> = (0..n_columns).map(|c| table.iter().map(|row| row[c]).sum()).collect();
        // The side with the largest group draws: the fewer lots are drawn one by one, the faster.
        let (mut groups, categories) = match rows.iter().max() >= columns.iter().max() {
            true => (rows, columns),
            false => (columns, rows),
        };
        groups.sort_unstable();
        let lots = categories.iter().enumerate().flat_map(|(category, &n)| std::iter::repeat_n(category, n));
        Urn { lots: lots.collect(), per_category: categories, groups }
    }

    /// Lots drawn one by one for one table.
    fn n_steps(&self) -> usize {
        self.lots.len() - self.groups.last().copied().unwrap_or(0)
    }

    /// Draws one table and gives Σ ln(count!) of its cells: the larger, the less probable.
    fn draw(&mut self, state: &mut u64, ln_factorials: &[f64]) -> f64 {
        let mut left: Vec<usize> = self.per_category.clone();
        let mut sum: f64 = 0.0;
        let mut at = 0;
        for &size in self.groups.iter().take(self.groups.len().saturating_sub(1)) {
            let mut counts: Vec<usize> = vec![0; self.per_category.len()];
            for _ in 0..size {
                let chosen = at + place(state, self.lots.len() - at);
                self.lots.swap(at, chosen);
                counts[self.lots[at]] += 1;
                at += 1;
            }
            for (left, count) in left.iter_mut().zip(&counts) {
                *left -= count;
                sum += ln_factorials[*count];
            }
        }
        sum + left.iter().map(|&count| ln_factorials[count]).sum::<f64>()
    }
}

/// As R's `fisher.test(simulate.p.value = TRUE)`, with a fixed seed.
fn simulated(table: &[Vec<usize>]) -> Result<f64, NotTested> {
    let total: usize = table.iter().flatten().sum();
    let mut urn = Urn::new(table);
    let n_cells = urn.groups.len() * urn.per_category.len();
    if (urn.n_steps() + n_cells).saturating_mul(DRAWS) > MOST_STEPS {
        return Err(NotTested::TooLarge);
    }
    let ln_factorials: Vec<f64> = (0..=total as u64).map(ln_factorial).collect();
    let observed: f64 = table.iter().flatten().map(|&count| ln_factorials[count]).sum();
    let mut state = SEED;
    let as_extreme =
        (0..DRAWS).filter(|_| urn.draw(&mut state, &ln_factorials) >= observed - TOLERANCE).count();
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
        near(fisher(&[vec![3, 1, 0], vec![1, 4, 2], vec![0, 1, 5]]).unwrap().p, 0.0247, 1e-12);
        near(fisher(&[vec![4, 1, 0], vec![1, 3, 5]]).unwrap().p, 0.0262, 1e-12);
    }

    #[test]
    fn what_cannot_be_tested_is_said() {
        assert_eq!(fisher(&[]), Err(NotTested::TooFew));
        assert_eq!(fisher(&[vec![3, 0], vec![4, 0]]), Err(NotTested::TooFew));
        assert_eq!(fisher(&[vec![1_000_000, 2], vec![3, 4]]), Err(NotTested::TooLarge));
        let large = vec![vec![100_000; 3]; 3];
        assert_eq!(fisher(&large), Err(NotTested::TooLarge));
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
