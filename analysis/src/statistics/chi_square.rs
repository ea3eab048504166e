//! Pearson's χ² test of a table of counts, and what belongs to it: expected counts, residuals, Cramér's V.
//!
//! Formulas: A. Agresti, *An Introduction to Categorical Data Analysis*, 2nd ed. (2007), sections 2.4.1 (χ²), 2.4.5
//! (standardized residuals); the continuity correction as in R's `chisq.test`; H. Cramér, *Mathematical Methods of
//! Statistics* (1946), p. 282 (V).

use serde::{Deserialize, Serialize};

use super::{HIGHLY_SIGNIFICANT, SIGNIFICANT, upper_tail};

/// When Yates' continuity correction is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// For tables of two by two only: what R and KH Coder do.
    #[default]
    TwoByTwo,
    /// Never.
    Never,
}

/// An expected count below this is low: χ² is then not relied on.
pub const LEAST_EXPECTED: f64 = 5.0;

/// The outcome of a χ² test of independence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    /// χ², with Yates' correction where [`ChiSquare::is_corrected`] says so.
    pub statistic: f64,
    /// Degrees of freedom; rows and columns without a single count do not add any.
    pub df: usize,
    /// Upper tail probability of χ² with `df` degrees of freedom.
    pub p: f64,
    /// Whether the statistic carries Yates' correction.
    pub is_corrected: bool,
    /// Cramér's V from 0 to 1, of the uncorrected statistic.
    pub cramers_v: f64,
    /// Share (0 to 1) of the cells whose expected count is low ([`LEAST_EXPECTED`]).
    pub low_expected_share: f64,
    /// Whether more than a fifth of the expected counts are below 5, or one is below 1: the χ² approximation is then
    /// not to be trusted (W. G. Cochran, Biometrics 10, 1954, p. 420).
    pub is_doubtful: bool,
    /// The mark of `p` (see [`stars()`]).
    pub stars: &'static str,
}

/// Tests whether rows and columns are independent. `None` where there is nothing to test: fewer than two rows or
/// columns with a count. Rows of unequal length are read as if filled with 0.
pub fn chi_square(observed: &[Vec<usize>], correction: Correction) -> Option<ChiSquare> {
    let table = without_empty(observed);
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    if rows < 2 || columns < 2 {
        return None;
    }
    let expected = expected_counts(&table);
    let is_corrected = correction == Correction::TwoByTwo && rows == 2 && columns == 2;
    let pairs = || {
        let observed = table.iter().flatten().map(|&count| count as f64);
        observed.zip(expected.iter().flatten().copied())
    };
    let plain: f64 = pairs().map(|(o, e)| (o - e).powi(2) / e).sum();
    let statistic = match is_corrected {
        true => pairs().map(|(o, e)| ((o - e).abs() - (o - e).abs().min(0.5)).powi(2) / e).sum(),
        false => plain,
    };
    let df = (rows - 1) * (columns - 1);
    let p = upper_tail(statistic, df).ok()?;
    let n: usize = table.iter().flatten().sum();
    let smaller = (rows.min(columns) - 1) as f64;
    let cells = (rows * columns) as f64;
    let low_expected_share = pairs().filter(|(_, e)| *e < LEAST_EXPECTED).count() as f64 / cells;
    let is_doubtful = low_expected_share > 0.2 || pairs().any(|(_, e)| e < 1.0);
    let cramers_v = (plain / (n as f64 * smaller)).sqrt().min(1.0);
    Some(ChiSquare {
        statistic,
        df,
        p,
        is_corrected,
        cramers_v,
        low_expected_share,
        is_doubtful,
        stars: stars(p),
    })
}

/// The mark that tables print for a probability: `*` below [`SIGNIFICANT`], `**` below [`HIGHLY_SIGNIFICANT`], else empty.
pub fn stars(p: f64) -> &'static str {
    match p {
        p if p < HIGHLY_SIGNIFICANT => "**",
        p if p < SIGNIFICANT => "*",
        _ => "",
    }
}

/// Row total × column total ÷ total for each cell; 0 for an empty table.
pub fn expected_counts(observed: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let (rows, columns) = margins(observed);
    let total: usize = rows.iter().sum();
    let cell = |row: usize, column: usize| match total {
        0 => 0.0,
        _ => row as f64 * column as f64 / total as f64,
    };
    rows.iter().map(|&row| columns.iter().map(|&column| cell(row, column)).collect()).collect()
}

/// Adjusted (standardized) residual of each cell, normal with mean 0 and variance 1 under independence:
/// (O − E) ÷ √(E (1 − row share) (1 − column share)). `None` where its variance is 0.
pub fn adjusted_residuals(observed: &[Vec<usize>]) -> Vec<Vec<Option<f64>>> {
    let (rows, columns) = margins(observed);
    let total: usize = rows.iter().sum();
    let expected = expected_counts(observed);
    let residual = |r: usize, c: usize| {
        let e = expected[r][c];
        let rest = |part: usize| 1.0 - part as f64 / total as f64;
        let variance = e * rest(rows[r]) * rest(columns[c]);
        let count = observed[r].get(c).copied().unwrap_or(0) as f64;
        (total > 0 && variance > 0.0).then(|| (count - e) / variance.sqrt())
    };
    (0..rows.len()).map(|r| (0..columns.len()).map(|c| residual(r, c)).collect()).collect()
}

fn margins(observed: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let width = observed.iter().map(Vec::len).max().unwrap_or(0);
    let rows = observed.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..width).map(|c| observed.iter().filter_map(|row| row.get(c)).sum()).collect();
    (rows, columns)
}

