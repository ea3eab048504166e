//! Pairs of texts that may be copies, as far as can be told without their words.

use std::ops::Range;

use rayon::prelude::*;

use super::shingles::{Sketch, shingles};
use super::signature::{Signature, seeds};

/// How many texts of a band each text is compared with at most, so that the work stays in proportion to the texts.
const MOST_COMPARED: usize = 64;

/// Texts that one processor looks at in one go.
const PIECE: usize = 512;

/// The number of each text in a band, and the text; ascending.
pub(super) type Band = [(u32, u32)];

/// A text, and those before it that may be copies of it.
pub(super) type Candidates = (u32, Vec<u32>);

/// What is known of texts besides their words.
pub(super) struct Outlines {
    signatures: Vec<Signature>,
    sketches: Vec<Sketch>,
}

/// A text in a band.
struct Place {
    number: u32,
    text: u32,
    /// Its part so far.
    root: u32,
    sketch: Sketch,
}

impl Outlines {
    pub(super) fn of<T: Sync>(texts: &[T], words: fn(&T) -> &str) -> Outlines {
        let seeds = seeds();
        let (mut signatures, mut sketches) = (Vec::new(), Vec::new());
        texts
            .par_iter()
            .map(|text| {
                let shingles = shingles(words(text));
                (Signature::of(&shingles, &seeds), Sketch::of(&shingles))
            })
            .unzip_into_vecs(&mut signatures, &mut sketches);
        Outlines { signatures, sketches }
    }

    /// The texts in the order of a band.
    pub(super) fn band(&self, band: usize) -> Vec<(u32, u32)> {
        let signatures = (0..).zip(&self.signatures);
        let mut order: Vec<_> = signatures.map(|(text, signature)| (signature.bands[band], text)).collect();
        order.par_sort_unstable();
        order
    }

    /// For the texts at some places of a band those before them that may be copies and are not of the same part already,
    /// the nearest first. `root` tells the part of a text.
    pub(super) fn candidates(
        &self,
        band: &Band,
        places: Range<usize>,
        mut root: impl FnMut(u32) -> u32,
    ) -> Vec<Candidates> {
        let first = places.start.saturating_sub(MOST_COMPARED);
        let roots: Vec<u32> = band[first..places.end].iter().map(|&(_, text)| root(text)).collect();
        let pieces: Vec<usize> = places.clone().step_by(PIECE).collect();
        let of_piece = |begin: usize| {
            let end = places.end.min(begin + PIECE);
            let from = begin.saturating_sub(MOST_COMPARED);
            // What is read again and again stands together.
            let near = band[from..end].iter().zip(&roots[from - first..]);
            let near: Vec<Place> = near.map(|(&of_band, &root)| self.place(of_band, root)).collect();
            self.of_places(&near, begin - from)
        };
        pieces.into_par_iter().flat_map_iter(of_piece).collect()
    }

    fn place(&self, (number, text): (u32, u32), root: u32) -> Place {
        Place { number, text, root, sketch: self.sketches[text as usize] }
    }

    /// The candidates of each place from `begin` on.
    fn of_places(&self, places: &[Place], begin: usize) -> Vec<Candidates> {
        let mut found = Vec::new();
        for (at, place) in places.iter().enumerate().skip(begin) {
            let before = places[..at].iter().rev().take(MOST_COMPARED);
            let others: Vec<u32> = before
                .take_while(|other| other.number == place.number)
                .filter(|other| other.root != place.root && place.sketch.allows(&other.sketch))
                .map(|other| other.text)
                .filter(|&other| self.is_like(place.text, other))
                .collect();
            if !others.is_empty() {
                found.push((place.text, others));
            }
        }
        found
    }

    fn is_like(&self, text: u32, other: u32) -> bool {
        self.signatures[text as usize].is_like(&self.signatures[other as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "通院のある日は短時間の勤務にしてもらえると無理なく働き続けることができます";

    /// More texts than a piece has, all of the same words, of which one stands alone in its band.
    #[test]
    fn every_text_meets_those_before_it_wherever_its_piece_begins() {
        let n = PIECE as u32 * 3;
        let outlines = Outlines::of(&vec![TEXT; n as usize], |text| text);
        let alone = n / 2;
        let band: Vec<(u32, u32)> = (0..n).map(|text| (text.cmp(&alone) as u32, text)).collect();
        let first_of = |text: u32| if text > alone { alone + 1 } else { 0 };
        let expected: Vec<Candidates> = (0..n)
            .filter(|&text| text != alone && text != first_of(text))
            .map(|text| (text, (first_of(text).max(text.saturating_sub(64))..text).rev().collect()))
            .collect();
        for stretch in [100, PIECE + 1, n as usize] {
            let stretches = (0..n as usize).step_by(stretch);
            let found = |begin: usize| {
                let places = begin..(n as usize).min(begin + stretch);
                outlines.candidates(&band, places, |text| text)
            };
            assert!(stretches.flat_map(found).eq(expected.iter().cloned()), "{stretch}");
        }
        // Three neighbours of one part are not looked at again.
        let parted = outlines.candidates(&band, 0..n as usize, |text| text / 3);
        let others = |(text, mut others): Candidates| {
            others.retain(|other| other / 3 != text / 3);
            (text, others)
        };
        let expected = expected.into_iter().map(others).filter(|(_, others)| !others.is_empty());
        assert_eq!(parted, expected.collect::<Vec<_>>());
        assert_eq!(outlines.candidates(&band, 0..n as usize, |_| 7), []);
    }
}
