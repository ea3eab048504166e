//! The tree of texts.

use analysis::document::{Cell, Sheet};

use super::sheet;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::id_of;

/// The merges of the texts' tree as R's `hclust` has them: below 0 a text, counted from the first of the file, above 0 what an earlier
/// merge made.
pub fn document_clusters(figures: &Figures) -> Sheet {
    let id = |label: i64| match u32::try_from(-label - 1) {
        Ok(document) => Cell::text(id_of(&figures.corpus, document)),
        Err(_) => Cell::Empty,
    };
    let topics = figures.further.topics.as_ref().ok();
    let merges = topics.map(|topics| topics.tree.merges.as_slice()).unwrap_or_default();
    let rows = (1..).zip(merges).map(|(number, merge)| {
        vec![
            Cell::Integer(number),
            Cell::Integer(merge.first),
            Cell::Integer(merge.second),
            id(merge.first),
            id(merge.second),
            Cell::rounded(Some(merge.height), 4),
        ]
    });
    sheet("document_clusters", &["merge", "first", "second", "id1", "id2", "height"], rows.collect())
}
