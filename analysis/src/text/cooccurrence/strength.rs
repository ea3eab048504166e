//! How strong each pair of words or codes is.

use super::Pair;
use crate::multivariate::Sparse;
use crate::multivariate::similarity::{Measure, similarities};
use crate::text::terms::Term;

/// All pairs with a strength above 0. `rows` gives what measures of counts look at.
pub(super) fn strengths(
    n_documents: usize,
    things: &[Term],
    measure: Measure,
    rows: impl FnOnce() -> Vec<Sparse>,
) -> Vec<Pair> {
    if measure.of_sets(0.0, 1.0, 1.0).is_some() {
        return of_sets(n_documents, things, measure);
    }
    // There are fewer things than can be compared, and their rates are finite.
    let Ok(pairs) = similarities(&rows(), n_documents, measure) else { return Vec::new() };
    let strengths = pairs.iter().map(|(a, b, strength)| Pair { a, b, strength });
    strengths.filter(|pair| pair.strength > 0.0).collect()
}

fn of_sets(n_documents: usize, things: &[Term], measure: Measure) -> Vec<Pair> {
    let sets: Vec<Vec<u64>> = things.iter().map(|thing| bits(n_documents, &thing.documents)).collect();
    let mut pairs = Vec::new();
    for a in 0..things.len() {
        for b in a + 1..things.len() {
            let both: u32 = sets[a].iter().zip(&sets[b]).map(|(x, y)| (x & y).count_ones()).sum();
            let sizes = (things[a].documents.len() as f64, things[b].documents.len() as f64);
            let strength = measure.of_sets(f64::from(both), sizes.0, sizes.1);
            pairs.extend(strength.filter(|strength| *strength > 0.0).map(|strength| Pair { a, b, strength }));
        }
    }
    pairs
}

fn bits(n_documents: usize, documents: &[u32]) -> Vec<u64> {
    let mut bits = vec![0_u64; n_documents.div_ceil(64)];
    for &document in documents {
        if let Some(word) = bits.get_mut(document as usize / 64) {
            *word |= 1 << (document % 64);
        }
    }
    bits
}
