//! Themes that texts fall into by themselves: texts with like words are put together, and each group is named by the words that
//! are typical of it and by the text in its middle. Names are words and texts that people wrote, never made up.
//!
//! TF-IDF → latent semantic analysis → average linkage of cosine distances (L. Kaufman and P. Rousseeuw, Finding Groups in Data,
//! 1990, chapter 5); typical words by class-based TF-IDF (M. Grootendorst, BERTopic, arXiv:2203.05794).

use rayon::prelude::*;
use serde::Serialize;

use super::cluster::{Linkage, Tree, tree};
use super::latent::{latent, weighted};
use super::{NotComputed, Sparse};

/// More texts than this are not compared: their pairs would take more than 200 MB.
pub const MOST_TEXTS: usize = 10_000;

/// Dimensions that texts are compared in.
pub const DIMENSIONS: usize = 100;

/// Texts with their tree.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeTree {
    /// The texts that have a word to be compared by, ascending. All others stay without a theme.
    pub texts: Vec<usize>,
    /// Their tree; its things are places in `texts`.
    pub tree: Tree,
    /// Directions of length 1, one a text.
    points: Vec<Vec<f32>>,
}

/// A word of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ThemeWord {
    /// The column of the word.
    pub word: u32,
    /// How typical it is, above 0.
    pub weight: f64,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    /// Its texts, ascending.
    pub texts: Vec<usize>,
    /// The text that is most like the others.
    pub medoid: usize,
    /// The most typical words, the most typical first.
    pub words: Vec<ThemeWord>,
}

/// The tree of texts. `counts` has one row a text with how often it has each of `n_words` words. `more` may give further
/// points of the texts, such as means of word vectors ([`super::latent::means`]), which weigh as much as their words; leave it empty
/// otherwise. Ward's method, which KH Coder clusters documents with, needs distances of a space: those of the directions themselves,
/// √(2 · cosine distance).
///
/// # Errors
/// [`NotComputed::TooMany`] for more than [`MOST_TEXTS`] texts, [`NotComputed::TooFew`] where fewer than two have a word to be compared by,
/// [`NotComputed::NotANumber`] for counts that are none.
pub fn tree_of_texts(
    counts: &[Sparse],
    n_words: usize,
    more: &[Vec<f64>],
    linkage: Linkage,
) -> Result<ThemeTree, NotComputed> {
    if counts.len() > MOST_TEXTS {
        return Err(NotComputed::TooMany);
    }
    let latent = latent(&weighted(counts, n_words), n_words, DIMENSIONS)?;
    let mut texts = Vec::new();
    let mut points = Vec::new();
    for (text, point) in latent.iter().enumerate() {
        let further = more.get(text).map(Vec::as_slice).unwrap_or_default();
        if let Some(point) = direction(point, further) {
            texts.push(text);
            points.push(point);
        }
    }
    if texts.len() < 2 {
        return Err(NotComputed::TooFew);
    }
    let mut distances = cosine_distances(&points);
    if linkage == Linkage::Ward {
        distances.par_iter_mut().for_each(|distance| *distance = (2.0 * *distance).sqrt());
    }
    let tree = tree(distances, points.len(), linkage)?;
    Ok(ThemeTree { texts, tree, points })
}

/// Both points of a text side by side, each of length 1, as one of length 1. `None` for a text that is nowhere.
fn direction(latent: &[f64], further: &[f64]) -> Option<Vec<f32>> {
    let unit = |point: &[f64]| {
        let length = point.iter().map(|value| value * value).sum::<f64>().sqrt();
        let is_somewhere = length.is_finite() && length > 1e-9;
        let scale = if is_somewhere { 1.0 / length } else { 0.0 };
        let point: Vec<f64> =
            point.iter().map(|value| if is_somewhere { value * scale } else { 0.0 }).collect();
        (point, is_somewhere)
    };
    let ((latent, is_latent), (further, is_further)) = (unit(latent), unit(further));
    let n = u8::from(is_latent) + u8::from(is_further);
    let scale = 1.0 / f64::from(n.max(1)).sqrt();
    let both = latent.iter().chain(&further).map(|value| (value * scale) as f32);
    (n > 0).then(|| both.collect())
}

