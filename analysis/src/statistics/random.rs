//! Numbers that look random and are always the same: SplitMix64.
//!
//! Source: G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014, figure 17.

/// Where the numbers begin. Any number would do; a fixed one makes results repeatable.
pub const SEED: u64 = 0x4B49_4B49_544F_5249;

/// The next number of the sequence.
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A place from 0 to `n` − 1; 0 for an empty list.
pub(crate) fn place(state: &mut u64, n: usize) -> usize {
    match n {
        0 => 0,
        n => (next(state) % n as u64) as usize,
    }
}

/// A number from 0 (included) to 1 (excluded), of 53 bits.
pub(crate) fn fraction(state: &mut u64) -> f64 {
    (next(state) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first three numbers from 1234567, as published with the Java implementation (Rosetta Code, Splitmix64).
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut state = 1_234_567;
        let numbers = [next(&mut state), next(&mut state), next(&mut state)];
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn fractions_and_places_stay_in_their_ranges() {
        let mut state = SEED;
        assert!((0..1000).all(|_| (0.0..1.0).contains(&fraction(&mut state))));
        assert!((0..1000).all(|_| place(&mut state, 7) < 7));
        assert_eq!(place(&mut state, 0), 0);
    }
}
