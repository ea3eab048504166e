//! Multidimensional scaling: a map on which things stand as far apart as they differ.
//!
//! Sources: W. S. Torgerson, Multidimensional scaling, Psychometrika 17 (1952), 401–419 (classical, R's `cmdscale`); J. B. Kruskal,
//! Nonmetric multidimensional scaling, Psychometrika 29 (1964), 1–27 and 115–129 (the stress that R's `isoMDS` lowers); lowered here
//! by majorization (J. de Leeuw, SMACOF; I. Borg and P. Groenen, Modern Multidimensional Scaling, 2nd ed. 2005, chapter 9), from
//! the classical solution, so that the same distances give the same map.

use serde::Serialize;

use super::decomposition::symmetric;
use super::similarity::Pairs;
use super::{NotComputed, all_finite};

/// More things than this make no map that can be read, and one that takes long.
pub const MOST_THINGS: usize = 150;

/// Above this stress a map says little (J. B. Kruskal 1964: poor).
pub const POOR_STRESS: f64 = 0.2;

/// KH Coder's settings of `isoMDS`.
const MOST_STEPS: usize = 3_000;
const LEAST_GAIN: f64 = 1e-6;

/// A map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Map {
    /// The place of each thing, one coordinate a dimension; their mean is 0, the first dimension is the widest. Lengths on the map
    /// have the root mean square of the distances.
    pub places: Vec<Vec<f64>>,
    /// Kruskal's stress, 0 to 1: below .05 good, above .2 poor.
    pub stress: f64,
}

/// Kruskal's non-metric scaling: only the order of the distances counts.
///
/// # Errors
/// [`NotComputed::TooFew`] for fewer than two things, [`NotComputed::TooMany`] for more than [`MOST_THINGS`],
/// [`NotComputed::NotANumber`] for distances that are none.
pub fn non_metric(distances: &Pairs, n_dimensions: usize) -> Result<Map, NotComputed> {
    distances.check_distances(MOST_THINGS)?;
    let mut places = principal(distances, n_dimensions)?;
    let pairs: Vec<(usize, usize, f64)> = distances.iter().collect();
    let mut best = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let lengths = lengths(&places).values;
        let ideals = ideals(&pairs, &lengths);
        let now = kruskal(&lengths, &ideals);
        if best - now < LEAST_GAIN * now.max(LEAST_GAIN) {
            break;
        }
        best = now;
        places = moved(&pairs, &places, &lengths, &ideals);
    }
    let mut places = turned(&places)?;
    resize(&mut places, distances);
    let stress = stress(distances, &places);
    Ok(Map { places, stress })
}

/// Points nearer than this part of the map's width stand on one point for whoever looks at it.
const SAME_PLACE: f64 = 0.01;

/// Whether any map of these distances says nothing, however low its stress: more than half of the pairs have the `largest`
/// possible distance, so that their order is not known. Known before a map is made, which takes long. The share is our own;
/// what such maps look like: Borg and Groenen 2005, chapter 13 (degenerate solutions).
pub fn are_mostly_far(distances: &Pairs, largest: Option<f64>) -> bool {
    let is_far = |value: &&f64| largest.is_some_and(|largest| **value >= largest - 1e-9);
    let n_far = distances.values.iter().filter(is_far).count();
    2 * n_far > distances.values.len()
}

/// Whether a map says nothing since more than a third of the things stand on one point. The share is our own, as in [`are_mostly_far`].
pub fn is_shapeless(map: &Map) -> bool {
    3 * most_on_one_point(&map.places) > map.places.len()
}

/// How many things stand where most do; 0 where none shares its place.
fn most_on_one_point(places: &[Vec<f64>]) -> usize {
    let others = |one: &Vec<f64>| places.iter().map(|other| length(one, other)).collect::<Vec<f64>>();
    let width = places.iter().flat_map(others).fold(0.0, f64::max);
    let near = |one: &Vec<f64>| others(one).iter().filter(|length| **length <= SAME_PLACE * width).count();
    places.iter().map(near).filter(|near| *near > 1).max().unwrap_or(0)
}

/// Classical scaling: places by the first eigenvectors of −½ J D² J.
fn principal(distances: &Pairs, n_dimensions: usize) -> Result<Vec<Vec<f64>>, NotComputed> {
    let n = distances.n;
    let square = |a: usize, b: usize| distances.of(a, b).powi(2);
    let means: Vec<f64> = (0..n).map(|a| (0..n).map(|b| square(a, b)).sum::<f64>() / n as f64).collect();
    let mean = means.iter().sum::<f64>() / n as f64;
    let eigen = symmetric(n, |a, b| -0.5 * (square(a, b) - means[a] - means[b] + mean))?;
    let place = |thing: usize| {
        let dimensions = eigen.values.iter().zip(&eigen.vectors).take(n_dimensions);
        dimensions.map(|(value, vector)| value.max(0.0).sqrt() * vector[thing]).collect()
    };
    Ok((0..n).map(place).collect())
}

