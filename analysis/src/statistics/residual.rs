//! Which cells of a table differ: adjusted residuals with their probabilities, corrected for their number.

use serde::Serialize;

use super::chi_square::adjusted_residuals;
use super::two_sided;

/// The residual of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Residual {
    /// Adjusted residual, standard normal under independence; above 0 where there are more than expected.
    pub residual: f64,
    /// Two-sided probability of this cell alone.
    pub p: f64,
    /// The same after Holm's correction for all cells of the table.
    pub p_holm: f64,
}

/// The residuals of all cells. `None` where a cell cannot differ, because its row or column has all counts or none.
pub fn residuals(observed: &[Vec<usize>]) -> Vec<Vec<Option<Residual>>> {
    corrected(&adjusted_residuals(observed))
}

/// Adjusted residuals with their probabilities, corrected for all that there are.
pub fn corrected(residuals: &[Vec<Option<f64>>]) -> Vec<Vec<Option<Residual>>> {
    let alone: Vec<Option<f64>> =
        residuals.iter().flatten().map(|residual| residual.map(two_sided)).collect();
    let mut probabilities = alone.iter().zip(holm(&alone)).map(|(p, p_holm)| p.zip(p_holm));
    let mut cell = |residual: &Option<f64>| {
        let probabilities = probabilities.next().flatten();
        residual.zip(probabilities).map(|(residual, (p, p_holm))| Residual { residual, p, p_holm })
    };
    residuals.iter().map(|row| row.iter().map(&mut cell).collect()).collect()
}

/// Holm's correction of a family of probabilities; those that are missing are no part of the family. As R's
/// `p.adjust(method = "holm")`.
///
/// Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979), 65–70.
pub fn holm(probabilities: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = probabilities
        .iter()
        .enumerate()
        .filter_map(|(place, p)| p.filter(|p| p.is_finite()).map(|p| (place, p)))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut corrected = vec![None; probabilities.len()];
    let mut largest: f64 = 0.0;
    for (rank, &(place, p)) in order.iter().enumerate() {
        largest = largest.max(p * (order.len() - rank) as f64).min(1.0);
        corrected[place] = Some(largest);
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// R: `p.adjust(c(.01, .04, .03, .005), "holm")` is .03 .06 .06 .02; statsmodels' `multipletests` gives the same.
    #[test]
    fn the_correction_of_holm() {
        let result = holm(&[Some(0.01), Some(0.04), None, Some(0.03), Some(0.005)]);
        for (result, expected) in result.iter().zip([Some(0.03), Some(0.06), None, Some(0.06), Some(0.02)]) {
            match (result, expected) {
                (Some(result), Some(expected)) => near(*result, expected, 1e-12),
                (result, expected) => assert_eq!(*result, expected),
            }
        }
        assert_eq!(holm(&[Some(0.9), Some(0.8)]), [Some(1.0), Some(1.0)]);
        assert_eq!(holm(&[]), []);
    }

    /// The table of Agresti (2007), table 2.5. Residuals as printed there; probabilities from `scipy.stats.norm.sf`,
    /// corrected by statsmodels: 6.7300e-6 becomes 2.6920e-5, .48426977 becomes .96853953, 1.0610e-7 becomes 6.3663e-7.
    #[test]
    fn residuals_of_party_by_gender() {
        let table = residuals(&[vec![762, 327, 468], vec![484, 239, 477]]);
        let first = table[0][0].unwrap();
        near(first.residual, 4.502_053_5, 5e-8);
        near(first.p, 6.730_002_78e-6, 1e-10);
        near(first.p_holm, 2.692_001_11e-5, 1e-9);
        near(table[1][1].unwrap().p_holm, 0.968_539_534, 1e-7);
        near(table[1][2].unwrap().p_holm, 6.366_292_91e-7, 1e-10);
    }

    #[test]
    fn cells_that_cannot_differ_have_none() {
        assert_eq!(residuals(&[vec![3, 0], vec![4, 0]]), [[None, None], [None, None]]);
        assert_eq!(residuals(&[]), Vec::<Vec<Option<Residual>>>::new());
    }
}
