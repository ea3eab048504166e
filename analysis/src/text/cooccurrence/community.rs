//! Groups of words that hang together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{edge_betweenness, random_walk};

/// How groups are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Greedy modularity (Clauset, Newman & Moore 2004, doi:10.1103/PhysRevE.70.066111; igraph's `cluster_fast_greedy`).
    Modularity,
    /// Random walks (Pons & Latapy 2006; igraph's `cluster_walktrap`).
    RandomWalk,
    /// Taking away the edges that lead from one group to another (Girvan & Newman 2002; igraph's `cluster_edge_betweenness`).
    EdgeBetweenness,
}

/// The group of each of `n` nodes joined by `edges` (source, target, weight). Groups are numbered by size, the
/// largest is 0; groups of the same size by their first node.
pub(super) fn communities(n: usize, edges: &[(usize, usize, f64)], grouping: Grouping) -> Vec<u32> {
    match grouping {
        Grouping::Modularity => numbered_by_size(&by_modularity(n, edges)),
        Grouping::RandomWalk => numbered_by_size(&random_walk::groups(n, edges)),
        Grouping::EdgeBetweenness => numbered_by_size(&edge_betweenness::groups(n, edges)),
    }
}

fn by_modularity(n: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let total: f64 = edges.iter().map(|edge| edge.2).sum();
    let mut group: Vec<usize> = (0..n).collect();
    // Share of the edge ends in each group, and of the edges between each pair of groups.
    let mut ends = vec![0.0; n];
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for &(a, b, weight) in edges {
        ends[a] += weight / (2.0 * total);
        ends[b] += weight / (2.0 * total);
        *between.entry((a.min(b), a.max(b))).or_default() += weight / total;
    }
    while let Some((a, b)) = best_merge(&ends, &between) {
        for member in &mut group {
            if *member == b {
                *member = a;
            }
        }
        ends[a] += ends[b];
        ends[b] = 0.0;
        between = merged(&between, a, b);
    }
    group
}

/// The pair of groups whose union raises modularity most, if one does; the first such pair in order.
fn best_merge(ends: &[f64], between: &BTreeMap<(usize, usize), f64>) -> Option<(usize, usize)> {
    let mut best = None;
    let mut most = 1e-12;
    for (&(a, b), &share) in between {
        let gain = share - 2.0 * ends[a] * ends[b];
        if gain > most {
            most = gain;
            best = Some((a, b));
        }
    }
    best
}

fn merged(
    between: &BTreeMap<(usize, usize), f64>,
    into: usize,
    gone: usize,
) -> BTreeMap<(usize, usize), f64> {
    let renamed = |group: usize| if group == gone { into } else { group };
    let mut result = BTreeMap::new();
    for (&(a, b), &share) in between {
        let (a, b) = (renamed(a), renamed(b));
        if a != b {
            *result.entry((a.min(b), a.max(b))).or_default() += share;
        }
    }
    result
}

fn numbered_by_size(group: &[usize]) -> Vec<u32> {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for &member in group {
        *sizes.entry(member).or_default() += 1;
    }
    let mut order: Vec<(usize, usize)> = sizes.into_iter().collect();
    order.sort_by_key(|&(first, size)| (std::cmp::Reverse(size), first));
    let number = |member: &usize| order.iter().position(|(first, _)| first == member).unwrap_or_default();
    group.iter().map(|member| number(member) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_with_a_bridge_are_two_groups() {
        let edges = [
            (0, 1, 1.0),
            (1, 2, 1.0),
            (0, 2, 1.0),
            (2, 3, 1.0),
            (3, 4, 1.0),
            (4, 5, 1.0),
            (3, 5, 1.0),
            (5, 6, 1.0),
        ];
        for grouping in [Grouping::Modularity, Grouping::RandomWalk, Grouping::EdgeBetweenness] {
            assert_eq!(communities(7, &edges, grouping), [1, 1, 1, 0, 0, 0, 0]);
            assert_eq!(communities(0, &[], grouping), Vec::<u32>::new());
        }
    }
}
