//! Ranks of values, with the mean rank for equal ones.

/// With fewer values than this, all unequal, rank tests are exact, as in R's `wilcox.test`.
pub const FEWEST_FOR_NORMAL: usize = 50;

/// What the rank tests need of a list of values.
pub(super) struct Ranked {
    /// The rank of each value, from 1, in the order of the values.
    pub ranks: Vec<f64>,
    /// Σ (t³ − t) over the groups of t equal values; 0 when all differ.
    pub ties: f64,
}

/// Ranks finite values, the least first.
pub(super) fn ranked(values: &[f64]) -> Ranked {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut ties: f64 = 0.0;
    let mut first = 0;
    for group in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let size = group.len() as f64;
        let mean = first as f64 + (size + 1.0) / 2.0;
        for &place in group {
            ranks[place] = mean;
        }
        ties += size.powi(3) - size;
        first += group.len();
    }
    Ranked { ranks, ties }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 2 and 2 share the ranks 2 and 3, three times 7 the ranks 4 to 6; 2³ − 2 + 3³ − 3 = 30.
    #[test]
    fn equal_values_share_their_ranks() {
        let result = ranked(&[7.0, 2.0, 7.0, -1.0, 2.0, 7.0]);
        assert_eq!(result.ranks, [5.0, 2.5, 5.0, 1.0, 2.5, 5.0]);
        assert_eq!(result.ties, 30.0);
        assert_eq!(ranked(&[0.0, -0.0]).ranks, [1.5, 1.5]);
        assert_eq!(ranked(&[]).ranks, Vec::<f64>::new());
    }
}
