//! Groups between which a random walker seldom changes (walktrap).
//!
//! Source: P. Pons and M. Latapy, Computing communities in large networks using random walks, Journal of Graph Algorithms and
//! Applications 10 (2006), 191–218, with walks of four steps and the division of the highest modularity, as igraph's
//! `cluster_walktrap`. As there, each node has an edge to itself, as heavy as its edges are on average.

use std::collections::BTreeMap;

/// Steps of a walk.
const STEPS: usize = 4;

/// Distances between groups that are joined by an edge.
type Distances = BTreeMap<(usize, usize), f64>;

/// The group of each of `n` nodes joined by `edges` (source, target, weight above 0), named after its first node.
pub(super) fn groups(n: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let loops = loops(n, edges);
    let mut walks = walks(&loops, edges);
    let mut sizes = vec![1.0; n];
    let mut groups: Vec<usize> = (0..n).collect();
    let start = |&(a, b, _): &(usize, usize, f64)| (pair(a, b), square(&walks[a], &walks[b]) / 2.0);
    let mut distances: Distances = edges.iter().map(start).collect();
    let mut best = (modularity(&groups, &loops, edges), groups.clone());
    while let Some((a, b)) = nearest(&distances) {
        let new = walks.len();
        let mix = |(x, y): (&f64, &f64)| (sizes[a] * x + sizes[b] * y) / (sizes[a] + sizes[b]);
        let walk: Vec<f64> = walks[a].iter().zip(&walks[b]).map(mix).collect();
        walks.push(walk);
        sizes.push(sizes[a] + sizes[b]);
        distances = merged(&distances, (a, b), new, &walks, &sizes);
        for group in &mut groups {
            if *group == a || *group == b {
                *group = new;
            }
        }
        let now = modularity(&groups, &loops, edges);
        if now > best.0 + 1e-12 {
            best = (now, groups.clone());
        }
    }
    let first = |group: &usize| best.1.iter().position(|other| other == group).unwrap_or(0);
    best.1.iter().map(first).collect()
}

fn pair(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

fn square(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum()
}

/// For each node the weight of its edge to itself.
fn loops(n: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut sums: Vec<(f64, f64)> = vec![(0.0, 0.0); n];
    for &(a, b, weight) in edges {
        for node in [a, b] {
            sums[node].0 += weight;
            sums[node].1 += 1.0;
        }
    }
    sums.iter().map(|&(sum, count)| if count > 0.0 { sum / count } else { 1.0 }).collect()
}

/// Sum of the weights at each node, its edge to itself once.
fn degrees(loops: &[f64], edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut degrees = loops.to_vec();
    for &(a, b, weight) in edges {
        degrees[a] += weight;
        degrees[b] += weight;
    }
    degrees
}

/// For each node the chances of where a walk from it ends, divided by the root of the degree there.
fn walks(loops: &[f64], edges: &[(usize, usize, f64)]) -> Vec<Vec<f64>> {
    let n = loops.len();
    let degrees = degrees(loops, edges);
    let walk = |start: usize| {
        let mut chances: Vec<f64> = vec![0.0; n];
        chances[start] = 1.0;
        for _ in 0..STEPS {
            let leaving: Vec<f64> =
                chances.iter().zip(&degrees).map(|(chance, degree)| chance / degree).collect();
            let mut next: Vec<f64> = leaving.iter().zip(loops).map(|(chance, own)| chance * own).collect();
            for &(a, b, weight) in edges {
                next[b] += leaving[a] * weight;
                next[a] += leaving[b] * weight;
            }
            chances = next;
        }
        chances.iter().zip(&degrees).map(|(chance, degree)| chance / degree.sqrt()).collect()
    };
    (0..n).map(walk).collect()
}

/// The nearest pair of groups; the first one of several.
fn nearest(distances: &Distances) -> Option<(usize, usize)> {
    distances.iter().min_by(|a, b| a.1.total_cmp(b.1)).map(|(pair, _)| *pair)
}

/// The distances after `gone` became the group `new`, whose walk and size are the last ones.
fn merged(
    distances: &Distances,
    gone: (usize, usize),
    new: usize,
    walks: &[Vec<f64>],
    sizes: &[f64],
) -> Distances {
    let mut result = Distances::new();
    let mut others: BTreeMap<usize, [Option<f64>; 2]> = BTreeMap::new();
    for (&(x, y), &distance) in distances {
        let is_gone = |group: usize| group == gone.0 || group == gone.1;
        match (is_gone(x), is_gone(y)) {
            (true, true) => {}
            (false, false) => {
                result.insert((x, y), distance);
            }
            (is_first, _) => {
                let (part, other) = if is_first { (x, y) } else { (y, x) };
                others.entry(other).or_default()[usize::from(part == gone.1)] = Some(distance);
            }
        }
    }
    let between = distances.get(&gone).copied().unwrap_or(0.0);
    let (a, b) = (sizes[gone.0], sizes[gone.1]);
    for (other, found) in others {
        let c = sizes[other];
        let distance = match found {
            [Some(first), Some(second)] => ((a + c) * first + (b + c) * second - c * between) / (a + b + c),
            _ => (a + b) * c / (a + b + c) * square(&walks[new], &walks[other]),
        };
        result.insert(pair(other, new), distance);
    }
    result
}

fn modularity(groups: &[usize], loops: &[f64], edges: &[(usize, usize, f64)]) -> f64 {
    let degrees = degrees(loops, edges);
    let total: f64 = degrees.iter().sum();
    let mut of_groups: BTreeMap<usize, f64> = BTreeMap::new();
    for (group, degree) in groups.iter().zip(&degrees) {
        *of_groups.entry(*group).or_default() += degree / total;
    }
    let own: f64 = loops.iter().sum();
    let inside: f64 =
        edges.iter().filter(|(a, b, _)| groups[*a] == groups[*b]).map(|(_, _, weight)| 2.0 * weight).sum();
    (own + inside) / total - of_groups.values().map(|share| share * share).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cooccurrence::centrality::tests::EDGES;

    /// By python-igraph 0.11: `Graph.community_walktrap(weights=…).as_clustering().membership` is [0, 0, 0, 1, 1, 1, 2, 2].
    #[test]
    fn groups_are_those_of_igraph() {
        assert_eq!(groups(8, &EDGES), [0, 0, 0, 3, 3, 3, 6, 6]);
        assert_eq!(groups(2, &[]), [0, 1]);
        assert_eq!(groups(0, &[]), Vec::<usize>::new());
    }
}
