//! Hierarchical clusters of words, codes and texts, in the form of R's `hclust`.
//!
//! The work is done by kodama (after D. Müllner, Modern hierarchical, agglomerative clustering algorithms, 2011). Its Ward
//! squares the distances and takes the root of the heights, which is R's `ward.D2` (F. Murtagh and P. Legendre, Ward's
//! hierarchical agglomerative clustering method: which algorithms implement Ward's criterion?, Journal of Classification 31, 2014).

use kodama::{Float, Method, linkage};
use serde::Serialize;

use super::NotComputed;
use super::similarity::{MOST_ROWS, Pairs};

/// How the distance of two clusters follows from those of their members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Linkage {
    /// Least growth of the variance: R's `ward.D2`, what KH Coder begins with.
    Ward,
    /// Mean of the distances.
    Average,
    /// Largest distance.
    Complete,
}

/// Two clusters become one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Merge {
    /// The first part as in R: −1 is the first thing alone, −2 the second; 1 is what the first merge made, and so on.
    pub first: i64,
    /// The second part.
    pub second: i64,
    /// The distance at which they become one.
    pub height: f64,
}

/// A tree of clusters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tree {
    /// One merge less than there are things, the lowest first.
    pub merges: Vec<Merge>,
    /// The things from left to right, so that no lines of the drawn tree cross (R's `order`, from 0).
    pub order: Vec<usize>,
}

/// Clusters things by their distances.
///
/// # Errors
/// [`NotComputed::TooFew`] for fewer than two things, [`NotComputed::TooMany`] for more than [`MOST_ROWS`], [`NotComputed::NotANumber`]
/// for distances that are none.
pub fn cluster(distances: &Pairs, method: Linkage) -> Result<Tree, NotComputed> {
    distances.check_distances(MOST_ROWS)?;
    tree(distances.values.clone(), distances.n, method)
}

/// How many groups KH Coder cuts a tree of `n` words into: √n, rounded.
pub fn usual_groups(n: usize) -> usize {
    ((n as f64).sqrt() + 0.5) as usize
}

/// The tree of `n` things with these distances, which are finite and not below 0. Takes the distances because it works in
/// their place.
pub(super) fn tree<T: Float>(mut distances: Vec<T>, n: usize, method: Linkage) -> Result<Tree, NotComputed> {
    if n < 2 || distances.len() != n * (n - 1) / 2 {
        return Err(NotComputed::TooFew);
    }
    let method = match method {
        Linkage::Ward => Method::Ward,
        Linkage::Average => Method::Average,
        Linkage::Complete => Method::Complete,
    };
    let label = |cluster: usize| match cluster {
        thing if thing < n => -(thing as i64) - 1,
        merged => (merged - n) as i64 + 1,
    };
    let merges: Vec<Merge> = linkage(&mut distances, n, method)
        .steps()
        .iter()
        .map(|step| Merge {
            first: label(step.cluster1),
            second: label(step.cluster2),
            height: step.dissimilarity.to_f64(),
        })
        .collect();
    let order = order(&merges);
    Ok(Tree { merges, order })
}

/// A part of a tree: one thing, or what a merge made.
enum Part {
    Thing(usize),
    Merged(usize),
}

fn part(label: i64) -> Part {
    match usize::try_from(label) {
        Ok(merged) => Part::Merged(merged.saturating_sub(1)),
        Err(_) => Part::Thing(usize::try_from(-label - 1).unwrap_or(0)),
    }
}

fn order(merges: &[Merge]) -> Vec<usize> {
    let mut order = Vec::with_capacity(merges.len() + 1);
    let mut waiting: Vec<i64> = vec![merges.len() as i64];
    while let Some(label) = waiting.pop() {
        match part(label) {
            Part::Thing(thing) => order.push(thing),
            Part::Merged(merge) => {
                if let Some(merge) = merges.get(merge) {
                    waiting.extend([merge.second, merge.first]);
                }
            }
        }
    }
    order
}

