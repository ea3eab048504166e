//! The runs of characters of a text, what two texts share of them, and a sketch that tells soon of most pairs that they
//! share too little.

use super::{LEAST_JACCARD, SHINGLE};
use crate::statistics::random::next;

/// Bits of a character.
const CHAR_BITS: u32 = 21;

/// Runs that only one of two texts has, for each run of either, of texts that are copies: of `a` and `b` runs at least
/// (`a` + `b`) · t ÷ (1 + t) are in both. The little that is added is more than rounding can take away, and less than a run.
const MOST_DIFFERENT: f64 = (1.0 - LEAST_JACCARD) / (1.0 + LEAST_JACCARD) + 1e-9;

/// What remains of the characters before one when it is added to them.
const KEPT: u128 = (1 << (CHAR_BITS * SHINGLE as u32)) - 1;

/// The runs of characters of a text, in its order.
pub(super) fn runs(text: &str) -> impl Iterator<Item = u128> {
    let add = |packed: &mut u128, c: char| {
        *packed = ((*packed << CHAR_BITS) | u128::from(u32::from(c))) & KEPT;
        Some(*packed)
    };
    text.chars().scan(0, add).skip(SHINGLE - 1)
}

/// The runs of characters of a text, each once, ascending.
pub(super) fn shingles(text: &str) -> Vec<u128> {
    let mut found: Vec<u128> = runs(text).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A run in 64 bits, to be hashed.
pub(super) fn folded(run: u128) -> u64 {
    (run as u64) ^ ((run >> 64) as u64).rotate_left(32)
}

/// What two ascending lists share ÷ what is in either; 0 when both are empty.
pub(super) fn jaccard(a: &[u128], b: &[u128]) -> f64 {
    let mut others = b.iter().peekable();
    let mut n_both = 0;
    for one in a {
        while others.next_if(|other| *other < one).is_some() {}
        n_both += usize::from(others.peek() == Some(&one));
    }
    let n_either = a.len() + b.len() - n_both;
    if n_either == 0 { 0.0 } else { n_both as f64 / n_either as f64 }
}

/// How many runs a text has, and of 128 parts of all possible runs whether it has an odd number of each.
#[derive(Clone, Copy)]
pub(super) struct Sketch {
    is_odd: [u64; 2],
    n: u32,
}

impl Sketch {
    pub(super) fn of(shingles: &[u128]) -> Sketch {
        let mut is_odd = [0; 2];
        for &run in shingles {
            let hash = next(&mut folded(run));
            is_odd[(hash >> 63) as usize] ^= 1 << (hash & 63);
        }
        Sketch { is_odd, n: shingles.len() as u32 }
    }

    /// Whether the texts can be copies. Each run that only one of them has makes one part differ at most, so that there are
    /// at least as many such runs as parts that differ, and no copy is overlooked.
    pub(super) fn allows(&self, other: &Sketch) -> bool {
        let parts = self.is_odd.iter().zip(&other.is_odd);
        let n_parts: u32 = parts.map(|(one, other)| (one ^ other).count_ones()).sum();
        let n_different = n_parts.max(self.n.abs_diff(other.n));
        f64::from(n_different) <= MOST_DIFFERENT * (f64::from(self.n) + f64::from(other.n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::random::{SEED, place};

    #[test]
    fn a_coefficient_is_exact() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4, 5]), 0.4);
        assert_eq!(jaccard(&[], &[]), 0.0);
        assert_eq!(shingles("あいうえおあいうえお").len(), 5);
    }

    /// By hand: nine runs and nine with eight in both have a coefficient of .8, with seven in both 7 ÷ 11; eight of ten runs
    /// have .8, seven .7.
    #[test]
    fn a_sketch_allows_what_is_just_a_copy() {
        let runs: Vec<u128> = (1..=11).collect();
        let is_allowed = |one: &[u128], other: &[u128]| {
            let (one, other) = (Sketch::of(one), Sketch::of(other));
            assert_eq!(one.allows(&other), other.allows(&one));
            one.allows(&other)
        };
        assert!(is_allowed(&runs[..9], &runs[1..10]) && !is_allowed(&runs[..9], &runs[2..]));
        assert!(is_allowed(&runs[..10], &runs[..8]) && !is_allowed(&runs[..10], &runs[..7]));
    }

    #[test]
    fn a_sketch_overlooks_no_copy_and_refuses_most_others() {
        let mut state = SEED;
        let (mut n_copies, mut n_others, mut n_allowed) = (0, 0, 0);
        for _ in 0..20_000 {
            let n = 16 + place(&mut state, 150);
            let all: Vec<u128> = (0..n).map(|_| u128::from(next(&mut state))).collect();
            let (begin, end) = (place(&mut state, n / 5), n - place(&mut state, n / 5));
            let (mut one, mut other) = (all[..end].to_vec(), all[begin..].to_vec());
            one.sort_unstable();
            other.sort_unstable();
            let is_allowed = Sketch::of(&one).allows(&Sketch::of(&other));
            if jaccard(&one, &other) >= LEAST_JACCARD {
                n_copies += 1;
                assert!(is_allowed, "{begin} {end} {n}");
            } else {
                n_others += 1;
                n_allowed += usize::from(is_allowed);
            }
        }
        assert!(n_copies > 5000 && n_others > 5000, "{n_copies} {n_others}");
        assert!(n_allowed * 2 < n_others, "{n_allowed} of {n_others}");
    }
}
