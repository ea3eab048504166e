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
        let themes = self.themes(counts, n_groups(&self.tree, wanted, fewest), n_words);
        themes.into_iter().filter(|theme| theme.texts.len() >= fewest).take(wanted).collect()
    }
}

/// Into how many groups the tree is cut, so that `wanted` of them have at least `fewest` texts. Where there are never so many, the
/// first cut with the most.
fn n_groups(tree: &Tree, wanted: usize, fewest: usize) -> usize {
    let n = tree.merges.len() + 1;
    let (mut groups, mut best, mut most) = (1, 1, 0);
    loop {
        let mut sizes = vec![0_usize; n];
        for group in tree.cut(groups) {
            sizes[group] += 1;
        }
        let found = sizes.iter().filter(|size| **size >= fewest).count();
        if found > most {
            (best, most) = (groups, found);
        }
        if found >= wanted || groups >= n {
            return best;
        }
        groups = (groups + groups / 4 + 1).min(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multivariate::cluster::{Linkage, cluster};
    use crate::multivariate::similarity::Pairs;
    use crate::multivariate::themes::tree_of_texts;

    /// Things on a line: three near 0, three near 10, one far away.
    fn tree_of_points() -> Tree {
        let points: [f64; 7] = [0.0, 0.1, 0.2, 10.0, 10.1, 10.2, 100.0];
        cluster(&Pairs::new(7, |a, b| points[b] - points[a]), Linkage::Average).unwrap()
    }

    #[test]
    fn a_tree_is_cut_until_enough_groups_are_large() {
        let tree = tree_of_points();
        assert_eq!(
            n_groups(&tree, 2, 3),
            3,
            "the one far away stands alone, so three groups give two topics"
        );
        assert_eq!(n_groups(&tree, 1, 3), 1);
        assert_eq!(n_groups(&tree, 5, 3), 3, "there are never five");
        assert_eq!(n_groups(&Tree { merges: Vec::new(), order: vec![0] }, 4, 3), 1);
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
