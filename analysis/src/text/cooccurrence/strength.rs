//! How strong each pair of words or codes is, and which pairs are the strongest.

use super::Pair;
use super::compared::Compared;

/// All pairs with a strength above 0.
pub(super) fn strengths(compared: &Compared) -> Vec<Pair> {
    if !compared.options.measure.is_of_counts() {
        return of_sets(compared);
    }
    // There are fewer things than can be compared, and their rates are finite.
    let Ok(pairs) = compared.similarities() else { return Vec::new() };
    let strengths = pairs.iter().map(|(a, b, strength)| Pair { a, b, strength });
    strengths.filter(|pair| pair.strength > 0.0).collect()
}

fn of_sets(compared: &Compared) -> Vec<Pair> {
    let (things, sets) = (&compared.words, sets(compared));
    let mut pairs = Vec::new();
    for a in 0..things.len() {
        for b in a + 1..things.len() {
            let both = n_shared(&sets[a], &sets[b]);
            let sizes = (things[a].documents.len() as f64, things[b].documents.len() as f64);
            let strength = compared.options.measure.of_sets(f64::from(both), sizes.0, sizes.1);
            pairs.extend(strength.filter(|strength| *strength > 0.0).map(|strength| Pair { a, b, strength }));
        }
    }
    pairs
}

/// The pairs that enough texts share.
pub(super) fn shared_by(compared: &Compared, mut pairs: Vec<Pair>) -> Vec<Pair> {
    let least = compared.options.min_shared;
    if least <= 1 {
        return pairs;
    }
    let sets = sets(compared);
    pairs.retain(|pair| n_shared(&sets[pair.a], &sets[pair.b]) >= least);
    pairs
}

/// For each thing the texts that have it.
fn sets(compared: &Compared) -> Vec<Vec<u64>> {
    compared.words.iter().map(|thing| bits(compared.n as usize, &thing.documents)).collect()
}

fn n_shared(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(x, y)| (x & y).count_ones()).sum()
}

/// All pairs that have a strength: how many, the threshold, and those at or above it, strongest first. The threshold is the one
/// that leaves `max_edges`, or `least` where that is higher.
pub(super) fn strongest(
    mut pairs: Vec<Pair>,
    max_edges: usize,
    least: Option<f64>,
) -> (usize, f64, Vec<Pair>) {
    pairs.sort_by(|x, y| y.strength.total_cmp(&x.strength).then((x.a, x.b).cmp(&(y.a, y.b))));
    let n_pairs = pairs.len();
    let of_strongest = if n_pairs <= max_edges {
        pairs.last().map_or(0.0, |pair| pair.strength)
    } else {
        quantile(&pairs, 1.0 - max_edges as f64 / n_pairs as f64)
    };
    let threshold = least.map_or(of_strongest, |least| of_strongest.max(least));
    pairs.retain(|pair| pair.strength >= threshold);
    (n_pairs, threshold, pairs)
}

/// R's `quantile(type = 7)` of the coefficients, which are sorted downwards.
fn quantile(pairs: &[Pair], share: f64) -> f64 {
    let ascending = |at: usize| pairs[pairs.len() - 1 - at.min(pairs.len() - 1)].strength;
    let place = share * (pairs.len() - 1) as f64;
    let below = place.floor() as usize;
    let (low, high) = (ascending(below), ascending(below + 1));
    low + (place - place.floor()) * (high - low)
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
