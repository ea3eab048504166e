//! How central a word is in a network: degree, betweenness, eigenvector centrality.

use std::collections::VecDeque;

use serde::Serialize;

/// The centralities of one node.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Centrality {
    /// How many nodes it is joined to.
    pub degree: u32,
    /// On how many shortest ways between other nodes it lies, each pair counted once; ways are counted in edges.
    /// Source: U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25 (2001), 163–177.
    /// The same as igraph's `betweenness(weights = NA)`: with its weights strong edges would be long ones.
    pub betweenness: f64,
    /// How strongly it is joined to central nodes, 0 to 1 for the most central one: the first eigenvector of the
    /// weights (P. Bonacich, Journal of Mathematical Sociology 2, 1972, 113–120), as igraph's `eigen_centrality`.
    pub eigenvector: f64,
}

/// The centralities of `n` nodes joined by `edges` (source, target, weight above 0).
pub(super) fn centralities(n: usize, edges: &[(usize, usize, f64)]) -> Vec<Centrality> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &(a, b, _) in edges {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    let betweenness = betweenness(&neighbours);
    let eigenvector = eigenvector(n, edges);
    let centrality = |node: usize| Centrality {
        degree: neighbours[node].len() as u32,
        betweenness: betweenness[node],
        eigenvector: eigenvector[node],
    };
    (0..n).map(centrality).collect()
}

/// The shortest ways from one node to the others, counted in edges.
pub(super) struct Ways {
    /// The nodes that can be reached, the nearest first.
    pub order: Vec<usize>,
    /// How many shortest ways lead to each node.
    pub n_ways: Vec<f64>,
    /// How far away each node is; `None` where no way leads to.
    distances: Vec<Option<u32>>,
}

impl Ways {
    /// The neighbours of a node that shortest ways reach through it.
    pub fn after(&self, neighbours: &[Vec<usize>], node: usize) -> impl Iterator<Item = usize> {
        let next = self.distances[node].map(|distance| distance + 1);
        neighbours[node].iter().copied().filter(move |&neighbour| self.distances[neighbour] == next)
    }
}

/// The shortest ways from `start`.
pub(super) fn ways_from(neighbours: &[Vec<usize>], start: usize) -> Ways {
    let n = neighbours.len();
    let mut distances: Vec<Option<u32>> = vec![None; n];
    let mut n_ways: Vec<f64> = vec![0.0; n];
    let mut order = Vec::with_capacity(n);
    let mut queue = VecDeque::from([start]);
    distances[start] = Some(0);
    n_ways[start] = 1.0;
    while let Some(node) = queue.pop_front() {
        order.push(node);
        let next = distances[node].map(|distance| distance + 1);
        for &neighbour in &neighbours[node] {
            if distances[neighbour].is_none() {
                distances[neighbour] = next;
                queue.push_back(neighbour);
            }
            if distances[neighbour] == next {
                n_ways[neighbour] += n_ways[node];
            }
        }
    }
    Ways { order, n_ways, distances }
}

fn betweenness(neighbours: &[Vec<usize>]) -> Vec<f64> {
    let n = neighbours.len();
    let mut sums: Vec<f64> = vec![0.0; n];
    for start in 0..n {
        let ways = ways_from(neighbours, start);
        let mut shares: Vec<f64> = vec![0.0; n];
        for &node in ways.order.iter().rev() {
            let share = |later: usize| ways.n_ways[node] / ways.n_ways[later] * (1.0 + shares[later]);
            shares[node] = ways.after(neighbours, node).map(share).sum();
            if node != start {
                sums[node] += shares[node];
            }
        }
    }
    // Each pair was counted from both ends.
    sums.iter().map(|sum| sum / 2.0).collect()
}

/// Steps of the power method; networks that are drawn need some hundreds.
const MOST_STEPS: usize = 20_000;

/// The power method on the weights, shifted by half their largest sum so that it settles on bipartite networks as well.
fn eigenvector(n: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut sums: Vec<f64> = vec![0.0; n];
    for &(a, b, weight) in edges {
        sums[a] += weight;
        sums[b] += weight;
    }
    let shift = sums.iter().copied().fold(0.0, f64::max) / 2.0;
    let mut values = sums;
    scale(&mut values);
    for _ in 0..MOST_STEPS {
        let mut next: Vec<f64> = values.iter().map(|value| value * shift).collect();
        for &(a, b, weight) in edges {
            next[a] += weight * values[b];
            next[b] += weight * values[a];
        }
        scale(&mut next);
        let moved = next.iter().zip(&values).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        values = next;
        if moved < 1e-13 {
            break;
        }
    }
    values
}

/// Makes the largest value 1; leaves zeros alone.
fn scale(values: &mut [f64]) {
    let largest = values.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 {
        for value in values {
            *value /= largest;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::statistics::tests::near;

    /// An invented network of eight nodes, whose figures python-igraph gave.
    pub(crate) const EDGES: [(usize, usize, f64); 8] = [
        (0, 1, 0.5),
        (1, 2, 0.4),
        (0, 2, 0.3),
        (2, 3, 0.6),
        (3, 4, 0.2),
        (3, 5, 0.7),
        (4, 5, 0.1),
        (6, 7, 0.2),
    ];

    /// By python-igraph: `Graph.betweenness()` without weights and `eigenvector_centrality(weights=…)`.
    #[test]
    fn centralities_are_those_of_igraph() {
        let found = centralities(8, &EDGES);
        let degrees: Vec<u32> = found.iter().map(|node| node.degree).collect();
        assert_eq!(degrees, [2, 2, 3, 3, 2, 2, 1, 1]);
        for (node, (betweenness, eigenvector)) in found.iter().zip(BY_IGRAPH) {
            near(node.betweenness, betweenness, 1e-12);
            near(node.eigenvector, eigenvector, 1e-6);
        }
    }

    const BY_IGRAPH: [(f64, f64); 8] = [
        (0.0, 0.532_685_300_4),
        (0.0, 0.591_402_835_2),
        (6.0, 0.925_632_979_2),
        (6.0, 1.0),
        (0.0, 0.248_359_096_2),
        (0.0, 0.673_378_592_6),
        (0.0, 0.0),
        (0.0, 0.0),
    ];

    #[test]
    fn stars_and_nothing() {
        let star = centralities(4, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)]);
        near(star[0].betweenness, 3.0, 1e-12);
        near(star[1].eigenvector, 1.0 / 3_f64.sqrt(), 1e-9);
        assert_eq!(centralities(0, &[]), []);
        assert_eq!(centralities(1, &[])[0].eigenvector, 0.0);
    }
}