fn cosine_distances(points: &[Vec<f32>]) -> Vec<f32> {
    let mut distances = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (a, point) in points.iter().enumerate() {
        let others = points[a + 1..].par_iter();
        distances.par_extend(others.map(|other| (1.0 - product(point, other)).max(0.0)));
    }
    distances
}

fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(one, other)| one * other).sum()
}

impl ThemeTree {
    /// The themes when the tree is cut into `n_themes`, the largest first, each with at most `n_words` words.
    pub fn themes(&self, counts: &[Sparse], n_themes: usize, n_words: usize) -> Vec<Theme> {
        let groups = self.tree.cut(n_themes);
        let n_groups = groups.iter().max().map_or(0, |last| last + 1);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); n_groups];
        for (place, &group) in groups.iter().enumerate() {
            members[group].push(place);
        }
        let texts = |places: &[usize]| places.iter().map(|&place| self.texts[place]).collect::<Vec<_>>();
        let of_groups: Vec<Vec<usize>> = members.iter().map(|places| texts(places)).collect();
        let words = typical_words(counts, &of_groups, n_words);
        let mut themes: Vec<Theme> = members
            .iter()
            .zip(of_groups)
            .zip(words)
            .map(|((places, texts), words)| Theme { medoid: self.texts[self.medoid(places)], texts, words })
            .collect();
        themes.sort_by_key(|theme| (std::cmp::Reverse(theme.texts.len()), theme.texts.first().copied()));
        themes
    }

    /// The place whose text has the largest product with the sum of all.
    fn medoid(&self, places: &[usize]) -> usize {
        let mut sum = vec![0.0_f32; self.points.iter().map(Vec::len).max().unwrap_or(0)];
        for &place in places {
            for (sum, value) in sum.iter_mut().zip(&self.points[place]) {
                *sum += value;
            }
        }
        let mut best = (f32::NEG_INFINITY, 0);
        for &place in places {
            let likeness = product(&self.points[place], &sum);
            if likeness > best.0 {
                best = (likeness, place);
            }
        }
        best.1
    }
}

