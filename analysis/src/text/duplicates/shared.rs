//! Texts that can be copies of others at all: most of their runs of characters stand in other texts, too.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::LEAST_JACCARD;
use super::shingles::{folded, runs, shingles};
use crate::statistics::random::next;

/// Places for each run of kana and kanji, so that one of eight runs of one text alone is taken for another's at most; for each of
/// Latin letters, of which three have its bytes, a third of it.
const PLACES: usize = 8;

/// What the share of common runs may lose by rounding.
const ROUNDING: f64 = 1e-9;

/// Which runs stand once, and which more than once, by a hash: two runs may share a place, so that one is taken for common that is
/// not, never the other way round.
struct Common {
    once: Vec<AtomicU64>,
    again: Vec<AtomicU64>,
    mask: u64,
}

impl Common {
    fn of<'a, T: Sync>(texts: &'a [T], words: impl Fn(&'a T) -> &'a str + Sync) -> Common {
        // A run begins at a character; kana and kanji have three bytes.
        let n_bytes: usize = texts.par_iter().map(|text| words(text).len()).sum();
        let n_places = (n_bytes / 3 * PLACES).next_power_of_two().max(64);
        let bits = || (0..n_places / 64).map(|_| AtomicU64::new(0)).collect();
        let common = Common { once: bits(), again: bits(), mask: n_places as u64 - 1 };
        texts.par_iter().for_each(|text| runs(words(text)).for_each(|run| common.add(run)));
        common
    }

    fn place(&self, run: u128) -> (usize, u64) {
        let hash = next(&mut folded(run)) & self.mask;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    fn add(&self, run: u128) {
        let (word, bit) = self.place(run);
        if self.once[word].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            self.again[word].fetch_or(bit, Ordering::Relaxed);
        }
    }

    fn has(&self, run: u128) -> bool {
        let (word, bit) = self.place(run);
        self.again[word].load(Ordering::Relaxed) & bit != 0
    }
}

/// The texts that may be copies of others, ascending. Of a copy at least a share of [`LEAST_JACCARD`] of its runs stands in the other
/// text, since those of either are at least as many as its own; so no copy is left out.
pub(super) fn possible_copies<'a, T: Sync>(
    texts: &'a [T],
    words: impl Fn(&'a T) -> &'a str + Sync,
) -> Vec<usize> {
    let common = Common::of(texts, &words);
    let is_possible = |text: &'a T| {
        let runs = shingles(words(text));
        let n_common = runs.iter().filter(|run| common.has(**run)).count();
        n_common as f64 >= LEAST_JACCARD * runs.len() as f64 - ROUNDING
    };
    (0..texts.len()).into_par_iter().filter(|&place| is_possible(&texts[place])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of ten runs eight stand in the other text, of fourteen eight.
    #[test]
    fn what_has_most_runs_in_another_text_may_be_a_copy() {
        let (short, long) = ("あいうえおかきくけこさしすせ", "いうえおかきくけこさしすたちつてと");
        let texts = [short, "なにぬねのはひふへほまみむめも", long];
        assert_eq!(shingles(short).len(), 10);
        assert_eq!(possible_copies(&texts, |text| text), [0]);
        // A run that stands twice in one text is taken for common; that is looked into later.
        assert_eq!(possible_copies(&["あいうえおあいうえおあいうえお"], |text| text), [0]);
        assert_eq!(possible_copies(&[""; 0], |text| text), [0_usize; 0]);
    }
}