/// The table without rows and columns that have no count, all rows of the same length.
pub(super) fn without_empty(observed: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let (rows, columns) = margins(observed);
    let full: Vec<usize> = (0..columns.len()).filter(|&c| columns[c] > 0).collect();
    let kept = observed.iter().zip(rows).filter(|(_, total)| *total > 0);
    kept.map(|(row, _)| full.iter().map(|&c| row.get(c).copied().unwrap_or(0)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::tests::near;

    /// Agresti (2007), table 2.5: party identification by gender; the same table opens R's `?chisq.test`, whose
    /// printed results are X-squared = 30.07, df = 2, p-value = 2.954e-07 and these expected counts and `stdres`.
    #[test]
    fn party_by_gender_of_agresti() {
        let table = [vec![762, 327, 468], vec![484, 239, 477]];
        let result = chi_square(&table, Correction::TwoByTwo).unwrap();
        near(result.statistic, 30.07, 0.005);
        assert_eq!((result.df, result.is_corrected, result.stars), (2, false, "**"));
        near(result.p, 2.954e-7, 0.0005e-7);
        let expected = expected_counts(&table);
        near(expected[0][0], 703.6714, 0.00005);
        near(expected[1][2], 411.3166, 0.00005);
        let residuals = adjusted_residuals(&table);
        near(residuals[0][0].unwrap(), 4.5020535, 5e-8);
        near(residuals[0][1].unwrap(), 0.6994517, 5e-8);
        near(residuals[1][2].unwrap(), 5.3159455, 5e-8);
        assert!(!result.is_doubtful);
    }

    /// R's `?chisq.test`: `chisq.test(matrix(c(12, 5, 7, 7), ncol = 2))$p.value # 0.4233` (Yates, X-squared 0.6411).
    /// Without it by hand n (ad − bc)² ÷ (17 · 14 · 19 · 12) = 31 · 49² ÷ 54264; `math.erfc(math.sqrt(x / 2))` in Python.
    #[test]
    fn two_by_two_with_the_correction_of_yates() {
        let table = [vec![12, 7], vec![5, 7]];
        let corrected = chi_square(&table, Correction::TwoByTwo).unwrap();
        assert!(corrected.is_corrected);
        near(corrected.statistic, 0.6411, 0.00005);
        near(corrected.p, 0.4233, 0.00005);
        let plain = chi_square(&table, Correction::Never).unwrap();
        near(plain.statistic, 1.371_646_026_831_785_4, 1e-12);
        near(plain.p, 0.241_529_274_763_686_8, 1e-9);
        near(plain.cramers_v, corrected.cramers_v, 1e-12);
    }

    /// The example of Wikipedia's article "Chi-squared test": occupation by neighbourhood, χ² ≈ 24.57 with 6 degrees
    /// of freedom and an expected count of 80.54 for white-collar workers in neighbourhood A.
    #[test]
    fn occupation_by_neighbourhood() {
        let table = [vec![90, 60, 104, 95], vec![30, 50, 51, 20], vec![30, 40, 45, 35]];
        let result = chi_square(&table, Correction::TwoByTwo).unwrap();
        near(result.statistic, 24.57, 0.005);
        assert_eq!(result.df, 6);
        near(expected_counts(&table)[0][0], 80.54, 0.005);
    }

    /// SciPy's documentation of `scipy.stats.contingency.association`: Cramér's V of this table is 0.18617813077483678.
    #[test]
    fn cramers_v_of_the_scipy_example() {
        let table = [vec![100, 150], vec![203, 322], vec![420, 700], vec![320, 210]];
        near(chi_square(&table, Correction::TwoByTwo).unwrap().cramers_v, 0.186_178_130_774_836_78, 1e-12);
    }

    #[test]
    fn a_table_with_small_expectations_is_doubtful() {
        let result = chi_square(&[vec![1, 9], vec![2, 3]], Correction::TwoByTwo).unwrap();
        assert!(result.is_doubtful);
        near(result.low_expected_share, 0.75, 1e-12);
    }

    #[test]
    fn nothing_to_test_is_no_result() {
        assert_eq!(chi_square(&[], Correction::TwoByTwo), None);
        assert_eq!(chi_square(&[vec![3, 4]], Correction::TwoByTwo), None);
        assert_eq!(chi_square(&[vec![3, 0], vec![4, 0]], Correction::TwoByTwo), None);
        assert_eq!(adjusted_residuals(&[vec![3, 0], vec![4, 0]])[0][0], None);
    }

    proptest! {
        #[test]
        fn empty_rows_and_columns_change_nothing(cells in proptest::collection::vec(0usize..30, 6)) {
            let table = vec![cells[..3].to_vec(), cells[3..].to_vec()];
            let mut padded: Vec<Vec<usize>> =
                table.iter().map(|row| row.iter().copied().chain([0]).collect()).collect();
            padded.push(vec![0; 4]);
            prop_assert_eq!(chi_square(&table, Correction::TwoByTwo), chi_square(&padded, Correction::TwoByTwo));
        }

        #[test]
        fn results_stay_in_their_ranges(cells in proptest::collection::vec(0usize..1000, 12)) {
            let table: Vec<Vec<usize>> = cells.chunks(4).map(<[usize]>::to_vec).collect();
            if let Some(result) = chi_square(&table, Correction::TwoByTwo) {
                prop_assert!((0.0..=1.0).contains(&result.p));
                prop_assert!((0.0..=1.0).contains(&result.cramers_v));
                prop_assert!(result.statistic >= 0.0);
            }
        }
    }
}
