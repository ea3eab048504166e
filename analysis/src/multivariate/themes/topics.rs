//! Topics: themes of enough texts to speak of. Average linkage leaves single texts over, which are no topics, so that a tree is cut
//! until enough of its groups are large.
//!
//! What is usual stands here once, for the page and for the command.

use super::{Theme, ThemeTree};
use crate::multivariate::Sparse;
use crate::multivariate::cluster::Tree;

/// Topics where nobody says how many: KH Coder's number of clusters of texts.
pub const USUAL_TOPICS: usize = 10;

/// More topics are not read by anybody.
pub const MOST_TOPICS: usize = 50;

/// Words of fewer people put no texts together.
pub const LEAST_PEOPLE: u32 = 2;

/// Words that texts are compared by at most: those of most people.
pub const MOST_WORDS: usize = 5_000;

/// Fewer texts make no topic.
pub const FEWEST_TEXTS: usize = 3;

/// Words that name a topic.
pub const N_WORDS: usize = 10;

impl ThemeTree {
    /// The themes of at least `fewest` texts, at most `wanted` of them, the largest first, each with at most `n_words` words. All other
    /// texts are in no topic. `counts` are those that the tree was made of.
    pub fn topics(&self, counts: &[Sparse], wanted: usize, fewest: usize, n_words: usize) -> Vec<Theme> {
        let themes = self.themes(counts, self.n_groups(wanted, fewest), n_words);
        themes.into_iter().filter(|theme| theme.texts.len() >= fewest).collect()
    }

    /// Into how many groups the tree is cut for [`ThemeTree::topics`], those that are too small for a topic among them.
    pub fn n_groups(&self, wanted: usize, fewest: usize) -> usize {
        n_groups(&self.tree, wanted, fewest)
    }
}

/// Into how few groups the tree is cut, so that `wanted` of them have at least `fewest` texts. Where there are never so many, so that
/// there are the most.
///
/// A merge changes how many are large by one at most, and all texts together are one group: whoever comes from there finds `wanted`
/// before more.
fn n_groups(tree: &Tree, wanted: usize, fewest: usize) -> usize {
    let n = tree.merges.len() + 1;
    let is_large = |size: usize| usize::from(size >= fewest);
    let mut n_large = n * is_large(1);
    let (mut best, mut most) = (n, n_large.min(wanted));
    // How many texts each merge has put together.
    let mut made: Vec<usize> = Vec::with_capacity(n);
    for (n_left, merge) in (1..n).rev().zip(&tree.merges) {
        let size = |label: i64| {
            let merged = usize::try_from(label - 1).ok().and_then(|place| made.get(place));
            merged.copied().unwrap_or(1)
        };
        let (first, second) = (size(merge.first), size(merge.second));
        n_large = n_large + is_large(first + second) - is_large(first) - is_large(second);
        made.push(first + second);
        if n_large.min(wanted) >= most {
            (best, most) = (n_left, n_large.min(wanted));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multivariate::cluster::{Linkage, cluster};
    use crate::multivariate::similarity::Pairs;
    use crate::multivariate::themes::tree_of_texts;

    /// Things on a line, the first to the left.
    fn tree_of_points(points: &[f64]) -> Tree {
        cluster(&Pairs::new(points.len(), |a, b| points[b] - points[a]), Linkage::Average).unwrap()
    }

    #[test]
    fn a_tree_is_cut_until_enough_groups_are_large() {
        let tree = tree_of_points(&[0.0, 0.1, 0.2, 10.0, 10.1, 10.2, 100.0]);
        assert_eq!(
            n_groups(&tree, 2, 3),
            3,
            "the one far away stands alone, so three groups give two topics"
        );
        assert_eq!(n_groups(&tree, 1, 3), 1);
        assert_eq!(n_groups(&tree, 5, 3), 3, "there are never five");
        assert_eq!(n_groups(&Tree { merges: Vec::new(), order: vec![0] }, 4, 3), 1);
    }

    /// Three near 0 and three near 10 part in the fifth group alone: before, those far away go one by one; after, three near 0 are no three
    /// any more.
    #[test]
    fn no_cut_is_passed_over() {
        let tree = tree_of_points(&[0.0, 0.2, 0.3, 10.0, 10.1, 10.2, 100.0, 1_000.0, 10_000.0]);
        assert_eq!(n_groups(&tree, 2, 3), 5);
        let n_large = |groups: usize, fewest: usize| {
            let cut = tree.cut(groups);
            (0..groups).filter(|own| cut.iter().filter(|group| *group == own).count() >= fewest).count()
        };
        for (wanted, fewest) in (1..=9).flat_map(|wanted| (1..=9).map(move |fewest| (wanted, fewest))) {
            let most = (1..=9).map(|groups| n_large(groups, fewest).min(wanted)).max();
            let first = (1..=9).find(|&groups| Some(n_large(groups, fewest)) == most);
            assert_eq!(Some(n_groups(&tree, wanted, fewest)), first, "{wanted} of at least {fewest}");
        }
    }

    /// Three texts with the words 0 and 1, three with 2 and 3, two with words of their own.
    #[test]
    fn single_texts_are_no_topics() {
        let counts: Vec<Sparse> = [[0, 1], [0, 1], [0, 1], [2, 3], [2, 3], [2, 3], [4, 5], [6, 7]]
            .map(|[one, other]| vec![(one, 1.0), (other, 1.0)])
            .into();
        let tree = tree_of_texts(&counts, 8, &[], Linkage::Average).unwrap();
        let texts = |wanted: usize, fewest: usize| -> Vec<Vec<usize>> {
            tree.topics(&counts, wanted, fewest, 9).into_iter().map(|theme| theme.texts).collect()
        };
        assert_eq!(texts(2, 3), [[0, 1, 2], [3, 4, 5]]);
        assert_eq!(texts(10, 3), [[0, 1, 2], [3, 4, 5]], "there are no more");
        assert_eq!(texts(10, 9), Vec::<Vec<usize>>::new());
        assert_eq!(texts(1, 3).len(), 1);
    }
}
