//! The tree of texts that groups of texts are cut from (文書のクラスター分析), by the places of the texts in the file.

use analysis::multivariate::cluster::Merge;
use analysis::multivariate::themes::ThemeTree;

/// The merges of texts, the lowest first, as in R's `hclust`: −1 is the first text of the file, 1 what the first merge made. Texts without
/// a word to be compared by are in none.
pub struct DocumentTree {
    /// Of two texts the earlier one is first, of a text and a merge the text.
    pub merges: Vec<Merge>,
}

impl DocumentTree {
    /// The tree of texts that were compared in another order; `order` says where each of these texts stands.
    pub fn of(tree: &ThemeTree, order: &[usize]) -> DocumentTree {
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
        DocumentTree { merges: tree.tree.merges.iter().map(merge).collect() }
    }
}