fn length(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

/// How far each two places are apart.
fn lengths(places: &[Vec<f64>]) -> Pairs {
    Pairs::new(places.len(), |a, b| length(&places[a], &places[b]))
}

/// The lengths that rise with the distances and are nearest to those on the map: monotone regression. Among equal
/// distances those that are shorter on the map come first (Kruskal's primary approach to ties).
fn ideals(pairs: &[(usize, usize, f64)], lengths: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|&a, &b| {
        pairs[a].2.total_cmp(&pairs[b].2).then(lengths[a].total_cmp(&lengths[b])).then(a.cmp(&b))
    });
    // Blocks of neighbours with one mean: sum and size.
    let mut blocks: Vec<(f64, usize)> = Vec::with_capacity(order.len());
    for &pair in &order {
        let mut block = (lengths[pair], 1_usize);
        while let Some(last) = blocks.pop_if(|last| last.0 * block.1 as f64 >= block.0 * last.1 as f64) {
            block = (block.0 + last.0, block.1 + last.1);
        }
        blocks.push(block);
    }
    let mut ideals: Vec<f64> = vec![0.0; pairs.len()];
    let means = blocks.iter().flat_map(|&(sum, size)| std::iter::repeat_n(sum / size as f64, size));
    for (&pair, mean) in order.iter().zip(means) {
        ideals[pair] = mean;
    }
    ideals
}

/// √(Σ (length − ideal)² ÷ Σ length²); 0 when everything is in one place.
fn kruskal(lengths: &[f64], ideals: &[f64]) -> f64 {
    let all: f64 = lengths.iter().map(|length| length * length).sum();
    let rest: f64 = lengths.iter().zip(ideals).map(|(length, ideal)| (length - ideal).powi(2)).sum();
    if all > 0.0 { (rest / all).sqrt() } else { 0.0 }
}

fn stress(distances: &Pairs, places: &[Vec<f64>]) -> f64 {
    let pairs: Vec<(usize, usize, f64)> = distances.iter().collect();
    let lengths = lengths(places).values;
    kruskal(&lengths, &ideals(&pairs, &lengths))
}

/// Gives the map the scale of the distances. Their order alone says nothing of it, and every step of majorization makes the map
/// a little smaller.
fn resize(places: &mut [Vec<f64>], distances: &Pairs) {
    let (wanted, now) = (squares(&distances.values), squares(&lengths(places).values));
    if now > 0.0 {
        let factor = (wanted / now).sqrt();
        places.iter_mut().flatten().for_each(|coordinate| *coordinate *= factor);
    }
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
}

/// The places that majorization moves to (Guttman's transform), with ideals stretched to the size of the map.
fn moved(
    pairs: &[(usize, usize, f64)],
    places: &[Vec<f64>],
    lengths: &[f64],
    ideals: &[f64],
) -> Vec<Vec<f64>> {
    let stretch = match squares(ideals) {
        ideal if ideal > 0.0 => (squares(lengths) / ideal).sqrt(),
        _ => 1.0,
    };
    let n = places.len() as f64;
    let mut moved = vec![vec![0.0; places.first().map_or(0, Vec::len)]; places.len()];
    for (&(a, b, _), (&length, ideal)) in pairs.iter().zip(lengths.iter().zip(ideals)) {
        if length <= 0.0 {
            continue;
        }
        let pull = ideal * stretch / length / n;
        for dimension in 0..places[a].len() {
            let difference = pull * (places[a][dimension] - places[b][dimension]);
            moved[a][dimension] += difference;
            moved[b][dimension] -= difference;
        }
    }
    moved
}

