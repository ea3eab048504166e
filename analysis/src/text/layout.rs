//! Places for the nodes of a network, by forces (Fruchterman & Reingold 1991, doi:10.1002/spe.4380211102).
//!
//! The start is a circle on which groups stand together and the number of steps is fixed, so the same network is
//! always drawn in the same way. Why not classical scaling: decision 27. Parts that no line joins are laid out each by itself, and
//! stand beside one another: together, forces would drive them apart and squeeze them to the rim.

use std::cmp::Reverse;

/// A place in the unit square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// From left to right, 0 to 1.
    pub x: f64,
    /// From top to bottom, 0 to 1.
    pub y: f64,
}

const STEPS: usize = 600;

/// Pull towards the middle.
const GRAVITY: f64 = 0.35;

/// What stays empty on each side of a part, in the side of the square that one node has for itself.
const MARGIN: f64 = 0.4;

/// The places of `n` nodes joined by `edges` (source, target, weight from 0 to 1). `groups` gives each node's group. Each part has an
/// area in proportion to its nodes, the largest one at the left.
pub fn places(n: usize, edges: &[(usize, usize, f64)], groups: &[u32]) -> Vec<Place> {
    let parts = parts(n, edges);
    if parts.len() < 2 {
        return joined(n, edges, groups);
    }
    let sides: Vec<f64> = parts.iter().map(|part| (part.len() as f64).sqrt()).collect();
    let mut places = vec![Place { x: 0.5, y: 0.5 }; n];
    for ((part, corner), side) in parts.iter().zip(packed(&sides)).zip(&sides) {
        let local = |node: usize| part.binary_search(&node).ok();
        let own: Vec<(usize, usize, f64)> =
            edges.iter().filter_map(|&(a, b, weight)| Some((local(a)?, local(b)?, weight))).collect();
        let groups: Vec<u32> =
            part.iter().map(|&node| groups.get(node).copied().unwrap_or_default()).collect();
        let room = side - 2.0 * MARGIN;
        for (&node, place) in part.iter().zip(joined(part.len(), &own, &groups)) {
            let (x, y) = (corner.x + MARGIN + place.x * room, corner.y + MARGIN + place.y * room);
            places[node] = Place { x, y };
        }
    }
    fitted(places)
}