impl Tree {
    /// The group of each thing when the tree is cut into `n_groups` (R's `cutree`, from 0): groups are numbered in the order
    /// of their first things. There are at least one and at most as many groups as things.
    pub fn cut(&self, n_groups: usize) -> Vec<usize> {
        let n = self.merges.len() + 1;
        let n_merges = n - n_groups.clamp(1, n);
        // One thing of each part that was made.
        let mut made: Vec<usize> = Vec::with_capacity(n_merges);
        let mut groups: Vec<usize> = (0..n).collect();
        for merge in self.merges.iter().take(n_merges) {
            let member = |label: i64| match part(label) {
                Part::Thing(thing) => thing,
                Part::Merged(merge) => made.get(merge).copied().unwrap_or(0),
            };
            let (a, b) = (root(&groups, member(merge.first)), root(&groups, member(merge.second)));
            let (first, second) = (a.min(b), a.max(b));
            groups[second] = first;
            made.push(first);
        }
        let roots: Vec<usize> = (0..n).map(|thing| root(&groups, thing)).collect();
        let mut firsts: Vec<usize> = roots.clone();
        firsts.sort_unstable();
        firsts.dedup();
        roots.iter().map(|root| firsts.binary_search(root).unwrap_or(0)).collect()
    }
}

/// The first thing of a thing's group: parents never stand behind their children.
fn root(groups: &[usize], mut thing: usize) -> usize {
    while let Some(&parent) = groups.get(thing).filter(|&&parent| parent != thing) {
        thing = parent;
    }
    thing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    fn of(points: &[(f64, f64)]) -> Pairs {
        let distance = |a: usize, b: usize| (points[a].0 - points[b].0).hypot(points[a].1 - points[b].1);
        Pairs::new(points.len(), distance)
    }

    const POINTS: [(f64, f64); 7] =
        [(0.0, 0.0), (5.0, 5.0), (0.3, 0.1), (5.2, 4.6), (2.0, 8.0), (0.1, 0.9), (5.9, 5.1)];

    /// `scipy.cluster.hierarchy.linkage(pdist(points), "ward")` 1.17 in R's labels; SciPy documents it as R's `ward.D2`.
    #[test]
    fn ward_is_ward_d2() {
        let tree = cluster(&of(&POINTS), Linkage::Ward).unwrap();
        let labels: Vec<(i64, i64)> = tree.merges.iter().map(|merge| (merge.first, merge.second)).collect();
        assert_eq!(labels, LABELS);
        for (merge, height) in tree.merges.iter().zip(HEIGHTS) {
            near(merge.height, height, 1e-12);
        }
    }

    const LABELS: [(i64, i64); 6] = [(-1, -3), (-2, -4), (-6, 1), (-7, 2), (-5, 4), (3, 5)];
    const HEIGHTS: [f64; 6] = [
        0.316_227_766_016_837_94,
        0.447_213_595_499_958_3,
        0.983_192_080_250_175_1,
        0.986_576_572_463_249_7,
        5.605_057_240_266_747,
        12.804_482_102_168_83,
    ];

    /// By hand: the three at (0, 0), the three at (5, 5), and the one by itself. R numbers groups as their things come.
    #[test]
    fn a_tree_is_cut_into_groups() {
        let tree = cluster(&of(&POINTS), Linkage::Average).unwrap();
        assert_eq!(tree.cut(3), [0, 1, 0, 1, 2, 0, 1]);
        assert_eq!(tree.cut(1), [0; 7]);
        assert_eq!(tree.cut(99), [0, 1, 2, 3, 4, 5, 6]);
        let mut order = tree.order.clone();
        let groups: Vec<usize> = order.iter().map(|&thing| tree.cut(3)[thing]).collect();
        assert_eq!(groups.chunk_by(|a, b| a == b).count(), 3);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!((usual_groups(74), usual_groups(0)), (9, 0));
    }

    #[test]
    fn equal_distances_and_bad_input() {
        let same = cluster(&Pairs { n: 4, values: vec![1.0; 6] }, Linkage::Ward).unwrap();
        assert!(same.merges.iter().all(|merge| merge.height.is_finite()));
        let zero = cluster(&Pairs { n: 3, values: vec![0.0; 3] }, Linkage::Complete).unwrap();
        assert_eq!(zero.cut(2).len(), 3);
        assert_eq!(cluster(&Pairs { n: 1, values: vec![] }, Linkage::Ward), Err(NotComputed::TooFew));
        let bad = |value| cluster(&Pairs { n: 2, values: vec![value] }, Linkage::Ward);
        assert_eq!(bad(f64::NAN), Err(NotComputed::NotANumber));
        assert_eq!(bad(f64::INFINITY), Err(NotComputed::NotANumber));
        assert_eq!(bad(-1.0), Err(NotComputed::NotANumber));
    }
}
