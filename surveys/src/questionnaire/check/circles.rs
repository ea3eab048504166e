//! Expressions that decide each other in a circle.

use super::placed::{Decides, Placed};
use crate::questionnaire::definition::{Definition, Element};
use crate::questionnaire::expression::used;
use crate::questionnaire::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Questions and values that depend on themselves: those left when everything is taken away that leads to nothing
/// left, and then everything that nothing left leads to. A question depends on what decides it, its panels and its
/// page.
pub fn check(definition: &Definition, placed: &[Placed<'_>]) -> Vec<Problem> {
    let mut graph = Graph::default();
    for page in &definition.pages {
        let at = graph.node(&page.path);
        graph.contain(&page.elements, at);
    }
    let questions = definition.questions();
    for one in placed.iter().filter(|one| one.decides != Decides::Nothing) {
        let from = graph.node(one.owner);
        for found in used(&one.expression.root) {
            let named = definition.names.resolve(found.name).map(|(named, _)| named);
            let to =
                named.map(|named| match named.spot.as_ref().and_then(|spot| questions.get(spot.index)) {
                    Some(question) => question.path.as_str(),
                    None => named.place.as_str(),
                });
            if let Some(to) = to {
                let to = graph.node(to);
                graph.edges.insert((from, to));
            }
        }
    }
    let left = graph.on_circles();
    let values = definition.names.values().filter(|(_, named)| named.spot.is_none());
    let named = questions.iter().map(|question| (question.name.as_str(), question.path.as_str()));
    named
        .chain(values.map(|(name, named)| (name, named.place.as_str())))
        .filter(|(_, place)| graph.nodes.get(place).is_some_and(|node| left.contains(node)))
        .map(|(name, place)| Problem::error("expression-circle", place).with("name", name))
        .collect()
}

/// What depends on what, by JSON path.
#[derive(Default)]
struct Graph<'a> {
    nodes: BTreeMap<&'a str, usize>,
    edges: BTreeSet<(usize, usize)>,
}

impl<'a> Graph<'a> {
    fn node(&mut self, place: &'a str) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(place).or_insert(next)
    }

    fn contain(&mut self, elements: &'a [Element], outer: usize) {
        for element in elements {
            match element {
                Element::Question(question) => {
                    let at = self.node(&question.path);
                    self.edges.insert((at, outer));
                }
                Element::Panel(panel) => {
                    let at = self.node(&panel.path);
                    self.edges.insert((at, outer));
                    self.contain(&panel.elements, at);
                }
            }
        }
    }

    fn on_circles(&self) -> BTreeSet<usize> {
        let forward = without_ends(self.edges.clone(), self.nodes.len());
        let backward = forward.into_iter().map(|(from, to)| (to, from)).collect();
        without_ends(backward, self.nodes.len()).into_iter().map(|(from, _)| from).collect()
    }
}

/// The edges of a graph without those that lead to dead ends, however far away the end is.
fn without_ends(edges: BTreeSet<(usize, usize)>, n_nodes: usize) -> BTreeSet<(usize, usize)> {
    let mut n_out = vec![0_usize; n_nodes];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); n_nodes];
    for (from, to) in &edges {
        n_out[*from] += 1;
        into[*to].push(*from);
    }
    let mut ends: Vec<usize> = (0..n_nodes).filter(|node| n_out[*node] == 0).collect();
    while let Some(end) = ends.pop() {
        for from in &into[end] {
            n_out[*from] -= 1;
            if n_out[*from] == 0 {
                ends.push(*from);
            }
        }
    }
    edges.into_iter().filter(|(from, to)| n_out[*from] > 0 && n_out[*to] > 0).collect()
}