/// For each group of texts its most typical words: count in the group · ln(1 + mean count of a group ÷ count in all).
fn typical_words(counts: &[Sparse], groups: &[Vec<usize>], n_words: usize) -> Vec<Vec<ThemeWord>> {
    let n_columns = counts.iter().flatten().map(|&(word, _)| word as usize + 1).max().unwrap_or(0);
    let mut in_all: Vec<f64> = vec![0.0; n_columns];
    for &(word, count) in groups.iter().flatten().filter_map(|&text| counts.get(text)).flatten() {
        in_all[word as usize] += count;
    }
    let mean = in_all.iter().sum::<f64>() / groups.len().max(1) as f64;
    let of_group = |texts: &Vec<usize>| {
        let mut sums: Sparse = texts.iter().filter_map(|&text| counts.get(text)).flatten().copied().collect();
        sums.sort_by_key(|&(word, _)| word);
        let mut words: Vec<ThemeWord> = sums
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| {
                let word = same.first()?.0;
                let count: f64 = same.iter().map(|(_, count)| count).sum();
                Some(ThemeWord { word, weight: count * (1.0 + mean / in_all[word as usize]).ln() })
            })
            .filter(|word| word.weight.is_finite() && word.weight > 0.0)
            .collect();
        words.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.word.cmp(&b.word)));
        words.truncate(n_words);
        words
    };
    groups.iter().map(of_group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multivariate::latent::means;
    use crate::statistics::tests::near;

    /// Words 0 to 2 keep company, so do 3 to 5; the last text has no word, the one before words of its own.
    fn counts() -> Vec<Sparse> {
        vec![
            vec![(0, 1.0), (1, 1.0)],
            vec![(1, 2.0), (2, 1.0)],
            vec![(0, 1.0), (1, 1.0), (2, 1.0)],
            vec![(3, 1.0), (4, 1.0)],
            vec![(4, 1.0), (5, 2.0)],
            vec![(6, 1.0)],
            vec![],
        ]
    }

    #[test]
    fn texts_that_share_words_are_one_theme() {
        let tree = tree_of_texts(&counts(), 7, &[], Linkage::Average).unwrap();
        assert_eq!(tree.texts, [0, 1, 2, 3, 4, 5]);
        let themes = tree.themes(&counts(), 3, 2);
        let texts: Vec<&[usize]> = themes.iter().map(|theme| theme.texts.as_slice()).collect();
        assert_eq!(texts, [&[0, 1, 2][..], &[3, 4], &[5]]);
        assert_eq!(themes[0].medoid, 2);
        assert_eq!(themes[0].words[0].word, 1);
        assert_eq!(themes[0].words.len(), 2);
        assert_eq!(tree.themes(&counts(), 3, 2), themes);
    }

    /// By hand: texts without a word in common stand at a right angle, 1 apart by the cosine and √2 in space; the third is in the
    /// place of the first. Ward's height of two and one is √(2 · 2 · 1 ÷ (2 + 1)) times the distance of their middles: √(8 ÷ 3).
    #[test]
    fn texts_are_put_together_by_ward_too() {
        let counts: [Sparse; 3] = [vec![(0, 1.0)], vec![(1, 1.0)], vec![(0, 1.0)]];
        let heights = |linkage| -> Vec<f64> {
            let tree = tree_of_texts(&counts, 2, &[], linkage).unwrap().tree;
            tree.merges.iter().map(|merge| merge.height).collect()
        };
        near(heights(Linkage::Average)[1], 1.0, 1e-6);
        let ward = heights(Linkage::Ward);
        near(ward[0], 0.0, 1e-3);
        near(ward[1], (8.0_f64 / 3.0).sqrt(), 1e-3);
        let tree = tree_of_texts(&self::counts(), 7, &[], Linkage::Ward).unwrap();
        let themes = tree.themes(&self::counts(), 3, 2);
        assert_eq!(themes[0].texts, [0, 1, 2]);
    }

    #[test]
    fn further_points_count_as_much() {
        let more = vec![vec![1.0, 0.0]; 3].into_iter().chain(vec![vec![0.0, 1.0]; 4]).collect::<Vec<_>>();
        let tree = tree_of_texts(&counts(), 7, &more, Linkage::Average).unwrap();
        assert_eq!(tree.texts.len(), 7);
        let themes = tree.themes(&counts(), 2, 1);
        assert_eq!(themes[0].texts, [3, 4, 5, 6]);
    }

    /// Texts 0 and 1 share a word, 2 and 3 another, 4 and 5 a third; the first two words mean nearly the same.
    #[test]
    fn vectors_of_words_bring_texts_together_that_share_none() {
        let counts: Vec<Sparse> = (0..6_u32).map(|text| vec![(text / 2, 1.0)]).collect();
        let vectors = [Some(vec![1.0, 0.0]), Some(vec![1.0, 0.01]), Some(vec![0.0, 1.0])];
        let means = means(&counts, &vectors, &[0.01; 3]);
        let themes = tree_of_texts(&counts, 3, &means, Linkage::Average).unwrap().themes(&counts, 2, 3);
        let texts: Vec<&[usize]> = themes.iter().map(|theme| theme.texts.as_slice()).collect();
        assert_eq!(texts, [&[0, 1, 2, 3][..], &[4, 5]]);
    }

    /// By hand: word 0 has 3 of its 4 in the first group, 5 and 3 in the groups, so 4 on average: 3 · ln(1 + 4 ÷ 4).
    #[test]
    fn typical_words_are_weighed_by_group() {
        let counts = [vec![(0, 3.0), (1, 2.0)], vec![(0, 1.0), (2, 2.0)]];
        let words = typical_words(&counts, &[vec![0], vec![1]], 9);
        assert_eq!(words[0][0].word, 1);
        near(words[0][1].weight, 3.0 * 2_f64.ln(), 1e-12);
        near(words[0][0].weight, 2.0 * 3_f64.ln(), 1e-12);
        assert_eq!(typical_words(&counts, &[], 9).len(), 0);
    }

    #[test]
    fn too_little_and_too_much() {
        assert_eq!(tree_of_texts(&[], 0, &[], Linkage::Average), Err(NotComputed::TooFew));
        assert_eq!(
            tree_of_texts(&[vec![(0, 1.0)], vec![(0, 1.0)]], 1, &[], Linkage::Average),
            Err(NotComputed::TooFew)
        );
        assert_eq!(
            tree_of_texts(&vec![Sparse::new(); MOST_TEXTS + 1], 1, &[], Linkage::Average),
            Err(NotComputed::TooMany)
        );
    }
}
