//! Cronbach's α: how far a set of items measures one thing.
//!
//! Source: L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951), 297–334:
//! α = k ÷ (k − 1) · (1 − Σ variance of the items ÷ variance of their sum).

use serde::Serialize;

use super::{NotTested, all_finite};

/// α of a set of items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cronbach {
    /// α; at most 1, below 0 when items go against one another.
    pub alpha: f64,
    /// People who answered all items.
    pub n: usize,
    /// For each item α without it; `None` with two items, or where the rest does not vary.
    pub without: Vec<Option<f64>>,
}

/// α of items answered by people, one row a person; who left an item out is not counted. Items asked the other way
/// round have to be turned first. All rows must have the length of the first; longer and shorter ones are passed over.
///
/// # Errors
/// [`NotTested::TooFew`] for fewer than two items or people, [`NotTested::NoVariation`] where the sums of all people are the same,
/// [`NotTested::NotFinite`] for values that are no numbers.
pub fn cronbach(rows: &[Vec<Option<f64>>]) -> Result<Cronbach, NotTested> {
    let k = rows.first().map_or(0, Vec::len);
    let complete: Vec<Vec<f64>> = rows
        .iter()
        .filter(|row| row.len() == k)
        .filter_map(|row| row.iter().copied().collect::<Option<Vec<f64>>>())
        .collect();
    all_finite(complete.iter().flatten())?;
    if k < 2 || complete.len() < 2 {
        return Err(NotTested::TooFew);
    }
    let items: Vec<usize> = (0..k).collect();
    let of_all = alpha(&complete, &items).ok_or(NotTested::NoVariation)?;
    let rest = |left_out: usize| items.iter().copied().filter(|&item| item != left_out).collect::<Vec<_>>();
    let without = items.iter().map(|&item| alpha(&complete, &rest(item))).collect();
    Ok(Cronbach { alpha: of_all, n: complete.len(), without })
}

fn alpha(rows: &[Vec<f64>], items: &[usize]) -> Option<f64> {
    if items.len() < 2 {
        return None;
    }
    let k = items.len() as f64;
    let of_items: f64 = items.iter().map(|&item| variance(rows.iter().map(|row| row[item]))).sum();
    let of_sum = variance(rows.iter().map(|row| items.iter().map(|&item| row[item]).sum::<f64>()));
    let alpha = k / (k - 1.0) * (1.0 - of_items / of_sum);
    (of_sum > 0.0 && alpha.is_finite()).then_some(alpha)
}

/// Variance of a sample (n − 1).
fn variance(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    values.map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// By numpy: `k/(k-1) * (1 - I.var(0, ddof=1).sum() / I.sum(1).var(ddof=1))` of the same six rows, and without each item.
    #[test]
    fn alpha_of_three_items() {
        let rows = [[4, 5, 4], [3, 3, 2], [5, 5, 5], [2, 3, 2], [4, 4, 3], [1, 2, 2]];
        let mut rows: Vec<Vec<Option<f64>>> =
            rows.iter().map(|row| row.iter().map(|&value| Some(f64::from(value))).collect()).collect();
        rows.push(vec![Some(1.0), None, Some(5.0)]);
        let result = cronbach(&rows).unwrap();
        near(result.alpha, 0.961_098_398_169_336_3, 1e-12);
        assert_eq!(result.n, 6);
        for (without, expected) in
            result.without.iter().zip([0.954_545_454_5, 0.918_660_287_1, 0.956_937_799_0])
        {
            near(without.unwrap(), expected, 1e-9);
        }
    }

    #[test]
    fn what_has_no_alpha_is_said() {
        let row = |values: &[f64]| values.iter().map(|&value| Some(value)).collect::<Vec<_>>();
        assert_eq!(cronbach(&[]), Err(NotTested::TooFew));
        assert_eq!(cronbach(&[row(&[1.0]), row(&[2.0])]), Err(NotTested::TooFew));
        assert_eq!(cronbach(&[row(&[1.0, 2.0]), row(&[1.0, 2.0])]), Err(NotTested::NoVariation));
        assert_eq!(cronbach(&[row(&[1.0, f64::NAN]), row(&[1.0, 2.0])]), Err(NotTested::NotFinite));
    }
}
