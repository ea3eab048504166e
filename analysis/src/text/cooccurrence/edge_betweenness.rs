//! Groups that are left when the edges between them are taken away, the busiest first.
//!
//! Source: M. Girvan and M. E. J. Newman, Community structure in social and biological networks, PNAS 99 (2002), 7821–7826, with the
//! division of the highest modularity (the same, Physical Review E 69, 2004, 026113). Ways are counted in edges, and so is
//! modularity, as igraph's `cluster_edge_betweenness(weights = NA)` does: with its weights strong edges would be long ones.

use super::centrality::ways_from;

/// Of a network with more edges (many pairs are equally strong) nothing is taken away: it would take minutes.
const MOST_DIVIDED: usize = 1_000;

/// Numbers that differ by less are the same.
const NEARLY: f64 = 1e-9;

/// The group of each of `n` nodes joined by `edges` (source, target, weight), named after its first node.
pub(super) fn groups(n: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let whole = parts(n, edges);
    if edges.len() > MOST_DIVIDED {
        return whole;
    }
    let mut left = edges.to_vec();
    let mut best = (modularity(&whole, edges), whole);
    while let Some(place) = busiest(n, &left) {
        left.remove(place);
        let parts = parts(n, &left);
        let now = modularity(&parts, edges);
        if now > best.0 + NEARLY {
            best = (now, parts);
        }
    }
    best.1
}

/// The nodes that edges join, as groups named after their first nodes.
fn parts(n: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..n).collect();
    for &(a, b, _) in edges {
        let (first, second) = (parts[a].min(parts[b]), parts[a].max(parts[b]));
        if first != second {
            for part in &mut parts {
                if *part == second {
                    *part = first;
                }
            }
        }
    }
    parts
}

/// The edge on most shortest ways; of several the weakest, and of these the last.
fn busiest(n: usize, edges: &[(usize, usize, f64)]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (place, ways) in betweenness(n, edges).into_iter().enumerate() {
        let is_busier = best.is_none_or(|(other, most)| {
            ways > most + NEARLY || (ways > most - NEARLY && edges[place].2 <= edges[other].2)
        });
        if is_busier {
            best = Some((place, ways));
        }
    }
    best.map(|(place, _)| place)
}

/// On how many shortest ways each edge lies, each pair of nodes counted once.
fn betweenness(n: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &(a, b, _) in edges {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    // From node to node: ways in either direction.
    let mut sums: Vec<f64> = vec![0.0; n * n];
    for start in 0..n {
        let ways = ways_from(&neighbours, start);
        let mut shares: Vec<f64> = vec![0.0; n];
        for &node in ways.order.iter().rev() {
            for later in ways.after(&neighbours, node) {
                let share = ways.n_ways[node] / ways.n_ways[later] * (1.0 + shares[later]);
                shares[node] += share;
                sums[node * n + later] += share;
            }
        }
    }
    // Each pair was counted from both ends.
    edges.iter().map(|&(a, b, _)| f64::midpoint(sums[a * n + b], sums[b * n + a])).collect()
}

/// Newman's modularity of groups, each edge counting as one.
fn modularity(parts: &[usize], edges: &[(usize, usize, f64)]) -> f64 {
    let total = edges.len().max(1) as f64;
    let mut ends: Vec<f64> = vec![0.0; parts.len()];
    let mut inside: f64 = 0.0;
    for &(a, b, _) in edges {
        ends[parts[a]] += 1.0 / (2.0 * total);
        ends[parts[b]] += 1.0 / (2.0 * total);
        if parts[a] == parts[b] {
            inside += 1.0 / total;
        }
    }
    inside - ends.iter().map(|share| share * share).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;
    use crate::text::cooccurrence::centrality::tests::EDGES;

    /// By hand: two triangles with a bridge, on which all 3 · 3 ways between them lie; an edge beside the bridge carries its end's
    /// three ways and its own, the third edge of a triangle its own alone.
    #[test]
    fn ways_are_counted_by_hand() {
        for (found, expected) in betweenness(8, &EDGES).iter().zip([1.0, 4.0, 4.0, 9.0, 4.0, 4.0, 1.0, 1.0]) {
            near(*found, expected, 1e-12);
        }
    }

    /// By hand: without the bridge the groups are the triangles and the pair; their modularity (3 + 3 + 1) ÷ 8 −
    /// (7² + 7² + 2²) ÷ 16² is .476563, more than that of the whole, 1 − (14² + 2²) ÷ 16² = .21875.
    #[test]
    fn the_bridge_goes_first() {
        assert_eq!(groups(8, &EDGES), [0, 0, 0, 3, 3, 3, 6, 6]);
        near(modularity(&[0, 0, 0, 3, 3, 3, 6, 6], &EDGES), 0.476_562_5, 1e-12);
        near(modularity(&parts(8, &EDGES), &EDGES), 0.218_75, 1e-12);
        assert_eq!(groups(2, &[]), [0, 1]);
        assert_eq!(groups(0, &[]), Vec::<usize>::new());
    }

    #[test]
    fn of_equally_busy_edges_the_weakest_goes() {
        // A square: each edge lies on two ways.
        let square = [(0, 1, 0.9), (1, 2, 0.2), (2, 3, 0.8), (0, 3, 0.4)];
        assert_eq!(busiest(4, &square), Some(1));
        assert_eq!(busiest(4, &[]), None);
    }

    #[test]
    fn of_too_many_edges_none_goes() {
        let n = 50;
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b, 1.0)));
        let edges: Vec<(usize, usize, f64)> = pairs.collect();
        assert!(edges.len() > MOST_DIVIDED);
        assert_eq!(groups(n + 1, &edges)[n - 1..], [0, n]);
    }
}
