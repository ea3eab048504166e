//! The strongest edges that join everything that is joined: a minimum spanning tree of 1 − strength.

/// Which of `edges` (source, target), the strongest first, belong to the tree (of each part, if the network has several).
///
/// Source: J. B. Kruskal, On the shortest spanning subtree of a graph, Proceedings of the AMS 7 (1956), 48–50. Among edges
/// of the same strength the earlier one is taken.
pub(super) fn spanning_tree(n: usize, edges: &[(usize, usize)]) -> Vec<bool> {
    let mut parents: Vec<usize> = (0..n).collect();
    let mut is_in_tree = Vec::with_capacity(edges.len());
    for &(a, b) in edges {
        let (root_a, root_b) = (root(&mut parents, a), root(&mut parents, b));
        is_in_tree.push(root_a != root_b);
        parents[root_a] = root_b;
    }
    is_in_tree
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_that_closes_a_circle_is_left_out() {
        let edges = [(0, 1), (1, 2), (0, 2), (3, 4), (2, 3), (1, 4)];
        assert_eq!(spanning_tree(5, &edges), [true, true, false, true, true, false]);
        assert_eq!(spanning_tree(0, &[]), Vec::<bool>::new());
    }
}
