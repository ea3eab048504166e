//! The test of a cross table as it is reported: χ², Fisher's test where an expected count is under 5, and how strong it is.

use serde::Serialize;

use super::association::{Association, association};
use super::chi_square::{ChiSquare, Correction, chi_square, without_empty};
use super::fisher::{Fisher, fisher};
use super::{Method, NotTested};

/// Whether rows and columns are independent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Independence {
    /// χ², with Yates' correction for two by two.
    pub chi_square: ChiSquare,
    /// Fisher's test, where an expected count is under 5 and the table is not too large for it.
    pub fisher: Option<Fisher>,
    /// The probability to report: Fisher's where there is one, else that of χ².
    pub p: f64,
    /// How that probability was found.
    pub method: Method,
    /// φ without its sign, which only says which row and which column stand first, or Cramér's V; `None` for fewer than four counts.
    pub association: Option<Association>,
}

/// Tests a table of counts. Rows and columns without a count are passed over.
///
/// # Errors
/// [`NotTested::TooFew`] for fewer than two rows or columns with a count.
pub fn independence(observed: &[Vec<usize>]) -> Result<Independence, NotTested> {
    let table = without_empty(observed);
    let chi_square = chi_square(&table, Correction::TwoByTwo).ok_or(NotTested::TooFew)?;
    let fisher = if chi_square.low_expected_share > 0.0 { fisher(&table).ok() } else { None };
    let (p, method) = fisher.map_or((chi_square.p, Method::Approximate), |fisher| (fisher.p, fisher.method));
    let association = association(&table).ok().map(Association::without_direction);
    Ok(Independence { chi_square, fisher, p, method, association })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// Expected counts by hand: the least of [[8, 2], [1, 5]] is 6 · 7 ÷ 16 = 2.6, that of [[12, 7], [5, 7]] 5.4.
    #[test]
    fn small_expectations_call_for_fisher() {
        let small = independence(&[vec![8, 2], vec![1, 5]]).unwrap();
        assert_eq!(small.method, Method::Exact);
        near(small.p, 0.034_965_034_965, 1e-12);
        let large = independence(&[vec![12, 7], vec![5, 7]]).unwrap();
        assert_eq!((large.method, large.fisher), (Method::Approximate, None));
        near(large.p, 0.4233, 0.00005);
        let wide = independence(&[vec![4, 1, 0], vec![1, 3, 5]]).unwrap();
        assert_eq!(wide.method, Method::Simulated);
    }

    /// By `numpy.tanh(numpy.arctanh(phi) ± 1.95996 / sqrt(28))` of the first table.
    #[test]
    fn which_column_stands_first_says_nothing_of_the_strength() {
        let strength = |table: &[Vec<usize>]| independence(table).unwrap().association.unwrap();
        let one = strength(&[vec![12, 7], vec![5, 7]]);
        let other = strength(&[vec![7, 12], vec![7, 5]]);
        near(one.value, 0.210_348_867_424_647_15, 1e-12);
        near(other.value, one.value, 1e-12);
        let ((low, high), (other_low, other_high)) = (one.interval.unwrap(), other.interval.unwrap());
        assert!(low < 0.0 && low < one.value && one.value < high, "{low} {high}");
        near(other_low, low, 1e-12);
        near(other_high, high, 1e-12);
    }

    #[test]
    fn nothing_to_test_is_said() {
        assert_eq!(independence(&[vec![1, 2]]), Err(NotTested::TooFew));
    }
}