/// The nodes of each part that edges join, in order; the largest part first, of as large ones that with the first node.
fn parts(n: usize, edges: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &(a, b, _) in edges {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    let mut is_seen = vec![false; n];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for first in 0..n {
        if is_seen[first] {
            continue;
        }
        is_seen[first] = true;
        let mut part = vec![first];
        let mut next = 0;
        while let Some(&node) = part.get(next) {
            next += 1;
            for &other in &neighbours[node] {
                if !is_seen[other] {
                    is_seen[other] = true;
                    part.push(other);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (Reverse(part.len()), part.first().copied()));
    parts
}

/// The upper left corners of squares with these sides, the largest first, which stand in columns without covering one another.
fn packed(sides: &[f64]) -> Vec<Place> {
    let area: f64 = sides.iter().map(|side| side * side).sum();
    let height = sides.first().copied().unwrap_or_default().max(area.sqrt());
    let (mut left, mut top, mut width) = (0.0, 0.0, 0.0_f64);
    let mut corners = Vec::with_capacity(sides.len());
    for &side in sides {
        if top > 0.0 && top + side > height {
            (left, top, width) = (left + width, 0.0, 0.0);
        }
        corners.push(Place { x: left, y: top });
        top += side;
        width = width.max(side);
    }
    corners
}

/// The places of nodes that are one part.
fn joined(n: usize, edges: &[(usize, usize, f64)], groups: &[u32]) -> Vec<Place> {
    let mut places = circle(n, groups);
    if n < 2 {
        return fitted(places);
    }
    // The distance at which the forces of two joined nodes are in balance.
    let distance = (1.0 / n as f64).sqrt();
    for step in 0..STEPS {
        let most = 0.1 * (1.0 - step as f64 / STEPS as f64);
        let forces = forces(&places, edges, distance);
        for (place, force) in places.iter_mut().zip(&forces) {
            let length = force.x.hypot(force.y).max(1e-12);
            let step = length.min(most) / length;
            place.x += force.x * step;
            place.y += force.y * step;
        }
    }
    fitted(places)
}

fn circle(n: usize, groups: &[u32]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&node| (groups.get(node).copied().unwrap_or_default(), node));
    let mut places = vec![Place { x: 0.5, y: 0.5 }; n];
    for (position, &node) in order.iter().enumerate() {
        let angle = std::f64::consts::TAU * position as f64 / n as f64;
        places[node] = Place { x: 0.5 + 0.4 * angle.cos(), y: 0.5 + 0.4 * angle.sin() };
    }
    places
}

fn forces(places: &[Place], edges: &[(usize, usize, f64)], distance: f64) -> Vec<Place> {
    let mut forces: Vec<Place> = places
        .iter()
        .map(|place| Place { x: (0.5 - place.x) * GRAVITY, y: (0.5 - place.y) * GRAVITY })
        .collect();
    let mut push = |node: usize, x: f64, y: f64| {
        forces[node].x += x;
        forces[node].y += y;
    };
    for a in 0..places.len() {
        for b in a + 1..places.len() {
            let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
            let square = (x * x + y * y).max(1e-6);
            let strength = distance * distance / square;
            push(a, x * strength, y * strength);
            push(b, -x * strength, -y * strength);
        }
    }
    for &(a, b, weight) in edges {
        let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
        let strength = x.hypot(y) / distance * (0.5 + weight.clamp(0.0, 1.0));
        push(a, -x * strength, -y * strength);
        push(b, x * strength, y * strength);
    }
    forces
}

/// Stretches the places to fill the unit square; a direction without extent stays in the middle.
fn fitted(mut places: Vec<Place>) -> Vec<Place> {
    let extent = |value: fn(&Place) -> f64| {
        let (low, high) = places
            .iter()
            .map(value)
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        (low, high - low)
    };
    let stretch = |value: f64, (low, size): (f64, f64)| {
        if size < 1e-9 { 0.5 } else { ((value - low) / size).clamp(0.0, 1.0) }
    };
    let (across, down) = (extent(|place| place.x), extent(|place| place.y));
    for place in &mut places {
        *place = Place { x: stretch(place.x, across), y: stretch(place.y, down) };
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_nodes_stand_closer_than_others() {
        let edges = [(0, 1, 0.9), (2, 3, 0.9)];
        let places = places(4, &edges, &[0, 0, 1, 1]);
        let distance = |a: usize, b: usize| (places[a].x - places[b].x).hypot(places[a].y - places[b].y);
        assert!(distance(0, 1) < distance(0, 2) && distance(2, 3) < distance(1, 3));
    }

    /// Left, top, right and bottom of some nodes.
    fn extent(places: &[Place]) -> [f64; 4] {
        let low = |value: fn(&Place) -> f64| places.iter().map(value).fold(f64::MAX, f64::min);
        let high = |value: fn(&Place) -> f64| places.iter().map(value).fold(f64::MIN, f64::max);
        [low(|place| place.x), low(|place| place.y), high(|place| place.x), high(|place| place.y)]
    }

    #[test]
    fn a_part_of_its_own_takes_no_more_than_its_room() {
        // A tree of 40 nodes, a triangle, and two pairs.
        let tree = (1..40).map(|node| (node / 3, node, 0.2));
        let apart = [(40, 41, 0.9), (42, 43, 0.9), (44, 45, 0.5), (45, 46, 0.5), (44, 46, 0.5)];
        let edges: Vec<(usize, usize, f64)> = tree.chain(apart).collect();
        let all = places(47, &edges, &[0; 47]);
        assert_eq!(all, places(47, &edges, &[0; 47]));
        let parts = [0..40, 40..42, 42..44, 44..47].map(|part| extent(&all[part]));
        let [left, top, right, bottom] = parts[0];
        assert!((right - left) * (bottom - top) > 0.5, "{parts:?}");
        assert_eq!(left, 0.0);
        for (at, one) in parts.iter().enumerate() {
            for other in &parts[at + 1..] {
                let is_apart =
                    one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];
                assert!(is_apart, "{one:?} {other:?}");
            }
        }
        // The nodes of a pair do not stand on one another.
        let (a, b) = (all[40], all[41]);
        assert!((a.x - b.x).hypot(a.y - b.y) > 0.02, "{a:?} {b:?}");
    }

    #[test]
    fn many_small_parts_fill_the_square() {
        let edges: Vec<(usize, usize, f64)> = (0..30).map(|pair| (2 * pair, 2 * pair + 1, 0.5)).collect();
        let all = places(60, &edges, &[0; 60]);
        let nearest = |at: usize| {
            let others = (0..60).filter(|other| *other != at);
            let distance = |other: usize| (all[at].x - all[other].x).hypot(all[at].y - all[other].y);
            others.map(distance).fold(f64::MAX, f64::min)
        };
        assert!((0..60).all(|at| nearest(at) > 0.02));
        assert!(all.iter().any(|place| place.y == 1.0) && all.iter().any(|place| place.x == 1.0));
    }

    #[test]
    fn places_fill_the_square_and_are_repeatable() {
        let edges: Vec<(usize, usize, f64)> = (1..20).map(|node| (node / 3, node, 0.2)).collect();
        let first = places(20, &edges, &[0; 20]);
        assert_eq!(first, places(20, &edges, &[0; 20]));
        assert!(first.iter().all(|p| (0.0..=1.0).contains(&p.x) && (0.0..=1.0).contains(&p.y)));
        assert!(first.iter().any(|p| p.x == 0.0) && first.iter().any(|p| p.y == 1.0));
        assert_eq!(places(1, &[], &[0]), [Place { x: 0.5, y: 0.5 }]);
        assert_eq!(places(0, &[], &[]), []);
    }
}
