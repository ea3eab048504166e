//! The tree of texts in the report, where there are not too many to be read: a line for each text, which leads to it, as far as the
//! sheet has room; beyond that, a line stands for several.

use analysis::chart::dendrogram::{Dendrogram, Leaf, MOST_LEAVES, dendrogram};
use serde::Serialize;

use super::further::caption_of_tree;
use super::grouped;
use super::picture::{PictureView, style};
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::i18n::text;

/// Characters of a text beside its id.
const BEGINNING_CHARS: usize = 12;

/// The picture, or why there is none. Nothing where texts were not put together, of which the groups tell.
#[derive(Serialize)]
pub struct DocumentTreeView {
    pub(super) picture: PictureView,
    /// Why there is none.
    reason: String,
}

/// The tree that the groups of texts are cut from.
///
/// # Errors
/// When it cannot be drawn.
pub fn view(figures: &Figures) -> anyhow::Result<DocumentTreeView> {
    let Ok(topics) = &figures.further.topics else {
        return Ok(DocumentTreeView { picture: PictureView::default(), reason: String::new() });
    };
    let tree = &topics.tree;
    let args = [("texts", grouped(tree.documents.len() as u32)), ("most", MOST_LEAVES.to_string())];
    if tree.documents.len() > MOST_LEAVES {
        let reason = text(LANG, "analyze-document-tree-large", &args);
        return Ok(DocumentTreeView { picture: PictureView::default(), reason });
    }
    let how = topics.arguments(&figures.further.options, LANG, |n| grouped(n as u32));
    let of_tree = args.iter().chain(how.iter().filter(|(name, _)| ["space", "linkage"].contains(name)));
    let note = text(LANG, "analyze-document-tree-note", &of_tree.cloned().collect::<Vec<_>>());
    let leaf = |document: &usize| Leaf {
        label: label(figures, *document),
        // A text is one text: there is no number to print.
        weight: 0.0,
        href: format!("#d{document}"),
    };
    let chart = Dendrogram {
        caption: caption_of_tree(&text(LANG, "analyze-document-tree", &[]), &note),
        leaves: tree.documents.iter().map(leaf).collect(),
        tree: tree.tree.clone(),
        n_groups: tree.n_groups,
    };
    let style = style("document-clusters");
    let picture = PictureView::of(dendrogram(&chart, &style)?, &note);
    Ok(DocumentTreeView { picture, reason: String::new() })
}

/// The id of a text and its first characters.
fn label(figures: &Figures, document: usize) -> String {
    let Some(document) = figures.corpus.documents.get(document) else { return String::new() };
    let words: Vec<&str> = document.text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(BEGINNING_CHARS) {
        Some((end, _)) => format!("{} {}…", document.id, line.get(..end).unwrap_or_default()),
        None => format!("{} {line}", document.id),
    }
}