/// The same map turned so that its first dimension is the widest, with the usual signs.
fn turned(places: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, NotComputed> {
    let distances = lengths(places);
    all_finite(&distances.values)?;
    principal(&distances, places.first().map_or(0, Vec::len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::tests::near;

    fn of(points: &[[f64; 2]], value: impl Fn(f64) -> f64) -> Pairs {
        Pairs::new(points.len(), |a, b| value(length(&points[a], &points[b])))
    }

    /// The map that the search for a non-metric one begins with.
    fn classical(distances: &Pairs, n_dimensions: usize) -> Result<Map, NotComputed> {
        distances.check_distances(MOST_THINGS)?;
        let places = principal(distances, n_dimensions)?;
        Ok(Map { stress: stress(distances, &places), places })
    }

    const POINTS: [[f64; 2]; 6] = [[0.0, 0.0], [4.0, 0.5], [1.0, 2.0], [5.0, 3.0], [2.5, 1.0], [3.0, 4.0]];

    #[test]
    fn places_on_a_plane_are_found_again() {
        let distances = of(&POINTS, |length| length);
        let map = classical(&distances, 2).unwrap();
        for (a, b, distance) in distances.iter() {
            near(length(&map.places[a], &map.places[b]), distance, 1e-9);
        }
        near(map.stress, 0.0, 1e-9);
        let widths: Vec<f64> =
            (0..2).map(|dimension| map.places.iter().map(|place| place[dimension].powi(2)).sum()).collect();
        assert!(widths[0] >= widths[1]);
    }

    /// Three corners of a triangle with sides 3, 4 and 5 on a line: by numpy `eigh` of −½ J D² J the largest eigenvalue is
    /// 12.964148; the first coordinates are its root times the eigenvector.
    #[test]
    fn one_dimension_is_the_widest() {
        let map = classical(&Pairs { n: 3, values: vec![3.0, 5.0, 4.0] }, 1).unwrap();
        for (place, expected) in map.places.iter().zip(TRIANGLE) {
            near(place[0], expected, 1e-9);
        }
    }

    const TRIANGLE: [f64; 3] = [-2.152_310_989_670_858, -0.658_128_810_302_622, 2.810_439_799_973_480_5];

    #[test]
    fn only_the_order_counts_without_metric() {
        let map = non_metric(&of(&POINTS, |length| length.powi(3)), 2).unwrap();
        assert!(map.stress < 0.01, "{}", map.stress);
        let mean: f64 = map.places.iter().map(|place| place[0]).sum();
        near(mean, 0.0, 1e-9);
        assert_eq!(map, non_metric(&of(&POINTS, |length| length.powi(3)), 2).unwrap());
    }

    /// These distances fit no plane, so that each of many steps would make the map smaller.
    #[test]
    fn a_map_has_the_scale_of_its_distances() {
        let value = |at: usize| 0.5 + (at * 37 % 41) as f64 / 100.0;
        let distances = Pairs { n: 12, values: (0..66).map(value).collect() };
        for factor in [1.0, 100.0] {
            let values = distances.values.iter().map(|value| value * factor).collect();
            let distances = Pairs { n: 12, values };
            let map = non_metric(&distances, 2).unwrap();
            let on_map = squares(&lengths(&map.places).values);
            near((on_map / squares(&distances.values)).sqrt(), 1.0, 1e-9);
        }
    }

    #[test]
    fn the_stress_is_not_higher_than_that_of_the_start() {
        let distances = Pairs { n: 5, values: vec![0.9, 0.5, 1.0, 1.0, 0.7, 1.0, 0.95, 1.0, 0.8, 0.6] };
        let (start, end) = (classical(&distances, 2).unwrap(), non_metric(&distances, 2).unwrap());
        assert!(end.stress <= start.stress + 1e-9);
    }

    /// By hand: 1, 3 stay, 4 and 2 become 3; of the equal distances the shorter length is taken first.
    #[test]
    fn ideals_never_fall() {
        let pairs = [(0, 1, 1.0), (0, 2, 3.0), (1, 2, 4.0), (0, 3, 2.0)];
        assert_eq!(ideals(&pairs, &[1.0, 4.0, 2.0, 3.0]), [1.0, 3.0, 3.0, 3.0]);
        let ties = [(0, 1, 1.0), (0, 2, 1.0)];
        assert_eq!(ideals(&ties, &[5.0, 2.0]), [5.0, 2.0]);
    }

    #[test]
    fn maps_of_what_is_mostly_far_apart_say_nothing() {
        let spread = of(&POINTS, |length| length / 10.0);
        let map = non_metric(&spread, 2).unwrap();
        assert!(!are_mostly_far(&spread, Some(1.0)) && !is_shapeless(&map));
        let far = |n_far: usize| Pairs {
            n: 4,
            values: (0..6).map(|at| if at < n_far { 1.0 } else { 0.5 }).collect(),
        };
        assert!(!are_mostly_far(&far(3), Some(1.0)), "half of the pairs is not more than half");
        assert!(are_mostly_far(&far(4), Some(1.0)));
        assert!(!are_mostly_far(&far(6), None), "there is no largest distance");
    }

    #[test]
    fn maps_on_which_many_stand_on_one_point_say_nothing() {
        let near = |n: usize| {
            let place = |at: usize| if at < n { vec![0.001, 0.0] } else { vec![at as f64, 1.0] };
            Map { places: (0..6).map(place).collect(), stress: 0.0 }
        };
        assert!(!is_shapeless(&near(2)), "a third is not more than a third");
        assert!(is_shapeless(&near(3)));
        assert!(is_shapeless(&Map { places: vec![vec![0.0, 0.0]; 6], stress: 0.0 }));
    }

    #[test]
    fn bad_input_is_refused() {
        let of = |values: Vec<f64>| Pairs { n: 2, values };
        assert_eq!(non_metric(&Pairs { n: 1, values: vec![] }, 2), Err(NotComputed::TooFew));
        assert_eq!(non_metric(&of(vec![f64::NAN]), 2), Err(NotComputed::NotANumber));
        assert_eq!(classical(&of(vec![-1.0]), 2), Err(NotComputed::NotANumber));
        let large = Pairs { n: MOST_THINGS + 1, values: vec![1.0; (MOST_THINGS + 1) * MOST_THINGS / 2] };
        assert_eq!(classical(&large, 2), Err(NotComputed::TooMany));
        assert_eq!(non_metric(&of(vec![0.0]), 2).unwrap().stress, 0.0);
        assert_eq!(classical(&of(vec![2.0]), 5).unwrap().places.len(), 2);
    }
}
