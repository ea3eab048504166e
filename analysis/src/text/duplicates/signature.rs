//! What is left of a text to find its copies by: the least hashes of its runs of characters.

use super::shingles::folded;
use super::{BANDS, ROWS};
use crate::statistics::random::{SEED, next};

/// Values that must be equal in their last eight bits: 4.3 standard deviations less than what .8 gives on average.
const LEAST_EQUAL: u8 = 60;

/// What makes a hash function of its own for each value of a signature; always the same.
pub(super) fn seeds() -> Vec<u64> {
    let mut state = SEED;
    (0..BANDS * ROWS).map(|_| next(&mut state)).collect()
}

/// The values of a text.
pub(super) struct Signature {
    /// One number for the values of each band.
    pub(super) bands: [u32; BANDS],
    /// The last eight bits of each value.
    ends: [u8; BANDS * ROWS],
}

impl Signature {
    pub(super) fn of(shingles: &[u128], seeds: &[u64]) -> Signature {
        let runs: Vec<u64> = shingles.iter().map(|&run| folded(run)).collect();
        let mut signature = Signature { bands: [0; BANDS], ends: [0; BANDS * ROWS] };
        let rows = seeds.chunks(ROWS).zip(signature.ends.chunks_mut(ROWS));
        for (band, (seeds, ends)) in signature.bands.iter_mut().zip(rows) {
            let mut mixed = 0_u64;
            for (seed, end) in seeds.iter().zip(ends) {
                let least = runs.iter().map(|run| next(&mut (run ^ seed))).min();
                let value = least.unwrap_or(u64::MAX);
                *end = value as u8;
                mixed = next(&mut (mixed ^ value));
            }
            *band = mixed as u32;
        }
        signature
    }

    /// Whether so many values are equal that the texts may be copies.
    pub(super) fn is_like(&self, other: &Signature) -> bool {
        self.n_equal(other) >= LEAST_EQUAL
    }

    /// There are 96 values, so that a byte holds how many are equal.
    fn n_equal(&self, other: &Signature) -> u8 {
        self.ends.iter().zip(&other.ends).map(|(one, other)| u8::from(one == other)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 96 values those are equal on average that the coefficient says, and one in 256 of the others by chance.
    #[test]
    fn as_many_values_are_equal_as_the_texts_share() {
        let runs: Vec<u128> = (0..1000_u128).map(|run| run << 40).collect();
        let signature = |runs: &[u128]| Signature::of(runs, &seeds());
        let all = signature(&runs);
        assert_eq!(all.n_equal(&signature(&runs)), 96);
        let [four_fifths, half] = [800, 500].map(|n| all.n_equal(&signature(&runs[..n])));
        assert!((65..=88).contains(&four_fifths), "{four_fifths}");
        assert!((34..=63).contains(&half), "{half}");
        let (one, other) = (signature(&runs[..500]), signature(&runs[500..]));
        let most = signature(&runs[..900]);
        assert!(one.n_equal(&other) <= 4);
        assert!(all.is_like(&most) && !one.is_like(&other));
        // Bands are equal where all of their values are: of 24 two thirds.
        let n_bands = all.bands.iter().zip(&most.bands).filter(|(one, other)| one == other).count();
        assert!((8..=22).contains(&n_bands), "{n_bands}");
    }
}
