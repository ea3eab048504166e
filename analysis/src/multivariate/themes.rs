//! Themes that texts fall into by themselves: texts with like words are put together, and each group is named by the words that
//! are typical of it and by the text in its middle. Names are words and texts that people wrote, never made up.
//!
//! TF-IDF → latent semantic analysis → average linkage of cosine distances (L. Kaufman and P. Rousseeuw, Finding Groups in Data,
//! 1990, chapter 5), or Ward's method on TF-IDF itself, as KH Coder clusters documents; typical words by class-based TF-IDF
//! (M. Grootendorst, BERTopic, arXiv:2203.05794).

mod points;
pub mod topics;

use rayon::prelude::*;
use serde::Serialize;

use self::points::{Points, cosine_distances, distances};
use super::cluster::{Linkage, Tree, tree};
use super::latent::{latent, weighted};
use super::similarity::MOST_ROWS;
use super::{NotComputed, Sparse, all_finite};

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
    /// Where each of them stands.
    points: Points,
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

impl Theme {
    /// The same theme of texts that were compared in another order; `order` says where each of these texts stands.
    pub fn placed(self, order: &[usize]) -> Theme {
        let mut texts: Vec<usize> = self.texts.iter().map(|&text| order[text]).collect();
        texts.sort_unstable();
        Theme { texts, medoid: order[self.medoid], words: self.words }
    }
}

/// The tree of texts. `counts` has one row a text with how often it has each of `n_words` words. `more` may give further
/// points of the texts, such as means of word vectors ([`super::latent::means`]), which weigh as much as their words; leave it empty
/// otherwise.
///
/// Ward's method, which KH Coder clusters documents with, takes Euclid's distances of the weights of words themselves (rows of length 1),
/// for up to [`MOST_ROWS`] texts without further points: R's `hclust(dist(weights), "ward.D2")`. For more it takes those of the
/// directions of latent semantic analysis, √(2 · cosine distance), in single precision; [`ThemeTree::is_by_weights`] tells which.
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
    let weights = weighted(counts, n_words);
    if linkage == Linkage::Ward && more.is_empty() && counts.len() <= MOST_ROWS {
        all_finite(counts.iter().flatten().map(|(_, count)| count))?;
        return tree_of_weights(weights);
    }
    let latent = latent(&weights, n_words, DIMENSIONS)?;
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
    Ok(ThemeTree { texts, tree, points: Points::Directions(points) })
}

fn tree_of_weights(weights: Vec<Sparse>) -> Result<ThemeTree, NotComputed> {
    let with_words = weights.into_iter().enumerate().filter(|(_, row)| !row.is_empty());
    let (texts, rows): (Vec<usize>, Vec<Sparse>) = with_words.unzip();
    if rows.len() < 2 {
        return Err(NotComputed::TooFew);
    }
    let tree = tree(distances(&rows), rows.len(), Linkage::Ward)?;
    Ok(ThemeTree { texts, tree, points: Points::Weights(rows) })
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

impl ThemeTree {
    /// Whether texts were compared by the weights of their words themselves, and not by latent semantic analysis.
    pub fn is_by_weights(&self) -> bool {
        matches!(self.points, Points::Weights(_))
    }

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
            .map(|((places, texts), words)| Theme {
                medoid: self.texts[self.points.medoid(places)],
                texts,
                words,
            })
            .collect();
        themes.sort_by_key(|theme| (std::cmp::Reverse(theme.texts.len()), theme.texts.first().copied()));
        themes
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
    use crate::multivariate::cluster::cluster;
    use crate::multivariate::latent::means;
    use crate::multivariate::similarity::Pairs;
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
        near(ward[0], 0.0, 1e-12);
        near(ward[1], (8.0_f64 / 3.0).sqrt(), 1e-12);
        let tree = tree_of_texts(&self::counts(), 7, &[], Linkage::Ward).unwrap();
        assert!(tree.is_by_weights());
        let themes = tree.themes(&self::counts(), 3, 2);
        assert_eq!(themes[0].texts, [0, 1, 2]);
    }

    /// The same as `cluster`, which is R's `ward.D2`, makes of the distances of the rows written out; the text without a word has no place.
    #[test]
    fn wards_tree_is_that_of_the_weights() {
        let tree = tree_of_texts(&counts(), 7, &[], Linkage::Ward).unwrap();
        assert_eq!(tree.texts, [0, 1, 2, 3, 4, 5]);
        let written_out: Vec<Vec<f64>> = weighted(&counts(), 7)
            .iter()
            .take(6)
            .map(|row| {
                (0..7).map(|word| row.iter().find(|own| own.0 == word).map_or(0.0, |own| own.1)).collect()
            })
            .collect();
        let apart = |a: usize, b: usize| {
            let squares =
                written_out[a].iter().zip(&written_out[b]).map(|(one, other)| (one - other).powi(2));
            squares.sum::<f64>().sqrt()
        };
        let expected = cluster(&Pairs::new(6, apart), Linkage::Ward).unwrap();
        assert_eq!(tree.tree.order, expected.order);
        for (merge, expected) in tree.tree.merges.iter().zip(&expected.merges) {
            assert_eq!((merge.first, merge.second), (expected.first, expected.second));
            near(merge.height, expected.height, 1e-12);
        }
    }

    /// Further points are directions, so that directions are put together.
    #[test]
    fn ward_takes_directions_where_weights_do_not_do() {
        let more = vec![vec![1.0, 0.0]; 7];
        assert!(!tree_of_texts(&counts(), 7, &more, Linkage::Ward).unwrap().is_by_weights());
        assert!(!tree_of_texts(&counts(), 7, &[], Linkage::Average).unwrap().is_by_weights());
        let bad = [vec![(0, f64::NAN)], vec![(1, 1.0)]];
        assert_eq!(tree_of_texts(&bad, 2, &[], Linkage::Ward), Err(NotComputed::NotANumber));
        assert_eq!(tree_of_texts(&[vec![], vec![(0, 1.0)]], 1, &[], Linkage::Ward), Err(NotComputed::TooFew));
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
