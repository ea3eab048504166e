//! What an analysis draws. The words around a picture come last: the page has title and note beside it, a file has them
//! inside.

use analysis::chart::Caption;
use analysis::chart::bar::{BarChart, bar};
use analysis::chart::biplot::{Biplot, biplot};
use analysis::chart::dendrogram::{Dendrogram, Leaf, dendrogram};
use analysis::chart::network::{Network, Node, network};
use analysis::chart::style::Style;
use analysis::error::Error;
use analysis::multivariate::cluster::Tree;

use super::things::Things;

/// A picture whose caption is still to come.
#[derive(Clone)]
pub enum Picture {
    /// Words with lines between them, or places on a map without.
    Network(Network),
    /// Words and groups.
    Biplot(Biplot),
    /// A tree.
    Tree(Dendrogram),
    /// Bars.
    Bars(BarChart),
}

impl Picture {
    /// The tree of things, cut into `n_groups`.
    pub fn tree(things: &Things, tree: &Tree, n_groups: usize) -> Picture {
        let leaves = things.terms.iter().zip(&things.links).map(|(term, links)| Leaf {
            label: term.lemma.clone(),
            weight: f64::from(term.n_documents),
            href: links.contexts.clone(),
        });
        let leaves = leaves.collect();
        Picture::Tree(Dendrogram { caption: Caption::default(), leaves, tree: tree.clone(), n_groups })
    }

    /// Things at their places (x to the right, y upwards), both axes in the same unit.
    pub fn map(things: &Things, places: &[Vec<f64>]) -> Picture {
        let at = |place: &[f64], axis: usize| place.get(axis).copied().unwrap_or(0.0);
        let furthest = places.iter().flatten().map(|value| value.abs()).fold(f64::MIN_POSITIVE, f64::max);
        let within = |value: f64| 0.5 + value / furthest / 2.0;
        let all = things.terms.iter().zip(&things.links).zip(places);
        let nodes = all.map(|((term, links), place)| Node {
            label: term.lemma.clone(),
            x: within(at(place, 0)),
            y: within(-at(place, 1)),
            weight: f64::from(term.n_documents),
            group: 0,
            href: links.contexts.clone(),
        });
        Picture::Network(Network {
            caption: Caption::default(),
            nodes: nodes.collect(),
            edges: Vec::new(),
            range: None,
        })
    }

    /// Draws it with these words around it.
    ///
    /// # Errors
    /// When the drawing library refuses.
    pub fn draw(&self, caption: Caption, style: &Style) -> Result<String, Error> {
        match self.clone() {
            Picture::Network(chart) => network(&Network { caption, ..chart }, style),
            Picture::Biplot(chart) => biplot(&Biplot { caption, ..chart }, style),
            Picture::Tree(chart) => dendrogram(&Dendrogram { caption, ..chart }, style),
            Picture::Bars(chart) => bar(&BarChart { caption, ..chart }, style),
        }
    }

    /// The same without links: a file is read elsewhere.
    pub fn without_links(mut self) -> Picture {
        match &mut self {
            Picture::Network(chart) => {
                chart.nodes.iter_mut().for_each(|node| node.href.clear());
                chart.edges.iter_mut().for_each(|edge| edge.href.clear());
            }
            Picture::Biplot(chart) => chart.points.iter_mut().for_each(|point| point.name.href.clear()),
            Picture::Tree(chart) => chart.leaves.iter_mut().for_each(|leaf| leaf.href.clear()),
            Picture::Bars(chart) => chart.bars.iter_mut().for_each(|bar| bar.href.clear()),
        }
        self
    }
}
