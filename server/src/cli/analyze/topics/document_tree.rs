//! The tree of texts that groups of texts are cut from (文書のクラスター分析), by the places of the texts in the file.

use analysis::multivariate::cluster::{Merge, Tree};
use analysis::multivariate::themes::ThemeTree;

/// The merges of texts, the lowest first, as in R's `hclust`: −1 is the first text of the file, 1 what the first merge made. Texts without
/// a word to be compared by are in none.
pub struct DocumentTree {
    /// Of two texts the earlier one is first, of a text and a merge the text.
    pub merges: Vec<Merge>,
    /// The tree as it was computed, in an order that does not follow from that of the file.
    pub tree: Tree,
    /// The texts that are its things, as places in the file.
    pub documents: Vec<usize>,
    /// Into how many groups it is cut, large or not.
    pub n_groups: usize,
}

impl DocumentTree {
    /// The tree of texts that were compared in another order, cut into `n_groups`; `order` says where each of these texts stands.
    pub fn of(tree: &ThemeTree, n_groups: usize, order: &[usize]) -> DocumentTree {
        let placed = |label: i64| {
            let thing = usize::try_from(-label - 1).ok().and_then(|thing| tree.texts.get(thing));
            thing.and_then(|&text| order.get(text)).map_or(label, |&document| -(document as i64) - 1)
        };
        let merge = |merge: &Merge| {
            let (first, second) = (placed(merge.first), placed(merge.second));
            let is_turned = second < 0 && first < second;
            let (first, second) = if is_turned { (second, first) } else { (first, second) };
            Merge { first, second, ..*merge }
        };
        DocumentTree {
            merges: tree.tree.merges.iter().map(merge).collect(),
            tree: tree.tree.clone(),
            documents: tree.texts.iter().filter_map(|&text| order.get(text).copied()).collect(),
            n_groups,
        }
    }
}
