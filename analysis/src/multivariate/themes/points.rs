//! Where texts stand when they are put together: at the weights of their words, or at directions of fewer dimensions.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::multivariate::Sparse;

/// One place a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Points {
    /// The weights of its words; each row has length 1.
    Weights(Vec<Sparse>),
    /// Directions of length 1.
    Directions(Vec<Vec<f32>>),
}

impl Points {
    /// Of some texts the one that is most like the others: its product with the sum of all is the largest.
    pub fn medoid(&self, places: &[usize]) -> usize {
        match self {
            Points::Weights(rows) => {
                let n = places.iter().flat_map(|&place| &rows[place]).map(|(word, _)| *word as usize + 1);
                let mut sum: Vec<f64> = vec![0.0; n.max().unwrap_or(0)];
                for &(word, weight) in places.iter().flat_map(|&place| &rows[place]) {
                    sum[word as usize] += weight;
                }
                let likeness = |place: usize| -> f64 {
                    rows[place].iter().map(|&(word, weight)| weight * sum[word as usize]).sum()
                };
                best(places, likeness)
            }
            Points::Directions(points) => {
                let mut sum: Vec<f32> = vec![0.0; points.iter().map(Vec::len).max().unwrap_or(0)];
                for &place in places {
                    for (sum, value) in sum.iter_mut().zip(&points[place]) {
                        *sum += value;
                    }
                }
                best(places, |place| f64::from(product(&points[place], &sum)))
            }
        }
    }
}

/// The first place with the largest value.
fn best(places: &[usize], value: impl Fn(usize) -> f64) -> usize {
    let mut best = (f64::NEG_INFINITY, 0);
    for &place in places {
        let found = value(place);
        if found > best.0 {
            best = (found, place);
        }
    }
    best.1
}

/// Euclid's distance of each pair of rows.
pub(super) fn distances(rows: &[Sparse]) -> Vec<f64> {
    of_pairs(rows, |one, other| apart(one, other))
}

/// The cosine distance of each pair of directions.
pub(super) fn cosine_distances(points: &[Vec<f32>]) -> Vec<f32> {
    of_pairs(points, |one, other| (1.0 - product(one, other)).max(0.0))
}

/// A number for each pair, in the order of [`crate::multivariate::similarity::Pairs`].
fn of_pairs<P: Sync, T: Send>(points: &[P], value: impl Fn(&P, &P) -> T + Sync) -> Vec<T> {
    let mut values = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (place, point) in points.iter().enumerate() {
        let others = points[place + 1..].par_iter();
        values.par_extend(others.map(|other| value(point, other)));
    }
    values
}

/// Subtracted place by place, so that equal rows are exactly 0 apart.
fn apart(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut of_a, mut of_b, mut sum) = (0, 0, 0.0_f64);
    while let (Some(one), Some(other)) = (a.get(of_a), b.get(of_b)) {
        let order = one.0.cmp(&other.0);
        of_a += usize::from(order != Ordering::Greater);
        of_b += usize::from(order != Ordering::Less);
        let difference = match order {
            Ordering::Less => one.1,
            Ordering::Greater => other.1,
            Ordering::Equal => one.1 - other.1,
        };
        sum += difference * difference;
    }
    let rest = a.get(of_a..).into_iter().chain(b.get(of_b..)).flatten();
    sum += rest.map(|(_, value)| value * value).sum::<f64>();
    sum.sqrt()
}

fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    #[test]
    fn distances_are_those_of_all_places() {
        let rows = [vec![(0, 3.0), (2, 1.0)], vec![(1, 4.0), (2, 1.0)], vec![(0, 3.0), (2, 1.0)], vec![]];
        let expected = [5.0, 0.0, 10.0_f64.sqrt(), 5.0, 17.0_f64.sqrt(), 10.0_f64.sqrt()];
        let found = distances(&rows);
        assert_eq!(found.len(), expected.len());
        found.iter().zip(expected).for_each(|(found, expected)| near(*found, expected, 1e-12));
    }

    #[test]
    fn the_text_in_the_middle_is_that_with_the_words_of_the_others() {
        let rows = vec![vec![(0, 1.0)], vec![(0, 0.8), (1, 0.6)], vec![(1, 1.0)], vec![(9, 1.0)]];
        assert_eq!(Points::Weights(rows).medoid(&[0, 1, 2]), 1);
        let points = vec![vec![1.0, 0.0], vec![0.8, 0.6], vec![0.0, 1.0]];
        assert_eq!(Points::Directions(points).medoid(&[0, 1, 2]), 1);
    }
}
