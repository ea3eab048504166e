//! The co-occurrence network of the report.

use analysis::chart::Caption;
use analysis::chart::network::{Edge, Network as Picture, Node, network as draw};
use analysis::text::cooccurrence::Network;

use super::further::caption;
use super::listings::Listings;
use super::picture::{PictureView, style};
use super::words;
use crate::cli::analyze::LANG;
use crate::cli::analyze::figures::Figures;
use crate::cli::analyze::pictures::{NETWORK, Picture as PictureFile};
use crate::i18n::text;

/// The picture of the co-occurrence network for a file, which there is without a line, too.
///
/// # Errors
/// When it cannot be drawn.
pub fn network_file(figures: &Figures) -> anyhow::Result<PictureFile> {
    Ok(PictureFile { name: NETWORK.to_owned(), svg: drawn(&picture(figures))?, note: note(figures) })
}

fn drawn(picture: &Picture) -> anyhow::Result<String> {
    Ok(draw(picture, &style("network"))?)
}

/// The picture in the report: words, or codes, and lines lead to their texts. Empty without a line.
///
/// # Errors
/// When it cannot be drawn.
pub fn linked(figures: &Figures, listings: &mut Listings<'_>) -> anyhow::Result<PictureView> {
    let network = &figures.network;
    if network.edges.is_empty() {
        return Ok(PictureView::default());
    }
    let mut picture = picture(figures);
    for (node, word) in picture.nodes.iter_mut().zip(&network.nodes) {
        node.href = listings.href(&word.lemma, &word.documents);
    }
    for (edge, pair) in picture.edges.iter_mut().zip(&network.edges) {
        edge.href = listings.href(&words::pair(figures, pair), &pair.documents);
    }
    Ok(PictureView::of(drawn(&picture)?, &note(figures)))
}

fn picture(figures: &Figures) -> Picture {
    picture_of(&figures.network, caption(&text(LANG, "analyze-network-title", &[]), &note(figures)))
}

/// A network as it is drawn, without links.
pub fn picture_of(network: &Network, caption: Caption) -> Picture {
    let nodes = network.nodes.iter().map(|node| Node {
        label: node.lemma.clone(),
        x: node.x,
        y: node.y,
        weight: f64::from(node.n_documents),
        group: node.community as usize,
        href: String::new(),
    });
    let edges = network.edges.iter().map(|edge| Edge {
        from: edge.source as usize,
        to: edge.target as usize,
        weight: edge.strength,
        is_dashed: edge.is_between_communities,
        is_directed: false,
        text: String::new(),
        href: String::new(),
    });
    Picture { caption, nodes: nodes.collect(), edges: edges.collect(), range: None }
}

/// How the network was made, in words.
fn note(figures: &Figures) -> String {
    let parameters = &figures.network.parameters;
    let args = [
        ("people", parameters.n_documents.to_string()),
        ("pairs", parameters.n_pairs.to_string()),
        ("nodes", parameters.n_nodes.to_string()),
        ("edges", parameters.n_edges.to_string()),
        ("density", format!("{:.3}", parameters.density)),
        ("threshold", format!("{:.3}", parameters.threshold)),
        ("measure", figures.further.options.strength_words(LANG)),
    ];
    let options = &figures.further.options;
    let args =
        [&args[..], &options.network_words(LANG)[..], &options.words_compared(parameters)[..]].concat();
    let args = [&args[..], &figures.counted_in.arguments(LANG)[..]].concat();
    let args = [&args[..], &options.compared_arguments(LANG)[..]].concat();
    let key = if options.compares_words() { "analyze-network-note" } else { "analyze-network-note-codes" };
    text(LANG, key, &args)
}
